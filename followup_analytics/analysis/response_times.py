"""silence_curve: when answers come, and what it means that none has come yet."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT, check_share, check_whole, incidence
from followup_analytics.analysis.response_rates import check_groupings, grouping
from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.local_time import Ints
from followup_analytics.log.job_search_log import JobSearchLog, check_log

_LONGEST_DAYS = 60
_LEAST_AT_RISK = 10
_LAST_SHARE = 0.05
_CURVES = ("answered", "favourable", "rejected")


@dataclass(frozen=True)
class SilenceCurve:
    """When answers come, by day and by group, and what is left to hope for after some days of silence.

    Attributes
    ----------
    frame : DataFrame
        One row per group and day, from 0 to the group's horizon. Columns: `group` ("" where none was asked for), `day`,
        `at_risk` (silences still waited for on that day), then for each of `answered`, `favourable` and `rejected` the chance
        by that day with its interval (`answered, answered_low, answered_high`, ...). `answered` counts every human answer;
        `favourable` and `rejected` compete.
    groups : DataFrame
        One row per group: `group`, `silences` (counted in the curve), `undated` (answered on an unknown day: not in it),
        `horizon_days` (60, or the last day with 10 at risk), `last_answers_day` (the day after which fewer than 1 in 20 of the
        answers up to the horizon still come).
    confidence : float
    """

    frame: pd.DataFrame
    groups: pd.DataFrame
    confidence: float
    _waits: pd.DataFrame

    def chance_still_to_hear(self, after_days: int, group: str = "", favourable: bool = False) -> pd.Series:
        """The chance of an answer by the horizon, after so many days of silence.

        Parameters
        ----------
        after_days : int
            Whole days without an answer so far.
        group : str
            One of the groups of the curve.
        favourable : bool
            Count favourable answers only.

        Returns
        -------
        Series
            `chance, low, high`, `silences` (how many lasted that long, which is what this rests on), `horizon_days`. Once the
            horizon is over nothing can come by it, so the chance is 0; of what may come later the log knows nothing, and the
            interval is all from 0 to 1.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        FollowupError
            If `after_days` is no whole number or negative.
        """
        check_whole("after_days", after_days, 0)
        horizon = int(self.of_group(group)["horizon_days"])
        waits = self._waits[(self._waits["group"] == group) & (self._waits["days"] > after_days)]
        left = horizon - after_days
        if left <= 0 or len(waits) == 0:
            return pd.Series({"chance": 0.0, "low": 0.0, "high": 1.0, "silences": len(waits), "horizon_days": horizon})
        cause = waits["favourable_cause" if favourable else "answered_cause"].to_numpy()
        curve = incidence(waits["days"].to_numpy() - after_days, cause, waits["case"].to_numpy(), left, self.confidence)
        return pd.Series(
            {
                "chance": curve.chance[-1],
                "low": curve.low[-1],
                "high": curve.high[-1],
                "silences": len(waits),
                "horizon_days": horizon,
            }
        )

    def of_group(self, group: str) -> pd.Series:
        """The row of `groups` of that name.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        """
        found = self.groups[self.groups["group"] == group]
        if len(found) == 0:
            names = self.groups["group"].tolist()
            there = ", ".join(map(repr, names))
            raise UnknownNameError(f"group {group!r} is not in the curve: there are {there}{did_you_mean(group, names)}")
        return found.iloc[0]


def silence_curve(log: JobSearchLog, by: str | None = None, *, as_of: Any, confidence: float = 0.95) -> SilenceCurve:
    """When answers come after an attempt or an interview, by whole day, with what is still waited for accounted for.

    Parameters
    ----------
    log : JobSearchLog
    by : str, optional
        A grouping of `response_rates`; `kind` tells applications, checks and interviews apart.
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    confidence : float
        Of the intervals.

    Returns
    -------
    SilenceCurve

    Raises
    ------
    UnknownNameError
        If `by` is no grouping.
    FollowupError
        If `confidence` is not between 0 and 1.
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    Notes
    -----
    Aalen-Johansen by whole day (`intervals.incidence`). Answers of unknown day are left out of the curve and counted in `groups`.
    """
    check_log(log)
    if by is not None:
        check_groupings([by])
    check_share("confidence", confidence)
    found = silences(log, as_of=as_of)
    group = pd.Series("", found.index, dtype="str") if by is None else grouping(found, by)
    undated = found["outcome"] == "undated"
    waits = _waits(found, group)[~undated.to_numpy()]
    names = sorted(group.unique()) if by else [""]
    curves = [_curve(waits[waits["group"] == name], name, confidence) for name in names]
    frame = pd.concat([curve for curve, _ in curves], ignore_index=True) if curves else _curve(waits, "", confidence)[0].head(0)
    groups = pd.DataFrame(
        [{**facts, "undated": int((undated & (group == facts["group"])).sum())} for _, facts in curves], columns=_GROUP_COLUMNS
    )
    return SilenceCurve(frame, groups, confidence, waits)


_GROUP_COLUMNS = ["group", "silences", "undated", "horizon_days", "last_answers_day"]


def _waits(found: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Days and causes of all silences, as plain columns."""
    answered = found["outcome"].isin(["answered", "rejected"]).to_numpy()
    good, bad = found["favourable"].to_numpy() & answered, (found["outcome"] == "rejected").to_numpy()
    causes = {
        "answered_cause": np.where(answered, EVENT, CENSORED),
        "favourable_cause": np.select([good, answered], [EVENT, COMPETING], CENSORED),
        "rejected_cause": np.select([bad, answered], [EVENT, COMPETING], CENSORED),
    }
    case: Ints = pd.factorize(found["application_id"])[0]
    return pd.DataFrame({"group": group.to_numpy(), "days": found["observed_days"].to_numpy(), "case": case, **causes})


def _curve(waits: pd.DataFrame, name: str, confidence: float) -> tuple[pd.DataFrame, dict[str, Any]]:
    days, case = waits["days"].to_numpy(), waits["case"].to_numpy()
    horizon = _horizon(days)
    curves = {kind: incidence(days, waits[f"{kind}_cause"].to_numpy(), case, horizon, confidence) for kind in _CURVES}
    columns: dict[str, Any] = {"group": name, "day": np.arange(horizon + 1), "at_risk": curves["answered"].at_risk}
    for kind, curve in curves.items():
        columns |= {kind: curve.chance, f"{kind}_low": curve.low, f"{kind}_high": curve.high}
    chance = curves["answered"].chance
    last = int(np.flatnonzero(chance >= (1 - _LAST_SHARE) * chance[-1])[0])
    return pd.DataFrame(columns), {"group": name, "silences": len(waits), "horizon_days": horizon, "last_answers_day": last}


def _horizon(days: Ints) -> int:
    """60 days, or the last day with 10 silences at risk; day 0 where there are fewer."""
    watched = np.sort(days)[::-1]
    return (
        int(min(_LONGEST_DAYS, watched[_LEAST_AT_RISK - 1]))
        if len(watched) >= _LEAST_AT_RISK
        else min(_LONGEST_DAYS, int(days.max(initial=0)))
    )
