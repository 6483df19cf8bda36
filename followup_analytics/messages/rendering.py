"""Templates into text: Jinja2, sandboxed; what the log holds is filled in and never read as a template."""

import os
import re
from functools import cache, partial
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from followup_analytics.errors import MessageError
from followup_analytics.messages import phrases
from followup_analytics.messages.facts import Facts

# The forms that a message can have, and which media take which: what has none of its own is sent as an e-mail.
FORM_OF_MEDIUM = {
    "email": "email",
    "post": "post",
    "phone": "phone",
    "video": "phone",
    "in_person": "phone",
    "linkedin": "linkedin",
    "sms": "linkedin",
}
DEFAULT_FORM = "email"
_HONORIFICS = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "monsieur", "madame", "señor", "señora")
_STAGES = {
    "": "interview",
    "screening": "screening interview",
    "technical": "technical interview",
    "cultural_fit": "interview",
    "onsite": "on-site interview",
    "final": "final interview",
    "other": "interview",
}
_MOST_IN_SUBJECT = 59


def render(facts: Facts, medium: str, templates: str | os.PathLike[str] | None = None) -> str:
    """The text of the template for this kind and medium; a subject stands on its first line.

    Raises
    ------
    MessageError
        If the user's folder can't be found, or a template of theirs has a mistake; the message names file and line.
    """
    if templates is not None and not Path(templates).is_dir():
        raise MessageError(f"{templates}: is no folder: give one with templates such as thank_you.j2")
    environment = _environment(None if templates is None else Path(templates))
    form = FORM_OF_MEDIUM.get(medium, DEFAULT_FORM)
    try:
        template = environment.select_template([f"{facts.kind}.{medium}.j2", f"{facts.kind}.j2"])
        text = template.render(_known(facts) | {"medium": medium, "layout": f"layout.{form}.j2", "spoken": form == "phone"})
    except TemplateError as error:
        place = f"{getattr(error, 'name', None) or facts.kind}, line {getattr(error, 'lineno', None) or '?'}"
        raise MessageError(f"the template {place} can't be used: {error}") from error
    return _paragraphs(text)


@cache
def _environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    own = PackageLoader("followup_analytics.messages")
    loader = own if templates is None else ChoiceLoader([FileSystemLoader(templates), own])
    # Plain text: nothing in it is markup, so nothing is escaped.
    environment = ImmutableSandboxedEnvironment(
        loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"woven": phrases.woven, "listed": phrases.listed, "ended": phrases.ended, "cut": phrases.cut}
    environment.filters["flowed"] = _flowed
    return environment


def _known(facts: Facts) -> dict[str, object]:
    """What a template can use."""
    shown = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return shown | {
        **{name: phrases.short_enough(getattr(facts, name)) for name in ("topics", "strengths", "values", "open_points")},
        "greeted": greeted(facts.contact),
        "team": f"{facts.company} hiring team" if facts.company else "hiring team",
        "interview": _STAGES[facts.interview],
        "day": partial(phrases.day_name, today=facts.today),
        "vary": partial(phrases.vary, facts.action_id),
        "fitting": _fitting,
    }


def greeted(contact: str) -> str:
    """The name that a greeting uses: as the log has it, a title with the last name alone; "" for an address."""
    name = re.sub(r"\s*(?:\([^)]*\)|<?[^\s<>]+@[^\s<>]+>?)\s*$", "", contact)
    first, _, rest = name.partition(" ")
    return f"{first} {rest.split(' ')[-1]}" if first.casefold().rstrip(".") in _HONORIFICS and rest else name


def _fitting(*subjects: str) -> str:
    """The first subject that is short enough."""
    return next((subject for subject in subjects if len(subject) <= _MOST_IN_SUBJECT), subjects[-1])


def _flowed(text: str) -> str:
    """Each paragraph on one line: a template may break its lines where it likes."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _paragraphs(text: str) -> str:
    """The text with single blanks, and one blank line between paragraphs."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
