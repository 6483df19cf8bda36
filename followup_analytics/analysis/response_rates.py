"""response_rates: how often attempts are answered in time, by what they were, with what is still waited for accounted for."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import (
    CENSORED,
    COMPETING,
    EVENT,
    Floats,
    Incidence,
    Pooled,
    check_share,
    check_whole,
    incidence,
    normal_quantile,
    pool,
)
from followup_analytics.errors import FollowupError, UnknownNameError, check_table, did_you_mean
from followup_analytics.local_time import Flags, Ints

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
)
_HOUR_BANDS = ((0, "night"), (6, "morning"), (12, "afternoon"), (18, "evening"))
_WAIT_BANDS = ((0, "0-2 days"), (3, "3-5 days"), (6, "6-8 days"), (9, "9-14 days"), (15, "15 days or more"))
_TOLD_APART = 0.95
_POWER = 0.8
# More attempts than anybody makes: what would need more than this is not worth the wait.
MOST_NEEDED = 9999


def response_rates(
    attempts: pd.DataFrame,
    by: str | Sequence[str] = ("medium",),
    *,
    within_days: int = 14,
    favourable: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The chance of a human answer within some days of an attempt, by group.

    Parameters
    ----------
    attempts : DataFrame
        What `outreach_attempts` gives, or rows of it. Thank-yous are left out, unless there is nothing else.
    by : str or sequence of str
        None, one or two of `medium, kind, number, weekday, hour_band, wait_band, seniority, stage, company_type, source,
        contact_seniority`. An empty word is a group of its own.
    within_days : int
        The horizon, in whole days of the application's zone.
    favourable : bool
        Count favourable answers only; other answers then compete with them.
    confidence : float
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per group, the highest pooled rate first. The `by` columns, then `attempts`; `responded` (answered within the
        horizon, day known), `responded_undated` (answered, on a day that may or may not lie within it), `pending` (still waited
        for, not yet watched that long); `rate, low, high`; `rate_least, rate_most` (none or all of the undated in time);
        `pooled_rate, pooled_low, pooled_high` (partial pooling over the groups); `rank` (1 is best; groups that can't be told
        apart share it); `needed` (attempts still needed in the group to tell it from the best, or the best from the next, with
        80 % power; 0 where told apart, at most 9,999); `within_days` (shorter than asked for where nobody was watched that
        long), `favourable, confidence`.

    Raises
    ------
    UnknownNameError
        If a name in `by` is no grouping.
    FollowupError
        If `by`, `within_days` or `confidence` is out of its range, or `attempts` lacks columns of the attempts.

    Notes
    -----
    Aalen-Johansen by whole day with Wilson's interval on the effective size (`intervals.incidence`); an attempt that was
    followed by the next one is watched until then. Groups are pooled in a beta-binomial model (`pooling.pool`) on effective
    counts.
    """
    by = check_groupings([by] if isinstance(by, str) else by)
    check_table("attempts", attempts, [*_COLUMNS_READ, *(_BANDED.get(name, name) for name in by)], "fa.outreach_attempts")
    check_whole("within_days", within_days, 0, 366)
    check_share("confidence", confidence)
    chosen = attempts[attempts["kind"] != "thank_you"]
    chosen = attempts if len(chosen) == 0 else chosen
    keys = pd.DataFrame({name: grouping(chosen, name) for name in by}, index=chosen.index)
    groups = _groups(keys, by)
    rows = [_row(chosen.loc[index], within_days, favourable, confidence) for _, index in groups]
    frame = pd.DataFrame([key for key, _ in groups], columns=by, dtype="str").assign(**_columns(rows))
    sizes, rates = frame["effective_size"].to_numpy(), frame["rate"].to_numpy()
    pooled = pool(rates * sizes, sizes, confidence) if len(frame) else Pooled(*(np.zeros(0),) * 3, np.zeros((0, 0)))
    frame = frame.assign(pooled_rate=pooled.rate, pooled_low=pooled.low, pooled_high=pooled.high)
    frame = frame.assign(
        rank=_ranks(pooled.above), needed=_needed(pooled, sizes, confidence), favourable=favourable, confidence=confidence
    )
    order = frame.sort_values(["rank", "pooled_rate", *by], ascending=[True, False, *(True for _ in by)], kind="stable")
    return order[[*by, *RATE_COLUMNS]].reset_index(drop=True)


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
    "pooled_rate",
    "pooled_low",
    "pooled_high",
    "rank",
    "needed",
    "within_days",
    "favourable",
    "confidence",
)
_COLUMNS_READ = ("application_id", "observed_days", "outcome", "response", "responded_exact", "favourable")
_BANDED = {"hour_band": "hour", "wait_band": "wait_days"}
_COUNTED = {"attempts": "int64", "responded": "int64", "responded_undated": "int64", "pending": "int64", "within_days": "int64"}
_MEASURED = dict.fromkeys(("rate", "low", "high", "rate_least", "rate_most", "effective_size"), "float64")


def check_groupings(by: object) -> list[str]:
    """Two different names of `GROUPINGS` at most; anything else is refused."""
    if not isinstance(by, Iterable):
        raise FollowupError(": give a list of groupings, such as ['medium'], or [] for none", argument="by", value=by)
    names = list(by)
    unknown = [name for name in names if name not in GROUPINGS]
    if unknown:
        raise UnknownNameError(
            f" is no grouping: allowed are {', '.join(GROUPINGS)}{did_you_mean(str(unknown[0]), GROUPINGS)}",
            argument="by",
            value=unknown[0],
        )
    if len(names) > 2 or len(set(names)) < len(names):
        raise FollowupError(": give at most two different groupings", argument="by", value=names)
    return names


