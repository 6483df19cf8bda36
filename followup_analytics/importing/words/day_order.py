"""The order of day and month of a column, and the years of days that are written without one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.words.dated_events import DatedEvents
from followup_analytics.importing.words.day_column import DateColumn
from followup_analytics.importing.words.day_text import Day
from followup_analytics.importing.words.text_matching import Mask, RowPositions

Times = NDArray[np.datetime64]

FIRST_YEAR, LAST_YEAR = 1970, 2099
NO_SUCH_DAY = "no such day in the calendar"
UNDECIDED = "day-first or month-first: nothing in the column decides"
BAD_YEAR = f"a year outside {FIRST_YEAR} to {LAST_YEAR}"
_LEAP_YEAR = 2000  # the year of days without one


@dataclass(frozen=True)
class Votes:
    """How many cells fit only one order, and how many both."""

    day_first: int
    month_first: int
    both: int
    dots: int

    def decide(self, given: bool | None, sibling: bool | None) -> tuple[str, str]:
        """The order and the evidence for it."""
        fits = f"{self.day_first} values fit only day-first, {self.month_first} only month-first, {self.both} both"
        if self.day_first and not self.month_first:
            return "day first", fits
        if self.month_first and not self.day_first:
            return "month first", fits
        if not self.both:
            return ("each as it can be", fits) if self.day_first else ("year first", "the order is written or does not matter")
        if given is not None:
            return ("day first" if given else "month first"), f"so it was said; {fits}"
        if self.dots and not self.month_first:
            return "day first", "dots between day, month and year"
        if sibling is not None and not self.day_first:
            order = "day first" if sibling else "month first"
            told = f"the sheet's other dates are {order}"
            return order, f"{self.both} values fit both day-first and month-first; {told}"
        return "undecided", f"{self.both} values fit both day-first and month-first"


def count_orders(cells: Sequence[tuple[Day, ...]], counts: RowPositions) -> Votes:
    """Count the cells by the orders that they fit."""
    tally = {"day_first": 0, "month_first": 0, "both": 0, "dots": 0}
    for days, count in zip(cells, counts, strict=True):
        for day in (end for first in days for end in (first, first.last) if end):
            if day.order != "ymd":
                tally["dots"] += int(count) * (day.order == "dot")
                if (fits := _fits(day)) in tally:
                    tally[fits] += int(count)
    return Votes(**tally)


def _fits(day: Day) -> str:
    if day.one > 12 >= day.two:
        return "day_first"
    if day.two > 12 >= day.one:
        return "month_first"
    return "both" if day.one <= 12 and day.one != day.two else "neither"


def on_calendar(days: Sequence[Day], order: str) -> tuple[Times, list[str]]:
    """Clock times for the days, NaT with a reason where there is none."""
    numbers = np.array([(day.year or _LEAP_YEAR, *_month_day(day, order)) for day in days], dtype=np.int64).reshape(-1, 3)
    why = [_why_not(day, order) for day in days]
    year, month, day = numbers.T
    month_start = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + np.clip(month - 1, 0, 11)
    date = month_start.astype("datetime64[D]") + (day - 1)
    real = (month >= 1) & (month <= 12) & (day >= 1) & (date.astype("datetime64[M]") == month_start)
    minutes = np.array([day.minutes or 0 for day in days], dtype="timedelta64[m]")
    seconds = np.array([day.seconds for day in days], dtype="timedelta64[s]")
    local = date.astype("datetime64[us]") + minutes + seconds
    why = [reason or ("" if ok else NO_SUCH_DAY) for reason, ok in zip(why, real, strict=True)]
    local[[bool(reason) for reason in why]] = np.datetime64("NaT")
    return local, why


def _month_day(day: Day, order: str) -> tuple[int, int]:
    if day.order == "ymd":
        return day.one, day.two
    day_leads = order == "day first" if _fits(day) in ("both", "neither") else _fits(day) == "day_first"
    return (day.two, day.one) if day_leads else (day.one, day.two)


def _why_not(day: Day, order: str) -> str:
    if day.year and not FIRST_YEAR <= day.year <= LAST_YEAR:
        return BAD_YEAR
    return UNDECIDED if order in ("undecided", "each as it can be") and day.order != "ymd" and _fits(day) == "both" else ""


Years = NDArray[np.float64]
# A day of the same search lies within five months of its neighbours; further off either year may be meant.
_NEAR_DAYS = 150
_NONE = np.datetime64("NaT", "D")


def with_years(columns: Sequence[DateColumn], year: int | None = None) -> list[DateColumn]:
    """The columns of one sheet with the years that the row's other days, or else the rows above and below, agree on.

    `year` is for the days on which they do not.
    """
    if not any(len(column.yearless) for column in columns):
        return list(columns)
    first, last = _ends_of_rows(columns)
    return [_with_years(column, first, last, year) if len(column.yearless) else column for column in columns]


def _ends_of_rows(columns: Sequence[DateColumn]) -> tuple[Times, Times]:
    """The first and the last day that each row tells in full, NaT where it tells none."""
    known = DatedEvents.joined([column.days for column in columns])
    day = known.local.astype("datetime64[D]")
    first = np.full(len(columns[0].wordy), _NONE)
    last = first.copy()
    for ends, order in ((first, np.argsort(day)[::-1]), (last, np.argsort(day))):
        ends[known.place[order]] = day[order]
    return first, last


def _with_years(column: DateColumn, first: Times, last: Times, given: int | None) -> DateColumn:
    days = column.yearless
    years = _agreed(_nearest(days.local, first[days.place]), _nearest(days.local, last[days.place]))
    years = np.where(np.isnan(years), _by_rows(column, years), years)
    inferred = int((~np.isnan(years)).sum())
    if given is not None:
        years = np.where(np.isnan(years), given, years)
    found = ~np.isnan(years)
    local = _in_year(days.local, years)
    real = found & ~np.isnat(local)
    dated = replace(days.take(real), local=local[real])
    wrong = {row: why for row, why in column.wrong.items() if row not in set(days.place[real].tolist())}
    wrong |= dict.fromkeys(days.place[found & ~real].tolist(), NO_SUCH_DAY)
    return replace(
        column,
        days=_by_place(DatedEvents.joined([column.days, dated])),
        wrong=wrong,
        yearless=days.take(~found),
        years_inferred=inferred,
    )


def _by_place(days: DatedEvents) -> DatedEvents:
    return days.take(np.argsort(days.place, kind="stable"))


def _by_rows(column: DateColumn, years: Years) -> Years:
    """The years by the nearest rows above and below whose day is known; where only one of both is, by that one."""
    place, settled = column.yearless.place, ~np.isnan(years)
    full = np.concatenate([column.days.place, place[settled]])
    day = np.concatenate([column.days.local, _in_year(column.yearless.local[settled], years[settled])]).astype("datetime64[D]")
    order = np.argsort(full, kind="stable")
    full, day = full[order], day[order]
    if not len(full):
        return years
    above, below = np.searchsorted(full, place, side="left") - 1, np.searchsorted(full, place, side="right")
    local = column.yearless.local
    before = _nearest(local, np.where(above >= 0, day[above], _NONE))
    after = _nearest(local, np.where(below < len(full), day[np.minimum(below, len(full) - 1)], _NONE))
    return np.where(above < 0, after, np.where(below >= len(full), before, _agreed(before, after)))


def _agreed(one: Years, other: Years) -> Years:
    return np.where(one == other, one, np.nan)


def _nearest(local: Times, anchor: Times) -> Years:
    """The year in which a day lies nearest to another, NaN where it lies too far off in each."""
    there: Mask = ~np.isnat(anchor)
    around = np.where(there, anchor.astype("datetime64[Y]").astype(np.int64) + 1970, 0).astype(np.float64)
    best, distance = np.full(len(local), np.nan), np.full(len(local), _NEAR_DAYS + 1.0)
    for offset in (0, -1, 1):
        days = _in_year(local, around + offset).astype("datetime64[D]")
        apart = np.abs((days - anchor) / np.timedelta64(1, "D"))
        closer = there & ~np.isnat(days) & (apart < distance)
        best, distance = np.where(closer, around + offset, best), np.where(closer, apart, distance)
    return best


def _in_year(local: Times, years: Years) -> Times:
    """The same days and hours in other years, NaT where that year has no such day or is unknown."""
    year = np.nan_to_num(years, nan=2000).astype(np.int64)
    month = local.astype("datetime64[M]")
    of_year: RowPositions = month.astype(np.int64) % 12
    moved = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + of_year
    result = moved.astype("datetime64[us]") + (local - month.astype("datetime64[us]"))
    return np.where((result.astype("datetime64[M]") == moved) & ~np.isnan(years), result, np.datetime64("NaT", "us"))
