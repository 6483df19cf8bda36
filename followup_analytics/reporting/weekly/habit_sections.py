"""The sections on habits, tuning, problems, what is known from where, and definitions."""

from typing import Any

import pandas as pd

from followup_analytics.reporting.weekly.blocks import Cell, Points, Section, Table, shown
from followup_analytics.reporting.weekly.progress import WITHIN_DAYS
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.due import OUR_WINDOWS
from followup_analytics.reporting.wording.names import CONDUCT_WORDS, counted, short_day
from followup_analytics.reporting.wording.provenance import known_from_in_words
from followup_analytics.rules.catalogue import rules, source_titles

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
    return Section("cadence", "Is your rhythm right?", tuple(filter(None, (numbers.verdict, numbers.drift))), blocks)


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
        return Section("problems", _PROBLEMS_TITLE, ("We understood everything in it.",))
    finding = f"{counted(len(matters), 'thing needs', 'things need')} a look" if len(matters) else "nothing needs a look"
    lead = f"{finding[0].upper()}{finding[1:]}. {counted(notes, 'note needs', 'notes need')} nothing from you."
    blocks = [
        Table(_PROBLEMS, _problem_rows(rows.head(_MOST_PROBLEMS)), caption=_caption(caption, rows), wide=True)
        for rows, caption in ((matters, ""), (problems[problems["severity"] == "note"], "Notes"))
        if len(rows)
    ]
    return Section("problems", _PROBLEMS_TITLE, (lead,), tuple(blocks), finding)


def known_section(numbers: WeekNumbers) -> Section | None:
    """What is known from mail, calendars and LinkedIn; none where nothing was collected."""
    said = known_from_in_words(numbers.known_from, numbers.today)
    if not said:
        return None
    found = numbers.known_from.iloc[0]
    finding = f"{found['answers_found']} of {counted(int(found['answers']), 'answer')} from your mailbox"
    return Section("known", "What is known from where", said, (), finding)


_PROBLEMS_TITLE = "Your sheet"
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


_DEFINITIONS = (
    ("to do", "who waits for you comes first, an offer before all; then thank-yous, then checks"),
    ("late", "its day has passed, and it is still worth doing"),
    ("done since Monday", "by the log: sent or decided, or made needless by their word or the end of the application"),
    ("open", "applications that have not ended: with an offer, interviewing, or waiting"),
    ("interviewing", "open, with an interview that was held, is planned or was promised"),
    ("reached an interview", "all that are interviewing, and those that were and have an offer or have ended since"),
    ("closed", "given up without their no; without a reply: nobody has written since the application or the last interview"),
    ("message", "an application, a question about the status, a request or a note; thank-yous are not counted"),
    ("answer", "a reply, invitation, offer or rejection by a person; automatic receipts are none"),
    (
        "rate",
        f"the chance of an answer within {WITHIN_DAYS} days; younger messages count for the days that they were watched",
    ),
    ("likely between", "19 of 20 such ranges hold the true rate; a wide range means that the log knows little"),
    (
        "undated answers",
        "those whose day the sheet does not tell: the rates if none and if all of them came in time",
    ),
    ("can't be told apart", "the difference may well be chance; prefer neither on these grounds"),
    ("chance of still hearing", "how many silences that lasted as long as this one ended with an answer after all"),
    ("too soon", "asked before the rules' waiting time was over"),
)
_METHODS = (
    (
        "Rates and silences:",
        "by whole days: Aalen and Johansen, An empirical transition matrix for non-homogeneous Markov chains, 1978",
    ),
    ("Ranges:", "Wilson, Probable inference, the law of succession, and statistical inference, 1927"),
    (
        "Groups:",
        "partial pooling: Gelman, Hill and Yajima, Why we (usually) don't have to worry about multiple comparisons, 2012",
    ),
)


def definitions_section(numbers: WeekNumbers) -> Section:
    """The words, the rules at work in this report, the guides behind them, and the methods."""
    at_work = sorted({*numbers.do_now["rule"], *numbers.habits.index, "H05"})
    ours = tuple((f"{rule}:", OUR_WINDOWS[rule]) for rule in at_work if rule in OUR_WINDOWS)
    named = tuple((f"{rule}:", f"{rules()[rule].title} ({rules()[rule].citation})") for rule in at_work)
    cited = {source for rule in at_work for source in rules()[rule].sources}
    guides = tuple((f"{name}:", title) for name, title in source_titles().items() if name in cited)
    blocks = (
        Points(tuple((f"{word}:", meaning) for word, meaning in _DEFINITIONS)),
        Points(named, caption="The rules in this report"),
        *([Points(ours, caption="Numbers that no guide gives")] if ours else []),
        Points(guides, caption="The guides behind them"),
        Points(_METHODS, caption="The methods"),
    )
    return Section("definitions", "Words, rules and sources", (), blocks)
