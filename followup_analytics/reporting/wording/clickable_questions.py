"""What a question of the sheet offers to click: answers with their words, a day, or that nobody knows."""

import datetime as dt
import re

from followup_analytics.problems import Question
from followup_analytics.reporting.wording.names import EVENT_WORDS, day_text
from followup_analytics.reporting.wording.questions import IN_THE_SHEET, what_depends
from followup_analytics.reporting.wording.workbench import MEANINGS, VIEW_WORDS
from followup_analytics.vocabulary import STATUSES

_STATUS_NAMES = {
    "active": "Applied, still open",
    "interviewing": "Interviewing",
    "offer": "Offer",
    "closed": "Let go, no answer",
    "rejected": "Turned down",
    "withdrawn": "I withdrew",
    "accepted": "Accepted",
}
_DAY_IN_DIGITS = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def answers_of(question: Question, today: dt.date) -> list[tuple[str, str]]:
    """The answers that a question offers as buttons, the likeliest first: the value, and its words."""
    if question.kind == "day_order":
        likely = list(question.answers) or ["day first", "month first"]
        return [(value, _read_as(str(question.details.get("value", "")), value)) for value in likely]
    if question.kind == "year":
        years = list(question.answers) or [str(today.year), str(today.year - 1)]
        return [(value, value) for value in years]
    if question.kind == "word":
        likely = [*question.answers, *(name for name in STATUSES if name not in question.answers)]
        named = [(value, _STATUS_NAMES.get(value, EVENT_WORDS.get(value, value))) for value in likely if value]
        return [*named, ("", "Nothing: ignore it")]
    if question.kind == "column":
        named = [(value, MEANINGS.get(value, value.replace("_", " ").capitalize())) for value in question.answers if value]
        return [*named, ("", MEANINGS[""])]
    if question.kind == "promise" and question.answers:
        return [(value, f"Yes, by {_day_or_text(value, today)}") for value in question.answers]
    offered = question.answers or (_repaired(str(question.details.get("value", ""))) if question.kind == "cell" else ())
    return [(value, _day_or_text(value, today)) for value in offered]


def _repaired(cell: str) -> tuple[str, ...]:
    """What a day that no calendar has may have been meant as: the last day of its month, or as many days on."""
    found = _DAY_IN_DIGITS.search(cell)
    if not found:
        return ()
    year, month, day = map(int, found.groups())
    try:
        first = dt.date(year, month, 1)
    except ValueError:
        return ()
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    counted_on = first + dt.timedelta(days=day - 1)
    return tuple(dict.fromkeys(one.isoformat() for one in (last, counted_on)))


def place_of(question: Question) -> str:
    """Where a question was met: its row and cell, what is below a header, what depends on it."""
    cell, examples = str(question.details.get("value", "")), question.details.get("examples", ())
    shown = " | ".join(map(str, examples)) if isinstance(examples, tuple) else ""
    row = f"row {question.row}" if question.row and question.application_id else ""
    depends = "" if question.application_id else what_depends(question)
    evidence = str(question.details.get("evidence", ""))
    return " · ".join(filter(None, (row, f"“{cell}”" if cell else "", shown, evidence, depends)))


def takes_a_day(question: Question) -> bool:
    """Whether another day than those that are offered is an answer."""
    return bool(question.application_id)


def may_stay_open(question: Question) -> str:
    """The words for "nobody knows", which is an answer where one application is asked about; "" where it is none."""
    if not question.application_id:
        return ""
    return {"cell": "Skip it", "promise": "No, they didn’t"}.get(question.kind, VIEW_WORDS["unknown"])


def can_be_clicked(question: Question) -> bool:
    """Whether an answer can be given here; what the sheet itself lacks is added there."""
    return bool(question.application_id) or question.kind not in IN_THE_SHEET


def _read_as(cell: str, order: str) -> str:
    """An example of what an order of day and month makes of a cell: "3 June"."""
    numbers = [int(part) for part in "".join(one if one.isdecimal() else " " for one in cell).split()[:2]]
    if len(numbers) < 2:
        return {"day first": "The day is first", "month first": "The month is first"}[order]
    day, month = numbers if order == "day first" else numbers[::-1]
    try:
        return f"{day} {dt.date(2000, month, day):%B}"
    except ValueError:
        return order.capitalize()


def _day_or_text(value: str, today: dt.date) -> str:
    try:
        return day_text(dt.date.fromisoformat(value), today)
    except ValueError:
        return value
