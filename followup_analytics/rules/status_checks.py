"""T03-T06 and T07's request: status checks after an interview, a reply or a promise, and the request for closure.

Each rule is one record at the end of its section: when it asks (`windows`), what satisfies it, and why (`explain`).
"""

from dataclasses import dataclass

import numpy as np

from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules import schedule
from followup_analytics.rules.action_arrays import WAITING, ActionArrays, ActionStart, ActionWindow, first_of
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.check_waits import first_wait_business_days, late_stage_extra, pace_modifiers, spacing_days
from followup_analytics.rules.moving_on import DECISION, Episode, after_closure_request, episodes, stated_events
from followup_analytics.rules.rule import Asked, Modifiers, Rule, day_texts, number_text, sentence, told
from followup_analytics.rules.sending import Texts

_CLOSURE_LAPSES_AFTER_DAYS = 14
_ORDINALS = ("", "first", "second", "third", "fourth")


def after_anchors(state: ApplicationState) -> list[ActionArrays]:
    """All actions of T03-T05, T07 and T18."""
    line = state.timeline
    anchors, checks = state.anchors.places, state.marks("status_check").places
    of_anchors = episodes(state, anchors[~state.no_inquiries[line.app[anchors]]])
    promise = _promises(state, of_anchors)
    first, stated = FIRST_CHECK.judged(state, of_anchors, promise), STATED_CHECK.judged(state, of_anchors, promise)
    followed = (state.anchors.before(checks) < line.none) & ~state.no_inquiries[line.app[checks]]
    of_checks = episodes(state, checks[followed])
    following = NEXT_CHECK.judged(state, of_checks)
    requests = CLOSURE_REQUEST.judged(state, of_checks, following)
    missed = (first, stated, following)
    decisions = (DECISION.judged(state, checks, branch=checks.rule) for checks in missed)
    return [*missed, requests, *after_closure_request(state, requests, of_anchors), *decisions]


# --- what the first checks share: the promise of an answer, and whether theirs was answered ---------------------------


@dataclass(frozen=True)
class _Promise:
    """Of each anchor: the event that states a day for their answer, its number, that day, and whether it counts."""

    event: Ints
    number: Ints
    day: Ints
    made: Flags


def _promises(state: ApplicationState, episode: Episode) -> _Promise:
    line, app = state.timeline, state.timeline.app[episode.places]
    event, number = stated_events(state, first_of(episode.next_check, episode.next_anchor), app)
    day = np.where(event < line.none, line.stated[np.minimum(event, line.none - 1)], -1) if line.none else event
    return _Promise(event, number, day, day >= line.day[episode.places])


def _answered(state: ApplicationState, episode: Episode) -> tuple[Ints, Flags]:
    """The day on which a reply or invitation was answered (0 for an interview), and where it has not been."""
    line = state.timeline
    theirs = ~line.of_kinds(["interview"])[episode.places]
    sent = state.outbound.after(episode.places)
    answered = sent < episode.next_anchor
    return np.where(theirs & answered, line.day[np.where(answered, sent, 0)], 0), theirs & ~answered


def _first_asked(
    state: ApplicationState, episode: Episode, chosen: Flags, opens_day: Ints, due_day: Ints, trigger: Ints, second: Ints
) -> Asked:
    """The first check after the chosen anchors: it waits for an interview that is planned, or for their word to be answered."""
    app = state.timeline.app[episode.places]
    ender = first_of(episode.next_anchor, episode.closure_request, state.stop(episode.places))
    held = _answered(state, episode)[1] | state.interview_planned[app]
    window = _window(state, app[chosen], opens_day, due_day, episode.next_check[chosen], ender[chosen], held[chosen])
    ones = np.ones(int(chosen.sum()), dtype=np.int64)
    return Asked(window, ActionStart(trigger, episode.places[chosen], episode.anchor_number[chosen], second, ones))


def _window(
    state: ApplicationState, app: Ints, opens_day: Ints, due_day: Ints, answer: Ints, ender: Ints, held: Flags
) -> ActionWindow:
    expires = state.day_end(app, due_day + state.cadence.decide_after_days)
    return ActionWindow(state.day_start(app, opens_day), state.day_end(app, due_day), expires, answer, ender, held)


