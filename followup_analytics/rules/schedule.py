"""Business days and business hours of countries, as tables of integers."""

from functools import lru_cache

import numpy as np
import pandas as pd

from followup_analytics.errors import LogError
from followup_analytics.local_time import Flags, Ints

_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


class BusinessDays:
    """The business days of some countries.

    Parameters
    ----------
    countries
        ISO 3166 codes ("DE", "DE-BY"), or "" for weekends only; the position of a code is its number.
    first_day, last_day
        The days (since 1970-01-01) that may be asked for, waits included.

    Raises
    ------
    LogError
        If a country is not known.
    """

    def __init__(self, countries: tuple[str, ...], first_day: int, last_day: int) -> None:
        self.first_day = first_day
        open_days = [_business_days(country, first_day, last_day) for country in countries]
        self._until = np.stack([np.cumsum(is_open) - 1 for is_open in open_days])
        longest = max(int(is_open.sum()) for is_open in open_days)
        self._days = np.stack(
            [np.pad(np.flatnonzero(is_open) + first_day, (0, longest - int(is_open.sum())), "edge") for is_open in open_days]
        )

    def after(self, country_codes: Ints, days: Ints, count: Ints | int) -> Ints:
        """The `count`-th business day after each day; one after a Saturday is the Monday."""
        found: Ints = self._days[country_codes, self._until[country_codes, days - self.first_day] + count]
        return found

    def is_open(self, country_codes: Ints, days: Ints) -> Flags:
        """Whether each day is a business day."""
        return np.asarray(self.after(country_codes, days, 0) == days)


@lru_cache(maxsize=64)
def _business_days(country: str, first_day: int, last_day: int) -> Flags:
    days = np.arange(first_day, last_day + 1)
    weekend, closed = _closed_days(country, first_day, last_day) if country else ({5, 6}, np.array([], dtype=np.int64))
    return ~np.isin((days + _EPOCH_WEEKDAY) % 7, list(weekend)) & ~np.isin(days, closed)


def _closed_days(country: str, first_day: int, last_day: int) -> tuple[set[int], Ints]:
    """The weekdays that are a country's weekend, and its public holidays as days."""
    import holidays  # 0.1 s, and only where a country is named

    years = range(pd.Timestamp(first_day, unit="D").year, pd.Timestamp(last_day, unit="D").year + 1)
    name, _, region = country.partition("-")
    # A region whose own holidays are not known has its country's.
    known = holidays.list_supported_countries(include_aliases=True)
    subdivision = region if region in known.get(name, []) else None
    try:
        found = holidays.country_holidays(name, subdiv=subdivision, years=years)
    except NotImplementedError as error:
        raise LogError(f"country {country!r} is not known: give an ISO 3166 code such as 'DE' or 'DE-BY'") from error
    days = np.array(sorted(found), dtype="datetime64[D]").astype(np.int64)
    return set(found.weekend), days
