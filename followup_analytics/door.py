"""What a log's tables must be: checked once, when a log is made; every broken check is listed.

After the door the tables can be trusted: all columns are there, in order, with fixed types; text is never missing (empty
text is ""); words come from the closed vocabularies; events are sorted and belong to an application.
"""

import re
from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import LogError, did_you_mean
from followup_analytics.findings import Findings
from followup_analytics.time_zones import Ints, zone

APPLICATION_WORDS: dict[str, tuple[str, ...]] = {
    "seniority": words.SENIORITIES,
    "company_type": words.COMPANY_TYPES,
    "culture": words.CULTURES,
    "stated_process": words.STATED_PROCESSES,
    "preferred_medium": words.MEDIA,
    "status": words.STATUSES,
}
EVENT_WORDS: dict[str, tuple[str, ...]] = {
    "precision": words.PRECISIONS,
    "kind": words.EVENT_KINDS,
    "medium": words.MEDIA,
    "stage": words.STAGES,
}
_WORD_COLUMNS = (*APPLICATION_WORDS, *EVENT_WORDS, "severity")
_TIMES = ("at", "reply_expected_by")
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?")
_EARLIEST, _LATEST = pd.Timestamp("1970-01-02", tz="UTC"), pd.Timestamp("2100-01-01", tz="UTC")
_RANK = np.array([words.ORDER_WITHIN_DAY[kind] for kind in words.EVENT_KINDS], dtype=np.int8)


def checked_applications(frame: pd.DataFrame) -> pd.DataFrame:
    """The applications with all columns, typed; `status` may still be empty."""
    findings = Findings("applications")
    given = frame if "application_id" not in frame else frame.set_index("application_id")
    index = pd.Index(given.index.astype("str"), name="application_id")
    given = given.set_axis(index, axis=0)
    findings.add(pd.Series(index.duplicated(), index), index.to_series(), "must be unique")
    findings.add(pd.Series(index == "", index), index.to_series(), "must not be empty")
    table = {name: _application_column(given, name, findings) for name in words.APPLICATION_COLUMNS}
    checked = pd.DataFrame(table, index=index)
    _check_places(checked, findings)
    findings.raise_if_any()
    return checked


def _application_column(given: pd.DataFrame, name: str, findings: Findings) -> pd.Series:
    if name == "row":
        return _row_numbers(given, findings)
    if name == "urgent":
        flag = given[name] if name in given else pd.Series(False, given.index)
        known = flag.isin([True, False])
        findings.add(~known, flag.rename(name), "must be True or False")
        return cast(pd.Series, (known & (flag == True)).astype(bool))  # noqa: E712 - an element-wise comparison
    column = _text(given, name)
    if name == "timezone":
        return _filled(column, "UTC")
    if name == "status":
        return _word(_filled(column, words.STATUSES[0]), words.STATUSES, findings)
    return _word(column, APPLICATION_WORDS[name], findings) if name in APPLICATION_WORDS else column


def _check_places(checked: pd.DataFrame, findings: Findings) -> None:
    for name in pd.unique(checked["timezone"]):
        try:
            zone(name)
        except LogError as error:
            findings.found.append(str(error))
    country = checked["country"]
    odd = country.map({code: code != "" and not _COUNTRY.fullmatch(code) for code in pd.unique(country)}).astype(bool)
    findings.add(odd, country, "must be an ISO 3166 code such as 'DE' or 'DE-BY', or empty")


def checked_events(frame: pd.DataFrame, applications: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """The events with all columns, typed and sorted, and the position of each one's application."""
    findings = Findings("events")
    given = frame.set_index("event_id") if "event_id" in frame else frame
    table = {name: _event_column(given, name, findings) for name in words.EVENT_COLUMNS}
    checked = pd.DataFrame(table, index=given.index)
    positions = applications.index.get_indexer(pd.Index(checked["application_id"])).astype(np.int64)
    findings.add(pd.Series(positions < 0, checked.index), checked["application_id"], "names no application of the log")
    findings.raise_if_any()
    order = _order(checked, positions)
    if order is not None:
        checked, positions = checked.iloc[order], positions[order]
    checked.index = _event_ids(checked, positions)
    if checked.index.has_duplicates:
        findings.add(pd.Series(checked.index.duplicated(), checked.index), checked.index.to_series(), "must be unique")
    if "" in checked.index:
        findings.add(pd.Series(checked.index == "", checked.index), checked.index.to_series(), "must not be empty")
    findings.raise_if_any()
    positions.setflags(write=False)
    return checked, positions


def _event_column(given: pd.DataFrame, name: str, findings: Findings) -> pd.Series:
    if name == "row":
        return _row_numbers(given, findings)
    if name in _TIMES:
        return _times(given, name, findings)
    if name == "direction":
        # Filled from the kind: a wish of the caller's own is not asked for.
        kinds = _word(_text(given, "kind"), words.EVENT_KINDS, findings=Findings("events"))
        directions = kinds.astype("str").map(words.DIRECTION_OF_KIND)
        return cast(pd.Series, directions.astype(pd.CategoricalDtype(list(words.DIRECTIONS))))
    column = _text(given, name)
    if name == "precision":
        column = _filled(column, "minute")
    return _word(column, EVENT_WORDS[name], findings) if name in EVENT_WORDS else column


def _text(given: pd.DataFrame, name: str) -> pd.Series:
    if name not in given:
        return pd.Series("", given.index, dtype="str", name=name)
    column = given[name]
    if isinstance(column.dtype, pd.CategoricalDtype) and name in _WORD_COLUMNS:
        return column
    text = column.astype("str")
    return cast(pd.Series, text.fillna("") if text.hasnans else text)


def _filled(column: pd.Series, default: str) -> pd.Series:
    """The column with `default` where it is empty."""
    empty = (column == "") | column.isna()
    return cast(pd.Series, column.astype("str").where(~empty, default) if empty.any() else column)


def _word(column: pd.Series, allowed: Sequence[str], findings: Findings) -> pd.Series:
    """The column as a categorical of the closed vocabulary; a word outside it is a finding."""
    dtype = pd.CategoricalDtype(list(allowed))
    coded = _coded(column, dtype)
    if coded.hasnans:
        text = cast(pd.Series, column.astype("str").fillna(""))
        coded = _coded(text, dtype)
        unknown = coded.isna()
        nearest = did_you_mean(str(text[unknown].iloc[0]), allowed) if unknown.any() else ""
        findings.add(unknown, text, f"must be one of {', '.join(filter(None, allowed))}{nearest}")
    return coded


def _coded(column: pd.Series, dtype: pd.CategoricalDtype) -> pd.Series:
    """The column in that type; what is none of its words is missing."""
    if column.dtype == dtype:
        return column
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.set_categories(dtype.categories, ordered=False)
    codes = dtype.categories.get_indexer(pd.Index(column))
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype), column.index, name=column.name)


