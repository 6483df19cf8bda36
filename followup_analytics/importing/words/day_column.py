"""A column of days, one order of day and month for all of it; and days with what happened on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.importing.words.day_text import Day, lacks_year, read_days
from followup_analytics.importing.words.text_matching import Mask, Objects, Places, Texts
from followup_analytics.vocabulary import EVENT_KINDS

KIND = {kind: code for code, kind in enumerate(EVENT_KINDS)}
NO_KIND = -1
_MOST_DAYS = 100_000
Kinds = NDArray[np.int8]


def kind_codes(kinds: Iterable[str]) -> Kinds:
    """The place of each kind among `EVENT_KINDS`; that of no kind is `NO_KIND`."""
    return np.array([KIND.get(kind, NO_KIND) for kind in kinds], dtype=np.int8)


@dataclass(frozen=True)
class Days:
    """Columns of equal length, one entry per day.

    `place` is the row's place in the sheet, `local` the clock time as written, `offset` the minutes east of UTC or NaN,
    `exact` whether a clock time is given, `kind` the code of what happened, `header` and `rest` the words that stand with it.
    """

    place: Places
    local: NDArray[np.datetime64]
    offset: NDArray[np.float64]
    exact: Mask
    kind: Kinds
    header: Objects
    rest: Objects

    @classmethod
    def none(cls) -> "Days":
        """No days."""
        text = np.empty(0, dtype=object)
        empty = np.empty(0, dtype="datetime64[us]")
        return cls(np.empty(0, np.int64), empty, np.empty(0), np.empty(0, np.bool_), kind_codes(()), text, text)

    @classmethod
    def joined(cls, parts: Sequence["Days"]) -> "Days":
        """All days of the parts."""
        filled = [part for part in parts if len(part)]
        if len(filled) < 2:
            return filled[0] if filled else cls.none()
        return cls(*(np.concatenate([getattr(part, column.name) for part in filled]) for column in fields(cls)))

    def __len__(self) -> int:
        """The number of days."""
        return len(self.place)

    def take(self, these: "Mask | Places") -> "Days":
        """Those days only, or in that order."""
        return Days(*(getattr(self, column.name)[these] for column in fields(self)))

    def of_kind(self, kind: "str | Kinds") -> "Days":
        """The same days as events of that kind; without those of no kind."""
        kinds = np.full(len(self), KIND[kind], dtype=np.int8) if isinstance(kind, str) else kind
        days = replace(self, kind=kinds)
        return days if bool((kinds != NO_KIND).all()) else days.take(kinds != NO_KIND)

    def first_each(self) -> "Days":
        """The earliest day of each row."""
        if bool((np.diff(self.place) > 0).all()):
            return self
        order = np.lexsort((self.local, self.place))
        place = self.place[order]
        return self.take(order[np.append(True, place[1:] != place[:-1])[: len(order)]])

    def distinct(self) -> "Days":
        """Without the days that repeat an earlier one of the same kind in the same row."""
        day = self.local.astype("datetime64[D]").astype(np.int64)
        again = pd.Series(self._row_and_kind() * _MOST_DAYS + day).duplicated().to_numpy()
        return self.take(~again) if bool(again.any()) else self

    def among(self, other: "Days") -> Mask:
        """The days whose row has a day of the same kind in the other days."""
        return pd.Series(self._row_and_kind()).isin(other._row_and_kind()).to_numpy(np.bool_)

    def _row_and_kind(self) -> Places:
        return self.place * len(KIND) + self.kind


Times = NDArray[np.datetime64]
NOTHING: tuple[tuple[Day, ...], str] = ((), "")

FIRST_YEAR, LAST_YEAR = 1970, 2099
NO_SUCH_DAY = "no such day in the calendar"
UNDECIDED = "day-first or month-first: nothing in the column decides"
NO_YEAR = "a day without a year"
BAD_YEAR = f"a year outside {FIRST_YEAR} to {LAST_YEAR}"


@dataclass(frozen=True)
class DateColumn:
    """What a column's cells say.

    `days`: the days in them. `wrong`: the places of the cells in which a day can't be read although they look like one, with
    why. `wordy`: the rows whose cell holds no day at all. `order` and `evidence`: of day and month, for the whole column.
    """

    days: Days
    wrong: Mapping[int, str]
    wordy: Mask
    order: str
    evidence: str

    @property
    def undecided(self) -> bool:
        """Whether cells were left unread because nothing decides their order."""
        return UNDECIDED in self.wrong.values()


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


def read_dates(cells: Texts, day_first: bool | None = None, sibling: bool | None = None, header: str = "") -> DateColumn:
    """Read a column of clean text; empty cells say nothing."""
    read = [read_days(text) if text else NOTHING for text in cells.distinct]
    counts = np.bincount(cells.codes, minlength=len(read))
    order, evidence = vote(read, counts).decide(day_first, sibling)
    flat = [day for days, _ in read for day in days]
    local, why = _on_calendar(flat, order)
    amount = np.array([len(days) for days, _ in read], dtype=np.int64)
    place, source = _rows_of_days(cells.codes, amount)
    reasons = np.array([bool(reason) for reason in why], dtype=bool)
    wrong = {int(row): why[day] for row, day in zip(place[reasons[source]], source[reasons[source]], strict=True)}
    yearless = cells.each(lacks_year, bool)
    wrong |= dict.fromkeys(np.flatnonzero(yearless).tolist(), NO_YEAR)
    right = ~reasons[source]
    days = _days(flat, local, [rest for days, rest in read for _ in days], source[right], place[right], header)
    wordy = cells.filled & (amount[cells.codes] == 0) & ~yearless if len(cells) else np.zeros(0, dtype=bool)
    return DateColumn(days, wrong, wordy, order, evidence)


def _rows_of_days(codes: Places, amount: Places) -> tuple[Places, Places]:
    """For each day of each row, the row's place and the day's place among the distinct ones."""
    if not len(amount):
        return codes, codes
    starts = np.cumsum(amount) - amount
    each = amount[codes]
    place = np.repeat(np.arange(len(codes)), each)
    within = np.arange(len(place)) - np.repeat(np.cumsum(each) - each, each)
    return place, starts[codes][place] + within


def _days(flat: Sequence[Day], local: Times, rests: Sequence[str], source: Places, place: Places, header: str) -> Days:
    offsets = np.array([np.nan if day.offset is None else day.offset for day in flat], dtype=float)
    exact = np.array([day.minutes is not None for day in flat], dtype=bool)
    # Midnight in every cell is how a program writes a day: no clock time is given.
    if bool((local == local.astype("datetime64[D]")).all()) and bool(np.isnan(offsets).all()):
        exact[:] = False
    said = np.array(rests, dtype=object)
    kinds = np.full(len(source), NO_KIND, dtype=np.int8)
    return Days(
        place, local[source], offsets[source], exact[source], kinds, np.full(len(source), header, dtype=object), said[source]
    )


def vote(read: Sequence[tuple[tuple[Day, ...], str]], counts: Places) -> Votes:
    """Count the cells by the orders that they fit."""
    tally = {"day_first": 0, "month_first": 0, "both": 0, "dots": 0}
    for (days, _), count in zip(read, counts, strict=True):
        for day in days:
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


def _on_calendar(days: Sequence[Day], order: str) -> tuple[Times, list[str]]:
    """Clock times for the days, NaT with a reason where there is none."""
    numbers = np.array([(day.year, *_month_day(day, order)) for day in days], dtype=np.int64).reshape(-1, 3)
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
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return BAD_YEAR
    return UNDECIDED if order in ("undecided", "each as it can be") and day.order != "ymd" and _fits(day) == "both" else ""
