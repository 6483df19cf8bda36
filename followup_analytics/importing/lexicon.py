"""A list of phrases with meanings, and the reading of a text as a sequence of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from followup_analytics.importing.folding import fold

Words = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Phrases with their meanings, and words that may stand between them without changing anything."""

    phrases: Mapping[Words, str]
    fillers: frozenset[Words]
    longest: int
    adverbs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, meanings: Mapping[str, Iterable[str]], fillers: Iterable[str] = (), adverbs: Iterable[str] = ()) -> "Lexicon":
        """From folded phrases; of two meanings of one phrase the first holds."""
        phrases: dict[Words, str] = {}
        for meaning, words in meanings.items():
            for word in words:
                phrases.setdefault(tuple(word.split()), meaning)
        between = frozenset(tuple(word.split()) for word in fillers)
        return cls(phrases, between, max(map(len, [*phrases, *between]), default=1), frozenset(adverbs))

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
        for size in range(min(self.longest, len(words) - start), 0, -1):
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
