"""A message in greeting, paragraphs and signature, with what the log knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from followup_analytics.messages.facts import Facts
from followup_analytics.messages.message import Message
from followup_analytics.messages.phrases import Phrases
from followup_analytics.rules.cadence import Seeker

_MOST_HEAD_LINES = 12
_MOST_GREETING_WORDS = 8
_FEW_WORDS = 4
# Where a greeting ends on a line that goes on; "Dr." ends none.
_GREETING_END = re.compile(r"(?<=\w)[,:!;?](?=\s)|\s[–—-](?=\s)|(?<=\w{4})\.(?=\s)")
_MOST_CLOSING_WORDS = 5
_MOST_SIGNATURE_LINES = 8


@dataclass(frozen=True)
class Parts:
    """The parts of a body, empty where there is none; `runs_on` where the first paragraph stands on the greeting's line."""

    head: str
    greeting: str
    paragraphs: tuple[str, ...]
    signature: str
    runs_on: bool = False


def parts_of(body: str, phrases: Phrases) -> Parts:
    """Take a body apart at its greeting and its closing line."""
    lines = [line.strip() for line in body.strip().split("\n")]
    start, greeting, rest = _greeting(lines, phrases)
    end = _closing(lines, phrases, start)
    inner = [*([rest] if rest else []), *lines[start + bool(greeting) : end]]
    head = "\n".join(lines[:start]).strip() if greeting else ""
    text = "\n".join(inner if greeting else lines[:end])
    paragraphs = tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())
    return Parts(head, greeting, paragraphs, "\n".join(lines[end:]).strip(), bool(rest))


def _greeting(lines: list[str], phrases: Phrases) -> tuple[int, str, str]:
    """The line of the greeting, the greeting, and what follows it on that line."""
    for number, line in enumerate(lines[:_MOST_HEAD_LINES]):
        if phrases.begins("greetings", line):
            few = len(line.split())
            if few <= _FEW_WORDS or (few <= _MOST_GREETING_WORDS and line[-1] in ",:，："):
                return number, line, ""
            end = _end_of_greeting(line, phrases)
            return (number, line[: end.end()], line[end.end() :].strip()) if end else (number, line, "")
    first = lines[0] if lines else ""
    if first.endswith(",") and 0 < len(first.split()) <= _FEW_WORDS:
        return 0, first, ""
    return 0, "", ""


def _end_of_greeting(line: str, phrases: Phrases) -> re.Match[str] | None:
    """Where the greeting ends: behind the name, also where a comma stands before it ("Good morning, Ms Tay, ...")."""
    ends = list(_GREETING_END.finditer(line))
    bare = len(phrases.begins("greetings", line))
    if len(ends) > 1 and ends[0].start() <= bare and len(line[ends[0].end() : ends[1].start()].split()) <= _FEW_WORDS:
        return ends[1]
    return ends[0] if ends else None


def _closing(lines: list[str], phrases: Phrases, start: int) -> int:
    """The number of the line that closes; that of the end where none does."""
    for number in range(max(start + 1, len(lines) - _MOST_SIGNATURE_LINES), len(lines)):
        line, after = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
        words, name_follows = len(line.split()), 0 < len(after.split()) <= _FEW_WORDS
        if words <= _MOST_CLOSING_WORDS and phrases.begins("closings", line) and (name_follows or line.endswith(",")):
            return number
        if words <= _MOST_GREETING_WORDS and line.endswith(",") and name_follows:
            return number
    return _bare_name(lines, start)


def _bare_name(lines: list[str], start: int) -> int:
    """Where a name alone, and what stands below it, ends the text after a blank line."""
    last = max((number for number, line in enumerate(lines) if not line), default=len(lines))
    below = lines[last + 1 :]
    few = 0 < len(below) <= 3 and all(len(line.split()) <= _FEW_WORDS and line[-1:] not in ".!?" for line in below)
    return last + 1 if few and last > start else len(lines)


MUST, SHOULD, HINT = "must", "should", "hint"


class Finding(NamedTuple):
    """What a check found."""

    rule: str
    severity: str
    where: str
    what: str
    mend: str


@dataclass(frozen=True)
class Look:
    """A message under review; `facts` are the log's where it is known what the message is about."""

    message: Message
    phrases: Phrases
    facts: Facts | None
    seeker: Seeker
    earlier: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The event kind of the message, "" where it is not known."""
        return self.message.kind

    @property
    def medium(self) -> str:
        """The medium of the message, "" where it is not known."""
        return self.message.medium

    @cached_property
    def parts(self) -> Parts:
        """The parts of the body."""
        return parts_of(self.message.body, self.phrases)

    @cached_property
    def text(self) -> str:
        """The paragraphs."""
        return "\n\n".join(self.parts.paragraphs)

    def has(self, table: str, text: str | None = None) -> bool:
        """Whether a phrase of a table occurs in the paragraphs, or in another text."""
        return bool(self.phrases.found(table, self.text if text is None else text))

    @cached_property
    def wording(self) -> list[tuple[str, str]]:
        """Each place with its text, in which names and notes of the log are replaced: their words are nobody's wording."""
        return [(where, self._masked(text)) for where, text in self.places()]

    def places(self) -> Iterator[tuple[str, str]]:
        """Each place of the message with its text."""
        parts = self.parts
        numbered = ((f"paragraph {number}", text) for number, text in enumerate(parts.paragraphs, start=1))
        places = (("subject", self.message.subject), ("greeting", parts.greeting), *numbered, ("signature", parts.signature))
        return ((where, text) for where, text in places if text)

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        names = set(self.facts.names if self.facts else ()) | {self.seeker.name, self.seeker.email, self.seeker.phone}
        if self.facts:
            names |= {part for name in (self.facts.contact, self.seeker.name) for part in name.split() if len(part) > 1}
        known = sorted((name for name in names if name.strip()), key=len, reverse=True)
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in known), re.IGNORECASE) if known else None

    def _masked(self, text: str) -> str:
        return self._known.sub("Known", text) if self._known else text
