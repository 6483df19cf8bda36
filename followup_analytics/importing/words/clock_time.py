"""The clock time that stands beside a day, with its zone: `10:00`, `at 2pm`, `14 h 30`, `10:00-11:00`, `9:00 AM (PST)`."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from followup_analytics.errors import LogError
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import zone_names, zone_words
from followup_analytics.local_time import zone

ASKED_ZONE = "?"
_HALF = r"(?:(?P<{0}half>[AaPp])\.?\s?[Mm]\b\.?)"
_CLOCK = (
    r"(?P<{0}hour>\d{{1,2}})(?:\s?[:.hH点时]\s?(?P<{0}minute>\d{{2}})(?::(?P<{0}second>\d{{2}})(?:[.,]\d+)?)?分?\s*"
    + _HALF
    + r"?"
    r"|\s?"
    + _HALF.replace("{0}half", "{0}half_alone")
    + r"|\s?(?P<{0}unit>(?:uhr|uur|hrs|h|o'?clock|heures|horas|ore|点半|点|时)(?![^\W\d_]))"
    r"|(?=\s?(?:-|–|to|bis|à|a|tot|alle)\s?\d{{1,2}}(?::\d{{2}})?\s?(?:[ap]\.?m\b|uhr|uur|h\b)))"
)
_LEAD = (
    r"(?P<lead>T|\s*(?:[,;@|/–—-]\s*)?(?:(?:at|um|à|á|às|as|a las|alle(?: ore)?|ore|om|kl\.?"
    r"|ab|from|von|van|de|dès|desde las|dalle)\s+)?)"
)
_DAY_PART = r"(?P<part>上午|早上|中午|下午|晚上)?\s*"
_END = r"(?:\s*(?:-|–|—|~|to|till|until|bis|à|às|a|alle|tot|至|到)\s*" + _CLOCK.format("end_") + ")?"
_UNIT = r"(?:\s*(?:Uhr|uur|hrs|hours|h|o'?clock|heures|horas)(?![^\W\d_]))?"
_TIME = re.compile(_LEAD + _DAY_PART + _CLOCK.format("") + r"(?P<range>" + _END + ")" + _UNIT, re.IGNORECASE)
_OFFSET = re.compile(
    r"(?:(?P<utc>Z|UTC|GMT|UT)\s?)?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?|Z|UTC|GMT|UT", re.IGNORECASE
)
_ZONE_NAME = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Za-z_+-]+){1,2}")
_SHORT_FORM = re.compile(r"[A-Z]{2,4}T")
_COMMENT = re.compile(r"\s*[(\[][A-Za-z ./_]{2,40}[)\]]")
_PARENTHESES = "()[]（） \t,"
# Offsets west of UTC-10 stand for hardly anybody; `10:00-11:00` is an hour long.
_FARTHEST_WEST = 10


@dataclass(frozen=True)
class Clock:
    """A clock time: minutes of the day and seconds, with minutes east of UTC or a zone (`?`: one that only the writer knows)."""

    minutes: int
    seconds: int = 0
    offset: int | None = None
    zone: str = ""


@lru_cache(maxsize=16384)
def read_clock(text: str) -> Clock | None:
    """The clock time that is all the text says; None where it is anything else."""
    match = _TIME.match(text)
    minutes = _minutes(match) if match else None
    if match is None or minutes is None:
        return None
    rest, lead = text[match.end() :], match["lead"]
    seconds = int(match["second"] or 0)
    if match["range"] and _is_offset(match, lead, minutes):
        rest = text[match.start("range") :]
    elif match["range"] and not match["half"]:
        minutes = _shared_half(minutes, match)
    where = _zone(rest.strip())
    return None if where is None or seconds > 59 else Clock(minutes, seconds, *where)


def _minutes(match: re.Match[str]) -> int | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or match["half_alone"] or "").lower()
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif match["part"] in ("下午", "晚上") and hour < 12:
        hour += 12
    minute += 30 if match["unit"] == "点半" else 0
    return None if hour > 23 or minute > 59 else hour * 60 + minute


def _shared_half(minutes: int, match: re.Match[str]) -> int:
    """`1-2 pm` begins at one in the afternoon, `11-1 pm` before noon."""
    half = (match["end_half"] or match["end_half_alone"] or "").lower()
    end = (int(match["end_hour"]) % 12 + 12) * 60 + int(match["end_minute"] or 0)
    return minutes + 720 if half == "p" and minutes < 720 and minutes + 720 < end else minutes


def _is_offset(match: re.Match[str], lead: str, minutes: int) -> bool:
    """Whether what looks like the end of an hour is an offset: `T10:00-05:00`, `10:00:00-0500`; `10:00-11:00` is none."""
    if not re.fullmatch(r"-\d{2}:?\d{2}", match["range"]):
        return False
    hours = int(match["end_hour"])
    if lead.upper() == "T" or match["second"]:
        return hours <= _FARTHEST_WEST
    return 3 <= hours <= _FARTHEST_WEST and hours * 60 + int(match["end_minute"] or 0) <= minutes


def _zone(text: str) -> tuple[int | None, str] | None:
    """Offset and zone that a text behind a clock time names; None where it says something else."""
    if not text:
        return None, ""
    bare = text.strip(_PARENTHESES)
    for part in (bare, _COMMENT.sub("", text)):
        match = _OFFSET.fullmatch(part)
        if match:
            return _offset(match), ""
    if _ZONE_NAME.fullmatch(bare):
        return _named(bare)
    said = _without_time(fold(bare))
    if said in zone_words("own"):
        return None, ""
    if said in zone_names():
        return None, zone_names()[said]
    return (None, ASKED_ZONE) if said in zone_words("asked") or _SHORT_FORM.fullmatch(bare) else None


def _without_time(words: str) -> str:
    """`new york` of `new york time`."""
    bare = f" {words} "
    for word in zone_words("around"):
        bare = bare.replace(f" {word} ", " ")
    return bare.strip() or words


def _named(name: str) -> tuple[int | None, str] | None:
    try:
        return None, zone(name).key
    except LogError:
        return None


def _offset(match: re.Match[str]) -> int | None:
    if match["sign"] is None:
        return 0
    east = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    return (east if match["sign"] == "+" else -east) if east <= 14 * 60 else 0


@lru_cache(maxsize=16384)
def east_of_utc(name: str, local: dt.datetime) -> int:
    """The minutes by which clocks in that zone are ahead of UTC at that local time."""
    ahead = local.replace(tzinfo=ZoneInfo(name)).utcoffset()
    return 0 if ahead is None else round(ahead.total_seconds() / 60)
