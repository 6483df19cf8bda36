"""Episodes between two words of theirs, and their ends: moving on (T07, T20), and T18's decision."""

from dataclasses import dataclass

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import Marks
from followup_analytics.rules.action_arrays import DONE, LATE, MOOT, ActionArrays, ActionStart, ActionWindow, first_of, only
from followup_analytics.rules.application_state import STOP_KINDS, ApplicationState
from followup_analytics.rules.rule import Asked, Rule, sentence, told
from followup_analytics.rules.sending import Texts


@dataclass(frozen=True)
class Episode:
    """Status checks and requests for closure from an anchor to the next, one element an anchor or check."""

    places: Ints
    anchor: Ints
    next_anchor: Ints
    next_check: Ints
    closure_request: Ints
    checks_so_far: Ints
    anchor_number: Ints


def episodes(state: ApplicationState, places: Ints) -> Episode:
    """The episodes of anchors, or of status checks after an anchor."""
    line, anchors, checks = state.timeline, state.anchors, state.marks("status_check")
    anchor, next_anchor = anchors.until(places), anchors.after(places)
    next_check = checks.after(places)
    next_check = only(next_check, next_check < next_anchor, line.none)
    request = state.marks("closure_request").after(places)
    request = only(request, request < next_anchor, line.none)
    first = line.first(anchors)[line.app[places]]
    return Episode(
        places,
        anchor,
        next_anchor,
        next_check,
        request,
        checks.count_until(places) - checks.count_until(anchor),
        anchors.count_until(anchor) - anchors.count_until(first) + 1,
    )


def stated_events(state: ApplicationState, limits: Ints, app: Ints) -> tuple[Ints, Ints]:
    """The latest event before each limit that states a day for their answer, and its number in the application."""
    marks = stating_marks(state)
    if len(marks.places) == 0:
        return np.full(len(app), state.timeline.none, dtype=np.int64), np.zeros_like(app)
    found = state.timeline.last_before(marks, limits, app)
    known = np.where(found < state.timeline.none, found, 0)
    first = state.timeline.first(marks)[app]
    number = marks.count_until(known) - marks.count_until(np.where(found < state.timeline.none, first, 0)) + 1
    return found, np.where(found < state.timeline.none, number, 0)


def stating_marks(state: ApplicationState) -> Marks:
    """Inbound events and interviews since the application that state a day for their answer."""
    line = state.timeline
    stating = np.flatnonzero(line.past & (line.stated >= 0) & line.of_kinds([*words.INBOUND_KINDS, "interview"]))
    if len(stating):
        applied = line.first(state.marks("application"))[line.app[stating]]
        stating = stating[(applied == line.none) | (stating > applied)]
    return line.marked(line.flags(stating))


# --- moving on, after T07's request for closure and after T20's check -------------------------------------------------

MOVE_ON_DAYS = 14
_SENT, _LAPSED = "sent", "lapsed"


def after_closure_request(state: ApplicationState, requests: ActionArrays, of_anchors: Episode) -> list[ActionArrays]:
    """T07: moving on, after a request for closure that was sent or that lapsed."""
    early = _requests_without_check(of_anchors)
    late_request = state.marks("closure_request").after(requests.trigger)
    after_sending, after_lapse = move_on(state, CLOSURE_MOVE_ON, requests, state.anchors, late_request)
    return [after_sending, _after_sending(state, CLOSURE_MOVE_ON, early, state.anchors), after_lapse]


def move_on(
    state: ApplicationState, rule: Rule, questions: ActionArrays, returns: Marks, late_answer: Ints
) -> tuple[ActionArrays, ActionArrays]:
    """Moving on after last questions: two weeks after one was sent, or the day after it lapsed.

    What `returns` marks makes it needless; so does an answer to a lapsed question, given late (`late_answer`, by question).
    """
    sent = questions.where((questions.status == DONE) | (questions.status == LATE))
    lapsed, late_answer = questions.where(questions.lapsed), late_answer[questions.lapsed]
    start = ActionStart(lapsed.trigger, lapsed.anchor, *lapsed.occurrence)
    return (
        _after_sending(state, rule, ActionStart(sent.done, sent.anchor, *sent.occurrence), returns),
        rule.judged(state, start, lapsed.expires + 1, returns, late_answer, branch=_LAPSED),
    )


