"""What holds for every log: laws of the rules, tried on random logs, one by one and many at once."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from second_opinion.frames import Frames
from second_opinion.strategies import ZONES, crowd, situations

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.local_time import Moment
from followup_analytics.log.event_arrays import Timeline
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.application_state import ANCHOR_KINDS

OPEN = ("overdue", "due", "waiting")
CHECKS = ("status_check", "closure_request")
DEADLINES = ["opens_at", "due_at", "expires_at"]
Law = Callable[[Frames, Any, Random], None]
few = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
seeds = pytest.mark.parametrize("seed", range(2))


def try_on_one(law: Law) -> None:
    """Small logs, one at a time, that hypothesis makes as small as it can where the law is broken."""

    @few
    @given(situations(), st.randoms(use_true_random=False))
    def run(situation: tuple[Frames, Any], random: Random) -> None:
        law(*situation, random)

    run()


def try_on_crowd(law: Law, seed: int) -> None:
    """A log of many applications, at several moments."""
    frames, moments = crowd(seed, applications=150)
    for as_of in moments:
        law(frames, as_of, Random(seed))


def log_of_frames(frames: Frames) -> JobSearchLog:
    return JobSearchLog(frames.applications, frames.events)


# --- the order of rows -----------------------------------------------------------------------------------------------


def order_changes_nothing(frames: Frames, as_of: Any, random: Random) -> None:
    shuffled = (frame.iloc[random.sample(range(len(frame)), len(frame))] for frame in (frames.applications, frames.events))
    log, other = log_of_frames(frames), JobSearchLog(*shuffled)
    pd.testing.assert_frame_equal(fa.follow_up_actions(other, as_of=as_of), fa.follow_up_actions(log, as_of=as_of))
    pd.testing.assert_frame_equal(fa.conduct(other, as_of=as_of), fa.conduct(log, as_of=as_of))


def test_the_order_of_rows_changes_nothing() -> None:
    try_on_one(order_changes_nothing)


@seeds
def test_the_order_of_rows_changes_nothing_in_a_crowd(seed: int) -> None:
    try_on_crowd(order_changes_nothing, seed)


# --- four weeks later ------------------------------------------------------------------------------------------------

FOUR_WEEKS = pd.Timedelta(days=28)


def moved(times: pd.Series, zone: str) -> pd.Series:
    """The same local times four weeks later; missing where clocks skip or show twice one of the two."""
    local = times.dt.tz_convert(zone).dt.tz_localize(None)
    once, later = (wall.dt.tz_localize(zone, nonexistent="NaT", ambiguous="NaT") for wall in (local, local + FOUR_WEEKS))
    return later.where(once.notna()).dt.tz_convert("UTC").dt.as_unit("us")


def in_one_zone(frames: Frames, zone: str) -> Frames:
    """The log in that zone, with no country; a whole day begins at midnight of its zone."""
    events = frames.events
    dates = events["at"].dt.strftime("%Y-%m-%d").astype("str")
    midnight = pd.to_datetime(dates).dt.tz_localize(zone).dt.tz_convert("UTC").dt.as_unit("us")
    events = events.assign(at=events["at"].where(events["precision"] != "day", midnight))
    return Frames(frames.applications.assign(country="", timezone=zone), events)


def without(frames: Frames, application_ids: set[str]) -> Frames:
    events = frames.events
    return Frames(frames.applications.drop(list(application_ids)), events[~events["application_id"].isin(application_ids)])


def four_weeks_later(frames: Frames, zone: str) -> tuple[Frames, Frames]:
    """The log and the same one four weeks later, without the applications of which a time can't be moved."""
    later = {name: moved(frames.events[name], zone) for name in ("at", "reply_expected_by", "answer_by")}
    lost = pd.Series(False, frames.events.index)
    for name, times in later.items():
        lost |= times.isna() & frames.events[name].notna()
    unmoved = set(frames.events.loc[lost, "application_id"])
    return without(frames, unmoved), without(Frames(frames.applications, frames.events.assign(**later)), unmoved)


