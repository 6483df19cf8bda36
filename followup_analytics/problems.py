"""What a sheet leaves open: a finding with a code, a severity and a remedy; no surface's words stand here.

A `Problem` says what was found in one cell, row or file. Its code has an entry in `CODES`: how grave it is, in one plain
sentence what it is, and what was done about it. The remedy is data (which answer would settle it); Python, the command
line and the notebook each say it in their own terms (`reporting/wording/problems.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import pandas as pd

from followup_analytics.problem_codes import CODES as CODES
from followup_analytics.vocabulary import PROBLEM_COLUMNS


@dataclass(frozen=True)
class Remedy:
    """The answer that would settle a problem: which question of reading, about what, and the answers to choose from.

    Attributes
    ----------
    question : `column` (what does it mean?), `word` (what does this status or event say?), `day_order`, `sheet`, `encoding`,
        `year`, `day` (on which day was it?), ...; "" where the cell itself has to be mended
    about : the header, word or kind of event that the question is about
    answers : the answers that fit, the likeliest first; empty where any may
    """

    question: str = ""
    about: str = ""
    answers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The remedy as one text, `question:about=answer|answer`, for tables; "" where the cell is to be mended."""
        return f"{self.question}:{self.about}={'|'.join(self.answers)}" if self.question else ""

    @classmethod
    def from_key(cls, key: str) -> "Remedy":
        """The remedy of such a text: what stands behind the last `=` are words of closed vocabularies, or days."""
        question, _, rest = key.partition(":")
        about, _, answers = rest.rpartition("=")
        return cls(question, about, tuple(filter(None, answers.split("|"))))


MEND_THE_CELL = Remedy()
_LETTERS = "bcdfghjklmnpqrstvwxz"


@dataclass(frozen=True)
class Question:
    """What only the owner of a sheet knows, asked once.

    Attributes
    ----------
    code : q and three letters, made of what it is about: the same until it is answered
    kind : `column`, `word`, `day_order`, `year`, `sheet`, `encoding`, `day`, `promise` or `cell`
    about : the header, the word or the kind of event
    application_id : the application that it concerns; "" where it concerns the sheet
    row : the row in which it was met; None where the sheet is meant
    answers : the answers that fit, the likeliest first; empty where any may
    decides : what depends on it, by what it is, such as `{"interview": 2}`
    severity : `error` where something is lost without an answer, else `question`
    details : what a sentence names besides
    """

    code: str
    kind: str
    about: str
    application_id: str = ""
    row: int | None = None
    answers: tuple[str, ...] = ()
    decides: Mapping[str, int] = field(default_factory=dict)
    severity: str = "question"
    details: Mapping[str, object] = field(default_factory=dict)


_PROMISED = {"reply_expected_by": "promise"}


def question_code(kind: str, about: str, application_id: str = "") -> str:
    """The code of a question, q and three letters, the same until it is answered.

    Of one application it is made of the fact alone: whichever part of the sheet leaves it open, it is the same question.
    """
    asked = f"{_PROMISED.get(about, about)}:{application_id}" if application_id else f"{kind}:{about}"
    number = int.from_bytes(blake2b(asked.encode("utf-8", "replace"), digest_size=8).digest())
    letters = []
    for _ in range(3):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "q" + "".join(letters)


@dataclass(frozen=True)
class Problem:
    """One finding.

    Attributes
    ----------
    code : a key of `CODES`
    row : the row number that a spreadsheet program shows; None where the whole file is meant
    column, value : the header and the text of the cell, "" where there is none
    remedy : what would settle it
    details : what the code's sentences name besides
    application_id : the application that it is about; "" where that is not known, or the sheet is meant
    seeker : whose sheet it is; "" in a log of one
    """

    code: str
    row: int | None = None
    column: str = ""
    value: str = ""
    remedy: Remedy = MEND_THE_CELL
    details: Mapping[str, object] = field(default_factory=dict)
    application_id: str = ""
    seeker: str = ""

    @property
    def severity(self) -> str:
        """How grave it is: `error` (something is lost), `question` (an answer would help) or `note`."""
        return CODES[self.code].severity

    @property
    def problem(self) -> str:
        """What was found, in plain words."""
        return CODES[self.code].problem.format_map(dict(self.details))

    @property
    def consequence(self) -> str:
        """What was done about it, in plain words."""
        return CODES[self.code].consequence.format_map(dict(self.details))


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """
    Tabulate problems.

    Parameters
    ----------
    problems : iterable of Problem

    Returns
    -------
    DataFrame
        Columns `vocabulary.PROBLEM_COLUMNS`: `row` nullable Int64, all others text (`remedy` is `Remedy.key`); one row per
        problem, in the given order.
    """
    listed = list(problems)
    columns: dict[str, list[object]] = {
        name: [getattr(problem, name) for problem in listed] for name in PROBLEM_COLUMNS if name != "remedy"
    }
    columns["remedy"] = [problem.remedy.key for problem in listed]
    return pd.DataFrame({name: pd.Series(columns[name], dtype="Int64" if name == "row" else "str") for name in PROBLEM_COLUMNS})


def joined_problems(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """
    Join several tables of problems into one, in order of row (what concerns the whole file comes first).

    Parameters
    ----------
    tables : sequence of DataFrame
        Tables of `problems_table`.

    Returns
    -------
    DataFrame
        All their rows with a fresh index; rows of one number keep the order in which they were found.
    """
    filled = [table for table in tables if len(table)]
    if not filled:
        return problems_table([])
    return pd.concat(filled, ignore_index=True).sort_values("row", kind="stable", na_position="first", ignore_index=True)
