"""What the headers of a message say, kept small: a mailbox has tens of thousands of them in memory at once."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from sys import intern

from followup_analytics.evidence.header_text import addresses_in, decoded, header_fields, message_ids
from followup_analytics.evidence.phrases import folded_list, word_file

_MOST_REFERENCES = 30
_ENCRYPTED = re.compile(r"multipart/encrypted|application/(?:x-)?pkcs7-mime", re.IGNORECASE)
_LIST_FIELDS = ("list-unsubscribe", "list-id", "list-post")
Person = tuple[str, str]  # a name and an address, either of them may be empty


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: the source by its number, and the bytes of it; or its row, where it is none of a mailbox."""

    source: int
    offset: int = 0
    length: int = 0


@dataclass(slots=True)
class Head:
    """One message by its headers."""

    place: Place
    evidence_id: str
    message_id: str
    sender: Person
    recipients: tuple[Person, ...]
    delivered_to: str
    subject: str
    at: int
    is_exact: bool
    references: tuple[str, ...]
    thread: str
    is_sent: bool = False
    is_left_out: bool = False
    is_list: bool = False
    is_automatic: bool = False
    is_auto_reply: bool = False
    is_bounce: bool = False
    is_encrypted: bool = False
    medium: str = "email"


def read_head(raw: bytes, place: Place, folder: str, separator: str = "") -> Head | None:
    """The head of a message from its header block; None where it has neither a sender nor a day."""
    fields = header_fields(raw)
    moment = moment_of(fields, separator)
    sender = next(iter(addresses_in(fields.get("from", fields.get("sender", "")))), ("", ""))
    if moment is None or not (sender[1] or fields.get("to")):
        return None
    folders = _folders(fields.get("x-gmail-labels", ""), folder)
    local = sender[1].partition("@")[0]
    references = message_ids(fields.get("in-reply-to", ""))[:1] + message_ids(fields.get("references", ""))[-_MOST_REFERENCES:]
    subject = decoded(fields.get("subject", ""))[:500]
    submitted = fields.get("auto-submitted", "no").strip().lower()
    message_id = "".join(message_ids(fields.get("message-id", ""))[:1])
    return Head(
        place=place,
        evidence_id=mail_id(message_id, moment[0], sender[1], subject),
        message_id=intern(message_id),
        sender=sender,
        recipients=tuple(addresses_in(", ".join(fields.get(name, "") for name in ("to", "cc") if fields.get(name)))),
        delivered_to=_address(fields.get("delivered-to", fields.get("x-original-to", ""))),
        subject=subject,
        at=moment[0],
        is_exact=moment[1],
        references=tuple(intern(one) for one in dict.fromkeys(references) if one != message_id),
        thread=fields.get("x-gm-thrid", "").strip(),
        is_sent=bool(folders & folded_list("folders", "sent")),
        is_left_out=bool(folders & (folded_list("folders", "drafts") | folded_list("folders", "spam"))),
        is_list=any(name in fields for name in _LIST_FIELDS) or fields.get("precedence", "").strip().lower() in ("bulk", "list"),
        is_automatic=submitted not in ("no", "") or is_automatic_sender(local) or "x-auto-response-suppress" in fields,
        is_auto_reply="replied" in submitted or "x-autoreply" in fields or "x-autorespond" in fields,
        is_bounce=local in word_file("firms")["mail_systems"] or "report-type=delivery-status" in fields.get("content-type", ""),
        is_encrypted=bool(_ENCRYPTED.search(fields.get("content-type", ""))),
    )


def mail_id(message_id: str, at: int, address: str, subject: str) -> str:
    """The id of a message as evidence: by its Message-ID, else by minute, sender and subject."""
    return "mail:" + digest(message_id or f"{at // 60} {address} {subject}")


def digest(text: str) -> str:
    """A short digest of a text that is not to be kept."""
    from hashlib import blake2b

    return blake2b(text.encode("utf-8", "replace"), digest_size=9).hexdigest()


def is_automatic_sender(local: str) -> bool:
    """Whether nobody reads what is sent to an address, by its first part: no-reply, noreply+17."""
    bare = local.partition("+")[0]
    automatic = word_file("firms")["automatic_senders"]
    return bare in automatic or bare.replace("-", "").replace(".", "").replace("_", "").startswith(("noreply", "donotreply"))


def _address(value: str) -> str:
    return next((address for _, address in addresses_in(value)), "")


def _folders(labels: str, folder: str) -> set[str]:
    """The folded names of the folders and labels under which a message was."""
    from followup_analytics.evidence.header_text import words_of

    names: Iterable[str] = [*decoded(labels).split(","), *re.split(r"[/\\.]", folder), folder]
    return {" ".join(words_of(name)) for name in names if name.strip()}


# Mail programs began to write dates that can be relied on in the nineties; what is earlier is an empty clock.
_EARLIEST = 631_152_000  # 1990-01-01
_LATEST = 4_102_444_800  # 2100-01-01
_A_DAY = 86_400
_A_YEAR = 366 * _A_DAY
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def moment_of(fields: Mapping[str, str], separator: str) -> tuple[int, bool] | None:
    """Seconds since 1970, and whether the time of day is known; None where nothing tells.

    A Date that lies a day and more after the message was received is a wrong clock's.
    """
    stated = _seconds(fields.get("date", ""))
    received = _seconds(fields.get("received", "").rpartition(";")[2])
    began = _seconds(_reordered(separator))
    # The line between messages is often that of an export: only a Date far behind it is taken for a wrong clock's.
    latest = received + _A_DAY if received is not None else began + _A_YEAR if began is not None else _LATEST
    if stated is not None and stated <= latest:
        return stated, True
    if received is not None or began is not None:
        return received if received is not None else began or 0, True
    if stated is not None:
        return stated, True
    day = _ISO_DAY.search(fields.get("date", ""))
    if day is None:
        return None
    try:
        found = dt.datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=dt.UTC).timestamp()
    except ValueError:
        return None
    return (int(found), False) if found >= _EARLIEST else None


def _seconds(text: str) -> int | None:
    try:
        found = parsedate_to_datetime(text.strip())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    try:
        seconds = int((found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp())
    except (OverflowError, ValueError):
        return None
    return seconds if _EARLIEST <= seconds < _LATEST else None


def _reordered(separator: str) -> str:
    """The asctime of a mailbox's line between messages (`Mon Jan  5 18:21:00 2026`) in the order of a Date."""
    match = re.search(r"([A-Z][a-z]{2}) ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d(?::\d\d)?)(?: [A-Z+][\w+]*)? (\d{4})", separator)
    return f"{match[1]}, {match[3]} {match[2]} {match[5]} {match[4]} +0000" if match else ""
