"""The journal's file: what is none is left alone, what is damaged is told, and no acknowledged entry is ever lost."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.errors import JournalError
from followup_analytics.journal import store
from followup_analytics.journal.entries import FIELDS, FIRST_FIELDS

FAULTS = Path(__file__).parents[1] / "faults" / "journal_faults.py"
DAY = "2026-03-20"


@pytest.fixture
def journal(tmp_path: Path) -> fa.Journal:
    made = fa.Journal(tmp_path / "j.db", as_of=DAY)
    made.record("A1", "note", text="first")
    return made


def other_database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE entries (number)")
    return connection.serialize()


NO_JOURNALS = {
    "text": b"Company,Role\nAcme,Analyst\n",
    "a workbook": b"PK\x03\x04 and more",
    "zeros": bytes(4096),
    "one byte": b"S",
    "another program's database": other_database(),
}


@pytest.mark.parametrize("content", NO_JOURNALS.values(), ids=NO_JOURNALS.keys())
def test_a_file_that_is_no_journal_is_left_as_it_is(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    path.write_bytes(content)
    with pytest.raises(JournalError, match=r"j\.db: this is no journal of follow-ups, and is left as it is"):
        fa.Journal(path)
    assert path.read_bytes() == content and [file.name for file in tmp_path.iterdir()] == ["j.db"]


def test_a_file_that_becomes_another_while_it_is_in_use_is_left_as_it_is(journal: fa.Journal) -> None:
    journal.path.write_bytes(b"something else")
    with pytest.raises(JournalError, match="this is no journal"):
        journal.record("A1", "note")
    assert journal.path.read_bytes() == b"something else"


def test_an_empty_file_is_no_journal_that_was_lost_unnoticed(tmp_path: Path) -> None:
    (tmp_path / "j.db").touch()
    with pytest.raises(JournalError, match="the file is empty, a journal never is: put back a copy"):
        fa.Journal(tmp_path / "j.db")


def test_a_journal_of_a_later_version_is_refused_without_writing(journal: fa.Journal) -> None:
    connection = sqlite3.connect(journal.path)
    connection.execute(f"PRAGMA user_version = {store.VERSION + 1}")
    connection.close()
    before = journal.path.read_bytes()
    for do in (lambda: fa.Journal(journal.path), lambda: journal.record("A1", "note")):
        with pytest.raises(JournalError, match="of version 3, this program knows version 2: nothing was written; bring"):
            do()
    assert journal.path.read_bytes() == before


def test_an_entry_that_was_changed_behind_its_back_is_noticed(journal: fa.Journal) -> None:
    journal.record("A1", "note", text="second")
    connection = sqlite3.connect(journal.path)
    connection.executescript("DROP TRIGGER kept; UPDATE entries SET text = 'changed' WHERE number = 1")
    connection.close()
    with pytest.raises(JournalError, match=r"the journal is damaged \(entry 1 is not as it was written\)"):
        fa.Journal(journal.path)


def test_an_entry_that_was_cut_out_is_noticed(journal: fa.Journal) -> None:
    journal.record("A1", "note", text="second")
    connection = sqlite3.connect(journal.path)
    connection.executescript("DROP TRIGGER kept_whole; DELETE FROM entries WHERE number = 1")
    connection.close()
    with pytest.raises(JournalError, match="damaged"):
        journal.entries()


PLACES = {"a folder": ".", "a folder that is not there": "none/j.db", "below a file": "file/j.db"}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_place_where_no_journal_can_be_is_one_clear_line(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match=r"the journal can't be (read|made)") as error:
        fa.Journal(tmp_path / place).record("A1", "note")
    assert "\n" not in str(error.value)


def test_a_program_that_does_not_let_go_is_waited_for_then_named(journal: fa.Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE_SECONDS", 0.1)
    other = sqlite3.connect(journal.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(JournalError, match="nothing was recorded, another program has it open"):
        journal.record("A1", "note")
    other.execute("ROLLBACK")
    other.close()
    assert journal.record("A1", "note").number == 2


@pytest.mark.parametrize("content", [b"", b"garbage" * 100, bytes(1024)])
def test_a_lock_left_behind_does_no_harm(content: bytes, journal: fa.Journal) -> None:
    journal.path.with_name("j.db-journal").write_bytes(content)
    assert [entry.text for entry in fa.Journal(journal.path).entries()] == ["first"]
    journal.record("A1", "note", text="second")
    assert [entry.text for entry in fa.Journal(journal.path).entries()] == ["first", "second"]


def test_every_entry_is_forced_to_the_disk(journal: fa.Journal) -> None:
    with store.Store(journal.path)._connected() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def as_version_1(path: Path) -> None:
    """Make a journal what version 1 of it was: without the columns that came later."""
    connection = sqlite3.connect(path)
    for name in FIELDS[FIRST_FIELDS:]:
        connection.execute(f"ALTER TABLE entries DROP COLUMN {name}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


def test_a_journal_of_version_1_is_read_as_it_is_and_added_to(journal: fa.Journal) -> None:
    journal.snooze("A1:T03.1", "2026-03-25")
    entries = journal.entries()
    as_version_1(journal.path)
    before = journal.path.read_bytes()
    assert fa.Journal(journal.path).entries() == entries and journal.path.read_bytes() == before
    added = fa.Journal(journal.path, as_of=DAY).record("A1", "note", text="third")
    assert added.number == 3 and fa.Journal(journal.path).entries() == [*entries, added]
    connection = sqlite3.connect(journal.path)
    assert connection.execute("PRAGMA user_version").fetchone() == (store.VERSION,)
    with pytest.raises(sqlite3.IntegrityError, match="an entry is never deleted"):
        connection.execute("DELETE FROM entries")
    connection.close()


def test_a_journal_that_is_deleted_while_it_is_open_is_missed(journal: fa.Journal) -> None:
    journal.path.unlink()
    for do in (journal.entries, lambda: journal.record("A1", "note")):
        with pytest.raises(JournalError, match="the journal was there and is gone: put it back, or begin a new one"):
            do()
    assert not journal.path.exists()
    assert fa.Journal(journal.path, as_of=DAY).record("A1", "note").number == 1


def test_where_a_file_can_have_one_name_only_the_journal_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    journals = [fa.Journal(tmp_path / "j.db", as_of=DAY) for _ in range(4)]
    with ThreadPoolExecutor() as threads:
        numbers = list(threads.map(lambda journal: journal.record("A1", "note").number, journals))
    assert sorted(numbers) == [1, 2, 3, 4] and [file.name for file in tmp_path.iterdir()] == ["j.db"]


def test_what_killed_writers_left_is_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    left, fresh, other = (tmp_path / name for name in (".j.db.abc.new", ".j.db.def.new", ".other.db.abc.new"))
    for file in (left, fresh, other):
        file.touch()
    for file in (left, other):
        os.utime(file, (0, 0))
    fa.Journal(tmp_path / "j.db", as_of=DAY).record("A1", "note")
    assert sorted(file.name for file in tmp_path.iterdir()) == [".j.db.def.new", ".other.db.abc.new", "j.db"]


# What is tried here with few, `make faults` tries with many.
TRIALS = [("kills", "300"), ("together", "350"), ("calls", "9"), ("full", "12"), ("damage", "400"), ("read_only",)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked and killed as on Linux")
@pytest.mark.parametrize("trial", TRIALS, ids=[trial[0] for trial in TRIALS])
def test_no_acknowledged_entry_is_lost(trial: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, str(FAULTS), *trial], capture_output=True, text=True, timeout=600, check=False)
    if "this is not tried" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout + done.stderr


POWER = FAULTS.with_name("power_loss.py")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system calls are noted as on Linux")
@pytest.mark.parametrize(("synchronous", "code"), [((), 0), (("FULL",), 1)], ids=["as it is", "without EXTRA"])
def test_no_acknowledged_entry_is_lost_with_the_power(synchronous: tuple[str, ...], code: int) -> None:
    done = subprocess.run(
        [sys.executable, str(POWER), "120", *synchronous], capture_output=True, text=True, timeout=600, check=False
    )
    if "this is not tried" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == code, done.stdout + done.stderr
