"""What a state says as a phrase: who did it, what is only waited for, what is over, what is asked."""

import re
from collections.abc import Sequence
from functools import lru_cache

from followup_analytics.importing.words.cell_values import (
    RANK_OF_FACT,
    STATUS_MEANINGS,
    event_kind,
    interview_medium,
    medium_of,
    stage_of,
    status_meanings,
    strongest,
)
from followup_analytics.importing.words.day_cell import called_off
from followup_analytics.importing.words.text_matching import Lexicon, fold
from followup_analytics.importing.words.word_lists import comment_words, grammar_words, held_words, lexicon

_BORDER = re.compile(r"\s*(?:[,;:(\[（，；。：]|[–—]|\s-+\s|\.\s|!\s|\n)\s*")
_BREAKS = re.compile(r"\s*(?:[,;:/|+&()\[\]（）【】，；。：、！!\n]|[–—]|\s-+\s|\.\s|\.$)\s*")
_ARROW = re.compile(r"\s*(?:->|=>|→|>>?|⇒)\s*")
_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_QUESTION = re.compile(r"[?？]")
_LONGEST_COMMENT = 10
_NO_STATES = frozenset(["", "unclear", "wish", "open", "undelivered"])
_LIVE = frozenset(["active", "on_hold", "acknowledged", "followed_up", "replied", "testing", "invited", "interviewing", "offer"])
_THEIRS = {"withdrawn": "rejected", "offer_declined": "rejected"}
_MINE = {"rejected": "withdrawn", "position_gone": "withdrawn"}


@lru_cache(maxsize=65536)
def stated_fact(text: str) -> str:
    """The fact that a state tells; "" where its words are unknown or do not say it for sure."""
    if not text:
        return ""
    if not _QUESTION.search(text):
        return _of_phrase(text)
    # What is asked is not said: "Interview done, offer?"
    said = [part for part in re.split(r"(?<=[?？])|(?<=[,;/(\n])", text) if part.strip() and not _QUESTION.search(part)]
    return _of_phrase(" ".join(said).strip(" ,;/(-–—\n")) if said else ""


@lru_cache(maxsize=4096)
def is_held(text: str) -> bool:
    """Whether a word in a column of interviews says that one took place, or how it was held: "ok", "Zoom", "Phone call"."""
    if called_off(text):
        return False
    named = interview_medium(text) or stage_of(text) or event_kind(text) == "interview"
    return bool(named) or fold(text) in held_words() or medium_of(text) in ("phone", "video", "in_person")


def _of_phrase(text: str) -> str:
    text = _without_the_past(text)
    words = fold(text)
    known = lexicon("statuses").phrases.get(tuple(words.split()))
    if known:
        return known
    for rule in (_after_a_turn, _awaited, _accepted_for, _not_yet):
        fact = rule(text)
        if fact is not None:
            return fact
    return _joined(text, words)


def _without_the_past(text: str) -> str:
    """Without a bracket that tells of an earlier try: "Reapplied (rejected in 2025)"."""
    for match in _BRACKET.finditer(text):
        if (_YEAR.search(match[1]) and status_meanings(_YEAR.sub(" ", match[1]))) or _has("earlier", fold(match[1])):
            rest = f"{text[: match.start()]} {text[match.end() :]}".strip()
            return rest if status_meanings(rest) else text
    return text


def _after_a_turn(text: str) -> str | None:
    """What holds now: "Was ghosted, now interviewing", "Applied -> Interview"."""
    parts = [part for part in _ARROW.split(text) if part.strip()]
    if len(parts) > 1:
        facts = [_of_phrase(part.strip()) for part in parts]
        return facts[-1] if all(facts) else ""
    words = fold(text)
    where = max((words.rfind(f" {word} ") + len(word) + 2 for word in grammar_words("turns") if f" {word} " in words), default=0)
    before, after = words[:where].strip(), words[where:].strip()
    if not where or not lexicon("statuses").find(before):
        return None
    return _of_phrase(after) or (None if status_meanings(text) else "")


def _awaited(text: str) -> str | None:
    """What is only waited for has not come: "Awaiting offer/rejection"."""
    parts = _BREAKS.split(text)
    for place, part in enumerate(parts):
        words = fold(part)
        lead = next((word for word in grammar_words("awaiting") if words.startswith(f"{word} ")), "")
        if not lead:
            continue
        governed = " ".join([words[len(lead) :].strip(), *map(fold, parts[place + 1 :])])
        before = [fact for other in parts[:place] if (fact := strongest(status_meanings(other)))]
        waits = "interviewing" if _has("after_talks", governed) else "invited" if _has("talks", governed) else ""
        if waits or lexicon("statuses").find(governed):
            return strongest((*[fact for fact in before if fact != "no_answer"], waits or "active"))
    return None


