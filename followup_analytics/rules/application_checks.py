"""T20 and T16: the one check on an application without any answer, and moving on where inquiries are forbidden."""

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import Marks
from followup_analytics.rules.action_arrays import MOOT, ActionArrays, ActionStart, ActionWindow, first_of, only
from followup_analytics.rules.application_state import STOP_KINDS, ApplicationState
from followup_analytics.rules.moving_on import APPLICATION_MOVE_ON, MOVE_ON_DAYS, move_on, stated_events
from followup_analytics.rules.rule import Asked, Rule, sentence, told
from followup_analytics.rules.schedule import FIRST_CHECK_BUSINESS_DAYS
from followup_analytics.rules.sending import Texts

_LAPSES_AFTER_DAYS = 14
_QUIET_BUSINESS_DAYS = 30


def on_applications(state: ApplicationState) -> list[ActionArrays]:
    """T20: one check on an application without any answer, then moving on."""
    heard = state.marks("interview", *words.HUMAN_INBOUND_KINDS)
    check = APPLICATION_CHECK.judged(state, heard)
    late = first_of(*(state.marks(kind).after(check.trigger) for kind in ("status_check", "closure_request")))
    return [check, *move_on(state, APPLICATION_MOVE_ON, check, heard, late)]


def where_inquiries_are_forbidden(state: ApplicationState) -> list[ActionArrays]:
    """T16: moving on, 30 business days after the last event."""
    return [QUIET_MOVE_ON.judged(state)]


# --- T20 --------------------------------------------------------------------------------------------------------------


def _check_windows(state: ApplicationState, heard: Marks) -> Asked:
    line = state.timeline
    applied = state.marks("application")
    latest = line.last(applied)
    wanted = (latest < line.none) & ~state.no_inquiries & bool(state.cadence.application_wait_business_days)
    app = np.flatnonzero(wanted)
    places = latest[app]
    check = state.marks("status_check").after(places)
    first_heard = line.first(heard)[app]
    opens_day, stating_number = _application_opening(state, places, check, first_heard, app)
    due_day = state.business_days_after(app, opens_day, FIRST_CHECK_BUSINESS_DAYS)
    ender = first_of(np.maximum(first_heard, places), state.marks("closure_request").after(places), state.stop(places))
    expires = state.day_end(app, due_day + _LAPSES_AFTER_DAYS)
    opens, due = state.day_start(app, opens_day), state.day_end(app, due_day)
    window = ActionWindow(opens, due, expires, check, ender, state.interview_planned[app])
    # Who applies again begins a new silence, which is another action.
    number = applied.count_until(places) - applied.count_until(line.first(applied)[app]) + 1
    return Asked(window, ActionStart(places, places, number, stating_number, np.ones_like(app)))


def _application_opening(state: ApplicationState, places: Ints, check: Ints, first_heard: Ints, app: Ints) -> tuple[Ints, Ints]:
    """The day on which the check opens: never before a day that they have stated is over."""
    line = state.timeline
    opens = state.business_days_after(app, line.day[places], state.cadence.application_wait_business_days)
    limit = np.where(check < line.none, check, first_heard)
    stating, number = stated_events(state, limit, app)
    known = stating < line.none
    stated_day = np.where(known, line.stated[np.where(known, stating, 0)], line.day[places]) if line.none else line.day[places]
    return np.maximum(opens, np.where(known, state.business_days_after(app, stated_day, 1), 0)), number


def _why_check(state: ApplicationState, actions: ActionArrays) -> Texts:
    days = state.cadence.application_wait_business_days
    return sentence(told(state, actions.trigger), f". Ask once, after {days} business days.")


APPLICATION_CHECK = Rule("T20", 6, "status_check", _check_windows, _why_check, needless_at=("offer", "interviewing"))


# --- T16 --------------------------------------------------------------------------------------------------------------


def _quiet_windows(state: ApplicationState) -> Asked:
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
    window = ActionWindow(opens, end, end, only(closed, in_time, line.none), ender, state.interview_planned[app])
    number = events.count_until(places) - events.count_until(line.first(events)[app]) + 1
    return Asked(window, ActionStart(places, places, number))


def _why_quiet(state: ApplicationState, actions: ActionArrays) -> Texts:
    quiet = f". They asked not to be asked, and {_QUIET_BUSINESS_DAYS} business days have passed. Let it go."
    return sentence(told(state, actions.trigger), quiet)


QUIET_MOVE_ON = Rule("T16", 7, "move_on", _quiet_windows, _why_quiet, lapse=MOOT)

RULES = (APPLICATION_CHECK, QUIET_MOVE_ON)
