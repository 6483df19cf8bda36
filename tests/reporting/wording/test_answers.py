"""What silence means and whether checks help, in sentences that follow from the numbers."""

from pathlib import Path

import numpy as np
import pytest
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.analysis.attempts import silences
from followup_analytics.errors import FollowupError
from followup_analytics.reporting.weekly.progress import waiting
from followup_analytics.reporting.wording.answers import (
    WAITING_COLUMNS,
    silence_in_brief,
    silence_in_words,
    still_waiting,
    waiting_in_words,
)
from followup_analytics.reporting.wording.effect import effect_in_words
from followup_analytics.reporting.wording.rates import percent

AS_OF = "2026-04-30"
SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "my_job_search.csv"
TWENTY = [f"2026-01-05 application; 2026-01-{6 + day:02} reply" for day in range(20)] + ["2026-01-05 application"] * 20


def log_of(stories: list[str], **application: object) -> fa.JobSearchLog:
    return log_of_many({f"A{i:03}": story for i, story in enumerate(stories)}, **application)


def curve_of(stories: list[str]) -> fa.silence_curve:  # type: ignore[valid-type]
    return fa.silence_curve(log_of(stories), as_of=AS_OF)


@pytest.mark.parametrize(
    ("stories", "words"),
    [
        ([], "There are no waits yet, so nothing can be said."),
        (
            TWENTY,
            "Of all 40 waits, 50 % end in an answer within 60 days (likely 35 % to 65 %). 19 in 20 of those",
        ),
        (["2026-01-05 application"] * 12, "Of all 12 waits, 0 % end in an answer within 60 days (likely 0 % to 24 %)."),
        (
            ["2026-04-29 application"] * 3,
            "Of all 3 waits, 0 % end in an answer within 1 day (likely 0 % to 100 %). That is too few",
        ),
    ],
)
def test_how_long_answers_take(stories: list[str], words: str) -> None:
    assert silence_in_words(curve_of(stories)).startswith(words)


# what stands beside the numbers of one kind of wait, each in a sentence
BRIEF = [
    ([*TWENTY, "2026-04-25 interview"], "application", "50 % end in an answer within 60 days (likely 35 % to 65 %; 40 waits)."),
    ([*TWENTY, "2026-04-25 interview"], "interview", "1 wait so far, too few to tell."),
]


@pytest.mark.parametrize(("stories", "group", "words"), BRIEF)
def test_each_kind_of_wait_has_one_short_sentence(stories: list[str], group: str, words: str) -> None:
    curve = fa.silence_curve(log_of(stories), by="kind", as_of=AS_OF)
    assert silence_in_brief(curve, group) == words
    if group == "application":
        assert silence_in_words(curve, group).startswith(f"Of 40 waits, {words.partition(';')[0]}).")


def test_a_kind_of_which_no_day_is_known_says_so() -> None:
    log = log_of(["2026-01-05 application"] * 12, status="rejected")
    curve = fa.silence_curve(log, by="kind", as_of=AS_OF)
    told = "Your sheet has the day of 0 of 12 answers, too few to say how long they take. So far 12 of 12 were answered."
    assert silence_in_words(curve, "application") == told
    assert silence_in_brief(curve, "application") == "your sheet has the day of 0 of 12 answers, too few to tell."
    assert waiting_in_words(curve, 3, "application").endswith(
        "Too few answers have a day in your sheet to say what may still come."
    )
    left = curve.chance_still_to_hear(3, "application")
    assert np.isnan(left["chance"]) and (left["low"], left["high"]) == (0.0, 1.0)


def test_that_the_last_answers_come_by_the_last_day_is_not_said() -> None:
    late = ["2026-01-05 application"] * 10 + ["2026-01-05 application; 2026-01-25 reply"] * 30
    assert "19 in 20" not in silence_in_words(curve_of([*late, *["2026-01-05 application; 2026-03-06 reply"] * 10]))


def test_answers_of_unknown_day_are_counted() -> None:
    log = log_of([*TWENTY, "2026-01-05 application"])
    stated = fa.JobSearchLog(log.applications.assign(status=["active"] * 40 + ["rejected"]), log.events)
    assert "1 answer has no day in your sheet" in silence_in_words(fa.silence_curve(stated, as_of=AS_OF))


