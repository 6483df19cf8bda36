"""The cadences that the guides permit, the groups they are used on, the days they send."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Ints
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.catalogue import parameters
from followup_analytics.rules.schedule import (
    CALL_AFTER_BUSINESS_DAYS,
    country_factor,
    scaled_spacing_days,
    scaled_wait_business_days,
)
from followup_analytics.tuning.silent_days import CHECK_MEDIA, GROUP_OF_SENIORITY, LONGEST_DAYS

HORIZON_DAYS = 30
NEVER = 10_000
TUNED = ("wait_business_days", "spacing_days", "max_attempts")
_MOST_CHECKS = 3
_MONDAY = np.datetime64("2024-01-01", "D")
_BUSINESS_WEEKDAYS = 5


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
    business, apart = scaled_wait_business_days(wait, wait_factor), scaled_spacing_days(spacing, wait_factor)
    interview = _MONDAY + np.arange(_BUSINESS_WEEKDAYS)
    check = np.busday_offset(interview[None, :], business[:, None])
    sent = [check]
    for _ in range(_MOST_CHECKS - 1):
        check = np.busday_offset(check + apart[:, None], 0, roll="forward")
        sent.append(check)
    days = np.stack([(at - interview).astype(np.int64) for at in sent], axis=-1)
    there = (np.arange(_MOST_CHECKS) < attempts[:, None, None]) & (days <= horizon_days)
    days = np.where(there, days, NEVER)
    call = (np.busday_offset(interview, CALL_AFTER_BUSINESS_DAYS) - interview).astype(np.int64)
    keyed = np.concatenate([days, np.broadcast_to(call[None, :, None], (*days.shape[:2], 1))], axis=-1)
    distinct, of_policy = np.unique(keyed.reshape(-1, _MOST_CHECKS + 1), axis=0, return_inverse=True)
    return Schedules(horizon_days, distinct[:, :-1], distinct[:, -1], of_policy.reshape(days.shape[:2]))


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


_LEAST_SHARE = 0.05


@dataclass(frozen=True)
class ApplicationGroup:
    """Applications that are treated alike: their share, seniority, and the shares of their last words' media."""

    share: float
    seniority: str
    their_media: Floats


@dataclass(frozen=True)
class Group:
    """Applications that wait alike.

    Attributes
    ----------
    people : ApplicationGroup
    wait_factor : T08 x T09 x T17, for the waits
    horizon_factor : T08, for the days within which an answer counts
    """

    people: ApplicationGroup
    wait_factor: float
    horizon_factor: float


INTERVIEW_COLUMNS = ["seniority", "company_type", "country", "their_medium", "is_free"]


def counted_interviews(log: JobSearchLog, days: pd.DataFrame) -> pd.DataFrame:
    """The interviews of a table of `silent_days` by what they are like: `INTERVIEW_COLUMNS` and `n`; such tables add up.

    `is_free` says whether M03 leaves the medium open.
    """
    first = days.drop_duplicates("interview")
    of = log.applications.loc[first["application_id"]]
    like = {name: of[name].astype("str").array for name in ("seniority", "company_type", "country")}
    like |= {"their_medium": first["their_medium"].astype("str").array, "is_free": (of["preferred_medium"] == "").array}
    return added_interviews([pd.DataFrame(like, columns=INTERVIEW_COLUMNS).assign(n=1)])


def added_interviews(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The sum of such tables, in order."""
    together: pd.DataFrame = pd.concat(tables, ignore_index=True).astype({"is_free": "bool", "n": "int64"})
    return together.groupby(INTERVIEW_COLUMNS, sort=True, as_index=False)[["n"]].sum()


def groups_of(interviews: pd.DataFrame, cadence: Cadence) -> tuple[list[Group], float]:
    """The groups, and the share of interviews after which the medium is free (M03 names none).

    Groups with less than 5 % of the interviews are left out. Without any interview: the default's application.
    """
    if not len(interviews):
        return [Group(ApplicationGroup(1.0, "mid", np.zeros(len(CHECK_MEDIA) - 1)), 1.0, 1.0)], 1.0
    seniority, number = interviews["seniority"], interviews["n"]
    horizon = seniority.map(dict(cadence.seniority_factors)).fillna(1.0).to_numpy(dtype=np.float64)
    kind = interviews["company_type"].map(dict(cadence.company_type_factors)).fillna(1.0).to_numpy(dtype=np.float64)
    codes = interviews["country"]
    place = codes.map({code: country_factor(cadence, code) for code in codes.unique()}).to_numpy(dtype=np.float64)
    keys = pd.DataFrame(
        {
            "seniority": seniority.map(GROUP_OF_SENIORITY).to_numpy(dtype=object),
            "wait": np.round(horizon * kind * place, 6),
            "horizon": horizon,
        }
    )
    theirs = interviews["their_medium"].to_numpy(dtype=object)[:, None] == np.array(CHECK_MEDIA[1:], dtype=object)
    sizes = number.groupby([keys[name] for name in keys]).sum().sort_values(ascending=False, kind="stable")
    large = sizes[sizes >= max(_LEAST_SHARE * number.sum(), 1)]
    groups = []
    for (name, wait, horizon_factor), size in zip(large.index, large, strict=True):
        members = (keys == [name, wait, horizon_factor]).all(axis=1).to_numpy()
        media = (theirs[members] * number.to_numpy()[members, None]).sum(axis=0) / size
        people = ApplicationGroup(float(size / large.sum()), str(name), media)
        groups.append(Group(people, float(wait), float(horizon_factor)))
    return groups, float((interviews["is_free"] * number).sum() / number.sum())
