"""Like for like: answers beside those that the mix of messages leads one to expect, and the milestones of a log."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.interval_censoring import Completed
from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Flags, Ints

# By what messages differ before one asks by whom, how and when they were answered.
STRATA = ("kind", "number", "stage")
_MOST_NUMBER = 3
_FIRST_MILESTONE, _GROWTH = 10, 1.6
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Watched:
    """Attempts as far as they were watched by some day.

    Attributes
    ----------
    rows : places in the table of attempts
    days, event : array, shape (draws, rows); the days watched, and whether the answer asked for ended it
    """

    rows: Ints
    days: Ints
    event: Flags


def strata_of(attempts: pd.DataFrame, by: Iterable[str]) -> Ints:
    """A number for each mix of kind, number and stage, those aside that are grouped by."""
    code = np.zeros(len(attempts), dtype=np.int64)
    for name in STRATA:
        if name in attempts and name not in by:
            values = attempts[name]
            values = values.clip(upper=_MOST_NUMBER) if name == "number" else values
            found, levels = pd.factorize(values)
            code = code * (len(levels) + 1) + found
    return np.unique(code, return_inverse=True)[1] if len(code) else code


def observed_and_expected(watched: Watched, stratum: Ints, within_days: int) -> tuple[Floats, Floats]:
    """Of each attempt, o and e in the mean over the draws."""
    strata = int(stratum.max(initial=-1)) + 1
    observed, expected = np.zeros(len(watched.rows)), np.zeros(len(watched.rows))
    for days, event in zip(watched.days, watched.event, strict=True):
        code = stratum * (within_days + 2) + np.minimum(days, within_days + 1)
        ended = np.bincount(code, minlength=strata * (within_days + 2)).reshape(strata, -1)
        events = np.bincount(code[event], minlength=ended.size).reshape(strata, -1)
        at_risk = np.cumsum(ended[:, ::-1], axis=1)[:, ::-1]
        hazard = np.divide(events, at_risk, out=np.zeros(ended.shape), where=at_risk > 0)[:, : within_days + 1]
        in_time = event & (days <= within_days)
        observed += in_time
        expected += np.cumsum(hazard, axis=1)[stratum, np.minimum(days, within_days)]
    return observed / len(watched.days), expected / len(watched.days)


def milestone(answered: int) -> int:
    """The last of 10, 16, 26, 41, ... answers that has been reached, 0 before the first."""
    reached, step = 0, float(_FIRST_MILESTONE)
    while round(step) <= answered:
        reached, step = round(step), step * _GROWTH
    return reached


def at_last_milestone(attempts: pd.DataFrame, whole: Completed, event: Flags) -> Watched | None:
    """The attempts as they stood on the evening of the last milestone; an answer of unknown day counts from its first on."""
    answers = milestone(int(whole.answered.sum()))
    if not answers or whole.few_dated(np.ones(len(attempts), dtype=bool)):
        return None
    if "at" not in attempts:
        return Watched(np.arange(len(attempts)), whole.days, np.broadcast_to(event, whole.days.shape))
    begun = attempts["at"].to_numpy("datetime64[us]").view(np.int64) // (1_000_000 * _SECONDS_A_DAY)
    evening = np.sort((begun + whole.least)[whole.answered])[answers - 1]
    rows = np.flatnonzero(begun <= evening)
    left = (evening - begun)[rows]
    days = whole.days[:, rows]
    return Watched(rows, np.minimum(days, left), event[rows] & (days <= left))
