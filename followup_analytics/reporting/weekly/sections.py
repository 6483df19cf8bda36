"""The report in words, section by section: what every renderer goes through."""

from collections.abc import Callable

from followup_analytics.reporting.weekly.answer_words import rates_section, silence_section
from followup_analytics.reporting.weekly.blocks import Section
from followup_analytics.reporting.weekly.definition_words import definitions_section
from followup_analytics.reporting.weekly.doing_words import do_now_section, drafts_section
from followup_analytics.reporting.weekly.habit_words import cadence_section, conduct_section, habits_section, problems_section
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.weekly.search_words import flow_section, happened_section, standing_section
from followup_analytics.reporting.words import counted, short_day

_SECTIONS: tuple[Callable[[WeekNumbers], Section], ...] = (
    do_now_section,
    happened_section,
    standing_section,
    flow_section,
    rates_section,
    silence_section,
    conduct_section,
    habits_section,
    cadence_section,
    problems_section,
    drafts_section,
    definitions_section,
)


def sections_of(numbers: WeekNumbers) -> tuple[Section, ...]:
    """All sections of the report; the drafts only where there are any."""
    left_out = () if len(numbers.drafts) else (drafts_section,)
    return tuple(section(numbers) for section in _SECTIONS if section not in left_out)


def title_of(numbers: WeekNumbers) -> str:
    """The report's title: its days."""
    first, last = numbers.week.begins, numbers.week.ends
    year = "" if first.year == last.year else f" {first.year}"
    return f"Your week: {short_day(first)}{year} to {short_day(last)} {last.year}"


def note_of(numbers: WeekNumbers) -> str:
    """What stands below the title: the week's name, the size of the log, and whether names were left out."""
    moment = f"as of Monday, {short_day(numbers.week.begins)}"
    parts = [f"Week {numbers.week.name}", moment, counted(numbers.applications, "application")]
    if numbers.is_redacted:
        parts.append("companies and people are numbered, all free text is left out")
    return " · ".join(parts)
