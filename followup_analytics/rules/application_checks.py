"""T20 and T16: the one check on an application without any answer, and moving on where inquiries are forbidden."""

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import Marks
from followup_analytics.rules.action_arrays import DONE, LATE, MOOT, Batch, Start, Window, first_of, only
from followup_analytics.rules.application_state import STOP_KINDS, State
from followup_analytics.rules.moving_on import MOVE_ON_DAYS, move_on_after_lapse, move_on_after_sending, stated_events

_WINDOW_BUSINESS_DAYS = 3
_QUIET_BUSINESS_DAYS = 30
_LAPSES_AFTER_DAYS = 14


def on_applications(state: State) -> list[Batch]:
    """T20: one check on an application without any answer, then moving on."""
    heard = state.marks("interview", *words.HUMAN_INBOUND_KINDS)
    check = _application_checks(state, heard)
    asked = check.where((check.status == DONE) | (check.status == LATE))
    lapsed = check.where(check.lapsed)
    late = first_of(state.marks("status_check").after(lapsed.trigger), state.marks("closure_request").after(lapsed.trigger))
    return [
        check,
        move_on_after_sending(state, "T20", Start(asked.done, asked.anchor, *asked.occurrence), heard),
        move_on_after_lapse(state, lapsed, heard, late),
    ]


def _application_checks(state: State, heard: Marks) -> Batch:
    line = state.timeline
    first = line.first(state.marks("application"))
    wanted = (first < line.none) & ~state.no_inquiries & bool(state.cadence.application_wait_business_days)
    app = np.flatnonzero(wanted)
    places = first[app]
    check = state.marks("status_check").after(places)
    first_heard = line.first(heard)[app]
    opens_day, stating_number = _application_opening(state, places, check, first_heard, app)
    due_day = state.business_days_after(app, opens_day, _WINDOW_BUSINESS_DAYS)
    ender = first_of(np.maximum(first_heard, places), state.marks("closure_request").after(places), state.stop(places))
    expires = state.day_end(app, due_day + _LAPSES_AFTER_DAYS)
    window = Window(
        state.day_start(app, opens_day), state.day_end(app, due_day), expires, check, ender, state.interview_planned[app]
    )
    ones = np.ones_like(app)
    start = Start(places, places, ones, stating_number, ones)
    return state.judge("T20", "status_check", window, start, state.ended_without_date("offer", "interviewing"))


def _application_opening(state: State, places: Ints, check: Ints, first_heard: Ints, app: Ints) -> tuple[Ints, Ints]:
    """The day on which the check opens: never before a day that they have stated is over."""
    line = state.timeline
    opens = state.business_days_after(app, line.day[places], state.cadence.application_wait_business_days)
    limit = np.where(check < line.none, check, first_heard)
    stating, number = stated_events(state, limit, app)
    known = stating < line.none
    stated_day = np.where(known, line.stated[np.where(known, stating, 0)], line.day[places]) if line.none else line.day[places]
    return np.maximum(opens, np.where(known, state.business_days_after(app, stated_day, 1), 0)), number


def where_inquiries_are_forbidden(state: State) -> Batch:
    """T16: moving on, 30 business days after the last event."""
    line = state.timeline
    events = line.marked(line.past & ~line.of_kinds(["closure"]))
    last = line.last(events)
    app = np.flatnonzero(state.no_inquiries & (last < line.none))
    places = last[app]
    opens_day = state.business_days_after(app, line.day[places], _QUIET_BUSINESS_DAYS)
    opens, end = state.day_start(app, opens_day), state.day_end(app, opens_day + MOVE_ON_DAYS)
    closed = state.marks("closure").after(places)
    in_time = (line.at[closed] >= opens) & (line.at[closed] <= end)
    lasting = state.marks(*(kind for kind in STOP_KINDS if kind != "closure")).until(places) < line.none
    ender = first_of(only(closed, ~in_time, line.none), only(places, lasting, line.none))
    window = Window(opens, end, end, only(closed, in_time, line.none), ender, state.interview_planned[app])
    number = events.count_until(places) - events.count_until(line.first(events)[app]) + 1
    return state.judge("T16", "move_on", window, Start(places, places, number), state.ended_without_date("offer"), lapse=MOOT)
