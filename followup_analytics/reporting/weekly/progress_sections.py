"""The sections on how the search goes: where each application stands, and what happened."""

import datetime as dt
from typing import Any

import pandas as pd

from followup_analytics.reporting.weekly.blocks import Cell, Section, Table, shown
from followup_analytics.reporting.weekly.front_page import last_week_in_words
from followup_analytics.reporting.weekly.progress import STATUS_ORDER, WEEKS_BEFORE, is_open
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.names import counted, day_text, short_day

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
