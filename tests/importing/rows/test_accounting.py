"""Laws of reading: every row of a sheet is in the log or among the problems, and reading reads nothing into it."""

import csv
import io
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import followup_analytics as fa

HEADERS = [
    "Role",
    "Status",
    "Source",
    "Interview Date",
    "Response Date",
    "Followed up on",
    "Notes",
    "Offer",
    "Country",
    "Interview steps",
]
CELLS = st.sampled_from(
    ["", "", "N/A", "yes", "no", "2026-03-04", "03/04/2026", "31/02/2026", "14 Jan 2026", "8-Jul", "soon", "Rejected",
    "Saved", "Ghosted",
     "Offer", "Applied", "Denied 2 Interview", "LinkedIn", "Blub", "Total", "Analyst", "-", "3", "NOVEMBER 2025", "=======",
     "a\nb", "Bounced",
     "2026-03-04: interview; later: offer", "Company", "Date Applied", "ä" * 40, "'=x", "46085"]
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    chosen = draw(st.lists(st.sampled_from(HEADERS), unique=True, max_size=6))
    header = ["Company", "Date Applied", *chosen]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=12))
    return header, [["Acme", "2026-01-02", *[""] * len(chosen)], *rows]


def _text(header: list[str], rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return file.getvalue()


def _named(log: fa.JobSearchLog) -> set[int]:
    return {int(row) for table in (log.applications, log.events, log.problems) for row in table["row"].dropna()}


@settings(max_examples=30)
@given(sheets())
def test_every_row_is_in_the_log_or_among_the_problems(sheet: tuple[list[str], list[list[str]]]) -> None:
    header, rows = sheet
    log = fa.read_log(io.StringIO(_text(header, rows)))
    empty = {number for number, row in enumerate(rows, 2) if all(cell in ("", "N/A", "-") for cell in row)}
    prefilled = {number for number, row in enumerate(rows, 2) if set(row) <= {"", "N/A", "-", "yes", "no", "3"}}
    assert set(range(2, len(rows) + 2)) - _named(log) <= empty | prefilled


EVENTS = st.sampled_from(["applied", "phone screen", "offer", "rejection", "blue", "", "Followed up", "self rejection", "note"])
DAYS = st.sampled_from(["2026-03-04", "2026-03-05", "", "soon", "2026-02-31", "2026-09-01"])


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from(["A", "B", ""]), st.sampled_from(["R", "S", ""]), DAYS, EVENTS), min_size=1, max_size=12)
)
def test_every_row_of_events_is_in_the_log_or_among_the_problems(rows: list[tuple[str, str, str, str]]) -> None:
    rows = [("Acme", "R", "2026-01-02", "applied"), *rows]
    log = fa.read_log(io.StringIO(_text(["Company", "Role", "Date", "Event"], [list(row) for row in rows])))
    assert {number for number, row in enumerate(rows, 2) if any(row)} <= _named(log)


@settings(max_examples=30)
@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_nothing(sheet: tuple[list[str], list[list[str]]], chance: random.Random) -> None:
    header, rows = sheet
    order = list(range(len(header)))
    chance.shuffle(order)
    mixed = _text([header[place] for place in order], [[row[place] for place in order] for row in rows])
    first, second = fa.read_log(io.StringIO(_text(header, rows))), fa.read_log(io.StringIO(mixed))
    assert first.applications["status"].tolist() == second.applications["status"].tolist()
    assert sorted(first.events["at"]) == sorted(second.events["at"])


@settings(max_examples=15)
@given(sheets())
def test_a_sheet_written_as_a_log_is_read_back_equal(sheet: tuple[list[str], list[list[str]]]) -> None:
    log = fa.read_log(io.StringIO(_text(*sheet)))
    with tempfile.TemporaryDirectory() as folder:
        if len(log.applications):
            log.write(Path(folder) / "log.csv")
            assert fa.read_log(Path(folder) / "log.csv") == log


def test_reading_a_plain_sheet_loads_no_heavy_module() -> None:
    code = (
        "import io, sys, followup_analytics.importing.read as r;"
        "r.read_log(io.StringIO('Company,Role,Date Applied,Status\\nA,R,2026-01-02,Applied\\n'));"
        "print({'rapidfuzz', 'chardet', 'python_calamine', 'holidays', 'matplotlib'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "set()\n"
