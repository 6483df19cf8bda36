"""What policies are worth: hazards run forward to the horizon, for each draw from the posterior (the g-formula)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.milestones import MOST_QUARTERS_AGO
from followup_analytics.local_time import Ints
from followup_analytics.tuning.answer_model import HazardModel
from followup_analytics.tuning.hazard_forms import SET_OFF, CheckEffectForm
from followup_analytics.tuning.policies import NEVER, ApplicationGroup, Schedules
from followup_analytics.tuning.priors import priors
from followup_analytics.tuning.set_off_hazards import MOST_LOG_CHANCE
from followup_analytics.tuning.silent_days import (
    BASE_COLUMNS,
    CHECK_MEDIA,
    EFFECT_DAYS,
    FIRST_DAYS_OF_BANDS,
    LONGEST_WAIT_DAYS,
    OTHER_SENIORITIES,
    day_band,
    fading,
    kinds_of_check,
)

# Check number, medium, wait, and days since the check.
_SIZES = (3, len(CHECK_MEDIA), LONGEST_WAIT_DAYS + 1, EFFECT_DAYS + 1)
Singles = NDArray[np.float32]
_BANDS = len(FIRST_DAYS_OF_BANDS)
_DRAWS_AT_ONCE = 16  # so that what is worked on stays in the processor's cache


@dataclass(frozen=True)
class ScheduleSteps:
    """What acts on each day of each schedule, as places in a list of the kinds of days that occur.

    Attributes
    ----------
    band : array, shape (days,)
    since, place : array, shape (schedules, days)
        The days since the check that acts, and the place of its kind and day in the list.
    kind : array, shape (places, columns)
        The kind of check of each place, as the model's columns.
    age : array, shape (places,)
        The days since the check of each place.
    """

    band: Ints
    since: Ints
    place: Ints
    kind: Floats
    age: Ints


def policy_values(
    model: HazardModel, people: ApplicationGroup, plan: Schedules, medium: str, *, draws: int, seed: int, cost: float
) -> tuple[Floats, Floats]:
    """Chances of a favourable answer and numbers of checks sent, by draw and policy.

    Parameters
    ----------
    model : HazardModel
    people : ApplicationGroup
    plan : Schedules
    medium : str
        Of all checks; before a call is possible, e-mail.
    draws, seed : int
    cost : float
        Of a check, in chances of a favourable answer.

    Returns
    -------
    values : array, shape (draws, policies)
        The chance less the cost, in the mean over the weekdays of the interview.
    sent : array, shape (policies,)
        Checks sent in the mean.

    References
    ----------
    Robins, "A new approach to causal inference in mortality studies", Mathematical Modelling 7 (1986).
    """
    steps = _steps(plan, medium)
    values, sent = [], np.zeros(len(plan.days))
    for form, favourable, rejected in model.draws(draws, seed):
        for start in range(0, len(favourable), _DRAWS_AT_ONCE):
            part = slice(start, start + _DRAWS_AT_ONCE)
            value, checks = _run(people, plan, steps, form, favourable[part], rejected[part])
            values.append((value - cost * checks)[:, plan.of_policy].mean(axis=2))
            sent += checks.sum(axis=0)
    return np.concatenate(values), (sent / draws)[plan.of_policy].mean(axis=1)


def _run(
    people: ApplicationGroup, plan: Schedules, steps: ScheduleSteps, form: CheckEffectForm, favourable: Floats, rejected: Floats
) -> tuple[Any, Any]:
    """The chance of a favourable answer, and the checks sent, by draw and schedule: in single precision, for speed."""
    base, describes = BASE_COLUMNS, _base_row(people)
    ratio, none = _of_check(form, favourable[:, base:], steps, people)
    against = np.exp(rejected[:, -1:] * fading(priors()["rejection"]["decay_days"])).astype(np.float32)
    no_yes = ratio.take(steps.place, axis=1)
    no_yes *= np.exp(favourable[:, :base] @ describes).astype(np.float32)[:, None, steps.band]
    no_yes += 1
    np.reciprocal(no_yes, out=no_yes)
    if form.name == SET_OFF:
        no_yes *= none.take(steps.place, axis=1)
    no_no = against.take(steps.since, axis=1)
    no_no *= np.exp(rejected[:, :base] @ describes).astype(np.float32)[:, None, steps.band]
    no_no += 1
    # Silent is who was neither answered nor rejected; the two exclude each other.
    silent = np.reciprocal(no_no, out=no_no)
    silent += no_yes - 1
    np.maximum(silent, 0, out=silent)
    before = np.ones_like(no_yes)
    np.cumprod(silent[:, :, :-1], axis=2, out=before[:, :, 1:])
    return np.einsum("dst,dst->ds", before, 1 - no_yes).astype(np.float64), _checks_sent(plan, before)


def _base_row(people: ApplicationGroup) -> Floats:
    """The base's columns of each band, for the group, in the latest quarter."""
    seniority = np.array([people.seniority == name for name in OTHER_SENIORITIES], dtype=np.float64)
    rest = np.concatenate([seniority, people.their_media, np.zeros(MOST_QUARTERS_AGO)])
    return np.vstack([np.ones(_BANDS), np.eye(_BANDS), np.repeat(rest[:, None], _BANDS, axis=1)])


