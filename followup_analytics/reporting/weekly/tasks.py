"""What is to be done, what was done since Monday, the drafts for it."""

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.messages.drafts import draft_message
from followup_analytics.reporting.due_list import due_list
from followup_analytics.reporting.weekly.progress import date_of, past_and_planned
from followup_analytics.reporting.weekly.week_numbers import Week
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, day_text
from followup_analytics.rules.cadence import Cadence, Seeker
from followup_analytics.rules.follow_up_actions import follow_up_actions

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


# An interview may lie ahead, and shows nothing; neither do notes and automatic receipts.
_SHOWS_NOTHING = ("interview", "note", "acknowledgement")
_ENDS = ("rejection", "withdrawal", "closure", "acceptance")
# Their word, and the last question, make the questions before it needless.
_MAKES_NEEDLESS = (*words.HUMAN_INBOUND_KINDS, "closure_request")
_OPEN = ("overdue", "due", "waiting")


def settled_since(log: JobSearchLog, actions: pd.DataFrame, cadence: Cadence, week: Week) -> pd.Series:
    """What was settled from the week's Monday to its Sunday: by action, the first settled first, how and when, in words.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        As of the Monday.
    cadence : Cadence
    week : Week

    Returns
    -------
    Series
        "done on Tue 9 Jun" where an event from the Monday on satisfies the action by the Sunday's end, in time or late; "ended
        on Wed 10 Jun" where it is no longer open then and its application ended after the Monday; "no longer needed since Thu
        11 Jun" where it is moot then and they wrote after the Monday, or closure was asked for. Only what can't be planned
        counts: an interview in the log may lie ahead of whoever reads the report.
    """
    after = follow_up_actions(log, cadence, as_of=week.ends).reindex(actions.index)
    since, monday = _events_since(log, week), (week.begins - date_of(0)).days
    later, was_open = since[since["day"] > monday], actions["status"].isin(_OPEN)
    ended, needless = (_first_day(later, kinds, after["application_id"]) for kinds in (_ENDS, _MAKES_NEEDLESS))
    ways = {
        "done on": after["done_event_id"].map(since["day"]),
        "ended on": ended.where(was_open & after["status"].notna() & ~after["status"].isin(_OPEN)),
        "no longer needed since": needless.where(was_open & (after["status"] == "moot")),
    }
    told = pd.concat([pd.DataFrame({"way": way, "day": days.dropna()}) for way, days in ways.items()])
    first = told[~told.index.duplicated()].sort_values("day", kind="stable")
    texts = [f"{way} {day_text(date_of(day), week.begins)}" for way, day in zip(first["way"], first["day"], strict=True)]
    return pd.Series(texts, first.index, dtype="str")


def _events_since(log: JobSearchLog, week: Week) -> pd.DataFrame:
    """The events of the week that show what was done or said, each with its local `day`."""
    events = past_and_planned(log, week.ends)
    begun = events["past"] & (events["day"] >= (week.begins - date_of(0)).days)
    return events[begun & ~events["kind"].isin(_SHOWS_NOTHING)]


def _first_day(events: pd.DataFrame, kinds: tuple[str, ...], applications: pd.Series) -> pd.Series:
    """The first day with such an event, of each action's application."""
    days = events[events["kind"].isin(kinds)].groupby("application_id", sort=False)["day"].min()
    return applications.map(days).astype("float64")


_DRAFT_COLUMNS = ["medium", "to", "subject", "body", "missing"]
# What is decided in the sheet, not in a message.
_WITHOUT_MESSAGE = ("move_on",)


def drafts(log: JobSearchLog, actions: pd.DataFrame, chosen: pd.Index, seeker: Seeker) -> pd.DataFrame:
    """The drafts of the chosen actions, one row each; `missing` is a line for each thing that is still needed."""
    wanted = actions.loc[chosen]
    wanted = wanted[~wanted["action"].isin(_WITHOUT_MESSAGE)]
    messages = [draft_message(log, wanted.loc[action_id], seeker=seeker) for action_id in wanted.index]
    rows = [(MEDIUM_WORDS[found.medium], found.to, found.subject, found.body, "\n".join(found.missing)) for found in messages]
    return pd.DataFrame(rows, columns=_DRAFT_COLUMNS, index=wanted.index, dtype="str")
