"""Intervals for chances: Wilson's for counts, and the incidence of answers by day where some are still waited for."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from followup_analytics.time_zones import Ints

Floats = NDArray[np.float64]
CENSORED, EVENT, COMPETING = 0, 1, 2


def normal_quantile(confidence: float) -> float:
    """The z of a two-sided interval: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson_interval(rate: Floats, size: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval of rates seen in `size` cases; 0 to 1 where there is no case.

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927);
    Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001).
    """
    rate, size = np.asarray(rate, dtype=np.float64), np.asarray(size, dtype=np.float64)
    z = normal_quantile(confidence)
    some = np.where(size > 0, size, 1.0)
    centre = (rate + z**2 / (2 * some)) / (1 + z**2 / some)
    half = z / (1 + z**2 / some) * np.sqrt(rate * (1 - rate) / some + z**2 / (4 * some**2))
    low, high = np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)
    # At the ends the formula is exact but for rounding.
    low, high = np.where(rate == 0, 0.0, low), np.where(rate == 1, 1.0, high)
    return np.where(size > 0, low, 0.0), np.where(size > 0, high, 1.0)


@dataclass(frozen=True)
class Incidence:
    """The chance of an event by each whole day, competing events and censoring accounted for.

    Attributes
    ----------
    chance, low, high : at day 0, 1, ...; day d counts what came within d days
    at_risk : how many were still waited for on that day
    effective_size : the number of fully watched cases that would be as informative
    last_day : the last day on which anyone was at risk, -1 where nobody was
    """

    chance: Floats
    low: Floats
    high: Floats
    at_risk: Ints
    effective_size: Floats
    last_day: int


def incidence(days: Ints, cause: Ints, case: Ints, last_day: int, confidence: float = 0.95) -> Incidence:
    """The cumulative incidence (Aalen-Johansen) by whole day, with Wilson's interval on the effective size.

    Parameters
    ----------
    days : whole days until the event, the competing event or the end of watching
    cause : 1 the event, 2 a competing event, 0 censored; events come before censorings of the same day
    case : a number for each independent case (an application); several rows of one case count together in the variance
    last_day : the last day that is wanted
    confidence : of the interval

    Returns
    -------
    Incidence

    Notes
    -----
    The effective size is min(n, F(1 - F) / Var F), with the variance of F from the influence of each case. Where F is 0 or 1
    it is the number of rows that had the event by then or were watched that long.

    References
    ----------
    Aalen and Johansen, "An empirical transition matrix for non-homogeneous Markov chains", Scandinavian Journal of Statistics 5
    (1978); with one cause it is the Kaplan-Meier estimate.
    """
    days = np.asarray(days, dtype=np.int64)
    within = np.minimum(days, last_day + 1)
    ended, event, competing = (
        np.bincount(within[chosen], minlength=last_day + 2)[: last_day + 1]
        for chosen in (within >= 0, cause == EVENT, cause == COMPETING)
    )
    at_risk = len(days) - np.concatenate([[0], np.cumsum(ended)[:-1]])
    some = np.maximum(at_risk, 1)
    survival = np.cumprod(1 - (event + competing) / some)
    before = np.concatenate([[1.0], survival[:-1]])
    chance = np.cumsum(before * event / some)
    variance = _variance(within, cause, case, chance, before, event, competing, at_risk)
    size = _effective_size(days, cause, chance, variance)
    low, high = wilson_interval(chance, size, confidence)
    reached = np.flatnonzero(at_risk > 0)
    return Incidence(chance, low, high, at_risk, size, int(reached[-1]) if len(reached) else -1)


def _variance(
    within: Ints, cause: Ints, case: Ints, chance: Floats, before: Floats, event: Ints, competing: Ints, at_risk: Ints
) -> Floats:
    """The variance of the chance by each day: the influence of each row, summed by case, squared and summed.

    The influence of a row on the chance by day t is a sum over the days u up to t on which it was at risk. It is a
    polynomial in chance(t), so that sums over the days before suffice: influence(t) = a(t) - chance(t) b(t) + c(t).
    """
    horizon = len(chance)
    some = np.maximum(at_risk, 1).astype(np.float64)
    hazard, any_hazard = event / some, (event + competing) / some
    left = np.where(any_hazard < 1, 1 - any_hazard, np.inf)
    own, rest = before / some, 1 / (some * left)
    # Sums up to and with each day of what every row at risk then contributes.
    drift_a, drift_b, drift_c = (np.cumsum(term) for term in (own * hazard, rest * any_hazard, rest * any_hazard * chance))
    variance = np.zeros(horizon)
    _, group = np.unique(case, return_inverse=True)
    groups = int(group.max()) + 1 if len(group) else 0
    for t in range(horizon):
        stop = np.minimum(within, t)
        a, b, c = -drift_a[stop], -drift_b[stop], -drift_c[stop]
        done = within <= t
        at = np.minimum(within, horizon - 1)
        jump, any_jump = done & (cause == EVENT), done & (cause != CENSORED)
        a = a + np.where(jump, own[at], 0.0)
        b = b + np.where(any_jump, rest[at], 0.0)
        c = c + np.where(any_jump, rest[at] * chance[at], 0.0)
        influence = a - chance[t] * b + c
        variance[t] = float((np.bincount(group, weights=influence, minlength=groups) ** 2).sum())
    return variance


def _effective_size(days: Ints, cause: Ints, chance: Floats, variance: Floats) -> Floats:
    known = np.array(
        [
            np.count_nonzero((days > t) | ((cause == EVENT) & (days <= t)) | ((cause == COMPETING) & (days <= t)))
            for t in range(len(chance))
        ]
    )
    inner = (chance > 1e-12) & (chance < 1 - 1e-12) & (variance > 0)
    size = np.where(inner, chance * (1 - chance) / np.where(variance > 0, variance, 1.0), known)
    return np.minimum(size, len(days)).astype(np.float64)
