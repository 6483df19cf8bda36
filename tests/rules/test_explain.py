"""Why an action is asked for: the sentences of every rule, word for word, and the rules that had a say in it."""

import re
from typing import Any

import pandas as pd
import pytest
from hand_made import log_of

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.problems import Problem, Remedy, problems_table
from followup_analytics.rules.action_ids import EVENT_NAMES
from followup_analytics.rules.cadence import Seeker
from followup_analytics.rules.follow_up_actions import RECORDS

REJECTED = "2026-03-02 interview; 2026-03-02 thank_you; 2026-03-09 rejection"
TWO_CHECKS = "2026-03-02 interview; 2026-03-09 status_check; 2026-03-16 status_check"
ASKED = f"{TWO_CHECKS}; 2026-03-30 closure_request"
REPLY = "2026-03-01 application; 2026-03-02 reply"
# story, application, as_of, action id -> what is said
SENTENCES: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("2026-03-02 interview", {}, "2026-03-02", "T01.1", "You meet today. Thank them within 24 hours."),
    ("2026-03-02 interview", {}, "2027-01-02", "T01.1", "You met on Mon 2 Mar 2026. Thank them within 24 hours. Missed."),
    (
        "2026-03-02T10:00 interview; 2026-03-03T10:00 thank_you",
        {},
        "2026-03-04",
        "T01.1",
        "You met on Mon 2 Mar. Thank them within 24 hours. Done in time.",
    ),
    (
        "2026-03-02T10:00 interview; 2026-03-03T10:01 thank_you",
        {},
        "2026-03-04",
        "T01.1",
        "You met on Mon 2 Mar. Thank them within 24 hours. Done late.",
    ),
    (
        "2026-03-02 interview; 2026-03-02 rejection",
        {},
        "2026-03-04",
        "T01.1",
        "You met on Mon 2 Mar. Thank them within 24 hours. No longer needed.",
    ),
    (
        "2026-03-02 interview",
        {},
        "2026-03-03",
        "T03.1",
        "You met on Mon 2 Mar, no date promised. Ask after 5 business days.",
    ),
    (
        "2026-03-02 interview; 2026-04-02 interview",
        {},
        "2026-03-03",
        "T03.1",
        "You met on Mon 2 Mar, no date promised. Ask after 5 business days. It waits for the interview that is planned.",
    ),
    (
        REPLY,
        {},
        "2026-03-03",
        "T03.1",
        "They wrote on Mon 2 Mar, no date promised. Ask after 5 business days. It waits until you have answered them.",
    ),
    (
        "2026-03-02 reply; 2026-04-20 answer",
        {},
        "2026-04-20",
        "T03.1",
        "They wrote on Mon 2 Mar, no date promised. You answered on Mon 20 Apr, so ask from then.",
    ),
    (
        "2026-03-02 reply until=2026-03-13; 2026-04-20 answer",
        {},
        "2026-04-21",
        "T04.1.1",
        "They wrote on Mon 2 Mar. They promised an answer by Fri 13 Mar. You answered on Mon 20 Apr, so ask from then.",
    ),
    (
        "2026-03-02 reply; 2026-03-03 answer",
        {},
        "2026-03-10",
        "T03.1",
        "They wrote on Mon 2 Mar, no date promised. Ask after 5 business days.",
    ),
    (
        "2026-03-02 interview until=2026-03-13",
        {},
        "2026-03-03",
        "T04.1.1",
        "You met on Mon 2 Mar. They promised an answer by Fri 13 Mar. Ask once it has passed.",
    ),
    (TWO_CHECKS, {}, "2026-03-10", "T05.1.1", "You asked on Mon 9 Mar and heard nothing. Ask a second time after 7 days."),
    (
        TWO_CHECKS,
        {"seniority": "lead"},
        "2026-03-10",
        "T05.1.1",
        "You asked on Mon 9 Mar and heard nothing. Ask a second time after 11 days.",
    ),
    (
        TWO_CHECKS,
        {},
        "2026-03-17",
        "T07.1.2",
        "You asked on Mon 16 Mar and heard nothing. Ask politely for a final word after 14 days.",
    ),
    (ASKED, {}, "2026-04-13", "T07.1.2.sent", "You asked for a final word on Mon 30 Mar and two weeks have passed. Let it go."),
    (
        TWO_CHECKS,
        {},
        "2026-04-21",
        "T07.1.2.lapsed",
        "You asked on Mon 16 Mar and heard nothing, and the time to ask is over. Let it go.",
    ),
    (REPLY, {}, "2026-03-03", "T12.1", "They wrote on Mon 2 Mar. Answer within 1 business day."),
    ("2026-03-02 offer", {}, "2026-03-02", "T12.1", "They made you an offer today. Answer within 1 business day."),
    ("2026-03-02 interview_invitation", {}, "2026-03-02", "T12.1", "They invited you today. Answer within 1 business day."),
    (
        REJECTED,
        {},
        "2026-03-10",
        "T13.1",
        "They turned you down on Mon 9 Mar, after an interview. Thank them, and ask for feedback.",
    ),
    (REJECTED, {}, "2026-03-08", "T14.1", "You thanked them on Mon 2 Mar. A connection request goes well with it."),
    (
        "2026-03-02 application",
        {"stated_process": "no_inquiries"},
        "2026-04-13",
        "T16.1",
        "You applied on Mon 2 Mar. They asked not to be asked, and 30 business days have passed. Let it go.",
    ),
    (
        "2026-03-02 interview",
        {},
        "2026-03-30",
        "T18.1.T03",
        "You met on Mon 2 Mar, and your check is more than 14 days late. Send it late, close it, or let it go?",
    ),
    (REJECTED, {}, "2026-03-10", "T19.1", "They turned you down on Mon 9 Mar. A note 90 days later keeps the door open."),
    (
        "2026-03-02 application",
        {},
        "2026-03-16",
        "T20.1",
        "You applied on Mon 2 Mar. Ask once, after 10 business days.",
    ),
    (
        "2026-03-02 application; 2026-03-16 status_check",
        {},
        "2026-03-30",
        "T20.1.sent",
        "You asked on Mon 16 Mar and two weeks have passed. Let it go.",
    ),
    (
        "2026-03-02 application",
        {},
        "2026-04-03",
        "T20.1.lapsed",
        "You applied on Mon 2 Mar and heard nothing, and the time to ask is over. Let it go.",
    ),
]
MOST_CHARACTERS = 110
STATUS_SENTENCE = re.compile(r" (?:Done in time|Done late|Missed|No longer needed|It waits [^.]*|You put it off [^.]*)\.$")


