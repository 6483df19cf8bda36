"""The commands that tell what happened besides the list, and that explain it: they, add and why."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.options import as_of_option, cadence_option, open_search, reads_a_sheet, record, said_day

if TYPE_CHECKING:
    from followup_analytics.rules.explained import Explained

LOG = click.argument("log", type=click.Path(path_type=Path))
THEY = ("invited", "moved", "cancelled", "replied", "receipt", "offer", "rejected")
DAY_HELP = "The day (2026-03-02, yesterday). Default: today."
MEETING_HELP = 'The day, or day and time, of the interview: "2026-06-11 14:00".'


@click.command(short_help="Record what they did: invited, replied, offered, declined ...")
@LOG
@click.argument("whom", metavar="CODE|COMPANY")
@click.argument("what", type=click.Choice(THEY))
@click.option("--on", "day", help=DAY_HELP)
@click.option("--interview", help=MEETING_HELP)
@click.option("--stage", default="", help="Of that interview: screening, technical, cultural_fit, onsite, final or other.")
@click.option("--medium", default="", help="Of that interview: phone, video, in_person, ...")
@click.option("--by", help="The day by which they promised to answer, or want your answer.")
@click.option("--note", default="", help="In your own words.")
@as_of_option
@cadence_option
@reads_a_sheet
def they(
    log: Path,
    whom: str,
    what: str,
    day: str | None,
    interview: str | None,
    stage: str,
    medium: str,
    by: str | None,
    note: str,
    as_of: str | None,
    cadence: Path | None,
    **reading: Any,
) -> None:
    """Record what they did, for the application of a CODE of the list or of a COMPANY; one undo takes all of it back."""
    search = open_search(log, reading, as_of, cadence, records=True)
    gesture = partial(
        search.they,
        whom,
        what,
        on=said_day(day, search),
        interview=said_day(interview, search),
        stage=stage,
        medium=medium,
        by=said_day(by, search),
        note=note,
    )
    record(search, log, gesture)


@click.command(short_help="Record an application that the sheet does not have.")
@LOG
@click.option("--company", required=True, help="Where you applied.")
@click.option("--role", default="", help="For which role.")
@click.option("--contact", default="", help="Who there knows of it.")
@click.option("--on", "day", help=DAY_HELP)
@click.option("--medium", default="", help="How you applied: email, portal, linkedin, ...")
@as_of_option
@cadence_option
@reads_a_sheet
def add(
    log: Path,
    company: str,
    role: str,
    contact: str,
    day: str | None,
    medium: str,
    as_of: str | None,
    cadence: Path | None,
    **reading: Any,
) -> None:
    """Record an application that the sheet does not have. When the sheet has it later, it counts once."""
    search = open_search(log, reading, as_of, cadence, records=True)
    on = said_day(day, search)
    record(search, log, partial(search.add, company, role, contact=contact, on=on, medium=medium))


@click.command(short_help="Why something is on the list: the rule, its source, the days counted.")
@LOG
@click.argument("code")
@as_of_option
@cadence_option
@reads_a_sheet
def why(log: Path, code: str, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Why the action of a CODE is on the list: what happened, which rule asks, who says so, and how its days were counted."""
    from followup_analytics.cli.terminal import print_text
    from followup_analytics.reporting.wording.explanation import explanation_in_words

    search = open_search(log, reading, as_of, cadence)
    found: Explained = search.why(code)
    print_text(explanation_in_words(found, search.today))


COMMANDS = {"they": they, "add": add, "why": why}
