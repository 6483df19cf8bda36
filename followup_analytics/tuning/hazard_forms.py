"""The ways in which checks may work: the columns of each, its priors, and its fit to counted days."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import block_diag

from followup_analytics.analysis.daily_hazards import HazardFit
from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.trial_model import SCALE_WEIGHTS
from followup_analytics.tuning.learned_priors import LearnedForm, Priors
from followup_analytics.tuning.priors import base_prior, effect_prior, priors
from followup_analytics.tuning.set_off_hazards import fit_counts
from followup_analytics.tuning.silent_days import EFFECT_DAYS, SENIORITY_COLUMNS, base_columns, check_columns, fading

RATIO, SET_OFF, NOTHING = "ratio", "set_off", "nothing"
LEARNED = -1  # the spread of a form that others taught
LEARNED_SHARE = 0.85  # of the weight, for those forms


@dataclass(frozen=True)
class CheckEffectForm:
    """One way in which checks may work, and its posterior.

    Attributes
    ----------
    name : `ratio` (a check multiplies the odds of the days after it), `set_off` (it sets answers off by itself), `nothing`
    decay_days : how fast the effect fades
    scale : which of the two spreads its priors have; `LEARNED` for those that others taught
    log_prior : the form's weight before the log speaks
    fit : of the base's coefficients, then the effect's
    table : which completed log it is fitted to; 0 where every day is known
    learned : what others' searches taught of it; None for a form of the default priors
    """

    name: str
    decay_days: float
    scale: int
    log_prior: float
    fit: HazardFit
    table: int = 0
    learned: LearnedForm | None = None


@dataclass(frozen=True)
class Design:
    """The columns of one form for some kinds of days; the last `set_off_columns` are of a message that sets answers off."""

    name: str
    decay_days: float
    columns: Floats
    set_off_columns: int


def designs(cells: pd.DataFrame) -> list[Design]:
    """The forms: for each speed of fading a ratio and answers set off; last the one in which messages do nothing."""
    base, kinds = base_columns(cells), check_columns(cells, np.inf)
    since = cells["days_since_check"].to_numpy(dtype=np.int64)
    found = []
    for decay_days in priors()["fading"]["decay_days"]:
        effect = kinds * fading(decay_days)[since, None]
        found.append(Design(RATIO, decay_days, np.column_stack([base, effect]), 0))
        set_off = set_off_columns(base, effect)
        found.append(Design(SET_OFF, decay_days, np.column_stack([base, set_off]), set_off.shape[1]))
    return [*found, Design(NOTHING, 1.0, base, 0)]


def _default_weight(design: Design) -> float:
    nothing = float(priors()["nothing"]["weight"])
    return nothing if design.name == NOTHING else (1 - nothing) / (2 * len(priors()["fading"]["decay_days"]))


def default_prior(design: Design) -> tuple[Floats, Floats, float]:
    """Mean and covariance of a form's coefficients before anybody has taught anything, both spreads in one, and its weight."""
    mean, precision = base_prior()
    covariance = np.linalg.inv(precision)
    if design.name != NOTHING:
        each = [effect_prior(scale, sets_off=design.name == SET_OFF) for scale in range(len(SCALE_WEIGHTS))]
        effect = sum(weight * np.linalg.inv(one[1]) for weight, one in zip(SCALE_WEIGHTS, each, strict=True))
        mean, covariance = np.concatenate([mean, each[0][0]]), block_diag(covariance, effect)
    return mean, np.asarray(covariance, dtype=np.float64), _default_weight(design)


def with_defaults(design: Design, trials: Floats, events: Floats) -> list[CheckEffectForm]:
    """A form under the default priors: the wider ones begin where the narrower ones ended."""
    base_mean, base_precision = base_prior()
    weight = _default_weight(design)
    if design.name == NOTHING:
        bare = fit_counts(design.columns, trials, events, base_mean, base_precision)
        return [CheckEffectForm(NOTHING, design.decay_days, 0, float(np.log(weight)), bare)]
    start, forms = None, list[CheckEffectForm]()
    for scale, share in enumerate(SCALE_WEIGHTS):
        mean, precision = effect_prior(scale, sets_off=design.name == SET_OFF)
        prior = (np.concatenate([base_mean, mean]), block_diag(base_precision, precision))
        found = fit_counts(design.columns, trials, events, *prior, design.set_off_columns, start)
        start = found.mode
        forms.append(CheckEffectForm(design.name, design.decay_days, scale, float(np.log(weight * share)), found))
    return forms


def with_learned(design: Design, learned: Priors, trials: Floats, events: Floats) -> CheckEffectForm:
    """A form under the priors that others taught."""
    one = next(form for form in learned.forms if (form.name, form.decay_days) == (design.name, design.decay_days))
    precision = np.linalg.inv(one.covariance)
    prior = (one.mean, (precision + precision.T) / 2)
    found = fit_counts(design.columns, trials, events, *prior, design.set_off_columns)
    log_prior = float(np.log(LEARNED_SHARE * one.weight))
    return CheckEffectForm(design.name, design.decay_days, LEARNED, log_prior, found, learned=one)


def set_off_columns(base: Floats, effect: Floats) -> Floats:
    """A check's effect as shares of its chance to set an answer off; the seniority beside, which bears on it too."""
    shares = effect / EFFECT_DAYS
    return np.column_stack([shares, base[:, SENIORITY_COLUMNS] * shares[:, :1]])
