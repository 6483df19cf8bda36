"""Spelling, doubled words, placeholders, pressure, slang (C12-C16, C18)."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from followup_analytics.messages.facts import Facts
from followup_analytics.messages.message_parts import HINT, MUST, SHOULD, Finding, Look
from followup_analytics.messages.rendering import greeted

_DOUBLED = re.compile(r"(?<![\w'’-])(\w+)\s+\1(?![\w'’-])", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(\S*)([.!?…]+)[\"”’)]*\s+([a-zß-öø-ÿ]\S*)")
_OPENING = {")": "(", "]": "[", "}": "{"}
# A smiley, and "a)" or "1)" before an item.
_NO_BRACKET = re.compile(r"[:;=8][-']?[()]|(?<!\w)\w\)")
_SHORTEST_NAME = 4
_SURE_COPY = 90.0
_SHORTEST_COPY = 120


def names(look: Look) -> Iterator[Finding]:
    """The person's and the company's name are spelled as in the log."""
    if look.facts is None:
        return
    for name, places in ((greeted(look.facts.contact), ("greeting",)), (look.facts.company, ())):
        for where, text in look.places():
            if name and (not places or where in places):
                for written, right in misspelled(look, text, name):
                    yield Finding("C18", MUST, where, f"“{written}” is “{right}” in the log", f"Write {right}")


def misspelled(look: Look, text: str, name: str) -> list[tuple[str, str]]:
    """Words of a text that are nearly a word of a name, and that word; words with a capital alone, for others are just words."""
    spelled = set(re.findall(r"\w+", " ".join((name, *_known_texts(look.facts))))) if look.facts else set()
    rights = [word for word in re.findall(r"[\w'’-]+", name) if len(word) >= _SHORTEST_NAME and word[0].isupper()]
    written = [word for word in re.findall(r"[\w'’-]+", text) if word[0].isupper() and word not in spelled]
    written = [word for word in written if not _is_form_of(word, name)]
    return [(word, right) for right in rights for word in dict.fromkeys(written) if _nearly(word, right)]


def _known_texts(facts: Facts) -> tuple[str, ...]:
    """What the log or the seeker wrote down: its spelling is theirs."""
    notes = (*facts.topics, *facts.strengths, *facts.values, *facts.open_points)
    return facts.company, facts.contact, facts.role, facts.answer, facts.news, facts.address, *notes


def _is_form_of(word: str, name: str) -> bool:
    """A genitive of a word of the name: "Acme's"."""
    return re.sub(r"['’]s?$", "", word) in re.findall(r"[\w'’-]+", name)


def _nearly(word: str, right: str) -> bool:
    distance = DamerauLevenshtein.distance(word.casefold(), right.casefold())
    return word.casefold() != right.casefold() and distance <= (1 if len(right) < 7 else 2) and abs(len(word) - len(right)) <= 2


def doubled_words(look: Look) -> Iterator[Finding]:
    """A word that stands twice in a row."""
    spared = look.phrases.words["doubled_words"]
    for where, text in look.wording:
        for hit in _DOUBLED.finditer(text):
            if hit[1].casefold() not in (*spared, "known") and not hit[1].isdigit():
                yield Finding("C18", SHOULD, where, f"“{hit[0]}” stands twice", "Take one out")


def capitals(look: Look) -> Iterator[Finding]:
    """Sentences begin with a capital, and so does "I"."""
    abbreviations = look.phrases.words["abbreviations"]
    for where, text in look.wording:
        if not where.startswith("paragraph"):
            continue
        for before, _, word in _SENTENCE_START.findall(text):
            if before.casefold().lstrip("(") not in abbreviations and word.islower():
                yield Finding("C18", SHOULD, where, f"“{word}” begins a sentence with a small letter", "Write a capital")
        first = text.split()[0]
        spared = where == "paragraph 1" and (look.parts.runs_on or not look.phrases.capital_after_greeting)
        if first.islower() and first[0].isalpha() and "@" not in first and not spared:
            yield Finding("C18", SHOULD, where, f"“{first}” begins a paragraph with a small letter", "Write a capital")
        for word in look.phrases.words["always_capital"]:
            if re.search(rf"(?<![\w.'’-]){word}(?![\w.-])", text):
                yield Finding("C18", SHOULD, where, f"“{word}” alone is written with a capital", f"Write {word.upper()}")


def brackets(look: Look) -> Iterator[Finding]:
    """Each bracket that opens closes."""
    for where, text in look.wording:
        opened: list[str] = []
        plain = _NO_BRACKET.sub("", text)
        for mark in re.findall(r"[()\[\]{}]", plain):
            if mark in _OPENING.values():
                opened.append(mark)
            elif opened and opened[-1] == _OPENING[mark]:
                opened.pop()
            else:
                opened.append(mark)
        if opened:
            yield Finding("C18", SHOULD, where, f"“{opened[-1]}” without its other half", "Close the bracket, or take it out")


def copies(look: Look) -> Iterator[Finding]:
    """C12: nearly the same as a message that was sent before."""
    text = look.text
    if len(text) < _SHORTEST_COPY:
        return
    likeness = max((fuzz.ratio(text, other, score_cutoff=_SURE_COPY) for other in look.earlier), default=0.0)
    if likeness >= _SURE_COPY:
        what = f"{likeness:.0f} % the same as a message that you sent before"
        yield Finding("C12", SHOULD, "whole message", what, "Say something that only this reader can be told")


_PLACEHOLDER = re.compile(
    r"\[(?=[^\]\n]*[^\W\d])[^\[\]\n]{1,60}\]|\{\{?[^{}\n]{1,60}\}?\}|<[A-Za-z][\w .'/-]{0,40}>|«[^»\n]{1,40}»"
    r"|_{3,}|\.{5,}|\?{3,}|%[A-Z_]{2,}%|\$\{?[A-Z_]{3,}\}?|\bX{2,}\b"
)
_EMOJI = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2764]|(?<!\\w)[:;=8][-']?[)(DPpOo3/|](?!\\w)|<3|(?<!\\w)[xX]D(?!\\w)"
)
_LOUD = re.compile(r"!{2,}|\?{2,}|[!?]{3,}")
_MOST_EXCLAMATIONS = 2

# The tables whose phrases are not to occur: rule, severity, what is found, how to mend it.
_UNWANTED = {
    "presumption": ("C14", MUST, "takes the outcome for granted", "Say what you would bring if they choose you"),
    "pressure": ("C15", MUST, "presses or reproaches", "Ask once, kindly, and leave them the time"),
    "negative": ("C15", MUST, "sounds negative", "Leave it out, or say it in a positive way"),
    "familiar": ("C13", SHOULD, "is too familiar", "Write as you would speak in the interview"),
    "generic": ("C12", SHOULD, "would fit any company", "Name what is theirs: the role, a topic, a project"),
    "typos": ("C18", SHOULD, "looks misspelled", "Look the spelling up"),
}


def unwanted_phrases(look: Look) -> Iterator[Finding]:
    """Phrases of the lists that are not to occur, each with its place."""
    for where, text in look.wording:
        for table, (rule, severity, what, mend) in _UNWANTED.items():
            for phrase in _distinct(look.phrases.found(table, text)):
                yield Finding(rule, severity, where, f"“{phrase}” {what}", mend)


def placeholders(look: Look) -> Iterator[Finding]:
    """C12: what was to be filled in."""
    for where, text in look.wording:
        for mark in _distinct([*_PLACEHOLDER.findall(text), *look.phrases.found("placeholder_words", text)]):
            yield Finding("C12", MUST, where, f"“{mark}” was to be filled in", "Put in what belongs there, or take it out")


def loudness(look: Look) -> Iterator[Finding]:
    """C13: emojis, and exclamation marks in a row or in number."""
    for where, text in look.wording:
        for mark in _distinct(_EMOJI.findall(text)):
            yield Finding("C13", SHOULD, where, f"“{mark}” is too familiar", "Leave emojis out")
        for mark in _distinct(_LOUD.findall(text)):
            yield Finding("C13", SHOULD, where, f"“{mark}” is too loud", "One mark is enough")
    exclamations = sum(text.count("!") for _, text in look.wording)
    if exclamations > _MOST_EXCLAMATIONS:
        yield Finding("C13", SHOULD, "whole message", f"{exclamations} exclamation marks", "A full stop says it as well")


def attachments(look: Look) -> Iterator[Finding]:
    """C16: files that nobody asked for."""
    mentioned = _distinct([hit for _, text in look.wording for hit in look.phrases.found("attachment", text)])
    files = [*look.message.attachments, *(f"“{phrase}”" for phrase in mentioned)]
    if not files or look.has("requested"):
        return
    severity = HINT if look.kind == "answer" else SHOULD
    what = f"{', '.join(files)}: nothing says that they asked for it"
    yield Finding("C16", severity, "attachments", what, "Leave it out and offer to send it, or say that they asked for it")


def dispute(look: Look) -> Iterator[Finding]:
    """C21: a decision that is argued with."""
    if look.kind != "feedback_request" and not (look.facts and look.facts.event == "rejection"):
        return
    for where, text in look.wording:
        for phrase in _distinct(look.phrases.found("dispute", text)):
            yield Finding(
                "C21", MUST, where, f"“{phrase}” argues with their decision", "Accept it, and ask what you can learn from it"
            )


def _distinct(texts: list[str]) -> list[str]:
    return list({text.casefold(): text for text in texts}.values())
