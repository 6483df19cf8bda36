"""The texts of mail headers, decoded and folded so that spellings that mean the same are one.

Nothing is remembered between two texts: a body leaves no trace.
"""

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses
from functools import lru_cache
from sys import intern
from typing import NamedTuple

_MOST_ADDRESSES = 200
_MOST_CHARACTERS = 20_000
_FOLD = re.compile(r"\r?\n[ \t]+")
_ONE_ADDRESS = re.compile(
    r"""\s*(?:"?([^"<>,;:()]*?)"?\s*)<([^<>@\s,;]+@[^<>@\s,;]+)>\s*$|\s*([^<>@\s,;:"()]+@[^<>@\s,;:"()]+)\s*$"""
)
_ID = re.compile(r"<([^<>\s]+)>")
_WANTED = frozenset(
    (
        *("from", "sender", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "received", "delivered-to"),
        *("x-original-to", "x-gm-thrid", "x-gmail-labels", "list-unsubscribe", "list-id", "list-post", "precedence"),
        *("auto-submitted", "x-auto-response-suppress", "x-autoreply", "x-autorespond", "content-type"),
        "content-transfer-encoding",
    )
)
# What is written and what is meant.
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "latin-1": "cp1252"}


def header_fields(raw: bytes) -> dict[str, str]:
    """The wanted fields of a header block, names in lower case; of a field that comes twice, the first with a value."""
    fields: dict[str, str] = {}
    for line in _FOLD.sub(" ", text_of(raw.replace(b"\0", b""))).splitlines():
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if colon and name in _WANTED and not fields.get(name):
            fields[name] = value.strip()
    return fields


def text_of(raw: bytes, charset: str = "") -> str:
    """Bytes as text: by the charset that is declared, else UTF-8, else what Western mail programs meant."""
    name = charset.strip("\"' ").lower()
    for candidate in ([_CHARSETS.get(name, name)] if name else []) + ["utf-8"]:
        try:
            return raw.decode(candidate)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode(_guessed(raw) if not name else "cp1252", "replace")


def _guessed(raw: bytes) -> str:
    """The charset of bytes without any declaration, from their first four thousand."""
    if len(raw) < 40:
        return "cp1252"
    from chardet import detect

    found = detect(raw[:4096])["encoding"] or "cp1252"
    return _CHARSETS.get(found.lower(), found)


@lru_cache(maxsize=4096)
def decoded(value: str) -> str:
    """A header's value with its encoded words decoded; what can't be is left as it is."""
    if "=?" not in value:
        return value.strip()
    try:
        parts = decode_header(value[:_MOST_CHARACTERS])
    except (HeaderParseError, ValueError, LookupError):
        return value.strip()
    text = "".join(part if isinstance(part, str) else _part(part, charset) for part, charset in parts)
    return " ".join(text.split())


def _part(part: bytes, charset: str | None) -> str:
    if charset is None:
        return text_of(part)
    try:
        return part.decode(_CHARSETS.get(charset.lower(), charset), "replace")
    except LookupError:
        return text_of(part)


def addresses_in(value: str) -> list[tuple[str, str]]:
    """Names and addresses of a field: names decoded, addresses in lower case; groups and comments are seen through."""
    if not value:
        return []
    if one := _ONE_ADDRESS.match(value):
        return [(intern(decoded(one[1] or "")), intern((one[2] or one[3]).lower()))]
    found = [(decoded(name).strip("\"' "), address.strip().lower()) for name, address in getaddresses([value[: 64 * 1024]])]
    return [(intern(name), intern(address)) for name, address in found if "@" in address][:_MOST_ADDRESSES]


def message_ids(value: str) -> list[str]:
    """The Message-IDs of a field, without their brackets."""
    return _ID.findall(value) or ([value.strip()] if value.strip() and " " not in value.strip() else [])


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
