"""Is the model right? Its calibration by day, and what it says of later interviews that it has not seen."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats, check_share, wilson_interval
from followup_analytics.log import JobSearchLog
from followup_analytics.tuning.features import BASE_COLUMNS, FIRST_DAYS_OF_BANDS, day_band, fading, hazard_features
from followup_analytics.tuning.model import NOTHING, SET_OFF, HazardModel, fit_model, set_off_columns
from followup_analytics.tuning.set_off import chance_of_none
from followup_analytics.tuning.silent_days import FEATURES, silent_days


def daily_chances(model: HazardModel, days: pd.DataFrame) -> Floats:
    """The chance of a favourable answer on each of the days, averaged over the model's forms.

    Parameters
    ----------
    model : HazardModel
    days : DataFrame
        As `silent_days` gives them.
    """
    lasting = hazard_features(np.inf).fit_transform(days[FEATURES])
    base, kinds = lasting[:, :BASE_COLUMNS], lasting[:, BASE_COLUMNS:]
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