def grouping(attempts: pd.DataFrame, name: str) -> pd.Series:
    """The group of each attempt by one of `GROUPINGS`, as text."""
    if name == "hour_band":
        return _banded(attempts["hour"], _HOUR_BANDS)
    if name == "wait_band":
        return _banded(attempts["wait_days"], _WAIT_BANDS)
    return attempts[name].astype("str")


def _banded(numbers: pd.Series, bands: tuple[tuple[int, str], ...]) -> pd.Series:
    starts, names = zip(*bands, strict=True)
    known = numbers.notna().to_numpy()
    place = np.searchsorted(starts, numbers.fillna(0).to_numpy(dtype=np.int64), side="right") - 1
    return pd.Series(np.where(known, np.array(names, dtype=object)[place], ""), numbers.index, dtype="str")


def _groups(keys: pd.DataFrame, by: list[str]) -> list[tuple[tuple[str, ...], pd.Index]]:
    if not by:
        return [((), keys.index)] if len(keys) else []
    return [(tuple(map(str, key)), rows.index) for key, rows in keys.groupby(by, sort=True)]


def _row(rows: pd.DataFrame, within_days: int, favourable: bool, confidence: float) -> dict[str, float]:
    """The counts and rates of one group."""
    undated = (rows["outcome"] == "undated").to_numpy()
    days, cause, watched = _events(rows, undated, favourable)
    case = pd.factorize(rows["application_id"])[0]
    curve = incidence(days[watched], cause[watched], case[watched], within_days, confidence)
    horizon = _supported(curve, days[watched], cause[watched], within_days)
    open_day = _open_day(rows, undated, days, horizon, favourable)
    size, loose = int(watched.sum()), int(open_day.sum())
    rate = float(curve.chance[horizon]) if size else 0.0
    low, high = (float(bound[horizon]) for bound in (curve.low, curve.high))
    left_out = int((~watched).sum())
    return {
        "attempts": len(rows),
        "responded": int(((cause == EVENT) & (days <= horizon) & watched).sum()),
        "responded_undated": loose,
        "pending": int(((rows["outcome"] == "pending").to_numpy() & (days < within_days)).sum()),
        "rate": rate,
        "low": low if size else 0.0,
        "high": high if size else 1.0,
        "rate_least": rate * size / (size + left_out) if size else 0.0,
        "rate_most": min((rate * size + loose) / (size + left_out), 1.0) if len(rows) else 1.0,
        "effective_size": float(curve.effective_size[horizon]) if size else 0.0,
        "within_days": horizon,
    }


def _events(rows: pd.DataFrame, undated: Flags, favourable: bool) -> tuple[Ints, Ints, Flags]:
    """Days, cause, and which attempts the curve is made of: an answer of unknown day is no part of the curve of all answers."""
    days = rows["observed_days"].to_numpy()
    answered = rows["outcome"].isin(["answered", "rejected"]).to_numpy()
    if not favourable:
        return days, np.where(answered, EVENT, CENSORED), ~undated
    good = rows["favourable"].to_numpy()
    cause = np.select([answered & good, answered | undated], [EVENT, COMPETING], CENSORED)
    return np.where(undated, days + 1, days), cause, np.ones(len(rows), dtype=bool)


def _open_day(rows: pd.DataFrame, undated: Flags, days: Ints, horizon: int, favourable: bool) -> Flags:
    """Answers that may have come within the horizon, on a day that is not known."""
    late_bound = (rows["response"] == "interview").to_numpy() & ~rows["responded_exact"].to_numpy() & (days > horizon)
    good = rows["favourable"].to_numpy() if favourable else np.ones(len(rows), dtype=bool)
    return np.asarray((undated | late_bound) & good)


def _supported(curve: Incidence, days: Ints, cause: Ints, within_days: int) -> int:
    """The last day up to the horizon for which there is evidence: all of it, unless every wait was watched for less."""
    last = int(days.max()) if len(days) else within_days
    all_ended = bool((cause[days == last] != CENSORED).all()) if len(days) else True
    return within_days if last >= within_days or all_ended else max(last, 0)


def _columns(rows: list[dict[str, float]]) -> dict[str, pd.Series]:
    return {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in (_COUNTED | _MEASURED).items()}


def _ranks(above: Floats) -> Ints:
    """One more than the number of groups that are better with a probability over 0.95."""
    return np.asarray(1 + (above > _TOLD_APART).sum(axis=0))


def _needed(pooled: Pooled, sizes: Floats, confidence: float) -> Ints:
    """Attempts still needed in each group to tell it from the best one (the best from the next) with 80 % power."""
    groups = len(sizes)
    if groups < 2:
        return np.zeros(groups, dtype=np.int64)
    order = np.argsort(-pooled.rate, kind="stable")
    rival = np.where(np.arange(groups) == order[0], order[1], order[0])
    own, other = pooled.rate, pooled.rate[rival]
    told = np.maximum(pooled.above, pooled.above.T)[np.arange(groups), rival] > _TOLD_APART
    mean = (own + other) / 2
    z, z_power = normal_quantile(confidence), normal_quantile(2 * _POWER - 1)
    spread = z * np.sqrt(2 * mean * (1 - mean)) + z_power * np.sqrt(own * (1 - own) + other * (1 - other))
    gap = np.maximum(np.abs(own - other), 1e-9)
    needed = np.ceil(np.minimum((spread / gap) ** 2 - sizes, MOST_NEEDED))
    return np.where(told, 0, np.clip(needed, 1, MOST_NEEDED)).astype(np.int64)
