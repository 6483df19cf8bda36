"""Which action is meant: by its id, its short code, or the beginning of either that only one action has."""

from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio

from followup_analytics.errors import UnknownNameError
from followup_analytics.journal.join import FROM_JOURNAL
from followup_analytics.log import JobSearchLog
from followup_analytics.rules.batch import OPEN_STATUSES
from followup_analytics.rules.codes import SHORTEST, code_of, short_codes
from followup_analytics.rules.explain import EVENT_NAMES
from followup_analytics.time_zones import Flags

_SHOWN, _NEAREST = 5, 3


def find_action(actions: pd.DataFrame, name: str) -> pd.Series:
    """The action of that id or code, or whose id or code begins so: one that is open goes before those that are done or over.

    Parameters
    ----------
    actions : DataFrame
        What `follow_up_actions` gives.
    name : str
        An `action_id`, the short code that the due list shows, or the beginning of either; capitals do not count.

    Returns
    -------
    Series
        The row; its name is the `action_id`.

    Raises
    ------
    UnknownNameError
        If there is none, or more than one.
    """
    if name in actions.index:
        return actions.iloc[list(actions.index).index(name)]
    is_open = actions["status"].isin(OPEN_STATUSES)
    for among in (actions[is_open], actions[~is_open]):
        found = among[_begins(among, name.strip().casefold())]
        if len(found) == 1:
            return found.iloc[0]
        if len(found):
            raise UnknownNameError(f"{name!r} may be {len(found)} actions, give the id of one: {_shown(found)}")
    nearest = _shown(_nearest(actions[is_open], name)) or "nothing is open"
    raise UnknownNameError(f"there is no action {name!r}; the nearest: {nearest}; followup due LOG --all lists them all")


def _begins(actions: pd.DataFrame, start: str) -> Flags:
    codes = pd.Series([code_of(str(name)) for name in actions.index], dtype="str")
    begins = codes.str.startswith(start) | pd.Series(actions.index, dtype="str").str.casefold().str.startswith(start)
    return np.asarray(begins & (start != ""), dtype=bool)


def _nearest(actions: pd.DataFrame, name: str) -> pd.DataFrame:
    """The actions whose code, id or company is spelled most like it."""
    texts = zip(short_codes(actions), actions.index, actions["company"], strict=True)
    scores = [max(ratio(name.casefold(), str(text).casefold()) for text in three) for three in texts]
    return actions.iloc[np.argsort(-np.array(scores), kind="stable")[:_NEAREST]]


def _shown(actions: pd.DataFrame) -> str:
    """Some actions by code, with what they are about."""
    few = actions.head(_SHOWN)
    parts = [action_named(action, code) for code, (_, action) in zip(short_codes(few), few.iterrows(), strict=True)]
    return ", ".join(parts) + (", ..." if len(actions) > _SHOWN else "")


def action_named(action: "pd.Series[Any]", code: str = "") -> str:
    """An action as people know it: "pfq5 (T01 thank you for Corbury Freight, due 2026-06-05)"."""
    # The end of a day, wherever that is, has the same date at its noon all but everywhere.
    is_days_end = (action["due_at"].minute, action["due_at"].second) == (59, 59)
    due = action["due_at"] - pd.Timedelta(hours=12 if is_days_end else 0)
    what = f"{action['rule']} {str(action['action']).replace('_', ' ')}"
    whom = action["company"] or action["role"] or action["application_id"]
    return f"{code or code_of(str(action.name))[:SHORTEST]} ({what} for {whom}, due {due:%Y-%m-%d})"


def how_it_was_done(log: JobSearchLog, action: "pd.Series[Any]") -> str:
    """The event that answered an action, and where it stands: "your status check on 2026-06-08, entry 1 of the journal"."""
    event = log.events.loc[str(action["done_event_id"])]
    day = event["at"].tz_convert(log.applications["timezone"][action["application_id"]])
    entry, row = str(event.name).rpartition(FROM_JOURNAL)[1:], event["row"]
    place = f", entry {entry[1]} of the journal" if entry[0] else f", row {row} of the sheet" if pd.notna(row) else ""
    name = EVENT_NAMES[str(event["kind"])]
    return f"{name[0].lower()}{name[1:]} on {day:%Y-%m-%d}{place}"
