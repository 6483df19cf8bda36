"""What was put off waits until its day and says so; it comes back on it, or when something inbound arrives."""

from typing import Any

import pandas as pd
import pytest
from hand_made import instant, log_of

import followup_analytics as fa
from followup_analytics.errors import LogError
from followup_analytics.journal.merge import with_journal
from followup_analytics.rules.action_ids import code_of, find_action, short_codes
from followup_analytics.rules.follow_up_actions import long_silent

STORY = "2026-03-02 interview; 2026-03-02 thank_you; 2026-03-02 connection_request"
CHECK = "A1:T03.1"


def put_off(
    story: str, until: str, *, action: str = CHECK, since: str = "2026-03-12", ended: str = "", **facts: Any
) -> fa.JobSearchLog:
    log = log_of(story, **facts)
    zone = str(facts.get("timezone", "UTC"))
    ended_at = instant(ended, zone) if ended else pd.NaT
    row = {"action_id": action, "application_id": "A1", "since": instant(since, zone), "until": until, "ended_at": ended_at}
    return fa.JobSearchLog(log.applications, log.events, None, pd.DataFrame([row]))


def action_of(log: fa.JobSearchLog, as_of: str, name: str = CHECK) -> pd.Series:
    return fa.follow_up_actions(log, as_of=as_of).loc[name]


# T03 opens 5 business days after Mon 2 Mar (Mon 9), is due 3 later (Thu 12) and lapses 14 days after that (26 Mar).
# until, as of -> status
DAYS = [
    ("2026-03-16", "2026-03-11", "due"),  # decided on the 12th: before that nothing is put off
    ("2026-03-16", "2026-03-12", "waiting"),
    ("2026-03-16", "2026-03-15", "waiting"),
    ("2026-03-16", "2026-03-16", "due"),
    ("2026-03-16", "2026-03-17", "overdue"),
    ("2026-04-20", "2026-03-28", "waiting"),  # it would have been missed by then
    ("2026-04-20", "2026-04-20", "due"),
    ("2026-04-20", "2026-04-21", "overdue"),
    ("2026-04-20", "2026-05-08", "missed"),
    ("2026-03-09", "2026-03-13", "overdue"),  # not behind its opening: nothing changes
]


@pytest.mark.parametrize(("until", "as_of", "status"), DAYS)
def test_an_action_that_was_put_off_waits_until_its_day(until: str, as_of: str, status: str) -> None:
    assert action_of(put_off(STORY, until), as_of)["status"] == status


def test_it_says_so_and_opens_on_its_day_in_the_applications_zone() -> None:
    action = action_of(put_off(STORY, "2026-03-16", timezone="America/New_York"), "2026-03-12")
    assert "You put it off until Mon 16 Mar." in action["why"]
    assert action["opens_at"] == pd.Timestamp("2026-03-16", tz="America/New_York")
    assert action["due_at"] == pd.Timestamp("2026-03-16 23:59:59", tz="America/New_York")
    assert action["send_at"] == pd.Timestamp("2026-03-16 09:00", tz="America/New_York")
    assert "put it off" not in action_of(put_off(STORY, "2026-03-16"), "2026-05-20")["why"]


def test_what_follows_from_a_lapse_waits_too() -> None:
    assert "decide" in set(fa.follow_up_actions(log_of(STORY), as_of="2026-03-28")["action"])
    assert "decide" not in set(fa.follow_up_actions(put_off(STORY, "2026-04-20"), as_of="2026-03-28")["action"])
    assert "decide" in set(fa.follow_up_actions(put_off(STORY, "2026-04-20"), as_of="2026-05-08")["action"])


def test_the_later_word_on_an_action_holds() -> None:
    one, two = put_off(STORY, "2026-03-16"), put_off(STORY, "2026-03-18", since="2026-03-13")
    both = fa.JobSearchLog(one.applications, one.events, None, pd.concat([one.put_off, two.put_off]))
    assert [action_of(both, day)["status"] for day in ("2026-03-12", "2026-03-16", "2026-03-18")] == ["waiting", "waiting", "due"]


