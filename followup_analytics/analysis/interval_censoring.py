"""Answers known only to lie between two days: the day is drawn some times over, and what the draws say is joined.

Who leaves such answers out takes those who still wait for all, and silence for a no.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Flags, Ints

DRAWS = 10
FEW_DATED = 5  # fewer dated answers of a kind of silence do not say how long answers take
# What ends a silence, as the drawing sees it; the seeker's own next message or withdrawal is one of the causes.
NO_END, FAVOURABLE, OTHER, OWN = range(4)
_CAUSES = 3
KINDS = ("application", "interview", "check")  # what a silence begins with: any other message counts as a check
LONGEST_DAYS = 730
_FIRST_DAYS = np.array([0, 1, 3, 6, 10, 15, 22, 31, 46, 61, 121])
# Prior of each daily hazard: Gamma of this shape; rejections come late, so the two kinds of answer differ.
_SHAPE = 0.25
_MEANS = np.array([[0.02] * 5 + [0.015, 0.01, 0.006, 0.004, 0.001, 0.0005], [0.01] * 9 + [0.003, 0.001], [0.01] * 11])
_MOST_HAZARD = 0.95
_WARM_UP, _APART = 150, 12
_BIN = np.searchsorted(_FIRST_DAYS, np.arange(LONGEST_DAYS + 1), side="right") - 1


@dataclass(frozen=True)
class UnknownDays:
    """Answers of unknown day as cells; any number of logs' cells can be put together.

    Attributes
    ----------
    kind : place in `KINDS`
    cause : `FAVOURABLE` or `OTHER`
    least, most : the days since the silence began between which the answer came, both included
    """

    kind: Ints
    cause: Ints
    least: Ints
    most: Ints

    def __len__(self) -> int:
        """How many answers."""
        return len(self.kind)


def drawn_days(ended: Ints, unknown: UnknownDays, *, draws: int = DRAWS, seed: int = 0) -> Ints:
    """Days for answers of unknown day, drawn from their law given all that is known.

    Parameters
    ----------
    ended : array, shape (3, 4, 731)
        How many silences of each kind ended on each day by each cause (`NO_END`: still waited for), the last day for all
        later ones; such tables add up over logs (`ended_by_day`).
    unknown : UnknownDays
    draws, seed : int

    Returns
    -------
    array, shape (draws, len(unknown))

    Notes
    -----
    Data augmentation: daily hazards, constant within eleven spans, of a favourable answer, another answer and the seeker's own
    next message, for each kind of silence, and the unknown days, in turns. The own message competes: who was answered and
    wrote no check was answered before the check was due. Which cell an answer stands in decides its draws, not its row.

    References
    ----------
    Tanner and Wong, "The calculation of posterior distributions by data augmentation", JASA 82 (1987); Turnbull, "The empirical
    distribution function with arbitrarily grouped, censored and truncated data", JRSS B 38 (1976); Groeneboom and Wellner,
    *Information Bounds and Nonparametric Maximum Likelihood Estimation* (1992).
    """
    order = np.lexsort((unknown.most, unknown.least, unknown.cause, unknown.kind))
    cells = UnknownDays(*(getattr(unknown, name)[order] for name in ("kind", "cause", "least", "most")))
    rng = np.random.default_rng(seed)
    events, at_risk = _events(ended), _at_risk(ended)
    hazards = np.tile(_MEANS, (len(KINDS), 1, 1))
    found = np.zeros((draws, len(cells)), dtype=np.int64)
    for turn in range(_WARM_UP + draws * _APART):
        days = _days_given(hazards, cells, rng)
        hazards = _hazards_given(events, at_risk, cells, days, rng)
        if turn >= _WARM_UP and (turn - _WARM_UP) % _APART == _APART - 1:
            found[(turn - _WARM_UP) // _APART, order] = days
    return found


def ended_by_day(kind: Ints, cause: Ints, days: Ints, count: Ints | None = None) -> Ints:
    """Silences counted by kind, cause of the end and day; `count` of each, where equal ones stand as one."""
    code = (kind * (_CAUSES + 1) + cause) * (LONGEST_DAYS + 1) + np.minimum(days, LONGEST_DAYS)
    shape = (len(KINDS), _CAUSES + 1, LONGEST_DAYS + 1)
    return np.bincount(code, count, int(np.prod(shape))).astype(np.int64).reshape(shape)


def _by_span(of_day: Floats) -> Floats:
    return np.asarray(np.add.reduceat(of_day, _FIRST_DAYS, axis=-1), dtype=np.float64)


def _events(ended: Ints) -> Floats:
    return _by_span(ended[:, 1:].astype(np.float64))


def _at_risk(ended: Ints) -> Floats:
    """Days at risk of each cause by span: a message of the seeker's own comes before an answer of its day."""
    by_all = np.cumsum(ended.sum(axis=1)[:, ::-1], axis=1)[:, ::-1]
    by_answer = by_all - ended[:, OWN]
    return _by_span(np.stack([by_answer, by_answer, by_all], axis=1).astype(np.float64))


