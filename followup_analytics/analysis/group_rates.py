"""The counts and the rate of one group of attempts, over all completed tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.interval_censoring import Completed, joined
from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT, Floats, incidence_on, wilson_interval
from followup_analytics.local_time import Flags, Ints


def causes_of(whole: Completed, favourable: bool) -> Ints:
    """What ended each attempt's wait: an answer of those asked for, another one, or none."""
    if not favourable:
        return np.where(whole.answered, EVENT, CENSORED)
    return np.select([whole.favourable, whole.answered], [EVENT, COMPETING], CENSORED)


@dataclass(frozen=True)
class GroupOfAttempts:
    """The rows of one group in the whole table, and what is known of all rows."""

    attempts: pd.DataFrame
    whole: Completed
    cause: Ints
    case: Ints
    members: Ints


def rate_of(group: GroupOfAttempts, within_days: int, confidence: float) -> dict[str, float]:
    """The counts and rates of one group."""
    whole, rows, cause = group.whole, group.members, group.cause[group.members]
    least, most, unknown = whole.least[rows], whole.most[rows], whole.unknown[rows]
    horizon = _supported(most, cause, within_days)
    days = whole.days[:, rows] if unknown.any() else whole.days[:1, rows]
    found = np.array([incidence_on(of_draw, cause, group.case[rows], horizon) for of_draw in days])
    rate, size, share = _joined_rate(found)
    bounds = [rate, *found[:, 0]]
    if unknown.any():
        bounds += _extremes(least, most, cause, unknown, group.case[rows], horizon)
    low, high = (float(bound) for bound in wilson_interval(np.array(rate), np.array(size), confidence))
    outcome = group.attempts["outcome"].iloc[rows]
    exact = group.attempts["responded_exact"].iloc[rows].to_numpy(dtype=bool)
    asked = cause == EVENT
    loose = asked & ((outcome == "undated").to_numpy() | (~exact & (most > horizon)))
    unsaid = whole.few_dated(rows)
    return {
        "attempts": len(rows),
        "responded": int((asked & ~loose & (most <= horizon)).sum()),
        "responded_undated": int(loose.sum()),
        "pending": int(((outcome == "pending").to_numpy() & (most < within_days)).sum()),
        "rate": np.nan if unsaid else rate,
        "low": 0.0 if unsaid else low,
        "high": 1.0 if unsaid else high,
        "rate_least": min(bounds),
        "rate_most": max(bounds),
        "unknown_day_share": share,
        "effective_size": 0.0 if unsaid else size,
        "within_days": horizon,
    }


def _joined_rate(found: Floats) -> tuple[float, float, float]:
    """Rate, effective size and the share of what is unknown for want of days, from rates and sizes of completed tables."""
    rates, sizes = found.T
    variances = np.divide(rates * (1 - rates), sizes, out=np.zeros(len(sizes)), where=sizes > 0)
    rate, variance, share = (float(part) for part in joined(rates, variances))
    size = float(sizes.mean())
    if len(found) > 1 and variance > 0:
        size = min(size, rate * (1 - rate) / variance)
    return rate, size, share


def _extremes(least: Ints, most: Ints, cause: Ints, unknown: Flags, case: Ints, horizon: int) -> list[float]:
    """The rates if none of the answers of unknown day came in time, and if all did that may have."""
    none = np.where(unknown & (cause == EVENT), np.where(most > horizon, most, least), np.where(unknown, least, most))
    soon = np.where(unknown & (cause == COMPETING), most, least)
    late = np.where(unknown & (cause == EVENT) & (least <= horizon), np.minimum(most, horizon), soon)
    return [incidence_on(days, cause, case, horizon)[0] for days in (none, soon, late)]


def _supported(days: Ints, cause: Ints, within_days: int) -> int:
    """The last day up to the horizon for which there is evidence: all of it, unless every wait was watched for less."""
    last = int(days.max()) if len(days) else within_days
    all_ended = bool((cause[days == last] != CENSORED).all()) if len(days) else True
    return within_days if last >= within_days or all_ended else max(last, 0)
