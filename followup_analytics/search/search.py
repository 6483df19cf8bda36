"""fa.Search: one sheet and all that is kept beside it; what commands, notebooks and the workbench hold."""

from dataclasses import fields, replace
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, cast

from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import question_code
from followup_analytics.reporting.wording.names import counted, day_text
from followup_analytics.rules.cadence import SEEKER_KEYS
from followup_analytics.search.answering import Collecting
from followup_analytics.search.kept_files import keep_upload, settings_beside, sheets_in, stamp_of

if TYPE_CHECKING:
    import pandas as pd

    from followup_analytics.messages.message import Message
    from followup_analytics.reporting.weekly.report import WeeklyReport
    from followup_analytics.tuning.learned_priors import Priors
    from followup_analytics.tuning.tune import Tuning


class Search(Collecting):
    """One job search, as of a moment: its sheet, its journal and its settings; each change gives a sentence.

    A change that fails changes nothing. The sheet is never written to: what is recorded goes into the journal
    `my-search.followups.db` beside it, what is said of it into the settings `my-search.followups.toml`.

    Parameters
    ----------
    sheet : path, open file or DataFrame, optional
        The sheet to open first. Beside one that is no path nothing is kept.
    as_of : date, str or Timestamp
        As for `follow_up_actions`; what is recorded is recorded as of it. Or a function that gives it for the search's time zone.
    cadence : Cadence, optional
        The rules' settings and who signs; what it has other than the guides goes before what is kept beside the sheet.
    keep : bool
        Whether what is recorded and said is kept beside the sheet. Otherwise it is forgotten with the search, and what lies
        beside the sheet is not read.
    timezone, country : str, optional
        Of applications for which the sheet names none; else as the settings say, or the seeker's.
    reading : mapping, optional
        How the sheet is to be read, by the names of `read_log`: `columns, mapping, day_first, sheet, encoding`. It goes before
        the settings.
    journal : path, optional
        Another journal than the one beside the sheet.
    folder : path
        Where sheets are looked for, reports written and (where things are kept) uploads stored.
    zone_else : str
        The time zone where neither arguments nor settings name one.
    by_clock : bool
        Record with the moment of the machine's clock instead of `as_of`.
    beneath : Settings, optional
        What holds where the settings beside the sheet say nothing.

    Raises
    ------
    FollowupError
        If the sheet, what is kept beside it, or the moment can't be read.
    """

    # --- the sheet ---------------------------------------------------------------------------------------------------

    @property
    def sheets(self) -> list[Path]:
        """The sheets to choose from: those beside the one that is open, in the folder, and uploaded."""
        beside = [self.sheet.parent] if self.sheet else []
        return sheets_in(*beside, self.folder, self._uploads)

    @property
    def settings_name(self) -> str:
        """The name of the file in which what is said of the sheet is kept."""
        return settings_beside(self._base(self._source)).name

    @property
    def kept_in_words(self) -> str:
        """What was taken from the settings beside the sheet, in a sentence; "" for nothing."""
        told = self._kept.in_words
        return f"Taken from {self.settings_name}: {told}." if told else ""

    @property
    def has_changed(self) -> bool:
        """Whether the file of the sheet has changed since it was read."""
        return self.sheet is not None and stamp_of(self.sheet) != self._stamp

    def reload(self) -> str:
        """Read the sheet and what is kept beside it anew, and say what is new."""
        before = self.log
        self.open(self._source)
        was, now = _sizes(before), _sizes(self.log)
        more = {name: number - was[name] for name, number in now.items()}
        parts = [f"{counted(abs(n), name)} {'more' if n > 0 else 'fewer'}" for name, n in more.items() if n]
        return f"{self.name}: {', '.join(parts) or 'nothing new'}."

    def calendar_owner(self) -> str:
        """What tells this search's calendar entries from those of others: a random text, made once and kept with the settings."""
        if not self._settings.owner:
            owner = token_hex(8)
            # What a caller gave for this once is not kept with it.
            self._kept = replace(self._kept, owner=owner)
            self._kept.write(settings_beside(self._base(self._source)))
            self._settings = replace(self._settings, owner=owner)
        return self._settings.owner

    def upload(self, name: str, content: bytes) -> str:
        """Open a sheet that was uploaded."""
        return self.open(keep_upload(self._uploads, name, content))

    def correct(self, header: str, meaning: str | None) -> str:
        """Say what a column means (one of `meanings_of_columns`, "" to leave it aside); None for what was found by itself.

        It is an entry as an answer is, and `undo` takes it back.
        """
        headers = list(self.reading.columns["header"])
        if header not in headers:
            raise UnknownNameError(f"the sheet has no column {header!r}{did_you_mean(header, headers)}")
        said = f"{header!r} is {'as found' if meaning is None else meaning or 'left aside'}"
        self._keep(question_code("column", header), said, "columns", header, meaning)
        now = self.reading.columns.set_index("header")["meaning"]
        told = now[~now.index.duplicated()][header]
        return f"{header!r} is now {f'read as {told!r}' if told else 'left aside'}. {self.told}"

    # --- the moment, the settings ------------------------------------------------------------------------------------

    def look_from(self, as_of: Any) -> str:
        """Look from another moment."""
        Moment.of(as_of)
        self._as_of = lambda _: as_of
        self._refresh()
        return f"As of {day_text(self.today, self.today)} {self.today.year}: {self.due.summary}"

    def use(self, **settings: Any) -> str:
        """Use other settings of the rules from now on.

        Raises
        ------
        CadenceError
            If a setting is unknown or out of its range.
        """
        self._change(replace(self._settings, cadence=self.cadence.replace(**settings)), is_read_anew=False)
        now = ", ".join(f"{name.replace('_', ' ')} {getattr(self.cadence, name)}" for name in settings)
        kept = f" Kept in {self.settings_name}." if self.keep else ""
        return f"The list now follows: {now}.{kept}"

    def use_tuned(self, tuning: "Tuning") -> str:
        """Use the settings that the log speaks for from now on; who signs stays as it was."""
        names = [one.name for one in fields(tuning.cadence) if one.name != "seeker"]
        self.use(**{name: getattr(tuning.cadence, name) for name in names})
        kept = f" Kept in {self.settings_name}." if self.keep else ""
        return f"The list now follows the tuned cadence.{kept}"

    def sign(self, **of_seeker: Any) -> str:
        """Say who writes, where they are and in which media: what of `Seeker` is given is kept beside the sheet.

        Raises
        ------
        CadenceError
            If a name is unknown, or a value is none of its kind.
        """
        wrong = [name for name in of_seeker if name not in SEEKER_KEYS]
        if wrong:
            raise UnknownNameError(f"a seeker has no {wrong[0]!r}{did_you_mean(wrong[0], SEEKER_KEYS)}: {', '.join(SEEKER_KEYS)}")
        seeker = replace(self.cadence.seeker, **of_seeker)
        settings = replace(self._settings, cadence=self.cadence.replace(seeker=seeker))
        kept = replace(self._kept.cadence.seeker, **of_seeker)
        self._kept = replace(self._kept, cadence=self._kept.cadence.replace(seeker=kept))
        self._change(settings)
        return "Your settings are saved." + (f" Kept in {self.settings_name}." if self.keep else "")

    # --- messages, statistics, the report ----------------------------------------------------------------------------

    def draft(self, name: str, medium: str = "", **notes: str) -> "Message":
        """The message that an action asks for, as `draft_message` makes it."""
        from followup_analytics.messages.drafts import draft_message

        given = {"medium": medium or None, "notes": notes, "cadence": self.cadence, "as_of": self.as_of}
        return draft_message(self.log, name, seeker=self.cadence.seeker, **given)

    def rates(self, *by: str, within_days: int = 14, favourable: bool = False) -> "pd.DataFrame":
        """How often messages are answered, as `response_rates` gives it; by medium where nothing else is named."""
        from followup_analytics.analysis.attempts import outreach_attempts
        from followup_analytics.analysis.response_rates import response_rates

        attempts = outreach_attempts(self.log, as_of=self.as_of)
        return response_rates(attempts, by=list(by) or ["medium"], within_days=within_days, favourable=favourable)

    def tune(self, *, seed: int = 0, explore: bool = False, priors: "Priors | None" = None) -> "Tuning":
        """What the log says of the cadence, as `tune_cadence` gives it; it is worked out when it is first asked for."""
        from followup_analytics.tuning.tune import tune_cadence

        def tuned() -> "Tuning":
            return tune_cadence(self.log, self.cadence, as_of=self.as_of, seed=seed, explore=explore, priors=priors)

        return cast("Tuning", tuned() if priors is not None else self._once(f"tuning {seed} {explore}", tuned))

    @property
    def week(self) -> str:
        """The ISO week of the moment."""
        from followup_analytics.reporting.weekly.week_numbers import Week

        return Week.of(self.today).name

    def report(self, week: str | None = None, redact: bool = False) -> "WeeklyReport":
        """The weekly report, as `weekly_report` makes it: as of the moment, or of the Monday of the week that is named."""
        from followup_analytics.reporting.weekly.report import weekly_report

        as_of = self.as_of if week is None else None
        return weekly_report(self.log, self.cadence, week=week, as_of=as_of, redact=redact)

    def write_report(self, week: str | None = None, form: str = "html", redact: bool = False) -> Path:
        """Write the weekly report into the folder, and tell where.

        Raises
        ------
        FollowupError
            If there is no such week or format, or the file can't be written.
        """
        from followup_analytics.reporting.weekly.report import FORMATS
        from followup_analytics.reporting.weekly.week_numbers import Week

        if form not in FORMATS:
            raise UnknownNameError(f"a report can't be written as {form!r}{did_you_mean(form, FORMATS)}: {', '.join(FORMATS)}")
        begins = Week.named(week or self.week).name
        path = self.folder / f"followup-{begins}{'-to-share' if redact else ''}.{form}"
        self.report(week, redact).write(path)
        return path.absolute()

    @property
    def _uploads(self) -> Path:
        return self.folder if self.keep else self._trial_folder


def _sizes(log: JobSearchLog) -> dict[str, int]:
    """How much there is in a log, by what people call it."""
    answers = int((log.events["direction"].astype("str") == "inbound").sum())
    return {"application": len(log.applications), "answer": answers, "event": len(log.events) - answers}