def action_of(story: str, as_of: str, action: str, cadence: fa.Cadence | None = None, **application: Any) -> "pd.Series[Any]":
    actions = fa.follow_up_actions(log_of(story, **application), cadence, as_of=as_of)
    assert f"A1:{action}" in actions.index, actions.index.tolist()
    return actions.loc[f"A1:{action}"]


def why(story: str, as_of: str, action: str, cadence: fa.Cadence | None = None, **application: Any) -> str:
    return str(action_of(story, as_of, action, cadence, **application)["why"])


@pytest.mark.parametrize(("story", "application", "as_of", "action", "said"), SENTENCES)
def test_it_is_said_what_happened_and_what_to_do(
    story: str, application: dict[str, Any], as_of: str, action: str, said: str
) -> None:
    assert why(story, as_of, action, **application) == said


def test_every_rule_with_an_action_has_its_sentence_above() -> None:
    assert {action[:3] for _, _, _, action, _ in SENTENCES} | {"T21"} == {rule for rule, _ in RECORDS}


@pytest.mark.parametrize("said", [case[-1] for case in SENTENCES])
def test_a_reason_fits_on_a_card_and_names_no_rule(said: str) -> None:
    reason = STATUS_SENTENCE.sub("", said)
    assert len(reason) <= MOST_CHARACTERS and not re.search(r"\b[TMC]\d\d\b", said)


def test_a_decision_names_the_day_that_they_named() -> None:
    log = log_of("2026-03-02 interview; 2026-03-09 offer")
    named = log.events["answer_by"].where(log.events["kind"] != "offer", pd.Timestamp("2026-03-13", tz="UTC"))
    actions = fa.follow_up_actions(fa.JobSearchLog(log.applications, log.events.assign(answer_by=named)), as_of="2026-03-10")
    decision = actions.loc["A1:T21.1"]
    assert decision["why"] == "They made you an offer on Mon 9 Mar. They want to know by Fri 13 Mar."
    assert (decision["status"], decision["medium"], decision["tier"]) == ("due", "", 1)


def test_a_day_that_a_note_may_promise_is_waited_for() -> None:
    log = log_of("2026-03-02 interview")
    promise = Problem("log-promise", 2, remedy=Remedy("promise", "reply_expected_by", ("2026-03-13",)), application_id="A1")
    asked = fa.JobSearchLog(log.applications, log.events, problems_table([promise]))
    check = fa.follow_up_actions(asked, as_of="2026-03-10").loc["A1:T03.1"]
    assert (check["status"], f"{check['opens_at']:%m-%d}", f"{check['due_at']:%m-%d}") == ("waiting", "03-16", "03-19")
    assert (
        check["why"] == "You met on Mon 2 Mar, no date promised. Your notes may promise an answer by Fri 13 Mar. Ask after that."
    )


