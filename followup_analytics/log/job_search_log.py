"""JobSearchLog: applications, events, problems and what was put off."""

import os
from collections.abc import Iterator
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import check_is
from followup_analytics.local_time import Ints
from followup_analytics.log.log_file import write_tables
from followup_analytics.log.provenance import checked_provenance
from followup_analytics.log.table_checks import Findings, checked_applications, checked_events, checked_problems

LONGEST_DAYS = 366
# The last day that there is: something waits until the seeker tells whether it was done.
UNTIL_TOLD = pd.Timestamp("9999-12-31")
_TIMES = ("since", "until", "ended_at")


def checked_put_off(frame: pd.DataFrame | None, applications: pd.DataFrame) -> pd.DataFrame:
    """The table with all columns, typed: `action_id, application_id` text, `since, ended_at` UTC, `until` a day.

    Parameters
    ----------
    frame : DataFrame, optional
        In the order in which things were put off: of two rows of one action, the later one holds. A row whose `action_id` is
        its `application_id` puts off all actions of the application, until `UNTIL_TOLD`.
    applications : DataFrame
        The log's applications, indexed by their ids.
    """
    given = pd.DataFrame(index=range(0)) if frame is None else frame.reset_index(drop=True)
    table: dict[str, pd.Series] = {name: _text(given, name) for name in ("action_id", "application_id")}
    table |= {name: _times(given, name) for name in _TIMES}
    table["until"] = table["until"].dt.tz_localize(None)
    checked = pd.DataFrame(table)
    _check(checked, applications)
    return checked


def _text(given: pd.DataFrame, name: str) -> pd.Series:
    return cast(pd.Series, given[name].astype("str").fillna("")) if name in given else pd.Series("", given.index, dtype="str")


def _times(given: pd.DataFrame, name: str) -> pd.Series:
    column = given[name] if name in given else pd.Series(pd.NaT, given.index, dtype="datetime64[us, UTC]")
    return pd.to_datetime(column, utc=True).dt.as_unit("us")


def _check(table: pd.DataFrame, applications: pd.DataFrame) -> None:
    findings = Findings("put_off")
    # Of the applications only those that are named here: there may be a million.
    named = applications.index[applications.index.isin(table["application_id"])]
    findings.add(~table["application_id"].isin(named), table["application_id"], "names no application of the log")
    for name in ("since", "until"):
        findings.add(table[name].isna(), table[name], "must not be missing")
    days = (table["until"] - table["since"].dt.tz_localize(None)) / np.timedelta64(1, "D")
    until_told = (table["until"] == UNTIL_TOLD) & (table["action_id"] == table["application_id"])
    findings.add((days > LONGEST_DAYS) & ~until_told, table["until"], "must lie within a year")
    findings.raise_if_any()


_STATUS_OF_KIND = np.array(
    [words.STATUSES.index(words.STATUS_OF_KIND.get(kind, "active")) for kind in words.EVENT_KINDS], dtype=np.int8
)
_STATUSES = pd.CategoricalDtype(list(words.STATUSES))
_BACK = np.isin(words.EVENT_KINDS, ("interview", *words.HUMAN_INBOUND_KINDS))


