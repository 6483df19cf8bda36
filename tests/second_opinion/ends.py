"""What is left to decide: T18's decide, move_on, and the rules T16 and T20 that lead there."""

from collections.abc import Iterable
from datetime import date, timedelta

from .order import Event
from .story import ANCHORS, HUMAN_INBOUND, OUTBOUND, Story, first
from .verdict import Action, Ask, Window, judged

OPEN_DAYS = 14
MOVE_ON_AFTER_REQUEST_DAYS = 14
NO_INQUIRIES_BUSINESS_DAYS = 30
QUIET_WINDOW_BUSINESS_DAYS = 3
QUIET_LAPSE_DAYS = 14


def decision(story: Story, missed: Action, next_anchor: Event | None) -> Action:
    """T18: what slipped asks for a decision."""
    window = _two_weeks(story, story.calendar.day_of(missed.window.expires_at) + timedelta(days=1))
    ask = Ask("T18", "decide", missed.trigger, window, lapse="moot")
    answer = _within(window, story.past(*OUTBOUND, "closure"))
    enders = story.stops(missed.trigger, "rejection", "offer") + ([next_anchor] if next_anchor else [])
    return judged(story, ask, answer, enders)


def move_on(
    story: Story, rule: str, trigger: Event, opens: date, answer_kinds: tuple[str, ...], breakers: Iterable[Event]
) -> Action:
    """The suggestion to move on: answered by an end in its time, ended by all else that ends."""
    window = _two_weeks(story, opens)
    ask = Ask(rule, "move_on", trigger, window, held=story.interview_is_planned, lapse="moot")
    answer = _within(window, story.past(*answer_kinds))
    return judged(story, ask, answer, [event for event in [*story.stops(trigger), *breakers] if event != answer])


def _two_weeks(story: Story, opens: date) -> Window:
    last = story.calendar.end_of(opens + timedelta(days=OPEN_DAYS))
    return Window(story.calendar.start_of(opens), last, last)


def _within(window: Window, events: Iterable[Event]) -> Event | None:
    return first(event for event in events if window.opens_at <= event.at <= window.expires_at)


def no_inquiries(story: Story) -> list[Action]:
    """T16: where they forbade inquiries, one move_on long after the last event."""
    lasting = [event for event in story.past() if event.kind != "closure"]
    if not lasting:
        return []
    opens = story.calendar.business_days_after(lasting[-1].day, NO_INQUIRIES_BUSINESS_DAYS)
    return [move_on(story, "T16", lasting[-1], opens, ("closure",), [])]


def quiet_application(story: Story) -> list[Action]:
    """T20: an application without any answer is asked about once, then left; who applies again begins anew."""
    application = first(reversed(story.past("application")))
    if application is None or story.settings.quiet_business_days is None:
        return []
    calendar = story.calendar
    check = story.first_after(application, "status_check")
    opens = _quiet_opens(story, application, check, story.settings.quiet_business_days)
    due = calendar.business_days_after(opens, QUIET_WINDOW_BUSINESS_DAYS)
    window = Window(calendar.start_of(opens), calendar.end_of(due), calendar.end_of(due + timedelta(days=QUIET_LAPSE_DAYS)))
    held = story.interview_is_planned
    ask = Ask("T20", "status_check", application, window, check_number=1, anchor=application, held=held)
    heard = _heard(story)
    requests = [r for r in story.past("closure_request") if r.place > application.place]
    asked = judged(story, ask, check, [*heard, *story.stops(application), *requests])
    return [asked, *_moves_on(story, application, asked, heard, requests)]


def _heard(story: Story) -> list[Event]:
    """Their first human word or interview, as a list of one or none."""
    return story.past(*ANCHORS, *HUMAN_INBOUND)[:1]


def _quiet_opens(story: Story, application: Event, check: Event | None, wait: int) -> date:
    bound = check or first(_heard(story))
    before = [event for event in story.past() if bound is None or event.place < bound.place]
    opens = story.calendar.business_days_after(application.day, wait)
    stated = [event.stated_day for event in story.stated_events(before) if event.stated_day is not None]
    return max(opens, story.calendar.business_days_after(stated[-1], 1)) if stated else opens


def _moves_on(story: Story, application: Event, asked: Action, heard: list[Event], requests: list[Event]) -> list[Action]:
    """(a) after the check that was sent, (b) after the check that was missed."""
    ends = ("closure", "withdrawal")
    actions = []
    if asked.answer is not None:
        opens = asked.answer.day + timedelta(days=MOVE_ON_AFTER_REQUEST_DAYS)
        actions.append(move_on(story, "T20", asked.answer, opens, ends, heard))
    if asked.was_missed:
        opens = story.calendar.day_of(asked.window.expires_at) + timedelta(days=1)
        late = [asked.answer] if asked.answer is not None else []
        actions.append(move_on(story, "T20", application, opens, ends, [*heard, *requests, *late]))
    return actions
