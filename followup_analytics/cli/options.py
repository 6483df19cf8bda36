"""Shared options, the clock, tables for other programs, the command to type next."""

import datetime as dt
import itertools
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from followup_analytics.cli.machine_zone import machine_zone
from followup_analytics.errors import FollowupError, JournalError, UnknownColumnsError
from followup_analytics.search.kept_files import journal_beside, settings_beside

if TYPE_CHECKING:
    import pandas as pd

    from followup_analytics.log.job_search_log import JobSearchLog
    from followup_analytics.rules.cadence import Cadence
    from followup_analytics.search.search import Search


_NAME = "followup"
_OPTIONS = ("mapping", "sheet", "day_first", "timezone", "country", "journal", "cadence", "as_of")


def typed(command: str, *arguments: object) -> str:
    """A command to type next, with those options of the one that is running that it knows too.

    An option that stands among the arguments already is not repeated.
    """
    context = click.get_current_context()
    group = context.find_root().command
    target = group.get_command(context, command) if isinstance(group, click.Group) else None
    known = {parameter.name for parameter in target.params} if target else set()
    words = [str(argument) for argument in arguments]
    for option in context.command.params:
        if option.name in _OPTIONS and option.name in known and not set(option.opts) & set(words):
            words += _as_typed(context, option)
    return f"{own_name()} {_joined([command, *words])}"


def own_name() -> str:
    """The name by which this program can be called from here."""
    called = Path(sys.argv[0])
    if shutil.which(_NAME):
        return _NAME
    if called.stem == "__main__":
        return f"{_joined([sys.executable])} -m followup_analytics"
    return _joined([sys.argv[0]]) if called.stem == _NAME else _NAME


def _joined(words: list[str]) -> str:
    """Words as one line for the shell of this system."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline(words)
    return shlex.join(words)


def _as_typed(context: click.Context, option: click.Parameter) -> list[str]:
    """An option with its value, where it was given on the command line."""
    name = str(option.name)
    if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return []
    value = context.params[name]
    if isinstance(value, bool):
        return [(option.opts if value else option.secondary_opts)[0]]
    return [option.opts[0], str(value)]


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
    text = "The day (2026-03-02) or moment (2026-03-02T15:00:00Z) to look from. Default: today."
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
            path,
            as_of=lambda zone: as_of or today(zone),
            cadence=cadence_of(cadence),
            timezone=options.pop("timezone"),
            country=options.pop("country"),
            reading=options,
            journal=journal,
            zone_else=reading["timezone"] or machine_zone(),
            by_clock=as_of is None,
        )
    except UnknownColumnsError as error:
        line = typed("import", path, "--suggest-mapping")
        told = f"{error_in_words(error, 'command')}; such a file, to fill in, is written by: {line} > {free_name('map.toml')}"
        raise UnknownColumnsError(told, error.mapping, {}) from error
    if search.kept_in_words:
        click.echo(search.kept_in_words, err=True)
    return search


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


def free_name(name: str) -> str:
    """That name, or the first of map-2.toml, map-3.toml, ... that no file here has: a shell empties what is redirected to."""
    stem, ending = os.path.splitext(name)
    names = (f"{stem}-{number}{ending}" if number > 1 else name for number in itertools.count(1))
    return next(each for each in names if not os.path.lexists(each))


def today(zone: str) -> str:
    """The day that the clock shows, in a zone."""
    from followup_analytics.local_time import zone as zone_of

    return dt.datetime.now(zone_of(zone)).date().isoformat()


def not_understood(log: "JobSearchLog", moment: str, path: Path) -> list[str]:
    """What in a sheet lies ahead, and how much of it was not understood, a line each; empty where all is well."""
    from followup_analytics.reporting.wording.names import counted, dates_ahead

    number = int((log.problems["severity"] != "note").sum())
    told = f"{counted(number, 'thing', 'things')} in the sheet {'was' if number == 1 else 'were'} not understood. To see what:"
    return [*filter(None, [dates_ahead(log.events, moment)]), *([f"{told} {typed('import', path)}"] if number else [])]


def print_table(table: "pd.DataFrame", form: str) -> None:
    """Print a table for other programs, as `json` or `csv`."""
    frame = table.reset_index() if table.index.name else table.copy()
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

    return "".join(f"\\u{ord(character):04x}" if is_hidden(character) else character for character in json)
