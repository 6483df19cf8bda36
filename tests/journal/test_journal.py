"""fa.Journal: what it takes, what it refuses, that nothing is ever deleted, and that a repeated call is one entry."""

import datetime as dt
import os
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hand_made import log_of_many
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.errors import JournalError, UnknownNameError
from followup_analytics.journal.entries import Entry, kind_of_action
from followup_analytics.journal.store import Store
from followup_analytics.rules.catalogue import rules

DAY = "2026-03-20"
LOG = log_of_many({"A1": "2026-03-02 application", "B2": "2026-03-03 interview"}, company="Acme")


@pytest.fixture
def journal(tmp_path: Path) -> fa.Journal:
    return fa.Journal(tmp_path / "j.db", log=LOG, as_of=DAY)


def test_nothing_is_written_before_something_is_recorded(journal: fa.Journal) -> None:
    assert len(journal.history) == 0 and len(journal.events) == 0 and len(journal.log.events) == 0
    assert not journal.path.exists()


def test_an_entry_is_read_back_as_it_was_recorded(journal: fa.Journal) -> None:
    entry = journal.record(
        "A1",
        "reply",
        "2026-03-10T15:00:00+01:00",
        "email",
        contact="Zoë",
        contact_title="Lead",
        reply_expected_by=dt.date(2026, 3, 30),
        topics="a\nb",
        strengths="s",
        values="v",
        open_points="o",
        text="t",
    )
    assert (entry.number, entry.at, entry.company, entry.role) == (1, "2026-03-10T14:00:00Z", "Acme", "Analyst")
    assert fa.Journal(journal.path).entries() == [entry]
    (event,) = journal.events.to_dict("records")
    assert event["at"] == pd.Timestamp("2026-03-10T14:00Z") and event["precision"] == "minute"
    assert event["reply_expected_by"] == pd.Timestamp("2026-03-30", tz="UTC")
    assert [event[name] for name in ("contact", "topics", "open_points", "kind")] == ["Zoë", "a\nb", "o", "reply"]


def test_the_file_is_readable_to_its_owner_only(journal: fa.Journal) -> None:
    journal.close("A1")
    assert os.stat(journal.path).st_mode & 0o777 == 0o600
    assert os.listdir(journal.path.parent) == ["j.db"]


def test_back_dating_is_normal_and_order_is_that_of_recording(journal: fa.Journal) -> None:
    for day in ("2026-03-20", "2020-01-01", "1999-12-31"):
        journal.record("A1", "note", day)
    assert list(journal.history["at"]) == ["2026-03-20", "2020-01-01", "1999-12-31"]


MOMENTS = [
    ("2026-03-02", "2026-03-02"),
    (dt.date(2026, 3, 2), "2026-03-02"),
    ("2026-03-02T15:00:00Z", "2026-03-02T15:00:00Z"),
    ("2026-03-02 15:00+02:00", "2026-03-02T13:00:00Z"),
    (pd.Timestamp("2026-03-02 15:00", tz="Asia/Tokyo"), "2026-03-02T06:00:00Z"),
    (dt.datetime(2026, 3, 2, 15, 0, 0, 5, tzinfo=dt.UTC), "2026-03-02T15:00:00.000005Z"),
    (None, DAY),
]


@pytest.mark.parametrize(("at", "kept"), MOMENTS)
def test_a_day_stays_a_day_and_a_moment_becomes_utc(at: object, kept: str, journal: fa.Journal) -> None:
    assert journal.record("A1", "note", at).at == kept


