"""A draft as the view shows it: its paragraphs, with what it still needs marked where it belongs."""

from typing import Any

from followup_analytics.errors import FollowupError
from followup_analytics.reporting.wording import workbench as words
from followup_analytics.reporting.wording.names import MEDIUM_WORDS
from followup_analytics.rules.catalogue import SENDING_MEDIA
from followup_analytics.search.search import Search

_IN_THE_HEAD = ("the address",)
_AT_THE_END = ("your name", "your phone number or e-mail address")
# Greeting and opening stand before what the seeker has to add.
_BEFORE_GAPS = 2


def draft_shown(search: Search, action_id: str, medium: str = "") -> dict[str, Any]:
    """The draft of an action: `subject, to, medium, media, parts, gaps`; a part is text or a gap.

    Where there is nothing to write, `none` says so instead.
    """
    try:
        message = search.draft(action_id, medium)
    except FollowupError as error:
        return {"none": str(error)}
    gaps = words.gaps_of(message.missing)
    within = [gap for gap in gaps if gap not in _IN_THE_HEAD + _AT_THE_END]
    paragraphs = message.body.split("\n\n")
    before, after = paragraphs[:_BEFORE_GAPS], paragraphs[_BEFORE_GAPS:]
    parts = [_text(text) for text in before] + [{"gap": f"[{gap}]"} for gap in within] + [_text(text) for text in after]
    parts += [{"gap": f"[{gap}]"} for gap in gaps if gap in _AT_THE_END]
    return {
        "subject": message.subject,
        "to": message.to if "@" in message.to else "",
        "medium": message.medium,
        "media": [[name, MEDIUM_WORDS[name]] for name in SENDING_MEDIA],
        "parts": parts,
        "gaps": words.gaps_in_words(gaps),
    }


def _text(paragraph: str) -> dict[str, str]:
    return {"text": paragraph}
