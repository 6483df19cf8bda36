"""Wilson's intervals, and incidence by day."""

from dataclasses import dataclass
from numbers import Integral, Real
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from followup_analytics.errors import FollowupError
from followup_analytics.local_time import Ints

Floats = NDArray[np.float64]
CENSORED, EVENT, COMPETING = 0, 1, 2
_CAUSES = 3


def check_share(name: str, value: float, such_as: float = 0.95) -> None:
    """Refuse an argument that is to be a share, such as a confidence, and is not between 0 and 1."""
    if not isinstance(value, Real) or not 0 < value < 1:
        raise FollowupError(f"{name}={value!r}: must lie between 0 and 1, such as {such_as}")


def check_whole(name: str, value: object, least: int, most: int | None = None) -> None:
    """Refuse an argument that is to be a whole number within bounds, such as a seed, and is not."""
    bounds = f"from {least} to {most:,}" if most is not None else f"of at least {least}"
    if not isinstance(value, Integral) or int(value) < least or (most is not None and int(value) > most):
        raise FollowupError(f"{name}={value!r}: must be a whole number {bounds}")


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


class Gains(Protocol):
    """What the variance gains where entries belong to one case."""

    def gain(self, influence: Floats) -> float:
        """The sum over all ordered pairs of different entries of one case."""


def incidence(
    days: Ints,
    cause: Ints,
    case: Ints | Gains | None,
    last_day: int,
    confidence: float = 0.95,
    weight: Ints | None = None,
) -> Incidence:
    """The cumulative incidence (Aalen-Johansen) by whole day, with Wilson's interval on the effective size.

    Parameters
    ----------
    days : whole days until the event, the competing event or the end of watching
    cause : 1 the event, 2 a competing event, 0 censored; events come before censorings of the same day
    case : a number for each independent case (an application); several rows of one case count together in the variance. None:
        each row is a case of its own. Or what tells how much the variance gains by cases
    last_day : the last day that is wanted
    confidence : of the interval
    weight : how many equal rows each stands for; 1 where it is not given

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
    counts = _counts(days, cause, last_day, weight)
    steps = _steps(counts)
    influence = _influence(steps, np.arange(last_day + 1))
    variance = (influence**2 * counts[None]).sum(axis=(1, 2))
    if case is not None:
        variance = variance + _together(influence, days, cause, case, last_day)
    size = _effective_size(counts, steps.chance, variance)
    low, high = wilson_interval(steps.chance, size, confidence)
    reached = np.flatnonzero(steps.at_risk > 0)
    return Incidence(steps.chance, low, high, steps.at_risk, size, int(reached[-1]) if len(reached) else -1)


def incidence_on(days: Ints, cause: Ints, case: Ints | Gains, day: int, weight: Ints | None = None) -> tuple[float, float]:
    """The chance of an event by one day and its effective size: what `incidence` has for it, at a fraction of the work."""
    counts = _counts(days, cause, day, weight)
    steps = _steps(counts)
    influence = _influence(steps, np.array([day]))
    variance = (influence**2 * counts[None]).sum(axis=(1, 2)) + _together(influence, days, cause, case, day)
    size = _effective_size(counts, steps.chance, np.append(np.zeros(day), variance))
    return float(steps.chance[-1]), float(size[-1])


@dataclass(frozen=True)
class _Steps:
    """By day: the chance so far, the share still waited for ahead of the day, events, competing events, those at risk."""

    chance: Floats
    before: Floats
    event: Ints
    competing: Ints
    at_risk: Ints


def _steps(counts: Ints) -> _Steps:
    event, competing = counts[:-1, EVENT], counts[:-1, COMPETING]
    at_risk = counts.sum() - np.concatenate([[0], np.cumsum(counts[:-1].sum(axis=1))[:-1]])
    some = np.maximum(at_risk, 1)
    survival = np.cumprod(1 - (event + competing) / some)
    before = np.concatenate([[1.0], survival[:-1]])
    return _Steps(np.cumsum(before * event / some), before, event, competing, at_risk)


def chance_by(days: Ints, cause: Ints, day: int, weight: Ints) -> float:
    """The chance of an event by one day."""
    return float(_steps(_counts(days, cause, day, weight)).chance[-1])


def _counts(days: Ints, cause: Ints, last_day: int, weight: Ints | None) -> Ints:
    """How many rows end on each day by each cause; what lies behind the last day counts as watched until then, in a last row."""
    codes = np.multiply(days, _CAUSES, dtype=np.int64)
    codes += cause
    size = _CAUSES * (last_day + 1)
    ended = np.bincount(codes, weight, minlength=size)[:size].astype(np.int64)
    total = len(days) if weight is None else weight.sum()
    return np.append(ended, [total - ended.sum(), 0, 0]).reshape(-1, _CAUSES)


def _influence(steps: _Steps, wanted: Ints) -> Floats:
    """How much a row moves the chance by each wanted day (first axis): by the day on which it ends (second), and by its cause.

    It is a sum over the days u up to t on which the row was at risk, and a polynomial in chance(t), so that sums over the days
    before suffice: influence(t) = a(t) - chance(t) b(t) + c(t).
    """
    chance = steps.chance
    horizon = len(chance)
    some = np.maximum(steps.at_risk, 1).astype(np.float64)
    hazard, any_hazard = steps.event / some, (steps.event + steps.competing) / some
    left = np.where(any_hazard < 1, 1 - any_hazard, np.inf)
    own, rest = steps.before / some, 1 / (some * left)
    # Sums up to and with each day of what every row at risk then contributes.
    drifts = [np.cumsum(term) for term in (own * hazard, rest * any_hazard, rest * any_hazard * chance)]
    t, end = wanted[:, None, None], np.arange(horizon + 1)[None, :, None]
    stop, at, cause = np.minimum(end, t), np.minimum(end, horizon - 1), np.arange(_CAUSES)[None, None, :]
    jump, any_jump = (end <= t) & (cause == EVENT), (end <= t) & (cause != CENSORED)
    a = np.where(jump, own[at], 0.0) - drifts[0][stop]
    b = np.where(any_jump, rest[at], 0.0) - drifts[1][stop]
    c = np.where(any_jump, rest[at] * chance[at], 0.0) - drifts[2][stop]
    return np.asarray(a - chance[wanted][:, None, None] * b + c)


def _together(influence: Floats, days: Ints, cause: Ints, case: Ints | Gains, last_day: int) -> Floats:
    """What the variance gains where several rows are of one case: their influences are added up before they are squared."""
    if not isinstance(case, np.ndarray):
        within = np.minimum(days, last_day + 1)
        return np.array([case.gain(of_day[within, cause]) for of_day in influence])
    _, group, size = np.unique(case, return_inverse=True, return_counts=True)
    several = size[group] > 1
    group, within, cause = group[several], np.minimum(days[several], last_day + 1), cause[several]
    gain = np.zeros(len(influence))
    for t, of_day in enumerate(influence):
        one = of_day[within, cause]
        gain[t] = (np.bincount(group, weights=one) ** 2).sum() - (one**2).sum()
    return gain


def _effective_size(counts: Ints, chance: Floats, variance: Floats) -> Floats:
    size, total = counts.sum(), len(chance)
    known = size - np.cumsum(counts[:total, CENSORED])
    inner = (chance > 1e-12) & (chance < 1 - 1e-12) & (variance > 0)
    found = np.where(inner, chance * (1 - chance) / np.where(variance > 0, variance, 1.0), known)
    return np.asarray(np.minimum(found, size), dtype=np.float64)
