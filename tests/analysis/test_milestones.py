"""Verdicts come at milestones of the log: what is said on one Monday is said on the next."""

import numpy as np
import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.calendar_drift import SLOWED, THINNED, AnswerDrift, answer_drift
from followup_analytics.analysis.milestones import by_evening, last_look, look_at, next_milestone, quarters_ago
from followup_analytics.reporting.wording.effect import drift_in_words, effect_in_words
from tests.hand_made import log_of_many

LOG = fa.simulate_search(120, seed=4)
AS_OF = "2025-08-01"


def logged(stories: list[str]) -> fa.JobSearchLog:
    """A log of one story an application."""
    return log_of_many({f"A{place:03}": story for place, story in enumerate(stories)})


def test_the_look_is_taken_on_the_evening_of_the_last_milestone() -> None:
    begun, least = np.arange(20_000, 20_030), np.full(30, 3)
    answered = np.arange(30) < 18
    look = last_look(begun, least, answered)
    assert (look.answers, look.answered, look.next_answers) == (16, 18, 26)
    assert look.evening == 20_000 + 15 + 3
    none = last_look(begun, least, np.arange(30) < 9)
    assert (none.answers, none.day, none.next_answers) == (0, "", 10)
    assert [next_milestone(answers) for answers in (0, 10, 41, 50)] == [10, 16, 66, 66]


def test_a_table_by_the_evening_is_what_the_log_said_on_that_evening() -> None:
    found = silences(LOG, as_of=AS_OF)
    look = look_at(found, np.ones(len(found), dtype=bool))
    _, then = by_evening(found, look.evening)
    columns = ["event_id", "outcome", "observed_days", "favourable"]
    text = [table[columns].astype("str").reset_index(drop=True) for table in (then, silences(LOG, as_of=look.day))]
    assert text[0]["event_id"].equals(text[1]["event_id"])
    # An interview that lay ahead on that evening counts as agreed on in the log, whose invitation came later.
    assert (text[0] != text[1]).any(axis=1).sum() <= 1


def test_the_tuning_is_that_of_its_milestone_until_the_next() -> None:
    tuned = fa.tune_cadence(LOG, as_of=AS_OF)
    assert (tuned.decided_at_answers, tuned.next_at_answers) == (16, 26)
    then = fa.tune_cadence(LOG, as_of=tuned.decided_on)
    pd.testing.assert_frame_equal(then.policies, tuned.policies)
    assert then.verdict == tuned.verdict
    assert "We decided this on 12 June 2025, at 16 answers after interviews. We decide again at 26" in tuned.verdict


def test_before_the_first_milestone_no_cadence_is_changed() -> None:
    story = "2026-03-02 interview; 2026-03-06 status_check; 2026-03-07 offer"
    tuned = fa.tune_cadence(logged([story] * 9), as_of="2026-06-01")
    assert (tuned.decided_on, tuned.decided_at_answers, tuned.next_at_answers) == ("", 0, 10)
    assert tuned.verdict.startswith("Keep what you do")


def test_the_verdict_on_checks_stays_and_its_numbers_are_of_today() -> None:
    effect = fa.follow_up_effect(LOG, as_of=AS_OF)
    then = fa.follow_up_effect(LOG, as_of=effect.decided_on)
    assert (effect.decided_at_answers, effect.next_at_answers) == (66, 105)
    assert then.verdict == effect.verdict
    assert then.summary["n"].iloc[-1] < effect.summary["n"].iloc[-1]
    assert "decided this on 16 July 2025, at 66 answers. We decide again at 105" in effect_in_words(effect)[1]
    young = fa.follow_up_effect(LOG, as_of="2025-01-20")
    assert (young.verdict, young.decided_on) == ("open", "")
    assert "at 10 answers, and not before" in effect_in_words(young)[1]


def test_quarters_are_counted_back_from_the_latest() -> None:
    times = pd.Series(pd.to_datetime(["2024-01-31", "2025-12-31", "2026-01-01", "2026-03-31"], utc=True))
    assert quarters_ago(times).tolist() == [7, 1, 0, 0]
    assert quarters_ago(times[:0]).tolist() == []


EARLY, LATE = "2025-01-{:02} application", "2025-10-{:02} application"


@pytest.mark.parametrize(
    ("early_answer", "late_answer", "late_answered", "code"),
    [("2025-01-{:02} reply", "2025-10-{:02} reply", 20, ""), ("2025-01-{:02} reply", "2025-10-{:02} reply", 2, THINNED)],
)
def test_answers_that_thin_are_told(early_answer: str, late_answer: str, late_answered: int, code: str) -> None:
    days = range(1, 21)
    stories = [f"{EARLY.format(day)}; {early_answer.format(day + 4)}" for day in days] + [EARLY.format(day) for day in days]
    stories += [LATE.format(day) + (f"; {late_answer.format(day + 4)}" if day <= late_answered else "") for day in days] + [
        LATE.format(day) for day in days
    ]
    found = answer_drift(silences(logged(stories), as_of="2026-03-01"))
    assert found.code == code


def test_answers_that_slow_are_told_apart_from_those_that_thin() -> None:
    days = range(1, 21)
    stories = [f"{EARLY.format(day)}; 2025-01-{day + 4:02} reply" for day in days]
    stories += [f"{LATE.format(day)}; 2025-11-{day + 4:02} reply" for day in days]
    found = answer_drift(silences(logged(stories), as_of="2026-03-01"))
    assert (found.code, found.within_days) == (SLOWED, 14)
    assert found.early_share > found.late_share


def test_what_changed_is_said_in_words_and_nothing_is_said_of_nothing() -> None:
    thinned = drift_in_words(AnswerDrift(THINNED, 60, 0.48, 0.27))
    assert thinned.startswith(
        "Answers have thinned. In the first half of your search people answered about 48 % of your messages within 60 days"
    )
    assert drift_in_words(AnswerDrift(SLOWED, 14, 0.4, 0.2)).startswith(
        "Answers have slowed. In the first half of your search people answered about 40 %"
    )
    assert drift_in_words(AnswerDrift()) == ""
