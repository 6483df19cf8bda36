"""What other programs give out: boards, trackers, portals, an agency's pipeline."""

import datetime as dt
import random

from stories import answer_of_some_kind, stories
from writing import Sheet

DAY = dt.timedelta(days=1)
EPOCH = dt.date(1899, 12, 30)


def long_us(day) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else ""


def notion_export(folder, rng):
    """A database export: the firm is `Name`, days are written out, an interview may last from one day to another."""
    sheet = Sheet(
        "notion_export",
        [
            "Name is the company",
            "March 3, 2026 with times and ranges (→)",
            "Tags",
            "Created time and Last edited time are no events",
            "UTF-8 with BOM",
        ],
        ambiguous="A range is an interview on its first day; the other days may be there (events_also).",
    )
    sheet.header("Name", "Tags", "Stage", "Position", "Applied on", "Interview", "URL", "Created time", "Last edited time")
    words = {
        "rejected": "Rejected",
        "offer": "Offer 🎉",
        "accepted": "Accepted ✅",
        "declined": "Declined offer",
        "withdrawn": "Withdrawn",
        "ghosted": "Ghosted 👻",
        "cancelled": "Role closed",
    }
    for number, s in enumerate(stories(rng, 18, dt.date(2026, 1, 20))):
        saved = s.applied - 2 * DAY
        times = [f"{long_us(saved)} 9:14 AM", f"{long_us(s.applied + 40 * DAY)} 7:02 PM"]
        if number in (4, 9):
            cells = [s.company, "remote", "To apply", s.role, "", "", "", *times]
            sheet.entry(cells, s.company, s.role, None, "wishlist", seniority=s.seniority, optional=True)
            continue
        talk = s.interviews[0] if s.interviews else None
        events, also, shown = list(s.first), [], ""
        if talk:
            events.append((talk, "interview"))
            shown = [long_us(talk), f"{long_us(talk)} 10:00 AM", f"{long_us(talk)} → {long_us(talk + 2 * DAY)}"][number % 3]
            if "→" in shown:
                also = [(talk + DAY, "interview"), (talk + 2 * DAY, "interview")]
        stage = words.get(s.end) or (["1st interview", "Final interview"][number % 2] if talk else "Applied")
        status = s.status if s.end != "open" else "interviewing" if talk else "active"
        sheet.entry(
            [
                s.company,
                ["remote, product", "on-site", ""][number % 3],
                stage,
                s.role,
                long_us(s.applied),
                shown,
                f"https://jobs.firm{number}.example",
                *times,
            ],
            status=status,
            events=events,
            events_also=also,
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
    sheet.text(folder, encoding="utf-8-sig")


def board_cards(folder, rng):
    """Cards of a board: firm and title in the card's name, the list is the stage."""
    sheet = Sheet(
        "board_cards",
        ["company and role in the card's name", "list name is the status", "Due Date and Last Activity Date are no events"],
        one_column=True,
    )
    sheet.header("Card ID", "Card Name", "Labels", "List Name", "Due Date", "Last Activity Date", "Date applied", "Archived")
    words = {
        "rejected": "Rejected",
        "offer": "Offers",
        "accepted": "Offer accepted",
        "declined": "Offer declined",
        "withdrawn": "Withdrawn",
        "ghosted": "No answer",
        "cancelled": "Job closed",
    }
    for number, s in enumerate(stories(rng, 20, dt.date(2026, 2, 9))):
        card, name = f"66f0{number:04}", f"{s.company} - {s.role}"
        activity = f"{s.applied + 30 * DAY:%Y-%m-%d}T18:12:00.000Z"
        if number in (3, 14):
            sheet.entry(
                [card, name, "", "📌 Wishlist", "", activity, "", "false"],
                s.company,
                s.role,
                None,
                "wishlist",
                seniority=s.seniority,
                optional=True,
            )
            continue
        stage = words.get(s.end) or ("Interviewing" if s.interviews else "Applied")
        due = f"{s.applied + 14 * DAY:%Y-%m-%d}" if s.end == "open" else ""
        sheet.entry(
            [
                card,
                name,
                "green" if number % 2 else "",
                stage,
                due,
                activity,
                f"{s.applied:%Y-%m-%d}",
                "true" if number == 8 else "false",
            ],
            status=s.status,
            events=s.first,
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
    sheet.text(folder)


def tracker_export(folder, rng):
    """A job tracker's export: moments with a time zone, stars, a reminder called Follow up."""
    sheet = Sheet(
        "tracker_export",
        [
            "ISO moments with an offset",
            "Bookmarked and Applying are wishes",
            "Not Selected, I Withdrew, No Response",
            "Date Saved and Deadline are no events",
            "stars",
        ],
        ambiguous="Follow up is a reminder in this tool, and may be read as done (events_also).",
    )
    sheet.header(
        "Job Position",
        "Company",
        "Maximum Salary",
        "Location",
        "Status",
        "Date Saved",
        "Deadline",
        "Date Applied",
        "Follow up",
        "Excitement",
    )
    words = {
        "rejected": "Not Selected",
        "offer": "Negotiating",
        "accepted": "Accepted",
        "withdrawn": "I Withdrew",
        "declined": "I Withdrew",
        "ghosted": "No Response",
        "cancelled": "Job Closed",
    }

    def moment(day, number):
        return f"{day:%Y-%m-%d}T{9 + number % 6:02}:{number:02}:00{['-05:00', '-06:00', '+01:00'][number % 3]}"

    for number, s in enumerate(stories(rng, 22, dt.date(2025, 11, 10))):
        saved, stars = moment(s.applied - 4 * DAY, number), "★" * (1 + number % 5)
        if number in (2, 10, 19):
            cells = [s.role, s.company, "", "Denver, CO", "Bookmarked" if number != 10 else "Applying", saved, "", "", "", stars]
            sheet.entry(cells, s.company, s.role, None, "wishlist", seniority=s.seniority, optional=True)
            continue
        status = "Archived" if number == 7 else words.get(s.end) or ("Interviewing" if s.interviews else "Applied")
        chase = s.applied + 7 * DAY if number % 4 == 0 else None
        other = ["interviewing"] if status == "Negotiating" else []
        truth = s.status
        if status == "Archived":
            truth, other = "active", ["closed"]
        sheet.entry(
            [
                s.role,
                s.company,
                "$95,000",
                "Denver, CO",
                status,
                saved,
                moment(s.applied + 20 * DAY, number) if number % 5 == 0 else "",
                moment(s.applied, number),
                moment(chase, number) if chase else "",
                stars,
            ],
            status=truth,
            events=s.first,
            events_also=[(chase, "status_check")] if chase else [],
            status_also=other,
            **s.name,
        )
    sheet.text(folder)


def portal_submissions(folder, rng):
    """A candidate's own list out of an application system; its days are Excel's serial numbers."""
    sheet = Sheet(
        "portal_submissions",
        [
            "Excel serial numbers as text",
            "Hiring Organization, Requisition Title",
            "No Longer Under Consideration",
            "requisition numbers",
        ],
        ambiguous="A status that is still open with the day of its change: some answer, or none (events_also).",
    )
    sheet.header(
        "Hiring Organization", "Requisition Title", "Requisition Number", "Date Submitted", "Submission Status", "Status Changed"
    )
    words = {
        "rejected": "No Longer Under Consideration",
        "offer": "Offer Extended",
        "accepted": "Hired",
        "declined": "Offer Declined by Candidate",
        "withdrawn": "Withdrawn by Candidate",
        "ghosted": "Under Review",
        "cancelled": "Requisition Cancelled",
    }
    for number, s in enumerate(stories(rng, 20, dt.date(2026, 1, 13))):
        status, events, also, other = s.status, list(s.first), [], []
        changed = s.ended or s.applied + 12 * DAY
        word = words.get(s.end) or ("Interview Scheduled" if s.interviews else "Application Received")
        if s.end in ("open", "ghosted"):
            status, also = "interviewing" if word.startswith("Interview") else "active", answer_of_some_kind(changed)
        elif s.end == "rejected":
            events.append((changed, "rejection"))
        elif s.end == "withdrawn":
            events.append((changed, "withdrawal"))
        elif s.end == "offer":
            events.append((changed, "offer"))
        elif s.end == "cancelled":
            also, other = [(changed, "rejection"), (changed, "reply")], ["rejected"]
        else:
            also = [(changed, kind) for kind in ("offer", "acceptance", "withdrawal", "reply")]
            other = ["closed"] if s.end == "declined" else []
        sheet.entry(
            [s.company, s.role, f"REQ-{2040 + 7 * number}", (s.applied - EPOCH).days, word, (changed - EPOCH).days],
            status=status,
            events=events,
            events_also=also,
            status_also=other,
            **s.name,
        )
    sheet.text(folder)


def agency_pipeline(folder, rng):
    """An agency's report on one candidate: clients, job orders, submittals."""
    sheet = Sheet(
        "agency_pipeline",
        [
            "report title and filter lines above the header",
            "Client, Job Order, Submitted to client",
            "1st client interview",
            "Placed is accepted",
            "total below",
        ],
        worksheet="Report",
        ambiguous=(
            "Placed with a status date is an offer or its acceptance; a closed job order is closed, or turned "
            "away (status_also, events_also)."
        ),
    )
    sheet.line("Candidate pipeline report")
    sheet.line("Filter:", "all clients")
    sheet.line()
    sheet.header(
        "Client",
        "Job Order",
        "Consultant",
        "Submitted to client",
        "1st client interview",
        "2nd client interview",
        "Pipeline status",
        "Status date",
        "Feedback",
    )
    words = {
        "rejected": "Rejected by client",
        "offer": "Offer made",
        "accepted": "Placed",
        "declined": "Offer declined by candidate",
        "withdrawn": "Candidate withdrew",
        "ghosted": "Submitted",
        "cancelled": "Job order closed",
    }

    def cell(day):
        return dt.datetime.combine(day, dt.time()) if day else ""

    told = stories(rng, 16, dt.date(2025, 9, 15))
    for number, s in enumerate(told):
        one, two = [*s.interviews[:2], None, None][:2]
        events, also, other, ended = [*s.first, *s.talks], [], [], s.ended
        status = s.status
        if s.end == "rejected":
            events.append((ended, "rejection"))
        elif s.end == "withdrawn":
            events.append((ended, "withdrawal"))
        elif s.end == "offer":
            events.append((ended, "offer"))
        elif s.end == "ghosted":
            ended, status = None, "interviewing" if s.interviews else "active"
        elif s.end == "cancelled":
            also, other = [(ended, "rejection"), (ended, "reply")], ["rejected"]
        elif s.end != "open":
            also, other = (
                [(ended, kind) for kind in ("offer", "acceptance", "withdrawal", "reply")],
                ["closed"] if s.end == "declined" else [],
            )
        sheet.entry(
            [
                s.company,
                s.role,
                ["Mona Eskdale", "Piers Tanqueray"][number % 2],
                cell(s.applied),
                cell(one),
                cell(two),
                words.get(s.end) or ("Interviewing" if one else "Submitted"),
                cell(ended),
                "strong on tools" if one else "",
            ],
            status=status,
            events=events,
            events_also=also,
            status_also=other,
            **s.name,
        )
    sheet.skip("blank")
    sheet.skip("totals", "Grand total", f"{len(told)} submittals")
    sheet.workbook(folder)


def markdown_table(folder, rng):
    """A table as notes in plain text hold it: bars at both ends, a rule below the header, links in brackets."""
    sheet = Sheet(
        "markdown_table",
        [
            "a Markdown table: bars at both ends, a rule below the header",
            "a title above",
            "some companies are links [name](address)",
        ],
    )
    sheet.line("# Job search 2026")
    sheet.line()
    names = ["Company", "Position", "Applied", "Status", "Interview"]
    sheet.header(*names)
    sheet.skip("rule", "---", "---", ":---:", "---", ":---:")
    words = {
        "rejected": "rejected",
        "offer": "offer",
        "accepted": "accepted",
        "declined": "declined offer",
        "withdrawn": "withdrawn",
        "ghosted": "no response",
        "cancelled": "position closed",
    }
    for number, s in enumerate(stories(rng, 14, dt.date(2026, 3, 2))):
        talk = s.interviews[0] if s.interviews else None
        firm = f"[{s.company}](https://www.firm{number}.example/jobs)" if number in (2, 7) else s.company
        status = "interviewing" if s.end == "open" and talk else s.status
        sheet.entry(
            [
                firm,
                s.role,
                f"{s.applied:%Y-%m-%d}",
                words.get(s.end, "interviewing" if talk else "applied"),
                f"{talk:%Y-%m-%d}" if talk else "",
            ],
            status=status,
            events=[*s.first, *([(talk, "interview")] if talk else [])],
            status_also=["closed"] if s.end == "declined" else [],
            **s.name,
        )
    lines = [" ".join(map(str, row)) if len(row) < 2 else "| " + " | ".join(map(str, row)) + " |" for row in sheet.rows]
    sheet.write(folder, "txt", ("\n".join(lines) + "\n").encode())


SHEETS = [notion_export, board_cards, tracker_export, portal_submissions, agency_pipeline, markdown_table]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS):
        sheet(folder, random.Random(300 + number))