def moves_with_the_log(frames: Frames, as_of: Any, random: Random) -> None:
    zone = random.choice(ZONES)
    log, later_log = (log_of_frames(each) for each in four_weeks_later(in_one_zone(frames, zone), zone))
    day = dt.date(1970, 1, 1) + dt.timedelta(days=Moment.of(as_of).utc_day)
    now = fa.follow_up_actions(log, as_of=day)
    later = fa.follow_up_actions(later_log, as_of=day + FOUR_WEEKS)
    assert set(later.index) == set(now.index)
    later = later.loc[now.index]
    # Hours that a clock counts do not follow the wall: the thank-you is due 24 of them after its interview.
    with_clock = now["trigger_event_id"].map(log.events["precision"].astype("str")).eq("minute") & (now["rule"] == "T01")
    for name in DEADLINES:
        wall, later_wall = (frame[name][~with_clock].dt.tz_convert(zone).dt.tz_localize(None) for frame in (now, later))
        assert ((later_wall - wall) == FOUR_WEEKS).all(), name
    assert (later["due_at"] - later["opens_at"])[with_clock].eq(pd.Timedelta(hours=24)).all()


def test_four_weeks_later_every_deadline_is_four_weeks_later() -> None:
    try_on_one(moves_with_the_log)


@seeds
def test_four_weeks_later_every_deadline_of_a_crowd_is_four_weeks_later(seed: int) -> None:
    try_on_crowd(moves_with_the_log, seed)


# --- an answer -------------------------------------------------------------------------------------------------------


def with_answers(frames: Frames, random: Random) -> Frames:
    """To each application with events, a human answer is added, soon after one of them."""
    if frames.events.empty:
        return frames
    after = pd.concat([group.iloc[[random.randrange(len(group))]] for _, group in frames.events.groupby("application_id")])
    hours = [random.choice((0, 1, 26, 24 * 9)) for _ in after.index]
    kinds = [random.choice(words.HUMAN_INBOUND_KINDS) for _ in after.index]
    new = after.assign(at=after["at"] + pd.to_timedelta(hours, unit="h"), kind=kinds, precision="minute", stage="")
    new.index = pd.Index(new["application_id"] + "/new", name="event_id")
    return Frames(frames.applications, pd.concat([frames.events, new]))


def ends_the_checks_before_it(frames: Frames, as_of: Any, random: Random) -> None:
    log = log_of_frames(with_answers(frames, random))
    actions, line = fa.follow_up_actions(log, as_of=as_of), Timeline(log, as_of)
    asks = actions[actions["action"].isin(CHECKS) & actions["status"].isin(OPEN)]
    names = log.events.index[line.event]
    answer_of = {
        name.removesuffix("/new"): place for place, name in enumerate(names) if name.endswith("/new") and line.past[place]
    }
    anchors = np.flatnonzero(line.past & line.of_kinds(ANCHOR_KINDS))
    for action_id, application_id in asks["application_id"].items():
        if application_id not in answer_of:
            continue
        assert ":T20." not in action_id
        mine = anchors[line.app[anchors] == log.applications.index.get_loc(application_id)]
        # The first number of an action's occurrence tells which of the application's anchors it follows up.
        anchor = mine[int(action_id.split(":")[1].split(".")[1]) - 1]
        assert anchor >= answer_of[application_id], action_id


def test_an_answer_leaves_no_check_open_whose_anchor_lies_before_it() -> None:
    try_on_one(ends_the_checks_before_it)


@seeds
def test_an_answer_leaves_no_check_of_a_crowd_open_whose_anchor_lies_before_it(seed: int) -> None:
    try_on_crowd(ends_the_checks_before_it, seed)


# --- time that goes by -----------------------------------------------------------------------------------------------


def told_in_order(frames: Frames) -> Frames:
    """Without applications that were sent after something had come of them: the stated days before are forgotten then."""
    events = frames.events
    first = events["at"].groupby(events["application_id"]).min()
    sent = events["at"][events["kind"] == "application"].groupby(events["application_id"]).min()
    return without(frames, {name for name, at in sent.items() if at > first[name]})


def goes_forward_only(frames: Frames, as_of: Any, random: Random) -> None:
    first = dt.date(1970, 1, 1) + dt.timedelta(days=Moment.of(as_of).utc_day)
    days = [first + dt.timedelta(days=day) for day in sorted(random.sample(range(90), 4))]
    log = log_of_frames(told_in_order(frames))
    applied = log.events.loc[log.events["kind"] == "application", "application_id"]
    again = applied[applied.duplicated()]
    for earlier, later in pairwise(fa.follow_up_actions(log, as_of=day) for day in days):
        # T16 speaks of the last event, T20 of the latest application: one that comes later takes its place.
        starts_anew = (earlier["rule"] == "T20") & earlier["application_id"].isin(again)
        asked = earlier[(earlier["rule"] != "T16") & ~starts_anew]
        was, now = asked["status"], later["status"].reindex(asked.index)
        assert not ((was == "overdue") & (now == "waiting")).any()
        assert (now == was)[was.isin(["done", "late"])].all()


