"""Where each application stands: what happened last, and what comes next."""

import datetime as dt

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.weekly.past import date_of, event_words
from followup_analytics.reporting.words import day_text

# What is nearest to a job first, what has ended last.
STATUS_ORDER = ("offer", "interviewing", "active", "accepted", "closed", "withdrawn", "rejected")
_COLUMNS = ["company", "role", "status", "your_turn", "last", "last_day", "days_since", "next", "next_when"]


def standing(log: JobSearchLog, status: pd.Series, events: pd.DataFrame, listed: pd.DataFrame, monday: dt.date) -> pd.DataFrame:
    """One row per application: its status, its last event and what comes next.

    Parameters
    ----------
    status : of each application at the moment
    events : what `past_and_planned` gives
    listed : what `listed_actions` gives
    monday : the moment
    """
    past = events[events["past"] & (events["kind"] != "note")].drop_duplicates("application_id", keep="last")
    past = past.set_index("application_id").reindex(status.index)
    known = past["day"].notna()
    next_when, what = _next(events, listed, monday)
    columns = {
        "company": log.applications["company"][status.index],
        "role": log.applications["role"][status.index],
        "status": status,
        "your_turn": is_open(status) & status.index.isin(_waiting_for_the_seeker(events)),
        "last": event_words(past[known]).reindex(status.index).fillna(""),
        "last_day": pd.to_datetime(past["day"], unit="D").dt.as_unit("us"),
        "days_since": ((monday - date_of(0)).days - past["day"]).clip(lower=0).astype("Int64"),
        "next": what.reindex(status.index).fillna(""),
        "next_when": next_when.reindex(status.index).fillna(""),
    }
    table = pd.DataFrame(columns)[_COLUMNS]
    rank = status.map({name: rank for rank, name in enumerate(STATUS_ORDER)}).astype("int64")
    order = table.assign(rank=rank, theirs=~table["your_turn"])
    return table.loc[order.sort_values(["rank", "theirs", "days_since"], kind="stable", na_position="last").index]


def _waiting_for_the_seeker(events: pd.DataFrame) -> pd.Index:
    """The applications in which theirs was the last word, and asks for an answer; an interview ahead shows that it had one."""
    said = events[events["past"] & ~events["kind"].isin(["note", "acknowledgement"])]
    last = said.drop_duplicates("application_id", keep="last").set_index("application_id")["kind"]
    planned = events.loc[~events["past"] & (events["kind"] == "interview"), "application_id"]
    return last.index[last.isin(["reply", "interview_invitation", "offer"]) & ~last.index.isin(planned)]


def _next(events: pd.DataFrame, listed: pd.DataFrame, monday: dt.date) -> tuple[pd.Series, pd.Series]:
    """By application, when and what: an interview that is planned, else the most urgent action."""
    open_rows = listed[listed["urgency"].isin(["overdue", "due", "coming"])]
    planned = events[~events["past"] & (events["kind"] == "interview")].drop_duplicates("application_id")
    planned = planned.set_index("application_id")
    days = planned["day"].map(lambda day: day_text(date_of(day), monday)).astype("str")
    first = open_rows.drop_duplicates("application_id").set_index("application_id")
    both = [(days, first["when"]), (event_words(planned), first["what"])]
    when, what = (pd.concat([mine, theirs[~theirs.index.isin(mine.index)]]) for mine, theirs in both)
    return when, what


def is_open(status: pd.Series) -> "pd.Series[bool]":
    """Which applications have not ended."""
    return ~status.isin(words.ENDED_STATUSES)
