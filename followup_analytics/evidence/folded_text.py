"""Text without case, accents and signs, in sentences of words: what phrases and names are looked up in.

Nothing is remembered between two texts: a body leaves no trace.
"""

import re
import unicodedata
from typing import NamedTuple

_MARKS = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
# A full stop after a number is an ordinal's (19. Juni); one inside a name or an address has no blank after it.
_END = re.compile(r"(?<!\d)[.](?=\s|$)|[!?;\u3002\uff01\uff1f\uff1b\u2026](?=\s|$|[\u3400-\u9fff])|\n\s*\n|\n\s*[-*\u2022]\s")
_QUESTION = re.compile(r"[?\uff1f\u061f]")

Words = tuple[str, ...]


def folded(text: str) -> str:
    """Lower case, no accents, full-width letters as plain ones; signs stay."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return _MARKS.sub("", plain)


def words_of(text: str) -> Words:
    """The folded words of a text; each Chinese character is a word."""
    return tuple(_WORD.findall(folded(text)))


class Sentence(NamedTuple):
    """One sentence: its folded words, its folded text with all signs, and whether it asks."""

    words: Words
    text: str
    asks: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text."""
    plain = folded(text)
    found, start = [], 0
    for end in [*_END.finditer(plain), None]:
        stop = end.start() if end else len(plain)
        words = tuple(_WORD.findall(plain[start:stop]))
        if words:
            found.append(Sentence(words, plain[start:stop], bool(end and _QUESTION.search(end.group()))))
        start = end.end() if end else stop
    return found
