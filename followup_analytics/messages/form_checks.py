"""The outward form: greeting, length, subject, signature, the parts of a phone script (C01, C09, C10, C11, C19)."""

import re
from collections.abc import Iterator

from followup_analytics.messages.content_checks import folded
from followup_analytics.messages.language_checks import misspelled
from followup_analytics.messages.message_parts import HINT, MUST, SHOULD, Finding, Look
from followup_analytics.messages.rendering import greeted

MOST_WORDS, MOST_PARAGRAPHS, MOST_IN_SUBJECT = 200, 4, 59
CONNECTION_LIMIT = 300
_REACHED_BY = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\(?\d[\d\s()./-]{5,}\d")
_ANSWERED = re.compile(r"(?:re|aw|sv|antw)\s*:\s*\S", re.IGNORECASE)
_PREFIXES = re.compile(r"^(?:\s*(?:re|aw|sv|antw|fw|fwd|wg|tr|rv|enc)\s*(?:\[\d+\])?\s*:)+", re.IGNORECASE)
# What mail programs write where nobody gave a subject.
_UNTITLED = re.compile(
    r"(?:no|without|empty) (?:subject|title)|untitled|none|null|nan|kein betreff|sans objet|sin asunto", re.IGNORECASE
)
_SPOKEN = ("phone", "video", "in_person")
_SHORT = ("linkedin", "sms", *_SPOKEN)
_ASK_A_NAME = "Find out who reads it, and greet them by name"


def greeting(look: Look) -> Iterator[Finding]:
    """C01: the person is greeted by name."""
    line, contact = look.parts.greeting, greeted(look.facts.contact) if look.facts else ""
    if not line:
        severity = HINT if look.kind == "" and look.medium in ("linkedin", "sms") else SHOULD
        yield Finding(
            "C01", severity, "greeting", "no greeting", f"Begin with a greeting: Dear {contact}," if contact else _ASK_A_NAME
        )
    elif contact:
        # On the phone somebody else may answer first.
        spoken = " ".join(look.parts.paragraphs[:2]) if look.medium in _SPOKEN else ""
        yield from _greeting_of(look, line, contact, f"{line} {spoken}")
    elif look.has("generic_greeting", line) or look.facts or folded(line).strip(" ,:!.") in look.phrases.words["greetings"]:
        yield Finding("C01", SHOULD, "greeting", f"“{line}” names nobody", _ASK_A_NAME)


def _greeting_of(look: Look, line: str, contact: str, heard: str) -> Iterator[Finding]:
    """A greeting of a person whose name is known; a misspelled one is for C18 to tell."""
    shown, names = folded(heard), [name for name in re.findall(r"\w+", folded(contact)) if len(name) > 1 or len(contact) < 3]
    if folded(contact) in shown or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown) for name in names):
        return
    if misspelled(look, line, contact):
        return
    whom = look.phrases.begins("greetings", line)
    rest = line[len(whom) :].strip(" ,:!.")
    mend = f"Greet {contact}"
    if not rest or look.has("generic_greeting", line):
        yield Finding("C01", SHOULD, "greeting", f"“{line}” names nobody", mend)
    else:
        yield Finding("C01", MUST, "greeting", f"“{line}” greets somebody else than {contact}", mend)


def length(look: Look) -> Iterator[Finding]:
    """C09: a few short paragraphs; a request to connect has a limit of its own."""
    words = len(re.findall(r"\w+(?:['’-]\w+)*", look.text))
    if words > MOST_WORDS:
        yield Finding("C09", SHOULD, "whole message", f"{words} words", f"{MOST_WORDS} at most: leave out what they know")
    paragraphs = len(look.parts.paragraphs)
    if paragraphs > MOST_PARAGRAPHS and look.medium not in _SPOKEN:
        yield Finding("C09", SHOULD, "whole message", f"{paragraphs} paragraphs", f"{MOST_PARAGRAPHS} at most")
    if look.kind == "connection_request" and len(look.message.body) > CONNECTION_LIMIT:
        what = f"{len(look.message.body)} characters"
        yield Finding("C09", MUST, "whole message", what, f"A request to connect has room for {CONNECTION_LIMIT}")


def subject(look: Look) -> Iterator[Finding]:
    """C10: a simple subject that names the role (or what you talked about) or says thank you; an answer has theirs."""
    text = look.message.subject
    core = _PREFIXES.sub("", text).strip(" .,!?:;-–—_()[]<>\"'*…/")
    if not core or _UNTITLED.fullmatch(core):
        if look.medium == "email" or text:
            what = f"“{text}” is no subject" if text else "no subject"
            yield Finding("C10", MUST, "subject", what, "Name the role, or say thank you")
        return
    if len(text) > MOST_IN_SUBJECT:
        yield Finding("C10", SHOULD, "subject", f"{len(text)} characters", f"Under {MOST_IN_SUBJECT + 1}: the role is enough")
    if text.isupper() and len(text) > 5:
        yield Finding("C10", SHOULD, "subject", "all in capitals", "Write it as a sentence")
    role = folded(look.facts.role) if look.facts else ""
    topics = folded(" ".join((look.facts.company, *look.facts.topics))) if look.facts else ""
    if look.kind == "answer" or _ANSWERED.match(text) or look.has("thanks_in_subject", text):
        return
    if any(word in folded(text) for word in re.findall(r"\w{3,}", f"{role} {topics}")):
        return
    plain = text.strip(" .!?:-")
    vague = plain in look.phrases.found("vague_subject", plain)
    if role or vague:
        yield Finding(
            "C10",
            SHOULD,
            "subject",
            f"“{text}” names no role",
            f"Name it: {look.facts.role}" if look.facts and role else "Name the role",
        )


def signature(look: Look) -> Iterator[Finding]:
    """C11: signed with name, and phone number or e-mail address."""
    if look.medium in _SPOKEN:
        return
    closing, name = look.parts.signature, look.seeker.name
    signed = folded(" ".join((look.parts.head, closing or (look.parts.paragraphs or ("",))[-1])))
    if name and not set(re.findall(r"\w+", folded(name))[:1]) <= set(re.findall(r"\w+", signed)):
        yield Finding("C11", MUST, "signature", "not signed with your name", f"Sign: {name}")
    elif not name and "\n" not in closing and look.medium not in _SHORT:
        yield Finding("C11", SHOULD, "signature", "no closing line and name", "Close with a greeting and your name")
    if look.medium in _SHORT:
        return
    reached_by = [text for text in (look.seeker.phone, look.seeker.email) if text]
    if not _REACHED_BY.search(look.message.body) and not any(folded(text) in signed for text in reached_by):
        severity = SHOULD if look.medium in ("email", "post") else HINT
        yield Finding("C11", severity, "signature", "no phone number or e-mail address", "Add one below your name")


def phone_script(look: Look) -> Iterator[Finding]:
    """C19: who you are, which role, thanks, next steps, thanks again."""
    if look.medium != "phone":
        return
    text = "\n".join(filter(None, (look.parts.greeting, look.text, look.parts.signature)))
    role = look.facts.role if look.facts else ""
    thanks = len(look.phrases.found("gratitude", text))
    lacks = {
        "who you are": not look.has("introduction", text) and folded(look.seeker.name or "\0") not in folded(text),
        "which role": not look.has("position", text) and not (role and folded(role) in folded(text)),
        "thanks": thanks == 0,
        "next steps": "?" not in text and not look.has("next_steps", text),
        "thanks again at the end": thanks == 1,
    }
    for part in (part for part, lacking in lacks.items() if lacking):
        yield Finding("C19", SHOULD, "whole message", f"the script does not say {part}", "Write it down before you call")
