"""Days with what happened on them: the events of a table before they have their application."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.importing.texts import Mask, Objects, Places
from followup_analytics.vocabulary import EVENT_KINDS

KIND = {kind: code for code, kind in enumerate(EVENT_KINDS)}
NO_KIND = -1
_MOST_DAYS = 100_000
Kinds = NDArray[np.int8]


def kind_codes(kinds: Iterable[str]) -> Kinds:
    """The place of each kind among `EVENT_KINDS`; that of no kind is `NO_KIND`."""
    return np.array([KIND.get(kind, NO_KIND) for kind in kinds], dtype=np.int8)


@dataclass(frozen=True)
class Days:
    """Columns of equal length, one entry per day.

    `place` is the row's place in the sheet, `local` the clock time as written, `offset` the minutes east of UTC or NaN,
    `exact` whether a clock time is given, `kind` the code of what happened, `header` and `rest` the words that stand with it.
    """

    place: Places
    local: NDArray[np.datetime64]
    offset: NDArray[np.float64]
    exact: Mask
    kind: Kinds
    header: Objects
    rest: Objects

    @classmethod
    def none(cls) -> "Days":
        """No days."""
        text = np.empty(0, dtype=object)
        empty = np.empty(0, dtype="datetime64[us]")
        return cls(np.empty(0, np.int64), empty, np.empty(0), np.empty(0, np.bool_), kind_codes(()), text, text)

    @classmethod
    def joined(cls, parts: Sequence["Days"]) -> "Days":
        """All days of the parts."""
        filled = [part for part in parts if len(part)]
        if len(filled) < 2:
            return filled[0] if filled else cls.none()
        return cls(*(np.concatenate([getattr(part, column.name) for part in filled]) for column in fields(cls)))

    def __len__(self) -> int:
        """The number of days."""
        return len(self.place)

    def take(self, these: "Mask | Places") -> "Days":
        """Those days only, or in that order."""
        return Days(*(getattr(self, column.name)[these] for column in fields(self)))

    def of_kind(self, kind: "str | Kinds") -> "Days":
        """The same days as events of that kind; without those of no kind."""
        kinds = np.full(len(self), KIND[kind], dtype=np.int8) if isinstance(kind, str) else kind
        days = replace(self, kind=kinds)
        return days if bool((kinds != NO_KIND).all()) else days.take(kinds != NO_KIND)

    def first_each(self) -> "Days":
        """The earliest day of each row."""
        if bool((np.diff(self.place) > 0).all()):
            return self
        order = np.lexsort((self.local, self.place))
        place = self.place[order]
        return self.take(order[np.append(True, place[1:] != place[:-1])[: len(order)]])

    def distinct(self) -> "Days":
        """Without the days that repeat an earlier one of the same kind in the same row."""
        day = self.local.astype("datetime64[D]").astype(np.int64)
        again = pd.Series(self._row_and_kind() * _MOST_DAYS + day).duplicated().to_numpy()
        return self.take(~again) if bool(again.any()) else self

    def among(self, other: "Days") -> Mask:
        """The days whose row has a day of the same kind in the other days."""
        return pd.Series(self._row_and_kind()).isin(other._row_and_kind()).to_numpy(np.bool_)

    def _row_and_kind(self) -> Places:
        return self.place * len(KIND) + self.kind
