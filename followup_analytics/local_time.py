"""Days and instants of time zones as integer tables, and the moment a question is asked for.

A day is the number of days since 1970-01-01, an instant the number of seconds since then in UTC.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from numbers import Real
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.errors import LogError, MomentError

Ints = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]
SECONDS_A_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name.

    Raises
    ------
    LogError
        If there is no such zone; the message says what a name looks like.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise LogError(f"time zone {name!r} is not known: give an IANA name such as 'Europe/Berlin' or 'UTC'") from error


class DayTable:
    """Where each local day of some zones begins.

    Parameters
    ----------
    zones
        IANA names; the position of a name is its code.
    first_day, last_day
        The days that have to be found in the table (days since 1970-01-01), both included.
    """

    def __init__(self, zones: tuple[str, ...], first_day: int, last_day: int) -> None:
        # Two spare days at each end: a UTC day and a local day of one instant differ by one at most.
        self.first_day, self.last_day = int(first_day) - 2, int(last_day)
        self._zones, self._size = zones, self.last_day - self.first_day + 3
        self._starts = self._at(0)
        self._hours = {0: self._starts}
        self._all_utc = set(zones) == {"UTC"}

    def start(self, zone_codes: Ints, days: Ints) -> Ints:
        """The instant at which local days begin, in seconds."""
        return self._starts[zone_codes, days - self.first_day]

    def end(self, zone_codes: Ints, days: Ints) -> Ints:
        """The last second of local days."""
        return self._starts[zone_codes, days - (self.first_day - 1)] - 1

    def at_hour(self, zone_codes: Ints, days: Ints, hour: int) -> Ints:
        """The instant at which the local clock first shows an hour (24: the end of the day)."""
        if hour == 24:
            return self.start(zone_codes, days + 1)
        if hour not in self._hours:
            self._hours[hour] = self._at(hour)
        return self._hours[hour][zone_codes, days - self.first_day]

    def _at(self, hour: int) -> Ints:
        return np.stack([_clock_times(name, self.first_day, self._size, hour) for name in self._zones])

    def day_of(self, zone_codes: Ints, seconds: Ints) -> Ints:
        """The local day of instants."""
        if self._all_utc:
            return seconds // SECONDS_A_DAY
        day = seconds // SECONDS_A_DAY
        late = seconds >= self.start(zone_codes, day + 1)
        early = seconds < self.start(zone_codes, day)
        return day + late - early


@lru_cache(maxsize=64)
def _clock_times(name: str, first_day: int, days: int, hour: int) -> Ints:
    """The instant at which a zone's clocks show an hour on each of some days."""
    tz = zone(name)
    if name == "UTC":
        return (np.arange(days, dtype=np.int64) + first_day) * SECONDS_A_DAY + hour * 3600
    instants = np.empty(days, dtype=np.int64)
    for i in range(days):
        local = datetime.combine((_EPOCH + timedelta(days=first_day + i)).date(), time(hour), tzinfo=tz)
        instants[i] = round(local.timestamp())
    return instants


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
            raise MomentError(f" is no moment: {_WANTED}", argument="as_of", value=as_of)
        try:
            instant = pd.Timestamp(as_of)
        except (ValueError, TypeError) as error:
            raise MomentError(f" is no moment: {_WANTED}", argument="as_of", value=as_of) from error
        if pd.isna(instant) or instant.tzinfo is None:
            raise MomentError(f" has no time zone: {_WANTED}", argument="as_of", value=as_of)
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
        raise MomentError(" is no day: give YYYY-MM-DD", argument="as_of", value=text) from error
