"""The day by which they promised an answer, where a sentence says so in one way only; none is better than a wrong one."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from followup_analytics.evidence.header_text import Sentence, words_of
from followup_analytics.evidence.phrases import LANGUAGES, PhraseBook, word_file

_FURTHEST_DAYS = 120
_NEAR_DAYS = 60
_MONTH_FIRST = ("en", "zh")
_A_WEEK = 7
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_CHINESE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{2,4}))?(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: in so many days, by a weekday, or by a day (its possible readings as year or 0, month, day)."""

    days: int = 0
    weekday: int = -1
    dates: tuple[tuple[int, int, int], ...] = ()

    def day_after(self, sent: dt.date) -> str:
        """The day as 2026-03-02, seen from the day of the message; empty where it can't be told."""
        if self.days:
            return (sent + dt.timedelta(days=self.days)).isoformat()
        if self.weekday >= 0:
            ahead = (self.weekday - sent.weekday()) % _A_WEEK
            return (sent + dt.timedelta(days=ahead)).isoformat() if ahead else ""
        found = [day for day in (_next(sent, *date) for date in self.dates) if day]
        near = [day for day in found if (day - sent).days <= _NEAR_DAYS]
        chosen = found if len(found) == 1 else near
        return chosen[0].isoformat() if len(set(chosen)) == 1 and (chosen[0] - sent).days <= _FURTHEST_DAYS else ""


def _next(sent: dt.date, year: int, month: int, day: int) -> dt.date | None:
    """The day; with no year the next such one after the message."""
    for candidate in (year,) if year else (sent.year, sent.year + 1):
        try:
            found = dt.date(candidate, month, day)
        except ValueError:
            continue
        if found >= sent:
            return found
    return None


def promise_in(sentence: Sentence) -> Promise | None:
    """What a sentence promises: a verb of answering in the first person, and one day or one number of days."""
    languages = _verbs().found(sentence.words)
    found = {promise for language in languages for promise in _Grammar.of(language).promises(sentence.text)}
    return found.pop() if len(found) == 1 else None


@cache
def _verbs() -> PhraseBook:
    return PhraseBook({language: word_file(language)["promise"]["verbs"] for language in LANGUAGES})


def _spelled(word: str) -> str:
    """A word as folded text has it: no blanks between Chinese characters."""
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", " ".join(words_of(word)))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(_spelled(word)) for word in words), key=len, reverse=True))


@dataclass(frozen=True)
class _Grammar:
    """How a language says by when."""

    language: str
    within: re.Pattern[str]
    until: re.Pattern[str]
    named: re.Pattern[str]
    weekdays: re.Pattern[str]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, int]
    days: Mapping[str, int]

    @staticmethod
    @cache
    def of(language: str) -> "_Grammar":
        """From the words file of a language."""
        table = word_file(language)["promise"]
        folded = {
            name: {_spelled(word): number for number, words in enumerate(table[name], 1) for word in words}
            for name in ("months", "numbers", "weekdays")
        }
        units = {_spelled(word): size for name, size in (("day", 1), ("week", _A_WEEK)) for word in table[name]}
        blank = r"\s*" if language == "zh" else r"\s+"
        month, until = _any(folded["months"]), _any(table["until"])
        number, unit = rf"\d{{1,2}}|{_any(folded['numbers'])}", _any(units)
        before, after = (rf"(?:{_any(table[name])})" for name in ("within", "within_after"))
        core = rf"(?P<number>{number}){blank}(?:{_any(table['counters'])})?(?P<unit>{unit})"
        # Chinese says it behind the number, and has no blanks.
        within = rf"{core}{after}" if language == "zh" else rf"(?<!\w){before}{blank}{core}(?!\w)"
        named = (
            rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|re|o|a|e|\.|º|ª)?\s*(?:of|de|di|do|den)?\s*(?P<month>{month})|"
            rf"(?P<month2>{month})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)(?!\w)(?:\.?,?\s*(?:de\s+|of\s+)?(?P<year>\d{{4}}))?"
        )
        return _Grammar(
            language,
            re.compile(within),
            re.compile(rf"(?:{until})" if language == "zh" else rf"(?<!\w)(?:{until})(?!\w)"),
            re.compile(named),
            re.compile(
                rf"(?<!\w)(?:{until}){blank}(?:{_any(table['articles'])})?{blank}?(?P<weekday>{_any(folded['weekdays'])})(?!\w)"
            ),
            folded["months"],
            folded["numbers"],
            units,
            folded["weekdays"],
        )

    def promises(self, text: str) -> set[Promise]:
        """All that a sentence says in this language about by when."""
        text = text.replace("'", " ").replace("\u2019", " ")
        if any(word in text for word in word_file(self.language)["promise"]["working"]):
            return set()
        found = {Promise(days=days) for match in self.within.finditer(text) if (days := self._days(match))}
        if not self.until.search(text):
            return found
        dates = self._dates(text)
        found |= dates
        if not dates and (match := self.weekdays.search(text)):
            is_vague = any(word in text for word in word_file(self.language)["promise"]["next"])
            found |= set() if is_vague else {Promise(weekday=self.days[match["weekday"]] - 1)}
        return found

    def _days(self, match: re.Match[str]) -> int:
        number = match["number"]
        return (int(number) if number.isdigit() else self.numbers[number]) * self.units[match["unit"]]

    def _dates(self, text: str) -> set[Promise]:
        found: set[Promise] = set()
        rest = text
        for match in _ISO.finditer(text):
            found.add(Promise(dates=((int(match[1]), int(match[2]), int(match[3])),)))
            rest = rest.replace(match[0], " ")
        for match in _CHINESE.finditer(text):
            found.add(Promise(dates=((int(match[1] or 0), int(match[2]), int(match[3])),)))
        for match in self.named.finditer(rest):
            month = self.months[match["month"] or match["month2"]]
            found.add(Promise(dates=((int(match["year"] or 0), month, int(match["day"] or match["day2"])),)))
        return found | {Promise(dates=self._orders(match)) for match in _NUMBERS.finditer(rest)}

    def _orders(self, match: re.Match[str]) -> tuple[tuple[int, int, int], ...]:
        first, second, year = int(match[1]), int(match[3]), int(match[4] or 0)
        year += 2000 if 0 < year < 100 else 0
        day_first, month_first = (year, second, first), (year, first, second)
        if match[2] == "." or self.language not in _MONTH_FIRST:
            return (day_first,)
        return tuple(dict.fromkeys((day_first, month_first))) if self.language == "en" else (month_first,)
