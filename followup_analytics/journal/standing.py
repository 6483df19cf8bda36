"""What a journal says now: which entries hold, which were taken back, and which application each one means today."""

from collections.abc import Sequence
from dataclasses import replace

from followup_analytics.journal.entries import Entry


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
    if to is None:
        return entry
    rest = entry.action_id.removeprefix(entry.application_id)
    return replace(entry, application_id=to, action_id=to + rest if entry.action_id else "")
