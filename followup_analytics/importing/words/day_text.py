"""The shapes in which people write a day: a text becomes numbers, the order of day and month still open."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from followup_analytics.importing.words.clock_time import Clock, read_clock
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import month_parts, months, weekdays

_ISO = re.compile(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)")
_CHINESE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?")
_NUMBERS = re.compile(r"(?P<one>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<two>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_ORDINAL = r"(?:st|nd|rd|th|er|[eèªº°]|\.)?(?![^\W\d_])"
_DAY_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[ªº°]|\.)?[\s/-]*(?:de\s+|of\s+|di\s+)?(?P<name>[^\W\d_]+)\.?[\s,/-]*(?:del?\s+)?(?P<year>\d{4}|'?\d{2})\b(?!:)"
)
_NAME_DAY = re.compile(
    r"(?P<name>[^\W\d_]+)\.?[\s/-]*(?P<day>\d{1,2})"
    + _ORDINAL
    + r"(?:[,\s/-]+(?P<year>\d{4}|'\d{2})|,\s*(?P<short>\d{2}))\b(?!:)"
)
_YEAR_NAME_DAY = re.compile(r"(?P<year>\d{4})[\s/-]+(?P<name>[^\W\d_]+)\.?[\s/-]+(?P<day>\d{1,2})(?!\d)")
_SERIAL = re.compile(r"(?P<days>[2-7]\d{4})(?:[.,](?P<part>\d+))?")
_FROM_1900_TO_1904 = 1462
_SERIAL_START = dt.date(1899, 12, 30)
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]+(?:-feira)?)\.?,?\s+(?P<rest>.+)", re.DOTALL)
_WEEKDAY_BESIDE = re.compile(r"[\s,(（]*(?P<name>[^\W\d_]+(?:-feira)?)\.?[)）]?")
_CLOCK_FIRST = re.compile(
    r"(?P<clock>(?:(?:at|um|à|às|a las|alle)\s+)?\d{1,2}(?:[:.h]\d{2}|\s?[ap]\.?m\b\.?|\s?Uhr)[^,]*?)[\s,]+"
    r"(?:(?:on|am|le|el|il|op)\s+)?(?P<day>\S.*)",
    re.IGNORECASE,
)
_MONTH_NUMBER = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})|(?P<month2>\d{1,2})[/.](?P<year2>\d{4})|(?P<year3>\d{4})\s*年\s*(?P<month3>\d{1,2})\s*月?(?:份)?"
)
_MONTH_NAME = re.compile(
    r"(?:(?P<part>[^\W\d_]+(?:\s(?:of|de|del|du|di))?)[\s-]+)?(?P<name>[^\W\d_]+)\.?,?[\s/-]*(?:del?\s+)?(?P<year>\d{4}|'\d{2})"
)
_WEEK_NUMBER = re.compile(
    r"(?:KW|CW|week|wk|woche|semaine|semana|settimana)\.?\s*(?P<week>\d{1,2})[\s,/.-]+(?P<year>\d{4})", re.IGNORECASE
)
_WEEK_OF = re.compile(
    r"(?:(?:the\s+)?week\s+(?:of|commencing|beginning)|w/?c|woche\s+(?:vom|ab)|semaine\s+du|semana\s+del?|settimana\s+del"
    r"|week\s+van)\s+(?P<day>.+)",
    re.IGNORECASE,
)
_LONGEST = 80


@dataclass(frozen=True)
class Day:
    """A day as written: year, month and day, or two numbers whose order the column decides.

    `last` is the end of a month, a week or another range of days; the year 0 stands for one that is not written.
    """

    year: int
    one: int
    two: int
    order: str  # "ymd": one is the month; "slash" or "dot": open
    minutes: int | None = None
    seconds: int = 0
    offset: int | None = None  # minutes east of UTC
    zone: str = ""
    last: "Day | None" = None

    def at(self, clock: Clock) -> "Day":
        """The same day at a clock time."""
        return replace(self, minutes=clock.minutes, seconds=clock.seconds, offset=clock.offset, zone=clock.zone)


@lru_cache(maxsize=65536)
def read_day(text: str) -> Day | None:
    """The one day, month or week that is all the text says; None where it is anything else."""
    for pattern in (_ISO, _NUMBERS, _CHINESE, _COMPACT):
        match = pattern.match(text)
        if match:
            day = with_clock(_numbered(match), text[match.end() :])
            if day:
                return day
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    return _named(text) or _serial(text) or _after_weekday(text) or _after_clock(text) or _span(text)


def _numbered(match: re.Match[str]) -> Day:
    fields = match.groupdict()
    if "one" in fields:
        order = "dot" if fields["sep"] == "." else "slash"
        return Day(_full_year(fields["year"]), int(fields["one"]), int(fields["two"]), order)
    return Day(int(fields["year"]), int(fields["month"]), int(fields["day"]), "ymd")


def with_clock(day: Day, rest: str) -> Day | None:
    """The day with the clock time that follows it, a weekday's name aside; None where anything else follows."""
    if not rest:
        return day
    clock = read_clock(rest)
    if clock:
        return day.at(clock)
    beside = _WEEKDAY_BESIDE.match(rest)
    if beside and fold(beside["name"]) in weekdays() and (len(beside["name"]) > 2 or "," not in beside[0]):
        return with_clock(day, rest[beside.end() :])
    return day if not rest.strip(" \t.,") else None


