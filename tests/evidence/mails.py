"""Single messages and small mailboxes for the tests of evidence."""

from pathlib import Path

ME = "robin@home.example"
CONTACT = "nadia.berg@larchoptics.example"
SEPARATOR = b"From x@y Tue May 05 10:00:00 2026\n"


def mail(
    text: str = "We are sorry: we have decided not to move forward with your application.",
    *,
    sender: str = f"Nadia Berg <{CONTACT}>",
    to: str = f"Robin <{ME}>",
    subject: str = "Your application",
    date: str = "Tue, 05 May 2026 10:00:00 +0000",
    identity: str = "<one@larchoptics.example>",
    more: str = "",
    kind: str = "text/plain; charset=utf-8",
) -> bytes:
    """One message; empty fields are left out."""
    fields = {"From": sender, "To": to, "Subject": subject, "Date": date, "Message-ID": identity, "Content-Type": kind}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + more
    return f"{head}\n{text}\n".encode()


def written(folder: Path, *messages: bytes, name: str = "mail.mbox") -> Path:
    """Messages as an mbox file."""
    path = folder / name
    path.write_bytes(b"".join(SEPARATOR + message + b"\n" for message in messages))
    return path


def calendar(*entries: str, method: str = "REQUEST") -> str:
    """A calendar of entries, each the lines of one."""
    blocks = "".join(f"BEGIN:VEVENT\n{entry.strip()}\nEND:VEVENT\n" for entry in entries)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//invented//EN\nMETHOD:{method}\n{blocks}END:VCALENDAR\n"
