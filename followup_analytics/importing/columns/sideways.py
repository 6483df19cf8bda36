"""A table on its side: the headers stand below each other in the first column, an application in each column after it."""

from dataclasses import replace

import pandas as pd

from followup_analytics.importing.columns.column_meanings import EVENT_DAYS, WHO
from followup_analytics.importing.columns.header_words import meaning_of
from followup_analytics.importing.files.text_grid import Grid, Source
from followup_analytics.problems import Problem, joined_problems, problems_table

_FEWEST_HEADERS = 3
_MOST_ROWS = 40


def upright(source: Source) -> Source:
    """The source with each table that lies on its side put upright; a row's number is then that of its column."""
    return replace(source, grids=tuple(_upright(grid) if _lies(grid) else grid for grid in source.grids))


def _lies(grid: Grid) -> bool:
    """Whether the first column reads like a header and no row near the top does half as well."""
    cells = grid.cells
    if not cells.size or len(cells) > _MOST_ROWS or cells.shape[1] < _FEWEST_HEADERS:
        return False
    down = _meanings(cells.iloc[:, 0])
    across = max(len(_meanings(cells.iloc[place])) for place in range(len(cells)))
    return len(down) >= _FEWEST_HEADERS and bool(down & WHO) and bool(down & EVENT_DAYS) and 2 * across <= len(down)


def _meanings(texts: pd.Series) -> frozenset[str]:
    return frozenset(filter(None, (meaning_of(text, {}).meaning for text in texts if text.strip())))


def _upright(grid: Grid) -> Grid:
    cells = grid.cells.T.reset_index(drop=True)
    cells.columns = pd.RangeIndex(cells.shape[1])
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    told = problems_table([Problem("table-on-its-side", value=grid.name)])
    return replace(grid, cells=cells.astype("str"), problems=joined_problems([told, grid.problems]))
