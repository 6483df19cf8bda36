"""T01, T02, T12-T14, T19: thank-yous, answers, feedback, keeping in touch."""

import dataclasses

import numpy as np

from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import (
    DONE,
    LATE,
    MOOT,
    OVERDUE,
    ActionArrays,
    ActionStart,
    ActionWindow,
    numbered_in_application,
    only,
)
from followup_analytics.rules.application_state import STOP_KINDS, ApplicationState
from followup_analytics.rules.rule import Asked, Modifiers, Rule, event_on_day, sentence
from followup_analytics.rules.sending import Texts


def courtesies(state: ApplicationState) -> list[ActionArrays]:
    """All actions of T01, T12-T14 and T19."""
    return [rule.judged(state) for rule in RULES]


# --- T01 and T02: a thank-you for every interview, planned ones too ---------------------------------------------------

_MISSED_AFTER_DAYS = 7
_VERY_LATE_SECONDS = 48 * 3600


def _thank_you_windows(state: ApplicationState) -> Asked:
    line = state.timeline
    interviews = line.marked(line.of_kinds(["interview"]))
    places = interviews.places
    app, day = line.app[places], line.day[places]
    exact = line.at[places] + state.cadence.thank_you_within_hours * 3600
    due = np.where(state.has_clock(places), exact, state.day_end(app, day + 1))
    expires = state.day_end(app, day + _MISSED_AFTER_DAYS)
    answer = state.marks("thank_you").after(places)
    # A thank-you is for the latest interview before it, and for earlier ones whose thank-you was not yet missed.
    answer = only(answer, (answer < interviews.after(places)) | (line.at[answer] <= expires), line.none)
    window = ActionWindow(line.at[places], due, expires, answer, _stop(state, places))
    return Asked(window, ActionStart(places, places, numbered_in_application(app)))


def _stop(state: ApplicationState, interviews: Ints) -> Ints:
    """A closure before a planned interview stops its thank-you too: the interview has not brought the application back yet."""
    line = state.timeline
    closed = ~line.past[interviews] & (state.marks(*STOP_KINDS).before(interviews) < line.none)
    return np.where(closed, interviews, state.stop(interviews))


def _why_thank_you(state: ApplicationState, actions: ActionArrays) -> Texts:
    elapsed = state.timeline.begins[actions.app] - actions.opens
    advice = np.select(
        [(actions.status == OVERDUE) & (elapsed >= _VERY_LATE_SECONDS), actions.status == OVERDUE],
        ["the thank-you is very late, yet still worth sending", "the thank-you is late, yet still worth sending"],
        f"thank them within {state.cadence.thank_you_within_hours} hours",
    )
    return sentence(event_on_day(state, actions.trigger), ": ", advice.astype(object))


def _late_thanks(state: ApplicationState, actions: ActionArrays) -> Modifiers:
    return {"T02": actions.status == OVERDUE}


THANK_YOU = Rule("T01", "thank_you", _thank_you_windows, _why_thank_you, modifiers=_late_thanks)


# --- T12: an answer to every reply, invitation and offer --------------------------------------------------------------


def _answer_windows(state: ApplicationState) -> Asked:
    line = state.timeline
    places = state.marks("reply", "interview_invitation", "offer").places
    app = line.app[places]
    due = _answer_due(state, places, app)
    expires = state.day_end(app, state.local_day(app, due) + state.cadence.decide_after_days)
    stop = state.stop(places, ("rejection", "closure"))
    gone = state.marks("withdrawal", "acceptance").before(places) < line.none
    window = ActionWindow(line.at[places], due, expires, state.outbound.after(places), np.where(gone, places, stop))
    return Asked(window, ActionStart(places, places, numbered_in_application(app)))


def _answer_due(state: ApplicationState, places: Ints, app: Ints) -> Ints:
    line, hours = state.timeline, state.cadence.answer_within_hours
    if hours:
        return np.where(state.has_clock(places), line.at[places] + hours * 3600, state.day_end(app, line.day[places]))
    return state.day_end(app, state.business_days_after(app, line.day[places], state.cadence.answer_within_business_days))


def _met(state: ApplicationState, asked: ActionArrays) -> ActionArrays:
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