def _hazards_given(events: Floats, at_risk: Floats, cells: UnknownDays, days: Ints, rng: np.random.Generator) -> Floats:
    drawn = ended_by_day(cells.kind, cells.cause, days)
    shape = events + _events(drawn) + _SHAPE
    return np.asarray(rng.gamma(shape) / (at_risk + _at_risk(drawn) + _SHAPE / _MEANS), dtype=np.float64)


def _days_given(hazards: Floats, cells: UnknownDays, rng: np.random.Generator) -> Ints:
    """A day for each answer from its law f(d) = S(d) h(d) between its bounds."""
    span = _BIN[: int(cells.most.max(initial=0)) + 1]
    own = np.minimum(hazards[:, OWN - 1], _MOST_HAZARD)[:, span]
    answer = hazards[:, : OWN - 1]
    answer = (answer / np.maximum(answer.sum(axis=1, keepdims=True) / _MOST_HAZARD, 1.0))[:, :, span]
    left = np.cumsum(np.log1p(-own) + np.log1p(-answer.sum(axis=1)), axis=1)
    before = np.exp(np.concatenate([np.zeros((len(KINDS), 1)), left[:, :-1]], axis=1)) * (1 - own)
    until = np.concatenate([np.zeros((*answer.shape[:2], 1)), np.cumsum(before[:, None] * answer, axis=2)], axis=2)
    uniform, days = rng.random(len(cells)), np.zeros(len(cells), dtype=np.int64)
    for kind in range(len(KINDS)):
        for cause in (FAVOURABLE, OTHER):
            rows = np.flatnonzero((cells.kind == kind) & (cells.cause == cause))
            table, least, most = until[kind, cause - 1], cells.least[rows], cells.most[rows]
            low, high = table[least], table[most + 1]
            found = np.searchsorted(table[1:], low + uniform[rows] * (high - low), side="right")
            evenly = least + (uniform[rows] * (most - least + 1)).astype(np.int64)
            days[rows] = np.clip(np.where(high > low, found, evenly), least, most)
    return days


@dataclass(frozen=True)
class Completed:
    """A table of attempts or silences with a day for every answer, several times over where some had none.

    Attributes
    ----------
    days : array, shape (draws, rows)
        Whole days until the end; one draw where every day is known.
    least, most : array
        Between which days it ended; the same where that is known.
    answered, favourable, rejected : array of bool
        What each ended in, days known or not.
    unknown : array of bool
        Whether the day is drawn.
    kind : array
        Place in `KINDS`.
    """

    days: Ints
    least: Ints
    most: Ints
    answered: Flags
    favourable: Flags
    rejected: Flags
    unknown: Flags
    kind: Ints

    def few_dated(self, rows: Ints | Flags) -> bool:
        """Whether some of these rows' answers have no day, and too few of their kinds of silence one, to state chances by day."""
        dated = self.answered & ~self.unknown & np.isin(self.kind, np.unique(self.kind[rows]))
        return bool(self.unknown[rows].any()) and int(dated.sum()) < FEW_DATED


