"""What is known from where, in words: what mail and calendars told, where they end, and what they leave open."""

import datetime as dt
from typing import Any

import pandas as pd

from followup_analytics.reporting.wording.names import counted, day_text, long_day

# Mail that is collected now and then is a few days old: nothing is said of that.
_FRESH_DAYS = 3


def known_from_in_words(known: pd.DataFrame, today: dt.date) -> tuple[str, ...]:
    """The sentences on what is known from where; none where nothing was collected.

    Parameters
    ----------
    known : DataFrame
        What `known_from` gives of a log.
    today : date
        The day of the moment from which the log is looked at.
    """
    if not len(known):
        return ()
    row = known.iloc[0].to_dict()
    gave = [
        f"{row[f'{name}_found']} of {counted(row[name], one)}"
        for name, one in (("follow_ups", "follow-up"), ("answers", "answer"))
        if row[name]
    ]
    said = (
        f"Of {counted(row['applications'], 'application')}, {row['with_evidence']} {_have(row['with_evidence'])} mail.",
        f"Your mailbox gave {' and '.join(gave)}." if gave else "",
        f"{counted(row['questions'], 'question is', 'questions are')} open." if row["questions"] else "",
        _span(row["covered_from"], row["covered_until"], today),
    )
    return (" ".join(filter(None, said)), *gaps_in_words(known, today))


def gaps_in_words(known: pd.DataFrame, today: dt.date) -> tuple[str, ...]:
    """What collected mail can't tell: what came after its end, and, without the seeker's own mail, what was answered."""
    if not len(known):
        return ()
    row = known.iloc[0].to_dict()
    return tuple(filter(None, (_ended(row["covered_until"], today), _maybe_answered(row["maybe_answered"]))))


def _span(covered_from: Any, covered_until: Any, today: dt.date) -> str:
    """From when to when the mail is; a calendar alone covers nothing."""
    if pd.isna(covered_until):
        return ""
    first, last = covered_from.date(), covered_until.date()
    begins = "" if first.year == last.year else f" {first.year}"
    ends = "" if last.year == today.year else f" {last.year}"
    return f"It covers {long_day(first)}{begins} to {long_day(last)}{ends}."


def _ended(covered_until: Any, today: dt.date) -> str:
    if pd.isna(covered_until) or (today - covered_until.date()).days <= _FRESH_DAYS:
        return ""
    last = covered_until.date()
    return f"Your mail ends on {day_text(last, today)}, so silence after that day counts as unknown. Collect newer mail."


def _maybe_answered(messages: int) -> str:
    if not messages:
        return ""
    them = "it" if messages == 1 else "them"
    came = counted(messages, "message of theirs", "messages of theirs")
    return f"You collected {came} without your sent mail, so we can't know if you answered {them}. Collect your sent mail too."


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