def test_done_in_time_is_by_the_rules_own_deadline() -> None:
    for day, status in (("2026-03-12", "done"), ("2026-03-13", "late")):
        assert action_of(put_off(f"{STORY}; {day} status_check", "2026-03-16"), "2026-03-20")["status"] == status


def test_putting_off_does_not_embellish_how_the_rules_were_kept() -> None:
    plain, later = (fa.conduct(log, as_of="2026-03-20") for log in (log_of(STORY), put_off(STORY, "2026-03-18")))
    pd.testing.assert_frame_equal(plain, later)


@pytest.mark.parametrize(("ended", "status"), [("2026-03-13", "overdue"), ("2026-03-15", "waiting"), ("", "waiting")])
def test_what_ended_it_counts_from_its_own_moment_on(ended: str, status: str) -> None:
    assert action_of(put_off(STORY, "2026-03-18", ended=ended), "2026-03-14")["status"] == status


OTHERS = [
    ("2026-03-02 interview; 2026-03-02 thank_you", "A1:T14.1", "2026-03-06", "2026-03-08", "due"),
    ("2026-03-02 interview", "A1:T01.1", "2026-03-06", "2026-03-06", "due"),
    ("2026-03-02 reply", "A1:T12.1", "2026-03-06", "2026-03-05", "waiting"),
    ("2026-03-02 application", "A1:T20.1", "2026-03-30", "2026-03-25", "waiting"),
    (STORY + "; 2026-03-10 status_check", "A1:T05.1.1", "2026-03-30", "2026-03-25", "waiting"),
    (STORY + "; 2026-03-10 status_check; 2026-03-20 status_check", "A1:T07.1.2", "2026-04-20", "2026-04-14", "waiting"),
    ("2026-03-02 interview; 2026-03-04 rejection", "A1:T13.1", "2026-03-20", "2026-03-19", "waiting"),
    (STORY, "A1:T18.1.T03", "2026-04-15", "2026-04-14", "waiting"),
]


@pytest.mark.parametrize(("story", "action", "until", "as_of", "status"), OTHERS)
def test_actions_of_every_rule_can_be_put_off(story: str, action: str, until: str, as_of: str, status: str) -> None:
    assert action_of(put_off(story, until, action=action, since="2026-03-02"), as_of, action)["status"] == status


def test_a_closed_application_leaves_the_list_and_a_message_brings_it_back(tmp_path: Any) -> None:
    log = log_of("2026-03-02 interview; 2026-03-02 thank_you")
    journal = fa.Journal(tmp_path / "j.db", log=log, as_of="2026-03-12")
    journal.close("A1", "no interest")

    def open_actions(as_of: str) -> list[str]:
        actions = fa.follow_up_actions(with_journal(log, journal), as_of=as_of)
        return list(actions.loc[actions["status"].isin(["due", "overdue", "waiting"]), "action"])

    assert open_actions("2026-03-12") == [] and with_journal(log, journal).applications["status"].iloc[0] == "closed"
    fa.Journal(journal.path, log=log, as_of="2026-03-14").record("A1", "reply")
    assert "answer" in open_actions("2026-03-14")
    assert with_journal(log, journal).applications["status"].iloc[0] == "interviewing"


INBOUND = ["acknowledgement", "reply", "interview_invitation", "rejection", "offer"]


@pytest.mark.parametrize("kind", INBOUND)
@pytest.mark.parametrize("day", ["2026-03-10", "2026-03-12", "2026-03-14"])
def test_anything_inbound_that_is_recorded_later_ends_a_closing_and_a_snooze(kind: str, day: str, tmp_path: Any) -> None:
    log = log_of("2026-03-02 application; 2026-03-03 interview")
    journal = fa.Journal(tmp_path / "j.db", log=log, as_of="2026-03-12")
    journal.snooze("A1:T03.1", "2026-03-30")
    journal.close("A1")
    fa.Journal(journal.path, log=log, as_of="2026-03-14").record("A1", kind, day)
    joined = with_journal(log, journal)
    assert joined.applications["status"].iloc[0] != "closed"
    assert joined.put_off["ended_at"].notna().all()
    assert not fa.follow_up_actions(joined, as_of="2026-03-14")["why"].str.contains("put it off").any()


