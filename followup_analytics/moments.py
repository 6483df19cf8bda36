"""The moment that a question is asked for: a day in each application's zone, or an instant."""

import datetime as dt
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.errors import MomentError
from followup_analytics.time_zones import SECONDS_A_DAY, DayTable, Ints

_LAST_DAY = 47_482  # 2100-01-01
_WANTED = "give a day (2026-03-02) or an instant with its zone (2026-03-02T15:00:00Z)"


@dataclass(frozen=True)
class Moment:
    """A day (in each application's zone), or an instant, in seconds since 1970 in UTC."""

    day: int | None
    second: int | None

    def __post_init__(self) -> None:
        if not 0 <= self.utc_day <= _LAST_DAY:
            raise MomentError("as_of must lie between 1970 and 2100")

    @classmethod
    def of(cls, as_of: Any) -> "Moment":
        """Read an `as_of`: a `date` or `YYYY-MM-DD` is a day, anything else an instant that needs a time zone.

        Raises
        ------
        MomentError
            If it is neither.
        """
        if isinstance(as_of, str) and len(as_of.strip()) == 10:
            return cls.of(_day_in(as_of.strip()))
        if isinstance(as_of, dt.date) and not isinstance(as_of, dt.datetime):
            return cls((as_of - dt.date(1970, 1, 1)).days, None)
        if as_of is None or as_of is pd.NaT or isinstance(as_of, Real):
            raise MomentError(f"as_of {as_of!r} is no moment: {_WANTED}")
        try:
            instant = pd.Timestamp(as_of)
        except (ValueError, TypeError) as error:
            raise MomentError(f"as_of {as_of!r} is no moment: {_WANTED}") from error
        if pd.isna(instant) or instant.tzinfo is None:
            raise MomentError(f"as_of {as_of!r} has no time zone: {_WANTED}")
        return cls(None, int(np.floor(instant.timestamp())))

    @property
    def utc_day(self) -> int:
        """The day, or the UTC day of the instant."""
        return self.day if self.day is not None else (self.second or 0) // SECONDS_A_DAY

    def begins(self, days: DayTable, zone_codes: Ints) -> Ints:
        """The second that deadlines are compared with: the start of the day, or the instant."""
        if self.day is None:
            return np.full(len(zone_codes), self.second, dtype=np.int64)
        return days.start(zone_codes, np.full(len(zone_codes), self.day, dtype=np.int64))

    def ends(self, days: DayTable, zone_codes: Ints) -> Ints:
        """The last second that has happened: of the day, or the instant."""
        if self.day is None:
            return np.full(len(zone_codes), self.second, dtype=np.int64)
        return days.end(zone_codes, np.full(len(zone_codes), self.day, dtype=np.int64))


def _day_in(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise MomentError(f"as_of {text!r} is no day: give YYYY-MM-DD") from error
