"""Days and promises in a note: what may have happened on which day, and until when somebody answers.

Nothing here makes an event: what is found is to be asked.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from followup_analytics.importing.words.cell_values import strongest_kind
from followup_analytics.importing.words.day_cell import called_off, is_moved_to
from followup_analytics.importing.words.day_text import Day, read_day, read_yearless
from followup_analytics.importing.words.text_matching import Lexicon, fold
from followup_analytics.importing.words.word_lists import lexicon, months, promise_words, weekdays

_TOKEN = re.compile(r"\S+")
_CHINESE_DAY = re.compile(r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]?")
_CLAUSE = re.compile(r"[;!?\n。；！？，]|,(?=\s)|\.(?=\s|$)|\s[-–—|/]\s|[()（）]")
_EDGES = " \t,;:.!?()[]（）"
_BARE_NUMBERS = re.compile(r"\d{1,2}[./-]\d{1,2}")
_NO_DAYS = frozenset({"24/7", "50/50", "9/5", "9-5"})
# With the names of months and weekdays: what a day with its hour may end with.
_LAST_OF_A_DAY = frozenset({"am", "pm", "a", "p", "uhr", "h", "hrs", "uur", "quinta", "segunda", "terca", "quarta", "sexta"})
_NEVER_ASKED = frozenset({"note", "answer", "keep_in_touch", "connection_request", "closure"})
_LONGEST_DAY = 6
_LONGEST_NOTE = 5000
_HALF_A_YEAR = 183


@dataclass(frozen=True)
class Mention:
    """What a note says of a day: `kind` is a kind of event, or `reply_expected_by` or `answer_by`.

    `day` is as written, its order and year perhaps open; None where a promise names no day ("within two weeks"). `text` are the
    words from `start` to `end`.
    """

    kind: str
    day: Day | None
    start: int
    end: int
    text: str


@lru_cache(maxsize=16384)
def read_note(text: str) -> tuple[Mention, ...]:
    """The days and promises of a note, in their order."""
    if len(text) > _LONGEST_NOTE:
        return ()
    spans = list(_days_in(text)) if any(letter.isdigit() for letter in text) else []
    found = []
    for place, (start, end, day) in enumerate(spans):
        first = spans[place - 1][1] if place else 0
        last = spans[place + 1][0] if place + 1 < len(spans) else len(text)
        before, after = _clause_before(text, first, start), _clause_after(text, end, last)
        kind = _kind(text[before:start], text[end:after])
        if kind:
            found.append(Mention(kind, day, before, after, text[before:after].strip(_EDGES)))
    return (*found, *(_without_day(text) if not found else ()))


def date_of(day: Day, near: dt.date | None = None, day_first: bool | None = None, *, later: bool = False) -> dt.date | None:
    """The date that is meant by a day of a note, None where its order, or its year without a date nearby, is open.

    Without a year it is the one nearest to `near`, or with `later` the next one after it, half a year on at most.
    """
    month, number = day.one, day.two
    if day.order != "ymd":
        both = day.one <= 12 and day.two <= 12 and day.one != day.two
        if both and day_first is None and day.order != "dot":
            return None
        if day.one > 12 or (both and (day_first or (day_first is None and day.order == "dot"))):
            month, number = day.two, day.one
    years = [day.year] if day.year else [] if near is None else [near.year, near.year + 1, near.year - 1]
    dates = [date for year in years if (date := _date(year, month, number))]
    if day.year or near is None:
        return dates[0] if dates else None
    apart = {abs((date - near).days): date for date in dates if not (later and date < near)}
    return apart[min(apart)] if apart and min(apart) <= _HALF_A_YEAR else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _days_in(text: str) -> Iterator[tuple[int, int, Day]]:
    """Where each day stands in a text, the longest spelling of each."""
    for match in _CHINESE_DAY.finditer(text):
        day = read_day(match[0]) or read_yearless(match[0])
        if day:
            yield match.start(), match.end(), day
    tokens = [] if _CHINESE_DAY.search(text) else list(_TOKEN.finditer(text))
    place = 0
    while place < len(tokens):
        size, span = _day_at(text, tokens, place)
        if span:
            yield span
        place += size or 1


def _day_at(text: str, tokens: list[re.Match[str]], place: int) -> tuple[int, tuple[int, int, Day] | None]:
    if not _is_of_a_day(tokens[place][0]):
        return 0, None
    for size in range(min(_LONGEST_DAY, len(tokens) - place), 0, -1):
        start, end = tokens[place].start(), tokens[place + size - 1].end()
        if not _is_of_a_day(tokens[place + size - 1][0]):
            continue
        part = text[start:end]
        bare = part.strip(_EDGES)
        day = read_day(bare) or _yearless(bare, part)
        if day and day.last is None:
            start += part.index(bare)
            end = start + len(bare)
            return size, (start, end + (text[end : end + 1] == "." and day.order == "dot"), day)
    return 0, None


@lru_cache(maxsize=16384)
def _is_of_a_day(token: str) -> bool:
    """Whether a day may begin or end with this word."""
    if any(letter.isdigit() for letter in token):
        return True
    words = fold(token)
    return words in months() or words in weekdays() or words.partition(" ")[0] in _LAST_OF_A_DAY


def _yearless(bare: str, part: str) -> Day | None:
    """A day without a year in running text, where two numbers alone are often something else."""
    if _BARE_NUMBERS.fullmatch(bare) and (
        bare in _NO_DAYS or "-" in bare or ("." in bare and not part.rstrip(",;)").endswith("."))
    ):
        return None
    day = read_yearless(bare)
    return day if day and max(day.one, day.two) <= 31 and min(day.one, day.two) <= 12 and min(day.one, day.two) > 0 else None


def _clause_before(text: str, first: int, start: int) -> int:
    ends = [match.end() for match in _CLAUSE.finditer(text, first, start)]
    return next((end for end in reversed(ends) if text[end:start].strip(_EDGES)), first)


def _clause_after(text: str, end: int, last: int) -> int:
    match = _CLAUSE.search(text, end, last)
    return match.start() if match else last


def _kind(before: str, after: str) -> str:
    """What a day is, by the words before and behind it; "" where they do not say."""
    lead, tail = fold(before), fold(after)
    said = f"{lead} {tail}".strip()
    ends_in = tuple(lead.split()[-4:])
    until = _ends_with("until", ends_in) or any(f"{tail} ".startswith(f"{word} ") for word in promise_words("until_behind"))
    if _has("your_answer", said) and (until or _has("until", said)):
        return "answer_by"
    if until or _has("their_answer", lead):
        if _has("their_answer", said) and (until or _is_to_come(lead)):
            return "reply_expected_by"
        if until:
            return ""
    if (called_off(said) and not is_moved_to(before)) or _has("plans", lead):
        return ""
    kind = strongest_kind(lexicon("kinds").find(before)) or strongest_kind(lexicon("kinds").find(after))
    return "" if kind in _NEVER_ASKED else kind


def _is_to_come(words: str) -> bool:
    """Whether an answer is said to be still to come: "will decide on", "decision expected"."""
    return _has("to_come", words)


def _without_day(text: str) -> Iterator[Mention]:
    """A promise that names no day: "will get back to me within two weeks"."""
    for part in re.split(r"[;!?\n。；！？，]|[,.](?=\s|$)", text):
        words = fold(part)
        promised = _has("their_answer", words) and _has("relative", words) and (_is_to_come(words) or _has("until", words))
        if promised and not _has("plans", words) and not _has("your_answer", words):
            start = text.index(part)
            yield Mention("reply_expected_by", None, start, start + len(part), part.strip(_EDGES))
            return


@lru_cache(maxsize=8)
def _phrases(what: str) -> Lexicon:
    return Lexicon.of({what: promise_words(what)})


def _has(what: str, words: str) -> bool:
    return bool(_phrases(what).find(words))


def _ends_with(what: str, words: tuple[str, ...]) -> bool:
    return any(words[start:] in _phrases(what).phrases for start in range(len(words)))
