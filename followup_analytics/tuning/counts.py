"""count_log: what estimates rest on, as tables of counts that add up over any number of logs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempt_cells import cells_of_counts
from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.grouped_rates import check_groupings
from followup_analytics.analysis.intervals import check_share, check_whole
from followup_analytics.analysis.response_rates import rates_from_counts
from followup_analytics.analysis.response_times import SilenceCurve, curve_from_cells
from followup_analytics.analysis.results import Result
from followup_analytics.errors import FollowupError, check_is
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.rules.conduct import COUNTS, conduct
from followup_analytics.rules.follow_up_actions import follow_up_actions
from followup_analytics.tuning.answer_model import cells_of
from followup_analytics.tuning.count_tables import (
    COMPLETED,
    NAMELESS,
    added_days,
    attempt_counts,
    chosen_cells,
    in_order,
    stacked_cells,
    summed,
    with_names_apart,
)
from followup_analytics.tuning.counts_file import read_counts, write_counts
from followup_analytics.tuning.policies import added_interviews, counted_interviews
from followup_analytics.tuning.silent_days import completed_silent_days
from followup_analytics.tuning.verdict import dated_answers


@dataclass(frozen=True, eq=False, repr=False)
class Counts(Result):
    """What rates, curves, tuning, list and conduct rest on, counted; counts of different people add up.

    Attributes
    ----------
    cells : DataFrame
        Silences by all that groups them (`GROUPINGS`, the seeker among them), `flags, least, most` (how and between which days
        each ended) and `n`.
    pairs : DataFrame
        How often two cells stand together at one application: `first, second` (rows of `cells`), `n`.
    days : DataFrame
        Days of silence after interviews: `completion` (of the logs with a day for every answer), what the hazard depends on,
        `trials, favourable, rejected`.
    interviews : DataFrame
        Interviews by what they are like, with `n`.
    actions : DataFrame
        `rule, status, n`.
    conduct : DataFrame
        By `week`, what `conduct` counts.
    answers : tuple of int
        Answers after interviews that have a day, and all.
    as_of : str
    """

    cells: pd.DataFrame
    pairs: pd.DataFrame
    days: pd.DataFrame
    interviews: pd.DataFrame
    actions: pd.DataFrame
    conduct: pd.DataFrame
    answers: tuple[int, int]
    as_of: str

    def _in_brief(self) -> str:
        return f"{int(self.cells['n'].sum()):,} silences of {self.cells['seeker'].nunique():,} seekers, as of {self.as_of}"

    def _to_show(self) -> pd.DataFrame:
        return self.actions

    def __add__(self, other: object) -> "Counts":
        """The counts of both; a seeker without a name stays another one than those of the other side.

        Raises
        ------
        FollowupError
            If they are of different moments, or a seeker is in both.
        """
        if not isinstance(other, Counts):
            return NotImplemented
        return added([self, other])

    def response_rates(
        self,
        by: str | Sequence[str] = ("medium",),
        *,
        within_days: int = 14,
        favourable: bool = False,
        confidence: float = 0.95,
        seed: int = 0,
    ) -> pd.DataFrame:
        """`response_rates` of all that was counted, to the last bit; what compares groups like for like needs the log.

        Parameters
        ----------
        by, within_days, favourable, confidence, seed
            As for `response_rates`; no columns of a sheet's own.

        Returns
        -------
        DataFrame
            The same columns; `comparable_rate, rank, told_apart, needed, difference` are missing.
        """
        names = check_groupings([by] if isinstance(by, str) else by)
        check_whole("within_days", within_days, 0, 366)
        check_share("confidence", confidence)
        check_whole("seed", seed, 0)
        cells, pairs = chosen_cells(self.cells, self.pairs, self.cells["kind"] != "interview")
        table = cells_of_counts(cells, pairs, cells[names], seed=seed)
        return rates_from_counts(table, names, within_days, favourable, confidence)

    def silence_curve(self, by: str | Sequence[str] | None = None, *, confidence: float = 0.95, seed: int = 0) -> SilenceCurve:
        """`silence_curve` of all that was counted, to the last bit; no columns of a sheet's own."""
        names = check_groupings([] if by is None else [by] if isinstance(by, str) else by)
        check_share("confidence", confidence)
        check_whole("seed", seed, 0)
        cells, pairs = chosen_cells(self.cells, self.pairs, pd.Series(True, self.cells.index))
        return curve_from_cells(cells_of_counts(cells, pairs, cells[names], seed=seed), confidence)

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the counts as one file that `read` reads: seekers become numbers in a drawn order, sources are left out.

        It holds no name and no text of a sheet. It is pseudonymous, not anonymous: a count of one shows what somebody did.

        Raises
        ------
        FollowupError
            If the name does not end in `.counts`, or the file can't be written.
        """
        write_counts(nameless(self, np.random.default_rng()), path)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Self:
        """Counts that were written.

        Raises
        ------
        FollowupError
            If there is no such file, or it holds no counts of this version.
        """
        return cls(**read_counts(path))


def count_log(log: JobSearchLog, *, as_of: Any, cadence: Cadence | None = None, seed: int = 0) -> Counts:
    """Count what estimates rest on; counts of many logs add up, and estimates from the sum are those of the logs together.

    Parameters
    ----------
    log : JobSearchLog
        Of one or of several seekers.
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    cadence : Cadence, optional
        The rules' settings, for the actions and how the rules were kept.
    seed : int
        Of the draws for answers of unknown day after interviews.

    Returns
    -------
    Counts

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `log` is no log or `cadence` no cadence.

    Notes
    -----
    Whole numbers, so that the order in which they are added can't matter.
    """
    check_log(log)
    settings = cadence_or_default(cadence)
    found = silences(log, as_of=as_of)
    tables = completed_silent_days(found, log, draws=COMPLETED, seed=seed)
    days = [cells_of(table).assign(completion=place if len(tables) > 1 else -1) for place, table in enumerate(tables)]
    actions = follow_up_actions(log, settings, as_of=as_of)
    kept = conduct(log, settings, as_of=as_of)[list(COUNTS)].reset_index()
    dated = dated_answers(found)
    cells, pairs = attempt_counts(found)
    return Counts(
        cells,
        pairs,
        pd.concat(days, ignore_index=True),
        counted_interviews(log, tables[0]),
        summed([actions[["rule", "status"]].assign(n=1)], ["rule", "status"]),
        summed([kept], ["week"]),
        (dated.dated, dated.answered),
        str(as_of),
    )


def added(counts: Sequence[Counts]) -> Counts:
    """The sum of counts, in whatever order.

    Raises
    ------
    FollowupError
        If they are of different moments, or a seeker is in two of them.
    """
    for one in counts:
        check_is("counts", one, Counts, "Counts, as fa.count_log gives")
    moments = sorted({one.as_of for one in counts})
    if len(moments) > 1:
        raise FollowupError(f"counts of different moments do not add up: {', '.join(moments)}; count all as of one")
    tables = with_names_apart([one.cells for one in counts])
    cells, pairs = stacked_cells(tables, [one.pairs for one in counts])
    return Counts(
        cells,
        pairs,
        added_days([one.days for one in counts]),
        added_interviews([one.interviews for one in counts]),
        summed([one.actions for one in counts], ["rule", "status"]),
        summed([one.conduct for one in counts], ["week"]),
        (sum(one.answers[0] for one in counts), sum(one.answers[1] for one in counts)),
        moments[0],
    )


def nameless(counts: Counts, rng: np.random.Generator) -> Counts:
    """The same with numbers for seekers, in a drawn order, and without the sources, which are a sheet's own words."""
    names = counts.cells["seeker"].unique()
    number = dict(zip(rng.permutation(names), (f"{NAMELESS}{place}" for place in range(1, len(names) + 1)), strict=True))
    cells = counts.cells.assign(seeker=counts.cells["seeker"].map(number).astype("str"), source="")
    cells, pairs = in_order(cells.astype({"source": "str"}), counts.pairs)
    return replace(counts, cells=cells, pairs=pairs)
