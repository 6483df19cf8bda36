"""What only the owner of a sheet can know, asked in a sentence, with the answers to choose from."""

from collections.abc import Iterable, Sequence

import pandas as pd

from followup_analytics.problems import Question
from followup_analytics.reporting.wording.names import counted

_OF_THE_SHEET = {
    "column": "What does the column “{about}” hold?",
    "word": "What does “{about}” mean?",
    "day_order": "Is the day or the month first in “{about}”?",
    "year": "Which year do the days in “{about}” belong to?",
    "sheet": "Which worksheet holds your applications?",
    "encoding": "In which encoding is the file?",
}
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
    return "a day such as 2026-03-02" if question.application_id else 'a meaning, or "" to leave it out'


def what_depends(question: Question) -> str:
    """What the answer decides: "2 interviews depend on it"; "" where that is not known."""
    parts: Sequence[str] = [counted(number, name.replace("_", " ")) for name, number in question.decides.items() if number]
    total = sum(question.decides.values())
    return _DEPENDS.format(" and ".join(parts), "s" if total == 1 else "") if parts else ""


def question_lines(question: Question) -> list[str]:
    """A question as lines: its code and sentence, what depends on it, and the answers to choose from."""
    place = f"row {question.row}" if question.row else ""
    below = ". ".join(filter(None, (place, what_depends(question))))
    lines = [f"{question.code}  {question_in_words(question)}", f"{below}. " if below else ""]
    return [lines[0], f"      {lines[1]}Answers: {answers_in_words(question)}."]


def questions_table(questions: Iterable[Question]) -> pd.DataFrame:
    """Questions as a table of text: `code, kind, about, application_id, row, question, answers, severity`."""
    names = ("code", "kind", "about", "application_id", "row", "question", "answers", "severity")
    rows = [
        (one.code, one.kind, one.about, one.application_id, one.row, question_in_words(one), "|".join(one.answers), one.severity)
        for one in questions
    ]
    return pd.DataFrame(rows, columns=list(names)).astype({"row": "Int64"})
