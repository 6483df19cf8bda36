"""What a message says, kept as facts: no word of its text is left once it has been read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from followup_analytics.evidence.calendar_entries import CalendarEntry, read_entries
from followup_analytics.evidence.directory import Directory
from followup_analytics.evidence.header_text import Sentence, Words, sentences, words_of
from followup_analytics.evidence.message_text import Parts
from followup_analytics.evidence.phrases import folded_list, phrase_book
from followup_analytics.evidence.promises import Promise, promise_in
from followup_analytics.importing.words.word_lists import interview_words

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_REPLY_MARK = re.compile(r"^\s*([\w.]{1,12}|转发|回复|答复)\s*(?:\[\d+\])?\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Content:
    """The facts of one message: applications by what names them, the lists of phrases that it has, what it promises."""

    firms: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    found: frozenset[str] = frozenset()
    supposed: frozenset[str] = frozenset()
    subject_found: frozenset[str] = frozenset()
    is_trade: bool = False
    is_other_matter: bool = False
    is_private: bool = False
    is_felt: bool = False
    asks: bool = False
    has_link: bool = False
    stage: str = ""
    way: str = ""
    promise: Promise | None = None
    entries: tuple[CalendarEntry, ...] = ()
    broken_entries: int = 0
    is_read: bool = True


def content_of(parts: Parts, subject: str, direction: str, directory: Directory, source: str, arrived_with: str) -> Content:
    """The facts of a message from its parts."""
    entries: list[CalendarEntry] = []
    broken = 0
    for calendar in parts.calendars:
        read, lost = read_entries(calendar, source, arrived_with)
        entries += read
        broken += lost
    return content_of_text(parts.text(), subject, direction, directory, tuple(entries), broken)


def content_of_text(
    text: str, subject: str, direction: str, directory: Directory, entries: tuple[CalendarEntry, ...] = (), broken: int = 0
) -> Content:
    """The facts of a text."""
    book, common = phrase_book(direction), phrase_book("common")
    stem, _ = subject_stem(subject)
    said, head = sentences(text), words_of(stem)
    found: set[str] = set()
    supposed: set[str] = set()
    general: set[str] = set(common.found(head))
    promises: set[Promise] = set()
    for sentence in said:
        kinds, about = book.found(sentence.words), common.found(sentence.words)
        (supposed if "condition" in about else found).update(kinds)
        general |= about
        if direction == "inbound" and (promise := promise_in(sentence)):
            promises.add(promise)
    words = tuple(word for sentence in said for word in (*sentence.words, ""))
    inviting = _inviting(said, direction)
    return Content(
        firms=frozenset(directory.firms.found(words)),
        roles=frozenset(directory.roles.found(words)),
        names=frozenset(directory.names_in_text.found(words)),
        found=frozenset(found),
        supposed=frozenset(supposed - found),
        subject_found=frozenset(book.found(head)),
        is_trade="trade" in general,
        is_other_matter="other_matter" in general,
        is_private="private" in general,
        is_felt="feeling" in general,
        asks=any(sentence.asks for sentence in said) or "?" in text or "？" in text,
        has_link=bool(_LINK.search(text)),
        stage=_named(interview_words("stages"), (head, *inviting)),
        way=_named(interview_words("media"), (head, *inviting)),
        promise=promises.pop() if len(promises) == 1 else None,
        entries=entries,
        broken_entries=broken,
    )


def _inviting(said: Iterable[Sentence], direction: str) -> list[Words]:
    book = phrase_book(direction)
    return [sentence.words for sentence in said if "invitation" in book.found(sentence.words)] if direction == "inbound" else []


def _named(meanings: Mapping[str, tuple[str, ...]], texts: Iterable[Words]) -> str:
    """The first meaning of which a text has one of the words."""
    lines = [f" {' '.join(words)} " for words in texts]
    for meaning, words in meanings.items():
        if any(f" {word} " in line for word in words for line in lines):
            return meaning
    return ""


def interview_facts(words: Words) -> tuple[str, str]:
    """The stage and the medium of an interview by the words of its title."""
    return _named(interview_words("stages"), [words]), _named(interview_words("media"), [words])


def subject_stem(subject: str) -> tuple[str, bool]:
    """A subject without its Re: and Fwd:, and whether it was passed on."""
    rest, is_forward = subject, False
    while match := _REPLY_MARK.match(rest):
        mark = " ".join(words_of(match[1]))
        if mark in folded_list("subjects", "forwards"):
            is_forward = True
        elif mark not in folded_list("subjects", "replies"):
            break
        rest = rest[match.end() :]
    return rest.strip(), is_forward
