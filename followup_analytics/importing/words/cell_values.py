"""What a cell says: nothing, yes or no, a status, an event, a medium, a level."""

import re
from collections.abc import Mapping
from functools import lru_cache

from followup_analytics import vocabulary
from followup_analytics.importing.words.text_matching import Lexicon, fold
from followup_analytics.importing.words.word_lists import (
    interview_words,
    lexicon,
    no_words,
    nothing_said,
    placeholders,
    seniority_words,
    yes_words,
)

# From what says least to what decides: of several facts in a row the last one here holds.
STATUS_MEANINGS = {
    "unclear": "",
    "wish": "wish",
    "open": "wish",
    "undelivered": "wish",
    "active": "active",
    "on_hold": "active",
    "acknowledged": "active",
    "followed_up": "active",
    "replied": "active",
    "testing": "interviewing",
    "invited": "interviewing",
    "interviewing": "interviewing",
    "offer": "offer",
    "position_gone": "closed",
    "rejected": "rejected",
    "no_answer": "closed",
    "withdrawn": "withdrawn",
    "offer_declined": "withdrawn",
    "accepted": "accepted",
}
FACTS = ("", *STATUS_MEANINGS)
RANK_OF_FACT = {fact: rank for rank, fact in enumerate(FACTS)}
# The event that a status stands for when the day of their answer is given, and when the day of its last change is.
ANSWER_KIND = {
    "active": "reply",
    "on_hold": "reply",
    "acknowledged": "acknowledgement",
    "followed_up": "reply",
    "replied": "reply",
    "testing": "reply",
    "invited": "interview_invitation",
    "interviewing": "reply",
    "offer": "offer",
    "offer_declined": "offer",
    "accepted": "offer",
    "position_gone": "reply",
    "rejected": "rejection",
    "withdrawn": "reply",
    "unclear": "reply",
    "": "reply",
}
CHANGE_KIND = {
    "offer": "offer",
    "rejected": "rejection",
    "withdrawn": "withdrawal",
    "offer_declined": "withdrawal",
    "accepted": "acceptance",
}
# The event of the day that stands in the cell of a status itself: "Rejected 16 Feb 2026".
KIND_OF_DATED_STATUS = {
    **CHANGE_KIND,
    "active": "application",
    "acknowledged": "acknowledgement",
    "followed_up": "status_check",
    "replied": "reply",
    "invited": "interview",  # the day for which it is set
    "interviewing": "interview",
}
# The event that a word in a row per event stands for where only the list of statuses knows it.
_KIND_OF_STATUS = {
    **dict.fromkeys(("position_gone", "on_hold", "wish", "undelivered", "unclear", "no_answer", "active", "open"), "note"),
    **CHANGE_KIND,
    "acknowledged": "acknowledgement",
    "replied": "reply",
    "testing": "reply",
    "invited": "interview_invitation",
    "interviewing": "interview",
    "followed_up": "status_check",
}
# Of several kinds in one cell the last one here holds: what names the thing beats what only says that it was sent.
_KIND_RANK = (
    "note",
    "application",
    "interview",
    "thank_you",
    "status_check",
    "keep_in_touch",
    "connection_request",
    "feedback_request",
    "closure_request",
    "answer",
    "reply",
    "acknowledgement",
    "interview_invitation",
    "closure",
    "offer",
    "rejection",
    "withdrawal",
    "acceptance",
)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LINK_FORMULA = re.compile(r'=HYPERLINK\(\s*"[^"]*"\s*[,;]\s*"((?:[^"]|"")*)"\s*\)', re.IGNORECASE)
_LINK_TEXT = re.compile(r"\[([^\[\]]+)\]\(\S+\)")
_ADDRESS_BESIDE = re.compile(r"(\S.*?)\s*\((?:https?://|www\.)\S+\)", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_SENTENCE, _LONGEST_WORD = 500, 60, 24
_DOMAIN_END = re.compile(r"\.(?:com|de|fr|es|org|net|io|co\.uk|cn|eu|ch|at)\b", re.IGNORECASE)
_MEDIUM_ORDER = ("linkedin", "email", "phone", "sms", "video", "in_person", "post", "portal")


@lru_cache(maxsize=65536)
def cleaned(text: str) -> str:
    """The cell without blanks around it; a link's words for a link written as a formula; "" for a placeholder."""
    bare = text.strip().strip("\u200b\ufeff\xa0").strip()
    link = _LINK_FORMULA.fullmatch(bare) if bare.startswith("=") else _LINK_TEXT.fullmatch(bare) if bare.startswith("[") else None
    bare = link[1].replace('""', '"').strip() if link else bare
    if bare.endswith(")") and len(bare) < _LONGEST_NAME and (beside := _ADDRESS_BESIDE.fullmatch(bare)):
        bare = beside[1]
    return "" if bare.casefold() in placeholders() or _says_nothing(bare) else bare


def _says_nothing(text: str) -> bool:
    """Whether a sentence says that nothing is known, as "Not provided in the email" does."""
    if not text or len(text) > _LONGEST_SENTENCE:
        return False
    sentences, beginnings = nothing_said()
    first = fold(text[:_LONGEST_WORD]).partition(" ")[0]
    return first in beginnings and bool(sentences.read(text))


@lru_cache(maxsize=4096)
def flag(text: str) -> bool | None:
    """Whether a box is ticked, or how often; None where the cell is no flag."""
    word = cleaned(text).casefold()
    if word in yes_words():
        return True
    if word in no_words():
        return False
    return int(word) > 0 if word.isdecimal() and len(word) < 3 else None


@lru_cache(maxsize=65536)
def status_meanings(text: str) -> tuple[str, ...]:
    """The facts that a state's words hold; none where a word of them is unknown."""
    return lexicon("statuses").read(text)


def strongest(meanings: tuple[str, ...]) -> str:
    """The fact that decides among several."""
    return max(meanings, key=RANK_OF_FACT.__getitem__, default="")


def strongest_kind(kinds: tuple[str, ...]) -> str:
    """The kind that names the thing, among several in one text; "" among none."""
    return max(kinds, key=_KIND_RANK.index, default="")


@lru_cache(maxsize=65536)
def event_kind(text: str) -> str:
    """The kind of the event that a word in a row per event stands for; "" where nobody can know."""
    kind = strongest_kind(lexicon("kinds").read(text))
    if kind:
        return kind
    return _KIND_OF_STATUS.get(strongest(status_meanings(text)), "")


@lru_cache(maxsize=65536)
def medium_of(text: str) -> str | None:
    """The medium that a cell names: "" where it says nothing of it, None where its words are unknown."""
    if not text or _LINK.fullmatch(text):
        return ""
    found = lexicon("media").find(_DOMAIN_END.sub(" ", text))
    if not found:
        return None
    told = [medium for medium in _MEDIUM_ORDER if medium in found]
    if len(told) == 2 and told[1] == "portal" and told[0] in ("linkedin", "email"):
        return told[0]
    return told[0] if len(told) == 1 else "" if told else "other" if "other" in found else ""


@lru_cache(maxsize=4096)
def stage_of(text: str) -> str:
    """The stage that an interview's name or a header tells."""
    return _first_named("stages", text)


@lru_cache(maxsize=4096)
def interview_medium(text: str) -> str:
    """How an interview was held, as far as its name tells."""
    return _first_named("media", text)


def _first_named(what: str, text: str) -> str:
    words = f" {fold(text)} "
    return next((meaning for meaning, names in interview_words(what).items() if any(f" {name} " in words for name in names)), "")


def known_statuses() -> tuple[str, ...]:
    """What a mapping may say of a status word: a status of the log, or a finer fact."""
    return tuple(dict.fromkeys([*vocabulary.STATUSES, *STATUS_MEANINGS]))


# A title's parts: "Manager, Data", "2026 Internship - Buyer", "Analyst (Intern)".
_PARTS = re.compile(r"[,;:|/()\[\]（）【】]|\s[-–—]\s")


@lru_cache(maxsize=1)
def _lexicons() -> Mapping[str, Lexicon]:
    """Where a word counts -> its lexicon."""
    words = seniority_words()
    levels = {level: entry for level, entry in words.items() if level != "occupations"}
    anywhere = {level: entry["anywhere"] for level, entry in levels.items()}
    # What looks like a level and is none takes part in the search, so that the longest phrase wins.
    with_occupations = {"": words["occupations"]["words"], **anywhere}
    leading = {level: entry.get("leading", []) for level, entry in levels.items()}
    column = {level: [fold(level), *entry.get("level", []), *entry["anywhere"]] for level, entry in levels.items()}
    return {
        "anywhere": Lexicon.of(with_occupations),
        "leading": Lexicon.of(leading),
        "column": Lexicon.of(column, ["level", "position", "role", "ebene", "stufe", "niveau", "nivel", "and", "und", "up"]),
    }


@lru_cache(maxsize=65536)
def seniority_of(title: str) -> str:
    """The level that a title states, or "" where it states none or two of them."""
    found = set(_lexicons()["anywhere"].find(title))
    leading = _lexicons()["leading"]
    for part in _PARTS.split(title):
        start = leading.find(" ".join(fold(part).split()[:1]))
        followed = set(_lexicons()["anywhere"].find(part))
        found |= set(start) if not followed else set()
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def level_of(text: str) -> str | None:
    """The level that a cell of a column of levels states; None where its word is unknown."""
    found = set(_lexicons()["column"].read(text)) or set(_lexicons()["anywhere"].find(text))
    return found.pop() if len(found) == 1 else None
