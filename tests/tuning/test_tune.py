"""Tuning keeps what is used unless the log speaks clearly, and says how sure it is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.analysis.simulated_behaviour import Answers, Effect, Habits
from followup_analytics.errors import CadenceError, FollowupError
from followup_analytics.tuning.decision import changed_actions
from followup_analytics.tuning.priors import prior_table
from tests.hand_made import log_of, log_of_many

AS_OF = "2026-06-01"
EVERYONE_INVITED = Answers((1,), (0.6,), (0.0,))
HABITS = Habits(application_check=0, check=0.9, again=0.7, waits=tuple(range(3, 13)))
NULL = replace(
    fa.Truth(), after_application=EVERYONE_INVITED, habits=HABITS, interviews=1, search_days=400, effect=Effect(ratio=((0, 1.0),))
)
SOONER = replace(NULL, effect=Effect(ratio=((3, 2.2), (5, 1.6), (7, 1.1), (9, 1.0)), decay_days=3))


@pytest.fixture(scope="module")
def speaking() -> fa.JobSearchLog:
    return fa.simulate_search(600, seed=2, truth=SOONER)


@pytest.fixture(scope="module")
def tuning(speaking: fa.JobSearchLog):  # type: ignore[no-untyped-def]
    return fa.tune_cadence(speaking, as_of=AS_OF)


def test_a_log_that_speaks_clearly_is_heard(tuning) -> None:  # type: ignore[no-untyped-def]
    assert tuning.recommended["wait_business_days"] == 3
    assert tuning.cadence.wait_business_days == 3
    row = tuning.policies[tuning.policies["recommended"]].iloc[0]
    assert row["p_better"] >= 0.9
    assert row["gain"] >= 0.01
    assert tuning.verdict.startswith("Change: ask 3 business days after an interview")


def test_the_policies_are_sorted_consistent_and_hold_the_given_one(tuning) -> None:  # type: ignore[no-untyped-def]
    table = tuning.policies
    assert table["given"].sum() == 1
    assert table["recommended"].sum() == 1
    assert table["gain"].is_monotonic_decreasing
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    given = table[table["given"]].iloc[0]
    assert (given["gain"], given["gain_low"], given["gain_high"]) == (0, 0, 0)
    assert np.allclose(table["value"] - given["value"], table["gain"])
    assert (table["checks_sent"] <= table["max_attempts"]).all()


def test_the_same_seed_gives_the_same_tuning(speaking: fa.JobSearchLog, tuning) -> None:  # type: ignore[no-untyped-def]
    again = fa.tune_cadence(speaking, as_of=AS_OF)
    pd.testing.assert_frame_equal(again.policies, tuning.policies)


def test_the_log_outweighs_the_priors_where_it_is_long(tuning) -> None:  # type: ignore[no-untyped-def]
    evidence = tuning.evidence
    assert evidence.loc["answers", "prior_share"] < 0.15, "of the latest quarter, at the last milestone"
    assert (evidence["low"] <= evidence["estimate"]).all()
    assert (evidence["estimate"] <= evidence["high"]).all()
    assert evidence["prior_share"].between(0, 1).all()
    assert tuning.forms["weight"].sum() == pytest.approx(1)


def test_where_nothing_works_the_default_is_kept() -> None:
    kept = 0
    for seed in range(4):
        tuned = fa.tune_cadence(fa.simulate_search(120, seed=seed, truth=NULL), as_of=AS_OF)
        kept += tuned.recommended["wait_business_days"] == 5 and tuned.recommended["max_attempts"] <= 2
    assert kept >= 3


@pytest.mark.nightly
def test_intervals_of_the_gain_hold_the_true_gain() -> None:
    """A small version of benchmarks/tuning.py: the gain of waiting 3 instead of 5 business days."""
    held = []
    for seed in range(6):
        table = fa.tune_cadence(fa.simulate_search(120, seed=100 + seed, truth=SOONER), as_of=AS_OF).policies
        row = table[(table["wait_business_days"] == 3) & (table["max_attempts"] == 2) & (table["medium"] == "email")]
        row = row.loc[(row["spacing_days"] - 7).abs().idxmin()]
        # Interviews of this search are on business days alike: Monday to Wednesday are asked after 3 days, others after 5.
        chances = [
            [SOONER.policy_value(30, [(first, "email"), (first + 7, "email")], seniority="mid") for first in days]
            for days in ((3, 3, 5, 5, 5), (7,) * 5)
        ]
        true = np.mean(chances[0]) - np.mean(chances[1])
        held.append(row["gain_low"] <= true <= row["gain_high"])
    assert sum(held) >= 4


EMPTY = log_of("2026-03-02 application")


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        (EMPTY, "no interview with a date yet"),
        (log_of("2026-03-02 interview; 2026-03-20 rejection"), "no check was sent yet"),
        (log_of("2026-03-02 interview; 2026-03-09 status_check phone; 2026-03-10 offer"), "Only 1 interview and 1 check"),
    ],
)
def test_a_log_that_can_say_nothing_gives_the_default_and_what_is_missing(log: fa.JobSearchLog, sentence: str) -> None:
    tuned = fa.tune_cadence(log, as_of=AS_OF)
    assert tuned.cadence == fa.Cadence()
    assert tuned.recommended.to_dict() == {"wait_business_days": 5, "spacing_days": 7, "max_attempts": 2, "medium": "email"}
    assert sentence in tuned.verdict
    assert "more to find" in tuned.verdict or "interviews would be needed" in tuned.verdict
    assert len(tuned.changes) == 0
    numbers = tuned.policies.select_dtypes("number")
    assert np.isfinite(numbers.to_numpy()).all()


def test_phone_always_answered_stays_finite() -> None:
    stories = {
        f"A{i}": f"2026-03-{i:02} interview; 2026-03-{i + 7:02} status_check phone; 2026-03-{i + 8:02} offer"
        for i in range(1, 20)
    }

    tuned = fa.tune_cadence(log_of_many(stories), as_of=AS_OF)
    assert np.isfinite(tuned.policies.select_dtypes("number").to_numpy()).all()
    assert (tuned.policies["high"] <= 1).all()


def test_what_is_used_now_is_what_others_are_compared_with(speaking: fa.JobSearchLog) -> None:
    own = fa.Cadence(wait_business_days=3, spacing_days=5, max_attempts=2)
    tuned = fa.tune_cadence(speaking, own, as_of=AS_OF)
    given = tuned.policies[tuned.policies["given"]].iloc[0]
    assert (given["wait_business_days"], given["spacing_days"]) == (3, 5)


def test_a_cadence_outside_the_ranges_is_an_error_that_names_rule_range_and_source() -> None:
    with pytest.raises(CadenceError, match=r"T03\.wait_business_days = 9: must be a whole number from 3 to 8.*dos-and-donts"):
        fa.Cadence(wait_business_days=9)


def test_a_confidence_out_of_range_is_refused() -> None:
    with pytest.raises(FollowupError, match="confidence=2"):
        fa.tune_cadence(EMPTY, as_of=AS_OF, confidence=2)


def test_a_coin_chooses_between_two_neighbouring_waits_and_is_recorded(tmp_path: Path) -> None:
    chosen = set()
    for seed in range(6):
        tuned = fa.tune_cadence(EMPTY, as_of=AS_OF, explore=True, seed=seed)
        assert tuned.exploration is not None
        first, second = tuned.exploration["waits"]
        assert second - first == 1
        assert 5 in (first, second)
        assert tuned.cadence.wait_business_days == tuned.exploration["chosen"]
        chosen.add(tuned.exploration["chosen"])
    assert len(chosen) == 2
    tuned.write(tmp_path / "cadence.toml")
    assert "The coin's seed: 5" in (tmp_path / "cadence.toml").read_text().replace("\n# ", " ")
    assert fa.tune_cadence(EMPTY, as_of=AS_OF).exploration is None


def test_the_cadence_file_says_why_and_when_and_is_read_back(tuning, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "cadence.toml"
    tuning.write(path)
    head = path.read_text().split("\n[")[0].replace("\n# ", " ")
    assert f"Tuned as of {AS_OF}. {tuning.verdict}" in head
    assert fa.Cadence.read(path) == tuning.cadence


def test_what_would_change_on_the_list_is_shown_for_both_cadences() -> None:
    log = log_of("2026-03-02 interview")
    changes = changed_actions(log, fa.Cadence(), fa.Cadence(wait_business_days=3), as_of="2026-03-06")
    check = changes[changes["rule"] == "T03"].iloc[0]
    assert (check["status_now"], check["status_then"]) == ("waiting", "due")
    assert check["opens_at_then"] < check["opens_at_now"]
    none = changed_actions(log, fa.Cadence(), fa.Cadence(), as_of="2026-03-06")
    assert len(none) == 0
    assert none.dtypes.equals(changes.dtypes)
    assert none.index.dtype == changes.index.dtype


def test_every_prior_says_what_it_is_its_grade_and_its_source() -> None:
    table = prior_table()
    assert set(table["grade"]) <= {"A", "B", "C", "ours"}
    assert table["source"].str.len().min() >= 4
    assert table["belief"].str.len().min() > 20
