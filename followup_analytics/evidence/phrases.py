"""Phrases of letters about jobs, from the files in `words/`: what a sentence says, in any of the languages.

A pattern is a row of words. `word*` and `*word` leave an ending or a beginning open, `(a|b c)` is one of several, `[a|b]` may be
missing, `..` stands for up to eight words, `...` for up to fifteen; of Chinese characters twice as many.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from followup_analytics.evidence.header_text import Words, words_of

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "zh")
_FOLDER = Path(__file__).with_name("words")
_PIECE = re.compile(r"\.\.\.?|[()\[\]|]|[^\s()\[\]|]+?(?=\.\.|[\s()\[\]|]|$)")
_GAPS = {"..": 8, "...": 15}
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_STEM = 4


@cache
def word_file(name: str) -> Mapping[str, Any]:
    """One of the files in `words/`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def listed(table: str, name: str) -> tuple[str, ...]:
    """The entries of one list in all languages."""
    return tuple(entry for language in LANGUAGES for entry in word_file(language).get(table, {}).get(name, ()))


@cache
def folded_list(table: str, name: str) -> frozenset[str]:
    """The entries of one list in all languages, folded."""
    return frozenset(" ".join(words_of(entry)) for entry in listed(table, name))


class Phrase:
    """One pattern, as an expression over folded words, made when it is first needed."""

    def __init__(self, kind: str, pattern: str) -> None:
        self.kind = kind
        self._pieces = _PIECE.findall(pattern)
        self._words_a_gap = 2 if _CHINESE.search(pattern) else 1

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """What is searched for in a sentence whose words all have a blank behind them."""
        return re.compile("(?<![^ ])" + "".join(_expression(piece, self._words_a_gap) for piece in self._pieces))

    def needed_words(self) -> list[str]:
        """Words of which a sentence must have one: those of the longest piece that may not be missing."""
        choices: list[list[str]] = []
        depth = optional = 0
        for piece in self._pieces:
            depth += {"(": 1, ")": -1}.get(piece, 0)
            optional += {"[": 1, "]": -1}.get(piece, 0)
            if optional or piece in _GAPS or piece in ")]":
                continue
            if piece == "(" and depth == 1:
                choices.append([""])
            elif piece == "|" and depth == 1:
                choices[-1].append("")
            elif depth == 0:
                choices.append([max(_literals(piece), key=_weight)])
            elif depth == 1 and piece != "(":
                choices[-1][-1] = max(choices[-1][-1], *_literals(piece), key=_weight)
        return max(choices, key=lambda words: min(_weight(word) for word in words))


def _weight(key: str) -> int:
    """How well a word tells sentences apart; one with both ends open can't be looked up."""
    return 0 if key.startswith("*") and key.endswith("*") else len(key)


def _literals(piece: str) -> list[str]:
    words = list(words_of(piece)) or [""]
    words[0] = "*" + words[0] if piece.startswith("*") else words[0]
    words[-1] = words[-1] + "*" if piece.endswith("*") else words[-1]
    return words


def _expression(piece: str, words_a_gap: int) -> str:
    if piece in _GAPS:
        return f"(?:[^ ]+ ){{0,{_GAPS[piece] * words_a_gap}}}?"
    if piece in "()[]|":
        return {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}[piece]
    return "".join(re.escape(word).replace(r"\*", "[^ ]*") + " " for word in _literals(piece))


class PhraseBook:
    """Lists of patterns by name, of which those that a sentence has are found by a word that each needs."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        for kind, patterns in lists.items():
            for pattern in patterns:
                phrase = Phrase(kind, pattern)
                for key in phrase.needed_words():
                    self._by_word[_shortened(key)].append(phrase)

    def found(self, words: Words) -> set[str]:
        """The names of the lists of which the sentence has a phrase."""
        text = "".join(word + " " for word in words)
        kinds: set[str] = set()
        for key in _keys_of(words):
            for phrase in self._by_word.get(key, ()):
                if phrase.kind not in kinds and phrase.expression.search(text):
                    kinds.add(phrase.kind)
        return kinds


def _shortened(key: str) -> str:
    """The key under which a word with an open end is kept: its first or last letters."""
    if key.startswith("*"):
        return "" if key.endswith("*") else "*" + key[1:][-_STEM:]
    return key[:-1][:_STEM] + "*" if key.endswith("*") else key


def _keys_of(words: Words) -> set[str]:
    keys = {"", *words}
    for word in set(words):
        for size in range(2, min(_STEM, len(word)) + 1):
            keys.update(("*" + word[-size:], word[:size] + "*"))
    return keys


@cache
def phrase_book(table: str) -> PhraseBook:
    """The patterns of a table of all languages' files: `inbound`, `outbound` or `common`."""
    names = sorted({name for language in LANGUAGES for name in word_file(language).get(table, {})})
    return PhraseBook({name: listed(table, name) for name in names})
