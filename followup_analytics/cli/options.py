"""Shared options, the clock, tables for other programs, the command to type next."""

import datetime as dt
import os
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from followup_analytics.cli.machine_zone import machine_zone
from followup_analytics.cli.next_command import free_name, typed
from followup_analytics.errors import FollowupError, JournalError, UnknownColumnsError
from followup_analytics.search.kept_files import journal_beside, settings_beside

if TYPE_CHECKING:
    import pandas as pd

    from followup_analytics.log.job_search_log import JobSearchLog
    from followup_analytics.rules.cadence import Cadence
    from followup_analytics.search.search import Search


_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")


JOURNAL_HELP = "What you did, decided and put off. Default: beside the sheet, my-search.followups.db for my-search.xlsx."
# One for all: each that is made looks for a translation of its name.
_FILE = click.Path(path_type=Path)
MAPPING_HELP = "A file that says what columns and words mean; followup import SHEET --suggest-mapping writes one."
# What a command may read, by the name of its parameter, and what it is called.
_READ = {
    "log": "the sheet",
    "sheet_file": "the sheet",
    "mapping": "the mapping file",
    "journal": "the journal",
    "cadence": "the cadence file",
}
Command = TypeVar("Command", bound=Callable[..., None])


def reads_a_sheet(command: Command) -> Command:
    """The options of every command that reads a sheet."""
    options = [
        click.option("--mapping", type=_FILE, help=MAPPING_HELP),
        click.option("--sheet", help="The worksheet to read, if the choice made is not the right one."),
        click.option(
            "--day-first/--month-first", "day_first", default=None, help="How to read 3/4/2026 where a column leaves it open."
        ),
        click.option("--timezone", help="Of what names none, e.g. Europe/Berlin. Default: this machine's."),
        click.option("--country", help="Whose public holidays count, e.g. DE or DE-BY. Default: none."),
        click.option("--journal", type=_FILE, help=JOURNAL_HELP),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def as_of_option(command: Command) -> Command:
    """The moment from which a command looks."""
    text = "The day (2026-03-02, today) or moment (2026-03-02T15:00:00Z) to look from. Default: today."
    return click.option("--as-of", help=text)(command)


def prints_a_table(command: Command) -> Command:
    """The options of every command that prints a table."""
    for form in ("csv", "json"):
        text = f"Print {form.upper()}: the table with all its columns."
        command = click.option(f"--{form}", "form", flag_value=form, help=text)(command)
    return command


def cadence_option(command: Command) -> Command:
    """The cadence file."""
    text = "A cadence file with your own settings of the rules."
    return click.option("--cadence", type=_FILE, help=text)(command)


def cadence_of(path: Path | None) -> "Cadence":
    """The settings in a cadence file, or the default."""
    from followup_analytics.rules.cadence import Cadence

    return Cadence.read(path) if path else Cadence()


def open_search(
    path: Path, reading: dict[str, Any], as_of: str | None = None, cadence: Path | None = None, *, records: bool = False
) -> "Search":
    """The search whose sheet lies there, with its journal and settings; a line on standard error says what was taken from these.

    What names no time zone has the machine's. `records`: the journal may be a new one, and what is recorded has the day that
    was given, else the clock's moment.
    """
    from followup_analytics.reporting.wording.problems import error_in_words
    from followup_analytics.search.search import Search

    options = dict(reading)
    journal = options.pop("journal")
    if journal and not records and not journal.exists():
        raise JournalError(f"{journal}: there is no such journal: check the path, or record something in it first")
    try:
        search = Search(
            _given(path, records),
            as_of=as_of_of(as_of),
            cadence=cadence_of(cadence),
            timezone=options.pop("timezone"),
            country=options.pop("country"),
            reading=options,
            journal=journal,
            zone_else=reading["timezone"] or machine_zone(),
            by_clock=as_of in (None, "today"),
        )
    except UnknownColumnsError as error:
        line = typed("import", path, "--suggest-mapping")
        told = f"{error_in_words(error, 'command')}; such a file, to fill in, is written by: {line} > {free_name('map.toml')}"
        raise UnknownColumnsError(told, error.mapping, {}) from error
    if search.kept_in_words:
        click.echo(search.kept_in_words, err=True)
    return search


def as_of_of(as_of: str | None) -> Callable[[str], str]:
    """The moment by time zone: the day that is given, else the clock's."""
    return lambda zone: today(zone) if as_of in (None, "today") else _with_dashes(str(as_of))


def _given(path: Path, records: bool) -> Path | BytesIO:
    """The sheet's path, or what comes in by standard input where that is a dash; beside it nothing can be kept."""
    if str(path) != "-":
        return path
    if records:
        raise FollowupError("-: what you did is kept beside a sheet: give the path of a file")
    return BytesIO(sys.stdin.buffer.read())


def spare_what_is_read(target: Path | None, *, but: str = "") -> None:
    """Refuse to write onto a file that the running command reads; `but` is a parameter whose file may be replaced."""
    given = click.get_current_context().params
    read = [(what, given[name]) for name, what in _READ.items() if name != but and given.get(name)]
    beside = (("the journal", journal_beside), ("the settings", settings_beside))
    read += [(name, place(path)) for what, path in read if what == "the sheet" for name, place in beside]
    for what, path in read:
        if target and _is_one_file(target, path):
            raise FollowupError(f"{target}: this is {what}, which is read and never written to: give another name")


def _is_one_file(one: Path, other: Path) -> bool:
    """Whether two names are those of one file; not where one of them is not there yet."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def today(zone: str) -> str:
    """The day that the clock shows, in a zone."""
    from followup_analytics.local_time import zone as zone_of

    return dt.datetime.now(zone_of(zone)).date().isoformat()


def said_day(text: str | None, search: "Search") -> str | None:
    """A day as it is typed: `today`, `yesterday`, `20260302`, or as it stands."""
    away = {"today": 0, "yesterday": -1, "tomorrow": 1}.get((text or "").strip().casefold())
    if text is None or away is None:
        return _with_dashes(text) if text else None
    return (search.today + dt.timedelta(days=away)).isoformat()


def _with_dashes(text: str) -> str:
    """`20260302` as `2026-03-02`."""
    found = _COMPACT.fullmatch(text.strip())
    return "-".join(found.groups()) if found else text


def record(search: "Search", sheet: Path, gesture: Callable[[], str]) -> None:
    """Record by a gesture and say what; where something was recorded, the command that takes it back stands below."""
    before = len(search.journal.entries())
    click.echo(gesture())
    if len(search.journal.entries()) > before:
        click.echo(f"Undo: {typed('undo', sheet)}")


def not_understood(log: "JobSearchLog", moment: str, path: Path) -> list[str]:
    """What in a sheet lies ahead, and how much of it was not understood, a line each; empty where all is well.

    A line that begins with blanks is a command to copy.
    """
    from followup_analytics.reporting.wording.names import counted, dates_ahead

    number = int((log.problems["severity"] != "note").sum())
    told = f"{counted(number, 'thing', 'things')} in your sheet {'needs' if number == 1 else 'need'} a look. See them with:"
    return [*filter(None, [dates_ahead(log.events, moment)]), *([told, f"  {typed('import', path)}"] if number else [])]


def print_table(table: "pd.DataFrame", form: str) -> None:
    """Print a table for other programs, as `json` or `csv`."""
    from followup_analytics.log.seekers import as_of_one

    frame = as_of_one(table.reset_index() if table.index.name else table.copy())
    if form == "json":
        text = frame.to_json(orient="records", date_format="iso", date_unit="s", force_ascii=False, indent=2)
        click.echo("\n".join(map(_escaped, text.split("\n"))))
        return
    from followup_analytics.file_writing import defuse

    for name in map(str, frame.select_dtypes("str").columns):
        frame[name] = defuse(frame[name])
    sys.stdout.write(frame.to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%SZ"))


def _escaped(json: str) -> str:
    """A line of JSON in which a screen has nothing to obey."""
    from followup_analytics.reporting.wording.names import is_hidden

    return "".join(_escape_of(character) if is_hidden(character) else character for character in json)


def _escape_of(character: str) -> str:
    """As JSON escapes it: what lies beyond four digits takes a pair of escapes."""
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))
