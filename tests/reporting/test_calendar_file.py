"""The calendar file: an entry for what is to be sent, moved or cancelled by the next file, whatever text the sheet holds."""

import datetime as dt
import shutil
import tomllib
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hand_made import log_of, log_of_many
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.errors import FollowupError, LogError, MomentError
from followup_analytics.reporting.calendar_entries import calendar_entries, stacked, uid_of
from followup_analytics.reporting.calendar_file import calendar_file, write_calendar
from followup_analytics.reporting.wording.names import one_line

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
INTERVIEW = "2026-03-02 application; 2026-03-09T10:00 interview"
THANKED = f"{INTERVIEW}; 2026-03-09T17:00 thank_you"


def actions_of(story: str, as_of: str = "2026-03-10", **application: object) -> pd.DataFrame:
    return fa.follow_up_actions(log_of(story, **application), as_of=as_of)


def entries_in(content: bytes) -> list[Component]:
    return list(Calendar.from_ical(content).subcomponents)


def all_of(actions: pd.DataFrame) -> list[str]:
    """An earlier file that had all of these, as events and as to-dos."""
    return [uid_of("", action_id, todo) for action_id in actions.index for todo in (False, True)]


def entry_of(actions: pd.DataFrame, rule: str, **how: Any) -> Component:
    """The entry of the only action of a rule, which an earlier file had too."""
    of_rule = actions[actions["rule"] == rule]
    found = entries_in(calendar_file(of_rule, exported=all_of(of_rule), **how))
    assert len(found) == 1
    return found[0]


def unfolded(content: bytes) -> list[str]:
    """The content lines, read plainly: what a blank begins continues the line above (RFC 5545, section 3.1)."""
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


# --- which entries ---------------------------------------------------------------------------------------------------

# name, story, moment, rule -> status of the event, of the to-do
STATUSES = [
    ("overdue", INTERVIEW, "2026-03-12", "T01", "CONFIRMED", "NEEDS-ACTION"),
    ("due", INTERVIEW, "2026-03-10", "T01", "CONFIRMED", "NEEDS-ACTION"),
    ("coming", THANKED, "2026-03-10", "T03", "CONFIRMED", "NEEDS-ACTION"),
    ("done", THANKED, "2026-03-10", "T01", "CANCELLED", "COMPLETED"),
    ("done late", f"{INTERVIEW}; 2026-03-12T17:00 thank_you", "2026-03-12", "T01", "CANCELLED", "COMPLETED"),
    ("missed", INTERVIEW, "2026-03-18", "T01", "CANCELLED", "CANCELLED"),
    ("no longer needed", f"{INTERVIEW}; 2026-03-10 rejection", "2026-03-10", "T03", "CANCELLED", "CANCELLED"),
    ("waiting for an interview", f"{THANKED}; 2026-03-30T10:00 interview", "2026-03-20", "T03", "CANCELLED", "CANCELLED"),
]


@pytest.mark.parametrize(("story", "as_of", "rule", "event", "todo"), [c[1:] for c in STATUSES], ids=[c[0] for c in STATUSES])
def test_an_entry_tells_where_its_action_stands(story: str, as_of: str, rule: str, event: str, todo: str) -> None:
    actions = actions_of(story, as_of)
    first = actions[actions["rule"] == rule].iloc[-1:]
    assert [entry["status"] for entry in entries_in(calendar_file(first, as_of=as_of, exported=all_of(first)))] == [event]
    assert [entry["status"] for entry in entries_in(calendar_file(first, as_of=as_of, todo=True, exported=all_of(first)))] == [
        todo
    ]


@pytest.mark.parametrize(("todo", "kind"), [(False, "VEVENT"), (True, "VTODO")])
def test_every_entry_is_an_event_or_on_request_a_to_do(todo: bool, kind: str) -> None:
    assert {entry.name for entry in entries_in(calendar_file(actions_of(THANKED), todo=todo))} == {kind}


def test_what_is_not_sent_has_no_entry() -> None:
    actions = actions_of("2026-03-02 application; 2026-03-16 status_check", "2026-04-02")
    assert set(actions.loc[actions["status"] == "due", "action"]) == {"move_on"}
    assert not set(calendar_entries(actions).index) & set(actions.index[actions["action"] == "move_on"])


