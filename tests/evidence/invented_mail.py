"""Invented mailboxes with their truth: searches of invented people, in eight languages, by a seed.

Nothing here comes from the phrase files. Each message has a second of its own, by which the truth names it.
"""

import base64
import quopri
import random
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.header import Header
from pathlib import Path
from typing import Any

WORDS = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
NAMES = tomllib.loads(Path(__file__).with_name("invented.toml").read_text(encoding="utf-8"))


@dataclass
class Application:
    """One application of the search: who is behind it, and when it was sent."""

    row: int
    company: str
    role: str
    language: str
    applied: datetime
    domain: str
    contact: str
    address: str
    in_sheet: bool
    by: str
    interview: datetime | None = None
    uid: str = ""
    promised: str = ""


@dataclass
class Mailbox:
    """A mailbox on its way: messages, what is true of them, and the calendar."""

    rng: random.Random
    me: str = "casey.morrow@ownmail.example"
    name: str = "Casey Morrow"
    messages: list[tuple[datetime, bytes]] = field(default_factory=list)
    truth: list[dict[str, Any]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    linkedin: list[list[str]] = field(default_factory=list)
    serial: int = 0

    def moment(self, after: datetime, low: float, high: float) -> datetime:
        """A moment some days later, with a second that no other message has."""
        self.serial += 1
        base = after + timedelta(days=self.rng.uniform(low, high))
        return base.replace(second=0, microsecond=0) + timedelta(seconds=self.serial % 60, minutes=self.serial // 60 % 7)

    def sentence(self, language: str, kind: str, side: str, application: Application | None, **more: Any) -> str:
        """What is written in a language for a kind."""
        text = str(self.rng.choice(WORDS[language][side][kind]))
        role, firm = (application.role, application.company) if application else ("", "")
        return text.format(role=role, firm=firm, **more)

    def send(
        self,
        at: datetime,
        sender: tuple[str, str],
        to: tuple[str, str],
        subject: str,
        text: str,
        *,
        label: str = "Inbox",
        **more: str,
    ) -> str:
        """Put one message into the mailbox and give its Message-ID."""
        identity = f"<{self.rng.getrandbits(60):x}@{sender[1].partition('@')[2]}>"
        head = [
            f"From: {Header(sender[0], 'utf-8').encode()} <{sender[1]}>",
            f"To: {Header(to[0], 'utf-8').encode()} <{to[1]}>",
            f"Subject: {Header(subject, 'utf-8').encode() if not subject.isascii() else subject}",
            f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
            f"X-Gmail-Labels: {Header(label, 'utf-8').encode() if not label.isascii() else label}",
        ]
        head += [f"Delivered-To: {self.me}"] if sender[1] != self.me else []
        head += [f"Message-ID: {identity}"] if self.rng.random() > 0.03 or more.get("references") is None else []
        head += [f"In-Reply-To: {more['references']}", f"References: {more['references']}"] if more.get("references") else []
        head += [more["header"]] if more.get("header") else []
        body = self._body(text, more.get("calendar", ""))
        self.messages.append((at, "\n".join(head).encode() + b"\n" + body))
        return identity

    def _body(self, text: str, calendar: str) -> bytes:
        """The text as plain text or HTML, in one of several charsets and encodings."""
        is_html = self.rng.random() < 0.4
        paragraphs = "".join(f"<p>{part}</p>" for part in text.replace("&", "&amp;").replace("<", "&lt;").split("\n"))
        written = f"<html><body>{paragraphs}</body></html>" if is_html else text
        charset = self.rng.choice(["utf-8", "utf-8", "iso-8859-1", "gb2312"])
        try:
            raw = written.encode(charset)
        except UnicodeEncodeError:
            raw, charset = written.encode(), "utf-8"
        encoding = self.rng.choice(["base64", "quoted-printable", "8bit"])
        coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding](raw)
        kind = "html" if is_html else "plain"
        part = f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + coded
        if not calendar:
            return b"MIME-Version: 1.0\n" + part
        edge = f"edge{self.rng.getrandbits(40):x}"
        invitation = b"Content-Type: text/calendar; charset=utf-8\n\n" + calendar.encode()
        middle = b"\n--" + edge.encode() + b"\n"
        return (
            f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary={edge}\n".encode()
            + middle
            + part
            + middle
            + invitation
            + middle[:-1]
            + b"--\n"
        )

    def holds(self, at: datetime, kind: str, application: Application | None, direction: str, **more: Any) -> None:
        """Note what is true of the message of that second."""
        row = application.row if application and application.in_sheet else None
        self.truth.append({"at": at.isoformat(), "kind": kind, "row": row, "direction": direction, **more})


def letter(language: str, to: str, text: str, name: str) -> str:
    """A text with a greeting and a name under it."""
    return f"{NAMES[language]['greeting'].format(to=to)}\n\n{text}\n\n{NAMES[language]['closing']}\n{name}"


def quoted(language: str, text: str, before: str, name: str, day: datetime) -> str:
    """A text above what it answers."""
    begins = NAMES[language]["quote"].format(day=f"{day:%d.%m.%Y}", name=name)
    lines = "\n".join(f"> {line}" for line in before.split("\n"))
    return f"{text}\n\n{begins}\n{lines}"


def event(uid: str, start: datetime, title: str, person: tuple[str, str], *, sequence: int = 0, method: str = "REQUEST") -> str:
    """A calendar with one entry."""
    status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//EN", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{uid}"]
    lines += ["DTSTAMP:20260101T000000Z", f"SEQUENCE:{sequence}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"SUMMARY:{title}"]
    lines += [f"ORGANIZER;CN={person[0]}:mailto:{person[1]}", f"STATUS:{status}", "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines)
