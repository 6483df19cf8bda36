"""What a header means by its words alone."""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from followup_analytics.errors import SheetError, did_you_mean
from followup_analytics.importing.columns.column_meanings import COLUMN_MEANINGS, record_of
from followup_analytics.importing.words.text_matching import fold, header_spellings
from followup_analytics.importing.words.word_lists import ambiguous_headers, header_meanings, header_words, meanings_of_columns

_BETWEEN = re.compile(r"\s*[/|&+／、]\s*|\s+(?:or|and|oder|und|bzw\.?|ou|et|o|u|y)\s+|\s*[或和及]\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_QUALIFIED = frozenset(name for name, meaning in COLUMN_MEANINGS.items() if meaning.is_qualified)
_DONE = frozenset(["status_check", "thank_you"])


def parts_of(header: str) -> list[str]:
    """The parts of a header that names several things; nothing where it names one, or denies one."""
    parts = [part.strip() for part in _BETWEEN.split(_BRACKETS.sub(" ", header)) if fold(part)]
    if any(len(fold(part)) < 2 and part.isascii() for part in parts):
        return []  # N/A, Y/N
    denied = any(set(fold(part).split()) & header_words("denials") for part in parts)
    return [] if denied or len(parts) < 2 else parts


def joined(meanings: list[str]) -> str:
    """What the parts mean together: what the known ones agree on; notes win over what is left aside."""
    known = list(dict.fromkeys(meaning for meaning in meanings if meaning))
    if len(known) == 1:
        return known[0]
    if known == ["company", "role"]:
        return "company_and_role"
    if "notes" in known and all(record_of(meaning).joins_notes for meaning in known if meaning != "notes"):
        return "notes"
    return ""


def qualified(words: frozenset[str], look_up: Callable[[frozenset[str]], str]) -> str:
    """The meaning of the words without those that only qualify it, name the papers sent, or say how it was done."""
    if words & header_words("denials"):
        return ""
    for what, allowed in (("qualifiers", _QUALIFIED), ("papers", frozenset(["applied"])), ("means", _DONE)):
        rest = words - header_words(what)
        meaning = look_up(rest) if rest and rest != words else ""
        if meaning in allowed:
            return meaning
    return ""


_SPELLED_ALIKE = 85
_NEAR = 60
WHERE_LISTED = 'all meanings are listed on the page "What is understood" (docs/what-is-understood.md)'


@dataclass(frozen=True)
class Guess:
    """A meaning (or "" where none is known), how it was found, the spelling that decided, and who told it."""

    meaning: str
    how: str
    spelling: str = ""
    told_by: str = "header"


def meaning_of(header: str, given: Mapping[str, str]) -> Guess:
    """The meaning that the caller gave, else the one of the header's spelling, else of its words."""
    if header.strip() in given:
        return Guess(given[header.strip()], "you said so", told_by="user")
    return _known_meaning(header)


@lru_cache(maxsize=4096)
def _known_meaning(header: str) -> Guess:
    guess = _simple_meaning(header)
    parts = () if guess.how else parts_of(header)
    guesses = [_simple_meaning(part) for part in parts]
    meaning = joined([part.meaning for part in guesses])
    if not meaning:
        return guess
    spelling = next((part.spelling for part in guesses if part.meaning == meaning), "")
    return Guess(meaning, "a part of it is a known header", spelling)


def _simple_meaning(header: str) -> Guess:
    spellings = header_spellings(header)
    for spelling in spellings:
        if spelling in ambiguous_headers() or spelling in header_meanings():
            open_meaning = ambiguous_headers().get(spelling, {}).get("any", "")
            return Guess(header_meanings().get(spelling, open_meaning), "a known header", spelling)
    for spelling in spellings:
        meaning = _by_words().get(_words(spelling), "")
        if meaning:
            return Guess(meaning, "the words of a known header", spelling)
    for spelling in spellings:
        meaning = _by_words_undated().get(_words(spelling) - header_words("days"), "")
        if record_of(meaning).is_dated and _words(spelling) & header_words("days"):
            return Guess(meaning, "the words of a known header, and a word for a day", spelling)
    for spelling in spellings:
        meaning = qualified(_words(spelling), _with_or_without_day)
        if meaning:
            return Guess(meaning, "a known header, and words that do not change it", spelling)
    return Guess("", "")


def _with_or_without_day(words: frozenset[str]) -> str:
    meaning = _by_words().get(words, "")
    if not meaning and words & header_words("days"):
        return _by_words_undated().get(words - header_words("days"), "")
    return meaning


def similar_meaning(header: str) -> Guess:
    """The meaning of a header that is spelled almost alike; to be told to the user where it is taken."""
    from rapidfuzz import fuzz, process

    for spelling in header_spellings(header):
        best = process.extractOne(spelling, header_meanings().keys(), scorer=fuzz.ratio, score_cutoff=_SPELLED_ALIKE)
        if best and len(spelling) >= 5 and spelling[0] == best[0][0]:
            return Guess(header_meanings()[best[0]], f"spelled almost like {best[0]!r}", best[0], "spelling")
    return Guess("", "")


def nearest_spellings(word: str, known: list[str]) -> list[str]:
    """The known spellings that look most like a word, best first."""
    from rapidfuzz import fuzz, process

    found = process.extract(fold(word), known, scorer=fuzz.token_sort_ratio, limit=3, score_cutoff=_NEAR)
    return [spelling for spelling, _, _ in found]


@lru_cache(maxsize=1)
def _by_words() -> Mapping[frozenset[str], str]:
    meanings: dict[frozenset[str], str] = {}
    articles, ordinals = header_words("articles"), header_words("ordinals")
    for spelling, meaning in header_meanings().items():
        meanings.setdefault(_words_but(spelling, articles, ordinals), meaning)
    meanings.pop(frozenset(), None)
    return meanings


@lru_cache(maxsize=1)
def _by_words_undated() -> Mapping[frozenset[str], str]:
    meanings: dict[frozenset[str], str] = {}
    for words, meaning in _by_words().items():
        if record_of(meaning).is_dated:
            meanings.setdefault(words - header_words("days"), meaning)
    meanings.pop(frozenset(), None)
    return meanings


def _words(spelling: str) -> frozenset[str]:
    """The words that count: no articles, no numbers, and no ordinals unless nothing else is left."""
    return _words_but(spelling, header_words("articles"), header_words("ordinals"))


def _words_but(spelling: str, articles: Set[str], ordinals: Set[str]) -> frozenset[str]:
    words = frozenset([word for word in spelling.split() if not word[0].isdigit()]) - articles
    return words - ordinals or words


def checked_meaning(meaning: str | None, header: str) -> str:
    """A meaning that a caller gave; "" leaves the column aside."""
    name = {"application": "applied", None: ""}.get(meaning, meaning) or ""
    if name and name not in meanings_of_columns():
        raise SheetError(f": {header!r} can't mean {name!r}{meant_instead(name)}; {WHERE_LISTED}", argument="columns")
    return name


def meant_instead(name: str) -> str:
    """A closing clause with the meaning that is spelled most like a word, else the one of which it is a known header."""
    header = _known_meaning(name).meaning or similar_meaning(name).meaning
    return did_you_mean(name, meanings_of_columns()) or (f" (did you mean {header!r}?)" if header else "")
