"""What is believed of a check before the log speaks, and what is believed after: the same priors as the tuning's."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np

from followup_analytics.analysis.intervals import Floats

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

    def quantile(self, share: float) -> float:
        """Where so much of the belief lies below."""
        low, high = float((self.mean - 10 * self.sd).min()), float((self.mean + 10 * self.sd).max())
        parts = [NormalDist(float(mean), float(sd)) for mean, sd in zip(self.mean, self.sd, strict=True)]
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = sum(float(weight) * part.cdf(middle) for weight, part in zip(self.weight, parts, strict=True))
            low, high = (middle, high) if below < share else (low, middle)
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
