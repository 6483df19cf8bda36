"""The model says of itself how right it is."""

from dataclasses import replace

import numpy as np
import pytest

import followup_analytics as fa
from followup_analytics.analysis.simulated_behaviour import Answers
from followup_analytics.errors import FollowupError
from followup_analytics.tuning.answer_model import fit_model
from followup_analytics.tuning.model_checks import calibration, daily_chances, held_out_score
from followup_analytics.tuning.silent_days import silent_days
from tests.hand_made import log_of

# Answers come early or not at all: what a constant chance can't foretell.
EARLY = replace(
    fa.Truth(),
    after_application=Answers((1,), (0.5,), (0.0,)),
    after_interview=Answers((1, 8), (0.08, 0.005), (0.02, 0.01)),
    interviews=1,
)


def test_expected_and_observed_answers_agree_on_the_days_that_were_learnt_from() -> None:
    days = silent_days(fa.simulate_search(500, seed=4, truth=EARLY), as_of="2025-09-01")
    table = calibration(fit_model(days), days)
    assert table["days"].sum() == len(days)
    assert table["answers"].sum() == days["favourable"].sum()
    assert ((table["low"] <= table["expected"]) & (table["expected"] <= table["high"])).all()


def test_later_interviews_are_foretold_better_than_by_a_constant_chance() -> None:
    score = held_out_score(fa.simulate_search(400, seed=5, truth=EARLY), as_of="2025-09-01")
    assert score["gain"] > 0.005
    assert score["learnt_from"] > 2 * score["foretold"] > 0


def test_chances_are_chances() -> None:
    days = silent_days(fa.simulate_search(100, seed=6), as_of="2025-06-01")
    chances = daily_chances(fit_model(days), days)
    assert ((chances > 0) & (chances < 1)).all()


@pytest.mark.parametrize(
    "story", ["2026-03-02 application", "2026-03-02 interview", "2026-03-02 interview; 2026-03-20 interview"]
)
def test_a_log_that_is_too_short_scores_nothing_and_breaks_nothing(story: str) -> None:
    score = held_out_score(log_of(story), as_of="2026-04-01")
    assert np.isfinite(score).all()
    days = silent_days(log_of(story), as_of="2026-04-01")
    assert np.isfinite(calibration(fit_model(days), days).to_numpy()).all()


def test_a_share_out_of_range_is_refused() -> None:
    with pytest.raises(FollowupError, match="learn_from=1"):
        held_out_score(log_of("2026-03-02 interview"), as_of="2026-04-01", learn_from=1)
