"""What goes into reading (ReadOptions) and what comes out (SheetReading, SheetCells)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from followup_analytics.errors import FollowupError, UnknownNameError
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Problem, Question

ORDERS = ("day first", "month first")
_DIGITS_OF_A_YEAR = 4


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
    answers : mapping
        What was answered of single applications, by the code of the question: a day, or "" where nobody knows.
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
    answers: Mapping[str, str] = field(default_factory=dict)


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
    questions : tuple of Question
        What only you can answer, most important first.
    options : ReadOptions
        What was said about reading, answers included.
    """

    log: JobSearchLog
    columns: pd.DataFrame
    statuses: pd.DataFrame
    dates: pd.DataFrame
    layout: str
    sheet: str
    sheet_name: str = ""
    questions: tuple[Question, ...] = ()
    options: ReadOptions = ReadOptions()
    _read_again: Callable[[ReadOptions], "SheetReading"] | None = field(default=None, repr=False, compare=False)

    def answer(self, question: Question | str, value: str) -> "SheetReading":
        """Read the sheet again with one question answered.

        Parameters
        ----------
        question : Question or str
            One of `questions`, or its code.
        value : str
            One of its answers, or another: a meaning of a column ("" leaves it aside), what a word means, `day first` or
            `month first`, a year, the name of a worksheet, a day such as 2026-03-02 ("" where you do not know).

        Returns
        -------
        SheetReading
            This one is not changed.

        Raises
        ------
        FollowupError
            If there is no such question, or the answer is none to it.
        """
        code = question if isinstance(question, str) else question.code
        asked = next((one for one in self.questions if one.code == code), None)
        if asked is None or self._read_again is None:
            known = ", ".join(one.code for one in self.questions) or "none is open"
            raise UnknownNameError(f"there is no question {code!r}; open are: {known}")
        return self._read_again(options_with(self.options, asked, value))


def options_with(options: ReadOptions, question: Question, value: str) -> ReadOptions:
    """The options of reading with a question answered."""
    about = question.about
    if question.application_id:
        return replace(options, answers={**options.answers, question.code: value})
    if question.kind == "column":
        return replace(options, columns={**options.columns, about: value})
    if question.kind == "word":
        return replace(options, statuses={**options.statuses, fold(about): value}, kinds={**options.kinds, fold(about): value})
    if question.kind == "day_order":
        if value not in ORDERS:
            raise FollowupError(f" is no order: give {' or '.join(map(repr, ORDERS))}", argument="value", value=value)
        return replace(options, day_first=value == ORDERS[0])
    if question.kind == "year":
        if not (value.isdecimal() and len(value) == _DIGITS_OF_A_YEAR):
            raise FollowupError(" is no year: give one such as 2026", argument="value", value=value)
        return replace(options, year=int(value))
    if question.kind == "sheet":
        return replace(options, sheet=value)
    if question.kind == "encoding":
        return replace(options, encoding=value)
    raise FollowupError(f"{about or question.kind}: this is answered in the sheet itself")


@dataclass(frozen=True)
class LogTables:
    """The two tables and the problems, and what was understood of words and dates on the way."""

    applications: pd.DataFrame
    events: pd.DataFrame
    problems: list[Problem]
    words: list[tuple[str, str, int, str]] = field(default_factory=list)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
