"""What only the owner of a sheet can know, asked; and why an action is on the list, explained."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from followup_analytics.problems import Question
from followup_analytics.reporting.wording.due import OUR_WINDOWS
from followup_analytics.reporting.wording.names import EVENT_WORDS, counted, day_text
from followup_analytics.rules.explained import Explained, Factor

_OF_THE_SHEET = {
    "column": "What does the column “{about}” hold?",
    "word": "What does “{about}” mean?",
    "day_order": "Is the day or the month first in “{about}”?",
    "year": "Which year do the days in “{about}” belong to?",
    "sheet": "Which worksheet holds your applications?",
    "encoding": "In which encoding is the file?",
    "day": "On which days did you apply? The sheet has no column for them.",
}
# What is answered in the sheet itself: no single answer would do.
IN_THE_SHEET = ("day",)
_OF_AN_APPLICATION = {
    "interview": "Interview at {whom}: on which day?",
    "interview_invitation": "Invitation of {whom}: on which day?",
    "offer": "Offer of {whom}: since when?",
    "rejection": "{whom} declined: on which day?",
    "application": "When did you apply to {whom}?",
    "answer_by": "By when does {whom} want your answer?",
    "reply_expected_by": "Did {whom} promise an answer by that day?",
    "promise": "Did {whom} promise an answer by that day?",
}
_DEPENDS = "{} depend{} on it"
_MOST_SHOWN = 4


def question_in_words(question: Question) -> str:
    """A question as a sentence."""
    company, role = (str(question.details.get(name, "")) for name in ("company", "role"))
    whom = company or role or f"row {question.row}"
    if question.application_id:
        asked = _OF_AN_APPLICATION.get(question.about, "What is meant by “{value}” in the row of {whom}?")
        return asked.format(whom=whom, value=question.details.get("value", ""))
    asked = _OF_THE_SHEET.get(question.kind, "What is meant by “{about}”?")
    return asked.format(about=question.about or question.details.get("column", ""))


def answers_in_words(question: Question) -> str:
    """The answers to choose from, the likeliest first; how to answer where there are none."""
    if question.answers:
        more = len(question.answers) - _MOST_SHOWN
        return ", ".join(question.answers[:_MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
    if not question.application_id and question.kind in IN_THE_SHEET:
        return "add the days to your sheet"
    return "a day such as 2026-03-02" if question.application_id else 'a meaning, or "" to leave it out'


def what_depends(question: Question) -> str:
    """What the answer decides: "2 interviews depend on it"; "" where that is not known."""
    parts: Sequence[str] = [counted(number, name.replace("_", " ")) for name, number in question.decides.items() if number]
    total = sum(question.decides.values())
    return _DEPENDS.format(" and ".join(parts), "s" if total == 1 else "") if parts else ""


def question_lines(question: Question) -> list[str]:
    """A question as lines: its code and sentence, what depends on it, and the answers to choose from."""
    place = f"Row {question.row}" if question.row else ""
    below = ". ".join(filter(None, (place, what_depends(question))))
    lines = [f"{question.code}  {question_in_words(question)}", f"{below}. " if below else ""]
    return [lines[0], f"      {lines[1]}Answers: {answers_in_words(question)}."]


def questions_not_asked(number: int) -> list[str]:
    """How many questions are not asked, where there are any."""
    more, whose = counted(number, "more question is", "more questions are"), "an application" if number == 1 else "applications"
    return [f"{more} about {whose} silent for so long that an answer changes nothing."] if number else []


def questions_table(questions: Iterable[Question]) -> pd.DataFrame:
    """Questions as a table of text: `code, kind, about, application_id, row, question, answers, severity`."""
    names = ("code", "kind", "about", "application_id", "row", "question", "answers", "severity")
    rows = [
        (one.code, one.kind, one.about, one.application_id, one.row, question_in_words(one), "|".join(one.answers), one.severity)
        for one in questions
    ]
    return pd.DataFrame(rows, columns=list(names)).astype({"row": "Int64"})


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
