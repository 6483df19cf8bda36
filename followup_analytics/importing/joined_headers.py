"""Headers of several words for one thing ("Firma/Arbeitgeber"), and of a known word with others around it ("Target Company")."""

import re
from collections.abc import Callable

from followup_analytics.importing.folding import fold
from followup_analytics.importing.wordlists import header_words

_BETWEEN = re.compile(r"\s*[/|&+／、]\s*|\s+(?:or|and|oder|und|bzw\.?|ou|et|o|u|y)\s+|\s*[或和及]\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
# The meanings that a qualifier leaves as they are: a target company is a company, a target date is no date of anything.
_QUALIFIED = frozenset(
    ["company", "role", "place", "pay", "link", "source", "medium", "contact", "contact_email", "notes", "status", "industry"]
)
_DONE = frozenset(["status_check", "thank_you"])
_ASIDE = frozenset(["plan", "reason", "link", "place", "pay", "document", "industry", "job_type", "outreach", "personal"])


def parts_of(header: str) -> list[str]:
    """The parts of a header that names several things; nothing where it names one, or denies one."""
    parts = [part.strip() for part in _BETWEEN.split(_BRACKETS.sub(" ", header)) if fold(part)]
    if any(len(fold(part)) < 2 and part.isascii() for part in parts):
        return []  # N/A, Y/N
    denied = any(set(fold(part).split()) & header_words("denials") for part in parts)
    return [] if denied or len(parts) < 2 else parts


def joined(meanings: list[str]) -> str:
    """What the parts mean together: what the known ones agree on; notes win over what is left aside."""
    known = list(dict.fromkeys(meaning for meaning in meanings if meaning))
    if len(known) == 1:
        return known[0]
    if known == ["company", "role"]:
        return "company_and_role"
    if "notes" in known and all(meaning in _ASIDE for meaning in known if meaning != "notes"):
        return "notes"
    return ""


def qualified(words: frozenset[str], look_up: Callable[[frozenset[str]], str]) -> str:
    """The meaning of the words without those that only qualify it, name the papers sent, or say how it was done."""
    if words & header_words("denials"):
        return ""
    for what, allowed in (("qualifiers", _QUALIFIED), ("papers", frozenset(["applied"])), ("means", _DONE)):
        rest = words - header_words(what)
        meaning = look_up(rest) if rest and rest != words else ""
        if meaning in allowed:
            return meaning
    return ""
