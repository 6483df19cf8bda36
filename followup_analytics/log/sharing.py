"""A log to share: companies and people are numbered, closed vocabularies, days and numbers are kept, all else is left out.

The lists below are of what is kept. A column that they do not name is emptied, so that a new column can't leak.
"""

import re
from collections.abc import Sequence

import pandas as pd

from followup_analytics.log.job_search_log import JobSearchLog

# Words of closed vocabularies, zones and country codes (all of them checked at the log's door), flags and row numbers.
_KEPT_OF_APPLICATIONS = (
    "seniority",
    "company_type",
    "culture",
    "country",
    "timezone",
    "urgent",
    "stated_process",
    "preferred_medium",
    "row",
)
_KEPT_OF_EVENTS = ("at", "precision", "kind", "medium", "stage", "reply_expected_by", "answer_by", "row")
_KEPT_OF_PROBLEMS = ("row", "severity")
_KEPT_OF_PUT_OFF = ("action_id", "application_id", "since", "until", "ended_at")
# Rule and occurrence: what stands behind the application in the id of an action.
_TAIL = re.compile(r":T\d\d[.0-9]{1,20}(sent|lapsed|T\d\d)?")
# The fact whose day is asked for, a word of ours, without the days that the sheet's text proposes.
_MISSING_DAY = r"^(day:(?:offer|interview|rejection)=)"
# Whether there is a note matters to the rules and habits, what it says does not.
_NOTED = ("topics", "strengths", "values", "open_points", "text")


def redacted_log(log: JobSearchLog) -> JobSearchLog:
    """The log with nothing in it that names a company, a person or an address, and no free text."""
    applications, events = log.applications, log.events
    ids = _numbered(applications.index, "A")
    people = _numbered([*applications["contact"], *events["contact"]], "Person ")
    mine = {
        "application_id": applications.index.map(ids),
        "company": applications["company"].map(_numbered(applications["company"], "Company ")),
        "contact": applications["contact"].map(people),
        # Numbered and not left out: how many groups are compared says how much a claim needs.
        "seeker": applications["seeker"].map(_numbered(applications["seeker"], "Seeker ")),
        "source": applications["source"].map(_numbered(applications["source"], "Source ")),
        # The furthest status is worked out anew from the events and from what was stated, of which this is the word.
        "status": log.undated_status,
        **{name: applications[name] for name in _KEPT_OF_APPLICATIONS},
    }
    theirs = {
        "application_id": events["application_id"].map(ids),
        "contact": events["contact"].map(people),
        **{name: events[name] for name in _KEPT_OF_EVENTS},
        **{name: events[name].map(_noted) for name in _NOTED},
    }
    return JobSearchLog(
        pd.DataFrame(mine).reset_index(drop=True),
        pd.DataFrame(theirs).reset_index(drop=True),
        _problems(log, ids),
        _put_off(log, ids),
        _provenance(log, ids),
    )


def _problems(log: JobSearchLog, ids: dict[str, str]) -> pd.DataFrame:
    """Where problems are, how bad, and of which applications a day is missing; nothing of what the sheet says."""
    table = log.problems
    fact = table["remedy"].str.extract(_MISSING_DAY, expand=False).fillna("")
    known = {
        "remedy": fact.where(table["application_id"] != "", ""),
        "application_id": table["application_id"].map(ids).fillna(""),
    }
    return table[list(_KEPT_OF_PROBLEMS)].assign(**{name: column.astype("str") for name, column in known.items()})


def _provenance(log: JobSearchLog, ids: dict[str, str]) -> pd.DataFrame:
    """What was collected, under the ids that the events have now: the application's, and the event's number in it."""
    app = log.events["application_id"]
    numbers = app.groupby(app, sort=False).cumcount() + 1
    names = app.map(ids).astype("str") + "/" + numbers.astype("str")
    table = log.provenance
    return table.set_axis(pd.Index(names.reindex(table.index), dtype="str"), axis=0)


def _put_off(log: JobSearchLog, ids: dict[str, str]) -> pd.DataFrame:
    """What was put off: an action's id begins with its application's."""
    table = log.put_off
    tails = [
        action_id.removeprefix(application_id)
        for action_id, application_id in zip(table["action_id"], table["application_id"], strict=True)
    ]
    known = table.assign(application_id=table["application_id"].map(ids).astype("str"))
    safe = [tail if _TAIL.fullmatch(tail) else "" for tail in tails]
    return known.assign(action_id=known["application_id"] + pd.Series(safe, known.index, dtype="str"))[list(_KEPT_OF_PUT_OFF)]


def _numbered(names: Sequence[str] | pd.Index | pd.Series, word: str) -> dict[str, str]:
    """Each name's number in the order in which the names come; no name stays no name."""
    distinct = [name for name in dict.fromkeys(names) if name != ""]
    return {"": "", **{name: f"{word}{number}" for number, name in enumerate(distinct, 1)}}


def _noted(text: str) -> str:
    return "noted" if text else ""
