"""Clients: many searches, each with its sheet, journal and settings, looked at together or one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from followup_analytics.errors import FollowupError, SheetError, UnknownNameError, did_you_mean, listing
from followup_analytics.importing.files.clients_folder import ClientSheet, client_sheets, unreadable
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.seekers import joined_name
from followup_analytics.problems import problems_table
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.follow_up_actions import actions_of
from followup_analytics.search.search import Search
from followup_analytics.search.settings_file import Settings


@dataclass(frozen=True)
class Client:
    """One client: his log with what was recorded, his cadence, and the search that it comes from."""

    log: JobSearchLog
    cadence: Cadence
    search: Search
    owner_ending: str = ""

    def calendar_owner(self) -> str:
        """What tells his calendar entries from those of others."""
        return self.search.calendar_owner() + self.owner_ending


@dataclass(frozen=True)
class Clients:
    """Many searches.

    Attributes
    ----------
    by_name : the clients whose sheets were read, in the order of the names
    unread : why the sheets of others could not be read
    problems : what concerns none of them alone
    """

    by_name: Mapping[str, Client]
    unread: Mapping[str, str]
    problems: pd.DataFrame

    @classmethod
    def beside(cls, folder: Path, *, cadence: Cadence, reading: Mapping[str, Any], only: str = "", **how: Any) -> "Clients":
        """The searches of a folder, each with what is kept beside its sheet; a sheet that can't be read stops nobody else's.

        Parameters
        ----------
        folder : path
        cadence, reading, **how
            As for `Search`, the same for all: they go before what is kept, and that before `clients.toml`.
        only : str
            The one client whose sheet is read; all where none is named.

        Raises
        ------
        SheetError
            If no sheet lies there, or none can be read.
        UnknownNameError
            If there is no such client.
        """
        found = client_sheets(folder)
        if found is None:
            raise SheetError(f"{folder}: is no folder of sheets")
        names = [one.name for one in found.sheets]
        if only and only not in names:
            raise UnknownNameError(f"--seeker {only!r} has no sheet in {folder}{did_you_mean(only, names)}")
        read, unread = dict[str, Client](), dict[str, str]()
        for one in found.sheets:
            if only in ("", one.name):
                try:
                    read |= _clients_of(one.name, _search(one, cadence, reading, how))
                except FollowupError as error:
                    unread[one.name] = str(error)
        if not read:
            raise SheetError(listing([f"{name}: {why}" for name, why in unread.items()]))
        return cls(read, unread, problems_table([*found.problems, *unreadable(unread)]))

    @classmethod
    def within(cls, search: Search) -> "Clients":
        """Those whose rows stand in one sheet, told apart by a column."""
        return cls(_clients_of("", search), {}, problems_table([]))

    @property
    def log(self) -> JobSearchLog:
        """All logs as one."""
        return JobSearchLog.stacked({name: one.log for name, one in self.by_name.items()}, self.problems)

    def actions(self, as_of: Any) -> pd.DataFrame:
        """What the rules ask for of all, each by his own cadence, in one order of urgency."""
        alike: list[tuple[Cadence, dict[str, JobSearchLog]]] = []
        for name, one in self.by_name.items():
            logs = next((logs for cadence, logs in alike if cadence == one.cadence), None)
            if logs is None:
                alike.append((one.cadence, {name: one.log}))
            else:
                logs[name] = one.log
        return actions_of([(JobSearchLog.stacked(logs), cadence) for cadence, logs in alike], as_of=as_of)

    @property
    def as_of(self) -> Any:
        """The moment, as the first of them has it."""
        return next(iter(self.by_name.values())).search.as_of

    def of(self, name: str) -> Client:
        """The client of that name.

        Raises
        ------
        UnknownNameError
            If there is none.
        """
        if name not in self.by_name:
            raise UnknownNameError(f"there is no client {name!r}{did_you_mean(name, self.by_name)}")
        return self.by_name[name]


def _search(one: ClientSheet, cadence: Cadence, reading: Mapping[str, Any], how: Mapping[str, Any]) -> Search:
    said = dict(one.reading)
    mapping = said.pop("mapping", None)
    beneath = Settings(reading=said, cadence=Cadence.read(one.cadence) if one.cadence else Cadence())
    options = {**reading, "mapping": reading.get("mapping") or mapping}
    return Search(one.source, cadence=cadence, reading=options, beneath=beneath, **how)


def _clients_of(name: str, search: Search) -> dict[str, Client]:
    """The clients of one sheet: one, or as many as its column of clients names."""
    log = search.log
    if log.seekers == ("",):
        return {name: Client(log, search.cadence, search)}
    inner = {seeker: joined_name(name, seeker) for seeker in log.seekers}
    return {whole: Client(log.of_seeker(seeker), search.cadence, search, f"/{seeker}") for seeker, whole in inner.items()}
