"""The plain reading of the list itself, on small logs whose lines are known from the page."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from .frames import Frames, frames_of_case
from .listing import Line, PlainList, plain_list
from .oracle import plain_actions

MEDIA = ("email", "phone", "linkedin", "portal", "video", "in_person", "post", "sms")
NAMED = {"until": "reply_expected_by", "decide": "answer_by", "by": "contact"}
AS_OF = "2026-03-20"  # a Friday


def log_of(*stories: str) -> Frames:
    """A log of applications A1, A2, ...: "status=offer: 2026-03-02 interview final; 2026-03-12 offer decide=2026-03-19"."""
    told = [_told(story) for story in stories]
    return frames_of_case({**told[0], "more": told[1:]})


def _told(story: str) -> dict[str, Any]:
    facts, _, events = story.rpartition(": ")
    application = dict(fact.split("=") for fact in facts.split(",") if fact)
    return {"application": {key: value.replace("_", " ") for key, value in application.items()}, "events": _events(events)}


def _events(text: str) -> list[dict[str, str]]:
    return [_event(*part.split()) for part in text.split(";") if part.strip()]


def _event(at: str, kind: str, *words: str) -> dict[str, str]:
    named = dict(word.split("=") for word in words if "=" in word)
    plain = {"medium" if word in MEDIA else "stage": word for word in words if "=" not in word}
    return {
        "at": at if len(at) == 10 else at + "+00:00",
        "kind": kind,
        **plain,
        **{NAMED[key]: day for key, day in named.items()},
    }


def _short(line: Line) -> str:
    more = f"+{len(line.members) - 1}" if len(line.members) > 1 else ""
    return f"{line.application_id}:{line.what}{more}{'!' if line.is_late else ''}"


def _lines(listed: PlainList) -> dict[str, str]:
    """The tiers that have lines; ! is late, +1 is one more in the line."""
    return {name: " ".join(map(_short, lines)) for name, lines in listed.tiers.items() if lines}


MET = "2026-03-02 interview; 2026-03-02 thank_you; 2026-03-02 connection_request"
LISTS: dict[str, tuple[list[str], dict[str, str]]] = {
    "offers stand before messages, by their last day, and those without one after them": (
        [
            "2026-03-18 reply",
            "2026-03-19 offer",
            "2026-03-19 offer decide=2026-03-25",
            "2026-03-19 offer decide=2026-03-23",
            f"status=offer: {MET}",
        ],
        {"waiting": "A4:T12+1 A3:T12+1 A2:T12 A5:offer A1:T12!"},
    ),
    "an offer that was thanked for is decided on by its day": (
        ["2026-03-16 offer decide=2026-03-20; 2026-03-17 answer"],
        {"waiting": "A1:T21"},
    ),
    "several messages of one application are one line with the lateness of the first": (
        ["2026-03-17 reply; 2026-03-19 reply", "2026-03-18 reply; 2026-03-19 offer"],
        {"waiting": "A2:T12+1! A1:T12+1!"},
    ),
    "interviews of a day are one thank-you, those of two days are two": (
        ["2026-03-18 interview technical; 2026-03-18T10:00 interview", "2026-03-18 interview; 2026-03-19 interview"],
        {"thanks": "A1:T01+1! A2:T01! A2:T01", "planned": "A2:T03 A1:T03"},
    ),
    "who named a day stands before who is only late": (
        [
            MET.replace("03-02", "03-06"),
            "2026-03-02 interview until=2026-03-18; 2026-03-02 thank_you; 2026-03-02 connection_request",
        ],
        {"checks": "A2:T04 A1:T03!"},
    ),
    "a planned interview is a line, its thank-you none of its own": (
        ["2026-03-16 interview_invitation; 2026-03-23T10:00 interview", "2026-03-28 interview"],
        {"planned": "A1:T01"},
    ),
    "a check that waits for an answer is not planned": (["2026-03-17 reply"], {"waiting": "A1:T12!"}),
    "silent applications with somebody to write to, five of them": (
        ["2026-03-05 application email"] * 6 + ["2026-03-05 application portal"] * 2,
        {"cold": "A1:T20 A2:T20 A3:T20 A4:T20 A5:T20"},
    ),
    "no day, no words that ask, no line; the newest question first": (
        [
            "status=rejected,stated_status=Denied_1_Interview: 2026-03-01 application portal",
            "status=rejected,stated_status=Rejected_without_interview: 2026-03-01 application portal",
            "status=interviewing: 2026-02-01 application portal",
            "status=interviewing: 2026-02-11 application portal",
            "status=interviewing: 2026-01-01 application portal",
            "status=withdrawn: 2026-03-01 application portal",
        ],
        {"questions": "A4:interview A3:interview A1:rejection"},
    ),
}


@pytest.mark.parametrize(("stories", "lines"), LISTS.values(), ids=LISTS)
def test_the_lines_are_those_of_the_page(stories: list[str], lines: dict[str, str]) -> None:
    assert _lines(plain_list(log_of(*stories), AS_OF)) == lines


def test_the_rest_keeps_until_tomorrow_after_eight_messages_but_not_before_the_last_thanks() -> None:
    thanks, check = "2026-03-19T12:00 interview video", MET.replace("03-02", "03-10")
    for thanked, checked, after, left in ((3, 5, None, 0), (3, 6, 8, 1), (9, 0, None, 0), (10, 2, 10, 2)):
        listed = plain_list(log_of(*[thanks] * thanked, *[check] * checked), AS_OF)
        assert (listed.rule_line_after, listed.counts["keeps_until_tomorrow"]) == (after, left)


def test_what_is_no_line_is_counted() -> None:
    silent = ["2026-03-05 application email"] * 7 + ["2026-03-05 application portal"] * 2
    rest = ["2026-02-02 application email; 2026-03-02 status_check", "2026-03-18 interview; 2026-03-19 thank_you"]
    counts = plain_list(log_of(*silent, *rest), AS_OF).counts
    assert (counts["to_do"], counts["late"], counts["cold_more"], counts["nobody_to_write_to"]) == (5, 0, 2, 2)
    assert (counts["move_on"], counts["connect"], counts["planned"]) == (1, 1, 1)


def test_interviews_of_today_are_named_until_they_are_over() -> None:
    log = log_of("2026-03-20T14:00 interview", "2026-03-20T09:00 interview", "2026-03-20 interview", "2026-03-21 interview")
    for as_of, names in ((AS_OF, ["A2", "A1", "A3"]), ("2026-03-20T10:00:00+00:00", ["A1", "A3"])):
        assert [name for name, _ in plain_list(log, as_of).today] == names


CHANNELS = [
    ("2026-03-02 application portal", False),
    ("2026-03-02 application linkedin", False),
    ("2026-03-02 application", False),
    ("2026-03-02 application portal; 2026-03-02 acknowledgement email", False),
    ("2026-03-02 application in_person", True),
    ("2026-03-02 application portal by=Mara", True),
    ("contact=Mara: 2026-03-02 application portal", True),
    ("preferred_medium=linkedin: 2026-03-02 application portal", True),
    ("preferred_medium=portal: 2026-03-02 application portal", False),
    ("2026-03-02 application portal; 2026-03-05 status_check linkedin", True),
    ("2026-03-02 application portal; 2026-03-05 status_check portal", False),
    ("2026-03-02 application portal; 2026-03-05 reply portal", True),
]


@pytest.mark.parametrize(("story", "reachable"), CHANNELS)
def test_a_channel_is_somebody_to_write_to(story: str, reachable: bool) -> None:
    actions = plain_actions(log_of(story, "2026-03-02 application email"), AS_OF)
    assert set(actions.loc[actions["application_id"] == "A1", "reachable"]) == {reachable}


def test_a_log_without_a_word_on_media_says_nothing_about_channels() -> None:
    assert plain_actions(log_of("2026-03-02 application", "2026-03-02 application"), AS_OF)["reachable"].all()


MEETINGS = [
    ("2026-03-06 reply; 2026-03-18 interview", "done"),
    ("2026-03-06 reply; 2026-03-26 interview", "done"),
    ("2026-03-05 interview_invitation; 2026-03-06 reply; 2026-03-26 interview", "overdue"),
    ("2026-03-05 interview_invitation; 2026-03-06 reply; 2026-03-18 interview", "done"),
    ("2026-03-05 interview_invitation; 2026-03-06 interview; 2026-03-09 reply; 2026-03-26 interview", "done"),
    ("2026-03-18 reply; 2026-03-18 interview", "overdue"),
    ("2026-03-16 offer; 2026-03-18 interview", "overdue"),
]


@pytest.mark.parametrize(("story", "status"), MEETINGS)
def test_a_meeting_answers_what_led_to_it(story: str, status: str) -> None:
    actions = plain_actions(log_of(story), AS_OF)
    last = actions[(actions["rule"] == "T12") & actions["trigger_event_id"].isin(["A1/1", "A1/2", "A1/3"])]
    assert last["status"].iloc[-1] == status


DECISIONS = [
    ("2026-03-16 offer decide=2026-03-20", "due"),
    ("2026-03-16 offer decide=2026-03-19", "missed"),
    ("2026-03-16 offer decide=2026-03-19; 2026-03-19 acceptance", "done"),
    ("2026-03-16 offer decide=2026-03-18; 2026-03-19 withdrawal", "late"),
    ("2026-03-16 offer decide=2026-03-25; 2026-03-19 answer", "due"),
    ("2026-03-16 offer decide=2026-03-25; 2026-03-19 rejection", "moot"),
    ("2026-03-16 offer decide=2026-03-25; 2026-03-19 offer", "moot"),
    ("2026-03-16 interview_invitation decide=2026-03-25; 2026-03-19 answer", "done"),
    ("2026-03-16 interview_invitation decide=2026-03-25; 2026-03-27 interview", "done"),
]


@pytest.mark.parametrize(("story", "status"), DECISIONS)
def test_an_offer_is_decided_on_by_the_day_they_named(story: str, status: str) -> None:
    actions = plain_actions(log_of(story), AS_OF)
    row = actions[actions["rule"] == "T21"].iloc[0]
    assert (row["status"], row["action"], row["tier"], row["medium"]) == (status, "decide", 1, "")


def test_a_day_to_decide_before_the_offer_itself_is_none() -> None:
    assert "T21" not in set(plain_actions(log_of("2026-03-16 offer decide=2026-03-13"), AS_OF)["rule"])


ROUNDS = [
    ("2026-03-02 interview technical; 2026-03-02 interview screening", "2026-03-11"),
    ("2026-03-02T09:00 interview technical; 2026-03-02T11:00 interview screening", "2026-03-09"),
    ("2026-03-02T09:00 interview technical; 2026-03-02 interview screening", "2026-03-11"),
    ("2026-02-27 interview technical; 2026-03-02 interview screening", "2026-03-09"),
]


@pytest.mark.parametrize(("story", "opens"), ROUNDS)
def test_of_rounds_of_one_day_without_all_clocks_the_technical_one_counts(story: str, opens: str) -> None:
    checks = plain_actions(log_of(story), AS_OF).query("rule == 'T03' and status != 'moot'")
    assert checks["opens_at"].item() == pd.Timestamp(opens, tz="UTC")


def test_a_promise_in_a_note_holds_the_check_back_until_its_day_has_passed() -> None:
    log = log_of(MET)
    for promised, status in (("2026-03-19", "due"), ("2026-03-20", "waiting"), ("2026-02-27", "overdue")):
        promises = {"A1": date.fromisoformat(promised)}
        actions = plain_actions(log, AS_OF, promises=promises)
        assert actions.loc[actions["rule"] == "T03", "status"].tolist() == [status]
        assert _lines(plain_list(log, AS_OF, promises=promises))["questions"] == "A1:promise"


def test_who_applies_again_begins_a_new_silence() -> None:
    log = log_of("2026-02-02 application email; 2026-02-17 status_check; 2026-03-05 application email")
    quiet = plain_actions(log, AS_OF).query("rule == 'T20'")
    assert quiet[["action", "status"]].to_numpy().tolist() == [["status_check", "due"]]
