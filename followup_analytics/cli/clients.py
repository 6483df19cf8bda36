"""What the commands do with the searches of several clients: a folder of sheets, or a sheet with a column of clients."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.machine_zone import machine_zone
from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import as_of_of, cadence_of, open_search
from followup_analytics.errors import FollowupError

if TYPE_CHECKING:
    from followup_analytics.reporting.due_cards import DueCards
    from followup_analytics.search.clients import Client, Clients
    from followup_analytics.search.search import Search

MOST_COLD = 5
OVERVIEW = "overview"
_MANY = "several clients"


def seeker_option(command: Any) -> Any:
    """The one client whose search is meant."""
    text = "Of a folder of clients' sheets, or a sheet with a column of clients: this one only."
    return click.option("--seeker", default="", help=text)(command)


def open_searches(
    path: Path, reading: dict[str, Any], as_of: str | None = None, cadence: Path | None = None, seeker: str = ""
) -> "Search | Clients":
    """The search of a sheet, or of the one client that is named; else those of all clients of a folder or a column.

    A line on standard error tells of each sheet that can't be read.
    """
    from followup_analytics.file_writing import home_expanded

    folder = home_expanded(path)
    if str(path) == "-" or not folder.is_dir():
        return _in_sheet(open_search(path, reading, as_of, cadence), seeker)
    from followup_analytics.search.clients import Clients

    options = dict(reading)
    if options.pop("journal"):
        raise FollowupError("--journal: each client has a journal beside the sheet; give the sheet of one")
    found = Clients.beside(
        folder,
        cadence=cadence_of(cadence),
        only=seeker,
        as_of=as_of_of(as_of),
        timezone=options.pop("timezone"),
        country=options.pop("country"),
        zone_else=reading["timezone"] or machine_zone(),
        reading=options,
    )
    for name, why in found.unread.items():
        click.echo(f"{name}: {why}", err=True)
    for one in found.problems[found.problems["severity"] == "question"].to_dict("records"):
        told = "; ".join((str(one["problem"]), str(one["consequence"])))
        click.echo(": ".join(filter(None, (one["column"], one["value"], told))), err=True)
    return found.of(seeker).search if seeker else found


def _in_sheet(search: "Search", seeker: str) -> "Search | Clients":
    if search.log.seekers == ("",):
        if seeker:
            raise FollowupError(f"--seeker {seeker}: this is one person's sheet, without a column of clients")
        return search
    from followup_analytics.search.clients import Clients

    clients = Clients.within(search)
    return clients if not seeker else Clients({seeker: clients.of(seeker)}, {}, clients.problems)


def one_search(path: Path, reading: dict[str, Any], as_of: str | None, cadence: Path | None, seeker: str) -> "Search":
    """The search of a sheet, or of the one client that is named."""
    from followup_analytics.search.clients import Clients

    found = open_searches(path, reading, as_of, cadence, seeker)
    if isinstance(found, Clients):
        raise FollowupError(f"{path}: {_MANY} have a cadence each: name one with --seeker, or give the sheet of one")
    return found


def refuse_one_file(out: str | Path | None, what: str, path: Path, seeker: str) -> None:
    """Refuse a file where several clients each have one, before anything is computed."""
    if seeker or not path.is_dir():
        return
    if out is None:
        raise FollowupError(f"{path}: {what} of {_MANY} go into a folder, a file each: name it with --out, such as --out {what}/")
    target = Path(out)
    if target.is_file() or (target.suffix and not target.is_dir() and not str(out).endswith(("/", "\\"))):
        raise FollowupError(f"--out {out}: this is one file, and there are {_MANY}: name a folder, such as {target.stem}/")


def print_due(clients: "Clients", form: str | None, everything: bool, cold: bool, folder: Path) -> None:
    """Print the list of all, with whom each line concerns."""
    first = next(iter(clients.by_name.values())).search
    log, moment = clients.log, first.as_of
    actions = clients.actions(moment)
    if form:
        from followup_analytics.cli.options import print_table

        print_table(actions, form)
        return
    from followup_analytics.reporting.due_list import due_list

    listed = due_list(log, actions, as_of=moment, cold=len(actions) if cold else MOST_COLD, everything=everything)
    if everything:
        from followup_analytics.cli.terminal import print_every_action

        print_every_action(listed.frame, moment)
        return
    from followup_analytics.cli.cards import print_cards

    told = [f"{listed.not_shown} --all shows them."] if listed.not_shown else []
    print_cards(listed.cards, first.today, first.timezone, told, _next_commands(listed.cards, clients, folder))


def _next_commands(cards: "DueCards", clients: "Clients", folder: Path) -> list[tuple[str, str]]:
    """Two commands to copy, with a code of this very list and the sheet that it is from."""
    named = [card for tier in ("waiting", "thanks", "checks", "cold") for card in cards.tiers[tier] if card.action_id]
    if not named:
        return []
    sheet = clients.of(named[0].seeker).search.sheet
    return [
        (typed("done", sheet, named[0].code), f"it was sent, for {named[0].seeker}"),
        (typed("due", folder, "--seeker", named[0].seeker), "one client's own list"),
    ]


def write_reports(clients: "Clients", folder: Path, week: str | None, form: str | None, redact: bool) -> None:
    """A report a client, and a page of all that is the adviser's alone."""
    from followup_analytics.file_writing import write_whole
    from followup_analytics.reporting.overview import overview, overview_page
    from followup_analytics.reporting.weekly.report import weekly_report

    first = next(iter(clients.by_name.values())).search
    for name, client in clients.by_name.items():
        as_of = client.search.as_of if week is None else None
        made = weekly_report(client.log, client.cadence, week=week, as_of=as_of, redact=redact)
        made.write(folder / f"{file_name(name)}.{form or 'html'}")
    moment = first.as_of
    table = overview(clients.log, clients.actions(moment), as_of=moment)
    page = overview_page(table, dict(clients.unread), moment)
    write_whole(folder / f"{OVERVIEW}.html", page.encode(), "an overview", ".html")
    click.echo(f"{len(clients.by_name)} reports written to {folder}, and {OVERVIEW}.html, which is yours alone.")


