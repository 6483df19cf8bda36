"""When to send, and in which medium."""

from typing import Any

import pandas as pd
import pytest
from hand_made import log_of

import followup_analytics as fa
from followup_analytics.rules.cadence import Seeker


def row(story: str, as_of: str, action: str, cadence: fa.Cadence | None = None, **application: Any) -> Any:
    return fa.follow_up_actions(log_of(story, **application), cadence, as_of=as_of).loc[f"A1:{action}"]


def sent(story: str, as_of: str, action: str, cadence: fa.Cadence | None = None, **application: Any) -> str:
    """The moment to send as the application's clock shows it, and the status."""
    found = row(story, as_of, action, cadence, **application)
    zone = str(application.get("timezone", "UTC"))
    moment = found["send_at"]
    return f"{found['status']}: {'never' if pd.isna(moment) else moment.tz_convert(zone).strftime('%a %d %b %H:%M:%S')}"


INTERVIEW, ON_FRIDAY = "2026-03-02T10:00 interview", "2026-03-06T16:30 interview"
IN_NEW_YORK = {"timezone": "America/New_York"}
# story, application, as_of, action -> status and moment
MOMENTS: list[tuple[str, dict[str, Any], str, str, str]] = [
    # within hours: now; before them: when they begin; after them: on the next business day
    (INTERVIEW, {}, "2026-03-02T11:17:23Z", "T01.1", "due: Mon 02 Mar 11:17:23"),
    (INTERVIEW, {}, "2026-03-02", "T01.1", "due: Mon 02 Mar 10:00:00"),
    (INTERVIEW, {}, "2026-03-02T08:00Z", "T01.1", "waiting: Mon 02 Mar 10:00:00"),
    (INTERVIEW, {}, "2026-03-02T16:59:59Z", "T01.1", "due: Mon 02 Mar 16:59:59"),
    (INTERVIEW, {}, "2026-03-02T17:00:00Z", "T01.1", "due: Tue 03 Mar 09:00:00"),
    (INTERVIEW, {}, "2026-03-03T08:00Z", "T01.1", "due: Tue 03 Mar 09:00:00"),
    # nothing within hours before it is due: as soon as possible
    (ON_FRIDAY, {}, "2026-03-06T18:00Z", "T01.1", "due: Fri 06 Mar 18:00:00"),
    (ON_FRIDAY, {}, "2026-03-07T07:00Z", "T01.1", "due: Sat 07 Mar 09:00:00"),
    (ON_FRIDAY, {}, "2026-03-07T12:00Z", "T01.1", "due: Sat 07 Mar 12:00:00"),
    # overdue: at the next business hour, however late
    (ON_FRIDAY, {}, "2026-03-07T18:00Z", "T01.1", "overdue: Mon 09 Mar 09:00:00"),
    (INTERVIEW, {}, "2026-03-03T12:00Z", "T01.1", "overdue: Tue 03 Mar 12:00:00"),
    (INTERVIEW, {}, "2026-03-10", "T01.1", "missed: never"),
    # a window of days opens at midnight, and one sends in the morning
    ("2026-03-02 interview", {}, "2026-03-03", "T03.1", "waiting: Mon 09 Mar 09:00:00"),
    ("2026-03-02 interview", {}, "2026-03-10T15:00Z", "T03.1", "due: Tue 10 Mar 15:00:00"),
    ("2026-03-02 interview", {}, "2026-03-12T18:00Z", "T03.1", "due: Thu 12 Mar 18:00:00"),
    ("2026-03-02 interview", {}, "2026-03-13", "T03.1", "overdue: Fri 13 Mar 09:00:00"),
    ("2026-03-02 interview", {}, "2026-03-14", "T03.1", "overdue: Mon 16 Mar 09:00:00"),
    # over a weekend and a holiday of the country
    ("2026-03-27 interview; 2026-03-30 status_check", {"country": "DE"}, "2026-04-03", "T05.1.1", "waiting: Tue 07 Apr 09:00:00"),
    ("2026-03-27 interview; 2026-03-30 status_check", {}, "2026-04-03", "T05.1.1", "waiting: Mon 06 Apr 09:00:00"),
    ("2026-03-02 interview", {"country": "IL"}, "2026-03-13", "T03.1", "overdue: Sun 15 Mar 09:00:00"),
    # by the clock of the application's zone
    (INTERVIEW, IN_NEW_YORK, "2026-03-02T21:30:00Z", "T01.1", "due: Mon 02 Mar 16:30:00"),
    (INTERVIEW, IN_NEW_YORK, "2026-03-02T22:00:00Z", "T01.1", "due: Tue 03 Mar 09:00:00"),
    ("2026-03-02 interview", IN_NEW_YORK, "2026-03-03", "T03.1", "waiting: Mon 09 Mar 09:00:00"),
    # clocks that change at midnight, on a business day
    ("2026-10-22 interview", {"timezone": "Africa/Cairo"}, "2026-10-29", "T03.1", "due: Thu 29 Oct 09:00:00"),
    # nothing is to be sent
    ("2026-03-02 interview; 2026-04-02 interview", {}, "2026-03-09", "T03.1", "waiting: never"),
    ("2026-03-02 interview; 2026-03-02 thank_you", {}, "2026-03-02", "T01.1", "done: never"),
    ("2026-03-02 application; 2026-03-16 status_check", {}, "2026-03-30", "T20.1.sent", "due: never"),
    ("2026-03-02 interview", {}, "2026-03-30", "T18.1.T03", "due: never"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "application", "as_of", "action", "moment"), MOMENTS)
