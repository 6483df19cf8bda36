"""Whether there is anybody to write to: the channel of an application, as section 6 of the page has it."""

from collections.abc import Iterable
from typing import Any

from .story import HUMAN_INBOUND

WAYS_OF_APPLYING = ("email", "phone", "sms", "post", "in_person")
SILENT_KINDS = ("application", "acknowledgement", "note", "closure")


def has_channel(application: Any, rows: Iterable[Any]) -> bool:
    """Whether an application or one of its events names somebody, or shows a way to them."""
    if _names_somebody(application) or str(application.preferred_medium) not in ("", "portal"):
        return True
    return any(_shows_a_way(row) for row in rows)


def _names_somebody(application: Any) -> bool:
    return any(_text(application, name) for name in ("contact", "contact_email"))


def _shows_a_way(row: Any) -> bool:
    kind, medium = str(row.kind), str(row.medium)
    if _text(row, "contact") or kind in ("interview", *HUMAN_INBOUND):
        return True
    if kind == "application":
        return medium in WAYS_OF_APPLYING
    return kind not in SILENT_KINDS and medium not in ("", "portal")


def says_nothing(applications: Iterable[Any], rows: Iterable[Any]) -> bool:
    """Whether a log has no word at all on contacts, addresses and media: then nobody is out of reach."""
    spoken = any(_names_somebody(one) or str(one.preferred_medium) for one in applications)
    return not spoken and not any(_text(row, "contact") or str(row.medium) for row in rows)


def _text(row: Any, name: str) -> str:
    """A column that a table need not have."""
    return str(getattr(row, name, "") or "").strip()