def write_calendars(clients: "Clients", folder: Path, todo: bool) -> None:
    """A calendar file a client, and one of all that is the adviser's alone."""
    from followup_analytics.reporting.calendar_file import write_calendar
    from followup_analytics.rules.follow_up_actions import follow_up_actions

    owners = {name: client.calendar_owner() for name, client in clients.by_name.items()}
    for name, client in clients.by_name.items():
        actions = follow_up_actions(client.log, client.cadence, as_of=client.search.as_of)
        write_calendar(actions, folder / f"{file_name(name)}.ics", owner=owners[name], todo=todo, **_stamped(client))
    first = next(iter(clients.by_name.values()))
    actions = clients.actions(first.search.as_of)
    revision = sum(_stamped(client)["revision"] for client in clients.by_name.values())
    how = {**_stamped(first), "revision": revision}
    write_calendar(actions, folder / f"{OVERVIEW}.ics", owner=owners, todo=todo, **how)
    click.echo(f"{len(owners)} calendars written to {folder}, and {OVERVIEW}.ics of all, which is yours alone.")


def _stamped(client: "Client") -> dict[str, Any]:
    search = client.search
    return {"as_of": search.as_of, "timezone": search.timezone, "revision": len(search.journal.entries())}


def file_name(client: str) -> str:
    """A client's name as that of a file; the page of all keeps its own."""
    bare = client.replace("/", "-").replace("\\", "-") or "nobody"
    return f"{bare}-" if bare.casefold() == OVERVIEW else bare


def folder_for(path: Path) -> Path:
    """The folder, made where it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FollowupError(f"{path}: the folder can't be made ({error.strerror}): give another name with --out") from error
    return path
