"""The daily logit on counts, against statsmodels, exact integrals, and the published shape of strikes."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.integrate import quad
from statsmodels.datasets import strikes
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from followup_analytics.analysis.daily_hazards import fit
from followup_analytics.analysis.intervals import CENSORED, EVENT, incidence
from followup_analytics.errors import FollowupError


@pytest.fixture(scope="module")
def counts() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    design = np.column_stack([np.ones(200), rng.random((200, 8)) < 0.3]).astype(float)
    trials = rng.integers(1, 60, 200)
    chance = 1 / (1 + np.exp(-(design @ np.append(-2.5, rng.normal(0, 0.6, 8)))))
    return design, trials.astype(float), rng.binomial(trials, chance).astype(float)


def test_without_a_prior_it_is_the_fit_of_statsmodels(counts: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    design, trials, events = counts
    found = fit(design, trials, events, np.zeros(9), np.zeros(9))
    reference = sm.GLM(np.column_stack([events, trials - events]), design, family=sm.families.Binomial()).fit(tol=1e-13)
    assert np.abs(found.mode - reference.params).max() < 1e-8
    assert np.abs(found.covariance - reference.cov_params()).max() < 1e-8


def test_a_prior_pulls_towards_its_mean_and_not_towards_nothing(counts: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    design, trials, events = counts
    found = fit(design, trials, events, np.full(9, 0.7), np.append(0.0, np.full(8, 1e9)))
    assert np.abs(found.mode[1:] - 0.7).max() < 1e-4


def test_a_whole_matrix_of_precision_is_the_same_as_its_diagonal(counts: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    design, trials, events = counts
    precision = np.linspace(0.5, 4, 9)
    one, other = (fit(design, trials, events, np.zeros(9), p) for p in (precision, np.diag(precision)))
    assert np.allclose(one.mode, other.mode, atol=1e-12)
    assert one.log_evidence == pytest.approx(other.log_evidence)


def test_the_evidence_is_the_integral_over_the_prior() -> None:
    def posterior(c: float) -> float:
        return float(np.exp(70 * c - 300 * np.logaddexp(0, c) + 160 - (c + 1) ** 2 / 0.5) / np.sqrt(np.pi * 0.5))

    found = fit(np.ones((1, 1)), np.array([300.0]), np.array([70.0]), np.array([-1.0]), np.array([4.0]))
    assert found.log_evidence == pytest.approx(np.log(quad(posterior, -3, 1)[0]) - 160, abs=5e-3)


@pytest.mark.parametrize("events", [[0.0, 0.0], [5.0, 5.0], [5.0, 0.0]])
def test_none_or_all_answered_is_held_by_a_prior_and_named_without_one(events: list[float]) -> None:
    design, trials = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([5.0, 5.0])
    found = fit(design, trials, np.array(events), np.zeros(2), np.ones(2))
    assert np.isfinite(found.mode).all() and np.isfinite(found.covariance).all() and np.isfinite(found.log_evidence)
    with pytest.raises(FollowupError, match="do not hold every coefficient"):
        fit(design, trials, np.array(events), np.zeros(2), np.zeros(2))


def test_no_data_leave_the_prior() -> None:
    found = fit(np.zeros((0, 2)), np.zeros(0), np.zeros(0), np.array([0.3, -1.0]), np.array([1.0, 4.0]))
    assert np.allclose(found.mode, [0.3, -1.0]) and np.allclose(np.diag(found.covariance), [1.0, 0.25])
    assert found.log_evidence == pytest.approx(0.0)


def test_the_curves_are_those_of_statsmodels() -> None:
    rng = np.random.default_rng(2)
    day, cause = rng.integers(1, 31, 3000), rng.integers(0, 3, 3000)
    survival, curves = SurvfuncRight(day.astype(float), (cause > 0).astype(int)), CumIncidenceRight(day.astype(float), cause)
    ours = incidence(day, np.where(cause > 0, EVENT, CENSORED), None, 30)
    assert np.abs(1 - ours.chance[survival.surv_times.astype(int)] - survival.surv_prob).max() < 1e-12
    for code, swapped in ((0, cause), (1, np.array([0, 2, 1])[cause])):
        mine = incidence(day, swapped, None, 30).chance[curves.times.astype(int)]
        assert np.abs(mine - curves.cinc[code]).max() < 1e-12


def test_strikes_end_as_published() -> None:
    """62 strikes of Kennan (Journal of Econometrics 28, 1985), in statsmodels; Weibull of Greene's *Econometric Analysis*:
    lambda 0.02439, p 0.92083: the longer a strike lasts, the less likely it is to end on the next day."""
    days = strikes.load_pandas().data["duration"].to_numpy().astype(int)
    lasting = 1 - incidence(days, np.full(62, EVENT), None, 216).chance
    assert int(np.argmax(lasting <= 0.5)) == 27
    published = np.exp(-((0.02439 * np.arange(217)) ** 0.92083))
    assert np.abs(lasting - published).max() < 0.07
    day = np.arange(1, 217)
    trials, events = ((test(days[:, None], day)).sum(axis=0).astype(float) for test in (np.greater_equal, np.equal))
    found = fit(np.column_stack([np.ones(216), np.log(day)]), trials, events, np.zeros(2), np.zeros(2))
    slope, spread = found.mode[1], np.sqrt(found.covariance[1, 1])
    assert slope < 0 and abs(slope - (0.92083 - 1)) < spread
