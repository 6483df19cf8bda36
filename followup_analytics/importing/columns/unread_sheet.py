"""A sheet in which no log is found: what is missing, and the mapping file to fill in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from followup_analytics.errors import SheetError, UnknownColumnsError
from followup_analytics.importing.columns.column_meanings import EVENT_DAYS, WHO, record_of
from followup_analytics.importing.columns.header_words import meaning_of
from followup_analytics.importing.columns.mapping_file import quoted
from followup_analytics.importing.columns.table_choice import (
    ROWS_SEARCHED,
    SheetTable,
    candidate_in,
    choice_of,
    filled_grids,
    table_of,
    where_in,
)
from followup_analytics.importing.files.text_grid import Source, TextGrid, shown
from followup_analytics.importing.words.cell_values import cleaned, event_kind, flag, status_meanings
from followup_analytics.importing.words.day_text import read_day

_LETTER = re.compile(r"[^\W\d_]")
_LINK = ("http://", "https://", "www.")
_SAMPLE, _EXAMPLES, _SHOWN = 50, 3, 80


@dataclass(frozen=True)
class _Column:
    """A column of the sheet by its header, or by its number, with what is known of it and some of its cells."""

    key: str
    meaning: str
    cells: tuple[str, ...]
    said: bool

    @property
    def has_day(self) -> bool:
        return any(read_day(text) is not None for text in self.cells)

    @property
    def is_doubtful(self) -> bool:
        """Whether nothing in the cells is what the header says."""
        fits = _FITS_A_CELL.get(self.meaning, _tells_day if record_of(self.meaning).is_dated else None)
        return not self.said and fits is not None and bool(self.cells) and not any(map(fits, self.cells))

    @property
    def holds_days(self) -> bool:
        return 2 * sum(read_day(text) is not None for text in self.cells) > len(self.cells)

    @property
    def holds_names(self) -> bool:
        texts = sum(bool(_LETTER.search(text)) and not text.startswith(_LINK) and "@" not in text for text in self.cells)
        return not self.holds_days and 2 * texts > len(self.cells)

    @property
    def unlike_names(self) -> tuple[bool, bool]:
        """How little the cells look like names, which are written with a capital and mostly differ from each other."""
        small = sum(text[0].islower() for text in self.cells)
        return 2 * small > len(self.cells), 2 * len(set(self.cells)) <= len(self.cells)

    @property
    def example(self) -> str:
        return shown(" | ".join(list(dict.fromkeys(self.cells))[:_EXAMPLES])[:_SHOWN]) if self.cells else "(empty)"


def _tells_day(text: str) -> bool:
    return read_day(text) is not None or flag(text) is not None or bool(status_meanings(text))


_FITS_A_CELL: Mapping[str, Callable[[str], object]] = {"event": event_kind, "status": status_meanings}
_FITS: Mapping[str, Callable[[_Column], bool]] = {
    "company": lambda column: column.holds_names,
    "applied": lambda column: column.holds_days,
}
# The likeliest first; of equals, the one further left.
_LIKELIEST: Mapping[str, Callable[[_Column], Any]] = {
    "company": lambda column: column.unlike_names,
    "applied": lambda column: -len(column.cells),
}
# People write the company where others write whom they know there.
_OPEN = {"company": ("", "contact"), "applied": ("",)}


def unfinished_mapping(cells: pd.DataFrame, header_place: int | None, given: Mapping[str, str], lacks: Sequence[str]) -> str:
    """The text of a mapping file (TOML) with a commented line for each column that may be what the sheet lacks.

    Parameters
    ----------
    cells : DataFrame
        The sheet's cells.
    header_place : int or None
        Where in it the header stands; None where there is none: columns are then named by their numbers.
    given : mapping
        What the caller said of headers.
    lacks : sequence of str
        What is missing: `company`, `applied`.
    """
    columns = _columns(cells, header_place, given)
    lines = [
        f"# No column is known for: {', '.join(lacks)}. Take the # from the line that names it, or change another line.",
        "# With this file as the mapping the sheet can be read, and --suggest-mapping then writes the rest, too.",
        "",
        "[columns]",
        '# "" leaves a column aside',
    ]
    candidates = {meaning: _candidates(columns, meaning) for meaning in lacks}
    for meaning, those in candidates.items():
        lines += ["", f"# Which one is it: {meaning}?"]
        lines += [_commented(replace(column, meaning=meaning)) for column in those]
    open_keys = {column.key for those in candidates.values() for column in those}
    rest = [column for column in columns if column.key not in open_keys]
    asked = _asked(rest)
    lines += [line for question, those in asked.items() if those for line in ("", question, *map(_commented, those))]
    asked_keys = {column.key for those in asked.values() for column in those}
    settled = [column for column in rest if column.key not in asked_keys]
    lines += ["", *map(_line, settled)] if settled else []
    return "\n".join(lines) + "\n"


def _asked(columns: Sequence[_Column]) -> dict[str, list[_Column]]:
    """The columns of which a question is left, each with a meaning that it may have."""
    days = [
        replace(column, meaning="interview") for column in columns if not column.meaning and not column.said and column.has_day
    ]
    doubtful = [column for column in columns if column.is_doubtful]
    return {
        "# Days of what: interview, status_check, response_date or another?": days,
        "# Is it what the header says? No cell in it tells so.": doubtful,
    }


def _line(column: _Column) -> str:
    return f"{quoted(column.key)} = {quoted(column.meaning)}  # {column.example}"


def _commented(column: _Column) -> str:
    return f"# {_line(column)}"


def likely_headers(
    cells: pd.DataFrame, header_place: int, given: Mapping[str, str], meaning: str, *, strictly: bool = False
) -> list[str]:
    """The headers whose cells fit a meaning, `company` or `applied`, likeliest first; where none does, the unknown ones."""
    columns = _columns(cells, header_place, given)
    candidates = _candidates(columns, meaning)
    return [column.key for column in candidates if not strictly or _FITS[meaning](column)]


def _columns(cells: pd.DataFrame, header_place: int | None, given: Mapping[str, str]) -> list[_Column]:
    """The columns that can be named: a header that stands twice is named once."""
    body = cells if header_place is None else cells.iloc[header_place + 1 :]
    columns: dict[str, _Column] = {}
    for number, position in enumerate(cells.columns, 1):
        key = str(number) if header_place is None else str(cells.loc[cells.index[header_place], position]).strip()
        texts = [text for text in map(cleaned, body[position].iloc[:_SAMPLE]) if text]
        if key and (header_place is not None or texts):
            columns.setdefault(key, _Column(key, meaning_of(key, given).meaning, tuple(texts), key in given))
    return list(columns.values())


def _candidates(columns: Sequence[_Column], meaning: str) -> list[_Column]:
    """The columns that may have it and whose cells fit it, likeliest first; where none does, the unknown ones."""
    fitting = [column for column in columns if column.meaning in _OPEN[meaning] and not column.said and _FITS[meaning](column)]
    unknown = [column for column in columns if not column.meaning]
    return sorted(fitting, key=_LIKELIEST[meaning]) or unknown


_MATRIX_DAYS = 5
_FEWEST = 2
# What a log can't do without: what it is called, and the meanings of columns that tell it.
_NEEDED = {"company": ("company", WHO), "applied": ("date", EVENT_DAYS)}


def likely_table(source: Source, given: Mapping[str, str]) -> tuple[SheetTable, str, tuple[SheetTable, ...]] | None:
    """The table that lacks the company or the days and may be a log all the same; None where nothing in it looks like one."""
    candidates = [candidate_in(grid, given) for grid in filled_grids(source)]
    if any(_is_matrix(candidate.grid) for candidate in candidates):
        return None
    best = max(candidates, key=lambda candidate: candidate.score)
    cells, known = best.grid.cells, best.meanings - {"known"}
    header = _filled(cells, best.header_place)
    if len(known) >= _FEWEST or (known & (WHO | EVENT_DAYS) and not _looks_like_data(header) and len(header) > 1):
        return (table_of(source, best), choice_of(candidates, best), ()) if len(cells) > best.header_place + 1 else None
    place = _fullest_row(best.grid)
    header = _filled(cells, place)
    lacks = {meaning: likely_headers(cells, place, given, meaning, strictly=True) for meaning in _NEEDED}
    if len(header) < _FEWEST or _looks_like_data(header) or not all(lacks.values()):
        return None
    best = replace(best, header_place=place)
    return table_of(source, best), choice_of(candidates, best), ()


def no_table(source: Source, given: Mapping[str, str]) -> SheetError:
    """The error for a file in which no sheet names companies and days: which of them is missing, and what to do."""
    candidates = [candidate_in(grid, given) for grid in filled_grids(source)]
    best = max(candidates, key=lambda candidate: candidate.score)
    where, cells = where_in(source, best), best.grid.cells
    if any(_is_matrix(candidate.grid) for candidate in candidates):
        return SheetError(
            f"{where}: a matrix with days across: it can't be read as a log; give one row per application, or one row per event"
        )
    known = best.meanings - {"known"}
    header = _filled(cells, best.header_place)
    if len(known) >= 2 or (known & (WHO | EVENT_DAYS) and not _looks_like_data(header)):
        return _without(where, cells, best.header_place, given)
    place = _fullest_row(best.grid)
    header = _filled(cells, place)
    if len(header) > 1 and not _looks_like_data(header):
        return _without(where, cells, place, given)
    return UnknownColumnsError(
        "no header row was found: add one (company, role, date applied, status), or say what the columns are by their number",
        unfinished_mapping(cells, None, given, list(_NEEDED)),
        {"1": "company", "2": "role", "3": "applied"},
        where=where,
    )


def _without(where: str, cells: pd.DataFrame, place: int, given: Mapping[str, str]) -> SheetError:
    """The error for a header that lacks the company, the days or both."""
    header = _filled(cells, place)
    meanings = {meaning_of(text, given).meaning for text in header}
    lacks = [meaning for meaning, (_, those) in _NEEDED.items() if not meanings & those]
    likely = {meaning: likely_headers(cells, place, given, meaning) or ["your header"] for meaning in lacks}
    example = {those[0][:40]: meaning for meaning, those in likely.items()}
    shown = ", ".join(repr(name[:40]) for name in header[:12])
    return UnknownColumnsError(
        f"no {' and no '.join(_NEEDED[meaning][0] for meaning in lacks)} column among {shown}: rename one, or say which it is",
        unfinished_mapping(cells, place, given, lacks),
        example,
        where=where,
    )


def _filled(cells: pd.DataFrame, place: int) -> list[str]:
    """The texts of a row."""
    return [text.strip() for text in cells.iloc[place] if text.strip()]


def _fullest_row(grid: TextGrid) -> int:
    """The first of the rows near the top that have the most cells filled: a header, or data."""
    filled = [sum(map(bool, map(str.strip, row))) for row in grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object)]
    return filled.index(max(filled))


def _looks_like_data(header: Sequence[str]) -> bool:
    return any(read_day(cleaned(text)) for text in header)


def _is_matrix(grid: TextGrid) -> bool:
    for row in grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object):
        filled = [text for text in row if text.strip()]
        days = sum(read_day(text.strip()) is not None for text in filled)
        if days >= _MATRIX_DAYS and 2 * days > len(filled):
            return True
    return False
