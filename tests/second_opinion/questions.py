"""What the list asks the seeker: stated without a day, and promises in notes, as section 6 of the page has it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from .story import ANCHORS, STOPS, Story

KINDS = ("offer", "interview", "rejection", "promise")
KIND_OF_STATUS = {"offer": "offer", "interviewing": "interview", "rejected": "rejection"}
SILENT_DAYS = {"offer": 60, "interview": 60, "rejection": 30, "promise": 60}
SHOWN = 5
DENIED_WORD = re.compile(r"\b(no|without|before)\b[^,;.]*interview", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """One question on one application; without any event there is no last one."""

    application_id: str
    kind: str
    last_at: datetime | None
    silent_days: int | None

    @property
    def is_old(self) -> bool:
        return self.silent_days is None or self.silent_days > SILENT_DAYS[self.kind]

    @property
    def place(self) -> tuple[object, ...]:
        assert self.last_at is not None
        return KINDS.index(self.kind), -self.last_at.timestamp(), self.application_id


def questions_of(stories: Mapping[str, Story], promises: Mapping[str, date]) -> tuple[list[Question], list[Question]]:
    """The questions in their order, and those that are too old to be asked."""
    every = [_question(name, story, kind) for name, story in stories.items() for kind in _kinds(story, name in promises)]
    young = sorted((question for question in every if not question.is_old), key=lambda question: question.place)
    return young, [question for question in every if question.is_old]


def _kinds(story: Story, promised: bool) -> list[str]:
    kind = KIND_OF_STATUS.get(story.undated_status, "")
    if kind == "rejection" and not _followed_an_interview(story):
        kind = ""
    return [name for name in (kind, "promise" if promised and not _has_ended(story) else "") if name]


def _has_ended(story: Story) -> bool:
    """Whether no promise can matter any more: they or the seeker ended it, and nothing came after that."""
    last = story.past(*ANCHORS, *STOPS)[-1:]
    ended = any(event.kind in STOPS for event in last)
    return ended or story.undated_status not in ("", "interviewing")


def _followed_an_interview(story: Story) -> bool:
    words = str(getattr(story.application, "stated_status", "") or "")
    says_so = "interview" in words.lower() and DENIED_WORD.search(words) is None
    return says_so or bool(story.past("interview"))


def _question(name: str, story: Story, kind: str) -> Question:
    last = max(story.events, key=lambda event: event.at, default=None)
    if last is None:
        return Question(name, kind, None, None)
    today = story.calendar.day_of(story.moment.reached)
    return Question(name, kind, last.at, (today - last.day).days)
