"""Entries of calendars, from files and from mail: one for each, as its latest version has it."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from followup_analytics.evidence.header_text import words_of

_ENTRY = re.compile(r"BEGIN:VEVENT.*?(?:END:VEVENT|\Z)", re.DOTALL)
_ZONE = re.compile(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL)
_METHOD = re.compile(r"^METHOD:\s*(\w+)", re.MULTILINE)
_NOT_AN_ENTRY = ("REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: when it begins, who is in it, and the words of its title and place, folded."""

    uid: str
    start: int | None
    is_floating: bool
    is_cancelled: bool
    is_own: bool
    version: tuple[int, str]
    people: tuple[tuple[str, str], ...]
    title: str
    words: tuple[str, ...]
    text: tuple[str, ...]
    source: str = ""
    arrived_with: tuple[str, ...] = ()


def read_entries(text: str, source: str, arrived_with: str = "") -> tuple[list[CalendarEntry], int]:
    """The entries of one calendar, and how many could not be read: a broken one costs itself only."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")
    method = _METHOD.search(unfolded)
    name = method[1].upper() if method else ""
    if name in _NOT_AN_ENTRY:
        return [], 0
    zones = "\n".join(_ZONE.findall(unfolded))
    found, broken = [], 0
    for block in _ENTRY.findall(unfolded):
        try:
            entry = _entry(zones, block, is_cancel=name == "CANCEL")
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
            broken += 1
            continue
        if entry is None:
            broken += 1
        else:
            found.append(replace(entry, source=source, arrived_with=(arrived_with,) if arrived_with else ()))
    return found, broken


def _entry(zones: str, block: str, *, is_cancel: bool) -> CalendarEntry | None:
    from icalendar import Calendar

    closed = block if block.rstrip().endswith("END:VEVENT") else block.rstrip() + "\nEND:VEVENT"
    lines = "\r\n".join(["BEGIN:VCALENDAR", *zones.splitlines(), *closed.strip().splitlines(), "END:VCALENDAR", ""])
    events: list[Any] = Calendar.from_ical(lines).walk("VEVENT")
    if not events or not events[0].get("UID"):
        return None
    event = events[0]
    start = _plain(event.get("DTSTART"))
    recurrence = _plain(event.get("RECURRENCE-ID"))
    title = str(event.get("SUMMARY", ""))
    people = [_person(one) for name in ("ORGANIZER", "ATTENDEE") for one in _several(event.get(name))]
    about = f"{event.get('LOCATION', '')}\n{event.get('DESCRIPTION', '')}"
    return CalendarEntry(
        uid=f"event:{event['UID']}" + (f"/{recurrence.isoformat()}" if recurrence is not None else ""),
        start=_seconds(start),
        is_floating=isinstance(start, dt.datetime) and start.tzinfo is None,
        is_cancelled=is_cancel or str(event.get("STATUS", "")).upper() == "CANCELLED",
        is_own="RRULE" in event and recurrence is None,
        version=(int(event.get("SEQUENCE", 0) or 0), str(_plain(event.get("DTSTAMP")) or "")),
        people=tuple(dict.fromkeys(people)),
        title=title[:200],
        words=words_of(title),
        text=words_of(about[:4000]),
    )


def _plain(value: Any) -> Any:
    return None if value is None else getattr(value, "dt", None)


def _seconds(start: Any) -> int | None:
    """A moment in seconds; a day has none, and a clock time without a zone is held as if it were UTC."""
    if not isinstance(start, dt.datetime):
        return None
    return int((start if start.tzinfo else start.replace(tzinfo=dt.UTC)).timestamp())


def _several(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _person(value: Any) -> tuple[str, str]:
    address = str(value).partition(":")[2] if str(value).lower().startswith("mailto:") else str(value)
    return str(getattr(value, "params", {}).get("CN", "")), address.strip().lower()


def latest(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    """Of each entry its latest version, wherever it came from; with all messages that brought one of its versions."""
    by_uid: dict[str, list[CalendarEntry]] = {}
    for entry in entries:
        by_uid.setdefault(entry.uid, []).append(entry)
    kept = []
    for versions in by_uid.values():
        # Of two that are equal in version, a cancelled one is the later word.
        last = max(versions, key=lambda entry: (entry.version, entry.is_cancelled))
        brought = dict.fromkeys(sorted(one for entry in versions for one in entry.arrived_with))
        people = dict.fromkeys(person for entry in [last, *versions] for person in entry.people)
        kept.append(replace(last, arrived_with=tuple(brought), people=tuple(people)))
    return kept
