"""What is to be done in the week: all that is open, and what opens by Sunday."""

import pandas as pd

from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.due_list import due_list
from followup_analytics.reporting.weekly.week import Week

GROUPS = ("overdue", "this_week", "open", "opens")
_COLUMNS = ["group", "when", "what", "company", "role", "contact", "medium", "why", "rule", "application_id"]


def listed_actions(log: JobSearchLog, actions: pd.DataFrame, week: Week) -> pd.DataFrame:
    """All actions in people's words, with their application, rule and local due day."""
    listed = due_list(log, actions, as_of=week.begins, everything=True).frame
    return listed.assign(rule=actions["rule"], application_id=actions["application_id"])


def do_now(log: JobSearchLog, actions: pd.DataFrame, listed: pd.DataFrame, week: Week) -> pd.DataFrame:
    """The actions that are open or open in the week, with the group of each; within a group the most urgent first."""
    zones = actions["application_id"].map(log.applications["timezone"])
    due, opens = (_by_end_of(week, actions[name], zones) for name in ("due_at", "opens_at"))
    group = pd.Series("", actions.index, dtype="str")
    group[actions["status"] == "overdue"] = "overdue"
    group[(actions["status"] == "due") & due] = "this_week"
    group[(actions["status"] == "due") & ~due] = "open"
    # What waits for something else (an answer, a planned interview) has no moment to send, and does not open yet.
    group[(actions["status"] == "waiting") & opens & actions["send_at"].notna()] = "opens"
    chosen = listed.assign(group=group)[group != ""]
    order = chosen["group"].map({name: place for place, name in enumerate(GROUPS)}).sort_values(kind="stable").index
    return chosen.loc[order, _COLUMNS]


def _by_end_of(week: Week, times: pd.Series, zones: pd.Series) -> "pd.Series[bool]":
    """Whether each time lies before the end of the week's Sunday, in its application's zone."""
    before = pd.Series(False, times.index)
    for zone in pd.unique(zones):
        mine = zones == zone
        before[mine] = times[mine] < pd.Timestamp(week.ends, tz=zone) + pd.DateOffset(days=1)
    return before
