"""What day it is when something is recorded, and what may not be recorded on it."""

import datetime as dt
from dataclasses import dataclass

from followup_analytics.errors import JournalError
from followup_analytics.journal.entries import is_day
from followup_analytics.time_zones import zone

LONGEST_SNOOZE_DAYS = 366


@dataclass(frozen=True)
class Today:
    """The moment of recording: as text, its day, and the last day that it can be for the application."""

    moment: str
    day: str
    latest: str
    is_clock: bool

    @classmethod
    def of(cls, as_of: str, clock: tuple[str, str], zone_name: str) -> "Today":
        """From what the caller gave, else from the machine's clock (the moment, and the machine's own day)."""
        if as_of and is_day(as_of):
            return cls(as_of, as_of, as_of, False)
        moment = as_of or clock[0]
        utc = dt.datetime.fromisoformat(moment)
        there = utc.astimezone(zone(zone_name)).date().isoformat() if zone_name else ""
        day = there or (utc.date().isoformat() if as_of else clock[1])
        return cls(moment, day, day if as_of else max(day, clock[1]), not as_of)


def refuse_future(at: str, today: Today) -> None:
    """Refuse a day or moment that lies ahead.

    Raises
    ------
    JournalError
        With what is taken for today.
    """
    if at > today.latest if is_day(at) else _later(at, today):
        raise JournalError(f"at {at} lies ahead ({_said(today)}): only what has happened is recorded, or a planned interview")


def _later(at: str, today: Today) -> bool:
    if is_day(today.moment):
        return at[:10] > today.latest
    return dt.datetime.fromisoformat(at) > dt.datetime.fromisoformat(today.moment)


def refuse_until(until: str, today: Today) -> None:
    """Refuse to put something off until a day that is over, or too far ahead.

    Raises
    ------
    JournalError
        With what is taken for today.
    """
    if until <= today.day:
        raise JournalError(f"until {until} does not lie ahead ({_said(today)}): give a later day")
    if dt.date.fromisoformat(until) - dt.date.fromisoformat(today.day) > dt.timedelta(days=LONGEST_SNOOZE_DAYS - 1):
        raise JournalError(f"until {until} lies more than a year ahead ({_said(today)}): give an earlier day, or close it")


def _said(today: Today) -> str:
    return f"by the machine's clock it is {today.day}; is that right?" if today.is_clock else f"it is {today.day}"
