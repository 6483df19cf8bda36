"""The rules that answer what they send: T12 and T21."""

from dataclasses import replace
from datetime import datetime, timedelta

from .order import Event
from .story import OUTBOUND, Story, first
from .verdict import Action, Ask, Window, judged


def answers(story: Story) -> list[Action]:
    """T12: what they send gets an answer."""
    return [_answer(story, event) for event in story.past("reply", "interview_invitation", "offer")]


def _answer(story: Story, theirs: Event) -> Action:
    due = _answer_due(story, theirs)
    expires = story.calendar.end_of(story.calendar.day_of(due) + timedelta(days=story.settings.slipped_days))
    ask = Ask("T12", "answer", theirs, Window(theirs.at, due, expires), anchor=theirs)
    outbound = story.first_after(theirs, *OUTBOUND)
    action = judged(story, ask, outbound, _enders(story, theirs))
    return _or_by_meeting(action, outbound, first(_meetings(story, theirs)))


def _answer_due(story: Story, theirs: Event) -> datetime:
    if story.settings.answer_hours is None:
        day = story.calendar.business_days_after(theirs.day, story.settings.answer_business_days)
        return story.calendar.end_of(day)
    if theirs.has_clock:
        return theirs.at + timedelta(hours=story.settings.answer_hours)
    return story.calendar.end_of(theirs.day)


def _enders(story: Story, theirs: Event) -> list[Event]:
    """A withdrawal or acceptance after it is an answer; before it, it ends what comes."""
    gone = [stop for stop in story.past("withdrawal", "acceptance") if stop.place < theirs.place]
    return story.stops(theirs, "rejection", "closure") + gone


def _or_by_meeting(action: Action, outbound: Event | None, meeting: Event | None) -> Action:
    """A meeting answers whatever else happened, and when it was answered is not known."""
    if meeting is None:
        return action
    in_time = outbound is not None and outbound.at <= action.window.due_at
    return replace(action, status="done", answer=outbound if in_time else meeting)


def _interviews_after(story: Story, theirs: Event) -> list[Event]:
    return [event for event in story.events if event.kind == "interview" and event.place > theirs.place]


def _meetings(story: Story, theirs: Event) -> list[Event]:
    """The interviews which show that a message was answered; none answers an offer."""
    if theirs.kind == "offer":
        return []
    later = _interviews_after(story, theirs)
    if theirs.kind == "reply" and _arranged_before(story, theirs):
        return [event for event in later if story.has_happened(event)]
    return later


def _arranged_before(story: Story, reply: Event) -> bool:
    """Whether an invitation stands between the last interview and the reply, so that the reply is about something else."""
    met = [event.place for event in story.past("interview") if event.place < reply.place]
    last = met[-1] if met else -1
    return any(last < event.place < reply.place for event in story.past("interview_invitation"))


def decisions(story: Story) -> list[Action]:
    """T21: an offer or invitation is decided on by the day they named."""
    named = [event for event in story.past("offer", "interview_invitation") if event.answer_by is not None]
    return [_decision(story, event) for event in named if event.answer_by is not None and event.answer_by >= event.day]


def _decision(story: Story, theirs: Event) -> Action:
    assert theirs.answer_by is not None
    due = story.calendar.end_of(theirs.answer_by)
    ask = Ask("T21", "decide", theirs, Window(theirs.at, due, due), anchor=theirs)
    enders = _enders(story, theirs) + [offer for offer in story.past("offer") if offer.place > theirs.place]
    if theirs.kind == "offer":
        return judged(story, ask, story.first_after(theirs, "withdrawal", "acceptance"), enders)
    outbound = story.first_after(theirs, *OUTBOUND)
    action = judged(story, ask, outbound, enders)
    return _or_by_meeting(action, outbound, first(_interviews_after(story, theirs)))
