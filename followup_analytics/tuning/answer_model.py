"""Hazards of a favourable answer and of a rejection after interviews, averaged over the ways in which checks may work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from scipy.linalg import block_diag

from followup_analytics.analysis.daily_hazards import HazardFit
from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Ints
from followup_analytics.tuning.hazard_forms import LEARNED, LEARNED_SHARE, designs, with_defaults, with_learned
from followup_analytics.tuning.hazard_forms import NOTHING as NOTHING
from followup_analytics.tuning.hazard_forms import RATIO as RATIO
from followup_analytics.tuning.hazard_forms import SET_OFF as SET_OFF
from followup_analytics.tuning.hazard_forms import CheckEffectForm as CheckEffectForm
from followup_analytics.tuning.learned_priors import Priors
from followup_analytics.tuning.priors import base_prior, effect_prior, priors
from followup_analytics.tuning.set_off_hazards import fit_counts
from followup_analytics.tuning.silent_days import (
    BASE_COLUMNS,
    EFFECT_DAYS,
    FEATURES,
    fading,
)

COUNTED = ("trials", "favourable", "rejected")


@dataclass(frozen=True)
class HazardModel:
    """All forms with their weights by evidence, and the hazard of a rejection.

    Attributes
    ----------
    forms : tuple of CheckEffectForm
    weights : array, the chance of each form given the log
    rejections : of each completed log, of the base's coefficients and one effect
    """

    forms: tuple[CheckEffectForm, ...]
    weights: Floats
    rejections: tuple[HazardFit, ...]

    def draws(self, number: int, seed: int) -> Iterator[tuple[CheckEffectForm, Floats, Floats]]:
        """Draws from the posterior: each form that is drawn, with coefficients of the favourable and of the rejected."""
        rng = np.random.default_rng(seed)
        chosen = np.bincount(rng.choice(len(self.forms), number, p=self.weights), minlength=len(self.forms))
        tables = [form.table for form in self.forms]
        sizes = np.bincount(tables, chosen, len(self.rejections)).astype(np.int64)
        rejected = np.vstack([_normal(fit, int(size), rng) for fit, size in zip(self.rejections, sizes, strict=True)])
        ends = np.cumsum(chosen)
        for form, size, end in zip(self.forms, chosen, ends, strict=True):
            if size:
                yield form, _normal(form.fit, int(size), rng), rejected[end - size : end]


def _normal(fit: HazardFit, size: int, rng: np.random.Generator) -> Floats:
    root = np.linalg.cholesky(fit.covariance + 1e-12 * np.eye(len(fit.mode)))
    return np.asarray(fit.mode + rng.standard_normal((size, len(fit.mode))) @ root.T)


def fit_model(days: pd.DataFrame, learned: Priors | None = None) -> HazardModel:
    """The hazards after interviews, from the table of `silent_days`.

    Parameters
    ----------
    days : DataFrame
    learned : Priors, optional
        What others' searches taught: its forms have 0.85 of the weight, those of the default priors the rest, so that whoever
        is unlike the others falls back on these.

    Returns
    -------
    HazardModel
        Twelve forms with an effect (a ratio or answers set off, three speeds of fading, two spreads of the priors) and one
        without, weighted by prior and evidence.

    References
    ----------
    Hoeting et al., "Bayesian model averaging: a tutorial", Statistical Science 14 (1999); Laplace's method as in
    `daily_hazards.fit`. The priors are in `priors.toml`.
    """
    return fit_cells(cells_of(days), learned)


def fit_cells(cells: pd.DataFrame, learned: Priors | None = None) -> HazardModel:
    """The hazards of days that are counted, from the table of `cells_of`, or the sum of several."""
    if not len(cells):
        return model_without_data(learned)
    trials, favourable, rejected = (cells[name].to_numpy(dtype=np.float64) for name in COUNTED)
    return _fitted(cells[FEATURES], trials, favourable, rejected, learned)


def fit_completed(tables: Sequence[pd.DataFrame], learned: Priors | None = None) -> HazardModel:
    """The hazards fitted to each completed log, all of them together one model: what days are unknown widens it."""
    models = [fit_model(days, learned) for days in tables]
    if len(models) == 1:
        return models[0]
    forms = tuple(replace(form, table=place) for place, model in enumerate(models) for form in model.forms)
    weights = np.concatenate([model.weights for model in models]) / len(models)
    return HazardModel(forms, weights, tuple(model.rejections[0] for model in models))


@cache
def _without_data() -> HazardModel:
    return _fitted(*_one_day())


def model_without_data(learned: Priors | None = None) -> HazardModel:
    """The priors as a model: what is believed before the log speaks."""
    return _without_data() if learned is None else _fitted(*_one_day(), learned)


def _one_day() -> tuple[pd.DataFrame, Floats, Floats, Floats]:
    """A day that nobody had."""
    none = np.zeros(1)
    day: dict[str, list[Any]] = {name: [0] for name in FEATURES} | {
        name: [""] for name in ("medium", "their_medium", "seniority")
    }
    return pd.DataFrame(day | {"days_since_check": [EFFECT_DAYS]}), none, none, none


def _fitted(
    cells: pd.DataFrame, trials: Floats, favourable: Floats, rejected: Floats, learned: Priors | None = None
) -> HazardModel:
    """The posterior of all forms, from days counted by what they were like."""
    forms: list[CheckEffectForm] = []
    every = designs(cells)
    for design in every:
        forms += with_defaults(design, trials, favourable)
    if learned is not None:
        forms = [replace(form, log_prior=form.log_prior + np.log(1 - LEARNED_SHARE)) for form in forms]
        forms += [with_learned(design, learned, trials, favourable) for design in every]
    height = np.array([form.log_prior + form.fit.log_evidence for form in forms])
    weights = np.exp(height - height.max())
    base, since = every[-1].columns, cells["days_since_check"].to_numpy(dtype=np.int64)
    return HazardModel(tuple(forms), weights / weights.sum(), (_rejection(base, since, trials, rejected),))


def _rejection(base: Floats, since: Ints, trials: Floats, rejected: Floats) -> HazardFit:
    """The hazard of a rejection: the base, and one effect of any check."""
    prior = priors()["rejection"]
    mean, precision = base_prior()
    precision = block_diag(precision, [[prior["sd"] ** -2.0]])
    return fit_counts(
        np.column_stack([base, fading(prior["decay_days"])[since]]), trials, rejected, np.append(mean, 0.0), precision
    )


def cells_of(days: pd.DataFrame) -> pd.DataFrame:
    """Equal days counted once, in order: the columns of `FEATURES`, then `trials, favourable, rejected` (whole numbers)."""
    return added_cells([days.assign(trials=1)])


def added_cells(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The sum of such tables; its order does not depend on theirs, so that a fit is the same to the last bit."""
    together = pd.concat([table[[*FEATURES, *COUNTED]] for table in tables], ignore_index=True).astype(
        dict.fromkeys(COUNTED, "int64")
    )
    return together.groupby(FEATURES, sort=True, as_index=False)[list(COUNTED)].sum()


