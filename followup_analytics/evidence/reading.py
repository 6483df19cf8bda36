"""Heads, calendar entries and LinkedIn tables from the files that were found; bodies come later, of few."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from followup_analytics.evidence.calendar_entries import CalendarEntry, read_entries
from followup_analytics.evidence.header_text import text_of
from followup_analytics.evidence.heads import Head, Place, read_head
from followup_analytics.evidence.linkedin import LinkedInTables, add_table, rows_of, table_kind
from followup_analytics.evidence.message_text import Parts, read_parts
from followup_analytics.evidence.sources import Found, Source

_LARGEST_CALENDAR = 64 << 20
_EMLX_LINE = 20
Tell = Callable[[int], None]


@dataclass
class Read:
    """What was read of all sources: messages by their heads, each once; entries; LinkedIn's tables."""

    heads: dict[str, Head] = field(default_factory=dict)
    entries: list[CalendarEntry] = field(default_factory=list)
    linkedin: LinkedInTables = field(default_factory=LinkedInTables)
    linkedin_source: str = ""
    messages: int = 0


def read_sources(found: Found, tell: Tell) -> Read:
    """Read the heads of all sources; what can't be read is a problem of its source."""
    read = Read()
    for number, source in enumerate(found.sources):
        try:
            if source.kind in ("mbox", "message"):
                _read_mail(source, number, read, found, tell)
            elif source.kind == "calendar":
                _read_calendar(source, read, found)
            else:
                _read_table(source, read, found)
        except (OSError, ValueError, EOFError) as error:
            reason = getattr(error, "strerror", None) or "it is damaged"
            found.refuse(source.name, f"the file can't be read to its end ({reason})", "what comes after that is left out")
    return read


def _read_mail(source: Source, number: int, read: Read, found: Found, tell: Tell) -> None:
    undated = 0
    with source.opened() as file:
        spans: Iterable[Span] = spans_of_mailbox(file) if source.kind == "mbox" else [span_of_message(file)]  # type: ignore[arg-type]
        is_empty = True
        for span in spans:
            is_empty = False
            read.messages += 1
            tell(read.messages)
            head = read_head(_without_count(span.head), Place(number, span.offset, span.length), source.folder, span.separator)
            if head is None:
                undated += 1
            else:
                _keep(head, read)
    if undated:
        found.refuse(source.name, f"messages without a sender or a day: {undated}", "they are left out")
    if is_empty:
        found.refuse(source.name, "no message begins in it", "nothing is read from it")


def _without_count(head: bytes) -> bytes:
    """The head without the number of bytes with which Apple Mail begins a message."""
    first, _, rest = head.partition(b"\n")
    return rest if first.strip().isdigit() and len(first) < _EMLX_LINE else head


def _keep(head: Head, read: Read) -> None:
    """Keep one of each message, with what all copies say of the folders they are in."""
    first = read.heads.setdefault(head.evidence_id, head)
    if first is not head:
        first.is_sent |= head.is_sent
        # What is in a sent folder too is no draft any more.
        first.is_left_out = (first.is_left_out or head.is_left_out) and not first.is_sent
        first.references = first.references or head.references
        first.thread = first.thread or head.thread


def _read_calendar(source: Source, read: Read, found: Found) -> None:
    with source.opened() as file:
        text = text_of(file.read(_LARGEST_CALENDAR))
    entries, broken = read_entries(text, source.name)
    read.entries += entries
    if broken:
        found.refuse(source.name, f"entries that can't be read: {broken}", "they are left out; the others are read")
    if not entries and not broken:
        found.refuse(source.name, "the calendar has no entry", "nothing is read from it")


def _read_table(source: Source, read: Read, found: Found) -> None:
    with source.opened() as file:
        rows = list(rows_of(file))
    kind, head = table_kind(rows[:60])
    if not kind:
        return
    lost = add_table(read.linkedin, kind, head, rows)
    if kind == "messages":
        read.linkedin_source = source.name
    if lost:
        found.refuse(source.name, f"rows that can't be read: {lost}", "they are left out; the others are read")


def read_bodies(heads: Iterable[Head], found: Found, use: Callable[[Head, Parts], None]) -> None:
    """Hand the parts of each message to a function, one at a time, in the order in which they lie in their files."""
    by_source: dict[int, list[Head]] = {}
    for head in heads:
        by_source.setdefault(head.place.source, []).append(head)
    for number, wanted in sorted(by_source.items()):
        source = found.sources[number]
        try:
            with source.opened() as file:
                for head in sorted(wanted, key=lambda one: one.place.offset):
                    use(head, read_parts(file, head.place.offset, head.place.length))  # type: ignore[arg-type]
        except (OSError, EOFError, io.UnsupportedOperation) as error:
            found.refuse(
                source.name, f"texts of messages can't be read ({getattr(error, 'strerror', None)})", "their kind is asked"
            )


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
