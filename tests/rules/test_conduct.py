"""How well the rules were kept, week by week: small logs and the counts that one finds by hand."""

from typing import Any

import pandas as pd
import pytest
from hand_made import log_of, log_of_many

import followup_analytics as fa

COUNTS = ["thank_yous", "thank_yous_in_time", "checks", "checks_on_time", "nudges", "nudges_too_soon"]
THANKED = "2026-03-02 interview; 2026-03-03 thank_you"
ON_TIME = f"{THANKED}; 2026-03-09 status_check"

# story, as_of -> the weeks that have something: thank-yous, in time, checks, on time, nudges, too soon
STORIES: list[tuple[str, str, dict[str, tuple[int, ...]]]] = [
    ("2026-03-02 application", "2026-03-13", {}),
    # a thank-you counts in the week in which it was due
    ("2026-03-02 interview; 2026-03-03 thank_you", "2026-03-06", {"W10": (1, 1, 0, 0, 0, 0)}),
    ("2026-03-02 interview; 2026-03-04 thank_you", "2026-03-06", {"W10": (1, 0, 0, 0, 0, 0)}),
    ("2026-03-02 interview", "2026-03-06", {"W10": (1, 0, 0, 0, 0, 0)}),
    ("2026-03-08 interview; 2026-03-12 thank_you", "2026-03-13", {"W11": (1, 0, 0, 0, 0, 0)}),
    ("2026-03-08 interview; 2026-03-08 thank_you", "2026-03-13", {"W11": (1, 1, 0, 0, 0, 0)}),
    # what is not yet due does not count, what was needless neither
    ("2026-03-02 interview", "2026-03-02", {}),
    ("2026-03-02 interview; 2026-03-02 rejection", "2026-03-04", {}),
    # a check on time, too late, too soon, and not at all
    (ON_TIME, "2026-03-13", {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 1, 1, 0)}),
    (f"{THANKED}; 2026-03-13 status_check", "2026-03-13", {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 0, 1, 0)}),
    (f"{THANKED}; 2026-03-04 status_check", "2026-03-13", {"W10": (1, 1, 0, 0, 1, 1), "W11": (0, 0, 1, 1, 0, 0)}),
    (THANKED, "2026-03-20", {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 0, 0, 0)}),
    # the second check: a week after the first, sooner, and with a word of theirs between
    (
        f"{ON_TIME}; 2026-03-16 status_check",
        "2026-03-20",
        {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 1, 1, 0), "W12": (0, 0, 0, 0, 1, 0)},
    ),
    (f"{ON_TIME}; 2026-03-15 status_check", "2026-03-20", {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 1, 2, 1)}),
    (
        f"{ON_TIME}; 2026-03-10 reply; 2026-03-10 answer; 2026-03-17 status_check",
        "2026-03-20",
        {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 1, 1, 0), "W12": (0, 0, 1, 1, 1, 0)},
    ),
    # a third one in a row, sooner than a week after the second
    (
        f"{ON_TIME}; 2026-03-16 status_check; 2026-03-18 status_check",
        "2026-03-20",
        {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 1, 1, 1, 0), "W12": (0, 0, 0, 0, 2, 1)},
    ),
    # a quiet application: the check of T20, on time and too soon
    ("2026-03-02 application; 2026-03-16 status_check", "2026-03-20", {"W12": (0, 0, 1, 1, 1, 0)}),
    ("2026-03-02 application; 2026-03-13 status_check", "2026-03-20", {"W11": (0, 0, 0, 0, 1, 1), "W12": (0, 0, 1, 1, 0, 0)}),
    # before the day that they stated
    (
        "2026-03-02 interview until=2026-03-13; 2026-03-02 thank_you; 2026-03-12 status_check",
        "2026-03-17",
        {"W10": (1, 1, 0, 0, 0, 0), "W11": (0, 0, 0, 0, 1, 1), "W12": (0, 0, 1, 1, 0, 0)},
    ),
]


def weeks(frame: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """The counts of the weeks that have any."""
    counts = {
        str(week): tuple(int(number) for number in row) for week, row in zip(frame.index, frame[COUNTS].to_numpy(), strict=True)
    }
    return {week.removeprefix("2026-"): row for week, row in counts.items() if any(row)}


@pytest.mark.parametrize(("story", "as_of", "expected"), STORIES)
def test_each_week_counts_what_was_due_and_what_was_sent_in_it(story: str, as_of: str, expected: dict[str, Any]) -> None:
    assert weeks(fa.conduct(log_of(story), as_of=as_of)) == expected


def test_a_check_that_is_due_in_a_later_week_counts_there_although_it_was_sent_before() -> None:
    counted = weeks(fa.conduct(log_of(f"{ON_TIME}; 2026-03-16 status_check"), as_of="2026-03-27"))
    assert counted["W12"] == (0, 0, 0, 0, 1, 0) and counted["W13"] == (0, 0, 1, 1, 0, 0)


def test_a_request_for_closure_is_a_check_and_no_nudge() -> None:
    story = f"{ON_TIME}; 2026-03-16 status_check; 2026-03-30 closure_request"
    counted = weeks(fa.conduct(log_of(story), as_of="2026-04-10"))
    assert counted["W15"] == (0, 0, 1, 1, 0, 0) and "W14" not in counted


def test_applications_add_up_and_shares_are_parts_of_the_counts() -> None:
    stories = {
        "A": "2026-03-02 interview; 2026-03-03 thank_you",
        "B": "2026-03-02 interview; 2026-03-05 thank_you",
        "C": "2026-03-03 interview",
    }
    week = fa.conduct(log_of_many(stories), as_of="2026-03-06").iloc[0]
    assert (week["thank_yous"], week["thank_yous_in_time"]) == (3, 1)
    assert week["thank_you_share"] == pytest.approx(1 / 3)
    assert pd.isna(week["check_share"])


def test_there_is_a_row_for_every_week_from_the_first_to_that_of_the_moment() -> None:
    frame = fa.conduct(log_of("2025-12-22 interview; 2025-12-22 thank_you"), as_of="2026-01-14")
    assert list(frame.index) == ["2025-W52", "2026-W01", "2026-W02", "2026-W03"]
    assert [str(monday.date()) for monday in frame["begins"]] == ["2025-12-22", "2025-12-29", "2026-01-05", "2026-01-12"]
    assert list(frame.columns) == ["begins", *COUNTS[:2], "thank_you_share", *COUNTS[2:4], "check_share", *COUNTS[4:]]


def test_the_cadence_says_what_is_too_soon() -> None:
    log = log_of(f"{THANKED}; 2026-03-05 status_check; 2026-03-10 status_check")
    assert fa.conduct(log, as_of="2026-03-13")["nudges_too_soon"].sum() == 2
    assert fa.conduct(log, fa.Cadence(wait_business_days=3, spacing_days=5), as_of="2026-03-13")["nudges_too_soon"].sum() == 0


def test_weeks_are_those_of_the_applications_zone() -> None:
    story = "2026-03-08T20:00 interview; 2026-03-08T21:00 thank_you; 2026-03-15T23:30 status_check"
    assert "W11" in weeks(fa.conduct(log_of(story, timezone="America/New_York"), as_of="2026-03-20"))
    nudged = fa.conduct(log_of(story, timezone="America/New_York"), as_of="2026-03-20")["nudges"]
    assert nudged[nudged > 0].to_dict() == {"2026-W11": 1}