def _accepted_for(text: str) -> str | None:
    """Accepted for an interview, moved on to the next round."""
    words = f" {fold(text)} "
    for lead in grammar_words("accepted_for"):
        if f" {lead} " in words:
            before, _, after = words.partition(f" {lead} ")
            aims = after.split()
            fits = _has("talks", " ".join(aims[:5])) or "interviewing" in lexicon("statuses").find(" ".join(aims[:5]))
            if fits and not lexicon("statuses").find(before) and not _has("after_talks", after):
                return "" if _ended(after) else "invited"
    return None


def _ended(words: str) -> bool:
    return any(RANK_OF_FACT[fact] >= RANK_OF_FACT["offer"] for fact in lexicon("statuses").find(words))


def _not_yet(text: str) -> str | None:
    """What has not happened yet: "No interview yet", "Interviewed, no offer so far"."""
    facts: list[str] = []
    found = False
    for part in filter(None, (part.strip() for part in _BREAKS.split(text))):
        words = fold(part)
        fact = strongest(status_meanings(part))
        bare = " ".join(_without("not_yet", words))
        if not fact and bare != words and _has("yet", words) and status_meanings(bare):
            found, fact = True, "active"
        facts.append(fact)
    return strongest(tuple(facts)) if found and all(facts) else None


def _joined(text: str, words: str) -> str:
    """The deciding fact of all known words, by who did it and with a comment or without."""
    facts = _with_agent(status_meanings(text), words)
    if facts:
        return "" if _left_open(facts, words) else _decisive(facts, words)
    head, comment = (*_BORDER.split(text, maxsplit=1), "")[:2]
    fact = _decisive(_with_agent(status_meanings(head), words), fold(head)) if comment else ""
    if fact in _NO_STATES or fold(head) in comment_words("alone"):
        return ""
    further = status_meanings(comment)
    if further:
        return _decisive((fact, *further), words)
    said = fold(comment)
    if len(said.split()) > _LONGEST_COMMENT or any(f" {doubt} " in f" {said} " for doubt in comment_words("doubts")):
        return ""
    hinted = strongest(lexicon("statuses").find(comment))
    if hinted == "no_answer" and fact in _LIVE and _has("silence", said):
        return fact
    return fact if RANK_OF_FACT[hinted] <= RANK_OF_FACT[fact] else ""


def _with_agent(facts: Sequence[str], words: str) -> tuple[str, ...]:
    """The facts, with the side that the words name: "Offer declined by company" is theirs."""
    turned = _THEIRS if _has("theirs", words) else _MINE if _has("mine", words) else {}
    return tuple(turned.get(fact, fact) for fact in facts)


def _decisive(facts: Sequence[str], words: str) -> str:
    """The strongest fact; no answer, said mildly beside something that still runs, is no end."""
    running = [fact for fact in facts if fact in _LIVE]
    others = {fact for fact in facts if fact not in _LIVE}
    if running and others == {"no_answer"} and _has("silence", words):
        return strongest(tuple(running))
    return strongest(tuple(facts))


def _left_open(facts: Sequence[str], words: str) -> bool:
    """Whether two states stand with an "or" between them."""
    return len({STATUS_MEANINGS[fact] for fact in facts}) > 1 and bool(set(grammar_words("either")) & set(words.split()))


@lru_cache(maxsize=16)
def _phrases(what: str) -> Lexicon:
    return Lexicon.of({what: grammar_words(what)})


def _has(what: str, words: str) -> bool:
    return bool(_phrases(what).find(words))


def _without(what: str, words: str) -> list[str]:
    """The words without the phrases of that list."""
    left, phrases, start = [], _phrases(what), 0
    parts = tuple(words.split())
    while start < len(parts):
        size = next((n for n in range(phrases.longest, 0, -1) if parts[start : start + n] in phrases.phrases), 0)
        left += [] if size else [parts[start]]
        start += size or 1
    return left


def speaks_of_an_interview(text: str) -> bool:
    """Whether a state names an interview that was held: "Denied 1 Interview", and not "Denied before the interview"."""
    words = fold(text)
    return _has("talks", words) and not _has("never_met", words)
