"""Moments, the order in which events answer each other, and the look-ups along it."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hand_made import log_of, log_of_many
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_analytics import vocabulary as words
from followup_analytics.errors import MomentError
from followup_analytics.local_time import Moment
from followup_analytics.log.event_arrays import FAR, Marks, Timeline

DAY = 20_514  # Monday, 2 March 2026
AT_15 = DAY * 86_400 + 15 * 3600

# as_of -> its day, or its second
MOMENTS: list[tuple[Any, int | None, int | None]] = [
    ("2026-03-02", DAY, None),
    (" 2026-03-02 ", DAY, None),
    (dt.date(2026, 3, 2), DAY, None),
    ("2026-03-02T15:00:00Z", None, AT_15),
    ("2026-03-02T16:00:00+01:00", None, AT_15),
    ("2026-03-02 15:00Z", None, AT_15),
    ("2026-03-02T15:00:00.999999Z", None, AT_15),
    (pd.Timestamp("2026-03-02T15:00:00.999Z"), None, AT_15),
    (pd.Timestamp("2026-03-02", tz="UTC"), None, DAY * 86_400),
    (dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC), None, AT_15),
]
NO_ZONE = "has no time zone: give a day (2026-03-02) or an instant with its zone (2026-03-02T15:00:00Z)"
NO_MOMENT = "is no moment: give a day (2026-03-02) or an instant with its zone (2026-03-02T15:00:00Z)"
NO_MOMENTS: list[tuple[Any, str]] = [
    (dt.datetime(2026, 3, 2, 15), NO_ZONE),
    (pd.Timestamp("2026-03-02"), NO_ZONE),
    (np.datetime64("2026-03-02"), NO_ZONE),
    ("2026-03-02T15:00:00", NO_ZONE),
    ("2026-3-2", NO_ZONE),
    ("now", NO_ZONE),
    ("today", NO_ZONE),
    ("", NO_ZONE),
    (None, NO_MOMENT),
    (pd.NaT, NO_MOMENT),
    (5, NO_MOMENT),
    ("tomorrow", NO_MOMENT),
    ("2026-03-02T25:00Z", NO_MOMENT),
    ("2026-03-02T15:00+99:00", NO_MOMENT),
    ([], NO_MOMENT),
    ("2026-02-30", "as_of='2026-02-30' is no day: give YYYY-MM-DD"),
    ("02/03/2026", "as_of='02/03/2026' is no day: give YYYY-MM-DD"),
    ("1969-12-31", "as_of must lie between 1970 and 2100"),
    ("9999-12-31", "as_of must lie between 1970 and 2100"),
    (dt.date(1, 1, 1), "as_of must lie between 1970 and 2100"),
    ("3026-03-02T15:00:00Z", "as_of must lie between 1970 and 2100"),
]


@pytest.mark.parametrize(("as_of", "day", "second"), MOMENTS)
def test_a_moment_is_a_day_or_an_instant_in_whole_seconds(as_of: Any, day: int | None, second: int | None) -> None:
    moment = Moment.of(as_of)
    assert (moment.day, moment.second, moment.utc_day) == (day, second, DAY)


@pytest.mark.parametrize(("as_of", "says"), NO_MOMENTS)
def test_what_is_neither_says_what_to_give(as_of: Any, says: str) -> None:
    with pytest.raises(MomentError) as error:
        Moment.of(as_of)
    assert says in str(error.value)


def times(timeline: Timeline) -> tuple[str, str]:
    return tuple(str(pd.Timestamp(int(bound[0]), unit="s")) for bound in (timeline.begins, timeline.ends))  # type: ignore[return-value]


def test_a_day_is_that_of_the_applications_zone_and_an_instant_is_one_for_all() -> None:
    berlin = log_of("2026-03-29 interview", timezone="Europe/Berlin")
    assert times(Timeline(berlin, "2026-03-29")) == ("2026-03-28 23:00:00", "2026-03-29 21:59:59")
    assert times(Timeline(berlin, "2026-03-29T12:00Z")) == ("2026-03-29 12:00:00", "2026-03-29 12:00:00")


PAST = [
    ("2026-03-02 interview", "2026-03-01", False),
    ("2026-03-02 interview", "2026-03-02", True),
    ("2026-03-02T23:59 interview", "2026-03-02", True),
    ("2026-03-02T15:00 interview", "2026-03-02T14:59:59Z", False),
    ("2026-03-02T15:00 interview", "2026-03-02T15:00:00Z", True),
    ("2026-03-02 interview", "2026-03-02T00:00:00Z", True),
]


@pytest.mark.parametrize(("story", "as_of", "past"), PAST)
def test_what_has_happened_lies_up_to_the_end_of_the_moment(story: str, as_of: str, past: bool) -> None:
    assert Timeline(log_of(story), as_of).past.tolist() == [past]


# the events of 2 March (with a clock, or the whole day) -> their order
DAYS = [
    ("reply; interview", "interview reply"),
    ("thank_you; interview; application; acknowledgement", "application acknowledgement interview thank_you"),
    ("offer; reply; withdrawal", "reply offer withdrawal"),
    # where neither answers the other, the content decides, not the order given
    ("note; application", "application note"),
    ("offer; rejection", "rejection offer"),
    # a question is asked after the interview of its day, and before their word
    ("status_check; interview_invitation; reply", "status_check interview_invitation reply"),
    ("status_check; interview; reply", "interview status_check reply"),
    ("closure_request; interview; interview_invitation", "interview_invitation interview closure_request"),
    # clocks keep their order
    ("T09:00 thank_you; T10:00 interview", "thank_you interview"),
    ("T09:00 reply; T10:00 acknowledgement; T11:00 reply", "reply acknowledgement reply"),
    # an event without a clock stands before the first event with a clock whose rank is higher
    ("thank_you; T10:00 interview", "interview thank_you"),
    ("interview; T10:00 thank_you", "interview thank_you"),
    ("interview; T10:00 acknowledgement; T11:00 thank_you", "acknowledgement interview thank_you"),
    ("status_check; T10:00 reply", "status_check reply"),
    ("reply; T10:00 reply; T11:00 rejection", "reply(10:00) reply rejection"),
    # of a clock counts the highest rank so far
    ("interview; T09:00 reply; T10:00 acknowledgement", "interview reply acknowledgement"),
    ("reply; T09:00 rejection; T10:00 acknowledgement", "reply rejection acknowledgement"),
    ("thank_you; T09:00 reply; T10:00 acknowledgement", "reply acknowledgement thank_you"),
    ("closure; T09:00 thank_you; T10:00 application", "thank_you application closure"),
]


@pytest.mark.parametrize(("story", "order"), DAYS)
def test_within_a_day_what_can_answer_comes_after_what_it_answers(story: str, order: str) -> None:
    events = "; ".join(part if part.startswith("T") else f" {part}" for part in story.split("; "))
    log = log_of("; ".join("2026-03-02" + part for part in events.split("; ")))
    timeline = Timeline(log, "2026-03-02")
    told = log.events.iloc[timeline.event]
    twice = told["kind"].astype("str").duplicated(keep=False) & (told["precision"] == "minute")
    clocks = told["at"].dt.strftime("(%H:%M)").where(twice & (order.count("(") > 0), "")
    assert " ".join(told["kind"].astype("str") + clocks) == order


def test_the_order_is_that_of_the_local_day() -> None:
    late = "2026-03-02T23:30 thank_you; 2026-03-03 interview"
    assert [words.EVENT_KINDS[kind] for kind in Timeline(log_of(late), "2026-03-05").kind] == ["thank_you", "interview"]
    # 23:30 in New York is the next day in UTC; without the zone the two would fall on one day
    timeline = Timeline(log_of(late, timezone="America/New_York"), "2026-03-05")
    assert [words.EVENT_KINDS[kind] for kind in timeline.kind] == ["thank_you", "interview"]
    assert (timeline.day - DAY).tolist() == [0, 1]


def test_the_planned_interview_of_a_day_draws_the_question_behind_it() -> None:
    log = log_of("2026-03-02 status_check; 2026-03-02T18:00 interview")
    timeline = Timeline(log, "2026-03-02T12:00Z")
    assert [words.EVENT_KINDS[kind] for kind in timeline.kind] == ["interview", "status_check"]
    assert timeline.past.tolist() == [False, True]


def test_the_place_that_stands_for_none_is_later_than_all() -> None:
    timeline = Timeline(log_of("2026-03-02 interview until=2026-03-06; 2026-03-03 reply"), "2026-03-05")
    assert timeline.none == 2 and timeline.at[timeline.none] == FAR
    assert timeline.stated.tolist() == [DAY + 4, -1]


def test_a_log_without_events_has_a_timeline() -> None:
    for log in (log_of(""), log_of_many({})):
        timeline = Timeline(log, "2026-03-02")
        marks = timeline.marks(["interview"])
        assert timeline.none == 0 and not timeline.has(marks).any()
        assert timeline.first(marks).tolist() == timeline.last(marks).tolist() == [0] * timeline.applications


# --- look-ups --------------------------------------------------------------------------------------------------------

LINES = st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12).map(
    lambda line: sorted(line, key=lambda pair: pair[0])
)


@settings(max_examples=150)
@given(LINES)
def test_look_ups_are_those_of_a_plain_loop(line: list[tuple[int, bool]]) -> None:
    app, chosen = np.array([a for a, _ in line], dtype=np.int64), np.array([c for _, c in line], dtype=bool)
    places, none = np.arange(len(line)), len(line)

    def near(place: int, ahead: range) -> int:
        return next((other for other in ahead if line[other] == (line[place][0], True)), none)

    marks = Marks(app, chosen)
    assert marks.after(places).tolist() == [near(place, range(place + 1, none)) for place in places]
    assert marks.before(places).tolist() == [near(place, range(place - 1, -1, -1)) for place in places]
    assert marks.until(places).tolist() == [near(place, range(place, -1, -1)) for place in places]
    assert marks.count_until(places).tolist() == [sum(chosen[: place + 1]) for place in places]


KINDS = ("interview", "reply", "note")


@settings(max_examples=15)
@given(st.lists(st.lists(st.sampled_from(KINDS), max_size=4), min_size=1, max_size=4), st.integers(0, 5))
def test_the_first_and_last_of_each_application_are_those_of_a_plain_loop(kinds: list[list[str]], moment: int) -> None:
    stories = {
        f"A{number}": "; ".join(f"2026-03-{day:02} {kind}" for day, kind in enumerate(told, start=1))
        for number, told in enumerate(kinds)
    }
    timeline = Timeline(log_of_many(stories), dt.date(2026, 3, 1) + dt.timedelta(days=moment - 1))
    marks = timeline.marks(["interview"])
    flat = [(app, day, kind) for app, told in enumerate(kinds) for day, kind in enumerate(told, start=1)]
    mine = [
        [place for place, (a, day, kind) in enumerate(flat) if a == app and kind == "interview" and day <= moment]
        for app in range(len(kinds))
    ]
    assert timeline.first(marks).tolist() == [min(places, default=timeline.none) for places in mine]
    assert timeline.last(marks).tolist() == [max(places, default=timeline.none) for places in mine]
    assert timeline.has(marks).tolist() == [bool(places) for places in mine]
    planned = [place for place, (_, day, kind) in enumerate(flat) if kind == "interview" and day > moment]
    assert timeline.marks(["interview"], planned=True).places.tolist() == planned
    for limit in range(timeline.none + 1 if flat else 0):
        app = flat[limit][0] if limit < timeline.none else 0
        expected = max((place for place in mine[app] if place < limit), default=timeline.none)
        assert timeline.last_before(marks, np.array([limit]), np.array([app])).tolist() == [expected]
