"""What log and priors count for, and whether the model is right."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats, check_share, wilson_interval
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.tuning.answer_model import HazardModel, fit_model, model_without_data, with_prior_effects
from followup_analytics.tuning.hazard_forms import NOTHING, SET_OFF, set_off_columns
from followup_analytics.tuning.learned_priors import Priors
from followup_analytics.tuning.policies import TUNED, ApplicationGroup, horizon_of, schedules
from followup_analytics.tuning.policy_value import policy_values
from followup_analytics.tuning.set_off_hazards import chance_of_none
from followup_analytics.tuning.silent_days import (
    CHECK_MEDIA,
    FIRST_DAYS_OF_BANDS,
    base_columns,
    check_columns,
    day_band,
    fading,
    silent_days,
)

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
    model: HazardModel,
    cadence: Cadence,
    interviews: int,
    *,
    confidence: float = 0.9,
    seed: int = 0,
    learned: Priors | None = None,
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
    learned : Priors, optional
        With which the model was fitted.

    Returns
    -------
    DataFrame
        Index `question`: `answers, first_check, second_check, sooner, later`. Columns: `says` (the question in words),
        `estimate, low, high` (a chance within 30 days of an interview, or a difference of two, after the log), `prior,
        prior_low, prior_high` (before it), `prior_share` (of all that is known, how much is prior: 1 where the log says
        nothing), `log_counts_for`, `prior_counts_for` (in interviews); `others_share` (of the prior knowledge, how much others'
        searches taught: 0 without learned priors).

    Notes
    -----
    Knowledge is counted as one divided by the variance of the log odds; that of the log is what the posterior has beyond the
    prior. What checks add is compared with what the priors would say of them if the log had spoken of unasked answers only.
    """
    chances, believed_chances = _chances(model, cadence, seed), _chances(with_prior_effects(model), cadence, seed)
    unasked = _chances(model_without_data(learned), cadence, seed)
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
        "others_share": _of_others(believed, learned, cadence, seed),
    }
    return pd.DataFrame(table, index=pd.Index(list(_QUESTIONS), name="question"))


def _of_others(believed: Floats, learned: Priors | None, cadence: Cadence, seed: int) -> Floats:
    """How much of what is believed before the log others' searches taught."""
    if learned is None:
        return np.zeros(len(_QUESTIONS))
    draws = _chances(model_without_data(), cadence, seed)
    of_guides = _knowledge(_differences(np.log(draws / (1 - draws))))
    gained = np.maximum(believed - of_guides, 0.0)
    return np.divide(gained, believed, out=np.zeros(len(gained)), where=believed > 0)


def _knowledge(draws: Floats) -> Floats:
    """One divided by the variance; 0 for a question that does not arise, such as of asking sooner than is permitted."""
    spread = draws.var(axis=0)
    return np.asarray(np.divide(1.0, spread, out=np.zeros(len(spread)), where=spread > 0), dtype=np.float64)


def _chances(model: HazardModel, cadence: Cadence, seed: int) -> Floats:
    """Draws of the chance with no check, one, two, one sooner, one later: a column each, for a role of unknown seniority."""
    wait, spacing = cadence.wait_business_days, cadence.spacing_days
    rows = [(wait, spacing, 0), (wait, spacing, 1), (wait, spacing, 2), (max(wait - 2, 3), spacing, 1), (wait + 2, spacing, 1)]
    plan = schedules(pd.DataFrame(rows, columns=list(TUNED)), 1.0, horizon_of(1.0))
    people = ApplicationGroup(1.0, "mid", np.zeros(len(CHECK_MEDIA) - 1))
    value, _ = policy_values(model, people, plan, cadence.medium or "email", draws=_DRAWS, seed=seed, cost=0.0)
    return np.asarray(np.clip(value, _LEAST_CHANCE, 1 - _LEAST_CHANCE))


def _differences(draws: Floats) -> Floats:
    """The answers to the questions: the first chance itself, then what each check changes."""
    none, one, two, sooner, later = draws.T
    return np.column_stack([none, one - none, two - one, sooner - one, later - one])


