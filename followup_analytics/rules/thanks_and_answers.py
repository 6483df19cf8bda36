"""T01, T02, T12, T14, T21: thank-yous, connections, answers and decisions."""

import dataclasses

import numpy as np

from followup_analytics.local_time import Ints
from followup_analytics.rules.action_arrays import (
    DONE,
    MOOT,
    OVERDUE,
    ActionArrays,
    ActionStart,
    ActionWindow,
    first_of,
    numbered_in_application,
    only,
)
from followup_analytics.rules.application_state import STOP_KINDS, ApplicationState
from followup_analytics.rules.rule import Asked, Modifiers, Rule, day_texts, sentence, told
from followup_analytics.rules.sending import Texts


def courtesies(state: ApplicationState) -> list[ActionArrays]:
    """All actions of T01, T12, T14 and T21."""
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
        ["A thank-you is very late, but still worth sending.", "A thank-you is late, but still worth sending."],
        f"Thank them within {state.cadence.thank_you_within_hours} hours.",
    )
    return sentence(told(state, actions.trigger), ". ", advice.astype(object))


def _late_thanks(state: ApplicationState, actions: ActionArrays) -> Modifiers:
    return {"T02": actions.status == OVERDUE}


THANK_YOU = Rule("T01", 2, "thank_you", _thank_you_windows, _why_thank_you, modifiers=_late_thanks)


# --- T12: an answer to every reply, invitation and offer --------------------------------------------------------------


def _answer_windows(state: ApplicationState) -> Asked:
    line = state.timeline
    theirs = state.marks("reply", "interview_invitation", "offer").places
    # Numbered among all, so that an action keeps its id when the seeker's own mail is collected later.
    asked = ~state.maybe_answered[theirs]
    places, number = theirs[asked], numbered_in_application(line.app[theirs])[asked]
    app = line.app[places]
    due = _answer_due(state, places, app)
    expires = state.day_end(app, state.local_day(app, due) + state.cadence.decide_after_days)
    window = ActionWindow(line.at[places], due, expires, state.outbound.after(places), _answering_ends(state, places))
    return Asked(window, ActionStart(places, places, number))


def _answering_ends(state: ApplicationState, places: Ints) -> Ints:
    """A withdrawal or acceptance after their message is an answer; before it, it ends what comes."""
    gone = state.marks("withdrawal", "acceptance").before(places) < state.timeline.none
    return np.where(gone, places, state.stop(places, ("rejection", "closure")))


def _answer_due(state: ApplicationState, places: Ints, app: Ints) -> Ints:
    line, hours = state.timeline, state.cadence.answer_within_hours
    if hours:
        return np.where(state.has_clock(places), line.at[places] + hours * 3600, state.day_end(app, line.day[places]))
    return state.day_end(app, state.business_days_after(app, line.day[places], state.cadence.answer_within_business_days))


def _met(state: ApplicationState, asked: ActionArrays) -> ActionArrays:
    """An interview after a reply or invitation shows that it was answered, when is not known.

    A planned one too, unless the reply came after the invitation to it: then it is a message of its own.
    """
    line, trigger = state.timeline, asked.trigger
    interviews = line.marked(line.of_kinds(["interview"]))
    invited, had_met = state.marks("interview_invitation").before(trigger), state.marks("interview").before(trigger)
    is_reply = line.of_kinds(["reply"])[trigger]
    arranged = is_reply & (invited < line.none) & ((had_met == line.none) | (invited > had_met))
    meeting = np.where(arranged, state.marks("interview").after(trigger), interviews.after(trigger))
    return _answered_by(state, asked, only(meeting, ~line.of_kinds(["offer"])[trigger], line.none))


def _answered_by(state: ApplicationState, asked: ActionArrays, meeting: Ints) -> ActionArrays:
    """Done by the meetings, whatever else happened; shown is what was sent where that was in time."""
    line, met = state.timeline, meeting < state.timeline.none
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
    return sentence(told(state, actions.trigger), f". Answer within {within}.")


ANSWER = Rule("T12", 1, "answer", _answer_windows, _why_answer, needless_at=(), settled=_met)


# --- T21: a decision on an offer or invitation by the day that they named -----------------------------------------------


def _deadline_windows(state: ApplicationState) -> Asked:
    line = state.timeline
    theirs = state.marks("offer", "interview_invitation").places
    named = line.answer_by[theirs] >= line.day[theirs]
    places, number = theirs[named], numbered_in_application(line.app[theirs])[named]
    end = state.day_end(line.app[places], line.answer_by[places])
    decided = state.marks("withdrawal", "acceptance").after(places)
    answer = np.where(line.of_kinds(["offer"])[places], decided, state.outbound.after(places))
    # A newer offer replaces the day of the older one.
    ender = first_of(_answering_ends(state, places), state.marks("offer").after(places))
    return Asked(ActionWindow(line.at[places], end, end, answer, ender), ActionStart(places, places, number))


def _invitation_met(state: ApplicationState, asked: ActionArrays) -> ActionArrays:
    line = state.timeline
    meeting = line.marked(line.of_kinds(["interview"])).after(asked.trigger)
    return _answered_by(state, asked, only(meeting, ~line.of_kinds(["offer"])[asked.trigger], line.none))


def _why_deadline(state: ApplicationState, actions: ActionArrays) -> Texts:
    said = day_texts(state, state.timeline.answer_by[actions.trigger])
    return sentence(told(state, actions.trigger), ". They want to know by ", said, ".")


DEADLINE = Rule("T21", 1, "decide", _deadline_windows, _why_deadline, settled=_invitation_met)


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
    return sentence(told(state, actions.trigger), ". A connection request goes well with it.")


CONNECTION_REQUEST = Rule("T14", 7, "connection_request", _connection_windows, _why_connection, lapse=MOOT)


RULES = (THANK_YOU, ANSWER, DEADLINE, CONNECTION_REQUEST)
