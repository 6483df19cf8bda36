"""The tables behind counts: made of a log's silences, chosen from, and added up exactly, in whatever order."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempt_cells import CELL_COLUMNS, cell_columns, pairs_within
from followup_analytics.analysis.grouped_rates import GROUPINGS, grouping
from followup_analytics.analysis.interval_censoring import KINDS, completed
from followup_analytics.errors import FollowupError
from followup_analytics.tuning.answer_model import added_cells

COMPLETED = 6  # logs, where days are unknown
CELL = [*GROUPINGS, *CELL_COLUMNS[1:]]  # what a silence begins with is told by its kind of message
NAMELESS = "#"


def attempt_counts(found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells and pairs of a table of silences."""
    keys = pd.DataFrame({name: grouping(found, name).array for name in GROUPINGS})
    codes = cell_columns(found, completed(found, draws=0))
    rows = keys.assign(**{name: codes[name] for name in CELL_COLUMNS[1:]})
    cell = rows.groupby(CELL, sort=True).ngroup().to_numpy(dtype=np.int64)
    cells = summed([rows.assign(n=1)], CELL)
    first, second, number = pairs_within(pd.factorize(found["application_id"])[0].astype(np.int64), cell)
    return cells, pd.DataFrame({"first": first, "second": second, "n": number})


def chosen_cells(cells: pd.DataFrame, pairs: pd.DataFrame, chosen: "pd.Series[bool]") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Some cells, numbered anew with their pairs, and `begins`, what each began with as a number."""
    place = np.where(chosen, np.cumsum(chosen) - 1, -1)
    cells = cells[chosen].reset_index(drop=True)
    begins = {name: code for code, name in enumerate(KINDS)}
    codes = cells["kind"].map(begins).fillna(len(KINDS) - 1).to_numpy(dtype=np.int64)
    first, second = (place[pairs[name].to_numpy(dtype=np.int64)] for name in ("first", "second"))
    kept = (first >= 0) & (second >= 0)
    left = pd.DataFrame({"first": first[kept], "second": second[kept], "n": pairs["n"].to_numpy()[kept]})
    return cells.assign(begins=codes), left


def with_names_apart(tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """Cells with other numbers for those of the seekers without a name that have the same one elsewhere.

    Raises
    ------
    FollowupError
        If a seeker with a name is in two of them.
    """
    taken, apart = set[str](), list[pd.DataFrame]()
    for table in tables:
        names = list(table["seeker"].unique())
        clash = [name for name in names if name in taken]
        if named := [name for name in clash if name and not name.startswith(NAMELESS)]:
            raise FollowupError(f"the seeker {named[0]!r} is in two of the counts: count each once")
        free = (f"{NAMELESS}{number}" for number in range(1, len(taken) + len(names) + len(clash) + 1))
        anew = dict(zip(clash, [name for name in free if name not in taken and name not in names], strict=False))
        seekers = table["seeker"].map(lambda name, anew=anew: anew.get(name, name)).astype("str")
        taken |= set(seekers.unique())
        apart.append(table.assign(seeker=seekers))
    return apart


def stacked_cells(tables: Sequence[pd.DataFrame], pairs: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sum of cells, and of their pairs."""
    starts = np.cumsum([0, *(len(table) for table in tables)])
    moved = [each.assign(**_moved(each, at)) for each, at in zip(pairs, starts, strict=False)]
    return in_order(pd.concat(tables, ignore_index=True), pd.concat(moved, ignore_index=True))


def _moved(pairs: pd.DataFrame, by: int) -> dict[str, pd.Series]:
    return {name: pairs[name] + by for name in ("first", "second")}


def in_order(cells: pd.DataFrame, pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Equal cells as one, in order, and the pairs by their places."""
    place = cells.groupby(CELL, sort=True).ngroup().to_numpy(dtype=np.int64)
    ends = np.sort(np.stack([place[pairs[name].to_numpy(dtype=np.int64)] for name in ("first", "second")]), axis=0)
    moved = pd.DataFrame({"first": ends[0], "second": ends[1], "n": pairs["n"].to_numpy()})
    return summed([cells], CELL), summed([moved], ["first", "second"])


def summed(tables: Sequence[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """Equal rows as one, their whole numbers added, in order."""
    return pd.concat(tables, ignore_index=True).groupby(by, sort=True, as_index=False).sum()


def added_days(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The days of each completion: those of a log of which every day is known belong to all."""
    if all((table["completion"] < 0).all() for table in tables):
        return added_cells(tables).assign(completion=-1)
    of_each = [
        added_cells([table[table["completion"].isin([place, -1])] for table in tables]).assign(completion=place)
        for place in range(COMPLETED)
    ]
    return pd.concat(of_each, ignore_index=True)
