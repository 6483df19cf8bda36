"""What a draft still needs: asked for in sentences, never made up."""

from collections.abc import Callable

from followup_analytics.messages.facts import Facts
from followup_analytics.messages.wording import short_enough

_Asks = tuple[tuple[Callable[[Facts], bool], str], ...]

# What stands there is the same for all messages.
SEEKER_TABLE = "the table [seeker] of the cadence file"
_ALWAYS: _Asks = (
    (lambda facts: not facts.contact, "Whom to greet: a person's name (C01)"),
    (lambda facts: not facts.company, "The company's name"),
    (lambda facts: not facts.role, "The role that you applied for (C10)"),
    (lambda facts: not facts.seeker.name, f'Your name, to sign with: name = "..." in {SEEKER_TABLE} (C11)'),
)
_THANKS: _Asks = (
    (lambda facts: not facts.topics, "What you talked about: a moment, topic or project of the interview (C03, `topics`)"),
    (lambda facts: not facts.strengths, "A strength of yours that the role calls for (C05, `strengths`)"),
    (
        lambda facts: facts.interview == "cultural_fit" and not facts.values,
        "A value of theirs that you share (C06, `values`)",
    ),
)
_OF_KIND: dict[str, _Asks] = {
    "thank_you": _THANKS,
    "connection_request": _THANKS[:1],
    "answer": ((lambda facts: not facts.answer, "What you answer: their message is not in the log (T12, `answer`)"),),
    "keep_in_touch": ((lambda facts: not facts.news, "What is new since: with you, or what you read of them (C07, `news`)"),),
}
_SIGNED_IN_FULL = ("email", "post", "phone")
_LONG_NOTES = ("topics", "strengths", "values", "open_points")


def missing_pieces(facts: Facts, form: str) -> tuple[str, ...]:
    """What is asked for before the draft of that form is ready, most important first."""
    asks = [*_ALWAYS, *_of_form(form), *_OF_KIND.get(facts.kind, ())]
    asked = [text for lacks, text in asks if lacks(facts)]
    return (*asked, *(f"{name.replace('_', ' ').capitalize()} in fewer words (C09, `{name}`)" for name in _too_long(facts)))


def _of_form(form: str) -> _Asks:
    asks: _Asks = ()
    if form == "email":
        asks += ((lambda facts: not facts.contact_email, "The e-mail address to send it to (`address`)"),)
    if form == "post":
        asks += ((lambda facts: not facts.address, "The postal address to send it to (`address`)"),)
    if form in _SIGNED_IN_FULL:
        reached = f'Your phone number or e-mail address: phone = "..." or email = "..." in {SEEKER_TABLE} (C11)'
        asks += ((lambda facts: not (facts.seeker.phone or facts.seeker.email), reached),)
    return asks


def _too_long(facts: Facts) -> list[str]:
    return [name for name in _LONG_NOTES if getattr(facts, name) and not short_enough(getattr(facts, name))]
