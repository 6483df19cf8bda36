"""The rows of a table with what its columns mean, and the rows that are blank, the header again, or a repetition."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from followup_analytics.importing.columns.column_meanings import Column
from followup_analytics.importing.columns.sheet_reading import ReadOptions
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.words.cell_values import cleaned
from followup_analytics.importing.words.text_matching import Mask, RowPositions, TextColumn
from followup_analytics.problems import MEND_THE_CELL, Problem, Remedy

_WHO, _WHEN = ("company", "company_and_role"), ("applied", "date")


@dataclass
class Sheet:
    """The entries of a table: clean text by column, the row's numbers, what the columns mean, and the problems so far."""

    columns: tuple[Column, ...]
    cells: dict[int, TextColumn]
    rows: RowPositions
    options: ReadOptions
    problems: list[Problem] = field(default_factory=list)

    def of(self, *meanings: str) -> list[Column]:
        """The columns of those meanings."""
        return [column for column in self.columns if column.meaning in meanings]

    def text(self, *meanings: str) -> TextColumn:
        """The column of that meaning, the first of several that is filled; empty cells where the sheet has none."""
        found = [self.cells[column.position] for meaning in meanings for column in self.of(meaning)]
        return found[0].first_of(*found[1:]) if found else TextColumn.blank(len(self.rows))

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


def filled_cells(sheet: Sheet) -> Mask:
    """Which cells are filled, a row per row."""
    return np.stack([texts.filled for texts in sheet.cells.values()], axis=1)


def blank(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows of placeholders only; those without any text were named with the damage of the file."""
    empty: Mask = ~np.logical_or.reduce([texts.filled for texts in sheet.cells.values()])
    written = np.zeros(len(empty), dtype=bool)
    written[empty] = (table.body.to_numpy(dtype=object)[empty] != "").any(axis=1)
    report_runs(sheet, written, "row-empty", "rows-empty")
    return empty


def report_runs(sheet: Sheet, marked: Mask, of_one: str, of_several: str) -> None:
    """A run of such rows is one note."""
    rows = sheet.rows[marked]
    if len(rows) == 0:
        return
    starts = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
    for first, last in zip(starts, np.append(starts[1:], len(rows)) - 1, strict=True):
        details = {"first": rows[first], "last": rows[last]}
        sheet.problems.append(Problem(of_one if first == last else of_several, int(rows[first]), details=details))


def repeated_headers(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows of which two cells at least, and half of all, are the column's header."""
    if table.header_row is None:
        return np.zeros(len(sheet.rows), dtype=bool)
    same = np.zeros(len(sheet.rows), dtype=np.int64)
    for position, header in enumerate(map(cleaned, table.header)):
        if header:
            same += sheet.cells[position].same(header)
    again = same >= 2
    if bool(again.any()):
        again &= 2 * same >= filled_cells(sheet).sum(axis=1)
    sheet.report(again, None, "header-again")
    return again


def duplicates(table: SheetTable, sheet: Sheet) -> Mask:
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


def _repeated(columns: list[RowPositions]) -> Mask:
    """The rows that agree with another one in all of these columns."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for codes in columns:
        key = pd.factorize(key * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    return np.asarray(np.bincount(key, minlength=1)[key] > 1)
