"""Why nothing needs to be written: the action is done or over, something came first, or it asks for no message."""

from typing import Any

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import MessageError
from followup_analytics.log import JobSearchLog
from followup_analytics.messages.wording import day_name, one_line
from followup_analytics.rules.explain import EVENT_NAMES
from followup_analytics.rules.pick import action_named, how_it_was_done
from followup_analytics.rules.state import STOP_KINDS

_OVER = {"done": "it is done", "late": "it is done", "missed": "its time is over"}
# What makes an action needless: an end before it began, or what comes before it is done.
_LASTING = tuple(kind for kind in STOP_KINDS if kind != "closure")
_COMES_FIRST = (*words.HUMAN_INBOUND_KINDS, "interview", *STOP_KINDS)


def refuse_needless(log: JobSearchLog, row: "pd.Series[Any]") -> None:
    """Refuse an action for which nothing is to be written.

    Raises
    ------
    MessageError
        If it is over, or asks for no message; the message says why.
    """
    status, why, named = str(row["status"]), one_line(str(row["why"])), action_named(row)
    if status in _OVER:
        done = f" ({how_it_was_done(log, row)})" if row["done_event_id"] in log.events.index else ""
        raise MessageError(f"{named}: nothing needs to be written, {_OVER[status]}{done}: {why}")
    if status == "moot":
        raise MessageError(f"{named}: nothing needs to be written, {_what_came_first(log, row)}: {why}")
    if row["action"] == "move_on":
        raise MessageError(f"{named}: nothing needs to be written, it asks you to move on: {why}")
    if row["action"] not in (*words.OUTBOUND_KINDS, "decide"):
        raise MessageError(f"{named}: {row['action']!r} is no message: allowed are {', '.join(words.OUTBOUND_KINDS)}, decide")


def _what_came_first(log: JobSearchLog, row: "pd.Series[Any]") -> str:
    """The event, or the word of the sheet, that made an action needless."""
    application_id, trigger = str(row["application_id"]), str(row["trigger_event_id"])
    events = log.events
    events = events[events["application_id"] == application_id]
    place = events.index.get_indexer(pd.Index([trigger]))[0]
    ended = events.iloc[:place][lambda before: before["kind"].isin(_LASTING)]
    first = pd.concat([ended, events.iloc[place + 1 :][lambda after: after["kind"].isin(_COMES_FIRST)]])
    if len(first):
        zone = str(log.applications["timezone"].get(application_id, "UTC"))
        day = day_name(first["at"].iloc[0].tz_convert(zone).date())
        return f"something came first ({EVENT_NAMES[str(first['kind'].iloc[0])].lower()} on {day})"
    stated = log.undated_status.get(application_id, "")
    if stated:
        return f"the sheet says that it is {stated}"
    if log.applications["stated_process"].get(application_id, "") == "no_inquiries":
        return "they asked not to be asked"
    return "its time is over"
