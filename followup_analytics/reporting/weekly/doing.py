"""What is to be done in the week: all that is open, and what opens by Sunday; last, what was done since Monday."""

import pandas as pd

from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.due_list import due_list
from followup_analytics.reporting.weekly.week import Week

DONE = "done"
GROUPS = ("overdue", "this_week", "open", "opens", DONE)
URGENT = GROUPS[:2]
_COLUMNS = ["group", "when", "what", "company", "role", "contact", "medium", "why", "rule", "application_id"]


def listed_actions(log: JobSearchLog, actions: pd.DataFrame, week: Week) -> pd.DataFrame:
    """All actions in people's words, with their application, rule and local due day."""
    listed = due_list(log, actions, as_of=week.begins, everything=True).frame
    return listed.assign(rule=actions["rule"], application_id=actions["application_id"])


def do_now(log: JobSearchLog, actions: pd.DataFrame, listed: pd.DataFrame, week: Week, settled: pd.Series) -> pd.DataFrame:
    """The actions that are open or open in the week, with the group of each, and those of them that are settled.

    Among the urgent, and within each other group, what somebody waits for comes first, then the most urgent.

    Parameters
    ----------
    actions : as of the Monday
    listed : what `listed_actions` gives
    settled : what `settled_since` gives
    """
    group = _groups(log, actions, week)
    # What was done on the Monday itself is not open as of it, and is this week's work too.
    done_today = actions["status"].isin(["done", "late"]) & _by_end_of(week, actions["opens_at"], _zones(log, actions))
    off = listed.index.isin(settled.index) & ((group != "") | done_today)
    group[off] = DONE
    chosen = listed.assign(group=group, when=settled.reindex(listed.index).where(off, listed["when"]))[group != ""]
    return chosen.loc[_in_order(chosen["group"], _waits_for_the_seeker(log, actions), settled), _COLUMNS]


def _in_order(group: pd.Series, waits: pd.Series, settled: pd.Series) -> pd.Index:
    """The urgent groups as one, then each other by itself; what is settled in the order in which it was."""
    place = group.map({name: number for number, name in enumerate(GROUPS)})
    is_done, when_settled = group == DONE, pd.Series(range(len(settled)), settled.index)
    ranks = {
        "list": place.mask(group.isin(URGENT), 0),
        "waits": waits[group.index].mask(is_done, 0),
        "place": place,
        "settled": when_settled.reindex(group.index).where(is_done, 0),
    }
    return pd.DataFrame(ranks).sort_values(list(ranks), kind="stable").index


def _groups(log: JobSearchLog, actions: pd.DataFrame, week: Week) -> pd.Series:
    """The group of each action as of the Monday, "" for what is not to be done in the week."""
    zones = _zones(log, actions)
    due, opens = (_by_end_of(week, actions[name], zones) for name in ("due_at", "opens_at"))
    group = pd.Series("", actions.index, dtype="str")
    group[actions["status"] == "overdue"] = "overdue"
    group[(actions["status"] == "due") & due] = "this_week"
    group[(actions["status"] == "due") & ~due] = "open"
    # What waits for something else (an answer, a planned interview) has no moment to send, and does not open yet.
    group[(actions["status"] == "waiting") & opens & actions["send_at"].notna()] = "opens"
    return group


def _waits_for_the_seeker(log: JobSearchLog, actions: pd.DataFrame) -> pd.Series:
    """0 where they wait for the answer to an offer, 1 where for another answer, 2 where nobody waits."""
    theirs = actions["rule"] == "T12"
    offered = actions["trigger_event_id"].map(log.events["kind"].astype("str")) == "offer"
    return 2 - theirs.astype("int64") - (theirs & offered).astype("int64")


def _zones(log: JobSearchLog, actions: pd.DataFrame) -> pd.Series:
    return actions["application_id"].map(log.applications["timezone"])


def _by_end_of(week: Week, times: pd.Series, zones: pd.Series) -> "pd.Series[bool]":
    """Whether each time lies before the end of the week's Sunday, in its application's zone."""
    before = pd.Series(False, times.index)
    for zone in pd.unique(zones):
        mine = zones == zone
        before[mine] = times[mine] < pd.Timestamp(week.ends, tz=zone) + pd.DateOffset(days=1)
    return before
