"""Business days against numpy's and against the holidays of each country."""

import holidays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_analytics.errors import LogError
from followup_analytics.rules.schedule import BusinessDays

FIRST, LAST = (np.datetime64(day).astype(int) for day in ("2025-12-01", "2027-12-31"))
# The weekend as numpy writes it, Monday first.
WEEKENDS = {"": "1111100", "DE": "1111100", "DE-BY": "1111100", "US": "1111100", "US-CA": "1111100", "IL": "1111001"}
COUNTRIES = tuple(WEEKENDS)


def calendar_of(country: str) -> np.busdaycalendar:
    name, _, region = country.partition("-")
    closed = list(holidays.country_holidays(name, subdiv=region or None, years=[2025, 2026, 2027])) if country else []
    return np.busdaycalendar(WEEKENDS[country], closed)


CALENDARS = [calendar_of(country) for country in COUNTRIES]
TABLE = BusinessDays(COUNTRIES, FIRST, LAST)


@settings(max_examples=60)
@given(
    days=st.lists(st.tuples(st.integers(0, len(COUNTRIES) - 1), st.integers(FIRST + 30, LAST - 60)), min_size=1, max_size=40),
    count=st.integers(0, 30),
)
def test_business_days_are_numpys_counted_from_the_business_day_before(days: list[tuple[int, int]], count: int) -> None:
    codes, numbers = (np.array(column, dtype=np.int64) for column in zip(*days, strict=True))
    expected = [
        np.busday_offset(np.datetime64(int(day), "D"), count, roll="backward", busdaycal=CALENDARS[code]).astype(int)
        for code, day in days
    ]
    assert TABLE.after(codes, numbers, count).tolist() == expected
    is_open = [bool(np.is_busday(np.datetime64(int(day), "D"), busdaycal=CALENDARS[code])) for code, day in days]
    assert TABLE.is_open(codes, numbers).tolist() == is_open


def day(text: str) -> int:
    return int(np.datetime64(text).astype(int))


# country, day, count -> day
CASES = [
    ("", "2026-03-07", 1, "2026-03-09"),  # Saturday -> Monday
    ("", "2026-03-07", 5, "2026-03-13"),  # Saturday -> Friday
    ("", "2026-03-02", 5, "2026-03-09"),  # Monday -> Monday
    ("", "2026-12-24", 1, "2026-12-25"),  # no country, no holidays
    ("DE", "2026-12-24", 1, "2026-12-28"),  # two days of Christmas and a weekend
    ("US", "2026-07-02", 1, "2026-07-06"),  # the Fourth is a Saturday, kept on the Friday
    ("DE-BY", "2026-01-05", 1, "2026-01-07"),  # Epiphany in Bavaria
    ("DE", "2026-01-05", 1, "2026-01-06"),  # and not in all of Germany
    ("IL", "2026-03-05", 1, "2026-03-08"),  # Thursday -> Sunday
    ("IL", "2026-03-06", 1, "2026-03-08"),  # Friday is a weekend day
    ("IL", "2026-03-08", 0, "2026-03-08"),
]


@pytest.mark.parametrize(("country", "start", "count", "end"), CASES)
def test_a_wait_passes_over_weekends_and_holidays(country: str, start: str, count: int, end: str) -> None:
    code, number = np.array([COUNTRIES.index(country)]), np.array([day(start)])
    assert TABLE.after(code, number, count)[0] == day(end)


@pytest.mark.parametrize("country", ["ZZ", "Nowhere"])
def test_an_unknown_country_is_an_error_that_says_what_a_code_looks_like(country: str) -> None:
    with pytest.raises(LogError, match=rf"country '{country}' is not known: give an ISO 3166 code such as 'DE' or 'DE-BY'"):
        BusinessDays((country,), FIRST, FIRST + 10)


def test_a_region_that_is_not_known_has_its_countrys_holidays() -> None:
    region, country = (BusinessDays((code,), int(FIRST), int(LAST)) for code in ("DE-XX", "DE"))
    days = np.arange(int(FIRST), int(LAST))
    assert (region.is_open(np.zeros_like(days), days) == country.is_open(np.zeros_like(days), days)).all()
