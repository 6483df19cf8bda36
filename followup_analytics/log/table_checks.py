"""What each table must be; every broken check is listed in one LogError.

After the door the tables can be trusted: all columns are there, in order, with fixed types; text is never missing (empty
text is ""); words come from the closed vocabularies; events are sorted and belong to an application.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import LogError, did_you_mean, listing
from followup_analytics.local_time import Ints, zone
from followup_analytics.log.event_order import event_ids, has_ids, order_of

_SHOWN = 5


@dataclass
class Findings:
    """The broken checks of one table, in words."""

    table: str
    found: list[str] = field(default_factory=list)

    def add(self, bad: "pd.Series[bool]", column: pd.Series, what: str) -> None:
        """Note the rows of `column` where `bad` holds, the first few by name."""
        if not bad.any():
            return
        values = column[bad]
        shown = ", ".join(f"{label}: {value!r}" for label, value in list(values.items())[:_SHOWN])
        more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
        self.found.append(f"{self.table}.{column.name} {what} ({shown}{more})")

    def raise_if_any(self) -> None:
        """Raise what was found, all of it in one error."""
        if self.found:
            raise LogError(listing(self.found))


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
_TIMES = ("at", "reply_expected_by", "answer_by")
_NOT_TEXT = (*_TIMES, "urgent", "row", "direction")
_TAKEN = frozenset((*words.APPLICATION_COLUMNS, *words.EVENT_COLUMNS, "event_id"))
_UTC = pd.DatetimeTZDtype("us", "UTC")
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?")
_EARLIEST, _LATEST = pd.Timestamp("1970-01-02", tz="UTC"), pd.Timestamp("2100-01-01", tz="UTC")
_DIRECTIONS = pd.CategoricalDtype(list(words.DIRECTIONS))
_DIRECTION = np.array([words.DIRECTIONS.index(words.DIRECTION_OF_KIND[kind]) for kind in words.EVENT_KINDS], dtype=np.int8)


def checked_applications(frame: pd.DataFrame) -> pd.DataFrame:
    """The applications with all columns, typed; `status` may still be empty."""
    findings = Findings("applications")
    given = frame if "application_id" not in frame else frame.set_index("application_id")
    index = pd.Index(given.index.astype("str"), name="application_id")
    _check_names(index, findings)
    given = _with_blanks(given.set_axis(index, axis=0), words.APPLICATION_COLUMNS)
    table = {name: _application_column(given, name, findings) for name in words.APPLICATION_COLUMNS}
    # The sheet's own further columns, under their own headers.
    table |= {name: _text(given, name) for name in given.columns if isinstance(name, str) and name and name not in _TAKEN}
    checked = pd.DataFrame(table, index=index, copy=False)
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
    codes, names = pd.factorize(country)
    odd = np.array([name != "" and not _COUNTRY.fullmatch(name) for name in names], dtype=bool)
    findings.add(pd.Series(odd[codes], country.index), country, "must be an ISO 3166 code such as 'DE' or 'DE-BY', or empty")


def checked_events(frame: pd.DataFrame, applications: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """The events with all columns, typed and sorted, and the position of each one's application."""
    findings = Findings("events")
    given = frame.set_index("event_id") if "event_id" in frame else frame
    given = _with_blanks(given, words.EVENT_COLUMNS)
    table = {name: _event_column(given, name, findings) for name in words.EVENT_COLUMNS if name != "direction"}
    checked = pd.DataFrame(table, index=given.index, copy=False)
    # Filled from the kind: a wish of the caller's own is not asked for.
    directions = pd.Categorical.from_codes(_DIRECTION[checked["kind"].cat.codes.to_numpy()], dtype=_DIRECTIONS)
    checked.insert(words.EVENT_COLUMNS.index("direction"), "direction", pd.Series(directions, given.index))
    positions = _positions(checked["application_id"], applications.index)
    findings.add(pd.Series(positions < 0, checked.index), checked["application_id"], "names no application of the log")
    findings.raise_if_any()
    order = order_of(checked, positions)
    if order is not None:
        checked, positions = checked.iloc[order], positions[order]
    checked.index = event_ids(checked, positions)
    if has_ids(given):
        _check_names(checked.index, findings)
        findings.raise_if_any()
    positions.setflags(write=False)
    return checked, positions


def _event_column(given: pd.DataFrame, name: str, findings: Findings) -> pd.Series:
    if name == "row":
        return _row_numbers(given, findings)
    if name in _TIMES:
        return _times(given, name, findings)
    column = _text(given, name)
    if name == "precision":
        column = _filled(column, "minute")
    return _word(column, EVENT_WORDS[name], findings) if name in EVENT_WORDS else column


def _check_names(names: pd.Index, findings: Findings) -> None:
    """Names are there, each once."""
    column, text = names.to_series(), names.fillna("").array
    # In order, what is alike stands together: that takes far less memory than looking each up among all.
    in_order = text if (text[1:] >= text[:-1]).all() else text.take(text.argsort())
    if (in_order[1:] == in_order[:-1]).any():
        findings.add(column.duplicated(), column, "must be unique")
    findings.add(column == "", column, "must not be empty")


def _positions(names: pd.Series, applications: pd.Index) -> Ints:
    """The position of each event's application, -1 where none has that name."""
    both = pd.concat([applications.to_series(), names], ignore_index=True)
    positions = pd.factorize(both, use_na_sentinel=False)[0][len(applications) :]
    positions[positions >= len(applications)] = -1
    return positions


def _with_blanks(given: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """With empty text, the same for all, where a column of text is missing."""
    blank = pd.Series("", given.index, dtype="str")
    return given.assign(**{name: blank for name in columns if name not in given and name not in _NOT_TEXT})


def _text(given: pd.DataFrame, name: str) -> pd.Series:
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
    column = given.get(name)
    if column is None or column.isna().all():
        column = pd.Series(pd.NaT, given.index, dtype=_UTC, name=name)
    if not isinstance(column.dtype, pd.DatetimeTZDtype):
        findings.found.append(f"events.{name} must hold times with a time zone, got {column.dtype}")
        return column
    utc = column.astype(_UTC)
    if name == "at":
        findings.add(utc.isna(), utc, "must not be missing")
    findings.add((utc < _EARLIEST) | (utc > _LATEST), utc, "must lie between 1970 and 2100")
    return utc


def _row_numbers(given: pd.DataFrame, findings: Findings) -> pd.Series:
    if "row" not in given:
        return pd.Series(pd.NA, given.index, dtype="Int64", name="row")
    column = given["row"]
    try:
        return cast(pd.Series, column.astype("Int64"))
    except (TypeError, ValueError):
        findings.found.append(f"{findings.table}.row must hold whole numbers, got {column.dtype}")
        return column


def checked_problems(frame: pd.DataFrame | None) -> pd.DataFrame:
    """The problems with all columns, typed."""
    given = pd.DataFrame() if frame is None else frame.reset_index(drop=True)
    given = _with_blanks(given, words.PROBLEM_COLUMNS)
    findings = Findings("problems")
    table = {name: _row_numbers(given, findings) if name == "row" else _text(given, name) for name in words.PROBLEM_COLUMNS}
    table["severity"] = _word(table["severity"], words.SEVERITIES, findings)
    findings.raise_if_any()
    return pd.DataFrame(table)
