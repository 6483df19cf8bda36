"""A simulated search is as its truth says."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.analysis.simulated_behaviour import Answers, Effect, Habits
from followup_analytics.errors import FollowupError

ONE_INTERVIEW = fa.Truth(interviews=1)
NO_CHECKS = Habits(thank_you=0, application_check=0, check=0)
ENDED = "2028-01-01"


def first_answers(log: fa.JobSearchLog, kinds: list[str]) -> pd.Series:
    """Days from each interview to the first event of these kinds; missing where there is none."""
    events = log.events
    begun = events[events["kind"] == "interview"].groupby("application_id", observed=True)["at"].first().dt.normalize()
    ended = events[events["kind"].isin(kinds)].groupby("application_id", observed=True)["at"].last().dt.normalize()
    return (ended.reindex(begun.index) - begun).dt.days


def test_the_same_seed_gives_the_same_log_and_another_one_another() -> None:
    assert fa.simulate_search(50, seed=3) == fa.simulate_search(50, seed=3)
    assert fa.simulate_search(50, seed=3) != fa.simulate_search(50, seed=4)


@pytest.mark.parametrize("medium", ["email", "portal"])
def test_applications_are_answered_as_often_as_the_truth_says(medium: str) -> None:
    truth = replace(ONE_INTERVIEW, habits=NO_CHECKS)
    attempts = fa.outreach_attempts(fa.simulate_search(40_000, seed=1, truth=truth), as_of=ENDED)
    for favourable in (False, True):
        rates = fa.response_rates(attempts, by=["medium"], within_days=28, favourable=favourable).set_index("medium")
        true = truth.chance(28, after="application", medium=medium, favourable=favourable)
        assert abs(rates.loc[medium, "rate"] - true) < 0.01


EFFECTS = {
    "none": Effect(ratio=((0, 1.0),)),
    "by_wait": Effect(ratio=((3, 3.0), (9, 1.0)), decay_days=2),
    "set_off": Effect(ratio=((0, 1.0),), sets_off=((3, 0.2), (12, 0.05)), later=0.5),
    "by_phone_and_both_ways": Effect(ratio=((0, 1.5),), rejection_ratio=2.0, media={"phone": 2.0}),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_a_policy_that_everyone_follows_brings_what_the_truth_says_of_it(name: str) -> None:
    habits = Habits(check=1, again=1, waits=(5,), spacings=(7,), most_checks=2, media={"phone": 1})
    truth = replace(ONE_INTERVIEW, habits=habits, effect=EFFECTS[name], fit_sd=0.5, seniority_odds={"senior": 0.5})
    log = fa.simulate_search(60_000, seed=2, truth=truth)
    checks = [(5, "phone"), (12, "phone")]
    for kinds, favourable in ((["offer"], True), (["offer", "rejection"], False)):
        days = first_answers(log, kinds)
        assert abs((days <= 30).mean() - truth.chance(30, checks=checks, favourable=favourable)) < 0.014
    after = fa.outreach_attempts(log, as_of=ENDED)
    sent = ((after["kind"] == "status_check") & (after["stage"] != "")).sum()
    cost = truth.policy_value(30, checks, cost=0) - truth.policy_value(30, checks, cost=1)
    assert abs(sent / len(days) - cost) < 0.03


def test_a_check_is_sent_only_while_nobody_has_answered() -> None:
    attempts = fa.outreach_attempts(fa.simulate_search(3_000, seed=5), as_of=ENDED)
    checks = attempts[attempts["kind"] == "status_check"]
    assert (checks["number"] >= 1).all()
    assert len(checks) > 300
    habits = Habits(application_check=0)
    assert set(checks["wait_days"]) <= set(habits.waits) | set(habits.spacings)


def test_who_ghosts_never_answers_and_messages_can_set_an_answer_off() -> None:
    silent = Answers((1,), (0.05,), (0.05,), ghosting=1.0)
    truth = replace(ONE_INTERVIEW, after_interview=silent, effect=Effect(ratio=((0, 9.0),)))
    assert truth.chance(60, checks=[(5, "email")]) == 0
    set_off = replace(truth, effect=Effect(sets_off=((0, 0.2),)))
    assert set_off.chance(60, checks=[(5, "email")]) == pytest.approx(0.2, abs=0.02)


def test_seniors_wait_longer_where_the_habit_says_so() -> None:
    truth = replace(fa.Truth(), habits=Habits(senior_wait=1.5))
    attempts = fa.outreach_attempts(fa.simulate_search(5_000, seed=6, truth=truth), as_of=ENDED)
    checks = attempts[(attempts["kind"] == "status_check") & (attempts["number"] == 1) & (attempts["stage"] != "")]
    waits = checks.groupby("seniority")["wait_days"].mean()
    assert waits["senior"] > 1.3 * waits["mid"]


def test_a_hidden_fit_that_is_followed_up_more_makes_following_up_look_better() -> None:
    truth = replace(
        ONE_INTERVIEW, fit_sd=1.0, effect=EFFECTS["none"], habits=Habits(check=0.5, fit_pull=2.0, application_check=0, waits=(3,))
    )
    log = fa.simulate_search(20_000, seed=7, truth=truth)
    good = first_answers(log, ["offer"])
    checked = log.events[log.events["kind"] == "status_check"]["application_id"].unique()
    late = good[(good > 3) | good.isna()]
    rates = late.notna().groupby(late.index.isin(checked)).mean()
    assert rates[True] > 1.5 * rates[False]


def test_the_effect_is_the_mean_of_fourteen_days() -> None:
    assert Effect(decay_days=3).fading().mean() == pytest.approx(1)
    truth = replace(ONE_INTERVIEW, effect=Effect(ratio=((0, 1.5),), later=1))
    favourable, plain = (truth.daily_chances(truth.after_interview, 0.0, checks)[0][1:] for checks in ([(11, "email")], []))
    odds = np.log(favourable / (1 - favourable))[10:24] - np.log(plain / (1 - plain))[10:24]
    assert np.exp(odds.mean()) == pytest.approx(1.5)
    assert (favourable[24:] == plain[24:]).all()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: fa.simulate_search(0), "applications=0: must be a whole number from 1 to 1,000,000"),
        (lambda: fa.simulate_search("5"), "applications='5': must be a whole number"),
        (lambda: fa.simulate_search(5, truth=replace(fa.Truth(), interviews=4)), "interviews=4"),
        (lambda: fa.simulate_search(5, truth=replace(fa.Truth(), application_media={"fax": 1})), "'fax' is unknown"),
        (lambda: fa.simulate_search(5, truth=replace(fa.Truth(), seniorities={"guru": 1})), "'guru' is unknown"),
        (lambda: Answers((2,), (0.1,), (0.1,)), "must begin with 1"),
        (lambda: Answers((1, 5), (0.1,), (0.1,)), "need 2 chances"),
        (lambda: Answers((1,), (0.7,), (0.7,)), "between 0 and 1"),
    ],
)
def test_what_no_search_can_have_is_refused(make: object, message: str) -> None:
    with pytest.raises(FollowupError, match=message):
        make()  # type: ignore[operator]


@pytest.mark.parametrize("seed", ["x", None, -1, 1.5])
def test_a_seed_that_is_none_is_refused_wherever_one_is_asked_for(seed: Any) -> None:
    log = fa.simulate_search(5)
    for ask in (
        lambda: fa.simulate_search(5, seed=seed),
        lambda: fa.follow_up_effect(log, as_of="2026-06-08", seed=seed),
        lambda: fa.tune_cadence(log, as_of="2026-06-08", seed=seed),
    ):
        with pytest.raises(FollowupError, match=f"seed={seed!r}: must be a whole number of at least 0"):
            ask()


def test_a_numpy_whole_number_is_a_seed() -> None:
    assert fa.simulate_search(5, seed=np.int64(3)) == fa.simulate_search(5, seed=3)  # type: ignore[arg-type]
