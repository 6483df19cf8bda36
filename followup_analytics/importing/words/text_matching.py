"""Spellings that mean the same become one, phrases found in text, columns by distinct text."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_SEPARATORS = re.compile(r"[\W_]+")
_CHINESE = re.compile(r"([\u3400-\u9fff])")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_ASIDE = re.compile(r"\n|\s{2,}|\s[-–—]\s")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents and symbols, one blank between words; each Chinese character is a word of its own."""
    if _PLAIN.fullmatch(text):
        return _DRAWN_OUT.sub(r"\1", text) if _DRAWN_OUT.search(text) else text
    if text.isascii():
        return " ".join(_DRAWN_OUT.sub(r"\1", _SEPARATORS.sub(" ", text.lower())).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_DRAWN_OUT.sub(r"\1", _CHINESE.sub(r" \1 ", _SEPARATORS.sub(" ", bare))).split())


def header_spellings(header: str) -> list[str]:
    """What to look a header up by, the fullest first: whole, with its humps split, without brackets, its first part alone."""
    outside = _BRACKETS.sub(" ", header)
    texts = [header, outside, *(text.strip().partition("\n")[0] for text in (header, outside))]
    texts += [_ASIDE.split(text.strip())[0] for text in (header, outside)]
    spellings = [fold(form) for text in texts for form in (text, _HUMPS.sub(" ", text))]
    return [spelling for spelling in dict.fromkeys(spellings) if spelling] or ([header.strip()] if header.strip() else [])


Words = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Phrases with their meanings, and words that may stand between them without changing anything.

    `beginnings` has the length of the longest of them that begins with a word.
    """

    phrases: Mapping[Words, str]
    fillers: frozenset[Words]
    longest: int
    adverbs: frozenset[str] = frozenset()
    beginnings: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, meanings: Mapping[str, Iterable[str]], fillers: Iterable[str] = (), adverbs: Iterable[str] = ()) -> "Lexicon":
        """From folded phrases; of two meanings of one phrase the first holds."""
        phrases: dict[Words, str] = {}
        for meaning, words in meanings.items():
            for word in words:
                phrases.setdefault(tuple(word.split()), meaning)
        between = frozenset(tuple(word.split()) for word in fillers)
        longest: dict[str, int] = {}
        for phrase in (*phrases, *between):
            if phrase:
                longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
        return cls(phrases, between, max(longest.values(), default=1), frozenset(adverbs), longest)

    def spellings(self) -> list[str]:
        """All phrases, for naming the nearest."""
        return [" ".join(phrase) for phrase in self.phrases]

    def read(self, text: str) -> Words:
        """The meanings of a text that consists of known phrases and fillers only; nothing if any of its words is unknown."""
        words = tuple(fold(text).split())
        bare = tuple(word for word in words if word not in self.adverbs)
        return self._read(words) or (self._read(bare) if bare != words else ())

    def _read(self, words: Words) -> Words:
        if words in self.phrases:
            return (self.phrases[words],)
        found: list[str] = []
        start = 0
        while start < len(words):
            size, meaning = self._at(words, start)
            if size == 0:
                return ()
            found += [meaning] if meaning else []
            start += size
        return tuple(found)

    def find(self, text: str) -> Words:
        """The meanings of the known phrases in a text, whatever stands around them; no phrase overlaps another."""
        words = tuple(fold(text).split())
        found: list[str] = []
        start = 0
        while start < len(words):
            size, meaning = self._at(words, start)
            found += [meaning] if meaning else []
            start += size or 1
        return tuple(found)

    def _at(self, words: Words, start: int) -> tuple[int, str]:
        """The length of the longest phrase or filler that begins there, and its meaning; 0 where none does."""
        for size in range(min(self.beginnings.get(words[start], 0), len(words) - start), 0, -1):
            part = words[start : start + size]
            if part in self.phrases:
                return size, self.phrases[part]
            if part in self.fillers:
                return size, ""
        return (1, "") if _is_number(words[start]) else (0, "")


def _is_number(word: str) -> bool:
    """A count or an ordinal: 2, 1st, 2nd, 1er, 2e."""
    return word.isdigit() or (
        word[0].isdigit() and word.lstrip("0123456789") in {"st", "nd", "rd", "th", "er", "e", "eme", "a", "o"}
    )


Mask = NDArray[np.bool_]
RowPositions = NDArray[np.int64]
Objects = NDArray[np.object_]


@dataclass(frozen=True)
class TextColumn:
    """The distinct texts, and for each row the place of its text among them."""

    codes: RowPositions
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, column: "pd.Series | Objects | list[str]", change: Callable[[str], str] = str) -> "TextColumn":
        """The texts of a column, each changed."""
        codes, texts = pd.factorize(column if isinstance(column, pd.Series) else np.asarray(column, dtype=object))
        return cls(codes.astype(np.int64), tuple(texts)).changed(change)

    @classmethod
    def blank(cls, size: int) -> "TextColumn":
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

    def changed(self, change: Callable[[str], str]) -> "TextColumn":
        """The column with each text changed."""
        places: dict[str, int] = {}
        moved = [places.setdefault(change(text), len(places)) for text in self.distinct]
        return TextColumn(np.array(moved, dtype=np.int64)[self.codes] if moved else self.codes, tuple(places))

    def keep(self, rows: Mask) -> "TextColumn":
        """Those rows only, without the texts that no row holds any more."""
        codes, used = pd.factorize(self.codes[rows])
        return TextColumn(codes.astype(np.int64), tuple(self.distinct[place] for place in used))

    def first_of(self, *others: "TextColumn") -> "TextColumn":
        """The column with its empty cells filled from the others, the first that has a text."""
        column = self
        for other in others:
            if not bool(column.filled.all()):
                column = TextColumn.of(np.where(column.filled, column.objects(), other.objects()))
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
