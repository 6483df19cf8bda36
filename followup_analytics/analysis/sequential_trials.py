"""Sequential trials of sending a check: each day of silence on which checks happen is one, fitted together on counts."""

from dataclasses import dataclass

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.analysis.daily_hazards import fit, fit_samples
from followup_analytics.analysis.intervals import COMPETING, EVENT, Floats
from followup_analytics.analysis.waiting_spells import Waits
from followup_analytics.local_time import Ints

HORIZON_DAYS = 14
_LAST_TRIAL_DAY = 60
_MOST_CHECKS = 2  # "two or more" is one level
_DAY_BINS = np.array([3, 4, 6, 8, 11, 15, 20, 29, 43])
_EFFECT_BINS = np.array([3, 7])
_EFFECTS = len(_EFFECT_BINS) + 1
# Weak priors on log odds; they hold what a small log leaves open, and a large one does not feel them.
_CONSTANT, _CONSTANT_SD, _LEVEL_SD, _SHAPE_SD, _ARM_SD, _ARM_SHAPE_SD = -3.5, 2.0, 1.0, 0.5, 0.3, 0.2
REPLICATES = 200
# Sizes of the factors: checks so far, stage, seniority, day of the silence, day since the chain began.
_SIZES = (_MOST_CHECKS + 1, len(words.STAGES), len(words.SENIORITIES), len(_DAY_BINS) + 1, len(_DAY_BINS) + 1)


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
    row = row[waits.counts[row + 1]]
    control, control_weight, control_day = _unsent_days(waits, row)
    horizon = min(_watched(waits, row + 1, np.zeros_like(row)), _watched_unsent(waits, control, control_day))
    after, day = _expanded(np.minimum(waits.last_day[row + 1], horizon) + 1)
    own = row[after]
    treated = PersonDays(
        waits.case[own],
        _base(waits, own, waits.days[own] + day),
        1 + np.searchsorted(_EFFECT_BINS, day, side="right"),
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
    chosen = np.flatnonzero(waits.counts & (waits.eligible_from <= np.minimum(waits.last_day, most)))
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
        np.searchsorted(_DAY_BINS, day, side="right"),
        np.searchsorted(_DAY_BINS, day + waits.offset[row], side="right"),
    )
    return np.asarray(np.ravel_multi_index(factors, _SIZES))


def _counted(*parts: PersonDays) -> PersonDays:
    """Equal days of an application as one row."""
    case, base, effect, cause = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("case", "base", "effect", "cause")
    )
    weight = np.concatenate([part.weight for part in parts])
    code = ((case * int(np.prod(_SIZES)) + base) * (_EFFECTS + 1) + effect) * 3 + cause
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    total = np.bincount(inverse, weights=weight, minlength=len(first)).astype(np.float64)
    return PersonDays(case[first], base[first], effect[first], total, cause[first])


