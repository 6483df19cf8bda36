"""Keep or change, and what would change on today's list."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.follow_up_actions import follow_up_actions
from followup_analytics.tuning.policies import TUNED

LEAST_CHANCE_BETTER, LEAST_GAIN = 0.9, 0.01
_SURE_Z = 1.2816  # of a chance of 0.9
_MOST_MORE = 10_000
_LEAST_LATER_CHECKS = 5


@dataclass(frozen=True)
class Decision:
    """What was decided, and how far from another decision it was.

    Attributes
    ----------
    policies : DataFrame
        As in `Tuning`.
    best_other : int
        The row of the policy with the largest expected gain among those that are not the given one.
    more_interviews : int
        How many more would be needed until it could be told from the given one, if things stay as they look; 0 where it can.
    """

    policies: pd.DataFrame
    best_other: int
    more_interviews: int

    @property
    def given(self) -> pd.Series:
        """The row of the given cadence."""
        return self.policies[self.policies["given"]].iloc[0]

    @property
    def recommended(self) -> pd.Series:
        """The row of the recommended cadence."""
        return self.policies[self.policies["recommended"]].iloc[0]

    @property
    def changes(self) -> bool:
        """Whether another cadence than the given one is recommended."""
        return not bool(self.recommended["given"])


def decide(
    draws: Floats, policies: pd.DataFrame, interviews: int, later_checks: int, confidence: float, may_change: bool = True
) -> Decision:
    """The policy with the largest expected gain of those that are better with a chance of 0.9 and by 0.01 at least.

    Another medium than the one in use must itself be better with a chance of 0.9.

    Parameters
    ----------
    draws : array, shape (draws, policies)
        Values by draw from the posterior.
    policies : DataFrame
        With the columns of `TUNED`, `medium`, `checks_sent`, `given`.
    interviews, later_checks : int
        On how many the draws rest. More checks than now are recommended only where 5 later ones have been tried.
    confidence : float
        Of the intervals.
    may_change : bool
        False where too few answers have a day to say when they come.
    """
    given = int(np.flatnonzero(policies["given"])[0])
    gain = draws - draws[:, [given]]
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    (low, high), (gain_low, gain_high) = np.quantile(draws, tails, axis=0), np.quantile(gain, tails, axis=0)
    expected, better = gain.mean(axis=0), (gain > 0).mean(axis=0)
    tried = (policies["max_attempts"] <= policies["max_attempts"].iloc[given]) | (later_checks >= _LEAST_LATER_CHECKS)
    sure = tried.to_numpy() & (better >= LEAST_CHANCE_BETTER) & (expected >= LEAST_GAIN) & _medium_is_sure(draws, policies)
    chosen = int(np.where(sure, expected, -1.0).argmax()) if sure.any() and may_change else given
    table = policies.assign(
        value=draws.mean(axis=0), low=low, high=high, gain=expected, gain_low=gain_low, gain_high=gain_high, p_better=better
    ).assign(recommended=np.arange(len(policies)) == chosen)
    order = np.argsort(-expected, kind="stable")
    ordered = table.iloc[order].reset_index(drop=True)[_COLUMNS]
    others = np.flatnonzero(~ordered["given"].to_numpy())
    best = int(others[0])
    more = 0 if sure.any() else _more(float(expected[order][best]), float(gain[:, order[best]].std()), interviews)
    return Decision(ordered, best, more)


def _medium_is_sure(draws: Floats, policies: pd.DataFrame) -> np.ndarray:
    """Whether a policy is by the medium in use, or surely better than the same one by that medium.

    The policies of each medium stand together in the same order, those of the medium in use first.
    """
    usual = draws[:, np.arange(len(policies)) % int((policies["medium"] == policies["medium"].iloc[0]).sum())]
    in_use = (policies["medium"] == policies["medium"].iloc[0]).to_numpy()
    return np.asarray(in_use | ((draws > usual).mean(axis=0) >= LEAST_CHANCE_BETTER))


_COLUMNS = [
    *(*TUNED, "medium", "value", "low", "high", "gain", "gain_low", "gain_high"),
    *("p_better", "checks_sent", "given", "recommended"),
]


def _more(gain: float, spread: float, interviews: int) -> int:
    """Interviews still needed until a gain of this size, 0.02 at least, would be sure: its spread falls with their root."""
    aim = max(gain, 2 * LEAST_GAIN)
    have = max(interviews, 1)
    return int(np.clip(np.ceil(have * ((_SURE_Z * spread / aim) ** 2 - 1)), 1, _MOST_MORE))


_OPEN = ("overdue", "due", "waiting")
_COMPARED = ["status", "opens_at", "due_at", "medium"]
_OF_THE_ACTION = ["application_id", "company", "role", "rule", "action", "check_number"]
CHANGE_COLUMNS = [
    *_OF_THE_ACTION,
    "timezone",
    *(f"{name}_{side}" for name in _COMPARED for side in ("now", "then")),
]


def changed_actions(log: JobSearchLog, cadence: Cadence, other: Cadence, *, as_of: Any) -> pd.DataFrame:
    """The open actions that differ under another cadence.

    Parameters
    ----------
    log : JobSearchLog
    cadence, other : Cadence
        The one in use, and the one to compare.
    as_of : date, str or Timestamp

    Returns
    -------
    DataFrame
        One row per action that is open under either and not alike; index `action_id`. Columns: `application_id, company, role,
        rule, action, check_number`, the application's `timezone`, then `status, opens_at, due_at, medium`, each as `_now` (the
        cadence in use) and `_then`; empty or missing where the action does not exist. Times are UTC.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    if other == cadence:
        return _no_changes()
    now, then = (follow_up_actions(log, settings, as_of=as_of) for settings in (cadence, other))
    ids = now.index.union(then.index, sort=False)
    sides = {"now": now.reindex(ids), "then": then.reindex(ids)}
    table = sides["now"].fillna(sides["then"])[_OF_THE_ACTION].astype({"check_number": "int64"})
    table["timezone"] = table["application_id"].map(log.applications["timezone"])
    for name in _COMPARED:
        for side, frame in sides.items():
            table[f"{name}_{side}"] = frame[name].astype("str").fillna("") if name in ("status", "medium") else frame[name]
    is_open = table["status_now"].isin(_OPEN) | table["status_then"].isin(_OPEN)
    differs = pd.Series(False, ids)
    for name in _COMPARED:
        before, after = table[f"{name}_now"], table[f"{name}_then"]
        differs |= (before != after) & ~(before.isna() & after.isna())
    return table.loc[(is_open & differs).to_numpy(), CHANGE_COLUMNS].rename_axis("action_id")


def _no_changes() -> pd.DataFrame:
    types = {name: "datetime64[us, UTC]" if "_at_" in name else "str" for name in CHANGE_COLUMNS} | {"check_number": "int64"}
    index = pd.Index([], dtype="str", name="action_id")
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types.items()}).set_index(index)
