"""Truths drawn from the priors are found evenly in what is believed after the log; benchmarks/honesty.py draws more of them."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import calibration
import honesty


def effect_ranks(searches: int, applications: int, seed: int) -> np.ndarray:
    return calibration.effect_ranks(searches, applications, seed, honesty.NOTHING, honesty.AS_OF, honesty.true_ratio)


def test_ranks_are_even_in_a_few_searches() -> None:
    # Few and small: what is wrong by a wide margin shows, the rest is left to the night.
    assert calibration.unevenness(effect_ranks(8, 60, 20)) < 1.63
    assert calibration.unevenness(calibration.tuner_ranks(3, 8, 21)[:, 1]) < 1.63


def test_ranks_that_are_not_even_are_seen() -> None:
    even, narrow = np.linspace(0.01, 0.99, 60), np.repeat([0.0, 1.0], 30)
    assert calibration.unevenness(even) < 0.2
    assert calibration.unevenness(narrow) > 1.63


@pytest.mark.nightly
def test_ranks_are_even_in_many_searches() -> None:
    assert calibration.unevenness(effect_ranks(60, 200, 22)) < 1.63
    for ranks in calibration.tuner_ranks(40, 40, 23).T:
        assert calibration.unevenness(ranks) < 1.63
