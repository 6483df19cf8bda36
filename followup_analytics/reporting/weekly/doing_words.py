"""The first section: what to do, who for, by when and why, in words."""

import re

import pandas as pd

from followup_analytics.messages.missing import SEEKER_TABLE
from followup_analytics.reporting.weekly.blocks import Block, Draft, Section, Task, Tasks, shown, shown_lines
from followup_analytics.reporting.weekly.doing import DONE, GROUPS, URGENT
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.weekly.standing import is_open
from followup_analytics.reporting.words import counted

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
