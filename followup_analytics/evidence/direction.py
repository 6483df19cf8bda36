"""Whose messages are whose: the seeker's addresses, and from them the direction of each message, never guessed."""

from collections import Counter
from collections.abc import Iterable, Sequence

from followup_analytics.errors import FollowupError
from followup_analytics.evidence.header_text import words_of
from followup_analytics.evidence.heads import Head, Person

_LEAST_SHARE = 0.5
_ASK = "say which addresses are yours: me=[...], or --me ADDRESS on the command line"


def bare(address: str) -> str:
    """An address without what stands behind a plus: ann+jobs@home.example is ann@home.example."""
    local, at, domain = address.strip().lower().partition("@")
    return local.partition("+")[0] + at + domain


def settle_me(heads: Sequence[Head], given: Iterable[str] | None) -> frozenset[str]:
    """The seeker's addresses: those given, else those that sent what is in sent folders, else the one that mail was delivered to.

    Raises
    ------
    FollowupError
        If they can't be told, or no message is from or to those that were given.
    """
    mails = [head for head in heads if head.medium == "email"]
    if given:
        mine = frozenset(bare(address) for address in given)
        if mails and not any(_concerns(head, mine) for head in mails):
            named = ", ".join(sorted(mine))
            raise FollowupError(f"no message in the sources is from or to {named}: is this somebody else's mailbox? {_ASK}")
        return mine | _other_addresses(mails, mine)
    if not mails:
        return frozenset()
    sent = frozenset(bare(head.sender[1]) for head in mails if head.is_sent and head.sender[1])
    if sent:
        return sent | _other_addresses(mails, sent)
    return _delivered(mails)


def _delivered(mails: Sequence[Head]) -> frozenset[str]:
    delivered = Counter(bare(head.delivered_to) for head in mails if head.delivered_to)
    if not delivered:
        delivered = Counter(bare(address) for head in mails for _, address in head.recipients[:3])
    common = delivered.most_common(2)
    if not common or common[0][1] < _LEAST_SHARE * len(mails) or (len(common) > 1 and common[1][1] == common[0][1]):
        raise FollowupError(f"whose mailbox this is can't be told, as it has no sent mail: {_ASK}")
    return frozenset((common[0][0],)) | _other_addresses(mails, frozenset((common[0][0],)))


def _other_addresses(mails: Sequence[Head], mine: frozenset[str]) -> frozenset[str]:
    """Further addresses at which the seeker's mail arrives under the seeker's own name."""
    names = {frozenset(words_of(head.sender[0])) for head in mails if bare(head.sender[1]) in mine and head.sender[0]}
    names |= {frozenset(words_of(name)) for head in mails for name, address in head.recipients if bare(address) in mine and name}
    names = {name for name in names if len(name) > 1}
    arrived = {bare(head.delivered_to) for head in mails if head.delivered_to}
    return frozenset(
        bare(address)
        for head in mails
        for name, address in head.recipients
        if bare(address) in arrived and frozenset(words_of(name)) in names
    )


def _concerns(head: Head, mine: frozenset[str]) -> bool:
    people = (head.sender, *head.recipients, ("", head.delivered_to))
    return any(bare(address) in mine for _, address in people)


def direction_of(head: Head, mine: frozenset[str]) -> str:
    """`outbound` for own mail and all of a sent folder, `inbound` for what others wrote, nothing for notes to oneself."""
    if bare(head.sender[1]) not in mine and not head.is_sent:
        return "inbound"
    return "outbound" if any(bare(address) not in mine for _, address in head.recipients) else ""


def others_in(head: Head, direction: str, mine: frozenset[str]) -> tuple[Person, ...]:
    """The people on the other side: who wrote, or to whom the seeker did."""
    if direction == "inbound":
        return (head.sender,)
    return tuple(person for person in head.recipients if bare(person[1]) not in mine)
