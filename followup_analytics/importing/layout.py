"""Which sheet holds the log, where in it the table begins, and whether a row is an application or an event."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import pandas as pd

from followup_analytics.errors import SheetError
from followup_analytics.importing.cells import Grid, Source
from followup_analytics.importing.day_shapes import read_day
from followup_analytics.importing.folding import fold
from followup_analytics.importing.headers import meaning_of
from followup_analytics.importing.values import cleaned

_ROWS_SEARCHED = 40
_PERIOD = re.compile(r"\b(?:19|20)\d{2}\b|\bQ[1-4]\b|\bH[12]\b|spring|summer|autumn|fall|winter", re.IGNORECASE)
_EVENT_DAYS = frozenset(
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
_WHO = frozenset({"company", "company_and_role"})
_WEIGHTS = {"company": 4.0, "company_and_role": 4.0, "applied": 3.0, "date": 2.0, "role": 2.0, "status": 2.0, "event": 2.0}
_MATRIX_DAYS = 5
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
        return self.meanings >= CANONICAL or bool(self.meanings & _WHO and self.meanings & _EVENT_DAYS)

    @property
    def linkable(self) -> bool:
        """Whether it may hold events of the applications of another sheet."""
        return bool(
            "event" in self.meanings and self.meanings & {"date", "applied"} and self.meanings & (_WHO | {"application_id"})
        )


def choose_table(source: Source, given: Mapping[str, str]) -> tuple[Table, str, tuple[Table, ...]]:
    """The table that is the log, why that one, and the other tables that could be one."""
    grids = [grid for grid in source.grids if grid.cells.size]
    if not grids:
        raise SheetError(f"{source.name}: the file is empty: give a sheet with a header and a row for each application")
    if given and all(key.isdigit() for key in given):
        grid = max(grids, key=lambda grid: len(grid.cells))
        return _headless(source, grid, given), f"the rows of {grid.name or source.name!r}, columns by their number", ()
    candidates = [_candidate(grid, given) for grid in grids]
    fit = sorted((candidate for candidate in candidates if candidate.complete), key=lambda candidate: -candidate.score)
    if not fit:
        raise _no_table(source, candidates, given)
    best = fit[0]
    seasons = [candidate for candidate in fit if candidate.entries and _same_season_of(best, candidate)]
    if best.entries == 0:
        raise SheetError(f"{_where(source, best)}: a header and no rows below it: add a row for each application")
    linked = [other for other in candidates if other.linkable and other is not best]
    if len(seasons) > 1:
        return _together(source, seasons), _choice(candidates, *seasons), ()
    return _table(source, best), _choice(candidates, best), tuple(_table(source, other) for other in linked)


def _candidate(grid: Grid, given: Mapping[str, str]) -> Candidate:
    """The row that most looks like a header, by the meanings of its cells."""
    best, best_score = (0, frozenset[str]()), -1.0
    rows = grid.cells.iloc[:_ROWS_SEARCHED].to_numpy(dtype=object)
    for place, row in enumerate(rows.tolist()):
        meanings = _meanings(row, given)
        if meanings >= CANONICAL:
            return Candidate(grid, place, meanings, _entries(grid, place, given))
        score = sum(_WEIGHTS.get(meaning, 0.5) for meaning in meanings)
        if score > best_score:
            best, best_score = (place, meanings), score
    place, meanings = best
    return Candidate(grid, place, meanings, _entries(grid, place, given))


def _meanings(row: Sequence[str], given: Mapping[str, str]) -> frozenset[str]:
    headers = [text for text in row if text.strip() and len(text) < 200]
    if {header.strip() for header in headers} >= CANONICAL:
        return CANONICAL | {"company", "date", "role"}
    return frozenset(guess.meaning or "known" for guess in (meaning_of(header, given) for header in headers) if guess.how)


def _entries(grid: Grid, place: int, given: Mapping[str, str]) -> int:
    """How many rows below a header name a company."""
    header, body = grid.cells.iloc[place], grid.cells.iloc[place + 1 :]
    who = [
        column
        for column in header.index
        if meaning_of(header[column], given).meaning in _WHO or header[column].strip() == "application_id"
    ]
    if not who:
        return len(body)
    return int((body[who[0]].str.strip() != "").sum())


def _table(source: Source, candidate: Candidate) -> Table:
    cells = candidate.grid.cells
    header = _with_groups(cells, candidate.header_place)
    body = cells.iloc[candidate.header_place + 1 :]
    return Table(candidate.grid.name or source.name, header, int(cells.index[candidate.header_place]), body)


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


def _headless(source: Source, grid: Grid, given: Mapping[str, str]) -> Table:
    """All rows are data; a column's header is its number, from 1."""
    beyond = [key for key in given if not 1 <= int(key) <= grid.cells.shape[1]]
    if beyond:
        raise SheetError(f"{source.name}: columns= names column {beyond[0]}, and there are {grid.cells.shape[1]}")
    header = tuple(str(number) for number in range(1, grid.cells.shape[1] + 1))
    return Table(grid.name or source.name, header, None, grid.cells)


