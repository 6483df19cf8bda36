"""When the seeker's day has room: entries of a calendar, a few a day, from the first business hour on."""

import datetime as dt

import pandas as pd

ENTRIES_A_DAY = 8
LENGTH = dt.timedelta(minutes=15)
# Hours of the seeker's own clock: business hours elsewhere may be night here.
_FIRST, _LAST = dt.time(9), dt.time(21)
_SATURDAY = 5


def stacked(starts: pd.Series, local: dt.tzinfo) -> pd.Series:
    """Moments moved into the seeker's day: never before nine or from nine in the evening on, eight a day, one after another.

    Parameters
    ----------
    starts : Series
        The best moments (UTC), the most urgent first; what comes first keeps its day.
    local : tzinfo
        The seeker's own zone.

    Returns
    -------
    Series
        Moments (UTC) under the same index, no two of them within a quarter of an hour.
    """
    days: dict[dt.date, list[tuple[dt.datetime, int]]] = {}
    for place, start in enumerate(starts):
        wanted = _within_hours(start.tz_convert(local).to_pydatetime().replace(tzinfo=None))
        while len(days.get(wanted.date(), ())) >= ENTRIES_A_DAY:
            wanted = _next_morning(wanted.date())
        days.setdefault(wanted.date(), []).append((wanted, place))
    moments = [pd.Timestamp(0, tz="UTC")] * len(starts)
    for of_day in days.values():
        for place, wanted in _one_after_another(sorted(of_day)):
            moments[place] = pd.Timestamp(wanted.replace(tzinfo=local)).tz_convert("UTC")
    return pd.Series(moments, starts.index, dtype=starts.dtype)


def _within_hours(clock: dt.datetime) -> dt.datetime:
    if clock.time() < _FIRST:
        return dt.datetime.combine(clock.date(), _FIRST)
    return clock if clock.time() < _LAST else _next_morning(clock.date())


def _next_morning(day: dt.date) -> dt.datetime:
    """Nine o'clock of the next business day."""
    day += dt.timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, _FIRST)


def _one_after_another(of_day: list[tuple[dt.datetime, int]]) -> list[tuple[int, dt.datetime]]:
    """Each at its moment or right after the one before; where the evening leaves no room, all of them sooner."""
    found: list[tuple[int, dt.datetime]] = []
    for wanted, place in of_day:
        start = max(wanted, found[-1][1] + LENGTH) if found else wanted
        found.append((place, start))
    evening = dt.datetime.combine(of_day[0][0].date(), _LAST)
    for number, (place, start) in enumerate(found):
        latest = evening - LENGTH * (len(found) - number)
        found[number] = (place, min(start, latest))
    return found
