"""Rates of groups: what groups by, each group's rate with its interval, and groups compared at the same mix."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempt_cells import CellTable
from followup_analytics.analysis.entries import Entries
from followup_analytics.analysis.interval_censoring import Completed, joined
from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT, Floats, chance_by, incidence_on, wilson_interval
from followup_analytics.analysis.milestones import begun_days, last_look
from followup_analytics.errors import FollowupError, UnknownNameError, did_you_mean
from followup_analytics.local_time import Flags, Ints


def causes_of(whole: Completed, favourable: bool) -> Ints:
    """What ended each attempt's wait: an answer of those asked for, another one, or none."""
    if not favourable:
        return np.where(whole.answered, EVENT, CENSORED)
    return np.select([whole.favourable, whole.answered], [EVENT, COMPETING], CENSORED)


def rate_of(group: Entries, within_days: int, favourable: bool, confidence: float) -> dict[str, Any]:
    """The counts and rates of one group."""
    cause = group.cause("favourable" if favourable else "answered")
    horizon = _supported(group.most, cause, within_days)
    found = np.array([incidence_on(days, cause, group.together, horizon, group.weight) for days in group.days])
    rate, size, share = _joined_rate(found)
    bounds = [rate, *found[:, 0]]
    if group.has("unknown").any():
        bounds += _extremes(group, cause, horizon)
    low, high = (float(bound) for bound in wilson_interval(np.array(rate), np.array(size), confidence))
    asked = cause == EVENT
    loose = asked & (group.has("undated") | (~group.has("exact") & (group.most > horizon)))
    unsaid = group.few_dated
    return {
        "attempts": int(group.weight.sum()),
        "responded": group.count(asked & ~loose & (group.most <= horizon)),
        "responded_undated": group.count(loose),
        "pending": group.count(group.has("pending") & (group.most < within_days)),
        "rate": np.nan if unsaid else rate,
        "low": 0.0 if unsaid else low,
        "high": 1.0 if unsaid else high,
        "rate_least": min(bounds),
        "rate_most": max(bounds),
        "unknown_day_share": share,
        "effective_size": 0.0 if unsaid else size,
        "within_days": horizon,
        "case": group.case,
    }


def overall_rate(table: CellTable, within_days: int, favourable: bool) -> float:
    """The rate of all groups together, in the mean over the draws; missing where too few answers have a day."""
    every = table.entries(None)
    cause = every.cause("favourable" if favourable else "answered")
    horizon = _supported(every.most, cause, within_days)
    rates = np.array([chance_by(days, cause, horizon, every.weight) for days in every.days])
    return np.nan if every.few_dated else float(rates.mean())


def _joined_rate(found: Floats) -> tuple[float, float, float]:
    """Rate, effective size and the share of what is unknown for want of days, from rates and sizes of completed tables."""
    rates, sizes = found.T
    variances = np.divide(rates * (1 - rates), sizes, out=np.zeros(len(sizes)), where=sizes > 0)
    rate, variance, share = (float(part) for part in joined(rates, variances))
    size = float(sizes.mean())
    if len(found) > 1 and variance > 0:
        size = min(size, rate * (1 - rate) / variance)
    return rate, size, share


def _extremes(group: Entries, cause: Ints, horizon: int) -> list[float]:
    """The rates if none of the answers of unknown day came in time, and if all did that may have."""
    least, most, unknown = group.least, group.most, group.has("unknown")
    none = np.where(unknown & (cause == EVENT), np.where(most > horizon, most, least), np.where(unknown, least, most))
    soon = np.where(unknown & (cause == COMPETING), most, least)
    late = np.where(unknown & (cause == EVENT) & (least <= horizon), np.minimum(most, horizon), soon)
    return [chance_by(days, cause, horizon, group.weight) for days in (none, soon, late)]


def _supported(days: Ints, cause: Ints, within_days: int) -> int:
    """The last day up to the horizon for which there is evidence: all of it, unless every wait was watched for less."""
    last = int(days.max()) if len(days) else within_days
    all_ended = bool((cause[days == last] != CENSORED).all()) if len(days) else True
    return within_days if last >= within_days or all_ended else max(last, 0)


GROUPINGS = (
    "medium",
    "kind",
    "number",
    "weekday",
    "hour_band",
    "wait_band",
    "seniority",
    "stage",
    "company_type",
    "source",
    "contact_seniority",
    "seeker",
)
_HOUR_BANDS = ((0, "night"), (6, "morning"), (12, "afternoon"), (18, "evening"))
_WAIT_BANDS = ((0, "0-2 days"), (3, "3-5 days"), (6, "6-8 days"), (9, "9-14 days"), (15, "15 days or more"))
# What a grouping is made of where it is no column itself.
COLUMN_OF_BAND = {"hour_band": "hour", "wait_band": "wait_days"}