# In the sheet: what has only a day (a closing has) is followed by what comes on a later day only.
SHEET = [
    ("2026-03-12", False, False),
    ("2026-03-12T08:00", False, False),
    ("2026-03-12T18:00", True, False),
    ("2026-03-13", True, True),
]


@pytest.mark.parametrize(("at", "ends", "reopens"), SHEET)
def test_a_receipt_in_the_sheet_brings_back_what_it_came_after(at: str, ends: bool, reopens: bool, tmp_path: Any) -> None:
    journal = fa.Journal(tmp_path / "j.db", as_of="2026-03-12T12:00:00Z")
    journal.snooze("A1:T20.1", "2026-03-30")
    journal.close("A1")
    joined = with_journal(log_of(f"2026-03-02 application; {at} acknowledgement"), journal)
    assert joined.put_off["ended_at"].notna().tolist() == [ends]
    assert joined.applications["status"].iloc[0] == ("active" if reopens else "closed")


WRONG = [
    ({"application_id": "A9"}, "names no application of the log"),
    ({"until": None}, "put_off.until must not be missing"),
    ({"since": None}, "put_off.since must not be missing"),
    ({"until": "2036-01-01"}, "must lie within a year"),
]


@pytest.mark.parametrize(("facts", "says"), WRONG)
def test_a_table_that_breaks_its_checks_is_refused(facts: dict[str, Any], says: str) -> None:
    log = put_off(STORY, "2026-03-16")
    with pytest.raises(LogError, match=says):
        fa.JobSearchLog(log.applications, log.events, None, log.put_off.astype(object).assign(**facts))


def test_what_names_no_action_is_without_effect() -> None:
    for name in ("A1:T03.9", "A1:T99.1", "A1", "nonsense", "A1:T03.1.x"):
        plain, later = (
            fa.follow_up_actions(log, as_of="2026-03-13") for log in (log_of(STORY), put_off(STORY, "2026-03-16", action=name))
        )
        pd.testing.assert_frame_equal(plain, later)


def test_codes_are_worked_out_from_the_id_alone_and_tell_actions_apart() -> None:
    assert code_of("A1:T03.1") == code_of("A1:T03.1") != code_of("A1:T03.2")
    names = [f"A{number}:T03.1" for number in range(3000)]
    codes = short_codes(pd.DataFrame(index=names))
    assert codes.is_unique and codes.str.len().min() == 4 and codes.str.len().max() <= 6
    assert not codes.str.contains("[aeiou01l]").any()
    assert [code_of(name).startswith(code) for name, code in codes.items()] == [True] * 3000


def test_an_action_is_found_by_its_code_its_id_or_their_beginning() -> None:
    actions = fa.follow_up_actions(log_of(STORY), as_of="2026-03-13")
    code = short_codes(actions)[CHECK]
    for name in (CHECK, code, code.upper(), code[:3], CHECK.lower()):
        assert find_action(actions, name).name == CHECK
    with pytest.raises(fa.FollowupError, match=f"there is no action 'zzzz'; the nearest: .*{code} \\(T03 status check for "):
        find_action(actions, "zzzz")
    with pytest.raises(fa.FollowupError, match="there is no action ''"):
        find_action(actions, "")


SILENT = [
    ("2026-01-02 application", "2026-03-20", True),
    ("2026-01-02 application", "2026-01-20", False),
    ("2026-01-02 application; 2026-04-01 interview", "2026-03-20", False),
    ("2026-01-02 application; 2026-01-05 rejection", "2026-03-20", False),
    ("2026-01-02 application; 2026-01-05 closure", "2026-03-20", False),
    ("2026-01-02 application; 2026-03-10 reply", "2026-03-20", False),
]


@pytest.mark.parametrize(("story", "as_of", "proposed"), SILENT)
def test_what_has_long_been_silent_is_proposed_to_be_closed(story: str, as_of: str, proposed: bool) -> None:
    log = log_of(story)
    found = long_silent(log, fa.follow_up_actions(log, as_of=as_of))
    assert list(found.index) == (["A1"] if proposed else [])
    assert not proposed or found["silent_days"].iloc[0] == 77
