"""The sections on what to do: the rest of the list, what is planned, questions, housekeeping, what is done, and the drafts."""

from followup_analytics.messages.message import SEEKER_TABLE
from followup_analytics.reporting.weekly.blocks import Cards, Cell, Draft, Section, Table, shown, shown_lines
from followup_analytics.reporting.weekly.front_page import FIRST_CARDS, card_shown, place_of_draft, to_do
from followup_analytics.reporting.weekly.tasks import DONE, TO_DO_TIERS
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.names import counted

_REST = {
    "waiting": "to answer",
    "thanks": "to thank",
    "checks": "to ask how it stands",
    "cold": "to ask about an application",
}


def rest_section(numbers: WeekNumbers) -> Section | None:
    """What is to do beyond the first page, by tier."""
    rest = to_do(numbers)[FIRST_CARDS:]
    notes = numbers.cards.notes
    if not rest and not notes.get("cold"):
        return None
    by_tier = {tier: [card for card in rest if card.tier == tier] for tier in TO_DO_TIERS}
    parts = [f"{len(cards)} {_REST[tier]}" for tier, cards in by_tier.items() if cards]
    blocks = tuple(
        Cards(numbers.cards.titles.get(tier, ""), tuple(card_shown(numbers, card) for card in cards), notes.get(tier, ()))
        for tier, cards in by_tier.items()
        if cards or (tier == "cold" and notes.get(tier))
    )
    return Section("rest", f"{len(rest)} more to do", (), blocks, ", ".join(parts))


def planned_section(numbers: WeekNumbers) -> Section | None:
    """What is planned within the next days, by day."""
    cards, notes = numbers.cards.tiers["planned"], numbers.cards.notes.get("planned", ())
    if not cards and not notes:
        return None
    rows = tuple((Cell(card.when), Cell(card.what), Cell(shown(card.company), shown(card.role))) for card in cards)
    blocks = (Table(("when", "what", "where"), rows, wide=True),) if rows else ()
    return Section("planned", "Planned", notes, blocks, f"{len(cards)} within 7 days")


def questions_section(numbers: WeekNumbers) -> Section | None:
    """What the sheet leaves open and would change the list."""
    cards, notes = numbers.cards.tiers["questions"], numbers.cards.notes.get("questions", ())
    if not cards and not notes:
        return None
    blocks = (Cards("", tuple(card_shown(numbers, card) for card in cards), notes),)
    title = f"{counted(len(cards), 'question')} for you" if cards else "Questions about what is long over"
    return Section("questions", title, (), blocks)


def housekeeping_section(numbers: WeekNumbers) -> Section | None:
    """What may be let go or kept up, as counts."""
    notes = numbers.cards.notes.get("housekeeping", ())
    names = {"move_on": "to let go", "decide": "to decide", "connect": "to connect", "keep_in_touch": "to keep in touch"}
    parts = [f"{numbers.cards.counts[name]} {text}" for name, text in names.items() if numbers.cards.counts[name]]
    return Section("housekeeping", "Housekeeping", notes, (), ", ".join(parts)) if notes else None


def done_section(numbers: WeekNumbers) -> Section | None:
    """What was done since the week's Monday, or is no longer needed."""
    done = numbers.do_now[numbers.do_now["group"] == DONE]
    if not len(done):
        return None
    rows = tuple(
        (Cell(row["what"]), Cell(shown(row["company"]), shown(row["role"])), Cell(row["when"])) for row in done.to_dict("records")
    )
    table = Table(("what", "where", "how"), rows, wide=True)
    return Section("done", "Done since Monday", (), (table,), str(len(done)))


def drafts_section(numbers: WeekNumbers) -> Section | None:
    """A message for each card that wants one, to be read once more and sent by hand."""
    if not len(numbers.drafts):
        return None
    needed = numbers.drafts["missing"].map(shown_lines)
    of_seeker = dict.fromkeys(line for lines in needed for line in lines if SEEKER_TABLE in line)
    cards = {card.action_id: card for card in to_do(numbers)}
    drafts = tuple(
        Draft(
            place=place_of_draft(numbers, str(action_id)),
            title=f"{cards[str(action_id)].what}: {shown(cards[str(action_id)].company)}",
            facts=tuple((name, shown(row[name.lower()])) for name in ("To", "Medium", "Subject") if row[name.lower()]),
            body=shown_lines(row["body"]),
            missing=tuple(line for line in needed[action_id] if line not in of_seeker),
        )
        for action_id, row in zip(numbers.drafts.index, numbers.drafts.to_dict("records"), strict=True)
    )
    verb = "draft is" if len(drafts) == 1 else "drafts are"
    lead = f"{len(drafts)} {verb} ready. Read each one, change it, and send it yourself. We send nothing."
    once = (f"All drafts still need: {'; '.join(of_seeker)}.",) if of_seeker else ()
    return Section("drafts", "Drafts", (lead, *once), drafts, str(len(drafts)))
