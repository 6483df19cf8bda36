"""followup calendar: what is to be sent, as a file for a calendar program."""

from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.common import (
    as_of_option,
    cadence_of,
    cadence_option,
    not_understood,
    read_sheet,
    reads_a_sheet,
    recorded,
    spare_what_is_read,
    today,
)


@click.command(short_help="Write what is to be sent into a calendar file.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The calendar file to write, e.g. follow-ups.ics.")
@click.option("--todo", is_flag=True, help="Write to-dos instead of events (Outlook and Google Calendar take events only).")
@as_of_option
@cadence_option
@reads_a_sheet
def calendar(log: Path, out: Path, todo: bool, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Write what is to be sent into a calendar file; a new one moves and cancels what an earlier one had.

    Import it into a calendar of its own: not every program replaces what it has, and such a calendar can be emptied.
    """
    from followup_analytics.reporting.calendar import calendar_entries, write_calendar
    from followup_analytics.reporting.words import counted
    from followup_analytics.rules.actions import follow_up_actions

    spare_what_is_read(out)
    settings, revision = cadence_of(cadence), recorded(log, reading)
    understood, zone = read_sheet(log, settings, reading)
    moment = as_of or today(zone)
    actions = follow_up_actions(understood.log, settings, as_of=moment)
    write_calendar(actions, out, as_of=moment, timezone=zone, todo=todo, revision=revision)
    status = calendar_entries(actions, as_of=moment, timezone=zone, todo=todo)["status"]
    ahead = int(status.isin(["CONFIRMED", "NEEDS-ACTION"]).sum())
    click.echo(f"As of {moment}, times in {zone}: {counted(ahead, 'to-do' if todo else 'event')} written to {out}.")
    if len(status) > ahead:
        click.echo(f"{counted(len(status) - ahead, 'entry', 'entries')} of what is done or no longer needed: cancelled.")
    for line in not_understood(understood.log, moment, log):
        click.echo(line)


COMMANDS = {"calendar": calendar}
