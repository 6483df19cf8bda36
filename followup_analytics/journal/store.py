"""The file of a journal: one SQLite database to which entries are added, and from which nothing is ever taken away.

Every entry is on the disk when `append` returns (`synchronous=EXTRA`, rollback journal:
without the extra a loss of power may bring back what was there before the last entry). A file that is no journal is told by its
first bytes and never handed to SQLite. Standard library only.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from followup_analytics.errors import JournalError
from followup_analytics.journal.entries import CONTENT, FIELDS, FIRST_FIELDS, Entry
from followup_analytics.journal.file_creation import create_whole, sweep_leftovers

VERSION = 2
_OURS = int.from_bytes(b"flwp")
_MAGIC, _VERSION_AT, _OURS_AT, _HEADER = b"SQLite format 3\x00", 60, 68, 100
PATIENCE_SECONDS = 60.0
SYNCHRONOUS = "EXTRA"
_COLUMNS = ", ".join(f'"{name}" {"INTEGER" if name == "undoes" else "TEXT"} NOT NULL' for name in FIELDS[2:])
_TABLE = f"""CREATE TABLE entries (
  number INTEGER PRIMARY KEY AUTOINCREMENT, client_id TEXT NOT NULL UNIQUE, {_COLUMNS}, seal TEXT NOT NULL) STRICT"""
_KEPT = (
    "CREATE TRIGGER kept BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END",
    "CREATE TRIGGER kept_whole BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END",
    f"PRAGMA user_version = {VERSION}",
)
_NEW_FILE = (_TABLE, *_KEPT, f"PRAGMA application_id = {_OURS}")
_NAMES = ", ".join(f'"{name}"' for name in FIELDS)
_FIRST_NAMES = ", ".join(f'"{name}"' for name in FIELDS[:FIRST_FIELDS])
# A file of version 1 lacks the last columns; it becomes one of this version with the first entry that is added to it.
_FROM_VERSION_1 = (
    "ALTER TABLE entries RENAME TO entries_1",
    _TABLE,
    f"""INSERT INTO entries ({_NAMES}, seal) SELECT {_FIRST_NAMES}, {", ".join(["''"] * (len(FIELDS) - FIRST_FIELDS))}, seal
    FROM entries_1 ORDER BY number""",
    "DROP TABLE entries_1",
    *_KEPT,
)
_SELECT = "SELECT * FROM entries"
_INSERT = f"INSERT INTO entries ({_NAMES}, seal) VALUES ({', '.join('?' * (len(FIELDS) + 1))})"
# What SQLite says (its message begins so), and what that means to the user.
_REASONS = {
    "database is locked": "another program has it open and does not let go: close that program and try again",
    "database or disk is full": "the disk is full: make room and try again",
    "attempt to write a readonly database": "it is read-only: change that, or name another file",
    "disk I/O error": "the disk reports an error: look after the disk, and keep a copy of the file",
    "unable to open database file": "it can't be opened: check the folder and its permissions",
}
Draft = dict[str, Any]
Make = Callable[[Callable[[], list[Entry]]], list[Draft]]


class Store:
    """The entries of one journal file; it holds nothing open between two calls."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._was_there = self._is_swept = False

    def entries(self) -> list[Entry]:
        """All entries in their order, each held against its seal; none where there is no file yet."""
        if not self._is_there():
            return []
        with self._connected() as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise self._damaged(found)
            return self._read(connection)

    def clock(self) -> tuple[str, str]:
        """What the machine's clock shows: the moment in UTC, and the machine's own day."""
        with sqlite3.connect(":memory:") as connection:
            moment, day = connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), date('now', 'localtime')").fetchone()
        connection.close()
        return str(moment), str(day)

    def append(self, make: Make) -> list[Entry]:
        """Add what `make` gives: all of it or nothing. What has a known client id is that entry, and is not added again.

        `make` is given a function that reads the entries so far, for drafts that depend on them.
        """
        if not self._is_there():
            make(list)  # what is refused makes no file
            create_whole(self.path, self._fill)
            self._is_there()
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._bring_up_to_date(connection)
            added = self._insert(connection, make(lambda: self._read(connection)))
            connection.execute("COMMIT")
        self._is_there()  # a file that was deleted meanwhile has taken the entry with it
        if not self._is_swept:
            sweep_leftovers(self.path)
            self._is_swept = True
        return added

    @staticmethod
    def _bring_up_to_date(connection: sqlite3.Connection) -> None:
        if not set(FIELDS) <= {row[1] for row in connection.execute("PRAGMA table_info(entries)")}:
            for statement in _FROM_VERSION_1:
                connection.execute(statement)

    def _insert(self, connection: sqlite3.Connection, drafts: list[Draft]) -> list[Entry]:
        last = connection.execute("SELECT number, seal FROM entries ORDER BY number DESC LIMIT 1").fetchone()
        number, seal = last or (0, "")
        added = []
        for draft in drafts:
            known = _entries(connection.execute(f"{_SELECT} WHERE client_id = ?", (draft["client_id"],)))
            entry = known[0][0] if known else Entry(number=number + 1, **draft)
            if not known:
                number, seal = entry.number, entry.seal(seal)
                connection.execute(_INSERT, (*(getattr(entry, name) for name in FIELDS), seal))
            elif any(getattr(entry, name) != draft.get(name, getattr(Entry, name, "")) for name in CONTENT):
                raise JournalError(f"{self.path}: client id {entry.client_id!r} is that of another entry, number {entry.number}")
            added.append(entry)
        return added

    def _read(self, connection: sqlite3.Connection) -> list[Entry]:
        seal, entries = "", []
        for place, (entry, kept_seal) in enumerate(_entries(connection.execute(f"{_SELECT} ORDER BY number")), 1):
            seal = entry.seal(seal)
            if kept_seal != seal or entry.number != place:
                raise self._damaged(f"entry {place} is not as it was written")
            entries.append(entry)
        return entries

    def _damaged(self, how: str) -> JournalError:
        return JournalError(f"{self.path}: the journal is damaged ({how}): nothing was written; put back a copy of it")

    def _is_there(self) -> bool:
        """Whether the file is there; one that is no journal, of a later version, or was there and is gone, is refused."""
        try:
            with self.path.open("rb") as file:
                header = file.read(_HEADER)
        except FileNotFoundError:
            if self._was_there:
                raise JournalError(
                    f"{self.path}: the journal was there and is gone: put it back, or begin a new one by opening it anew"
                ) from None
            return False
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise JournalError(f"{self.path}: the journal can't be read ({reason}): name a file that is yours") from None
        if not header:
            raise JournalError(f"{self.path}: the file is empty, a journal never is: put back a copy of it, or delete it")
        ours = header.startswith(_MAGIC) and header[_OURS_AT : _OURS_AT + 4] == _OURS.to_bytes(4)
        if not ours:
            raise JournalError(f"{self.path}: this is no journal of follow-ups, and is left as it is: name another file")
        version = int.from_bytes(header[_VERSION_AT : _VERSION_AT + 4])
        if not 1 <= version <= VERSION:
            raise JournalError(
                f"{self.path}: the journal is of version {version}, this program knows version {VERSION}: "
                "nothing was written; bring followup-analytics up to date"
            )
        self._was_there = True
        return True

    def _fill(self, new: Path) -> None:
        with self._connected(new) as connection:
            for statement in ("BEGIN", *_NEW_FILE, "COMMIT"):
                connection.execute(statement)

    @contextmanager
    def _connected(self, path: Path | None = None) -> Iterator[sqlite3.Connection]:
        """A connection; what SQLite can't do is told in words, and what was not committed is rolled back."""
        address = f"file:{quote(str((path or self.path).absolute()))}?mode=rw"
        connection = None
        try:
            connection = sqlite3.connect(address, uri=True, timeout=PATIENCE_SECONDS, isolation_level=None)
            connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
            connection.execute("PRAGMA journal_mode = DELETE")
            yield connection
        except (sqlite3.Error, UnicodeDecodeError) as error:
            reason = next((reason for said, reason in _REASONS.items() if str(error).startswith(said)), "")
            if reason:
                raise JournalError(f"{self.path}: nothing was recorded, {reason}") from error
            raise self._damaged(str(error)) from error
        finally:
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.close()


def _entries(rows: sqlite3.Cursor) -> list[tuple[Entry, str]]:
    """Entries with their seals, from a table of any version: a column that came later is empty in an earlier one."""
    names = [column[0] for column in rows.description]
    if not set(names) <= {*FIELDS, "seal"}:
        raise sqlite3.DatabaseError("the table has columns that are none of an entry's")
    made = []
    for row in rows:
        values = dict(zip(names, row, strict=True))
        seal = values.pop("seal")
        made.append((Entry(**values), seal))
    return made
