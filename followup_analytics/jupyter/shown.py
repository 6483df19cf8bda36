"""What the tabs of the workbench show, as data and text."""

from dataclasses import dataclass, replace

import pandas as pd

from followup_analytics.analysis.attempts import outreach_attempts
from followup_analytics.analysis.grouped_rates import GROUPINGS
from followup_analytics.analysis.response_rates import response_rates
from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.jupyter.tables import Shown, problems_by_weight, show_table
from followup_analytics.jupyter.what_if import what_if
from followup_analytics.reporting.charts.figure import Picture
from followup_analytics.reporting.charts.rates import rates_chart
from followup_analytics.reporting.due_list import DueList, due_list
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, counted
from followup_analytics.reporting.wording.rates import rates_in_words, what_is_grouped
from followup_analytics.search.search import Search

URGENCIES = ("overdue", "due", "coming")
_SEARCHED = ["role", "contact", "what"]


def not_understood(search: Search) -> Shown:
    """What of the sheet was not understood, the weightiest first."""
    problems = problems_by_weight(search.log)
    named = problems[["row", "column", "value", "problem", "consequence"]]
    return show_table(named, "Not understood") if len(problems) else show_table(pd.DataFrame(), "Everything was understood.")


def filtered_list(search: Search, *, urgency: str = "", medium: str = "", words: str = "", days_ahead: int = 7) -> DueList:
    """The due list, or what of it fits.

    Parameters
    ----------
    search : Search
    urgency : str
        `overdue`, `due` or `coming`; "" for all.
    medium : str
        As the list names it ("e-mail"); "" for all.
    words : str
        Words that all stand in the company, role, contact or action; capitals do not count.
    days_ahead : int
        How many days ahead what is coming is shown.

    Raises
    ------
    UnknownNameError
        If there is no such urgency or medium.
    """
    media = tuple(filter(None, MEDIUM_WORDS.values()))
    for name, allowed in ((urgency, URGENCIES), (medium, media)):
        if name and name not in allowed:
            raise UnknownNameError(f"the list has no {name!r}{did_you_mean(name, allowed)}: {', '.join(allowed)}")
    due = due_list(search.log, search.actions, as_of=search.as_of, days_ahead=days_ahead)
    fits = due.frame["urgency"].isin([urgency] if urgency else URGENCIES)
    fits &= due.frame["medium"].eq(medium) | (medium == "")
    frame = due.frame
    text = frame["company"].str.cat(frame[_SEARCHED], sep=" ").str.casefold()
    for word in words.casefold().split():
        fits &= text.str.contains(word, regex=False)
    if fits.all():
        return due
    return replace(due, frame=due.frame[fits], summary=f"{due.summary} Of these {counted(int(fits.sum()), 'fits', 'fit')}.")


@dataclass(frozen=True)
class RatesShown:
    """What is answered: `frame` in words, the `chart`, the `verdict`, and the `numbers` that `response_rates` gives."""

    numbers: pd.DataFrame
    frame: pd.DataFrame
    chart: Picture
    verdict: str


def groupings() -> dict[str, str]:
    """What rates can be grouped by, each as people call it."""
    return {name: what_is_grouped([name]) for name in GROUPINGS}


def rates_of(search: Search, *by: str, within_days: int = 14, favourable: bool = False) -> RatesShown:
    """How often messages are answered, by one or two columns of `outreach_attempts`.

    Raises
    ------
    UnknownNameError
        If a name is no grouping.
    FollowupError
        If there are more than two, or a number is out of its range.
    """
    attempts = outreach_attempts(search.log, as_of=search.as_of)
    numbers = response_rates(attempts, by=list(by), within_days=within_days, favourable=favourable)
    told = rates_in_words(numbers, list(by))
    return RatesShown(numbers, told.frame, rates_chart(numbers), told.verdict)


def cadence_changes(search: Search, **settings: int) -> Shown:
    """What another cadence would change on the list of the moment, and what it is worth."""
    return what_if(search.log, search.tune(), search.cadence, as_of=search.as_of, **settings)
