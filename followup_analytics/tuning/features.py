"""From days of silence to the columns of a hazard model, with scikit-learn's transformers."""

from functools import cache
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, SplineTransformer

from followup_analytics.analysis.intervals import Floats
from followup_analytics.time_zones import Ints
from followup_analytics.tuning.silent_days import CHECK_MEDIA, EFFECT_DAYS, LONGEST_WAIT_DAYS, SENIORITY_GROUPS

FIRST_DAYS_OF_BANDS = (1, 3, 8, 15, 31)
KNOTS_EVERY_DAYS = 3
EFFECT_INPUTS = ["days_since_check", "check_number", "medium", "wait_days"]
# The first of each is what the others are compared with.
OTHER_MEDIA = CHECK_MEDIA[1:]
OTHER_SENIORITIES = SENIORITY_GROUPS[1:]
# The base has a constant, the bands, the seniorities and the media of their last word, in this order.
BASE_COLUMNS = 1 + len(FIRST_DAYS_OF_BANDS) + len(OTHER_SENIORITIES) + len(OTHER_MEDIA)
SENIORITY_COLUMNS = slice(1 + len(FIRST_DAYS_OF_BANDS), BASE_COLUMNS - len(OTHER_MEDIA))


def fading(decay_days: float) -> Floats:
    """How strong a check's effect is on each of its days; the mean is 1, and after the last it is 0."""
    size = np.exp(-np.arange(EFFECT_DAYS) / decay_days)
    return np.append(size / size.mean(), 0.0)


def day_band(days: Any) -> Ints:
    """Which band of days since the interview each day belongs to."""
    return np.asarray(np.searchsorted(FIRST_DAYS_OF_BANDS, np.asarray(days), side="right") - 1)


def _ones(columns: Any) -> Floats:
    return np.ones((len(columns), 1))


@cache
def wait_basis() -> SplineTransformer:
    """Cubic splines over the wait before a check: a knot every third day."""
    knots = np.arange(0, LONGEST_WAIT_DAYS + 1, KNOTS_EVERY_DAYS, dtype=np.float64)[:, None]
    basis = SplineTransformer(degree=3, knots=knots, include_bias=True, extrapolation="constant")
    return basis.fit(np.arange(LONGEST_WAIT_DAYS + 1, dtype=np.float64)[:, None])


class CheckEffect(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What a status check adds on the days after it: its fading, times what kind of check it was.

    Parameters
    ----------
    decay_days : float
        The effect fades as exp(-days / decay_days); infinity for one that lasts until it ends.

    Notes
    -----
    From the columns `days_since_check, check_number, medium, wait_days` come: the fading itself; the fading where it is a later
    check; by medium other than e-mail; and by splines of the wait (`SplineTransformer`). All are 0 where no check acts.
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
        strength = fading(self.decay_days)[X["days_since_check"].to_numpy(dtype=np.int64)]
        kinds = kinds_of_check(X["check_number"].to_numpy(), X["medium"], X["wait_days"].to_numpy())
        return np.asarray(kinds * strength[:, None], dtype=np.float64)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """`check`, `later`, one for each medium other than e-mail, and one for each spline of the wait."""
        splines = wait_basis().get_feature_names_out(["wait"])
        return np.array(["check", "later", *OTHER_MEDIA, *splines], dtype=object)


def kinds_of_check(number: Ints, medium: Any, wait_days: Ints) -> Floats:
    """What kind of check it was, as numbers: 1, whether it is a later one, its medium, the splines of its wait."""
    media = np.asarray(medium, dtype=object)[:, None] == np.array(OTHER_MEDIA, dtype=object)
    waits = wait_basis().transform(np.asarray(wait_days, dtype=np.float64)[:, None])
    return np.column_stack([np.ones(len(media)), np.asarray(number) > 1, media, waits]).astype(np.float64)


def base_features() -> list[tuple[str, Any, list[str]]]:
    """What the chance of a day depends on when no check acts: the band of days, the seniority, the medium of their last word."""
    bands = make_pipeline(
        FunctionTransformer(day_band, feature_names_out="one-to-one"),
        OneHotEncoder(categories=[list(range(len(FIRST_DAYS_OF_BANDS)))], handle_unknown="ignore", sparse_output=False),
    )
    return [
        ("constant", FunctionTransformer(_ones, feature_names_out=_name_of_constant), ["day"]),
        ("day", bands, ["day"]),
        ("seniority", _one_hot(OTHER_SENIORITIES), ["seniority"]),
        ("their_medium", _one_hot(OTHER_MEDIA), ["their_medium"]),
    ]


def hazard_features(decay_days: float) -> ColumnTransformer:
    """The columns of the hazard model: the base, then a check's effect."""
    effect = ("effect", CheckEffect(decay_days), EFFECT_INPUTS)
    return ColumnTransformer([*base_features(), effect], verbose_feature_names_out=True)


def _one_hot(names: tuple[str, ...]) -> OneHotEncoder:
    return OneHotEncoder(categories=[list(names)], handle_unknown="ignore", sparse_output=False)


def _name_of_constant(transformer: Any, input_features: Any) -> list[str]:
    return ["constant"]
