"""The table of proposals: a row for each message or calendar entry that concerns an application."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.evidence.calendar_entries import CalendarEntry
from followup_analytics.evidence.content import interview_facts, subject_stem
from followup_analytics.evidence.directory import Directory, local_day
from followup_analytics.evidence.header_text import words_of
from followup_analytics.evidence.heads import digest
from followup_analytics.evidence.items import Decision, Item, person_key
from followup_analytics.evidence.settling import answered_mail

COLUMNS = (
    *("evidence_id", "application_id", "at", "precision", "kind", "direction", "medium", "stage", "contact", "contact_email"),
    *("reply_expected_by", "subject", "source", "message_id", "certainty", "candidates", "why", "known", "starts_application"),
    *("conversation", "remembered"),
)
_INTERVIEWS = ("interview_invitation", "interview")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row, in the columns of the table."""

    evidence_id: str
    application_id: str
    at: int
    precision: str
    kind: str
    direction: str
    medium: str
    stage: str
    contact: str
    contact_email: str
    reply_expected_by: str
    subject: str
    source: str
    message_id: str
    certainty: str
    candidates: tuple[str, ...]
    why: str
    known: bool
    starts_application: bool
    conversation: str
    remembered: str


def proposal_of(item: Item, directory: Directory, source: str, by_id: Mapping[str, Item]) -> Proposal | None:
    """The row of a message; None where it concerns no application."""
    decision, kind, head = item.decision, item.kind, item.head
    if decision is None or not kind.name:
        return None
    certainty = _certainty(decision, kind.how, head.is_exact and not head.is_encrypted)
    ids = tuple(directory.ids[number] for number in decision.candidates)
    name, address = item.others[0]
    conversation = "conversation:" + digest(item.conversation)
    answers = answered_mail(item, by_id)
    return Proposal(
        evidence_id=head.evidence_id,
        application_id=ids[0] if certainty != "ask" else "",
        at=head.at,
        precision="minute" if head.is_exact else "day",
        kind=kind.name,
        direction=words.DIRECTION_OF_KIND[kind.name],
        medium=head.medium,
        stage=item.content.stage if item.content and kind.name in _INTERVIEWS else "",
        contact=_named(name),
        contact_email=address,
        reply_expected_by=_promised(item, directory, decision),
        subject=head.subject,
        source=source,
        message_id=head.message_id,
        certainty=certainty,
        candidates=ids if certainty == "ask" else (),
        why=sentence(decision.reasons, answers, is_several=certainty == "ask" and len(ids) > 1),
        known=False,
        starts_application=item.starts,
        conversation=conversation,
        remembered=f"{conversation} {person_digest(person_key(item.others[0]))} {_subject_digest(item)}",
    )


def _named(name: str) -> str:
    """A person's name; an address that stands in its place is none, since the journal keeps the name."""
    return "" if "@" in name else name[:200]


def _subject_digest(item: Item) -> str:
    stem = " ".join(words_of(subject_stem(item.head.subject)[0]))
    return "subject:" + digest(f"{person_key(item.others[0])} {stem}")


def person_digest(key: str) -> str:
    """What is remembered of a person: no clear text."""
    return "person:" + digest(key)


def _certainty(decision: Decision, how: str, is_plain: bool) -> str:
    if decision.certainty == "ask" or how == "guessed" or not is_plain:
        return "ask"
    return "likely" if how == "likely" else decision.certainty


def _promised(item: Item, directory: Directory, decision: Decision) -> str:
    is_theirs = item.kind.name in ("reply", "acknowledgement") and not item.head.is_automatic and item.direction == "inbound"
    if not is_theirs or item.content is None or item.content.promise is None or item.kind.how == "guessed":
        return ""
    zone = directory.zones[decision.candidates[0]] if decision.candidates else "UTC"
    return item.content.promise.day_after(dt.date.fromisoformat(local_day(item.head.at, zone)))


