"""Local days against zoneinfo, over all changes of clocks."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from followup_analytics.errors import LogError
from followup_analytics.local_time import DayTable, zone

# Clocks that change in the night, at midnight (forwards and backwards), by half an hour, and not at all; far east and far west.
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Havana",
    "America/Santiago",
    "Asia/Beirut",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Apia",
)
FIRST, LAST = (dt.date(2026, 1, 1) - dt.date(1970, 1, 1)).days, (dt.date(2026, 12, 31) - dt.date(1970, 1, 1)).days
TABLE = DayTable(ZONES, FIRST, LAST)
DAYS = np.arange(FIRST, LAST + 1)


def date_of(day: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(day))


def first_second(day: int, name: str) -> int:
    """Found second by second: the first one that the zone's clock counts to that day."""
    midnight = dt.datetime.combine(date_of(day), dt.time(), ZoneInfo(name))
    second = int(midnight.timestamp())
    assert dt.datetime.fromtimestamp(second, ZoneInfo(name)).date() == date_of(day)
    assert dt.datetime.fromtimestamp(second - 1, ZoneInfo(name)).date() == date_of(day - 1)
    return second


@pytest.mark.parametrize("name", ZONES)
def test_a_day_begins_with_its_first_second_and_ends_before_the_next(name: str) -> None:
    codes = np.full(len(DAYS), ZONES.index(name))
    expected = [first_second(day, name) for day in DAYS]
    assert TABLE.start(codes, DAYS).tolist() == expected
    assert (TABLE.end(codes, DAYS)[:-1] + 1).tolist() == expected[1:]


@pytest.mark.parametrize("name", ZONES)
def test_the_day_of_an_instant_is_what_its_calendar_shows(name: str) -> None:
    seconds = np.arange(FIRST * 86_400, (LAST + 1) * 86_400, 1_800) + 1
    edges = TABLE.start(np.full(len(DAYS), ZONES.index(name)), DAYS)
    seconds = np.concatenate([seconds[::7], edges, edges - 1])
    expected = [(dt.datetime.fromtimestamp(int(second), ZoneInfo(name)).date() - dt.date(1970, 1, 1)).days for second in seconds]
    assert TABLE.day_of(np.full(len(seconds), ZONES.index(name)), seconds).tolist() == expected


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("hour", [0, 2, 3, 9, 17, 23, 24])
def test_an_hour_is_where_the_clock_first_shows_it(name: str, hour: int) -> None:
    found = TABLE.at_hour(np.full(len(DAYS), ZONES.index(name)), DAYS, hour)
    for day, second in zip(DAYS, found, strict=True):
        wall = dt.datetime.combine(date_of(day + hour // 24), dt.time(hour % 24), ZoneInfo(name))
        assert second == int(wall.timestamp()), (date_of(day), hour)


def test_zones_stand_side_by_side_in_one_table() -> None:
    codes = np.arange(len(ZONES))
    noon = np.full(len(ZONES), int(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC).timestamp()))
    days = [str(date_of(day)) for day in TABLE.day_of(codes, noon)]
    assert days == ["2026-03-03" if name in ("Pacific/Kiritimati", "Pacific/Apia") else "2026-03-02" for name in ZONES]


@pytest.mark.parametrize(
    "name", ["", "Berlin", "Europe", "../etc/passwd", "/etc/localtime", "x" * 300, "UTC\0", "Europe/Berlin "]
)
def test_what_is_no_zone_is_an_error_that_says_what_a_name_looks_like(name: str) -> None:
    with pytest.raises(LogError, match="is not known: give an IANA name such as 'Europe/Berlin' or 'UTC'"):
        zone(name)
