"""The model of the sequential trials: its fit, what is believed of checks before it, and the notes beside its result."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np

from followup_analytics.analysis.daily_hazards import HazardFit, fit
from followup_analytics.analysis.intervals import COMPETING, EVENT, Floats
from followup_analytics.analysis.sequential_trials import EFFECT_BINS, EFFECTS, HORIZON_DAYS, SIZES, Trials
from followup_analytics.local_time import Ints

# Weak priors on log odds; they hold what a small log leaves open, and a large one does not feel them. What is believed of the
# check itself comes in later (`check_prior`).
_CONSTANT, _CONSTANT_SD, _LEVEL_SD, _SHAPE_SD, _ARM_SD, _ARM_SHAPE_SD = -3.5, 2.0, 1.0, 0.5, 1.0, 0.2
_QUARTER_SD = 0.4  # quarters of the year are pooled: what the seeker did changes with them, and so may who answers


class Model:
    """The pooled model of all trials on counts: one daily logit for answers, and one for those that compete with them."""

    def __init__(self, trials: Trials) -> None:
        days = trials.days
        self._trials = trials
        self._cells, self._cell = np.unique(days.base * (EFFECTS + 1) + days.effect, return_inverse=True)
        codes = np.concatenate([self._cells // (EFFECTS + 1), trials.sent_base.ravel()])
        bases, base = np.unique(codes, return_inverse=True)
        circumstances, sds = _circumstances(bases)
        self._ahead = base[len(self._cells) :].reshape(trials.sent_base.shape)
        arm = _arm(self._cells % (EFFECTS + 1))
        self._circumstances = circumstances
        self._design = np.column_stack([circumstances[base[: len(self._cells)]], arm])
        self._mean = np.append(_CONSTANT, np.zeros(self._design.shape[1] - 1))
        self._precision = 1 / np.concatenate([sds, [_ARM_SD], np.full(EFFECTS, _ARM_SHAPE_SD)]) ** 2
        self._causes = [cause for cause in (EVENT, COMPETING) if cause == EVENT or (days.cause == cause).any()]
        self._events = [self._counts(cause) for cause in self._causes]
        self._fits = [fit(self._design, *pair, self._mean, self._precision) for pair in self._events]

    def _counts(self, cause: int) -> tuple[Floats, Floats]:
        """Of each cell, the days at risk and the answers of that cause."""
        days, size = self._trials.days, len(self._cells)
        ended = days.cause == cause
        at_risk = np.bincount(self._cell, weights=days.weight, minlength=size)
        events = np.bincount(self._cell[ended], weights=days.weight[ended], minlength=size)
        return at_risk.astype(np.float64), events.astype(np.float64)

    def log_ratio(self) -> tuple[float, float]:
        """The log of the risk ratio, standardised to the checks sent, and its spread over applications.

        Notes
        -----
        The spread is the sandwich's: the influence of each application on the log ratio, squared and added up. It passes over
        the data once, adds up over parts of a log and needs no seed.

        References
        ----------
        Huber, "The behavior of maximum likelihood estimates under nonstandard conditions", Proceedings of the Fifth Berkeley
        Symposium (1967); Lin and Wei, "The robust inference for the Cox proportional hazards model", JASA 84 (1989).
        """
        trials = self._trials
        influence = np.zeros(trials.cases)
        ratio, slopes = 0.0, [np.zeros(self._design.shape[1]) for _ in self._causes]
        for sign, with_check in ((-1.0, False), (1.0, True)):
            hazards = [self._hazards(found, with_check) for found in self._fits]
            risk, by_odds = _risk_and_slopes(hazards)
            total = risk.sum()
            ratio += sign * float(np.log(total))
            influence += sign * np.bincount(trials.sent_case, risk / total - 1 / trials.sent, trials.cases)
            for slope, of_cause in zip(slopes, by_odds, strict=True):
                slope += sign / total * self._by_coefficient(of_cause, with_check)
        for cause, found, slope in zip(self._causes, self._fits, slopes, strict=True):
            influence += self._influence(cause, found, found.covariance @ slope)
        return ratio, float(np.sqrt((influence**2).sum()))

    def _hazards(self, found: HazardFit, with_check: bool) -> Floats:
        """The daily chances after each check sent, had it been sent or not."""
        width = self._circumstances.shape[1]
        eta = (self._circumstances @ found.mode[:width])[self._ahead]
        if with_check:
            eta = eta + self._arm_ahead() @ found.mode[width:]
        return np.asarray(1 / (1 + np.exp(-eta)), dtype=np.float64)

    def _arm_ahead(self) -> Floats:
        day = np.arange(self._trials.horizon_days + 1)
        return _arm(1 + np.searchsorted(EFFECT_BINS, day, side="right"))

    def _by_coefficient(self, by_odds: Floats, with_check: bool) -> Floats:
        """A sum's slopes by log odds of each check and day, as slopes by coefficient."""
        of_base = np.bincount(self._ahead.ravel(), by_odds.ravel(), len(self._circumstances)) @ self._circumstances
        of_arm = by_odds.sum(axis=0) @ self._arm_ahead() * float(with_check)
        return np.concatenate([of_base, of_arm])

    def _influence(self, cause: int, found: HazardFit, direction: Floats) -> Floats:
        """How far each application moves the coefficients in a direction."""
        days, along = self._trials.days, self._design @ direction
        chance = 1 / (1 + np.exp(-(self._design @ found.mode)))
        each = days.weight * ((days.cause == cause) - chance[self._cell]) * along[self._cell]
        return np.asarray(np.bincount(days.case, each, self._trials.cases), dtype=np.float64)


