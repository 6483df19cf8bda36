"""The sheet and the header row that look most like a log, or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import pandas as pd

from followup_analytics.errors import SheetError
from followup_analytics.importing.columns.column_meanings import EVENT_DAYS, WHO, record_of
from followup_analytics.importing.columns.header_words import meaning_of, similar_meaning
from followup_analytics.importing.files.text_grid import MAX_HEADERS, Source, TextGrid
from followup_analytics.importing.words.text_matching import fold

ROWS_SEARCHED = 40
_ROWS_MENDED = 10
# However wide or many the sheets are, so much of them is looked at.
_CELLS_SEARCHED = 4_000
_TEXTS_MENDED = 500
_LONGEST_HEADER = 200
CANONICAL = frozenset({"application_id", "at", "kind"})


@dataclass(frozen=True)
class SheetTable:
    """A header and the rows below it; the index of `body` is the row number that a spreadsheet program shows.

    `above` are rows before a header that is a guess: what they hold may matter.
    """

    name: str
    header: tuple[str, ...]
    header_row: int | None
    body: pd.DataFrame
    counts_from_1904: bool = False
    above: tuple[int, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A sheet with the row that looks most like a header in it."""

    grid: TextGrid
    header_place: int
    meanings: frozenset[str]
    entries: int

    @property
    def score(self) -> float:
        """How much like a log it looks: what its columns tell, and of how many rows."""
        weight = sum(record_of(meaning).weight for meaning in self.meanings)
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


