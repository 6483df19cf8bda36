"""Where each message of a mailbox file begins and ends, read line by line: no body is ever held."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_LONGEST_LINE = 1 << 16
_LONGEST_HEAD = 4 << 20
_BLANK = (b"\n", b"\r\n", b"\r")
# A body may hold a line that begins with "From ": a message begins only where a header that mail programs write first follows.
_FIRST_FIELD = re.compile(
    rb"(?:received|return-path|x-[\w-]+|date|from|to|cc|delivered-to|message-id|mime-version|subject|content-[\w-]+|status|"
    rb"reply-to|sender|list-[\w-]+|dkim-signature|arc-[\w-]+|authentication-results|envelope-to|references|in-reply-to|"
    rb"organization|user-agent|auto-submitted|thread-[\w-]+|importance|precedence|errors-to|delivery-date|lines|bcc|>from )"
    rb"[ \t]*:?",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """One message of a mailbox: its place, its header block, and the line before it."""

    offset: int
    length: int
    head: bytes
    separator: str


def spans_of_mailbox(file: BinaryIO) -> Iterator[Span]:
    """The messages of an mbox file, in their order."""
    place = start = 0
    separator, held, head, in_head, is_line_start = "", b"", bytearray(), False, True
    has_begun = False
    while line := held or file.readline(_LONGEST_LINE):
        held = b""
        if is_line_start and line.startswith(b"From ") and not in_head:
            following = file.readline(_LONGEST_LINE)
            if _FIRST_FIELD.match(following) or not following:
                if has_begun:
                    yield Span(start, place - start, bytes(head), separator)
                place += len(line)
                start, separator, head, in_head, has_begun = place, line.decode("ascii", "replace"), bytearray(), True, True
                held = following
                continue
            held = following
        elif in_head:
            in_head = line not in _BLANK
            if in_head and len(head) < _LONGEST_HEAD:
                head += line
        is_line_start = line.endswith(b"\n")
        place += len(line)
    if has_begun:
        yield Span(start, place - start, bytes(head), separator)


def span_of_message(file: BinaryIO) -> Span:
    """A file that is one message."""
    head = bytearray()
    while (line := file.readline(_LONGEST_LINE)) and line not in _BLANK and len(head) < _LONGEST_HEAD:
        head += line
    return Span(0, -1, bytes(head), "")
