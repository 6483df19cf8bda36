"""followup done, snooze, close, undo, history, attach: what you did, kept beside the sheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.common import (
    JOURNAL_HELP,
    as_of_option,
    cadence_of,
    cadence_option,
    print_table,
    prints_a_table,
    read_sheet_alone,
    reads_a_sheet,
    spare_what_is_read,
    today,
)
from followup_analytics.errors import FollowupError
from followup_analytics.journal.beside import journal_beside

if TYPE_CHECKING:
    from followup_analytics.desk import Desk

LOG = click.argument("log", type=click.Path(path_type=Path))
JOURNAL_OPTION = click.option("--journal", type=click.Path(path_type=Path), help=JOURNAL_HELP)


def desk_of(log: Path, as_of: str | None, cadence: Path | None, reading: dict[str, Any]) -> "Desk":
    """The sheet with its journal; what is recorded has the day that was given, else the clock's."""
    from followup_analytics.desk import Desk

    settings = cadence_of(cadence)
    journal = reading.pop("journal") or journal_beside(log)
    understood, zone = read_sheet_alone(log, settings, reading)
    return Desk(understood.log, journal, as_of=as_of or today(zone), cadence=settings, recorded_as_of=as_of)


@click.command(short_help="Record that you did what an action asks for.")
@LOG
@click.argument("actions", nargs=-1, required=True, metavar="ACTION...")
@click.option("--on", "day", help="The day (2026-03-02) or moment on which you did it. Default: today.")
@click.option("--medium", default="", help="How: email, phone, linkedin, ... Default: as the list proposed.")
@as_of_option
@cadence_option
@reads_a_sheet
def done(
    log: Path, actions: tuple[str, ...], day: str | None, medium: str, as_of: str | None, cadence: Path | None, **reading: Any
) -> None:
    """Record that you did what an ACTION of the due list asks for; type its short id."""
    click.echo(desk_of(log, as_of, cadence, reading).done(*actions, at=day, medium=medium))


@click.command(short_help="Put an action off until a later day.")
@LOG
@click.argument("actions", nargs=-1, required=True, metavar="ACTION...")
@click.option("--until", help="The day on which it comes back.")
@click.option("--days", default=7, show_default=True, help="In how many days it comes back, where --until is not given.")
@as_of_option
@cadence_option
@reads_a_sheet
def snooze(
    log: Path, actions: tuple[str, ...], until: str | None, days: int, as_of: str | None, cadence: Path | None, **reading: Any
) -> None:
    """Put an ACTION off: it waits until its day, or until something arrives from them."""
    click.echo(desk_of(log, as_of, cadence, reading).snooze(*actions, until=until, days=days))


@click.command(short_help="Close an application.")
@LOG
@click.argument("applications", nargs=-1, required=True, metavar="APPLICATION...")
@click.option("--why", default="", help="Why, in your own words.")
@as_of_option
@cadence_option
@reads_a_sheet
def close(log: Path, applications: tuple[str, ...], why: str, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Close an APPLICATION (its id, its company, or an id of the due list), until something arrives from them."""
    click.echo(desk_of(log, as_of, cadence, reading).close(*applications, why=why))


@click.command(short_help="Take back what was recorded last.")
@LOG
@click.argument("entries", nargs=-1, type=int, metavar="[ENTRY...]")
@as_of_option
@cadence_option
@reads_a_sheet
def undo(log: Path, entries: tuple[int, ...], as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Take back what was recorded last, or an ENTRY by its number; an undo can be taken back too."""
    click.echo(desk_of(log, as_of, cadence, reading).undo(*entries))


@click.command(short_help="Let what was told of a row that is gone count again.")
@LOG
@click.argument("old")
@click.argument("application")
@as_of_option
@cadence_option
@reads_a_sheet
def attach(log: Path, old: str, application: str, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Let what was recorded of an application that is no longer in the sheet (its OLD id) count for another APPLICATION."""
    click.echo(desk_of(log, as_of, cadence, reading).attach(old, application))


@click.command(short_help="All that was recorded for a sheet.")
@LOG
@JOURNAL_OPTION
@click.option("--out", type=click.Path(path_type=Path), help="Write it as a CSV file.")
@prints_a_table
def history(log: Path, journal: Path | None, out: Path | None, form: str | None) -> None:
    """All that was recorded for a LOG, what was taken back among it; nothing is ever deleted."""
    from followup_analytics.journal.journal import Journal

    spare_what_is_read(out)
    kept = Journal(journal or journal_beside(log))
    if not (log.exists() or kept.path.exists()):
        raise FollowupError(f"{log}: there is no such file, and no journal beside it; check the path")
    if out:
        kept.write(out)
        click.echo(f"Written to {out}.")
        return
    if form:
        print_table(kept.history, form)
        return
    from followup_analytics.terminal import print_history

    print_history(kept.history, str(kept.path))


COMMANDS = {"done": done, "snooze": snooze, "close": close, "undo": undo, "history": history, "attach": attach}
