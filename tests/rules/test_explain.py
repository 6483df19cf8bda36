"""Why an action is asked for: the sentence of every rule, word for word."""

from typing import Any

import pytest
from hand_made import log_of

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.rules.cadence import Seeker
from followup_analytics.rules.rule import EVENT_NAMES

# What the rules are cited with.
GUIDES = {
    "T01": "cultural-fit, dos-and-donts, communication, after-interview, when-to-follow-up",
    "T03": "dos-and-donts, communication, after-interview, when-to-follow-up",
    "T04": "cultural-fit, dos-and-donts, after-interview",
    "T05": "cultural-fit, dos-and-donts, when-to-follow-up",
    "T07": "cultural-fit, dos-and-donts, when-to-follow-up",
    "T12": "cultural-fit; the number: ours",
    "T13": "after-interview, cultural-fit; the number: ours",
    "T14": "cultural-fit, after-interview, communication",
    "T16": "dos-and-donts; the numbers: ours",
    "T18": "dos-and-donts; the number: ours",
    "T19": "after-interview, cultural-fit, when-to-follow-up; the number: ours",
    "T20": "ours",
}
REJECTED = "2026-03-02 interview; 2026-03-02 thank_you; 2026-03-09 rejection"
TWO_CHECKS = "2026-03-02 interview; 2026-03-09 status_check; 2026-03-16 status_check"
ASKED = f"{TWO_CHECKS}; 2026-03-30 closure_request"
REPLY = "2026-03-01 application; 2026-03-02 reply"
# story, application, as_of, action id -> the sentence without its citation
SENTENCES: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("2026-03-02 interview", {}, "2026-03-02", "T01.1", "Interview on Mon 2 Mar: thank them within 24 hours"),
    ("2026-03-02 interview", {}, "2027-01-02", "T01.1", "Interview on Mon 2 Mar 2026: thank them within 24 hours - missed"),
    (
        "2026-03-02T10:00 interview; 2026-03-03T10:00 thank_you",
        {},
        "2026-03-04",
        "T01.1",
        "Interview on Mon 2 Mar: thank them within 24 hours - done in time",
    ),
    (
        "2026-03-02T10:00 interview; 2026-03-03T10:01 thank_you",
        {},
        "2026-03-04",
        "T01.1",
        "Interview on Mon 2 Mar: thank them within 24 hours - done late",
    ),
    (
        "2026-03-02 interview; 2026-03-02 rejection",
        {},
        "2026-03-04",
        "T01.1",
        "Interview on Mon 2 Mar: thank them within 24 hours - no longer needed",
    ),
    ("2026-03-02 interview", {}, "2026-03-03", "T03.1", "Interview on Mon 2 Mar, no date stated: ask after 5 business days"),
    (
        "2026-03-02 interview; 2026-04-02 interview",
        {},
        "2026-03-03",
        "T03.1",
        "Interview on Mon 2 Mar, no date stated: ask after 5 business days; waits for the interview that is planned",
    ),
    (
        REPLY,
        {},
        "2026-03-03",
        "T03.1",
        "Their reply on Mon 2 Mar, no date stated: ask after 5 business days; waits until you have answered (T12): "
        "do so, or record that you did",
    ),
    (
        "2026-03-02 reply; 2026-04-20 answer",
        {},
        "2026-04-20",
        "T03.1",
        "Their reply on Mon 2 Mar, no date stated: ask after 5 business days; that had passed when you answered on Mon 20 Apr, "
        "so it counts from then",
    ),
    (
        "2026-03-02 reply until=2026-03-13; 2026-04-20 answer",
        {},
        "2026-04-21",
        "T04.1.1",
        "Their reply on Mon 2 Mar, an answer promised by Fri 13 Mar: ask once that has passed; that had passed when you answered "
        "on Mon 20 Apr, so it counts from then",
    ),
    (
        "2026-03-02 reply; 2026-03-03 answer",
        {},
        "2026-03-10",
        "T03.1",
        "Their reply on Mon 2 Mar, no date stated: ask after 5 business days",
    ),
    (
        "2026-03-02 interview until=2026-03-13",
        {},
        "2026-03-03",
        "T04.1.1",
        "Interview on Mon 2 Mar, an answer promised by Fri 13 Mar: ask once that has passed",
    ),
    (TWO_CHECKS, {}, "2026-03-10", "T05.1.1", "Your status check on Mon 9 Mar has no answer: a second one after 7 days"),
    (
        TWO_CHECKS,
        {"seniority": "lead"},
        "2026-03-10",
        "T05.1.1",
        "Your status check on Mon 9 Mar has no answer: a second one after 11 days",
    ),
    (
        TWO_CHECKS,
        {},
        "2026-03-17",
        "T07.1.2",
        "Your status check on Mon 16 Mar has no answer: ask courteously for closure after 14 days",
    ),
    (ASKED, {}, "2026-04-13", "T07.1.2.sent", "Your request for closure on Mon 30 Mar has no answer after two weeks: move on"),
    (
        TWO_CHECKS,
        {},
        "2026-04-21",
        "T07.1.2.lapsed",
        "Your status check on Mon 16 Mar has no answer, and the time to ask again is over: move on",
    ),
    (REPLY, {}, "2026-03-03", "T12.1", "Their reply on Mon 2 Mar: answer with thanks within 1 business day"),
    ("2026-03-02 offer", {}, "2026-03-02", "T12.1", "Their offer on Mon 2 Mar: answer with thanks within 1 business day"),
    (
        "2026-03-02 interview_invitation",
        {},
        "2026-03-02",
        "T12.1",
        "Their invitation on Mon 2 Mar: answer with thanks within 1 business day",
    ),
    (REJECTED, {}, "2026-03-10", "T13.1", "Their rejection on Mon 9 Mar: thank them, and ask for feedback"),
    (REJECTED, {}, "2026-03-08", "T14.1", "Your thank-you on Mon 2 Mar: a connection request complements it"),
    (
        "2026-03-02 application",
        {"stated_process": "no_inquiries"},
        "2026-04-13",
        "T16.1",
        "Application on Mon 2 Mar was the last, they asked not to be asked: move on",
    ),
    (
        "2026-03-02 interview",
        {},
        "2026-03-30",
        "T18.1.T03",
        "Interview on Mon 2 Mar: the status check (T03) slipped by more than 14 days: send it, close or move on",
    ),
    (REJECTED, {}, "2026-03-10", "T19.1", "Their rejection on Mon 9 Mar: a note 90 days later keeps the door open"),
    (
        "2026-03-02 application",
        {},
        "2026-03-16",
        "T20.1",
        "Application on Mon 2 Mar without any answer: ask once, after 10 business days",
    ),
    (
        "2026-03-02 application; 2026-03-16 status_check",
        {},
        "2026-03-30",
        "T20.1.sent",
        "Your status check on Mon 16 Mar has no answer after two weeks: move on",
    ),
    (
        "2026-03-02 application",
        {},
        "2026-04-03",
        "T20.1.lapsed",
        "Application on Mon 2 Mar has no answer, and the time to ask again is over: move on",
    ),
]


