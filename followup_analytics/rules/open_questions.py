"""What the sheet leaves open and the rules wait for: days for their answer that a note may promise."""

import datetime as dt

import pandas as pd

from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Remedy

_EPOCH = dt.date(1970, 1, 1)
_PROMISE = "promise:reply_expected_by="


def applications_asked_about(log: JobSearchLog, problems: pd.DataFrame) -> pd.Series:
    """The application that each problem is about: the one that it names, else the one of its row; "" for none."""
    rows = log.applications["row"].dropna()
    by_row = pd.Series(rows.index, rows.to_numpy(dtype="int64"), dtype="str")
    by_row = by_row[~by_row.index.duplicated()]
    of_row = by_row.reindex(problems["row"].fillna(-1).astype("int64")).fillna("").to_numpy(dtype=object)
    named = problems["application_id"]
    return named.where(named != "", pd.Series(of_row, problems.index, dtype="str"))


def open_promises(log: JobSearchLog) -> dict[str, int]:
    """The latest day for their answer that a note of each application may promise, while that is a question.

    Parameters
    ----------
    log : JobSearchLog
        A promise is a problem whose remedy asks for a `promise`, its answers the days that may be meant.

    Returns
    -------
    dict
        Days since 1970-01-01 by `application_id`.
    """
    problems = log.problems
    asked = problems[problems["remedy"].str.startswith(_PROMISE)]
    found: dict[str, int] = {}
    for application_id, key in zip(applications_asked_about(log, asked), asked["remedy"], strict=True):
        days = [day for answer in Remedy.from_key(key).answers if (day := _day(answer)) is not None]
        if application_id and days:
            found[application_id] = max(*days, found.get(application_id, 0))
    return found


def _day(answer: str) -> int | None:
    try:
        return (dt.date.fromisoformat(answer) - _EPOCH).days
    except ValueError:
        return None