def _of_check(form: CheckEffectForm, effect: Floats, steps: ScheduleSteps, people: ApplicationGroup) -> tuple[Singles, Singles]:
    """By what a check multiplies the odds, and the chance that it sets nothing off, on the days of each place."""
    ones = np.ones((len(effect), len(steps.age)), dtype=np.float32)
    if not effect.shape[1]:
        return ones, ones
    strength, size = fading(form.decay_days)[steps.age], effect[:, : steps.kind.shape[1]] @ steps.kind.T
    if form.name != SET_OFF:
        return np.exp(size * strength).astype(np.float32), ones
    of_seniority = effect[:, steps.kind.shape[1] :] @ [people.seniority == name for name in OTHER_SENIORITIES]
    rate = np.exp(np.minimum(size + of_seniority[:, None], MOST_LOG_CHANCE)) * strength / EFFECT_DAYS
    return ones, np.exp(-rate).astype(np.float32)


def _checks_sent(plan: Schedules, before: Singles) -> Floats:
    """Checks sent by draw and schedule: each only if nobody has answered before its day."""
    sent = np.zeros(before.shape[:2])
    for check in plan.days.T:
        there = np.flatnonzero(check < NEVER)
        sent[:, there] += before[:, there, check[there] - 1]
    return sent


def _steps(plan: Schedules, medium: str) -> ScheduleSteps:
    """Each day of each schedule: the check that acts on it, and for how long it has."""
    days = np.arange(1, plan.horizon_days + 1)
    number = (plan.days[:, None, :] <= days[:, None]).sum(axis=2)
    row = np.arange(len(plan.days))[:, None]
    last = plan.days[row, np.maximum(number - 1, 0)]
    before = np.where(number > 1, plan.days[row, np.maximum(number - 2, 0)], 0)
    acts = (number > 0) & (days - last < EFFECT_DAYS)
    since = np.where(acts, days - last, EFFECT_DAYS)
    wait = np.where(acts, np.minimum(last - before, LONGEST_WAIT_DAYS), 0)
    by_mail = (last < plan.call_from[:, None]) & (medium == "phone")
    code = np.where(by_mail, CHECK_MEDIA.index("email"), CHECK_MEDIA.index(medium if medium in CHECK_MEDIA else "other"))
    key = np.stack([np.where(acts, np.minimum(number, 2), 1), np.where(acts, code, 0), wait, since])
    flat = np.ravel_multi_index(list(key), _SIZES)
    places, place = np.unique(flat, return_inverse=True)
    numbers, codes, waits, ages = np.unravel_index(places, _SIZES)
    kind = kinds_of_check(numbers, np.array(CHECK_MEDIA, dtype=object)[codes], waits)
    return ScheduleSteps(day_band(days), since, place.reshape(since.shape), kind, ages)
