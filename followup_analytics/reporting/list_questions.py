"""What the list asks the seeker: what the sheet states without a day, promises in notes, and what else it leaves open."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import Timeline
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.seekers import prefix_of
from followup_analytics.problems import Remedy, question_code
from followup_analytics.rules.held_back import applications_asked_about, open_promises

KINDS = ("offer", "interview", "rejection", "promise")
_KIND_OF_STATUS = {"offer": "offer", "interviewing": "interview", "rejected": "rejection"}
# How long after its last event an application is still asked about, in days: as long as an answer could add an open action. Ours.
_ASKED_FOR_DAYS = {"offer": 60, "interview": 60, "rejection": 30, "promise": 60}
_DENIED = r"\b(?:no|without|before)\b[^,;.]*interview"
_OF_ONE_APPLICATION = ("day", "cell", "whose")
_IN_A_NOTE = "event-in-notes"


def questions_of_applications(log: JobSearchLog, line: Timeline) -> pd.DataFrame:
    """The questions on applications, those to be asked first, in their order.

    Returns
    -------
    DataFrame
        One row per question; columns `application_id`, `kind` (one of `KINDS`), `day` (what a note may promise, else missing)
        and `is_old`: too long after the last event of its application to be asked.
    """
    undated = log.undated_status.to_numpy(dtype=object)
    kinds = pd.Series(undated, log.applications.index).map(_KIND_OF_STATUS).fillna("")
    kinds = kinds.where((kinds != "rejection") | _followed_an_interview(log, line), "")
    kinds = kinds.where(_left_open(log, kinds), "")
    stated = pd.DataFrame({"application_id": kinds.index, "kind": kinds.to_numpy(), "day": pd.NaT})[kinds.to_numpy() != ""]
    found = pd.concat([stated, _promises(log, line)], ignore_index=True)
    place = log.applications.index.get_indexer(pd.Index(found["application_id"]))
    last = _last_events(log)[place]
    known = last >= 0
    at = np.where(known, log.events["at"].to_numpy("datetime64[us]").view(np.int64)[last] if len(log.events) else 0, 0)
    today = line.days.day_of(line.zone, line.ends)[place]
    last_day = line.days.day_of(line.zone[place], at // 1_000_000)
    limit = found["kind"].map(_ASKED_FOR_DAYS).to_numpy(dtype=np.int64)
    found["is_old"] = ~known | (today - last_day > limit)
    rank = found["kind"].map({kind: number for number, kind in enumerate(KINDS)}).to_numpy(dtype=np.int64)
    in_order: pd.DataFrame = found.iloc[np.lexsort((found["application_id"].to_numpy(dtype=object).astype(str), -at, rank))]
    return in_order


def _left_open(log: JobSearchLog, kinds: pd.Series) -> "pd.Series[bool]":
    """Which of them the reading of a sheet left open too: a test is no interview; of what no sheet states all are open."""
    problems = log.problems
    asked = set(zip(problems["application_id"], problems["remedy"].map(_asked_about), strict=True))
    of_sheet = log.applications["row"].notna()
    open_still = [pair in asked for pair in kinds.items()]
    return ~of_sheet | pd.Series(open_still, kinds.index, dtype=bool)


def _asked_about(key: str) -> str:
    """The fact of which a remedy wants the day, "" where it wants something else."""
    remedy = Remedy.from_key(key) if key else Remedy()
    return remedy.about if remedy.question == "day" else ""


def codes_no_longer_asked(log: JobSearchLog, as_of: Any) -> frozenset[str]:
    """The codes of the questions whose answer would add nothing any more: their applications have been silent too long."""
    found = questions_of_applications(log, Timeline(log, as_of))
    return codes_of(log, found[found["is_old"]])


def codes_of(log: JobSearchLog, questions: pd.DataFrame) -> frozenset[str]:
    """The codes of questions on applications: those of each seeker's own list."""
    whose = questions["application_id"].map(log.applications["seeker"]).map(prefix_of)
    own = [name.removeprefix(prefix) for name, prefix in zip(questions["application_id"], whose, strict=True)]
    return frozenset(map(partial(question_code, "day"), questions["kind"], own))


@dataclass(frozen=True)
class SheetQuestion:
    """Something else that the sheet leaves open: what kind of answer it wants, on what, and of which application ("" for all)."""

    kind: str
    about: str
    application_id: str
    cell: str
    seeker: str = ""


def questions_of_sheet(log: JobSearchLog) -> list[SheetQuestion]:
    """What else the sheet leaves open, once a kind, what it is about and application, in the sheet's order."""
    problems = log.problems
    asked = problems[(problems["severity"] == "question") & (problems["remedy"] != "")]
    found: dict[tuple[str, str, str, str], SheetQuestion] = {}
    named = applications_asked_about(log, asked)
    rows = zip(asked["code"], asked["remedy"], asked["value"], named, asked["seeker"], strict=True)
    for code, key, cell, application_id, seeker in rows:
        remedy = Remedy.from_key(key)
        if remedy.question == "promise" or (remedy.about in KINDS and code != _IN_A_NOTE):
            continue  # known from the log itself
        of_one = application_id if remedy.question in _OF_ONE_APPLICATION else ""
        question = SheetQuestion(remedy.question, remedy.about, of_one, cell, seeker)
        found.setdefault((question.kind, question.about, question.application_id, seeker), question)
    return list(found.values())


def _last_events(log: JobSearchLog) -> Ints:
    """The row of each application's last event, planned ones too, or -1."""
    last = np.full(len(log.applications), -1, dtype=np.int64)
    last[log.positions] = np.arange(len(log.positions))
    return last


def _followed_an_interview(log: JobSearchLog, line: Timeline) -> "pd.Series[bool]":
    stated = log.applications["stated_status"]
    says_so = stated.str.contains("interview", case=False) & ~stated.str.contains(_DENIED, case=False, regex=True)
    return says_so | line.has(line.marks(("interview",)))


def _promises(log: JobSearchLog, line: Timeline) -> pd.DataFrame:
    """Days in notes, of applications that neither they nor the seeker have ended."""
    days = open_promises(log)
    stops = ("rejection", "withdrawal", "acceptance", "offer", "closure")
    last = line.last(line.marks(("interview", "reply", "interview_invitation", *stops)))
    ended = np.append(line.of_kinds(stops), False)[np.minimum(last, line.none)]
    ended = ended | ~np.isin(log.undated_status.to_numpy(dtype=object), ["", "interviewing"])
    over = set(log.applications.index[ended])
    there = {name: day for name, day in days.items() if name in log.applications.index and name not in over}
    day = pd.to_datetime(np.array(list(there.values()), dtype=np.int64), unit="D")
    return pd.DataFrame({"application_id": list(there), "kind": "promise", "day": day})


QUESTION_WORDS = {
    "offer": ("Offer: since when, and by when do they want to know?", "Your sheet says so and gives no day."),
    "interview": ("Interview: on which day?", "Your sheet says so and gives no day."),
    "rejection": ("They declined: on which day?", "Your sheet says so and gives no day."),
    "promise": ("Did they promise an answer?", "Your notes name {day}. Until that day is over, you are not told to ask."),
}
