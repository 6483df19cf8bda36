"""The due list: what to do, for whom, by when, in which medium and why, in people's words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.reporting.wording.names import ACTION_WORDS, AGAIN, MEDIUM_WORDS, counted, day_text
from followup_analytics.rules.action_ids import short_codes
from followup_analytics.rules.action_table import check_actions

DUE_COLUMNS = ("code", "urgency", "when", "what", "company", "role", "contact", "medium", "why")
_MOST_NAMED = 4
_URGENCY = {"overdue": "overdue", "due": "due", "waiting": "coming"}


@dataclass(frozen=True)
class DueList:
    """What is to be done and what is coming.

    Attributes
    ----------
    frame : one row per action, the most urgent first; index `action_id`, columns `code` (short, to be typed), `urgency`
        (`overdue, due, coming`, or the status of what is no longer open), `when, what, company, role, contact, medium,
        why`, all text
    summary : one sentence on what is in the list
    not_shown : one sentence on what is not; "" where all is shown
    unanswered : whose message was never answered, so that all else there waits and nothing is shown; "" for nobody
    """

    frame: pd.DataFrame
    summary: str
    not_shown: str
    unanswered: str = ""


def due_list(log: JobSearchLog, actions: pd.DataFrame, *, as_of: Any, days_ahead: int = 7, everything: bool = False) -> DueList:
    """Choose what is to be done now or within some days, and put it in people's words.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log and moment.
    as_of : date, str or Timestamp
        The moment of `actions`.
    days_ahead : int
        How many days ahead what is coming is shown.
    everything : bool
        Show what is later, done, missed and needless too.

    Returns
    -------
    DueList
    """
    check_log(log)
    check_actions(actions)
    today = dt.date(1970, 1, 1) + dt.timedelta(days=Moment.of(as_of).utc_day)
    shown = actions if everything else actions[_is_near(actions, today, days_ahead)]
    left = actions.drop(index=shown.index)
    codes = short_codes(actions if everything else actions[actions["status"].isin(list(_URGENCY))])
    return DueList(_in_words(log, shown, codes, today), _summary(shown, days_ahead), _not_shown(left), _unanswered(left))


def _is_near(actions: pd.DataFrame, today: dt.date, days_ahead: int) -> "pd.Series[bool]":
    # What waits for something else (an answer of the seeker's, a planned interview) has no moment to send, and is not coming yet.
    horizon = pd.Timestamp(today, tz="UTC") + pd.Timedelta(days=days_ahead + 1)
    coming = (actions["status"] == "waiting") & actions["send_at"].notna() & (actions["send_at"] < horizon)
    return actions["status"].isin(["overdue", "due"]) | coming


def _in_words(log: JobSearchLog, shown: pd.DataFrame, codes: pd.Series, today: dt.date) -> pd.DataFrame:
    zones = shown["application_id"].map(log.applications["timezone"])
    columns = {
        "code": codes[shown.index],
        "urgency": shown["status"].map(_URGENCY).where(shown["status"].isin(list(_URGENCY)), shown["status"]),
        "when": _when(shown, zones, today),
        "what": shown["action"].map(ACTION_WORDS).where(shown["check_number"] < 2, AGAIN),
        "company": shown["company"],
        "role": shown["role"],
        "contact": shown["contact"],
        "medium": shown["medium"].map(MEDIUM_WORDS),
        "why": shown["why"],
    }
    text = {name: columns[name].astype("str") for name in DUE_COLUMNS}
    return pd.DataFrame(text, index=shown.index)


def _when(shown: pd.DataFrame, zones: pd.Series, today: dt.date) -> pd.Series:
    """By when, how late, or from when: "3 days late", "by Thu 12 Mar", "from Mon 16 Mar"."""
    due, opens = _local_text(shown["due_at"], zones, today), _local_text(shown["opens_at"], zones, today)
    late = shown["days_overdue"].map(lambda days: f"{counted(days, 'day')} late" if days else "late today")
    text = ("by " + due).where(due != "today", due).where(shown["status"] != "waiting", "from " + opens)
    return text.where(shown["status"] != "overdue", late)


def _local_text(times: pd.Series, zones: pd.Series, today: dt.date) -> pd.Series:
    text = pd.Series("", times.index, dtype="str")
    for zone in pd.unique(zones):
        local = times[zones == zone].dt.tz_convert(zone)
        hour = local.dt.strftime(" %H:%M").where(~local.dt.strftime("%H:%M").isin(["23:59", "00:00"]), "")
        days = local.dt.date.map(lambda day: "today" if day == today else day_text(day, today))
        text[local.index] = days.astype("str") + hour.astype("str")
    return text


def _summary(shown: pd.DataFrame, days_ahead: int) -> str:
    counts = shown["status"].value_counts()
    overdue, due, coming = (int(counts.get(status, 0)) for status in _URGENCY)
    if overdue + due + coming == 0:
        return f"Nothing to write today, and nothing within {counted(days_ahead, 'day')}."
    return f"{overdue} overdue, {due} due, {coming} coming within {counted(days_ahead, 'day')}."


def _not_shown(left: pd.DataFrame) -> str:
    groups = {"later": ["waiting"], "done": ["done", "late"], "missed or no longer needed": ["missed", "moot"]}
    counts = {name: int(left["status"].isin(statuses).sum()) for name, statuses in groups.items()}
    parts = [f"{number} {name}" for name, number in counts.items() if number]
    return f"Not shown: {', '.join(parts)}." if parts else ""


def _unanswered(left: pd.DataFrame) -> str:
    """Whose message was never answered, so that the status check which waits for the answer would wait for ever."""
    held = left["rule"].isin(["T03", "T04"]) & (left["status"] == "waiting") & left["send_at"].isna()
    meeting = left["application_id"][(left["rule"] == "T01") & (left["status"] == "waiting")]
    waiting = set(left["application_id"][held]) - set(meeting)
    last = left[left["rule"] == "T12"].sort_values("opens_at", kind="stable").drop_duplicates("application_id", keep="last")
    missed = last[(last["status"] == "missed") & last["application_id"].isin(waiting)]
    if not len(missed):
        return ""
    codes, names = short_codes(missed), missed["company"].where(missed["company"] != "", missed["role"])
    shown = [f"{name} ({code})" for name, code in zip(names.head(_MOST_NAMED), codes.head(_MOST_NAMED), strict=True)]
    more = [f"{len(missed) - _MOST_NAMED} more"] if len(missed) > _MOST_NAMED else []
    return (
        f"You have not answered these, so all else there waits: {', '.join(shown + more)}. Answer late, or record that you did."
    )
