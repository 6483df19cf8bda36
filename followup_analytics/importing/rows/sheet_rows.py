"""The account of a table's rows: entries on one side, and every other row with what it is on the other."""

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from followup_analytics.importing.columns.column_evidence import Column
from followup_analytics.importing.columns.column_meanings import record_of
from followup_analytics.importing.columns.sheet_reading import ReadOptions
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.words.cell_values import cleaned, flag
from followup_analytics.importing.words.text_matching import Mask, Places, Texts, fold
from followup_analytics.importing.words.word_lists import months, totals_words
from followup_analytics.problems import MEND_THE_CELL, Problem, Remedy

_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_RULED = re.compile(r"[-=*_#~ ]{3,}.*|.*:|[-–—=*#~ ]+.+[-–—=*#~]{2,}|[^\d:]{2,30}:\s.*")
_AMOUNT = re.compile(r"[-+$€£ ]*\d[\d.,]*\s*%?(\s[^\W\d_]+)?")
_OF_SECTIONS = frozenset(
    [
        "week",
        "kw",
        "woche",
        "semaine",
        "semana",
        "q1",
        "q2",
        "q3",
        "q4",
        "page",
        "seite",
        "pagina",
        "ending",
        "of",
        "jahr",
        "year",
    ]
)
_FEW = 2
_WHO, _WHEN = ("company", "company_and_role"), ("applied", "date")


@dataclass
class Sheet:
    """The entries of a table: clean text by column, the row's numbers, what the columns mean, and the problems so far."""

    columns: tuple[Column, ...]
    cells: dict[int, Texts]
    rows: Places
    options: ReadOptions
    problems: list[Problem] = field(default_factory=list)

    def of(self, *meanings: str) -> list[Column]:
        """The columns of those meanings."""
        return [column for column in self.columns if column.meaning in meanings]

    def text(self, *meanings: str) -> Texts:
        """The column of that meaning, the first of several that is filled; empty cells where the sheet has none."""
        found = [self.cells[column.position] for meaning in meanings for column in self.of(meaning)]
        return found[0].first_of(*found[1:]) if found else Texts.blank(len(self.rows))

    def keep(self, rows: Mask) -> None:
        """Go on with those rows only."""
        if not bool(rows.all()):
            self.cells = {position: texts.keep(rows) for position, texts in self.cells.items()}
            self.rows = self.rows[rows]

    def cell(self, place: int, column: Column | None) -> str:
        """The text at a place."""
        return "" if column is None else (texts := self.cells[column.position]).distinct[texts.codes[place]]

    def report(self, rows: Mask, column: Column | None, code: str, remedy: Remedy = MEND_THE_CELL, **details: object) -> None:
        """One problem for each row that is marked, with the cell of that column."""
        name = column.header if column else ""
        for place in np.flatnonzero(rows).tolist():
            self.problems.append(Problem(code, int(self.rows[place]), name, self.cell(place, column), remedy, details))


def entries(table: SheetTable, columns: tuple[Column, ...], options: ReadOptions) -> Sheet:
    """The rows that are entries; what every other row is goes to the problems."""
    cells = {position: Texts.of(table.body[position], cleaned) for position in range(len(table.header))}
    sheet = Sheet(columns, cells, table.body.index.to_numpy(np.int64), options)
    for mark in (_blank, _repeated_headers, _thin, _duplicates):
        sheet.keep(~mark(table, sheet))
    return sheet


def _filled(sheet: Sheet) -> Mask:
    """Which cells are filled, a row per row."""
    return np.stack([texts.filled for texts in sheet.cells.values()], axis=1)


