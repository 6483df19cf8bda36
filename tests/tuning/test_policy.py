"""Permitted cadences, the days on which they send, and what they are worth."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.analysis.daily_hazards import HazardFit
from followup_analytics.tuning.answer_model import RATIO, SET_OFF, CheckEffectForm, HazardModel
from followup_analytics.tuning.policies import (
    NEVER,
    TUNED,
    distinct_policies,
    horizon_of,
    permitted_policies,
    row_of,
    schedules,
)
from followup_analytics.tuning.policy_value import ApplicationGroup, policy_values
from followup_analytics.tuning.priors import effect_prior
from followup_analytics.tuning.silent_days import BASE_COLUMNS, FIRST_DAYS_OF_BANDS

MONDAY, FRIDAY = 0, 4


def plan_of(wait: int, spacing: int, most: int, factor: float = 1.0, horizon: int = 30) -> np.ndarray:
    plan = schedules(pd.DataFrame([(wait, spacing, most)], columns=list(TUNED)), factor, horizon)
    return plan.days[plan.of_policy[0]]


@pytest.mark.parametrize(
    ("wait", "spacing", "most", "weekday", "days"),
    [
        (5, 7, 2, MONDAY, [7, 14]),
        (5, 7, 2, FRIDAY, [7, 14]),
        (3, 7, 1, MONDAY, [3]),
        (3, 7, 1, FRIDAY, [5]),
        (3, 5, 3, MONDAY, [3, 8, 14]),  # Thursday, Tuesday; five days later is a Sunday, so Monday
        (8, 14, 3, MONDAY, [10, 24]),  # a third would come after the horizon
        (8, 14, 3, FRIDAY, [12, 26]),
    ],
)
def test_a_policy_sends_on_the_first_business_day_of_each_window(
    wait: int, spacing: int, most: int, weekday: int, days: list[int]
) -> None:
    sent = plan_of(wait, spacing, most)[weekday]
    assert sent[sent < NEVER].tolist() == days


def test_factors_stretch_waits_and_spacings_as_the_rules_do() -> None:
    assert plan_of(5, 7, 2, factor=2.0, horizon=60)[MONDAY].tolist() == [14, 28, NEVER]
    assert plan_of(3, 7, 1, factor=0.5)[MONDAY][0] == 3  # never under 3 business days


def test_the_permitted_policies_are_the_guides_ranges() -> None:
    policies = permitted_policies()
    assert [(policies[name].min(), policies[name].max()) for name in TUNED] == [(3, 8), (5, 14), (1, 3)]
    assert len(policies) == 6 * 10 * 3
    assert policies.iloc[row_of(policies, fa.Cadence())][list(TUNED)].tolist() == [5, 7, 2]


def test_policies_that_act_alike_are_one_and_the_nearest_to_the_given_stays() -> None:
    policies = permitted_policies()
    given = row_of(policies, fa.Cadence())
    plan = schedules(policies, 1.0, 30)
    kept = policies.iloc[distinct_policies(policies, [plan], given)]
    assert len(kept[kept["max_attempts"] == 1]) == 6
    assert set(kept.loc[kept["max_attempts"] == 1, "spacing_days"]) == {7}
    acts = schedules(kept, 1.0, 30).of_policy
    assert len(np.unique(acts, axis=0)) == len(kept)
    assert given in distinct_policies(policies, [plan], given)


def known_model(truth: fa.Truth, form: str, decay_days: float) -> HazardModel:
    """The model that knows a truth exactly: no spread at all."""
    favourable, rejected = truth.after_interview.daily()
    bands = list(FIRST_DAYS_OF_BANDS)
    base, against = np.zeros(BASE_COLUMNS), np.zeros(BASE_COLUMNS + 1)
    odds, odds_rejected = (chance[bands] / (1 - chance[bands]) for chance in (favourable, rejected))
    base[1 : 1 + len(bands)], against[1 : 1 + len(bands)] = np.log(odds), np.log(odds_rejected)
    effect = np.zeros(len(effect_prior(0, sets_off=form == SET_OFF)[0]))
    effect[0] = np.log(truth.effect.ratio[0][1] if form == RATIO else truth.effect.sets_off[0][1])
    effect[1] = np.log(truth.effect.later) if form == SET_OFF else (truth.effect.later - 1) * effect[0]

    def exact(mode: np.ndarray) -> HazardFit:
        return HazardFit(mode, np.zeros((len(mode), len(mode))), 0.0)

    only = CheckEffectForm(form, decay_days, 0, 0.0, exact(np.concatenate([base, effect])))
    return HazardModel((only,), np.ones(1), (exact(against),))


PLAIN = fa.Truth().after_interview
EFFECTS = {
    RATIO: fa.Truth().effect,
    SET_OFF: replace(fa.Truth().effect, ratio=((0, 1.0),), sets_off=((0, 0.12),), later=0.5),
}


@pytest.mark.parametrize("form", EFFECTS)
def test_the_value_of_a_policy_is_what_the_truth_says_where_the_truth_is_known(form: str) -> None:
    answers = replace(PLAIN, from_day=FIRST_DAYS_OF_BANDS, ghosting=0.0)
    truth = replace(fa.Truth(), after_interview=answers, effect=EFFECTS[form], seniorities={"mid": 1.0})
    policies = permitted_policies().iloc[::17].reset_index(drop=True)
    plan = schedules(policies, 1.0, 30)
    people = ApplicationGroup(1.0, "mid", np.zeros(3))
    values, sent = policy_values(known_model(truth, form, 4.0), people, plan, "email", draws=3, seed=0, cost=0.01)
    true = [
        np.mean([truth.policy_value(30, [(int(d), "email") for d in plan.days[s] if d < NEVER]) for s in row])
        for row in plan.of_policy
    ]
    assert np.abs(values.mean(axis=0) - true).max() < 0.005
    assert (sent <= policies["max_attempts"]).all()


def test_no_call_before_five_business_days_so_an_early_phone_policy_is_one_by_mail() -> None:
    answers = replace(PLAIN, from_day=FIRST_DAYS_OF_BANDS, ghosting=0.0)
    model = known_model(replace(fa.Truth(), after_interview=answers), RATIO, 4.0)
    model.forms[0].fit.mode[BASE_COLUMNS + 2] = 2.0  # the phone works wonders
    policies = pd.DataFrame([(3, 7, 1), (5, 7, 1)], columns=list(TUNED))
    plan = schedules(policies, 1.0, 30)
    people = ApplicationGroup(1.0, "mid", np.zeros(3))
    mail, phone = (policy_values(model, people, plan, medium, draws=1, seed=0, cost=0.0)[0][0] for medium in ("email", "phone"))
    assert phone[0] == pytest.approx(mail[0])
    assert phone[1] > mail[1] + 0.1


def test_the_horizon_follows_the_seniority() -> None:
    assert [horizon_of(factor) for factor in (1.0, 1.25, 2.0, 3.0)] == [30, 37, 60, 60]
