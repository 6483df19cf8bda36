"""The sections on what to do and how the search goes."""

import datetime as dt
import re
from typing import Any

import pandas as pd

from followup_analytics.messages.message import SEEKER_TABLE
from followup_analytics.reporting.charts.flow_diagram import Sankey
from followup_analytics.reporting.weekly.blocks import (
    Block,
    Cell,
    Draft,
    Drawing,
    Section,
    Table,
    Task,
    Tasks,
    shown,
    shown_lines,
)
from followup_analytics.reporting.weekly.progress import STATUS_ORDER, WEEKS_BEFORE, is_open
from followup_analytics.reporting.weekly.tasks import DONE, GROUPS, URGENT
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.names import counted, day_text, short_day

# As many as fit on one screen of a phone.
_FIRST = 5
_LATER = {
    "open": "Can wait until next week",
    "opens": "Opens later this week",
    DONE: "Done since Monday",
}
# The guides behind a rule are listed once, with the sources; a task names the rule.
_CITATION = re.compile(r" \((?P<rules>[A-Z]\d\d(?:, [A-Z]\d\d)*): [^()]*\)")


def do_now_section(numbers: WeekNumbers) -> Section:
    """All that is open or opens in the week; the first few at once, the others on demand; last, what is done."""
    table = numbers.do_now
    groups = {group: _tasks(numbers, rows) for group, rows in table.groupby("group", sort=False)}
    urgent = _tasks(numbers, table[table["group"].isin(URGENT)])
    blocks: list[Block] = [Tasks("", urgent[:_FIRST])] if urgent else []
    if urgent[_FIRST:]:
        blocks.append(Tasks(f"{counted(len(urgent) - _FIRST, 'more thing')} for this week", urgent[_FIRST:], folded=True))
    for group, title in _LATER.items():
        if group in groups:
            blocks.append(Tasks(f"{title}: {len(groups[group])}", groups[group], folded=bool(urgent)))
    return Section("do-now", "Do now", (headline(numbers),), tuple(blocks))


def headline(numbers: WeekNumbers) -> str:
    """How much there is to do, in a sentence or two."""
    sizes = numbers.do_now["group"].value_counts()
    overdue, this_week, later, opens, done = (int(sizes.get(name, 0)) for name in GROUPS)
    more = [f"{later} more can wait"] if later else []
    more += [f"{opens} {'opens' if opens == 1 else 'open'} later in the week"] if opens else []
    rest = f"{', '.join(more)}." if more else ""
    already = f"; {done} already done" if done else ""
    if not overdue + this_week:
        quiet = f"Nothing {'more ' if done else ''}has to be written this week{already}."
        where = ", and to learn what is new where you wait" if is_open(numbers.standing["status"]).any() else ""
        return f"{quiet} {rest}" if rest else f"{quiet} A good week to apply{where}."
    which = f"{overdue} of them" if this_week else "all of them" if overdue > 1 else "it is"
    late = f", {which} overdue" if overdue else ""
    return f"{counted(overdue + this_week, 'thing')} to do this week{late}{already}. {rest}".strip()


def drafts_section(numbers: WeekNumbers) -> Section:
    """A message for each task that wants one, to be read once more and sent by hand."""
    whom = numbers.do_now["company"].map(shown)
    needed = numbers.drafts["missing"].map(shown_lines)
    of_seeker = dict.fromkeys(line for lines in needed for line in lines if SEEKER_TABLE in line)
    drafts = tuple(
        Draft(
            place=_place(numbers, str(action_id)),
            title=f"{numbers.do_now['what'][action_id]}: {whom[action_id]}",
            facts=tuple((name, shown(row[name.lower()])) for name in ("To", "Medium", "Subject") if row[name.lower()]),
            body=shown_lines(row["body"]),
            missing=tuple(line for line in needed[action_id] if line not in of_seeker),
        )
        for action_id, row in zip(numbers.drafts.index, numbers.drafts.to_dict("records"), strict=True)
    )
    lead = f"{counted(len(drafts), 'message')} to read once more, to change and to send yourself; nothing is sent for you."
    once = (f"Still needed, once for all of them: {'; '.join(of_seeker)}.",) if of_seeker else ()
    return Section("drafts", "Drafts", (lead, *once), drafts)


def without_sources(why: str) -> str:
    """The reason with its rules, and without the guides behind them."""
    return _CITATION.sub(lambda found: f" ({found['rules']})", why)


def _tasks(numbers: WeekNumbers, rows: pd.DataFrame) -> tuple[Task, ...]:
    return tuple(
        Task(
            urgency=str(row["group"]),
            when=str(row["when"]),
            what=str(row["what"]),
            company=shown(row["company"]),
            whom=shown(", ".join(filter(None, (row["contact"], row["role"])))),
            medium=str(row["medium"]),
            why=without_sources(str(row["why"])),
            rule=str(row["rule"]),
            draft=_place(numbers, str(action_id)),
        )
        for action_id, row in zip(rows.index, rows.to_dict("records"), strict=True)
    )


def _place(numbers: WeekNumbers, action_id: str) -> str:
    """Where the draft of an action stands: a number, since an id comes from the sheet."""
    ids = list(numbers.drafts.index)
    return f"draft-{ids.index(action_id) + 1}" if action_id in ids else ""


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
