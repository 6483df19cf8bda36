"""What had happened by a moment: the log's events up to then, and where that leaves each application."""

import datetime as dt
from typing import Any, cast

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.words import EVENT_WORDS, STAGE_WORDS
from followup_analytics.timelines import Timeline

_EPOCH = dt.date(1970, 1, 1)


def past_and_planned(log: JobSearchLog, as_of: Any) -> pd.DataFrame:
    """The events in answering order, each with its local `day` (days since 1970) and whether it is `past`."""
    line = Timeline(log, as_of)
    return log.events.iloc[line.event].assign(day=line.day, past=line.past)


def log_then(log: JobSearchLog, as_of: Any) -> JobSearchLog:
    """The log as it was at a moment: what had happened by then, and interviews ahead; what begins later is left out.

    As for the rules, a later interview was planned, and what the sheet states without a date holds at every moment.
    """
    events = past_and_planned(log, as_of)
    known = events[events["past"] | (events["kind"] == "interview")]
    unknown = set(events["application_id"]) - set(known["application_id"])
    begun = log.applications[~log.applications.index.isin(unknown)]
    stated = log.undated_status[begun.index]
    return JobSearchLog(begun.assign(status=stated), known[list(words.EVENT_COLUMNS)])


def date_of(day: int) -> dt.date:
    """The date of a number of days since 1970."""
    return _EPOCH + dt.timedelta(days=int(day))


def event_words(events: pd.DataFrame) -> pd.Series:
    """What each event is, in people's words: interviews by their stage."""
    kinds, stages = events["kind"].astype("str"), events["stage"].astype("str")
    return cast(pd.Series, kinds.map(EVENT_WORDS).where(kinds != "interview", stages.map(STAGE_WORDS)).astype("str"))
