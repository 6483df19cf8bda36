"""Workbooks: boxes to tick, a year a worksheet, headers on two levels, a form for an office."""

import datetime as dt
import random

from stories import stories
from writing import Sheet

DAY = dt.timedelta(days=1)


def cell(day):
    return dt.datetime.combine(day, dt.time()) if day else ""


def checkboxes(folder, rng):
    """Boxes to tick, most of them in rows that nobody filled; real dates mixed with typed ones."""
    sheet = Sheet(
        "checkboxes",
        [
            "TRUE/FALSE stage columns",
            "sixty rows prefilled with FALSE",
            "Excel dates mixed with text dates month first and ISO",
            "not applied yet: FALSE",
        ],
        worksheet="Tracker",
    )
    sheet.header(
        "Company",
        "Job Title",
        "Date",
        "Applied",
        "Phone Interview",
        "Onsite Interview",
        "Offer",
        "Rejected",
        "Thank You Sent",
        "Notes",
    )
    for number, s in enumerate(stories(rng, 20, dt.date(2026, 2, 16))):
        if number in (6, 13):
            cells = [s.company, s.role, "", *[False] * 6, "looks good"]
            sheet.entry(cells, s.company, s.role, None, "wishlist", seniority=s.seniority, optional=True)
            continue
        if s.end not in ("rejected", "offer"):
            s.end = "open"
        talk = bool(s.interviews)
        day = [cell(s.applied), f"{s.applied.month}/{s.applied.day}/{s.applied.year}", f"{s.applied:%Y-%m-%d}", cell(s.applied)][
            number % 4
        ]
        sheet.entry(
            [
                s.company,
                s.role,
                day,
                True,
                talk,
                len(s.interviews) > 1,
                s.end == "offer",
                s.end == "rejected",
                talk and number % 2 == 0,
                "",
            ],
            status=s.status,
            events=s.first,
            **s.name,
        )
    for _ in range(60):
        sheet.skip("prefilled", "", "", "", *[False] * 6, "")
    sheet.workbook(folder)


def yearly_sheets(folder, rng):
    """A worksheet for each year, with the same columns; counts by year behind them."""
    sheet = Sheet(
        "yearly_sheets",
        ["one log over three worksheets, a year each", "the same header on each", "a worksheet of counts"],
        worksheet="2024, 2025, 2026",
        ambiguous="Rows are counted within their own worksheet.",
    )
    header = ["Organisation", "Job title", "Applied on", "Status", "Rejected on"]
    words = {
        "rejected": "Rejected",
        "offer": "Offer",
        "accepted": "Accepted",
        "declined": "Declined",
        "withdrawn": "Withdrawn",
        "ghosted": "No response",
        "cancelled": "Position closed",
    }
    pages = {}
    for year in (2024, 2025, 2026):
        rows = pages[str(year)] = [header]
        for s in stories(rng, 8, dt.date(year, 2, 5), pace=(5, 20)):
            over = s.ended if s.end == "rejected" else None
            rows.append(
                [s.company, s.role, cell(s.applied), words.get(s.end, "Interview" if s.interviews else "Applied"), cell(over)]
            )
            sheet.application(
                len(rows),
                status=s.status,
                events=[*s.first, *([(over, "rejection")] if over else [])],
                status_also=["closed", "rejected"] if s.end in ("declined", "cancelled") else [],
                **s.name,
            )
    counts = [["Year", "Sent"], *[[int(year), len(rows) - 1] for year, rows in pages.items()]]
    sheet.worksheet, sheet.rows = "2026", pages.pop("2026")
    sheet.workbook(folder, before=pages, after={"Counts": counts})


def header_on_two_levels(folder, rng):
    """A line of groups above a line of Date, With, Date, With: the group says which day it is."""
    sheet = Sheet(
        "header_on_two_levels",
        ["two header rows: groups above, the same name (Date) four times below", "Excel dates"],
        worksheet="Log",
    )
    sheet.line("", "", "Application", "", "Phone screen", "", "On-site interview", "", "Rejection", "")
    sheet.header("Company", "Role", "Date", "Via", "Date", "With", "Date", "With", "Date", "Reason")
    for number, s in enumerate(stories(rng, 16, dt.date(2025, 9, 8))):
        one, two = [*s.interviews[:2], None, None][:2]
        over = s.ended if s.end == "rejected" else None
        way, medium = [("LinkedIn", "linkedin"), ("Company website", "portal"), ("E-mail", "email")][number % 3]
        status = "rejected" if over else "interviewing" if one else "active"
        sheet.entry(
            [
                s.company,
                s.role,
                cell(s.applied),
                way,
                cell(one),
                "HR" if one else "",
                cell(two),
                "the team" if two else "",
                cell(over),
                "another candidate" if over else "",
            ],
            status=status,
            events=[*s.first, *s.talks, *([(over, "rejection")] if over else [])],
            medium=medium,
            **s.name,
        )
    sheet.workbook(folder)


def work_search_record(folder, rng):
    """A form for an unemployment office: weeks as sections, each with its own header."""
    sheet = Sheet(
        "work_search_record",
        [
            "ODS",
            "title block, header in row 4",
            "a section and the header again for each week",
            "results as sentences",
            "signature line below",
        ],
        worksheet="Record",
        ambiguous=(
            "Interview set for a day: an invitation, and an interview that day (events_also). Not hiring: a "
            "rejection or a closure (status_also)."
        ),
    )
    sheet.line("WORK SEARCH RECORD")
    sheet.line("Claimant:", "R. Example")
    sheet.line("Week ending 01/10/2026")
    names = ["Date Applied", "Employer Name", "Type of Work Sought", "Method of Contact", "Person Contacted", "Result of Contact"]
    sheet.header(*names)
    ways = [("Online", "portal"), ("In person", "in_person"), ("By phone", "phone"), ("E-mail", "email"), ("By mail", "post")]
    told = stories(rng, 18, dt.date(2026, 1, 5), pace=(1, 3))
    week = dt.date(2026, 1, 10)
    for number, s in enumerate(told):
        if s.applied > week:
            while s.applied > week:
                week += 7 * DAY
            sheet.skip("blank")
            sheet.skip("section title", f"Week ending {week:%m/%d/%Y}")
            sheet.skip("repeated header", *names)
        way, medium = ways[number % 5]
        talk = s.applied + 9 * DAY
        result, status, also, other = [
            ("Application submitted", "active", [], []),
            (
                f"Interview set for {talk:%m/%d/%Y}",
                "interviewing",
                [(talk, "interview"), (s.applied, "interview_invitation"), (s.applied, "reply")],
                [],
            ),
            ("No answer yet", "active", [], []),
            ("Not hiring", "rejected", [(s.applied, "rejection"), (s.applied, "reply")], ["closed"]),
            ("Application submitted", "active", [], []),
            ("Hired", "accepted", [], []) if number == 17 else ("Left resume", "active", [], []),
        ][number % 6]
        sheet.entry(
            [s.applied, s.company, s.role, way, "Ms. Orlop" if number % 4 == 1 else "", result],
            s.company,
            s.role,
            s.applied,
            status,
            s.first,
            seniority=s.seniority,
            medium=medium,
            events_also=also,
            status_also=other,
        )
    sheet.skip("blank")
    sheet.skip("signature", "I certify that this record is true.", "Signed: R. Example")
    sheet.ods(folder)


SHEETS = [checkboxes, yearly_sheets, header_on_two_levels, work_search_record]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS):
        sheet(folder, random.Random(500 + number))
