"""The mapping file to fill in for a sheet whose company or days are not known: which columns may be what."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from followup_analytics.importing.columns.column_meanings import record_of
from followup_analytics.importing.columns.header_words import meaning_of
from followup_analytics.importing.columns.mapping_file import quoted
from followup_analytics.importing.files.text_grid import shown
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
