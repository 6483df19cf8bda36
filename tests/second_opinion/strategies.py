"""Random logs and moments, dense in what is hard: ties, days with and without clocks, clock changes, holidays, planned events."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import strategies as st

from .frames import Frames, events_frame

# From each of them on, all the zones below that change their clocks do so within the days of a log.
SPRING, AUTUMN = date(2026, 2, 25), date(2026, 9, 16)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
COUNTRIES = ("", "", "DE", "US", "IL", "DE-BY")
SENIORITIES = ("", "intern", "entry", "mid", "senior", "lead", "manager", "director", "executive")
COMPANY_TYPES = ("", "", "startup", "scaleup", "enterprise", "agency", "nonprofit", "public_sector", "other")
STATUSES = ("active",) * 18 + ("interviewing", "offer", "closed", "rejected", "withdrawn", "accepted")
MEDIA = ("", "email", "email", "phone", "linkedin", "sms", "video", "in_person", "post", "portal", "other")
STAGES = ("", "screening", "technical", "cultural_fit", "onsite", "final", "other")
CALM_KINDS = (
    *("application", "interview", "status_check", "status_check", "status_check", "thank_you", "closure_request") * 2,
    *("reply", "interview_invitation", "answer", "acknowledgement", "note", "connection_request", "closure"),
)
ENDS = ("rejection", "rejection", "offer", "closure", "withdrawal", "acceptance")
KINDS = (*CALM_KINDS, *ENDS, "feedback_request", "keep_in_touch")
GAPS = (0, 0, 0, 0, 1, 1, 2, 3, 5, 6, 7, 8, 10, 14, 15, 21, 29, 36, 46)
LAST_DAY = 130
CLOCKS = (
    time(0, 0),
    time(0, 1),
    time(2, 30),
    time(8, 59),
    time(9, 0),
    time(12, 0),
    time(12, 1),
    time(16, 59),
    time(17, 0),
    time(23, 59),
    time(23, 59, 59),
)


MOMENT_KINDS = ("day", "day as text", "instant", "instant", "instant as text")
Choose = Callable[[Sequence[Any]], Any]


# One story is told by choices; hypothesis makes them one by one (and shrinks them), a seed makes many at once.


@st.composite
def logs(draw: st.DrawFn, start: date = SPRING) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One to three applications, none to twelve events each, as the two tables that a log is made of."""
    return _tables(_choose(draw), draw(st.integers(1, 3)), start)


@st.composite
def moments(draw: st.DrawFn, start: date = SPRING) -> object:
    """Days and instants before, within and after the days of a log."""
    return _any_moment(_choose(draw), start)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Frames, object]:
    """A log, and a moment: any one, the very moment of an event, or (mostly) one that is soon after an event."""
    start = draw(st.sampled_from((SPRING, AUTUMN)))
    frames = Frames(*draw(logs(start)))
    return frames, _telling_moment(_choose(draw), frames, start)


def crowd(seed: int, applications: int) -> tuple[Frames, list[object]]:
    """A log of many applications, and some moments of its days."""
    choose = Random(seed).choice
    start = choose((SPRING, AUTUMN))
    frames = Frames(*_tables(choose, applications, start))
    return frames, [_telling_moment(choose, frames, start) for _ in range(4)]


def _choose(draw: st.DrawFn) -> Choose:
    return lambda options: draw(st.sampled_from(options))


def _tables(choose: Choose, count: int, start: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    applications = {f"A{number}": _application(choose) for number in range(1, count + 1)}
    events = [event for name, facts in applications.items() for event in _events(choose, name, facts["timezone"], start)]
    frame = pd.DataFrame.from_dict(applications, orient="index")
    return frame.rename_axis("application_id"), events_frame(events)


def _application(choose: Choose) -> dict[str, Any]:
    often_empty = ("", "", "")
    return {
        "company": "Acme",
        "role": "Data Analyst",
        "seniority": choose(SENIORITIES),
        "company_type": choose(COMPANY_TYPES),
        "culture": choose((*often_empty, "formal", "informal")),
        "country": choose(COUNTRIES),
        "timezone": choose(ZONES),
        "urgent": choose((False, False, True)),
        "stated_process": choose((*often_empty, *often_empty, "they_contact", "no_inquiries")),
        "preferred_medium": choose((*often_empty, *often_empty, "phone", "linkedin", "portal")),
        "contact": choose((*often_empty, "Mara Quill")),
        "status": choose(STATUSES),
    }


def _events(choose: Choose, application_id: str, zone: str, start: date) -> list[dict[str, Any]]:
    """Events whose days follow each other by small and by telling gaps; some stories have few clocks, most have no end."""
    day, events = 0, []
    clock_seldom, kinds = choose((False, True)), choose((CALM_KINDS, CALM_KINDS, KINDS))
    for number in range(choose(range(13))):
        day = min(day + choose(GAPS), LAST_DAY)
        has_clock = choose((False, False, False, False, True) if clock_seldom else (False, True))
        event = _event(choose, choose(kinds), start + timedelta(days=day), has_clock, zone)
        events.append({**event, "event_id": f"{application_id}/{number}", "application_id": application_id})
    return events


def _event(choose: Choose, kind: str, day: date, has_clock: bool, zone: str) -> dict[str, Any]:
    clock = choose(CLOCKS) if has_clock else time(0, 0)
    tells = kind in ("interview", "acknowledgement", "reply", "interview_invitation", "offer", "rejection", "note")
    until = choose((None, None, -1, 0, 3, 7, 12, 20)) if tells else None
    stated = None if until is None else day + timedelta(days=until)
    days_to_decide = choose((None, -1, 0, 2, 5, 9)) if kind in ("offer", "interview_invitation") else None
    decided = None if days_to_decide is None else day + timedelta(days=days_to_decide)
    return {
        "at": _instant(day, clock, zone),
        "precision": "minute" if has_clock else "day",
        "kind": kind,
        "medium": choose(MEDIA),
        "stage": choose(STAGES) if kind == "interview" else "",
        "contact": choose(("",) * 9 + ("Mara Quill",)),
        "reply_expected_by": pd.NaT if stated is None else _instant(stated, choose(CLOCKS), zone),
        "answer_by": pd.NaT if decided is None else _instant(decided, choose(CLOCKS), zone),
    }


def _telling_moment(choose: Choose, frames: Frames, start: date) -> object:
    """Any moment, the very moment of an event, or (mostly) one that is soon after an event."""
    how = choose(("any", "event", "soon", "soon", "soon"))
    if how == "any" or frames.events.empty:
        return _any_moment(choose, start)
    event_at = choose(list(frames.events["at"]))
    return event_at if how == "event" else _moment_on(choose, event_at.date() + timedelta(days=choose(range(46))))


def _any_moment(choose: Choose, start: date) -> object:
    return _moment_on(choose, start + timedelta(days=choose(range(-5, LAST_DAY + 80))))


def _moment_on(choose: Choose, day: date) -> object:
    kind = choose(MOMENT_KINDS)
    if kind == "day":
        return day
    if kind == "day as text":
        return day.isoformat()
    instant = _instant(day, choose(CLOCKS), choose(ZONES))
    return instant.isoformat() if kind == "instant as text" else instant


def _instant(day: date, clock: time, zone: str) -> pd.Timestamp:
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    return pd.Timestamp(local.astimezone(UTC)).as_unit("us")
