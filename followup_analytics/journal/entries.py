"""One entry, and which entries hold after undo and attach."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from hashlib import blake2b
from json import dumps
from typing import Any

from followup_analytics import vocabulary as words
from followup_analytics.errors import JournalError, UnknownNameError, did_you_mean

WHATS = ("event", "snooze", "attach", "undo")
# What an entry may be besides an event of a log, by its kind: an application that the sheet does not have, an interview that
# does not take place, the answer to a question.
ADDED, CALLED_OFF, ANSWER = "added", "called_off", "question_answered"
OWN_KINDS = (ADDED, CALLED_OFF, ANSWER)
MOST_CHARACTERS = 1_000_000
# What satisfies the actions of each rule: where the rule asks to move on, closing does.
_KIND_OF_RULE = {
    "T01": "thank_you",
    "T03": "status_check",
    "T04": "status_check",
    "T05": "status_check",
    "T07": "closure_request",
    "T12": "answer",
    "T13": "feedback_request",
    "T14": "connection_request",
    "T16": "closure",
    "T18": "status_check",
    "T19": "keep_in_touch",
    "T20": "status_check",
}
_MOVE_ON_BRANCHES = ("sent", "lapsed")
_ACTION_ID = re.compile(r"(.+):(T\d\d)((?:\.\d+){1,2})(?:\.(\w+))?", flags=re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {"kind": (*words.EVENT_KINDS, *OWN_KINDS), "medium": words.MEDIA, "stage": words.STAGES}
_FIRST_YEAR, _LAST_YEAR = 1970, 2099


@dataclass(frozen=True)
class Entry:
    """What the seeker did: an `event`, a `snooze`, an `attach` (to another application) or an `undo`.

    Attributes
    ----------
    number : its place in the journal, from 1 on
    act : what entries that were made by one gesture share
    recorded_at : what the machine's clock showed, in UTC; nothing is worked out from it
    kind : of an event; or what is told besides: `added` (an application), `called_off` (an interview), `question_answered`
    at : the day (2026-03-02) or the moment (2026-03-02T15:00:00Z) of an event, or at which something was put off
    until : the day until which something is put off, or of the interview that is called off
    to : the application to which one is attached, or the event that is called off or of which a promise is told
    action_id : of the action that was done or put off; the code of the question that is answered
    undoes : the number of the entry that is taken back, else 0
    """

    number: int
    client_id: str
    act: str
    recorded_at: str
    what: str
    application_id: str = ""
    action_id: str = ""
    kind: str = ""
    at: str = ""
    until: str = ""
    to: str = ""
    undoes: int = 0
    medium: str = ""
    stage: str = ""
    contact: str = ""
    contact_title: str = ""
    reply_expected_by: str = ""
    topics: str = ""
    strengths: str = ""
    values: str = ""
    open_points: str = ""
    text: str = ""
    company: str = ""
    role: str = ""

    @property
    def is_event(self) -> bool:
        """Whether it is an event of a log."""
        return self.what == "event" and self.kind not in OWN_KINDS

    def under(self, application_id: str) -> "Entry":
        """The entry as one of another application."""
        is_of_action = self.action_id.startswith(f"{self.application_id}:")
        rest = self.action_id.removeprefix(self.application_id)
        return replace(self, application_id=application_id, action_id=application_id + rest if is_of_action else self.action_id)

    def seal(self, before: str) -> str:
        """A digest of the entry and of the seal before it: what was changed or cut out behind its back is noticed."""
        # A damaged file may hold anything where text was: it has a digest too, another one.
        content = dumps([before, *astuple(self)], ensure_ascii=True, default=repr).encode()
        return blake2b(content, digest_size=16).hexdigest()


FIELDS = tuple(field.name for field in fields(Entry))
# What makes two calls with one client id the same: all but the number, the gesture, the clock and the names.
CONTENT = FIELDS[4:-2]


def checked_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The text of an entry: words of the vocabulary where they are asked for, no lone surrogate, within its length."""
    checked = {name: value if name == "undoes" else _checked_text(name, value) for name, value in facts.items()}
    for name, allowed in _WORDS.items():
        word = checked.get(name, "")
        if word and word not in allowed:
            raise UnknownNameError(
                f"{word!r} is no {name}{did_you_mean(word, allowed)}: one of {', '.join(filter(None, allowed))}"
            )
    return checked


