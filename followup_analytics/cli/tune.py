"""followup tune: which cadence the log speaks for."""

from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.common import (
    as_of_option,
    cadence_of,
    cadence_option,
    print_table,
    prints_a_table,
    read_sheet,
    reads_a_sheet,
    spare_what_is_read,
    today,
)
from followup_analytics.cli.typed import typed


@click.command(short_help="Which waits and medium to use from now on.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--write", "target", type=click.Path(path_type=Path), help="Write the cadence as a file for --cadence.")
@click.option("--explore", is_flag=True, help="Let a coin choose between two neighbouring waits, so that the log can tell.")
@click.option("--seed", default=0, show_default=True, help="Of the draws and the coin.")
@cadence_option
@as_of_option
@prints_a_table
@reads_a_sheet
def tune(
    log: Path,
    target: Path | None,
    explore: bool,
    seed: int,
    cadence: Path | None,
    as_of: str | None,
    form: str | None,
    **reading: Any,
) -> None:
    """Which wait, spacing, number of checks and medium to use from now on, and how sure that is."""
    from followup_analytics.tuning.tune import tune_cadence

    spare_what_is_read(target, but="cadence")
    # The file that is written to is the cadence in use: what it says of the seeker and the other rules is not to be lost.
    in_use = target if target and target.exists() and not cadence else None
    settings = cadence_of(cadence or in_use)
    understood, zone = read_sheet(log, settings, reading)
    moment = as_of or today(zone)
    tuning = tune_cadence(understood.log, settings, as_of=moment, seed=seed, explore=explore)
    if form:
        print_table(tuning.policies, form)
    else:
        from followup_analytics.reporting.tuning_in_words import tuning_in_words
        from followup_analytics.terminal import print_tuning

        print_tuning(tuning_in_words(tuning), f"As of {moment}.")
    if target:
        tuning.write(target)
        if in_use:
            click.echo(f"The cadence in use was {in_use}; what it says of you is kept.", err=bool(form))
        click.echo(f"Written to {target}. To use it: {typed('due', log, '--cadence', target)}", err=bool(form))


COMMANDS = {"tune": tune}
