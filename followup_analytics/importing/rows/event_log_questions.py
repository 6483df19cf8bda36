"""What a log with a row per event leaves open: days that its texts may promise, and what it states without a day."""

from collections.abc import Iterable

import pandas as pd

from followup_analytics.importing.rows.stated_undated import counted_rows, shortened
from followup_analytics.importing.words.promises import date_of, read_note
from followup_analytics.problems import Problem, Remedy
from followup_analytics.vocabulary import ENDED_STATUSES

_PROMISE = "reply_expected_by"


def promises_in_texts(applications: pd.DataFrame, events: pd.DataFrame) -> list[Problem]:
    """One question for each event whose text speaks of a promised day, where no day is stated and nothing has ended."""
    if "text" not in events:
        return []
    over = applications.index[applications["status"].isin(list(ENDED_STATUSES))] if "status" in applications else pd.Index([])
    unstated = events[_PROMISE].isna() if _PROMISE in events else True
    asked = events[events["text"].str.contains(r"\d") & unstated & ~events["application_id"].isin(over)]
    zones = asked["application_id"].map(applications["timezone"])
    problems = []
    for row, text, name, at, zone in zip(asked["row"], asked["text"], asked["application_id"], asked["at"], zones, strict=True):
        said = [mention for mention in read_note(text) if mention.kind == _PROMISE and mention.day]
        near = at.tz_convert(zone).date()
        days = [date_of(mention.day, near, later=True) for mention in said if mention.day]
        answers = tuple(dict.fromkeys(day.isoformat() for day in days if day))
        if answers:
            shown, remedy = shortened(text), Remedy("promise", _PROMISE, answers)
            problems.append(Problem("promise-in-notes", int(row), "text", shown, remedy, {"text": shown}, name))
    return problems


# By stated status: the kind of event whose day is missing, and the kinds that must be there for it to be asked.
_UNDATED = {"offer": ("offer", ()), "interviewing": ("interview", ()), "rejected": ("rejection", ("interview",))}


def stated_without_a_day(applications: pd.DataFrame, events: pd.DataFrame) -> list[Problem]:
    """One question for all applications whose status goes further than their events, a kind each, and which these are."""
    problems: list[Problem] = []
    for status, (kind, needed) in _UNDATED.items():
        known = [kind, "interview_invitation"] if kind == "interview" else [kind]
        lacking = (applications["status"] == status) & ~applications.index.isin(with_events(events, known))
        if needed:
            said = (
                applications["stated_status"].str.contains("interview", case=False) if "stated_status" in applications else False
            )
            lacking &= applications.index.isin(with_events(events, needed)) | said
        rows = applications["row"][lacking]
        asked = zip(rows.tolist(), rows.index.tolist(), strict=True)
        each = [
            Problem(f"{kind}-undated", row, "status", status, Remedy("day", kind), application_id=name) for row, name in asked
        ]
        problems += counted_rows(kind, each)
    return problems


def with_events(events: pd.DataFrame, kinds: Iterable[str]) -> pd.Series:
    """Which of the events' applications have one of these kinds."""
    return events["application_id"][events["kind"].isin(list(kinds))]
