"""Days, business days and moments, as section 1 of the page has them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pandas as pd

ONE_DAY = timedelta(days=1)


@cache
def public_holidays(country: str) -> Any:
    """The holidays of a country code such as DE or DE-BY; None for no country."""
    if not country:
        return None
    code, _, subdivision = country.partition("-")
    return holidays.country_holidays(code, subdiv=subdivision or None)


@dataclass(frozen=True)
class Calendar:
    """The days of one time zone and one country."""

    timezone: str
    country: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        return self.local(moment).date()

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def start_of(self, day: date) -> datetime:
        """A day as an opening."""
        return self.at(day, time(0, 0, 0))

    def end_of(self, day: date) -> datetime:
        """A day as a deadline."""
        return self.at(day, time(23, 59, 59))

    def is_business_day(self, day: date) -> bool:
        free = public_holidays(self.country)
        if free is None:
            return day.weekday() not in (5, 6)
        return day.weekday() not in free.weekend and day not in free

    def business_days_after(self, day: date, count: int) -> date:
        """Back to a business day, then forwards `count` of them."""
        while not self.is_business_day(day):
            day -= ONE_DAY
        for _ in range(count):
            day += ONE_DAY
            while not self.is_business_day(day):
                day += ONE_DAY
        return day

    def first_business_moment(self, start: datetime, first_hour: int, end_hour: int) -> datetime:
        """The first moment of business hours at or after `start`."""
        local = self.local(start)
        if self.is_business_day(local.date()):
            if local.hour < first_hour:
                return self.at(local.date(), time(first_hour))
            if local.hour < end_hour:
                return start
        day = local.date() + ONE_DAY
        while not self.is_business_day(day):
            day += ONE_DAY
        return self.at(day, time(first_hour))


@dataclass(frozen=True)
class Moment:
    """What `as_of` means to one application: what is up to `reached` has happened, what was due before `clock` is overdue."""

    reached: datetime
    clock: datetime


def moment_of(as_of: object, calendar: Calendar) -> Moment:
    day = _as_day(as_of)
    if day is not None:
        return Moment(reached=calendar.end_of(day), clock=calendar.start_of(day))
    instant = pd.Timestamp(as_of)  # type: ignore[arg-type]
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {as_of!r}")
    now = instant.tz_convert("UTC").floor("s").to_pydatetime()
    return Moment(reached=now, clock=now)


def _as_day(as_of: object) -> date | None:
    if isinstance(as_of, date) and not isinstance(as_of, datetime):
        return as_of
    if isinstance(as_of, str) and len(as_of) == len("2026-03-02"):
        return date.fromisoformat(as_of)
    return None
