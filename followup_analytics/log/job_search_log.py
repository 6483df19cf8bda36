"""JobSearchLog: applications, events, problems and what was put off."""

import os
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import UnknownNameError, check_is, did_you_mean
from followup_analytics.local_time import Ints
from followup_analytics.log.event_order import implied_status
from followup_analytics.log.log_file import write_tables
from followup_analytics.log.provenance import checked_provenance
from followup_analytics.log.put_off import checked_put_off
from followup_analytics.log.seekers import (
    applications_of,
    joined_name,
    own_columns_of,
    stacked_applications,
    stacked_events,
    stacked_problems,
    stacked_provenance,
    stacked_put_off,
    without_prefix,
)
from followup_analytics.log.table_checks import checked_applications, checked_events, checked_problems

_STATUSES = pd.CategoricalDtype(list(words.STATUSES))


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
        self._implied = implied_status(self._positions, self._events["kind"].cat.codes.to_numpy(), len(checked))
        further = np.maximum(self._implied, checked["status"].cat.codes.to_numpy())
        self._applications = checked.assign(status=pd.Categorical.from_codes(further, dtype=_STATUSES))
        self._problems = checked_problems(problems)
        self._put_off = checked_put_off(put_off, checked)
        self._provenance = checked_provenance(provenance)
        self._own_columns: dict[str, tuple[str, ...]] = {}

    @classmethod
    def stacked(cls, logs: Mapping[str, "JobSearchLog"], problems: pd.DataFrame | None = None) -> "JobSearchLog":
        """The logs of several seekers as one: each application's id begins with its seeker's name and `~`.

        Parameters
        ----------
        logs : mapping
            A log by its seeker's name, one at least. Of a log that has seekers already each becomes "name/seeker".
        problems : DataFrame, optional
            What concerns none of them alone; it stands before theirs.

        Raises
        ------
        LogError
            If two applications have one id.
        """
        each = {joined_name(name, inner): log.of_seeker(inner) for name, log in logs.items() for inner in log.seekers}
        found = object.__new__(cls)
        starts = np.cumsum([0, *(len(log._applications) for log in each.values())])
        found._applications = stacked_applications({name: log._applications for name, log in each.items()})
        found._events = stacked_events({name: log._events for name, log in each.items()})
        found._positions = np.concatenate([log._positions + at for log, at in zip(each.values(), starts, strict=False)])
        found._implied = np.concatenate([log._implied for log in each.values()])
        found._problems = stacked_problems({name: log._problems for name, log in each.items()}, problems)
        found._put_off = stacked_put_off({name: log._put_off for name, log in each.items()})
        found._provenance = stacked_provenance({name: log._provenance for name, log in each.items()})
        found._own_columns = {name: own_columns_of(log._applications) for name, log in each.items()}
        return found

    @property
    def seekers(self) -> tuple[str, ...]:
        """Whose applications these are, in the order of the log; one empty name in a log of one."""
        return tuple(self._own_columns) or tuple(pd.unique(self._applications["seeker"])) or ("",)

    def of_seeker(self, seeker: str) -> "JobSearchLog":
        """The log of one seeker, with his own ids: equal to his sheet read alone.

        Raises
        ------
        UnknownNameError
            If there is no such seeker.
        """
        if seeker not in self.seekers:
            raise UnknownNameError(f"there is no seeker {seeker!r} in the log{did_you_mean(seeker, self.seekers)}")
        if self.seekers == ("",):
            return self
        places = np.flatnonzero((self._applications["seeker"] == seeker).to_numpy())
        place = np.full(len(self._applications), -1)
        place[places] = np.arange(len(places))
        events = np.flatnonzero(place[self._positions] >= 0)
        found = object.__new__(JobSearchLog)
        own = self._own_columns.get(seeker)
        found._applications = applications_of(self._applications.iloc[places], seeker, own)
        found._events = without_prefix(self._events.iloc[events], seeker, ("application_id",))
        found._positions, found._implied = place[self._positions[events]], self._implied[places]
        of_problems, of_put_off = (table[table["seeker"] == seeker] for table in (self._problems, self._put_off))
        found._problems = without_prefix(of_problems, seeker, ("application_id",)).reset_index(drop=True)
        found._put_off = without_prefix(of_put_off, seeker, ("action_id", "application_id")).reset_index(drop=True)
        of_events = self._provenance[self._provenance.index.isin(self._events.index[events])]
        found._provenance = without_prefix(of_events, seeker, ())
        found._own_columns = {}
        return found

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
            part._own_columns = {}
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
