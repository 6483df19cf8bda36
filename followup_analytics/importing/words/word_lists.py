"""The words that people write, from the TOML files here, and their compiled copy.

The lists are kept as TOML, which people can edit and comment; reading and folding them would take longer than a whole sheet does.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from followup_analytics.importing.words.text_matching import Lexicon, fold

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "zh")
_ABOUT_COMMENTS = ("alone", "doubts")


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, Any]]:
    compiled = Path(__file__).with_name("compiled.json")
    tables: Mapping[str, Mapping[str, Any]] = json.loads(compiled.read_text(encoding="utf-8"))
    return tables


def _table(name: str) -> Mapping[str, Any]:
    return _tables()[name]


def _words(entry: Mapping[str, Any]) -> list[str]:
    return [word for language in LANGUAGES for word in entry.get(language, [])]


@lru_cache(maxsize=1)
def meanings_of_columns() -> Mapping[str, str]:
    """The names that `columns=` accepts, each with what it is for."""
    return {meaning: entry["about"] for meaning, entry in _table("headers").items()}


@lru_cache(maxsize=1)
def header_meanings() -> Mapping[str, str]:
    """The meaning of each folded header spelling; of two meanings of one spelling the first in the file holds."""
    meanings: dict[str, str] = {}
    for meaning, entry in _table("headers").items():
        for word in _words(entry):
            meanings.setdefault(word, meaning)
    return meanings


@lru_cache(maxsize=1)
def ambiguous_headers() -> Mapping[str, Mapping[str, str]]:
    """The folded headers whose cells decide: test -> meaning, in the order in which to try them."""
    return {fold(header): tests for header, tests in _table("ambiguous").items()}


@lru_cache(maxsize=8)
def lexicon(name: str) -> Lexicon:
    """The words of `statuses`, `kinds`, `media` or `seniority` with their meanings."""
    table = dict(_table(name))
    fillers, adverbs = (_words(table.pop(what, {})) for what in ("fillers", "adverbs"))
    for what in _ABOUT_COMMENTS:
        table.pop(what, None)
    return Lexicon.of({meaning: _words(entry) for meaning, entry in table.items()}, fillers, adverbs)


@lru_cache(maxsize=2)
def comment_words(what: str) -> frozenset[str]:
    """The states that mean something else before a comment (`alone`), or what in a comment may take a state back (`doubts`)."""
    return frozenset(_words(_table("statuses")[what]))


@lru_cache(maxsize=16)
def grammar_words(what: str) -> tuple[str, ...]:
    """The folded words that decide what states mean together, the longest first: `turns`, `awaiting`, `theirs`, ..."""
    return tuple(sorted(_words(_table("status_grammar")[what]), key=len, reverse=True))


@lru_cache(maxsize=8)
def promise_words(what: str) -> tuple[str, ...]:
    """The folded words around a day in a note: `until`, `their_answer`, `your_answer`, `plans`, `relative`."""
    return tuple(_words(_table("promises")[what]))


@lru_cache(maxsize=1)
def placeholders() -> frozenset[str]:
    """What stands for an empty cell, as written but for case and blanks."""
    return frozenset(word.casefold() for word in _words(_table("cells")["placeholders"]))


@lru_cache(maxsize=1)
def yes_words() -> frozenset[str]:
    """What ticks a box."""
    return frozenset(word.casefold() for word in _words(_table("cells")["yes"]))


@lru_cache(maxsize=1)
def no_words() -> frozenset[str]:
    """What leaves a box empty."""
    return frozenset(word.casefold() for word in _words(_table("cells")["no"]))


@lru_cache(maxsize=1)
def held_words() -> frozenset[str]:
    """What says in a column of interviews that one took place, folded."""
    return frozenset(fold(word) for word in _words(_table("cells")["held"]))


@lru_cache(maxsize=1)
def nothing_said() -> tuple[Lexicon, frozenset[str]]:
    """The sentences for nothing, and the words that they begin with."""
    cells = _table("cells")
    phrases, around = ([fold(word) for word in _words(cells[name])] for name in ("nothing", "nothing_said_of"))
    return Lexicon.of({"nothing": phrases}, around), frozenset(phrase.split()[0] for phrase in phrases)


@lru_cache(maxsize=1)
def totals_words() -> frozenset[str]:
    """What begins a row of sums."""
    return frozenset(fold(word) for word in _words(_table("cells")["totals"]))


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """The number of each month's name, folded."""
    return {fold(word): int(number) for number, entry in _table("months").items() for word in _words(entry)}


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """The folded names of parts of countries."""
    return frozenset(fold(name) for name in _words(_table("regions")["regions"]))


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """The ISO code of each country's name, folded."""
    return {fold(name): code for code, names in _table("countries").items() for name in names}


