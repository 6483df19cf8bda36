"""T03-T07 and T18: status checks after an anchor, the request for closure, moving on, and the decision on what slipped."""

from dataclasses import dataclass

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.rules.pace import first_wait_business_days, spacing_days
from followup_analytics.rules.state import DONE, LATE, MOOT, STOP_KINDS, Batch, Start, State, Window, first_of, only
from followup_analytics.time_zones import Ints
from followup_analytics.timelines import Flags, Marks

_CHECK_WINDOW_BUSINESS_DAYS = 3
_STATED_WINDOW_DAYS = 3
_NEXT_CHECK_WINDOW_DAYS = 7
_CLOSURE_WINDOW_DAYS = 7
_CLOSURE_LAPSES_AFTER_DAYS = 14
MOVE_ON_DAYS = 14
DECISION_DAYS = 14


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


def first_checks(state: State) -> tuple[Batch, Batch]:
    """T03 and T04: the first status check after an anchor, as one batch each."""
    line = state.timeline
    anchors = state.anchors.places
    anchors = anchors[~state.no_inquiries[line.app[anchors]]]
    episode = episodes(state, anchors)
    app, day = line.app[anchors], line.day[anchors]
    stating, stating_number = stated_events(state, first_of(episode.next_check, episode.next_anchor), app)
    stated_day = np.where(stating < line.none, line.stated[np.minimum(stating, line.none - 1)], -1) if line.none else stating
    is_stated = stated_day >= day
    answered_day, held = _answered(state, episode)
    ender = first_of(episode.next_anchor, episode.closure_request, state.stop(anchors))
    held |= state.interview_planned[app]

    def judged(rule: str, chosen: Flags, opens_day: Ints, due_day: Ints, trigger: Ints, second: Ints) -> Batch:
        window = _window(state, app[chosen], opens_day, due_day, episode.next_check[chosen], ender[chosen], held[chosen])
        start = Start(
            trigger[chosen],
            anchors[chosen],
            episode.anchor_number[chosen],
            second[chosen],
            np.ones(int(chosen.sum()), dtype=np.int64),
        )
        return state.judge(rule, "status_check", window, start, state.ended_without_date("offer"))

    plain = ~is_stated
    opens = state.business_days_after(app[plain], day[plain], first_wait_business_days(state, anchors[plain]))
    opens = np.maximum(opens, answered_day[plain])
    due = state.business_days_after(app[plain], opens, _CHECK_WINDOW_BUSINESS_DAYS)
    t03 = judged("T03", plain, opens, due, anchors, np.zeros_like(app))
    opens = state.business_days_after(app[is_stated], stated_day[is_stated], state.cadence.buffer_business_days)
    opens = np.maximum(opens, answered_day[is_stated])
    due = np.maximum(opens, stated_day[is_stated] + _STATED_WINDOW_DAYS)
    return t03, judged("T04", is_stated, opens, due, stating, stating_number)


def _window(state: State, app: Ints, opens_day: Ints, due_day: Ints, answer: Ints, ender: Ints, held: Flags) -> Window:
    expires = state.day_end(app, due_day + state.cadence.decide_after_days)
    return Window(state.day_start(app, opens_day), state.day_end(app, due_day), expires, answer, ender, held)


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
    stating = line.past & (line.stated >= 0)
    if stating.any():
        applied = line.first(state.marks("application"))
        since = np.where(applied < line.none, applied, -1)
        stating &= line.of_kinds([*words.INBOUND_KINDS, "interview"]) & (np.arange(line.none) > since[line.app])
    return line.marked(stating)


def _answered(state: State, episode: Episode) -> tuple[Ints, Flags]:
    """The day on which a reply or invitation was answered (0 for an interview), and where it has not been."""
    line = state.timeline
    theirs = ~line.of_kinds(["interview"])[episode.places]
    sent = state.outbound.after(episode.places)
    answered = sent < episode.next_anchor
    return np.where(theirs & answered, line.day[np.where(answered, sent, 0)], 0), theirs & ~answered


