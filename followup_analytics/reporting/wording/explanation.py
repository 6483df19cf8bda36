"""Why an action is on the list, in words: what happened, the rule and who says so, and how its days were counted."""

import datetime as dt
from typing import Any

import pandas as pd

from followup_analytics.reporting.wording.due import OUR_WINDOWS
from followup_analytics.reporting.wording.names import EVENT_WORDS, counted, day_text
from followup_analytics.rules.explained import Explained, Factor

_MOST_DAYS = 8


def explanation_in_words(found: Explained, today: dt.date) -> list[str]:
    """The whole computation behind one action, a sentence or two a line.

    Parameters
    ----------
    found : Explained
        What `explained` gives.
    today : date
        Of the reader: days of another year are told with it.
    """
    happened = [_happened(event, today) for event in found.events.to_dict("records")]
    holidays = f"with the holidays of {found.country}" if found.country else "without holidays"
    numbers = OUR_WINDOWS.get(found.rule, found.ours)
    return [
        found.why,
        *happened,
        f"Rule: {found.rule}, {found.title}",
        f"Sources: {'; '.join(f'{name} ({title})' for name, title in found.sources.items()) or 'none, the rule is ours'}",
        *([f"Ours: {numbers}"] if numbers else []),
        *_waited(found),
        _counted_days(found, today),
        f"Opens {day_text(found.opens_on, today)}, late after {day_text(found.due_on, today)}, "
        f"no longer asked after {day_text(found.expires_on, today)}.",
        *(f"Also: {rule}, {title}" for rule, title in found.other_rules.items()),
        f"Days are those of {found.time_zone}, {holidays}.",
    ]


def _happened(event: dict[Any, Any], today: dt.date) -> str:
    name = EVENT_WORDS[str(event["kind"])]
    row = "" if pd.isna(event["row"]) else f" (row {int(event['row'])} of the sheet)"
    stated = [
        f"{words} {day_text(event[column], today)}"
        for column, words in (("reply_expected_by", "an answer promised by"), ("answer_by", "your answer wanted by"))
        if not pd.isna(event[column])
    ]
    more = f", {' and '.join(stated)}" if stated else ""
    begin = "Done by" if event["part"] == "done" else "Because of"
    return f"{begin}: {name} on {day_text(event['day'], today)}{row}{more}."


def _waited(found: Explained) -> list[str]:
    if found.wait is None:
        return []
    parts = [f"{counted(found.wait, found.unit.removesuffix('s'))} by the setting", *map(_factor, found.factors)]
    return [f"Wait: {', '.join(parts)}."]


def _factor(factor: Factor) -> str:
    change = f"times {factor.times:g}" if factor.times != 1 else f"{factor.plus_business_days:+d} business days"
    return f"{change} for {factor.about} ({factor.rule}{', our number' if factor.is_ours else ''})"


def _counted_days(found: Explained, today: dt.date) -> str:
    said = f"Counted from {day_text(found.counted_from, today)}: {counted(found.business_days, 'business day')}"
    said += f", {counted(found.calendar_days, 'day')} in all."
    holidays = [f"{day_text(day, today)} ({name})" for day, name in found.left_out if name != "weekend"]
    weekends = len(found.left_out) - len(holidays)
    left = [*([counted(weekends, "day") + " of weekends"] if weekends else []), *holidays[:_MOST_DAYS]]
    return f"{said} Left out: {', '.join(left)}." if left else said
