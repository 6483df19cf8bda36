"""The bench: a sheet that is open, what was understood of it, and what is to be done; what the widgets show, without them."""

import datetime as dt
import shutil
import weakref
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

from followup_analytics.errors import FollowupError, UnknownNameError, did_you_mean
from followup_analytics.importing.columns.sheet_reading import Understanding
from followup_analytics.importing.read import understand
from followup_analytics.importing.words.word_lists import meanings_of_columns
from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.weekly.report import FORMATS, weekly_report
from followup_analytics.reporting.weekly.week_numbers import Week
from followup_analytics.reporting.wording.application_story import local_day
from followup_analytics.reporting.wording.names import counted, day_text
from followup_analytics.reporting.wording.problems import problems_in_words
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.search.kept_files import (
    cadence_file,
    journal_beside,
    keep_columns,
    keep_upload,
    kept_cadence,
    kept_columns,
    sheets_in,
)
from followup_analytics.search.recording import Desk
from followup_analytics.tuning.policies import TUNED
from followup_analytics.tuning.tune import Tuning, tune_cadence


class Bench:
    """A sheet on the bench, as of a moment; each change gives a sentence, and one that fails changes nothing.

    Parameters
    ----------
    sheet : path, optional
        The sheet to open first.
    as_of : date, str or Timestamp
        As for `follow_up_actions`; what is recorded is recorded as of it.
    timezone, country : str, optional
        Of applications for which the sheet names none; the cadence's seeker's where not given.
    cadence : Cadence, optional
        The rules' settings and who signs; settings that were chosen for a sheet before go before it.
    keep : bool
        Whether what is recorded, corrected and chosen is kept in files beside the sheet, as the command line looks for them.
        Otherwise it is forgotten with the bench, and what lies beside the sheet is not read.
    folder : path
        Where sheets are looked for, reports written and (where things are kept) uploads stored.

    Raises
    ------
    FollowupError
        If the sheet, what is kept beside it, or the moment can't be read.
    """

    def __init__(
        self,
        sheet: Any = None,
        *,
        as_of: Any,
        timezone: str | None = None,
        country: str | None = None,
        cadence: Cadence | None = None,
        keep: bool = True,
        folder: Any = ".",
    ) -> None:
        Moment.of(as_of)
        given = cadence_or_default(cadence)
        self.as_of, self.keep, self.folder = as_of, keep, Path(folder)
        self.timezone, self.country = timezone or given.seeker.timezone or None, country or given.seeker.country or None
        self._given = self.cadence = given
        self._trial_folder = None if keep else Path(mkdtemp(prefix="followups-"))
        if self._trial_folder:
            weakref.finalize(self, shutil.rmtree, self._trial_folder, ignore_errors=True)
        self.sheet: Path | None = None
        self.columns: dict[str, str] = {}
        self._understood: Understanding | None = None
        self._desk: Desk | None = None
        self._tuning: Tuning | None = None
        if sheet is not None:
            self.open(sheet)

    # --- the sheet ---------------------------------------------------------------------------------------------------

    @property
    def sheets(self) -> list[Path]:
        """The sheets to choose from: those beside the one that is open, in the folder, and uploaded."""
        beside = [self.sheet.parent] if self.sheet else []
        return sheets_in(*beside, self.folder, self._uploads)

    @property
    def understood(self) -> Understanding:
        """What was understood of the sheet."""
        return cast(Understanding, self._opened(self._understood))

    @property
    def desk(self) -> Desk:
        """The sheet's log with what was recorded, and what the rules ask for."""
        return cast(Desk, self._opened(self._desk))

    @property
    def log(self) -> JobSearchLog:
        """The sheet's log with what was recorded."""
        return self.desk.log

    def open(self, sheet: Any) -> str:
        """Open a sheet, with what is kept beside it."""
        path = Path(sheet).expanduser()
        columns = kept_columns(path) if self.keep else {}
        cadence = kept_cadence(path, self._given) if self.keep else self._given
        self._take(path, columns, cadence)
        return self.told

    def upload(self, name: str, content: bytes) -> str:
        """Open a sheet that was uploaded."""
        return self.open(keep_upload(self._uploads, name, content))

    def correct(self, header: str, meaning: str | None) -> str:
        """Say what a column means (one of `meanings_of_columns`, "" to leave it aside); None for what was found by itself."""
        headers = list(self.understood.columns["header"])
        if header not in headers:
            raise UnknownNameError(f"the sheet has no column {header!r}{did_you_mean(header, headers)}")
        columns = {name: said for name, said in self.columns.items() if name != header}
        if meaning is not None:
            columns[header] = meaning
        sheet = cast(Path, self.sheet)
        self._take(sheet, columns, self.cadence)
        if self.keep:
            keep_columns(sheet, columns)
        now = self.understood.columns.set_index("header")["meaning"]
        told = now[~now.index.duplicated()][header]
        return f"{header!r} is now {f'read as {told!r}' if told else 'left aside'}. {self.told}"

    @property
    def told(self) -> str:
        """What was read, in a sentence or two."""
        log, sheet = self.log, cast(Path, self.sheet)
        sizes = f"{counted(len(log.applications), 'application')}, {counted(len(log.events), 'event')}"
        return f"{sheet.name}: {self.understood.layout}; {sizes}. {problems_in_words(log)}"

    @property
    def meanings(self) -> dict[str, str]:
        """What a column may mean, each with what it is for."""
        return dict(meanings_of_columns())

    # --- the moment, the settings ------------------------------------------------------------------------------------

    @property
    def today(self) -> dt.date:
        """The day of the moment, in the bench's time zone."""
        return local_day(self.as_of, self.timezone or "UTC")

    def look_from(self, as_of: Any) -> str:
        """Look from another moment."""
        Moment.of(as_of)
        before, self.as_of = self.as_of, as_of
        try:
            self._lay_out()
        except FollowupError:
            self.as_of = before
            raise
        return f"As of {day_text(self.today, self.today)} {self.today.year}: {self.desk.due.summary}"

    @property
    def tuning(self) -> Tuning:
        """What the log says of the cadence; it is worked out when it is first asked for, which takes some seconds."""
        if self._tuning is None:
            self._tuning = tune_cadence(self.log, self.cadence, as_of=self.as_of, seed=0)
        return self._tuning

    def use(self, **settings: int) -> str:
        """Use other settings of the rules from now on.

        Raises
        ------
        CadenceError
            If a setting is unknown or out of its range.
        """
        cadence = self.cadence.replace(**settings)
        sheet = cast(Path, self._opened(self.sheet))
        if self.keep:
            cadence.write(cadence_file(sheet), "Chosen at the workbench.")
        self.cadence = cadence
        self._lay_out()
        now = ", ".join(f"{name.replace('_', ' ')} {getattr(cadence, name)}" for name in TUNED)
        kept = f" Kept in {cadence_file(sheet).name}." if self.keep else ""
        return f"The list now follows: {now}.{kept}"

    def recorded(self) -> None:
        """Something was recorded at the desk: what was worked out of the log before does not hold any more."""
        self._tuning = None

    # --- the report --------------------------------------------------------------------------------------------------

    @property
    def week(self) -> str:
        """The ISO week of the moment."""
        return Week.of(self.today).name

    def write_report(self, week: str | None = None, form: str = "html", redact: bool = False) -> Path:
        """Write the weekly report into the folder, and tell where.

        Raises
        ------
        FollowupError
            If there is no such week or format, or the file can't be written.
        """
        if form not in FORMATS:
            raise UnknownNameError(f"a report can't be written as {form!r}{did_you_mean(form, FORMATS)}: {', '.join(FORMATS)}")
        begins = Week.named(week or self.week)
        report = weekly_report(self.log, self.cadence, week=begins.name, redact=redact)
        path = self.folder / f"followup-{begins.name}{'-to-share' if redact else ''}.{form}"
        report.write(path)
        return path.absolute()

    # --- within ------------------------------------------------------------------------------------------------------

    @property
    def _uploads(self) -> Path:
        return self._trial_folder or self.folder

    def _opened(self, value: object) -> object:
        if value is None:
            raise FollowupError("no sheet is open yet: choose or upload one")
        return value

    def _take(self, sheet: Path, columns: dict[str, str], cadence: Cadence) -> None:
        """Read the sheet; only when all went well is it the one that is open."""
        understood = understand(sheet, columns=columns, timezone=self.timezone, country=self.country)
        desk = self._desk_of(understood, sheet, cadence)
        self.sheet, self.columns, self.cadence = sheet, columns, cadence
        self._understood, self._desk, self._tuning = understood, desk, None

    def _lay_out(self) -> None:
        self._desk, self._tuning = self._desk_of(self.understood, cast(Path, self.sheet), self.cadence), None

    def _desk_of(self, understood: Understanding, sheet: Path, cadence: Cadence) -> Desk:
        # For trying out each sheet has a journal elsewhere: another date or meaning does not make the bench forget.
        journal = journal_beside(self._trial_folder / sheet.name if self._trial_folder else sheet)
        return Desk(understood.log, journal, as_of=self.as_of, cadence=cadence, recorded_as_of=self.as_of)