def test_an_event_that_was_over_a_week_ago_is_left_out_and_a_to_do_is_ticked_off_however_old() -> None:
    def has_thank_you(as_of: str, todo: bool) -> bool:
        actions = actions_of(THANKED, as_of)
        entries = calendar_entries(actions, todo=todo, exported=all_of(actions))
        return any(name.startswith("A1:T01") for name in entries.index)

    assert [has_thank_you(day, todo=False) for day in ("2026-03-16", "2026-03-23", "2026-03-24")] == [True, True, False]
    assert has_thank_you("2026-12-31", todo=True)


def test_actions_that_ask_for_nothing_give_a_calendar_without_entries() -> None:
    content = calendar_file(actions_of("", "2026-03-10"))
    assert unfolded(content)[0] == "BEGIN:VCALENDAR" and unfolded(content)[-1] == "END:VCALENDAR"
    assert entries_in(content) == []


def test_the_table_of_entries_has_its_types_with_and_without_rows() -> None:
    actions = actions_of(THANKED)
    entries = calendar_entries(actions, exported=all_of(actions))
    assert len(entries) > 1
    assert dict(calendar_entries(actions_of("")).dtypes) == dict(entries.dtypes)


# --- what an entry says ----------------------------------------------------------------------------------------------


def test_an_event_tells_whom_it_concerns_how_by_when_and_why() -> None:
    event = entry_of(actions_of(INTERVIEW, contact="Jo Field"), "T01")
    assert event["summary"] == "Send a thank-you: Acme"
    assert event["description"].splitlines() == [
        "Jo Field · Analyst",
        "E-mail, due by Tue 10 Mar 2026, 10:00",
        "You met on Mon 9 Mar. Thank them within 24 hours.",
    ]
    assert (event["class"], event["transp"]) == ("PRIVATE", "TRANSPARENT")
    assert event.duration == dt.timedelta(minutes=15)


@pytest.mark.parametrize("missing", ["contact", "role", "company"])
def test_what_the_log_does_not_know_leaves_no_trace(missing: str) -> None:
    known = {"company": "Acme", "role": "Analyst", "contact": "Jo Field"}
    event = entry_of(actions_of(INTERVIEW, **{**known, missing: ""}), "T01")
    said = [event["summary"], *event["description"].splitlines()]
    assert not [line for line in said if line != line.strip(" ·:") or "None" in line or "nan" in line]
    assert known[missing] not in " ".join(said)


def test_a_second_check_is_named_so_and_what_is_late_says_so() -> None:
    story = f"{THANKED}; 2026-03-16 status_check"
    assert entry_of(actions_of(story, "2026-03-20"), "T05")["summary"] == "Ask for the status again: Acme"
    assert "was due Mon 30 Mar 2026\n" in entry_of(actions_of(story, "2026-04-01"), "T05")["description"]


# time zone of the user -> start as it stands in the file; the best moment to send is 09:00 in New York
CLOCKS = [
    (None, "20260310T130000Z"),
    ("America/New_York", "20260310T130000Z"),
    ("Europe/Berlin", "20260310T130000Z"),
    ("America/Los_Angeles", "20260310T160000Z"),
    ("Asia/Tokyo", "20260311T000000Z"),
    ("Australia/Sydney", "20260310T220000Z"),
]


@pytest.mark.parametrize(("timezone", "start"), CLOCKS)
def test_an_entry_stands_in_utc_within_the_seekers_own_day(timezone: str | None, start: str) -> None:
    actions = actions_of(INTERVIEW, timezone="America/New_York")
    lines = unfolded(calendar_file(actions[actions["rule"] == "T01"], timezone=timezone))
    assert [found for found in lines if found.startswith("DTSTART")] == [f"DTSTART:{start}"]