@lru_cache(maxsize=8)
def closed_words(column: str) -> Mapping[str, str]:
    """The vocabulary word for each folded spelling of an attribute (`company_type`, `culture`, `stated_process`)."""
    entries = _table("attributes")[column]
    return {fold(spelling): word for word, entry in entries.items() for spelling in [word, *_words(entry)]}


@lru_cache(maxsize=1)
def exports() -> Mapping[str, Mapping[str, Any]]:
    """Exports of services: the headers that give one away, and what follows from it."""
    return _table("exports")


@lru_cache(maxsize=1)
def seniority_words() -> Mapping[str, Mapping[str, list[str]]]:
    """The folded words of each level, by where they count."""
    return _table("seniority")


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    """The names of weekdays, folded."""
    return frozenset(fold(word) for word in _words(_table("cells")["weekdays"]))


@lru_cache(maxsize=1)
def month_parts() -> Mapping[str, tuple[int, int]]:
    """The first and the last day of the part of a month that a folded word names."""
    parts: dict[str, tuple[int, int]] = {}
    for days, entry in _table("day_words")["month_parts"].items():
        first, last = days.split("-")
        parts |= {fold(word): (int(first), int(last)) for word in _words(entry)}
    return parts


@lru_cache(maxsize=8)
def day_words(what: str) -> tuple[str, ...]:
    """The words beside a day that say it was `moved` or `called_off`, or that it is `denied`, with their `fillers`."""
    return tuple(_words(_table("day_words")[what]))


@lru_cache(maxsize=1)
def zone_names() -> Mapping[str, str]:
    """The IANA name for each folded short form or place that names a time zone."""
    return {fold(word): name for name, words in _table("zones")["zones"].items() for word in words}


@lru_cache(maxsize=4)
def zone_words(what: str) -> tuple[str, ...]:
    """The folded words for zones that are `asked`, that stand `around` a zone, or that name the seeker's `own`."""
    return tuple(fold(word) for word in _table("zones")[what]["words"])


@lru_cache(maxsize=4)
def interview_words(what: str) -> Mapping[str, tuple[str, ...]]:
    """The folded words for each stage (`stages`) or medium (`media`) of interviews."""
    return {meaning: tuple(fold(word) for word in _words(entry)) for meaning, entry in _table("interviews")[what].items()}


@cache
def header_words(what: str) -> frozenset[str]:
    """The words of headers that are `articles`, `days` or `ordinals`."""
    return frozenset(fold(word) for word in _words(_table("header_grammar")[what]))


# The large ones, of which a spelling counts only folded.
_FOLDED = ("headers", "kinds", "media", "promises", "seniority", "status_grammar", "statuses")
WORDS = Path(__file__).parent
COMPILED = WORDS / "compiled.json"


def compiled() -> str:
    """All word lists as JSON: a table by the name of its file."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(WORDS.glob("*.toml"))}
    tables |= {name: _folded(tables[name]) for name in _FOLDED}
    return json.dumps(tables, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _folded(entry: Any) -> Any:
    """The same with each word of its lists folded, once; a header may be a symbol alone, of which nothing would be left."""
    if isinstance(entry, dict):
        return {name: _folded(inner) for name, inner in entry.items()}
    return list(dict.fromkeys(fold(word) or word for word in entry)) if isinstance(entry, list) else entry


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