INTERVIEW = "2026-03-02T10:00 interview"
LATE, VERY_LATE = "A thank-you is late, but", "A thank-you is very late, but"
# story, application, as_of, action -> part of what is said, and the rules that had a say in the window
RULES: list[tuple[str, dict[str, Any], str, str, str, str]] = [
    (INTERVIEW, {}, "2026-03-03T10:00:01Z", "T01.1", LATE, "T01 T02"),
    (INTERVIEW, {}, "2026-03-04T09:59:59Z", "T01.1", LATE, "T01 T02"),
    (INTERVIEW, {}, "2026-03-04T10:00:00Z", "T01.1", VERY_LATE, "T01 T02"),
    (INTERVIEW, {}, "2026-03-03", "T03.1", "after 5 business days", "T03"),
    (INTERVIEW, {"seniority": "mid"}, "2026-03-03", "T03.1", "after 5 business days", "T03"),
    (INTERVIEW, {"seniority": "senior"}, "2026-03-03", "T03.1", "after 6 business days", "T03 T08"),
    (INTERVIEW, {"company_type": "startup"}, "2026-03-03", "T03.1", "after 4 business days", "T03 T09"),
    (INTERVIEW, {"urgent": True}, "2026-03-03", "T03.1", "after 3 business days", "T03 T10"),
    (INTERVIEW + " final", {"seniority": "mid"}, "2026-03-03T12:00Z", "T03.1", "after 7 business days", "T03 T11"),
    (INTERVIEW + " technical", {}, "2026-03-03", "T03.1", "after 7 business days", "T03 T11"),
    (INTERVIEW, {"stated_process": "they_contact"}, "2026-03-03", "T03.1", "after 15 business days", "T03 T16"),
    (
        INTERVIEW + " technical",
        {"stated_process": "they_contact", "seniority": "senior", "urgent": True},
        "2026-03-03",
        "T03.1",
        "after 15 business days",
        "T03 T16",
    ),
    (
        f"{INTERVIEW}; 2026-03-09 status_check",
        {"company_type": "public_sector"},
        "2026-03-10",
        "T05.1.1",
        "after 11 days",
        "T05 T09",
    ),
    (f"{INTERVIEW}; 2026-03-09 status_check", {"urgent": True}, "2026-03-10", "T05.1.1", "after 7 days", "T05"),
]


@pytest.mark.parametrize(("story", "application", "as_of", "action", "part", "rules"), RULES)
def test_the_rules_that_had_a_say_in_the_wait_are_named_and_no_others(
    story: str, application: dict[str, Any], as_of: str, action: str, part: str, rules: str
) -> None:
    found = action_of(story, as_of, action, **application)
    assert part in found["why"]
    assert re.sub(r" M\d\d$", "", found["rules"]) == rules


@pytest.mark.parametrize(("country", "named"), [("DE", True), ("DE-BY", False), ("DE-HE", True), ("US", False), ("", False)])
def test_a_countrys_custom_is_named_where_it_changes_the_wait(country: str, named: bool) -> None:
    cadence = fa.Cadence(country_factors={"DE": 1.4, "DE-BY": 1.0})
    found = action_of("2026-03-02 interview", "2026-03-03", "T03.1", cadence, country=country)
    assert ("T17" in found["rules"].split()) == named
    assert f"after {7 if named else 5} business days" in found["why"]


# application, cadence -> the rule that chose the medium
MEDIA: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {}, "M01"),
    ({"preferred_medium": "portal"}, {}, "M03"),
    ({"preferred_medium": "phone"}, {}, "M03"),
    ({}, {"medium": "sms"}, "tuned"),
    ({"seniority": "director"}, {}, "M04"),
    ({"culture": "informal"}, {}, "M05"),
    ({"culture": "formal"}, {}, "M06"),
    ({}, {"seeker": {"media": ("linkedin",)}}, "M07"),
]


@pytest.mark.parametrize(("application", "settings", "rule"), MEDIA)
def test_the_rule_that_chose_the_medium_is_named_last(application: dict[str, Any], settings: dict[str, Any], rule: str) -> None:
    cadence = fa.Cadence(**{name: Seeker(**value) if name == "seeker" else value for name, value in settings.items()})
    assert action_of("2026-03-02 interview", "2026-03-09", "T03.1", cadence, **application)["rules"].split()[-1] == rule


def test_their_medium_is_kept_and_a_call_that_is_too_soon_is_an_e_mail() -> None:
    story = "2026-03-02 reply linkedin; 2026-03-02 answer"
    assert action_of(story, "2026-03-09", "T03.1")["rules"] == "T03 M02"
    thanks = action_of("2026-03-02 interview", "2026-03-02", "T01.1", seniority="director")
    assert (thanks["medium"], thanks["rules"]) == ("email", "T01 M04")


def test_what_is_no_longer_open_names_no_rule_of_media() -> None:
    done = action_of("2026-03-02 interview; 2026-03-02 thank_you", "2026-03-09", "T01.1", preferred_medium="phone")
    assert done["rules"] == "T01"


def test_every_kind_of_event_has_a_name_for_people() -> None:
    assert set(EVENT_NAMES) == set(words.EVENT_KINDS)