def proposal_of_entry(
    entry: CalendarEntry, start: int, decision: Decision, directory: Directory, mine: frozenset[str]
) -> Proposal:
    """The row of an interview in a calendar."""
    ids = tuple(directory.ids[number] for number in decision.candidates)
    stage, way = interview_facts((*entry.words, *entry.text))
    name, address = next((person for person in entry.people if person[1] not in mine), ("", ""))
    is_ask = decision.certainty == "ask"
    return Proposal(
        evidence_id=entry.uid,
        application_id="" if is_ask else ids[0],
        at=start,
        precision="minute",
        kind="interview",
        direction="",
        medium=way,
        stage=stage,
        contact=_named(name),
        contact_email=address,
        reply_expected_by="",
        subject=entry.title,
        source=entry.source,
        message_id="",
        certainty=decision.certainty,
        candidates=ids if is_ask else (),
        why=sentence(decision.reasons, is_several=is_ask and len(ids) > 1),
        known=False,
        starts_application=False,
        conversation="conversation:" + digest(entry.uid),
        remembered="conversation:" + digest(entry.uid),
    )


def proposal_frame(proposals: Sequence[Proposal]) -> pd.DataFrame:
    """The table: index `evidence_id`, sorted by `at`, then by id."""
    ordered = sorted(proposals, key=lambda one: (one.at, one.evidence_id))
    columns = {name: [getattr(one, name) for one in ordered] for name in COLUMNS}
    frame = pd.DataFrame({name: _column(name, values) for name, values in columns.items()})
    return frame.set_index("evidence_id")


def _column(name: str, values: list[object]) -> pd.Series:
    if name == "at":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="int64"), unit="s", utc=True).dt.as_unit("us"))
    if name in ("known", "starts_application"):
        return pd.Series(values, dtype="bool")
    if name == "reply_expected_by":
        return pd.to_datetime(pd.Series(values, dtype="str").replace("", None)).dt.as_unit("us")
    if name == "candidates":
        return pd.Series([list(value) for value in values], dtype="object")  # type: ignore[call-overload]
    return pd.Series(values, dtype="str")


def problem_table(problems: Iterable[object]) -> pd.DataFrame:
    """What could not be read: `source, place, problem, consequence`."""
    rows = [asdict(problem) for problem in problems]  # type: ignore[call-overload]
    return pd.DataFrame(rows, columns=["source", "place", "problem", "consequence"], dtype="str")


_SAID = {
    "answered": "you said so of this conversation",
    "conversation": "it belongs to a conversation that is settled",
    "calendar": "it came with a mail that is settled",
    "address": "the contact's address",
    "person": "the person has written about it before",
    "name": "the contact's name",
    "domain": "the firm's domain",
    "part_of_domain": "a domain that resembles the firm's name",
    "contact_domain": "a domain from which they have written",
    "known_name": "somebody of that name has written about it",
    "connection": "your connection works at the firm",
    "day": "you applied on that day",
    "subject_again": "the same person under the same subject",
    "recruiter": "it names the firm, and the person writes for several",
    "firm_in_subject": "the subject names the firm",
    "firm_in_name": "the sender's name has the firm's",
    "firm_in_text": "the text names the firm",
    "role_in_subject": "the subject names the role",
    "role_in_text": "the text names the role",
    "name_in_text": "the text names the contact",
}
_MOST = 3


def sentence(reasons: Sequence[str], answers: int | None = None, *, is_several: bool = False) -> str:
    """The reasons as a sentence, the strongest first; `answers` is the moment of an own mail that is answered."""
    said = [_SAID[reason] for reason in reasons[:_MOST]]
    if answers is not None and reasons[:1] == ("conversation",):
        said[0] = f"it answers your mail of {day_in_words(answers)}"
    text = "; ".join(said)
    text = (text[:1].upper() + text[1:] + ".") if text else "Nothing tells which application it is about."
    return f"Several applications fit. {text}" if is_several else text


def day_in_words(at: int) -> str:
    """A moment's day: 3 March."""
    day = dt.datetime.fromtimestamp(at, dt.UTC)
    return f"{day.day} {day:%B}"
