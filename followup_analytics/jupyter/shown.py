"""What the tabs of the workbench show, as data and text."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from followup_analytics.analysis.attempts import outreach_attempts
from followup_analytics.analysis.grouped_rates import GROUPINGS
from followup_analytics.analysis.response_rates import response_rates
from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.jupyter.tables import Shown, most_urgent, problems_by_weight, show_table
from followup_analytics.jupyter.what_if import what_if
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.messages.drafts import draft_message
from followup_analytics.messages.message import Message
from followup_analytics.messages.review import review_message
from followup_analytics.reporting.charts.application_timeline import timeline
from followup_analytics.reporting.charts.figure import Picture
from followup_analytics.reporting.charts.rates import rates_chart
from followup_analytics.reporting.due_list import DueList, due_list
from followup_analytics.reporting.wording.names import EVENT_WORDS, MEDIUM_WORDS, STAGE_WORDS, counted, day_text, one_line
from followup_analytics.reporting.wording.rates import rates_in_words, what_is_grouped
from followup_analytics.rules.action_ids import find_action
from followup_analytics.search.search import Search

URGENCIES = ("overdue", "due", "coming")
_SEARCHED = ["role", "contact", "what"]


def understood_columns(search: Search) -> Shown:
    """Each column of the sheet, what it was taken for, and why."""
    return show_table(search.reading.columns, search.reading.sheet)


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


def stories(search: Search) -> dict[str, str]:
    """The applications by id, each with its company, role and status; the most urgent one first, the others by company."""
    applications = search.log.applications
    if applications.empty:
        return {}
    first = most_urgent(search.log, search.actions)
    order = applications["company"].str.casefold().sort_values(kind="stable").index
    chosen = applications.loc[[first, *(name for name in order if name != first)]]
    parts = zip(chosen["company"], chosen["role"], chosen["status"].astype("str"), strict=True)
    labels = [one_line(f"{company} - {role} ({status})" if role else f"{company} ({status})") for company, role, status in parts]
    return dict(zip(map(str, chosen.index), labels, strict=True))


def story(search: Search, application_id: str) -> Picture:
    """An application's timeline, with what is open for it."""
    return timeline(search.log, application_id, search.actions, as_of=search.as_of)


def story_in_words(search: Search, application_id: str) -> pd.DataFrame:
    """What happened, in the order of days: `day, what, medium, contact, notes`."""
    log: JobSearchLog = search.log
    events = log.events[log.events["application_id"] == application_id]
    zone = log.applications["timezone"][application_id]
    kinds, stages = events["kind"].astype("str"), events["stage"].astype("str")
    columns = {
        "day": [day_text(at.date(), search.today) for at in events["at"].dt.tz_convert(zone)],
        "what": list(kinds.map(EVENT_WORDS).where(kinds != "interview", stages.map(STAGE_WORDS))),
        "medium": list(events["medium"].astype("str").map(MEDIUM_WORDS)),
        "contact": list(events["contact"]),
        "notes": list(events["text"]),
    }
    return pd.DataFrame(columns, dtype="str")


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


def draft(search: Search, code: str, medium: str | None = None) -> Message:
    """The message that an action of the list asks for.

    Raises
    ------
    MessageError
        If there is nothing to write.
    UnknownNameError
        If there is no such action or medium.
    """
    row = find_action(search.actions, code)
    return draft_message(search.log, row, seeker=search.cadence.seeker, medium=medium or None)


def still_to_mend(search: Search, code: str, text: Any) -> Shown:
    """What a review finds in a message for an action: a `Message`, or text that was edited."""
    findings = review_message(text, search.log, find_action(search.actions, code))
    return show_table(findings[["severity", "what", "mend"]], f"A second pair of eyes: {counted(len(findings), 'finding')}.")


def sent(search: Search, code: str, medium: str = "") -> str:
    """Record that the message of an action was sent; the list follows."""
    return search.done(code, medium=medium)
