"""The order in which what can answer comes after what it answers, where a clock time does not say it."""

from collections.abc import Iterable

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.time_zones import Flags, Ints

_RANK = np.array([words.ORDER_WITHIN_DAY[kind] for kind in words.EVENT_KINDS], dtype=np.int64)
_QUESTION_RANK = words.ORDER_WITHIN_DAY["status_check"]
# What they answer, if no clock time says otherwise; the analysis counts more kinds of messages among these.
QUESTIONS = ("status_check", "closure_request")
_AFTER_DECISION = ("feedback_request", "keep_in_touch")


def kind_codes(*kinds: str) -> list[int]:
    """The codes of event kinds in a log's categorical column."""
    return [words.EVENT_KINDS.index(kind) for kind in kinds]


def kind_flags(kinds: Iterable[str]) -> Flags:
    """True at the codes of these kinds."""
    flags = np.zeros(len(words.EVENT_KINDS), dtype=bool)
    flags[kind_codes(*kinds)] = True
    return flags


def answering_order(app: Ints, day: Ints, kind: Ints, without_clock: Flags, questions: Flags) -> Ints | None:
    """The order in which what can answer comes after what it answers; None where the log's own order is that.

    Only days with several events, one of them without a clock time, are touched.
    """
    if len(app) == 0:
        return None
    new_run = np.append(True, (app[1:] != app[:-1]) | (day[1:] != day[:-1]))
    run = np.cumsum(new_run) - 1
    size = np.bincount(run)
    mixed = (np.bincount(run, weights=without_clock) > 0) & (size > 1)
    places = np.flatnonzero(mixed[run])
    if len(places) == 0:
        return None
    order = np.arange(len(app))
    keys = _order_keys(run[places], kind[places], without_clock[places], questions)
    order[places] = places[np.lexsort((places, without_clock[places], keys))]
    return order


def _order_keys(run: Ints, kind: Ints, without_clock: Flags, questions: Flags) -> Ints:
    """Run and rank in one number; an event with a clock takes the highest rank so far, so that the clock's order stays."""
    on_interview_day, on_rejection_day = (np.isin(run, run[kind == kind_codes(name)[0]]) for name in ("interview", "rejection"))
    asks = questions[kind] & ~(on_rejection_day & kind_flags(_AFTER_DECISION)[kind])
    asked = np.where(on_interview_day, words.ORDER_OF_QUESTION_ON_INTERVIEW_DAY, _QUESTION_RANK)
    rank = np.where(asks, asked, _RANK[kind])
    key = run * 16 + rank
    clock = ~without_clock
    key[clock] = np.maximum.accumulate(key[clock])
    return key
