"""What was not understood of a sheet, in words: what each surface says that may be done about it."""

from collections.abc import Callable, Mapping

import pandas as pd

from followup_analytics.errors import FollowupError, UnknownColumnsError
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Question, Remedy
from followup_analytics.reporting.wording.names import counted

SURFACES = ("python", "command", "notebook")
_MOST_ANSWERS = 3
# Arguments that the command line calls otherwise than by their name behind two hyphens.
_OPTIONS = {
    "columns": "[columns] in a --mapping file",
    "words": "the words in a --mapping file",
    "encoding": "encoding in a --mapping file",
    "day_first": "--day-first or --month-first",
    "recorded_as_of": "--as-of",
}


def problems_in_words(log: JobSearchLog) -> str:
    """How much of the sheet was not understood, in a sentence."""
    counts = log.problems["severity"].value_counts()
    errors, questions, notes = (int(counts.get(name, 0)) for name in ("error", "question", "note"))
    if not errors + questions + notes:
        return "Everything was understood."
    asked = f"{counted(errors, 'error')}, {counted(questions, 'question')} that only you can answer"
    return f"{asked}, {counted(notes, 'note')} with nothing to do."


def worded_problems(problems: pd.DataFrame, surface: str) -> pd.DataFrame:
    """
    Say what may be done about each problem, in the terms of one surface.

    Parameters
    ----------
    problems : DataFrame
        `log.problems`.
    surface : {"python", "command", "notebook"}

    Returns
    -------
    DataFrame
        The same with what may be done behind each `consequence`.
    """
    told = [
        "; ".join(filter(None, (consequence, remedy_in_words(Remedy.from_key(key), surface) if key else "")))
        for consequence, key in zip(problems["consequence"], problems["remedy"], strict=True)
    ]
    return problems.assign(consequence=pd.Series(told, problems.index, dtype="str"))


def remedy_in_words(remedy: Remedy, surface: str) -> str:
    """What may be done, in the terms of one surface; "" where it has none for it."""
    word = _REMEDIES.get((remedy.question, surface))
    return word(remedy) if word else ""


def error_in_words(error: FollowupError, surface: str) -> str:
    """An error in the terms of one surface: what Python calls an argument is an option of the command line."""
    if surface != "command":
        return str(error)
    if isinstance(error, UnknownColumnsError):
        return error.said("") + (f": {_as_lines(error.columns)}" if error.columns else "")
    option = _OPTIONS.get(error.argument, f"--{error.argument.replace('_', '-')}") if error.argument else ""
    return error.said(f"{option} {error.value}" if error.value else option)


def _as_lines(columns: Mapping[str, str]) -> str:
    """What headers may mean, as lines of a mapping file."""
    from followup_analytics.importing.columns.mapping_file import quoted

    lines = "; ".join(f"{quoted(header)} = {quoted(meaning)}" for header, meaning in columns.items())
    return f"in a --mapping file, {'a line each ' if len(columns) > 1 else ''}below [columns]: {lines}"


_IF_SO = {"interview": "if its days are events, say of which kind", "role": "if these are roles, say so"}


def _column(remedy: Remedy, how: str) -> str:
    if not remedy.answers:
        return ""
    return f"{_IF_SO.get(remedy.answers[0], f'if it is the {remedy.answers[0]}, say so')}: {how}"


_REMEDIES: Mapping[tuple[str, str], Callable[[Remedy], str]] = {
    ("column", "python"): lambda remedy: _column(remedy, f"columns={ {remedy.about: ''.join(remedy.answers[:1])}!r}"),
    ("column", "command"): lambda remedy: _column(remedy, _as_lines({remedy.about: "".join(remedy.answers[:1])})),
    ("column", "notebook"): lambda remedy: _column(remedy, "choose its meaning on the sheet's tab"),
    ("day_order", "python"): lambda _: "if that is wrong, or nothing was read, pass day_first=",
    ("day_order", "command"): lambda _: "pass --day-first or --month-first",
    ("encoding", "python"): lambda _: "if letters are wrong, pass encoding=",
    ("encoding", "command"): lambda _: "if letters are wrong, give the encoding in a --mapping file",
    ("sheet", "python"): lambda _: "sheet= chooses another",
    ("sheet", "command"): lambda _: "--sheet chooses another",
    ("attach", "python"): lambda _: "Journal.attach lets them count for another",
    ("attach", "command"): lambda _: "followup attach lets them count for another",
}


