"""Waits for their word, chained from an application or interview over the checks in between: what effects are read from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.analysis.attempts import ATTEMPT_KINDS, silences
from followup_analytics.analysis.calendar_drift import AnswerDrift, answer_drift
from followup_analytics.analysis.interval_censoring import completed_tables
from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT
from followup_analytics.analysis.milestones import Look, by_evening, look_at, quarters_ago
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.event_arrays import event_arrays
from followup_analytics.log.job_search_log import JobSearchLog

FIRST_TRIAL_DAY = 2
_NEVER = 10_000  # days: later than anything in a log
_WAITING_KINDS = ("application", "interview", "status_check")


@dataclass(frozen=True)
class Waits:
    """A row for each silence after an application, interview or status check, a chain's rows one after the other.

    Attributes
    ----------
    case : the application, as a number
    chain : number of the chain of silences that begins with an application, an interview, or a check on an earlier answer
    anchored : whether the chain begins with an application or interview
    checks : status checks so far in the chain
    stage, seniority : codes of the vocabulary
    quarters_ago : calendar quarters from the silence's beginning to that of the latest
    offset : days from the chain's beginning to this silence's
    days : days from the silence's beginning to its end
    cause : 1 an answer (a favourable one, if those are asked for), 2 another answer, 0 neither
    last_day : the last day on which an answer would have been seen; a message counts from its own day on
    sent : whether a status check ended it, sent on day `days`
    eligible_from, eligible_until : days of the silence, the second excluded, on which a check might be sent: behind a day that
        they have stated, and never where their process is stated
    """

    case: Ints
    chain: Ints
    anchored: Flags
    checks: Ints
    stage: Ints
    seniority: Ints
    quarters_ago: Ints
    offset: Ints
    days: Ints
    cause: Ints
    last_day: Ints
    sent: Flags
    eligible_from: Ints
    eligible_until: Ints

    def __len__(self) -> int:
        """How many silences."""
        return len(self.case)

    @property
    def may_send(self) -> Flags:
        """Where a check was sent on a day on which it might be."""
        return np.asarray(self.sent & (self.eligible_from <= self.days) & (self.days < self.eligible_until))


@dataclass(frozen=True)
class CompletedWaits:
    """The waits of a log as of a moment, several times over with days drawn where answers have none.

    Attributes
    ----------
    today : list of Waits
        A completed log each.
    then : list of Waits
        The same on the evening of the last milestone; empty before the first.
    look : Look
        That milestone, by all answers.
    undated : int
        How many answers have no day.
    drift : AnswerDrift
    """

    today: list[Waits]
    then: list[Waits]
    look: Look
    undated: int
    drift: AnswerDrift


def completed_waits(log: JobSearchLog, as_of: Any, favourable: bool, seed: int) -> CompletedWaits:
    """The waits of a log as of a moment, and as of its last milestone."""
    found = silences(log, as_of=as_of)
    case = log.applications.index.get_indexer(pd.Index(found["application_id"])).astype(np.int64)
    eligible = _eligible(log, as_of, case)
    tables = list(completed_tables(found, seed=seed))
    look = look_at(found, np.ones(len(found), dtype=bool))
    then = [by_evening(table, look.evening) for table in tables] if look.answers else []
    at_look = [
        _waits(table, case[rows], {name: days[rows] for name, days in eligible.items()}, favourable) for rows, table in then
    ]
    unknown = (found["least_days"] < found["most_days"]).fillna(value=False)
    every = [_waits(table, case, eligible, favourable) for table in tables]
    return CompletedWaits(every, at_look, look, int(unknown.sum()), answer_drift(found, seed=seed))


def _waits(found: pd.DataFrame, case: Ints, eligible: dict[str, Ints], favourable: bool) -> Waits:
    kind, outcome = (found[name].to_numpy(dtype=object) for name in ("kind", "outcome"))
    days = found["observed_days"].to_numpy(dtype=np.int64)
    superseded = outcome == "superseded"
    follows = np.append(False, superseded[:-1] & (case[1:] == case[:-1]))[: len(found)]
    chain = np.cumsum(~follows) - 1
    is_check = kind == "status_check"
    before = found["wait_days"].fillna(0).to_numpy(dtype=np.int64)
    offset = _since_start(days, chain) + np.where(is_check, before, 0)[_first(chain)]
    cause, last_day = _ends(found, outcome, days, favourable)
    chosen = np.isin(kind, _WAITING_KINDS)
    columns = {
        "case": case,
        "chain": chain,
        "anchored": ~is_check[_first(chain)],
        "checks": _since_start(is_check.astype(np.int64), chain) + is_check,
        "stage": _codes(found["stage"], words.STAGES),
        "seniority": _codes(found["seniority"], words.SENIORITIES),
        "quarters_ago": quarters_ago(found["at"]),
        "offset": offset,
        "days": days,
        "cause": cause,
        "last_day": last_day,
        "sent": superseded & np.append(is_check[1:] & follows[1:], False)[: len(found)],
        **eligible,
    }
    return Waits(**{name: column[chosen] for name, column in columns.items()})


def _codes(names: pd.Series, vocabulary: tuple[str, ...]) -> Ints:
    return pd.Index(vocabulary).get_indexer(pd.Index(names)).astype(np.int64)


def _first(chain: Ints) -> Ints:
    """The place of each chain's first row, a row each."""
    return np.asarray(np.searchsorted(chain, chain))


def _since_start(amounts: Ints, chain: Ints) -> Ints:
    """The sum of the amounts of the chain's earlier rows."""
    ahead = np.cumsum(amounts) - amounts
    return np.asarray(ahead - ahead[_first(chain)])


def _ends(found: pd.DataFrame, outcome: Any, days: Ints, favourable: bool) -> tuple[Ints, Ints]:
    """The cause of the end, and the last day at risk."""
    answered, stopped = (np.isin(outcome, names) for names in (["answered", "rejected"], ["superseded", "withdrawn"]))
    counted = answered & found["favourable"].to_numpy(dtype=bool) if favourable else answered
    return np.select([counted, answered], [EVENT, COMPETING], CENSORED), days - stopped


def _eligible(log: JobSearchLog, as_of: Any, case: Ints) -> dict[str, Ints]:
    """From which day of each silence a check might be sent, and from which it might not any more."""
    line = event_arrays(log, as_of, questions=(*ATTEMPT_KINDS[1:], "thank_you"))
    places = line.marks((*ATTEMPT_KINDS, "interview")).places
    stating = line.marked(line.past & (line.stated >= 0))
    stated, day = np.append(line.stated, -1), np.append(line.day, _NEVER * 100)
    start = day[places]
    known = stated[stating.until(places)]
    begin = np.maximum(FIRST_TRIAL_DAY, np.where(known >= 0, known - start + 1, 0))
    forbidden = (log.applications["stated_process"] != "").to_numpy()[case]
    return {
        "eligible_from": np.where(forbidden, _NEVER, begin),
        "eligible_until": np.minimum(day[stating.after(places)] - start, _NEVER),
    }
