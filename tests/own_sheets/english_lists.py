"""One row per application, in English, under headers that others choose."""

import datetime as dt
import random

from stories import answer_of_some_kind, stories
from writing import Sheet

DAY = dt.timedelta(days=1)


def employer_sent_on(folder, rng):
    """British spellings, day first with slashes; an outcome in civil words beside its day."""
    sheet = Sheet(
        "employer_sent_on",
        [
            "Employer, Vacancy, Sent on, Outcome date, Followed up",
            "dd/mm/yyyy",
            "closing date is no event",
            "two follow-ups in one cell",
            "a post withdrawn by the employer is not withdrawn by the applicant",
        ],
        ambiguous="Invited and Offered with an outcome date: an answer that day, its kind is not quite said (events_also). "
        "Post withdrawn by employer: closed, or turned away (status_also).",
    )
    sheet.header(
        "Ref.", "Employer", "Vacancy", "Closing date", "Sent on", "Sent by", "Outcome", "Outcome date", "Followed up", "Remarks"
    )
    ways = [("E-mail", "email"), ("Online form", "portal"), ("Post", "post"), ("By hand", "in_person"), ("email", "email")]
    words = {
        "rejected": ["Regret letter", "Unsuccessful", "Not shortlisted"],
        "offer": ["Offered"],
        "accepted": ["Offered & accepted"],
        "declined": ["Offered, I declined"],
        "withdrawn": ["I withdrew"],
        "ghosted": ["No reply", "Never heard back"],
        "cancelled": ["Post withdrawn by employer"],
    }

    def day(d):
        return f"{d:%d/%m/%Y}" if d else ""

    for number, s in enumerate(stories(rng, 24, dt.date(2025, 9, 1)), start=1):
        s.interviews = []
        way, medium = ways[number % len(ways)]
        outcome, ended = rng.choice(words.get(s.end, [""])), s.ended
        events, also, other = [*s.first, *s.checks], [], []
        if s.end == "open":
            outcome = ["Awaiting", "", "Invited to interview"][number % 3]
            if outcome.startswith("Invited"):
                ended = s.applied + 15 * DAY
                also = answer_of_some_kind(ended)
        elif s.end == "rejected":
            events.append((ended, "rejection"))
        elif s.end == "withdrawn":
            events.append((ended, "withdrawal"))
        elif s.end == "cancelled":
            also, other = [(ended, "rejection"), (ended, "reply")], ["rejected", "withdrawn"]
        elif s.end != "ghosted":
            also, other = [*answer_of_some_kind(ended), (ended, "offer"), (ended, "acceptance"), (ended, "withdrawal")], []
        if number == 9:
            s.chased = [s.applied + 9 * DAY, s.applied + 20 * DAY]
            events = [*s.first, *s.checks]
            if s.end == "rejected":
                events.append((ended, "rejection"))
        status = "interviewing" if outcome.startswith("Invited") else s.status
        if s.end == "declined":
            other = ["closed"]
        sheet.entry(
            [
                f"A{number:03}",
                s.company,
                s.role,
                day(s.applied + 3 * DAY),
                day(s.applied),
                way,
                outcome,
                day(ended),
                " and ".join(map(day, s.chased)),
                "",
            ],
            status=status,
            events=events,
            medium=medium,
            events_also=also,
            status_also=other,
            **s.name,
        )
    sheet.text(folder)


