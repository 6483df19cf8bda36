"""The report as a message that a mail program opens as a draft: text, HTML with pictures inside, and a calendar file."""

import datetime as dt
import hashlib
import re
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

import pandas as pd

from followup_analytics.reporting.calendar import calendar_file
from followup_analytics.reporting.weekly.blocks import Drawing
from followup_analytics.reporting.weekly.doing import DONE
from followup_analytics.reporting.weekly.doing_words import headline
from followup_analytics.reporting.weekly.markdown import text_report
from followup_analytics.reporting.weekly.page import html_templates
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.weekly.sections import note_of, sections_of, title_of

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