def test_one_sends_in_business_hours_if_the_window_has_any(
    story: str, application: dict[str, Any], as_of: str, action: str, moment: str
) -> None:
    assert sent(story, as_of, action, **application) == moment


def test_business_hours_are_a_setting() -> None:
    cadence = fa.Cadence(opening_hour=0, closing_hour=24)
    assert sent(INTERVIEW, "2026-03-02T23:30Z", "T01.1", cadence) == "due: Mon 02 Mar 23:30:00"
    assert sent("2026-03-02 interview", "2026-03-03", "T03.1", cadence) == "waiting: Mon 09 Mar 00:00:00"


REPLY = "2026-03-02 reply {}; 2026-03-02 answer"
# the first that applies: what they asked for, their own, the tuned, the position, the culture, the seeker's, e-mail
MEDIA: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    (REPLY.format(""), {}, {}, "email"),
    (REPLY.format("linkedin"), {"preferred_medium": "post"}, {"medium": "sms"}, "post"),
    (REPLY.format("linkedin"), {"culture": "formal"}, {"medium": "sms"}, "linkedin"),
    (REPLY.format("portal"), {}, {"medium": "sms"}, "sms"),
    (REPLY.format("in_person"), {"culture": "informal"}, {}, "linkedin"),
    (REPLY.format(""), {"seniority": "executive"}, {"medium": "sms"}, "sms"),
    (REPLY.format(""), {"seniority": "executive", "culture": "informal"}, {}, "phone"),
    (REPLY.format(""), {"culture": "informal"}, {"seeker": Seeker(media=("sms",))}, "linkedin"),
    (REPLY.format(""), {"culture": "formal"}, {"seeker": Seeker(media=("sms",))}, "email"),
    (REPLY.format(""), {}, {"seeker": Seeker(media=("sms", "email"))}, "sms"),
]


@pytest.mark.parametrize(("story", "application", "settings", "medium"), MEDIA)
def test_the_first_medium_rule_that_applies_chooses(
    story: str, application: dict[str, Any], settings: dict[str, Any], medium: str
) -> None:
    assert row(story, "2026-03-09", "T03.1", fa.Cadence(**settings), **application)["medium"] == medium


@pytest.mark.parametrize("wish", [{"preferred_medium": "phone"}, {"seniority": "director"}])
def test_nobody_is_called_before_the_fifth_business_day(wish: dict[str, Any]) -> None:
    assert row("2026-03-02 interview", "2026-03-02", "T01.1", **wish)["medium"] == "email"
    assert row("2026-03-02 interview", "2026-03-09", "T01.1", **wish)["medium"] == "phone"
    assert row("2026-03-02 interview", "2026-03-03", "T03.1", **wish)["medium"] == "phone"
    urgent = row("2026-03-02 interview", "2026-03-05", "T03.1", urgent=True, preferred_medium="phone")
    assert (urgent["status"], urgent["medium"]) == ("due", "email")


def test_a_connection_request_is_sent_where_people_connect_and_a_decision_is_not_sent() -> None:
    story = "2026-03-02 interview; 2026-03-02 thank_you"
    assert row(story, "2026-03-03", "T14.1", preferred_medium="phone")["medium"] == "linkedin"
    assert row("2026-03-02 interview", "2026-03-30", "T18.1.T03", preferred_medium="phone")["medium"] == ""
