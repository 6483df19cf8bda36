"""Which sheet holds the log, and which other sheets go with it."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from followup_analytics.errors import SheetError
from followup_analytics.importing.candidates import EVENT_DAYS, WHO, Candidate, Table, candidate_in, mended
from followup_analytics.importing.folding import fold
from followup_analytics.importing.grid import Grid, Source
from followup_analytics.importing.refusals import no_table, where_in

_PERIOD = re.compile(r"\b(?:19|20)\d{2}\b|\bQ[1-4]\b|\bH[12]\b|spring|summer|autumn|fall|winter", re.IGNORECASE)


def choose_table(source: Source, given: Mapping[str, str]) -> tuple[Table, str, tuple[Table, ...]]:
    """The table that is the log, why that one, and the other tables that could be one."""
    grids = [grid for grid in source.grids if grid.cells.size]
    if not grids:
        raise SheetError(f"{source.name}: the file is empty: give a sheet with a header and a row for each application")
    if given and all(key.isdigit() for key in given):
        grid = max(grids, key=lambda grid: len(grid.cells))
        return _headless(source, grid, given), f"the rows of {grid.name or source.name!r}, columns by their number", ()
    candidates = [candidate_in(grid, given) for grid in grids]
    if not any(candidate.complete for candidate in candidates):
        # Perhaps the headers are mistyped; each that is read in spite of it is told.
        mistyped = [candidate_in(grid, mended(grid, given)) for grid in grids]
        candidates = mistyped if any(candidate.complete for candidate in mistyped) else candidates
    fit = sorted((candidate for candidate in candidates if candidate.complete), key=lambda candidate: -candidate.score)
    if not fit:
        raise no_table(source, candidates, given)
    best = fit[0]
    seasons = [candidate for candidate in fit if candidate.entries and _same_season_of(best, candidate)]
    if best.empty:
        raise SheetError(f"{where_in(source, best)}: a header and no rows below it: add a row for each application")
    linked = [other for other in candidates if other.linkable and other is not best]
    if len(seasons) > 1:
        return _together(source, seasons), _choice(candidates, *seasons), ()
    return _table(source, best), _choice(candidates, best), tuple(_table(source, other) for other in linked)


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
    missing = [what for what, there in (("company", WHO), ("date", EVENT_DAYS)) if not candidate.meanings & there]
    return f"has no {' and no '.join(missing)} column"
