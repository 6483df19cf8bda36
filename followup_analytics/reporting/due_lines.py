"""Which actions are lines of the list: folded by application and day, cut where the list is cut, all else counted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog

MESSAGES_A_DAY = 8
_DAYS_TO_PREPARE = 3
_COUNTED = {"move_on": "move_on", "decide": "decide", "connection_request": "connect", "keep_in_touch": "keep_in_touch"}
_OPEN = ("overdue", "due")


@dataclass(frozen=True)
class DueLines:
    """The lines of the list, before they are put in words.

    Attributes
    ----------
    actions : the table of actions with the columns `trigger_kind`, `trigger_day` (local), `opens_day` (local) and `today`
    tiers : of each tier with actions: for each line its action_id and those of all actions that are folded into it
    near : planned interviews of today and the next three days
    counts : what is only counted
    rest_after : after how many cards of the first three tiers the rest keeps until tomorrow, or None
    """

    actions: pd.DataFrame
    tiers: dict[str, dict[str, tuple[str, ...]]]
    near: frozenset[str]
    counts: dict[str, int]
    rest_after: int | None


def due_lines(log: JobSearchLog, actions: pd.DataFrame, moment: Moment, days_ahead: int, cold: int) -> DueLines:
    """Fold and cut the table of actions; its order is kept."""
    table = _with_days(log, actions, moment)
    ready = table[table["status"].isin(_OPEN)]
    checks = ready[(ready["tier"] == 6) & ready["reachable"]]
    ahead = (table["opens_day"] - table["today"]).dt.days
    coming = table[(table["status"] == "waiting") & (ahead <= days_ahead)]
    planned = coming[(coming["tier"] <= 3) & coming["send_at"].notna()]
    tiers = {
        "waiting": _answers(ready[ready["tier"] == 1]),
        "thanks": _grouped(ready[ready["tier"] == 2], ["application_id", "trigger_day"]),
        "checks": _each(ready[ready["tier"] == 3]),
        "planned": _each(planned),
        "cold": _each(checks.head(cold)),
    }
    near = planned.index[(planned["tier"] == 2) & (ahead[planned.index] <= _DAYS_TO_PREPARE)]
    messages = sum(len(tiers[name]) for name in ("waiting", "thanks", "checks"))
    keeps = max(MESSAGES_A_DAY, len(tiers["waiting"]) + len(tiers["thanks"]))
    rest_after = keeps if messages > keeps else None
    counts = {
        **_to_do(table, tiers),
        "cold_more": len(checks) - len(tiers["cold"]),
        "nobody_to_write_to": int(((ready["tier"] == 6) & ~ready["reachable"]).sum()),
        **_housekeeping(ready, tiers["thanks"]),
        **_still_to_come(coming, moment),
        "keeps_until_tomorrow": messages - keeps if messages > keeps else 0,
    }
    return DueLines(table, tiers, frozenset(map(str, near)), counts, rest_after)


def _with_days(log: JobSearchLog, actions: pd.DataFrame, moment: Moment) -> pd.DataFrame:
    events, zones = log.events, actions["application_id"].map(log.applications["timezone"])
    row = events.index.get_indexer(pd.Index(actions["trigger_event_id"]))
    kinds = np.append(events["kind"].astype("str").to_numpy(dtype=object), "")
    at = pd.Series(events["at"].array.take(row, allow_fill=True), actions.index)
    return actions.assign(
        trigger_kind=pd.array(kinds[row], dtype="str"),
        trigger_at=at,
        trigger_day=_days(at, zones),
        opens_day=_days(actions["opens_at"], zones),
        today=_today(zones, moment),
        zone=zones,
    )


def _days(times: pd.Series, zones: pd.Series) -> pd.Series:
    days = pd.Series(pd.NaT, times.index, dtype="datetime64[us]")
    for zone in pd.unique(zones):
        here = (zones == zone) & times.notna()
        days[here] = times[here].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    return days


def _today(zones: pd.Series, moment: Moment) -> pd.Series:
    if moment.day is not None:
        return pd.Series(pd.Timestamp(moment.day, unit="D").as_unit("us"), zones.index)
    now = pd.Timestamp(moment.second or 0, unit="s", tz="UTC")
    return _days(pd.Series(now, zones.index, dtype="datetime64[us, UTC]"), zones)


def _each(lines: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {str(name): (str(name),) for name in lines.index}


def _grouped(lines: pd.DataFrame, by: list[str]) -> dict[str, tuple[str, ...]]:
    """Lines of what belongs together, named by the first of each, which is the one that is due first."""
    groups = lines.groupby(by, sort=False).groups.values()
    return {str(names[0]): tuple(map(str, names)) for names in groups}


def _answers(lines: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """One line an application, named by its earliest due time, an offer's before all others, thanks before a decision."""
    found: dict[str, tuple[str, ...]] = {}
    for _, group in lines.groupby("application_id", sort=False):
        ranked = group.assign(other=group["trigger_kind"] != "offer").sort_index(kind="stable")
        first = ranked.sort_values(["other", "due_at", "rule"], kind="stable").iloc[0]
        thanks = group[(group["rule"] == "T12") & (group["trigger_event_id"] == first["trigger_event_id"])]
        name = str(thanks.index[0] if len(thanks) else first.name)
        found[name] = tuple(map(str, group.index))
    return found


