"""Files in which no log is found: what is missing in them, and what to do."""

from collections.abc import Mapping, Sequence

import pandas as pd

from followup_analytics.errors import SheetError, UnknownColumnsError
from followup_analytics.importing.candidates import EVENT_DAYS, ROWS_SEARCHED, WHO, Candidate
from followup_analytics.importing.day_shapes import read_day
from followup_analytics.importing.grid import Grid, Source
from followup_analytics.importing.headers import meaning_of
from followup_analytics.importing.unfinished import likely_headers, unfinished_mapping
from followup_analytics.importing.values import cleaned

_MATRIX_DAYS = 5
# What a log can't do without: what it is called, and the meanings of columns that tell it.
_NEEDED = {"company": ("company", WHO), "applied": ("date", EVENT_DAYS)}


def no_table(source: Source, candidates: Sequence[Candidate], given: Mapping[str, str]) -> SheetError:
    """The error for a file in which no sheet names companies and days: which of them is missing, and what to do."""
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
        f"{where}: no header row was found: add one (company, role, date applied, status), "
        'or say what the columns are by their number: columns={"1": "company", "2": "role", "3": "applied"}',
        unfinished_mapping(cells, None, given, list(_NEEDED)),
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
        f"{where}: no {' and no '.join(_NEEDED[meaning][0] for meaning in lacks)} column among {shown}: "
        f"rename one, or say which it is: columns={example!r}",
        unfinished_mapping(cells, place, given, lacks),
    )


def _filled(cells: pd.DataFrame, place: int) -> list[str]:
    """The texts of a row."""
    return [text.strip() for text in cells.iloc[place] if text.strip()]


def _fullest_row(grid: Grid) -> int:
    """The first of the rows near the top that have the most cells filled: a header, or data."""
    filled = [sum(map(bool, map(str.strip, row))) for row in grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object)]
    return filled.index(max(filled))


def _looks_like_data(header: Sequence[str]) -> bool:
    return any(read_day(cleaned(text)) for text in header)


def _is_matrix(grid: Grid) -> bool:
    for row in grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object):
        filled = [text for text in row if text.strip()]
        days = sum(read_day(text.strip()) is not None for text in filled)
        if days >= _MATRIX_DAYS and 2 * days > len(filled):
            return True
    return False


def where_in(source: Source, candidate: Candidate) -> str:
    """The file, and the sheet where it has several."""
    return f"{source.name}, sheet {candidate.grid.name!r}" if len(source.grids) > 1 else source.name
