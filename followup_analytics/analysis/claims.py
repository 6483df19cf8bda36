"""What may be claimed of groups: each against the rest of its grouping, all groupings one family, at milestones of the log.

A claim is a sentence, a rank of one's own, a bold row. Whoever looks at enough groups on enough Mondays finds a best one by
chance.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.grouped_rates import (
    COLUMN_OF_BAND,
    GROUPINGS,
    STRATA,
    Watched,
    at_last_milestone,
    grouping,
    observed_and_expected,
    strata_of,
)
from followup_analytics.analysis.interval_censoring import Completed
from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Flags, Ints

LEAST_ATTEMPTS, LEAST_EXPECTED = 8, 2.0
# The chance of a false claim at each milestone: 0.05 for all of a search, most where one of half a year usually stands last.
LEVELS = {10: 0.001, 16: 0.003, 26: 0.008, 41: 0.026, 66: 0.007, 105: 0.005}
LATER_LEVEL = 0.005
_USUAL_LEVEL = 0.0125  # the mean of a search's milestones
PERMUTATIONS = 999
_MOST_ELEMENTS = 4_000_000  # permuted at once
_MANY = 5_000  # attempts whose sums are as good as normal
MOST_NEEDED = 9999
# How far a group must lie from the rest, in standard deviations, before the log has reached a milestone.
USUAL_THRESHOLD = 2.9
_POWER_Z = 0.842  # of a power of 0.8
_LEAST_RATE, _MOST_RATE = 0.12, 0.88
_BETWEEN_MILESTONES = 1.25  # the test is taken at milestones, on average at 0.8 of what is there


@dataclass(frozen=True)
class Claims:
    """What may be said of the groups of one grouping.

    Attributes
    ----------
    frame : DataFrame
        One row per group, index the group's name. Columns: `ratio` (answers to those expected at the group's mix of messages,
        of the whole log), `direction` (1 answered more often than the rest of its grouping, -1 less often, 0 not told apart).
    threshold : float
        How far from the rest, as a signed root of a deviance, a group must lie; nan before the first milestone.
    """

    frame: pd.DataFrame
    threshold: float


def claims(
    attempts: pd.DataFrame, whole: Completed, event: Flags, names: pd.Series, by: list[str], within_days: int, *, seed: int = 0
) -> Claims:
    """Hold each group against the rest of its grouping, at equal mixes of kind, number and stage.

    Parameters
    ----------
    attempts : DataFrame
        With `at`, for the milestones; without it the table is tested as it stands.
    whole : Completed
        The same rows with a day for every answer.
    event : array of bool
        Which answers count.
    names : Series
        The group of each row, "" where nothing is said.
    by : list of str
        The columns that the groups are made of: they are left out of their own strata.
    within_days : int
    seed : int

    Notes
    -----
    Each attempt has o (answered within the horizon) and e, the cumulated hazard (Nelson and Aalen, by day) of its stratum up
    to the day until which it was watched: O / E is the group's ratio, and the signed root of the deviance of O given the sum
    with the rest is what is tested. (o, e) are permuted together within strata; the largest root of all groups of all
    groupings in each permutation is what a group's own is held against. The log is tested as it stood on the evening of its
    last milestone: 10 answers, 16, 26, 41 and so on, at the levels `LEVELS`, which add up to 0.05.

    References
    ----------
    Mantel, "Evaluation of survival data and two new rank order statistics", Cancer Chemotherapy Reports 50 (1966); Westfall and
    Young, *Resampling-Based Multiple Testing* (1993); Lan and DeMets, "Discrete sequential boundaries for clinical trials",
    Biometrika 70 (1983).
    """
    today = Watched(np.arange(len(attempts)), whole.days, np.broadcast_to(event, whole.days.shape))
    observed, expected = observed_and_expected(today, strata_of(attempts, by), within_days)
    codes, groups = pd.factorize(names, sort=True)
    sums = [np.bincount(codes, part, len(groups)) for part in (observed, expected)]
    ratio = np.divide(sums[0], sums[1], out=np.full(len(groups), np.nan), where=sums[1] > 0)
    frame = pd.DataFrame({"ratio": ratio, "direction": np.zeros(len(groups), dtype=np.int64)}, index=groups)
    then = at_last_milestone(attempts, whole, event)
    if then is None or len(groups) < 2:
        return Claims(frame, np.nan)
    family = _family(attempts, then, names, by, within_days)
    least, threshold = _largest_by_chance(family, np.random.default_rng(seed))
    own = family[0]
    far = np.array([(1 + (least >= abs(root) - 1e-9).sum()) / (len(least) + 1) for root in own.roots])
    frame.loc[own.names, "direction"] = np.where(far <= LEVELS.get(then.answers, LATER_LEVEL), np.sign(own.roots), 0).astype(
        np.int64
    )
    return Claims(frame, threshold)


@dataclass(frozen=True)
class _Grouping:
    """One grouping in the family: its groups that count, where their rest is, and how far they lie from it."""

    names: list[str]
    members: Floats
    said: Floats
    observed: Floats
    expected: Floats
    stratum: Ints
    roots: Floats


def _family(attempts: pd.DataFrame, then: Watched, names: pd.Series, by: list[str], within_days: int) -> list[_Grouping]:
    """The grouping asked for, then all others that could have been."""
    rows = attempts.iloc[then.rows]
    others = [name for name in GROUPINGS if [name] != by and COLUMN_OF_BAND.get(name, name) in attempts]
    asked = [(by, names.iloc[then.rows]), *(([name], grouping(rows, name)) for name in others)]
    known: dict[tuple[str, ...], tuple[Ints, Floats, Floats]] = {}
    family = []
    for of, groups in asked:
        left_out = tuple(name for name in STRATA if name in of)
        if left_out not in known:
            stratum = strata_of(rows, left_out)
            known[left_out] = (stratum, *observed_and_expected(then, stratum, within_days))
        family.append(_counted(groups, *known[left_out]))
    return family


def _counted(groups: pd.Series, stratum: Ints, observed: Floats, expected: Floats) -> _Grouping:
    """Only groups that are named and large enough count, and only against a rest that is."""
    codes, names = pd.factorize(groups, sort=True)
    said = np.asarray(groups != "", dtype=np.float64)
    size, due = np.bincount(codes, minlength=len(names)), np.bincount(codes, expected, len(names))
    rest = (expected * said).sum() - due
    named, large = np.asarray(names) != "", (size >= LEAST_ATTEMPTS) & (due >= LEAST_EXPECTED) & (rest >= LEAST_EXPECTED)
    kept = np.flatnonzero(named & large)
    members = np.asarray(codes[:, None] == kept, dtype=np.float64)
    sums = (observed @ members, expected @ members, observed @ said, expected @ said)
    return _Grouping([str(name) for name in names[kept]], members, said, observed, expected, stratum, _roots(*sums))


def _roots(observed: Floats, expected: Floats, all_observed: Floats, all_expected: Floats) -> Floats:
    """Signed roots of the deviance of each group's answers, given those of the group and its rest together."""
    share = expected / np.maximum(all_expected, 1e-300)
    due = all_observed * share
    deviance = _deviance(observed, due) + _deviance(all_observed - observed, all_observed - due)
    return np.asarray(np.sign(observed - due) * np.sqrt(np.maximum(2 * deviance, 0)), dtype=np.float64)


