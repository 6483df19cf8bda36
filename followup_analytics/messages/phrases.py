"""The phrases that the review looks for: data, a file for each language."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from followup_analytics.errors import MessageError, did_you_mean

_FOLDER = Path(__file__).with_name("phrases")
_WORD_LISTS = ("greetings", "closings", "doubled_words", "abbreviations", "always_capital", "empty_words")
_SWITCHES = ("capital_after_greeting",)
# In scripts that put no blanks between words a phrase may begin and end within a run of letters.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_GAP = r"(?:\W+\w+){0,4}?\W+"


@dataclass(frozen=True)
class Phrases:
    """The lists of one language: phrases to look for by the table's name, and lists of words."""

    language: str
    words: Mapping[str, tuple[str, ...]]
    capital_after_greeting: bool
    _wanted: Mapping[str, re.Pattern[str]]
    _unless: Mapping[str, re.Pattern[str]]

    def found(self, table: str, text: str) -> list[str]:
        """What of that table occurs in a text, as it is written there."""
        text = even(text)
        hits = list(self._wanted[table].finditer(text))
        if hits and table in self._unless:
            spared = [spared.span() for spared in self._unless[table].finditer(text)]
            hits = [hit for hit in hits if not any(start < hit.end() and hit.start() < end for start, end in spared)]
        return [hit[0] for hit in hits]

    def begins(self, table: str, line: str) -> str:
        """The longest word of a list that a line begins with, else ""."""
        folded = even(line).casefold()
        found = [word for word in self.words[table] if re.match(re.escape(word) + r"(?!\w)", folded)]
        return max(found, key=len, default="")


def even(text: str) -> str:
    """Text with one kind of apostrophe and of hyphen; each character keeps its place."""
    return text.translate({0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-"})


def phrases_of(language: str | os.PathLike[str]) -> Phrases:
    """The phrases of a language that the package has (`en`), or of a file of one's own.

    Raises
    ------
    MessageError
        If there is none, or the file lacks a table or has one too many; all of them are listed.
    """
    own = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    if str(language) in own:
        return _own(str(language))
    if not str(language).endswith(".toml"):
        near = did_you_mean(str(language), own)
        raise MessageError(f"no phrases for {str(language)!r}: there are {', '.join(own)}, or give a .toml file of yours{near}")
    return _read(Path(language))


@cache
def _own(language: str) -> Phrases:
    return _read(_FOLDER / f"{language}.toml")


def _read(path: Path) -> Phrases:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MessageError(f"{path}: can't be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MessageError(f"{path.name}: is not valid TOML: {error}") from error
    if path.parent != _FOLDER:
        _check(tables, path.name)
    lists = {name: entry for name, entry in tables.items() if isinstance(entry, dict)}
    return Phrases(
        tables["language"],
        {name: tuple(tables[name]) for name in _WORD_LISTS},
        tables["capital_after_greeting"],
        {name: _pattern(entry["phrases"]) for name, entry in lists.items()},
        {name: _pattern(entry["unless"]) for name, entry in lists.items() if entry.get("unless")},
    )


def _check(tables: Mapping[str, Any], name: str) -> None:
    """A file must have what the English one has, in the same form."""
    model = tomllib.loads((_FOLDER / "en.toml").read_text(encoding="utf-8"))
    wrong = [f"{key}: is missing" for key in model if key not in tables]
    wrong += [f"{key}: is not known{did_you_mean(key, model)}" for key in tables if key not in model]
    wrong += [f"{key}: must be {_form(model[key])}" for key in model if key in tables and not _alike(tables[key], model[key])]
    if wrong:
        raise MessageError("; ".join(f"{name}: {problem}" for problem in wrong))


def _form(value: Any) -> str:
    forms = {dict: "a table with a list of phrases", list: "a list of text", bool: "true or false", str: "text"}
    return forms[type(value)]


def _alike(value: Any, model: Any) -> bool:
    if isinstance(model, dict):
        return (
            isinstance(value, dict)
            and "phrases" in value
            and set(value) <= {"phrases", "unless"}
            and all(map(_texts, value.values()))
        )
    return _texts(value) if isinstance(model, list) else type(value) is type(model)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """One expression for a list, the longest phrases first."""
    whole = "|".join(_expression(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(whole or r"(?!)", re.IGNORECASE)


def _expression(phrase: str) -> str:
    pieces = [" ".join(map(_word, piece.split())).replace(" ", r"\s+") for piece in phrase.split("...")]
    ends = (
        "" if _UNSPACED.match(c) or not (c.isalnum() or c == "*") else edge
        for c, edge in ((phrase[0], r"(?<!\w)"), (phrase[-1], r"(?!\w)"))
    )
    before, after = ends
    return before + _GAP.join(pieces) + after


def _word(word: str) -> str:
    return r"\w*".join(map(re.escape, word.split("*")))
