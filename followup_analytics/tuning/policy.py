"""Which cadences the guides permit, and on which days each of them sends."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.catalogue import parameters
from followup_analytics.time_zones import Ints
from followup_analytics.tuning.silent_days import LONGEST_DAYS

HORIZON_DAYS = 30
NEVER = 10_000
TUNED = ("wait_business_days", "spacing_days", "max_attempts")
_MOST_CHECKS = 3
_SHORTEST_WAIT, _LONGEST_WAIT = 3, 20  # business days, as T03 holds them after its factors
_MONDAY = np.datetime64("2024-01-01", "D")
_BUSINESS_WEEKDAYS = 5
_CALL_AFTER_BUSINESS_DAYS = 5


@dataclass(frozen=True)
class Schedules:
    """The days on which policies send after an interview on each business weekday.

    Attributes
    ----------
    horizon_days : int
        An answer counts until then.
    days : array, shape (schedules, 3)
        Days since the interview of each check; `NEVER` where none is sent.
    call_from : array, shape (schedules,)
        The day from which a phone call is possible; before it, an e-mail is sent.
    of_policy : array, shape (policies, 5)
        The schedule of each policy by weekday of the interview.
    """

    horizon_days: int
    days: Ints
    call_from: Ints
    of_policy: Ints


def permitted_policies() -> pd.DataFrame:
    """Every cadence that the guides allow: a row for each `wait_business_days`, `spacing_days` and `max_attempts`."""
    return pd.DataFrame(list(product(*map(_range, TUNED))), columns=list(TUNED))


def _range(name: str) -> range:
    parameter = parameters()[name][1]
    return range(int(parameter.low or 0), int(parameter.high or 0) + 1)


def horizon_of(factor: float) -> int:
    """Until which day after the interview an answer counts: 30, times the factor of the seniority."""
    return int(min(HORIZON_DAYS * factor, LONGEST_DAYS))


def schedules(policies: pd.DataFrame, wait_factor: float, horizon_days: int) -> Schedules:
    """When policies send: each check on the first business day on or after the opening of its window (T03, T05, T15).

    Parameters
    ----------
    policies : DataFrame
        As `permitted_policies` gives them.
    wait_factor : float
        What T08, T09 and T17 multiply waits by.
    horizon_days : int
    """
    wait, spacing, attempts = (policies[name].to_numpy() for name in TUNED)
    business = np.clip(_half_up(wait * wait_factor), _SHORTEST_WAIT, _LONGEST_WAIT)
    apart = np.maximum(_half_up(spacing * wait_factor), 1)
    interview = _MONDAY + np.arange(_BUSINESS_WEEKDAYS)
    check = np.busday_offset(interview[None, :], business[:, None])
    sent = [check]
    for _ in range(_MOST_CHECKS - 1):
        check = np.busday_offset(check + apart[:, None], 0, roll="forward")
        sent.append(check)
    days = np.stack([(at - interview).astype(np.int64) for at in sent], axis=-1)
    there = (np.arange(_MOST_CHECKS) < attempts[:, None, None]) & (days <= horizon_days)
    days = np.where(there, days, NEVER)
    call = (np.busday_offset(interview, _CALL_AFTER_BUSINESS_DAYS) - interview).astype(np.int64)
    keyed = np.concatenate([days, np.broadcast_to(call[None, :, None], (*days.shape[:2], 1))], axis=-1)
    distinct, of_policy = np.unique(keyed.reshape(-1, _MOST_CHECKS + 1), axis=0, return_inverse=True)
    return Schedules(horizon_days, distinct[:, :-1], distinct[:, -1], of_policy.reshape(days.shape[:2]))


def _half_up(numbers: np.ndarray) -> Ints:
    return np.floor(np.round(numbers, 9) + 0.5).astype(np.int64)


def row_of(policies: pd.DataFrame, cadence: Cadence) -> int:
    """The place of a cadence among the policies."""
    same = np.logical_and.reduce([(policies[name] == getattr(cadence, name)).to_numpy() for name in TUNED])
    return int(np.flatnonzero(same)[0])


def distinct_policies(policies: pd.DataFrame, plans: list[Schedules], given: int) -> Ints:
    """The places of policies that differ in what they do: of those that act alike, the one nearest to the given one.

    Parameters
    ----------
    policies : DataFrame
    plans : list of Schedules
        For each group of applications.
    given : int
        The place of the cadence in use, which is always kept.
    """
    away = np.zeros(len(policies))
    for name in TUNED:
        numbers = policies[name].to_numpy()
        away += np.abs(numbers - numbers[given]) / numbers.max()
    order = np.argsort(away, kind="stable")
    acts = np.column_stack([plan.of_policy for plan in plans])[order]
    return np.sort(order[np.unique(acts, axis=0, return_index=True)[1]])