def _named(text: str) -> Day | None:
    for pattern in (_DAY_NAME, _NAME_DAY, _YEAR_NAME_DAY):
        match = pattern.match(text)
        month = months().get(fold(match["name"])) if match else None
        if match and month:
            year = match["year"] or match["short"]
            return with_clock(Day(_full_year(year), month, int(match["day"]), "ymd"), text[match.end() :])
    return None


def _serial(text: str) -> Day | None:
    """A spreadsheet's count of days since the end of 1899, from 1970 to 2099."""
    match = _SERIAL.fullmatch(text)
    if not match or not 25_569 <= int(match["days"]) <= 73_050:
        return None
    seconds = round(float(f"0.{match['part'] or 0}") * 86_400)
    day = _SERIAL_START + dt.timedelta(days=int(match["days"]))
    return Day(day.year, day.month, day.day, "ymd", seconds // 60 if match["part"] else None, seconds % 60)


def since_1904(text: str) -> str:
    """A count of days that begins in 1904 as one that begins in 1900; other text as it is."""
    match = _SERIAL.fullmatch(text)
    return text.replace(match["days"], str(int(match["days"]) + _FROM_1900_TO_1904), 1) if match else text


def _after_weekday(text: str) -> Day | None:
    match = _WEEKDAY.fullmatch(text)
    return read_day(match["rest"].strip()) if match and fold(match["name"]) in weekdays() else None


def _after_clock(text: str) -> Day | None:
    """`10:00 on 26 Nov 2026`."""
    match = _CLOCK_FIRST.fullmatch(text)
    clock = read_clock(match["clock"]) if match else None
    day = read_day(match["day"]) if match and clock else None
    return day.at(clock) if day and clock and day.minutes is None and day.last is None else None


def _span(text: str) -> Day | None:
    """A month, a part of one, or a week: its first day with its last."""
    match = _MONTH_NUMBER.fullmatch(text)
    if match:
        fields = [value for value in match.groups() if value]
        year, month = (int(part) for part in (fields if len(fields[0]) == 4 else reversed(fields)))
        return _days_of(year, month, 1, 31) if 1 <= month <= 12 and 1970 <= year <= 2099 else None
    match = _MONTH_NAME.fullmatch(text)
    number = months().get(fold(match["name"])) if match else None
    if match and number:
        part = month_parts().get(fold(match["part"])) if match["part"] else (1, 31)
        return _days_of(_full_year(match["year"]), number, *part) if part else None
    return _week(text)


def _week(text: str) -> Day | None:
    match = _WEEK_NUMBER.fullmatch(text)
    if match and 1 <= int(match["week"]) <= 52:
        return _seven_days(dt.date.fromisocalendar(int(match["year"]), int(match["week"]), 1))
    match = _WEEK_OF.fullmatch(text)
    day = read_day(match["day"]) if match else None
    if day is None or day.order != "ymd" or day.last or not _is_real(day):
        return None
    return _seven_days(dt.date(day.year, day.one, day.two))


def _seven_days(first: dt.date) -> Day:
    last = first + dt.timedelta(days=6)
    return Day(first.year, first.month, first.day, "ymd", last=Day(last.year, last.month, last.day, "ymd"))


def _is_real(day: Day) -> bool:
    return 1 <= day.one <= 12 and 1 <= day.two <= calendar.monthrange(day.year, day.one)[1] and day.year >= 1970


def _days_of(year: int, month: int, first: int, last: int) -> Day:
    end = min(last, calendar.monthrange(year, month)[1])
    return Day(year, month, first, "ymd", last=Day(year, month, end, "ymd"))


def _full_year(text: str) -> int:
    year = int(text.lstrip("'"))
    return year if len(text.lstrip("'")) == 4 else year + (2000 if year < 70 else 1900)


_YEARLESS = (
    re.compile(r"(?P<one>\d{1,2})(?P<sep>[./-])(?P<two>\d{1,2})(?!\d|[./-]\d)\.?"),
    re.compile(r"(?P<one>\d{1,2})\s*月\s*(?P<two>\d{1,2})\s*[日号]?"),
    re.compile(r"(?P<two>\d{1,2})" + r"(?:st|nd|rd|th|er|[ªº°]|\.)?[\s/-]*(?:de\s+|of\s+|di\s+)?(?P<name>[^\W\d_]+)\.?(?!\d)"),
    re.compile(r"(?P<name>[^\W\d_]+)\.?[\s/-]*(?P<two>\d{1,2})" + _ORDINAL + r"(?!\d|[:./]\d)"),
)


@lru_cache(maxsize=16384)
def read_yearless(text: str) -> Day | None:
    """The one day without a year that is all the text says; its year is 0."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    for pattern in _YEARLESS:
        match = pattern.match(text)
        fields = match.groupdict() if match else {}
        month = months().get(fold(fields.get("name", "")))
        if match and (month or "one" in fields):
            order = "ymd" if month or not fields.get("sep") else "dot" if fields["sep"] == "." else "slash"
            day = Day(0, month or int(fields["one"]), int(fields["two"]), order)
            return with_clock(day, text[match.end() :])
    match = _WEEKDAY.fullmatch(text)
    return read_yearless(match["rest"].strip()) if match and fold(match["name"]) in weekdays() else None


def lacks_year(text: str) -> bool:
    """Whether the text is a day and a month only."""
    return read_yearless(text) is not None
