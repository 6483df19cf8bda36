"""T01, T02, T12-T14, T19: thank-yous, answers, feedback, keeping in touch."""

import dataclasses

import numpy as np

from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import DONE, LATE, MOOT, Batch, Start, Window, numbered_in_application, only
from followup_analytics.rules.application_state import STOP_KINDS, State

_MISSED_AFTER_DAYS = 7
_SUGGESTED_FOR_DAYS = 7


def thank_yous(state: State) -> Batch:
    """T01: a thank-you for every interview, planned ones too."""
    line = state.timeline
    interviews = line.marked(line.of_kinds(["interview"]))
    places = interviews.places
    app, day = line.app[places], line.day[places]
    due = np.where(
        state.has_clock(places), line.at[places] + state.cadence.thank_you_within_hours * 3600, state.day_end(app, day + 1)
    )
    expires = state.day_end(app, day + _MISSED_AFTER_DAYS)
    answer = state.marks("thank_you").after(places)
    # A thank-you is for the latest interview before it, and for earlier ones whose thank-you was not yet missed.
    answer = only(answer, (answer < interviews.after(places)) | (line.at[answer] <= expires), line.none)
    window = Window(line.at[places], due, expires, answer, _stop(state, places))
    start = Start(places, places, numbered_in_application(app))
    return state.judge("T01", "thank_you", window, start, state.ended_without_date("offer"))


def _stop(state: State, interviews: Ints) -> Ints:
    """A closure before a planned interview stops its thank-you too: the interview has not brought the application back yet."""
    line = state.timeline
    closed = ~line.past[interviews] & (state.marks(*STOP_KINDS).before(interviews) < line.none)
    return np.where(closed, interviews, state.stop(interviews))


def connection_requests(state: State) -> Batch:
    """T14: once an application, from the first thank-you after an interview on."""
    line = state.timeline
    thanks, interviews = state.marks("thank_you"), state.marks("interview")
    after_interview = line.marked(line.flags(thanks.places[interviews.before(thanks.places) < line.none]))
    first = line.first(after_interview)
    app = np.flatnonzero(first < line.none) if state.cadence.suggest_connection else np.array([], dtype=np.int64)
    places = first[app]
    end = state.day_end(app, line.day[places] + _SUGGESTED_FOR_DAYS)
    sent = line.first(state.marks("connection_request"))[app]
    # A request that was sent in time is done whatever else happened.
    sent = only(sent, line.at[sent] <= end, line.none)
    window = Window(line.at[places], end, end, sent, only(state.stop(interviews.before(places)), sent == line.none, line.none))
    start = Start(places, places, np.ones_like(app))
    return state.judge("T14", "connection_request", window, start, state.ended_without_date("offer"), lapse=MOOT)


_FEEDBACK_WITHIN_BUSINESS_DAYS = 2
_FEEDBACK_MISSED_AFTER_DAYS = 14
_KEEP_IN_TOUCH_FOR_DAYS = 30


def answers(state: State) -> Batch:
    """T12: an answer to every reply, invitation and offer."""
    line = state.timeline
    places = state.marks("reply", "interview_invitation", "offer").places
    app = line.app[places]
    due = _answer_due(state, places, app)
    expires = state.day_end(app, state.local_day(app, due) + state.cadence.decide_after_days)
    stop = state.stop(places, ("rejection", "closure"))
    gone = state.marks("withdrawal", "acceptance").before(places) < line.none
    window = Window(line.at[places], due, expires, state.outbound.after(places), np.where(gone, places, stop))
    start = Start(places, places, numbered_in_application(app))
    return _met(state, state.judge("T12", "answer", window, start, state.ended_without_date()))


def _answer_due(state: State, places: Ints, app: Ints) -> Ints:
    line, hours = state.timeline, state.cadence.answer_within_hours
    if hours:
        return np.where(state.has_clock(places), line.at[places] + hours * 3600, state.day_end(app, line.day[places]))
    return state.day_end(app, state.business_days_after(app, line.day[places], state.cadence.answer_within_business_days))


def _met(state: State, asked: Batch) -> Batch:
    """An interview after an invitation, planned or not, shows that it was answered."""
    line = state.timeline
    meeting = line.marked(line.of_kinds(["interview"])).after(asked.trigger)
    met = line.of_kinds(["interview_invitation"])[asked.trigger] & (meeting < line.none)
    sent = state.outbound.after(asked.trigger)
    return dataclasses.replace(
        asked,
        status=np.where(met, DONE, asked.status),
        done=np.where(met, np.where(line.at[sent] <= asked.due, sent, meeting), asked.done),
        lapsed=asked.lapsed & ~met,
    )


def _rejections_after_interview(state: State) -> Ints:
    rejections = state.marks("rejection").places
    return rejections[state.marks("interview").before(rejections) < state.timeline.none]


def feedback_requests(state: State) -> Batch:
    """T13: thanks and a request for feedback after a rejection that followed an interview."""
    line = state.timeline
    places = _rejections_after_interview(state)
    app, day = line.app[places], line.day[places]
    due = state.day_end(app, state.business_days_after(app, day, _FEEDBACK_WITHIN_BUSINESS_DAYS))
    expires = state.day_end(app, day + _FEEDBACK_MISSED_AFTER_DAYS)
    answer = state.marks("feedback_request", "thank_you", "answer").after(places)
    window = Window(line.at[places], due, expires, answer, state.marks("offer").after(places))
    return state.judge("T13", "feedback_request", window, Start(places, places, numbered_in_application(app)), moot=None)


def keep_in_touch_notes(state: State) -> Batch:
    """T19: one note some months after the latest rejection that followed an interview."""
    line, wait = state.timeline, state.cadence.keep_in_touch_after_days
    places = _rejections_after_interview(state) if wait else np.array([], dtype=np.int64)
    app, opens_day = line.app[places], line.day[places] + wait
    end = state.day_end(app, opens_day + _KEEP_IN_TOUCH_FOR_DAYS)
    note = state.marks("keep_in_touch").after(places)
    window = Window(
        state.day_start(app, opens_day), end, end, only(note, line.at[note] <= end, line.none), state.marks("offer").after(places)
    )
    notes = state.judge(
        "T19", "keep_in_touch", window, Start(places, places, numbered_in_application(app)), moot=None, lapse=MOOT
    )
    earlier: Flags = np.append(app[1:] == app[:-1], False)[: len(app)]
    replaced = earlier & (notes.status != DONE) & (notes.status != LATE)
    return dataclasses.replace(notes, status=np.where(replaced, MOOT, notes.status))
