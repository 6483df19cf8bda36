"""The rules of courtesy: T01, T13, T14 and T19."""

from datetime import timedelta

from .order import Event
from .story import STOPS, Story, first
from .verdict import Action, Ask, Window, judged


def thank_yous(story: Story) -> list[Action]:
    """T01: after every interview, planned ones too."""
    return [_thank_you(story, event) for event in story.events if event.kind == "interview"]


def _thank_you(story: Story, interview: Event) -> Action:
    calendar = story.calendar
    due = calendar.end_of(interview.day + timedelta(days=1))
    if interview.has_clock:
        due = interview.at + timedelta(hours=story.settings.thank_you_hours)
    window = Window(interview.at, due, calendar.end_of(interview.day + timedelta(days=7)))
    answer = story.first_after(interview, "thank_you")
    if answer and answer.at > window.expires_at and _interview_between(story, interview, answer):
        answer = None
    stops = story.stops(interview) if story.has_happened(interview) else story.past(*STOPS)
    return judged(story, Ask("T01", "thank_you", interview, window, anchor=interview), answer, stops)


def _interview_between(story: Story, interview: Event, thank_you: Event) -> bool:
    interviews = [event for event in story.events if event.kind == "interview"]
    return any(interview.place < other.place < thank_you.place for other in interviews)


def _rejections_after_interview(story: Story) -> list[Event]:
    interviews = story.past("interview")
    return [r for r in story.past("rejection") if any(i.place < r.place for i in interviews)]


def feedback_requests(story: Story) -> list[Action]:
    """T13: after a rejection, thank them and ask for feedback."""
    return [_feedback_request(story, rejection) for rejection in _rejections_after_interview(story)]


def _feedback_request(story: Story, rejection: Event) -> Action:
    calendar = story.calendar
    due = calendar.end_of(calendar.business_days_after(rejection.day, 2))
    window = Window(rejection.at, due, calendar.end_of(rejection.day + timedelta(days=14)))
    answer = story.first_after(rejection, "feedback_request", "thank_you", "answer")
    offers = [offer for offer in story.past("offer") if offer.place > rejection.place]
    return judged(story, Ask("T13", "feedback_request", rejection, window, anchor=rejection), answer, offers)


def connection_requests(story: Story) -> list[Action]:
    """T14: from the first thank-you after an interview on, once an application."""
    interviews = story.past("interview")
    thanks = first(t for t in story.past("thank_you") if any(i.place < t.place for i in interviews))
    if thanks is None or not story.settings.connection_requests:
        return []
    last = story.calendar.end_of(thanks.day + timedelta(days=7))
    ask = Ask("T14", "connection_request", thanks, Window(thanks.at, last, last), lapse="moot")
    request = first(e for e in story.past("connection_request") if e.at <= last)
    if request is not None:
        return [judged(story, ask, request, [])]
    interview = [i for i in interviews if i.place < thanks.place][-1]
    return [judged(story, ask, None, story.stops(interview))]


def keep_in_touch_notes(story: Story) -> list[Action]:
    """T19: one note long after the latest rejection that followed an interview."""
    rejections = _rejections_after_interview(story)
    if story.settings.keep_in_touch_days is None:
        return []
    return [_keep_in_touch(story, r, story.settings.keep_in_touch_days, r is not rejections[-1]) for r in rejections]


def _keep_in_touch(story: Story, rejection: Event, wait_days: int, superseded: bool) -> Action:
    opens = rejection.day + timedelta(days=wait_days)
    last = story.calendar.end_of(opens + timedelta(days=30))
    window = Window(story.calendar.start_of(opens), last, last)
    answer = story.first_after(rejection, "keep_in_touch")
    if answer is not None and answer.at > last:
        answer = None
    ask = Ask("T19", "keep_in_touch", rejection, window, anchor=rejection, lapse="moot", superseded=superseded)
    return judged(story, ask, answer, [offer for offer in story.past("offer") if offer.place > rejection.place])
