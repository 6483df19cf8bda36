"""The report as a message: the first cards and numbers, with the whole report and the follow-ups attached."""

import datetime as dt
import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pandas as pd

from followup_analytics.reporting.calendar_file import calendar_file
from followup_analytics.reporting.weekly.contents import html_templates, text_templates, title_of
from followup_analytics.reporting.weekly.front_page import card_shown, first_sentence, to_do
from followup_analytics.reporting.weekly.page import Page, page_of
from followup_analytics.reporting.weekly.renderers import html_report
from followup_analytics.reporting.weekly.tasks import DONE
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers

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