def _asked_from(state: ApplicationState, actions: ActionArrays, opens_day: Ints, usual: Texts) -> Texts:
    """From when to ask: as usual, or since the seeker answered, where the window would have opened before that."""
    line, sent = state.timeline, state.outbound.after(actions.anchor)
    theirs = ~line.of_kinds(["interview"])[actions.anchor]
    answered = theirs & (sent < state.anchors.after(actions.anchor)) & (sent != actions.done)
    day = line.day[np.where(answered, sent, actions.anchor)]
    said = sentence(" You answered on ", day_texts(state, day), ", so ask from then.")
    return np.where(answered & (day > opens_day), said, usual).astype(object)


# --- T03: no date was promised ----------------------------------------------------------------------------------------


def _opens_after_wait(state: ApplicationState, app: Ints, anchors: Ints) -> Ints:
    return state.business_days_after(app, state.timeline.day[anchors], first_wait_business_days(state, anchors))


def _after_open_promise(state: ApplicationState, episode: Episode) -> Ints:
    """The first business day after a day that a note may promise, as long as that is a question; 0 where there is none.

    It counts for the last episode, and for nothing where it lies before what the episode begins with.
    """
    line, app = state.timeline, state.timeline.app[episode.places]
    promised = state.promised_days[app]
    counts = (episode.next_anchor == line.none) & (promised >= line.day[episode.places])
    opens = state.business_days_after(app, np.where(counts, promised, line.day[episode.places]), 1)
    return np.where(counts, opens, 0)


def _first_windows(state: ApplicationState, episode: Episode, promise: _Promise) -> Asked:
    chosen = ~promise.made
    places = episode.places[chosen]
    app = state.timeline.app[places]
    opens_day = np.maximum(_opens_after_wait(state, app, places), _answered(state, episode)[0][chosen])
    opens_day = np.maximum(opens_day, _after_open_promise(state, episode)[chosen])
    due_day = state.business_days_after(app, opens_day, schedule.FIRST_CHECK_BUSINESS_DAYS)
    return _first_asked(state, episode, chosen, opens_day, due_day, places, np.zeros_like(places))


def _why_first(state: ApplicationState, actions: ActionArrays) -> Texts:
    wait = number_text(first_wait_business_days(state, actions.anchor))
    opens_day = _opens_after_wait(state, actions.app, actions.anchor)
    promised = np.maximum(state.promised_days[actions.app], state.timeline.day[actions.anchor])
    in_a_note = sentence(" Your notes may promise an answer by ", day_texts(state, promised), ". Ask after that.")
    moved = state.local_day(actions.app, actions.opens) > np.maximum(opens_day, promised)
    is_promise = moved & (state.promised_days[actions.app] >= state.timeline.day[actions.anchor]) & (actions.put_off < 0)
    usual = np.where(is_promise, in_a_note, sentence(" Ask after ", wait, " business days."))
    said = np.where(state.they_contact[actions.app], ", and they said that they would call.", ", no date promised.")
    return sentence(told(state, actions.trigger), said, _asked_from(state, actions, opens_day, usual))


def _first_modifiers(state: ApplicationState, actions: ActionArrays) -> Modifiers:
    """Where they said that they would call, nothing else counts."""
    urgent = state.applications["urgent"].to_numpy()[actions.app]
    changed = pace_modifiers(state, actions) | {"T10": urgent, "T11": late_stage_extra(state, actions.anchor) > 0}
    they_contact = state.they_contact[actions.app]
    return {rule: applies & ~they_contact for rule, applies in changed.items()} | {"T16": they_contact}


FIRST_CHECK = Rule("T03", 3, "status_check", _first_windows, _why_first, modifiers=_first_modifiers)


# --- T04: a date was promised and has passed --------------------------------------------------------------------------


def _opens_after_buffer(state: ApplicationState, app: Ints, stated_day: Ints) -> Ints:
    return state.business_days_after(app, stated_day, state.cadence.buffer_business_days)


