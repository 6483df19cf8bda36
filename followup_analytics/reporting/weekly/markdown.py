"""The report as Markdown and as plain text, with words where the page has pictures."""

import re

from followup_analytics.reporting.weekly.page import text_templates
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.weekly.sections import note_of, sections_of, title_of

_BLANK_LINES = re.compile(r"\n{3,}")


def markdown_report(numbers: WeekNumbers) -> str:
    """The report as Markdown (CommonMark with GitHub's tables)."""
    return _rendered("report.md.j2", numbers)


def text_report(numbers: WeekNumbers) -> str:
    """The report as plain text, for a mail program that shows nothing else."""
    return _rendered("report.txt.j2", numbers)


def _rendered(template: str, numbers: WeekNumbers) -> str:
    page = text_templates().get_template(template)
    text = page.render(title=title_of(numbers), note=note_of(numbers), sections=sections_of(numbers))
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"
