"""The commands rates and tune: what gets answered, and which cadence that speaks for."""

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.clients import one_search, open_searches, seeker_option
from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import (
    as_of_option,
    cadence_option,
    print_table,
    prints_a_table,
    reads_a_sheet,
    spare_what_is_read,
)
from followup_analytics.errors import UnknownNameError, did_you_mean

if TYPE_CHECKING:
    import pandas as pd


# What people call a grouping that has another name.
_CALLED = {"hour": "hour_band", "wait": "wait_band"}
_BY_HELP = (
    "What to group by: medium, kind, weekday, hour, wait, number, seniority, stage, source, company_type, contact_seniority "
    "or seeker; give it twice for pairs."
)
# Groupings whose groups come one after the other, by these words or by the number that their names begin with.
_SEQUENCES = ("weekday", "hour_band", "wait_band", "number")
_IN_TURN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "night", "morning", "afternoon", "evening")


@click.command(short_help="How often you are answered, and how sure that is.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--by", multiple=True, default=("medium",), show_default=True, help=_BY_HELP)
@click.option("--within-days", default=14, show_default=True, help="How soon an answer counts.")
@click.option("--favourable", is_flag=True, help="Count favourable answers only.")
@as_of_option
@seeker_option
@prints_a_table
@reads_a_sheet
def rates(
    log: Path,
    by: tuple[str, ...],
    within_days: int,
    favourable: bool,
    as_of: str | None,
    seeker: str,
    form: str | None,
    **reading: Any,
) -> None:
    """How often you are answered, by medium, kind, weekday, seniority and more, with how sure one can be."""
    from followup_analytics.analysis.attempts import outreach_attempts
    from followup_analytics.analysis.response_rates import response_rates

    groups = _groupings(by)
    search = open_searches(log, reading, as_of, None, seeker)
    attempts = outreach_attempts(search.log, as_of=search.as_of)
    table = response_rates(attempts, by=groups, within_days=within_days, favourable=favourable)
    if form:
        print_table(table, form)
        return
    from dataclasses import replace

    from followup_analytics.cli.terminal import print_rates
    from followup_analytics.reporting.wording.rates import again_in_words, rates_in_words

    said = rates_in_words(table, groups)
    print_rates(
        replace(said, frame=said.frame.loc[_in_turn(table, groups)]),
        f"As of {search.as_of}: {_counted_answers(favourable)} within {within_days} days.",
        again_in_words(attempts),
    )


def _groupings(by: tuple[str, ...]) -> list[str]:
    """What to group by, by the names of the library; one that is none is told with those that can be typed."""
    from followup_analytics.analysis.grouped_rates import GROUPINGS

    typed = {name: short for short, name in _CALLED.items()}
    allowed = [typed.get(name, name) for name in GROUPINGS]
    for name in by:
        if name not in (*allowed, *GROUPINGS):
            near = did_you_mean(name, allowed)
            raise UnknownNameError(f"--by {name!r} is no grouping: allowed are {', '.join(allowed)}{near}")
    return [_CALLED.get(name, name) for name in by]


def _in_turn(table: "pd.DataFrame", groups: list[str]) -> "pd.Index":
    """The rows in the order of the week, the day or the numbers, as long as nothing ranks them higher or lower."""
    ordered = [name for name in groups if name in _SEQUENCES]
    if not ordered or table["rank"].nunique() > 1:
        return table.index
    return table[ordered].map(_place).sort_values(ordered, kind="stable").index


def _place(group: str) -> float:
    """Where a group comes; what the sheet does not say comes last."""
    if group in _IN_TURN:
        return _IN_TURN.index(group)
    number = re.match(r"\d+", group)
    return int(number[0]) if number else math.inf


def _counted_answers(favourable: bool) -> str:
    return "invitations, offers and what led to them" if favourable else "human answers, rejections among them,"


# What --write says where no file is named: a name that no file has.
_IN_SETTINGS = "\t"


@click.command(short_help="Which waits and medium to use from now on.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=_IN_SETTINGS,
    help="Use the cadence from now on: keep it in the settings beside the sheet, or in the file named here, for --cadence.",
)
@click.option("--explore", is_flag=True, help="Let a coin choose between two neighbouring waits, so that the log can tell.")
@click.option("--seed", default=0, show_default=True, help="Of the draws and the coin.")
@click.option("--priors", type=click.Path(path_type=Path), help="What others' searches taught, as followup learn writes it.")
@cadence_option
@as_of_option
@seeker_option
@prints_a_table
@reads_a_sheet
def tune(
    log: Path,
    target: Path | None,
    explore: bool,
    seed: int,
    priors: Path | None,
    cadence: Path | None,
    as_of: str | None,
    seeker: str,
    form: str | None,
    **reading: Any,
) -> None:
    """Which wait, spacing, number of checks and medium to use from now on, and how sure that is."""
    in_settings = target is not None and str(target) == _IN_SETTINGS
    target = None if in_settings else target
    spare_what_is_read(target, but="cadence")
    # The file that is written to is the cadence in use: what it says of the seeker and the other rules is not to be lost.
    in_use = target if target and target.exists() and not cadence else None
    search = one_search(log, reading, as_of, cadence or in_use, seeker)
    from followup_analytics.tuning.learned_priors import Priors

    tuning = search.tune(seed=seed, explore=explore, priors=Priors.read(priors) if priors else None)
    if form:
        print_table(tuning.policies, form)
    else:
        from followup_analytics.cli.terminal import print_tuning
        from followup_analytics.reporting.wording.tuning import tuning_in_words

        print_tuning(tuning_in_words(tuning), f"As of {search.as_of}.")
    if in_settings:
        click.echo(search.use_tuned(tuning), err=bool(form))
    if target:
        tuning.write(target)
        if in_use:
            click.echo(f"The cadence in use was {in_use}; what it says of you is kept.", err=bool(form))
        click.echo(f"Written to {target}. To use it: {typed('due', log, '--cadence', target)}", err=bool(form))


@click.command(short_help="Learn from many searches what a new one may be like.")
@click.argument("log", metavar="CLIENTS", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file of priors to write, e.g. priors.toml.")
@click.option("--says", default="", help="Of whom these are, in a sentence: priors are of people like these.")
@as_of_option
@reads_a_sheet
def learn(log: Path, out: Path, says: str, as_of: str | None, **reading: Any) -> None:
    """Learn from the searches of a folder, or of a column of clients, what a new one may be like, for tune --priors.

    The file holds no name, no word of a sheet, no date and nobody's own counts.
    """
    from followup_analytics.reporting.wording.names import counted
    from followup_analytics.tuning.learn import learn_priors

    spare_what_is_read(out)
    search = open_searches(log, reading, as_of)
    priors = learn_priors(search.log, as_of=search.as_of, says=says)
    priors.write(out)
    people, interviews = counted(priors.people, "search", "searches"), counted(priors.interviews, "interview")
    click.echo(f"Learnt from {people} with {interviews}. Written to {out}.")


COMMANDS = {"rates": rates, "tune": tune, "learn": learn}
