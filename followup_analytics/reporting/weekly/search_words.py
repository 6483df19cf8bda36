"""How the search goes, in words: what happened in the last week, and where each application stands."""

import datetime as dt
from typing import Any

import pandas as pd

from followup_analytics.reporting.sankey import Sankey
from followup_analytics.reporting.weekly.activity import WEEKS_BEFORE
from followup_analytics.reporting.weekly.blocks import Block, Cell, Drawing, Section, Table, shown
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.weekly.standing import STATUS_ORDER, is_open
from followup_analytics.reporting.words import counted, day_text, short_day

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
    blocks: list[Block] = [Table(header, rows)] if rows else []
    if len(numbers.events):
        blocks.append(_day_by_day(numbers.events, numbers.week.begins))
    return Section("happened", "What happened last week", (_compared(numbers, bool(rows)),), tuple(blocks))


def _compared(numbers: WeekNumbers, some: bool) -> str:
    if not some:
        return "Nothing happened in the five weeks before this Monday, as far as the log tells."
    sent, heard = (numbers.happened.loc[list(rows)].sum() for rows in (_SENT, _HEARD))
    last = _sent_and_heard(int(sent["last_week"]), int(heard["last_week"]))
    before = [int(sums.drop(["last_week", "usual"]).sum()) for sums in (sent, heard)]
    usual = f" In the four weeks before that you {_sent_and_heard(*before)}." if any(before) else ""
    return f"You {last}.{usual}"


def _sent_and_heard(sent: int, heard: int) -> str:
    wrote = counted(sent, "message") if sent else "nothing"
    word = f"people {counted(heard, 'time')}" if heard > 1 else "people once" if heard else "nobody"
    return f"sent {wrote}, and heard from {word}"


_SENT = ("Applications sent", "Follow-ups sent", "Thank-yous sent", "Answers sent")
_HEARD = ("Replies from people", "Invitations to interviews", "Rejections", "Offers")


def _day_by_day(events: pd.DataFrame, monday: dt.date) -> Table:
    rows = tuple(
        (
            Cell(day_text(row["day"].date(), monday)),
            Cell(row["what"], row["medium"]),
            Cell(shown(row["company"]), shown(row["role"])),
        )
        for row in events.to_dict("records")
    )
    return Table(("day", "what", "where"), rows, caption=f"Day by day: {counted(len(rows), 'event')}", folded=True, wide=True)


def standing_section(numbers: WeekNumbers) -> Section:
    """Where each application stands: the open ones, and those that have ended on demand."""
    table = numbers.standing
    still = is_open(table["status"])
    monday = numbers.week.begins
    blocks = [
        Table(_STANDING, _standing_rows(rows, monday), caption=caption, folded=folded, wide=True)
        for rows, caption, folded in ((table[still], "", False), (table[~still], f"Ended: {int((~still).sum())}", True))
        if len(rows)
    ]
    return Section("standing", "Where each application stands", (_counts(table, still),), tuple(blocks))


def _counts(table: pd.DataFrame, still: "pd.Series[bool]") -> str:
    """How many are open and how many ended, each by what they are."""
    if not len(table):
        return "There is no application in the log yet."
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


def flow_section(numbers: WeekNumbers) -> Section:
    """How far the applications came, drawn."""
    flow, title = Sankey(numbers.flows), "From application to outcome"
    if not len(flow.frame):
        return Section("flow", title, (flow.summary,))
    return Section("flow", title, (), (Drawing("flow", flow.picture, flow.summary),))


_STANDING = ("application", "status", "last", "next")


def _standing_rows(table: pd.DataFrame, monday: dt.date) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(shown(row["company"]), shown(row["role"])),
            _status(row),
            Cell(row["last"], _day(row["last_day"], monday)) if row["last"] else Cell("nothing with a date"),
            Cell(row["next"], row["next_when"]),
        )
        for row in table.to_dict("records")
    )


def _status(row: dict[Any, Any]) -> Cell:
    """The status; where they wait for the seeker, it says so."""
    if row["your_turn"] and row["status"] == "active":
        return Cell(_YOUR_TURN)
    return Cell(STATUS_WORDS[row["status"]], _YOUR_TURN if row["your_turn"] else "")


def _day(day: pd.Timestamp, monday: dt.date) -> str:
    return "" if pd.isna(day) else day_text(day.date(), monday)
