"""Proposals from mail, calendars and LinkedIn as entries: the event, never the message; and what was said of questions.

An answer to a question is kept as an `attach` of a digest (of a conversation, a person) to an application; what is not wanted
is attached to none. So answers are taken back like all else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from followup_analytics.errors import FollowupError, JournalError, check_table
from followup_analytics.journal.entries import Entry, holding, taken_back
from followup_analytics.journal.entry_checks import Drafting, in_one_act
from followup_analytics.journal.store import Draft, Store

_IDS = ("mail:", "event:", "linkedin:")
_DIGESTS = ("conversation:", "person:", "subject:")
# What an answer settles, and what is not asked again where the answer was none.
_SETTLED, _DECLINED = ("conversation:", "person:"), ("conversation:", "subject:")
_NEEDED = ("application_id", "at", "kind")
_AGAIN = "~"


@dataclass(frozen=True)
class RecordedEvidence:
    """What a journal has of evidence: the moment recorded for each evidence id, what was declined, and what answers settled."""

    moments: dict[str, str]
    declined: frozenset[str]
    settled: dict[str, str]


def recorded_evidence(entries: Sequence[Entry]) -> RecordedEvidence:
    """What holds of evidence among entries."""
    gone = taken_back(entries)
    moments = {_base(entry.client_id): entry.at for entry in holding(entries) if is_of_evidence(entry)}
    said = {entry.application_id: entry.to for entry in entries if entry.number not in gone and _is_answer(entry)}
    declined = frozenset(key for key, to in said.items() if not to)
    return RecordedEvidence(moments, declined, {key: to for key, to in said.items() if to})


def is_of_evidence(entry: Entry) -> bool:
    """Whether an entry was recorded from a proposal."""
    return entry.client_id.startswith(_IDS)


def _is_answer(entry: Entry) -> bool:
    return entry.what == "attach" and entry.application_id.startswith((*_IDS, *_DIGESTS))


def _base(client_id: str) -> str:
    """The evidence id in the client id of an entry: one that was recorded again has a number behind it."""
    base, mark, number = client_id.rpartition(_AGAIN)
    return base if mark and number.isdigit() else client_id


@dataclass
class _Plan:
    """What is to be recorded, and what is said of each row; a row's entry is the draft of that position."""

    drafts: list[Draft] = field(default_factory=list)
    rows: list[tuple[str, int, int, str]] = field(default_factory=list)

    def say(self, evidence_id: str, said: str, entry: int = 0) -> None:
        """A row that adds nothing."""
        self.rows.append((evidence_id, -1, entry, said))

    def add(self, evidence_id: str, draft: Draft, said: str = "recorded") -> None:
        """A row that adds an event."""
        self.rows.append((evidence_id, len(self.drafts), 0, said))
        self.drafts.append(draft)


def record_proposals(store: Store, drafting: Drafting, proposals: pd.DataFrame) -> pd.DataFrame:
    """Record proposals in one transaction and one act: `evidence_id, entry, said`, a row for each."""
    check_table("proposals", proposals, _NEEDED, "collect_evidence")
    seen = store.entries()
    plan = _planned(seen, drafting, proposals)
    added: list[Entry] = []
    if plan.drafts:

        def drafts(read: Callable[[], list[Entry]]) -> list[Draft]:
            nonlocal plan
            now = read()
            # Another program may have recorded something in between.
            plan = plan if len(now) == len(seen) else _planned(now, drafting, proposals)
            return in_one_act(plan.drafts)

        added = store.append(drafts)
    rows = [(name, added[place].number if place >= 0 else entry, said) for name, place, entry, said in plan.rows]
    frame = pd.DataFrame(rows, columns=["evidence_id", "entry", "said"])
    numbers = frame["entry"].astype("Int64")
    return frame.assign(entry=numbers.mask(numbers == 0))


def _planned(entries: Sequence[Entry], drafting: Drafting, proposals: pd.DataFrame) -> _Plan:
    plan = _Plan()
    recorded, last = recorded_evidence(entries), _last_entries(entries)
    for name, row in zip(map(str, proposals.index), proposals.to_dict("records"), strict=True):
        refusal = _refusal(row)
        if refusal:
            plan.say(name, refusal)
            continue
        try:
            _plan_row(plan, name, row, entries, recorded, last.get(name), drafting)
        except FollowupError as error:
            plan.say(name, str(error))
    return plan


def _refusal(row: dict[Any, Any]) -> str:
    if row.get("starts_application"):
        return "the sheet does not have this application: add its row to the sheet, and collect again"
    if not row["application_id"]:
        return "it is open which application this is about: fill in application_id with one of its candidates"
    return "the sheet or the journal has it already" if row.get("known") else ""


def _plan_row(
    plan: _Plan,
    name: str,
    row: dict[Any, Any],
    entries: Sequence[Entry],
    recorded: RecordedEvidence,
    last: tuple[Entry, int] | None,
    drafting: Drafting,
) -> None:
    moment = pd.Timestamp(row["at"])
    at = moment.date() if row.get("precision") == "day" else moment
    facts = {key: str(row.get(key) or "") for key in ("kind", "medium", "stage", "contact")}
    expected = row.get("reply_expected_by")
    if expected is not None and not pd.isna(expected):
        facts["reply_expected_by"] = str(pd.Timestamp(expected).date())
    client_id = name if last is None else f"{name}{_AGAIN}{last[1] + 1}"
    draft = drafting.event(str(row["application_id"]), facts, at, client_id)
    if last is not None and name in recorded.moments:
        if recorded.moments[name] == draft["at"]:
            plan.say(name, "recorded already", last[0].number)
            return
        plan.drafts += drafting.undoing(entries, [last[0].number])
    plan.add(name, draft, "recorded" if name not in recorded.moments else "moved")
    if row.get("certainty") == "ask":
        keys = [name, *(key for key in str(row.get("remembered") or "").split() if key.startswith(_SETTLED))]
        plan.drafts += [
            drafting.answer(key, str(row["application_id"])) for key in keys if recorded.settled.get(key) != row["application_id"]
        ]


def _last_entries(entries: Sequence[Entry]) -> dict[str, tuple[Entry, int]]:
    """The last entry of each evidence id, and how many there are."""
    found: dict[str, tuple[Entry, int]] = {}
    for entry in entries:
        if is_of_evidence(entry):
            name = _base(entry.client_id)
            found[name] = (entry, found[name][1] + 1 if name in found else 1)
    return found


def decline_proposals(store: Store, drafting: Drafting, proposals: "str | Iterable[str] | pd.DataFrame") -> list[Entry]:
    """Keep proposals from coming back; of questions also what is asked of the same conversation, or person and subject."""
    if isinstance(proposals, pd.DataFrame):
        questions = proposals.get("certainty", pd.Series("", proposals.index)) == "ask"
        digests = proposals.get("remembered", pd.Series("", proposals.index))[questions]
        keys = [*map(str, proposals.index), *(key for text in digests for key in text.split() if key.startswith(_DECLINED))]
    else:
        keys = [proposals] if isinstance(proposals, str) else list(proposals)
    unknown = [key for key in keys if not str(key).startswith((*_IDS, *_DIGESTS))]
    if unknown:
        raise JournalError(f"{unknown[0]!r} is no evidence_id: give one of the table that collect_evidence gives")
    declined = recorded_evidence(store.entries()).declined
    drafts = [drafting.answer(key, "") for key in dict.fromkeys(keys) if key not in declined]
    return store.append(lambda _: in_one_act(drafts)) if drafts else []
