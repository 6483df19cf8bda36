"""followup report: all that matters this week, as a file."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.common import cadence_of, cadence_option, read_sheet, reads_a_sheet, spare_what_is_read, today

# As `WeeklyReport.write` knows them; spelled here too, so that the help is there without loading it.
FORMATS = ("html", "md", "pdf", "eml", "json")
_SATURDAY = 5


@click.command(short_help="Write the weekly report.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--week", help="The ISO week that begins, e.g. 2026-W24. Default: this week.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write. Default: what --out ends in, else html.")
@click.option("--out", type=click.Path(path_type=Path), help="The file, or a folder for it. Default: followup-WEEK.html, here.")
@click.option("--redact", is_flag=True, help="Number companies and people and leave out all free text: a report to share.")
@cadence_option
@reads_a_sheet
def report(
    log: Path, week: str | None, form: str | None, out: Path | None, redact: bool, cadence: Path | None, **reading: Any
) -> None:
    """Write the weekly report: what to do, what happened, where each application stands, what gets answered."""
    from followup_analytics.reporting.weekly.doing_words import headline
    from followup_analytics.reporting.weekly.report import weekly_report
    from followup_analytics.reporting.weekly.week import Week

    settings = cadence_of(cadence)
    # A week that is none is told before the sheet is read.
    begins = Week.named(week) if week else None
    understood, zone = read_sheet(log, settings, reading)
    day = dt.date.fromisoformat(today(zone))
    begins = begins or Week.of(day)
    target = _target(out, form, begins.name)
    spare_what_is_read(target)
    made = weekly_report(understood.log, settings, week=begins.name, redact=redact)
    made.write(target)
    click.echo(f"Week {begins.name}: {headline(made)}")
    click.echo(f"Written to {target}.")
    coming = "" if week or day.weekday() < _SATURDAY else f" --week {begins.before(-1).name} is the week that comes."
    told = f"It stands as of Monday, {begins.begins}, less what was done since; followup due shows the present moment."
    click.echo(told + coming)


def _target(out: Path | None, form: str | None, week: str) -> Path:
    """The file to write: the one that is named, or one named after the week."""
    name = f"followup-{week}.{form or FORMATS[0]}"
    if out is None:
        return Path(name)
    if out.is_dir():
        return out / name
    ending = out.suffix.lower().removeprefix(".")
    if form and ending != form:
        raise click.UsageError(
            f"--out ends in {out.suffix or 'nothing'} and --format says {form}: give one of them, or both alike"
        )
    return out


COMMANDS = {"report": report}