def _to_do(table: pd.DataFrame, tiers: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, int]:
    lines = [members for name in ("waiting", "thanks", "checks", "cold") for members in tiers[name].values()]
    overdue = set(table.index[table["status"] == "overdue"])
    late = sum(not overdue.isdisjoint(members) for members in lines)
    return {"to_do": len(lines), "late": late, "planned": len(tiers["planned"])}


def _housekeeping(ready: pd.DataFrame, thanks: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """What is open of tier 7, by action; to connect is a hint on the thank-you's card where there is one."""
    thanked = ready["application_id"].isin(ready.loc[list(thanks), "application_id"])
    counted = ready[(ready["tier"] == 7) & ~((ready["rule"] == "T14") & thanked)]["action"].value_counts()
    return {name: int(counted.get(action, 0)) for action, name in _COUNTED.items()}


def _still_to_come(coming: pd.DataFrame, moment: Moment) -> dict[str, int]:
    checks = (coming["tier"] == 6) & coming["reachable"] & coming["send_at"].notna()
    if moment.day is None:
        not_reached = coming["opens_at"] > pd.Timestamp(moment.second or 0, unit="s", tz="UTC")
    else:
        not_reached = coming["opens_day"] > coming["today"]
    return {"planned_cold": int(checks.sum()), "planned_housekeeping": int(((coming["tier"] == 7) & not_reached).sum())}


def meetings_today(lines: DueLines, log: JobSearchLog, moment: Moment) -> list[tuple[str, dt.time | None]]:
    """Whom one meets today, from now on, with the hour where it is known, by the clock."""
    table = lines.actions
    chosen = table[(table["tier"] == 2) & table["status"].isin([*_OPEN, "waiting"]) & (table["trigger_day"] == table["today"])]
    precision = log.events["precision"].astype("str").reindex(chosen["trigger_event_id"]).to_numpy()
    begins = pd.Timestamp(moment.second or 0, unit="s", tz="UTC")
    found: list[tuple[pd.Timestamp, str, dt.time | None]] = []
    for (_, action), exact in zip(chosen.iterrows(), precision == "minute", strict=True):
        whom, at = str(action["company"] or action["role"]), action["trigger_at"]
        if not exact:
            found.append((pd.Timestamp.max.tz_localize("UTC"), whom, None))
        elif moment.day is not None or at >= begins:
            found.append((at, whom, at.tz_convert(action["zone"]).time()))
    return list(dict.fromkeys((whom, hour) for _, whom, hour in sorted(found, key=lambda one: one[:2])))
