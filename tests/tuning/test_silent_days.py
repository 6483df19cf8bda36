"""The days of silence after interviews: which they are, what acts on them, how they end."""

import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.tuning.silent_days import FEATURES, silent_days
from tests.hand_made import log_of

INTERVIEW = "2026-03-02 interview"


def days_of(story: str, as_of: str = "2026-04-01", **application: object) -> pd.DataFrame:
    return silent_days(log_of(story, **application), as_of=as_of)


@pytest.mark.parametrize(
    ("story", "days", "favourable", "rejected"),
    [
        (f"{INTERVIEW}; 2026-03-06 rejection", [1, 2, 3, 4], 0, 1),
        (f"{INTERVIEW}; 2026-03-05 offer", [1, 2, 3], 1, 0),
        (f"{INTERVIEW}; 2026-03-05 reply", [1, 2, 3], 0, 0),
        (f"{INTERVIEW}; 2026-03-05 reply; 2026-03-09 interview_invitation", [1, 2, 3], 1, 0),
        (f"{INTERVIEW}; 2026-03-04 withdrawal", [1, 2], 0, 0),
        (f"{INTERVIEW}; 2026-03-02 rejection", [], 0, 0),
        ("2026-03-02 application; 2026-03-06 status_check; 2026-03-09 rejection", [], 0, 0),
    ],
)
def test_a_silence_lasts_from_the_day_after_the_interview_to_its_end(
    story: str, days: list[int], favourable: int, rejected: int
) -> None:
    found = days_of(story)
    assert (found["day"].tolist(), found["favourable"].sum(), found["rejected"].sum()) == (days, favourable, rejected)
    assert not (found["favourable"] | found["rejected"]).iloc[:-1].any()


def test_a_silence_that_lasts_is_watched_to_the_moment_and_for_sixty_days_at_most() -> None:
    assert days_of(INTERVIEW, "2026-03-05")["day"].tolist() == [1, 2, 3]
    assert days_of(INTERVIEW, "2026-12-01")["day"].max() == 60


def test_a_check_acts_from_its_own_day_on_for_fourteen_days() -> None:
    found = days_of(f"{INTERVIEW}; 2026-03-09 status_check phone", "2026-03-30").set_index("day")
    assert found["days_since_check"].tolist() == [14] * 6 + list(range(14)) + [14] * 8
    acting = found[found["days_since_check"] < 14]
    assert set(acting["check_number"]) == {1}
    assert set(acting["wait_days"]) == {7}
    assert set(acting["medium"]) == {"phone"}
    idle = found[found["days_since_check"] == 14]
    assert (idle[["check_number", "wait_days"]] == 0).all(axis=None)
    assert set(idle["medium"]) == {""}


def test_a_later_check_replaces_the_one_before_and_counts_its_own_wait() -> None:
    found = days_of(f"{INTERVIEW}; 2026-03-09 status_check; 2026-03-14 closure_request; 2026-03-16 status_check", "2026-03-17")
    found = found.set_index("day")
    assert found.loc[[11, 12, 13, 14], "wait_days"].tolist() == [7, 5, 5, 2]
    assert found.loc[[11, 12, 14], "check_number"].tolist() == [1, 2, 2]


def test_an_answer_on_the_day_of_a_check_comes_after_it() -> None:
    found = days_of(f"{INTERVIEW}; 2026-03-09 status_check; 2026-03-09 offer")
    last = found.iloc[-1]
    assert (last["day"], last["days_since_check"], last["favourable"]) == (7, 0, True)


def test_the_next_interview_begins_a_silence_of_its_own_and_proves_an_answer_to_the_first() -> None:
    found = days_of(f"{INTERVIEW}; 2026-03-06 interview", "2026-03-08")
    first, second = (list(days) for _, days in found.groupby("interview", sort=False)["day"])
    assert first == list(range(1, len(first) + 1)) and len(first) <= 4, "they had answered by the next interview"
    assert second == [1, 2]
    assert found["favourable"].tolist() == [False] * (len(first) - 1) + [True, False, False]


@pytest.mark.parametrize("seed", range(5))
def test_a_rejection_without_a_date_comes_between_the_last_known_day_and_the_moment(seed: int) -> None:
    log = log_of(f"{INTERVIEW}; 2026-03-06 status_check", status="rejected")
    found = silent_days(log, as_of="2026-03-20", seed=seed)
    assert found["rejected"].sum() == 1 and bool(found["rejected"].iloc[-1])
    assert 4 <= found["day"].iloc[-1] <= 18


def test_their_medium_is_that_of_their_last_message_before_the_interview() -> None:
    story = "2026-02-20 reply email; 2026-02-25 interview_invitation phone; 2026-03-02 interview; 2026-03-04 rejection linkedin"
    assert set(days_of(story)["their_medium"]) == {"phone"}
    assert set(days_of(INTERVIEW)["their_medium"]) == {""}


@pytest.mark.parametrize(
    ("seniority", "group"), [("", "mid"), ("entry", "mid"), ("senior", "senior"), ("manager", "lead"), ("executive", "director")]
)
def test_seniorities_are_grouped_as_their_waits_are(seniority: str, group: str) -> None:
    assert set(days_of(INTERVIEW, seniority=seniority)["seniority"]) == {group}


def test_a_later_moment_only_adds_days() -> None:
    log = fa.simulate_search(80, seed=3)
    early, late = (silent_days(log, as_of=as_of) for as_of in ("2025-05-01", "2025-06-01"))
    keys = ["application_id", "interview", "day"]
    both = early.merge(late, on=keys, how="left", suffixes=("", "_late"))
    for name in FEATURES[1:]:
        assert (both[name] == both[f"{name}_late"]).all()
    assert both["favourable_late"].notna().all()
    assert len(late) > len(early)
