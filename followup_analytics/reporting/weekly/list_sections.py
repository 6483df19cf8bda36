"""The sections on the list, and on how the search goes."""

import datetime as dt
from typing import Any

import pandas as pd

from followup_analytics.messages.message import SEEKER_TABLE
from followup_analytics.reporting.weekly.blocks import Cards, Cell, Draft, Section, Table, shown, shown_lines
from followup_analytics.reporting.weekly.front_page import FIRST_CARDS, card_shown, last_week_in_words, place_of_draft, to_do
from followup_analytics.reporting.weekly.progress import STATUS_ORDER, WEEKS_BEFORE, is_open
from followup_analytics.reporting.weekly.tasks import DONE, TO_DO_TIERS
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.names import counted, day_text, short_day

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


STATUS_WORDS = {
    "offer": "offer",
    "interviewing": "interviewing",
    "active": "waiting for an answer",
    "accepted": "accepted",
    "closed": "closed",
    "withdrawn": "withdrawn",
    "rejected": "rejected",
}
_YOUR_TURN = "waits for your answer"


def happened_section(numbers: WeekNumbers) -> Section:
    """What the last week brought, kind by kind beside the weeks before it, and day by day."""
    last, before = numbers.week.before(1), [numbers.week.before(number + 2) for number in range(WEEKS_BEFORE)]
    counts = numbers.happened
    header = ("week from", short_day(last.begins), *(short_day(week.begins) for week in before))
    some = counts[(counts.drop(columns="usual") > 0).any(axis=1)]
    rows = tuple(
        (Cell(str(what)), *(Cell(f"{int(row[name])}") for name in counts.columns if name != "usual"))
        for what, row in some.iterrows()
    )
    blocks = [Table(header, rows)] if rows else []
    if len(numbers.events):
        blocks.append(_day_by_day(numbers.events, numbers.today))
    return Section(
        "happened",
        "What happened, day by day",
        (last_week_in_words(numbers),),
        tuple(blocks),
        counted(len(numbers.events), "event"),
    )


def _day_by_day(events: pd.DataFrame, today: dt.date) -> Table:
    rows = tuple(
        (
            Cell(day_text(row["day"].date(), today)),
            Cell(row["what"], row["medium"]),
            Cell(shown(row["company"]), shown(row["role"])),
        )
        for row in events.to_dict("records")
    )
    return Table(("day", "what", "where"), rows, wide=True)


def standing_section(numbers: WeekNumbers) -> Section:
    """Where each application stands: the open ones, and those that have ended."""
    table = numbers.standing
    still = is_open(table["status"])
    blocks = [
        Table(_STANDING, _standing_rows(rows, numbers.today), caption=caption, wide=True)
        for rows, caption in ((table[still], ""), (table[~still], f"Ended: {int((~still).sum())}"))
        if len(rows)
    ]
    finding = f"{len(table)}, {int(still.sum())} of them open" if len(table) else ""
    return Section("standing", "Where each application stands", (_counts(table, still),), tuple(blocks), finding)


def open_rows(numbers: WeekNumbers, most: int) -> tuple[tuple[Cell, ...], ...]:
    """The open applications, those that need most first, at most so many."""
    table = numbers.standing
    return _standing_rows(table[is_open(table["status"])].head(most), numbers.today)


def _counts(table: pd.DataFrame, still: "pd.Series[bool]") -> str:
    """How many are open and how many ended, each by what they are."""
    if not len(table):
        return "Your sheet has no application yet."
    size, of_those = counted(len(table), "application"), ((still, "open"), (~still, "ended"))
    if still.all() or not still.any():
        return f"{size}, {'all ' if len(table) > 1 else ''}{'open' if still.all() else 'ended'}: {_by_status(table)}."
    parts = [f"{int(rows.sum())} {name} ({_by_status(table[rows])})" for rows, name in of_those]
    return f"{size}: {' and '.join(parts)}."


def _by_status(table: pd.DataFrame) -> str:
    is_your_turn = table["your_turn"] & (table["status"] == "active")
    counts, yours = table.loc[~is_your_turn, "status"].value_counts(), int(is_your_turn.sum())
    named = [f"{counts[name]} {STATUS_WORDS[name]}" for name in STATUS_ORDER if name in counts]
    return ", ".join([*named, *([f"{yours} waiting for your answer"] if yours else [])])


_STANDING = ("application", "status", "last", "next")


def _standing_rows(table: pd.DataFrame, today: dt.date) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(shown(row["company"]), shown(row["role"])),
            _status(row),
            Cell(row["last"], _day(row["last_day"], today)) if row["last"] else Cell("nothing with a date"),
            Cell(row["next"], row["next_when"]),
        )
        for row in table.to_dict("records")
    )


def _status(row: dict[Any, Any]) -> Cell:
    """The status; where they wait for the seeker, it says so."""
    if row["your_turn"] and row["status"] == "active":
        return Cell(_YOUR_TURN)
    return Cell(STATUS_WORDS[row["status"]], _YOUR_TURN if row["your_turn"] else "")


def _day(day: pd.Timestamp, today: dt.date) -> str:
    return "" if pd.isna(day) else day_text(day.date(), today)
