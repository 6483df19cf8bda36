"""due_cards: the one list, made once: cards in their tiers, counts, and the sentence that opens it."""

from dataclasses import dataclass, field

TIER_TITLES = {
    "waiting": "They are waiting for you",
    "thanks": "Thank them",
    "checks": "Ask how it stands",
    "planned": "Planned",
    "questions": "Questions for you",
    "cold": "Ask about an application",
    "housekeeping": "Housekeeping",
}


@dataclass(frozen=True)
class Card:
    """One line of the list, in people's words.

    Attributes
    ----------
    tier : a key of `TIER_TITLES`
    code : to type; of a question q and three letters
    what : what to do ("Answer the offer")
    company, role, contact : whom it concerns
    when : "4 days late", "today", "by Tue 9 Jun", "from Wed 10 Jun"
    look : `late`, `now`, `plan` or `ask`
    medium : in which medium, in words
    why : one or two short sentences, without the name of a rule
    rule, sources, more : on demand: the rule's ID, the guides, and what else there is to say (what of it is ours, how the
        medium was chosen)
    application_id : the application; "" where a question concerns the whole sheet
    action_id : the action that names the line; "" for a question
    members : the ids of all actions that are folded into the line
    """

    tier: str
    code: str
    what: str
    company: str
    role: str
    contact: str
    when: str
    look: str
    medium: str
    why: str
    rule: str
    sources: str
    more: str
    application_id: str = ""
    action_id: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class DueCards:
    """The list, to be drawn and not sorted.

    Attributes
    ----------
    tiers : for each key of `TIER_TITLES`, in their order, its cards; empty lists where nothing is shown
    counts : what is to do and what is only counted: `to_do, late, planned; cold_more, nobody_to_write_to; questions_more,
        questions_old; move_on, decide, connect, keep_in_touch; planned_cold, planned_housekeeping; keeps_until_tomorrow`
    first : the sentence that opens the list ("18 to do, 6 of them late. 6 more planned within 7 days.")
    summary : what of the table is not shown; "" where all is
    titles : the heading of each tier that is shown or has a note
    notes : what is said below a tier's cards in one line each: what is only counted, and the command that shows it
    rest_after : after how many cards of the first three tiers it is said that the rest keeps until tomorrow; None for never
    """

    tiers: dict[str, list[Card]]
    counts: dict[str, int]
    first: str
    summary: str
    titles: dict[str, str] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rest_after: int | None = None
