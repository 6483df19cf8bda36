"""What happened in the week before, beside the four weeks before that."""

import pandas as pd

from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.weekly.past import date_of, event_words
from followup_analytics.reporting.weekly.week import Week
from followup_analytics.reporting.words import MEDIUM_WORDS

WEEKS_BEFORE = 4
_ROWS = {
    "Applications sent": ("application",),
    "Follow-ups sent": ("status_check", "closure_request", "feedback_request", "connection_request", "keep_in_touch"),
    "Thank-yous sent": ("thank_you",),
    "Answers sent": ("answer",),
    "Replies from people": ("reply",),
    "Invitations to interviews": ("interview_invitation",),
    "Interviews": ("interview",),
    "Rejections": ("rejection",),
    "Offers": ("offer",),
}
_EVENT_COLUMNS = ["day", "company", "role", "what", "medium"]


def happened(events: pd.DataFrame, week: Week) -> pd.DataFrame:
    """How many events of each kind the last week had, and each of the four weeks before it."""
    past = events[events["past"]]
    monday = (week.begins - date_of(0)).days
    # 0 is the week before the report's, 1 the week before that.
    weeks_ago = (monday - 1 - past["day"]) // 7
    row = past["kind"].astype("str").map({kind: name for name, kinds in _ROWS.items() for kind in kinds})
    counts = pd.crosstab(row, weeks_ago) if len(past) else pd.DataFrame()
    table = counts.reindex(index=list(_ROWS), columns=range(WEEKS_BEFORE + 1), fill_value=0).astype("int64")
    table.columns = pd.Index(["last_week", *(f"before_{number}" for number in range(1, WEEKS_BEFORE + 1))])
    table.index = pd.Index(list(_ROWS), name="what", dtype="str")
    return table.assign(usual=table.iloc[:, 1:].mean(axis=1))


def events_of_last_week(log: JobSearchLog, events: pd.DataFrame, week: Week) -> pd.DataFrame:
    """The events of the seven days before the week, by day, those of one day in the log's order."""
    monday = (week.begins - date_of(0)).days
    last = events[events["past"] & (events["day"] >= monday - 7) & (events["day"] < monday)]
    last = last[~last["kind"].isin(["note"])]
    applications = log.applications.loc[last["application_id"]]
    columns = {
        "day": pd.to_datetime(last["day"].to_numpy(), unit="D").as_unit("us"),
        "company": applications["company"].array,
        "role": applications["role"].array,
        "what": event_words(last).array,
        "medium": last["medium"].astype("str").map(MEDIUM_WORDS).array,
    }
    return pd.DataFrame(columns)[_EVENT_COLUMNS].sort_values("day", kind="stable").reset_index(drop=True)