def _choice(candidates: Sequence[Candidate], *read: Candidate) -> str:
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


def _together(source: Source, seasons: Sequence[Candidate]) -> Table:
    """Several sheets as one table, in their order in the workbook; rows are counted within their own sheet."""
    order = [grid.name for grid in source.grids]
    tables = [_table(source, candidate) for candidate in sorted(seasons, key=lambda candidate: order.index(candidate.grid.name))]
    body = pd.concat([table.body for table in tables])
    return Table(", ".join(table.name for table in tables), tables[0].header, tables[0].header_row, body)


def _lack(candidate: Candidate) -> str:
    if candidate.complete:
        return f"looks like a log too ({candidate.entries} rows)"
    missing = [what for what, there in (("company", _WHO), ("date", _EVENT_DAYS)) if not candidate.meanings & there]
    return f"has no {' and no '.join(missing)} column"


def _where(source: Source, candidate: Candidate) -> str:
    return f"{source.name}, sheet {candidate.grid.name!r}" if len(source.grids) > 1 else source.name


def _no_table(source: Source, candidates: Sequence[Candidate], given: Mapping[str, str]) -> SheetError:
    """The error for a file in which no sheet names companies and days: which of them is missing, and what to do."""
    best = max(candidates, key=lambda candidate: candidate.score)
    where = _where(source, best)
    header = [text.strip() for text in best.grid.cells.iloc[best.header_place] if text.strip()]
    known = best.meanings - {"known"}
    if any(_is_matrix(candidate.grid) for candidate in candidates):
        return SheetError(
            f"{where}: a matrix with days across: it can't be read as a log; give one row per application, or one row per event"
        )
    shown = ", ".join(repr(name[:40]) for name in header[:12])
    example = next((name for name in header if not meaning_of(name, given).meaning), header[0] if header else "When")
    if len(known) >= 2 or (known & (_WHO | _EVENT_DAYS) and not _looks_like_data(header)):
        what = "company" if not known & _WHO else "date"
        meaning = "company" if what == "company" else "applied"
        return SheetError(
            f"{where}: no {what} column among {shown}: rename one, or say which it is: columns={{{example[:40]!r}: {meaning!r}}}"
        )
    return SheetError(
        f"{where}: no header row was found: add one (company, role, date applied, status), "
        'or say what the columns are by their number: columns={"1": "company", "2": "role", "3": "applied"}'
    )


def _looks_like_data(header: Sequence[str]) -> bool:
    return any(read_day(cleaned(text)) for text in header)


def _is_matrix(grid: Grid) -> bool:
    for row in grid.cells.iloc[:_ROWS_SEARCHED].to_numpy(dtype=object):
        filled = [text for text in row if text.strip()]
        days = sum(read_day(text.strip()) is not None for text in filled)
        if days >= _MATRIX_DAYS and 2 * days > len(filled):
            return True
    return False
