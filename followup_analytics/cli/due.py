"""The commands due, calendar, demo and report: what to do, and what to hand on."""

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.clients import (
    folder_for,
    open_searches,
    print_due,
    refuse_one_file,
    seeker_option,
    write_calendars,
    write_reports,
)
from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import (
    as_of_option,
    cadence_option,
    not_understood,
    print_table,
    prints_a_table,
    reads_a_sheet,
    spare_what_is_read,
)
from followup_analytics.errors import FollowupError

if TYPE_CHECKING:
    from followup_analytics.log.job_search_log import JobSearchLog
    from followup_analytics.reporting.due_cards import DueCards


_LONG_DAYS = 30
_NO_HOLIDAYS = ", no holidays known"
MOST_COLD = 5
# Countries where many public holidays are those of a region, with one of them.
_BY_REGION = {"AU": "NSW", "CA": "ON", "GB": "SCT"}


@click.command(short_help="What to do today and in the coming week.")
@click.argument("log", type=click.Path(path_type=Path))
@as_of_option
@cadence_option
@click.option("--cold", is_flag=True, help="Show every silent application that may be asked, not only five.")
@click.option("--all", "everything", is_flag=True, help="A row for everything: later, done, missed and no longer needed too.")
@seeker_option
@prints_a_table
@reads_a_sheet
def due(
    log: Path,
    as_of: str | None,
    cadence: Path | None,
    cold: bool,
    everything: bool,
    seeker: str,
    form: str | None,
    **reading: Any,
) -> None:
    """What to do today and in the coming week, for whom, in which medium and why; of a folder of sheets, for all clients."""
    from followup_analytics.search.clients import Clients

    search = open_searches(log, reading, as_of, cadence, seeker)
    if isinstance(search, Clients):
        print_due(search, form, everything, cold, log)
        return
    if form:
        print_table(search.actions, form)
        return
    if everything:
        from followup_analytics.cli.terminal import print_every_action

        print_every_action(search.every_action, search.as_of)
        return
    from followup_analytics.cli.cards import print_cards
    from followup_analytics.reporting.due_list import due_list

    listed = due_list(search.log, search.actions, as_of=search.as_of, cold=len(search.actions) if cold else MOST_COLD)
    told = [f"{listed.not_shown} --all shows them."] if listed.not_shown else []
    told += [*([listed.unanswered] if listed.unanswered else []), *listed.gaps]
    told += [] if len(listed.frame) else _long_ago(search.log, search.as_of)
    told += not_understood(search.log, search.as_of, log)
    told += _regions(search.log)
    holidays = "" if (search.log.applications["country"] != "").any() else _NO_HOLIDAYS
    print_cards(listed.cards, search.today, search.timezone + holidays, told, _next_commands(listed.cards, log))


def _regions(log: "JobSearchLog") -> list[str]:
    """Of the countries whose holidays differ by region, and of which the sheet or the option names none, a line."""
    named = sorted(set(log.applications["country"]) & set(_BY_REGION))
    example = f"--country {named[0]}-{_BY_REGION[named[0]]}" if named else ""
    return [f"Holidays of the regions of {', '.join(named)} are not counted; name yours, such as {example}."] if named else []


def _next_commands(cards: "DueCards", log: Path) -> list[tuple[str, str]]:
    """Three commands to copy, each with a code of this very list."""
    named = [card for tier in ("waiting", "thanks", "checks", "cold") for card in cards.tiers[tier] if card.action_id]
    if not named:
        return []
    asked = next((card for card in named if card.tier in ("checks", "cold")), named[-1])
    return [
        (typed("done", log, named[0].code), "you sent it"),
        (typed("they", log, named[min(1, len(named) - 1)].code, "replied"), "they answered"),
        (typed("why", log, asked.code), "the rule and its source"),
    ]


def _long_ago(log: "JobSearchLog", moment: str) -> list[str]:
    """Of when the newest entry is, where that is so long ago that nothing can be on the list."""
    newest = log.events["at"].max()
    if not len(log.events) or moment[:10] <= (newest + dt.timedelta(days=_LONG_DAYS)).date().isoformat():
        return []
    return [f"The newest entry of the sheet is from {newest.date()}; --as-of looks from another day."]


