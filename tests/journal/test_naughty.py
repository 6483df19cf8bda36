"""Naughty text through the journal, CSV, XLSX, Parquet, the terminal and JSON and back: equal, or the change is listed."""

import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from naughty import STRINGS

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.file_writing import defuse_text
from followup_analytics.importing.files.text_grid import UNWANTED
from followup_analytics.log.log_file import MOST_CHARACTERS

DAY = "2026-03-20"
HALF = re.compile("[\ud800-\udfff]")
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What no XLSX file may hold, and what its readers take for a line break.
UNFIT = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff\r]")


def kept(text: str) -> str:
    """What the journal keeps: half characters, which no file can hold, become U+FFFD."""
    return HALF.sub("\ufffd", text)


def is_unfit(text: str) -> bool:
    """Whether an XLSX file can't hold the text so that it is read back."""
    text = defuse_text(text)
    is_blank = text != "" and not text.strip(" \t\n")
    return is_blank or bool(UNFIT.search(text)) or len(text.encode("utf-16-le")) > 2 * MOST_CHARACTERS


TEXTS = [kept(text) for text in STRINGS]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> fa.Journal:
    """An entry for each text, as its note and as whom it is about."""
    made = fa.Journal(tmp_path_factory.mktemp("naughty") / "j.db", as_of=DAY)
    for number, text in enumerate(STRINGS):
        made.record(f"A{number:03}", "note", text=text, contact=text)
    return made


@pytest.fixture(scope="module")
def log(journal: fa.Journal) -> fa.JobSearchLog:
    assert len(set(STRINGS)) >= 300
    return journal.log


def texts_of(log: fa.JobSearchLog) -> list[str]:
    return list(log.events["text"])


def test_the_journal_gives_back_what_it_was_given(journal: fa.Journal, log: fa.JobSearchLog) -> None:
    assert [entry.text for entry in fa.Journal(journal.path).entries()] == TEXTS
    assert [entry.contact for entry in journal.entries()] == TEXTS
    assert texts_of(log) == TEXTS


def test_csv_gives_it_back_or_the_import_lists_the_change(log: fa.JobSearchLog, tmp_path: Path) -> None:
    assert len(log.write(tmp_path / "log.csv")) == 0
    back = fa.read_log(tmp_path / "log.csv")
    rows = dict(zip(back.events["row"], back.events["text"], strict=True))
    told = set(back.problems["row"].dropna())
    changed = [(row, text) for (row, now), text in zip(rows.items(), TEXTS, strict=True) if now != text]
    assert len(rows) == len(TEXTS) and {row for row, _ in changed} <= told
    assert all(UNWANTED.search(text) for _, text in changed)


def test_xlsx_gives_it_back_or_writing_lists_the_change(log: fa.JobSearchLog, tmp_path: Path) -> None:
    listed = log.write(tmp_path / "log.xlsx")
    back = fa.read_log(tmp_path / "log.xlsx")
    rows = dict(zip(back.events["row"], back.events["text"], strict=True))
    written, read = set(listed["row"]), set(back.problems["row"].dropna())
    told = written | read
    changed = [text[:40] for (row, now), text in zip(rows.items(), TEXTS, strict=True) if now != text and row not in told]
    assert len(rows) == len(TEXTS) and changed == []
    unfit = [row for row, text in zip(rows, TEXTS, strict=True) if is_unfit(text)]
    assert sorted(written) == sorted(unfit)
    assert set(listed["column"]) == {"text", "event_contact"} and list(listed.columns) == list(log.problems.columns)


def test_an_xlsx_file_has_text_cells_only_within_their_limit(log: fa.JobSearchLog, tmp_path: Path) -> None:
    log.write(tmp_path / "log.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "log.xlsx")["log"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert max(len(str(cell.value).encode("utf-16-le")) for cell in cells) <= 2 * MOST_CHARACTERS
    assert not any(str(cell.value).startswith(("=", "+", "-", "@", "\t")) for cell in cells)


def test_parquet_gives_all_of_it_back(log: fa.JobSearchLog, tmp_path: Path) -> None:
    assert len(log.write(tmp_path / "log.parquet")) == 0
    table = pd.read_parquet(tmp_path / "log.parquet")
    back = fa.read_log(table)
    differ = [text for now, text in zip(texts_of(back), TEXTS, strict=True) if now != text]
    assert all(UNWANTED.search(text) for text in differ)


def test_json_gives_all_of_it_back_and_shows_no_control_character(journal: fa.Journal) -> None:
    said = CliRunner().invoke(main, ["history", "search.csv", "--journal", str(journal.path), "--json"])
    assert said.exit_code == 0 and not HARMFUL.search(said.stdout.replace("\n", ""))
    assert [row["text"] for row in json.loads(said.stdout)] == TEXTS


def test_the_terminal_shows_nothing_that_it_would_obey(journal: fa.Journal) -> None:
    said = CliRunner().invoke(main, ["history", "search.csv", "--journal", str(journal.path)])
    assert said.exit_code == 0 and not HARMFUL.search(said.stdout.replace("\n", ""))


def test_a_csv_of_the_history_has_no_live_formula(journal: fa.Journal, tmp_path: Path) -> None:
    journal.write(tmp_path / "history.csv")
    cells = pd.read_csv(tmp_path / "history.csv", dtype=str, keep_default_na=False)
    assert not cells.apply(lambda column: column.str.match(r"[=+\-@\t\r]").any()).any()
