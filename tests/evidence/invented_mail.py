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
MONTHS = {
    "en": "{d} {m}", "de": "{d}. {m}", "fr": "{d} {m}", "es": "{d} de {m}", "it": "{d} {m}", "pt": "{d} de {m}", "nl": "{d} {m}", "zh": "{n}月{d}日",
}  # fmt: skip
NAMES_OF_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "zh": " ".join(str(number) for number in range(1, 13)),
}
GREETINGS = {"en": "Hello {to},", "de": "Guten Tag {to},", "fr": "Bonjour {to},", "es": "Buenos días, {to}:", "it": "Buongiorno {to},", "pt": "Olá {to},", "nl": "Beste {to},", "zh": "{to}，您好："}  # fmt: skip
CLOSINGS = {"en": "Best wishes", "de": "Beste Grüße", "fr": "Cordialement", "es": "Saludos cordiales", "it": "Cordiali saluti", "pt": "Com os melhores cumprimentos", "nl": "Met vriendelijke groet", "zh": "此致"}  # fmt: skip
QUOTES = {
    "en": "On {day}, {name} wrote:", "de": "Am {day} schrieb {name}:", "fr": "Le {day}, {name} a écrit :", "es": "El {day}, {name} escribió:",
    "it": "Il {day} {name} ha scritto:", "pt": "Em {day}, {name} escreveu:", "nl": "Op {day} schreef {name}:", "zh": "在 {day}，{name} 写道：",
}  # fmt: skip
REPLIES = {"en": "Re: ", "de": "AW: ", "fr": "RE : ", "es": "RE: ", "it": "R: ", "pt": "RES: ", "nl": "Antw: ", "zh": "回复："}
FORWARDS = {"en": "Fwd: ", "de": "WG: ", "fr": "TR : ", "es": "RV: ", "it": "I: ", "pt": "ENC: ", "nl": "Fwd: ", "zh": "转发："}
SENT = (
    "Sent",
    "Gesendet",
    "Messages envoyés",
    "Enviados",
    "Posta inviata",
    "Itens enviados",
    "Verzonden berichten",
    "已发送邮件",
)
FIRST = [
    "Amara",
    "Bruno",
    "Celia",
    "Dario",
    "Edda",
    "Faruk",
    "Gwen",
    "Hanno",
    "Ilse",
    "Jarek",
    "Kaja",
    "Livia",
    "Milos",
    "Nadja",
    "Orla",
    "Pavel",
    "Quirin",
    "Rosa",
    "Sven",
    "Thea",
    "Ulla",
    "Vito",
    "Wanda",
    "Ximena",
]
LAST = [
    "Ashdown",
    "Bellini",
    "Corvo",
    "Dahl",
    "Eklund",
    "Farrow",
    "Gruber",
    "Holm",
    "Iversen",
    "Jansen",
    "Kovac",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okoro",
    "Prager",
    "Quast",
    "Ricci",
    "Sorel",
    "Tanaka",
]
STEMS = [
    "Tidewater",
    "Northwind",
    "Halcyon",
    "Brightwell",
    "Copperline",
    "Silverfern",
    "Marrow",
    "Larkspur",
    "Graphite",
    "Ironbridge",
    "Meadowlark",
    "Saltmarsh",
    "Windrose",
    "Thornbury",
    "Glasshouse",
    "Oakhaven",
]
TAILS = ["Logistics", "Foods", "Optics", "Software", "Mobility", "Pharma", "Textiles", "Batteries"]
FORMS = ("GmbH", "Ltd", "Inc.", "S.p.A.", "BV", "SA", "", "", "")
ROLES = {
    "en": ("Data Engineer", "Office Manager", "Controller"), "de": ("Werkstudentin Einkauf", "Softwareentwickler", "Laborleiterin"),
    "fr": ("Chargée de communication", "Développeur web", "Comptable"), "es": ("Analista financiero", "Técnica de laboratorio", "Diseñador gráfico"),
    "it": ("Progettista meccanico", "Contabile", "Responsabile vendite"), "pt": ("Gestora de produto", "Engenheiro civil", "Analista de qualidade"),
    "nl": ("Beleidsadviseur", "Systeembeheerder", "Boekhouder"), "zh": ("数据分析师", "产品经理", "会计"),
}  # fmt: skip
SYSTEMS = ("talentgate.example", "jobfunnel.example", "recruitbox.example")
PRIVATE = (
    ("Photos from Saturday", "Here they are. Grandma loved the cake!"),
    ("Invoice 4411", "Please find your invoice attached. Payment is due by 14 June."),
    ("Re: ticket 7765", "We have received your request and will get back to you within 3 days."),
    ("Your appointment", "We invite you to a check-up at our practice. Does Monday at ten suit you?"),
    ("Thank you for your application", "Your application for a library card has been received."),
    ("Mietvertrag", "Ihre Bewerbung um die Wohnung ist eingegangen."),
    ("Rendez-vous", "Votre colis arrivera jeudi."),
    ("Offer of the week", "We are pleased to offer you a discount of 30 %."),
)


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
    return f"{GREETINGS[language].format(to=to)}\n\n{text}\n\n{CLOSINGS[language]}\n{name}"


def quoted(language: str, text: str, before: str, name: str, day: datetime) -> str:
    """A text above what it answers."""
    lines = "\n".join(f"> {line}" for line in before.split("\n"))
    return f"{text}\n\n{QUOTES[language].format(day=f'{day:%d.%m.%Y}', name=name)}\n{lines}"


def event(uid: str, start: datetime, title: str, person: tuple[str, str], *, sequence: int = 0, method: str = "REQUEST") -> str:
    """A calendar with one entry."""
    status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//invented//EN",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260101T000000Z",
        ]
        + [
            f"SEQUENCE:{sequence}",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{title}",
            f"ORGANIZER;CN={person[0]}:mailto:{person[1]}",
        ]
        + [f"STATUS:{status}", "END:VEVENT", "END:VCALENDAR", ""]
    )
