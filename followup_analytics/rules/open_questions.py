"""What the sheet leaves open and the rules wait for: days that a note may promise."""

import datetime as dt

import pandas as pd

from followup_analytics.problems import Remedy

_EPOCH = dt.date(1970, 1, 1)


def open_promises(problems: pd.DataFrame) -> dict[str, int]:
    """The latest day for their answer that a note of each application may promise, while that is a question.

    Parameters
    ----------
    problems : DataFrame
        `log.problems`; a promise is a problem whose remedy asks for a `promise`, its answers the days that it may be.

    Returns
    -------
    dict
        Days since 1970-01-01 by `application_id`.
    """
    asked = problems[problems["remedy"].str.startswith("promise:")] if len(problems) else problems
    found: dict[str, int] = {}
    for application_id, key in zip(asked["application_id"], asked["remedy"], strict=True):
        days = [day for answer in Remedy.from_key(key).answers if (day := _day(answer)) is not None]
        if application_id and days:
            found[application_id] = max(*days, found.get(application_id, 0))
    return found


def _day(answer: str) -> int | None:
    try:
        return (dt.date.fromisoformat(answer) - _EPOCH).days
    except ValueError:
        return None
