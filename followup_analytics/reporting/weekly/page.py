"""The report as its templates see it: the first page, the rest of the list, and all that it rests on."""

from dataclasses import dataclass

from followup_analytics.reporting.weekly.blocks import Section, ShownCard
from followup_analytics.reporting.weekly.contents import evidence_sections, list_sections, note_of, title_of
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
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers


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
