"""What a message is, by the phrases that it has: an event kind, or none."""

from dataclasses import dataclass

from followup_analytics.evidence.content import Content

# Of the phrases that a message has, the first here decides.
_OUTBOUND = (
    ("withdrawal", "withdrawal"),
    ("acceptance", "acceptance"),
    ("closure_request", "closure_request"),
    ("feedback_request", "feedback_request"),
    ("status_check", "status_check"),
    ("thank_you", "thank_you"),
    ("application", "application"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """An event kind (empty for none), and whether phrases tell it: `told`, `likely` or `guessed`."""

    name: str
    how: str = "told"


NOTHING = Kind("")


def inbound_kind(
    content: Content, *, is_automatic: bool, is_auto_reply: bool, is_settled: bool, is_contact: bool, is_reply: bool
) -> Kind:
    """What a message of theirs is.

    Parameters
    ----------
    content : Content
    is_automatic : bool
        Whether nobody wrote it.
    is_auto_reply : bool
        Whether its headers say that it answers by itself.
    is_settled : bool
        Whether its conversation belongs to an application.
    is_contact : bool
        Whether its sender's address is a contact's.
    is_reply : bool
        Whether its subject is that of an earlier message.
    """
    found = content.found if is_reply else content.found | content.subject_found
    if is_auto_reply or ("out_of_office" in content.subject_found and not is_reply):
        return Kind("acknowledgement")
    if is_automatic:
        return _of_system(content, found)
    if "rejection" in found:
        return Kind("rejection")
    # Receipts say what would happen if; from a person who sends none, "let me know if Tuesday suits you" is an invitation.
    found |= content.supposed & ({"receipt"} if "receipt" in found | content.supposed else {"offer", "invitation"})
    if "offer" in found:
        return Kind("offer")
    if "out_of_office" in found and not found & {"invitation"}:
        return Kind("acknowledgement")
    if "opening" in found and not is_settled:
        return NOTHING
    has_time = any(not entry.is_cancelled for entry in content.entries)
    if has_time or "invitation" in found:
        return Kind("interview_invitation")
    if "receipt" in found and not content.asks and content.promise is None:
        return Kind("acknowledgement")
    return _reply(content, is_expected=is_settled or is_contact)


def _of_system(content: Content, found: frozenset[str]) -> Kind:
    """What an automatic message is: a receipt, a rejection that names the decision, or an invitation with a link or a time."""
    if "rejection" in found:
        return Kind("rejection")
    if "receipt" in found | content.supposed:
        return Kind("acknowledgement")
    if "invitation" in found and (content.has_link or content.entries):
        return Kind("interview_invitation")
    if found & {"out_of_office"}:
        return Kind("acknowledgement")
    return Kind("acknowledgement", "guessed") if content.is_trade else NOTHING


def _reply(content: Content, *, is_expected: bool) -> Kind:
    if content.is_felt and content.promise is None and not content.asks:
        # Something is regretted or celebrated in words that no phrase has: which decision that is, is asked.
        return Kind("reply", "guessed")
    # What is only about the trade may be a decision in words that no phrase has.
    is_told = "reply" in content.found | content.supposed and (content.is_trade or is_expected)
    if is_told or content.promise is not None or (content.asks and is_expected):
        return Kind("reply", "likely")
    if content.is_private or content.is_other_matter:
        return NOTHING
    return Kind("reply", "guessed")


def outbound_kind(content: Content, *, answers: bool, is_awaited: bool, is_day_of_application: bool, is_reply: bool) -> Kind:
    """What an own message is: an answer only after something of theirs, and surely where that still waits for one."""
    found = set(content.found | content.supposed if is_reply else content.found | content.supposed | content.subject_found)
    if "no_thank_you" in found:
        found.discard("thank_you")
    if "application" in found and is_day_of_application and not answers:
        return Kind("application")
    for phrase, name in _OUTBOUND:
        if phrase in found and not (phrase == "application" and answers and not is_day_of_application):
            return Kind(name)
    if answers:
        return Kind("answer", "told" if (is_awaited and not content.asks) or "no_thank_you" in found else "guessed")
    if content.is_private or content.is_other_matter:
        return NOTHING
    return Kind("application", "guessed") if is_day_of_application else Kind("answer", "guessed")
