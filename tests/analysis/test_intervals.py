"""Wilson's interval and the incidence by day, against published values, exact fractions and the plain formulas."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT, incidence, wilson_interval


@pytest.mark.parametrize(
    ("answered", "size", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: score, 81/263, 15/148, 0/20, 1/29.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 3, 0.0, 0.5615),
    ],
)
def test_wilson_interval_is_the_published_one(answered: int, size: int, low: float, high: float) -> None:
    got = wilson_interval(np.array([answered / size]), np.array([size]))
    assert np.round(np.concatenate(got), 4).tolist() == [low, high]


def test_no_case_says_nothing() -> None:
    assert [float(bound[0]) for bound in wilson_interval(np.zeros(1), np.zeros(1))] == [0.0, 1.0]


def exact_incidence(days: list[int], causes: list[int], last_day: int) -> list[Fraction]:
    """The Aalen-Johansen estimate in exact fractions, day by day."""
    chance, survival, curve = Fraction(0), Fraction(1), []
    for day in range(last_day + 1):
        at_risk = sum(d >= day for d in days)
        events, others = (sum(d == day and c == cause for d, c in zip(days, causes, strict=True)) for cause in (EVENT, COMPETING))
        if at_risk:
            chance += survival * Fraction(events, at_risk)
            survival *= 1 - Fraction(events + others, at_risk)
        curve.append(chance)
    return curve


waits = st.lists(st.tuples(st.integers(0, 20), st.sampled_from([CENSORED, EVENT, COMPETING])), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(waits, st.integers(0, 25))
def test_incidence_is_the_exact_one(rows: list[tuple[int, int]], last_day: int) -> None:
    days, causes = (list(column) for column in zip(*rows, strict=True))
    curve = incidence(np.array(days), np.array(causes), np.arange(len(days)), last_day)
    assert np.allclose(curve.chance, [float(x) for x in exact_incidence(days, causes, last_day)], atol=1e-12, rtol=0)
    assert (np.diff(curve.chance) >= -1e-15).all()
    assert ((curve.low <= curve.chance + 1e-12) & (curve.chance <= curve.high + 1e-12)).all()
    assert (curve.effective_size <= len(days)).all()


@settings(max_examples=50, deadline=None)
@given(waits)
def test_without_competition_the_variance_is_greenwoods(rows: list[tuple[int, int]]) -> None:
    days, causes = (np.array(column) for column in zip(*rows, strict=True))
    causes = np.where(causes == COMPETING, CENSORED, causes)
    curve = incidence(days, causes, np.arange(len(days)), 20)
    survival, total = 1.0, 0.0
    for day in range(21):
        at_risk, events = (days >= day).sum(), ((days == day) & (causes == EVENT)).sum()
        if events == at_risk:
            break
        survival *= 1 - events / at_risk
        total += events / (at_risk * (at_risk - events))
        chance, size = curve.chance[day], curve.effective_size[day]
        if 0 < chance < 1:
            assert size == pytest.approx(min(len(days), chance * (1 - chance) / (survival**2 * total)), rel=1e-9)


def test_with_everything_watched_it_is_the_plain_share() -> None:
    days, causes = np.array([3, 5, 40, 40, 40]), np.array([EVENT, EVENT, CENSORED, CENSORED, CENSORED])
    curve = incidence(days, causes, np.arange(5), 14)
    assert (curve.chance[14], curve.effective_size[14]) == (pytest.approx(0.4), pytest.approx(5))
    assert np.allclose((curve.low[14], curve.high[14]), [bound[0] for bound in wilson_interval(np.array([0.4]), np.array([5]))])


def test_repeated_attempts_at_one_application_count_for_less() -> None:
    days, causes = np.array([2, 2, 30, 30] * 5), np.array([EVENT, EVENT, CENSORED, CENSORED] * 5)
    alone = incidence(days, causes, np.arange(20), 14).effective_size[14]
    together = incidence(days, causes, np.arange(20) // 2, 14).effective_size[14]
    assert together == pytest.approx(alone / 2)


@pytest.mark.parametrize("size", [20, 60, 200])
@pytest.mark.parametrize("rejected", [0.0, 0.25])
def test_intervals_hold_the_truth_where_a_third_is_still_waited_for(size: int, rejected: float) -> None:
    rng, held, errors = np.random.default_rng(7), [], []
    for repeat in range(2100):
        truth = (0.03, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)[repeat % 7]
        draw, days = rng.random(size), rng.integers(0, 15, size)
        watched = np.where(rng.random(size) < 1 / 3, rng.integers(0, 14, size), 40)
        fate = np.where(draw < truth, EVENT, np.where(draw < truth + rejected * (1 - truth), COMPETING, CENSORED))
        cause = np.where(days <= watched, fate, CENSORED)
        curve = incidence(np.where(cause == CENSORED, watched, days), cause, None, 14)
        held.append(curve.low[14] <= truth <= curve.high[14])
        errors.append(curve.chance[14] - truth)
    assert 0.93 <= np.mean(held) <= 0.985
    assert abs(np.mean(errors)) < 0.015
