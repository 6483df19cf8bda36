"""T03-T07: status checks after an anchor, and the request for closure."""

import numpy as np

from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import Batch, Start, Window, first_of
from followup_analytics.rules.application_state import State
from followup_analytics.rules.moving_on import Episode, closing, decisions, episodes, stated_events
from followup_analytics.rules.pace import first_wait_business_days, spacing_days

_CHECK_WINDOW_BUSINESS_DAYS = 3
_STATED_WINDOW_DAYS = 3
_NEXT_CHECK_WINDOW_DAYS = 7
_CLOSURE_WINDOW_DAYS = 7
_CLOSURE_LAPSES_AFTER_DAYS = 14


def first_checks(state: State, episode: Episode) -> tuple[Batch, Batch]:
    """T03 and T04: the first status check after an anchor, as one batch each."""
    line, anchors = state.timeline, episode.places
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


def after_anchors(state: State) -> list[Batch]:
    """All actions of T03-T05, T07 and T18."""
    line = state.timeline
    anchors, checks = state.anchors.places, state.marks("status_check").places
    of_anchors = episodes(state, anchors[~state.no_inquiries[line.app[anchors]]])
    t03, t04 = first_checks(state, of_anchors)
    followed = (state.anchors.before(checks) < line.none) & ~state.no_inquiries[line.app[checks]]
    of_checks = episodes(state, checks[followed])
    t05 = next_checks(state, of_checks)
    requests = closure_requests(state, of_checks, t05)
    ended = closing(state, requests, of_anchors)
    return [t03, t04, t05, requests, *ended, *(decisions(state, missed) for missed in (t03, t04, t05))]
