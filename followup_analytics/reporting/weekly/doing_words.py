"""The first section: what to do, who for, by when and why, in words."""

import re

import pandas as pd

from followup_analytics.reporting.weekly.blocks import Block, Draft, Section, Task, Tasks, shown, shown_lines
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.words import counted

# As many as fit on one screen of a phone.
_FIRST = 5
_LATER = {"open": "Open, but not due before next week", "opens": "Can be done from a later day of this week on"}
# The guides behind a rule are listed once, with the sources; a task names the rule.
_CITATION = re.compile(r" \((?P<rules>[A-Z]\d\d(?:, [A-Z]\d\d)*): [^()]*\)")


def do_now_section(numbers: WeekNumbers) -> Section:
    """All that is open or opens in the week; the most urgent few at once, the others on demand."""
    groups = {group: _tasks(numbers, rows) for group, rows in numbers.do_now.groupby("group", sort=False)}
    urgent = (*groups.get("overdue", ()), *groups.get("this_week", ()))
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
    overdue, this_week, later, opens = (int(sizes.get(name, 0)) for name in ("overdue", "this_week", "open", "opens"))
    more = [f"{later} more can wait"] if later else []
    more += [f"{opens} {'opens' if opens == 1 else 'open'} later in the week"] if opens else []
    rest = f"{', '.join(more)}." if more else ""
    if not overdue + this_week:
        quiet = "Nothing has to be written this week."
        return f"{quiet} {rest}".strip() if rest else f"{quiet} A good week to apply, and to learn what is new where you wait."
    which = f"{overdue} of them" if this_week else "all of them" if overdue > 1 else "it is"
    late = f", {which} overdue" if overdue else ""
    return f"{counted(overdue + this_week, 'thing')} to do this week{late}. {rest}".strip()


def drafts_section(numbers: WeekNumbers) -> Section:
    """A message for each task that wants one, to be read once more and sent by hand."""
    whom = numbers.do_now["company"].map(shown)
    drafts = tuple(
        Draft(
            place=_place(numbers, str(action_id)),
            title=f"{numbers.do_now['what'][action_id]}: {whom[action_id]}",
            facts=tuple((name, shown(row[name.lower()])) for name in ("To", "Medium", "Subject") if row[name.lower()]),
            body=shown_lines(row["body"]),
            missing=shown_lines(row["missing"]),
        )
        for action_id, row in zip(numbers.drafts.index, numbers.drafts.to_dict("records"), strict=True)
    )
    lead = f"{counted(len(drafts), 'message')} to read once more, to change and to send yourself; nothing is sent for you."
    return Section("drafts", "Drafts", (lead,), drafts)


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
