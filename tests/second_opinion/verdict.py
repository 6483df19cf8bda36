"""The verdict on one action, as section 3 of the page has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .order import Event
from .story import Story


@dataclass(frozen=True)
class Window:
    """From when to when an action can be done."""

    opens_at: datetime
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Action:
    """What a rule asks for; `was_missed` where it lapsed open and unanswered, whatever came later."""

    rule: str
    action: str
    trigger: Event
    window: Window
    status: str
    check_number: int = 0
    answer: Event | None = None
    anchor: Event | None = None
    held: bool = False
    was_missed: bool = False


@dataclass(frozen=True)
class Ask:
    """A rule's question, before the verdict."""

    rule: str
    action: str
    trigger: Event
    window: Window
    check_number: int = 0
    anchor: Event | None = None
    held: bool = False
    lapse: str = "missed"
    superseded: bool = False


def judged(story: Story, ask: Ask, answer: Event | None, enders: Iterable[Event]) -> Action:
    """The ask with its status: answered first, else ended, else by the clock."""
    ender = min(enders, key=lambda event: event.place, default=None)
    if answer is not None and ender is not None and ender.place < answer.place:
        answer = None
    cleared = ask.superseded or story.is_cleared(ask.rule)
    return Action(
        ask.rule,
        ask.action,
        ask.trigger,
        ask.window,
        _status(story, ask, answer, ender, cleared),
        ask.check_number,
        answer,
        ask.anchor,
        ask.held,
        was_missed=not ask.held and not cleared and _lapsed(story, ask, answer or ender),
    )


def _lapsed(story: Story, ask: Ask, decided_by: Event | None) -> bool:
    end = story.moment.clock if decided_by is None else decided_by.at
    return end > ask.window.expires_at


def _status(story: Story, ask: Ask, answer: Event | None, ender: Event | None, cleared: bool) -> str:
    window, moment = ask.window, story.moment
    if answer is not None:
        return "done" if answer.at <= window.due_at else "late"
    if cleared:
        return "moot"
    if ender is not None:
        return "moot" if ask.held or ender.at <= window.expires_at else ask.lapse
    if ask.held:
        return "waiting"
    if window.expires_at < moment.clock:
        return ask.lapse
    if window.due_at < moment.clock:
        return "overdue"
    return "due" if window.opens_at <= moment.reached else "waiting"