def applied_yes_when(folder, rng):
    """`Applied?` says whether, `When` says the day; a line `sep=;` first, which spreadsheet programs take and do not show."""
    sheet = Sheet(
        "applied_yes_when",
        [
            "a first line sep=; that no program shows: the header is row 1",
            "Applied? yes/no beside When",
            "D.M.YY",
            "Heard back as a date",
            "a planned day beside not yet",
            "yes in a date column",
        ],
        ambiguous="Heard back on a row that is still open is an answer of unknown kind (events_also).",
    )
    sheet.header(
        "Organisation",
        "Job",
        "Town",
        "Applied?",
        "When",
        "Heard back",
        "Phone screen date",
        "Onsite",
        "2nd round",
        "Thank you email",
        "Result",
        "Next action date",
    )
    words = {
        "rejected": "rejected",
        "offer": "offer",
        "accepted": "offer accepted",
        "declined": "declined by me",
        "withdrawn": "I withdrew",
        "ghosted": "ghosted",
        "cancelled": "position cancelled",
    }

    def day(d):
        return f"{d.day}.{d.month}.{d:%y}" if d else ""

    wishes = {5: ("no", ""), 11: ("not yet", "20.5.26"), 17: ("No", "")}
    for number, s in enumerate(stories(rng, 22, dt.date(2026, 1, 12))):
        if number in wishes:
            word, when = wishes[number]
            cells = [s.company, s.role, "Leeds", word, when, "", "", "", "", "", "", "15.5.26"]
            sheet.entry(cells, s.company, s.role, None, "wishlist", seniority=s.seniority, optional=True)
            continue
        phone, onsite, second = [*s.interviews[:2], None, None, None][:3]
        thanks = phone + DAY if phone and number % 2 else None
        events = [*s.first, *s.talks, *([(thanks, "thank_you")] if thanks else [])]
        heard, also = None, []
        if s.end == "rejected":
            heard = s.ended
            events.append((heard, "rejection"))
        elif s.end in ("open", "offer", "accepted") and phone:
            heard = phone - 3 * DAY
            also = answer_of_some_kind(heard)
        said_thanks = day(thanks) or ("yes" if phone and number % 4 == 0 else "")
        sheet.entry(
            [
                s.company,
                s.role,
                "Leeds",
                ["yes", "Yes", "y"][number % 3],
                day(s.applied),
                day(heard),
                day(phone),
                day(onsite),
                day(second),
                said_thanks,
                words.get(s.end, ""),
                day(s.applied + 14 * DAY) if s.end == "open" else "",
            ],
            status=s.status,
            events=events,
            events_also=also,
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
    sheet.text(folder, delimiter=";", first_line="sep=;", newline="\r\n")


def us_short_dates(folder, rng):
    """Month first with a two-digit year, a title block above and a total below, CRLF."""
    sheet = Sheet(
        "us_short_dates",
        ["title block, header in row 4", "m/d/yy", "capitals", "totals row at the end", "OFFER? yes without a day"],
    )
    sheet.line("MY JOB HUNT", *[""] * 8)
    sheet.line("updated every Friday", *[""] * 8)
    sheet.line(*[""] * 9)
    sheet.header(
        "COMPANY NAME",
        "POSITION TITLE",
        "DATE OF APPLICATION",
        "WHERE FOUND",
        "PHONE INTERVIEW",
        "IN-PERSON INTERVIEW",
        "OFFER?",
        "REJECTION DATE",
        "COMMENTS",
    )
    media = [("LinkedIn", "linkedin"), ("Indeed", "portal"), ("Linked In", "linkedin"), ("Zip Recruiter", "portal"), ("", None)]

    def day(d):
        return f"{d.month}/{d.day}/{d:%y}" if d else ""

    told = stories(rng, 21, dt.date(2025, 8, 4))
    for number, s in enumerate(told):
        if s.end not in ("rejected", "offer"):
            s.end = "open"
        found, medium = media[number % 5]
        phone, onsite = [*s.interviews[:2], None, None][:2]
        over = s.ended if s.end == "rejected" else None
        sheet.entry(
            [
                s.company,
                s.role,
                day(s.applied),
                found,
                day(phone),
                day(onsite),
                "YES" if s.end == "offer" else "no" if over else "",
                day(over),
                "",
            ],
            status=s.status,
            events=[*s.first, *s.talks, *([(over, "rejection")] if over else [])],
            medium=medium,
            **s.name,
        )
    sheet.skip("blank", *[""] * 9)
    talks = sum(bool(s.interviews) for s in told)
    sheet.skip("totals", "TOTAL", "21 applications", "", "", talks, "", sum(s.end == "offer" for s in told), "", "")
    sheet.text(folder, newline="\r\n")


SHEETS = [employer_sent_on, applied_yes_when, us_short_dates]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS, start=0):
        sheet(folder, random.Random(100 + number))