def completed(found: pd.DataFrame, *, draws: int = DRAWS, seed: int = 0, ties: Ints | None = None) -> Completed:
    """Complete a table of attempts or silences; nothing is drawn where nothing is unknown.

    Parameters
    ----------
    found : DataFrame
        As `outreach_attempts` or `silences` give it.
    draws, seed : int
    ties : array, optional
        The group of each row, by which answers are ordered that are else alike, before their days are drawn.
    """
    outcome = found["outcome"].to_numpy(dtype=object)
    is_a = {name: np.asarray(outcome == name, dtype=bool) for name in ("rejected", "undated", "superseded", "withdrawn")}
    bad = is_a["rejected"] | (is_a["undated"] & (found["response"] == "rejection").to_numpy(dtype=bool))
    answered = np.asarray(outcome == "answered", dtype=bool) | is_a["rejected"] | is_a["undated"]
    good = found["favourable"].to_numpy(dtype=bool) & answered & ~bad
    least, most = _bounds(found, is_a["undated"])
    unknown = answered & ~found["responded_exact"].to_numpy(dtype=bool) & (most > least)
    starts = found["kind"].to_numpy(dtype=object)
    kind = np.select([starts == name for name in KINDS[:-1]], range(len(KINDS) - 1), len(KINDS) - 1)
    days = np.where(answered & ~unknown, most, found["observed_days"].to_numpy(dtype=np.int64))
    least, most = (np.where(unknown, bound, days) for bound in (least, most))
    if not unknown.any() or not draws:
        return Completed(days[None], least, most, answered, good, bad, unknown, kind)
    cause = np.select([good, answered, is_a["superseded"] | is_a["withdrawn"]], [FAVOURABLE, OTHER, OWN], NO_END)
    rows = np.flatnonzero(unknown)
    rows = rows if ties is None else rows[np.lexsort((bad[rows], is_a["undated"][rows], ties[rows]))]
    bounds = (np.minimum(bound[rows], LONGEST_DAYS) for bound in (least, most))
    cells = UnknownDays(kind[rows], cause[rows], *bounds)
    ended = ended_by_day(kind[~unknown], cause[~unknown], days[~unknown])
    every = np.tile(days, (draws, 1))
    every[:, rows] = drawn_days(ended, cells, draws=draws, seed=seed)
    return Completed(every, least, most, answered, good, bad, unknown, kind)


def _bounds(found: pd.DataFrame, undated: Flags) -> tuple[Ints, Ints]:
    """Between which days since the message the answer came; a table without them says only when it was last looked at."""
    observed = found["observed_days"].to_numpy(dtype=np.int64)
    if "most_days" in found:
        return tuple(found[name].fillna(0).to_numpy(dtype=np.int64) for name in ("least_days", "most_days"))  # type: ignore[return-value]
    exact = found["responded_exact"].to_numpy(dtype=bool)
    latest = np.where(undated, observed.max(initial=0), observed)
    return np.where(exact | undated, observed, 0), latest


def completed_tables(found: pd.DataFrame, *, draws: int = DRAWS, seed: int = 0) -> Iterator[pd.DataFrame]:
    """The table some times over with a day for every answer: `observed_days` drawn, and no outcome `undated` any more."""
    whole = completed(found, draws=draws, seed=seed)
    if not whole.unknown.any() and not (found["outcome"] == "undated").any():
        yield found
        return
    answer = np.where(whole.rejected, "rejected", "answered")
    ended = np.where(whole.answered, answer, found["outcome"].to_numpy(dtype=object))
    for days in whole.days:
        yield found.assign(outcome=ended, observed_days=days)


def joined(estimates: Floats, variances: Floats) -> tuple[Floats, Floats, Floats]:
    """Estimates from completed logs as one (Rubin's rules), along the first axis.

    Returns
    -------
    estimate, variance, unknown_share : array
        The last is the share of the variance that is there because days are unknown.

    References
    ----------
    Rubin, *Multiple Imputation for Nonresponse in Surveys* (1987).
    """
    draws = len(estimates)
    if draws == 1:
        return estimates[0], variances[0], np.zeros_like(variances[0])
    within, between = variances.mean(axis=0), (1 + 1 / draws) * estimates.var(axis=0, ddof=1)
    total = within + between
    share = np.divide(between, total, out=np.zeros_like(total), where=total > 0)
    return estimates.mean(axis=0), total, share
