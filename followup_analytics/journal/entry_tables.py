"""Entries as tables: their events, their moments in the zones of a log, and the applications that are named most like one."""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.journal.entries import FIELDS, Entry, is_day
from followup_analytics.local_time import zone
from followup_analytics.log.job_search_log import JobSearchLog

_OF_LOG = tuple(name for name in words.EVENT_COLUMNS if name not in ("direction", "row", "answer_by"))
EVENT_COLUMNS = (*_OF_LOG, "action_id", "company", "role")
_NEAREST = 3


def event_frame(entries: Sequence[Entry], log: JobSearchLog | None) -> pd.DataFrame:
    """The events among entries: index `entry`; days begin in the time zone of the log's application, else in UTC."""
    events = [entry for entry in entries if entry.is_event]
    frame = pd.DataFrame([asdict(entry) for entry in events], columns=list(FIELDS), dtype="str")
    zones = zones_of(frame["application_id"], log)
    frame["precision"] = ["day" if is_day(text) else "minute" for text in frame["at"]]
    for name in ("at", "reply_expected_by"):
        frame[name] = instants(frame[name], zones)
    frame.index = pd.Index([entry.number for entry in events], name="entry", dtype="int64")
    return frame[list(EVENT_COLUMNS)]


def zones_of(application_ids: pd.Series, log: JobSearchLog | None) -> pd.Series:
    """The time zone of each application, UTC for those that the log does not have."""
    if log is None:
        return pd.Series("UTC", application_ids.index, dtype="str")
    return application_ids.map(log.applications["timezone"]).astype("str").fillna("UTC")


def instants(texts: pd.Series, zones: pd.Series) -> pd.Series:
    """Checked moments as UTC instants: a day begins when it does in its zone; empty text is missing."""
    found = pd.Series(pd.NaT, texts.index, dtype="datetime64[us, UTC]")
    days = texts.str.len() == len("2026-03-02")
    exact = (texts != "") & ~days
    found[exact] = pd.to_datetime(texts[exact], format="ISO8601", utc=True).dt.as_unit("us")
    for name in pd.unique(zones[days]):
        here = days & (zones == name)
        clocks = pd.to_datetime(texts[here], format="%Y-%m-%d").dt.as_unit("us")
        # Where clocks change at midnight the day begins at its first moment.
        local = clocks.dt.tz_localize(zone(name), nonexistent="shift_forward", ambiguous=[True] * len(clocks))
        found[here] = local.dt.tz_convert("UTC")
    return found


def nearest_applications(applications: pd.DataFrame, name: str, company: str = "", role: str = "") -> str:
    """The applications that are named most like it, for a message: by company and role where they are known, else by all."""
    from rapidfuzz.fuzz import WRatio, ratio

    names = [", ".join(filter(None, pair)) for pair in zip(applications["company"], applications["role"], strict=True)]
    wanted = ", ".join(filter(None, (company, role))) or name
    pairs = zip(applications.index, names, strict=True)
    scores = [max(WRatio(wanted, text, processor=str.casefold), ratio(name, str(one))) for one, text in pairs]
    best = np.argsort(-np.array(scores), kind="stable")[:_NEAREST]
    return "; ".join(f"{applications.index[place]!r} ({names[place]})" for place in best) or "the log has none"
