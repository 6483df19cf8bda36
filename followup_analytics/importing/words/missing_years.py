"""The year of a day that leaves it out, where the days beside it agree."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.words.dated_events import DatedEvents
from followup_analytics.importing.words.day_column import DateColumn
from followup_analytics.importing.words.day_order import NO_SUCH_DAY, Times
from followup_analytics.importing.words.text_matching import Mask, RowPositions

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
