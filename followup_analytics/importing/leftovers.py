"""Columns that were not understood and look like something that the log lacks: worth a question, not a note."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from followup_analytics.importing.candidates import Table
from followup_analytics.importing.day_shapes import read_days
from followup_analytics.importing.values import cleaned, flag

_SAMPLE = 50
_LONGEST_TITLE = 60
_TITLES = frozenset(["role", "company_and_role", "event", "application_id"])


class _Understood(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def header(self) -> str: ...
    @property
    def meaning(self) -> str: ...


def questions_on(table: Table, unknown: Sequence[_Understood], columns: Sequence[_Understood]) -> Mapping[int, str]:
    """What to ask of unknown columns, by their position: those of days only, and the lone text where the log has no role."""
    cells = {column.position: _sample(table, column.position) for column in unknown if column.header}
    asked = {
        position: f': if its days are events, say of which kind: columns={{{table.header[position].strip()!r}: "interview"}}'
        for position, texts in cells.items()
        if texts and all(read_days(text)[0] and not read_days(text)[1] for text in texts)
    }
    if not any(column.meaning in _TITLES for column in columns):
        titles = [position for position, texts in cells.items() if position not in asked and _like_titles(texts)]
        if len(titles) == 1:
            asked[titles[0]] = f': no role is read; if these are roles, columns={{{table.header[titles[0]].strip()!r}: "role"}}'
    return asked


def _sample(table: Table, position: int) -> list[str]:
    texts = [cleaned(text) for text in table.body[position].iloc[: 4 * _SAMPLE]]
    return [text for text in texts if text][:_SAMPLE]


def _like_titles(texts: Sequence[str]) -> bool:
    """Mostly different short texts, and neither numbers nor ticks."""
    words = [text for text in texts if flag(text) is None and any(letter.isalpha() for letter in text)]
    short = [text for text in words if len(text) <= _LONGEST_TITLE and "://" not in text and "@" not in text]
    return bool(texts) and 2 * len(short) > len(texts) and 2 * len(set(short)) > len(short)
