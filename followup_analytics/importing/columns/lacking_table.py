"""Tables that lack a column or lie on their side, put so that they can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from followup_analytics.errors import SheetError, UnknownColumnsError
from followup_analytics.importing.columns.column_meanings import EVENT_DAYS, WHO
from followup_analytics.importing.columns.header_words import meaning_of
from followup_analytics.importing.columns.table_choice import (
    ROWS_SEARCHED,
    Candidate,
    SheetTable,
    candidate_in,
    choice_of,
    filled_grids,
    table_of,
    where_in,
)
from followup_analytics.importing.columns.unread_sheet import likely_headers, unfinished_mapping
from followup_analytics.importing.files.text_grid import Source, TextGrid
from followup_analytics.importing.words.cell_values import cleaned
from followup_analytics.importing.words.day_text import read_day
from followup_analytics.problems import Problem, joined_problems, problems_table

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
        return (_guessed(source, best), choice_of(candidates, best), ()) if len(cells) > best.header_place + 1 else None
    place = _fullest_row(best.grid)
    header = _filled(cells, place)
    lacks = {meaning: likely_headers(cells, place, given, meaning, strictly=True) for meaning in _NEEDED}
    if len(header) < _FEWEST or _looks_like_data(header) or not all(lacks.values()):
        return None
    best = replace(best, header_place=place)
    return _guessed(source, best), choice_of(candidates, best), ()


def _guessed(source: Source, best: Candidate) -> SheetTable:
    """The table below a header that is a guess, with the rows above it that hold more than a title."""
    before = best.grid.cells.iloc[: best.header_place]
    filled = (before.apply(lambda column: column.str.strip()) != "").sum(axis=1) >= _FEWEST
    return replace(table_of(source, best), above=tuple(map(int, before.index[filled])))


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


_FEWEST_HEADERS = 3
_MOST_ROWS = 40


def upright(source: Source) -> Source:
    """The source with each table that lies on its side put upright; a row's number is then that of its column."""
    return replace(source, grids=tuple(_upright(grid) if _lies(grid) else grid for grid in source.grids))


def _lies(grid: TextGrid) -> bool:
    """Whether the first column reads like a header and no row near the top does half as well."""
    cells = grid.cells
    if not cells.size or len(cells) > _MOST_ROWS or cells.shape[1] < _FEWEST_HEADERS:
        return False
    down = _meanings(cells.iloc[:, 0])
    across = max(len(_meanings(cells.iloc[place])) for place in range(len(cells)))
    return len(down) >= _FEWEST_HEADERS and bool(down & WHO) and bool(down & EVENT_DAYS) and 2 * across <= len(down)


def _meanings(texts: pd.Series) -> frozenset[str]:
    return frozenset(filter(None, (meaning_of(text, {}).meaning for text in texts if text.strip())))


def _upright(grid: TextGrid) -> TextGrid:
    cells = grid.cells.T.reset_index(drop=True)
    cells.columns = pd.RangeIndex(cells.shape[1])
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    told = problems_table([Problem("table-on-its-side", value=grid.name)])
    return replace(grid, cells=cells.astype("str"), problems=joined_problems([told, grid.problems]))
