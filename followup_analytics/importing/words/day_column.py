"""A column of days, one order of day and month for all of it."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from followup_analytics.importing.words.clock_time import ASKED_ZONE, east_of_utc
from followup_analytics.importing.words.dated_events import NO_KIND, DatedEvents
from followup_analytics.importing.words.day_cell import called_off, read_days, read_yearless_days
from followup_analytics.importing.words.day_order import (
    UNDECIDED,
    Times,
    count_orders,
    on_calendar,
)
from followup_analytics.importing.words.day_text import Day
from followup_analytics.importing.words.text_matching import Mask, RowPositions, TextColumn

NO_YEAR = "a day without a year"
CALLED_OFF = "the words beside the day take it back"
ONLY_A_MONTH = "a month, of which the day is not given"
A_RANGE = "a range of days"
FILLED_IN = "a day that a form fills in"
UNSURE_ZONE = "a time zone that may be one of several"
# Cells that only their owner can clear up, not slips.
ASKED = frozenset({UNDECIDED, NO_YEAR, CALLED_OFF, ONLY_A_MONTH, A_RANGE, UNSURE_ZONE})
_NO_TIME = np.datetime64("NaT", "us")
_SHORTEST_MONTH = 28
_SHORT_RANGE = np.timedelta64(4, "D")
_OF_FORMS = frozenset({(1970, 1, 1), (2000, 1, 1)})
_DOUBT = re.compile(r"[?？~≈]")


@dataclass(frozen=True)
class DateColumn:
    """What a column's cells say.

    `days`: the days in them. `wrong`: the places of the cells in which a day can't be read although they look like one, with
    why. `wordy`: the rows whose cell holds no day at all. `order` and `evidence`: of day and month, for the whole column.
    `spans`: the months and long ranges, with their ends; `yearless`: the days without a year, as days of the year 2000; both
    stand in `wrong` too. `unsure`: the places of days that count, of which something is to be asked. `years_inferred`: how many
    days took their year from their neighbours.
    """

    days: DatedEvents
    wrong: Mapping[int, str]
    wordy: Mask
    order: str
    evidence: str
    spans: DatedEvents
    yearless: DatedEvents
    unsure: Mapping[int, str]
    years_inferred: int = 0

    @property
    def undecided(self) -> bool:
        """Whether cells were left unread because nothing decides their order."""
        return UNDECIDED in self.wrong.values()


def read_dates(cells: TextColumn, day_first: bool | None = None, sibling: bool | None = None, header: str = "") -> DateColumn:
    """Read a column of clean text; empty cells say nothing."""
    read = [_in_cell(text) for text in cells.distinct]
    counts = np.bincount(cells.codes, minlength=len(read))
    order, evidence = count_orders([days for days, _ in read], counts).decide(day_first, sibling)
    flat = [day for days, _ in read for day in days]
    rests = [rest for days, rest in read for _ in days]
    local, why = on_calendar(flat, order)
    until, ends_why = _ends(flat, order)
    why = [one or end or _reason(day, rest) for one, end, day, rest in zip(why, ends_why, flat, rests, strict=True)]
    # A few days on end are one event on the first of them, of which the day is asked.
    short = (until - local <= _SHORT_RANGE) & np.array([said == A_RANGE for said in why], dtype=bool)
    why = ["" if few else said for said, few in zip(why, short, strict=True)]
    amount = np.array([len(days) for days, _ in read], dtype=np.int64)
    place, source = _rows_of_days(cells.codes, amount)
    is_wrong, is_span, is_yearless, is_far, is_short = (
        np.array(marks, dtype=bool)[source] if flat else np.zeros(0, dtype=bool)
        for marks in (
            [bool(said) for said in why],
            [said in (ONLY_A_MONTH, A_RANGE) for said in why],
            [said == NO_YEAR for said in why],
            [day.zone == ASKED_ZONE and not said for day, said in zip(flat, why, strict=True)],
            short,
        )
    )
    wrong = {int(row): why[one] for row, one in zip(place[is_wrong], source[is_wrong], strict=True)}
    unsure = ((place[is_far], UNSURE_ZONE), (place[is_short], A_RANGE))
    everything = _dated(flat, local, until, rests, source, place, header)
    wordy = cells.filled & (amount[cells.codes] == 0) if len(cells) else np.zeros(0, dtype=bool)
    return DateColumn(
        everything.take(~is_wrong),
        wrong,
        wordy,
        order,
        evidence,
        everything.take(is_span),
        everything.take(is_yearless),
        {int(row): said for rows, said in unsure for row in rows if int(row) not in wrong},
    )


@lru_cache(maxsize=65536)
def _in_cell(text: str) -> tuple[tuple[Day, ...], str]:
    """The days of a cell and the words beside them; a question mark is such a word."""
    if not text:
        return (), ""
    days, rest = read_days(text)
    if not days:
        days, rest = read_yearless_days(text)
    if not days and _DOUBT.search(text):
        days, rest = _in_cell(_DOUBT.sub(" ", text).strip())
        return days, f"{rest} ?"
    return days, rest


def _reason(day: Day, rest: str) -> str:
    """Why a day that the calendar knows makes no event."""
    if called_off(rest):
        return CALLED_OFF
    if day.year == 0:
        return NO_YEAR
    if (day.year, day.one, day.two) in _OF_FORMS:
        return FILLED_IN
    if day.last is None:
        return ""
    whole = day.order == "ymd" and day.two == 1 and day.one == day.last.one and day.last.two >= _SHORTEST_MONTH
    return ONLY_A_MONTH if whole else A_RANGE


def _ends(flat: Sequence[Day], order: str) -> tuple[Times, list[str]]:
    """The last days of months and ranges, with why there is none in the calendar."""
    until, why = np.full(len(flat), _NO_TIME), [""] * len(flat)
    spans = [place for place, day in enumerate(flat) if day.last]
    if spans:
        until[spans], reasons = on_calendar([last for day in flat if (last := day.last)], order)
        for place, reason in zip(spans, reasons, strict=True):
            why[place] = reason
    return until, why


def _rows_of_days(codes: RowPositions, amount: RowPositions) -> tuple[RowPositions, RowPositions]:
    """For each day of each row, the row's place and the day's place among the distinct ones."""
    if not len(amount):
        return codes, codes
    starts = np.cumsum(amount) - amount
    each = amount[codes]
    place = np.repeat(np.arange(len(codes)), each)
    within = np.arange(len(place)) - np.repeat(np.cumsum(each) - each, each)
    return place, starts[codes][place] + within


def _dated(
    flat: Sequence[Day],
    local: Times,
    until: Times,
    rests: Sequence[str],
    source: RowPositions,
    place: RowPositions,
    header: str,
) -> DatedEvents:
    offsets = np.array([_offset(day, at) for day, at in zip(flat, local.tolist(), strict=True)], dtype=float)
    exact = np.array([day.minutes is not None and day.zone != ASKED_ZONE for day in flat], dtype=bool)
    day_of = local.astype("datetime64[D]")
    # Midnight, of UTC too, is how a program writes a day: no clock time is given.
    midnight = (local == day_of) & (np.isnan(offsets) | (offsets == 0))
    exact, offsets[midnight] = exact & ~midnight, np.nan
    local = np.where(exact, local, day_of)
    said = np.array(rests, dtype=object)
    kinds = np.full(len(source), NO_KIND, dtype=np.int8)
    headers = np.full(len(source), header, dtype=object)
    return DatedEvents(place, local[source], offsets[source], exact[source], kinds, headers, said[source], until[source])


def _offset(day: Day, at: dt.datetime | None) -> float:
    """The minutes east of UTC that are written, or that hold in the zone that is."""
    if day.offset is not None:
        return day.offset
    return east_of_utc(day.zone, at) if at is not None and day.zone not in ("", ASKED_ZONE) else np.nan
