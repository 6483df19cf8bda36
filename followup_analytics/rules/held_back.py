"""What holds actions back: what was put off, and questions that are still open."""

import datetime as dt
import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import Timeline
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.put_off import UNTIL_TOLD
from followup_analytics.problems import Remedy

NOT_PUT_OFF = -1
# Rule, first and second number of the occurrence, branch: what `action_table` puts behind the application's id.
_TAIL = re.compile(r"(T\d\d)\.(\d{1,6})(?:\.(\d{1,6}))?(?:\.([A-Za-z]\w*))?")
_MOST = 1_000_000


@dataclass(frozen=True)
class Snoozes:
    """By rule and branch: which actions were put off, sorted, and until which day (days since 1970).

    `whole` are the positions of the applications all of whose actions wait until something is told.
    """

    by_rule: dict[tuple[str, str], tuple[Ints, Ints]]
    whole: Ints = field(default_factory=lambda: np.array([], dtype=np.int64))

    @classmethod
    def of(cls, log: JobSearchLog, line: Timeline) -> "Snoozes":
        """What holds as of the timeline's moment: decided by then, and not ended by anything inbound."""
        table = log.put_off
        if not len(table):
            return cls({})
        app = log.applications.index.get_indexer(pd.Index(table["application_id"]))
        since, ended = (table[name].to_numpy("datetime64[us]") for name in ("since", "ended_at"))
        moment = (line.ends[np.maximum(app, 0)] * 1_000_000).view("datetime64[us]") if len(line.ends) else since
        held = (app >= 0) & (since <= moment) & ~(ended <= moment)
        found: dict[tuple[str, str], dict[int, int]] = {}
        days = table["until"].to_numpy("datetime64[D]").astype(np.int64)
        for name, place, day in zip(table["action_id"][held], app[held], days[held], strict=True):
            match = _TAIL.fullmatch(str(name).rpartition(":")[2])
            if match:
                key = int(place) * _MOST * _MOST + int(match[2]) * _MOST + int(match[3] or 0)
                found.setdefault((match[1], match[4] or ""), {})[key] = int(day)
        whole = held & ((table["until"] == UNTIL_TOLD) & (table["action_id"] == table["application_id"])).to_numpy()
        return cls({rule: _sorted(days_of) for rule, days_of in found.items()}, np.unique(app[whole]))

    def until(self, rule: str, branch: str, app: Ints, occurrence: tuple[Ints, Ints]) -> Ints:
        """The day until which each action is put off, or -1."""
        keys, days = self.by_rule.get((rule, branch), (np.array([], dtype=np.int64),) * 2)
        wanted = app * _MOST * _MOST + occurrence[0] * _MOST + occurrence[1]
        if not len(keys):
            return np.full(len(wanted), NOT_PUT_OFF, dtype=np.int64)
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[place] == wanted, days[place], NOT_PUT_OFF)


def _sorted(days_of: dict[int, int]) -> tuple[Ints, Ints]:
    keys = np.array(sorted(days_of), dtype=np.int64)
    return keys, np.array([days_of[int(key)] for key in keys], dtype=np.int64)


_EPOCH = dt.date(1970, 1, 1)
_PROMISE = "promise:reply_expected_by="


def applications_asked_about(log: JobSearchLog, problems: pd.DataFrame) -> pd.Series:
    """The application that each problem is about: the one that it names, else the one of its row; "" for none."""
    place = ["seeker", "row"]
    first = log.applications[place].dropna().drop_duplicates().reset_index(names="of_row")
    of_row = problems[place].merge(first, on=place, how="left")["of_row"].fillna("").array
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
