"""What goes into reading (ReadOptions) and what comes out (SheetReading, SheetCells)."""

from dataclasses import dataclass, field

import pandas as pd

from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Problem


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


@dataclass(frozen=True)
class Defaults:
    """What holds for applications of which the sheet says nothing."""

    timezone: str = "UTC"
    country: str = ""


@dataclass(frozen=True)
class Overrides:
    """What the caller knows better than the sheet shows; keys are folded words, `columns` headers as given."""

    columns: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    day_first: bool | None = None


@dataclass(frozen=True)
class Parts:
    """The two tables and the problems, and what was understood of words and dates on the way."""

    applications: pd.DataFrame
    events: pd.DataFrame
    problems: list[Problem]
    words: list[tuple[str, str, int, str]] = field(default_factory=list)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
