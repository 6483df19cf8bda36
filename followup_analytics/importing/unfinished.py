"""A mapping file for a sheet in which no company or no day is found: the lines that are missing, to be filled in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from followup_analytics.importing.damage import shown
from followup_analytics.importing.day_shapes import read_day
from followup_analytics.importing.headers import meaning_of
from followup_analytics.importing.mapping import quoted
from followup_analytics.importing.values import cleaned

_LETTER = re.compile(r"[^\W\d_]")
_LINK = ("http://", "https://", "www.")
_SAMPLE, _EXAMPLES, _SHOWN = 50, 3, 80


@dataclass(frozen=True)
class _Column:
    """A column of the sheet by its header, or by its number, with what is known of it and some of its cells."""

    key: str
    meaning: str
    cells: tuple[str, ...]

    @property
    def holds_days(self) -> bool:
        return 2 * sum(read_day(text) is not None for text in self.cells) > len(self.cells)

    @property
    def holds_names(self) -> bool:
        texts = sum(bool(_LETTER.search(text)) and not text.startswith(_LINK) and "@" not in text for text in self.cells)
        return not self.holds_days and 2 * texts > len(self.cells)

    @property
    def example(self) -> str:
        return shown(" | ".join(list(dict.fromkeys(self.cells))[:_EXAMPLES])[:_SHOWN]) if self.cells else "(empty)"


_FITS: Mapping[str, Callable[[_Column], bool]] = {
    "company": lambda column: column.holds_names,
    "applied": lambda column: column.holds_days,
}


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
        lines += [f"# {quoted(column.key)} = {quoted(meaning)}  # {column.example}" for column in those]
    open_keys = {column.key for those in candidates.values() for column in those}
    rest = [column for column in columns if column.key not in open_keys]
    lines += ["", *(f"{quoted(column.key)} = {quoted(column.meaning)}  # {column.example}" for column in rest)]
    return "\n".join(lines) + "\n"


def likely_headers(cells: pd.DataFrame, header_place: int, given: Mapping[str, str], meaning: str) -> list[str]:
    """The headers of unknown meaning whose cells fit a meaning, `company` or `applied`; where none does, all of them."""
    return [column.key for column in _candidates(_columns(cells, header_place, given), meaning)]


def _columns(cells: pd.DataFrame, header_place: int | None, given: Mapping[str, str]) -> list[_Column]:
    """The columns that can be named: a header that stands twice is named once."""
    body = cells if header_place is None else cells.iloc[header_place + 1 :]
    columns: dict[str, _Column] = {}
    for number, position in enumerate(cells.columns, 1):
        key = str(number) if header_place is None else str(cells.loc[cells.index[header_place], position]).strip()
        texts = [text for text in map(cleaned, body[position].iloc[:_SAMPLE]) if text]
        if key and (header_place is not None or texts):
            meaning = meaning_of(key, given).meaning
            columns.setdefault(key, _Column(key, meaning, tuple(texts)))
    return list(columns.values())


def _candidates(columns: Sequence[_Column], meaning: str) -> list[_Column]:
    """The columns of unknown meaning whose cells fit it; where none does, all of unknown meaning."""
    unknown = [column for column in columns if not column.meaning]
    return [column for column in unknown if _FITS[meaning](column)] or unknown
