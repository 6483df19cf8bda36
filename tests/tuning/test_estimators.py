"""The hazard estimators are scikit-learn's, and find what they should."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import approx_fprime
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks

import followup_analytics as fa
from followup_analytics.tuning.hazard_estimators import AnswerHazard, CheckEffect, hazard_features
from followup_analytics.tuning.set_off_hazards import chance_of_none, fit_set_off
from followup_analytics.tuning.silent_days import (
    BASE_COLUMNS,
    FEATURES,
    KNOTS_EVERY_DAYS,
    LONGEST_WAIT_DAYS,
    base_columns,
    check_columns,
    fading,
    silent_days,
    wait_basis,
)


@parametrize_with_checks([AnswerHazard()])
def test_the_estimator_keeps_scikit_learns_contract(estimator: object, check: object) -> None:
    check(estimator)  # type: ignore[operator]


@pytest.fixture(scope="module")
def days() -> pd.DataFrame:
    return silent_days(fa.simulate_search(600, seed=1), as_of="2025-09-01")


def test_a_data_scientist_can_cross_validate_it_by_application(days: pd.DataFrame) -> None:
    model = make_pipeline(hazard_features(4.0), AnswerHazard())
    scores = cross_val_score(
        model,
        days[FEATURES],
        days["favourable"],
        groups=days["application_id"],
        cv=GroupKFold(3),
        scoring="neg_log_loss",
        error_score="raise",
    )
    base = days["favourable"].mean()
    entropy = -(base * np.log(base) + (1 - base) * np.log(1 - base))
    assert -scores.mean() < entropy


def test_the_columns_have_names_and_act_only_while_a_check_does(days: pd.DataFrame) -> None:
    features = hazard_features(2.0)
    design = features.fit_transform(days[FEATURES])
    names = features.get_feature_names_out()
    assert len(names) == design.shape[1]
    assert names[0] == "constant__constant"
    idle = (days["days_since_check"] == 14).to_numpy()
    assert (design[idle][:, BASE_COLUMNS:] == 0).all()
    acting = design[~idle]
    since = days.loc[~idle, "days_since_check"].to_numpy()
    assert np.allclose(acting[:, BASE_COLUMNS], fading(2.0)[since])
    # Splines of the wait add up to one.
    assert np.allclose(acting[:, BASE_COLUMNS + 5 :].sum(axis=1), fading(2.0)[since])


def test_tuning_fits_the_columns_that_scikit_learn_would(days: pd.DataFrame) -> None:
    columns = np.column_stack([base_columns(days), check_columns(days, 2.0)])
    assert np.allclose(columns, hazard_features(2.0).fit_transform(days[FEATURES]), atol=1e-15)


def test_the_splines_of_the_wait_are_scikit_learns() -> None:
    waits = np.arange(LONGEST_WAIT_DAYS + 1, dtype=float)[:, None]
    knots = np.arange(0, LONGEST_WAIT_DAYS + 1, KNOTS_EVERY_DAYS, dtype=float)[:, None]
    theirs = SplineTransformer(degree=3, knots=knots, extrapolation="constant").fit_transform(waits)
    assert np.allclose(wait_basis(), theirs, atol=1e-15)


def test_equal_rows_may_be_counted_by_their_weight() -> None:
    rng = np.random.default_rng(0)
    design = np.column_stack([np.ones(60), rng.integers(0, 2, (60, 2))])
    answer = rng.integers(0, 2, 60)
    rows, place = np.unique(np.column_stack([design, answer]), axis=0, return_inverse=True)
    counted = AnswerHazard().fit(rows[:, :-1], rows[:, -1], sample_weight=np.bincount(place))
    assert np.allclose(counted.coef_, AnswerHazard().fit(design, answer).coef_)


def test_a_strong_prior_holds_and_a_weak_one_lets_the_data_speak() -> None:
    design, answer = np.ones((1000, 1)), np.arange(1000) < 200
    held = AnswerHazard(prior_mean=-3.0, prior_precision=1e8).fit(design, answer)
    assert held.coef_[0] == pytest.approx(-3, abs=1e-3)
    free = AnswerHazard(prior_mean=-3.0, prior_precision=1e-8).fit(design, answer)
    assert free.predict_proba(design)[0, 1] == pytest.approx(0.2, abs=1e-6)


def test_messages_that_set_answers_off_are_found_with_their_chance() -> None:
    share = np.tile(fading(4.0)[:14] / 14, 2)
    sent = np.repeat([0.0, 1.0], 14)
    design = np.column_stack([np.ones(28), share * sent])
    true = np.array([np.log(0.02 / 0.98), np.log(0.3)])
    trials = np.full(28, 200_000.0)
    events = trials * (1 - chance_of_none(design, 1, true))
    found = fit_set_off(design, 1, trials, events, np.array([-3.0, -2.0]), 1e-6 * np.eye(2))
    assert np.allclose(found.mode, true, atol=1e-3)


def test_the_posterior_of_set_off_answers_is_a_mode_and_its_curvature_is_right() -> None:
    rng = np.random.default_rng(1)
    share = fading(4.0)[:14] / 14
    design = np.column_stack([np.ones(14), share, share * rng.normal(size=14)])
    trials, events = np.full(14, 500.0), rng.poisson(20, 14).astype(float)
    mean, precision = np.array([-3.0, -2.0, 0.0]), np.eye(3)

    def height(coefficients: np.ndarray) -> float:
        none = chance_of_none(design, 2, coefficients)
        away = coefficients - mean
        return float((events * np.log(1 - none) + (trials - events) * np.log(none)).sum() - away @ precision @ away / 2)

    found = fit_set_off(design, 2, trials, events, mean, precision)
    assert np.abs(approx_fprime(found.mode, height, 1e-6)).max() < 0.05
    others = found.mode + 0.1 * rng.normal(size=(20, 3))
    assert all(height(found.mode) > height(other) for other in others)


def test_phone_always_answered_gives_finite_estimates() -> None:
    design = np.column_stack([np.ones(40), np.arange(40) < 5])
    answer = np.arange(40) < 5
    model = AnswerHazard(prior_precision=0.1).fit(design, answer)
    assert np.isfinite(model.coef_).all()
    assert np.isfinite(model.log_evidence_)


def test_a_check_effect_without_fading_lasts_until_it_ends(days: pd.DataFrame) -> None:
    columns = CheckEffect(np.inf).fit(days).transform(days)
    assert set(np.unique(columns[:, 0])) == {0.0, 1.0}
