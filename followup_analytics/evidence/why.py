"""What speaks for a proposal, as one sentence."""

import datetime as dt
from collections.abc import Sequence

_SAID = {
    "answered": "you said so of this conversation",
    "conversation": "it belongs to a conversation that is settled",
    "calendar": "it came with a mail that is settled",
    "address": "the contact's address",
    "person": "the person has written about it before",
    "name": "the contact's name",
    "domain": "the firm's domain",
    "part_of_domain": "a domain that resembles the firm's name",
    "contact_domain": "a domain from which they have written",
    "known_name": "somebody of that name has written about it",
    "connection": "your connection works at the firm",
    "day": "you applied on that day",
    "subject_again": "the same person under the same subject",
    "recruiter": "it names the firm, and the person writes for several",
    "firm_in_subject": "the subject names the firm",
    "firm_in_name": "the sender's name has the firm's",
    "firm_in_text": "the text names the firm",
    "role_in_subject": "the subject names the role",
    "role_in_text": "the text names the role",
    "name_in_text": "the text names the contact",
}
_MOST = 3


def sentence(reasons: Sequence[str], answers: int | None = None, *, is_several: bool = False) -> str:
    """The reasons as a sentence, the strongest first; `answers` is the moment of an own mail that is answered."""
    said = [_SAID[reason] for reason in reasons[:_MOST]]
    if answers is not None and reasons[:1] == ("conversation",):
        said[0] = f"it answers your mail of {day_in_words(answers)}"
    text = "; ".join(said)
    text = (text[:1].upper() + text[1:] + ".") if text else "Nothing tells which application it is about."
    return f"Several applications fit. {text}" if is_several else text


def day_in_words(at: int) -> str:
    """A moment's day: 3 March."""
    day = dt.datetime.fromtimestamp(at, dt.UTC)
    return f"{day.day} {day:%B}"