def _deviance(observed: Floats, due: Floats) -> Floats:
    some = (observed > 0) & (due > 0)
    return np.where(some, observed * np.log(np.where(some, observed, 1.0) / np.where(some, due, 1.0)), 0.0)


def _largest_by_chance(family: list[_Grouping], rng: np.random.Generator) -> tuple[Floats, float]:
    """The largest root of all groups in each permutation, and the one that few exceed."""
    size = len(family[0].stratum)
    if size > _MANY:
        largest = np.max([np.zeros(PERMUTATIONS), *(_normal_roots(one, rng) for one in family if one.names)], axis=0)
        return largest, float(np.quantile(largest, 1 - _USUAL_LEVEL))
    at_once, largest = max(1, _MOST_ELEMENTS // max(size, 1)), np.zeros(PERMUTATIONS)
    strata = {id(one.stratum): one.stratum for one in family if one.names}
    for begin in range(0, PERMUTATIONS, at_once):
        part = slice(begin, min(begin + at_once, PERMUTATIONS))
        for key, stratum in strata.items():
            order = _permuted(stratum, part.stop - part.start, rng)
            for one in (one for one in family if one.names and id(one.stratum) == key):
                observed, expected = one.observed[order], one.expected[order]
                said = one.said[:, None]
                sums = (observed @ one.members, expected @ one.members, observed @ said, expected @ said)
                largest[part] = np.maximum(largest[part], np.abs(_roots(*sums)).max(axis=1))
    return largest, float(np.quantile(largest, 1 - _USUAL_LEVEL))


def _permuted(stratum: Ints, times: int, rng: np.random.Generator) -> Ints:
    """Orders of the rows in which each keeps its stratum: a row each."""
    order = np.tile(np.argsort(stratum, kind="stable"), (times, 1))
    within = order.copy()
    for start, stop in _spans(stratum):
        within[:, start:stop] = rng.permuted(order[:, start:stop], axis=1)
    found = np.empty_like(within)
    np.put_along_axis(found, order, within, axis=1)
    return found


def _spans(stratum: Ints) -> list[tuple[int, int]]:
    ends = np.cumsum(np.bincount(stratum))
    return list(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))


