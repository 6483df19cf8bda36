"""Each sheet of a file with the row in it that looks most like the header of a log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import pandas as pd

from followup_analytics.importing.grid import Grid
from followup_analytics.importing.headers import meaning_of, similar_meaning

ROWS_SEARCHED = 40
_ROWS_MENDED = 10
_LONGEST_HEADER = 200
EVENT_DAYS = frozenset(
    [
        "applied",
        "date",
        "response_date",
        "ended",
        "status_date",
        "interview",
        "interview_invitation",
        "thank_you",
        "status_check",
        "offer",
        "rejection",
        "acceptance",
        "withdrawal",
        "offer_declined",
        "no_answer",
        "acknowledgement",
        "history",
    ]
)
WHO = frozenset({"company", "company_and_role"})
_WEIGHTS = {"company": 4.0, "company_and_role": 4.0, "applied": 3.0, "date": 2.0, "role": 2.0, "status": 2.0, "event": 2.0}
CANONICAL = frozenset({"application_id", "at", "kind"})


@dataclass(frozen=True)
class Table:
    """A header and the rows below it; the index of `body` is the row number that a spreadsheet program shows."""

    name: str
    header: tuple[str, ...]
    header_row: int | None
    body: pd.DataFrame


@dataclass(frozen=True)
class Candidate:
    """A sheet with the row that looks most like a header in it."""

    grid: Grid
    header_place: int
    meanings: frozenset[str]
    entries: int

    @property
    def score(self) -> float:
        """How much like a log it looks: what its columns tell, and of how many rows."""
        weight = sum(_WEIGHTS.get(meaning, 0.5) for meaning in self.meanings)
        return weight * log2(2 + self.entries) * (0.5 if self.grid.hidden else 1.0)

    @property
    def complete(self) -> bool:
        """Whether it names companies and days."""
        return self.meanings >= CANONICAL or bool(self.meanings & WHO and self.meanings & EVENT_DAYS)

    @property
    def empty(self) -> bool:
        """Whether nothing at all stands below the header."""
        body = self.grid.cells.iloc[self.header_place + 1 :]
        return self.entries == 0 and not any(text.strip() for row in body.to_numpy(dtype=object) for text in row)

    @property
    def linkable(self) -> bool:
        """Whether it may hold events of the applications of another sheet."""
        return bool(
            "event" in self.meanings and self.meanings & {"date", "applied"} and self.meanings & (WHO | {"application_id"})
        )


def candidate_in(grid: Grid, given: Mapping[str, str]) -> Candidate:
    """The row that most looks like a header, by the meanings of its cells."""
    best, best_score = (0, frozenset[str]()), -1.0
    rows = grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object)
    for place, row in enumerate(rows.tolist()):
        meanings = _meanings(row, given)
        if meanings >= CANONICAL:
            return Candidate(grid, place, meanings, _entries(grid, place, given))
        score = sum(_WEIGHTS.get(meaning, 0.5) for meaning in meanings)
        if score > best_score:
            best, best_score = (place, meanings), score
    place, meanings = best
    return Candidate(grid, place, meanings, _entries(grid, place, given))


def mended(grid: Grid, given: Mapping[str, str]) -> Mapping[str, str]:
    """The given meanings, and those of texts near the top that are spelled almost like a known header."""
    top = pd.unique(grid.cells.iloc[:_ROWS_MENDED].to_numpy(dtype=object).ravel())
    texts = [text.strip() for text in top if text.strip() and len(text) < _LONGEST_HEADER and not meaning_of(text, given).how]
    return {**{text: guess.meaning for text in texts if (guess := similar_meaning(text)).meaning}, **given}


def _meanings(row: Sequence[str], given: Mapping[str, str]) -> frozenset[str]:
    headers = [text for text in row if text.strip() and len(text) < _LONGEST_HEADER]
    if {header.strip() for header in headers} >= CANONICAL:
        return CANONICAL | {"company", "date", "role"}
    return frozenset(guess.meaning or "known" for guess in (meaning_of(header, given) for header in headers) if guess.how)


def _entries(grid: Grid, place: int, given: Mapping[str, str]) -> int:
    """How many rows below a header name a company."""
    header, body = grid.cells.iloc[place], grid.cells.iloc[place + 1 :]
    who = [
        column
        for column in header.index
        if meaning_of(header[column], given).meaning in WHO or header[column].strip() == "application_id"
    ]
    if not who:
        return len(body)
    return int((body[who[0]].str.strip() != "").sum())
