"""The text of one message: its text parts decoded, attachments skipped, HTML made plain, what it quotes cut off."""

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import BinaryIO

from followup_analytics.evidence.header_text import header_fields, text_of, words_of
from followup_analytics.evidence.phrases import folded_list

_LONGEST_LINE = 1 << 16
_MOST_BYTES = 256 * 1024
_MOST_DEPTH = 50
_MOST_CHARACTERS = 20_000
_PARAMETER = re.compile(r"""([\w-]+)\*?=\s*(?:"([^"]*)"|([^;\s]+))""")
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "blockquote",
            "br",
            "div",
            "dd",
            "dt",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
        ),
        *("li", "ol", "p", "pre", "section", "table", "td", "tr", "ul"),
    )
)
_SILENT = frozenset(("style", "script", "head", "title", "blockquote"))
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input"))
_QUOTING = re.compile(r"gmail_quote|divRplyFwdMsg|yahoo_quoted|moz-cite-prefix|appendonsend|mail-quote", re.IGNORECASE)


@dataclass(slots=True)
class Parts:
    """The parts of a message that are read."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The new text of the message: what it quotes or passes on is left out."""
        plain = "\n".join(self.plain).strip()
        if len(plain) < 20 and self.html:
            plain = plain_of_html("\n".join(self.html))
        return without_quotes(plain[: 4 * _MOST_CHARACTERS])[:_MOST_CHARACTERS]


def read_parts(file: BinaryIO, offset: int, length: int) -> Parts:
    """The text and calendar parts of the message at a place; an attachment is read past, line by line."""
    file.seek(offset)
    parts = Parts()
    lines = _lines(file, length)
    _read_entity(lines, [], parts, 0)
    return parts


def _lines(file: BinaryIO, length: int) -> Iterator[bytes]:
    left = length
    while left != 0:
        line = file.readline(_LONGEST_LINE if left < 0 else min(_LONGEST_LINE, left))
        if not line:
            return
        left -= len(line) if left > 0 else 0
        yield line


def _read_entity(lines: Iterator[bytes], boundaries: list[bytes], parts: Parts, depth: int) -> bytes:
    """Read one part up to a boundary of those around it, and give that line; empty at the end."""
    head = bytearray()
    for line in lines:
        if line in (b"\n", b"\r\n"):
            break
        if _is_boundary(line, boundaries):
            return line
        head += line[:_LONGEST_LINE]
    fields = header_fields(bytes(head))
    kind = fields.get("content-type", "text/plain").partition(";")[0].strip().lower()
    given = {name.lower(): one or other for name, one, other in _PARAMETER.findall(fields.get("content-type", ""))}
    if kind.startswith("multipart/") and given.get("boundary") and depth < _MOST_DEPTH:
        return _read_multipart(lines, given["boundary"].encode("utf-8", "replace"), boundaries, parts, depth)
    body, end = _body(
        lines, boundaries, wanted=kind in ("text/plain", "text/html", "text/calendar") or kind.startswith("multipart/")
    )
    if body:
        text = text_of(_unwrapped(body, fields.get("content-transfer-encoding", "")), given.get("charset", ""))
        target = {"text/html": parts.html, "text/calendar": parts.calendars}.get(kind, parts.plain)
        target.append(text)
    return end


def _read_multipart(lines: Iterator[bytes], boundary: bytes, around: list[bytes], parts: Parts, depth: int) -> bytes:
    own = b"--" + boundary
    _, end = _body(lines, [*around, own], wanted=False)
    while end.rstrip() == own:
        end = _read_entity(lines, [*around, own], parts, depth + 1)
    if end.startswith(own):
        _, end = _body(lines, around, wanted=False)
    return end


def _is_boundary(line: bytes, boundaries: list[bytes]) -> bool:
    return line.startswith(b"--") and any(line.rstrip() in (one, one + b"--") for one in boundaries)


def _body(lines: Iterator[bytes], boundaries: list[bytes], *, wanted: bool) -> tuple[bytes, bytes]:
    """The lines up to a boundary, where they are wanted, and the boundary."""
    body = bytearray()
    for line in lines:
        if _is_boundary(line, boundaries):
            return bytes(body), line
        if wanted and len(body) < _MOST_BYTES:
            body += line[1:] if line.startswith(b">From ") else line
    return bytes(body), b""


def _unwrapped(body: bytes, encoding: str) -> bytes:
    encoding = encoding.strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return base64.b64decode(
            letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else letters + b"=" * (-len(letters) % 4)
        )
    return body


class _Plain(HTMLParser):
    """The words of HTML that are seen: no scripts, styles or quotations; each block is a paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links = 0
        self._silent: list[str] = []
        self._ends_here = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A quoted reply ends what is read; blocks begin a paragraph."""
        if any(name in ("class", "id") and _QUOTING.search(value or "") for name, value in attrs):
            self._ends_here = True
        if tag in _SILENT:
            self._silent.append(tag)
        if tag == "a":
            self.pieces.extend(f" {value} " for name, value in attrs if name == "href" and (value or "").startswith("http"))
        if tag in _BLOCKS:
            self.pieces.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Blocks end a paragraph."""
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BLOCKS and tag not in _VOID:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Words, as long as nothing quoted has begun."""
        if not self._silent and not self._ends_here:
            self.pieces.append(re.sub(r"\s+", " ", data))


def plain_of_html(html: str) -> str:
    """HTML as plain text."""
    parser = _Plain()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError):
        return re.sub(r"<[^>]*>", " ", html)
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.pieces)).strip()


def without_quotes(text: str) -> str:
    """What the sender wrote anew: quoted lines go, and all from a line on that begins what was quoted or passed on."""
    kept: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        bare = line.strip()
        if bare.startswith((">", "|>", "＞")):
            continue
        if bare in ("--", "-- ") and kept:
            break
        if _begins_quote(bare, lines[number + 1 : number + 6]):
            if any(after.strip().startswith(">") for after in lines[number + 1 : number + 4]):
                continue
            break
        kept.append(line)
    return "\n".join(kept)


def _begins_quote(line: str, after: list[str]) -> bool:
    """A line such as "On 3 March Ann wrote:", "----- Original message -----", or the first of a block of headers."""
    if not line or len(line) > 300:
        return False
    words = words_of(line)
    if line.startswith(("---", "___", "***")) and any(phrase in " ".join(words) for phrase in folded_list("quotes", "titles")):
        return True
    joined = line
    if not line.endswith((":", "：")) and after and after[0].strip().endswith((":", "：")):
        joined, words = f"{line} {after[0].strip()}", (*words, *words_of(after[0]))
    if joined.endswith((":", "：")) and any(letter.isdigit() for letter in joined) and len(words) < 40:
        text = " ".join(words)
        return any(f" {verb} " in f" {text} " for verb in folded_list("quotes", "verbs"))
    return _is_header(line) and sum(_is_header(other.strip()) for other in after) >= 2


def _is_header(line: str) -> bool:
    name, colon, _ = line.replace("：", ":").replace("*", "").partition(":")
    return bool(colon) and " ".join(words_of(name)) in folded_list("quotes", "headers")
