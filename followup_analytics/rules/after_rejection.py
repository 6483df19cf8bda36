"""T13 and T19: feedback and keeping in touch, after a rejection that followed an interview."""

import dataclasses

import numpy as np

from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import (
    DONE,
    LATE,
    MOOT,
    ActionArrays,
    ActionStart,
    ActionWindow,
    numbered_in_application,
    only,
)
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.rule import Asked, Rule, sentence, told
from followup_analytics.rules.sending import Texts


def after_rejections(state: ApplicationState) -> list[ActionArrays]:
    """All actions of T13 and T19."""
    return [rule.judged(state) for rule in RULES]


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
    return sentence(told(state, actions.trigger), ", after an interview. Thank them, and ask for feedback.")


FEEDBACK_REQUEST = Rule("T13", 3, "feedback_request", _feedback_windows, _why_feedback, needless_at=None)


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
    return sentence(told(state, actions.trigger), f". A note {days} days later keeps the door open.")


KEEP_IN_TOUCH = Rule(
    "T19", 7, "keep_in_touch", _keep_in_touch_windows, _why_keep_in_touch, needless_at=None, lapse=MOOT, settled=_latest_only
)

RULES = (FEEDBACK_REQUEST, KEEP_IN_TOUCH)
