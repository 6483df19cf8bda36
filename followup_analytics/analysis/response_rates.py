"""response_rates: how often attempts are answered in time, by what they were, with what is still waited for accounted for."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempt_cells import CellTable, cells_of_rows
from followup_analytics.analysis.attempts import ATTEMPT_COLUMNS
from followup_analytics.analysis.claims import Claims, attempts_needed, claims
from followup_analytics.analysis.grouped_rates import (
    COLUMN_OF_BAND,
    causes_of,
    check_groupings,
    grouping,
    overall_rate,
    rate_of,
)
from followup_analytics.analysis.intervals import (
    EVENT,
    Floats,
    check_share,
    check_whole,
)
from followup_analytics.analysis.pooling import pool
from followup_analytics.errors import check_table
from followup_analytics.local_time import Ints

RATE_COLUMNS = (
    "attempts",
    "responded",
    "responded_undated",
    "pending",
    "rate",
    "low",
    "high",
    "rate_least",
    "rate_most",
    "unknown_day_share",
    "comparable_rate",
    "pooled_rate",
    "pooled_low",
    "pooled_high",
    "rank",
    "told_apart",
    "needed",
    "within_days",
    "favourable",
    "confidence",
    "difference",
    "case",
)
_COLUMNS_READ = ("application_id", "observed_days", "outcome", "response", "responded_exact", "favourable")
_COUNTED = {"attempts": "int64", "responded": "int64", "responded_undated": "int64", "pending": "int64", "within_days": "int64"}
_MEASURED = dict.fromkeys(("rate", "low", "high", "rate_least", "rate_most", "unknown_day_share", "effective_size"), "float64")


def response_rates(
    attempts: pd.DataFrame,
    by: str | Sequence[str] = ("medium",),
    *,
    within_days: int = 14,
    favourable: bool = False,
    confidence: float = 0.95,
    difference: float = 0.2,
    seed: int = 0,
) -> pd.DataFrame:
    """The chance of a human answer within some days of an attempt, by group.

    Parameters
    ----------
    attempts : DataFrame
        What `outreach_attempts` gives, or rows of it. Thank-yous are left out, unless there is nothing else.
    by : str or sequence of str
        None, one or two of `medium, kind, number, weekday, hour_band, wait_band, seniority, stage, company_type, source,
        contact_seniority, seeker`, or of other columns of the attempts, the sheet's own among them. An empty word is a group of
        its own.
    within_days : int
        The horizon, in whole days of the application's zone.
    favourable : bool
        Count favourable answers only; other answers then compete with them.
    confidence : float
        Of the intervals.
    difference : float
        Of the chance of an answer, in `needed`: 0.2 is 20 in 100 more.
    seed : int
        Of the draws for answers of unknown day, and of the permutations behind `rank`.

    Returns
    -------
    DataFrame
        One row per group, by `rank`, then the highest pooled rate first. The `by` columns, then `attempts`; `responded`
        (answered within the horizon, day known), `responded_undated` (answered, on a day that may or may not lie within it),
        `pending` (still waited for, not yet watched that long); `rate, low, high` (answers of unknown day counted by when they
        may have come; where fewer than 5 answers have a day, `rate` is missing and the interval 0 to 1); `rate_least,
        rate_most` (none or all of the undated in time); `unknown_day_share` (of what is not known of the rate, how much because
        days are missing); `comparable_rate` (at the whole log's mix of kind, number and stage); `pooled_rate, pooled_low,
        pooled_high` (partial pooling over the groups); `rank` (1 is best; groups that are not told apart share it), `told_apart`
        (1 where the group is answered more often than the rest, -1 less often, 0 where nothing may be claimed); `needed`
        (attempts still needed in the group so that one truly answered by `difference` more often than the rest would be told
        apart with 80 % power; 0 where it is told apart); `within_days` (shorter than asked for where nobody was watched that
        long), `favourable, confidence, difference`; `case` (of what influences are added up for the interval: `seeker` in a group
        of 10 of them or more, else `application`).

    Raises
    ------
    UnknownNameError
        If a name in `by` is no grouping and no column.
    FollowupError
        If `by`, `within_days`, `confidence`, `difference` or `seed` is out of its range, or `attempts` lacks columns of the
        attempts.

    Notes
    -----
    Aalen-Johansen by whole day with Wilson's interval on the effective size (`intervals.incidence`); an attempt that was
    followed by the next one is watched until then. Where days are unknown, all of it runs on ten completed tables, joined by
    Rubin's rules (`interval_censoring`). Groups are pooled in a beta-binomial model (`pooling.pool`) on effective counts; what
    breaks a rank is a claim (`claims.claims`).
    """
    chosen, by = _checked(attempts, by)
    check_whole("within_days", within_days, 0, 366)
    check_share("confidence", confidence)
    check_share("difference", difference, such_as=0.2)
    check_whole("seed", seed, 0)
    keys = pd.DataFrame({name: grouping(chosen, name) for name in by}, index=chosen.index)
    table, whole = cells_of_rows(chosen, keys, seed=seed)
    frame = rates_of(table, within_days, favourable, confidence).assign(difference=difference)
    if not len(frame):
        return _without_groups(frame)[[*by, *RATE_COLUMNS]]
    names, event = _joined_names(keys, by), causes_of(whole, favourable) == EVENT
    claimed = claims(chosen, whole, event, names, by, within_days, seed=seed)
    overall = overall_rate(table, within_days, favourable)
    frame = frame.assign(**_claimed(frame, by, claimed, overall, difference))
    order = frame.sort_values(["rank", "pooled_rate", *by], ascending=[True, False, *(True for _ in by)], kind="stable")
    return order[[*by, *RATE_COLUMNS]].reset_index(drop=True)


def rates_of(table: CellTable, within_days: int, favourable: bool, confidence: float) -> pd.DataFrame:
    """What cells alone say of each group: `response_rates` without what compares groups like for like, and `effective_size`."""
    rows = [rate_of(table.entries(place), within_days, favourable, confidence) for place in range(len(table.groups))]
    frame = table.groups.assign(**_columns(rows), favourable=favourable, confidence=confidence)
    return frame.assign(**_pooled(frame, confidence)) if len(frame) else frame


def rates_from_counts(table: CellTable, by: Sequence[str], within_days: int, favourable: bool, confidence: float) -> pd.DataFrame:
    """The columns of `response_rates` from cells; missing is what compares groups like for like."""
    missing = dict.fromkeys(("comparable_rate", "rank", "told_apart", "needed", "difference"), np.nan)
    frame = rates_of(table, within_days, favourable, confidence)
    frame = (frame if len(frame) else _without_groups(frame)).assign(**missing)
    order = frame.sort_values(["pooled_rate", *by], ascending=[False, *(True for _ in by)], kind="stable")
    return order[[*by, *RATE_COLUMNS]].reset_index(drop=True)


def _checked(attempts: pd.DataFrame, by: str | Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    own = [name for name in getattr(attempts, "columns", ()) if name not in ATTEMPT_COLUMNS]
    names = check_groupings([by] if isinstance(by, str) else by, own, ATTEMPT_COLUMNS)
    check_table(
        "attempts", attempts, [*_COLUMNS_READ, *(COLUMN_OF_BAND.get(name, name) for name in names)], "fa.outreach_attempts"
    )
    chosen = attempts[attempts["kind"] != "thank_you"]
    return (attempts if len(chosen) == 0 else chosen), names


def _joined_names(keys: pd.DataFrame, by: list[str]) -> pd.Series:
    """One name for each group; "" where one of its columns says nothing."""
    if not by:
        return pd.Series("all", keys.index, dtype="str")
    joined = keys[by[0]]
    for name in by[1:]:
        joined = joined + "\n" + keys[name]
    return joined.where((keys[by] != "").all(axis=1), "")


def _columns(rows: list[dict[str, Any]]) -> dict[str, pd.Series]:
    types = _COUNTED | _MEASURED | {"case": "str"}
    return {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in types.items()}


def _pooled(frame: pd.DataFrame, confidence: float) -> dict[str, Floats]:
    rate, size = frame["rate"].to_numpy(), frame["effective_size"].to_numpy()
    unsaid = np.isnan(rate)
    found = pool(np.where(unsaid, 0.0, rate) * size, size, confidence)
    parts = (("pooled_rate", found.rate, np.nan), ("pooled_low", found.low, 0.0), ("pooled_high", found.high, 1.0))
    return {name: np.where(unsaid, instead, values) for name, values, instead in parts}


def _claimed(frame: pd.DataFrame, by: list[str], claimed: Claims, overall: float, difference: float) -> dict[str, Floats | Ints]:
    """What the comparison like for like says: the comparable rate, the rank, and how much more it would take."""
    names = _joined_names(frame[by], by) if by else pd.Series("all", frame.index, dtype="str")
    found = claimed.frame.reindex(names)
    direction = found["direction"].fillna(0).to_numpy(dtype=np.int64)
    comparable = np.minimum(found["ratio"].to_numpy() * overall, 1.0)
    levels = np.unique(-direction)
    sizes, rates = frame["effective_size"].to_numpy(), frame["rate"].to_numpy()
    needed = attempts_needed(rates, sizes, claimed.threshold, difference)
    return {
        "comparable_rate": np.where(
            frame["rate"].isna(), np.nan, np.where((names == "") | np.isnan(comparable), frame["rate"], comparable)
        ),
        "rank": 1 + np.searchsorted(levels, -direction),
        "told_apart": direction,
        "needed": np.where(direction != 0, 0, needed),
    }


def _without_groups(frame: pd.DataFrame) -> pd.DataFrame:
    none = {name: np.zeros(0) for name in ("comparable_rate", "pooled_rate", "pooled_low", "pooled_high")}
    whole = {name: np.zeros(0, dtype=np.int64) for name in ("rank", "told_apart", "needed")}
    return frame.assign(**none, **whole)
