"""Keep or change, the verdict in words, and what would change on today's list."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.follow_up_actions import follow_up_actions
from followup_analytics.tuning.policies import TUNED
from followup_analytics.tuning.silent_days import DatedAnswers

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


_LEAST_INTERVIEWS = 10


def verdict_of(decision: Decision, interviews: int, checks: int, exploration: pd.Series | None, dated: DatedAnswers) -> str:
    """A sentence or two for someone who never heard of a hazard."""
    if not dated.tell_when:
        sentences = [_too_few_days(decision, dated)]
    else:
        sentences = [_change(decision, interviews) if decision.changes else _keep(decision, interviews, checks)]
    if exploration is not None:
        first, second = exploration["waits"]
        sentences.append(
            f"As an experiment a coin has chosen between waiting {first} and {second} business days: "
            f"use {exploration['chosen']} from now on, so that the log can tell them apart."
        )
    return " ".join(sentences)


def cadence_in_words(policy: pd.Series) -> str:
    """A policy as one would say it."""
    wait, spacing, most = (int(policy[name]) for name in ("wait_business_days", "spacing_days", "max_attempts"))
    first = f"ask {wait} business days after an interview"
    if most == 1:
        return f"{first}, once"
    return f"{first}, then {'once more' if most == 2 else 'twice more'}, at least {spacing} days apart"


def _change(decision: Decision, interviews: int) -> str:
    best, given = decision.recommended, decision.given
    medium = f", by {_MEDIA.get(best['medium'], best['medium'])}" if best["medium"] != given["medium"] else ""
    return (
        f"Change: {cadence_in_words(best)}{medium}. From {_counted(interviews, 'interview')}, that brings a favourable answer in "
        f"{_points(best['gain'])} of 100 interviews more than what you do now ({_points(best['gain_low'])} to "
        f"{_points(best['gain_high'])}), the trouble of writing subtracted; better with a chance of {_chance(best['p_better'])}."
    )


_MEDIA = {"email": "e-mail", "phone": "phone", "linkedin": "LinkedIn"}


def _keep(decision: Decision, interviews: int, checks: int) -> str:
    kept = f"Keep what you do: {cadence_in_words(decision.given)}."
    if interviews == 0:
        nothing = "The log has no interview with a date yet, so there is nothing to tune on"
        return f"{kept} {nothing}: about 200 interviews would be needed."
    if checks == 0:
        asked = _counted(interviews, "interview")
        return (
            f"{kept} After {asked} no check was sent yet, so the log can't say what checks bring; "
            f"about {_round(decision.more_interviews)} more interviews, with checks noted, would be needed."
        )
    other = decision.policies.iloc[decision.best_other]
    few = "only " if interviews < _LEAST_INTERVIEWS else ""
    return (
        f"{kept} {few.capitalize()}{_counted(interviews, 'interview')} and {_counted(checks, 'check')} can't tell another "
        f"cadence apart from it: the most promising ({cadence_in_words(other)}) is better with a chance of "
        f"{_chance(other['p_better'])}, where 90 % is asked for. "
        f"About {_round(decision.more_interviews)} more interviews would be needed."
    )


def _too_few_days(decision: Decision, dated: DatedAnswers) -> str:
    return (
        f"Keep what you do: {cadence_in_words(decision.given)}. Your sheet has the day of {dated.dated} of "
        f"{_counted(dated.answered, 'answer')} after interviews, too few to say when they come. Write the day of an answer down, "
        "and this will tell you more."
    )


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def _chance(share: float) -> str:
    return "over 99 %" if share > 0.99 else f"{100 * share:.0f} %"


def _points(chance: float) -> str:
    return f"{100 * chance:.1f}".replace("-", "−")


def _round(number: int) -> str:
    """To one or two figures that mean something."""
    step = 10 if number < 200 else 50 if number < 1_000 else 500
    return f"{max(round(number / step), 1) * step:,}"


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
