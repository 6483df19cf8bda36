"""Does following up help? Hand-made waits, laws, and logs that say little."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hand_made import log_of, log_of_many

from followup_analytics.analysis.follow_up_effect import METHODS, FollowUpEffect, follow_up_effect
from followup_analytics.analysis.sequential_trials import trials_of
from followup_analytics.analysis.simulate import simulate_search
from followup_analytics.analysis.waiting_spells import Waits, completed_waits
from followup_analytics.errors import FollowupError, MomentError
from followup_analytics.log.job_search_log import JobSearchLog

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import honesty

AS_OF = "2026-04-30"
ASKED = "2026-03-02 application; 2026-03-09 status_check"
SILENT = "2026-03-02 application"


def waits_of(log: JobSearchLog, favourable: bool) -> Waits:
    """The waits of a log in which every answer has a day."""
    found = completed_waits(log, AS_OF, favourable, 0)
    assert (len(found.today), found.undated) == (1, 0)
    return found.today[0]


def waits(story: str, favourable: bool = False, **application: object) -> Waits:
    return waits_of(log_of(story, **application), favourable)


def effect(*stories: str, as_of: str = AS_OF, **arguments: bool) -> FollowUpEffect:
    return follow_up_effect(log_of_many({f"A{i:03}": story for i, story in enumerate(stories)}), as_of=as_of, **arguments)


def test_a_chain_counts_checks_and_days_from_its_beginning() -> None:
    found = waits("2026-03-02 application; 2026-03-09 status_check; 2026-03-19 status_check; 2026-03-25 reply")
    assert found.checks.tolist() == [0, 1, 2]
    assert found.offset.tolist() == [0, 7, 17]
    assert found.days.tolist() == [7, 10, 6]
    assert found.last_day.tolist() == [6, 9, 6], "a message counts from its own day on"
    assert found.sent.tolist() == [True, True, False]
    assert found.cause.tolist() == [0, 0, 1]


def test_a_chain_begins_anew_at_an_interview_and_after_an_answer() -> None:
    first = "2026-03-02 application; 2026-03-04 reply; 2026-03-05 interview onsite"
    story = f"{first}; 2026-03-09 status_check; 2026-03-10 reply; 2026-03-20 status_check"
    found = waits(story)
    assert found.chain.tolist() == [0, 1, 1, 2]
    assert found.anchored.tolist() == [True, True, True, False]
    assert found.offset.tolist() == [0, 0, 4, 10]
    assert found.checks.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("story", "application", "begin", "until"),
    [
        (SILENT, {}, 2, 10_000),
        ("2026-03-02 interview until=2026-03-10", {}, 9, 10_000),
        ("2026-03-02 application; 2026-03-04 acknowledgement until=2026-03-20", {}, 2, 2),
        (SILENT, {"stated_process": "they_contact"}, 10_000, 10_000),
        (SILENT, {"stated_process": "no_inquiries"}, 10_000, 10_000),
    ],
)
def test_no_check_is_expected_before_a_stated_day_or_where_the_process_is_stated(
    story: str, application: dict[str, object], begin: int, until: int
) -> None:
    found = waits(story, **application)
    assert (int(found.eligible_from[0]), int(found.eligible_until[0])) == (begin, until)


def test_other_answers_compete_where_favourable_ones_are_asked_for() -> None:
    stories = {"A": "2026-03-02 application; 2026-03-05 rejection", "B": "2026-03-02 application; 2026-03-05 offer"}
    log = log_of_many(stories)
    assert waits_of(log, favourable=False).cause.tolist() == [1, 1]
    assert waits_of(log, favourable=True).cause.tolist() == [2, 1]


def test_each_day_on_which_checks_happen_is_a_trial_of_those_still_silent() -> None:
    stories = {"A": ASKED + "; 2026-03-12 reply", "B": SILENT, "C": "2026-03-02 application; 2026-03-05 reply"}
    trials = trials_of(waits_of(log_of_many(stories), False), 3)
    assert (trials.sent, trials.sent_answered, trials.unsent, trials.unsent_answered) == (1, 1, 1, 0)
    days = trials.days
    assert days.weight[days.effect > 0].sum() == 4, "day 0 to day 3 after the check"
    assert days.weight[days.effect == 0].sum() == 15, "a fortnight without one, from the day of the trial on"
    assert set(days.case[days.effect == 0]) == {1}, "who had answered by then is in no trial"


def test_a_silence_counts_once_for_each_trial_and_until_its_own_check() -> None:
    stories = {"A": ASKED, "B": "2026-03-02 application; 2026-03-11 status_check", "C": SILENT}
    trials = trials_of(waits_of(log_of_many(stories), False), 3)
    unsent = trials.days.effect == 0
    of_case = np.bincount(trials.days.case[unsent], weights=trials.days.weight[unsent], minlength=3)
    assert of_case.tolist() == [0, 2, 30], "B waited two days of A's trial; C is in both for a fortnight"
    assert trials.sent == 2


def test_the_stages_and_the_checks_so_far_are_not_mixed() -> None:
    stories = {"A": "2026-03-02 interview; 2026-03-09 status_check", "B": SILENT, "C": ASKED}
    trials = trials_of(waits_of(log_of_many(stories), False), 3)
    assert trials.unsent == 1, "B is compared with C only; nobody with A, nor with who has asked already"


NOTHING = "so nothing can be said"
LITTLE = [
    ([], NOTHING),
    (["2026-03-02 note"], NOTHING),
    ([SILENT], "No check was sent"),
    ([ASKED], "no wait without a check"),
    ([ASKED, SILENT], "Too few answers to say much: 0 of 1 checks got an answer in time (0 of 1 waits without one)"),
    ([ASKED + "; 2026-03-09 reply"] * 8, "no wait without a check"),
    ([ASKED + "; 2026-03-09 reply"] * 8 + [SILENT] * 8, "Too few answers to say much: 8 of 8 checks"),
    ([ASKED] * 8 + ["2026-03-02 application; 2026-03-12 reply"] * 8, "Too few answers to say much: 0 of 8 checks"),
    (["2026-03-02 interview; 2026-03-04 offer"] * 8, "No check was sent"),
    ([ASKED + "; 2026-03-10 withdrawal", "2026-03-02 application; 2026-03-10 withdrawal"], "Too few"),
]


@pytest.mark.parametrize(("stories", "note"), LITTLE)
@pytest.mark.parametrize("favourable", [False, True])
@pytest.mark.parametrize("as_of", ["2020-01-01", "2026-03-10", AS_OF])
def test_little_data_give_wide_intervals_and_say_what_is_missing(
    stories: list[str], note: str, favourable: bool, as_of: str
) -> None:
    found = effect(*stories, as_of=as_of, favourable=favourable)
    table = found.summary
    assert tuple(table["method"]) == METHODS
    assert table.columns.tolist() == [
        "method",
        "ratio",
        "low",
        "high",
        "n",
        "measure",
        "horizon_days",
        "note",
        "unknown_day_share",
    ]
    assert not table.isna().any().any() and not found.landmark.isna().any().any()
    assert np.isfinite(table[["ratio", "low", "high"]].to_numpy()).all()
    assert ((table["low"] < 1) & (table["high"] > 1)).iloc[2]
    assert (table["high"] / table["low"]).iloc[2] > 2.6
    if as_of == AS_OF and not favourable:
        assert note in table["note"].iloc[2]
    assert "This misleads" in table["note"].iloc[0]
    assert "How keen they are and how well you fit are not in a log." in table["note"].iloc[2]


def test_a_young_log_names_the_days_for_which_there_is_evidence() -> None:
    table = effect(*[ASKED] * 6, *[SILENT] * 6, as_of="2026-03-12").summary
    assert table["horizon_days"].tolist()[1:] == [3, 3]
    assert "Nobody has been watched for longer than 3 days" in table["note"].iloc[2]


def test_answers_of_unknown_day_are_counted_and_drawn() -> None:
    log = log_of_many({f"A{i}": SILENT for i in range(6)})
    rejected = JobSearchLog(log.applications.assign(status=["rejected"] * 2 + ["active"] * 4), log.events)
    for favourable in (False, True):
        found = follow_up_effect(rejected, as_of=AS_OF, favourable=favourable)
        assert found.undated == 2
        assert found.summary["n"].iloc[0] == 6
        assert found.summary["unknown_day_share"].between(0, 1).all()


def test_the_landmark_compares_those_who_still_wait() -> None:
    quick, asked, late = "2026-03-02 application; 2026-03-04 reply", ASKED + "; 2026-03-12 reply", SILENT + "; 2026-03-25 reply"
    found = effect(*[quick] * 5, *[asked] * 3, *[ASKED] * 3, *[SILENT] * 3, late)
    assert found.landmark_day == 7
    last = found.landmark.groupby("sent").tail(1).set_index("sent")
    assert last.loc[True, ["chance", "day"]].tolist() == [0.5, 14]
    assert found.landmark.groupby("sent")["at_risk"].first().to_dict() == {False: 4, True: 6}
    assert found.summary["n"].tolist() == [15, 10, found.summary["n"].iloc[2]]


def test_the_order_of_the_rows_changes_nothing_and_the_seed_repeats() -> None:
    log = simulate_search(80, 3)
    events = log.events.sample(frac=1, random_state=1)
    mixed = JobSearchLog(log.applications, events)
    tables = [follow_up_effect(one, as_of="2026-01-01", seed=5).summary for one in (log, log, mixed)]
    pd.testing.assert_frame_equal(tables[0], tables[1])
    pd.testing.assert_frame_equal(tables[0], tables[2])


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(FollowupError, match="between 0 and 1"):
        follow_up_effect(log_of(SILENT), as_of=AS_OF, confidence=95)
    with pytest.raises(MomentError):
        follow_up_effect(log_of(SILENT), as_of="soon")


def missed(rows: Iterable[object]) -> list[str]:
    return [str(row) for row in rows if row.met is False]  # type: ignore[attr-defined]


@pytest.mark.parametrize("favourable", [False, True])
def test_the_benchmark_measures_rates_where_a_third_is_still_waited_for(favourable: bool) -> None:
    # Few searches, wide goals: test_intervals.py measures the same intervals on many.
    assert missed(honesty.coverage(0, 56, favourable, goal=(0.8, 1.0), most_bias=0.06)) == []


def test_a_younger_channel_is_no_worse() -> None:
    # 40 searches: the mean has a spread of 0.015.
    assert missed(honesty.younger_channel(0, 40, goal=0.05)) == []


def test_checks_that_do_nothing_are_said_to_do_nothing() -> None:
    # 3 logs of 3,000: the mean log ratio has a spread of 0.04.
    assert missed(honesty.nothing_at_scale(0, 3, applications=3000, goal=0.1)) == []
    assert missed(honesty.nothing_in_small_logs(1000, 6, least=4 / 6)) == []


def test_ever_against_never_says_that_what_does_nothing_harms() -> None:
    log = simulate_search(3000, 1, honesty.NOTHING)
    table = follow_up_effect(log, as_of=honesty.AS_OF).summary.set_index("method")
    assert table.loc["naive", "high"] < 0.75
    assert table.loc["sequential_trials", "low"] < 1 < table.loc["sequential_trials", "high"]


def test_checks_that_work_are_seen_to_work() -> None:
    assert missed(honesty.what_works(60, 3)) == []


def test_the_simulated_truth_of_nothing_is_a_ratio_of_one() -> None:
    assert honesty.true_ratio(honesty.NOTHING) == pytest.approx(1.0)
    assert 1.24 < honesty.true_ratio(honesty.WORKS) < 1.38
    later = replace(honesty.WORKS.effect, ratio=((0, 2.0),))
    assert honesty.true_ratio(replace(honesty.WORKS, effect=later)) > honesty.true_ratio(honesty.WORKS)
