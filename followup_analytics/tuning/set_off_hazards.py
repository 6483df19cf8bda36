"""Hazards of one day's answer fitted to counts, also of answers that messages set off: mode, covariance, evidence."""

import numpy as np

from followup_analytics.analysis import daily_hazards
from followup_analytics.analysis.daily_hazards import HazardFit
from followup_analytics.analysis.intervals import Floats

MOST_LOG_CHANCE = 3.0  # a message can't bring more than twenty answers
_MOST_STEPS, _LEAST_STEP, _CLOSE = 60, 1e-4, 1e-7


def chance_of_none(design: Floats, set_off_columns: int, coefficients: Floats) -> Floats:
    """The chance of no answer on each row's day.

    Parameters
    ----------
    design : array
        The last `set_off_columns` columns describe the message: its share of the day, then what changes its log chance, each
        times the share.
    set_off_columns : int
        0 where messages bear on the odds like everything else.
    coefficients : array
    """
    unasked, share, kind = _split(design, set_off_columns)
    eta = unasked @ coefficients[: unasked.shape[1]]
    log_none = -np.logaddexp(0, eta)
    if set_off_columns:
        log_none = log_none - _set_off(share, kind, coefficients[unasked.shape[1] :])
    return np.asarray(np.exp(log_none), dtype=np.float64)


def _split(design: Floats, columns: int) -> tuple[Floats, Floats, Floats]:
    base = design.shape[1] - columns
    if not columns:
        return design, np.zeros(0), np.zeros((0, 0))
    share = design[:, base]
    kind = np.divide(design[:, base:], share[:, None], out=np.zeros_like(design[:, base:]), where=share[:, None] > 0)
    return design[:, :base], share, kind


def _set_off(share: Floats, kind: Floats, coefficients: Floats) -> Floats:
    """The rate at which the message brings an answer on the day."""
    return np.asarray(share * np.exp(np.minimum(kind @ coefficients, MOST_LOG_CHANCE)), dtype=np.float64)


def fit_set_off(
    design: Floats,
    set_off_columns: int,
    trials: Floats,
    events: Floats,
    prior_mean: Floats,
    prior_precision: Floats,
    start: Floats | None = None,
) -> HazardFit:
    """The posterior of a model in which messages set answers off: as `hazards.fit`, with such columns at the end.

    Notes
    -----
    Fisher scoring with halved steps; Laplace's method with the expected curvature. The chance of no answer on a day is that
    of none unasked, times exp(-rate) for the message.
    """
    unasked, share, kind = _split(design, set_off_columns)
    base = unasked.shape[1]

    def at(coefficients: Floats) -> tuple[float, Floats, Floats]:
        eta, rate = unasked @ coefficients[:base], _set_off(share, kind, coefficients[base:])
        log_none = -np.logaddexp(0, eta) - rate
        some = np.maximum(-np.expm1(log_none), 1e-300)
        none_by_some = np.exp(log_none) / some
        slopes = np.column_stack([unasked * -np.exp(eta - np.logaddexp(0, eta))[:, None], kind * -rate[:, None]])
        away = coefficients - prior_mean
        height = (events * np.log(some) + (trials - events) * log_none).sum() - away @ prior_precision @ away / 2
        slope = slopes.T @ (trials - events - events * none_by_some) - prior_precision @ away
        curvature = (slopes * (trials * none_by_some)[:, None]).T @ slopes + prior_precision
        return float(height), slope, curvature

    mode = np.array(prior_mean if start is None else start, dtype=np.float64)
    height, slope, curvature = at(mode)
    for _ in range(_MOST_STEPS):
        step, size, before = np.linalg.solve(curvature, slope), 1.0, height
        reached = at(mode + step)
        while reached[0] < height - 1e-9 and size > _LEAST_STEP:
            size /= 2
            reached = at(mode + size * step)
        mode, (height, slope, curvature) = mode + size * step, reached
        if abs(height - before) < _CLOSE:
            break
    volumes = np.linalg.slogdet(prior_precision)[1] - np.linalg.slogdet(curvature)[1]
    covariance = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
    return HazardFit(mode, covariance, float(height + volumes / 2))


def fit_counts(
    design: Floats,
    trials: Floats,
    events: Floats,
    prior_mean: Floats,
    prior_precision: Floats,
    set_off_columns: int = 0,
    start: Floats | None = None,
) -> HazardFit:
    """The posterior from counts: days and answers of each row; also where there is no answer, or no day, at all."""
    if set_off_columns:
        return fit_set_off(design, set_off_columns, trials, events, prior_mean, prior_precision, start)
    return daily_hazards.fit(design, trials, events, prior_mean, prior_precision, start)