def check_groupings(by: object, own: Iterable[str] = (), others: Iterable[str] = ()) -> list[str]:
    """Two different names at most, of `GROUPINGS`, of the sheet's own columns or of others; anything else is refused."""
    if not isinstance(by, Iterable):
        raise FollowupError(": give a list of groupings, such as ['medium'], or [] for none", argument="by", value=by)
    names, allowed = list(by), [*GROUPINGS, *map(str, own)]
    unknown = [name for name in names if name not in (*allowed, *others)]
    if unknown:
        raise UnknownNameError(
            f" is no grouping: allowed are {', '.join(allowed)}{did_you_mean(str(unknown[0]), allowed)}",
            argument="by",
            value=unknown[0],
        )
    if len(names) > 2 or len(set(names)) < len(names):
        raise FollowupError(": give at most two different groupings", argument="by", value=names)
    return names


def grouping(attempts: pd.DataFrame, name: str) -> pd.Series:
    """The group of each attempt by a grouping or another column, as text."""
    if name == "hour_band":
        return _banded(attempts["hour"], _HOUR_BANDS)
    if name == "wait_band":
        return _banded(attempts["wait_days"], _WAIT_BANDS)
    return attempts[name].astype("str").fillna("")


def _banded(numbers: pd.Series, bands: tuple[tuple[int, str], ...]) -> pd.Series:
    starts, names = zip(*bands, strict=True)
    known = numbers.notna().to_numpy()
    place = np.searchsorted(starts, numbers.fillna(0).to_numpy(dtype=np.int64), side="right") - 1
    return pd.Series(np.where(known, np.array(names, dtype=object)[place], ""), numbers.index, dtype="str")


# By what messages differ before one asks by whom, how and when they were answered.
STRATA = ("kind", "number", "stage")
_MOST_NUMBER = 3


@dataclass(frozen=True)
class Watched:
    """Attempts as far as they were watched by some day.

    Attributes
    ----------
    rows : places in the table of attempts
    days, event : array, shape (draws, rows); the days watched, and whether the answer asked for ended it
    answers : the milestone at which they stood so; 0 for today
    """

    rows: Ints
    days: Ints
    event: Flags
    answers: int = 0


def strata_of(attempts: pd.DataFrame, by: Iterable[str]) -> Ints:
    """A number for each mix of kind, number and stage, those aside that are grouped by."""
    code = np.zeros(len(attempts), dtype=np.int64)
    for name in STRATA:
        if name in attempts and name not in by:
            values = attempts[name]
            values = values.clip(upper=_MOST_NUMBER) if name == "number" else values
            found, levels = pd.factorize(values)
            code = code * (len(levels) + 1) + found
    return np.unique(code, return_inverse=True)[1] if len(code) else code


def observed_and_expected(watched: Watched, stratum: Ints, within_days: int) -> tuple[Floats, Floats]:
    """Of each attempt, o and e in the mean over the draws."""
    strata = int(stratum.max(initial=-1)) + 1
    observed, expected = np.zeros(len(watched.rows)), np.zeros(len(watched.rows))
    for days, event in zip(watched.days, watched.event, strict=True):
        code = stratum * (within_days + 2) + np.minimum(days, within_days + 1)
        ended = np.bincount(code, minlength=strata * (within_days + 2)).reshape(strata, -1)
        events = np.bincount(code[event], minlength=ended.size).reshape(strata, -1)
        at_risk = np.cumsum(ended[:, ::-1], axis=1)[:, ::-1]
        hazard = np.divide(events, at_risk, out=np.zeros(ended.shape), where=at_risk > 0)[:, : within_days + 1]
        in_time = event & (days <= within_days)
        observed += in_time
        expected += np.cumsum(hazard, axis=1)[stratum, np.minimum(days, within_days)]
    return observed / len(watched.days), expected / len(watched.days)


def at_last_milestone(attempts: pd.DataFrame, whole: Completed, event: Flags) -> Watched | None:
    """The attempts as they stood on the evening of the last milestone; an answer of unknown day counts from its first on."""
    begun = begun_days(attempts) if "at" in attempts else np.zeros(len(attempts), dtype=np.int64)
    look = last_look(begun, whole.least, whole.answered)
    if not look.answers or whole.few_dated(np.ones(len(attempts), dtype=bool)):
        return None
    if "at" not in attempts:
        return Watched(np.arange(len(attempts)), whole.days, np.broadcast_to(event, whole.days.shape), look.answers)
    rows = np.flatnonzero(begun <= look.evening)
    left = (look.evening - begun)[rows]
    days = whole.days[:, rows]
    return Watched(rows, np.minimum(days, left), event[rows] & (days <= left), look.answers)