def candidate_in(grid: TextGrid, given: Mapping[str, str]) -> Candidate:
    """The row that most looks like a header, by the meanings of its cells."""
    best, best_score = (0, frozenset[str]()), -1.0
    searched = min(ROWS_SEARCHED, max(_CELLS_SEARCHED // grid.cells.shape[1], 2))
    rows = grid.cells.iloc[:searched].to_numpy(dtype=object)
    for place, row in enumerate(rows.tolist()):
        meanings = _meanings(row, given)
        if meanings >= CANONICAL:
            return Candidate(grid, place, meanings, _entries(grid, place, given))
        score = sum(record_of(meaning).weight for meaning in meanings)
        if score > best_score:
            best, best_score = (place, meanings), score
    place, meanings = best
    return Candidate(grid, place, meanings, _entries(grid, place, given))


def mended(grid: TextGrid, given: Mapping[str, str], most: int = _TEXTS_MENDED) -> Mapping[str, str]:
    """The given meanings, and those of texts near the top, `most` of them, that are spelled almost like a known header."""
    top = pd.unique(grid.cells.iloc[:_ROWS_MENDED].to_numpy(dtype=object).ravel())
    texts = [text.strip() for text in top if text.strip() and len(text) < _LONGEST_HEADER and not meaning_of(text, given).how]
    return {**{text: guess.meaning for text in texts[:most] if (guess := similar_meaning(text)).meaning}, **given}


def _meanings(row: Sequence[str], given: Mapping[str, str]) -> frozenset[str]:
    headers = [text for text in row if text.strip() and len(text) < _LONGEST_HEADER]
    if {header.strip() for header in headers} >= CANONICAL:
        return CANONICAL | {"company", "date", "role"}
    return frozenset(guess.meaning or "known" for guess in (meaning_of(header, given) for header in headers) if guess.how)


def _entries(grid: TextGrid, place: int, given: Mapping[str, str]) -> int:
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


_PERIOD = re.compile(r"\b(?:19|20)\d{2}\b|\bQ[1-4]\b|\bH[12]\b|spring|summer|autumn|fall|winter", re.IGNORECASE)


def filled_grids(source: Source) -> list[TextGrid]:
    """The sheets that hold anything."""
    grids = [grid for grid in source.grids if grid.cells.size]
    if not grids:
        raise SheetError(f"{source.name}: the file is empty: give a sheet with a header and a row for each application")
    narrow = [grid for grid in grids if _headers_at_most(grid) <= MAX_HEADERS]
    if not narrow:
        most = f"{MAX_HEADERS:,} columns with a header"
        raise SheetError(f"{source.name}: more than {most} are no log: leave out what it does not need")
    return narrow


def _headers_at_most(grid: TextGrid) -> int:
    """How many cells the fullest of the first rows has."""
    if grid.cells.shape[1] <= MAX_HEADERS:
        return grid.cells.shape[1]
    rows = grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object)
    return max(sum(bool(text.strip()) for text in row) for row in rows)


def choose_table(source: Source, given: Mapping[str, str]) -> tuple[SheetTable, str, tuple[SheetTable, ...]] | None:
    """The table that is the log, why that one, and the other tables that could be one; None where no sheet looks like a log."""
    grids = filled_grids(source)
    if given and all(key.isdigit() for key in given):
        grid = max(grids, key=lambda grid: len(grid.cells))
        return _headless(source, grid, given), f"the rows of {grid.name or source.name!r}, columns by their number", ()
    candidates = [candidate_in(grid, given) for grid in grids]
    if not any(candidate.complete for candidate in candidates):
        # Perhaps the headers are mistyped; each that is read in spite of it is told.
        most = _TEXTS_MENDED // len(grids)
        mistyped = [candidate_in(grid, mended(grid, given, most)) for grid in grids]
        candidates = mistyped if any(candidate.complete for candidate in mistyped) else candidates
    fit = sorted((candidate for candidate in candidates if candidate.complete), key=lambda candidate: -candidate.score)
    if not fit:
        return None
    best = fit[0]
    seasons = [candidate for candidate in fit if candidate.entries and _same_season_of(best, candidate)]
    if best.empty:
        raise SheetError(f"{where_in(source, best)}: a header and no rows below it: add a row for each application")
    linked = [other for other in candidates if other.linkable and other is not best]
    if len(seasons) > 1:
        return _together(source, seasons), choice_of(candidates, *seasons), ()
    return table_of(source, best), choice_of(candidates, best), tuple(table_of(source, other) for other in linked)


def table_of(source: Source, candidate: Candidate) -> SheetTable:
    """The header of a candidate and the rows below it."""
    cells = candidate.grid.cells
    header = _with_groups(cells, candidate.header_place)
    body = cells.iloc[candidate.header_place + 1 :]
    return SheetTable(
        candidate.grid.name or source.name,
        header,
        int(cells.index[candidate.header_place]),
        body,
        candidate.grid.counts_from_1904,
    )


def _with_groups(cells: pd.DataFrame, place: int) -> tuple[str, ...]:
    """The header; where one name stands in it several times, with the group that the row above gives it."""
    header = [str(text) for text in cells.iloc[place]]
    if place == 0:
        return tuple(header)
    groups, group = list[str](), ""
    for text in cells.iloc[place - 1]:
        group = text.strip() or group
        groups.append(group)
    repeated = {name for name in header if name.strip() and header.count(name) > 1}
    return tuple(f"{group} {name}".strip() if name in repeated else name for group, name in zip(groups, header, strict=True))


def _headless(source: Source, grid: TextGrid, given: Mapping[str, str]) -> SheetTable:
    """All rows are data; a column's header is its number, from 1."""
    beyond = [key for key in given if not 1 <= int(key) <= grid.cells.shape[1]]
    if beyond:
        raise SheetError(f" names column {beyond[0]}, and there are {grid.cells.shape[1]}", where=source.name, argument="columns")
    header = tuple(str(number) for number in range(1, grid.cells.shape[1] + 1))
    return SheetTable(grid.name or source.name, header, None, grid.cells)


def choice_of(candidates: Sequence[Candidate], *read: Candidate) -> str:
    """Why these sheets and not the others; empty where there is only one."""
    if len(candidates) == 1:
        return ""
    names = ", ".join(repr(candidate.grid.name) for candidate in read)
    rows = sum(candidate.entries for candidate in read)
    said = (
        f"read sheet {names} ({rows} rows)"
        if len(read) == 1
        else f"read sheets {names} together ({rows} rows): the same header, a period each"
    )
    others = [f"{other.grid.name!r} {_lack(other)}" for other in candidates if other not in read and not other.linkable]
    return said + (f"; not read: {'; '.join(others)}" if others else "")


def _same_season_of(best: Candidate, other: Candidate) -> bool:
    """Whether two sheets are one log, a period each: their names say so, and their headers are equal."""
    headers = [[fold(text) for text in candidate.grid.cells.iloc[candidate.header_place]] for candidate in (best, other)]
    return headers[0] == headers[1] and bool(_PERIOD.search(best.grid.name) and _PERIOD.search(other.grid.name))


def _together(source: Source, seasons: Sequence[Candidate]) -> SheetTable:
    """Several sheets as one table, in their order in the workbook; rows are counted within their own sheet."""
    order = [grid.name for grid in source.grids]
    tables = [
        table_of(source, candidate) for candidate in sorted(seasons, key=lambda candidate: order.index(candidate.grid.name))
    ]
    body = pd.concat([table.body for table in tables])
    return SheetTable(", ".join(table.name for table in tables), tables[0].header, tables[0].header_row, body)


def _lack(candidate: Candidate) -> str:
    if candidate.complete:
        return f"looks like a log too ({candidate.entries} rows)"
    missing = [what for what, there in (("company", WHO), ("date", EVENT_DAYS)) if not candidate.meanings & there]
    return f"has no {' and no '.join(missing)} column"


def where_in(source: Source, candidate: Candidate) -> str:
    """The file, and the sheet where it has several."""
    return f"{source.name}, sheet {candidate.grid.name!r}" if len(source.grids) > 1 else source.name
