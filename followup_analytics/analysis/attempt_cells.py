"""Attempts and silences counted by all that an estimate asks of them: equal ones are one cell, and cells of many logs add up.

A rate with its interval is a function of cells: how many there are of each, and how often two of them belong to one case. So
it is the same whether it is worked out from a table of attempts or from the counts of a thousand logs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.entries import APPLICATION, FLAGS, SEEKER, Entries, Together, has_flag
from followup_analytics.analysis.interval_censoring import (
    DRAWS,
    FAVOURABLE,
    FEW_DATED,
    KINDS,
    LONGEST_DAYS,
    NO_END,
    OTHER,
    OWN,
    Completed,
    UnknownDays,
    completed,
    drawn_days,
    ended_by_day,
)
from followup_analytics.local_time import Ints

CELL_COLUMNS = ("kind", "flags", "least", "most")
_LAST = LONGEST_DAYS + 1  # stands for all later days
_SIZES = (len(KINDS), 1 << len(FLAGS), _LAST + 1, _LAST + 1)
# From so many seekers on, what they have in common is seen: an interval then adds up influences by seeker.
LEAST_SEEKERS = 10


@dataclass(frozen=True)
class CellTable:
    """The cells of all groups, in the order of group, kind, flags and days.

    Attributes
    ----------
    groups : DataFrame, a row a group, by name
    code : array, the cell's group and values as one number
    count : array
    pairs : arrays (first cell, second cell, number) of different attempts at one application in one group
    members : arrays (seeker, cell, number)
    unknown : array, the cell of each answer of unknown day
    drawn : array, shape (draws, answers of unknown day)
    """

    groups: pd.DataFrame
    code: Ints
    count: Ints
    pairs: tuple[Ints, Ints, Ints]
    members: tuple[Ints, Ints, Ints]
    unknown: Ints
    drawn: Ints

    def entries(self, group: int | None) -> Entries:
        """The entries of one group; None for all groups as one, of which intervals are not to be asked."""
        of, kind, flags, least, most = _apart(self.code)
        inside = np.ones(len(of), dtype=bool) if group is None else of == group
        is_unknown = has_flag(flags, "unknown")
        known, own = np.flatnonzero(inside & ~is_unknown), np.flatnonzero(inside[self.unknown])
        cell = np.concatenate([known, self.unknown[own]])
        draws = self.drawn[:, own] if len(own) else np.zeros((1, 0), dtype=np.int64)
        days = np.hstack([np.tile(least[known], (len(draws), 1)), draws])
        weight = np.concatenate([self.count[known], np.ones(len(own), dtype=np.int64)])
        dated = has_flag(flags, "answered") & ~is_unknown & np.isin(kind, np.unique(kind[inside]))
        few = bool(len(own)) and int(self.count[dated].sum()) < FEW_DATED
        together, case = self._together(np.flatnonzero(inside), cell)
        return Entries(days, least[cell], most[cell], flags[cell], weight, together, case, few)

    def _together(self, cells: Ints, of_entry: Ints) -> tuple[Together, str]:
        place = np.full(len(self.code), -1)
        place[cells] = np.arange(len(cells))
        size = np.bincount(place[of_entry], minlength=len(cells))
        seeker, member, number = (part[place[self.members[1]] >= 0] for part in self.members)
        by_seeker = len(np.unique(seeker)) >= LEAST_SEEKERS
        if by_seeker:
            whose = np.unique(seeker, return_inverse=True)[1]
            return Together(place[of_entry], size, whose, place[member], number, by_seeker), SEEKER
        first, second, number = (part[place[self.pairs[0]] >= 0] for part in self.pairs)
        return Together(place[of_entry], size, place[first], place[second], number, by_seeker), APPLICATION


def _apart(code: Ints) -> tuple[Ints, ...]:
    parts = []
    for size in reversed(_SIZES):
        code, part = np.divmod(code, size)
        parts.append(part)
    return (code, *reversed(parts))


def _code(group: Ints, columns: Sequence[Ints]) -> Ints:
    code = group.astype(np.int64)
    for column, size in zip(columns, _SIZES, strict=True):
        code = code * size + column
    return code


def cell_columns(found: pd.DataFrame, whole: Completed) -> dict[str, Ints]:
    """Of each attempt or silence what its cell is made of: `kind, flags, least, most`."""
    outcome = found["outcome"].to_numpy(dtype=object)
    flags = {
        "answered": whole.answered,
        "favourable": whole.favourable,
        "rejected": whole.rejected,
        "unknown": whole.unknown,
        "own": np.isin(outcome, ["superseded", "withdrawn"]),
        "pending": outcome == "pending",
        "undated": outcome == "undated",
        "exact": found["responded_exact"].to_numpy(dtype=bool),
    }
    bits = sum(np.asarray(flags[name], dtype=np.int64) << place for place, name in enumerate(FLAGS))
    least, most = (np.minimum(days, _LAST) for days in (whole.least, whole.most))
    return {"kind": whole.kind, "flags": np.asarray(bits), "least": least, "most": most}


def cells_of_rows(found: pd.DataFrame, keys: pd.DataFrame, *, seed: int) -> tuple[CellTable, Completed]:
    """The cells of a table of attempts or silences, and the table with a day for every answer.

    Parameters
    ----------
    found : DataFrame
        As `outreach_attempts` or `silences` give it.
    keys : DataFrame
        The words by which its rows are grouped, in the same order; without columns all rows are one group.
    seed : int
    """
    groups, group = grouped(keys)
    whole = completed(found, seed=seed, ties=group)
    code, cell, count = np.unique(
        _code(group, list(cell_columns(found, whole).values())), return_inverse=True, return_counts=True
    )
    application = pd.factorize(found["application_id"])[0]
    seekers = found["seeker"] if "seeker" in found else pd.Series("", found.index)
    seeker = pd.factorize(seekers, sort=True)[0]
    unknown = np.flatnonzero(whole.unknown)
    order = unknown[np.lexsort(_keys_of_unknown(code[cell[unknown]]))]
    pairs = pairs_within(application * (len(groups) + 1) + group, cell)
    members = _added(seeker, cell, np.ones(len(cell), dtype=np.int64))
    return CellTable(groups, code, count, pairs, members, cell[order], whole.days[:, order]), whole


def cells_of_counts(cells: pd.DataFrame, pairs: pd.DataFrame, keys: pd.DataFrame, *, seed: int, draws: int = DRAWS) -> CellTable:
    """The cells of tables of counts.

    Parameters
    ----------
    cells : DataFrame
        `begins` (place in `KINDS`), `flags, least, most, seeker, n`, numbered from 0 in order.
    pairs : DataFrame
        `first, second` (rows of `cells`) and `n`.
    keys : DataFrame
        The words by which the cells are grouped.
    seed, draws : int
    """
    groups, group = grouped(keys)
    each = _code(group, [cells[name].to_numpy(dtype=np.int64) for name in ("begins", *CELL_COLUMNS[1:])])
    code, cell = np.unique(each, return_inverse=True)
    number = cells["n"].to_numpy(dtype=np.int64)
    count = _sums(cell, number, len(code))
    members = _added(pd.factorize(cells["seeker"], sort=True)[0], cell, number)
    first, second = (pairs[name].to_numpy(dtype=np.int64) for name in ("first", "second"))
    alike = group[first] == group[second]
    ends = np.sort(np.stack([cell[first[alike]], cell[second[alike]]]), axis=0)
    together = _added(ends[0], ends[1], pairs["n"].to_numpy(dtype=np.int64)[alike])
    _, kind, flags, least, most = _apart(code)
    is_unknown = has_flag(flags, "unknown")
    unknown = np.repeat(np.flatnonzero(is_unknown), count[is_unknown])
    unknown = unknown[np.lexsort(_keys_of_unknown(code[unknown]))]
    cause = _cause(flags)
    if not len(unknown):
        return CellTable(groups, code, count, together, members, unknown, np.zeros((1, 0), dtype=np.int64))
    ended = ended_by_day(kind[~is_unknown], cause[~is_unknown], least[~is_unknown], count[~is_unknown])
    bounds = (np.minimum(bound[unknown], LONGEST_DAYS) for bound in (least, most))
    drawn = drawn_days(ended, UnknownDays(kind[unknown], cause[unknown], *bounds), draws=draws, seed=seed)
    return CellTable(groups, code, count, together, members, unknown, drawn)


def _cause(flags: Ints) -> Ints:
    answered, good, own = (has_flag(flags, name) for name in ("answered", "favourable", "own"))
    return np.select([good, answered, own], [FAVOURABLE, OTHER, OWN], NO_END)


def _keys_of_unknown(code: Ints) -> tuple[Ints, ...]:
    """By what answers of unknown day are ordered before their days are drawn; the last key comes first."""
    group, kind, flags, *bounds = _apart(code)
    least, most = (np.minimum(bound, LONGEST_DAYS) for bound in bounds)
    return flags, group, most, least, _cause(flags), kind


def grouped(keys: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """The groups by name, and the place of each row's."""
    if not len(keys.columns):
        return pd.DataFrame(index=range(min(len(keys), 1))), np.zeros(len(keys), dtype=np.int64)
    numbers = keys.groupby(list(keys.columns), sort=True, observed=True).ngroup().to_numpy(dtype=np.int64)
    first = np.unique(numbers, return_index=True)[1]
    return keys.iloc[first].astype("str").reset_index(drop=True), numbers


def pairs_within(case: Ints, cell: Ints) -> tuple[Ints, Ints, Ints]:
    """How often two cells occur in one case, each unordered pair of different rows counted once."""
    order = np.lexsort((cell, case))
    case, cell = case[order], cell[order]
    longest = int(np.bincount(np.unique(case, return_inverse=True)[1]).max(initial=0))
    found: list[tuple[Ints, Ints]] = []
    for apart in range(1, longest):
        alike = case[apart:] == case[:-apart]
        found.append((cell[:-apart][alike], cell[apart:][alike]))
    first, second = (np.concatenate([np.zeros(0, dtype=np.int64), *(pair[end] for pair in found)]) for end in (0, 1))
    return _added(first, second, np.ones(len(first), dtype=np.int64))


def _added(first: Ints, second: Ints, number: Ints) -> tuple[Ints, Ints, Ints]:
    """Equal pairs as one with the sum of their numbers, in order."""
    width = int(second.max(initial=0)) + 1
    both, place = np.unique(first.astype(np.int64) * width + second, return_inverse=True)
    return both // width, both % width, _sums(place, number, len(both))


def _sums(place: Ints, number: Ints, size: int) -> Ints:
    """Whole numbers added up by place: exactly, in whatever order."""
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, place, number)
    return found
