"""The tuning's hazards as scikit-learn estimators, for who cross-validates; tuning itself does without."""

from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from followup_analytics.analysis.daily_hazards import HazardFit
from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.milestones import MOST_QUARTERS_AGO
from followup_analytics.tuning.set_off_hazards import chance_of_none, fit_counts
from followup_analytics.tuning.silent_days import (
    FIRST_DAYS_OF_BANDS,
    OTHER_MEDIA,
    OTHER_SENIORITIES,
    check_columns,
    day_band,
    quarter_steps,
    wait_basis,
)

EFFECT_INPUTS = ["days_since_check", "check_number", "medium", "wait_days"]


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
        found = self._fit_counts(X, weight, weight * answer)
        self.coef_, self.covariance_, self.log_evidence_ = found.mode, found.covariance, found.log_evidence
        return self

    def _fit_counts(self, design: Floats, trials: Floats, events: Floats) -> HazardFit:
        columns = design.shape[1]
        mean = np.broadcast_to(np.asarray(self.prior_mean, dtype=np.float64), (columns,))
        precision = np.asarray(self.prior_precision, dtype=np.float64)
        matrix = precision if precision.ndim == 2 else np.diag(np.broadcast_to(precision, (columns,)))
        return fit_counts(design, trials, events, mean, matrix, self.set_off_columns)

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


class CheckEffect(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What a status check adds on the days after it: its fading, times what kind of check it was.

    Parameters
    ----------
    decay_days : float
        The effect fades as exp(-days / decay_days); infinity for one that lasts until it ends.

    Notes
    -----
    From the columns `days_since_check, check_number, medium, wait_days` come: the fading itself; the fading where it is a later
    check; by medium other than e-mail; and by splines of the wait (`day_features.wait_basis`). All are 0 where no check acts.
    """

    def __init__(self, decay_days: float = 4.0) -> None:
        self.decay_days = decay_days

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Nothing is learnt: the vocabulary and the knots are fixed."""
        self.n_features_in_ = X.shape[1]
        self.feature_names_in_ = np.asarray(EFFECT_INPUTS, dtype=object)
        return self

    def transform(self, X: pd.DataFrame) -> Floats:
        """The columns, in the order of `get_feature_names_out`."""
        return check_columns(X, self.decay_days)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """`check`, `later`, one for each medium other than e-mail, and one for each spline of the wait."""
        splines = [f"wait_sp_{place}" for place in range(wait_basis().shape[1])]
        return np.array(["check", "later", *OTHER_MEDIA, *splines], dtype=object)


def _ones(columns: Any) -> Floats:
    return np.ones((len(columns), 1))


def base_features() -> list[tuple[str, Any, list[str]]]:
    """What the chance of a day depends on when no check acts: the band of days, the seniority, their medium, the quarter."""
    bands = make_pipeline(
        FunctionTransformer(day_band, feature_names_out="one-to-one"),
        OneHotEncoder(categories=[list(range(len(FIRST_DAYS_OF_BANDS)))], handle_unknown="ignore", sparse_output=False),
    )
    return [
        ("constant", FunctionTransformer(_ones, feature_names_out=_name_of_constant), ["day"]),
        ("day", bands, ["day"]),
        ("seniority", _one_hot(OTHER_SENIORITIES), ["seniority"]),
        ("their_medium", _one_hot(OTHER_MEDIA), ["their_medium"]),
        ("quarters_ago", FunctionTransformer(quarter_steps, feature_names_out=_names_of_steps), ["quarters_ago"]),
    ]


def hazard_features(decay_days: float) -> ColumnTransformer:
    """The columns of the hazard model: the base, then a check's effect."""
    effect = ("effect", CheckEffect(decay_days), EFFECT_INPUTS)
    return ColumnTransformer([*base_features(), effect], verbose_feature_names_out=True)


def _one_hot(names: tuple[str, ...]) -> OneHotEncoder:
    return OneHotEncoder(categories=[list(names)], handle_unknown="ignore", sparse_output=False)


def _name_of_constant(transformer: Any, input_features: Any) -> list[str]:
    return ["constant"]


def _names_of_steps(transformer: Any, input_features: Any) -> list[str]:
    return [f"step_{number}" for number in range(1, MOST_QUARTERS_AGO + 1)]
