"""Keep or change, and what would change on today's list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Ints
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.follow_up_actions import follow_up_actions
from followup_analytics.tuning.policies import TUNED
from followup_analytics.tuning.priors import priors

LEAST_CHANCE_BETTER, LEAST_GAIN, LEAST_CHANCE_ALONE = 0.9, 0.01, 0.5
# More checks than now take more, most of all early on: where nothing works they are what a false change costs, and a search has
# several milestones.
_LEAST_CHANCE_OF_MORE, _LEAST_CHANCE_EARLY, _EARLY_ANSWERS = 0.93, 0.97, 41
_STEP = 50
# Policies that are valued again with many more draws.
_NEARLY_SURE, _MOST_CONTENDERS = 0.8, 5
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
        How many more it would take until a cadence truly better by 10 in 100 would be found in 8 of 10 logs; 0 where one is
        found, or where that many are there.
    alike : float
        The chance that no permitted cadence is better by the least gain that is worth a change.
    """

    policies: pd.DataFrame
    best_other: int
    more_interviews: int
    alike: float

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


Again = Callable[[Ints], Floats]
_VALUES = ["value", "low", "high"]


def decide(
    draws: Floats,
    policies: pd.DataFrame,
    interviews: int,
    later_checks: int,
    confidence: float,
    may_change: bool = True,
    again: Again | None = None,
    alone: Floats | None = None,
    chance_of_more: float = LEAST_CHANCE_BETTER,
) -> Decision:
    """The policy with the largest expected gain of those that are better with a chance of 0.9 and by 0.01 at least.

    Another medium than the one in use must itself be better with a chance of 0.9; more checks than now as
    `least_chance_of_more` has it.

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
    again : function, optional
        Gives many more draws for few policies, by their places among those of one medium (all media, in the same order): for
        those that may be chosen, so that it does not hang on the seed which is.
    alone : array, shape (draws, policies), optional
        Values without what others' searches taught: a policy that these find worse more often than not is not chosen.
    chance_of_more : float
        With which chance a policy of more checks than now must be better.
    """
    given = int(np.flatnonzero(policies["given"])[0])
    table = _told(draws, policies, confidence)
    alike = float(((draws - draws[:, [given]]).max(axis=1) < LEAST_GAIN).mean())
    more = (policies["max_attempts"] > policies["max_attempts"].iloc[given]).to_numpy()
    tried = ~more | (later_checks >= _LEAST_LATER_CHECKS)
    rows = _contenders(table, policies, tried)
    if again is not None and len(rows) > 1:
        size = int((policies["medium"] == policies["medium"].iloc[0]).sum())
        places = np.concatenate([np.arange(start, len(policies), size) for start in rows]).reshape(len(rows), -1).T.ravel()
        settled = _told(again(rows), policies.iloc[places], confidence).set_axis(places)
        # The given one keeps its value, so that a gain is a difference of values in every row.
        settled[_VALUES] += table["value"].iloc[given] - settled["value"].loc[given]
        table.loc[places, settled.columns] = settled
    gain, better = table["gain"].to_numpy(), table["p_better"].to_numpy()
    by_medium = table.pop("medium_is_sure").to_numpy(dtype=bool)
    enough = np.where(more, chance_of_more, LEAST_CHANCE_BETTER)
    sure = tried & (better >= enough) & (gain >= LEAST_GAIN) & by_medium
    if alone is not None:
        sure &= (alone > alone[:, [given]]).mean(axis=0) >= LEAST_CHANCE_ALONE
    chosen = int(np.where(sure, gain, -1.0).argmax()) if sure.any() and may_change else given
    table = policies.assign(**table).assign(recommended=np.arange(len(policies)) == chosen)
    ordered = table.iloc[np.argsort(-gain, kind="stable")].reset_index(drop=True)
    best = int(np.flatnonzero(~ordered["given"].to_numpy())[0])
    return Decision(ordered[_COLUMNS], best, 0 if sure.any() else interviews_needed(interviews), alike)


def least_chance_of_more(answers: int) -> float:
    """With which chance more checks than now must be better, at a milestone of so many answers."""
    return _LEAST_CHANCE_EARLY if answers < _EARLY_ANSWERS else _LEAST_CHANCE_OF_MORE


def _told(draws: Floats, policies: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """What the draws say of each policy."""
    given = int(np.flatnonzero(policies["given"])[0])
    gain = draws - draws[:, [given]]
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    (low, high), (gain_low, gain_high) = np.quantile(draws, tails, axis=0), np.quantile(gain, tails, axis=0)
    columns = {"value": draws.mean(axis=0), "low": low, "high": high, "gain": gain.mean(axis=0)}
    columns |= {"gain_low": gain_low, "gain_high": gain_high, "p_better": (gain > 0).mean(axis=0)}
    return pd.DataFrame(columns | {"medium_is_sure": _medium_is_sure(draws, policies)})


def _contenders(table: pd.DataFrame, policies: pd.DataFrame, tried: np.ndarray) -> Ints:
    """The places, among the policies of one medium, of the given one and of those that may turn out to be chosen."""
    size = int((policies["medium"] == policies["medium"].iloc[0]).sum())
    close = tried & (table["p_better"] >= _NEARLY_SURE).to_numpy() & (table["gain"] >= LEAST_GAIN / 2).to_numpy()
    rows = np.flatnonzero(close)[np.argsort(-table["gain"].to_numpy()[close], kind="stable")][:_MOST_CONTENDERS]
    given = int(np.flatnonzero(policies["given"])[0])
    return np.unique(np.append(rows % size, given % size))


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


def interviews_needed(interviews: int) -> int:
    """Interviews still needed until a cadence better by 10 in 100 is found in 8 of 10 logs, in steps of 50."""
    enough = int(priors()["change_found"]["interviews"])
    left = enough - interviews
    return max(_STEP, round(left / _STEP) * _STEP) if left > 0 else 0


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
