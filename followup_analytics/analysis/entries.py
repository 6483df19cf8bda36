"""The attempts of one group as entries: equal ones once with their number; and which of them belong to one case."""

from dataclasses import dataclass, replace

import numpy as np

from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT, Floats
from followup_analytics.local_time import Flags, Ints

APPLICATION, SEEKER = "application", "seeker"
# What is known of an attempt, a bit each.
FLAGS = ("answered", "favourable", "rejected", "unknown", "own", "pending", "undated", "exact")


def has_flag(flags: Ints, name: str) -> Flags:
    """Which of these have a flag."""
    return np.asarray(flags >> FLAGS.index(name) & 1, dtype=bool)


@dataclass(frozen=True)
class Together:
    """Which entries belong to one case: what their influences add to a variance beyond their own squares.

    Attributes
    ----------
    cell : of each entry; what is drawn for equal ones counts in the mean
    size : entries in each cell
    first, second : places of cells that stand together; of seekers the seeker's number, and a cell
    number : how often
    by_seeker : whether `first` numbers seekers
    """

    cell: Ints
    size: Ints
    first: Ints
    second: Ints
    number: Ints
    by_seeker: bool

    def gain(self, influence: Floats) -> float:
        """The sum of influence x influence over all ordered pairs of different entries of one case."""
        mean = np.bincount(self.cell, influence, len(self.size)) / self.size
        if not self.by_seeker:
            return float(2 * (self.number * mean[self.first] * mean[self.second]).sum())
        each = self.number * mean[self.second]
        sums, squares = np.bincount(self.first, each), np.bincount(self.first, each * mean[self.second])
        # In order of size, so that it does not matter in which order the seekers come.
        return float(np.sort(sums**2 - squares).sum())

    def of(self, rows: Flags) -> "Together":
        """The same where only some entries have an influence."""
        return replace(self, cell=self.cell[rows])


@dataclass(frozen=True)
class Entries:
    """The attempts of one group: each known cell once with its number, each answer of unknown day by itself.

    Attributes
    ----------
    days : array, shape (draws, entries)
    least, most, flags, weight : array, an element an entry
    together : which of them belong to one case
    case : what a case is, `application` or `seeker`
    few_dated : whether too few answers have a day to state chances by day
    """

    days: Ints
    least: Ints
    most: Ints
    flags: Ints
    weight: Ints
    together: Together
    case: str
    few_dated: bool

    def has(self, name: str) -> Flags:
        """Which entries have a flag."""
        return has_flag(self.flags, name)

    def cause(self, kind: str) -> Ints:
        """What ended each wait: the answer asked for (`answered, favourable, rejected`), another one, or none."""
        if kind == "answered":
            return np.where(self.has("answered"), EVENT, CENSORED)
        return np.select([self.has(kind), self.has("answered")], [EVENT, COMPETING], CENSORED)

    def count(self, rows: Flags) -> int:
        """How many attempts there are among some entries."""
        return int(self.weight[rows].sum())
