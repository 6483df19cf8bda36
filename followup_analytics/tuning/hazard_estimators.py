"""Hazard models of one day's answer, also of answers that messages set off."""

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

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


class AnswerHazard(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The chance of an answer on one day of silence, as a logistic model with a Gaussian prior.

    Parameters
    ----------
    prior_mean : float or array
        Of the coefficients.
    prior_precision : float, array or matrix
        One divided by the variance of each coefficient, or the precision matrix of all.
    set_off_columns : int
        So many of the last columns describe a message that may set an answer off by itself: the first of them is its share
        of the day (0 where no message acts), the others are multiplied by it. 0: all columns bear on the log odds.

    Attributes
    ----------
    classes_ : array of the two labels; the second is the answer.
    coef_ : array, shape (n_features,)
        The mode of the posterior.
    covariance_ : array, shape (n_features, n_features)
        Of the posterior (Laplace).
    log_evidence_ : float
        The log chance of the data under model and prior (Laplace), to compare models by.

    Notes
    -----
    Rows may stand for many equal days: their number is the `sample_weight`. There is no intercept but a column of ones.

    References
    ----------
    Efron, "Logistic regression, survival analysis, and the Kaplan-Meier curve", JASA 83 (1988); MacKay, *Information Theory,
    Inference, and Learning Algorithms* (2003), chapter 27 (Laplace's method).
    """

    def __init__(self, prior_mean: Any = 0.0, prior_precision: Any = 1.0, set_off_columns: int = 0) -> None:
        self.prior_mean = prior_mean
        self.prior_precision = prior_precision
        self.set_off_columns = set_off_columns

    def __sklearn_tags__(self) -> Any:
        """Two classes only."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit to rows of days and whether the answer came.

        Raises
        ------
        ValueError
            If `y` has more than two classes, or only one, or the arrays do not fit each other (scikit-learn's own checks).
        """
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        weight = _check_sample_weight(sample_weight, X, dtype=np.float64)
        self.classes_, answer = np.unique(y, return_inverse=True)
        if len(self.classes_) > 2:
            raise ValueError(f"Only binary classification is supported. The type of the target is {len(self.classes_)} classes.")
        if len(self.classes_) < 2:
            raise ValueError("Classifier can't train when only one class is present.")
        found = self.fit_counts(X, weight, weight * answer)
        self.coef_, self.covariance_, self.log_evidence_ = found.mode, found.covariance, found.log_evidence
        return self

    def fit_counts(self, design: Floats, trials: Floats, events: Floats, start: Floats | None = None) -> HazardFit:
        """The posterior from counts: days and answers of each row; also where there is no answer, or no day, at all."""
        columns = design.shape[1]
        mean = np.broadcast_to(np.asarray(self.prior_mean, dtype=np.float64), (columns,))
        precision = np.asarray(self.prior_precision, dtype=np.float64)
        matrix = precision if precision.ndim == 2 else np.diag(np.broadcast_to(precision, (columns,)))
        if self.set_off_columns:
            return fit_set_off(design, self.set_off_columns, trials, events, mean, matrix, start)
        return daily_hazards.fit(design, trials, events, mean, matrix, start)

    def predict_proba(self, X: Any) -> Floats:
        """The chance of no answer and of an answer on the day, a row for each row of `X`."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        none = chance_of_none(X, self.set_off_columns, self.coef_)
        return np.column_stack([none, 1 - none])

    def predict(self, X: Any) -> np.ndarray:
        """The likelier label."""
        check_is_fitted(self)
        return np.asarray(self.classes_[(self.predict_proba(X)[:, 1] > 0.5).astype(int)])
