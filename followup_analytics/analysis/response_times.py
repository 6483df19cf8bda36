"""silence_curve: when answers come, and what it means that none has come yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempt_cells import CellTable, cells_of_rows
from followup_analytics.analysis.attempts import ATTEMPT_COLUMNS, silences
from followup_analytics.analysis.entries import Entries
from followup_analytics.analysis.grouped_rates import check_groupings, grouping
from followup_analytics.analysis.intervals import (
    check_share,
    check_whole,
    incidence,
)
from followup_analytics.analysis.remaining_chance import (
    LEFT_COLUMNS,
    chance_left,
    whole_days,
    with_interval,
)
from followup_analytics.analysis.results import Result
from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.local_time import Ints
from followup_analytics.log.job_search_log import JobSearchLog, check_log

_LONGEST_DAYS = 60
_LEAST_AT_RISK = 10
_LAST_SHARE = 0.05
_BETWEEN = " · "  # the names of a group of two
_CURVES = ("answered", "favourable", "rejected")


@dataclass(frozen=True, eq=False, repr=False)
class SilenceCurve(Result):
    """When answers come, by day and by group, and what is left to hope for after some days of silence.

    Attributes
    ----------
    frame : DataFrame
        One row per group and day, from 0 to the group's horizon. Columns: `group` ("" where none was asked for), `day`,
        `at_risk` (silences still waited for on that day, in the mean over the draws), then for each of `answered`, `favourable`
        and `rejected` the chance by that day with its interval (`answered, answered_low, answered_high`, ...). `answered`
        counts every human answer; `favourable` and `rejected` compete. Where fewer than 5 answers have a day the chances are
        missing and the intervals 0 to 1.
    groups : DataFrame
        One row per group: `group`, `silences`, `undated` (of those, answered on a day that is not known: counted by when they
        may have been), `horizon_days` (60, or the last day with 10 at risk), `last_answers_day` (the day after which fewer than
        1 in 20 of the answers up to the horizon still come), `answered_so_far` (how many, whenever), `dated` (how many of those
        have a day), `unknown_day_share` (of what is not known of the chance by the horizon, how much because days are missing),
        `case` (of what influences are added up: `seeker` in a group of 10 of them or more, else `application`).
    confidence : float
    """

    frame: pd.DataFrame
    groups: pd.DataFrame
    confidence: float
    _silences: dict[str, Entries] = field(compare=False)

    def _in_brief(self) -> str:
        return f"{int(self.groups['silences'].sum()):,} silences, {len(self.groups)} group{'s' if len(self.groups) != 1 else ''}"

    def _to_show(self) -> pd.DataFrame:
        return self.groups

    def chance_still_to_hear(self, after_days: Any, group: str = "", favourable: bool = False) -> Any:
        """The chance of an answer by the horizon, after so many days of silence.

        Parameters
        ----------
        after_days : int or array of int
            Whole days without an answer so far.
        group : str
            One of the groups of the curve.
        favourable : bool
            Count favourable answers only.

        Returns
        -------
        Series or DataFrame
            `chance, low, high`, `silences` (how many lasted that long, which is what this rests on), `horizon_days`,
            `unknown_day_share`; for an array a table, a row for each of its elements. Once the horizon is over nothing can come
            by it, so the chance is 0; of what may come later the log knows nothing, and the interval is all from 0 to 1. Where
            fewer than 5 answers have a day the chance is missing and the interval 0 to 1.

        Raises
        ------
        UnknownNameError
            If there is no such group.
        FollowupError
            If `after_days` is no whole number or negative.
        """
        horizon = int(self.of_group(group)["horizon_days"])
        found = self._silences.get(group)
        cause = "favourable" if favourable else "answered"
        if isinstance(after_days, Integral):
            check_whole("after_days", after_days, 0)
            return pd.Series(chance_left(found, cause, int(after_days), horizon, self.confidence), index=list(LEFT_COLUMNS))
        wanted = whole_days(after_days)
        distinct, place = np.unique(wanted, return_inverse=True)
        rows = [chance_left(found, cause, int(days), horizon, self.confidence) for days in distinct]
        table = pd.DataFrame(rows, columns=list(LEFT_COLUMNS)).astype({"silences": "int64", "horizon_days": "int64"})
        index = after_days.index if isinstance(after_days, pd.Series) else None
        return table.iloc[place].set_axis(index if index is not None else pd.RangeIndex(len(place)))

    def unstated(self, group: str) -> bool:
        """Whether too few answers of a group have a day to state chances by day; errors as for `of_group`."""
        self.of_group(group)
        return group in self._silences and self._silences[group].few_dated

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


def silence_curve(
    log: JobSearchLog, by: str | Sequence[str] | None = None, *, as_of: Any, confidence: float = 0.95, seed: int = 0
) -> SilenceCurve:
    """When answers come after an attempt or an interview, by whole day, with what is still waited for accounted for.

    Parameters
    ----------
    log : JobSearchLog
    by : str or sequence of str, optional
        A grouping of `response_rates`, or two, or other columns; `kind` tells applications, checks and interviews apart. The
        groups of two are named "first · second".
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    confidence : float
        Of the intervals.
    seed : int
        Of the draws for answers of unknown day.

    Returns
    -------
    SilenceCurve

    Raises
    ------
    UnknownNameError
        If `by` is no grouping and no column.
    FollowupError
        If `confidence` is not between 0 and 1, or `seed` no whole number of at least 0.
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    Notes
    -----
    Aalen-Johansen by whole day (`intervals.incidence`). Where answers have no day, it runs on ten completed tables, joined by
    Rubin's rules (`interval_censoring`); "once silent for so long" is asked in each of them.
    """
    check_log(log)
    return curve_of(silences(log, as_of=as_of), by, confidence=confidence, seed=seed)


FEW_WAITS = 15


def chances_of_waiting(waits: pd.DataFrame, by_kind: SilenceCurve, together: SilenceCurve) -> pd.DataFrame:
    """What may still come for each open silence: by what is waited for, or by all silences where there are under 15 of its kind.

    Returns a row each: `chance, low, high` (missing where the silence has outlasted the curve), `silences, horizon_days, of_all`.
    """
    kind, days = waits["kind"].astype("str").to_numpy(), waits["observed_days"].reset_index(drop=True)
    sizes = by_kind.groups.set_index("group")["silences"].reindex(kind).fillna(0).to_numpy()
    told = pd.Series(np.where(sizes < FEW_WAITS, "", kind))
    parts = [(by_kind if name else together).chance_still_to_hear(of, str(name)) for name, of in days.groupby(told)]
    table = pd.concat(parts).sort_index() if parts else pd.DataFrame(columns=list(LEFT_COLUMNS))
    table = table.assign(of_all=(told == "").to_numpy()).drop(columns="unknown_day_share")
    over = (days >= table["horizon_days"]).to_numpy()
    bounds = table[["chance", "low", "high"]].astype("float64").mask(np.repeat(over[:, None], 3, axis=1))
    return table.assign(**bounds).set_axis(waits.index)


def curve_of(
    found: pd.DataFrame, by: str | Sequence[str] | None = None, *, confidence: float = 0.95, seed: int = 0
) -> SilenceCurve:
    """`silence_curve` of a table of silences that is there already."""
    own = [name for name in found.columns if name not in ATTEMPT_COLUMNS]
    names = check_groupings([] if by is None else [by] if isinstance(by, str) else by, own, ATTEMPT_COLUMNS)
    check_share("confidence", confidence)
    check_whole("seed", seed, 0)
    keys = pd.DataFrame({name: grouping(found, name) for name in names}, index=found.index)
    return curve_from_cells(cells_of_rows(found, keys, seed=seed)[0], confidence)


def curve_from_cells(table: CellTable, confidence: float) -> SilenceCurve:
    """`silence_curve` of the cells of silences."""
    named = [_BETWEEN.join(row) for row in table.groups.itertuples(index=False)]
    parts = {name: table.entries(place) for place, name in sorted(enumerate(named), key=lambda one: one[1])}
    if not len(table.groups.columns) and not parts:
        parts = {"": table.entries(None)}
    curves = [_curve(silent, name, confidence) for name, silent in parts.items()]
    frame = pd.concat([curve for curve, _ in curves], ignore_index=True) if curves else pd.DataFrame(columns=_FRAME_COLUMNS)
    groups = pd.DataFrame([facts for _, facts in curves], columns=_GROUP_COLUMNS)
    return SilenceCurve(frame, groups, confidence, parts)


_FRAME_COLUMNS = ["group", "day", "at_risk", *(f"{kind}{end}" for kind in _CURVES for end in ("", "_low", "_high"))]
_GROUP_COLUMNS = [
    *("group", "silences", "undated", "horizon_days", "last_answers_day"),
    *("answered_so_far", "dated", "unknown_day_share", "case"),
]


def _curve(silent: Entries, name: str, confidence: float) -> tuple[pd.DataFrame, dict[str, Any]]:
    horizon = min(_horizon(days, silent.weight) for days in silent.days)
    columns: dict[str, Any] = {"group": name, "day": np.arange(horizon + 1)}
    share = np.zeros(horizon + 1)
    for kind in _CURVES:
        cause, together = silent.cause(kind), silent.together
        each = [incidence(days, cause, together, horizon, confidence, silent.weight) for days in silent.days]
        parts = with_interval(np.stack([one.chance for one in each]), np.stack([one.effective_size for one in each]), confidence)
        if kind == "answered":
            at_risk = np.mean([one.at_risk for one in each], axis=0)
            columns["at_risk"] = np.round(at_risk).astype(np.int64)
            chance, share = parts[0], parts[3]
        columns |= dict(zip((kind, f"{kind}_low", f"{kind}_high"), parts[:3], strict=True))
    last = int(np.flatnonzero(chance >= (1 - _LAST_SHARE) * chance[-1])[0])
    if silent.few_dated:
        unsaid = {"": np.nan, "_low": 0.0, "_high": 1.0}
        columns |= {f"{kind}{end}": value for kind in _CURVES for end, value in unsaid.items()}
    unknown, answered = silent.has("unknown"), silent.has("answered")
    counts = (int(silent.weight.sum()), silent.count(unknown), horizon, last)
    facts = (*counts, silent.count(answered), silent.count(answered & ~unknown), float(share[-1]), silent.case)
    return pd.DataFrame(columns, columns=_FRAME_COLUMNS), dict(zip(_GROUP_COLUMNS, (name, *facts), strict=True))


def _horizon(days: Ints, weight: Ints) -> int:
    """60 days, or the last day with 10 silences at risk; day 0 where there are fewer."""
    capped = np.minimum(days, _LONGEST_DAYS)
    at_risk = np.cumsum(np.bincount(capped, weight, _LONGEST_DAYS + 1)[::-1])[::-1]
    lasting = np.flatnonzero(at_risk >= _LEAST_AT_RISK)
    return int(lasting[-1]) if len(lasting) else int(capped.max(initial=0))