REFUSED: list[tuple[Any, type[fa.FollowupError], str]] = [
    (lambda j: j.record("A9", "note"), UnknownNameError, r"the log has no application 'A9'; the nearest: 'A1' \(Acme, Analyst\)"),
    (lambda j: j.record("", "note"), UnknownNameError, "an application has an id"),
    (lambda j: j.record("A1", ""), UnknownNameError, "an event has a kind"),
    (lambda j: j.record("A1", "notee"), UnknownNameError, r"'notee' is no kind \(did you mean 'note'\?\): one of application, "),
    (lambda j: j.record("A1", "note", medium="e-mail"), UnknownNameError, r"did you mean 'email'\?"),
    (lambda j: j.record("A1", "interview", stage="last"), UnknownNameError, "'last' is no stage"),
    (lambda j: j.record("A1", "note", text=3), JournalError, "text must be text, got int"),
    (lambda j: j.record("A1", "note", text="x" * 1_000_001), JournalError, "text has 1,000,001 characters"),
    (lambda j: j.record("A1", "note", "2026-03-21"), JournalError, r"lies ahead \(it is 2026-03-20\)"),
    (lambda j: j.record("A1", "note", "2026-03-21T00:00:00Z"), JournalError, "lies ahead"),
    (lambda j: j.record("A1", "note", "2026-02-30"), JournalError, "'2026-02-30' is no day: give one that exists"),
    (lambda j: j.record("A1", "note", "yesterday"), JournalError, "'yesterday' is no day"),
    (lambda j: j.record("A1", "note", "2026-03-02T10:00"), JournalError, "has no time zone"),
    (lambda j: j.record("A1", "note", pd.NaT), JournalError, "is no day"),
    (lambda j: j.record("A1", "note", 20260302), JournalError, "is no day"),
    (lambda j: j.record("A1", "note", "1969-12-31"), JournalError, "must lie between 1970 and 2099"),
    (lambda j: j.record("A1", "interview", "2100-01-01"), JournalError, "must lie between 1970 and 2099"),
    (lambda j: j.record("A1", "reply", reply_expected_by="2026-03-30T10:00Z"), JournalError, "must be a day"),
    (lambda j: j.done("nonsense"), UnknownNameError, "'nonsense' is no action"),
    (lambda j: j.done("A1:T99.1"), UnknownNameError, "is no action"),
    (lambda j: j.done("A9:T03.1"), UnknownNameError, "no application 'A9'"),
    (lambda j: j.snooze("A1:T20.1", "2026-03-20"), JournalError, r"does not lie ahead \(it is 2026-03-20\): give a later day"),
    (lambda j: j.snooze("A1:T20.1", "2027-06-01"), JournalError, "more than a year ahead"),
    (lambda j: j.snooze("A1:T20.1", "2026-13-01"), JournalError, "is no day"),
    (lambda j: j.close("A9"), UnknownNameError, "no application 'A9'"),
    (lambda j: j.close_all(["A1", "A9"]), UnknownNameError, "no application 'A9'"),
    (lambda j: j.undo(), JournalError, "nothing to undo"),
    (lambda j: j.undo(1), JournalError, "no entry 1 in the journal: it has none"),
    (lambda j: j.attach("A1", "A1"), JournalError, "already"),
    (lambda j: j.attach("old", "A1"), UnknownNameError, "no entry of 'old'; it has those of none"),
    (lambda j: j.write("history.txt"), fa.FollowupError, r"ends in \.csv"),
]


@pytest.mark.parametrize(("do", "error", "says"), REFUSED)
def test_what_makes_no_sense_is_refused_with_the_reason_and_nothing_is_written(
    do: Any, error: type[fa.FollowupError], says: str, journal: fa.Journal
) -> None:
    with pytest.raises(error, match=says) as found:
        do(journal)
    assert "\n" not in str(found.value)
    assert not journal.path.exists() or len(journal.entries()) == 0


def test_an_interview_may_lie_ahead(journal: fa.Journal) -> None:
    assert journal.record("A1", "interview", "2026-04-10").at == "2026-04-10"


def test_today_is_that_of_the_applications_zone(tmp_path: Path) -> None:
    log = log_of_many({"A1": "2026-03-02 application"}, timezone="Pacific/Auckland")
    journal = fa.Journal(tmp_path / "j.db", log=log, as_of="2026-03-20T12:00:00Z")
    assert journal.record("A1", "note").at == "2026-03-21"
    with pytest.raises(JournalError, match="lies ahead"):
        journal.record("A1", "note", "2026-03-22")


def test_the_machines_clock_is_asked_where_no_moment_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = fa.Journal(tmp_path / "j.db")
    today = pd.Timestamp.now()
    assert abs(pd.Timestamp(journal.record("A1", "note").at) - today) < pd.Timedelta(days=2)
    with pytest.raises(JournalError, match=r"by the machine's clock it is .*; is that right\?"):
        journal.record("A1", "note", str((today + pd.Timedelta(days=3)).date()))
    monkeypatch.setattr(Store, "clock", lambda self: ("2020-01-01T00:00:00.000Z", "2020-01-01"))
    journal.record("A1", "note", text="the clock is set back")
    with pytest.raises(JournalError, match="by the machine's clock it is 2020-01-01"):
        journal.record("A1", "note", str(today.date()))
    assert list(journal.history.index) == [1, 2] and journal.history["recorded_at"][2].startswith("2020")


def test_done_knows_what_every_rule_asks_for() -> None:
    asked = {rule for rule in rules() if rule.startswith("T")}
    without = {"T02", "T06", "T08", "T09", "T10", "T11", "T15", "T17"}  # they change other rules' actions
    for rule in asked - without:
        kind_of_action(f"a:b:{rule}.1")
    for rule in without & asked:
        with pytest.raises(UnknownNameError):
            kind_of_action(f"a:{rule}.1")
    assert kind_of_action("a:b:T07.1.2.sent") == ("a:b", "closure")


def test_a_decision_is_recorded_as_what_was_decided(journal: fa.Journal) -> None:
    with pytest.raises(JournalError, match="record 'acceptance' or 'withdrawal' instead"):
        journal.done("A1:T21.1")
    assert journal.snooze("A1:T21.1", "2026-03-22").application_id == "A1"


def test_a_repeated_call_with_one_client_id_is_one_entry(journal: fa.Journal) -> None:
    first = journal.done("A1:T20.1", "2026-03-18", "email", client_id="k")
    assert journal.done("A1:T20.1", "2026-03-18", "email", client_id="k") == first
    assert fa.Journal(journal.path).done("A1:T20.1", "2026-03-18", "email", client_id="k") == first
    with pytest.raises(JournalError, match="client id 'k' is that of another entry, number 1"):
        journal.done("A1:T20.1", "2026-03-19", "email", client_id="k")
    assert len(journal.entries()) == 1