def _risk_and_slopes(hazards: list[Floats]) -> tuple[Floats, list[Floats]]:
    """The chance of the first cause by the last day, the others competing with it, and its slopes by each day's log odds."""
    left = np.maximum(1 - np.stack(hazards).sum(axis=0), 1e-9)
    before = np.cumprod(np.hstack([np.ones((len(left), 1)), left[:, :-1]]), axis=1)
    part = before * hazards[0]
    later = (part.sum(axis=1, keepdims=True) - np.cumsum(part, axis=1)) / left
    slopes = [((before if place == 0 else 0.0) - later) * hazard * (1 - hazard) for place, hazard in enumerate(hazards)]
    return np.asarray(part.sum(axis=1), dtype=np.float64), slopes


def _arm(effect: Ints) -> Floats:
    """Columns of the arm that sent: the mean over all days, and what is different in each span of them."""
    return np.column_stack([effect > 0, *(effect == bin_ for bin_ in range(1, EFFECTS + 1))]).astype(np.float64)


def _circumstances(bases: Ints) -> tuple[Floats, Floats]:
    """The columns of the circumstances, and the prior's spread of each; only levels that occur have a column."""
    checks, stage, seniority, quarter, day, since = np.unravel_index(bases, SIZES)
    factors = [(checks, _LEVEL_SD), (stage, _LEVEL_SD), (seniority, _LEVEL_SD), (since, _LEVEL_SD), (day, _SHAPE_SD)]
    factors.append((quarter, _QUARTER_SD))
    factors.append((np.where(stage == 0, since, -1), _SHAPE_SD))
    columns, sds = [np.ones(len(bases))], [_CONSTANT_SD]
    for values, sd in factors:
        for value in np.unique(values[values >= 0]):
            columns.append((values == value).astype(np.float64))
            sds.append(sd)
    return np.column_stack(columns), np.array(sds)


_FILE = Path(__file__).parents[1] / "tuning" / "priors.toml"
# The two spreads of the priors, of which the wider one lets a log that speaks clearly be heard.
SCALE_WEIGHTS = (0.3, 0.7)
_NOTHING_SD = 1e-3
_HALVINGS = 60


