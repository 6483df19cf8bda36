"""The commands that tell what happened besides the list, explain it, and answer what the sheet leaves open."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import (
    as_of_option,
    cadence_option,
    open_search,
    print_table,
    prints_a_table,
    reads_a_sheet,
    record,
    said_day,
)

if TYPE_CHECKING:
    from followup_analytics.rules.explained import Explained

LOG = click.argument("log", type=click.Path(path_type=Path))
THEY = ("invited", "moved", "cancelled", "replied", "receipt", "offer", "rejected", "rejection")
DAY_HELP = "The day (2026-03-02, yesterday). Default: today."
MEETING_HELP = 'The day, or day and time, of the interview: "2026-06-11 14:00".'


@click.command(short_help="Record what they did: invited, replied, declined.")
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


@click.command(short_help="Why something is on the list, and who says so.")
@LOG
@click.argument("code")
@as_of_option
@cadence_option
@reads_a_sheet
def why(log: Path, code: str, as_of: str | None, cadence: Path | None, **reading: Any) -> None:
    """Why the action of a CODE is on the list: what happened, which rule asks, who says so, and how its days were counted."""
    from followup_analytics.cli.terminal import print_text
    from followup_analytics.reporting.wording.questions import explanation_in_words

    search = open_search(log, reading, as_of, cadence)
    found: Explained = search.why(code)
    print_text(explanation_in_words(found, search.today))


@click.command(short_help="What only you can know of the sheet.")
@LOG
@as_of_option
@prints_a_table
@reads_a_sheet
def questions(log: Path, as_of: str | None, form: str | None, **reading: Any) -> None:
    """List what only you can know of the sheet, what most depends on first, with the answers that fit."""
    from followup_analytics.cli.terminal import print_text
    from followup_analytics.reporting.wording.questions import IN_THE_SHEET, question_lines, questions_not_asked, questions_table

    search = open_search(log, reading, as_of)
    if form:
        print_table(questions_table(search.questions), form)
        return
    left = questions_not_asked(search.questions_left)
    if not search.questions:
        print_text(["Your sheet leaves no question open.", *left])
        return
    print_text([*(line for question in search.questions for line in question_lines(question)), *left])
    answerable = [one for one in search.questions if one.application_id or one.kind not in IN_THE_SHEET]
    for first in answerable[:1]:
        print_text([typed("answer", log, first.code, next(iter(first.answers), "2026-03-02"))])


@click.command(short_help="Answer a question of the sheet.")
@LOG
@click.argument("code")
@click.argument("value")
@as_of_option
@reads_a_sheet
def answer(log: Path, code: str, value: str, as_of: str | None, **reading: Any) -> None:
    """Answer the question of a CODE; it holds for next week's sheet too. "" says that you do not know, or leaves a column out."""
    search = open_search(log, reading, as_of, records=True)
    record(search, log, partial(search.answer, code, said_day(value, search) or ""))


COMMANDS = {"they": they, "add": add, "why": why, "questions": questions, "answer": answer}
