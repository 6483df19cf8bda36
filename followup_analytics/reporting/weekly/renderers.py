"""HTML, PDF, Markdown, JSON and the mail draft."""

import dataclasses
import datetime as dt
import hashlib
import json
import logging
import re
import sys
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from importlib import import_module
from typing import Any

import pandas as pd
from markupsafe import Markup

from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.errors import FollowupError
from followup_analytics.reporting.calendar_file import calendar_file
from followup_analytics.reporting.charts.themed_svg import themed_svg
from followup_analytics.reporting.weekly.blocks import Drawing
from followup_analytics.reporting.weekly.contents import html_templates, note_of, sections_of, text_templates, title_of
from followup_analytics.reporting.weekly.task_sections import headline
from followup_analytics.reporting.weekly.tasks import DONE
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers


def html_report(numbers: WeekNumbers, on_paper: bool = False) -> str:
    """The page; `on_paper` for printing, where nothing can be unfolded and there is one theme only."""

    def svg(drawing: Drawing) -> Markup:
        return Markup(themed_svg(drawing.draw().svg(), drawing.words, name=drawing.name, themed=not on_paper))

    page = html_templates().get_template("report.html.j2")
    first, *others = sections_of(numbers)
    return page.render(title=title_of(numbers), note=note_of(numbers), first=first, others=others, on_paper=on_paper, svg=svg)


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
    document = weasyprint.HTML(string=html_report(numbers, on_paper=True), url_fetcher=only_inside)
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
    return _rendered("report.md.j2", numbers)


def text_report(numbers: WeekNumbers) -> str:
    """The report as plain text, for a mail program that shows nothing else."""
    return _rendered("report.txt.j2", numbers)


def _rendered(template: str, numbers: WeekNumbers) -> str:
    page = text_templates().get_template(template)
    text = page.render(title=title_of(numbers), note=note_of(numbers), sections=sections_of(numbers))
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
    return _rows(value) if isinstance(value, pd.DataFrame) else value


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    table = frame.reset_index() if frame.index.name else frame
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))
    return rows


_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
_PICTURE_WIDTH = 640


def mail_report(numbers: WeekNumbers) -> bytes:
    """The message; addressed to the seeker where the cadence file names an address."""
    text = text_report(numbers)
    calendar = calendar_file(_without_done(numbers), as_of=numbers.week.begins)
    sections = sections_of(numbers)
    drawings = [block for section in sections for block in section.blocks if isinstance(block, Drawing)]
    message = EmailMessage(policy=SMTP)
    _write_headers(message, numbers, text)
    message.set_content(text, cte="quoted-printable")
    html = html_templates().get_template("mail.html.j2")
    page = html.render(title=title_of(numbers), note=note_of(numbers), sections=sections, picture_width=_PICTURE_WIDTH)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    _, html_part = message.iter_parts()
    assert isinstance(html_part, MIMEPart)
    for drawing in drawings:
        name = f"{drawing.name}.png"
        html_part.add_related(drawing.draw().png(), "image", "png", cid=f"<{drawing.name}>", filename=name, disposition="inline")
    message.add_attachment(calendar, "text", "calendar", filename=f"follow-ups-{numbers.week.name}.ics")
    _number_boundaries(message)
    return message.as_bytes()


def _without_done(numbers: WeekNumbers) -> pd.DataFrame:
    """The actions; what is done has no moment to send, which takes it out of a calendar that has it from an earlier file."""
    done = numbers.do_now.index[numbers.do_now["group"] == DONE]
    return numbers.actions.assign(send_at=numbers.actions["send_at"].mask(numbers.actions.index.isin(done)))


def _write_headers(message: EmailMessage, numbers: WeekNumbers, text: str) -> None:
    message["Subject"] = f"{title_of(numbers)} - {headline(numbers)}"
    if _ADDRESS.fullmatch(numbers.address):
        message["To"] = numbers.address
    # No clock is read: the message is of the moment that it tells about, and named by what it says.
    message["Date"] = format_datetime(dt.datetime.combine(numbers.week.begins, dt.time(6), tzinfo=dt.UTC))
    message["Message-ID"] = f"<{hashlib.sha256(text.encode()).hexdigest()[:32]}@followup-analytics.invalid>"
    message["X-Unsent"] = "1"


def _number_boundaries(message: EmailMessage) -> None:
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_followup_{number}")
