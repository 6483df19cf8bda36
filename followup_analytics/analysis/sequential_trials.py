"""Sequential trials of sending a check: each day of silence on which checks happen is one."""

from dataclasses import dataclass

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.analysis.intervals import EVENT, Floats
from followup_analytics.analysis.milestones import MOST_QUARTERS_AGO
from followup_analytics.analysis.waiting_spells import Waits
from followup_analytics.local_time import Ints

HORIZON_DAYS = 14
_LAST_TRIAL_DAY = 60
_MOST_CHECKS = 2  # "two or more" is one level
_DAY_BINS = np.array([3, 4, 6, 8, 11, 15, 20, 29, 43])
EFFECT_BINS = np.array([3, 7])
EFFECTS = len(EFFECT_BINS) + 1
# Sizes of the factors: checks so far, stage, seniority, quarters ago, day of the silence, day since the chain began.
SIZES = (
    *(_MOST_CHECKS + 1, len(words.STAGES), len(words.SENIORITIES), MOST_QUARTERS_AGO + 1),
    *(len(_DAY_BINS) + 1, len(_DAY_BINS) + 1),
)


@dataclass(frozen=True)
class PersonDays:
    """Weighted days at risk, and which of them ended in an answer; `effect` is 0 in the arm that did not send."""

    case: Ints
    base: Ints
    effect: Ints
    weight: Floats
    cause: Ints


@dataclass(frozen=True)
class Trials:
    """What the trials consist of.

    Attributes
    ----------
    days : PersonDays
    sent_case : the application of each check sent in a trial
    sent_base : a row for each of them, a column for each day up to the horizon: the code of its circumstances
    horizon_days : 14, or the last day until which anyone was watched in both arms
    sent, sent_answered : checks, and those answered within the horizon
    unsent, unsent_answered : silences on a day of a trial without a check, and those answered
    cases : how many applications the log has
    """

    days: PersonDays
    sent_case: Ints
    sent_base: Ints
    horizon_days: int
    sent: int
    sent_answered: int
    unsent: int
    unsent_answered: int
    cases: int


def trials_of(waits: Waits, cases: int) -> Trials:
    """Set the trials up: who sent, who might have, and what came of it."""
    row = np.flatnonzero(waits.may_send & (waits.days <= _LAST_TRIAL_DAY))
    control, control_weight, control_day = _unsent_days(waits, row)
    horizon = min(_watched(waits, row + 1, np.zeros_like(row)), _watched_unsent(waits, control, control_day))
    after, day = _expanded(np.minimum(waits.last_day[row + 1], horizon) + 1)
    own = row[after]
    treated = PersonDays(
        waits.case[own],
        _base(waits, own, waits.days[own] + day),
        1 + np.searchsorted(EFFECT_BINS, day, side="right"),
        np.ones(len(own)),
        np.where(day == waits.days[own + 1], waits.cause[own + 1], 0),
    )
    ends = np.where(control_day == waits.days[control], waits.cause[control], 0)
    untreated = PersonDays(waits.case[control], _base(waits, control, control_day), np.zeros_like(control), control_weight, ends)
    ahead = waits.days[row, None] + np.arange(horizon + 1)
    return Trials(
        _counted(treated, untreated),
        waits.case[row],
        _base(waits, np.repeat(row, horizon + 1), ahead.ravel()).reshape(ahead.shape),
        horizon,
        len(row),
        int(((waits.cause[row + 1] == EVENT) & (waits.days[row + 1] <= horizon)).sum()),
        len(np.unique(control)),
        int((ends == EVENT).sum()),
        cases,
    )


def _expanded(lengths: Ints) -> tuple[Ints, Ints]:
    """For each row its number as often as it is long, and 0, 1, ... along it."""
    lengths = np.maximum(lengths, 0)
    row = np.repeat(np.arange(len(lengths)), lengths)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _unsent_days(waits: Waits, sent: Ints) -> tuple[Ints, Floats, Ints]:
    """Silent days without a check: their row, in how many trials they count, and the day of the silence.

    A day counts once for each trial that began on it or in the fortnight before: a day on which a check was sent to somebody
    of the same stratum, and on which this silence might have had one.
    """
    checks = np.minimum(waits.checks, _MOST_CHECKS)
    stratum = checks * len(words.STAGES) + waits.stage
    held = np.zeros((len(words.STAGES) * (_MOST_CHECKS + 1), _LAST_TRIAL_DAY + HORIZON_DAYS + 1), dtype=np.int64)
    held[stratum[sent], waits.days[sent]] = 1
    until = np.concatenate([np.zeros((len(held), 1), dtype=np.int64), np.cumsum(held, axis=1)], axis=1)
    most = held.shape[1] - 1
    chosen = np.flatnonzero(waits.eligible_from <= np.minimum(waits.last_day, most))
    row, extra = _expanded(np.minimum(waits.last_day[chosen], most) - waits.eligible_from[chosen] + 1)
    row = chosen[row]
    day = waits.eligible_from[row] + extra
    begin = np.maximum(waits.eligible_from[row], day - HORIZON_DAYS)
    end = np.minimum(day + 1, np.maximum(waits.eligible_until[row], 0))
    weight = np.maximum(until[stratum[row], end] - until[stratum[row], np.minimum(begin, end)], 0)
    kept = weight > 0
    return row[kept], weight[kept].astype(np.float64), day[kept]


def _watched(waits: Waits, rows: Ints, begin: Ints) -> int:
    """The last day up to the horizon for which there is evidence."""
    seen = waits.last_day[rows] - begin
    all_ended = bool((waits.cause[rows] > 0).all())
    return HORIZON_DAYS if len(rows) == 0 or all_ended else int(np.clip(seen.max(), 0, HORIZON_DAYS))


def _watched_unsent(waits: Waits, control: Ints, day: Ints) -> int:
    rows = np.unique(control)
    first = np.full(len(waits), _LAST_TRIAL_DAY + HORIZON_DAYS, dtype=np.int64)
    np.minimum.at(first, control, day)
    return _watched(waits, rows, first[rows])


def _base(waits: Waits, row: Ints, day: Ints) -> Ints:
    """One number for the circumstances of a day: checks so far, stage, seniority, and how long they have been silent."""
    factors = (
        np.minimum(waits.checks[row], _MOST_CHECKS),
        waits.stage[row],
        waits.seniority[row],
        waits.quarters_ago[row],
        np.searchsorted(_DAY_BINS, day, side="right"),
        np.searchsorted(_DAY_BINS, day + waits.offset[row], side="right"),
    )
    return np.asarray(np.ravel_multi_index(factors, SIZES))


def _counted(*parts: PersonDays) -> PersonDays:
    """Equal days of an application as one row."""
    case, base, effect, cause = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("case", "base", "effect", "cause")
    )
    weight = np.concatenate([part.weight for part in parts])
    code = ((case * int(np.prod(SIZES)) + base) * (EFFECTS + 1) + effect) * 3 + cause
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    total = np.bincount(inverse, weights=weight, minlength=len(first)).astype(np.float64)
    return PersonDays(case[first], base[first], effect[first], total, cause[first])
