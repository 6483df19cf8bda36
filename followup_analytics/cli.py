"""The command line: the only place with the clock, with printing and with exit codes."""

import datetime as dt
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from followup_analytics.errors import FollowupError

if TYPE_CHECKING:
    import pandas as pd

    from followup_analytics.importing.read import Understanding
    from followup_analytics.rules.cadence import Cadence

Command = TypeVar("Command", bound=Callable[..., None])


class _BadInput(click.ClickException):
    """What is wrong with the input, on one line of standard error; exit code 1."""

    def format_message(self) -> str:
        from followup_analytics.reporting.words import one_line

        return one_line(self.message)


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A pipe may have an encoding without the sheet's letters: a question mark is better than nothing.
            sys.stdout.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except FollowupError as error:
            raise _BadInput(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="followup-analytics", prog_name="followup")
def main() -> None:
    """Whom to write to today, in what medium and why: from the spreadsheet of your job search."""


def _reads_a_sheet(command: Command) -> Command:
    """The options of every command that reads a sheet."""
    options = [
        click.option("--mapping", type=click.Path(path_type=Path), help="A file that says what columns and words mean."),
        click.option("--sheet", help="The worksheet to read, if the choice made is not the right one."),
        click.option(
            "--day-first/--month-first", "day_first", default=None, help="How to read 3/4/2026 where a column leaves it open."
        ),
        click.option("--timezone", help="Of what names none, e.g. Europe/Berlin. Default: this machine's."),
        click.option("--country", help="Whose public holidays count, e.g. DE or DE-BY. Default: none."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--as-of", help="The day (2026-03-02) or moment (2026-03-02T15:00:00Z) to look from. Default: today.")
@click.option("--cadence", type=click.Path(path_type=Path), help="A cadence file with your own settings of the rules.")
@click.option("--all", "everything", is_flag=True, help="Show what is later, done, missed and needless too.")
@click.option("--json", "form", flag_value="json", help="Print JSON: the table of actions with all its columns.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV: the table of actions with all its columns.")
@_reads_a_sheet
def due(log: Path, as_of: str | None, cadence: Path | None, everything: bool, form: str | None, **reading: Any) -> None:
    """What to do today and in the coming week, for whom, in which medium and why."""
    from followup_analytics.reporting.due_list import due_list
    from followup_analytics.rules.actions import follow_up_actions

    settings = _cadence(cadence)
    understood, zone = _read(log, settings, reading)
    moment = as_of or _today(zone)
    actions = follow_up_actions(understood.log, settings, as_of=moment)
    chosen = due_list(understood.log, actions, as_of=moment, everything=everything)
    if form:
        _print_table(actions.loc[chosen.frame.index], form)
        return
    from followup_analytics.terminal import print_due_list

    print_due_list(chosen, f"As of {moment}, times in {zone}.", _not_understood(understood.log.problems, log))


@main.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--by", multiple=True, default=("medium",), show_default=True, help="What to group by; give it twice for pairs.")
@click.option("--within-days", default=14, show_default=True, help="How soon an answer counts.")
@click.option("--favourable", is_flag=True, help="Count favourable answers only.")
@click.option("--as-of", help="The day or moment to look from. Default: today.")
@click.option("--json", "form", flag_value="json", help="Print JSON: the table with all its columns.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV: the table with all its columns.")
@_reads_a_sheet
def rates(
    log: Path, by: tuple[str, ...], within_days: int, favourable: bool, as_of: str | None, form: str | None, **reading: Any
) -> None:
    """How often you are answered, by medium, kind, weekday, seniority and more, with how sure one can be."""
    from followup_analytics.analysis.attempts import outreach_attempts
    from followup_analytics.analysis.rates import response_rates

    understood, zone = _read(log, None, reading)
    moment = as_of or _today(zone)
    attempts = outreach_attempts(understood.log, as_of=moment)
    table = response_rates(attempts, by=by, within_days=within_days, favourable=favourable)
    if form:
        _print_table(table, form)
        return
    from followup_analytics.reporting.rates_in_words import rates_in_words
    from followup_analytics.terminal import print_rates

    print_rates(rates_in_words(table, list(by)), f"As of {moment}: {_counted_answers(favourable)} within {within_days} days.")


def _counted_answers(favourable: bool) -> str:
    return "invitations, offers and what led to them" if favourable else "human answers, rejections among them,"


@main.command("import")
@click.argument("sheet_file", metavar="SHEET", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write the log as one CSV file, a row per event.")
@click.option("--suggest-mapping", is_flag=True, help="Print a mapping file to correct and to give to --mapping.")
@_reads_a_sheet
def import_sheet(sheet_file: Path, out: Path | None, suggest_mapping: bool, **reading: Any) -> None:
    """Read a sheet, tell what was understood and what was not, and write the log."""
    understood, zone = _read(sheet_file, None, reading)
    if suggest_mapping:
        from followup_analytics.importing.mapping import suggest_mapping as suggestion

        click.echo(suggestion(understood))
        return
    from followup_analytics.terminal import print_understanding

    print_understanding(understood, f"{sheet_file.name}, times in {zone}")
    if out:
        understood.log.write(out)
        click.echo(f"Written to {out}.")


def _cadence(path: Path | None) -> "Cadence":
    from followup_analytics.rules.cadence import Cadence

    return Cadence.read(path) if path else Cadence()


def _read(path: Path, cadence: "Cadence | None", reading: dict[str, Any]) -> tuple["Understanding", str]:
    """Read a sheet with the seeker's zone and country, or the machine's zone, for what names none."""
    from followup_analytics.importing.read import understand

    zone = reading.pop("timezone") or (cadence and cadence.seeker.timezone) or _machine_zone()
    country = reading.pop("country") or (cadence and cadence.seeker.country) or None
    return understand(path, timezone=zone, country=country, **reading), zone


def _machine_zone() -> str:
    """The machine's time zone by its IANA name; UTC where it can't be told."""
    from zoneinfo import available_timezones

    named = os.environ.get("TZ", "").removeprefix(":")
    linked = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return next((name for name in (named, linked) if name in available_timezones()), "UTC")


def _today(zone: str) -> str:
    from followup_analytics.time_zones import zone as zone_of

    return dt.datetime.now(zone_of(zone)).date().isoformat()


def _not_understood(problems: "pd.DataFrame", path: Path) -> str:
    from followup_analytics.reporting.words import counted

    number = int((problems["severity"] != "note").sum())
    if not number:
        return ""
    return f"In the sheet, {counted(number, 'thing was', 'things were')} not understood: followup import {path} lists them."


def _print_table(table: "pd.DataFrame", form: str) -> None:
    frame = table.reset_index() if table.index.name else table.copy()
    if form == "json":
        text = frame.to_json(orient="records", date_format="iso", date_unit="s", force_ascii=False, indent=2)
        click.echo("\n".join(map(_escaped, text.split("\n"))))
        return
    from followup_analytics.csv_text import defuse

    for name in map(str, frame.select_dtypes("str").columns):
        frame[name] = defuse(frame[name])
    sys.stdout.write(frame.to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%SZ"))


def _escaped(json: str) -> str:
    """A line of JSON in which a screen has nothing to obey."""
    from followup_analytics.reporting.words import is_hidden

    return "".join(f"\\u{ord(character):04x}" if is_hidden(character) else character for character in json)
