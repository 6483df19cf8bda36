"""Days as people write them: without a year, two in a cell, ranges, words, under a month's name, inside the status."""

import datetime as dt
import random

from stories import firm, stories
from writing import Sheet

DAY = dt.timedelta(days=1)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def short(day) -> str:
    return f"{day.day}-{day:%b}" if day else ""


def no_year_stages(folder, rng):
    """`8-Jul` beside a column of full dates: the year is to be had from the evidence, or to be asked for."""
    sheet = Sheet(
        "no_year_stages",
        ["8-Jul without a year beside a column of full dates", "over New Year", "status without a day"],
        ambiguous=(
            "The year of a stage follows from the application's day; to report the cell instead is right as well "
            "(events_also, or_told)."
        ),
    )
    sheet.header("Company", "Role", "Date Applied", "Phone Interview", "Onsite Interview", "Status")
    words = {
        "rejected": "Rejected",
        "offer": "Offer",
        "accepted": "Accepted",
        "declined": "Declined offer",
        "withdrawn": "Withdrew",
        "ghosted": "Ghosted",
        "cancelled": "Position filled",
    }
    for s in stories(rng, 16, dt.date(2025, 10, 20), pace=(3, 9)):
        one, two = [*s.interviews[:2], None, None][:2]
        talk = s.end == "open" and s.interviews
        sheet.entry(
            [
                s.company,
                s.role,
                f"{s.applied:%Y-%m-%d}",
                short(one),
                short(two),
                words.get(s.end, "Interviewing" if talk else "Applied"),
            ],
            status="interviewing" if talk else s.status,
            events=s.first,
            events_also=s.talks,
            or_told=bool(s.talks),
            status_also=["closed"] if s.end == "declined" else ["rejected"] if s.end == "cancelled" else [],
            **s.name,
        )
    sheet.text(folder)


def ranges_and_words(folder, rng):
    """Ranges, two days in a cell, words where a day should stand."""
    sheet = Sheet(
        "ranges_and_words",
        [
            "3-5 March 2026",
            "12 & 19 March 2026",
            "rescheduled to a day",
            "tbc, cancelled, by phone, early April in a date column",
            "an application day in words",
        ],
        ambiguous=(
            "A range is an interview on its first day; the others may be there. A cell in words says at most that "
            "there is or will be an interview."
        ),
    )
    sheet.header("Company", "Role", "Applied", "Interview", "Rejected on", "Comment")
    talks = [
        ("3-5 March 2026", ["2026-03-03"], ["2026-03-04", "2026-03-05"], False),
        ("12 & 19 March 2026", ["2026-03-12", "2026-03-19"], [], False),
        ("2026-03-17 to 2026-03-18", ["2026-03-17"], ["2026-03-18"], False),
        ("tbc", [], [], False),
        ("", [], [], False),
        ("17 March 2026, 24 March 2026", ["2026-03-17", "2026-03-24"], [], False),
        ("rescheduled to 14 April 2026", ["2026-04-14"], [], False),
        ("early April", [], [], True),
        ("N/A", [], [], False),
        ("20 March 2026 (by video)", ["2026-03-20"], [], False),
        ("31 March - 1 April 2026", ["2026-03-31"], ["2026-04-01"], False),
        ("-", [], [], False),
        ("Wed 8 April 2026, 10:30", ["2026-04-08"], [], False),
    ]
    for number, (cell, must, may, report) in enumerate(talks):
        s = stories(rng, 1, dt.date(2026, 2, 10) + number * DAY)[0]
        role, seniority = [("Data Analyst", None), ("Senior Planner", "senior"), ("Payroll Officer", None)][number % 3]
        turned_away = d("2026-04-20") if number in (1, 4, 9) else None
        events = [
            (s.applied, "application"),
            *[(d(day), "interview") for day in must],
            *([(turned_away, "rejection")] if turned_away else []),
        ]
        status = "rejected" if turned_away else "interviewing" if must else "active"
        other = ["interviewing"] if status == "active" and cell not in ("", "N/A", "-") else []
        gone = f"{turned_away.day} April 2026" if turned_away else ""
        sheet.entry(
            [s.company, role, f"{s.applied:%-d %B %Y}", cell, gone, ""],
            s.company,
            role,
            s.applied,
            status,
            events,
            seniority=seniority,
            report=report,
            events_also=[(d(day), "interview") for day in may],
            status_also=other,
        )
    for words in ("ask Maria", "some time in March"):
        name = firm(rng) + " Group"
        sheet.entry([name, "Web Editor", words, "", "", ""], name, "Web Editor", None, "active", report=True)
    sheet.text(folder)


