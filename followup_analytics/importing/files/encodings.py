"""Bytes become text: byte-order mark, then NUL pattern (UTF-16), then strict UTF-8, then a guess that is always reported."""

import codecs
import re
from dataclasses import dataclass

from followup_analytics.errors import SheetError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a detector calls Latin-1 is Windows text: the codes that differ are control characters in the one, quotes in the other.
MEANT_BY_DETECTOR = {"iso-8859-1": "cp1252", "ascii": "cp1252"}
SAMPLE_BYTES = 200_000
FALLBACK = "cp1252"
MIN_ODD_BYTES = 50


@dataclass(frozen=True)
class Decoded:
    """
    Text and how it was come by.

    `text` may hold lone surrogates where `foreign` names the encoding of a few records unlike all others: each stands for
    one byte (`errors="surrogateescape"`), so that the record can be named and its cells decoded by themselves.
    """

    text: str
    encoding: str
    guessed: bool = False
    foreign: str = ""


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a text file; `encoding` overrides what its bytes say."""
    if encoding is not None:
        return Decoded(_decode_as(data, name, encoding), encoding)
    for mark, marked in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(marked, "replace"), marked)
    wide = _utf16_by_nuls(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, guessed=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_other(data)


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    """Decode in the encoding that the caller named; what it can't hold becomes U+FFFD and is named later."""
    try:
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    except (LookupError, UnicodeError, ValueError):
        known = "utf-8, utf-16, cp1252 (Western Windows), cp1250, cp1251, gbk, shift_jis"
        raise SheetError(f" is no text encoding: give one of {known}", where=name, argument="encoding", value=encoding) from None


def _utf16_by_nuls(data: bytes) -> str:
    """The UTF-16 whose every other byte is mostly NUL, or nothing."""
    head = data[:20_000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 < len(head) or max(even, odd) < 20 * min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_other(data: bytes) -> Decoded:
    """Text that isn't UTF-8 throughout: wholly in another encoding, or UTF-8 with a few foreign records."""
    lines = [line for line in re.split(rb"[\r\n]", data) if not line.isascii()]
    foreign = [line for line in lines if not _is_utf8(line)]
    # Text in another encoding hardly ever looks like UTF-8: one line in five that does says that the file is UTF-8.
    if (len(lines) - len(foreign)) * 4 >= len(foreign):
        return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8", foreign=_guess_of_few(foreign))
    sample = data if len(data) <= SAMPLE_BYTES else b"\n".join(lines)
    encoding = guess(sample)
    return Decoded(data.decode(encoding, "replace"), encoding, guessed=True)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess_of_few(lines: list[bytes]) -> str:
    """The encoding of some lines; of a few words no detector can tell, and Western Windows is what most often is meant."""
    sample = b"\n".join(lines)
    odd = sum(byte >= 0x80 for byte in sample[:SAMPLE_BYTES])
    return guess(sample) if odd >= MIN_ODD_BYTES else FALLBACK


def guess(sample: bytes) -> str:
    """The encoding that a sample is most likely in, by chardet; Western Windows where it has no answer that fits."""
    import chardet

    found = chardet.detect(sample[:SAMPLE_BYTES])["encoding"] or FALLBACK
    encoding = MEANT_BY_DETECTOR.get(found.lower(), found.lower())
    try:
        sample.decode(encoding)
    except (LookupError, UnicodeError):
        return FALLBACK
    return encoding