def _stated_windows(state: ApplicationState, episode: Episode, promise: _Promise) -> Asked:
    chosen = promise.made
    app, stated_day = state.timeline.app[episode.places[chosen]], promise.day[chosen]
    opens_day = np.maximum(_opens_after_buffer(state, app, stated_day), _answered(state, episode)[0][chosen])
    due_day = np.maximum(opens_day, stated_day + schedule.STATED_CHECK_DAYS)
    return _first_asked(state, episode, chosen, opens_day, due_day, promise.event[chosen], promise.number[chosen])


def _why_stated(state: ApplicationState, actions: ActionArrays) -> Texts:
    stated_day = state.timeline.stated[actions.trigger]
    passed = np.where(
        actions.opens <= state.timeline.ends[actions.app], ", and that day has passed.", ". Ask once it has passed."
    )
    usual = _asked_from(state, actions, _opens_after_buffer(state, actions.app, stated_day), passed.astype(object))
    after_answer = np.where(np.char.startswith(usual.astype(str), " You"), ".", "")
    promised = sentence(". They promised an answer by ", day_texts(state, stated_day), after_answer, usual)
    return sentence(told(state, actions.trigger), promised)


STATED_CHECK = Rule("T04", 3, "status_check", _stated_windows, _why_stated)


# --- T05 and T06: the next check, while there may be one more ---------------------------------------------------------


def _next_windows(state: ApplicationState, episode: Episode) -> Asked:
    chosen = episode.checks_so_far < state.cadence.max_attempts
    places = episode.places[chosen]
    app = state.timeline.app[places]
    opens_day = state.timeline.day[places] + spacing_days(state)[app]
    ender = first_of(episode.next_anchor, episode.closure_request, state.stop(episode.places))[chosen]
    held, answer = state.interview_planned[app], episode.next_check[chosen]
    window = _window(state, app, opens_day, opens_day + schedule.NEXT_CHECK_DAYS, answer, ender, held)
    so_far = episode.checks_so_far[chosen]
    return Asked(window, ActionStart(places, episode.anchor[chosen], episode.anchor_number[chosen], so_far, so_far + 1))


def _why_next(state: ApplicationState, actions: ActionArrays) -> Texts:
    number = np.array(_ORDINALS, dtype=object)[actions.number]
    days = number_text(spacing_days(state)[actions.app])
    return sentence(told(state, actions.trigger), " and heard nothing. Ask a ", number, " time after ", days, " days.")


NEXT_CHECK = Rule("T05", 3, "status_check", _next_windows, _why_next, modifiers=pace_modifiers)


# --- T07: a request for closure after the last check, or where the next one was missed --------------------------------


def _closure_windows(state: ApplicationState, episode: Episode, next_check: ActionArrays) -> Asked:
    missed = np.zeros(len(episode.places), dtype=bool)
    missed[episode.checks_so_far < state.cadence.max_attempts] = next_check.lapsed
    asked = episode.closure_request < episode.next_check
    chosen = (episode.checks_so_far >= state.cadence.max_attempts) | missed | asked
    places = episode.places[chosen]
    app = state.timeline.app[places]
    opens_day = state.timeline.day[places] + state.cadence.closure_wait_days
    due_day = opens_day + schedule.CLOSURE_REQUEST_DAYS
    window = ActionWindow(
        state.day_start(app, opens_day),
        state.day_end(app, due_day),
        state.day_end(app, due_day + _CLOSURE_LAPSES_AFTER_DAYS),
        episode.closure_request[chosen],
        first_of(episode.next_check, episode.next_anchor, state.stop(episode.places))[chosen],
        state.interview_planned[app],
    )
    numbers = (episode.anchor_number[chosen], episode.checks_so_far[chosen])
    return Asked(window, ActionStart(places, episode.anchor[chosen], *numbers))


def _why_closure(state: ApplicationState, actions: ActionArrays) -> Texts:
    days = state.cadence.closure_wait_days
    waits = f" and heard nothing. Ask politely for a final word after {days} days."
    over = f" and heard nothing for {days} days. Ask politely for a final word."
    return sentence(told(state, actions.trigger), np.where(actions.status == WAITING, waits, over))


CLOSURE_REQUEST = Rule("T07", 3, "closure_request", _closure_windows, _why_closure)

RULES = (FIRST_CHECK, STATED_CHECK, NEXT_CHECK, CLOSURE_REQUEST)