def _why_answer(state: ApplicationState, actions: ActionArrays) -> Texts:
    cadence = state.cadence
    hours, days = cadence.answer_within_hours, cadence.answer_within_business_days
    within = f"{hours} hours" if hours else f"{days} business day{'s' if days > 1 else ''}"
    return sentence(event_on_day(state, actions.trigger), f": answer with thanks within {within}")


ANSWER = Rule("T12", "answer", _answer_windows, _why_answer, needless_at=(), settled=_met)


# --- T13: thanks and a request for feedback after a rejection that followed an interview ------------------------------

_FEEDBACK_WITHIN_BUSINESS_DAYS = 2
_FEEDBACK_MISSED_AFTER_DAYS = 14


def _rejections_after_interview(state: ApplicationState) -> Ints:
    rejections = state.marks("rejection").places
    return rejections[state.marks("interview").before(rejections) < state.timeline.none]


def _feedback_windows(state: ApplicationState) -> Asked:
    line = state.timeline
    places = _rejections_after_interview(state)
    app, day = line.app[places], line.day[places]
    due = state.day_end(app, state.business_days_after(app, day, _FEEDBACK_WITHIN_BUSINESS_DAYS))
    expires = state.day_end(app, day + _FEEDBACK_MISSED_AFTER_DAYS)
    answer = state.marks("feedback_request", "thank_you", "answer").after(places)
    window = ActionWindow(line.at[places], due, expires, answer, state.marks("offer").after(places))
    return Asked(window, ActionStart(places, places, numbered_in_application(app)))


def _why_feedback(state: ApplicationState, actions: ActionArrays) -> Texts:
    return sentence(event_on_day(state, actions.trigger), ": thank them, and ask for feedback")


FEEDBACK_REQUEST = Rule("T13", "feedback_request", _feedback_windows, _why_feedback, needless_at=None)


# --- T14: to connect, once an application, from the first thank-you after an interview on -----------------------------

_SUGGESTED_FOR_DAYS = 7


def _connection_windows(state: ApplicationState) -> Asked:
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
    stop = only(state.stop(interviews.before(places)), sent == line.none, line.none)
    return Asked(ActionWindow(line.at[places], end, end, sent, stop), ActionStart(places, places, np.ones_like(app)))


def _why_connection(state: ApplicationState, actions: ActionArrays) -> Texts:
    return sentence(event_on_day(state, actions.trigger), ": a connection request complements it")


CONNECTION_REQUEST = Rule("T14", "connection_request", _connection_windows, _why_connection, lapse=MOOT)


# --- T19: one note some months after the latest rejection that followed an interview ----------------------------------

_KEEP_IN_TOUCH_FOR_DAYS = 30


def _keep_in_touch_windows(state: ApplicationState) -> Asked:
    line, wait = state.timeline, state.cadence.keep_in_touch_after_days
    places = _rejections_after_interview(state) if wait else np.array([], dtype=np.int64)
    app, opens_day = line.app[places], line.day[places] + wait
    opens, end = state.day_start(app, opens_day), state.day_end(app, opens_day + _KEEP_IN_TOUCH_FOR_DAYS)
    note = state.marks("keep_in_touch").after(places)
    in_time = only(note, line.at[note] <= end, line.none)
    window = ActionWindow(opens, end, end, in_time, state.marks("offer").after(places))
    return Asked(window, ActionStart(places, places, numbered_in_application(app)))


def _latest_only(state: ApplicationState, notes: ActionArrays) -> ActionArrays:
    app = notes.app
    earlier: Flags = np.append(app[1:] == app[:-1], False)[: len(app)]
    replaced = earlier & (notes.status != DONE) & (notes.status != LATE)
    return dataclasses.replace(notes, status=np.where(replaced, MOOT, notes.status))


def _why_keep_in_touch(state: ApplicationState, actions: ActionArrays) -> Texts:
    days = state.cadence.keep_in_touch_after_days
    return sentence(event_on_day(state, actions.trigger), f": a note {days} days later keeps the door open")


KEEP_IN_TOUCH = Rule(
    "T19", "keep_in_touch", _keep_in_touch_windows, _why_keep_in_touch, needless_at=None, lapse=MOOT, settled=_latest_only
)

RULES = (THANK_YOU, ANSWER, FEEDBACK_REQUEST, CONNECTION_REQUEST, KEEP_IN_TOUCH)
