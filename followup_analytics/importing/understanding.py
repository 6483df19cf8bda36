"""What the import hands out besides the log: the cells as they were read, and what was understood of them."""

from dataclasses import dataclass

import pandas as pd

from followup_analytics.log import JobSearchLog


@dataclass(frozen=True)
class CellTable:
    """What was read before it was understood.

    Attributes
    ----------
    frame : DataFrame
        Text only; the header as column names, index the row numbers that a spreadsheet program shows.
    problems : DataFrame
        What was damaged in the file.
    """

    frame: pd.DataFrame
    problems: pd.DataFrame


@dataclass(frozen=True)
class Understanding:
    """A log, and what was understood of the sheet it came from.

    Attributes
    ----------
    log : JobSearchLog
        The log.
    columns : DataFrame
        One row per column of the sheet: `header, meaning, about, why, examples`.
    statuses : DataFrame
        One row per status or event word: `word, meaning, count, of` (`statuses` or `kinds`).
    dates : DataFrame
        One row per column of dates: `column, order, evidence`.
    layout : str
        What a row of the sheet is.
    sheet : str
        Which sheet was read, and why that one; empty where there is only one.
    sheet_name : str
        The name of that sheet, for `sheet=`; empty where there is only one, or several were read.
    """

    log: JobSearchLog
    columns: pd.DataFrame
    statuses: pd.DataFrame
    dates: pd.DataFrame
    layout: str
    sheet: str
    sheet_name: str = ""
