"""A sheet that is open, with all that is kept beside it: what was read, what was recorded, what the rules ask for."""

import datetime as dt
import shutil
import weakref
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import pandas as pd

from followup_analytics.errors import FollowupError, check_is
from followup_analytics.file_writing import home_expanded
from followup_analytics.importing.columns.sheet_reading import SheetReading
from followup_analytics.importing.read import read_sheet
from followup_analytics.journal.journal import Journal
from followup_analytics.journal.merge import with_journal
from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.due_cards import DueCards
from followup_analytics.reporting.due_list import DueList, due_list
from followup_analytics.reporting.wording.application_story import local_day
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.problems import problems_in_words
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.rules.follow_up_actions import follow_up_actions
from followup_analytics.search.kept_files import journal_beside, settings_beside, stamp_of
from followup_analytics.search.settings_file import READING, Settings, checked_reading, over


class OpenSheet:
    """What `Search` knows; its gestures and what it works out stand in the classes above.

    Parameters as of `Search`.
    """

    def __init__(
        self,
        sheet: Any = None,
        *,
        as_of: Any,
        cadence: Cadence | None = None,
        keep: bool = True,
        timezone: str | None = None,
        country: str | None = None,
        reading: Mapping[str, Any] | None = None,
        journal: Any = None,
        folder: Any = ".",
        zone_else: str = "UTC",
        by_clock: bool = False,
        beneath: Settings | None = None,
    ) -> None:
        self._as_of: Callable[[str], Any] = as_of if callable(as_of) else lambda _: as_of
        Moment.of(self._as_of(zone_else))
        check_is("keep", keep, bool, "True or False")
        self._given = cadence_or_default(cadence)
        self._asked = {"timezone": timezone, "country": country, **checked_reading(reading or {})}
        self._named_journal = Path(journal) if journal is not None else None
        self.keep, self.folder, self._zone_else, self._by_clock = keep, Path(folder), zone_else, by_clock
        self._forgotten: Path | None = None
        self._beneath = beneath or Settings()
        self._source: Any = None
        self._settings = self._kept = Settings(cadence=self._given)
        self._reading: SheetReading | None = None
        self._stamp: tuple[int, int] | None = None
        self._worked_out: dict[str, Any] = {}
        if sheet is not None:
            self.open(sheet)

    def __repr__(self) -> str:
        """The sheet, and how much there is in it."""
        if self._reading is None:
            return "Search(no sheet is open)"
        return f"Search({self.name!r}, {counted(len(self.log.applications), 'application')}, as of {self.as_of})"

    # --- what it knows -----------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Path | None:
        """Where the open sheet lies; None where none is open, or it is no file."""
        return self._source if isinstance(self._source, Path) else None

    @property
    def name(self) -> str:
        """The name of the open sheet's file."""
        return self.sheet.name if self.sheet else "the sheet"

    @property
    def settings(self) -> Settings:
        """What was said of the sheet, and the rules' settings."""
        return self._settings

    @property
    def cadence(self) -> Cadence:
        """The rules' settings, and the seeker."""
        return self._settings.cadence

    @property
    def reading(self) -> SheetReading:
        """What was read of the sheet, before anything that was recorded."""
        if self._reading is None:
            raise FollowupError("no sheet is open yet: choose or upload one")
        return self._reading

    @property
    def log(self) -> JobSearchLog:
        """The sheet's log with what was recorded."""
        return cast(JobSearchLog, self._once("log", lambda: with_journal(self.reading.log, self._journal_of(None))))

    @property
    def actions(self) -> pd.DataFrame:
        """What the rules ask for, as `follow_up_actions` gives it."""
        return cast("pd.DataFrame", self._once("actions", lambda: follow_up_actions(self.log, self.cadence, as_of=self.as_of)))

    @property
    def due(self) -> DueList:
        """The due list."""
        return due_list(self.log, self.actions, as_of=self.as_of)

    @property
    def cards(self) -> DueCards:
        """The list as cards, in the one order."""
        return self.due.cards

    @property
    def every_action(self) -> pd.DataFrame:
        """A row for each action in people's words, also of what is later, done, missed or no longer needed."""
        return due_list(self.log, self.actions, as_of=self.as_of, everything=True).frame

    @property
    def journal(self) -> Journal:
        """What was recorded."""
        return cast(Journal, self._once("journal", lambda: self._journal_of(self.log)))

    @property
    def timezone(self) -> str:
        """The time zone of what names none."""
        return self._place("timezone") or self._zone_else

    @property
    def country(self) -> str:
        """The country whose public holidays count for what names none; "" for none."""
        return self._place("country")

    @property
    def as_of(self) -> Any:
        """The moment from which the search is looked at."""
        return self._as_of(self.timezone)

    @property
    def today(self) -> dt.date:
        """The day of the moment, in the search's time zone."""
        return local_day(self.as_of, self.timezone)

    @property
    def told(self) -> str:
        """What was read, in a sentence or two."""
        sizes = f"{counted(len(self.log.applications), 'application')}, {counted(len(self.log.events), 'event')}"
        return f"{self.name}: {self.reading.layout}; {sizes}. {problems_in_words(self.log)}"

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self, sheet: Any) -> str:
        """Open a sheet, with what is kept beside it; the one that is open already is read anew."""
        source = home_expanded(sheet) if isinstance(sheet, str) or hasattr(sheet, "__fspath__") else sheet
        kept = Settings.beside(self._base(source))
        cadence = over(self._given, over(kept.cadence, self._beneath.cadence))
        self._take(source, replace(kept, reading={**self._beneath.reading, **kept.reading}, cadence=cadence))
        self._kept = kept
        return self.told

    # --- within ------------------------------------------------------------------------------------------------------

    @property
    def _trial_folder(self) -> Path:
        """Where things are until the search is forgotten."""
        if self._forgotten is None:
            self._forgotten = Path(mkdtemp(prefix="followups-"))
            weakref.finalize(self, shutil.rmtree, self._forgotten, ignore_errors=True)
        return self._forgotten

    def _base(self, source: Any) -> Path:
        """The path beside which things are kept: that of the sheet, or one that is forgotten with the search."""
        if isinstance(source, Path):
            return source if self.keep else self._trial_folder / source.name
        return self._trial_folder / "sheet.csv"

    def _journal_of(self, log: JobSearchLog | None, source: Any = None) -> Journal:
        path = self._named_journal or journal_beside(self._base(self._source if source is None else source))
        return Journal(path, log=log, as_of=None if self._by_clock else self.as_of)

    def _place(self, name: str) -> str:
        """The time zone or country that was asked for, else that of the settings, else the seeker's."""
        return self._asked[name] or self._settings.reading.get(name) or getattr(self.cadence.seeker, name) or ""

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._worked_out:
            self._worked_out[name] = make()
        return self._worked_out[name]

    def _refresh(self) -> None:
        """Forget what was worked out of the log and the journal as they were."""
        self._worked_out = {}

    def _change(self, settings: Settings, *, is_read_anew: bool = True) -> None:
        """Use other settings, and keep them, when the sheet can be read with them."""
        source = self._source if self.reading else None
        if is_read_anew:
            self._take(source, settings)
        # Who signs is kept only where he said so beside the sheet, not because a caller gave him.
        self._kept = replace(settings, cadence=settings.cadence.replace(seeker=self._kept.cadence.seeker))
        self._kept.write(settings_beside(self._base(source)))
        self._settings = settings
        self._refresh()

    def _take(self, source: Any, settings: Settings) -> None:
        """Read the sheet; only when all went well is it the one that is open."""
        before, self._settings = self._settings, settings
        try:
            stamp = stamp_of(source)
            self._reading = self._read(source)
        except FollowupError:
            self._settings = before
            raise
        self._source, self._stamp = source, stamp
        self._refresh()

    def _read(self, source: Any) -> SheetReading:
        said = self._settings
        options = {name: said.reading[name] for name in ("day_first", "year", "sheet", "encoding") if name in said.reading}
        options |= {name: value for name, value in self._asked.items() if name in READING and value is not None}
        columns = {**said.columns, **(options.pop("columns", None) or {})}
        places: dict[str, Any] = {"timezone": self.timezone, "country": self.country or None}
        words, answers = said.words or None, self._answers(source)
        return read_sheet(source, columns=columns, words=words, answers=answers, **places, **options)

    def _answers(self, source: Any) -> Mapping[str, str]:
        """What was answered of single applications, by the code of the question."""
        return {}

    def _read_anew(self) -> None:
        self._take(self._source, self._settings)
