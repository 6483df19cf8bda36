"""fa.collect_evidence: what mail, calendars and LinkedIn know of a job search, as proposals."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from followup_analytics.errors import FollowupError
from followup_analytics.evidence.calendar_entries import CalendarEntry, latest
from followup_analytics.evidence.content import content_of, content_of_text
from followup_analytics.evidence.direction import bare, direction_of, others_in, settle_me
from followup_analytics.evidence.directory import Directory
from followup_analytics.evidence.header_text import words_of
from followup_analytics.evidence.heads import Head, Place, digest
from followup_analytics.evidence.interviews import interviews
from followup_analytics.evidence.items import Item, Taught
from followup_analytics.evidence.linkedin import LinkedInMessage, name_in_all
from followup_analytics.evidence.message_text import Parts
from followup_analytics.evidence.proposals import Proposal, problem_table, proposal_frame, proposal_of
from followup_analytics.evidence.reading import Read, Tell, read_bodies, read_sources
from followup_analytics.evidence.remembered import KnownEvents, Remembered
from followup_analytics.evidence.settling import Settling, by_message_id
from followup_analytics.evidence.sources import Found, find_sources
from followup_analytics.journal.journal import Journal
from followup_analytics.log.job_search_log import JobSearchLog, check_log

SourceLike = str | os.PathLike[str] | bytes


@dataclass(frozen=True)
class Coverage:
    """What the sources cover: from when to when, how many messages, and whether what the seeker sent is among them."""

    first: pd.Timestamp | None
    last: pd.Timestamp | None
    messages: int
    has_sent_mail: bool


@dataclass(frozen=True)
class Evidence:
    """What was found.

    Attributes
    ----------
    proposals : DataFrame
        Index `evidence_id`; a row for each message or calendar entry that concerns an application, sorted by `at` (UTC) and id.
        `application_id` and `certainty` (`sure`, `likely`, or `ask` with `candidates`), `kind`, `direction`, `medium`, `stage`,
        `contact`, `contact_email`, `reply_expected_by`, `subject`, `source`, `message_id`, `why`, `known`, `starts_application`;
        `conversation` and `remembered` are digests: of what belongs to one question, and of what an answer settles.
        `attrs["covers"]` notes what the sources cover; `Journal.record_evidence` keeps it with each event.
    problems : DataFrame
        `source, place, problem, consequence`: what could not be read.
    covers : Coverage
    me : tuple of str
        The addresses that were taken for the seeker's.
    """

    proposals: pd.DataFrame
    problems: pd.DataFrame
    covers: Coverage
    me: tuple[str, ...]


def collect_evidence(
    log: JobSearchLog,
    sources: SourceLike | Iterable[SourceLike],
    *,
    me: str | Iterable[str] | None = None,
    journal: Journal | None = None,
    tell: Tell | None = None,
) -> Evidence:
    """Read mail, calendars and a LinkedIn export, and propose the events that they hold.

    Nothing is written, and nothing leaves the machine. Texts of messages are read one at a time, only of those that could
    concern an application, and are not kept.

    Parameters
    ----------
    log : JobSearchLog
    sources : path or several
        mbox files, Maildirs, `.eml`, folders of any of these, a Takeout `.zip`, a LinkedIn export (`.zip` or folder), `.ics`;
        bytes are one message.
    me : str or several, optional
        The seeker's addresses. Default: those that sent what is in the sent folders.
    journal : Journal, optional
        What it holds is `known`, what was dismissed is left out, and answers to questions settle their conversations.
    tell : callable, optional
        Is given the number of messages read so far.

    Returns
    -------
    Evidence

    Raises
    ------
    FollowupError
        If a path does not exist, nothing could be read, or it can't be told which addresses are the seeker's.
    """
    check_log(log)
    found = find_sources(_given(sources))
    read = read_sources(found, tell or (lambda _: None))
    if not (read.heads or read.entries or read.linkedin.messages or read.linkedin.applications or read.linkedin.invitations):
        said = "; ".join(f"{one.source}: {one.problem}: {one.consequence}" for one in found.problems[:3])
        raise FollowupError(f"nothing could be read{': ' + said if said else ': no mail, calendar or LinkedIn export is there'}")
    mine = settle_me(list(read.heads.values()), [me] if isinstance(me, str) else me)
    proposals = _Collecting(log, found, read, mine, journal).proposals()
    covers, frame = _coverage(read, mine), proposal_frame(proposals)
    frame.attrs["covers"] = _noted(covers, frame)
    return Evidence(frame, problem_table(found.problems), covers, tuple(sorted(mine)))


def _given(sources: SourceLike | Iterable[SourceLike]) -> list[Path | bytes]:
    several = [sources] if isinstance(sources, str | os.PathLike | bytes) else list(sources)
    return [one if isinstance(one, bytes) else Path(one).expanduser() for one in several]


def _coverage(read: Read, mine: frozenset[str]) -> Coverage:
    times = [head.at for head in read.heads.values() if head.is_exact] + [one.at for one in read.linkedin.messages]
    first, last = (pd.Timestamp(moment, unit="s", tz="UTC") for moment in (min(times), max(times))) if times else (None, None)
    has_sent = any(bare(head.sender[1]) in mine and not head.is_left_out for head in read.heads.values())
    return Coverage(first, last, len(read.heads) + len(read.linkedin.messages), has_sent)


def _noted(covers: Coverage, proposals: pd.DataFrame) -> dict[str, Any]:
    """What of the sources goes with the table, also with a part of it: the span, sent mail, and the questions that are open."""
    is_open = (proposals["certainty"] == "ask") & ~proposals["known"] & ~proposals["starts_application"]
    first, last = ("" if one is None else one.isoformat() for one in (covers.first, covers.last))
    questions = sorted(set(proposals.loc[is_open, "conversation"]))
    return {"from": first, "until": last, "sent": covers.has_sent_mail, "questions": questions}


class _Collecting:
    """One collection: what was read, and the log that it is held against."""

    def __init__(self, log: JobSearchLog, found: Found, read: Read, mine: frozenset[str], journal: Journal | None) -> None:
        self._found, self._read, self._mine, self._remembered = found, read, mine, Remembered.of(journal)
        self._directory, self._known = Directory(log), KnownEvents.of(log, journal)
        self._entries: list[CalendarEntry] = list(read.entries)

    def proposals(self) -> list[Proposal]:
        """All rows, what is known marked, what was dismissed left out."""
        items = [*self._mails(), *self._linkedin()]
        taught = Taught()
        settling = Settling(items, self._directory, self._read.linkedin.company_of, taught)
        self._remembered.teach(taught, items, self._directory)
        settling.run(self._read_bodies)
        by_id = by_message_id(items)
        names = [source.name for source in self._found.sources]
        rows = [
            row
            for item in items
            if (row := proposal_of(item, self._directory, self._source_of(item, names), by_id))
            and not self._remembered.is_dismissed(row)
        ]
        decided = {item.head.evidence_id: item for item in items if item.decision is not None and not item.starts}
        rows += interviews(latest(self._entries), decided, self._directory, taught, self._mine)
        rows += self._applications()
        return [self._marked(row) for row in rows if not self._remembered.is_dismissed(row)]

    def _source_of(self, item: Item, names: list[str]) -> str:
        return names[item.head.place.source] if item.head.medium == "email" else self._read.linkedin_source

    def _mails(self) -> list[Item]:
        items = []
        for head in self._read.heads.values():
            direction = "" if head.is_left_out or head.is_bounce else direction_of(head, self._mine)
            others = others_in(head, direction, self._mine) if direction else ()
            if others:
                items.append(Item(head, direction, others))
        return items

    def _linkedin(self) -> list[Item]:
        """The messages and invitations of LinkedIn, their text read and let go."""
        tables = self._read.linkedin
        me = frozenset(words_of(tables.me or name_in_all(tables.messages)))
        if not me and (tables.messages or tables.invitations):
            self._found.refuse(
                self._read.linkedin_source or "LinkedIn", "whose export it is can't be told", "its messages are left out"
            )
            return []
        items: dict[str, Item] = {}
        for message in (*tables.messages, *tables.invitations):
            item = self._linkedin_item(message, me)
            if item is not None:
                items.setdefault(item.head.evidence_id, item)
        tables.messages = [replace(message, text="") for message in tables.messages]
        tables.invitations = []
        return list(items.values())

    def _linkedin_item(self, message: LinkedInMessage, me: frozenset[str]) -> Item | None:
        is_own = frozenset(words_of(message.sender)) == me
        names = [name.strip() for name in message.recipients.split(",")] if is_own else [message.sender]
        others = tuple((name, "") for name in names if name and frozenset(words_of(name)) != me)
        if not others:
            return None
        direction = "outbound" if is_own else "inbound"
        identity = "linkedin:" + digest(f"{message.conversation} {message.at} {message.sender}")
        head = Head(
            Place(-1, message.row), identity, "", (message.sender, ""), others, "", "", message.at, message.is_exact, (), ""
        )
        head.medium, head.thread = "linkedin", message.conversation
        return Item(head, direction, others, content_of_text(message.text, "", direction, self._directory))

    def _read_bodies(self, items: list[Item]) -> None:
        by_id = {item.head.evidence_id: item for item in items if not item.head.is_encrypted}
        names = [source.name for source in self._found.sources]

        def use(head: Head, parts: Parts) -> None:
            item = by_id[head.evidence_id]
            name = names[head.place.source]
            item.content = content_of(parts, head.subject, item.direction, self._directory, name, head.evidence_id)
            self._entries.extend(item.content.entries)
            if item.content.broken_entries:
                self._found.refuse(name, "an invitation's calendar entry can't be read", "its time is not known")

        read_bodies((item.head for item in by_id.values()), self._found, use)

    def _applications(self) -> list[Proposal]:
        """A row for each line of the applications that were sent by LinkedIn."""
        from followup_analytics.evidence.linkedin import application_rows

        return application_rows(self._read.linkedin.applications, self._directory)

    def _marked(self, row: Proposal) -> Proposal:
        moved = self._remembered.moved_from(row)
        if moved:
            return replace(row, why=f"Moved from {moved}. {row.why}")
        zone = self._directory.zones[self._directory.ids.index(row.application_id)] if row.application_id else "UTC"
        is_there = self._remembered.has(row) or self._known.has(row.application_id, row.kind, row.at, zone)
        return replace(row, known=is_there)
