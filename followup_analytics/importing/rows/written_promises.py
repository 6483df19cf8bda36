"""Days for their answer that the texts of a written log may promise: a question each."""

import pandas as pd

from followup_analytics.importing.words.promises import date_of, read_note
from followup_analytics.problems import Problem, Remedy
from followup_analytics.vocabulary import ENDED_STATUSES

_PROMISE = "reply_expected_by"
_SHOWN = 80


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
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
            remedy = Remedy("promise", _PROMISE, answers)
            problems.append(Problem("promise-in-notes", int(row), "text", shown, remedy, {"text": shown}, name))
    return problems
