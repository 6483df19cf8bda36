"""The days in one cell and what stands beside them: lists, ranges, days that moved, days that were called off."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from followup_analytics.importing.words.clock_time import Clock, read_clock
from followup_analytics.importing.words.day_text import Day, read_day, read_yearless
from followup_analytics.importing.words.text_matching import Lexicon, fold
from followup_analytics.importing.words.word_lists import day_words, months

Reader = Callable[[str], Day | None]
NOTHING: tuple[tuple[Day, ...], str] = ((), "")
_LONGEST = 80
_YEAR = re.compile(r"\d{4}|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d|月")
_EDGES = " \t\n\xa0()[]（）:;,.|–—-@/"
_MOVED = re.compile(r"\s*(?:->|=>|→|>)\s*")
_RANGE = re.compile(
    r"\s+(?:[-–—]|to|until|till|through|bis|au|al|a|ao|até|hasta|tot|t/m|至|到)\s+|\s*[–—~至到]\s*|\s*→\s*", re.IGNORECASE
)
_TO = re.compile(r"\s+(?:to|auf(?: den)?|naar|para(?: o dia)?|au|al|a|tot)\s+|\s*[至到]\s*", re.IGNORECASE)
# From the strongest border to the weakest: a comma may be part of a day.
_BORDERS = (
    re.compile(r"\s*(?:;|\n|\|)\s*"),
    re.compile(r"\s*(?:&|\+)\s*|\s+(?:and|und|et|y|e|en|/|和)\s+", re.IGNORECASE),
    re.compile(r"\s*[,，、]\s*"),
)
# Several days of one month: 3-5 March 2026, 12 & 19 March 2026, March 3-5, 2026.
_JOINT = r"\s*(?P<joint>[-–&+/,]|and|und|et|y|e|en|to|bis|au|al|tot)\s*"
_DAYS_OF_MONTH = re.compile(
    r"(?:from\s+|vom\s+|du\s+|del?\s+|dal\s+)?(?P<one>\d{1,2})\.?"
    + _JOINT
    + r"(?P<two>\d{1,2})(?P<rest>\.?\s*(?:de\s+)?[^\W\d_]{3,}\.?,?\s+(?:del?\s+)?\d{4})",
    re.IGNORECASE,
)
_MONTH_OF_DAYS = re.compile(
    r"(?P<month>[^\W\d_]{3,}\.?\s+)(?P<one>\d{1,2})" + _JOINT + r"(?P<two>\d{1,2})(?P<rest>,?\s+\d{4})", re.IGNORECASE
)
_NUMBERED_RANGE = re.compile(r"(?P<one>\d{1,2})\.?\s*[-–]\s*(?P<two>\d{1,2})(?P<rest>[./]\d{1,2}[./]\d{4})")
_OF_ONE_DAY = frozenset({"-", "–", "to", "bis", "au", "al", "tot"})
# "Round 1/2" is no day.
_OF_STEPS = frozenset({"round", "stage", "step", "phase", "runde", "stufe", "tour", "etape", "etapa", "fase", "ronda"})
# How many days apart an arrow still means "from - to"; further on it means that a day was moved.
_SHORT_RANGE = 4
_FIRST_YEAR = 1970
_MOST_WORDS_OF_A_DAY = 8
_OPENING = re.compile(r"\s*([(（])")


@lru_cache(maxsize=65536)
def read_days(text: str) -> tuple[tuple[Day, ...], str]:
    """The days in a cell and what else it says: one day, several with a comma or `and` between, or a day beside words.

    Of a day that was moved only the new one counts. A range of days is one entry with its `last`.
    """
    day = read_day(text)
    if day:
        return (day,), ""
    # What has neither a year nor a month's name holds no day, and most texts of a sheet are such.
    if len(text) > _LONGEST or not (_YEAR.search(text) or any(word in months() for word in fold(text).split())):
        return (), text
    return _read(text, read_day)


@lru_cache(maxsize=16384)
def read_yearless_days(text: str) -> tuple[tuple[Day, ...], str]:
    """The days without a year in a cell, and what else it says."""
    day = read_yearless(text)
    if day:
        return (day,), ""
    days, rest = _read(text, read_yearless)
    counted = any(day.order != "ymd" for day in days) and not _OF_STEPS.isdisjoint(fold(rest).split())
    return NOTHING if counted or any(day.last for day in days) else (days, rest)


def _read(text: str, read: Reader) -> tuple[tuple[Day, ...], str]:
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return (), text
    moved = _moved(text, read)
    if moved:
        return (moved,), ""
    several = _several(text, read)
    return (several, "") if several else _each_beside_words(text, read) or _beside_words(text, read)


def _moved(text: str, read: Reader) -> Day | None:
    """The new day of one that was moved: `24 Nov 2026 -> 8 Dec 2026`, `24 Nov 2026, moved to 26 Nov`."""
    parts = _MOVED.split(text)
    if len(parts) == 2 and (old := read(parts[0].strip(_EDGES))):
        new = read(parts[1].strip(_EDGES)) or _borrowing(parts[1], old)
        if new and not ("→" in text and _apart(old, new) <= _SHORT_RANGE):
            return new
    found = _moved_words().search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    whole = read(before.strip(_EDGES))
    earlier = (whole,) if whole else _beside_words(before, read)[0]
    last = _TO.split(after)[-1].strip(_EDGES)
    return read(last) or (_borrowing(last, earlier[0]) if len(earlier) == 1 else None)


def _borrowing(text: str, old: Day) -> Day | None:
    """A new day that leaves the year to the old one."""
    new = read_yearless(text.strip(_EDGES))
    return replace(new, year=old.year) if new else None


def _apart(old: Day, new: Day) -> int:
    """How many days lie about between two, of which the order of day and month is open."""
    months_apart = (new.year - old.year) * 12 + (new.one - old.one)
    return abs(months_apart * 30 + new.two - old.two)


def _several(text: str, read: Reader) -> tuple[Day, ...]:
    """The days of a text that is a list or a range of days."""
    parts = [part for part in _RANGE.split(text) if part]
    if len(parts) == 2 and len(ends := _days_of(parts, read)) == 2:
        return (_joined(*ends),)
    for border in _BORDERS:
        parts = [part for part in border.split(text) if part]
        days = _days_of(parts, read) if len(parts) > 1 else ()
        if days:
            return days
    return _of_one_month(text, read)


def _joined(first: Day, last: Day) -> Day:
    """One entry from a first to a last day."""
    same = (first.year, first.one, first.two) == (last.year, last.one, last.two)
    return first if same else replace(first, minutes=None, seconds=0, offset=None, zone="", last=replace(last, minutes=None))


def _days_of(parts: list[str], read: Reader) -> tuple[Day, ...]:
    """The day of each part; one that is only a clock time is of the day before it; none where a part is no day."""
    days: list[Day] = []
    for part in parts:
        # "31 March - 1 April 2026": the year is written once, at the end.
        day = read(part) or read(f"{part} {parts[-1][-4:]}")
        clock = read_clock(part) if day is None and days else None
        if day is None:
            if clock is None:
                return ()
            if _has_zone(clock) and _has_zone(days[-1]):
                continue  # "10 AM PST / 1 PM EST": the same moment told twice
            day = days[-1].at(clock)
        days.append(day)
    return tuple(days)


def _has_zone(at: Day | Clock) -> bool:
    return at.offset is not None or at.zone != ""


def _of_one_month(text: str, read: Reader) -> tuple[Day, ...]:
    for pattern in (_DAYS_OF_MONTH, _MONTH_OF_DAYS, _NUMBERED_RANGE):
        match = pattern.fullmatch(text)
        if match:
            fields = match.groupdict()
            found = [read(f"{fields.get('month') or ''}{fields[name]}{fields['rest']}") for name in ("one", "two")]
            days = tuple(day for day in found if day)
            if len(days) < 2:
                return ()
            return (_joined(*days),) if (fields.get("joint") or "-").casefold() in _OF_ONE_DAY else days
    return ()


def _each_beside_words(text: str, read: Reader) -> tuple[tuple[Day, ...], str] | None:
    """Several days, each beside words of its own: "24 Nov 2026 (HR), 26 Nov 2026 (tech)"."""
    for border in _BORDERS:
        parts = [part for part in border.split(text) if part]
        found = [((day,), "") if (day := read(part)) else _beside_words(part, read) for part in parts] if len(parts) > 1 else []
        if found and all(days for days, _ in found):
            return tuple(day for days, _ in found for day in days), " ".join(rest for _, rest in found if rest)
    return None


def _beside_words(text: str, read: Reader) -> tuple[tuple[Day, ...], str]:
    """A day at the beginning or the end of a text that has no other day or amount in it."""
    words = _OPENING.sub(r" \1", text).split()
    for size in range(min(_MOST_WORDS_OF_A_DAY, len(words) - 1), 0, -1):
        for start in sorted(range(len(words) - size + 1), key=lambda place: (0 < place < len(words) - size, place)):
            day = read(" ".join(words[start : start + size]).strip(_EDGES))
            if day and (day.year >= _FIRST_YEAR or day.year == 0):
                said = " ".join(words[:start] + words[start + size :]).strip(_EDGES)
                return ((day,), said) if not _has_numbers(said) else ((), text)
    return (), text


# "room 12", "45 min"; but "and 26" may be another day.
_NUMBERED = re.compile(r"([^\W\d_]{2,})\s#?\d{1,6}(?![\d./:-])")
_MEASURE = re.compile(
    r"(?<![\d./:-])\d{1,3}\s?(?:min|mins|minutes|minuten|minutos|minuti|h|hrs|hours|people|persons|personen|rounds|interviews)\b"
)
_JOINING = frozenset({"and", "und", "to", "bis", "or", "oder", "et", "then", "until", "tot", "en", "al", "au"})
_SMALL_NUMBER = re.compile(r"#?\d(?:st|nd|rd|th|er|ère|e|ème|a|ª|º|\.)?(?=[\s,;:)]|$)|第\d[轮次]|\d面")


def _has_numbers(said: str) -> bool:
    """Whether there are numbers beside a day that may be another day or an hour; `round 2` and `2nd` are not."""
    rest = _SMALL_NUMBER.sub(" ", said)
    if rest != said and any(word in months() for word in fold(rest).split()):
        return True
    rest = _NUMBERED.sub(lambda found: found[0] if fold(found[1]) in {*months(), *_JOINING} else " ", _MEASURE.sub(" ", rest))
    return any(letter.isdigit() for letter in rest)


@lru_cache(maxsize=16384)
def called_off(beside: str) -> bool:
    """Whether the words beside a day say that nothing happens on it, or that this is not sure."""
    if not beside:
        return False
    if "?" in beside:
        return True
    if _beside("of_the_job").find(beside):
        return False
    return bool(_beside("called_off").find(beside) or _beside("denied").read(beside))


def is_moved_to(before: str) -> bool:
    """Whether the words right before a day say that something was moved to it."""
    return any(not before[match.end() :].strip(_EDGES) for match in _moved_words().finditer(before))


@lru_cache(maxsize=4)
def _beside(what: str) -> Lexicon:
    words = [fold(word) for word in day_words(what)]
    return Lexicon.of({what: words}, [fold(word) for word in day_words("fillers")])


@lru_cache(maxsize=1)
def _moved_words() -> re.Pattern[str]:
    words = sorted(day_words("moved"), key=len, reverse=True)
    joined = "|".join(re.escape(word) if not word.isascii() and len(word) < 4 else rf"\b{re.escape(word)}\b" for word in words)
    return re.compile(joined, re.IGNORECASE)
