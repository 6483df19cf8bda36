"""Write the sample: one invented job search in three forms, the same bytes each time.

python data/sample/make_sample.py [FOLDER]

`invented_search.py` tells the search itself; here it becomes the event CSV, and the sheet as people keep it.
"""

import csv
import io
import random
import re
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from invented_search import DRAWS, SEED, Application, all_applications, day_of
from make_mail import calendar_of, linkedin_of, mail_of
from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
PLACES = {
    "Boston, MA": ("US", "America/New_York"),
    "New York, NY": ("US", "America/New_York"),
    "Chicago, IL": ("US", "America/Chicago"),
    "San Francisco, CA": ("US", "America/Los_Angeles"),
    "Remote": ("US", "America/New_York"),
    "London": ("GB", "Europe/London"),
    "Berlin": ("DE", "Europe/Berlin"),
}
STATUS_OF_WORD = {
    "Applied": "active",
    "applied": "active",
    "Phone Screen": "interviewing",
    "Interviewing": "interviewing",
    "Offer": "offer",
    "Rejected": "rejected",
    "Ghosted": "closed",
    "No response": "closed",
    "Position filled": "closed",
    "Withdrawn": "withdrawn",
}
RESPONSE_WORDS = {
    "interview_invitation": "Interview invitation",
    "rejection": "Rejection",
    "offer": "Offer",
    "reply": "Reply",
}
STAGE_COLUMNS = {
    "screening": "Phone Screen",
    "technical": "Technical Interview",
    "final": "Final Interview",
}

APPLICATION_COLUMNS = (
    *("application_id", "company", "role", "seniority", "company_type", "culture", "country", "timezone", "source"),
    *("urgent", "stated_process", "preferred_medium", "contact", "contact_title", "contact_email", "status", "stated_status"),
)
EVENT_COLUMNS = (
    *("event_id", "at", "precision", "kind", "medium", "stage", "event_contact", "event_contact_title"),
    *("reply_expected_by", "topics", "strengths", "values", "open_points", "text"),
)
SHEET_COLUMNS = (
    *("Company", "Job Title", "Location", "Date Applied", "Source", "Applied Via", "Status"),
    *("Phone Screen", "Technical Interview", "Final Interview", "Thank-you Sent", "1st Follow-up", "2nd Follow-up"),
    *("Reply Expected By", "Response Date", "Response Type", "Contact", "Contact Email", "Notes "),
)
# How the keeper of the sheet writes the days of each column: as text, and as Excel shows them.
MONTH_FIRST = ("{0.month}/{0.day}/{0.year}", "m/d/yyyy")
DAY_MONTH_NAME = ("{0.day} {0:%b} {0.year}", "d mmm yyyy")
ISO = ("{0:%Y-%m-%d}", "yyyy-mm-dd")
DATE_STYLES = {
    **dict.fromkeys(("Date Applied", "Response Date"), MONTH_FIRST),
    **dict.fromkeys(("Phone Screen", "Technical Interview", "Final Interview", "Reply Expected By"), DAY_MONTH_NAME),
    **dict.fromkeys(("Thank-you Sent", "1st Follow-up", "2nd Follow-up"), ISO),
}
BLANK_ROWS_AFTER = (24, 47, 48)
OUTBOUND = ("answer", "thank_you", "status_check", "feedback_request", "connection_request", "withdrawal")

Cell = str | date
Row = dict[str, Cell]


# ---- the event CSV ------------------------------------------------------------------------------------------------


def event_rows(applications: Sequence[Application]) -> list[dict[str, str]]:
    """One row per event; an application without any is one row with an empty kind."""
    rows = []
    for number, one in enumerate(applications, start=1):
        known = application_cells(one, f"A{number:03}")
        for n, step in enumerate(one.steps, start=1):
            rows.append({**known, **step, "event_id": f"A{number:03}-{n}", "precision": "minute" if "T" in step["at"] else "day"})
        if not one.steps:
            rows.append(known)
    return rows


def application_cells(one: Application, application_id: str) -> dict[str, str]:
    """The columns that every row of an application has."""
    country, timezone = PLACES[one.facts["location"]]
    facts = {name: value for name, value in one.facts.items() if name in APPLICATION_COLUMNS}
    status = {"status": STATUS_OF_WORD[one.status_word], "stated_status": one.status_word}
    return {"application_id": application_id, **facts, **status, "country": country, "timezone": timezone}


# ---- the sheet as people keep it ----------------------------------------------------------------------------------


