"""HTML, PDF, Markdown and JSON."""

import dataclasses
import datetime as dt
import json
import logging
import re
import sys
from importlib import import_module
from typing import Any

import pandas as pd
from markupsafe import Markup

from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.errors import FollowupError
from followup_analytics.reporting.charts.page_svg import ON_PAPER, ON_SCREEN, Palette, interval_bar, week_bars
from followup_analytics.reporting.due_cards import DueCards
from followup_analytics.reporting.weekly.blocks import Draft, Table
from followup_analytics.reporting.weekly.contents import html_templates, text_templates
from followup_analytics.reporting.weekly.front_page import Figure
from followup_analytics.reporting.weekly.page import Page, page_of
from followup_analytics.reporting.weekly.progress import is_open
from followup_analytics.reporting.weekly.progress_sections import open_rows
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers

# As many as one page of paper holds, in two columns.
_MOST_OPEN_ROWS, _MOST_PRINTED_DRAFTS = 38, 5


def html_report(numbers: WeekNumbers) -> str:
    """The page: one file that loads nothing, light or dark as its reader has it."""
    template = html_templates().get_template("report.html.j2")
    return template.render(page=page_of(numbers), palette=ON_SCREEN, bar=_bar, bars=_bars)


def paper_report(numbers: WeekNumbers) -> str:
    """The page for paper, where nothing can be unfolded: four pages that are read, then the annex."""
    page, still = page_of(numbers), int(is_open(numbers.standing["status"]).sum())
    rows = open_rows(numbers, _MOST_OPEN_ROWS)
    of = f"{len(rows)} of {still}, all in the annex" if still > len(rows) else str(still)
    drafts = [block for section in page.evidence for block in section.blocks if isinstance(block, Draft)]
    return (
        html_templates()
        .get_template("paper.html.j2")
        .render(
            page=page,
            palette=ON_PAPER,
            bar=_bar,
            bars=_bars,
            contents=_CONTENTS,
            open_table=Table((), rows, wide=True),
            open_title=f"Open applications: {of}",
            urgent_drafts=drafts[:_MOST_PRINTED_DRAFTS],
        )
    )


_CONTENTS = (
    "On the next pages: the rest of the list, the open applications, the most urgent drafts. Annex: all figures and sources."
)


def _bar(figure: Figure, palette: Palette) -> Markup:
    low, value, high = figure.interval or (0.0, 0.0, 1.0)
    return interval_bar(low, value, high, f"{figure.large} {figure.text}", palette)


def _bars(page: Page, palette: Palette) -> Markup:
    return week_bars(page.weeks, page.weeks_in_words, palette)


# With the Python that runs this: another one's pip would install it where it is not found.
_NOT_INSTALLED = f'PDF needs weasyprint, which is not installed: "{sys.executable}" -m pip install weasyprint'
_NOT_LOADED = (
    "weasyprint is installed, but the system's libraries for setting text are not: on Debian or Ubuntu, "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu"
)


def pdf_report(numbers: WeekNumbers) -> bytes:
    """The report as PDF.

    Raises
    ------
    FollowupError
        If weasyprint or what it stands on is missing; the message says how to install it.
    """
    weasyprint = _weasyprint()
    # Nothing but what stands in the page itself is loaded, whatever a text may ask for.
    only_inside = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=paper_report(numbers), url_fetcher=only_inside)
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return content


def _weasyprint() -> Any:
    try:
        weasyprint = import_module("weasyprint")
    except ImportError as error:
        raise FollowupError(_NOT_INSTALLED) from error
    except OSError as error:
        raise FollowupError(_NOT_LOADED) from error
    # It tells of each property of a picture that it does not know.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


_BLANK_LINES = re.compile(r"\n{3,}")


def markdown_report(numbers: WeekNumbers) -> str:
    """The report as Markdown (CommonMark with GitHub's tables)."""
    text = text_templates().get_template("report.md.j2").render(page=page_of(numbers))
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def json_report(numbers: WeekNumbers) -> str:
    """One object: `week`, `begins` and the like, and a list of rows for each table; times in UTC, what is missing is null."""
    values = {field.name: getattr(numbers, field.name) for field in dataclasses.fields(numbers)}
    plain = {name: _plain(value) for name, value in values.items() if name != "week"}
    whole = {"week": numbers.week.name, "begins": numbers.week.begins.isoformat(), **plain}
    # In plain ASCII no terminal finds anything to obey.
    return json.dumps(whole, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, SilenceCurve):
        return _rows(value.frame)
    if isinstance(value, DueCards):
        return dataclasses.asdict(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return _rows(value) if isinstance(value, pd.DataFrame) else value


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    table = frame.reset_index() if frame.index.name else frame
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))
    return rows