def daily_chances(model: HazardModel, days: pd.DataFrame) -> Floats:
    """The chance of a favourable answer on each of the days, averaged over the model's forms.

    Parameters
    ----------
    model : HazardModel
    days : DataFrame
        As `silent_days` gives them.
    """
    base, kinds = base_columns(days), check_columns(days, np.inf)
    since = days["days_since_check"].to_numpy(dtype=np.int64)
    total = np.zeros(len(days))
    for form, weight in zip(model.forms, model.weights, strict=True):
        effect = kinds * fading(form.decay_days)[since, None]
        if form.name == SET_OFF:
            effect = set_off_columns(base, effect)
        design = base if form.name == NOTHING else np.column_stack([base, effect])
        columns = effect.shape[1] if form.name == SET_OFF else 0
        total += weight * (1 - chance_of_none(design, columns, form.fit.mode))
    return total


def calibration(model: HazardModel, days: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Favourable answers as the model expects them, beside those that came, by days since the interview.

    Parameters
    ----------
    model : HazardModel
    days : DataFrame
        As `silent_days` gives them.
    confidence : float
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per band of days: `from_day`, `days` (of silence), `expected` and `observed` (daily chances), `low, high` (the
        interval of the observed), `answers`.
    """
    band = day_band(days["day"])
    chances = daily_chances(model, days) if len(days) else np.zeros(0)
    size = np.bincount(band, minlength=len(FIRST_DAYS_OF_BANDS))
    answers = np.bincount(band, days["favourable"], len(FIRST_DAYS_OF_BANDS))
    some = np.maximum(size, 1)
    low, high = wilson_interval(answers / some, size.astype(np.float64), confidence)
    return pd.DataFrame(
        {
            "from_day": FIRST_DAYS_OF_BANDS,
            "days": size,
            "expected": np.bincount(band, chances, len(FIRST_DAYS_OF_BANDS)) / some,
            "observed": answers / some,
            "low": low,
            "high": high,
            "answers": answers.astype(np.int64),
        }
    )


def held_out_score(log: JobSearchLog, *, as_of: Any, learn_from: float = 0.7) -> pd.Series:
    """How well later interviews are foretold by a model of the earlier ones.

    Parameters
    ----------
    log : JobSearchLog
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    learn_from : float
        The share of the interviews, the earliest ones, that the model learns from, as they stood on the day of the first of the
        others.

    Returns
    -------
    Series
        `learnt_from, foretold` (interviews); `model, constant` (the mean log score of a silent day: of the model, and of one
        chance for all days, learnt from the same interviews); `gain` (of the model, a day), 0 where there is nothing to score.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `learn_from` is not between 0 and 1.

    References
    ----------
    Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007).
    """
    check_share("learn_from", learn_from, such_as=0.7)
    days = silent_days(log, as_of=as_of)
    begun = days.drop_duplicates("interview")["interview_at"].sort_values()
    cut = begun.iloc[min(int(len(begun) * learn_from), len(begun) - 1)] if len(begun) else None
    later = days[days["interview_at"] >= cut] if cut is not None else days
    earlier = silent_days(log, as_of=cut) if cut is not None else days
    if not len(later) or not len(earlier):
        sizes = [frame["interview"].nunique() for frame in (earlier, later)]
        return pd.Series(
            {"learnt_from": sizes[0], "foretold": sizes[1], "model": 0.0, "constant": 0.0, "gain": 0.0}, dtype="float64"
        )
    answered = later["favourable"].to_numpy()
    mean = np.clip(earlier["favourable"].mean(), 1 / (2 * len(earlier)), None)
    model, constant = (_score(chance, answered) for chance in (daily_chances(fit_model(earlier), later), mean))
    return pd.Series(
        {
            "learnt_from": earlier["interview"].nunique(),
            "foretold": later["interview"].nunique(),
            "model": model,
            "constant": constant,
            "gain": model - constant,
        },
        dtype="float64",
    )


def _score(chance: Any, answered: np.ndarray) -> float:
    return float(np.log(np.where(answered, chance, 1 - np.asarray(chance))).mean())