@given(
    st.lists(st.datetimes(dt.datetime(2026, 3, 1), dt.datetime(2026, 4, 10)), max_size=40),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
)
@settings(max_examples=60, deadline=None)
def test_a_day_has_room_for_eight_one_after_another_and_none_at_night(moments: list[dt.datetime], zone: str) -> None:
    starts = pd.Series(pd.to_datetime(moments, utc=True), dtype="datetime64[us, UTC]")
    clock = stacked(starts, ZoneInfo(zone)).dt.tz_convert(zone)
    assert clock.dt.date.value_counts().max() <= 8 if len(clock) else clock.empty
    assert clock.dt.hour.between(9, 20).all()
    in_order = clock.sort_values()
    assert (in_order.diff().dropna() >= pd.Timedelta(minutes=15)).all()
    assert (clock >= starts.dt.tz_convert(zone) - pd.Timedelta(hours=2)).all()


def test_what_is_more_urgent_keeps_its_day() -> None:
    starts = pd.Series(pd.Timestamp("2026-03-13T10:00", tz="UTC"), range(9))
    days = stacked(starts, ZoneInfo("UTC")).dt.strftime("%d %H:%M").tolist()
    assert days[:2] == ["13 10:00", "13 10:15"] and days[-1] == "16 09:00"


def test_a_decision_stands_on_its_day_and_needs_no_hour() -> None:
    log = log_of("2026-03-02 application; 2026-03-09 offer")
    events = log.events.assign(answer_by=pd.Timestamp("2026-03-13", tz="UTC"))
    actions = fa.follow_up_actions(fa.JobSearchLog(log.applications, events), as_of="2026-03-10")
    event = entry_of(actions, "T21")
    assert event["dtstart"].dt == dt.date(2026, 3, 13) and event["summary"] == "Decide by the day they named: Acme"


def test_nobody_to_write_to_has_no_entry() -> None:
    logs = {"A1": "2026-03-02 application", "A2": "2026-03-02 application"}
    log = log_of_many(logs)
    known = fa.JobSearchLog(log.applications.assign(contact=["Jo Field", ""]), log.events)
    entries = calendar_entries(fa.follow_up_actions(known, as_of="2026-03-17"))
    assert [name.split(":")[0] for name in entries.index] == ["A1"]


def test_a_day_is_named_as_where_the_application_is_and_a_moment_as_on_the_users_clock() -> None:
    coming = actions_of(THANKED, timezone="America/Chicago")
    assert "due by Thu 19 Mar 2026\n" in entry_of(coming, "T03", timezone="America/New_York")["description"]
    assert "due by Thu 19 Mar 2026\n" in entry_of(coming, "T03")["description"]
    due = actions_of(INTERVIEW, timezone="America/Chicago")
    assert "due by Tue 10 Mar 2026, 11:00\n" in entry_of(due, "T01", timezone="America/New_York")["description"]


def test_an_event_starts_at_the_moment_to_send_and_a_to_do_is_due_when_its_action_is() -> None:
    actions = actions_of(INTERVIEW)
    row = actions[actions["rule"] == "T01"].iloc[0]
    event, todo = entry_of(actions, "T01"), entry_of(actions, "T01", todo=True)
    assert event["dtstart"].dt == row["send_at"]
    assert todo["due"].dt == row["due_at"]
    assert entry_of(actions_of(THANKED), "T03", todo=True)["due"].dt == dt.date(2026, 3, 19)


@pytest.mark.parametrize(("todo", "trigger"), [(False, "TRIGGER:-PT10M"), (True, "TRIGGER;VALUE=DATE-TIME:20260310T085000Z")])
def test_an_open_entry_has_one_alarm_ten_minutes_before(todo: bool, trigger: str) -> None:
    actions = actions_of(INTERVIEW)
    lines = unfolded(calendar_file(actions[actions["rule"] == "T01"], todo=todo))
    assert [line for line in lines if line.startswith("TRIGGER")] == [trigger]
    assert lines.count("BEGIN:VALARM") == 1


@pytest.mark.parametrize("todo", [False, True])
def test_what_is_cancelled_or_done_rings_no_more(todo: bool) -> None:
    assert entry_of(actions_of(THANKED), "T01", todo=todo).subcomponents == []


# --- the next file ---------------------------------------------------------------------------------------------------


def test_an_action_keeps_its_uid_when_it_is_done_and_when_a_date_is_corrected() -> None:
    corrected = INTERVIEW.replace("03-09", "03-08")
    stories = [(INTERVIEW, "2026-03-10"), (THANKED, "2026-03-10"), (INTERVIEW, "2026-03-12"), (corrected, "2026-03-10")]
    assert len({str(entry_of(actions_of(*story), "T01")["uid"]) for story in stories}) == 1


