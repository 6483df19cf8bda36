"""A known state with a comment after it: "Rejected, they wanted more Java"."""

import re
from functools import lru_cache

from followup_analytics.importing.folding import fold
from followup_analytics.importing.values import RANK_OF_FACT, status_meanings, strongest
from followup_analytics.importing.wordlists import comment_words, lexicon

_BORDER = re.compile(r"\s*(?:[,;:(\[（，；。：]|[–—]|\s-+\s|\.\s|!\s|\n)\s*")
_LONGEST_COMMENT = 10
_NO_STATES = frozenset(["", "unclear", "wish", "open", "undelivered"])


@lru_cache(maxsize=65536)
def stated_fact(text: str) -> str:
    """The fact that a state tells, with or without a comment; "" where its words are unknown or the comment may deny it."""
    whole = strongest(status_meanings(text))
    if whole:
        return whole
    head, comment = (*_BORDER.split(text, maxsplit=1), "")[:2]
    fact = strongest(status_meanings(head)) if comment else ""
    if fact in _NO_STATES or fold(head) in comment_words("alone"):
        return ""
    further = strongest(status_meanings(comment))
    if further:
        return strongest((fact, further))
    words = fold(comment)
    if len(words.split()) > _LONGEST_COMMENT or any(f" {doubt} " in f" {words} " for doubt in comment_words("doubts")):
        return ""
    hinted = strongest(lexicon("statuses").find(comment))
    return fact if RANK_OF_FACT[hinted] <= RANK_OF_FACT[fact] else ""
