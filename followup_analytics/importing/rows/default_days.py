"""Days that a form or a program fills in by default, and that nobody wrote: 1 January 2000, the first day of a clock."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from followup_analytics.importing.columns.column import Column
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.day_column import DateColumn
from followup_analytics.problems import Problem

# How many years before the middle of a sheet's days such a day lies at least.
_YEARS_BEFORE = 4
_LAST_DAY = 364


def without_default_days(sheet: Sheet, columns: Sequence[Column], dates: Sequence[DateColumn]) -> list[DateColumn]:
    """The columns without such days; one note for each column that has any."""
    every = [read.days.local for read in dates if len(read.days)]
    if not every:
        return list(dates)
    years = np.concatenate(every).astype("datetime64[Y]").astype(np.int64) + 1970
    recent = years[years > years.max() - 2 * _YEARS_BEFORE]
    middle = int(np.median(recent))
    return [_without(sheet, column, read, middle) for column, read in zip(columns, dates, strict=True)]


def _without(sheet: Sheet, column: Column, read: DateColumn, middle: int) -> DateColumn:
    day = read.days.local.astype("datetime64[D]")
    year = day.astype("datetime64[Y]")
    of_year = (day - year.astype("datetime64[D]")).astype(np.int64)
    first = (of_year == 0) | (of_year >= _LAST_DAY)  # 31 December, where a time zone moved it
    default = first & (year.astype(np.int64) + 1970 <= middle - _YEARS_BEFORE)
    if not bool(default.any()):
        return read
    sheet.problems.append(default_days(sheet, column, np.unique(read.days.place[default]).tolist()))
    return replace(read, days=read.days.take(~default))


def default_days(sheet: Sheet, column: Column, places: Sequence[int]) -> Problem:
    """One note for all such days of a column, at the first of them."""
    first = places[0]
    details = {"count": len(places)}
    return Problem("day-default", int(sheet.rows[first]), column.header, sheet.cell(first, column), details=details)
