"""What the seeker did: done, put off, closed, taken back; each is recorded, said in a sentence, and followed by the list."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from followup_analytics.errors import JournalError, UnknownNameError
from followup_analytics.journal.entries import Entry, moment_text
from followup_analytics.journal.entry_tables import nearest_applications
from followup_analytics.reporting.wording.application_story import recorded_in_words
from followup_analytics.reporting.wording.names import ACTION_WORDS, day_text
from followup_analytics.rules.action_ids import action_named, code_of, find_action, how_it_was_done, short_codes
from followup_analytics.rules.explained import Explained, explained
from followup_analytics.rules.follow_up_actions import SILENT_DAYS, long_silent
from followup_analytics.search.open_sheet import OpenSheet

_OPEN = ("overdue", "due", "waiting")


class Recording(OpenSheet):
    """The gestures of a search: what it records goes into its journal, and the list follows.

    Attributes
    ----------
    recorded : the numbers of the entries that the last gesture made; with them `undo` takes back that gesture and no other
    """

    recorded: tuple[int, ...] = ()

    def done(self, *names: str, at: Any = None, medium: str = "") -> str:
        """Record that actions were done, in the medium that the list proposed where none is given.

        Parameters
        ----------
        *names : str
            Of each its whole code, its action_id, or the company where one thing alone is open for it.
        at : date, str or Timestamp, optional
            The day or moment; the moment of recording where none is given.
        medium : str
            How; as the list proposes where none is given.

        Raises
        ------
        JournalError
            If one was done already or is no longer needed, the day lies before what it answers, or nothing can be written.
        UnknownNameError
            If there is no such action.
        """
        rows = [self._open_action(name) for name in dict.fromkeys(names)]
        when = [self._checked_day(row, at) for row in rows]
        entries = [
            self.journal.done(str(row.name), at=day, medium=medium or str(row["medium"]))
            for row, day in zip(rows, when, strict=True)
        ]
        return self._said(entries)

    def snooze(self, *names: str, until: Any = None, days: int = 7) -> str:
        """Put actions off until a day; without one, by some days from today on."""
        rows = [self._open_action(name) for name in dict.fromkeys(names)]
        day = until if until is not None else (self._recording_day() + dt.timedelta(days=days)).isoformat()
        return self._said([self.journal.snooze(str(row.name), day) for row in rows])

    def why(self, name: str) -> Explained:
        """How an action came about, by its code or id, as `explained` tells it."""
        return explained(self.log, self.actions, str(self.action(name).name), cadence=self.cadence)

    def close(self, *names: str, why: str = "") -> str:
        """Close applications, each named by its id, by an action of it, or by its company."""
        return self._said(self.journal.close_all([self.application(name) for name in dict.fromkeys(names)], why))

    def attach(self, application_id: str, to: str) -> str:
        """Let what the journal has of an application count for another one, named as for `close`."""
        return self._said([self.journal.attach(application_id, self.application(to))])

    def undo(self, *numbers: int) -> str:
        """Take entries back; without any, the last gesture."""
        return self._said(self.journal.undo(*numbers))

    def refresh(self) -> None:
        """Take in what another window or a command has recorded since."""
        self._refresh()

    def history(self) -> pd.DataFrame:
        """All that was recorded, as `Journal.history` gives it."""
        return self.journal.history

    def silent(self, days: int = SILENT_DAYS) -> pd.DataFrame:
        """The applications that a sweep proposes to close, as `long_silent` gives them."""
        return long_silent(self.log, self.actions, days)

    def application(self, name: str) -> str:
        """The application of that id, of that company where it has only one, or of an action of that id or whole code.

        Raises
        ------
        UnknownNameError
            If there is none, or more than one.
        """
        applications = self.log.applications
        if name in applications.index:
            return name
        named = self._of_company(name)
        if len(named) == 1:
            return named[0]
        if len(named):
            shown = "; ".join(self._described(one) for one in named[:5])
            raise UnknownNameError(f"{name!r} has {len(named)} applications: give the id of one, or of an action of it: {shown}")
        try:
            return str(self.action(name)["application_id"])
        except UnknownNameError as error:
            if "whole code" in str(error):
                raise
            near = nearest_applications(applications, name, name, "")
            raise UnknownNameError(
                f"there is no application {name!r}, nor an action; the nearest applications: {near}"
            ) from error

    def action(self, name: str) -> pd.Series:
        """The action of that id or whole code; the beginning of one is not enough to record something.

        Raises
        ------
        UnknownNameError
            If there is none.
        """
        actions, folded = self.actions, name.strip().casefold()
        if name in actions.index:
            return actions.iloc[list(actions.index).index(name)]
        is_open = actions["status"].isin(_OPEN)
        for among in (actions[is_open], actions):
            codes = short_codes(among)
            whole = [code == folded or code_of(str(one)) == folded for one, code in codes.items()]
            if sum(whole) == 1:
                return among[whole].iloc[0]
        begun = find_action(actions, name)
        code = short_codes(actions[is_open] if begun["status"] in _OPEN else actions)[str(begun.name)]
        raise UnknownNameError(f"{name!r} is the beginning of {action_named(begun, code)}: give the whole code, {code}")

    def _of_company(self, name: str) -> list[str]:
        folded = " ".join(name.split()).casefold()
        companies = self.log.applications["company"]
        return list(map(str, companies.index[(companies.str.casefold() == folded) & (folded != "")]))

    def _described(self, application_id: str) -> str:
        """An application by its id, with its role, its first day and its row: "'a1b2' (Analyst, Mon 2 Mar, row 4)"."""
        application, events = self.log.applications.loc[application_id], self.log.events
        first = events["at"][events["application_id"] == application_id].min()
        day = "" if pd.isna(first) else day_text(first.tz_convert(application["timezone"]).date(), self.today)
        row: str = "" if pd.isna(application["row"]) else f"row {application['row']}"
        return f"{application_id!r} ({', '.join(filter(None, (str(application['role']), day, row)))})"

    def _open_action(self, name: str) -> pd.Series:
        row = self._action_of_company(name)
        what = f"{ACTION_WORDS[row['action']]!r} for {row['company'] or row['role']}"
        if row["status"] in ("done", "late"):
            raise JournalError(f"{name}: {what} was done already: {how_it_was_done(self.log, row)}; nothing was recorded")
        if row["status"] == "moot":
            raise JournalError(f"{name}: {what} is no longer needed; nothing was recorded")
        return row

    def _action_of_company(self, name: str) -> pd.Series:
        """The action of that id or code, or what alone is open for the company of that name."""
        named = self._of_company(name)
        if not named:
            return self.action(name)
        its = self.actions[self.actions["application_id"].isin(named) & self.actions["status"].isin(_OPEN[:2])]
        if len(its) == 1:
            return its.iloc[0]
        codes = short_codes(self.actions[self.actions["status"].isin(_OPEN)])
        shown = ", ".join(action_named(row, codes[str(row.name)]) for _, row in its.head(5).iterrows())
        told = f"{len(its)} things are open: {shown}; give the code of one" if len(its) else "nothing is open now"
        raise UnknownNameError(f"for {name!r} {told}")

    def _checked_day(self, row: pd.Series, at: Any) -> Any:
        """The day as given; one before the event that asks for the action can't be when it was done."""
        events = self.log.events
        asked = events["at"].get(row["trigger_event_id"])
        zone = self.log.applications["timezone"][row["application_id"]]
        day = None if asked is None else asked.tz_convert(zone).date()
        if at is not None and day is not None and moment_text(at, "at")[:10] < day.isoformat():
            raise JournalError(f"{at} lies before {day}, when what it answers happened: give that day or a later one")
        return at

    def _recording_day(self) -> dt.date:
        return dt.date.fromisoformat(self.journal.today)

    def _said(self, entries: Sequence[Entry]) -> str:
        self._refresh()
        self.recorded = tuple(entry.number for entry in entries)
        return recorded_in_words(entries, self._recording_day(), self.timezone)
