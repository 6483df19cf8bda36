"""Each column with its meaning and the evidence for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

from followup_analytics.importing.columns.column_meanings import record_of
from followup_analytics.importing.columns.header_words import Guess, meaning_of, nearest_spellings, similar_meaning
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.words.cell_values import cleaned, event_kind, flag, status_meanings
from followup_analytics.importing.words.day_text import read_days
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import (
    ambiguous_headers,
    exports,
    header_meanings,
    header_words,
    meanings_of_columns,
)
from followup_analytics.problems import Problem, Remedy

_TITLE_SAMPLE = 50
_LONGEST_TITLE = 60
_TITLES = frozenset(["role", "company_and_role", "event", "application_id"])


class _Understood(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def header(self) -> str: ...
    @property
    def meaning(self) -> str: ...


def questions_on(table: SheetTable, unknown: Sequence[_Understood], columns: Sequence[_Understood]) -> Mapping[int, str]:
    """What unknown columns may mean, by their position: those of days only, and the lone text where the log has no role."""
    cells = {column.position: _sample(table, column.position) for column in unknown if column.header}
    asked = {
        position: "interview"
        for position, texts in cells.items()
        if texts and all(read_days(text)[0] and not read_days(text)[1] for text in texts)
    }
    if not any(column.meaning in _TITLES for column in columns):
        titles = [position for position, texts in cells.items() if position not in asked and _like_titles(texts)]
        if len(titles) == 1:
            asked[titles[0]] = "role"
    return asked


def _sample(table: SheetTable, position: int) -> list[str]:
    texts = [cleaned(text) for text in table.body[position].iloc[: 4 * _TITLE_SAMPLE]]
    return [text for text in texts if text][:_TITLE_SAMPLE]


def _like_titles(texts: Sequence[str]) -> bool:
    """Mostly different short texts, and neither numbers nor ticks."""
    words = [text for text in texts if flag(text) is None and any(letter.isalpha() for letter in text)]
    short = [text for text in words if len(text) <= _LONGEST_TITLE and "://" not in text and "@" not in text]
    return bool(texts) and 2 * len(short) > len(texts) and 2 * len(set(short)) > len(short)


_AMOUNT = re.compile(r"[$€£ ]*\d[\d., ]{2,}[kK]?[$€£ ]*")
_SAMPLE = 400
_EXAMPLES = 3
_MOST = 0.5


@dataclass(frozen=True)
class Column:
    """A column of the sheet: where it stands, what it means ("" where nobody can know), why, and who told it.

    `told_by` is `user`, `header`, `cells` or `spelling`; "" where no meaning is known.
    """

    position: int
    header: str
    meaning: str
    why: str
    examples: tuple[str, ...] = ()
    filled: int = 0
    told_by: str = ""
    spelling: str = ""

    @property
    def read(self) -> bool:
        """Whether the log takes anything from it."""
        return bool(self.meaning) and not record_of(self.meaning).is_aside


def understand_columns(table: SheetTable, given: Mapping[str, str]) -> tuple[tuple[Column, ...], list[Problem]]:
    """All columns with their meanings, and the headers that were not understood."""
    columns = [_column(table, position, header, given) for position, header in enumerate(table.header)]
    columns = _personal_left_aside(table, columns)
    columns, doubled = _one_of_each(table, columns)
    return tuple(columns), [*_unknown_headers(table, columns), *doubled]


def _column(table: SheetTable, position: int, header: str, given: Mapping[str, str]) -> Column:
    cells = table.body[position]
    texts = pd.Series([cleaned(text) for text in cells.iloc[: 4 * _SAMPLE]], dtype="str")
    sample = list(texts[texts != ""].iloc[:_SAMPLE])
    guess = _told_by_cells(meaning_of(header, given), sample) if header.strip() else Guess("", "")
    if not guess.how and header.strip():
        guess = similar_meaning(header)
        # "Talked on" is spelled almost like "talked to": days are nobody's name.
        if guess.meaning == "contact" and 2 * sum(bool(read_days(text)[0]) for text in sample) > len(sample):
            guess = Guess("", "")
    examples = tuple(dict.fromkeys(sample))[:_EXAMPLES]
    filled = int((cells.str.strip() != "").sum())
    told_by = guess.told_by if guess.meaning else ""
    return Column(position, header.strip(), guess.meaning, guess.how, examples, filled, told_by, guess.spelling)


_TESTS: Mapping[str, Callable[[str], object]] = {
    "dates": lambda text: read_days(text)[0],
    "flags": lambda text: flag(text) is not None,
    "amounts": _AMOUNT.fullmatch,
    "links": lambda text: text.startswith(("http://", "https://", "www.")),
    "emails": lambda text: "@" in text,
    "statuses": status_meanings,
    "kinds": event_kind,
    "any": lambda text: True,
}


# A header that asks for their answer may hold its days.
_TESTS_OF = {"response": {"dates": "response_date", "any": "response"}}


def _told_by_cells(guess: Guess, sample: Sequence[str]) -> Guess:
    """The meaning that most cells fit, for a header that means several things."""
    tests = ambiguous_headers().get(guess.spelling, {}) or _TESTS_OF.get(guess.meaning, {})
    for test, meaning in tests.items():
        fits = sum(bool(_TESTS[test](text)) for text in sample)
        if test == "any" or (sample and fits > _MOST * len(sample)):
            shown = f"{fits} of {len(sample)} cells are {test}" if test != "any" else "its cells decide nothing else"
            return Guess(meaning, f"{guess.how}; {shown}", guess.spelling, "header" if test == "any" else "cells")
    return guess


def _personal_left_aside(table: SheetTable, columns: Sequence[Column]) -> list[Column]:
    """Without the columns of a service's export that hold the seeker's own data, and without an address that all rows share."""
    spellings = {column.header.casefold() for column in columns}
    personal = {name for export in exports().values() if set(export["headers"]) <= spellings for name in export["personal"]}
    return [
        replace(column, meaning="personal", why="your own data; left aside", examples=())
        if column.header.casefold() in personal or _own_address(table, column)
        else column
        for column in columns
    ]


def _own_address(table: SheetTable, column: Column) -> bool:
    if column.meaning != "contact_email" or column.filled < 3:
        return False
    cells = table.body[column.position].str.strip()
    return cells[cells != ""].nunique() == 1 and column.filled > _MOST * len(cells)


def export_of(columns: Sequence[Column]) -> Mapping[str, object]:
    """The service whose export this is: its name as `source` and its medium; empty where it is none."""
    spellings = {column.header.casefold() for column in columns}
    return next(
        (
            {"source": name, "medium": export["medium"]}
            for name, export in exports().items()
            if set(export["headers"]) <= spellings
        ),
        {},
    )


def _one_of_each(table: SheetTable, columns: Sequence[Column]) -> tuple[list[Column], list[Problem]]:
    """Of several columns of one meaning the best filled one; the others are told."""
    kept, problems = list(columns), list[Problem]()
    meanings = dict.fromkeys(column.meaning for column in columns)
    for meaning in [each for each in meanings if each and not record_of(each).several]:
        same = [column for column in columns if column.meaning == meaning]
        named = {column.position for column in same if _names_it(column, same)}
        best = max(same, key=lambda one: (one.told_by == "user", one.position in named, one.filled, -one.position))
        for column in same:
            if column is not best:
                why = f"{best.header!r} tells the {meaning} already"
                kept[column.position] = replace(column, meaning="", why=why, told_by="")
                details = {"best": best.header, "meaning": meaning}
                problems.append(Problem("meaning-taken", table.header_row, column.header, details=details))
    return kept, problems


def _names_it(column: Column, same: Sequence[Column]) -> bool:
    """Whether it is the filled column that says "company" itself, where others say "client" or "agency"."""
    if column.meaning != "company" or 4 * column.filled < max(other.filled for other in same):
        return False
    words = set(fold(column.header).split())
    return bool(words & header_words("employers")) and not words & header_words("middlemen")


def _unknown_headers(table: SheetTable, columns: Sequence[Column]) -> list[Problem]:
    problems: list[Problem] = []
    asked = questions_on(table, [column for column in columns if not column.meaning and not column.why], columns)
    for column in columns:
        if column.told_by == "spelling":
            details = {"spelling": column.spelling, "meaning": column.meaning}
            remedy = Remedy("column", column.header, (column.meaning,))
            problems.append(Problem("header-misspelled", table.header_row, column.header, column.header, remedy, details))
        elif not column.meaning and not column.why and column.header:
            near = nearest_spellings(column.header, list(header_meanings()))
            hint = f" (nearest: {', '.join(repr(spelling) for spelling in near)})" if near else ""
            what = asked.get(column.position, "") or _may_be_the_status(column.header, columns)
            code = "header-unknown-filled" if what else "header-unknown"
            remedy = Remedy("column", column.header, (what,) if what else ())
            problems.append(Problem(code, table.header_row, column.header, column.header, remedy, {"near": hint}))
        elif not column.header and column.filled:
            name = f"column {column.position + 1}"
            problems.append(Problem("header-missing", table.header_row, name))
    return problems


def _may_be_the_status(header: str, columns: Sequence[Column]) -> str:
    """`status` where no column says how far an application is, and an unknown header has a word for it."""
    known = {spelling for spelling, meaning in header_meanings().items() if meaning == "status" and " " not in spelling}
    if any(column.meaning == "status" for column in columns) or not known & set(fold(header).split()):
        return ""
    return "status"


def columns_frame(columns: Sequence[Column]) -> pd.DataFrame:
    """What was understood, a row per column: `header`, `meaning`, `about`, `why`, `examples`, `told_by`."""
    about = meanings_of_columns()
    rows = [
        (column.header, column.meaning, about.get(column.meaning, ""), column.why, " | ".join(column.examples), column.told_by)
        for column in columns
        if column.header
    ]
    return pd.DataFrame(rows, columns=["header", "meaning", "about", "why", "examples", "told_by"], dtype="str")
