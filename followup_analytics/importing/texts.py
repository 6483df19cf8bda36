"""A column of text by its distinct texts: what a text means is worked out once, however often it stands in the column."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
Objects = NDArray[np.object_]


@dataclass(frozen=True)
class Texts:
    """The distinct texts, and for each row the place of its text among them."""

    codes: Places
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, column: "pd.Series | Objects | list[str]", change: Callable[[str], str] = str) -> "Texts":
        """The texts of a column, each changed."""
        codes, texts = pd.factorize(column if isinstance(column, pd.Series) else np.asarray(column, dtype=object))
        return cls(codes.astype(np.int64), tuple(texts)).changed(change)

    @classmethod
    def blank(cls, size: int) -> "Texts":
        """A column of empty cells."""
        return cls(np.zeros(size, dtype=np.int64), ("",))

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.codes)

    @property
    def filled(self) -> Mask:
        """The rows whose text is not empty."""
        return self.each(bool, bool)

    def each(self, say: Callable[[str], Any], dtype: Any = object) -> NDArray[Any]:
        """What `say` makes of each row's text."""
        if not self.distinct:
            return np.empty(0, dtype=dtype)
        said = np.empty(len(self.distinct), dtype=dtype)
        said[:] = [say(text) for text in self.distinct]
        return said[self.codes]

    def same(self, text: str) -> Mask:
        """The rows that hold this text, whatever its case."""
        wanted = text.casefold()
        return self.each(lambda other: other.casefold() == wanted, bool)

    def changed(self, change: Callable[[str], str]) -> "Texts":
        """The column with each text changed."""
        places: dict[str, int] = {}
        moved = [places.setdefault(change(text), len(places)) for text in self.distinct]
        return Texts(np.array(moved, dtype=np.int64)[self.codes] if moved else self.codes, tuple(places))

    def keep(self, rows: Mask) -> "Texts":
        """Those rows only, without the texts that no row holds any more."""
        codes, used = pd.factorize(self.codes[rows])
        return Texts(codes.astype(np.int64), tuple(self.distinct[place] for place in used))

    def first_of(self, *others: "Texts") -> "Texts":
        """The column with its empty cells filled from the others, the first that has a text."""
        column = self
        for other in others:
            if not bool(column.filled.all()):
                column = Texts.of(np.where(column.filled, column.objects(), other.objects()))
        return column

    def objects(self) -> Objects:
        """Each row's text."""
        return self.each(str)

    def counted(self) -> list[tuple[str, int]]:
        """Each text that is not empty, and in how many rows it stands."""
        counts = np.bincount(self.codes, minlength=len(self.distinct))
        return [(text, int(count)) for text, count in zip(self.distinct, counts, strict=True) if text and count]


def chosen(rows: Mask, these: Iterable[Any], others: Iterable[Any]) -> Objects:
    """`these` where a row is marked, `others` elsewhere."""
    return np.where(rows, np.asarray(these, dtype=object), np.asarray(others, dtype=object))
