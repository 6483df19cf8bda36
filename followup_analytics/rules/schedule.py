"""Business days, waits, spacings and windows as arithmetic on numbers: what the rules and the tuning of a cadence share."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.errors import LogError
from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.cadence import Cadence

Floats = NDArray[np.float64]

SHORTEST_WAIT_BUSINESS_DAYS, LONGEST_WAIT_BUSINESS_DAYS = 3, 20
THEY_CONTACT_BUSINESS_DAYS = 15
FIRST_CHECK_BUSINESS_DAYS = 3  # how long the window of a first check stays open
STATED_CHECK_DAYS = 3  # how long after the stated day a check is due
NEXT_CHECK_DAYS = CLOSURE_REQUEST_DAYS = 7
CALL_AFTER_BUSINESS_DAYS = 5  # M04: no call before
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
    years = (pd.Timestamp(day, unit="D").year for day in (first_day, last_day))
    weekend, named = _holidays(country, *years)
    return weekend, np.array(sorted(named), dtype="datetime64[D]").astype(np.int64)


def _holidays(country: str, first_year: int, last_year: int) -> tuple[set[int], dict[dt.date, str]]:
    """The weekdays that are a country's weekend, and its public holidays by name."""
    import holidays  # 0.1 s, and only where a country is named

    name, _, region = country.partition("-")
    # A region whose own holidays are not known has its country's.
    known = holidays.list_supported_countries(include_aliases=True)
    subdivision = region if region in known.get(name, []) else None
    try:
        found = holidays.country_holidays(name, subdiv=subdivision, years=range(first_year, last_year + 1))
    except NotImplementedError as error:
        raise LogError(f"country {country!r} is not known: give an ISO 3166 code such as 'DE' or 'DE-BY'") from error
    return set(found.weekend), dict(found)


def half_up(numbers: Floats | Ints) -> Ints:
    """Rounded half up; products such as 5 x 0.6 x 1.5 count as the 4.5 that they are."""
    rounded: Ints = np.floor(np.round(numbers, 9) + 0.5).astype(np.int64)
    return rounded


def scaled_wait_business_days(wait: Ints | int, factor: Floats | float, extra: Ints | int = 0) -> Ints:
    """T03: the business days until a first check: scaled by T08-T10 and T17, more by T11, held between 3 and 20."""
    scaled = half_up(np.asarray(wait * factor, dtype=np.float64))
    held: Ints = np.clip(scaled + extra, SHORTEST_WAIT_BUSINESS_DAYS, LONGEST_WAIT_BUSINESS_DAYS)
    return held


def scaled_spacing_days(spacing: Ints | int, factor: Floats | float) -> Ints:
    """T05: the least number of days between two checks, scaled by T08, T09 and T17."""
    scaled: Ints = np.maximum(half_up(np.asarray(spacing * factor, dtype=np.float64)), 1)
    return scaled


def country_factor(cadence: Cadence, code: str) -> float:
    """T17 of a country; a region without a factor of its own has its country's."""
    return cadence.country_factors.get(code, cadence.country_factors.get(code[:2], 1.0))


def factor_by_word(of_applications: pd.Series, factors: Mapping[str, float]) -> Floats:
    """The factor of each word of a categorical column; 1 where none is set."""
    of_code = np.array([factors.get(word, 1.0) for word in of_applications.cat.categories])
    return np.asarray(of_code[of_applications.cat.codes.to_numpy()], dtype=np.float64)


def pace_factor(applications: pd.DataFrame, cadence: Cadence) -> Floats:
    """T08 x T09 x T17 of each application."""
    seniority = factor_by_word(applications["seniority"], cadence.seniority_factors)
    factor = seniority * factor_by_word(applications["company_type"], cadence.company_type_factors)
    if not cadence.country_factors:
        return factor
    codes = applications["country"].astype("category")
    countries = {code: country_factor(cadence, code) for code in codes.cat.categories}
    return factor * factor_by_word(codes, countries)


def closed_days(country: str, after: dt.date, until: dt.date) -> tuple[tuple[dt.date, str], ...]:
    """The days after one day and until another that are no business days of a country, each with "weekend" or its holiday."""
    days = [after + dt.timedelta(days=number) for number in range(1, (until - after).days + 1)]
    weekend, named = _holidays(country, after.year, until.year) if country else ({5, 6}, {})
    return tuple((day, named.get(day, "weekend")) for day in days if day in named or day.weekday() in weekend)
