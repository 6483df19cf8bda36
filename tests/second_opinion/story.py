"""One application as the rules see it at a moment: its events, its anchors and their episodes, its stops."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from .clock import Calendar, Moment, moment_of
from .order import Event, event_of, in_order
from .settings import Settings

OUTBOUND = (
    "application",
    "thank_you",
    "status_check",
    "answer",
    "feedback_request",
    "closure_request",
    "connection_request",
    "keep_in_touch",
    "withdrawal",
    "acceptance",
)
HUMAN_INBOUND = ("reply", "interview_invitation", "rejection", "offer")
INBOUND = ("acknowledgement", *HUMAN_INBOUND)
ANCHORS = ("interview", "reply", "interview_invitation")
STOPS = ("rejection", "withdrawal", "acceptance", "closure", "offer")
STATUSES = ("active", "interviewing", "offer", "closed", "rejected", "withdrawn", "accepted")
STATUS_OF_KIND = {
    "interview_invitation": "interviewing",
    "interview": "interviewing",
    "offer": "offer",
    "closure": "closed",
    "rejection": "rejected",
    "withdrawal": "withdrawn",
    "acceptance": "accepted",
}


@dataclass(frozen=True)
class Episode:
    """An anchor, the next one, and what happened in between."""

    anchor: Event
    next_anchor: Event | None
    events: list[Event]

    def of_kind(self, *kinds: str) -> list[Event]:
        return [event for event in self.events if event.kind in kinds]


@dataclass(frozen=True)
class Story:
    """An application's columns, its events in order, and the moment."""

    application: Any
    calendar: Calendar
    moment: Moment
    events: list[Event]
    settings: Settings
    promise: date | None = None

    def column(self, name: str) -> str:
        return str(getattr(self.application, name))

    @property
    def urgent(self) -> bool:
        return bool(self.application.urgent)

    def has_happened(self, event: Event) -> bool:
        return event.at <= self.moment.reached

    def past(self, *kinds: str) -> list[Event]:
        """What has happened, of these kinds (of all where none is named)."""
        return [event for event in self.events if self.has_happened(event) and (not kinds or event.kind in kinds)]

    def first_after(self, event: Event, *kinds: str) -> Event | None:
        return first(later for later in self.past(*kinds) if later.place > event.place)

    @property
    def interview_is_planned(self) -> bool:
        return any(event.kind == "interview" and not self.has_happened(event) for event in self.events)

    @property
    def episodes(self) -> list[Episode]:
        anchors = self.past(*ANCHORS)
        return [self._episode(*pair) for pair in zip_longest(anchors, anchors[1:])]

    def _episode(self, anchor: Event, after: Event | None) -> Episode:
        within = [e for e in self.past() if e.place > anchor.place and (after is None or e.place < after.place)]
        return Episode(anchor, after, within)

    def stops(self, begun_by: Event, *kinds: str) -> list[Event]:
        """The stops of these kinds (all where none is named) that count for what an event begins: a closure only after it."""
        return [stop for stop in self.past(*(kinds or STOPS)) if stop.kind != "closure" or stop.place > begun_by.place]

    def stated_events(self, within: Collection[Event]) -> list[Event]:
        """Those in which they said by when they will answer, since the application."""
        application = first(self.past("application"))
        told = [e for e in within if e.stated_day is not None and e.kind in (*INBOUND, "interview")]
        return [e for e in told if application is None or e.place > application.place]

    @property
    def undated_status(self) -> str:
        """The log's status where it is further than what all events imply, else nothing."""
        implied = max((STATUSES.index(self._implied_by(event)) for event in self.events), default=0)
        status = self.column("status") or "active"
        return status if STATUSES.index(status) > implied else ""

    def _implied_by(self, event: Event) -> str:
        came_back = any(e.at > event.at and e.kind in (*HUMAN_INBOUND, "interview") for e in self.events)
        if event.kind == "closure" and came_back:
            return "active"
        return STATUS_OF_KIND.get(event.kind, "active")

    def is_cleared(self, rule: str) -> bool:
        """Whether an undated status makes the open actions of a rule needless."""
        status = self.undated_status
        if status == "interviewing":
            return rule == "T20"
        if status == "offer":
            return rule not in ("T12", "T13", "T19")
        return status != "" and rule not in ("T13", "T19")


def first(events: Any) -> Event | None:
    return next(iter(events), None)


def story_of(
    application: Any, rows: list[tuple[str, Any]], as_of: object, settings: Settings, promise: date | None = None
) -> Story:
    """The story of an application, from its row, those of its events (in the log's order), and what a note promises."""
    calendar = Calendar(str(application.timezone) or "UTC", str(application.country))
    dated = [(event_id, row) for event_id, row in rows if str(row.precision) not in ("month", "range")]
    events = in_order(event_of(event_id, row, calendar) for event_id, row in dated)
    return Story(application, calendar, moment_of(as_of, calendar), events, settings, promise)
