"""How the rules and habits were kept, what tuning says, and what in the sheet was not understood, in words."""

from typing import Any

import pandas as pd

from followup_analytics.reporting.weekly.blocks import Block, Cell, Points, Section, Table, shown
from followup_analytics.reporting.weekly.record import WeekNumbers
from followup_analytics.reporting.words import CONDUCT_WORDS, counted, short_day

_WEEKS = 5
_MOST_PROBLEMS, _MOST_NAMED = 30, 12


def conduct_section(numbers: WeekNumbers) -> Section:
    """How well the rules were kept in the last week, against the weeks before (H05)."""
    recent = numbers.conduct.tail(_WEEKS).iloc[::-1]
    title = "How well you kept the rules"
    if not _shares_of(recent):
        return Section("conduct", title, ("Nothing was due in the last five weeks." if len(recent) else "Nothing was due yet.",))
    last = recent[recent["begins"] == pd.Timestamp(numbers.week.before(1).begins)]
    before = numbers.conduct[~numbers.conduct.index.isin(last.index)].tail(_WEEKS - 1)
    lead = f"Last week: {_shares_of(last) or 'nothing was due'}."
    weeks = "The week" if len(before) == 1 else f"The {len(before)} weeks"
    earlier = f" {weeks} before: {_shares_of(before) or 'nothing was due'}." if len(before) else ""
    rows = tuple(
        (Cell(f"from {short_day(row['begins'].date())}"), *(Cell(_share(row, *names)) for names in CONDUCT_WORDS.values()))
        for row in recent.to_dict("records")
    )
    return Section("conduct", title, (lead + earlier,), (Table(("week", *CONDUCT_WORDS), rows),))


def _shares_of(weeks: pd.DataFrame) -> str:
    sums = weeks.sum(numeric_only=True).to_dict()
    shares = {name: _share(sums, *parts) for name, parts in CONDUCT_WORDS.items()}
    return ", ".join(f"{name} {share}" for name, share in shares.items() if share) if len(weeks) else ""


def _share(row: dict[Any, Any], part: str, whole: str) -> str:
    return f"{int(row[part])} of {int(row[whole])}" if row[whole] else ""


def cadence_section(numbers: WeekNumbers) -> Section:
    """What tuning says of the waiting times, and the settings that it would change."""
    changed = numbers.tuning[numbers.tuning["now"] != numbers.tuning["recommended"]]
    rows = tuple(
        (Cell(_SETTINGS.get(row["setting"], row["setting"])), Cell(row["now"]), Cell(row["recommended"]))
        for row in changed.to_dict("records")
    )
    blocks = (Table(("setting", "now", "better"), rows),) if rows else ()
    return Section("cadence", "Is your cadence right?", (numbers.verdict,), blocks)


_SETTINGS = {
    "wait_business_days": "business days to wait after an interview",
    "spacing_days": "days between two questions, at least",
    "max_attempts": "questions, at most",
}


def habits_section(numbers: WeekNumbers) -> Section:
    """What the log tells of each habit, and whom it concerns."""
    named = numbers.habit_applications.groupby("rule", sort=False)
    points = []
    for rule, row in numbers.habits.iterrows():
        whom = _named(named.get_group(rule)) if rule in named.groups else ""
        points.append((f"{row['title']} ({rule}).", f"{row['finding']} {whom}".strip()))
    return Section("habits", "Habits", (), (Points(tuple(points)),))


def _named(rows: pd.DataFrame) -> str:
    names = [
        shown(company) + (f" ({note})" if note else "")
        for company, note in zip(rows["company"].head(_MOST_NAMED), rows["note"], strict=False)
    ]
    more = len(rows) - len(names)
    return f"{', '.join(names)}{f', and {more} more' if more else ''}."


def problems_section(numbers: WeekNumbers) -> Section:
    """What in the sheet was not understood, what comes of it, and what is left to do there."""
    problems = numbers.problems
    matters = problems[problems["severity"] != "note"]
    notes = len(problems) - len(matters)
    if not len(problems):
        return Section("problems", "What in the sheet was not understood", ("Everything in it was understood.",))
    lead = f"{counted(len(matters), 'thing')} to look at, {counted(notes, 'note')} with nothing to do."
    blocks: list[Block] = [
        Table(_PROBLEMS, _problem_rows(rows.head(_MOST_PROBLEMS)), caption=_caption(caption, rows), folded=folded, wide=True)
        for rows, caption, folded in ((matters, "", False), (problems[problems["severity"] == "note"], "Notes", True))
        if len(rows)
    ]
    return Section("problems", "What in the sheet was not understood", (lead,), tuple(blocks))


_PROBLEMS = ("row", "column", "problem", "what comes of it")


def _caption(caption: str, rows: pd.DataFrame) -> str:
    counts = f"{caption}: {len(rows)}" if caption else ""
    return counts if len(rows) <= _MOST_PROBLEMS else f"{counts} The first {_MOST_PROBLEMS} of {len(rows)}".strip()


def _problem_rows(problems: pd.DataFrame) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell("" if pd.isna(row["row"]) else str(row["row"])),
            Cell(shown(row["column"]), shown(row["value"])),
            Cell(shown(row["problem"]) or str(row["severity"])),
            Cell(shown(row["consequence"])),
        )
        for row in problems.to_dict("records")
    )
