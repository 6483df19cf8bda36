"""What random sheets are made of, and what must hold for every sheet, however odd."""

import csv
import io
from collections.abc import Sequence

import numpy as np
import pandas as pd

import followup_analytics as fa
from followup_analytics.errors import FollowupError
from followup_analytics.importing.words import word_lists
from followup_analytics.importing.words.cell_values import cleaned
from followup_analytics.importing.words.day_column import read_dates
from followup_analytics.importing.words.text_matching import TextColumn

HEADERS = sorted({*word_lists.header_meanings(), *word_lists.ambiguous_headers()})
WORDS = sorted({*word_lists.lexicon("statuses").spellings(), *word_lists.lexicon("kinds").spellings(), *word_lists.yes_words(),
                *word_lists.lexicon("media").spellings(), *word_lists.no_words(), *word_lists.placeholders()})  # fmt: skip
NAMES = ["Acme, Inc.", "Bolt", "Müller & Söhne", 'The "Real" Thing', "青空", "O'Neil\nHoldings", "Data Analyst", "Sr. Engineer"]
DAYS = [
    "2026-03-04", "2026-02-30", "2026-3-4T10:20:30Z", "04.03.2026", "3/4/2026", "13/4/26", "4/13/26", "31/11/2026",
    "0/0/0000", "3 March 2026", "Mar 3rd, 2026", "3 de marzo de 2026", "1er mars 2026", "2026年3月4日", "20260304",
    "46085", "46085.75", "99999", "Fri, 3 Jan 2025 09:33:38 -0800", "3/4/2026 5:06 PM", "24:00", "3/4/2026 25:61",
    "3 Mar", "12.4.", "1970-01-01", "2099-12-31", "2100-01-01", "1899-12-30", "9999-12-31", "2026-03-04 +9959",
    "3-5 March 2026", "2026-03-04 → 2026-03-06", "31 March - 1 April 2026", "3/4/2026, 5/6/2026", "applied 3/4/2026",
    "2026-03-04; 2026-03-09", "today", "Q1 2026", "29/2/1900", "３/４/２０２６", "²/3/2026",
]  # fmt: skip
PIECES = [
    "/", "-", ".", " ", ",", ";", ":", "'", "T", "Z", "+", "de", "of", "am", "PM", "Mon", "May", "März", "年", "月",
    "日", "to", "and", "0", "1", "12", "13", "31", "32", "2026", "26", "99999999999999999999", "٣", "½", "\u200b",
    "\xa0", "(", ")",
]  # fmt: skip
NOISE = [
    "\t", "\n", "\r\n", '"', '""', "\x00", "\x07", "\ufeff", "|", '=HYPERLINK("x";"y")', "[a](b)", "<<<<<<< HEAD",
    "Total", "sep=;", "#N/A", "😀", "\u202e",
    "a" * 300,
    "''", "\\", "=1+1", "2️⃣",
]  # fmt: skip


def as_text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """The rows as a careful program writes them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def check_cells(data: bytes) -> pd.DataFrame | None:
    """Read the cells of a sheet: text without gaps, the rows numbered upwards, or an error of our own."""
    try:
        frame = fa.read_cells(io.BytesIO(data)).frame
    except FollowupError as error:
        assert str(error).strip() and "\n\n" not in str(error)
        return None
    assert frame.index.is_monotonic_increasing and frame.index.is_unique
    assert not frame.isna().to_numpy().any()
    return frame


def check(data: bytes, day_first: bool | None = None) -> fa.JobSearchLog | None:
    """Read a sheet: it becomes a log in which every row is accounted for, or is refused by an error of our own."""
    frame = check_cells(data)
    try:
        log = fa.read_log(io.BytesIO(data), day_first=day_first)
    except FollowupError as error:
        assert str(error).strip() and "\n\n" not in str(error)
        return None
    told = {*log.applications["row"], *log.events["row"], *log.problems["row"].dropna()}
    # Of blank rows that follow each other the first stands for all.
    filled = set() if frame is None else set(frame.index[frame.apply(lambda column: column.str.strip() != "").any(axis=1)])
    lost = sorted(filled - {int(row) for row in told})
    assert not lost, f"rows {lost} are neither in the log nor among the problems"
    return log


def check_days(cells: Sequence[str], day_first: bool | None = None) -> None:
    """Read a column of days: each cell that says something holds a day of a sane year, a wrong one, or words."""
    texts = TextColumn.of(list(cells), cleaned)
    found = read_dates(texts, day_first)
    assert (found.days.local >= np.datetime64("1970-01-01")).all() and (found.days.local < np.datetime64("2100-01-01")).all()
    told = {*found.days.place.tolist(), *found.wrong, *np.flatnonzero(found.wordy).tolist()}
    assert set(np.flatnonzero(texts.filled).tolist()) == told


def check_dated_sheet(cells: Sequence[str], day_first: bool | None = None) -> None:
    """Read a sheet with these days of applications: each application has its day, or a row among the problems."""
    rows = [["Company", "Applied on", "Notes"], *([f"Firm {n}", cell, "x"] for n, cell in enumerate(cells))]
    log = check(as_text(rows), day_first)
    if log is None:
        return
    dated = set(log.events.loc[log.events["kind"] == "application", "row"])
    silent = set(log.applications["row"]) - dated - set(log.problems["row"].dropna())
    assert not silent, f"rows {sorted(silent)} have no day of the application, and nobody is told"
