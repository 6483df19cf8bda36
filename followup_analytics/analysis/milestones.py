"""Milestones of a log: the days on which a verdict may change. Whoever looks every Monday finds something by chance."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.local_time import Flags, Ints

_FIRST_MILESTONE, _GROWTH = 10, 1.6
_SECONDS_A_DAY = 86_400
MOST_QUARTERS_AGO = 7  # what lies two years back and more is one time
_ANSWERED = ("answered", "rejected", "undated")


def milestone(answered: int) -> int:
    """The last of 10, 16, 26, 41, ... answers that has been reached, 0 before the first."""
    reached, step = 0, float(_FIRST_MILESTONE)
    while round(step) <= answered:
        reached, step = round(step), step * _GROWTH
    return reached


def next_milestone(answered: int) -> int:
    """The first of 10, 16, 26, 41, ... answers that has not been reached."""
    step = float(_FIRST_MILESTONE)
    while round(step) <= answered:
        step *= _GROWTH
    return round(step)


@dataclass(frozen=True)
class Look:
    """The last milestone of a log, at which its verdicts were taken.

    Attributes
    ----------
    answers : int
        How many had come: 10, 16, 26 and so on; 0 before the first, where there is no verdict yet.
    evening : int
        The day at whose end they had, in days since 1970; -1 before the first.
    answered : int
        How many have come by now.
    """

    answers: int
    evening: int
    answered: int

    @property
    def day(self) -> str:
        """The day as "2026-03-02"; "" before the first milestone."""
        return str(np.datetime64(self.evening, "D")) if self.answers else ""

    @property
    def next_answers(self) -> int:
        """At how many answers a verdict may change again."""
        return next_milestone(self.answered)


NO_LOOK = Look(0, -1, 0)


def begun_days(table: pd.DataFrame) -> Ints:
    """The day on which each attempt or silence began, in days since 1970."""
    return np.asarray(table["at"].to_numpy("datetime64[us]").view(np.int64) // (1_000_000 * _SECONDS_A_DAY))


def quarters_ago(times: pd.Series) -> Ints:
    """Calendar quarters from each moment's to that of the latest, 7 at most."""
    quarter = (times.dt.year * 4 + times.dt.quarter).to_numpy(dtype=np.int64)
    return np.asarray(np.minimum(quarter.max(initial=0) - quarter, MOST_QUARTERS_AGO))


def last_look(begun: Ints, least: Ints, answered: Flags) -> Look:
    """The evening of the last milestone; an answer of unknown day counts from the first on which it may have come.

    Parameters
    ----------
    begun : array
        Days since 1970 on which waits began.
    least : array
        Days from then to the answer, the least that are possible.
    answered : array of bool
    """
    count = int(answered.sum())
    answers = milestone(count)
    if not answers:
        return Look(0, -1, count)
    return Look(answers, int(np.sort((begun + least)[answered])[answers - 1]), count)


def look_at(found: pd.DataFrame, counted: Flags) -> Look:
    """The last milestone of a table of silences, by the answers to some of them.

    Parameters
    ----------
    found : DataFrame
        As `silences` gives it.
    counted : array of bool
        Whose answers count.
    """
    answered = found["outcome"].isin(_ANSWERED).to_numpy() & counted
    least = found["least_days"].fillna(found["observed_days"]).to_numpy(dtype=np.int64)
    return last_look(begun_days(found), least, answered)


def by_evening(table: pd.DataFrame, evening: int) -> tuple[Ints, pd.DataFrame]:
    """A completed table as it stood on the evening of a milestone: the places of its rows, and those rows.

    What ended later was still waited for, what began later is left out.
    """
    begun = begun_days(table)
    rows = np.flatnonzero(begun <= evening)
    left, then = (evening - begun)[rows], table.iloc[rows]
    days = then["observed_days"].to_numpy(dtype=np.int64)
    later = days > left
    outcome = np.where(later, "pending", then["outcome"].to_numpy(dtype=object))
    favourable = then["favourable"].to_numpy(dtype=bool) & ~later
    return rows, then.assign(outcome=outcome, observed_days=np.minimum(days, left), favourable=favourable)