def test_what_was_put_off_moves_to_its_day_under_the_same_uid() -> None:
    log = log_of(INTERVIEW)
    actions = fa.follow_up_actions(log, as_of="2026-03-10")
    thank_you = actions.index[actions["rule"] == "T01"][0]
    put_off = pd.DataFrame({"action_id": [thank_you], "application_id": "A1", "since": "2026-03-10", "until": "2026-03-12"})
    later = fa.follow_up_actions(fa.JobSearchLog(log.applications, log.events, put_off=put_off), as_of="2026-03-10")
    before, after = (calendar_entries(table).loc[thank_you] for table in (actions, later))
    assert (before["starts_at"].day, after["starts_at"].day) == (10, 12)
    assert before["uid"] == after["uid"] and after["status"] == "CONFIRMED"


def test_no_two_entries_share_a_uid_not_even_an_event_and_a_to_do_or_those_of_two_seekers() -> None:
    actions = sample_actions()
    ways = [(owner, todo) for owner in ("", "a", "b") for todo in (False, True)]
    uids = [uid for owner, todo in ways for uid in calendar_entries(actions, owner=owner, todo=todo)["uid"]]
    assert len(uids) > 100 and len(set(uids)) == len(uids)


def test_nothing_is_cancelled_that_no_file_had() -> None:
    entries = calendar_entries(sample_actions())
    assert set(entries["status"]) == {"CONFIRMED"}


def test_a_later_file_is_the_newer_and_a_cancellation_beats_the_entry_of_the_same_day() -> None:
    files = [
        (INTERVIEW, "2026-03-09T12:00:00Z"),
        (INTERVIEW, "2026-03-10"),
        (THANKED, "2026-03-10"),
        (THANKED, "2026-03-10T08:00:00Z"),
        (THANKED, "2026-03-11"),
    ]
    sequences = [entry_of(actions_of(*file), "T01")["sequence"] for file in files]
    assert all(earlier < later for earlier, later in pairwise(sequences))
    assert sequences[0] > 0 and sequences[-1] < 2**31


def test_what_is_put_off_done_and_taken_back_on_one_day_is_newer_each_time(tmp_path: Path) -> None:
    sheet = Path(shutil.copy(SHEET, tmp_path / "search.csv"))

    def entry_after(*gesture: str) -> tuple[int, str]:
        if gesture:
            said = CliRunner().invoke(main, [gesture[0], str(sheet), *gesture[1:], *THERE_AND_THEN])
            assert said.exit_code == 0, said.output
        followup_calendar(sheet, "--out", tmp_path / "f.ics", *THERE_AND_THEN)
        entries = entries_in((tmp_path / "f.ics").read_bytes())
        found = next(entry for entry in entries if entry["summary"] == "Ask about your application: Undercliff Water")
        return int(found["sequence"]), str(found["status"])

    seen = [entry_after(), entry_after("snooze", "xdzt"), entry_after("undo"), entry_after("done", "xdzt"), entry_after("undo")]
    assert [status for _, status in seen] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert all(earlier < later for (earlier, _), (later, _) in pairwise(seen))
    assert entry_after() == seen[-1]


@pytest.mark.parametrize(
    ("as_of", "stamp"),
    [("2026-03-10", "20260310T000000Z"), (pd.Timestamp("2026-03-10T15:30", tz="Asia/Tokyo"), "20260310T063000Z")],
)
def test_entries_are_stamped_with_the_moment_of_the_evaluation(as_of: Any, stamp: str) -> None:
    lines = unfolded(calendar_file(actions_of(INTERVIEW, as_of)))
    assert {line for line in lines if line.startswith(("DTSTAMP", "LAST-MODIFIED"))} == {
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
    }


@pytest.mark.parametrize("as_of", ["2026-03-10", dt.date(2026, 3, 10), pd.Timestamp("2026-03-10T15:00", tz="UTC")])
def test_the_moment_that_the_actions_carry_is_the_one_they_were_asked_for(as_of: Any) -> None:
    actions = actions_of(INTERVIEW, as_of)
    assert calendar_file(actions) == calendar_file(actions, as_of=as_of)


