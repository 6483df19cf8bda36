"""What must not be there: placeholders, presumption, pressure, slang, what nobody asked for (C12-C16, C21)."""

import re
from collections.abc import Iterator

from followup_analytics.messages.look import HINT, MUST, SHOULD, Finding, Look

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
