"""What is believed before the log speaks, with its sources: `priors.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.linalg import block_diag

from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.milestones import MOST_QUARTERS_AGO
from followup_analytics.tuning.silent_days import (
    BASE_COLUMNS,
    FIRST_DAYS_OF_BANDS,
    LONGEST_WAIT_DAYS,
    OTHER_MEDIA,
    OTHER_SENIORITIES,
    wait_basis,
)

_FILE = Path(__file__).with_name("priors.toml")
_JITTER = 1e-4  # so that the covariance can be inverted


@cache
def priors() -> Mapping[str, Mapping[str, Any]]:
    """The priors by name, as the file has them."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def prior_table() -> pd.DataFrame:
    """The priors to show: columns `belief` (a sentence), `grade`, `source`; index `prior`."""
    rows = {name: (prior["says"], prior["grade"], prior["source"]) for name, prior in priors().items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["belief", "grade", "source"]).rename_axis("prior")


def daily_log_odds() -> float:
    """The log odds of a favourable answer on one day after an interview, if all days were alike."""
    base = priors()["after_interview"]
    daily = 1 - (1 - base["chance"]) ** (1 / base["within_days"])
    return float(np.log(daily / (1 - daily)))


def daily_log_odds_sd() -> float:
    """Its spread: that of a log rate after as many answers as the interviews that the prior is worth would have brought."""
    base = priors()["after_interview"]
    return float(1 / np.sqrt(base["worth_interviews"] * base["chance"]))


def base_prior() -> tuple[Floats, Floats]:
    """Mean and precision of the base's coefficients: of a day on which no check acts."""
    prior = priors()["after_interview"]
    sds = [prior["band_sd"]] * len(FIRST_DAYS_OF_BANDS) + [prior["seniority_sd"]] * len(OTHER_SENIORITIES)
    sds = [daily_log_odds_sd(), *sds, *[prior["their_medium_sd"]] * len(OTHER_MEDIA)]
    sds += [prior["quarter_sd"]] * MOST_QUARTERS_AGO
    mean = np.zeros(BASE_COLUMNS)
    mean[0] = daily_log_odds()
    return mean, np.diag(np.array(sds) ** -2.0)


def effect_prior(scale: int, *, sets_off: bool) -> tuple[Floats, Floats]:
    """Mean and precision of a check's effect: the check, the later ones, the other media, the splines of the wait.

    Parameters
    ----------
    scale : int
        Which of the two spreads.
    sets_off : bool
        Whether the effect is the log chance to set an answer off, on which seniority bears too; else a log ratio of odds.
    """
    first, later, medium, set_off = (priors()[name] for name in ("first_check", "later_check", "medium", "set_off"))
    factor = set_off["spread_factor"] if sets_off else 1.0
    level, sd = (np.log(set_off["chance"]), set_off["sd"]) if sets_off else (np.log(first["ratio"]), first["sd"])
    plain = [sd[scale], later["sd"][scale], *[factor * medium["sd"][scale]] * len(OTHER_MEDIA)]
    of_seniority = [set_off["seniority_sd"]] * len(OTHER_SENIORITIES) if sets_off else []
    smooth = _wait_covariance(factor * priors()["wait"]["sd"][scale])
    precision = block_diag(
        np.diag(np.array(plain) ** -2.0), np.linalg.inv(smooth), np.diag(np.array(of_seniority, dtype=np.float64) ** -2.0)
    )
    mean = np.zeros(len(plain) + len(smooth) + len(of_seniority))
    mean[:2] = level, later["mean"]
    return mean, precision[: len(mean), : len(mean)]


def _wait_covariance(sd: float) -> Floats:
    """The covariance of the splines' coefficients that makes the curve over the wait a Gaussian process of this spread.

    References
    ----------
    Rasmussen and Williams, *Gaussian Processes for Machine Learning* (2006), section 2.2.
    """
    days = np.arange(LONGEST_WAIT_DAYS + 1, dtype=np.float64)
    kernel = np.exp(-(((days[:, None] - days) / priors()["wait"]["length_days"]) ** 2) / 2)
    inverse = np.linalg.pinv(wait_basis())
    covariance = inverse @ kernel @ inverse.T
    return np.asarray(sd**2 * (covariance + _JITTER * np.eye(len(covariance))))