def test_as_days_go_by_what_is_overdue_never_waits_again_and_what_is_done_stays_done() -> None:
    try_on_one(goes_forward_only)


@seeds
def test_as_days_go_by_a_crowd_goes_forward_only(seed: int) -> None:
    try_on_crowd(goes_forward_only, seed)


# --- the table -------------------------------------------------------------------------------------------------------

NOTHING = JobSearchLog(
    pd.DataFrame({"application_id": []}), pd.DataFrame({"application_id": [], "at": pd.to_datetime([], utc=True), "kind": []})
)
EMPTY = fa.follow_up_actions(NOTHING, as_of="2026-03-02")


def is_sound(frames: Frames, as_of: Any, random: Random) -> None:
    log = log_of_frames(frames)
    actions = fa.follow_up_actions(log, as_of=as_of)
    assert actions.index.is_unique and actions.index.name == "action_id"
    assert (actions["opens_at"] <= actions["due_at"]).all() and (actions["due_at"] <= actions["expires_at"]).all()
    pd.testing.assert_series_equal(actions.dtypes, EMPTY.dtypes)
    is_open = actions["status"].isin(OPEN)
    assert not actions["send_at"].notna()[~is_open].any()
    assert (actions["send_at"] >= actions["opens_at"])[actions["send_at"].notna()].all()
    in_time = actions["send_at"].notna() & (actions["status"] != "overdue")
    assert (actions["send_at"] <= actions["due_at"])[in_time].all()
    assert ((actions["days_overdue"] > 0) <= (actions["status"] == "overdue")).all()
    assert (actions["done_event_id"] != "").eq(actions["status"].isin(["done", "late"])).all()
    assert (
        actions["done_event_id"].isin(["", *log.events.index]).all() and actions["trigger_event_id"].isin(log.events.index).all()
    )
    assert in_the_one_order(actions)


def in_the_one_order(actions: pd.DataFrame) -> bool:
    """Whether what is open stands by tier, then what waits by the day on which it opens, then all else by its due time."""
    is_open, waits = actions["status"].isin(["overdue", "due"]), actions["status"] == "waiting"
    group = is_open.map({True: 0, False: 2}).mask(waits, 1)
    return bool(
        group.is_monotonic_increasing
        and actions.loc[is_open, "tier"].is_monotonic_increasing
        and actions.loc[waits, "opens_at"].is_monotonic_increasing
        and actions.loc[group == 2, "due_at"].is_monotonic_increasing
        and all(
            of_tier["due_at"].is_monotonic_increasing for tier, of_tier in actions[is_open].groupby("tier") if tier not in (1, 3)
        )
    )


def test_the_table_of_actions_is_sound() -> None:
    try_on_one(is_sound)


@seeds
def test_the_table_of_a_crowds_actions_is_sound(seed: int) -> None:
    try_on_crowd(is_sound, seed)


def changes_nothing(frames: Frames, as_of: Any, random: Random) -> None:
    log, cadence = log_of_frames(frames), fa.Cadence()
    tables = [table.copy(deep=True) for table in (log.applications, log.events, log.problems)]
    fa.follow_up_actions(log, cadence, as_of=as_of)
    fa.conduct(log, cadence, as_of=as_of)
    for before, after in zip(tables, (log.applications, log.events, log.problems), strict=True):
        pd.testing.assert_frame_equal(after, before)
    assert cadence == fa.Cadence()


def test_neither_the_log_nor_the_cadence_is_changed_by_looking_at_them() -> None:
    try_on_crowd(changes_nothing, 0)


def test_a_log_without_anything_has_all_columns_and_no_row() -> None:
    assert len(EMPTY) == 0 and EMPTY.index.name == "action_id"
    conduct = fa.conduct(NOTHING, as_of="2026-03-02")
    assert len(conduct) == 0
    assert (conduct.dtypes.eq(fa.conduct(JobSearchLog(*some()), as_of="2026-03-20").dtypes)).all()


def some() -> tuple[pd.DataFrame, pd.DataFrame]:
    at = pd.to_datetime(["2026-03-02", "2026-03-09"], utc=True)
    return pd.DataFrame({"application_id": ["A"]}), pd.DataFrame(
        {"application_id": "A", "at": at, "kind": ["interview", "status_check"]}
    )
