"""The sections in their order, and the templates they fill."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from followup_analytics.reporting.weekly.answer_section import rates_section, silence_section
from followup_analytics.reporting.weekly.blocks import Section, ShownCard
from followup_analytics.reporting.weekly.front_page import (
    FIRST_CARDS,
    Change,
    Figure,
    card_shown,
    changes,
    figures,
    first_sentence,
    last_week_in_words,
    to_do,
    weeks,
    weeks_in_words,
)
from followup_analytics.reporting.weekly.habit_sections import (
    cadence_section,
    conduct_section,
    definitions_section,
    habits_section,
    known_section,
    problems_section,
)
from followup_analytics.reporting.weekly.list_sections import (
    done_section,
    drafts_section,
    happened_section,
    housekeeping_section,
    planned_section,
    questions_section,
    rest_section,
    standing_section,
)
from followup_analytics.reporting.weekly.progress import is_open
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.names import counted, long_day, weekday_name

_LIST: tuple[Callable[[WeekNumbers], Section | None], ...] = (
    rest_section,
    planned_section,
    questions_section,
    housekeeping_section,
    done_section,
)
_EVIDENCE: tuple[Callable[[WeekNumbers], Section | None], ...] = (
    standing_section,
    happened_section,
    rates_section,
    silence_section,
    conduct_section,
    habits_section,
    cadence_section,
    known_section,
    problems_section,
    drafts_section,
    definitions_section,
)


def list_sections(numbers: WeekNumbers) -> tuple[Section, ...]:
    """What of the list does not stand on the first page."""
    return tuple(found for section in _LIST if (found := section(numbers)) is not None)


def evidence_sections(numbers: WeekNumbers) -> tuple[Section, ...]:
    """All that the list and the numbers rest on, and the drafts."""
    return tuple(found for section in _EVIDENCE if (found := section(numbers)) is not None)


def title_of(numbers: WeekNumbers) -> str:
    """The report's title: its days."""
    first, last = numbers.week.begins, numbers.week.ends
    begins = str(first.day) if first.month == last.month else long_day(first)
    year = "" if first.year == last.year else f" {first.year}"
    return f"Your week, {begins}{year} to {long_day(last)} {last.year}"


def note_of(numbers: WeekNumbers) -> str:
    """What stands below the title: the moment, the size of the log, and whether names were left out."""
    still_open = int(is_open(numbers.standing["status"]).sum())
    parts = [f"As of {weekday_name(numbers.today)} {long_day(numbers.today)}"]
    parts.append(f"{counted(numbers.applications, 'application')}, {still_open} of them open")
    if numbers.is_redacted:
        parts.append("companies and people are numbered, all free text is left out")
    return " · ".join(parts)


# Whatever Markdown (CommonMark, GitHub's tables and links of bare addresses) takes for markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~&$@^=])")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)([-:]|\d+(?=[.)]))")


@cache
def html_templates() -> Environment:
    """The templates of HTML, in which every text is escaped."""
    return Environment(loader=_loader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def text_templates() -> Environment:
    """The templates of Markdown and plain text; Markdown's escape each text by the filter `md`."""
    found = Environment(loader=_loader(), autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters["md"] = markdown_text
    return found


def markdown_text(text: str) -> str:
    """A text of one line in which Markdown finds nothing to interpret."""
    escaped = _ADDRESS.sub(lambda found: "\\" + found[0], _MARKUP.sub(r"\\\1", text))
    return _LINE_START.sub(_without_list, escaped)


def _without_list(found: re.Match[str]) -> str:
    """What would begin a list: a dash, or a number with its dot behind it."""
    blanks, mark = found.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"


def _loader() -> PackageLoader:
    return PackageLoader("followup_analytics.reporting.weekly", "templates")


@dataclass(frozen=True)
class Page:
    """A whole report in words.

    Attributes
    ----------
    title, note, first : the head: its days, its moment, and the sentence that says how much there is to do
    cards, notes : the first five cards; nothing is said below them
    figures : the three numbers
    weeks : of the five last weeks: name, sent, heard; `weeks_in_words` says the same
    changes, last_week : what changed since last week
    list, evidence : the sections that are folded
    """

    title: str
    note: str
    first: str
    cards: tuple[ShownCard, ...]
    figures: tuple[Figure, ...]
    weeks: tuple[tuple[str, int, int], ...]
    weeks_in_words: str
    changes: tuple[Change, ...]
    last_week: str
    list: tuple[Section, ...]
    evidence: tuple[Section, ...]
    notes: tuple[str, ...] = ()


def page_of(numbers: WeekNumbers) -> Page:
    """The report of a week, in words."""
    return Page(
        title=title_of(numbers),
        note=note_of(numbers),
        first=first_sentence(numbers),
        cards=tuple(card_shown(numbers, card) for card in to_do(numbers)[:FIRST_CARDS]),
        figures=figures(numbers),
        weeks=weeks(numbers),
        weeks_in_words=weeks_in_words(numbers),
        changes=changes(numbers),
        last_week=last_week_in_words(numbers),
        list=list_sections(numbers),
        evidence=evidence_sections(numbers),
    )
