"""Entries as tables: their events, applications that were added, and interviews that were called off."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import FollowupError
from followup_analytics.file_writing import defuse, replaced_file
from followup_analytics.journal.entries import ADDED, CALLED_OFF, FIELDS, Entry, is_day, taken_back
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


def history_frame(entries: Sequence[Entry]) -> pd.DataFrame:
    """All entries as text, index `number`: the fields of an entry, and `undone_by`, 0 where it holds."""
    frame = pd.DataFrame([asdict(entry) for entry in entries], columns=list(FIELDS)).set_index("number")
    gone = taken_back(entries)
    return frame.assign(undone_by=[gone.get(entry.number, 0) for entry in entries])


def write_history(history: pd.DataFrame, path: Path) -> None:
    """Write a history as CSV, formulas defused."""
    if path.suffix.lower() != ".csv":
        raise FollowupError(f"{path.name}: a history is written as CSV: give a name that ends in .csv")
    text = history.reset_index().astype("str").apply(defuse)
    with replaced_file(path) as part:
        text.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def log_of(entries: Sequence[Entry]) -> JobSearchLog:
    """What entries that hold tell, as a log: their applications by company and role, and their events."""
    held = [entry for entry in entries if entry.is_event]
    named = {entry.application_id: {"company": entry.company, "role": entry.role} for entry in held}
    applications = pd.DataFrame.from_dict(named, orient="index", columns=["company", "role"]).rename_axis("application_id")
    return JobSearchLog(applications, event_frame(held, None))


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


def under_sheet_ids(entries: Sequence[Entry], log: JobSearchLog) -> list[Entry]:
    """The entries of an added application under the id that the sheet has for it now, where it has one under another id.

    That is so where a sheet that gives ids of its own has taken the application in: the same company and role, once.
    """
    applications = log.applications
    homeless = {entry.application_id: entry for entry in entries if entry.kind == ADDED}
    homeless = {name: entry for name, entry in homeless.items() if name not in applications.index}
    if not homeless:
        return list(entries)
    pairs = applications["company"].map(_folded) + "\n" + applications["role"].map(_folded)
    found = {name: pairs.index[pairs == f"{_folded(entry.company)}\n{_folded(entry.role)}"] for name, entry in homeless.items()}
    now = {name: str(ids[0]) for name, ids in found.items() if len(ids) == 1}
    return [entry.under(now[entry.application_id]) if entry.application_id in now else entry for entry in entries]


def with_added(log: JobSearchLog, entries: Sequence[Entry]) -> JobSearchLog:
    """The log with the applications that were added and that the sheet does not have."""
    added = {entry.application_id: entry for entry in entries if entry.kind == ADDED}
    added = {name: entry for name, entry in added.items() if name not in log.applications.index}
    if not added:
        return log
    zones, countries = log.applications["timezone"], log.applications["country"]
    facts = {"timezone": zones.mode().iloc[0] if len(zones) else "UTC", "country": countries.mode().iloc[0] if len(zones) else ""}
    rows = [{"company": one.company, "role": one.role, "contact": one.contact, **facts} for one in added.values()]
    own = JobSearchLog(pd.DataFrame(rows, index=pd.Index(list(added), name="application_id", dtype="str")), log.events.iloc[:0])
    stated = log.applications.assign(status=_stated(log))
    applications = pd.concat([stated, own.applications.reindex(columns=stated.columns)]).astype(stated.dtypes)
    return JobSearchLog(applications, log.events, log.problems)


def _stated(log: JobSearchLog) -> pd.Series:
    """The status that the sheet states: what its events imply is worked out anew."""
    status = log.applications["status"]
    return status.where(log.undated_codes >= 0, status.cat.categories[0])


def superseded(entries: Sequence[Entry], log: JobSearchLog) -> set[int]:
    """The numbers of events, told of an added application, that the sheet has itself by now."""
    acts = {entry.act for entry in entries if entry.kind == ADDED}
    events = log.events
    there = set(zip(events["application_id"], events["kind"].astype("str"), strict=True))
    return {entry.number for entry in entries if entry.act in acts and (entry.application_id, entry.kind) in there}


def called_off(events: pd.DataFrame, entries: Sequence[Entry], log: JobSearchLog) -> pd.Series:
    """Which interviews were called off: of that application and local day, and of that id where the day has several."""
    gone = pd.Series(False, events.index)
    marks = [entry for entry in entries if entry.kind == CALLED_OFF]
    if not marks:
        return gone
    interviews = events[events["kind"] == "interview"]
    zones = zones_of(interviews["application_id"], log)
    days = [at.tz_convert(zone).date().isoformat() for at, zone in zip(interviews["at"], zones, strict=True)]
    for entry in marks:
        is_its = interviews["application_id"] == entry.application_id
        here = interviews.index[is_its & (np.array(days, dtype=str) == entry.until)]
        gone[here if len(here) < 2 or entry.to not in here else [entry.to]] = True
    return gone


def _folded(text: str) -> str:
    return " ".join(str(text).casefold().split())
