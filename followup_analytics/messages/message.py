"""Message: what is sent to whom in which medium, and what it still needs."""

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from followup_analytics.errors import MessageError
from followup_analytics.messages.facts import Facts
from followup_analytics.messages.phrases import short_enough

_MOST_BYTES = 5_000_000
_HEADER = re.compile(r"(subject|to|attachments?)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\ufeff": ""})


@dataclass(frozen=True)
class Message:
    """A message that was drafted, or that somebody wrote.

    Attributes
    ----------
    subject : the subject line; "" where the medium has none
    body : the text from the greeting to the signature; a paragraph is followed by a blank line
    medium : one of `vocabulary.MEDIA`; "" where it is not known
    to : the address or person it goes to
    missing : what the draft still needs, a sentence each; nothing stands in its place in the text
    kind : the event kind that sending it would be (`thank_you`, `status_check`, ...); "" where it is not known
    application_id, action_id : what it belongs to; "" where it is not known
    attachments : the names of attached files
    facts : what the log knew when it was drafted, None for what somebody wrote
    """

    subject: str
    body: str
    medium: str = ""
    to: str = ""
    missing: tuple[str, ...] = ()
    kind: str = ""
    application_id: str = ""
    action_id: str = ""
    attachments: tuple[str, ...] = ()
    facts: Facts | None = field(default=None, repr=False)

    @property
    def ready(self) -> bool:
        """Whether nothing is missing: it can be read once more and sent."""
        return not self.missing

    @property
    def text(self) -> str:
        """The whole message as text; its subject stands on the first line, as `Message.of` reads it."""
        return f"Subject: {self.subject}\n\n{self.body}\n" if self.subject else f"{self.body}\n"

    def __str__(self) -> str:
        """The whole message as text."""
        return self.text

    @classmethod
    def of(cls, text: str, *, medium: str = "", kind: str = "") -> "Message":
        """Read a message from text that may begin with lines such as "Subject: ..." and "Attachments: ..."."""
        lines = text.translate(_BLANKS).replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
        heads: dict[str, str] = {}
        while lines and (head := _HEADER.fullmatch(lines[0].strip())):
            heads[head[1].lower().removesuffix("s")] = head[2].strip()
            lines.pop(0)
        files = tuple(name.strip() for name in re.split("[,;]", heads.get("attachment", "")) if name.strip())
        body = "\n".join(line.rstrip() for line in lines).strip()
        return cls(heads.get("subject", ""), body, medium, heads.get("to", ""), kind=kind, attachments=files)

    @classmethod
    def read(cls, path: Path, *, medium: str = "", kind: str = "") -> "Message":
        """Read a message from a text file, or from an e-mail that was saved as `.eml`.

        Raises
        ------
        MessageError
            If the file can't be read, is no text, or is larger than 5 MB.
        """
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise MessageError(f"{path.name}: is larger than 5 MB: give the message alone, as text or .eml")
            content = path.read_bytes()
            if path.suffix.lower() == ".eml":
                return _of_mail(content, path.name, kind)
            return cls.of(content.decode("utf-8-sig"), medium=medium, kind=kind)
        except OSError as error:
            raise MessageError(f"{path}: can't be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise MessageError(f"{path.name}: is no text in UTF-8: save the message as plain text") from error


def _of_mail(content: bytes, name: str, kind: str) -> Message:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)  # that policy's own class
    part = mail.get_body(preferencelist=("plain",))
    try:
        body = part.get_content() if part is not None else ""
    except (LookupError, KeyError) as error:
        raise MessageError(f"{name}: its text can't be read ({error}): save the message as plain text") from error
    if not body.strip():
        raise MessageError(f"{name}: has no plain text: save the message as plain text")
    files = tuple(str(file.get_filename() or "a file without a name") for file in mail.iter_attachments())
    read = Message.of(body)
    return Message(str(mail["subject"] or ""), read.body, "email", str(mail["to"] or ""), kind=kind, attachments=files)


_Asks = tuple[tuple[Callable[[Facts], bool], str], ...]

# What stands there is the same for all messages.
SEEKER_TABLE = "the table [seeker] of the cadence file"
_ALWAYS: _Asks = (
    (lambda facts: not facts.contact, "Whom to greet: a person's name (C01)"),
    (lambda facts: not facts.company, "The company's name"),
    (lambda facts: not facts.role, "The role that you applied for (C10)"),
    (lambda facts: not facts.seeker.name, f'Your name, to sign with: name = "..." in {SEEKER_TABLE} (C11)'),
)
_THANKS: _Asks = (
    (lambda facts: not facts.topics, "What you talked about: a moment, topic or project of the interview (C03, `topics`)"),
    (lambda facts: not facts.strengths, "A strength of yours that the role calls for (C05, `strengths`)"),
    (
        lambda facts: facts.interview == "cultural_fit" and not facts.values,
        "A value of theirs that you share (C06, `values`)",
    ),
)
_OF_KIND: dict[str, _Asks] = {
    "thank_you": _THANKS,
    "connection_request": _THANKS[:1],
    "answer": ((lambda facts: not facts.answer, "What you answer: their message is not in the log (T12, `answer`)"),),
    "keep_in_touch": ((lambda facts: not facts.news, "What is new since: with you, or what you read of them (C07, `news`)"),),
}
_SIGNED_IN_FULL = ("email", "post", "phone")
_LONG_NOTES = ("topics", "strengths", "values", "open_points")


def missing_pieces(facts: Facts, form: str) -> tuple[str, ...]:
    """What is asked for before the draft of that form is ready, most important first."""
    asks = [*_ALWAYS, *_of_form(form), *_OF_KIND.get(facts.kind, ())]
    asked = [text for lacks, text in asks if lacks(facts)]
    return (*asked, *(f"{name.replace('_', ' ').capitalize()} in fewer words (C09, `{name}`)" for name in _too_long(facts)))


def _of_form(form: str) -> _Asks:
    asks: _Asks = ()
    if form == "email":
        asks += ((lambda facts: not facts.contact_email, "The e-mail address to send it to (`address`)"),)
    if form == "post":
        asks += ((lambda facts: not facts.address, "The postal address to send it to (`address`)"),)
    if form in _SIGNED_IN_FULL:
        reached = f'Your phone number or e-mail address: phone = "..." or email = "..." in {SEEKER_TABLE} (C11)'
        asks += ((lambda facts: not (facts.seeker.phone or facts.seeker.email), reached),)
    return asks


def _too_long(facts: Facts) -> list[str]:
    return [name for name in _LONG_NOTES if getattr(facts, name) and not short_enough(getattr(facts, name))]
