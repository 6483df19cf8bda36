"""A day without a year takes it from what stands beside it, or stays a question."""

import pytest

from followup_analytics.importing.words.day_column import NO_YEAR, read_dates
from followup_analytics.importing.words.missing_years import with_years
from followup_analytics.importing.words.text_matching import TextColumn

CASES = [
    # applied, interview, year given -> days of both columns
    (["9/1/2026", "9/6", "9/14/2026", "9/21", "10/5/2026"], None, None,
     ["2026-09-01", "2026-09-06", "2026-09-14", "2026-09-21", "2026-10-05"], []),
    (["Dec 20, 2025", "Jan 8", "Jan 12, 2026"], None, None, ["2025-12-20", "2026-01-08", "2026-01-12"], []),
    (["20.12.2025", "8.1."], None, None, ["2025-12-20", "2026-01-08"], []),
    (["2026-10-05"], ["24 Nov"], None, ["2026-10-05"], ["2026-11-24"]),
    (["2025-12-20"], ["8. Januar"], None, ["2025-12-20"], ["2026-01-08"]),
    (["9.1", "9.15", "8.28"], ["2026-09-18", "2026-09-20", ""], None,
     ["2026-09-01", "2026-09-15", "2026-08-28"], ["2026-09-18", "2026-09-20"]),
    (["24 Nov", "30 Nov"], None, 2026, ["2026-11-24", "2026-11-30"], []),
    (["24 Nov", "30 Nov"], None, None, [], []),
    (["3 Mar 2024", "5 Sep", "3 Mar 2026"], None, None, ["2024-03-03", "2026-03-03"], []),
    (["2026-02-01", "29 Feb", "2026-03-03"], None, None, ["2026-02-01", "2026-03-03"], []),
]  # fmt: skip


@pytest.mark.parametrize(("applied", "interview", "year", "first", "second"), CASES)
def test_a_day_takes_its_year_from_its_neighbours(
    applied: list[str], interview: list[str] | None, year: int | None, first: list[str], second: list[str]
) -> None:
    columns = [read_dates(TextColumn.of(cells)) for cells in (applied, interview or [""] * len(applied))]
    found = with_years(columns, year)
    assert [[str(day) for day in column.days.local.astype("datetime64[D]")] for column in found] == [first, second]


def test_what_nothing_decides_stays_a_question() -> None:
    [column] = with_years([read_dates(TextColumn.of(["24 Nov", "x"]))])
    assert dict(column.wrong) == {0: NO_YEAR}
    [told] = with_years([column], 2026)
    assert (dict(told.wrong), told.years_inferred) == ({}, 0)


def test_inferred_years_are_counted() -> None:
    [column] = with_years([read_dates(TextColumn.of(["9/1/2026", "9/26"]))])
    assert (column.years_inferred, dict(column.wrong)) == (1, {})
