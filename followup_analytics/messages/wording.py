"""Words for drafts: one line out of a cell, lists, days, phrases fitted into a sentence."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

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
