"""followup due: what to do today and in the coming week."""

from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.common import (
    as_of_option,
    cadence_of,
    cadence_option,
    not_understood,
    print_table,
    prints_a_table,
    read_sheet,
    reads_a_sheet,
    today,
)


@click.command()
@click.argument("log", type=click.Path(path_type=Path))
@as_of_option
@cadence_option
@click.option("--all", "everything", is_flag=True, help="Show what is later, done, missed and needless too.")
@prints_a_table
@reads_a_sheet
def due(log: Path, as_of: str | None, cadence: Path | None, everything: bool, form: str | None, **reading: Any) -> None:
    """What to do today and in the coming week, for whom, in which medium and why."""
    from followup_analytics.reporting.due_list import due_list
    from followup_analytics.rules.actions import follow_up_actions

    settings = cadence_of(cadence)
    understood, zone = read_sheet(log, settings, reading)
    moment = as_of or today(zone)
    actions = follow_up_actions(understood.log, settings, as_of=moment)
    chosen = due_list(understood.log, actions, as_of=moment, everything=everything)
    if form:
        print_table(actions.loc[chosen.frame.index], form)
        return
    from followup_analytics.terminal import print_due_list

    print_due_list(chosen, f"As of {moment}, times in {zone}.", not_understood(understood.log, moment, log))


COMMANDS = {"due": due}
