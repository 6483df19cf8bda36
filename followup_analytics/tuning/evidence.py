"""What the log and what the priors count for."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.rules.cadence import Cadence
from followup_analytics.tuning.model import HazardModel, model_without_data, with_prior_effects
from followup_analytics.tuning.policy import TUNED, horizon_of, schedules
from followup_analytics.tuning.silent_days import CHECK_MEDIA
from followup_analytics.tuning.value import People, policy_values

_DRAWS = 400
_LEAST_CHANCE = 1e-6
_QUESTIONS = {
    "answers": "A favourable answer when nothing is sent",
    "first_check": "What a first check adds",
    "second_check": "What a second check adds",
    "sooner": "What asking 2 business days sooner adds",
    "later": "What asking 2 business days later adds",
}


def evidence_table(
    model: HazardModel, cadence: Cadence, interviews: int, *, confidence: float = 0.9, seed: int = 0
) -> pd.DataFrame:
    """What the log says of each question, beside what was believed before it.

    Parameters
    ----------
    model : HazardModel
    cadence : Cadence
        Whose wait and spacing the questions are about.
    interviews : int
        On how many the model rests.
    confidence : float
        Of the intervals.
    seed : int

    Returns
    -------
    DataFrame
        Index `question`: `answers, first_check, second_check, sooner, later`. Columns: `says` (the question in words),
        `estimate, low, high` (a chance within 30 days of an interview, or a difference of two, after the log), `prior,
        prior_low, prior_high` (before it), `prior_share` (of all that is known, how much is prior: 1 where the log says
        nothing), `log_counts_for`, `prior_counts_for` (in interviews).

    Notes
    -----
    Knowledge is counted as one divided by the variance of the log odds; that of the log is what the posterior has beyond the
    prior. What checks add is compared with what the priors would say of them if the log had spoken of unasked answers only.
    """
    chances, believed_chances = _chances(model, cadence, seed), _chances(with_prior_effects(model), cadence, seed)
    unasked = _chances(model_without_data(), cadence, seed)
    after, before = _differences(chances), _differences(believed_chances)
    before[:, 0] = unasked[:, 0]
    odds, believed_odds = (_differences(np.log(draws / (1 - draws))) for draws in (chances, believed_chances))
    believed_odds[:, 0] = np.log(unasked[:, 0] / (1 - unasked[:, 0]))
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    known, believed = (_knowledge(draws) for draws in (odds, believed_odds))
    learnt = np.maximum(known - believed, 0.0) if interviews else np.zeros(len(_QUESTIONS))
    share = np.divide(believed, believed + learnt, out=np.ones(len(learnt)), where=learnt > 0)
    worth = np.divide(interviews * believed, learnt, out=np.full(len(learnt), np.inf), where=learnt > 0)
    (low, high), (prior_low, prior_high) = np.quantile(after, tails, axis=0), np.quantile(before, tails, axis=0)
    table: dict[str, Any] = {
        "says": list(_QUESTIONS.values()),
        "estimate": after.mean(axis=0),
        "low": low,
        "high": high,
        "prior": before.mean(axis=0),
        "prior_low": prior_low,
        "prior_high": prior_high,
        "prior_share": share,
        "log_counts_for": np.where(learnt > 0, interviews, 0),
        "prior_counts_for": worth,
    }
    return pd.DataFrame(table, index=pd.Index(list(_QUESTIONS), name="question"))


def _knowledge(draws: Floats) -> Floats:
    """One divided by the variance; 0 for a question that does not arise, such as of asking sooner than is permitted."""
    spread = draws.var(axis=0)
    return np.asarray(np.divide(1.0, spread, out=np.zeros(len(spread)), where=spread > 0), dtype=np.float64)


def _chances(model: HazardModel, cadence: Cadence, seed: int) -> Floats:
    """Draws of the chance with no check, one, two, one sooner, one later: a column each, for a role of unknown seniority."""
    wait, spacing = cadence.wait_business_days, cadence.spacing_days
    rows = [(wait, spacing, 0), (wait, spacing, 1), (wait, spacing, 2), (max(wait - 2, 3), spacing, 1), (wait + 2, spacing, 1)]
    plan = schedules(pd.DataFrame(rows, columns=list(TUNED)), 1.0, horizon_of(1.0))
    people = People(1.0, "mid", np.zeros(len(CHECK_MEDIA) - 1))
    value, _ = policy_values(model, people, plan, cadence.medium or "email", draws=_DRAWS, seed=seed, cost=0.0)
    return np.asarray(np.clip(value, _LEAST_CHANCE, 1 - _LEAST_CHANCE))


def _differences(draws: Floats) -> Floats:
    """The answers to the questions: the first chance itself, then what each check changes."""
    none, one, two, sooner, later = draws.T
    return np.column_stack([none, one - none, two - one, sooner - one, later - one])