class JobSearchLog:
    """Applications, their events, and what was not understood in the file they came from.

    The tables are checked when the log is made and can't be changed afterwards: each property gives a table of its own.

    Parameters
    ----------
    applications : DataFrame
        One row per application; index or column `application_id`. Columns as in `vocabulary.APPLICATION_COLUMNS`, missing
        ones are empty. `status` is what the sheet states; the log keeps the further of it and what the events imply.
    events : DataFrame
        One row per event. Columns as in `vocabulary.EVENT_COLUMNS`; `application_id`, `at` (time-zone-aware) and `kind` are
        needed. Index or column `event_id`; numbered where there is none. `direction` follows from `kind`.
    problems : DataFrame, optional
        One row per thing in the file that was not understood: `row, column, value, problem, consequence, severity`.
    put_off : DataFrame, optional
        One row per action that was put off: `action_id, application_id, since` (when that was decided, UTC), `until` (a day),
        `ended_at` (when something inbound ended it, UTC, or missing). Of two rows of one action the later one holds.
    provenance : DataFrame, optional
        One row per event that mail, a calendar or LinkedIn told, as `checked_provenance` describes it.

    Raises
    ------
    LogError
        If a table breaks a check; the message lists all broken checks with the first rows of each.

    Notes
    -----
    An event log in the sense of process mining: a case (application), an activity (kind), a timestamp; all else is derived
    (van der Aalst, *Process Mining: Data Science in Action*, 2016, chapter 5).
    """

    def __init__(
        self,
        applications: pd.DataFrame,
        events: pd.DataFrame,
        problems: pd.DataFrame | None = None,
        put_off: pd.DataFrame | None = None,
        provenance: pd.DataFrame | None = None,
    ) -> None:
        checked = checked_applications(applications)
        self._events, self._positions = checked_events(events, checked)
        self._implied = _implied_status(self._positions, self._events["kind"].cat.codes.to_numpy(), len(checked))
        further = np.maximum(self._implied, checked["status"].cat.codes.to_numpy())
        self._applications = checked.assign(status=pd.Categorical.from_codes(further, dtype=_STATUSES))
        self._problems = checked_problems(problems)
        self._put_off = checked_put_off(put_off, checked)
        self._provenance = checked_provenance(provenance)

    @property
    def applications(self) -> pd.DataFrame:
        """One row per application, index `application_id`."""
        return self._applications.copy(deep=False)

    @property
    def events(self) -> pd.DataFrame:
        """One row per event, sorted by application and time, index `event_id`."""
        return self._events.copy(deep=False)

    @property
    def problems(self) -> pd.DataFrame:
        """One row per thing in the file that was not understood."""
        return self._problems.copy(deep=False)

    @property
    def put_off(self) -> pd.DataFrame:
        """One row per action that was put off, in the order in which that was decided."""
        return self._put_off.copy(deep=False)

    @property
    def provenance(self) -> pd.DataFrame:
        """One row per event that mail, a calendar or LinkedIn told, index `event_id`."""
        return self._provenance.copy(deep=False)

    @property
    def positions(self) -> Ints:
        """The position in `applications` of each event's application."""
        return self._positions

    @property
    def undated_status(self) -> pd.Series:
        """The status where it goes further than the events do (the sheet states it, with no date), else empty text."""
        named = np.array([*words.STATUSES, ""], dtype=object)[self.undated_codes]
        return pd.Series(named, self._applications.index, dtype="str", name="undated_status")

    @property
    def undated_codes(self) -> Ints:
        """`undated_status` as places in `vocabulary.STATUSES`, -1 for none."""
        status = self._applications["status"].cat.codes.to_numpy()
        return np.where(status > self._implied, status, -1)

    def parts(self, applications: int) -> Iterator["JobSearchLog"]:
        """The log in parts of so many applications at most, for what goes through a large log step by step."""
        if len(self._applications) <= applications:
            yield self
            return
        for start in range(0, len(self._applications), applications):
            part = object.__new__(JobSearchLog)
            rows = slice(start, start + applications)
            events = slice(*np.searchsorted(self._positions, [start, start + applications]))
            part._applications, part._implied = self._applications.iloc[rows], self._implied[rows]
            part._problems, part._put_off, part._provenance = self._problems, self._put_off, self._provenance
            part._events, part._positions = self._events.iloc[events], self._positions[events] - start
            yield part

    def __eq__(self, other: object) -> bool:
        """Equal applications and events; `row`, the problems, what was put off and the provenance do not count."""
        if not isinstance(other, JobSearchLog):
            return NotImplemented
        mine, theirs = (self._applications, self._events), (other._applications, other._events)
        return all(a.drop(columns="row").equals(b.drop(columns="row")) for a, b in zip(mine, theirs, strict=True))

    __hash__ = None  # type: ignore[assignment]  # equal by content, so never a dictionary's key

    def __repr__(self) -> str:
        """The size of the three tables."""
        sizes = len(self._applications), len(self._events), len(self._problems)
        return "JobSearchLog({} applications, {} events, {} problems)".format(*sizes)

    def write(self, path: str | os.PathLike[str]) -> pd.DataFrame:
        """Write the log as one table, a row per event, that `read_log` reads back to an equal log.

        Parameters
        ----------
        path
            Where to; the ending says the format: `.csv`, `.xlsx`, or `.parquet` where pyarrow is installed. All hold the same
            table of text, formulas defused by an apostrophe. An existing file is replaced only when all is written.

        Returns
        -------
        DataFrame
            What the format could not hold, in the columns of `problems`: characters that no XLSX file may have, and what is
            beyond the 32,767 characters of a cell. Empty for the other formats.

        Raises
        ------
        FollowupError
            If the name has another ending, pyarrow is missing, or the file can't be written.
        """
        return write_tables(self._applications, self._events, path)


def check_log(log: object) -> None:
    """Refuse what is no log where one is wanted: the path of a sheet, say, or one of the log's tables."""
    check_is("log", log, JobSearchLog, "a JobSearchLog, as fa.read_log gives")


def _implied_status(positions: Ints, kinds: np.ndarray, applications: int) -> np.ndarray:
    """The furthest status that an application's events speak of; a closure ends with their next interview or message."""
    code = _STATUS_OF_KIND[kinds]
    back = np.flatnonzero(_BACK[kinds])
    last_back = np.full(applications, -1, dtype=np.int64)
    np.maximum.at(last_back, positions[back], back)
    closures = np.flatnonzero(kinds == words.EVENT_KINDS.index("closure"))
    code[closures[closures < last_back[positions[closures]]]] = 0
    implied = np.zeros(applications, dtype=np.int8)
    np.maximum.at(implied, positions, code)
    return implied
