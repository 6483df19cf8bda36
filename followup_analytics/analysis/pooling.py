"""Partial pooling of groups: what a group's few cases say, beside what all groups have in common."""

from dataclasses import dataclass

import numpy as np

from followup_analytics.analysis.intervals import Floats

_MEANS = np.linspace(0.01, 0.99, 50)
# How many cases the other groups are worth to a group; the prior density falls with the square, so that groups may differ.
_CONCENTRATIONS = np.geomspace(2.0, 2000.0, 16)
_PRIOR_SCALE = 20.0
_RATES = (np.arange(600) + 0.5) / 600
_AT_ONCE = 32


@dataclass(frozen=True)
class Pooled:
    """Of each group the posterior mean of its rate and an interval; `above[i, j]` is P(rate of i > rate of j)."""

    rate: Floats
    low: Floats
    high: Floats
    above: Floats


def pool(answered: Floats, size: Floats, confidence: float = 0.95) -> Pooled:
    """Pool groups in a beta-binomial model with mean and concentration integrated on a grid.

    Parameters
    ----------
    answered, size : effective counts, one element a group; need not be whole
    confidence : of the interval

    References
    ----------
    Gelman et al., *Bayesian Data Analysis*, 3rd edition (2013), section 5.3; Gelman, Hill and Yajima, "Why we (usually) don't
    have to worry about multiple comparisons", Journal of Research on Educational Effectiveness 5 (2012).
    """
    mean, concentration = (grid.ravel() for grid in np.meshgrid(_MEANS, _CONCENTRATIONS))
    a = mean[:, None] * concentration[:, None] + answered
    b = (1 - mean)[:, None] * concentration[:, None] + size - answered
    weight = _weights(mean, concentration, a, b)
    kept = weight > weight.max() * 1e-6
    a, b, weight = a[kept], b[kept], weight[kept] / weight[kept].sum()
    density, above = np.zeros((len(size), len(_RATES))), np.zeros((len(size), len(size)))
    log_rate, log_rest = np.log(_RATES), np.log1p(-_RATES)
    for begin in range(0, len(weight), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        each = np.exp(_log_density(a[part], b[part], log_rate, log_rest))
        each /= each.sum(axis=2, keepdims=True)
        weighed = weight[part, None, None] * each
        density += weighed.sum(axis=0)
        above += (weighed @ (np.cumsum(each, axis=2) - each / 2).transpose(0, 2, 1)).sum(axis=0)
    np.fill_diagonal(above, 0.5)
    cumulative = np.cumsum(density, axis=1)
    tail = (1 - confidence) / 2
    low, high = (_RATES[(cumulative < level).sum(axis=1).clip(max=len(_RATES) - 1)] for level in (tail, 1 - tail))
    return Pooled(density @ _RATES, low, high, above)


def _weights(mean: Floats, concentration: Floats, a: Floats, b: Floats) -> Floats:
    """The posterior weight of each mean and concentration."""
    from scipy.special import betaln  # 0.1 s, and only where groups are pooled

    prior = -2 * np.log(_PRIOR_SCALE + concentration) + np.log(concentration)
    alone = betaln(mean * concentration, (1 - mean) * concentration)
    log_weight = prior + (betaln(a, b) - alone[:, None]).sum(axis=1)
    return np.asarray(np.exp(log_weight - log_weight.max()), dtype=np.float64)


def _log_density(a: Floats, b: Floats, log_rate: Floats, log_rest: Floats) -> Floats:
    log_density = (a - 1)[:, :, None] * log_rate + (b - 1)[:, :, None] * log_rest
    return np.asarray(log_density - log_density.max(axis=2, keepdims=True), dtype=np.float64)
