"""read_log with a journal: what was done besides joins the sheet's log, once, whatever became of the sheet since."""

from pathlib import Path

import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.errors import JournalError
from followup_analytics.journal.merge import with_journal

DAY = "2026-03-20"
HEADER = "Company,Role,Applied,Interview,Thank-you sent,Status\n"
ROWS = ["Acme,Analyst,2026-03-02,2026-03-10,,\n", "Bolt,Clerk,2026-03-02,,,\n", "Coil,Cook,2026-03-03,,,\n"]


def sheet(folder: Path, rows: list[str] = ROWS, name: str = "search.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sheet(tmp_path)


@pytest.fixture
def journal(path: Path, tmp_path: Path) -> fa.Journal:
    return fa.Journal(tmp_path / "j.db", log=fa.read_log(path), as_of=DAY)


def application(log: fa.JobSearchLog, company: str) -> str:
    (found,) = log.applications.index[log.applications["company"] == company]
    return str(found)


def kinds(log: fa.JobSearchLog, company: str) -> list[str]:
    return list(log.events.loc[log.events["application_id"] == application(log, company), "kind"].astype("str"))


def test_a_journal_without_entries_changes_nothing(path: Path, journal: fa.Journal) -> None:
    plain = fa.read_log(path)
    joined = fa.read_log(path, journal=journal)
    assert joined == plain and joined.problems.equals(plain.problems) and len(joined.put_off) == 0


def test_a_path_that_leads_to_no_journal_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"none\.db: there is no such journal: check the path"):
        fa.read_log(path, journal=tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_what_was_done_joins_the_log_under_an_id_of_its_own(path: Path, journal: fa.Journal) -> None:
    acme = application(fa.read_log(path), "Acme")
    journal.done(f"{acme}:T01.1", "2026-03-11", "email")
    log = fa.read_log(path, journal=journal.path)
    assert kinds(log, "Acme") == ["application", "interview", "thank_you"]
    action = fa.follow_up_actions(log, as_of=DAY).loc[f"{acme}:T01.1"]
    assert (action["status"], action["done_event_id"]) == ("done", f"{acme}/journal.1")
    assert set(fa.read_log(path).events.index) < set(log.events.index)


def test_days_are_those_of_the_applications_zone(path: Path, journal: fa.Journal) -> None:
    acme = application(fa.read_log(path), "Acme")
    journal.record(acme, "note", "2026-03-11")
    log = fa.read_log(path, timezone="Asia/Tokyo", journal=journal)
    assert log.events.loc[f"{acme}/journal.1", "at"] == pd.Timestamp("2026-03-11", tz="Asia/Tokyo")


CHANGES = {
    "rows moved": (list(reversed(ROWS)), 1),
    "a row came in between": ([ROWS[0], "Dale,Driver,2026-03-19,,,\n", *ROWS[1:]], 1),
    "a date was corrected": ([ROWS[0].replace("03-02", "03-01"), *ROWS[1:]], 1),
    "the sheet has the event itself": ([ROWS[0].replace("03-10,,", "03-10,2026-03-11,"), *ROWS[1:]], 1),
    "the sheet has it on another day": ([ROWS[0].replace("03-10,,", "03-10,2026-03-12,"), *ROWS[1:]], 2),
    "case and blanks changed": ([ROWS[0].replace("Acme", " ACME "), *ROWS[1:]], 1),
}


@pytest.mark.parametrize(("rows", "count"), CHANGES.values(), ids=CHANGES.keys())
def test_next_weeks_sheet_finds_the_same_journal(rows: list[str], count: int, journal: fa.Journal, path: Path) -> None:
    acme = application(fa.read_log(path), "Acme")
    journal.done(f"{acme}:T01.1", "2026-03-11", "email")
    log = fa.read_log(sheet(path.parent, rows), journal=journal)
    assert list(log.events.loc[log.events["application_id"] == acme, "kind"]).count("thank_you") == count
    assert fa.follow_up_actions(log, as_of=DAY).loc[f"{acme}:T01.1", "status"] == "done"
    assert not (log.problems["column"] == "journal").any()


def test_what_no_longer_finds_its_application_is_reported_and_can_be_attached(journal: fa.Journal, path: Path) -> None:
    acme = application(fa.read_log(path), "Acme")
    journal.done(f"{acme}:T01.1", "2026-03-11", "email")
    journal.snooze(f"{acme}:T03.1", "2026-03-25")
    renamed = sheet(path.parent, [ROWS[0].replace("Acme", "Bought & Renamed"), *ROWS[1:]])
    log = fa.read_log(renamed, journal=journal)
    (problem,) = log.problems[log.problems["column"] == "journal"].to_dict("records")
    new = application(log, "Bought & Renamed")
    assert problem["value"] == f"{acme} (Acme, Analyst)" and problem["severity"] == "error"
    assert (
        f"entries 1, 2 of the journal are about an application that is not in the sheet; the nearest: '{new}'"
        in problem["problem"]
    )
    assert problem["remedy"] == f"attach:{acme}=" and "thank_you" not in kinds(log, "Bought & Renamed")
    fa.Journal(journal.path, log=log, as_of=DAY).attach(acme, new)
    log = fa.read_log(renamed, journal=journal)
    assert "thank_you" in kinds(log, "Bought & Renamed") and list(log.put_off["action_id"]) == [f"{new}:T03.1"]
    assert not (log.problems["column"] == "journal").any()


def test_the_sheets_own_status_is_kept_and_a_closing_is_not_taken_for_it(tmp_path: Path) -> None:
    path = sheet(tmp_path, [ROWS[0], "Bolt,Clerk,2026-03-02,,,Rejected\n"])
    log = fa.read_log(path)
    journal = fa.Journal(tmp_path / "j.db", log=log, as_of=DAY)
    journal.close(application(log, "Acme"))
    closed = fa.read_log(path, journal=journal)
    assert dict(zip(closed.applications["company"], closed.applications["status"], strict=True)) == {
        "Acme": "closed",
        "Bolt": "rejected",
    }
    journal.record(application(log, "Acme"), "reply")
    opened = fa.read_log(path, journal=journal)
    assert opened.applications.loc[application(log, "Acme"), "status"] == "interviewing"
    assert list(opened.undated_status) == list(log.undated_status)


def test_a_log_that_is_joined_is_not_changed(journal: fa.Journal, path: Path) -> None:
    log = fa.read_log(path)
    before = [log.applications.copy(), log.events.copy(), log.problems.copy()]
    journal.close(application(log, "Acme"))
    with_journal(log, journal)
    assert all(a.equals(b) for a, b in zip(before, (log.applications, log.events, log.problems), strict=True))


def test_reading_with_a_journal_changes_neither_file(journal: fa.Journal, path: Path) -> None:
    journal.close(application(fa.read_log(path), "Acme"))
    before = path.read_bytes(), journal.path.read_bytes()
    fa.read_log(path, journal=journal.path)
    assert (path.read_bytes(), journal.path.read_bytes()) == before
