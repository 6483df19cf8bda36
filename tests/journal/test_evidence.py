"""Proposals in the journal: once each, in one act, without subject, address or text."""

from pathlib import Path

import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.errors import FollowupError
from followup_analytics.journal.evidence_entries import recorded_evidence


@pytest.fixture
def log() -> fa.JobSearchLog:
    applications = pd.DataFrame({"application_id": ["a", "b"], "company": ["Larch", "Moss"], "role": ["Engineer", "Clerk"]})
    events = pd.DataFrame({"application_id": ["a"], "at": [pd.Timestamp("2026-03-02", tz="UTC")], "kind": ["application"]})
    return fa.JobSearchLog(applications, events)


@pytest.fixture
def journal(log: fa.JobSearchLog, tmp_path: Path) -> fa.Journal:
    return fa.Journal(tmp_path / "j.db", log=log, as_of="2026-06-01")


AT, LATER = pd.Timestamp("2026-04-01 10:00", tz="UTC"), pd.Timestamp("2026-04-09 10:00", tz="UTC")


def proposals(*rows: dict) -> pd.DataFrame:
    """Rows of the table of proposals, most of them filled by themselves."""
    usual = {"application_id": "a", "at": AT, "precision": "minute", "kind": "reply", "medium": "email", "stage": ""}
    usual |= {"contact": "Nadia", "contact_email": "nadia@x.example", "subject": "Secret subject", "certainty": "sure"}
    usual |= {"reply_expected_by": pd.NaT, "known": False, "starts_application": False}
    usual |= {"remembered": "conversation:c1 person:p1 subject:s1"}
    table = pd.DataFrame([{**usual, **row} for row in rows])
    return table.set_index(pd.Index(table.pop("evidence_id"), name="evidence_id"))


TWO = (
    {"evidence_id": "mail:1"},
    {"evidence_id": "mail:2", "kind": "rejection", "at": LATER},
)


def test_all_is_recorded_in_one_act_and_taken_back_by_one_undo(journal: fa.Journal) -> None:
    told = journal.record_evidence(proposals(*TWO))
    assert list(told["evidence_id"]) == ["mail:1", "mail:2"] and list(told["entry"]) == [1, 2]
    assert list(journal.events["kind"]) == ["reply", "rejection"]
    journal.undo()
    assert len(journal.events) == 0


def test_the_same_is_recorded_once_and_again_after_an_undo(journal: fa.Journal) -> None:
    journal.record_evidence(proposals(*TWO))
    told = journal.record_evidence(proposals(*TWO))
    assert set(told["said"]) == {"recorded already"} and len(journal.entries()) == 2
    journal.undo()
    assert set(journal.record_evidence(proposals(*TWO))["said"]) == {"recorded"} and len(journal.events) == 2


def test_rows_that_are_refused_are_named_and_the_others_recorded(journal: fa.Journal) -> None:
    rows = proposals(
        {"evidence_id": "mail:ahead", "at": pd.Timestamp("2027-01-01", tz="UTC")},
        {"evidence_id": "mail:lost", "application_id": "zzz"},
        {"evidence_id": "mail:open", "application_id": "", "certainty": "ask"},
        {"evidence_id": "mail:new", "application_id": "", "starts_application": True},
        {"evidence_id": "mail:known", "known": True},
        {"evidence_id": "mail:good"},
    )
    told = journal.record_evidence(rows).set_index("evidence_id")
    assert list(told["entry"].notna()) == [False] * 5 + [True]
    expected = {
        "ahead": "lies ahead",
        "lost": "no application 'zzz'",
        "open": "candidates",
        "new": "add its row",
        "known": "already",
    }
    for name, said in expected.items():
        assert said in told["said"][f"mail:{name}"]


def test_a_moved_interview_takes_the_place_of_the_first(journal: fa.Journal) -> None:
    first = {"evidence_id": "event:i", "kind": "interview", "at": pd.Timestamp("2026-07-01 10:00", tz="UTC")}
    journal.record_evidence(proposals(first))
    told = journal.record_evidence(proposals({**first, "at": pd.Timestamp("2026-07-02 11:00", tz="UTC")}))
    assert list(told["said"]) == ["moved"]
    assert [str(at) for at in journal.events["at"]] == ["2026-07-02 11:00:00+00:00"]


def test_neither_subject_nor_address_is_kept(journal: fa.Journal) -> None:
    journal.record_evidence(proposals(*TWO))
    kept = journal.path.read_bytes()
    assert b"Nadia" in kept and b"Secret" not in kept and b"@x" not in kept


def test_an_answered_question_is_remembered_and_taken_back_with_its_event(journal: fa.Journal) -> None:
    journal.record_evidence(proposals({"evidence_id": "mail:q", "certainty": "ask"}))
    assert recorded_evidence(journal.entries()).settled == {"mail:q": "a", "conversation:c1": "a", "person:p1": "a"}
    journal.undo()
    assert recorded_evidence(journal.entries()).settled == {}


def test_what_is_dismissed_is_remembered_by_id_and_by_question(journal: fa.Journal) -> None:
    journal.dismiss("mail:no")
    journal.dismiss(proposals({"evidence_id": "mail:q", "certainty": "ask"}))
    assert recorded_evidence(journal.entries()).declined == {"mail:no", "mail:q", "conversation:c1", "subject:s1"}
    assert journal.dismiss("mail:no") == []
    with pytest.raises(FollowupError, match="no evidence_id"):
        journal.dismiss("something")