@pytest.mark.parametrize("todo", [False, True])
def test_the_same_actions_give_the_same_bytes_and_are_not_changed(todo: bool) -> None:
    actions = sample_actions()
    before = actions.copy(deep=True)
    first = calendar_file(actions, timezone="America/New_York", todo=todo)
    assert first == calendar_file(sample_actions(), timezone="America/New_York", todo=todo)
    pd.testing.assert_frame_equal(actions, before)


# --- text of the sheet -----------------------------------------------------------------------------------------------

HOSTILE = [
    ("a property of its own", "Acme\r\nX-EVIL:1"),
    ("the end of the event", "Acme\nEND:VEVENT\nBEGIN:VEVENT\nUID:1"),
    ("a folded line", "Acme\r\n ATTACH:file"),
    ("separators and escapes", "A;B,C:D\\nE\\;F\\\\,G"),
    ("parameters", 'ATTENDEE;CN="x":mailto:a@b.example'),
    ("control characters", "Acme\x00\x07\x1b[31m\x7f\x85\u2028Ltd"),
    ("turned text", "Acme\u202eemcA"),
    ("right to left", "שלום עולם"),
    ("many octets", "株式会社🎉" * 40),
    ("apostrophes, accents and markup", "O'Née & <b>Söhne</b>"),
    ("a percent sign and braces", "%s {company} ${x}"),
]


def names_in(content: bytes) -> list[str]:
    return [line.partition(":")[0] for line in unfolded(content)]


def assert_text_is_only_text(text: str) -> None:
    """As in a file of harmless text, but for what stands in summary and description."""
    content, plain = (calendar_file(with_texts(word)) for word in (text, "Acme"))
    assert names_in(content) == names_in(plain)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    for entry, what in zip(entries_in(content), ("Suggest to connect", "Ask for the status"), strict=True):
        assert entry["summary"] == ": ".join(filter(None, (what, one_line(text))))
        assert one_line(text) in entry["description"]


@cache
def thanked() -> pd.DataFrame:
    return actions_of(THANKED).head(2)


def with_texts(text: str) -> pd.DataFrame:
    return thanked().assign(company=text, role=text, contact=text, why=text)


@pytest.mark.parametrize("text", [case[1] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_sheets_text_changes_no_property(text: str) -> None:
    assert_text_is_only_text(text)


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from('\r\n\\;:,"\x00 '), max_size=120))
def test_no_text_at_all_changes_a_property(text: str) -> None:
    assert_text_is_only_text(text)


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_file_is_written_whole_and_nothing_else_with_it(tmp_path: Path) -> None:
    actions = actions_of(THANKED)
    fa.write_calendar(actions, tmp_path / "follow-ups.ics")
    assert [path.name for path in tmp_path.iterdir()] == ["follow-ups.ics"]
    assert (tmp_path / "follow-ups.ics").read_bytes() == calendar_file(actions)


def test_a_new_file_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "FOLLOW-UPS.ICS"
    write_calendar(actions_of(INTERVIEW), path)
    write_calendar(actions_of(THANKED), str(path))
    had = calendar_entries(actions_of(INTERVIEW))["uid"].tolist()
    assert path.read_bytes() == calendar_file(actions_of(THANKED), exported=had)
    statuses = [str(entry["status"]) for entry in entries_in(path.read_bytes())]
    assert statuses.count("CANCELLED") == 1 and "CONFIRMED" in statuses


def no_replacing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)


