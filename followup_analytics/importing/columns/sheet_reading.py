"""What goes into reading (ReadOptions) and what comes out (SheetReading, SheetCells)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Problem


@dataclass(frozen=True)
class ReadOptions:
    """What the caller says about reading a sheet: what it does not show, and what it would be misread as.

    Attributes
    ----------
    columns : mapping
        The meaning of each header, as given; "" leaves a column aside.
    statuses, kinds, media : mapping
        What words mean: a status or a finer fact, a kind of event, a medium; keys are folded.
    day_first : bool or None
        The order of day and month where a column does not show it.
    year : int or None
        The year of days that are written without one.
    timezone, country : str
        Of applications of which the sheet says nothing.
    sheet, encoding : str or None
        Which worksheet, and in which encoding.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    year: int | None = None
    timezone: str = "UTC"
    country: str = ""
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class SheetCells:
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
class SheetReading:
    """A log, and what was understood of the sheet it came from.

    Attributes
    ----------
    log : JobSearchLog
        The log.
    columns : DataFrame
        One row per column of the sheet: `header, meaning, about, why, examples, told_by`; `told_by` is `user`, `header`, `cells`,
        `spelling`, or "" where no meaning is known.
    statuses : DataFrame
        One row per status or event word: `word, meaning, count, vocabulary` (`statuses` or `kinds`).
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
class LogTables:
    """The two tables and the problems, and what was understood of words and dates on the way."""

    applications: pd.DataFrame
    events: pd.DataFrame
    problems: list[Problem]
    words: list[tuple[str, str, int, str]] = field(default_factory=list)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