def why(story: str, as_of: str, action: str, cadence: fa.Cadence | None = None, **application: Any) -> str:
    actions = fa.follow_up_actions(log_of(story, **application), cadence, as_of=as_of)
    assert f"A1:{action}" in actions.index, actions.index.tolist()
    return str(actions.loc[f"A1:{action}", "why"])


@pytest.mark.parametrize(("story", "application", "as_of", "action", "sentence"), SENTENCES)
def test_the_sentence_names_the_event_what_to_do_and_who_says_so(
    story: str, application: dict[str, Any], as_of: str, action: str, sentence: str
) -> None:
    said = why(story, as_of, action, **application)
    told, _, citation = said.rpartition(" (")
    rules, _, guides = citation.removesuffix(")").partition(": ")
    assert told == sentence
    assert rules.split(", ")[0] == action[:3] and guides == GUIDES[action[:3]]


def test_every_rule_with_an_action_has_its_sentence_above() -> None:
    assert {action[:3] for _, _, _, action, _ in SENTENCES} == set(GUIDES)


INTERVIEW = "2026-03-02T10:00 interview"
# story, application, as_of, action -> the end of the sentence before the guides
LATE = "the thank-you is late, yet still worth sending (T01, T02"
VERY_LATE = "the thank-you is very late, yet still worth sending (T01, T02"
RULES: list[tuple[str, dict[str, Any], str, str, str]] = [
    (INTERVIEW, {}, "2026-03-03T10:00:01Z", "T01.1", LATE),
    (INTERVIEW, {}, "2026-03-04T09:59:59Z", "T01.1", LATE),
    (INTERVIEW, {}, "2026-03-04T10:00:00Z", "T01.1", VERY_LATE),
    (INTERVIEW, {}, "2026-03-03", "T03.1", "after 5 business days (T03"),
    (INTERVIEW, {"seniority": "mid"}, "2026-03-03", "T03.1", "after 5 business days (T03"),
    (INTERVIEW, {"seniority": "senior"}, "2026-03-03", "T03.1", "after 6 business days (T03, T08"),
    (INTERVIEW, {"company_type": "startup"}, "2026-03-03", "T03.1", "after 4 business days (T03, T09"),
    (INTERVIEW, {"urgent": True}, "2026-03-03", "T03.1", "after 3 business days (T03, T10"),
    (
        INTERVIEW + " final",
        {"seniority": "mid"},
        "2026-03-03T12:00Z",
        "T03.1",
        "high position or final interview (M04) (T03, T11",
    ),
    (INTERVIEW + " technical", {}, "2026-03-03", "T03.1", "after 7 business days (T03, T11"),
    (INTERVIEW, {"stated_process": "they_contact"}, "2026-03-03", "T03.1", "after 15 business days (T03, T16"),
    (
        INTERVIEW + " technical",
        {"stated_process": "they_contact", "seniority": "senior", "urgent": True},
        "2026-03-03",
        "T03.1",
        "after 15 business days (T03, T16",
    ),
    (
        f"{INTERVIEW}; 2026-03-09 status_check",
        {"company_type": "public_sector"},
        "2026-03-10",
        "T05.1.1",
        "after 11 days (T05, T09",
    ),
    (f"{INTERVIEW}; 2026-03-09 status_check", {"urgent": True}, "2026-03-10", "T05.1.1", "after 7 days (T05"),
]


