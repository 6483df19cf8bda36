"""What became of the week's actions since its Monday: what was done, and what an end or their word has made needless."""

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.weekly.past import date_of, past_and_planned
from followup_analytics.reporting.weekly.week import Week
from followup_analytics.reporting.words import day_text
from followup_analytics.rules.actions import follow_up_actions
from followup_analytics.rules.cadence import Cadence

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
