"""Spellings that mean the same become one: case, accents, symbols and separators do not count."""

import re
import unicodedata
from functools import lru_cache

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