@pytest.mark.parametrize(("story", "application", "as_of", "action", "end"), RULES)
def test_the_rules_that_had_a_say_in_the_wait_are_named_and_no_others(
    story: str, application: dict[str, Any], as_of: str, action: str, end: str
) -> None:
    assert why(story, as_of, action, **application).rpartition(": ")[0].endswith(end)


@pytest.mark.parametrize(("country", "named"), [("DE", True), ("DE-BY", False), ("DE-HE", True), ("US", False), ("", False)])
def test_a_countrys_custom_is_named_where_it_changes_the_wait(country: str, named: bool) -> None:
    cadence = fa.Cadence(country_factors={"DE": 1.4, "DE-BY": 1.0})
    said = why("2026-03-02 interview", "2026-03-03", "T03.1", cadence, country=country)
    assert ("(T03, T17: " in said) == named
    assert f"after {7 if named else 5} business days" in said


# application, cadence -> what is said of the medium
MEDIA: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {}, ""),
    ({"preferred_medium": "portal"}, {}, " - in the medium that they asked for (M03)"),
    ({"preferred_medium": "phone"}, {}, " - in the medium that they asked for (M03)"),
    ({}, {"medium": "sms"}, " - in the medium that your log speaks for"),
    ({"seniority": "director"}, {}, " - by phone, for a high position or final interview (M04)"),
    ({"culture": "informal"}, {}, " - informal company: a short message (M05)"),
    ({"culture": "formal"}, {}, " - formal company: a letter by post is possible too (M06)"),
    ({}, {"seeker": {"media": ("linkedin",)}}, " - in the medium that comes naturally to you (M07)"),
]


@pytest.mark.parametrize(("application", "settings", "said"), MEDIA)
def test_what_chose_the_medium_is_said_unless_it_is_the_usual(
    application: dict[str, Any], settings: dict[str, Any], said: str
) -> None:
    cadence = fa.Cadence(**{name: Seeker(**value) if name == "seeker" else value for name, value in settings.items()})
    sentence = why("2026-03-02 interview", "2026-03-09", "T03.1", cadence, **application)
    assert sentence.partition(" business days")[2].partition(" (T03")[0] == said


def test_their_medium_is_kept_and_a_call_that_is_too_soon_is_an_e_mail() -> None:
    story = "2026-03-02 reply linkedin; 2026-03-02 answer"
    assert " - in the medium that they wrote in (M02) (T03" in why(story, "2026-03-09", "T03.1")
    said = why("2026-03-02 interview", "2026-03-02", "T01.1", seniority="director")
    assert " - by e-mail, since it is too soon for a call (M04) (T01" in said


def test_what_is_no_longer_open_says_nothing_of_a_medium() -> None:
    assert "M03" not in why("2026-03-02 interview; 2026-03-02 thank_you", "2026-03-09", "T01.1", preferred_medium="phone")


def test_every_kind_of_event_has_a_name_for_people() -> None:
    assert set(EVENT_NAMES) == set(words.EVENT_KINDS)
