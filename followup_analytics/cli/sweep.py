"""followup sweep: close what has long been silent."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.common import as_of_option, cadence_option, reads_a_sheet
from followup_analytics.cli.journal import LOG, desk_of
from followup_analytics.cli.typed import typed

if TYPE_CHECKING:
    import pandas as pd

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
    from followup_analytics.terminal import print_silent

    desk = desk_of(log, as_of, cadence, reading)
    silent = desk.silent(days)
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
    click.echo(desk.close(*chosen, why=_WHY))
    click.echo(f"To take it back: {typed('undo', log)}")


def _one_by_one(silent: "pd.DataFrame") -> list[str]:
    """The applications to close, asked for one by one; nothing is recorded before the last answer."""
    from followup_analytics.reporting.words import one_line

    chosen = []
    for name, company, role in zip(silent.index, silent["company"], silent["role"], strict=True):
        whom = one_line(", ".join(filter(None, (str(company), str(role)))))
        answer = click.prompt(f"Close {whom}?", type=click.Choice(["y", "n", "q"]), default="n")
        if answer == "q":
            break
        if answer == "y":
            chosen.append(str(name))
    return chosen


COMMANDS = {"sweep": sweep}