@click.command(short_help="Write what is to be sent into a calendar file.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The calendar file to write, e.g. follow-ups.ics.")
@click.option("--todo", is_flag=True, help="Write to-dos instead of events (Outlook and Google Calendar take events only).")
@as_of_option
@cadence_option
@seeker_option
@reads_a_sheet
def calendar(log: Path, out: Path, todo: bool, as_of: str | None, cadence: Path | None, seeker: str, **reading: Any) -> None:
    """Write what is to be sent into a calendar file; a new one moves and cancels what an earlier one had.

    Import it into a calendar of its own: not every program replaces what it has, and such a calendar can be emptied.
    """
    from followup_analytics.reporting.calendar_file import write_calendar
    from followup_analytics.reporting.wording.names import counted

    spare_what_is_read(out)
    refuse_one_file(out, "calendars", log, seeker)
    from followup_analytics.search.clients import Clients

    search = open_searches(log, reading, as_of, cadence, seeker)
    if isinstance(search, Clients):
        write_calendars(search, folder_for(out), todo)
        return
    moment, zone = search.as_of, search.timezone
    how: dict[str, Any] = {"as_of": moment, "timezone": zone, "todo": todo, "revision": len(search.journal.entries())}
    status = write_calendar(search.actions, out, owner=search.calendar_owner(), **how)["status"]
    ahead = int(status.isin(["CONFIRMED", "NEEDS-ACTION"]).sum())
    click.echo(f"As of {moment}, times in {zone}: {counted(ahead, 'to-do' if todo else 'event')} written to {out}.")
    if len(status) > ahead:
        click.echo(f"{counted(len(status) - ahead, 'entry', 'entries')} of what is done or no longer needed: cancelled.")
    for line in not_understood(search.log, moment, log):
        click.echo(line)


_AS_OF, _ZONE, _COUNTRY = "2026-06-08", "America/New_York", "US"
_SHEET = Path("data") / "sample" / "my_job_search.csv"
_PACKAGE = Path(__file__).parents[1]
# In an installed package the sample lies in it, in a working copy beside it.
_PLACES = (_PACKAGE, _PACKAGE.parent)


@click.command(short_help="Show the due list of an invented job search.")
def demo() -> None:
    """Show the due list of an invented job search, and what to type for your own."""
    from followup_analytics.cli.cards import print_cards
    from followup_analytics.search.search import Search

    search = Search(_sample(), as_of=_AS_OF, timezone=_ZONE, country=_COUNTRY, keep=False)
    told = [
        f"This search is invented, and looked at from a day of its own, {_AS_OF}.",
        f"For a spreadsheet of your own: {typed('due', 'my-search.xlsx')}",
    ]
    print_cards(search.cards, search.today, _ZONE, told, [])


def _sample() -> Path:
    found = [place / _SHEET for place in _PLACES if (place / _SHEET).is_file()]
    if not found:
        raise FollowupError(f"the sample is not there: it should lie in {_PLACES[0] / _SHEET}; install the package again")
    return found[0]


# As `WeeklyReport.write` knows them; spelled here too, so that the help is there without loading it.
FORMATS = ("html", "md", "pdf", "eml", "json")


@click.command(short_help="Write the weekly report.")
@click.argument("log", type=click.Path(path_type=Path))
@click.option("--week", help="The ISO week to report as of its Monday, e.g. 2026-W24. Default: this week, as of now.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write. Default: what --out ends in, else html.")
@click.option(
    "--out", type=click.Path(), help="The file, or a folder for it (FOLDER/ is made). Default: followup-WEEK.html, here."
)
@click.option("--redact", is_flag=True, help="Number companies and people and leave out all free text: a report to share.")
@as_of_option
@cadence_option
@seeker_option
@reads_a_sheet
def report(
    log: Path,
    week: str | None,
    form: str | None,
    out: str | None,
    redact: bool,
    as_of: str | None,
    cadence: Path | None,
    seeker: str,
    **reading: Any,
) -> None:
    """Write the weekly report: what to do, how it goes, what changed, and all that this rests on."""
    from followup_analytics.reporting.weekly.front_page import first_sentence
    from followup_analytics.reporting.weekly.week_numbers import Week

    # A week that is none is told before the sheet is read.
    named = Week.named(week) if week else None
    refuse_one_file(out, "reports", log, seeker)
    from followup_analytics.search.clients import Clients

    search = open_searches(log, reading, as_of, cadence, seeker)
    if isinstance(search, Clients):
        write_reports(search, folder_for(Path(out or ".")), named.name if named and not as_of else None, form, redact)
        return
    begins = named or Week.of(search.today)
    if as_of and not begins.holds(search.today):
        raise click.UsageError(f"--as-of {as_of} lies outside week {begins.name}: give one of them, or a day in that week")
    target = _target(out, form, begins.name)
    spare_what_is_read(target)
    made = search.report(None if as_of or named is None else begins.name, redact)
    made.write(target)
    click.echo(f"Week {begins.name}: {first_sentence(made)}")
    click.echo(f"Written to {target}.")
    click.echo(f"It stands as of {made.today}.")


def _target(out: str | None, form: str | None, week: str) -> Path:
    """The file to write: the one that is named, or one named after the week; a folder that ends in a slash is made."""
    name = f"followup-{week}.{form or FORMATS[0]}"
    if out is None:
        return Path(name)
    path = Path(out)
    if path.is_dir() or out.endswith(("/", os.sep)):
        return folder_for(path) / name
    ending = path.suffix.lower().removeprefix(".")
    if form and ending != form:
        raise click.UsageError(
            f"--out ends in {path.suffix or 'nothing'} and --format says {form}: give one of them, or both alike"
        )
    return path


COMMANDS = {"due": due, "calendar": calendar, "demo": demo, "report": report}