def _normal_roots(one: _Grouping, rng: np.random.Generator) -> Floats:
    """The largest root of a grouping where permuted sums are normal: by their covariance within strata."""
    excess = one.observed - one.expected
    size = np.bincount(one.stratum)
    centred = excess - (np.bincount(one.stratum, excess) / size)[one.stratum]
    spread = np.bincount(one.stratum, centred**2) / np.maximum(size - 1, 1)
    share = (one.expected @ one.members) / (one.expected @ one.said)
    weight = one.members - one.said[:, None] * share
    means = np.stack([np.bincount(one.stratum, column) / size for column in weight.T], axis=1)
    weight = weight - means[one.stratum]
    covariance = (weight * spread[one.stratum][:, None]).T @ weight
    sums = rng.multivariate_normal(np.zeros(len(share)), covariance, PERMUTATIONS, method="svd")
    return np.asarray(np.abs(sums / np.sqrt((one.observed @ one.said) * share * (1 - share))).max(axis=1), dtype=np.float64)


def attempts_needed(rates: Floats, sizes: Floats, threshold: float, difference: float) -> Ints:
    """Attempts still needed in each group to tell a true difference from the rest with 80 % power.

    Parameters
    ----------
    rates, sizes : array
        Of the groups, with their effective sizes; rates may be missing.
    threshold : float
        How far from the rest a group must lie at the last milestone, as the signed root of a deviance; nan before the first.
    difference : float
        Of the chances of an answer.

    Notes
    -----
    The difference seen does not enter: what is not told apart has by selection a small one, and a size computed from it would
    grow as it shrinks. It depends on the rate only, so it falls by one with each attempt.

    References
    ----------
    Hoenig and Heisey, "The abuse of power", The American Statistician 55 (2001).
    """
    if len(rates) < 2:
        return np.zeros(len(rates), dtype=np.int64)
    known = ~np.isnan(rates) & (sizes > 0)
    mean = float(np.average(rates[known], weights=sizes[known])) if known.any() else 0.5
    edge = max(_LEAST_RATE, difference / 2 + 0.02)
    mean = float(np.clip(mean, min(edge, 0.5), max(1 - edge, 0.5)))
    # The variance of the root is that of an answer given its chance: 1 less the chance.
    z = USUAL_THRESHOLD if np.isnan(threshold) else threshold / np.sqrt(1 - mean)
    low, high = max(mean - difference / 2, 0.0), min(mean + difference / 2, 1.0)
    spread = z * np.sqrt(2 * mean * (1 - mean)) + _POWER_Z * np.sqrt(low * (1 - low) + high * (1 - high))
    needed = np.ceil(_BETWEEN_MILESTONES * (spread / difference) ** 2 - sizes)
    return np.asarray(np.clip(needed, 0, MOST_NEEDED), dtype=np.int64)
