"""fa.Journal: what the seeker did, kept beside the sheet, which is never written to."""

import os
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from followup_analytics.errors import UnknownNameError
from followup_analytics.file_writing import home_expanded
from followup_analytics.journal.entries import OWN_KINDS, Entry, day_text, holding, kind_of_done, moment_text
from followup_analytics.journal.entry_checks import Drafting, Today, in_one_act
from followup_analytics.journal.entry_tables import event_frame, history_frame, log_of, write_history
from followup_analytics.journal.evidence_entries import decline_proposals, record_proposals
from followup_analytics.journal.store import Draft, Store
from followup_analytics.log.job_search_log import JobSearchLog, check_log


class Journal:
    """What was sent, decided and put off: one SQLite file beside the sheet, to which entries are only ever added.

    The file is made when the first entry is recorded, readable to its owner only. Every call that records returns when its
    entry is on the disk. Nothing is deleted: what is undone stays, with the entry that undoes it.

    Parameters
    ----------
    path : path
        The journal's file, such as `my-search.followups.db`.
    log : JobSearchLog, optional
        The log that is written about: an application that is not in it is refused with the nearest ones, days are those of
        the application's time zone, and entries keep company and role, by which they are found again.
    as_of : date, str or Timestamp, optional
        The moment of recording: a day or an instant with a time zone. Default: the machine's clock, which is read when
        something is recorded.

    Raises
    ------
    JournalError
        If the file is no journal, damaged, or of a later version. It is left as it is.

    Notes
    -----
    Every entry is sealed by a digest of itself and of the seal before it, and each reading holds all of them against
    their seals: an entry that was changed or cut out is noticed.
    """

    def __init__(self, path: str | os.PathLike[str], *, log: JobSearchLog | None = None, as_of: Any = None) -> None:
        if log is not None:
            check_log(log)
        self._path = home_expanded(path)
        self._store = Store(self._path)
        self._log = log
        self._as_of = "" if as_of is None else moment_text(as_of, "as_of")
        self.entries()

    @property
    def path(self) -> Path:
        """The journal's file."""
        return self._path

    @property
    def today(self) -> str:
        """The day of recording, as 2026-03-02."""
        return Today.of(self._as_of, self._store.clock(), "").day

    def __repr__(self) -> str:
        """The file's name and its number of entries."""
        return f"Journal({self._path.name!r}, {len(self.entries())} entries)"

    def entries(self) -> list[Entry]:
        """All entries, the undone ones among them, in the order in which they were recorded."""
        return self._store.entries()

    @property
    def events(self) -> pd.DataFrame:
        """The events that hold: index `entry`, the columns of a log's events, and `action_id, company, role`."""
        return event_frame(holding(self.entries()), self._log)

    @property
    def history(self) -> pd.DataFrame:
        """All entries as text, index `number`: the fields of an entry, and `undone_by`, 0 where it holds."""
        return history_frame(self.entries())

    @property
    def log(self) -> JobSearchLog:
        """What the journal alone tells, as a log: its applications by company and role, and its events."""
        return log_of(holding(self.entries()))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the history as CSV, formulas defused.

        Raises
        ------
        FollowupError
            If the name does not end in `.csv`, or the file can't be written.
        """
        write_history(self.history, Path(path))

    def record(
        self,
        application_id: str,
        kind: str,
        at: Any = None,
        medium: str = "",
        *,
        stage: str = "",
        contact: str = "",
        contact_title: str = "",
        reply_expected_by: Any = None,
        topics: str = "",
        strengths: str = "",
        values: str = "",
        open_points: str = "",
        text: str = "",
        client_id: str | None = None,
    ) -> Entry:
        """Record an event of any kind.

        Parameters
        ----------
        application_id : str
        kind : str
            One of `vocabulary.EVENT_KINDS`.
        at : date, str or Timestamp, optional
            The day, or the moment with its time zone; also long ago. Default: the day of recording. Only an interview may
            lie ahead.
        medium, stage, contact, contact_title, topics, strengths, values, open_points, text : str
            As in a log's events.
        reply_expected_by : date or str, optional
            The day by which they promised an answer.
        client_id : str, optional
            A name of the caller's own for this call: repeated with it, the call records nothing and gives the entry.

        Returns
        -------
        Entry

        Raises
        ------
        JournalError
            If the day does not exist or lies ahead, the client id is that of another entry, or nothing can be written.
        UnknownNameError
            If the kind, medium or stage is none, or the application is not in the journal's log.
        """
        notes = {"topics": topics, "strengths": strengths, "values": values, "open_points": open_points, "text": text}
        facts = {"kind": kind, "medium": medium, "stage": stage, "contact": contact, "contact_title": contact_title, **notes}
        if not kind or kind in OWN_KINDS:
            raise UnknownNameError("an event has a kind, such as 'status_check' or 'interview'")
        if reply_expected_by is not None:
            facts["reply_expected_by"] = day_text(reply_expected_by, "reply_expected_by")
        return self._add(self._drafting.event(application_id, facts, at, client_id))

    def done(self, action_id: str, at: Any = None, medium: str = "", *, text: str = "", client_id: str | None = None) -> Entry:
        """Record that an action was done: what its rule asks for was sent, or the application is closed where it says to move on.

        Parameters
        ----------
        action_id : str
            As in the index of `follow_up_actions`.
        at, medium, text, client_id
            As for `record`.
        """
        application_id, kind = kind_of_done(action_id)
        facts = {"action_id": action_id, "kind": kind, "medium": medium, "text": text}
        return self._add(self._drafting.event(application_id, facts, at, client_id))

    def snooze(self, action_id: str, until: Any, *, client_id: str | None = None) -> Entry:
        """Put an action off: it waits until that day, or until something inbound arrives.

        Parameters
        ----------
        action_id : str
        until : date or str
            A day that lies ahead, by a year at most.
        client_id : str, optional
        """
        return self._add(self._drafting.snooze(action_id, until, client_id))

    def close(self, application_id: str, why: str = "", *, at: Any = None, client_id: str | None = None) -> Entry:
        """Close an application: it leaves the list until an interview or a message of theirs brings it back."""
        return self.record(application_id, "closure", at, text=why, client_id=client_id)

    def close_all(self, application_ids: Iterable[str], why: str = "") -> list[Entry]:
        """Close several applications by one gesture, all or none; `undo()` takes all of it back."""
        facts, drafting = {"kind": "closure", "text": why}, self._drafting
        drafts = [drafting.event(name, facts, None, None) for name in application_ids]
        return self._store.append(lambda _: in_one_act(drafts))

    def record_together(self, parts: Iterable[Mapping[str, Any]], client_id: str | None = None) -> list[Entry]:
        """Record several things by one gesture, all or none; each has `application_id`, `kind` and other fields of an `Entry`.

        Of an application that the log does not have, `company` and `role` are given too.
        """
        ids = ((f"{client_id}/{number}" if client_id and number else client_id) for number in count())
        drafts = [self._drafting.told(part, name) for part, name in zip(parts, ids, strict=False)]
        return self._store.append(lambda _: in_one_act(drafts))

    def attach(self, application_id: str, to: str, *, client_id: str | None = None) -> Entry:
        """Let entries count for another application than that of which they were recorded.

        All entries of an application that is no longer in the sheet; of one that is in it, those that the sheet leaves in
        doubt (then `to` may be the application itself, which settles the doubt).

        Parameters
        ----------
        application_id : str
            As the entries have it.
        to : str
            An application of the sheet.
        client_id : str, optional
        """
        return self._add(self._drafting.attach(application_id, to, self.entries(), client_id))

    def record_evidence(self, proposals: pd.DataFrame) -> pd.DataFrame:
        """Record proposals of `collect_evidence` in one act, each once; `undo()` takes all of them back.

        Returns `evidence_id, entry, said`, a row for each: what is known, open or can't be recorded is named, and has no entry.
        A moved interview takes the place of the one recorded before. Neither subject, address nor text is kept.
        """
        return record_proposals(self._store, self._drafting, proposals)

    def dismiss(self, evidence: str | Iterable[str] | pd.DataFrame) -> list[Entry]:
        """Decline proposals, by evidence id or as rows of the table: they do not come back, nor do the same questions."""
        return decline_proposals(self._store, self._drafting, evidence)

    def undo(self, *numbers: int | Entry) -> list[Entry]:
        """Take entries back by an entry each; without any, the last gesture: one entry, or all that one call recorded.

        An undo can be taken back too.

        Raises
        ------
        JournalError
            If there is no such entry, or it has been taken back already.
        """
        wanted = [number.number if isinstance(number, Entry) else number for number in numbers]
        return self._store.append(lambda read: self._drafting.undoing(read(), wanted))

    def _add(self, draft: Draft) -> Entry:
        (entry,) = self._store.append(lambda _: [draft])
        return entry

    @property
    def _drafting(self) -> Drafting:
        return Drafting(self._log, self._as_of, self._store.clock())