def next_checks(state: State, episode: Episode) -> Batch:
    """T05: the next status check after each one, while T06 allows one more."""
    chosen = episode.checks_so_far < state.cadence.max_attempts
    places = episode.places[chosen]
    app = state.timeline.app[places]
    opens_day = state.timeline.day[places] + spacing_days(state)[app]
    ender = first_of(episode.next_anchor, episode.closure_request, state.stop(episode.places))[chosen]
    window = _window(
        state,
        app,
        opens_day,
        opens_day + _NEXT_CHECK_WINDOW_DAYS,
        episode.next_check[chosen],
        ender,
        state.interview_planned[app],
    )
    so_far = episode.checks_so_far[chosen]
    start = Start(places, episode.anchor[chosen], episode.anchor_number[chosen], so_far, so_far + 1)
    return state.judge("T05", "status_check", window, start, state.ended_without_date("offer"))


def closure_requests(state: State, episode: Episode, next_check: Batch) -> Batch:
    """T07: a request for closure after the last status check, or where the next one has been missed."""
    line = state.timeline
    missed = np.zeros(len(episode.places), dtype=bool)
    missed[episode.checks_so_far < state.cadence.max_attempts] = next_check.lapsed
    asked = episode.closure_request < episode.next_check
    chosen = (episode.checks_so_far >= state.cadence.max_attempts) | missed | asked
    places = episode.places[chosen]
    app, opens_day = line.app[places], line.day[places] + state.cadence.closure_wait_days
    due_day = opens_day + _CLOSURE_WINDOW_DAYS
    ender = first_of(episode.next_check, episode.next_anchor, state.stop(episode.places))[chosen]
    window = Window(
        state.day_start(app, opens_day),
        state.day_end(app, due_day),
        state.day_end(app, due_day + _CLOSURE_LAPSES_AFTER_DAYS),
        episode.closure_request[chosen],
        ender,
        state.interview_planned[app],
    )
    start = Start(places, episode.anchor[chosen], episode.anchor_number[chosen], episode.checks_so_far[chosen])
    return state.judge("T07", "closure_request", window, start, state.ended_without_date("offer"))


def closing(state: State, requests: Batch) -> list[Batch]:
    """T07: moving on, after a request for closure that was sent or that lapsed."""
    asked = requests.where((requests.status == DONE) | (requests.status == LATE))
    lapsed = requests.where(requests.lapsed)
    early = _requests_without_check(state)
    late_request = state.marks("closure_request").after(lapsed.trigger)
    return [
        move_on_after_sending(state, "T07", Start(asked.done, asked.anchor, *asked.occurrence), state.anchors),
        move_on_after_sending(state, "T07", early, state.anchors),
        move_on_after_lapse(state, lapsed, state.anchors, late_request),
    ]


def _requests_without_check(state: State) -> Start:
    """The first request for closure of an episode, where no status check of the episode comes before it."""
    anchors = state.anchors.places
    anchors = anchors[~state.no_inquiries[state.timeline.app[anchors]]]
    episode = episodes(state, anchors)
    chosen = episode.closure_request < first_of(episode.next_check, episode.next_anchor)
    return Start(
        episode.closure_request[chosen],
        anchors[chosen],
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


def after_anchors(state: State) -> list[Batch]:
    """All actions of T03-T05, T07 and T18."""
    line = state.timeline
    t03, t04 = first_checks(state)
    checks = state.marks("status_check").places
    followed = (state.anchors.before(checks) < line.none) & ~state.no_inquiries[line.app[checks]]
    episode = episodes(state, checks[followed])
    t05 = next_checks(state, episode)
    requests = closure_requests(state, episode, t05)
    return [t03, t04, t05, requests, *closing(state, requests), *(decisions(state, missed) for missed in (t03, t04, t05))]
