"""followup collect: what mail, calendars and LinkedIn know of the search, proposed and, with a yes, recorded."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.options import (
    as_of_option,
    print_table,
    prints_a_table,
    read_sheet,
    reads_a_sheet,
    typed,
)
from followup_analytics.errors import FollowupError
from followup_analytics.search.kept_files import journal_beside

_PATH = click.Path(path_type=Path)
_PATIENCE_SECONDS = 2.0


@click.command(short_help="Propose events from your mail, calendar and LinkedIn export.")
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
    from followup_analytics.evidence.choosing import accepted, declined
    from followup_analytics.evidence.collect import collect_evidence
    from followup_analytics.journal.journal import Journal

    given: list[Path | bytes] = [*sources, *([sys.stdin.buffer.read()] if paste else [])]
    if not given:
        raise FollowupError(
            "collect needs a source: a mailbox, a folder, a LinkedIn export or a calendar, or --paste for one mail"
        )
    journal = reading["journal"] or journal_beside(log)
    understood, _ = read_sheet(log, None, reading)
    kept = Journal(journal, log=understood.log, as_of=as_of)
    evidence = collect_evidence(understood.log, given, me=me or None, journal=kept, tell=_progress())
    proposals = evidence.proposals
    if since:
        proposals = proposals[proposals["at"] >= _day(since)]
    if decline:
        kept.dismiss(declined(proposals, decline))
        click.echo(f"{len(decline)} declined: not proposed again. To take that back: {typed('undo', log)}")
    if accept:
        _say_recorded(kept.record_evidence(accepted(proposals, accept)), log)
    elif form:
        print_table(proposals, form)
    elif not decline:
        from followup_analytics.cli.terminal import print_proposals

        print_proposals(evidence, proposals, understood.log.applications)


def _day(text: str) -> Any:
    import pandas as pd

    from followup_analytics.journal.entries import day_text

    return pd.Timestamp(day_text(text, "since"), tz="UTC")


def _say_recorded(result: Any, log: Path) -> None:
    done = result["entry"].notna()
    click.echo(f"{int(done.sum())} recorded. To take it back: {typed('undo', log)}")
    for said, count in result.loc[~done, "said"].value_counts().items():
        click.echo(f"{count} not recorded: {said}")


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
