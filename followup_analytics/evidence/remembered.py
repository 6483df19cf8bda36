"""Which proposals are chosen, and what was answered before, remembered as digests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pandas as pd

from followup_analytics.errors import UnknownNameError, did_you_mean
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


GROUPS = ("sure", "all")
_SHORTEST = 4
_BETWEEN = "="


def codes_of(proposals: pd.DataFrame) -> pd.Series:
    """A short code for each proposal, the same in every run as long as no other begins like it."""
    full = [digest(str(name)) for name in proposals.index]
    size = _SHORTEST
    while len({code[:size] for code in full}) < len(full):
        size += 1
    return pd.Series([code[:size] for code in full], proposals.index, dtype="str", name="code")


def accepted(proposals: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The proposals that are accepted, each with the application to which it is to be recorded.

    Parameters
    ----------
    proposals : DataFrame
        Of `collect_evidence`.
    names : sequence of str
        `sure`; `all` (sure and likely); codes; evidence ids; for a question `CODE=2`, its second candidate, or `CODE=ID`.
        One code of a question answers all of its conversation.

    Raises
    ------
    UnknownNameError
        If there is no such proposal or candidate, or a question names several applications and the answer none.
    """
    chosen: dict[str, str] = {}
    for name in names:
        if name in GROUPS:
            wanted = ["sure"] if name == "sure" else ["sure", "likely"]
            chosen.update(proposals.loc[proposals["certainty"].isin(wanted) & ~proposals["known"], "application_id"])
            continue
        code, _, answer = name.partition(_BETWEEN)
        row = cast("pd.Series", proposals.loc[_named(proposals, code)])
        if row["certainty"] != "ask":
            chosen[str(row.name)] = answer or str(row["application_id"])
            continue
        application = _answered(row, code, answer)
        same = proposals[(proposals["conversation"] == row["conversation"]) & (proposals["certainty"] == "ask")]
        chosen.update(dict.fromkeys(map(str, same.index), application))
    rows = proposals.loc[list(chosen)]
    return rows.assign(application_id=pd.Series(chosen, dtype="str").reindex(rows.index).astype("str"))


def declined(proposals: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The proposals that are declined, by code or evidence id."""
    return proposals.loc[[_named(proposals, name) for name in names]]


def _named(proposals: pd.DataFrame, name: str) -> str:
    if name in proposals.index:
        return name
    codes = codes_of(proposals)
    found = codes[codes == name.strip().lower()]
    if not len(found):
        raise UnknownNameError(f"{name!r} is no proposal{did_you_mean(name, codes)}: give a code of the list, 'sure' or 'all'")
    return str(found.index[0])


def _answered(row: pd.Series, code: str, answer: str) -> str:
    candidates = list(row["candidates"])
    if row["starts_application"] or not candidates:
        raise UnknownNameError(f"{code}: the sheet has no application for it: add its row to the sheet, and collect again")
    if answer in candidates:
        return answer
    if answer.isdigit() and 1 <= int(answer) <= len(candidates):
        return str(candidates[int(answer) - 1])
    if not answer and len(candidates) == 1:
        return str(candidates[0])
    listed = ", ".join(f"{code}{_BETWEEN}{number} ({name})" for number, name in enumerate(candidates, 1))
    raise UnknownNameError(f"{code} may belong to several applications: give one of {listed}")
