"""The events of one application and their order, as section 2 of the page has it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from .clock import Calendar

RANK_OF_KIND = {
    "note": 0,
    "application": 0,
    "acknowledgement": 1,
    "status_check": 2,
    "closure_request": 2,
    "interview_invitation": 3,
    "interview": 4,
    "reply": 6,
    "rejection": 7,
    "offer": 7,
    "thank_you": 8,
    "answer": 8,
    "feedback_request": 8,
    "connection_request": 8,
    "keep_in_touch": 8,
    "withdrawal": 9,
    "acceptance": 9,
    "closure": 9,
}
QUESTIONS = ("status_check", "closure_request")
RANK_OF_QUESTION_ON_INTERVIEW_DAY = 5


@dataclass(frozen=True)
class Event:
    """One event; `place` is its number in the order of the rules."""

    event_id: str
    at: datetime
    day: date
    has_clock: bool
    kind: str
    medium: str
    stage: str
    stated_day: date | None
    answer_by: date | None
    place: int = -1


def event_of(event_id: str, row: Any, calendar: Calendar) -> Event:
    """The event of a row of the log."""
    at = row.at.to_pydatetime().astimezone(UTC)
    stated, answer_by = (_day(getattr(row, name), calendar) for name in ("reply_expected_by", "answer_by"))
    has_clock = str(row.precision) != "day"
    words = str(row.kind), str(row.medium), str(row.stage)
    return Event(event_id, at, calendar.day_of(at), has_clock, *words, stated, answer_by)


def _day(moment: Any, calendar: Calendar) -> date | None:
    return None if pd.isna(moment) else calendar.day_of(moment.to_pydatetime())


def in_order(events: Iterable[Event]) -> list[Event]:
    """The events in the order of the rules, numbered; they are given as in the log, whose ties stand by rank, then as given."""
    by_clock = sorted(events, key=lambda event: (event.at, RANK_OF_KIND[event.kind]))
    days = sorted({event.day for event in by_clock})
    ordered = [event for day in days for event in _day_in_order([e for e in by_clock if e.day == day])]
    return [replace(event, place=place) for place, event in enumerate(ordered)]


def _day_in_order(events: list[Event]) -> list[Event]:
    """The events of one local day; what has no clock goes before the first event with a clock that outranks it."""
    interview_day = any(event.kind == "interview" for event in events)
    timed = [event for event in events if event.has_clock]
    dateless = sorted((event for event in events if not event.has_clock), key=lambda event: _rank(event, interview_day))
    ordered: list[Event] = []
    highest = -1
    for event in timed:
        highest = max(highest, _rank(event, interview_day))
        while dateless and _rank(dateless[0], interview_day) < highest:
            ordered.append(dateless.pop(0))
        ordered.append(event)
    return ordered + dateless


def _rank(event: Event, interview_day: bool) -> int:
    if interview_day and event.kind in QUESTIONS:
        return RANK_OF_QUESTION_ON_INTERVIEW_DAY
    return RANK_OF_KIND[event.kind]
