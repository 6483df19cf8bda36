"""Days with what happened on them, as columns of equal length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.importing.words.cell_values import stage_of
from followup_analytics.importing.words.text_matching import Mask, Objects, RowPositions, TextColumn, fold
from followup_analytics.importing.words.word_lists import header_words
from followup_analytics.vocabulary import EVENT_KINDS

KIND = {kind: code for code, kind in enumerate(EVENT_KINDS)}
NO_KIND = -1
_MOST_DAYS = 100_000
Kinds = NDArray[np.int8]


def kind_codes(kinds: Iterable[str]) -> Kinds:
    """The place of each kind among `EVENT_KINDS`; that of no kind is `NO_KIND`."""
    return np.array([KIND.get(kind, NO_KIND) for kind in kinds], dtype=np.int8)


@dataclass(frozen=True)
class DatedEvents:
    """Columns of equal length, one entry per day.

    `place` is the row's place in the sheet, `local` the clock time as written, `offset` the minutes east of UTC or NaN,
    `exact` whether a clock time is given, `kind` the code of what happened, `header` and `rest` the words that stand with it.
    `until` is the last day of a month or another range, NaT where one day is given.
    """

    place: RowPositions
    local: NDArray[np.datetime64]
    offset: NDArray[np.float64]
    exact: Mask
    kind: Kinds
    header: Objects
    rest: Objects
    until: NDArray[np.datetime64]

    @classmethod
    def none(cls) -> "DatedEvents":
        """No days."""
        text = np.empty(0, dtype=object)
        empty = np.empty(0, dtype="datetime64[us]")
        return cls(np.empty(0, np.int64), empty, np.empty(0), np.empty(0, np.bool_), kind_codes(()), text, text, empty)

    @classmethod
    def joined(cls, parts: Sequence["DatedEvents"]) -> "DatedEvents":
        """All days of the parts."""
        filled = [part for part in parts if len(part)]
        if len(filled) < 2:
            return filled[0] if filled else cls.none()
        return cls(*(np.concatenate([getattr(part, column.name) for part in filled]) for column in fields(cls)))

    def __len__(self) -> int:
        """The number of days."""
        return len(self.place)

    def take(self, these: "Mask | RowPositions") -> "DatedEvents":
        """Those days only, or in that order."""
        return DatedEvents(*(getattr(self, column.name)[these] for column in fields(self)))

    def of_kind(self, kind: "str | Kinds") -> "DatedEvents":
        """The same days as events of that kind; without those of no kind."""
        kinds = np.full(len(self), KIND[kind], dtype=np.int8) if isinstance(kind, str) else kind
        days = replace(self, kind=kinds)
        return days if bool((kinds != NO_KIND).all()) else days.take(kinds != NO_KIND)

    def first_each(self) -> "DatedEvents":
        """The earliest day of each row."""
        if bool((np.diff(self.place) > 0).all()):
            return self
        order = np.lexsort((self.local, self.place))
        place = self.place[order]
        return self.take(order[np.append(True, place[1:] != place[:-1])[: len(order)]])

    def distinct(self) -> "DatedEvents":
        """Without the days that repeat another one of the same kind in the same row.

        On one day there are several where their hours differ, or where they stand in columns of different rounds.
        """
        day = self.local.astype("datetime64[D]").astype(np.int64)
        key = pd.Series(self._row_and_kind() * _MOST_DAYS + day)
        some = np.flatnonzero(key.duplicated(keep=False).to_numpy())
        if not len(some):
            return self
        kept = np.ones(len(self), dtype=bool)
        kept[some] = self.take(some)._differ(key.to_numpy()[some])
        return self.take(kept)

    def _differ(self, key: RowPositions) -> Mask:
        """Which of the days of a key are days of their own."""
        hour = np.where(self.exact, self.local.astype(np.int64), -1)
        table = pd.DataFrame({"key": key, "round": TextColumn.of(self.header).each(_round_named), "hour": hour})
        first = ~table.duplicated().to_numpy()
        of_key, of_round = table[first].groupby("key"), table[first].groupby(["key", "round"])
        named, timed = (table["round"] != "").to_numpy(), self.exact
        alone = of_key["hour"].transform("size").reindex(table.index, fill_value=1).to_numpy() == 1
        any_timed = of_round["hour"].transform("max").reindex(table.index, fill_value=-1).to_numpy() >= 0
        rounds = table[first & named].groupby(["key", "hour"]).size()
        told = pd.MultiIndex.from_arrays([key, hour]).isin(rounds.index) | np.isin(key, key[first & named & ~timed])
        own = np.where(named, timed | ~any_timed, np.where(timed, ~told, alone))
        return np.asarray(first & own)

    def among(self, other: "DatedEvents") -> Mask:
        """The days whose row has a day of the same kind in the other days."""
        return pd.Series(self._row_and_kind()).isin(other._row_and_kind()).to_numpy(np.bool_)

    def _row_and_kind(self) -> RowPositions:
        return self.place * len(KIND) + self.kind


def _round_named(header: str) -> str:
    """A header that names the round of a talk, "" where it speaks of talks as such."""
    words = fold(header)
    # Numerals of other scripts too: 一面 is the first talk.
    numbered = any(sign.isnumeric() for sign in words) or not header_words("ordinals").isdisjoint(words.split())
    return words if numbered or stage_of(header) else ""
