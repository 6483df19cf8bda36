"""The level of a job, from its title or from a column of levels."""

import re
from collections.abc import Mapping
from functools import lru_cache

from followup_analytics.importing.folding import fold
from followup_analytics.importing.lexicon import Lexicon
from followup_analytics.importing.wordlists import seniority_words

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
