"""HTML, PDF, Markdown, JSON and the mail draft."""

import dataclasses
import datetime as dt
import hashlib
import json
import logging
import re
import sys
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from importlib import import_module
from typing import Any

import pandas as pd
from markupsafe import Markup

from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.errors import FollowupError
from followup_analytics.log.seekers import as_of_one
from followup_analytics.reporting.calendar_file import calendar_file
from followup_analytics.reporting.charts.page_svg import ON_PAPER, ON_SCREEN, Palette, interval_bar, week_bars
from followup_analytics.reporting.due_cards import DueCards
from followup_analytics.reporting.weekly.blocks import Draft, Table
from followup_analytics.reporting.weekly.contents import Page, html_templates, page_of, text_templates, title_of
from followup_analytics.reporting.weekly.front_page import Figure, card_shown, first_sentence, to_do
from followup_analytics.reporting.weekly.list_sections import open_rows
from followup_analytics.reporting.weekly.progress import is_open
from followup_analytics.reporting.weekly.tasks import DONE
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
        # A report is one seeker's: whose a card is goes without saying.
        cards = dataclasses.asdict(value)
        tiers = cards["tiers"].items()
        return cards | {"tiers": {tier: [_without_seeker(card) for card in of_tier] for tier, of_tier in tiers}}
    if isinstance(value, dt.date):
        return value.isoformat()
    return _rows(value) if isinstance(value, pd.DataFrame) else value


def _without_seeker(card: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name != "seeker"}


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    table = as_of_one(frame.reset_index() if frame.index.name else frame)
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))
    return rows


_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_MOST_CARDS = 10


def mail_report(numbers: WeekNumbers) -> bytes:
    """The message; addressed to the seeker where the settings name an address. Nothing outside it is loaded, no image at all."""
    text = text_report(numbers)
    message = EmailMessage(policy=SMTP)
    _write_headers(message, numbers, text)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(_rendered("mail.html.j2", numbers), subtype="html", cte="quoted-printable")
    name = f"followup-{numbers.week.name}"
    message.add_attachment(html_report(numbers), subtype="html", cte="quoted-printable", filename=f"{name}.html")
    calendar = calendar_file(_without_done(numbers), as_of=numbers.today)
    message.add_attachment(calendar, "text", "calendar", filename=f"follow-ups-{numbers.week.name}.ics")
    _number_boundaries(message)
    return message.as_bytes()


def text_report(numbers: WeekNumbers) -> str:
    """The message as plain text, for a mail program that shows nothing else."""
    return re.sub(r"\n{3,}", "\n\n", _rendered("mail.txt.j2", numbers)).strip() + "\n"


def _rendered(template: str, numbers: WeekNumbers) -> str:
    page, cards = page_of(numbers), to_do(numbers)
    environment = html_templates() if template.endswith(".html.j2") else text_templates()
    rest = len(cards) - _MOST_CARDS
    return environment.get_template(template).render(
        page=page,
        cards=[card_shown(numbers, card) for card in cards[:_MOST_CARDS]],
        more=f"{rest} more to do: they are in the attached report." if rest > 0 else "",
        most=_most(page),
    )


def _most(page: Page) -> int:
    return max([1, *(count for _, *counts in page.weeks for count in counts)])


def _without_done(numbers: WeekNumbers) -> pd.DataFrame:
    """The actions; what is done has no moment to send, which takes it out of a calendar that has it from an earlier file."""
    done = numbers.do_now.index[numbers.do_now["group"] == DONE]
    return numbers.actions.assign(send_at=numbers.actions["send_at"].mask(numbers.actions.index.isin(done)))


def _write_headers(message: EmailMessage, numbers: WeekNumbers, text: str) -> None:
    message["Subject"] = f"{title_of(numbers)} - {first_sentence(numbers)}"
    if _ADDRESS.fullmatch(numbers.address):
        message["To"] = numbers.address
    # No clock is read: the message is of the moment that it tells about, and named by what it says.
    message["Date"] = format_datetime(dt.datetime.combine(numbers.today, dt.time(6), tzinfo=dt.UTC))
    message["Message-ID"] = f"<{hashlib.sha256(text.encode()).hexdigest()[:32]}@followup-analytics.invalid>"
    message["X-Unsent"] = "1"


def _number_boundaries(message: EmailMessage) -> None:
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_followup_{number}")
