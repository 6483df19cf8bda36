"""Logs that keep a row for each thing that happened, or squeeze all of it into one cell."""

import datetime as dt
import random

from stories import stories
from writing import Sheet

DAY = dt.timedelta(days=1)
END_KIND = {"rejected": "rejection", "offer": "offer", "accepted": "offer", "declined": "offer", "withdrawn": "withdrawal"}


def steps(story) -> list:
    """What happened, in order: (day, kind). The end of a story without an answer is no step."""
    told = [*story.first, *story.talks, *story.checks]
    if story.receipt:
        told.append((story.receipt, "acknowledgement"))
    if story.interviews:
        told.append((story.interviews[0] - 3 * DAY, "interview_invitation"))
    if story.end in END_KIND:
        told.append((story.ended, END_KIND[story.end]))
    if story.end == "accepted":
        told.append((story.ended + 3 * DAY, "acceptance"))
    if story.end == "declined":
        told.append((story.ended + 3 * DAY, "withdrawal"))
    order = ["application", "acknowledgement", "status_check", "interview_invitation", "interview"]
    return sorted(told, key=lambda e: (e[0], order.index(e[1]) if e[1] in order else 9))


def status_of(story) -> str:
    """As the events alone imply it: nothing is said of silence."""
    return (
        "active"
        if story.end in ("ghosted", "cancelled") and not story.interviews
        else "interviewing"
        if story.end in ("ghosted", "cancelled")
        else story.status
    )


def put(sheet, told, cells_of) -> None:
    """One line for each step of all stories, by day; then the truth of each application over its lines."""
    lines: dict[str, list[int]] = {}
    for day, kind, story in sorted(((d, k, s) for s in told for d, k in steps(s)), key=lambda e: (e[0], e[2].company)):
        lines.setdefault(story.company, []).append(sheet.line(*cells_of(day, kind, story)))
    for story in sorted(told, key=lambda s: lines[s.company][0]):
        rows = lines[story.company]
        also = ["closed"] if story.end == "declined" else []
        sheet.application(rows[0], status=status_of(story), events=steps(story), rows=rows, status_also=also, **story.name)


def mailbox(folder, rng):
    """A list made from a mailbox: in and out, automatic receipts beside letters from people."""
    sheet = Sheet(
        "mailbox",
        [
            "one row per message",
            "date with a time",
            "In/Out in a column of its own",
            "automatic receipts beside personal letters",
            "newest last",
        ],
        one_row_per="event",
    )
    sheet.header("Received/Sent", "Direction", "Employer", "Job applied for", "Type of message", "Subject line")
    kinds = {
        "application": ("Out", "Application sent", "Application for the post of"),
        "acknowledgement": ("In", "Automatic confirmation", "We have received your application"),
        "status_check": ("Out", "Follow-up sent", "My application of last month"),
        "interview_invitation": ("In", "Invitation to interview", "Invitation"),
        "interview": ("", "Interview held", ""),
        "rejection": ("In", "Rejection", "Your application"),
        "offer": ("In", "Job offer", "Good news"),
        "acceptance": ("Out", "Offer accepted", "Re: Good news"),
        "withdrawal": ("Out", "Withdrew application", "Withdrawal of my application"),
    }

    def cells(day, kind, story):
        way, word, subject = kinds[kind]
        moment = f"{day:%Y-%m-%d} {rng.randint(8, 18):02}:{rng.randint(0, 59):02}"
        if kind == "application":
            subject += f" {story.role}"
        return [moment, way, story.company, story.role, word, subject]

    told = stories(rng, 10, dt.date(2026, 1, 5))
    put(sheet, told, cells)
    sheet.text(folder)


OUTREACH = {
    "a": ("Connection request sent", "connection_request"),
    "s": ("Speculative application sent", "application"),
    "f": ("Follow-up message sent", "status_check"),
    "r": ("Reply received", "reply"),
    "i": ("Interview", "interview"),
    "t": ("Thank-you note sent", "thank_you"),
    "n": ("Rejection received", "rejection"),
    "k": ("Keep-in-touch message sent", "keep_in_touch"),
}
OUTREACH_MEDIA = [("LinkedIn InMail", "linkedin"), ("E-mail", "email"), ("Phone call", "phone"), ("In person", "in_person")]


