"""The shapes in which people write a day: each cell's text becomes numbers, the order of day and month still open."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import months, weekdays

_TIME = (
    r"(?:(?:\s*[T,]\s*|\s+)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s*(?:Uhr|h))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\s*\([A-Za-z ]{2,12}\))?)?"
)
_ISO = re.compile(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})" + _TIME)
_CHINESE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?" + _TIME)
_NUMBERS = re.compile(r"(?P<one>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<two>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})" + _TIME)
_DAY_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+|of\s+)?(?P<name>[^\W\d_]+)\.?[\s,-]*(?:del?\s+)?(?P<year>\d{4}|'?\d{2})\b"
    + _TIME
)
_NAME_DAY = re.compile(r"(?P<name>[^\W\d_]+)\.?[\s-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(?P<year>\d{4})" + _TIME)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})" + _TIME)
_SERIAL = re.compile(r"(?P<days>[2-7]\d{4})(?:[.,](?P<part>\d+))?")
_SERIAL_START = dt.date(1899, 12, 30)
_NO_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}\.?|\d{1,2}\.?[\s-]*([^\W\d_]+)\.?|([^\W\d_]+)\.?[\s-]*\d{1,2}")
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]+)\.?,?\s+(?P<rest>.+)", re.DOTALL)
# From the strongest border to the weakest: a comma may be part of a day.
_BORDERS = (
    re.compile(r"\s*(?:;|\n|\||→|->)\s*|\s+(?:[-–—]|to|until|till|bis|au|al|a|hasta|至)\s+", re.IGNORECASE),
    re.compile(r"\s*(?:&|\+)\s*|\s+(?:and|und|et|y|/|和)\s+", re.IGNORECASE),
    re.compile(r"\s*,\s*"),
)
# Several days of one month: 3-5 March 2026, 12 & 19 March 2026, March 3-5, 2026.
_DAYS_OF_MONTH = re.compile(
    r"(?P<one>\d{1,2})\.?\s*(?:[-–&+/,]|and|und|to|bis)\s*(?P<two>\d{1,2})(?P<rest>\.?\s*[^\W\d_]{3,}\.?,?\s+\d{4})",
    re.IGNORECASE,
)
_MONTH_OF_DAYS = re.compile(
    r"(?P<month>[^\W\d_]{3,}\.?\s+)(?P<one>\d{1,2})\s*(?:[-–&+/]|and|to)\s*(?P<two>\d{1,2})(?P<rest>,?\s+\d{4})", re.IGNORECASE
)
_EDGES = " \t\n\xa0()[]（）:;,.|–—-@"
_LONGEST = 80


@dataclass(frozen=True)
class Day:
    """A day as written: year, month and day, or two numbers whose order the column decides."""

    year: int
    one: int
    two: int
    order: str  # "ymd": one is the month; "slash" or "dot": open
    minutes: int | None = None
    seconds: int = 0
    offset: int | None = None  # minutes east of UTC


@lru_cache(maxsize=65536)
def read_day(text: str) -> Day | None:
    """The one day that is all the text says; None where it is anything else."""
    for pattern in (_ISO, _NUMBERS, _CHINESE, _COMPACT):
        match = pattern.fullmatch(text)
        if match:
            return _numbered(match)
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    return _named(text) or _serial(text) or _after_weekday(text)


def _numbered(match: re.Match[str]) -> Day | None:
    fields = match.groupdict()
    if "one" in fields:
        order = "dot" if fields["sep"] == "." else "slash"
        return _timed(match, _full_year(fields["year"]), int(fields["one"]), int(fields["two"]), order)
    return _timed(match, int(fields["year"]), int(fields["month"]), int(fields["day"]), "ymd")


def _named(text: str) -> Day | None:
    for pattern in (_DAY_NAME, _NAME_DAY):
        match = pattern.fullmatch(text)
        month = months().get(fold(match["name"])) if match else None
        if match and month:
            return _timed(match, _full_year(match["year"]), month, int(match["day"]), "ymd")
    return None


def _serial(text: str) -> Day | None:
    """A spreadsheet's count of days since the end of 1899, from 1970 to 2099."""
    match = _SERIAL.fullmatch(text)
    if not match or not 25_569 <= int(match["days"]) <= 73_050:
        return None
    seconds = round(float(f"0.{match['part'] or 0}") * 86_400)
    day = _SERIAL_START + dt.timedelta(days=int(match["days"]))
    return Day(day.year, day.month, day.day, "ymd", seconds // 60 if match["part"] else None, seconds % 60)


def _after_weekday(text: str) -> Day | None:
    match = _WEEKDAY.fullmatch(text)
    return read_day(match["rest"].strip()) if match and fold(match["name"]) in weekdays() else None


def _timed(match: re.Match[str], year: int, one: int, two: int, order: str) -> Day | None:
    if match["hour"] is None:
        return Day(year, one, two, order)
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Day(year, one, two, order, hour * 60 + minute, second, _offset(match["zone"]))


def _offset(zone: str | None) -> int | None:
    if not zone or zone in ("Z", "UTC", "GMT"):
        return 0 if zone else None
    digits = zone[1:].replace(":", "")
    return (-1 if zone[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:]))


def _full_year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year if len(text.lstrip("'")) == 4 else year + (2000 if year < 70 else 1900)


@lru_cache(maxsize=65536)
def read_days(text: str) -> tuple[tuple[Day, ...], str]:
    """The days in a cell and what else it says: one day, several with a comma or `and` between, or a day beside words."""
    day = read_day(text)
    if day:
        return (day,), ""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return (), text
    several = _several(text)
    return (several, "") if several else _beside_words(text)


def _several(text: str) -> tuple[Day, ...]:
    """The days of a text that is a list or a range of days."""
    for border in _BORDERS:
        parts = [part for part in border.split(text) if part]
        # "31 March - 1 April 2026": the year is written once, at the end.
        days = [read_day(part) or read_day(f"{part} {parts[-1][-4:]}") for part in parts]
        if len(days) > 1 and all(days):
            return tuple(day for day in days if day)
    for pattern in (_DAYS_OF_MONTH, _MONTH_OF_DAYS):
        match = pattern.fullmatch(text)
        if match:
            month = match.groupdict().get("month", "")
            days = [read_day(f"{month}{match[name]}{match['rest']}") for name in ("one", "two")]
            return tuple(day for day in days if day) if all(days) else ()
    return ()


def _beside_words(text: str) -> tuple[tuple[Day, ...], str]:
    """A day at the beginning or the end of a text that has no other number in it."""
    words = text.split()
    for size in range(min(6, len(words) - 1), 0, -1):
        for part, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            day = read_day(" ".join(part).strip(_EDGES))
            said = " ".join(rest).strip(_EDGES)
            if day and day.year >= 1970 and not any(letter.isdigit() for letter in said):
                return (day,), said
    return (), text


def lacks_year(text: str) -> bool:
    """Whether the text is a day and a month only."""
    match = _NO_YEAR.fullmatch(text)
    name = (match[1] or match[2]) if match else None
    return bool(match) and (name is None or fold(name) in months())
