"""What another cadence would change on the list of the moment."""

from typing import Any

import pandas as pd

from followup_analytics.log import JobSearchLog
from followup_analytics.rules.actions import follow_up_actions
from followup_analytics.rules.cadence import Cadence

_OPEN = ("overdue", "due", "waiting")
_COMPARED = ["status", "opens_at", "due_at", "medium"]
_OF_THE_ACTION = ["application_id", "company", "role", "rule", "action", "check_number"]
CHANGE_COLUMNS = [
    *_OF_THE_ACTION,
    "timezone",
    *(f"{name}_{side}" for name in _COMPARED for side in ("now", "then")),
]


def changed_actions(log: JobSearchLog, cadence: Cadence, other: Cadence, *, as_of: Any) -> pd.DataFrame:
    """The open actions that differ under another cadence.

    Parameters
    ----------
    log : JobSearchLog
    cadence, other : Cadence
        The one in use, and the one to compare.
    as_of : date, str or Timestamp

    Returns
    -------
    DataFrame
        One row per action that is open under either and not alike; index `action_id`. Columns: `application_id, company, role,
        rule, action, check_number`, the application's `timezone`, then `status, opens_at, due_at, medium`, each as `_now` (the
        cadence in use) and `_then`; empty or missing where the action does not exist. Times are UTC.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    if other == cadence:
        return _no_changes()
    now, then = (follow_up_actions(log, settings, as_of=as_of) for settings in (cadence, other))
    ids = now.index.union(then.index, sort=False)
    sides = {"now": now.reindex(ids), "then": then.reindex(ids)}
    table = sides["now"].fillna(sides["then"])[_OF_THE_ACTION].astype({"check_number": "int64"})
    table["timezone"] = table["application_id"].map(log.applications["timezone"])
    for name in _COMPARED:
        for side, frame in sides.items():
            table[f"{name}_{side}"] = frame[name].astype("str").fillna("") if name in ("status", "medium") else frame[name]
    is_open = table["status_now"].isin(_OPEN) | table["status_then"].isin(_OPEN)
    differs = pd.Series(False, ids)
    for name in _COMPARED:
        before, after = table[f"{name}_now"], table[f"{name}_then"]
        differs |= (before != after) & ~(before.isna() & after.isna())
    return table.loc[(is_open & differs).to_numpy(), CHANGE_COLUMNS].rename_axis("action_id")


def _no_changes() -> pd.DataFrame:
    types = {name: "datetime64[us, UTC]" if "_at_" in name else "str" for name in CHANGE_COLUMNS} | {"check_number": "int64"}
    index = pd.Index([], dtype="str", name="action_id")
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types.items()}).set_index(index)
