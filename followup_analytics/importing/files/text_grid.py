"""TextGrid, how much a file may hold, and rows looked over for blanks and foreign characters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd

from followup_analytics.problems import Problem


@dataclass(frozen=True)
class Grid:
    """
    One table of text, as a spreadsheet program would show it.

    Attributes
    ----------
    name : str
        Name of the sheet; empty for text files and DataFrames.
    cells : DataFrame
        Text only (dtype `str`), columns 0, 1, ...; the index is the row number that a spreadsheet program shows: the
        first line is 1, blank lines count, a quoted cell with line breaks is one row. An empty cell is `""`, never NaN.
    hidden : bool
        Whether the sheet is hidden in its workbook.
    problems : DataFrame
        What was damaged, in the columns of `problems.problems_table`; `column` is empty or a spreadsheet column letter.
        A row named with severity `error` has cells that may stand in wrong columns; `question` marks one that was mended,
        `note` one whose cells are as they were meant or were only trimmed.
    encoding : str
        Encoding the text was read in; empty for workbooks and DataFrames.
    delimiter : str
        Character between the cells; empty for workbooks and DataFrames.
    counts_from_1904 : bool
        Whether a number that is a day counts from 1904 on.
    """

    name: str
    cells: pd.DataFrame
    hidden: bool
    problems: pd.DataFrame
    encoding: str
    delimiter: str
    counts_from_1904: bool = False


@dataclass(frozen=True)
class Source:
    """
    A source that was read: its name as messages show it, and its tables.

    Attributes
    ----------
    name : str
        File name without folders, or what the source is.
    grids : tuple of Grid
        One for a text file or a DataFrame, one per sheet of a workbook in its order.
    """

    name: str
    grids: tuple[Grid, ...]


@dataclass
class RawTable:
    """Rows of text of one table while its damage is being named; row number n is `rows[n - 1]`."""

    rows: list[list[str]]
    problems: list[Problem]


def text_frame(rows: Sequence[Sequence[str]], width: int) -> pd.DataFrame:
    """Lay rows of equal length out as the cells of a grid."""
    values = np.empty((len(rows), width), dtype=object)
    if rows and width:
        values[:] = rows
    return pd.DataFrame(values, index=pd.RangeIndex(1, len(rows) + 1), columns=pd.RangeIndex(width), dtype="str")


def column_letter(position: int) -> str:
    """Name a column as spreadsheet programs do: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    while position >= 0:
        position, letter = divmod(position, 26)
        letters = chr(ord("A") + letter) + letters
        position -= 1
    return letters


MEGABYTE = 1_000_000
MAX_PACKED_BYTES = 50 * MEGABYTE  # a workbook as it lies on the disk
MAX_UNPACKED_BYTES = 500 * MEGABYTE  # the same, its parts unpacked
MAX_ARCHIVE_PARTS = 10_000
MAX_TEXT_BYTES = 250 * MEGABYTE  # a text file; about two million rows of ten cells
MAX_ROWS = 1_048_576  # of a sheet, as in spreadsheet programs
MAX_COLUMNS = 16_384
MAX_CELLS = 10_000_000  # of a sheet, the empty ones between filled ones among them
MAX_TEXT_CELLS = 30_000_000  # of a text file, whose rows aren't limited
MAX_FIELD_CHARACTERS = MEGABYTE
CHILD_SECONDS = 8  # for reading one workbook, start to end
CHILD_MEMORY_BYTES = 900 * MEGABYTE


# What no keyboard writes into a cell, U+FFFD, which stands where a byte could not be decoded, and lone surrogates.
UNWANTED = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
# Of the control characters those that part words become a blank, the others are left out.
_PARTING = (0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85)
WITHOUT_CONTROLS = {
    code: " " if code in _PARTING else None for code in (*range(9), *range(14, 32), *range(0x7F, 0xA0), *_PARTING)
}
LOST = "\ufffd"
SHOWN_CHARACTERS = 120
_CONTROL_BYTES = bytes((*range(9), 0x0B, 0x0C, *range(14, 32), 0x7F))
_BEYOND_BYTES = (re.compile(b"\xc2[\x80-\x9f]"), re.compile(b"\xed[\xa0-\xbf]"))


def has_unwanted(text: str) -> bool:
    """Whether a text has any such character; on bytes, which is several times faster than a pattern on a long text."""
    data = text.encode("utf-8", "surrogatepass")
    kept = data.translate(None, _CONTROL_BYTES)
    return len(kept) < len(data) or "\ufffd".encode() in data or any(pattern.search(data) for pattern in _BEYOND_BYTES)


def shown(text: str) -> str:
    """A text for a message: one line, control characters as escapes, cut where it is long."""
    text = UNWANTED.sub(lambda found: f"\\x{ord(found[0]):02x}" if found[0] < "\ud800" else LOST, text)
    text = re.sub(r"[\r\n]+", " ", text)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def drop_unwanted(table: RawTable) -> None:
    """Take control characters out of the cells, and name the cells that had them or lost characters in decoding."""
    for index, row in enumerate(table.rows):
        if UNWANTED.search("\t".join(row)):
            for position, cell in enumerate(row):
                if UNWANTED.search(cell):
                    table.problems.append(_unwanted_problem(index + 1, position, cell))
                    row[position] = re.sub("[\ud800-\udfff]", LOST, cell).translate(WITHOUT_CONTROLS)


def _unwanted_problem(number: int, position: int, cell: str) -> Problem:
    place = (number, column_letter(position), shown(cell))
    if re.search("[\ud800-\udfff\ufffd]", cell):
        return Problem("characters-lost", *place)
    return Problem("control-characters", *place)


def name_blank_rows(table: RawTable) -> None:
    """One note for each run of rows without any text."""
    blank = [number for number, row in enumerate(table.rows, 1) if not any(row) or not "".join(row).strip()]
    for _, run in groupby(enumerate(blank), key=lambda pair: pair[1] - pair[0]):
        table.problems.append(blank_run_problem([number for _, number in run]))


def blank_run_problem(numbers: list[int]) -> Problem:
    """The note for blank rows that follow each other."""
    if len(numbers) == 1:
        return Problem("row-blank", numbers[0])
    return Problem("rows-blank", numbers[0], details={"first": numbers[0], "last": numbers[-1]})
