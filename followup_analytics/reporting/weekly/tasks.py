"""What is to be done, what was done since Monday, the drafts for it."""

import datetime as dt

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.messages.drafts import draft_message
from followup_analytics.reporting.weekly.progress import date_of
from followup_analytics.reporting.weekly.week_numbers import Week
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, day_text
from followup_analytics.rules.cadence import Seeker

DONE = "done"
# The tiers of the list whose cards count as to do.
TO_DO_TIERS = ("waiting", "thanks", "checks", "cold")
GROUPS = ("overdue", "this_week", "open", "opens", DONE)
URGENT = GROUPS[:2]
_COLUMNS = ["group", "when", "what", "company", "role", "contact", "medium", "why", "rule", "application_id"]


def with_rules(listed: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """All actions in people's words, as `due_list` gives everything, with their rule and application."""
    return listed.assign(rule=actions["rule"], application_id=actions["application_id"])


def do_now(log: JobSearchLog, actions: pd.DataFrame, listed: pd.DataFrame, week: Week, settled: pd.Series) -> pd.DataFrame:
    """The actions that are open or open in the week, with the group of each, and those of them that are settled.

    They keep the order of `actions`: first what is urgent, then the other groups, last what is settled, in the order of its days.

    Parameters
    ----------
    actions : as of the report's moment
    listed : what `with_rules` gives
    settled : what `settled_since` gives
    """
    group = _groups(log, actions, week)
    # What was done in the week before the report's moment is not open as of it, and is this week's work too.
    done_by_then = actions["status"].isin(["done", "late"]) & _by_end_of(week, actions["opens_at"], _zones(log, actions))
    off = listed.index.isin(settled.index) & ((group != "") | done_by_then)
    group[off] = DONE
    chosen = listed.assign(group=group, when=settled.reindex(listed.index).where(off, listed["when"]))[group != ""]
    return chosen.loc[_in_order(chosen["group"], settled), _COLUMNS]


def _in_order(group: pd.Series, settled: pd.Series) -> pd.Index:
    """The urgent groups as one, then each other by itself; what is settled in the order in which it was."""
    place = group.map({name: number for number, name in enumerate(GROUPS)}).mask(group.isin(URGENT), 0)
    when_settled = pd.Series(range(len(settled)), settled.index).reindex(group.index).where(group == DONE, 0)
    ranks = pd.DataFrame({"place": place, "settled": when_settled})
    return ranks.sort_values(["place", "settled"], kind="stable").index


def _groups(log: JobSearchLog, actions: pd.DataFrame, week: Week) -> pd.Series:
    """The group of each action as of the report's moment, "" for what is not to be done in the week."""
    zones = _zones(log, actions)
    due, opens = (_by_end_of(week, actions[name], zones) for name in ("due_at", "opens_at"))
    group = pd.Series("", actions.index, dtype="str")
    group[actions["status"] == "overdue"] = "overdue"
    group[(actions["status"] == "due") & due] = "this_week"
    group[(actions["status"] == "due") & ~due] = "open"
    # What waits for something else (an answer, a planned interview) has no moment to send, and does not open yet.
    group[(actions["status"] == "waiting") & opens & actions["send_at"].notna()] = "opens"
    return group


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


def settled_since(
    events: pd.DataFrame, actions: pd.DataFrame, after: pd.DataFrame, week: Week, today: dt.date | None = None
) -> pd.Series:
    """What was settled from the week's Monday to its Sunday: by action, the first settled first, how and when, in words.

    Parameters
    ----------
    events : DataFrame
        What `past_and_planned` gives.
    actions, after : DataFrame
        As of the report's moment, and as of the Sunday.
    week : Week
    today : date, optional
        The day of the moment; the Monday where none is given.

    Returns
    -------
    Series
        "done on Tue 9 Jun" where an event from the Monday on satisfies the action by the Sunday's end, in time or late; "ended
        on Wed 10 Jun" where it is no longer open then and its application ended after the moment; "no longer needed since Thu
        11 Jun" where it is moot then and they wrote after the moment, or closure was asked for. Only what can't be planned
        counts: an interview in the log may lie ahead of whoever reads the report.
    """
    after = after.reindex(actions.index)
    since, day = _events_since(events, week), ((today or week.begins) - date_of(0)).days
    later, was_open = since[since["day"] > day], actions["status"].isin(_OPEN)
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


def has_events_since(events: pd.DataFrame, week: Week, today: dt.date) -> bool:
    """Whether anything after the day may have settled an action by the week's end."""
    since = _events_since(events, week)
    return bool((since["day"] > (today - date_of(0)).days).any())


def _events_since(events: pd.DataFrame, week: Week) -> pd.DataFrame:
    """The events of the week that show what was done or said."""
    first, last = ((day - date_of(0)).days for day in (week.begins, week.ends))
    return events[events["day"].between(first, last) & ~events["kind"].isin(_SHOWS_NOTHING)]


def _first_day(events: pd.DataFrame, kinds: tuple[str, ...], applications: pd.Series) -> pd.Series:
    """The first day with such an event, of each action's application."""
    days = events[events["kind"].isin(kinds)].groupby("application_id", sort=False)["day"].min()
    return applications.map(days).astype("float64")


def without_settled(actions: pd.DataFrame, settled: pd.Series) -> pd.DataFrame:
    """The actions without those that stood open as of the moment, and were settled since."""
    return actions[~(actions.index.isin(settled.index) & actions["status"].isin(_OPEN))]


_DRAFT_COLUMNS = ["medium", "to", "subject", "body", "missing"]
# What is decided in the sheet, not in a message.
_WITHOUT_MESSAGE = ("move_on", "decide")


def drafts(log: JobSearchLog, actions: pd.DataFrame, chosen: list[str], seeker: Seeker) -> pd.DataFrame:
    """The drafts of the chosen actions, one row each; `missing` is a line for each thing that is still needed."""
    wanted = actions.loc[chosen]
    wanted = wanted[~wanted["action"].isin(_WITHOUT_MESSAGE)]
    messages = [draft_message(log, wanted.loc[action_id], seeker=seeker) for action_id in wanted.index]
    rows = [(MEDIUM_WORDS[found.medium], found.to, found.subject, found.body, "\n".join(found.missing)) for found in messages]
    return pd.DataFrame(rows, columns=_DRAFT_COLUMNS, index=wanted.index, dtype="str")
