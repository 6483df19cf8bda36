"""Applications that have long been silent, and that no rule asks about any more: what may be closed."""

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log import JobSearchLog
from followup_analytics.rules.batch import OPEN_STATUSES
from followup_analytics.rules.media import NOT_SENT
from followup_analytics.time_zones import SECONDS_A_DAY
from followup_analytics.timelines import Timeline

SILENT_DAYS = 45


def long_silent(log: JobSearchLog, actions: pd.DataFrame, silent_days: int = SILENT_DAYS) -> pd.DataFrame:
    """Applications that have neither ended nor come to an offer, long without an event or anything left to send.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log; the moment is theirs.
    silent_days : int
        How long nothing has happened, in days; 45 is ours.

    Returns
    -------
    DataFrame
        One row per application, the longest silent first; index `application_id`, columns `company, role, status`,
        `last_event` (its kind), `last_at` (UTC) and `silent_days`. An interview that lies ahead, and anything that is due or
        will be (deciding and moving on aside), keeps an application out.
    """
    line = Timeline(log, actions.attrs["as_of"])
    applications = log.applications
    last = line.last(line.marked(line.past))
    with_event = np.flatnonzero(last < line.none)
    silent = np.full(len(applications), -1, dtype=np.int64)
    silent[with_event] = (line.ends[with_event] - line.at[last[with_event]]) // SECONDS_A_DAY
    planned = line.has(line.marked(~line.past))
    to_send = actions["status"].isin(OPEN_STATUSES) & ~actions["action"].isin(NOT_SENT)
    busy = applications.index.isin(actions.loc[to_send, "application_id"])
    # An offer wants a decision, not silence.
    ended = applications["status"].isin([*words.ENDED_STATUSES, "offer"]).to_numpy()
    chosen = np.flatnonzero((silent >= silent_days) & ~planned & ~busy & ~ended)
    events = log.events.iloc[line.event[last[chosen]]]
    found = applications.iloc[chosen][["company", "role", "status"]].assign(
        last_event=events["kind"].astype("str").array, last_at=events["at"].array, silent_days=silent[chosen]
    )
    return found.sort_values("silent_days", ascending=False, kind="stable")
