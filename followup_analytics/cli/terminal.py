"""What the command line prints. A sheet's text is untrusted: no markup in it is read, no control character reaches the screen."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from followup_analytics.reporting.wording.names import EVENT_WORDS, MEDIUM_WORDS, counted, one_line
from followup_analytics.reporting.wording.problems import worded_problems

if TYPE_CHECKING:
    from followup_analytics.evidence.collect import Evidence
    from followup_analytics.importing.read import SheetReading
    from followup_analytics.reporting.wording.rates import RatesInWords
    from followup_analytics.reporting.wording.tuning import TuningInWords

# Where the output goes to a file or pipe there is no screen to fit.
_WIDTH_WITHOUT_SCREEN = 120
_SEVERITIES = ("error", "question", "note")
_GRAVITY = {"must": "{} to be mended before you send it", "should": "{} that should be mended"}
_MOST_PROBLEMS = 40
_ABOUT_RATES = (
    "between: where the rate likely lies. Answers of unknown day: how many, and what they would make of the rate. "
    "pooled: the rate, leaning on the other groups the more the fewer its own. rank: groups of one rank can't be told apart."
)
_GESTURES = {"snooze": "Put off until", "attach": "Counts for", "undo": "Took back"}


def print_text(lines: Iterable[str]) -> None:
    """Print sentences, one below the other."""
    console = _console()
    for line in lines:
        _say(console, line)


def print_every_action(frame: pd.DataFrame, moment: str) -> None:
    """Print a row for each action, folded or not."""
    _print_frame(_console(), f"Everything as of {moment}", frame, ("code", "urgency", "when", "what", "company", "medium", "why"))


def print_understanding(understood: "SheetReading", title: str) -> None:
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
    _print_problems(console, worded_problems(log.problems, "command"))


def print_rates(rates: "RatesInWords", title: str, again: str) -> None:
    """Print rates with their intervals, and what they tell."""
    console = _console()
    _say(console, title, "dim")
    _print_frame(console, "", rates.frame, rates.frame.columns)
    _say(console, _ABOUT_RATES, "dim")
    if again:
        _say(console, again)
    _say(console, rates.verdict, "bold")


def print_tuning(tuning: "TuningInWords", title: str) -> None:
    """Print what the log says of the cadence: the verdict, what it rests on, each wait's value, what would change."""
    console = _console()
    _say(console, title, "dim")
    _print_frame(console, "What the log says, of 100 interviews", tuning.evidence, tuning.evidence.columns)
    _print_frame(console, tuning.waits_title, tuning.waits, tuning.waits.columns)
    _print_frame(console, "What would change on the list of today", tuning.changes, tuning.changes.columns)
    _say(console, tuning.verdict, "bold")
    if tuning.drift:
        _say(console, tuning.drift)
    _say(console, tuning.assumed, "dim")


def print_history(history: pd.DataFrame, title: str) -> None:
    """Print what a journal holds, an entry a line, and which of it was taken back."""
    console = _console()
    if not len(history):
        _say(console, f"{title}: nothing has been recorded yet.", "bold")
        return
    said = history["kind"].map(EVENT_WORDS).astype("str").where(history["what"] == "event", history["what"].map(_GESTURES))
    target = history["until"].where(history["what"] == "snooze", history["to"])
    target = target.where(history["what"] != "undo", history["undoes"].map("entry {}".format))
    shown = pd.DataFrame(
        {
            "entry": history.index.astype("str"),
            "on": history["at"].where(history["at"] != "", history["recorded_at"].str.slice(0, 10)).array,
            "what": (said + " " + target.astype("str")).array,
            "for whom": (history["company"] + ", " + history["role"]).str.strip(", ").array,
            "medium": history["medium"].map(MEDIUM_WORDS).array,
            "note": history["text"].array,
            "taken back": history["undone_by"].map(lambda number: f"by entry {number}" if number else "").array,
        }
    )
    _print_frame(console, title, shown, shown.columns)


def print_silent(silent: pd.DataFrame, days: int) -> None:
    """Print the applications that have long been silent."""
    console = _console()
    if not len(silent):
        _say(console, f"Nothing has been silent for {counted(days, 'day')} or more without anything left to do.", "bold")
        return
    last = silent["last_event"].map(EVENT_WORDS).str.cat(silent["last_at"].dt.strftime(" on %Y-%m-%d"))
    why = last.str.cat(silent["silent_days"].map(lambda days: f", nothing for {counted(days, 'day')}"))
    title = f"Silent for {counted(days, 'day')} or more, with nothing left to do"
    _print_frame(console, title, silent.assign(why=why), ("company", "role", "status", "why"))


def print_proposals(evidence: "Evidence", proposals: pd.DataFrame, applications: pd.DataFrame) -> None:
    """Print what was collected: what is sure or likely, what is asked, and what the sheet does not have."""
    from followup_analytics.evidence.remembered import codes_of

    console = _console()
    names = (applications["company"] + ", " + applications["role"]).str.strip(", ")
    shown = pd.DataFrame(
        {
            "code": codes_of(proposals),
            "on": proposals["at"].dt.strftime("%Y-%m-%d"),
            "what": proposals["kind"].map(EVENT_WORDS),
            "application": proposals["application_id"].map(names),
            "whom": proposals["contact"].where(proposals["contact"] != "", proposals["contact_email"]),
            "subject": proposals["subject"],
            "why": proposals["why"],
            "may be": ["; ".join(f"{n} {names[one]}" for n, one in enumerate(many, 1)) for many in proposals["candidates"]],
        }
    )
    is_ask, is_new = proposals["certainty"] == "ask", ~proposals["known"]
    first = ~proposals["conversation"].where(is_ask & ~proposals["starts_application"]).duplicated()
    columns = ("code", "on", "what", "whom", "subject")
    _print_frame(
        console, "Sure or likely", shown[~is_ask & is_new].sort_values(["application", "on"]), (*columns, "application", "why")
    )
    asked = is_ask & is_new & ~proposals["starts_application"] & first
    _print_frame(console, "Which application is it, if any?", shown[asked], (*columns, "may be"))
    _print_frame(console, "Applications that the sheet does not have", shown[proposals["starts_application"]], columns)
    _print_frame(console, "Could not be read", evidence.problems, evidence.problems.columns)
    known = int((proposals["known"]).sum())
    _say(
        console, f"{counted(known, 'event')} of them known already; {counted(int((~is_ask & is_new).sum()), 'new one')}.", "bold"
    )
    if not evidence.covers.has_sent_mail:
        _say(console, "No sent mail was found: what you wrote is not known.", "bold")


def print_findings(findings: pd.DataFrame, title: str) -> None:
    """Print what a review found: the gravest first, each with how to mend it and the guides that say so."""
    console = _console()
    if not len(findings):
        _say(console, f"{title}: nothing was found.", "bold")
        return
    _print_frame(console, title, findings, ("severity", "where", "what", "mend", "rule", "source"))
    counts = findings["severity"].value_counts()
    parts = [what.format(number) for word, what in _GRAVITY.items() if (number := int(counts.get(word, 0)))]
    if "hint" in counts:
        parts.append(counted(int(counts["hint"]), "hint"))
    _say(console, f"In all: {', '.join(parts)}.", "bold")


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
