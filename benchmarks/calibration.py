"""Simulation-based calibration: where the truth is drawn from the prior, its rank among the posterior's draws is even.

Talts, Betancourt, Simpson, Vehtari and Gelman, "Validating Bayesian inference algorithms with simulation-based calibration"
(2018).
"""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pandas as pd
from goals import Row

import followup_analytics as fa
from followup_analytics.analysis.daily_hazards import HazardFit
from followup_analytics.analysis.follow_up_effect import belief_after
from followup_analytics.analysis.simulated_behaviour import Effect
from followup_analytics.analysis.simulated_truth import Truth
from followup_analytics.analysis.trial_model import prior_of_a_check
from followup_analytics.tuning.answer_model import (
    SET_OFF,
    CheckEffectForm,
    HazardModel,
    fit_model,
    model_without_data,
)
from followup_analytics.tuning.hazard_forms import set_off_columns
from followup_analytics.tuning.policies import TUNED, ApplicationGroup, horizon_of, schedules
from followup_analytics.tuning.policy_value import policy_values
from followup_analytics.tuning.set_off_hazards import chance_of_none
from followup_analytics.tuning.silent_days import BASE_COLUMNS, EFFECT_DAYS, LONGEST_DAYS, base_columns, check_columns, fading

QUESTIONS = ("value of what is usual", "gain of asking sooner", "gain of asking later", "gain of one check less")
_POLICIES = pd.DataFrame([(5, 7, 2), (3, 7, 2), (8, 7, 2), (5, 7, 1)], columns=list(TUNED))
_DRAWS = 199
_PEOPLE = ApplicationGroup(1.0, "mid", np.zeros(3))


def tuner_ranks(searches: int, interviews: int, seed: int) -> np.ndarray:
    """The true value and gains of searches drawn from the tuning's prior, as shares of the posterior's draws below them."""
    rng = np.random.default_rng(seed)
    ranks = []
    for _ in range(searches):
        form, favourable, rejected = next(model_without_data().draws(1, int(rng.integers(2**31))))
        days = _days_of(form, favourable[0], rejected[0], interviews, rng)
        truth = _asked(_known(form, favourable[0], rejected[0]), 1, 0)[0]
        ranks.append((_asked(fit_model(days), _DRAWS, int(rng.integers(2**31))) < truth).mean(axis=0))
    return np.array(ranks)


def _asked(model: HazardModel, draws: int, seed: int) -> np.ndarray:
    plan = schedules(_POLICIES, 1.0, horizon_of(1.0))
    values, _ = policy_values(model, _PEOPLE, plan, "email", draws=draws, seed=seed, cost=0.01)
    return np.column_stack([values[:, 0], values[:, 1:] - values[:, [0]]])


def _known(form: CheckEffectForm, favourable: np.ndarray, rejected: np.ndarray) -> HazardModel:
    sure = [HazardFit(mode, np.zeros((len(mode), len(mode))), 0.0) for mode in (favourable, rejected)]
    return HazardModel((dataclasses.replace(form, fit=sure[0], table=0),), np.ones(1), (sure[1],))


def _days_of(
    form: CheckEffectForm, favourable: np.ndarray, rejected: np.ndarray, interviews: int, rng: np.random.Generator
) -> pd.DataFrame:
    """The silent days of a search in which the model's own coefficients are true."""
    first = np.where(rng.random(interviews) < 0.85, rng.integers(3, 13, interviews), LONGEST_DAYS + 1)
    second = np.where(rng.random(interviews) < 0.7, first + rng.integers(5, 15, interviews), LONGEST_DAYS + 1)
    row, day = (part.ravel() for part in np.indices((interviews, LONGEST_DAYS)))
    day = day + 1
    number = (day >= first[row]).astype(np.int64) + (day >= second[row])
    latest = np.select([number == 2, number == 1], [second[row], first[row]], -EFFECT_DAYS)
    acts = day - latest < EFFECT_DAYS
    wait = np.where(number == 2, second[row] - first[row], first[row])
    columns = {
        "interview": row,
        "day": day,
        "days_since_check": np.where(acts, day - latest, EFFECT_DAYS),
        "check_number": np.where(acts, number, 0),
        "wait_days": np.where(acts, wait, 0),
        "medium": np.where(acts, rng.choice(["email", "phone"], interviews, p=[0.7, 0.3])[row], ""),
        "their_medium": rng.choice(["", "email", "phone"], interviews)[row],
        "seniority": rng.choice(["mid", "senior"], interviews)[row],
        "quarters_ago": np.sort(rng.integers(0, 3, interviews))[::-1][row],
    }
    days = pd.DataFrame(columns)
    base = base_columns(days)
    effect = check_columns(days, form.decay_days)[:, : len(favourable) - BASE_COLUMNS]
    if form.name == SET_OFF:
        effect = set_off_columns(base, check_columns(days, form.decay_days))
    design = np.column_stack([base, effect])
    yes = 1 - chance_of_none(design, effect.shape[1] if form.name == SET_OFF else 0, favourable)
    against = np.column_stack([base, fading(4.0)[days["days_since_check"]]])
    no = np.minimum(1 - chance_of_none(against, 0, rejected), 1 - yes)
    draw = rng.random(len(days))
    days["favourable"], days["rejected"] = draw < yes, (draw >= yes) & (draw < yes + no)
    over = (days["favourable"] | days["rejected"]).groupby(row).cumsum().groupby(row).shift(fill_value=0)
    return days[over.to_numpy() == 0].reset_index(drop=True)


def effect_ranks(searches: int, applications: int, seed: int, truth: Truth, as_of: str, ratio_of_truth: object) -> np.ndarray:
    """The true log ratios of searches drawn from the prior of a check, as shares of what is believed after the log."""
    rng = np.random.default_rng(seed)
    odds = np.exp(np.linspace(-1.6, 2.4, 11))
    grid = np.log([ratio_of_truth(_with(truth, one)) for one in odds])  # type: ignore[operator]
    ranks = []
    for one in range(searches):
        prior = prior_of_a_check()
        part = rng.choice(len(prior.weight), p=prior.weight)
        log_ratio = float(np.clip(rng.normal(prior.mean[part], prior.sd[part]), grid[0], grid[-1]))
        searched = _with(truth, float(np.exp(np.interp(log_ratio, grid, np.log(odds)))))
        log = fa.simulate_search(applications, seed=seed + one, truth=searched)
        ranks.append(belief_after(log, as_of=as_of).below(log_ratio))
    return np.array(ranks)


def _with(truth: Truth, odds: float) -> Truth:
    return dataclasses.replace(truth, effect=Effect(ratio=((0, odds),), later=1.0))


def unevenness(ranks: np.ndarray) -> float:
    """How far the ranks are from even, at most: the statistic of Kolmogorov and Smirnov times the root of their number."""
    ordered, size = np.sort(ranks), len(ranks)
    places = np.arange(1, size + 1) / size
    return float(max((places - ordered).max(), (ordered - places + 1 / size).max()) * size**0.5)


def calibration_rows(what: str, ranks: np.ndarray) -> Iterator[Row]:
    """Whether the ranks are even, and how many truths the 90 % intervals hold."""
    far, held = unevenness(ranks), float(((ranks > 0.05) & (ranks < 0.95)).mean())
    # 1.63 is exceeded once in a hundred times.
    yield Row(f"{what}: ranks from even, in units of 1 / sqrt(n)", f"{far:.2f}", "at most 1.63", far <= 1.63)
    yield Row(f"{what}: 90 % intervals that hold", f"{held:.2f}")
