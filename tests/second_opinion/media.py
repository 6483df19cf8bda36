"""By which medium and when to send, as section 5 of the page has it."""

from datetime import date, datetime, time

from .order import Event
from .settings import Settings
from .story import HUMAN_INBOUND, Story
from .verdict import Action

CONVERSATION_MEDIA = ("email", "phone", "linkedin", "sms", "post")
CALL_AFTER_BUSINESS_DAYS = 5


def send_at(story: Story, action: Action) -> datetime | None:
    """The first business hour that is still in time, else as soon as possible; only for what is still to be done."""
    if action.status not in ("waiting", "due", "overdue") or action.held or action.action in ("decide", "move_on"):
        return None
    hours = story.settings.first_hour, story.settings.end_hour
    start = max(action.window.opens_at, story.moment.clock)
    proper = story.calendar.first_business_moment(start, *hours)
    if proper <= action.window.due_at or action.status == "overdue":
        return proper
    return _as_soon_as_possible(story, action, start)


def _as_soon_as_possible(story: Story, action: Action, start: datetime) -> datetime:
    hours_begin = story.calendar.at(story.calendar.day_of(start), time(story.settings.first_hour))
    return hours_begin if start < hours_begin <= action.window.due_at else start


def medium(story: Story, action: Action, sent: datetime | None) -> str:
    if action.action in ("decide", "move_on"):
        return ""
    if action.action == "connection_request":
        return "linkedin"
    wish = _fitting(story, action.anchor, story.settings)
    if wish == "phone" and not _may_call(story, action, sent):
        return "email"
    return wish


def _fitting(story: Story, anchor: Event | None, settings: Settings) -> str:
    """The first medium rule that applies."""
    if story.column("preferred_medium"):  # M03
        return story.column("preferred_medium")
    if theirs := _their_last_medium(story, anchor):  # M02
        return theirs
    if settings.tuned_medium:
        return settings.tuned_medium
    if story.column("seniority") in ("director", "executive") or _had_final_interview(story):  # M04
        return "phone"
    if story.column("culture") == "informal":  # M05
        return "linkedin"
    if story.column("culture") == "formal":  # M06
        return "email"
    if settings.seeker_media:  # M07
        return settings.seeker_media[0]
    return "email"  # M01


def _their_last_medium(story: Story, anchor: Event | None) -> str:
    if anchor is None:
        return ""
    theirs = [event for event in story.past(*HUMAN_INBOUND) if event.place >= anchor.place]
    media = [event.medium for event in theirs if event.medium in CONVERSATION_MEDIA]
    return media[-1] if media else ""


def _had_final_interview(story: Story) -> bool:
    return any(event.stage == "final" for event in story.past("interview"))


def _may_call(story: Story, action: Action, sent: datetime | None) -> bool:
    if action.anchor is None:
        return True
    first_day = story.calendar.business_days_after(action.anchor.day, CALL_AFTER_BUSINESS_DAYS)
    return _day_of_sending(story, action, sent) >= first_day


def _day_of_sending(story: Story, action: Action, sent: datetime | None) -> date:
    if sent is not None:
        return story.calendar.day_of(sent)
    if action.answer is not None:
        return action.answer.day
    return story.calendar.day_of(action.window.opens_at)
