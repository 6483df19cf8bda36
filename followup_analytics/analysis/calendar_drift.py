"""Whether answers have thinned or slowed over the calendar: what early parts of a log say is then not true any more."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.grouped_rates import Watched, observed_and_expected, strata_of
from followup_analytics.analysis.interval_censoring import completed
from followup_analytics.analysis.intervals import CENSORED, EVENT, Floats, incidence_on
from followup_analytics.analysis.milestones import begun_days, last_look, quarters_ago
from followup_analytics.local_time import Flags, Ints

THINNED, SLOWED = "answers_thinned", "answers_slowed"
_SOON_DAYS, _LONG_DAYS, _EVER_DAYS = 14, 30, 60
_FAR = 2.5  # standard deviations: 0.006 by chance at each of a search's milestones
_AS_MANY = 0.85  # of the early share
_DRAWS = 4


@dataclass(frozen=True)
class AnswerDrift:
    """How answers changed over the quarters of a search.

    Attributes
    ----------
    code : str
        `answers_thinned` (fewer are answered at all), `answers_slowed` (as many, but later), or "".
    within_days : int
        The days within which shares are counted: 60, or 14 where answers slowed; 0 where there is nothing to say.
    early_share, late_share : float
        The share answered by then in the first and in the second half of the quarters.
    """

    code: str = ""
    within_days: int = 0
    early_share: float = np.nan
    late_share: float = np.nan


def answer_drift(found: pd.DataFrame, *, seed: int = 0) -> AnswerDrift:
    """Hold the quarters of a search against each other, as it stood at the last milestone of waits that are over.

    Parameters
    ----------
    found : DataFrame
        As `silences` gives it.
    seed : int
        Of the draws for answers of unknown day.

    Notes
    -----
    Answers less those expected (cumulated hazards by day, within kind, number and stage), summed with the number of the quarter
    as weight: the log-rank test for trend.

    References
    ----------
    Tarone, "Tests for trend in life table analysis", Biometrika 62 (1975).
    """
    whole, begun = completed(found, draws=_DRAWS, seed=seed), begun_days(found)
    # Where answers thin, a milestone of answers is never reached: those of waits that are as good as over serve.
    long = ~whole.answered & (whole.least >= _LONG_DAYS)
    look = last_look(begun, np.minimum(whole.least, _LONG_DAYS), whole.answered | long)
    if not look.answers:
        return AnswerDrift()
    rows = np.flatnonzero(begun <= look.evening)
    left, days = (look.evening - begun)[rows], whole.days[:, rows]
    then = Watched(rows, np.minimum(days, left), whole.answered[rows] & (days <= left), look.answers)
    stratum, quarter = strata_of(found.iloc[rows], ()), -quarters_ago(found["at"].iloc[rows])
    if min(_trend(then, stratum, quarter, within_days) for within_days in (_SOON_DAYS, _EVER_DAYS)) > -_FAR:
        return AnswerDrift()
    late = quarter > np.median(np.unique(quarter))
    (soon, late_soon), (ever, late_ever) = (
        [_share(then, part, within_days) for part in (~late, late)] for within_days in (_SOON_DAYS, _EVER_DAYS)
    )
    if late_ever < _AS_MANY * ever:
        return AnswerDrift(THINNED, _EVER_DAYS, ever, late_ever)
    return AnswerDrift(SLOWED, _SOON_DAYS, soon, late_soon) if late_soon < _AS_MANY * soon else AnswerDrift()


def _trend(then: Watched, stratum: Ints, quarter: Ints, within_days: int) -> float:
    """How far answers within so many days fall or rise over the quarters, in standard deviations."""
    observed, expected = observed_and_expected(then, stratum, within_days)
    size = np.maximum(np.bincount(stratum), 1)
    weight = _centred(quarter.astype(np.float64), stratum, size)
    excess = observed - expected
    spread = np.bincount(stratum, _centred(excess, stratum, size) ** 2) / np.maximum(size - 1, 1)
    variance = float((spread * np.bincount(stratum, weight**2)).sum())
    return float(weight @ excess) / variance**0.5 if variance > 0 else 0.0


def _share(then: Watched, part: Flags, within_days: int) -> float:
    """The share of some waits that is answered within so many days, what is still waited for accounted for."""
    case = np.arange(int(part.sum()))
    each = [
        incidence_on(days[part], np.where(event[part], EVENT, CENSORED), case, within_days)[0]
        for days, event in zip(then.days, then.event, strict=True)
    ]
    return float(np.mean(each))


def _centred(values: Floats, stratum: Ints, size: Ints) -> Floats:
    return np.asarray(values - (np.bincount(stratum, values) / size)[stratum], dtype=np.float64)
