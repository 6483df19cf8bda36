"""What was recorded, in words: "you asked Acme for the status by e-mail on Mon 8 Jun"."""

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from followup_analytics.journal.entries import ADDED, ANSWER, CALLED_OFF, Entry, is_day
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, day_text

_MOST_TOLD = 4
_SAID = {
    "application": "you applied to {}",
    "thank_you": "you thanked {}",
    "status_check": "you asked {} for the status",
    "answer": "you answered {}",
    "feedback_request": "you thanked {} and asked for feedback",
    "closure_request": "you asked {} for a final word",
    "connection_request": "you asked {} to connect",
    "keep_in_touch": "you sent {} a note",
    "withdrawal": "you withdrew your application to {}",
    "acceptance": "you accepted the offer of {}",
    "acknowledgement": "{} sent an automatic receipt",
    "reply": "{} replied",
    "interview_invitation": "{} invited you",
    "rejection": "{} turned you down",
    "offer": "{} made you an offer",
    "interview": "interview with {}",
    "closure": "you closed {}",
    "note": "a note on {}",
    ADDED: "added {}",
    CALLED_OFF: "the interview with {} is called off",
    ANSWER: "your answer about {}",
}


def recorded_in_words(entries: Sequence[Entry], today: dt.date, zone: str) -> str:
    """What one gesture recorded, in a sentence with the numbers of its entries."""
    told = list(dict.fromkeys(entry_in_words(entry, today, zone) for entry in entries))
    shown = told if len(told) <= _MOST_TOLD else [*told[: _MOST_TOLD - 1], f"and {len(told) - _MOST_TOLD + 1} more"]
    return f"Recorded: {'; '.join(shown)} ({_numbers(entry.number for entry in entries)})."


def entry_in_words(entry: Entry, today: dt.date, zone: str) -> str:
    """An entry in a few words; days and hours are those of the time zone."""
    whom = ", ".join(filter(None, (entry.company, entry.role if entry.kind == ADDED else ""))) or entry.application_id
    if entry.what == "undo":
        return f"entry {entry.undoes}{f' ({whom})' if whom else ''} is taken back"
    if entry.what == "attach" and not entry.to:
        return f"{entry.application_id.partition(':')[0]} is declined"
    if entry.what == "attach":
        return f"what you recorded of {entry.application_id} counts for {whom}"
    if entry.what == "snooze":
        return f"{whom} is put off until {day_text(dt.date.fromisoformat(entry.until), today)}"
    said = _SAID[entry.kind].format(whom or "the sheet")
    if entry.kind in (ADDED, CALLED_OFF, ANSWER):
        return said
    medium = f" by {MEDIUM_WORDS[entry.medium]}" if entry.medium and entry.kind != "interview" else ""
    return f"{said}{medium} on {_moment(entry.at, today, zone)}"


def _moment(at: str, today: dt.date, zone: str) -> str:
    if is_day(at):
        return day_text(dt.date.fromisoformat(at), today)
    local = dt.datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    return f"{day_text(local.date(), today)} at {local:%H:%M}"


def _numbers(numbers: Iterable[int]) -> str:
    listed = list(numbers)
    if len(listed) > 2 and listed == list(range(listed[0], listed[0] + len(listed))):
        return f"entries {listed[0]} to {listed[-1]}"
    return f"{'entry' if len(listed) == 1 else 'entries'} {' and '.join(map(str, listed))}"
