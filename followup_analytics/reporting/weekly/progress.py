"""What had happened by Monday, and what gets answered."""

import datetime as dt
from typing import Any, cast

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.analysis.response_rates import response_rates
from followup_analytics.analysis.response_times import SilenceCurve, chances_of_waiting
from followup_analytics.log.event_arrays import event_arrays
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.weekly.week_numbers import Week
from followup_analytics.reporting.wording.names import EVENT_WORDS, MEDIUM_WORDS, STAGE_WORDS, day_text

_EPOCH = dt.date(1970, 1, 1)


def past_and_planned(log: JobSearchLog, as_of: Any) -> pd.DataFrame:
    """The events in answering order, each with its local `day` (days since 1970) and whether it is `past`."""
    line = event_arrays(log, as_of)
    return log.events.iloc[line.event].assign(day=line.day, past=line.past)


def log_then(log: JobSearchLog, events: pd.DataFrame) -> JobSearchLog:
    """The log as it was at the moment of these events: what had happened by then, and interviews ahead; later ones are left out.

    As for the rules, a later interview was planned, and what the sheet states without a date holds at every moment.
    """
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


def events_of_last_week(log: JobSearchLog, events: pd.DataFrame, week: Week, today: dt.date) -> pd.DataFrame:
    """The events of the seven days before the week, and in its middle those until today, by day, in the log's order."""
    monday, day = ((given - date_of(0)).days for given in (week.begins, today))
    last = events[events["past"] & events["day"].between(monday - 7, day if day > monday else monday - 1)]
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


# What is nearest to a job first, what has ended last.
STATUS_ORDER = ("offer", "interviewing", "active", "accepted", "closed", "withdrawn", "rejected")
_COLUMNS = ["company", "role", "status", "your_turn", "last", "last_day", "days_since", "next", "next_when"]


def standing(log: JobSearchLog, status: pd.Series, events: pd.DataFrame, listed: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """One row per application: its status, its last event and what comes next.

    Parameters
    ----------
    status : of each application at the moment
    events : what `past_and_planned` gives
    listed : what `with_rules` gives
    today : the day of the moment
    """
    past = events[events["past"] & (events["kind"] != "note")].drop_duplicates("application_id", keep="last")
    past = past.set_index("application_id").reindex(status.index)
    known = past["day"].notna()
    next_when, what = _next(events, listed, today)
    columns = {
        "company": log.applications["company"][status.index],
        "role": log.applications["role"][status.index],
        "status": status,
        "your_turn": is_open(status) & status.index.isin(_waiting_for_the_seeker(events)),
        "last": event_words(past[known]).reindex(status.index).fillna(""),
        "last_day": pd.to_datetime(past["day"], unit="D").dt.as_unit("us"),
        "days_since": ((today - date_of(0)).days - past["day"]).clip(lower=0).astype("Int64"),
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


def _next(events: pd.DataFrame, listed: pd.DataFrame, today: dt.date) -> tuple[pd.Series, pd.Series]:
    """By application, when and what: an interview that is planned, else the most urgent action."""
    open_rows = listed[listed["urgency"].isin(["overdue", "due", "coming"])]
    planned = events[~events["past"] & (events["kind"] == "interview")].drop_duplicates("application_id")
    planned = planned.set_index("application_id")
    days = planned["day"].map(lambda day: day_text(date_of(day), today)).astype("str")
    first = open_rows.drop_duplicates("application_id").set_index("application_id")
    both = [(days, first["when"]), (event_words(planned), first["what"])]
    when, what = (pd.concat([mine, theirs[~theirs.index.isin(mine.index)]]) for mine, theirs in both)
    return when, what


def is_open(status: pd.Series) -> "pd.Series[bool]":
    """Which applications have not ended."""
    return ~status.isin(words.ENDED_STATUSES)


GROUPINGS = ("medium", "weekday", "wait_band", "seniority")
WITHIN_DAYS = 14
# With fewer messages there are counts, and no rates.
FEWEST_TO_COMPARE = 10


def rates(attempts: pd.DataFrame) -> pd.DataFrame:
    """The rates of all attempts, and by each of `GROUPINGS`; by `wait_band` those that were waited for."""
    waited = attempts[attempts["wait_days"].notna()]
    tables = [response_rates(attempts, by=[], within_days=WITHIN_DAYS).assign(by="", group="")]
    for by in GROUPINGS:
        among = waited if by == "wait_band" else attempts
        table = response_rates(among, by=[by], within_days=WITHIN_DAYS)
        tables.append(table.rename(columns={by: "group"}).assign(by=by))
    together = pd.concat(tables, ignore_index=True)
    return together[["by", "group", *together.columns.drop(["by", "group"])]]


def waiting(
    log: JobSearchLog, found: pd.DataFrame, status: pd.Series, by_kind: SilenceCurve, together: SilenceCurve
) -> pd.DataFrame:
    """The open applications that wait for a word of theirs, with the chance that it still comes; the least hope last.

    `found` is what `silences` gives. Where a silence has outlasted what the curve can tell, no chance is given.
    """
    now = found[(found["outcome"] == "pending") & found["application_id"].isin(status.index[is_open(status)])]
    now = now.drop_duplicates("application_id", keep="last").set_index("application_id")
    columns = {
        "company": log.applications["company"][now.index],
        "role": log.applications["role"][now.index],
        "since": now["kind"],
        "days": now["observed_days"],
    }
    table = pd.DataFrame(columns).join(chances_of_waiting(now, by_kind, together))
    table = table.astype({"silences": "int64", "horizon_days": "int64"})
    return table.sort_values(["chance", "days"], ascending=[False, True], kind="stable", na_position="last")
