"""Episodes between two words of theirs, and their ends: T07's moving on, T18's decision."""

from dataclasses import dataclass

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import Marks
from followup_analytics.rules.action_arrays import DONE, LATE, MOOT, Batch, Start, Window, first_of, only
from followup_analytics.rules.application_state import STOP_KINDS, State


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


def episodes(state: State, places: Ints) -> Episode:
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


def stated_events(state: State, limits: Ints, app: Ints) -> tuple[Ints, Ints]:
    """The latest event before each limit that states a day for their answer, and its number in the application."""
    marks = stating_marks(state)
    if len(marks.places) == 0:
        return np.full(len(app), state.timeline.none, dtype=np.int64), np.zeros_like(app)
    found = state.timeline.last_before(marks, limits, app)
    known = np.where(found < state.timeline.none, found, 0)
    first = state.timeline.first(marks)[app]
    number = marks.count_until(known) - marks.count_until(np.where(found < state.timeline.none, first, 0)) + 1
    return found, np.where(found < state.timeline.none, number, 0)


def stating_marks(state: State) -> Marks:
    """Inbound events and interviews since the application that state a day for their answer."""
    line = state.timeline
    stating = np.flatnonzero(line.past & (line.stated >= 0) & line.of_kinds([*words.INBOUND_KINDS, "interview"]))
    if len(stating):
        applied = line.first(state.marks("application"))[line.app[stating]]
        stating = stating[(applied == line.none) | (stating > applied)]
    return line.marked(line.flags(stating))


MOVE_ON_DAYS = 14
DECISION_DAYS = 14


def closing(state: State, requests: Batch, of_anchors: Episode) -> list[Batch]:
    """T07: moving on, after a request for closure that was sent or that lapsed."""
    asked = requests.where((requests.status == DONE) | (requests.status == LATE))
    lapsed = requests.where(requests.lapsed)
    early = _requests_without_check(of_anchors)
    late_request = state.marks("closure_request").after(lapsed.trigger)
    return [
        move_on_after_sending(state, "T07", Start(asked.done, asked.anchor, *asked.occurrence), state.anchors),
        move_on_after_sending(state, "T07", early, state.anchors),
        move_on_after_lapse(state, lapsed, state.anchors, late_request),
    ]


def _requests_without_check(episode: Episode) -> Start:
    """The first request for closure of an episode, where no status check of the episode comes before it."""
    chosen = episode.closure_request < first_of(episode.next_check, episode.next_anchor)
    return Start(
        episode.closure_request[chosen],
        episode.anchor[chosen],
        episode.anchor_number[chosen],
        np.zeros(int(chosen.sum()), dtype=np.int64),
    )


def move_on_after_sending(state: State, rule: str, start: Start, returns: Marks) -> Batch:
    """Moving on, two weeks after the last question was sent; what `returns` marks makes it needless."""
    app = state.timeline.app[start.trigger]
    opens = state.day_start(app, state.timeline.day[start.trigger] + MOVE_ON_DAYS)
    none = np.full(len(app), state.timeline.none, dtype=np.int64)
    return _move_on(state, rule, start, opens, returns, none, "sent")


def move_on_after_lapse(state: State, lapsed: Batch, returns: Marks, late_answer: Ints) -> Batch:
    """Moving on, the day after the last question lapsed; a question that is sent after all makes it needless."""
    start = Start(lapsed.trigger, lapsed.anchor, *lapsed.occurrence)
    return _move_on(state, lapsed.rule, start, lapsed.expires + 1, returns, late_answer, "lapsed")


def _move_on(state: State, rule: str, start: Start, opens: Ints, returns: Marks, late_answer: Ints, branch: str) -> Batch:
    line = state.timeline
    app = line.app[start.trigger]
    end = state.day_end(app, state.local_day(app, opens) + MOVE_ON_DAYS)
    closed = state.marks("closure", "withdrawal").after(start.trigger)
    in_time = (line.at[closed] >= opens) & (line.at[closed] <= end)
    others = tuple(kind for kind in STOP_KINDS if kind not in ("closure", "withdrawal"))
    stop = first_of(state.stop(start.trigger, others), _lasting_withdrawal(state, start.trigger))
    ender = first_of(returns.after(start.trigger), stop, late_answer, only(closed, ~in_time, line.none))
    window = Window(opens, end, end, only(closed, in_time, line.none), ender, state.interview_planned[app])
    # An interview that the sheet states without a date turns all of T20 off.
    over = state.ended_without_date("offer", "interviewing") if rule == "T20" else state.ended_without_date("offer")
    return state.judge(rule, "move_on", window, start, over, lapse=MOOT, branch=branch)


def _lasting_withdrawal(state: State, trigger: Ints) -> Ints:
    withdrawn = state.marks("withdrawal").before(trigger) < state.timeline.none
    return only(trigger, withdrawn, state.timeline.none)


def decisions(state: State, missed: Batch) -> Batch:
    """T18: send, close or move on, where a status check of T03-T05 was missed."""
    line = state.timeline
    lapsed = missed.where(missed.lapsed)
    app, opens = lapsed.app, lapsed.expires + 1
    end = state.day_end(app, state.local_day(app, opens) + DECISION_DAYS)
    answers = state.marks(*words.OUTBOUND_KINDS, "closure")
    answer = _first_from(state, answers, lapsed.trigger, opens)
    inbound_stop = state.stop(lapsed.trigger, ("rejection", "offer"))
    ender = first_of(state.anchors.after(lapsed.anchor), inbound_stop)
    window = Window(opens, end, end, only(answer, line.at[answer] <= end, line.none), ender)
    start = Start(lapsed.trigger, lapsed.anchor, *lapsed.occurrence)
    return state.judge("T18", "decide", window, start, state.ended_without_date("offer"), lapse=MOOT, branch=missed.rule)


def _first_from(state: State, marks: Marks, trigger: Ints, opens: Ints) -> Ints:
    """The first marked event after each trigger whose time is not before `opens`."""
    line = state.timeline
    found = marks.after(trigger)
    early = np.flatnonzero(line.at[found] < opens)
    while len(early):
        found[early] = marks.after(found[early])
        early = early[line.at[found[early]] < opens[early]]
    return found