_OF_ONE = {
    "interview": "Interview at {whom}: on which day?",
    "interview_invitation": "Invitation of {whom}: on which day did it come?",
    "offer": "Offer of {whom}: since when, and by when do they want to know?",
    "answer_by": "Notes of {whom} say {text!r}: by which day do they want your answer?",
    "rejection": "{whom} declined: on which day?",
    "application": "On which day did you apply to {whom}?",
    "acceptance": "On which day did you accept at {whom}?",
    "withdrawal": "On which day did you withdraw at {whom}?",
}
_OF_SHEET = {
    "column": "What does the column {about!r} hold?",
    "word": "What does {about!r} say of an application?",
    "day_order": "The days of {about!r}: day or month first?",
    "year": "Of which year are the days of {about!r} that name none?",
    "sheet": "Which worksheet is your log?",
    "encoding": "In which encoding is the file, if letters are wrong?",
}
_BY_PROBLEM = {
    "company-assumed": "Is {about!r} the company?",
    "role-assumed": "Is {about!r} the job?",
    "status-assumed": "Is {about!r} where the application stands?",
    "applied-assumed": "Is {about!r} the day of the application?",
    "day-added-only": "Is {about!r} the day of the application, or that on which you found the advert?",
    "company-column-missing": "Which column names the companies?",
    "applied-column-missing": "On which days did you apply? No column tells.",
    "people-list": "Are these people that you wrote to, or applications?",
}


def question_in_words(question: Question, surface: str) -> str:
    """
    Ask a question in a sentence, with what depends on it and how to answer in the terms of one surface.

    Parameters
    ----------
    question : Question
        One of `SheetReading.questions`.
    surface : {"python", "command", "notebook"}
    """
    asked = _asked(question)
    rows = max(question.decides.values(), default=0)
    depends = f"{counted(rows, 'row')} depend on it." if not question.application_id and rows > 1 else ""
    likely = f"Likely: {', '.join(question.answers[:_MOST_ANSWERS])}." if question.answers else ""
    examples = question.details.get("examples")
    shown = f"It holds: {' | '.join(map(str, examples))}." if isinstance(examples, tuple) and examples else ""
    how = {
        "python": f"reading.answer({question.code!r}, ...)",
        "command": f"followup answer SHEET {question.code} VALUE",
    }.get(surface, "")
    return " ".join(filter(None, (asked, shown, depends, likely, how)))


def _asked(question: Question) -> str:
    """The question itself."""
    details = question.details
    company, role = str(details.get("company", "")), str(details.get("role", ""))
    said = {"about": question.about, "whom": company or role or f"row {question.row}", "text": str(details.get("text", ""))}
    if question.kind == "promise":
        return "Notes of {whom} say {text!r}: did they promise an answer?".format_map(said)
    if question.kind == "cell":
        return f"Row {question.row}, {details.get('column', '')}: {str(details.get('value', ''))!r} is no day. Which day was it?"
    if said["text"] and question.about != "answer_by":
        return f"Notes of {said['whom']} say {said['text']!r}: is that the {question.about.replace('_', ' ')}?"
    words = _OF_ONE if question.application_id else {**_OF_SHEET, "day": _BY_PROBLEM["applied-column-missing"]}
    key = question.about if question.application_id else question.kind
    by_problem = _BY_PROBLEM.get(str(details.get("problem", "")))
    return (by_problem or words.get(key, "{about}: what is it?")).format_map(said)
