"""Which action is meant: by its id, its short code, or the beginning of either that only one action has."""

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio

from followup_analytics.errors import UnknownNameError
from followup_analytics.rules.batch import OPEN_STATUSES
from followup_analytics.rules.codes import code_of, short_codes
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
            raise UnknownNameError(f"{name!r} may be {len(found)} actions: give more of it: {_shown(found)}")
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
    parts = [
        f"{code} ({action} for {company}, {name})"
        for code, action, company, name in zip(short_codes(few), few["action"], few["company"], few.index, strict=True)
    ]
    return ", ".join(parts) + (", ..." if len(actions) > _SHOWN else "")
