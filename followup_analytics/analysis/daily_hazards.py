"""Daily chances of an answer as a logistic model on counts, with a Gaussian prior: the mode, its covariance, the evidence."""

from dataclasses import dataclass

import numpy as np

from followup_analytics.analysis.intervals import Floats
from followup_analytics.errors import FollowupError

_MOST_STEPS, _MOST_HALVINGS = 60, 30
_CLOSE = 1e-10
_FAR = 60.0  # a coefficient that leads to chances of 1e-26 runs away: the data alone do not hold it


@dataclass(frozen=True)
class HazardFit:
    """The posterior of the coefficients, as a Gaussian at its mode (Laplace).

    Attributes
    ----------
    mode : of each column of the design
    covariance : the inverse of the curvature at the mode
    log_evidence : log chance of the data under prior and model, but for the binomial coefficients, which no model changes;
        directions without a prior count for nothing, so it compares models whose flat directions are the same
    """

    mode: Floats
    covariance: Floats
    log_evidence: float


def fit(
    design: Floats,
    trials: Floats,
    events: Floats,
    prior_mean: Floats,
    prior_precision: Floats,
    start: Floats | None = None,
) -> HazardFit:
    """Fit a logistic model to counts of person-days and events, equal rows counted once.

    Parameters
    ----------
    design : array, a row for each cell, a column for each coefficient (the constant among them)
    trials, events : person-days and events of each cell; weighted counts need not be whole
    prior_mean : of each coefficient
    prior_precision : of each coefficient (one divided by the variance; 0 for no prior), or a matrix of all of them
    start : where to begin, such as the mode of a fit to similar counts; the prior mean if it is not given

    Returns
    -------
    HazardFit

    Raises
    ------
    FollowupError
        If neither data nor prior hold a coefficient. With a positive prior precision for each there is always one mode.

    Notes
    -----
    Newton's method with halved steps where a full step leads away. Person-days are never expanded: a search of a million
    person-days has a few thousand different rows.

    References
    ----------
    Efron, "Logistic regression, survival analysis, and the Kaplan-Meier curve", JASA 83 (1988); Bishop, *Pattern Recognition
    and Machine Learning* (2006), sections 4.3.3 and 4.4.
    """
    precision = np.diag(prior_precision) if np.ndim(prior_precision) == 1 else np.asarray(prior_precision, dtype=np.float64)
    design, mean = np.asarray(design, dtype=np.float64), np.asarray(prior_mean, dtype=np.float64)
    mode = (mean if start is None else np.asarray(start, dtype=np.float64)).copy()
    eta = design @ mode
    height = _height(eta, trials, events, mode - mean, precision)
    for _ in range(_MOST_STEPS):
        chance = _chance(eta)
        slope = design.T @ (events - trials * chance) - precision @ (mode - mean)
        step = _solved(_curvature(design, trials * chance * (1 - chance), precision), slope)
        size, eta_step = 1.0, design @ step
        for _ in range(_MOST_HALVINGS):
            reached = _height(eta + size * eta_step, trials, events, mode + size * step - mean, precision)
            if reached >= height - 1e-9 * (1 + abs(height)):
                break
            size /= 2
        mode, eta, height = mode + size * step, eta + size * eta_step, reached
        if np.abs(step).max(initial=0.0) < _CLOSE:
            break
    chance = _chance(eta)
    curvature = _curvature(design, trials * chance * (1 - chance), precision)
    if np.abs(mode - mean).max(initial=0.0) > _FAR:
        raise FollowupError("the data do not hold every coefficient of the model: give those a prior")
    covariance = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    return HazardFit(mode, covariance, height + (_log_volume(precision) - _log_volume(curvature)) / 2)


def _chance(eta: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(eta, -700, 700))), dtype=np.float64)


def _height(eta: Floats, trials: Floats, events: Floats, away: Floats, precision: Floats) -> float:
    """The log posterior, but for constants of the prior."""
    return float((events * eta - trials * np.logaddexp(0, eta)).sum() - away @ precision @ away / 2)


def _curvature(design: Floats, weights: Floats, precision: Floats) -> Floats:
    return np.asarray((design * weights[:, None]).T @ design + precision, dtype=np.float64)


def _solved(curvature: Floats, slope: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(curvature, slope), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise FollowupError("the data do not hold every coefficient of the model: give those a prior") from error


def _log_volume(matrix: Floats) -> float:
    """The log determinant, directions of no width left out; the 2 pi of prior and posterior cancel where both have width."""
    widths = np.linalg.eigvalsh(matrix) if len(matrix) else np.ones(1)
    return float(np.log(widths[widths > 1e-12 * max(widths.max(), 1e-300)]).sum())