def _times(given: pd.DataFrame, name: str, findings: Findings) -> pd.Series:
    blank = pd.Series(pd.NaT, given.index, dtype="datetime64[us, UTC]", name=name)
    column = given.get(name, blank)
    if column.isna().all():
        column = blank
    if not isinstance(column.dtype, pd.DatetimeTZDtype):
        findings.found.append(f"events.{name} must hold times with a time zone, got {column.dtype}")
        return blank
    utc = column.dt.tz_convert("UTC").dt.as_unit("us")
    if name == "at":
        findings.add(utc.isna(), utc, "must not be missing")
    findings.add((utc < _EARLIEST) | (utc > _LATEST), utc, "must lie between 1970 and 2100")
    return cast(pd.Series, utc)


def _row_numbers(given: pd.DataFrame, findings: Findings) -> pd.Series:
    blank = pd.Series(pd.NA, given.index, dtype="Int64", name="row")
    column = given.get("row", blank)
    try:
        return cast(pd.Series, column.astype("Int64"))
    except (TypeError, ValueError):
        findings.found.append(f"{findings.table}.row must hold whole numbers, got {column.dtype}")
        return blank


def _order(events: pd.DataFrame, positions: Ints) -> Ints | None:
    """The order by application, time, rank within the day and content; None where it is that already."""
    at = events["at"].to_numpy("datetime64[us]").view("int64")
    rank = _RANK[events["kind"].cat.codes.to_numpy()]
    same = positions[1:] == positions[:-1]
    later = (at[1:] > at[:-1]) | ((at[1:] == at[:-1]) & (rank[1:] > rank[:-1]))
    ahead = (positions[1:] > positions[:-1]) | (same & later)
    if ahead.all():
        return None
    order = np.lexsort((rank, at, positions)).astype(np.int64)
    return _order_ties(events, order, np.stack([positions, at, rank.astype(np.int64)])[:, order])


def _order_ties(events: pd.DataFrame, order: Ints, keys: Ints) -> Ints:
    """Events that agree in all sort keys stand in the order of their content, so that the order given does not matter."""
    equal = (keys[:, 1:] == keys[:, :-1]).all(axis=0)
    tied = np.flatnonzero(np.append(equal, False) | np.insert(equal, 0, False))
    if len(tied) == 0:
        return order
    run = np.cumsum(~np.insert(equal, 0, False))[tied]
    content = [name for name in words.EVENT_COLUMNS if name not in ("application_id", "at", "direction", "row")]
    rows = events.iloc[order[tied]][content].assign(run=run, place=order[tied])
    if _has_ids(events):
        content.append("id")
        rows["id"] = rows.index.astype("str")
    order = order.copy()
    order[tied] = rows.sort_values(["run", *content], kind="stable")["place"].to_numpy()
    return order


def _has_ids(events: pd.DataFrame) -> bool:
    """Whether the events have names of their own; numbers are places in a table."""
    return not isinstance(events.index, pd.RangeIndex) and events.index.dtype.kind not in "iu"


def _event_ids(events: pd.DataFrame, positions: Ints) -> "pd.Index[str]":
    """The ids as given, or the application's id and the event's number in it."""
    if _has_ids(events):
        return cast("pd.Index[str]", pd.Index(events.index.astype("str"), name="event_id"))
    starts = np.flatnonzero(np.diff(positions, prepend=-1))
    number = np.arange(len(positions)) - np.repeat(starts, np.diff(starts, append=len(positions))) + 1
    ids = events["application_id"] + "/" + pd.Series(number, events.index).astype("str")
    return cast("pd.Index[str]", pd.Index(ids, name="event_id", dtype="str"))


def checked_problems(frame: pd.DataFrame | None) -> pd.DataFrame:
    """The problems with all columns, typed."""
    given = pd.DataFrame(columns=list(words.PROBLEM_COLUMNS)) if frame is None else frame.reset_index(drop=True)
    findings = Findings("problems")
    table = {name: _row_numbers(given, findings) if name == "row" else _text(given, name) for name in words.PROBLEM_COLUMNS}
    table["severity"] = _word(table["severity"], words.SEVERITIES, findings)
    findings.raise_if_any()
    return pd.DataFrame(table)
