"""What should be there: thanks, something specific, interest, a question, their time (C02-C08, C17, C20, C21).

People find more words for interest, or for how busy somebody is, than any list holds: what was not recognised is a hint only.
"""

import re
import unicodedata
from collections.abc import Iterator

from followup_analytics.messages.message_parts import HINT, MUST, SHOULD, Finding, Look
from followup_analytics.messages.phrases import even

_STEM = 4
_OWN_WORDS, _OWN_WORDS_WITH_A_PHRASE = 2, 1
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_QUESTION = re.compile(r"[?？؟]+")
# Which kinds a check is for, and how much it matters there; "" is a message whose kind is not known.
_GRATITUDE = {"thank_you": MUST, "connection_request": "", "withdrawal": HINT}
_SPECIFIC = {"thank_you": SHOULD, "connection_request": HINT, "keep_in_touch": HINT}
_INTEREST = ("thank_you", "status_check", "")
_CALL = ("thank_you", "status_check", "closure_request", "feedback_request", "")
_SPOKEN = ("phone", "video", "in_person")


def gratitude(look: Look) -> Iterator[Finding]:
    """C02: thanks in the first paragraph."""
    severity = _GRATITUDE.get(look.kind, SHOULD)
    if not severity or not look.parts.paragraphs:
        return
    opening = look.parts.paragraphs[:2] if look.medium in _SPOKEN else look.parts.paragraphs[:1]
    if any(look.has("gratitude", text) for text in opening):
        return
    if look.has("gratitude"):
        yield Finding("C02", SHOULD, "paragraph 1", "thanks come late", "Begin with thanks")
    else:
        yield Finding("C02", severity, "paragraph 1", "no word of thanks", "Begin with thanks: for their time, for the interview")


def something_specific(look: Look) -> Iterator[Finding]:
    """C03: a topic of the conversation."""
    facts = look.facts
    if facts and facts.topics:
        severity = _SPECIFIC.get(look.kind, "")
        if severity and not _occurs(look, facts.topics):
            yield Finding("C03", severity, "whole message", "nothing of what you talked about", f"Name it: {facts.topics[0]}")
    elif look.kind == "thank_you" and not _says_something(look):
        mend = "Note a topic of the interview, and name it" if facts else "Name a moment, topic or project"
        yield Finding("C03", SHOULD, "whole message", "nothing that only this interview had", mend)


def _says_something(look: Look) -> bool:
    """Whether it has more than what any thank-you says: some words besides the stock ones, names and the role aside.

    A phrase such as "you explained" needs one such word, a message without any two. A language without such a list has
    the phrases alone.
    """
    stock, has_phrase = frozenset(look.phrases.words["stock_words"]), look.has("specific")
    if not stock or _UNSPACED.search(look.text):
        return has_phrase
    facts = look.facts
    names = f"{facts.role} {facts.company} {facts.contact}" if facts else ""
    known = stock | set(re.findall(r"[^\W\d_]+", folded(f"{names} {look.seeker.name}")))
    own = {word for word in re.findall(r"[^\W\d_]{3,}", folded(even(look.text)).replace("'s", "")) if word not in known}
    return len(own) >= (_OWN_WORDS_WITH_A_PHRASE if has_phrase else _OWN_WORDS)


def interest(look: Look) -> Iterator[Finding]:
    """C04: still interested."""
    if look.kind in _INTEREST and not look.has("interest"):
        yield _unrecognised("C04", "no word of your interest", "Say that you are still interested, and in what")


def noted_and_not_used(look: Look) -> Iterator[Finding]:
    """C05, C06, C07: strengths, values and open points that were noted and are not in the message."""
    facts = look.facts
    if facts is None or look.kind != "thank_you":
        return
    if facts.strengths and not _occurs(look, facts.strengths):
        yield Finding("C05", SHOULD, "whole message", "no strength of yours", f"Tie one to the role: {facts.strengths[0]}")
    if facts.interview == "cultural_fit" and not _occurs(look, facts.values):
        what, mend = "nothing that you share with them", "Name a value of theirs that you share"
        yield Finding("C06", SHOULD if facts.values else HINT, "whole message", what, ": ".join([mend, *facts.values[:1]]))
    if facts.open_points and not _occurs(look, facts.open_points):
        yield Finding(
            "C07", HINT, "whole message", "a point that stayed open", f"Come back to it, if it matters: {facts.open_points[0]}"
        )


def call_to_action(look: Look) -> Iterator[Finding]:
    """C08: one question or invitation."""
    questions = len(_QUESTION.findall(look.text))
    if look.kind in _CALL and not questions and not look.has("next_steps"):
        yield _unrecognised("C08", "no question or invitation", "Ask about the next steps, or offer to answer")
    if questions > 1 and look.medium not in _SPOKEN:
        yield Finding("C08", SHOULD, "whole message", f"{questions} questions", "Ask one, the one that matters")


def their_time(look: Look) -> Iterator[Finding]:
    """C17: a status check says that they are busy."""
    if look.kind == "status_check" and not look.has("busy"):
        yield _unrecognised("C17", "no word for how busy they are", "Say that you know how much they have to do")


def open_door(look: Look) -> Iterator[Finding]:
    """C20: a request for closure leaves the door open."""
    if look.kind == "closure_request" and not look.has("door"):
        yield _unrecognised("C20", "nothing about another time", "Say that you would be glad of future openings")


def feedback_for_growth(look: Look) -> Iterator[Finding]:
    """C21: feedback is asked for, to learn from it."""
    if look.kind != "feedback_request":
        return
    if not look.has("feedback") and not _QUESTION.search(look.text):
        yield _unrecognised("C21", "no request for feedback", "Ask what you could do better next time")
    elif not look.has("growth"):
        yield Finding("C21", HINT, "whole message", "feedback without a reason", "Say that you want to learn from it")


def no_argument(look: Look) -> Iterator[Finding]:
    """C21: in an answer to a rejection what is said of them is thanks, understanding or a wish; all else may argue with them."""
    if look.kind != "feedback_request" or look.medium in _SPOKEN or look.has("dispute"):
        return
    for sentence in _SENTENCE_END.split(look.text):
        if sentence.endswith("?") or not look.has("about_them", sentence) or look.has("gracious", sentence):
            continue
        what = f"“{sentence.strip()}” may read as an argument"
        yield Finding("C21", HINT, "whole message", what, "Leave it out, or say what you understand or learned")


def _unrecognised(rule: str, what: str, mend: str) -> Finding:
    return Finding(rule, HINT, "whole message", f"{what} was recognised", mend)


def _occurs(look: Look, notes: tuple[str, ...]) -> bool:
    """Whether a telling word of a note occurs in the message, in whatever form of it."""
    text = folded(look.text)
    written = set(re.findall(r"\w+", text))
    return any(_is_in(folded(note), text, written, look.phrases.words["empty_words"]) for note in notes)


def _is_in(note: str, text: str, written: set[str], empty: tuple[str, ...]) -> bool:
    words = [word for word in re.findall(r"\w+", note) if word not in empty]
    if note in text or any(word in written for word in words):
        return True
    if _UNSPACED.search(note):
        return any(word[at : at + 2] in text for word in words for at in range(len(word) - 1))
    stems = {word[:_STEM] for word in words if len(word) >= _STEM}
    return any(word[:_STEM] in stems for word in written)


def folded(text: str) -> str:
    """Text without capitals and accents, for comparing."""
    decomposed = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
