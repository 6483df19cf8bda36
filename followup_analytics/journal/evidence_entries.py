"""Proposals from mail, calendars and LinkedIn as entries: the event, never the message; and what was said of questions.

An answer to a question is kept as an `attach` of a digest (of a conversation, a person) to an application; what is not wanted
is attached to none. So answers are taken back like all else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from json import dumps, loads
from typing import Any

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import FollowupError, JournalError, check_table
from followup_analytics.journal.appearance import FROM_JOURNAL
from followup_analytics.journal.entries import Entry, holding, taken_back
from followup_analytics.journal.entry_checks import Drafting, in_one_act
from followup_analytics.journal.store import Draft, Store

_SOURCES = {"mail": "mail", "event": "calendar", "linkedin": "linkedin"}
_IDS = tuple(f"{name}:" for name in _SOURCES)
_PROVENANCE = ("source", "covered_from", "covered_until", "sent_known", "questions")
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
    covers = _covers(proposals, recorded)
    for name, row in zip(map(str, proposals.index), proposals.to_dict("records"), strict=True):
        refusal = _refusal(row)
        if refusal:
            plan.say(name, refusal)
            continue
        try:
            _plan_row(plan, name, {**row, "details": covers}, entries, recorded, last.get(name), drafting)
        except FollowupError as error:
            plan.say(name, str(error))
    return plan


def _covers(proposals: pd.DataFrame, recorded: RecordedEvidence) -> str:
    """What was collected covers, as each entry keeps it: the span, whether sent mail was there, and how many questions are open.

    A table that has lost what `collect_evidence` noted of it tells it by its rows.
    """
    noted = dict(proposals.attrs.get("covers", {}))
    if not noted:
        times = pd.to_datetime(proposals["at"], utc=True, errors="coerce").dropna()
        noted = {"from": _text_of(times.min()), "until": _text_of(times.max())}
        noted["sent"] = bool(proposals["kind"].isin(words.OUTBOUND_KINDS).any())
    is_open = [key for key in noted.get("questions", ()) if key not in recorded.declined and key not in recorded.settled]
    return dumps({**noted, "questions": len(is_open)}, separators=(",", ":"))


def _text_of(moment: pd.Timestamp) -> str:
    return "" if pd.isna(moment) else moment.isoformat()


def provenance_of(held: Sequence[Entry], entries: Sequence[Entry]) -> pd.DataFrame:
    """The provenance of the events that were recorded from evidence, as `JobSearchLog` takes it.

    Parameters
    ----------
    held : sequence of Entry
        Those that hold, under the ids of the log.
    entries : sequence of Entry
        All of the journal: what was answered since is no open question any more.
    """
    found = [(entry, loads(entry.details or "{}")) for entry in held if entry.is_event and is_of_evidence(entry)]
    gone = taken_back(entries)
    answered = {
        entry.application_id: entry.number
        for entry in entries
        if entry.number not in gone and entry.what == "attach" and entry.application_id.startswith("conversation:")
    }
    first = {entry.act: entry.number for entry, _ in reversed(found)}
    rows = [
        {
            "source": _SOURCES[entry.client_id.partition(":")[0]],
            "covered_from": covers.get("from") or None,
            "covered_until": covers.get("until") or None,
            "sent_known": covers.get("sent", True) or not entry.client_id.startswith("mail:"),
            "questions": max(covers.get("questions", 0) - sum(number > first[entry.act] for number in answered.values()), 0),
        }
        for entry, covers in found
    ]
    names = [f"{entry.application_id}{FROM_JOURNAL}{entry.number}" for entry, _ in found]
    table = pd.DataFrame(rows, index=pd.Index(names, dtype="str"), columns=list(_PROVENANCE))
    for name in ("covered_from", "covered_until"):
        table[name] = pd.to_datetime(table[name], utc=True, format="ISO8601").dt.as_unit("us")
    return _with_sent_mail(table, [entry.at for entry, _ in found])


def _with_sent_mail(table: pd.DataFrame, moments: Sequence[str]) -> pd.DataFrame:
    """A message that was told without the seeker's own mail is known with it where another collection covers its time."""
    at = pd.to_datetime(pd.Series(moments, table.index, dtype="str"), utc=True, format="ISO8601")
    known = table["sent_known"].astype("bool")
    spans = table.loc[known, ["covered_from", "covered_until"]].drop_duplicates()
    for first, last in zip(spans["covered_from"], spans["covered_until"], strict=True):
        known |= at.between(first, last)
    return table.assign(sent_known=known)


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
    facts = {key: str(row.get(key) or "") for key in ("kind", "medium", "stage", "contact", "details")}
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
