"""Days that are none, and days that are several: those that a form fills in by itself, and short ranges."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from followup_analytics.importing.columns.column import Column
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.dated_events import DatedEvents
from followup_analytics.importing.words.day_column import A_RANGE, DateColumn
from followup_analytics.problems import Problem

# How many years before the middle of a sheet's days such a day lies at least.
_YEARS_BEFORE = 4
_LAST_DAY = 364
_VISITS = ("interview", "test")
_LONGEST_VISIT_DAYS = 4


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


def with_short_ranges(sheet: Sheet, column: Column, read: DateColumn) -> DateColumn:
    """The column with ranges of a few days as their first day where it holds interviews: one visit, with a note."""
    if column.meaning not in _VISITS or not len(read.spans):
        return read
    spans = read.spans
    short = (spans.until - spans.local <= np.timedelta64(_LONGEST_VISIT_DAYS, "D")) & (spans.until > spans.local)
    rows = {int(place) for place in spans.place[short] if read.wrong.get(int(place)) == A_RANGE}
    short &= np.isin(spans.place, list(rows))
    for place in sorted(rows):
        sheet.problems.append(Problem("day-range-short", int(sheet.rows[place]), column.header, sheet.cell(place, column)))
    wrong = {place: why for place, why in read.wrong.items() if place not in rows}
    days = DatedEvents.joined([read.days, spans.take(short)])
    days = days.take(np.argsort(days.place, kind="stable"))
    return replace(read, days=days, wrong=wrong, spans=spans.take(~short))


def default_days(sheet: Sheet, column: Column, places: Sequence[int]) -> Problem:
    """One note for all such days of a column, at the first of them."""
    first = places[0]
    details = {"count": len(places)}
    return Problem("day-default", int(sheet.rows[first]), column.header, sheet.cell(first, column), details=details)
