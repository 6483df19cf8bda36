"""followup collect: what mail, calendars and LinkedIn know of the search, proposed and, with a yes, recorded."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import as_of_option, open_search, print_table, prints_a_table, reads_a_sheet
from followup_analytics.errors import FollowupError

_PATH = click.Path(path_type=Path)
_PATIENCE_SECONDS = 2.0


@click.command(short_help="Propose events from your mail and calendar.")
@click.argument("log", type=_PATH)
@click.argument("sources", nargs=-1, type=_PATH, metavar="SOURCE...")
@click.option("--me", multiple=True, metavar="ADDRESS", help="An address of yours; may be given several times.")
@click.option("--accept", multiple=True, metavar="WHICH", help="Record: sure, all (sure and likely), a code, or CODE=NUMBER.")
@click.option("--decline", multiple=True, metavar="CODE", help="Never propose this again.")
@click.option("--since", metavar="DAY", help="Only what happened from that day on (2026-03-02).")
@click.option("--paste", is_flag=True, help="Read one mail, with its headers, from standard input.")
@prints_a_table
@as_of_option
@reads_a_sheet
def collect(
    log: Path,
    sources: tuple[Path, ...],
    me: tuple[str, ...],
    accept: tuple[str, ...],
    decline: tuple[str, ...],
    since: str | None,
    paste: bool,
    form: str | None,
    as_of: str | None,
    **reading: Any,
) -> None:
    """Propose the events that your mail, calendar and LinkedIn export hold for the applications of a LOG.

    SOURCE: an mbox file, a Maildir, .eml, a folder of these, a Takeout or LinkedIn .zip, an .ics. Nothing is recorded without
    --accept, and nothing leaves this machine. The list, --json and --csv show the subjects of messages; the journal keeps none.
    """
    given: list[Path | bytes] = [*sources, *([sys.stdin.buffer.read()] if paste else [])]
    if not given:
        raise FollowupError(
            "collect needs a source: a mailbox, a folder, a LinkedIn export or a calendar, or --paste for one mail"
        )
    search = open_search(log, reading, as_of, records=True)
    evidence = search.collect(*given, me=me or None, tell=_progress())
    proposals = evidence.proposals[evidence.proposals["at"] >= _day(since)] if since else evidence.proposals
    if decline:
        click.echo(search.decline(*decline, within=proposals))
    if accept:
        click.echo(search.accept(*accept, within=proposals))
    if accept or decline:
        click.echo(f"To take it back: {typed('undo', log)}")
    elif form:
        print_table(proposals, form)
    else:
        from followup_analytics.cli.terminal import print_proposals

        print_proposals(evidence, proposals, search.log.applications)


def _day(text: str) -> Any:
    import pandas as pd

    from followup_analytics.journal.entries import day_text

    return pd.Timestamp(day_text(text, "since"), tz="UTC")


def _progress() -> Callable[[int], None]:
    """Tell how many messages have been read, on standard error, once it takes longer than two seconds."""
    began = last = time.monotonic()

    def tell(messages: int) -> None:
        nonlocal last
        if messages % 500 == 0 and (now := time.monotonic()) - last >= _PATIENCE_SECONDS and now - began >= _PATIENCE_SECONDS:
            click.echo(f"{messages:,} messages read", err=True)
            last = now

    return tell


COMMANDS = {"collect": collect}
