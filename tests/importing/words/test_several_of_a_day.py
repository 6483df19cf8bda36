"""What else stands in cells of days: several talks of one day, tests, words for a talk without a day, days of forms."""

import io

import pytest

import followup_analytics as fa


def _interviews(sheet: str, **options: object) -> list[str]:
    events = fa.read_log(io.StringIO(sheet), **options).events
    return [f"{at:%m-%d %H:%M}" for at in events.loc[events["kind"] == "interview", "at"]]


COLUMNS = [
    ("Phone screen,Technical interview,Final interview", "2026-11-24 09:00,2026-11-24 11:00,2026-11-24 15:00", 3),
    ("Technical Interview,Final Interview", "2026-11-24,2026-11-24", 2),
    ("1st interview,2nd interview", "2026-11-24,2026-11-24", 2),
    ("Interview,Interview date", "2026-11-24,2026-11-24", 1),
    ("Interview,Final interview", "2026-11-24,2026-11-24", 1),
    ("Interview,Final interview", "2026-11-24 09:00,2026-11-24 15:00", 2),
    ("Interview", "2026-11-24 09:00; 2026-11-24 11:00", 2),
    ("Interview", '"24 Nov 2026 09:00, 11:00, 15:00"', 3),
    ("Interview", "2026-11-24; 2026-11-24", 1),
    ("Coding Challenge", "2026-11-24", 0),
    ("Interview", "2000-01-01", 0),
    ("Interview", "24 Nov 2026 cancelled", 0),
    ("Interview", "24-26 Nov 2026", 1),
    ("Interview", "Nov 2026", 0),
]


@pytest.mark.parametrize(("headers", "cells", "number"), COLUMNS)
def test_talks_of_one_day_are_told_apart_by_hour_or_round(headers: str, cells: str, number: int) -> None:
    assert len(_interviews(f"Company,Date Applied,{headers}\nA,2026-11-02,{cells}\n")) == number


@pytest.mark.parametrize(
    "word", ["ok", "done", "passed", "Zoom interview", "Phone call", "stattgefunden", "realizada", "andato bene"]
)
def test_a_word_in_a_column_of_interviews_is_a_talk_without_a_day(word: str) -> None:
    log = fa.read_log(io.StringIO(f"Company,Date Applied,Interview\nA,2026-11-02,{word}\nB,2026-11-03,2026-11-20\n"))
    assert list(log.applications["status"]) == ["interviewing", "interviewing"]
    assert (log.events["kind"] == "interview").sum() == 1


def test_an_hour_with_its_zone_counts() -> None:
    sheet = "Company,Date Applied,Interview\nA,2026-11-02,2026-11-26 10:00 EST\nB,2026-11-02,2026-11-26 10:00 IST\n"
    log = fa.read_log(io.StringIO(sheet), timezone="Europe/Berlin")
    talks = log.events[log.events["kind"] == "interview"]
    assert f"{talks['at'].iloc[0]:%H:%M}" == "15:00"
    assert list(talks["precision"]) == ["minute", "day"]
    assert set(log.problems["row"]) == {3}