@dataclass(frozen=True)
class Belief:
    """A mixture of normal distributions of a log ratio: of each part its weight, mean and spread."""

    weight: Floats
    mean: Floats
    sd: Floats

    def below(self, log_ratio: float) -> float:
        """How much of the belief lies below a log ratio."""
        parts = zip(self.weight, self.mean, self.sd, strict=True)
        return sum(float(weight) * NormalDist(float(mean), float(sd)).cdf(log_ratio) for weight, mean, sd in parts)

    def quantile(self, share: float) -> float:
        """Where so much of the belief lies below."""
        low, high = float((self.mean - 10 * self.sd).min()), float((self.mean + 10 * self.sd).max())
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return (low + high) / 2

    def after(self, log_ratio: float, spread: float) -> "Belief":
        """What is believed once a log says so much, give or take so much."""
        height = np.log(self.weight) - ((log_ratio - self.mean) ** 2 / (spread**2 + self.sd**2)) / 2
        height = height - np.log(spread**2 + self.sd**2) / 2
        weight = np.exp(height - height.max())
        precision = 1 / self.sd**2 + 1 / spread**2
        mean = (self.mean / self.sd**2 + log_ratio / spread**2) / precision
        return Belief(weight / weight.sum(), mean, np.asarray(precision**-0.5, dtype=np.float64))


@cache
def prior_of_a_check() -> Belief:
    """Of the log ratio of a check: that of trials of reminders in two spreads, and that messages do nothing at all."""
    with _FILE.open("rb") as file:
        told = tomllib.load(file)
    first, nothing = told["first_check"], told["nothing"]["weight"]
    weight = np.array([nothing, *((1 - nothing) * np.array(SCALE_WEIGHTS))])
    level = float(np.log(first["ratio"]))
    return Belief(weight, np.array([0.0, level, level]), np.array([_NOTHING_SD, *first["sd"]]))


# With fewer answered checks than this the trials say too little about their own spread.
FEW_ANSWERED = 5

MEASURES = (
    "risk ratio: {answer} within the days after the check, to {answer} within the days after the application or interview where"
    " no check was ever sent",
    "risk ratio: {answer} within the days after day {day}, with a check by then, to without",
    "risk ratio: {answer} within the days after a check, to the same wait without one",
)
NAIVE_NOTE = (
    "This misleads: a check is only sent while nobody has answered, so every quick answer counts for those who never sent one."
)
_ASSUMED = (
    "Assumed: among waits that are alike in days, checks so far, stage and seniority, sending depended on nothing else. How keen"
    " they are and how well you fit are not in a log."
)


def landmark_note(day: int) -> str:
    """What the landmark leaves open."""
    return (
        f"Fairer: only those who were still waiting at the end of day {day} are compared. It says nothing of the days before, and"
        " how long they had been waiting after a check differs."
    )


def trials_note(trials: Trials, answer: str) -> str:
    """What is assumed, ahead of it what is missing."""
    missing = []
    if not trials.sent:
        missing.append("No check was sent to somebody silent for two days or more, so nothing can be said.")
    elif not trials.unsent:
        missing.append("There is no wait without a check to compare with, so nothing can be said.")
    elif min(trials.sent_answered, trials.unsent_answered) < FEW_ANSWERED:
        missing.append(f"Too few answers to say much: {_answers(trials, answer)}.")
    else:
        missing.append(f"It rests on these answers: {_answers(trials, answer)}.")
    if trials.horizon_days < HORIZON_DAYS:
        missing.append(f"Nobody has been watched for longer than {trials.horizon_days} days after a check and without one.")
    return " ".join([*missing, _ASSUMED])


def _answers(trials: Trials, answer: str) -> str:
    return (
        f"{trials.sent_answered} of {trials.sent} checks got a {answer} in time"
        f" ({trials.unsent_answered} of {trials.unsent} waits without one)"
    ).replace("a answer", "an answer")