def outreach_contacts(folder, rng):
    """Letters to people at firms, most of them without an advert: no role, a person, a medium and a step each."""
    sheet = Sheet(
        "outreach_contacts",
        [
            "one row per message",
            "no role",
            "contact person with a title",
            "Next action date is a plan",
            "day month year in words",
        ],
        one_row_per="event",
    )
    sheet.header("When", "Person", "Their title", "Firm", "Through", "What", "Next action date")
    lives = ["sfrit", "afr", "sfn", "sf", "arsk", "srin", "aff", "sri"]
    told, days = [], []
    for number, life in enumerate(lives):
        day = dt.date(2026, 2, 2) + dt.timedelta(days=5 * number)
        firm, person = (
            f"{stories(rng, 1, day)[0].company}",
            ["Ada Quennell", "Bruno Oskarsen", "Celia Thrale", "Dov Harrim"][number % 4],
        )
        events = []
        for step in life:
            events.append((day, *OUTREACH[step]))
            day = day + dt.timedelta(days=1 if life[len(events) :][:1] == "t" else rng.randint(6, 11))
        told.append((firm, person, events))
        days += [(when, number, word) for when, word, _ in events]
    lines: dict[int, list[int]] = {}
    for when, number, word in sorted(days):
        firm, person, events = told[number]
        way, _ = OUTREACH_MEDIA[number % 4]
        planned = f"{when + 7 * DAY:%-d %b %Y}" if word.endswith("sent") and "Thank" not in word else ""
        line = sheet.line(
            f"{when:%-d %b %Y}", person, ["Head of Talent", "CEO", "Recruiter", "Team Lead"][number % 4], firm, way, word, planned
        )
        lines.setdefault(number, []).append(line)
    for number in sorted(lines, key=lambda n: lines[n][0]):
        firm, _, events = told[number]
        kinds = [kind for _, _, kind in events]
        status = "rejected" if "rejection" in kinds else "interviewing" if "interview" in kinds else "active"
        applied = next((when for when, _, kind in events if kind == "application"), None)
        medium = OUTREACH_MEDIA[number % 4][1]
        sheet.application(
            lines[number][0],
            firm,
            "",
            applied,
            status,
            [(when, kind, medium) for when, _, kind in events],
            rows=lines[number],
            medium=medium if applied else None,
        )
    sheet.text(folder)


HISTORY = {
    "application": "applied",
    "acknowledgement": "automatic reply",
    "status_check": "followed up",
    "interview_invitation": "invited to interview",
    "interview": "interview",
    "rejection": "rejected",
    "offer": "offer received",
    "acceptance": "accepted offer",
    "withdrawal": "I withdrew",
}


def packed_history(folder, rng):
    """All that happened in one cell, parted by semicolons or by line breaks."""
    sheet = Sheet(
        "packed_history",
        ["a packed history cell, no date column besides", "parted by semicolons or line breaks", "salary beside it"],
    )
    sheet.header("Company", "Job", "Salary", "History")
    for number, s in enumerate(stories(rng, 16, dt.date(2025, 10, 6))):
        parts = [f"{day:%Y-%m-%d} {HISTORY[kind]}" for day, kind in steps(s)]
        sheet.entry(
            [s.company, s.role, f"{30 + number}k", ("\n" if number % 3 == 2 else "; ").join(parts)],
            status=status_of(s),
            events=steps(s),
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
    sheet.text(folder)


def two_tables(folder, rng):
    """A table of applications, and on the next worksheet a row for each contact, tied by the number of the application."""
    sheet = Sheet(
        "two_tables",
        ["application table, and event rows on another worksheet, tied by an id", "Excel dates"],
        worksheet="Applications",
    )
    sheet.header("App no.", "Company", "Role", "Applied on", "Found through")
    log = [["App no.", "Date", "What happened", "How", "Note"]]
    told = stories(rng, 14, dt.date(2026, 1, 7))
    words = HISTORY | {
        "interview": "Interview",
        "rejection": "Rejection",
        "interview_invitation": "Interview invitation",
        "status_check": "Follow-up sent",
        "acknowledgement": "Automatic confirmation",
        "offer": "Offer",
        "acceptance": "Offer accepted",
        "withdrawal": "Withdrew",
    }
    later = []
    for number, s in enumerate(told, start=101):
        sheet.entry(
            [
                number,
                s.company,
                s.role,
                dt.datetime.combine(s.applied, dt.time()),
                "LinkedIn" if number % 2 else "Company website",
            ],
            status=status_of(s),
            events=steps(s),
            medium="linkedin" if number % 2 else "portal",
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
        later += [(day, number, words[kind]) for day, kind in steps(s) if kind != "application"]
    log += [[number, dt.datetime.combine(day, dt.time()), word, "e-mail", ""] for day, number, word in sorted(later)]
    sheet.workbook(folder, after={"Contact log": log})


SHEETS = [mailbox, outreach_contacts, packed_history, two_tables]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS):
        sheet(folder, random.Random(200 + number))