def sheet_rows(applications: Sequence[Application]) -> list[Row]:
    """One row per application, with what a real sheet has besides: blanks, a repeated row, a wish, a day that never was."""
    dice = random.Random(SEED)
    rows = [sheet_row(one, dice) for one in applications]
    unanswered = next(row for row in rows[20:] if row["Status"] == "Ghosted" and not row["1st Follow-up"])
    unanswered["1st Follow-up"] = "2026-02-31"
    rows.insert(38, dict(rows[33]))
    rows.append(
        blank_row()
        | {"Company": "Juniperfell Rail", "Job Title": "Data Analyst", "Status": "Wishlist", "Notes ": "opens in July?"}
    )
    for place in reversed(BLANK_ROWS_AFTER):
        rows.insert(place, blank_row())
    return rows


def blank_row() -> Row:
    """A row without anything."""
    return dict.fromkeys(SHEET_COLUMNS, "")


def sheet_row(one: Application, dice: random.Random) -> Row:
    """What the keeper of the sheet notes of one application."""
    row = blank_row() | {"Company": one.facts["company"], "Job Title": one.facts["role"], "Location": one.facts["location"]}
    row |= {"Source": one.facts["source"], "Status": one.status_word, "Notes ": one.notes}
    row |= {"Contact": one.facts.get("contact", ""), "Contact Email": one.facts.get("contact_email", "")}
    if one.steps:
        row |= {"Date Applied": day_of(one.steps[0]), "Applied Via": dice.choice(DRAWS["applied_via"][one.steps[0]["medium"]])}
    return row | interview_cells(one) | follow_up_cells(one) | response_cells(one)


def interview_cells(one: Application) -> Row:
    """The day of each round, and the day by which they wanted to answer."""
    cells: Row = {STAGE_COLUMNS[step["stage"]]: day_of(step) for step in one.steps if step["kind"] == "interview"}
    expected = [step["reply_expected_by"] for step in one.steps if "reply_expected_by" in step]
    return cells | ({"Reply Expected By": date.fromisoformat(expected[-1])} if expected else {})


def follow_up_cells(one: Application) -> Row:
    """The days of the first two follow-ups, and of the last thank-you: there is only one cell for it."""
    checks = [day_of(step) for step in one.steps if step["kind"] == "status_check"]
    thanks = [day_of(step) for step in one.steps if step["kind"] == "thank_you"]
    cells: Row = dict(zip(("1st Follow-up", "2nd Follow-up"), checks, strict=False))
    return cells | ({"Thank-you Sent": thanks[-1]} if thanks else {})


def response_cells(one: Application) -> Row:
    """Their last word, where it is an end or is still to be answered; earlier ones were written over."""
    heard = [n for n, step in enumerate(one.steps) if step["kind"] in RESPONSE_WORDS]
    if not heard:
        return {}
    last = one.steps[heard[-1]]
    answered = any(step["kind"] in OUTBOUND for step in one.steps[heard[-1] :])
    if answered and last["kind"] != "rejection":
        last = next((one.steps[n] for n in heard if one.steps[n]["kind"] == "rejection"), {})
    return {"Response Date": day_of(last), "Response Type": RESPONSE_WORDS[last["kind"]]} if last else {}


# ---- writing ------------------------------------------------------------------------------------------------------


def as_csv(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> bytes:
    """The rows as CSV text in UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def dates_as_text(row: Row) -> dict[str, str]:
    """The row with each day written as its column's keeper does."""
    return {name: DATE_STYLES[name][0].format(cell) if isinstance(cell, date) else cell for name, cell in row.items()}


def as_workbook(rows: Sequence[Row]) -> bytes:
    """The rows as an Excel workbook with real dates."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Applications"
    sheet.freeze_panes = "B2"
    for place, name in enumerate(SHEET_COLUMNS, start=1):
        sheet.cell(1, place, name).font = Font(bold=True)
        for number, row in enumerate(rows, start=2):
            cell = sheet.cell(number, place, row[name] or None)
            if isinstance(row[name], date):
                cell.number_format = DATE_STYLES[name][1]
    raw = io.BytesIO()
    book.save(raw)
    return without_moments(raw.getvalue())


def without_moments(workbook: bytes) -> bytes:
    """The same workbook without the moment of writing in its properties and its archive."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in given.namelist():
            part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-06-08T08:00:00Z", given.read(name))
            target.writestr(zipfile.ZipInfo(name, datetime(2026, 6, 8, 8).timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def main(folder: Path) -> None:
    """Write the forms of the search, and the mail, the calendar and the LinkedIn export beside them."""
    applications = all_applications()
    rows = sheet_rows(applications)
    (folder / "my_job_search.csv").write_bytes(as_csv(SHEET_COLUMNS, [dates_as_text(row) for row in rows]))
    (folder / "my_job_search.xlsx").write_bytes(as_workbook(rows))
    (folder / "events.csv").write_bytes(as_csv((*APPLICATION_COLUMNS, *EVENT_COLUMNS), event_rows(applications)))
    (folder / "my_mail.mbox").write_bytes(mail_of(applications))
    (folder / "my_calendar.ics").write_bytes(calendar_of(applications))
    (folder / "my_linkedin.zip").write_bytes(linkedin_of(applications))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