class Model:
    """The pooled model of all trials on counts: one daily logit for answers, and one for those that compete with them."""

    def __init__(self, trials: Trials) -> None:
        days = trials.days
        self._trials = trials
        self._cells, self._cell = np.unique(days.base * (_EFFECTS + 1) + days.effect, return_inverse=True)
        codes = np.concatenate([self._cells // (_EFFECTS + 1), trials.sent_base.ravel()])
        bases, base = np.unique(codes, return_inverse=True)
        circumstances, sds = _circumstances(bases)
        self._ahead = base[len(self._cells) :].reshape(trials.sent_base.shape)
        arm = _arm(self._cells % (_EFFECTS + 1))
        self._circumstances = circumstances
        self._design = np.column_stack([circumstances[base[: len(self._cells)]], arm])
        self._mean = np.append(_CONSTANT, np.zeros(self._design.shape[1] - 1))
        self._precision = 1 / np.concatenate([sds, [_ARM_SD], np.full(_EFFECTS, _ARM_SHAPE_SD)]) ** 2
        self._causes = [cause for cause in (EVENT, COMPETING) if cause == EVENT or (days.cause == cause).any()]
        counts = [self._counts(cause, days.weight) for cause in self._causes]
        self._modes = [fit(self._design, *pair, self._mean, self._precision).mode for pair in counts]

    def _counts(self, cause: int, weight: Floats) -> tuple[Floats, Floats]:
        """Of each cell, the days at risk and the answers of that cause."""
        ended, size = self._trials.days.cause == cause, len(self._cells)
        at_risk = np.bincount(self._cell, weights=weight, minlength=size)
        events = np.bincount(self._cell[ended], weights=weight[ended], minlength=size)
        return at_risk.astype(np.float64), events.astype(np.float64)

    def log_ratio(self) -> float:
        """The log of the risk ratio, standardised to the checks sent."""
        return self._log_ratio(self._modes, np.ones(self._trials.sent))

    def spread(self, seed: int) -> float:
        """The spread of the log ratio over samples of the applications, drawn with replacement."""
        days, size = self._trials.days, self._trials.cases
        rng = np.random.default_rng(seed)
        times = rng.multinomial(size, np.full(size, 1 / size), REPLICATES).astype(np.float64)
        modes = []
        for cause, mode in zip(self._causes, self._modes, strict=True):
            counts = [self._counts(cause, days.weight * drawn[days.case]) for drawn in times]
            at_risk, events = (np.stack(part) for part in zip(*counts, strict=True))
            modes.append(fit_samples(self._design, at_risk, events, self._mean, self._precision, mode))
        # A sample without any check sent is standardised to all of them.
        sent = times[:, self._trials.sent_case] + 1e-9
        samples = zip(zip(*modes, strict=True), sent, strict=True)
        ratios = [self._log_ratio(list(mode), weights) for mode, weights in samples]
        return float(np.std(ratios, ddof=1))

    def _log_ratio(self, modes: list[Floats], sent: Floats) -> float:
        hazards = [self._hazards(mode) for mode in modes]
        without, with_check = (sent @ _risk(list(arm)) for arm in zip(*hazards, strict=True))
        return float(np.log(with_check / without))

    def _hazards(self, mode: Floats) -> tuple[Floats, Floats]:
        """The daily chances after each check sent, without and with it."""
        width = self._circumstances.shape[1]
        eta = (self._circumstances @ mode[:width])[self._ahead]
        day = np.arange(self._trials.horizon_days + 1)
        effect = _arm(1 + np.searchsorted(_EFFECT_BINS, day, side="right")) @ mode[width:]
        return 1 / (1 + np.exp(-eta)), 1 / (1 + np.exp(-eta - effect))


def _risk(hazards: list[Floats]) -> Floats:
    """The chance of the first cause by the last day, the others competing with it."""
    left: Floats = np.maximum(1 - np.stack(hazards).sum(axis=0), 0.0)
    before = np.cumprod(np.hstack([np.ones((len(left), 1)), left[:, :-1]]), axis=1)
    return np.asarray((before * hazards[0]).sum(axis=1))


def _arm(effect: Ints) -> Floats:
    """Columns of the arm that sent: the mean over all days, and what is different in each span of them."""
    return np.column_stack([effect > 0, *(effect == bin_ for bin_ in range(1, _EFFECTS + 1))]).astype(np.float64)


def _circumstances(bases: Ints) -> tuple[Floats, Floats]:
    """The columns of the circumstances, and the prior's spread of each; only levels that occur have a column."""
    checks, stage, seniority, day, since = np.unravel_index(bases, _SIZES)
    factors = [(checks, _LEVEL_SD), (stage, _LEVEL_SD), (seniority, _LEVEL_SD), (since, _LEVEL_SD), (day, _SHAPE_SD)]
    factors.append((np.where(stage == 0, since, -1), _SHAPE_SD))
    columns, sds = [np.ones(len(bases))], [_CONSTANT_SD]
    for values, sd in factors:
        for value in np.unique(values[values >= 0]):
            columns.append((values == value).astype(np.float64))
            sds.append(sd)
    return np.column_stack(columns), np.array(sds)
