"""What the command line prints. A sheet's text is untrusted: no markup in it is read, no control character reaches the screen."""

import sys
from collections.abc import Iterable

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from followup_analytics.importing.read import Understanding
from followup_analytics.reporting.due_list import DueList
from followup_analytics.reporting.rates_in_words import RatesInWords
from followup_analytics.reporting.words import counted, one_line

# Where the output goes to a file or pipe there is no screen to fit.
_WIDTH_WITHOUT_SCREEN = 120
_MOST_WIDTH = 150
_STYLES = {"overdue": "bold red", "due": "bold yellow", "coming": "cyan"}
_SEVERITIES = ("error", "question", "note")
_MOST_PROBLEMS = 40


def print_due_list(chosen: DueList, title: str, not_understood: str) -> None:
    """Print the due list as a table, and what is not in it."""
    console = _console()
    console.print(Text(title, style="dim"))
    if len(chosen.frame):
        console.print(_due_table(chosen.frame, console.width))
    console.print(Text(chosen.summary, style="bold"))
    not_shown = chosen.not_shown and f"{chosen.not_shown} --all shows them."
    for line in filter(None, (not_shown, not_understood)):
        console.print(Text(one_line(line)))


def _due_table(frame: pd.DataFrame, width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, leading=1, width=min(width, _MOST_WIDTH))
    for name, narrow in (("when", 14), ("what", 14), ("for whom", 22), ("medium", 8)):
        table.add_column(name, width=narrow, overflow="fold", vertical="top")
    table.add_column("why", ratio=1, overflow="fold", vertical="top")
    for row in frame.itertuples(index=False):
        whom = one_line(str(row.company)) + "".join(f"\n{one_line(str(text))}" for text in (row.role, row.contact) if text)
        when = Text(f"{row.when}\n{row.urgency}", style=_STYLES.get(str(row.urgency), "dim"))
        table.add_row(when, Text(str(row.what)), Text(whom), Text(str(row.medium)), Text(one_line(str(row.why))))
    return table


def print_understanding(understood: Understanding, title: str) -> None:
    """Print what was understood of a sheet: columns, words, dates, and every problem by its row."""
    console = _console()
    log = understood.log
    sizes = f"{counted(len(log.applications), 'application')}, {counted(len(log.events), 'event')}"
    _say(console, f"{title}: {understood.layout}; {sizes}.", "bold")
    if understood.sheet:
        _say(console, understood.sheet)
    _print_frame(console, "Columns", understood.columns, ("header", "meaning", "why", "examples"))
    _print_frame(console, "Words", understood.statuses, ("word", "meaning", "count"))
    _print_frame(console, "Dates", understood.dates, ("column", "order", "evidence"))
    _print_problems(console, log.problems)


def print_rates(rates: RatesInWords, title: str) -> None:
    """Print rates with their intervals, and what they tell."""
    console = _console()
    _say(console, title, "dim")
    _print_frame(console, "", rates.frame, rates.frame.columns)
    _say(console, rates.verdict, "bold")


def _print_problems(console: Console, problems: pd.DataFrame) -> None:
    if not len(problems):
        _say(console, "Everything in it was understood.", "bold")
        return
    rank = problems["severity"].map({severity: rank for rank, severity in enumerate(_SEVERITIES)})
    ordered = problems.iloc[rank.astype(int).reset_index(drop=True).sort_values(kind="stable").index]
    ordered = ordered.assign(row=ordered["row"].astype("str").where(ordered["row"].notna(), ""))
    _print_frame(
        console,
        "Not understood, or worth a look",
        ordered.head(_MOST_PROBLEMS),
        ("severity", "row", "column", "value", "problem", "consequence"),
    )
    if len(ordered) > _MOST_PROBLEMS:
        _say(console, f"... and {len(ordered) - _MOST_PROBLEMS} more, in `problems` of the log.")


def _print_frame(console: Console, title: str, frame: pd.DataFrame, columns: Iterable[str]) -> None:
    if not len(frame):
        return
    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", vertical="top")
    for row in frame[list(columns)].itertuples(index=False):
        table.add_row(*(Text(one_line(str(value))) for value in row))
    console.print(table)


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(one_line(text), style=style))


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_SCREEN)
