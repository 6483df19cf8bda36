"""How the dates of an action came about: what was counted, from when, what was left out, and whose numbers those are."""

import datetime as dt

import pandas as pd
import pytest
from hand_made import log_of

import followup_analytics as fa
from followup_analytics.errors import UnknownNameError
from followup_analytics.rules.explained import Factor, explained

MAY = "2026-05-20 interview final"


def test_days_are_counted_from_the_event_and_holidays_are_left_out_by_name() -> None:
    log = log_of(MAY, country="US", seniority="lead", timezone="America/New_York")
    told = explained(log, fa.follow_up_actions(log, as_of="2026-06-08"), "A1:T03.1")
    assert (told.counted_from, told.opens_on) == (dt.date(2026, 5, 20), dt.date(2026, 6, 4))
    assert (told.wait, told.unit, told.business_days, told.calendar_days) == (5, "business days", 10, 15)
    assert (dt.date(2026, 5, 25), "Memorial Day") in told.left_out and len(told.left_out) == 5
    assert told.factors == (Factor("T08", "lead", 1.5, 0, True), Factor("T11", "technical or final interview", 1.0, 2, True))
    assert told.events[["part", "kind"]].to_numpy().tolist() == [["trigger", "interview"]]
    assert "dos-and-donts" in told.sources and set(told.other_rules) == {"T08", "T11", "M04"}


def test_a_check_after_a_day_that_they_named_is_counted_from_that_day() -> None:
    log = log_of("2026-03-02 interview until=2026-03-13")
    told = explained(log, fa.follow_up_actions(log, as_of="2026-03-16"), "A1:T04.1.1")
    assert (told.counted_from, told.opens_on, told.business_days) == (dt.date(2026, 3, 13), dt.date(2026, 3, 16), 1)
    assert told.left_out == ((dt.date(2026, 3, 14), "weekend"), (dt.date(2026, 3, 15), "weekend"))


def test_the_settings_are_those_of_the_cadence() -> None:
    log, cadence = log_of("2026-03-02 interview", urgent=True), fa.Cadence(wait_business_days=8, urgent_factor=0.5)
    told = explained(log, fa.follow_up_actions(log, cadence, as_of="2026-03-16"), "A1:T03.1", cadence=cadence)
    assert told.wait == 8 and told.factors == (Factor("T10", "urgent", 0.5, 0, True),) and told.business_days == 4


def test_what_answered_it_is_among_the_events_and_a_rule_of_ours_says_so() -> None:
    log = log_of("2026-03-02 application; 2026-03-16 status_check")
    told = explained(log, fa.follow_up_actions(log, as_of="2026-03-17"), "A1:T20.1")
    assert told.events["part"].tolist() == ["trigger", "done"]
    assert told.events["day"].tolist() == [pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-16")]
    assert not told.sources and told.ours.startswith("all of it")


def test_an_action_that_is_none_is_refused() -> None:
    log = log_of(MAY)
    with pytest.raises(UnknownNameError, match="there is no action 'A1:T99'"):
        explained(log, fa.follow_up_actions(log, as_of="2026-06-08"), "A1:T99")
