"""What is known already: the events of the log, and what the journal remembers of evidence."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from followup_analytics.evidence.directory import Directory, local_day
from followup_analytics.evidence.heads import digest
from followup_analytics.evidence.items import Item, Taught, person_key
from followup_analytics.evidence.proposals import Proposal, day_in_words, person_digest
from followup_analytics.journal.appearance import FROM_JOURNAL
from followup_analytics.journal.entries import holding
from followup_analytics.journal.entry_tables import event_frame
from followup_analytics.journal.evidence_entries import is_of_evidence, recorded_evidence
from followup_analytics.journal.journal import Journal
from followup_analytics.log.job_search_log import JobSearchLog


@dataclass
class Remembered:
    """The evidence ids of a journal with the moment of each, and the digests of what answers settled."""

    moments: dict[str, str] = field(default_factory=dict)
    dismissed: set[str] = field(default_factory=set)
    settled: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, journal: Journal | None) -> "Remembered":
        """From a journal, or of nothing."""
        if journal is None:
            return cls()
        recorded = recorded_evidence(journal.entries())
        return cls(recorded.moments, set(recorded.declined), recorded.settled)

    def has(self, row: Proposal) -> bool:
        """Whether a row has been recorded."""
        return row.evidence_id in self.moments

    def moved_from(self, row: Proposal) -> str:
        """The day from which a recorded interview was moved since; empty where it was not."""
        recorded = self.moments.get(row.evidence_id, "")
        if not recorded or row.kind != "interview" or _seconds_of(recorded) == row.at:
            return ""
        return day_in_words(_seconds_of(recorded))

    def is_dismissed(self, row: Proposal) -> bool:
        """Whether it was declined: itself, or its conversation or person where it is a question."""
        if row.evidence_id in self.dismissed:
            return True
        return row.certainty == "ask" and bool(self.dismissed & set(row.remembered.split()))

    def teach(self, taught: Taught, items: Iterable[Item], directory: Directory) -> None:
        """What answers settled, for the conversations and people of this run."""
        numbers = {identity: number for number, identity in enumerate(directory.ids)}
        known = {key: numbers[application] for key, application in self.settled.items() if application in numbers}
        if not known:
            return
        for item in items:
            by_talk = known.get("conversation:" + digest(item.conversation), known.get(item.head.evidence_id))
            if by_talk is not None:
                taught.answers[item.conversation].add(by_talk)
            by_person = known.get(person_digest(person_key(item.others[0])))
            if by_person is not None:
                taught.people[person_key(item.others[0])].add(by_person)


def _seconds_of(moment: str) -> int:
    """A moment of a journal in seconds; a day is its beginning in UTC."""
    found = dt.datetime.fromisoformat(moment)
    return int((found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp())


_A_DAY = 86_400


@dataclass
class KnownEvents:
    """The events of a log by application and kind: their local days."""

    days: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, log: JobSearchLog, journal: Journal | None) -> "KnownEvents":
        """The events of a log and a journal; what the journal has of mail is known by its evidence id alone."""
        known = cls()
        zones = dict(zip(map(str, log.applications.index), log.applications["timezone"].astype(str), strict=True))
        known._add(log.events[~log.events.index.str.contains(FROM_JOURNAL, regex=False)], zones)
        if journal is not None:
            told = [entry for entry in holding(journal.entries()) if not is_of_evidence(entry)]
            known._add(event_frame(told, log), zones)
        return known

    def _add(self, events: pd.DataFrame, zones: Mapping[str, str]) -> None:
        columns = (events["application_id"].astype(str), events["kind"].astype(str), events["at"])
        for application, kind, at in zip(*columns, strict=True):
            self.days[(application, kind)].add(local_day(int(at.timestamp()), zones.get(application, "UTC")))

    def has(self, application: str, kind: str, at: int, zone: str) -> bool:
        """Whether an event of that application, kind and local day is there; an application may be a day off."""
        days = self.days.get((application, kind), set())
        around = (at - _A_DAY, at, at + _A_DAY) if kind == "application" else (at,)
        return any(local_day(moment, zone) in days for moment in around)
