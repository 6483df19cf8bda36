"""What the first stage hands on: grids of text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.importing.problems import Problem


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
        What was damaged, in the columns of `problems.problem_frame`; `column` is empty or a spreadsheet column letter.
        A row named with severity `error` has cells that may stand in wrong columns; `question` marks one that was mended,
        `note` one whose cells are as they were meant or were only trimmed.
    encoding : str
        Encoding the text was read in; empty for workbooks and DataFrames.
    delimiter : str
        Character between the cells; empty for workbooks and DataFrames.
    """

    name: str
    cells: pd.DataFrame
    hidden: bool
    problems: pd.DataFrame
    encoding: str
    delimiter: str


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
