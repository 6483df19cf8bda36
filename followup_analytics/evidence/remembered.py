"""What a journal remembers of evidence: what was recorded, what was dismissed, and answers to questions."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from followup_analytics.evidence.directory import Directory
from followup_analytics.evidence.heads import digest
from followup_analytics.evidence.matching import Item, Taught, person_key
from followup_analytics.evidence.proposals import Proposal, person_digest
from followup_analytics.evidence.why import day_in_words
from followup_analytics.journal.evidence_entries import recorded_evidence
from followup_analytics.journal.journal import Journal


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
