"""Phrases for drafts, and the phrases that the review looks for."""

import datetime as dt
import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from followup_analytics.errors import MessageError, did_you_mean

_FOLDER = Path(__file__).with_name("phrases")
_WORD_LISTS = ("greetings", "closings", "doubled_words", "abbreviations", "always_capital", "empty_words", "stock_words")
# What a file of one's own may leave out.
_OPTIONAL = ("stock_words", "gracious", "about_them")
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
        hits = list(self._wanted[table].finditer(text)) if table in self._wanted else []
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
        {name: tuple(tables.get(name, ())) for name in _WORD_LISTS},
        tables["capital_after_greeting"],
        {name: _pattern(entry["phrases"]) for name, entry in lists.items()},
        {name: _pattern(entry["unless"]) for name, entry in lists.items() if entry.get("unless")},
    )


def _check(tables: Mapping[str, Any], name: str) -> None:
    """A file must have what the English one has, in the same form."""
    model = tomllib.loads((_FOLDER / "en.toml").read_text(encoding="utf-8"))
    wrong = [f"{key}: is missing" for key in model if key not in tables and key not in _OPTIONAL]
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
    """One word, or one of several between bars; a star stands for any ending."""
    several = [r"\w*".join(map(re.escape, one.split("*"))) for one in word.split("|")]
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LONGEST_NOTE = 140
_BETWEEN_NOTES = re.compile(r"[;|\n\r\u2022\u00b7]+")
# "We talked about dashboards": what was talked about is "dashboards".
_TALK = re.compile(
    r"(?:we |i )?(?:talked|spoke|chatted|discussed|discussion|conversation)\b(?: (?:about|of|on|over))? ", re.IGNORECASE
)
_SMALL_WORDS = ("A", "An", "The", "Our", "Their", "Your", "His", "Her", "How", "What", "Why", "Where", "When", "Which")
_SENTENCE = re.compile(r"(?:I|I'm|I’m|I've|I’ve|We|My)\b .*")


def one_line(text: str) -> str:
    """A cell's text on one line: line breaks and control characters become blanks, all else stays as it is."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text).split())


def notes_of(text: str) -> tuple[str, ...]:
    """The single notes of a cell, in its order: parts between semicolons, bars, bullets and line breaks."""
    parts = (one_line(part).strip(" .,:-–") for part in _BETWEEN_NOTES.split(text))
    return tuple(dict.fromkeys(_uncapped(_TALK.sub("", part, count=1)) for part in parts if part))


def short_enough(notes: Sequence[str]) -> tuple[str, ...]:
    """The first two notes that fit into a sentence."""
    return tuple(note for note in notes if len(note) <= _LONGEST_NOTE)[:2]


def _uncapped(note: str) -> str:
    first, blank, rest = note.partition(" ")
    return f"{first.lower()}{blank}{rest}" if first in _SMALL_WORDS else note


def listed(items: Sequence[str]) -> str:
    """Items as a list in a sentence.

    >>> listed(["dashboards", "the team", "tests"])
    'dashboards, the team and tests'
    """
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def woven(items: Sequence[str], frame: str) -> str:
    """Notes in a sentence in place of its `#`; a note that is a sentence of its own follows as one.

    >>> woven(["SQL", "I built three dashboards"], "I would be glad to bring # to the role.")
    'I would be glad to bring SQL to the role. I built three dashboards.'
    """
    phrases = [item for item in items if not _SENTENCE.fullmatch(item)]
    sentences = [frame.replace("#", listed(phrases), 1)] if phrases else []
    return " ".join([*sentences, *(ended(item) for item in items if item not in phrases)])


def ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if not text or text[-1] in ".!?…。！？" else text + "."


def day_name(day: dt.date, today: dt.date | None = None) -> str:
    """A day as letters name it: "Monday, 2 March", with the year where it is not this one.

    >>> day_name(dt.date(2026, 3, 2), dt.date(2026, 3, 9))
    'Monday, 2 March'
    """
    text = f"{_WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]}"
    return text if today is None or today.year == day.year else f"{text} {day.year}"


def cut(text: str, most: int) -> str:
    """The whole words of a text that fit into so many characters."""
    if len(text) <= most:
        return text
    whole = text[: most + 1].rsplit(" ", 1)
    return whole[0].rstrip(" ,;:-–(/") if len(whole) > 1 else ""


def vary(seed: str, *options: str) -> str:
    """One of several wordings, always the same for the same seed, so that not all messages read alike."""
    return options[crc32((seed + options[0]).encode()) % len(options)]
