"""followup demo: the due list of the invented sample, at its own date."""

from pathlib import Path

import click

from followup_analytics.cli.typed import typed
from followup_analytics.errors import FollowupError

_AS_OF, _ZONE, _COUNTRY = "2026-06-08", "America/New_York", "US"
_SHEET = Path("data") / "sample" / "my_job_search.csv"
_PACKAGE = Path(__file__).parents[1]
# In an installed package the sample lies in it, in a working copy beside it.
_PLACES = (_PACKAGE, _PACKAGE.parent)


@click.command(short_help="Show the due list of an invented job search.")
def demo() -> None:
    """Show the due list of an invented job search, and what to type for your own."""
    from followup_analytics.importing.read import read_log
    from followup_analytics.reporting.due_list import due_list
    from followup_analytics.rules.actions import follow_up_actions
    from followup_analytics.terminal import print_due_list

    log = read_log(_sample(), timezone=_ZONE, country=_COUNTRY)
    chosen = due_list(log, follow_up_actions(log, as_of=_AS_OF), as_of=_AS_OF)
    told = [
        f"This search is invented, and looked at from a day of its own, {_AS_OF}.",
        f"For a spreadsheet of your own: {typed('due', 'my-search.xlsx')}",
    ]
    print_due_list(chosen, f"As of {_AS_OF}, times in {_ZONE}.", told)


def _sample() -> Path:
    found = [place / _SHEET for place in _PLACES if (place / _SHEET).is_file()]
    if not found:
        raise FollowupError(f"the sample is not there: it should lie in {_PLACES[0] / _SHEET}; install the package again")
    return found[0]


COMMANDS = {"demo": demo}
