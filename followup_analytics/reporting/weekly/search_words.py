"""How the search goes, in words: what happened in the last week, and where each application stands."""

import datetime as dt

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
    "withdrawn": "withdrawn by you",
    "rejected": "rejected",
}


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
        return "Nothing has happened in the last five weeks, as far as the log tells."
    sent, heard = (numbers.happened.loc[list(rows)].sum() for rows in (_SENT, _HEARD))
    wrote = counted(int(sent["last_week"]), "message") if sent["last_week"] else "nothing"
    word = f"heard from people {counted(int(heard['last_week']), 'time')}" if heard["last_week"] else "heard from nobody"
    before = sent["usual"] + heard["usual"]
    usual = f" In the four weeks before it was {sent['usual']:g} sent and {heard['usual']:g} heard a week." if before else ""
    return f"You sent {wrote}, and {word}.{usual}"


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
    counts = table["status"].value_counts()
    named = [f"{int(counts[name])} {STATUS_WORDS[name]}" for name in STATUS_ORDER if counts.get(name, 0)]
    lead = (
        f"{counted(len(table), 'application')}: {', '.join(named)}." if len(table) else "There is no application in the log yet."
    )
    monday = numbers.week.begins
    blocks = [
        Table(_STANDING, _standing_rows(rows, monday), caption=caption, folded=folded, wide=True)
        for rows, caption, folded in ((table[still], "", False), (table[~still], f"Ended: {int((~still).sum())}", True))
        if len(rows)
    ]
    return Section("standing", "Where each application stands", (lead,), tuple(blocks))


def flow_section(numbers: WeekNumbers) -> Section:
    """How far the applications came, drawn."""
    flow = Sankey(numbers.flows)
    return Section("flow", "From application to outcome", (), (Drawing("flow", flow.picture, flow.summary),))


_STANDING = ("application", "status", "last", "next")


def _standing_rows(table: pd.DataFrame, monday: dt.date) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(shown(row["company"]), shown(row["role"])),
            Cell(STATUS_WORDS[row["status"]]),
            Cell(row["last"], _day(row["last_day"], monday)) if row["last"] else Cell("nothing with a date"),
            Cell(row["next"], row["next_when"]),
        )
        for row in table.to_dict("records")
    )


def _day(day: pd.Timestamp, monday: dt.date) -> str:
    return "" if pd.isna(day) else day_text(day.date(), monday)