def _after_sending(state: ApplicationState, rule: Rule, start: ActionStart, returns: Marks) -> ActionArrays:
    app = state.timeline.app[start.trigger]
    opens = state.day_start(app, state.timeline.day[start.trigger] + MOVE_ON_DAYS)
    never = np.full(len(app), state.timeline.none, dtype=np.int64)
    return rule.judged(state, start, opens, returns, never, branch=_SENT)


def _requests_without_check(episode: Episode) -> ActionStart:
    """The first request for closure of an episode, where no status check of the episode comes before it."""
    chosen = episode.closure_request < first_of(episode.next_check, episode.next_anchor)
    return ActionStart(
        episode.closure_request[chosen],
        episode.anchor[chosen],
        episode.anchor_number[chosen],
        np.zeros(int(chosen.sum()), dtype=np.int64),
    )


def _move_on_windows(state: ApplicationState, start: ActionStart, opens: Ints, returns: Marks, late_answer: Ints) -> Asked:
    line = state.timeline
    app = line.app[start.trigger]
    end = state.day_end(app, state.local_day(app, opens) + MOVE_ON_DAYS)
    closed = state.marks("closure", "withdrawal").after(start.trigger)
    in_time = (line.at[closed] >= opens) & (line.at[closed] <= end)
    others = tuple(kind for kind in STOP_KINDS if kind not in ("closure", "withdrawal"))
    stop = first_of(state.stop(start.trigger, others), _lasting_withdrawal(state, start.trigger))
    ender = first_of(returns.after(start.trigger), stop, late_answer, only(closed, ~in_time, line.none))
    answer = only(closed, in_time, line.none)
    return Asked(ActionWindow(opens, end, end, answer, ender, state.interview_planned[app]), start)


def _lasting_withdrawal(state: ApplicationState, trigger: Ints) -> Ints:
    withdrawn = state.marks("withdrawal").before(trigger) < state.timeline.none
    return only(trigger, withdrawn, state.timeline.none)


def _why_move_on(state: ApplicationState, actions: ActionArrays) -> Texts:
    if actions.branch == _SENT:
        silent = " and two weeks have passed. Let it go."
    else:
        silent = " and heard nothing, and the time to ask is over. Let it go."
    return sentence(told(state, actions.trigger), silent)


CLOSURE_MOVE_ON = Rule("T07", 7, "move_on", _move_on_windows, _why_move_on, lapse=MOOT)
# An interview that the sheet states without a date turns all of T20 off.
APPLICATION_MOVE_ON = Rule("T20", 7, "move_on", _move_on_windows, _why_move_on, lapse=MOOT, needless_at=("offer", "interviewing"))


# --- T18: a check that slipped asks for a decision --------------------------------------------------------------------

_DECISION_DAYS = 14


def _decision_windows(state: ApplicationState, missed: ActionArrays) -> Asked:
    line = state.timeline
    lapsed = missed.where(missed.lapsed)
    app, opens = lapsed.app, lapsed.expires + 1
    end = state.day_end(app, state.local_day(app, opens) + _DECISION_DAYS)
    answer = _first_from(state, state.marks(*words.OUTBOUND_KINDS, "closure"), lapsed.trigger, opens)
    ender = first_of(state.anchors.after(lapsed.anchor), state.stop(lapsed.trigger, ("rejection", "offer")))
    window = ActionWindow(opens, end, end, only(answer, line.at[answer] <= end, line.none), ender)
    return Asked(window, ActionStart(lapsed.trigger, lapsed.anchor, *lapsed.occurrence))


def _first_from(state: ApplicationState, marks: Marks, trigger: Ints, opens: Ints) -> Ints:
    """The first marked event after each trigger whose time is not before `opens`."""
    line = state.timeline
    found = marks.after(trigger)
    early = np.flatnonzero(line.at[found] < opens)
    while len(early):
        found[early] = marks.after(found[early])
        early = early[line.at[found[early]] < opens[early]]
    return found


def _why_decision(state: ApplicationState, actions: ActionArrays) -> Texts:
    days = state.cadence.decide_after_days
    slipped = f", and your check is more than {days} days late. Send it late, close it, or let it go?"
    return sentence(told(state, actions.trigger), slipped)


DECISION = Rule("T18", 7, "decide", _decision_windows, _why_decision, lapse=MOOT)

RULES = (CLOSURE_MOVE_ON, APPLICATION_MOVE_ON, DECISION)
