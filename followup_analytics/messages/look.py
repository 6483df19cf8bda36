"""What the checks look at: a message in its parts, the phrases of its language, and what the log knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from followup_analytics.messages.facts import Facts
from followup_analytics.messages.message import Message
from followup_analytics.messages.phrases import Phrases
from followup_analytics.messages.reading import Parts, parts_of
from followup_analytics.rules.settings import Seeker

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
