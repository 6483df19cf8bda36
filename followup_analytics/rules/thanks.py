"""T01 and T14: the thank-you after an interview, and the connection request that complements it."""

import numpy as np

from followup_analytics.rules.batch import MOOT, Batch, Start, Window, numbered_in_application, only
from followup_analytics.rules.state import STOP_KINDS, State
from followup_analytics.time_zones import Ints

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
