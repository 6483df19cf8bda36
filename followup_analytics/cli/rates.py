"""followup rates: what gets answered."""

from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.common import as_of_option, print_table, prints_a_table, read_sheet, reads_a_sheet, today


@click.command()
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--by", multiple=True, default=("medium",), show_default=True, help="What to group by; give it twice for pairs.")
@click.option("--within-days", default=14, show_default=True, help="How soon an answer counts.")
@click.option("--favourable", is_flag=True, help="Count favourable answers only.")
@as_of_option
@prints_a_table
@reads_a_sheet
def rates(
    log: Path, by: tuple[str, ...], within_days: int, favourable: bool, as_of: str | None, form: str | None, **reading: Any
) -> None:
    """How often you are answered, by medium, kind, weekday, seniority and more, with how sure one can be."""
    from followup_analytics.analysis.attempts import outreach_attempts
    from followup_analytics.analysis.rates import response_rates

    understood, zone = read_sheet(log, None, reading)
    moment = as_of or today(zone)
    attempts = outreach_attempts(understood.log, as_of=moment)
    table = response_rates(attempts, by=by, within_days=within_days, favourable=favourable)
    if form:
        print_table(table, form)
        return
    from followup_analytics.reporting.rates_in_words import again_in_words, rates_in_words
    from followup_analytics.terminal import print_rates

    print_rates(
        rates_in_words(table, list(by)),
        f"As of {moment}: {_counted_answers(favourable)} within {within_days} days.",
        again_in_words(attempts),
    )


def _counted_answers(favourable: bool) -> str:
    return "invitations, offers and what led to them" if favourable else "human answers, rejections among them,"


COMMANDS = {"rates": rates}
