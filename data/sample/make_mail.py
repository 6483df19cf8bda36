"""The mail, the calendar and the LinkedIn export of the invented job search: what its seeker would have, in invented words.

Each step that was a message is one, at a minute of its own; interviews are entries of the calendar. The same bytes each time.
"""

import io
import random
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from invented_search import SEED, Application

Person = tuple[str, str]
ME, NAME = "sam.rowan@ownmail.example", "Sam Rowan"
# What is written for a kind of event; what the sheet calls a reply may be a promise.
TEXTS = {
    "application": "Please find my application as {role} attached.",
    "status_check": "I would like to ask whether there is any news on my application as {role}.",
    "thank_you": "Thank you for the interview and for the insights into the team.",
    "answer": "Thank you, that suits me very well.",
    "withdrawal": "I would like to withdraw my application, as I have accepted another offer.",
    "acceptance": "I gladly accept your offer.",
    "closure_request": "May I assume that the position has been filled?",
    "feedback_request": "Could you give me some feedback on my interview?",
    "acknowledgement": "Thank you for applying. We have received your application as {role} at {company}.",
    "reply": "Thank you for your message. We are still reviewing the applications for the position.",
    "interview_invitation": "We would like to invite you to an interview. Which day would suit you?",
    "rejection": "We have decided not to move forward with your application. We wish you every success in your search.",
    "offer": "We are pleased to offer you the position as {role}.",
}
INBOUND = ("acknowledgement", "reply", "interview_invitation", "rejection", "offer")
NOISE = (
    (
        "Weekly offers",
        "newsletter@shop.example",
        "Twenty per cent off everything this week.",
        "List-Unsubscribe: <https://shop.example/u>\n",
    ),
    ("Your invoice", "billing@phone.example", "Your invoice for the month is attached.", ""),
    ("Sunday", "mum@family.example", "Will you come for lunch on Sunday?", ""),
)


def domain_of(application: Application) -> str:
    """The domain at which a company's people write."""
    return re.sub(r"[^a-z]", "", application.facts["company"].lower()) + ".example"


def moment_of(step: dict[str, str], number: int) -> datetime:
    """The moment of a step: as told, else in the afternoon, at a minute of its own."""
    if "T" in step["at"]:
        return datetime.fromisoformat(step["at"]).replace(tzinfo=UTC) + timedelta(hours=5)
    return datetime.fromisoformat(step["at"]).replace(tzinfo=UTC) + timedelta(hours=14, minutes=number % 400)


def person_of(application: Application) -> Person:
    """Who writes for the company."""
    name = application.facts.get("contact") or "Recruiting Team"
    local = name.lower().replace(" ", ".").replace("'", "")
    return name, application.facts.get("contact_email") or f"{local}@{domain_of(application)}"


def message(
    number: int, at: datetime, sender: tuple[str, str], to: tuple[str, str], subject: str, text: str, more: str = ""
) -> bytes:
    """One message of the mailbox, with the line before it."""
    label = "Sent" if sender[1] == ME else "Inbox"
    head = f"From {number}@export {at:%a %b %d %H:%M:%S %Y}\nX-Gmail-Labels: {label}\nFrom: {sender[0]} <{sender[1]}>\n"
    head += (
        f"To: {to[0]} <{to[1]}>\nDate: {format_datetime(at)}\nSubject: {subject}\nMessage-ID: <{number}@sample.example>\n{more}"
    )
    head += f"Delivered-To: {ME}\n" if label == "Inbox" else ""
    return f"{head}Content-Type: text/plain; charset=utf-8\n\nHello,\n\n{text}\n\nKind regards,\n{sender[0]}\n\n".encode()


def mail_of(applications: Sequence[Application]) -> bytes:
    """The mailbox: the mail of all applications, and some that has nothing to do with them."""
    dice, found, number = random.Random(SEED), [], 0
    for application in applications:
        before = ""
        for step in application.steps:
            number += 1
            kind = step["kind"]
            if kind not in TEXTS or step.get("medium", "email") != "email":
                continue
            person, me = person_of(application), (NAME, ME)
            system = (application.facts["company"], "no-reply@applydesk.example")
            sender, to = (system if kind == "acknowledgement" else person, me) if kind in INBOUND else (me, person)
            text = TEXTS[kind].format(**application.facts)
            subject = f"{'Re: ' if before else ''}{application.facts['role']} at {application.facts['company']}"
            at = moment_of(step, number)
            found.append((at, message(number, at, sender, to, subject, text, f"In-Reply-To: {before}\n" if before else "")))
            before = "" if kind == "acknowledgement" else f"<{number}@sample.example>"
    for number, (subject, address, text, more) in enumerate(NOISE * 20, 10_000):
        at = datetime(2026, 1, 5, 8, tzinfo=UTC) + timedelta(days=dice.randrange(150), minutes=dice.randrange(600))
        found.append((at, message(number, at, (address.partition("@")[0].title(), address), (NAME, ME), subject, text, more)))
    return b"".join(raw for _, raw in sorted(found))


def calendar_of(applications: Iterable[Application]) -> bytes:
    """The calendar: all interviews with a clock time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sample//EN"]
    for application in applications:
        name, address = person_of(application)
        for step in application.steps:
            if step["kind"] == "interview" and "T" in step["at"]:
                at = moment_of(step, 0)
                uid = re.sub(r"\W", "", step["at"]) + domain_of(application)
                lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"DTSTART:{at:%Y%m%dT%H%M%SZ}"]
                lines += [f"SUMMARY:{application.facts['company']}: interview with {name}"]
                lines += [f"ORGANIZER;CN={name}:mailto:{address}", "STATUS:CONFIRMED", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def linkedin_of(applications: Iterable[Application]) -> bytes:
    """The LinkedIn export: the messages that went that way, and the profile."""
    rows = ["CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT"]
    for place, application in enumerate(applications):
        name, _ = person_of(application)
        for number, step in enumerate(application.steps):
            if step.get("medium") != "linkedin" or step["kind"] not in TEXTS or "contact" not in application.facts:
                continue
            sender, to = (name, NAME) if step["kind"] in INBOUND else (NAME, name)
            page = "https://www.linkedin.com/in/" + sender.lower().replace(" ", "")
            text = TEXTS[step["kind"]].format(**application.facts)
            rows.append(f'2-{place},,{sender},{page},{to},{moment_of(step, number):%Y-%m-%d %H:%M:%S} UTC,,"{text}"')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (("messages.csv", "\n".join(rows) + "\n"), ("Profile.csv", "First Name,Last Name\nSam,Rowan\n")):
            archive.writestr(zipfile.ZipInfo(name, (2026, 6, 8, 0, 0, 0)), text)
    return packed.getvalue()
