"""The order in which events are kept, in which one can answer another, and how far they take an application."""

from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints

_STATUS_OF_KIND = np.array(
    [words.STATUSES.index(words.STATUS_OF_KIND.get(kind, "active")) for kind in words.EVENT_KINDS], dtype=np.int8
)
_BACK = np.isin(words.EVENT_KINDS, ("interview", *words.HUMAN_INBOUND_KINDS))
_RANK = np.array([words.ORDER_WITHIN_DAY[kind] for kind in words.EVENT_KINDS], dtype=np.int8)


def order_of(events: pd.DataFrame, positions: Ints) -> Ints | None:
    """The order by application, time, rank within the day and content; None where it is that already."""
    at = events["at"].to_numpy("datetime64[us]").view("int64")
    keys = [positions, at, _RANK[events["kind"].cat.codes.to_numpy()]]
    falls, equal = _steps(keys)
    order: Ints = np.arange(len(positions))
    if falls.any():
        order = np.lexsort(keys[::-1])
        _, equal = _steps([key[order] for key in keys])
    order = _order_ties(events, order, equal)
    return None if (order[1:] > order[:-1]).all() else order


def _steps(keys: Sequence[Ints]) -> tuple[Flags, Flags]:
    """From each event to the next: where the keys fall, the first key that differs deciding, and where all are equal."""
    falls, equal = (np.full(max(len(keys[0]) - 1, 0), flag) for flag in (False, True))
    for key in keys:
        falls |= equal & (key[1:] < key[:-1])
        equal &= key[1:] == key[:-1]
    return falls, equal


def _order_ties(events: pd.DataFrame, order: Ints, equal: Flags) -> Ints:
    """Events that agree in all sort keys stand in the order of their content, so that the order given does not matter."""
    tied = np.flatnonzero(np.append(equal, False) | np.insert(equal, 0, False))
    if len(tied) == 0:
        return order
    run = np.cumsum(~np.insert(equal, 0, False)[tied])
    content = [name for name in words.EVENT_COLUMNS if name not in ("application_id", "at", "direction", "row")]
    rows = events[content].iloc[order[tied]].assign(run=run, place=order[tied])
    if has_ids(events):
        content.append("id")
        rows["id"] = rows.index.astype("str")
    order = order.copy()
    order[tied] = rows.sort_values(["run", *content], kind="stable")["place"].to_numpy()
    return order


def has_ids(events: pd.DataFrame) -> bool:
    """Whether the events have names of their own; numbers are places in a table."""
    return not isinstance(events.index, pd.RangeIndex) and events.index.dtype.kind not in "iu"


_ANSWER_RANK = np.array([words.ORDER_WITHIN_DAY[kind] for kind in words.EVENT_KINDS], dtype=np.int64)
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
    rank = np.where(asks, asked, _ANSWER_RANK[kind])
    key = run * 16 + rank
    clock = ~without_clock
    key[clock] = np.maximum.accumulate(key[clock])
    return key


def event_ids(events: pd.DataFrame, positions: Ints) -> "pd.Index[str]":
    """The ids as given, or the application's id and the event's number in it."""
    if has_ids(events):
        return cast("pd.Index[str]", pd.Index(events.index.astype("str"), name="event_id"))
    starts = np.flatnonzero(np.diff(positions, prepend=-1))
    number = np.arange(len(positions)) - np.repeat(starts, np.diff(starts, append=len(positions))) + 1
    ids = events["application_id"] + "/" + pd.Series(number, events.index).astype("str")
    return cast("pd.Index[str]", pd.Index(ids, name="event_id", dtype="str"))


def implied_status(positions: Ints, kinds: np.ndarray, applications: int) -> np.ndarray:
    """The furthest status that an application's events speak of; a closure ends with their next interview or message."""
    code = _STATUS_OF_KIND[kinds]
    back = np.flatnonzero(_BACK[kinds])
    last_back = np.full(applications, -1, dtype=np.int64)
    np.maximum.at(last_back, positions[back], back)
    closures = np.flatnonzero(kinds == words.EVENT_KINDS.index("closure"))
    code[closures[closures < last_back[positions[closures]]]] = 0
    implied = np.zeros(applications, dtype=np.int8)
    np.maximum.at(implied, positions, code)
    return implied