def _blank(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows of placeholders only; those without any text were named with the damage of the file."""
    empty: Mask = ~np.logical_or.reduce([texts.filled for texts in sheet.cells.values()])
    written = np.zeros(len(empty), dtype=bool)
    written[empty] = (table.body.to_numpy(dtype=object)[empty] != "").any(axis=1)
    _report_runs(sheet, written, "row-empty", "rows-empty")
    return empty


def _report_runs(sheet: Sheet, marked: Mask, of_one: str, of_several: str) -> None:
    """A run of such rows is one note."""
    rows = sheet.rows[marked]
    if len(rows) == 0:
        return
    starts = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
    for first, last in zip(starts, np.append(starts[1:], len(rows)) - 1, strict=True):
        details = {"first": rows[first], "last": rows[last]}
        sheet.problems.append(Problem(of_one if first == last else of_several, int(rows[first]), details=details))


def _repeated_headers(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows of which two cells at least, and half of all, are the column's header."""
    if table.header_row is None:
        return np.zeros(len(sheet.rows), dtype=bool)
    same = np.zeros(len(sheet.rows), dtype=np.int64)
    for position, header in enumerate(map(cleaned, table.header)):
        if header:
            same += sheet.cells[position].same(header)
    again = same >= 2
    if bool(again.any()):
        again &= 2 * same >= _filled(sheet).sum(axis=1)
    sheet.report(again, None, "header-again")
    return again


def _thin(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows without a company or a day or with hardly a cell, which may be something else than an entry."""
    who, when = sheet.text(*_WHO).filled, sheet.text(*_WHEN).filled
    filled_cells = _filled(sheet)
    candidates = np.flatnonzero(~who | (~when if sheet.of(*_WHEN) else ~who) | (filled_cells.sum(axis=1) <= _FEW))
    part = filled_cells[candidates]
    marked = np.zeros(len(sheet.rows), dtype=bool)
    prefilled = np.zeros(len(sheet.rows), dtype=bool)
    for place, filled in zip(candidates.tolist(), part, strict=True):
        columns = [sheet.columns[position] for position in np.flatnonzero(filled)]
        prefilled[place] = _is_prefilled(sheet, place, columns)
        what = "" if prefilled[place] else _what_else(sheet, place, columns)
        if what:
            marked[place] = True
            sheet.problems.append(Problem(what, int(sheet.rows[place]), value=sheet.cell(place, columns[0])))
    _report_runs(sheet, prefilled, "row-prefilled", "rows-prefilled")
    return marked | prefilled


def _is_prefilled(sheet: Sheet, place: int, columns: list[Column]) -> bool:
    """Whether nothing stands in a row but ticks and what a template fills in."""
    telling = [column for column in columns if not record_of(column.meaning).is_prefilled and column.header]
    return all(flag(sheet.cell(place, column)) is not None for column in telling)


def _what_else(sheet: Sheet, place: int, columns: list[Column]) -> str:
    """The code of what a row is if it is no entry: a conflict mark, a title, a row of totals."""
    first, others = sheet.cell(place, columns[0]), columns[1:]
    if not others:
        if first.startswith(_CONFLICT_MARKS):
            return "conflict-mark"
        return "title-row" if columns[0].meaning not in _WHO or _is_title(first) else ""
    if all(column.meaning in (*_WHO, *_WHEN) for column in columns) and _RULED.fullmatch(sheet.text(*_WHO).objects()[place]):
        return "signature-row"
    if _is_total(first) and all(_is_number(sheet.cell(place, column)) for column in others):
        return "totals-row"
    return ""


def _is_number(text: str) -> bool:
    return text.startswith("=") or bool(_AMOUNT.fullmatch(text))


def _is_total(text: str) -> bool:
    words = fold(text)
    return words in totals_words() or any(words.startswith(f"{word} ") and len(words.split()) < 5 for word in totals_words())


def _is_title(text: str) -> bool:
    words = fold(text).split()
    return bool(_RULED.fullmatch(text)) or all(word.isdigit() or word in months() or word in _OF_SECTIONS for word in words)


def _duplicates(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows that repeat an earlier one in every cell but the row's number."""
    again = np.zeros(len(sheet.rows), dtype=bool)
    kept = [column.position for column in sheet.columns if column.meaning != "row_number"]
    keys = [column.position for column in sheet.of(*_WHO, "role", *_WHEN)] or kept
    suspects = np.flatnonzero(_repeated([sheet.cells[position].codes for position in keys]))
    seen: dict[tuple[int, ...], int] = {}
    for place in suspects:
        key = tuple(int(sheet.cells[position].codes[place]) for position in kept)
        first = seen.setdefault(key, int(place))
        if first != place:
            again[place] = True
            details = {"first": sheet.rows[first]}
            sheet.problems.append(Problem("row-repeated", int(sheet.rows[place]), details=details))
    return again


def _repeated(columns: list[Places]) -> Mask:
    """The rows that agree with another one in all of these columns."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for codes in columns:
        key = pd.factorize(key * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    return np.asarray(np.bincount(key, minlength=1)[key] > 1)
