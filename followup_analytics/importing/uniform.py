"""A short way for large sound texts: where every record keeps the rules and has the same width, pandas may read it.

The parser of pandas pads short rows, and moves or drops long ones. So it's asked only where that was ruled out beforehand.
"""

import io
import re
from itertools import groupby

import numpy as np
import pandas as pd

from followup_analytics.importing.damage import blank_run_problem, has_unwanted
from followup_analytics.importing.problems import Problem
from followup_analytics.importing.quoting import physical_lines

WORTH_IT_CHARACTERS = 1_000_000
LONGEST_RECORD = 10_000


def read_uniform(text: str, delimiter: str) -> pd.DataFrame | None:
    """The cells of a sound text whose records all have the same width and stand on one line each; None for any other."""
    if len(text) < WORTH_IT_CHARACTERS or has_unwanted(text):
        return None
    lines = physical_lines(text)
    bare = physical_lines(_without_quoted(text, delimiter)) if '"' in text else lines
    if len(bare) != len(lines) or not _same_width(bare, delimiter) or any('"' in line for line in bare if lines is not bare):
        return None
    if max(map(len, lines)) > LONGEST_RECORD:
        return None
    width = bare[0].count(delimiter) + 1
    cells = pd.read_csv(
        io.StringIO(text), sep=delimiter, header=None, names=range(width), index_col=False, dtype="str", na_filter=False,
        skip_blank_lines=False, low_memory=False, engine="c",
    )  # fmt: skip
    if len(cells) != len(lines):
        return None
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    cells.columns = pd.RangeIndex(width)
    return cells


def blank_rows(cells: pd.DataFrame) -> list[Problem]:
    """One note for each run of rows without any text."""
    blank = np.arange(len(cells))
    for column in cells:
        if len(blank):
            blank = blank[(cells[column].iloc[blank].str.strip() == "").to_numpy()]
    runs = groupby(enumerate((blank + 1).tolist()), key=lambda pair: pair[1] - pair[0])
    return [blank_run_problem([number for _, number in run]) for _, run in runs]


def _without_quoted(text: str, delimiter: str) -> str:
    """The text without its soundly quoted cells; what damage there is keeps a quotation mark."""
    stop = re.escape(delimiter)
    # The mark comes first, what must stand before it second: the search then leaps from mark to mark.
    return re.sub(rf'"(?<![^{stop}\r\n]")[^"]*+(?:""[^"]*+)*+"(?![^{stop}\r\n])', "", text)


def _same_width(lines: list[str], delimiter: str) -> bool:
    wanted = lines[0].count(delimiter)
    return wanted > 0 and all(line.count(delimiter) == wanted for line in lines)
