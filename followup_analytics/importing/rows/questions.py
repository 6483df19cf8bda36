"""The questions that a reading leaves: at most one for a column or word and kind, at most one for a row and fact."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from followup_analytics.errors import FollowupError
from followup_analytics.importing.columns.sheet_reading import LogTables
from followup_analytics.importing.words.places import to_instants
from followup_analytics.problems import Problem, Question, question_code
from followup_analytics.vocabulary import STATUSES

# What is asked of one application; all else is asked of the sheet.
OF_APPLICATIONS = frozenset({"day", "promise", "cell"})
# The promise of a day is no event: it stands with the last event of its application.
_STATED_DAYS = frozenset({"reply_expected_by", "answer_by"})
_ORDER = ("sheet", "encoding", "column", "day_order", "year", "word", "day", "promise", "cell")
_FACTS = ("offer", "answer_by", "interview", "reply_expected_by", "rejection")


def with_application_ids(tables: LogTables) -> LogTables:
    """The tables with the application of each problem that is about a row of one."""
    ids = {int(row): str(name) for row, name in zip(tables.events["row"], tables.events["application_id"], strict=True)}
    ids |= {int(row): str(name) for name, row in tables.applications["row"].items()}
    problems = [replace(one, application_id=ids.get(one.row or -1, "")) if one.row else one for one in tables.problems]
    return replace(tables, problems=problems)


def questions_from(problems: Sequence[Problem], applications: pd.DataFrame) -> tuple[Question, ...]:
    """The questions, what most depends on first."""
    grouped: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        kind, name = problem.remedy.question, problem.application_id
        if kind and (problem.severity != "note" or kind in OF_APPLICATIONS) and not _stands_for_rows(problem):
            key = (kind, problem.remedy.about, name if kind in OF_APPLICATIONS else "")
            grouped.setdefault(key, []).append(problem)
    questions = [_question(*key, its, applications) for key, its in grouped.items()]
    return tuple(sorted(questions, key=_rank))


def _stands_for_rows(problem: Problem) -> bool:
    """Whether it only counts rows, each of which is asked by itself."""
    return problem.code.endswith("s-undated")


def _question(kind: str, about: str, name: str, problems: Sequence[Problem], applications: pd.DataFrame) -> Question:
    first = problems[0]
    answers = tuple(dict.fromkeys(answer for one in problems for answer in one.remedy.answers))
    answers = answers or (STATUSES if kind == "word" else ())
    details: dict[str, object] = {**first.details, "column": first.column, "value": first.value, "problem": first.code}
    if name in applications.index:
        details |= {"company": applications["company"][name], "role": applications["role"][name]}
    count = max(len(problems), int(str(first.details.get("rows", 0))))
    code = question_code(kind, about, name)
    severity = "error" if any(one.severity == "error" for one in problems) else "question"
    decides = {(about if kind in OF_APPLICATIONS else "row"): count}
    return Question(code, kind, about, name, first.row, answers, decides, severity, details)


def _rank(question: Question) -> tuple[int, int, int, int]:
    """Sheet before columns before words before rows; of rows an offer first; then what most depends on."""
    fact = _FACTS.index(question.about) if question.about in _FACTS else len(_FACTS)
    is_of_rows = question.kind in OF_APPLICATIONS
    place = _ORDER.index(question.kind) if question.kind in _ORDER else len(_ORDER)
    return (int(is_of_rows), fact if is_of_rows else place, -max(question.decides.values(), default=0), question.row or 0)


def with_answers(tables: LogTables, questions: Sequence[Question], answers: Mapping[str, str]) -> LogTables:
    """The tables with what was answered of single applications: a day is an event, or the day that was promised; "" is none."""
    for question in [one for one in questions if one.code in answers and one.application_id]:
        value = answers[question.code]
        tables = _with_answer(tables, question, value) if value else tables
        settled = (question.kind, question.about)
        open_still = [
            one
            for one in tables.problems
            if one.application_id != question.application_id or (one.remedy.question, one.remedy.about) != settled
        ]
        tables = replace(tables, problems=open_still)
    left = {one.code for one in tables.problems}
    settled_all = [one for one in tables.problems if _stands_for_rows(one) and one.code.replace("s-", "-") not in left]
    return replace(tables, problems=[one for one in tables.problems if one not in settled_all])


def _with_answer(tables: LogTables, question: Question, value: str) -> LogTables:
    day = pd.Series([checked_day(value)]).astype("datetime64[us]")
    zone = tables.applications["timezone"].loc[[question.application_id]].to_numpy(dtype=object)
    at = to_instants(day.to_numpy(), zone)
    events = tables.events
    if question.about not in _STATED_DAYS:
        row = {"application_id": question.application_id, "at": at.iloc[0], "precision": "day", "kind": question.about}
        row |= {"row": tables.applications["row"][question.application_id]}
        texts = {str(name): "" for name in events if name not in row and not str(events[name].dtype).startswith("datetime")}
        plain = events.astype({name: "object" for name in ("kind", "precision", "medium", "stage") if name in events})
        # Made of the table itself, so that days which the row does not state stay days.
        added = plain.iloc[:0].reindex([0]).assign(**texts, **row)
        return replace(tables, events=pd.concat([plain, added], ignore_index=True))
    own = events.index[events["application_id"] == question.application_id]
    if not len(own):
        return tables
    stated = events[question.about] if question.about in events else pd.Series(pd.NaT, events.index, dtype="datetime64[us, UTC]")
    stated = stated.copy()
    stated[events.loc[own, "at"].idxmax()] = at.iloc[0]
    return replace(tables, events=events.assign(**{question.about: stated}))


def checked_day(value: str) -> dt.date:
    """A day in the form 2026-03-02."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise FollowupError(
            ' is no day: give one such as 2026-03-02, or "" where you do not know', argument="value", value=value
        ) from error