def _checked_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise JournalError(f"{name} must be text, got {type(value).__name__}")
    if len(value) > MOST_CHARACTERS:
        raise JournalError(f"{name} has {len(value):,} characters: at most {MOST_CHARACTERS:,} are kept")
    return _SURROGATE.sub("\ufffd", value)


def kind_of_action(action_id: str) -> tuple[str, str]:
    """The application that an action's id names, and the kind of event that satisfies it.

    Raises
    ------
    UnknownNameError
        If it is no action's id.
    """
    match = _ACTION_ID.fullmatch(action_id)
    if not match or match[2] not in _KIND_OF_RULE:
        raise UnknownNameError(f"{action_id!r} is no action: give an action_id of follow_up_actions, such as 'a1b2c3:T03.1'")
    return match[1], "closure" if match[4] in _MOVE_ON_BRANCHES else _KIND_OF_RULE[match[2]]


def moment_text(moment: object, name: str) -> str:
    """A day as `2026-03-02`, or a moment with its zone as `2026-03-02T15:00:00Z`.

    Raises
    ------
    JournalError
        If it is neither, or lies before 1970 or after 2099.
    """
    found = _read(moment, name)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise JournalError(f"{name} {moment!s} must lie between {_FIRST_YEAR} and {_LAST_YEAR}")
    if not isinstance(found, dt.datetime):
        return found.isoformat()
    if found.tzinfo is None:
        raise JournalError(f"{name} {moment!s} has no time zone: give a day (2026-03-02) or a moment (2026-03-02T15:00:00Z)")
    utc = found.astimezone(dt.UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds" if utc.microsecond else "seconds") + "Z"


def day_text(day: object, name: str) -> str:
    """A day as `2026-03-02`; a moment is refused."""
    text = moment_text(day, name)
    if not is_day(text):
        raise JournalError(f"{name} {day!s} must be a day such as 2026-03-02")
    return text


def is_day(text: str) -> bool:
    """Whether a checked moment is a day."""
    return len(text) == len("2026-03-02")


def _read(moment: object, name: str) -> dt.date:
    if isinstance(moment, dt.date) and moment == moment:  # a missing time is not equal to itself
        # A pandas Timestamp is a datetime with nanoseconds: the plain one says the same to the microsecond.
        return moment.to_pydatetime(warn=False) if hasattr(moment, "to_pydatetime") else moment
    text = moment.strip() if isinstance(moment, str) else ""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return dt.date.fromisoformat(text)
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise JournalError(f"{name} {moment!r} is no day: give one that exists, as 2026-03-02, or a moment (2026-03-02T15:00:00Z)")


def taken_back(entries: Sequence[Entry]) -> dict[int, int]:
    """The number of each entry that is taken back, with that of the entry that does it; an undo can be taken back too."""
    by: dict[int, int] = {}
    for entry in reversed(entries):
        if entry.what == "undo" and entry.number not in by:
            by[entry.undoes] = entry.number
    return by


def holding(entries: Sequence[Entry]) -> list[Entry]:
    """The events and snoozes that hold, each under the application to which it is attached now."""
    gone = taken_back(entries)
    valid = [entry for entry in entries if entry.number not in gone]
    # Of two attachments of one application the later holds.
    moved = {entry.application_id: entry.to for entry in valid if entry.what == "attach"}
    return [_under(moved, entry) for entry in valid if entry.what in ("event", "snooze")]


def _under(moved: dict[str, str], entry: Entry) -> Entry:
    to = moved.get(entry.application_id)
    return entry if to is None else entry.under(to)