@pytest.mark.parametrize(
    ("stories", "days", "words"),
    [
        (
            TWENTY,
            10,
            "Acme have been silent for 10 days. The chance that they still answer by day 60 is 33 % (likely 19 % to 51 %;",
        ),
        (
            TWENTY,
            60,
            "Acme have been silent for 60 days. So long a wait says more than this log can: it knows waits of up to",
        ),
        (["2026-04-29 application"] * 3, 1, "Acme have been silent for 1 day. So long a wait"),
        ([], 3, "Acme have been silent for 3 days. So long a wait says more than this log can"),
    ],
)
def test_what_may_still_come(stories: list[str], days: int, words: str) -> None:
    assert waiting_in_words(curve_of(stories), days, name="Acme").startswith(words)


def test_a_negative_wait_is_named() -> None:
    with pytest.raises(FollowupError, match="must be a whole number of at least 0"):
        waiting_in_words(curve_of(TWENTY), -1)


def test_who_is_still_waited_for_the_shortest_silence_first() -> None:
    stories = [*TWENTY, "2026-04-20 application", "2026-04-25 interview", "2026-04-10 application; 2026-04-12 reply"]
    log = log_of(stories, company="Acme")
    table = still_waiting(log, fa.silence_curve(log, as_of=AS_OF), as_of=AS_OF)
    assert tuple(table.columns) == WAITING_COLUMNS
    assert table["days of silence"].tolist() == [5, 10]
    assert table["since"].tolist() == ["Interview, by all waits together", "Applied"], "one wait after an interview tells nothing"
    assert table["chance still to hear"].str.endswith(" %").all()


def test_one_silence_has_one_chance_in_notebook_and_report() -> None:
    as_of = "2026-06-08"
    log = fa.read_log(SAMPLE, timezone="America/New_York", country="US")
    curves = fa.silence_curve(log, by="kind", as_of=as_of), fa.silence_curve(log, as_of=as_of)
    tables = [still_waiting(log, curve, as_of=as_of) for curve in curves]
    assert tables[0].equals(tables[1]), "whatever the curve at hand is grouped by"
    status = log.applications["status"].astype("str")
    report = waiting(log, silences(log, as_of=as_of), status, *curves)
    told = report["chance"].dropna().map(percent).astype("str")
    both = told.index.intersection(tables[0].index)
    assert len(both) > 5
    assert told[both].equals(tables[0].loc[both, "chance still to hear"].rename("chance"))
    few = tables[0]["since"].str.endswith("by all waits together")
    assert (few[both] == report.loc[both, "of_all"]).all()


@pytest.mark.parametrize("as_of", ["2020-01-01", AS_OF])
def test_nobody_waits_in_a_log_without_waits(as_of: str) -> None:
    log = log_of([])
    assert len(still_waiting(log, fa.silence_curve(log, as_of=as_of), as_of=as_of)) == 0


CHECKED = "2026-03-02 interview; 2026-03-09 status_check"


@pytest.mark.parametrize(
    ("stories", "words"),
    [
        ([], "Your sheet can't tell whether asking helps. An answer after a check was about 1."),
        ([CHECKED + "; 2026-03-12 reply"] * 60 + ["2026-03-02 interview"] * 60, "Your sheet can't tell whether asking helps."),
        (
            [CHECKED + "; 2026-03-12 reply"] * 60
            + ["2026-03-02 interview"] * 50
            + ["2026-03-02 interview; 2026-03-14 reply"] * 10,
            "A check makes an answer likelier: about ",
        ),
        (
            [CHECKED] * 50 + [CHECKED + "; 2026-03-12 reply"] * 6 + ["2026-03-02 interview; 2026-03-14 reply"] * 60,
            "A check makes an answer less likely: about 0.",
        ),
    ],
)
def test_whether_checks_help(stories: list[str], words: str) -> None:
    sentences = effect_in_words(fa.follow_up_effect(log_of(stories), as_of=AS_OF))
    assert sentences[0].startswith(words)
    assert sentences[1].startswith("We decide")
    assert sentences[2].startswith("The usual comparison says ")
    assert sentences[3].endswith("not in a log.")