def month_sections(folder, rng):
    """A month's name as a row of its own, and below it days without a year."""
    sheet = Sheet(
        "month_sections",
        ["month names as section rows", "days without a year, which the section tells", "Monday to Sunday before the day"],
        ambiguous=(
            "The year stands in the section's row only; to report the day instead is right as well (applied_also, or_told)."
        ),
    )
    sheet.header("Day", "Company", "Job", "Sent by", "Result")
    month = None
    words = {
        "rejected": "rejected",
        "offer": "offer",
        "accepted": "accepted the offer",
        "declined": "declined the offer",
        "withdrawn": "I withdrew",
        "ghosted": "no answer",
        "cancelled": "position filled",
    }
    for s in stories(rng, 22, dt.date(2025, 11, 17), pace=(2, 7)):
        if (s.applied.year, s.applied.month) != month:
            if month:
                sheet.skip("blank", "", "", "", "", "")
            month = (s.applied.year, s.applied.month)
            sheet.skip("section title", f"{MONTHS[s.applied.month - 1]} {s.applied.year}", "", "", "", "")
        open_status = "interview" if s.interviews else ""
        sheet.entry(
            [f"{s.applied:%a} {s.applied.day} {s.applied:%b}", s.company, s.role, "e-mail", words.get(s.end, open_status)],
            status=s.status,
            events=[],
            events_also=s.first,
            applied_also=[None],
            or_told=True,
            status_also=["closed"] if s.end == "declined" else ["rejected"] if s.end == "cancelled" else [],
            **s.name,
        )
    sheet.text(folder, newline="\r\n")


def status_with_day(folder, rng):
    """The status carries the day of what happened last."""
    sheet = Sheet(
        "status_with_day",
        ["a status with a day in it: Rejected 2 Apr 2026", "Post and Firm", "no other day than that of the application"],
    )
    sheet.header("Firm", "Post", "Date sent", "Where it stands")
    for s in stories(rng, 18, dt.date(2026, 2, 3)):
        events, day = list(s.first), s.ended
        if s.end == "rejected":
            word, events = f"Rejected {day.day} {day:%b %Y}", [*events, (day, "rejection")]
        elif s.end == "offer":
            word, events = f"Offer {day.day} {day:%b %Y}", [*events, (day, "offer")]
        elif s.end == "withdrawn":
            word, events = f"Withdrew {day.day} {day:%b %Y}", [*events, (day, "withdrawal")]
        elif s.end == "open" and s.interviews:
            last = s.interviews[-1]
            word, events = f"Interview {last.day} {last:%b %Y}", [*events, (last, "interview")]
        else:
            word = {
                "accepted": "Accepted",
                "declined": "Declined offer",
                "ghosted": "No response",
                "cancelled": "Position cancelled",
            }.get(s.end, "Applied")
        sheet.entry(
            [s.company, s.role, f"{s.applied.day} {s.applied:%b %Y}", word],
            status=s.status,
            events=events,
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
    sheet.text(folder)


def chased_twice(folder, rng):
    """Follow-ups in two columns, a weekday before each day, tabs."""
    sheet = Sheet("chased_twice", ["Chased on, Chased again on", "Tue 3 Mar 26", "tabs", "Heard on with a rejection"])
    sheet.header("Firm", "Title", "CV sent", "Chased on", "Chased again on", "Interviewed on", "Heard on", "Verdict")

    def cell(day):
        return f"{day:%a} {day.day} {day:%b %y}" if day else ""

    words = {
        "rejected": "no",
        "offer": "offer",
        "accepted": "accepted",
        "declined": "I said no",
        "withdrawn": "I withdrew",
        "ghosted": "silence",
        "cancelled": "job gone",
    }
    for number, s in enumerate(stories(rng, 18, dt.date(2026, 1, 6))):
        if s.chased and number % 2 == 0 and not s.interviews:
            s.chased.append(s.chased[0] + 3 * DAY)
        one, two = [*s.chased, None, None][:2]
        talk = s.interviews[0] if s.interviews else None
        heard = s.ended if s.end == "rejected" else None
        word = "rejected" if s.end == "rejected" else words.get(s.end, "")
        events = [*s.first, *s.checks, *([(talk, "interview")] if talk else []), *([(heard, "rejection")] if heard else [])]
        sheet.entry(
            [s.company, s.role, cell(s.applied), cell(one), cell(two), cell(talk), cell(heard), word],
            status=s.status,
            events=events,
            status_also=["closed"] if s.end == "declined" else ["rejected"] if s.end == "cancelled" else [],
            **s.name,
        )
    sheet.text(folder, "tsv", delimiter="\t")


SHEETS = [no_year_stages, ranges_and_words, month_sections, status_with_day, chased_twice]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS):
        sheet(folder, random.Random(400 + number))
