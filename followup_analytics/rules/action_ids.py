"""Action ids and short codes: made, typed and found again."""

from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio

from followup_analytics.errors import UnknownNameError
from followup_analytics.journal.appearance import FROM_JOURNAL
from followup_analytics.local_time import Flags
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.seekers import prefix_of
from followup_analytics.rules.action_arrays import OPEN_STATUSES

# No vowels, so that no code is a word, and none of 0, 1, l and o, which are mistaken for each other.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH, SHORTEST = 8, 4
EVENT_NAMES = {
    "application": "Application",
    "thank_you": "Your thank-you",
    "status_check": "Your status check",
    "answer": "Your answer",
    "feedback_request": "Your request for feedback",
    "closure_request": "Your request for closure",
    "connection_request": "Your connection request",
    "keep_in_touch": "Your note",
    "withdrawal": "Your withdrawal",
    "acceptance": "Your acceptance",
    "acknowledgement": "Their receipt",
    "reply": "Their reply",
    "interview_invitation": "Their invitation",
    "rejection": "Their rejection",
    "offer": "Their offer",
    "interview": "Interview",
    "closure": "Your closing",
    "note": "Note",
}


def code_of(action_id: str) -> str:
    """The whole code of an action."""
    number = int.from_bytes(blake2b(action_id.encode("utf-8", "replace"), digest_size=8).digest())
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)


def short_codes(actions: pd.DataFrame) -> pd.Series:
    """The code of each action, by action_id: its first four characters, or as many more as tell it from all others.

    In a log of several seekers it is that of the seeker's own id, so that it can be typed for his own sheet.
    """
    whole = pd.Series(_codes(actions), actions.index, dtype="str")
    whose = actions["seeker"] if "seeker" in actions else pd.Series("", actions.index)
    short = whole.str.slice(0, SHORTEST)
    for length in range(SHORTEST + 1, _LENGTH + 1):
        alike = (short + "\n" + whose).duplicated(keep=False)
        if not alike.any():
            break
        short = short.where(~alike, whole.str.slice(0, length))
    return short


def own_ids(actions: pd.DataFrame) -> list[str]:
    """The ids of actions without their seekers' names."""
    prefixes = {name: prefix_of(name) for name in actions["seeker"].unique()} if "seeker" in actions else {}
    if not any(prefixes.values()):
        return [str(name) for name in actions.index]
    return [str(name).removeprefix(prefixes[seeker]) for name, seeker in zip(actions.index, actions["seeker"], strict=True)]


def _codes(actions: pd.DataFrame) -> list[str]:
    return [code_of(name) for name in own_ids(actions)]


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
    codes = pd.Series(_codes(actions), dtype="str")
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
