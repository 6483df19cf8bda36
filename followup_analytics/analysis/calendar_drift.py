"""Whether answers have thinned or slowed over the calendar: what early parts of a log say is then not true any more."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.grouped_rates import Watched, observed_and_expected, strata_of
from followup_analytics.analysis.interval_censoring import completed
from followup_analytics.analysis.intervals import CENSORED, EVENT, Floats, incidence_on
from followup_analytics.analysis.milestones import begun_days, look_at, quarters_ago
from followup_analytics.local_time import Ints

THINNED, SLOWED = "answers_thinned", "answers_slowed"
_SOON_DAYS, _EVER_DAYS = 14, 60
_FAR, _NEAR = 2.24, 1.0  # standard deviations: 0.0125 by chance at each of the four milestones of a search
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
        The share answered by then in the first and in the second half of the quarters, at equal mixes of messages.
    """

    code: str = ""
    within_days: int = 0
    early_share: float = np.nan
    late_share: float = np.nan


def answer_drift(found: pd.DataFrame, *, seed: int = 0) -> AnswerDrift:
    """Hold the quarters of a search against each other, as it stood at the log's last milestone.

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
    look = look_at(found, np.ones(len(found), dtype=bool))
    if not look.answers:
        return AnswerDrift()
    whole, begun = completed(found, draws=_DRAWS, seed=seed), begun_days(found)
    rows = np.flatnonzero(begun <= look.evening)
    left, days = (look.evening - begun)[rows], whole.days[:, rows]
    then = Watched(rows, np.minimum(days, left), whole.answered[rows] & (days <= left), look.answers)
    stratum, quarter = strata_of(found.iloc[rows], ()), -quarters_ago(found["at"].iloc[rows])
    soon, ever = (_Trend.of(then, stratum, quarter, within_days) for within_days in (_SOON_DAYS, _EVER_DAYS))
    if ever.score <= -_FAR:
        return AnswerDrift(THINNED, _EVER_DAYS, ever.early, ever.late)
    if soon.score <= -_FAR and ever.score > -_NEAR:
        return AnswerDrift(SLOWED, _SOON_DAYS, soon.early, soon.late)
    return AnswerDrift()


@dataclass(frozen=True)
class _Trend:
    """How far answers fall or rise over the quarters, in standard deviations; their share in the early and the late half."""

    score: float
    early: float
    late: float

    @classmethod
    def of(cls, then: Watched, stratum: Ints, quarter: Ints, within_days: int) -> "_Trend":
        observed, expected = observed_and_expected(then, stratum, within_days)
        size = np.maximum(np.bincount(stratum), 1)
        weight = _centred(quarter.astype(np.float64), stratum, size)
        excess = observed - expected
        spread = np.bincount(stratum, _centred(excess, stratum, size) ** 2) / np.maximum(size - 1, 1)
        variance = float((spread * np.bincount(stratum, weight**2)).sum())
        late = quarter > np.median(np.unique(quarter))
        case = np.arange(len(quarter))
        each = [
            incidence_on(days, np.where(event, EVENT, CENSORED), case, within_days)[0]
            for days, event in zip(then.days, then.event, strict=True)
        ]
        parts = [min(_ratio(observed[part], expected[part]) * float(np.mean(each)), 1.0) for part in (~late, late)]
        return cls(float(weight @ excess) / max(variance, 1e-12) ** 0.5 if variance > 0 else 0.0, parts[0], parts[1])


def _ratio(observed: Floats, expected: Floats) -> float:
    return float(observed.sum() / expected.sum()) if expected.sum() > 0 else 1.0


def _centred(values: Floats, stratum: Ints, size: Ints) -> Floats:
    return np.asarray(values - (np.bincount(stratum, values) / size)[stratum], dtype=np.float64)
