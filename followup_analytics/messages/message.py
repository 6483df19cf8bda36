"""A message: what is sent to whom in which medium, and what it still needs."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from followup_analytics.errors import MessageError
from followup_analytics.messages.facts import Facts

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
