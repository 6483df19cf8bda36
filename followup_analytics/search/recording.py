"""What the seeker tells: done, put off, closed, taken back; each is recorded, said in a sentence, and followed by the list."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd

from followup_analytics.errors import JournalError, UnknownNameError
from followup_analytics.journal.entries import Entry, moment_text
from followup_analytics.journal.entry_checks import nearest_applications
from followup_analytics.reporting.wording.names import ACTION_WORDS, EVENT_WORDS, MEDIUM_WORDS, day_text
from followup_analytics.rules.action_ids import find_action, how_it_was_done
from followup_analytics.rules.follow_up_actions import SILENT_DAYS, long_silent
from followup_analytics.search.open_sheet import OpenSheet

_MOST_TOLD = 4


class Recording(OpenSheet):
    """The gestures of a search: what it records goes into its journal, and the list follows."""

    def done(self, *names: str, at: Any = None, medium: str = "") -> str:
        """Record that actions were done, in the medium that the list proposed where none is given.

        Parameters
        ----------
        *names : str
            The code or the action_id of each.
        at : date, str or Timestamp, optional
            The day or moment; the moment of recording where none is given.
        medium : str
            How; as the list proposes where none is given.

        Raises
        ------
        JournalError
            If one was done already, the day lies before what it answers, or nothing can be written.
        UnknownNameError
            If there is no such action.
        """
        rows = [self._open_action(name) for name in names]
        when = [self._checked_day(row, at) for row in rows]
        entries = [
            self.journal.done(str(row.name), at=day, medium=medium or str(row["medium"]))
            for row, day in zip(rows, when, strict=True)
        ]
        return self._said(entries)

    def snooze(self, *names: str, until: Any = None, days: int = 7) -> str:
        """Put actions off until a day; without one, by some days from today on."""
        rows = [self._open_action(name) for name in names]
        day = until if until is not None else (self._recording_day() + dt.timedelta(days=days)).isoformat()
        return self._said([self.journal.snooze(str(row.name), day) for row in rows])

    def close(self, *names: str, why: str = "") -> str:
        """Close applications, each named by its id, by an action of it, or by its company."""
        return self._said(self.journal.close_all([self.application(name) for name in names], why))

    def attach(self, application_id: str, to: str) -> str:
        """Let what the journal has of an application count for another one, named as for `close`."""
        return self._said([self.journal.attach(application_id, self.application(to))])

    def undo(self, *numbers: int) -> str:
        """Take entries back; without any, the last gesture."""
        return self._said(self.journal.undo(*numbers))

    def history(self) -> pd.DataFrame:
        """All that was recorded, as `Journal.history` gives it."""
        return self.journal.history

    def silent(self, days: int = SILENT_DAYS) -> pd.DataFrame:
        """The applications that a sweep proposes to close, as `long_silent` gives them."""
        return long_silent(self.log, self.actions, days)

    def application(self, name: str) -> str:
        """The application of that id, of that company where it has only one, or of an action of that id or code.

        Raises
        ------
        UnknownNameError
            If there is none, or more than one.
        """
        applications = self.log.applications
        if name in applications.index:
            return name
        folded = " ".join(name.split()).casefold()
        named = list(applications.index[(applications["company"].str.casefold() == folded) & (folded != "")])
        if len(named) == 1:
            return str(named[0])
        if len(named):
            shown = "; ".join(f"{one!r} ({applications['role'][one]})" for one in named[:5])
            raise UnknownNameError(f"{name!r} has {len(named)} applications: give the id of one, or of an action of it: {shown}")
        try:
            return str(find_action(self.actions, name)["application_id"])
        except UnknownNameError as error:
            near = nearest_applications(applications, name, name, "")
            raise UnknownNameError(
                f"there is no application {name!r}, nor an action; the nearest applications: {near}"
            ) from error

    def _open_action(self, name: str) -> pd.Series:
        row = find_action(self.actions, name)
        if row["status"] in ("done", "late"):
            what = f"{ACTION_WORDS[row['action']]!r} for {row['company']}"
            raise JournalError(f"{name}: {what} was done already: {how_it_was_done(self.log, row)}")
        return row

    def _checked_day(self, row: pd.Series, at: Any) -> Any:
        """The day as given; one before the event that asks for the action can't be when it was done."""
        events = self.log.events
        asked = events["at"].get(row["trigger_event_id"])
        zone = self.log.applications["timezone"][row["application_id"]]
        day = None if asked is None else asked.tz_convert(zone).date()
        if at is not None and day is not None and moment_text(at, "at")[:10] < day.isoformat():
            raise JournalError(f"{at} lies before {day}, when what it answers happened: give a day from then on")
        return at

    def _recording_day(self) -> dt.date:
        return dt.date.fromisoformat(self.journal.today)

    def _said(self, entries: Iterable[Entry]) -> str:
        self._refresh()
        told = [f"{entry.number}: {_in_words(entry, self._recording_day())}" for entry in entries]
        if len(told) > _MOST_TOLD:
            return f"Recorded as {len(told)} entries, the last is {told[-1]}."
        return f"Recorded as {'entry' if len(told) == 1 else 'entries'} {'; '.join(told)}."


def _in_words(entry: Entry, today: dt.date) -> str:
    whom = entry.company or entry.application_id
    if entry.what == "undo":
        return f"entry {entry.undoes} ({whom}) taken back"
    if entry.what == "attach":
        return f"what was recorded of {entry.application_id} counts for {whom}"
    if entry.what == "snooze":
        return f"{whom}, put off until {day_text(dt.date.fromisoformat(entry.until), today)}"
    what = "closed" if entry.kind == "closure" else EVENT_WORDS[entry.kind].lower()
    medium = f" by {MEDIUM_WORDS[entry.medium]}" if entry.medium else ""
    return f"{whom}, {what}{medium} on {day_text(dt.date.fromisoformat(entry.at[:10]), today)}"
