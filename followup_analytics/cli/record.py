"""The commands that record: done, snooze, close, undo, history, attach and sweep."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import (
    JOURNAL_HELP,
    as_of_option,
    cadence_option,
    open_search,
    print_table,
    prints_a_table,
    reads_a_sheet,
    record,
    said_day,
    spare_what_is_read,
)
from followup_analytics.errors import FollowupError
from followup_analytics.search.kept_files import journal_beside

if TYPE_CHECKING:
    import pandas as pd


LOG = click.argument("log", type=click.Path(path_type=Path))
JOURNAL_OPTION = click.option("--journal", type=click.Path(path_type=Path), help=JOURNAL_HELP)


@click.command(short_help="Record that you did what an action asks for.")
@LOG
@click.argument("actions", nargs=-1, required=True, metavar="CODE|COMPANY...")
@click.option("--on", "day", help="The day (2026-03-02, yesterday) or moment on which you did it. Default: today.")
@click.option("--interview", help='An interview that took place, by its day or day and time: "2026-06-03 14:00".')
@click.option("--stage", default="", help="Of that interview: screening, technical, cultural_fit, onsite, final or other.")
@click.option("--medium", default="", help="How: email, phone, linkedin, ... Default: as the list proposed.")
@as_of_option
@cadence_option
@reads_a_sheet
def done(
    log: Path,
    actions: tuple[str, ...],
    day: str | None,
    interview: str | None,
    stage: str,
    medium: str,
    as_of: str | None,
    cadence: Path | None,
    **reading: Any,
) -> None:
    """Record that you did what the list asks for, by its CODE or a COMPANY for which one thing is open; or an interview."""
    search = open_search(log, reading, as_of, cadence, records=True)
    if interview:
        at = said_day(interview, search)
        for name in actions:
            record(search, log, partial(search.interviewed, name, at, stage=stage, medium=medium))
    else:
        record(search, log, partial(search.done, *actions, at=said_day(day, search), medium=medium))


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
    click.echo(open_search(log, reading, as_of, cadence, records=True).snooze(*actions, until=until, days=days))


@click.command(short_help="Close an application.")
@LOG
@click.argument("applications", nargs=-1, required=True, metavar="APPLICATION...")
@click.option("--why", default="", help="Why, in your own words.")
@as_of_option
@cadence_option
@reads_a_sheet
def close(log: Path, applications: tuple[str, ...], why: str, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Close an APPLICATION (its id, its company, or an id of the due list), until something arrives from them."""
    click.echo(open_search(log, reading, as_of, cadence, records=True).close(*applications, why=why))


@click.command(short_help="Take back what was recorded last.")
@LOG
@click.argument("entries", nargs=-1, type=int, metavar="[ENTRY...]")
@as_of_option
@cadence_option
@reads_a_sheet
def undo(log: Path, entries: tuple[int, ...], as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Take back what was recorded last, or an ENTRY by its number; an undo can be taken back too."""
    click.echo(open_search(log, reading, as_of, cadence, records=True).undo(*entries))


@click.command(short_help="Let what was told of a row that is gone count again.")
@LOG
@click.argument("old")
@click.argument("application")
@as_of_option
@cadence_option
@reads_a_sheet
def attach(log: Path, old: str, application: str, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Let what was recorded of an application that is no longer in the sheet (its OLD id) count for another APPLICATION."""
    click.echo(open_search(log, reading, as_of, cadence, records=True).attach(old, application))


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
    from followup_analytics.cli.terminal import print_history

    print_history(kept.history, str(kept.path))


_WHY = "long silent"


@click.command(short_help="Close what has long been silent.")
@LOG
@click.option("--days", default=45, show_default=True, help="How long nothing has happened.")
@click.option("--all", "everything", is_flag=True, help="Close all of them, after one question.")
@click.option("--yes", is_flag=True, help="Close all of them, without a question.")
@as_of_option
@cadence_option
@reads_a_sheet
def sweep(log: Path, days: int, everything: bool, yes: bool, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Propose to close what has long been silent and asks for nothing more; undo takes all of it back."""
    from followup_analytics.cli.terminal import print_silent

    search = open_search(log, reading, as_of, cadence, records=True)
    silent = search.silent(days)
    print_silent(silent, days)
    if not len(silent):
        return
    if yes or everything:
        chosen = list(silent.index) if yes or click.confirm(f"Close all {len(silent)}?") else []
    else:
        chosen = _one_by_one(silent)
    if not chosen:
        click.echo("Nothing was closed.")
        return
    click.echo(search.close(*chosen, why=_WHY))
    click.echo(f"To take it back: {typed('undo', log)}")


def _one_by_one(silent: "pd.DataFrame") -> list[str]:
    """The applications to close, asked for one by one; nothing is recorded before the last answer."""
    from followup_analytics.reporting.wording.names import one_line

    chosen = []
    for name, company, role in zip(silent.index, silent["company"], silent["role"], strict=True):
        whom = one_line(", ".join(filter(None, (str(company), str(role)))))
        answer = click.prompt(f"Close {whom}?", type=click.Choice(["y", "n", "q"]), default="n")
        if answer == "q":
            break
        if answer == "y":
            chosen.append(str(name))
    return chosen


COMMANDS = {
    "done": done,
    "snooze": snooze,
    "close": close,
    "undo": undo,
    "history": history,
    "attach": attach,
    "sweep": sweep,
}
