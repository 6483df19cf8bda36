"""Which of two numbers is the day: one order for a column, decided from its own cells; and its days in the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.words.day_text import Day
from followup_analytics.importing.words.text_matching import RowPositions

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