def test_what_is_undone_stays_and_an_undo_can_be_undone(journal: fa.Journal) -> None:
    first, second = journal.record("A1", "note", text="one"), journal.record("A1", "note", text="two")
    journal.undo(first)
    assert list(journal.events["text"]) == ["two"] and list(journal.history["undone_by"]) == [3, 0, 0]
    with pytest.raises(JournalError, match="entry 1 has been taken back already, by entry 3"):
        journal.undo(1)
    journal.undo(3)
    assert list(journal.events["text"]) == ["one", "two"]
    journal.undo()
    assert list(journal.events["text"]) == ["one"] and journal.history["undone_by"][second.number] == 5
    with pytest.raises(JournalError, match="no entry 99 in the journal: its entries are 1 to 5"):
        journal.undo(99)
    assert len(journal.entries()) == 5


def test_a_sweep_is_one_gesture_and_one_undo_takes_it_back(journal: fa.Journal) -> None:
    journal.record("A1", "note")
    journal.close_all(["A1", "B2"], "long silent")
    assert list(journal.events["kind"]) == ["note", "closure", "closure"]
    assert len(journal.undo()) == 2 and list(journal.events["kind"]) == ["note"]
    journal.undo()
    assert len(journal.events) == 0 and len(journal.history) == 6


def test_attached_entries_count_for_the_other_application_and_can_come_back(journal: fa.Journal) -> None:
    loose = fa.Journal(journal.path, as_of=DAY)
    loose.record("old", "note")
    loose.snooze("old:T20.1", "2026-03-25")
    loose.attach("old", "A1")
    assert list(journal.events["application_id"]) == ["A1"]
    loose.attach("old", "B2")
    assert list(journal.events["application_id"]) == ["B2"]
    journal.undo()
    assert list(journal.events["application_id"]) == ["A1"]
    journal.undo()
    assert list(journal.events["application_id"]) == ["old"]


def test_two_applications_can_be_swapped(journal: fa.Journal) -> None:
    journal.record("A1", "note", text="one")
    journal.record("B2", "note", text="two")
    journal.attach("A1", "B2")
    journal.attach("B2", "A1")
    assert dict(zip(journal.events["text"], journal.events["application_id"], strict=True)) == {"one": "B2", "two": "A1"}


def test_the_journal_alone_is_a_log(journal: fa.Journal, tmp_path: Path) -> None:
    journal.record("A1", "reply", "2026-03-10")
    journal.record("B2", "offer", "2026-03-11")
    log = journal.log
    assert list(log.applications["company"]) == ["Acme", "Acme"] and list(log.events["kind"]) == ["reply", "offer"]
    log.write(tmp_path / "log.csv")
    assert fa.read_log(tmp_path / "log.csv") == log


def test_the_history_is_written_as_csv_with_formulas_defused(journal: fa.Journal, tmp_path: Path) -> None:
    journal.close("A1", "=1+1")
    journal.write(tmp_path / "history.csv")
    table = pd.read_csv(tmp_path / "history.csv", keep_default_na=False)
    assert table["text"][0] == "'=1+1" and list(table.columns) == ["number", *journal.history.columns]


DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), st.sampled_from(("A1", "B2"))),
        st.tuples(st.just("undo"), st.integers(1, 12)),
        st.tuples(st.just("snooze"), st.sampled_from(("A1:T20.1", "B2:T03.1"))),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings=DOINGS)
def test_whatever_is_done_nothing_is_lost_and_what_holds_follows_from_the_entries(
    doings: list[tuple[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    journal = fa.Journal(tmp_path_factory.mktemp("any") / "j.db", log=LOG, as_of=DAY)
    holds: dict[int, bool] = {}
    kept: list[Entry] = []
    for what, on in doings:
        if what == "undo":
            if on not in holds or not holds[on]:
                with pytest.raises(JournalError):
                    journal.undo(on)
                continue
            kept += journal.undo(on)
            _take_back(holds, kept, on)
        else:
            kept.append(journal.record(on, "note") if what == "record" else journal.snooze(on, "2026-03-25"))
        holds[len(kept)] = True
    assert journal.entries() == kept
    events = [entry.number for entry in kept if entry.what == "event" and holds[entry.number]]
    assert list(journal.events.index) == events


def _take_back(holds: dict[int, bool], kept: list[Entry], number: int) -> None:
    """What holds after an entry is taken back: not it, and again what it had taken back."""
    holds[number] = False
    if kept[number - 1].what == "undo":
        holds[kept[number - 1].undoes] = True


def test_no_program_can_change_or_delete_an_entry(journal: fa.Journal) -> None:
    journal.close("A1")
    connection = sqlite3.connect(journal.path)
    for statement in ("UPDATE entries SET text = 'x'", "DELETE FROM entries"):
        with pytest.raises(sqlite3.IntegrityError, match="an entry is never"):
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("kind", words.EVENT_KINDS)
def test_every_kind_can_be_recorded(kind: str, journal: fa.Journal) -> None:
    journal.record("A1", kind)
    assert list(journal.events["kind"]) == [kind]
