"""Natural slips in a call: what is said of each, in one sentence that tells what is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.analysis.follow_up_effect import FollowUpEffect
from followup_analytics.analysis.response_times import SilenceCurve

AS_OF = "2026-02-01"
LOG = fa.JobSearchLog(
    pd.DataFrame({"application_id": ["A1"], "company": ["Alpha"]}),
    pd.DataFrame({"application_id": ["A1"], "at": pd.to_datetime(["2026-01-05T12:00Z"]), "kind": ["application"]}),
)


@dataclass(frozen=True)
class Given:
    """What a user has at hand when a slip happens."""

    attempts: pd.DataFrame
    rates: pd.DataFrame
    actions: pd.DataFrame
    curve: SilenceCurve
    path: Any


@pytest.fixture
def given(tmp_path: Any) -> Given:
    attempts = fa.outreach_attempts(LOG, as_of=AS_OF)
    rates = fa.response_rates(attempts, by=["kind"])
    return Given(attempts, rates, fa.follow_up_actions(LOG, as_of=AS_OF), fa.silence_curve(LOG, as_of=AS_OF), tmp_path / "x")


def wrong(value: Any) -> Any:
    """What a type checker would refuse, and a notebook does not."""
    return cast(Any, value)


def lacking(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.drop(columns=list(columns))


# Each public function that takes a log, with something else in its place.
TAKES_LOG: dict[str, Callable[[Any, Given], object]] = {
    "Journal": lambda log, given: fa.Journal(given.path, log=log),
    "calendar_strip": lambda log, given: fa.calendar_strip(log, given.actions, as_of=AS_OF),
    "conduct": lambda log, given: fa.conduct(log, as_of=AS_OF),
    "draft_message": lambda log, given: fa.draft_message(log, given.actions.iloc[0]),
    "due_list": lambda log, given: fa.due_list(log, given.actions, as_of=AS_OF),
    "follow_up_actions": lambda log, given: fa.follow_up_actions(log, as_of=AS_OF),
    "follow_up_effect": lambda log, given: fa.follow_up_effect(log, as_of=AS_OF),
    "outreach_attempts": lambda log, given: fa.outreach_attempts(log, as_of=AS_OF),
    "review_message": lambda log, given: fa.review_message("Dear Anna,", log),
    "sankey": lambda log, given: fa.sankey(log),
    "silence_curve": lambda log, given: fa.silence_curve(log, as_of=AS_OF),
    "timeline": lambda log, given: fa.timeline(log, "A1"),
    "tune_cadence": lambda log, given: fa.tune_cadence(log, as_of=AS_OF),
    "weekly_report": lambda log, given: fa.weekly_report(log, week="2026-W05"),
}
TAKES_CADENCE: dict[str, Callable[[Any, Given], object]] = {
    "conduct": lambda cadence, given: fa.conduct(LOG, cadence, as_of=AS_OF),
    "draft_message": lambda cadence, given: fa.draft_message(LOG, given.actions.iloc[0], cadence=cadence),
    "follow_up_actions": lambda cadence, given: fa.follow_up_actions(LOG, cadence, as_of=AS_OF),
    "review_message": lambda cadence, given: fa.review_message("Dear Anna,", cadence=cadence),
    "tune_cadence": lambda cadence, given: fa.tune_cadence(LOG, cadence, as_of=AS_OF),
    "weekly_report": lambda cadence, given: fa.weekly_report(LOG, cadence, week="2026-W05"),
    "workbench": lambda cadence, given: fa.workbench(as_of=AS_OF, cadence=cadence),
}
TAKES_ACTIONS: dict[str, Callable[[Any, Given], object]] = {
    "calendar_strip": lambda actions, given: fa.calendar_strip(LOG, actions, as_of=AS_OF),
    "due_list": lambda actions, given: fa.due_list(LOG, actions, as_of=AS_OF),
    "timeline": lambda actions, given: fa.timeline(LOG, "A1", actions, as_of=AS_OF),
    "write_calendar": lambda actions, given: fa.write_calendar(actions, given.path.with_suffix(".ics"), as_of=AS_OF),
}
NOT_A_CADENCE = "cadence: must be a Cadence, as fa.Cadence() or fa.Cadence.read(path) gives, not a dict"


@pytest.mark.parametrize(
    "log, words", [("search.csv", "a str"), (LOG.events, "a DataFrame"), (wrong(None), "None")], ids=["path", "table", "nothing"]
)
@pytest.mark.parametrize("name", TAKES_LOG)
def test_what_is_no_log_is_refused(given: Given, name: str, log: Any, words: str) -> None:
    if log is None and name in ("Journal", "review_message"):
        TAKES_LOG[name](log, given)
        return
    with pytest.raises(fa.FollowupError) as told:
        TAKES_LOG[name](log, given)
    assert str(told.value) == f"log: must be a JobSearchLog, as fa.read_log gives, not {words}"


@pytest.mark.parametrize("settings", [{"T03": 1}, {}], ids=["settings", "empty"])
@pytest.mark.parametrize("name", TAKES_CADENCE)
def test_what_is_no_cadence_is_refused(given: Given, name: str, settings: dict[str, int]) -> None:
    with pytest.raises(fa.FollowupError) as told:
        TAKES_CADENCE[name](settings, given)
    assert str(told.value) == NOT_A_CADENCE


@pytest.mark.parametrize("name", TAKES_ACTIONS)
def test_what_is_no_table_of_actions_is_refused(given: Given, name: str) -> None:
    with pytest.raises(fa.FollowupError) as told:
        TAKES_ACTIONS[name](LOG, given)
    assert str(told.value) == "actions: must be the table that fa.follow_up_actions gives, not a JobSearchLog"
    with pytest.raises(fa.FollowupError) as told:
        TAKES_ACTIONS[name](lacking(given.actions, "due_at", "why"), given)
    assert str(told.value) == "actions: lacks the columns 'due_at', 'why': give the table that fa.follow_up_actions gives"


NOT_ATTEMPTS = "attempts: must be the table that fa.outreach_attempts gives, not a JobSearchLog"
NO_MOMENT = "is no moment: give a day (2026-03-02) or an instant with its zone (2026-03-02T15:00:00Z)"
SLIPS: list[tuple[Callable[[Given], object], str]] = [
    (lambda g: fa.response_rates(wrong(LOG), by=["kind"]), NOT_ATTEMPTS),
    (
        lambda g: fa.response_rates(lacking(g.attempts, "outcome"), by=["kind"]),
        "attempts: lacks the column 'outcome': give the table that fa.outreach_attempts gives",
    ),
    (
        lambda g: fa.response_rates(lacking(g.attempts, "hour"), by=["hour_band"]),
        "attempts: lacks the column 'hour': give the table that fa.outreach_attempts gives",
    ),
    (lambda g: fa.response_rates(g.attempts, by=wrong(None)), "by=None: give a list of groupings, such as ['medium'], or []"),
    (lambda g: fa.response_rates(g.attempts, by=wrong(3)), "by=3: give a list of groupings"),
    (lambda g: fa.response_rates(g.attempts, by=wrong([3])), "by=3 is no grouping: allowed are medium, kind"),
    (lambda g: fa.response_rates(g.attempts, by=wrong([["kind"]])), "by=['kind'] is no grouping"),
    (lambda g: fa.response_rates(g.attempts, by=["kind"], within_days=wrong("14")), "within_days='14': must be a whole number"),
    (lambda g: fa.response_rates(g.attempts, by=["kind"], within_days=wrong(14.5)), "within_days=14.5: must be a whole number"),
    (lambda g: fa.response_rates(g.attempts, by=["kind"], within_days=367), "a whole number from 0 to 366"),
    (lambda g: fa.silence_curve(LOG, by=wrong(3), as_of=AS_OF), "by=3: give a list of groupings"),
    (lambda g: fa.silence_curve(LOG, by=wrong(["weather"]), as_of=AS_OF), "by='weather' is no grouping"),
    (lambda g: g.curve.chance_still_to_hear(wrong("a")), "after_days='a': give a whole number of days, or an array of them"),
    (lambda g: g.curve.chance_still_to_hear(-1), "after_days=-1: must be a whole number of at least 0"),
    (lambda g: fa.rates_chart(g.attempts), "rates: lacks the columns 'attempts', 'responded',"),
    (lambda g: fa.rates_chart(wrong(LOG)), "rates: must be the table that fa.response_rates gives, not a JobSearchLog"),
    (lambda g: fa.silence_chart(wrong(LOG)), "curve: must be what fa.silence_curve gives, not a JobSearchLog"),
    (lambda g: fa.effect_chart(wrong(LOG)), "effect: must be what fa.follow_up_effect gives, not a JobSearchLog"),
    (lambda g: fa.calendar_strip(LOG, g.actions, as_of=AS_OF, days=wrong("7")), "days='7': must be a whole number from 1 to 62"),
    (lambda g: fa.review_message(wrong(3)), "message: must be a Message, as fa.draft_message gives, or its text, not 3"),
    (lambda g: fa.follow_up_actions(LOG, as_of=5), f"as_of=5 {NO_MOMENT}"),
    (lambda g: fa.follow_up_actions(LOG, as_of=2.5), f"as_of=2.5 {NO_MOMENT}"),
    (lambda g: fa.follow_up_actions(LOG, as_of=None), f"as_of=None {NO_MOMENT}"),
    (lambda g: fa.follow_up_actions(LOG, as_of=pd.NaT), f"as_of=NaT {NO_MOMENT}"),
    (lambda g: fa.follow_up_actions(LOG, as_of=np.datetime64("2026-01-05T10:00")), "has no time zone"),
    (lambda g: fa.follow_up_actions(LOG, as_of=["2026-01-05"]), f"as_of=['2026-01-05'] {NO_MOMENT}"),
]


@pytest.mark.parametrize("slip, words", SLIPS, ids=[f"{place}: {words[:30]}" for place, (_, words) in enumerate(SLIPS)])
def test_a_slip_is_told_in_one_sentence(given: Given, slip: Callable[[Given], object], words: str) -> None:
    with pytest.raises(fa.FollowupError) as told:
        slip(given)
    assert words in str(told.value)


def test_what_is_right_passes(given: Given) -> None:
    assert isinstance(fa.follow_up_effect(LOG, as_of=AS_OF), FollowUpEffect)
    assert len(fa.response_rates(given.attempts, by=[])) == 1
    assert given.curve.chance_still_to_hear(cast(int, np.int64(3)))["silences"] == 1


@pytest.mark.parametrize("after_days", [27, 60, 1000])
def test_past_the_horizon_the_interval_is_all_there_is(given: Given, after_days: int) -> None:
    left = given.curve.chance_still_to_hear(after_days)
    assert left["chance"] == 0
    assert (left["low"], left["high"], left["silences"]) == (0, 1, 0)
    assert given.curve.chance_still_to_hear(26)["chance"] == 0
