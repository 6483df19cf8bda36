"""The order in which a log keeps its events: whatever order they are given in, the log is the same."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.time_zones import Flags, Ints

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