def no_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path, content: bytes) -> None:
        with file.open("wb") as begun:
            begun.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (no_replacing, r"\(Permission denied\): give a folder that exists and is yours"),
        (no_room, r"\(No space left on device\): the disk is full: make room on it, or give a folder on another one"),
    ],
)
def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    trouble: Callable[..., None], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.ics"
    write_calendar(actions_of(INTERVIEW), path)
    before = path.read_bytes()
    trouble(path, monkeypatch)
    with pytest.raises(FollowupError, match=rf"f\.ics: can't be written {reason}"):
        write_calendar(actions_of(THANKED), path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["f.ics"]


BAD_PATHS = [
    ("another ending", "f.txt", "a calendar is written as ICS: give a name that ends in .ics"),
    ("no ending", "calendar", "give a name that ends in .ics"),
    ("no such folder", "none/f.ics", "can't be written (No such file or directory)"),
    ("a folder of that name", "folder.ics", "can't be written (Is a directory)"),
    ("no name for a file", "a\0b.ics", "can't be written (embedded null byte)"),
]


@pytest.mark.parametrize(("name", "message"), [case[1:] for case in BAD_PATHS], ids=[case[0] for case in BAD_PATHS])
def test_a_place_where_nothing_can_be_written_is_told(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "folder.ics").mkdir()
    with pytest.raises(FollowupError) as error:
        write_calendar(actions_of(INTERVIEW), tmp_path / name)
    assert message in str(error.value)


BAD_INPUT: list[tuple[str, Callable[[pd.DataFrame], object], type[FollowupError], str]] = [
    ("a log's table", lambda a: calendar_file(a.drop(columns=["send_at", "why"])), FollowupError, "lacks the column"),
    ("an unknown zone", lambda a: calendar_file(a, timezone="Mars/Base"), LogError, "time zone 'Mars/Base' is not known"),
    ("no moment", lambda a: calendar_file(pd.DataFrame(dict(a))), MomentError, "give as_of"),
    ("a moment without a zone", lambda a: calendar_file(a, as_of=dt.datetime(2026, 3, 10)), MomentError, "has no time zone"),
]


@pytest.mark.parametrize(("call", "error", "message"), [case[1:] for case in BAD_INPUT], ids=[case[0] for case in BAD_INPUT])
def test_bad_input_is_told(call: Callable[[pd.DataFrame], object], error: type[FollowupError], message: str) -> None:
    with pytest.raises(error, match=message):
        call(actions_of(INTERVIEW))


# --- the command -----------------------------------------------------------------------------------------------------

SHEET = SAMPLE / "my_job_search.csv"
THERE_AND_THEN = ("--timezone", "America/New_York", "--country", "US", "--as-of", "2026-06-08")


def sample_actions() -> pd.DataFrame:
    log = fa.read_log(SHEET, timezone="America/New_York", country="US")
    return fa.follow_up_actions(log, as_of="2026-06-08")


def followup_calendar(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["calendar", *map(str, arguments)])


@pytest.mark.parametrize(("options", "noun"), [([], "events"), (["--todo"], "to-dos")])
def test_the_command_writes_what_the_library_does_and_counts_it(options: list[str], noun: str, tmp_path: Path) -> None:
    path, sheet = tmp_path / "f.ics", tmp_path / SHEET.name
    sheet.write_bytes(SHEET.read_bytes())
    result = followup_calendar(sheet, "--out", path, *options, *THERE_AND_THEN)
    assert result.exit_code == 0, result.output
    owner = tomllib.loads(sheet.with_name(f"{sheet.stem}.followups.toml").read_text(encoding="utf-8"))["calendar"]["owner"]
    written = calendar_file(sample_actions(), timezone="America/New_York", todo=bool(options), owner=owner)
    assert path.read_bytes() == written
    is_open = [entry["status"] in ("CONFIRMED", "NEEDS-ACTION") for entry in entries_in(path.read_bytes())]
    assert all(is_open)
    assert result.output.splitlines()[0] == (
        f"As of 2026-06-08, times in America/New_York: {sum(is_open)} {noun} written to {path}."
    )


def test_the_command_without_an_as_of_looks_from_today(tmp_path: Path) -> None:
    log_of_many({"A1": INTERVIEW}).write(tmp_path / "log.csv")
    result = followup_calendar(tmp_path / "log.csv", "--out", tmp_path / "f.ics", "--timezone", "UTC")
    assert result.exit_code == 0
    assert f"As of {dt.datetime.now(dt.UTC).date()}" in result.output


@pytest.mark.parametrize("arguments", [(SHEET, "--out", "f.txt"), ("none.csv", "--out", "f.ics")])
def test_bad_input_ends_the_command_with_one_line(arguments: tuple[object, ...]) -> None:
    result = followup_calendar(*arguments, *THERE_AND_THEN)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1


def test_the_command_needs_a_place_to_write_to() -> None:
    result = followup_calendar(SHEET)
    assert result.exit_code == 2 and "--out" in result.stderr