def default_forms(model: HazardModel) -> HazardModel:
    """The model without the forms that others' searches taught."""
    kept = np.array([form.learned is None for form in model.forms])
    weights = np.where(kept, model.weights, 0.0)
    # Where the log leaves next to nothing to them, their own weights are worked out from the evidence.
    if weights.sum() < 1e-9:
        height = np.array([form.log_prior + form.fit.log_evidence for form in model.forms])
        weights = np.where(kept, np.exp(height - height[kept].max()), 0.0)
    return HazardModel(model.forms, weights / weights.sum(), model.rejections)


def with_prior_effects(model: HazardModel) -> HazardModel:
    """The model as if the log had said nothing of checks: its base, and the priors of their effects."""
    bare = {(form.table, form.scale == LEARNED): form.fit for form in model.forms if form.name == NOTHING}
    forms = [replace(form, fit=_joined(bare[form.table, form.scale == LEARNED], form)) for form in model.forms]
    weights = np.exp([form.log_prior for form in forms])
    return HazardModel(tuple(forms), weights / weights.sum(), model.rejections)


def _joined(base: HazardFit, form: CheckEffectForm) -> HazardFit:
    if form.name == NOTHING:
        return base
    if form.learned is not None:
        mean, effect = form.learned.mean[BASE_COLUMNS:], form.learned.covariance[BASE_COLUMNS:, BASE_COLUMNS:]
    else:
        mean, precision = effect_prior(form.scale, sets_off=form.name == SET_OFF)
        effect = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    covariance = block_diag(base.covariance, effect)
    return HazardFit(np.concatenate([base.mode, mean]), covariance, base.log_evidence)


def form_table(model: HazardModel) -> pd.DataFrame:
    """How likely each form is given the log: columns `form, decay_days, weight`, summed over the spreads of the priors."""
    rows: list[dict[str, Any]] = [
        {"form": form.name, "decay_days": form.decay_days, "weight": weight}
        for form, weight in zip(model.forms, model.weights, strict=True)
    ]
    table: pd.DataFrame = pd.DataFrame(rows).groupby(["form", "decay_days"], sort=False)[["weight"]].sum().reset_index()
    return table
