"""followup due: what to do today and in the coming week."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from followup_analytics.log import JobSearchLog

_LONG_DAYS = 30
_NO_HOLIDAYS = ", no public holidays (--country US gives those of the US)"


@click.command(short_help="What to do today and in the coming week.")
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

    told = [f"{chosen.not_shown} --all shows them."] if chosen.not_shown else []
    told += [chosen.unanswered] if chosen.unanswered else []
    told += [] if len(chosen.frame) else _long_ago(understood.log, moment)
    holidays = "" if (understood.log.applications["country"] != "").any() else _NO_HOLIDAYS
    print_due_list(chosen, f"As of {moment}, times in {zone}{holidays}.", told + not_understood(understood.log, moment, log))


def _long_ago(log: "JobSearchLog", moment: str) -> list[str]:
    """Of when the newest entry is, where that is so long ago that nothing can be on the list."""
    newest = log.events["at"].max()
    if not len(log.events) or moment[:10] <= (newest + dt.timedelta(days=_LONG_DAYS)).date().isoformat():
        return []
    return [f"The newest entry of the sheet is from {newest.date()}; --as-of looks from another day."]


COMMANDS = {"due": due}
