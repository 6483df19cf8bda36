"""Each column with its meaning and the evidence for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from followup_analytics.importing.columns.column_meanings import Column, record_of
from followup_analytics.importing.columns.column_questions import assumed_columns, is_secret, unknown_headers
from followup_analytics.importing.columns.header_words import Guess, meaning_of, parts_of, similar_meaning
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.words.cell_values import cleaned, event_kind, flag, status_meanings
from followup_analytics.importing.words.day_cell import read_days, read_yearless_days
from followup_analytics.importing.words.day_text import lacks_year
from followup_analytics.importing.words.places import is_region
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import (
    ambiguous_headers,
    exports,
    header_words,
    meanings_of_columns,
)
from followup_analytics.problems import Problem

_AMOUNT = re.compile(r"[$€£ ]*\d[\d., ]{2,}[kK]?[$€£ ]*")
_SAMPLE = 400
_EXAMPLES = 3
_MOST = 0.5
_NEARLY_ALL = 0.8
_MAY_HOLD_DAYS = frozenset(["notes", "event", "history", "status", "response", "topics", "open_points"])


def understand_columns(table: SheetTable, given: Mapping[str, str]) -> tuple[tuple[Column, ...], list[Problem]]:
    """All columns with their meanings, and the headers that were not understood."""
    columns = [_column(table, position, header, given) for position, header in enumerate(table.header)]
    columns = _personal_left_aside(table, columns)
    columns = _clients_told_from_employers(table, columns)
    columns, doubled = _one_of_each(table, columns)
    columns, assumed = assumed_columns(table, columns)
    return tuple(columns), [*unknown_headers(table, columns, {problem.column for problem in assumed}), *doubled, *assumed]


def _column(table: SheetTable, position: int, header: str, given: Mapping[str, str]) -> Column:
    cells = table.body[position]
    texts = pd.Series([cleaned(text) for text in cells.iloc[: 4 * _SAMPLE]], dtype="str")
    sample = list(texts[texts != ""].iloc[:_SAMPLE])
    guess = _told_by_cells(meaning_of(header, given), sample) if header.strip() else Guess("", "")
    guess = _unless_days(guess, sample, header)
    if is_secret(header) and guess.told_by != "user":
        guess = Guess("secret", "its cells are shown nowhere", told_by="header")
    if not guess.how and header.strip():
        guess = similar_meaning(header)
        # "Talked on" is spelled almost like "talked to": days are nobody's name.
        if guess.meaning == "contact" and 2 * sum(bool(read_days(text)[0]) for text in sample) > len(sample):
            guess = Guess("", "")
    examples = tuple(dict.fromkeys(sample))[:_EXAMPLES] if guess.meaning != "secret" else ()
    filled = int((cells.str.strip() != "").sum())
    told_by = guess.told_by if guess.meaning else ""
    holds = "days" if _mostly(_is_day, sample) else "flags" if _mostly(_is_flag, sample) else ""
    return Column(position, header.strip(), guess.meaning, guess.how, examples, filled, told_by, guess.spelling, holds)


def _mostly(test: Callable[[str], bool], sample: Sequence[str]) -> bool:
    return bool(sample) and 2 * sum(map(test, sample)) > len(sample)


def _is_day(text: str) -> bool:
    return bool(read_days(text)[0] or read_yearless_days(text)[0])


def _is_flag(text: str) -> bool:
    return flag(text) is not None


def _unless_days(guess: Guess, sample: Sequence[str], header: str) -> Guess:
    """No meaning, or that of a part of the header, where nearly all cells are days and the header says something else."""
    whole = sum(bool(read_days(text)[0]) and not read_days(text)[1] for text in sample)
    record = record_of(guess.meaning)
    if guess.told_by == "user" or not guess.meaning or guess.meaning in _MAY_HOLD_DAYS or record.has_days or record.is_aside:
        return guess
    if not sample or whole <= _NEARLY_ALL * len(sample):
        return guess
    parts = {meaning for part in parts_of(header) if record_of(meaning := meaning_of(part, {}).meaning).has_days}
    if len(parts) != 1:
        return Guess("", "")
    return Guess(parts.pop(), "a part of it is a known header; its cells are days", told_by="cells")


_TESTS: Mapping[str, Callable[[str], object]] = {
    "dates": lambda text: read_days(text)[0],
    "yearless": lacks_year,
    "regions": is_region,
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


def _clients_told_from_employers(table: SheetTable, columns: Sequence[Column]) -> list[Column]:
    """A column headed "client" beside one that says "company" itself names whose search it is, where few names return often."""
    named = [one for one in columns if one.meaning == "company" and _says_employer(one)]
    return [
        replace(one, meaning="seeker", why="a few names that return, beside a column of employers", told_by="cells")
        if named and _is_of_clients(table, one, named[0])
        else one
        for one in columns
    ]


def _is_of_clients(table: SheetTable, column: Column, employers: Column) -> bool:
    if fold(column.header) not in header_words("clients") or column.told_by == "user":
        return False
    names, firms = (table.body[one.position].str.strip() for one in (column, employers))
    distinct = names[names != ""].nunique()
    return 0 < 2 * distinct <= column.filled and distinct < firms[firms != ""].nunique()


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
        if record_of(meaning).has_days and any(column.holds == "days" for column in same):
            same = [column for column in same if column.holds != "flags"]  # ticks stand beside the days
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
    return _says_employer(column)


def _says_employer(column: Column) -> bool:
    words = set(fold(column.header).split())
    return bool(words & header_words("employers")) and not words & header_words("middlemen")


def columns_frame(columns: Sequence[Column]) -> pd.DataFrame:
    """What was understood, a row per column: `header`, `meaning`, `about`, `why`, `examples`, `told_by`."""
    about = meanings_of_columns()
    rows = [
        (column.header, column.meaning, about.get(column.meaning, ""), column.why, " | ".join(column.examples), column.told_by)
        for column in columns
        if column.header
    ]
    return pd.DataFrame(rows, columns=["header", "meaning", "about", "why", "examples", "told_by"], dtype="str")
