"""Follow-ups as entries of a calendar: on which day, at which hour, and what became of each."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import NAMESPACE_DNS, uuid5

import pandas as pd

from followup_analytics.errors import MomentError
from followup_analytics.local_time import SECONDS_A_DAY, Moment, zone
from followup_analytics.reporting.wording.due import what_to_do
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, day_text, one_line
from followup_analytics.rules.action_ids import own_ids
from followup_analytics.rules.action_table import check_actions
from followup_analytics.rules.sending import NOT_SENT

ENTRIES_A_DAY = 8
LENGTH = dt.timedelta(minutes=15)
# Hours of the seeker's own clock: business hours elsewhere may be night here.
_FIRST, _LAST = dt.time(9), dt.time(21)
_SATURDAY = 5


def stacked(starts: pd.Series, local: dt.tzinfo) -> pd.Series:
    """Moments moved into the seeker's day: never before nine or from nine in the evening on, eight a day, one after another.

    Parameters
    ----------
    starts : Series
        The best moments (UTC), the most urgent first; what comes first keeps its day.
    local : tzinfo
        The seeker's own zone.

    Returns
    -------
    Series
        Moments (UTC) under the same index, no two of them within a quarter of an hour.
    """
    days: dict[dt.date, list[tuple[dt.datetime, int]]] = {}
    for place, start in enumerate(starts):
        wanted = _within_hours(start.tz_convert(local).to_pydatetime().replace(tzinfo=None))
        while len(days.get(wanted.date(), ())) >= ENTRIES_A_DAY:
            wanted = _next_morning(wanted.date())
        days.setdefault(wanted.date(), []).append((wanted, place))
    moments = [pd.Timestamp(0, tz="UTC")] * len(starts)
    for of_day in days.values():
        for place, wanted in _one_after_another(sorted(of_day)):
            moments[place] = pd.Timestamp(wanted.replace(tzinfo=local)).tz_convert("UTC")
    return pd.Series(moments, starts.index, dtype=starts.dtype)


def _within_hours(clock: dt.datetime) -> dt.datetime:
    if clock.time() < _FIRST:
        return dt.datetime.combine(clock.date(), _FIRST)
    return clock if clock.time() < _LAST else _next_morning(clock.date())


def _next_morning(day: dt.date) -> dt.datetime:
    """Nine o'clock of the next business day."""
    day += dt.timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, _FIRST)


def _one_after_another(of_day: list[tuple[dt.datetime, int]]) -> list[tuple[int, dt.datetime]]:
    """Each at its moment or right after the one before; where the evening leaves no room, all of them sooner."""
    found: list[tuple[int, dt.datetime]] = []
    for wanted, place in of_day:
        start = max(wanted, found[-1][1] + LENGTH) if found else wanted
        found.append((place, start))
    evening = dt.datetime.combine(of_day[0][0].date(), _LAST)
    for number, (place, start) in enumerate(found):
        latest = evening - LENGTH * (len(found) - number)
        found[number] = (place, min(start, latest))
    return found


ENTRY_COLUMNS = ("uid", "status", "starts_at", "due_at", "all_day", "sequence", "summary", "description")
_NAMESPACE = uuid5(NAMESPACE_DNS, "followup-analytics")
# An entry stands within a few days of the moment that it was written for, weekends and holidays included: of what was over more
# than a week ago no alarm can still be ahead. A to-do stays open until it is told, however old.
_EVENTS_CANCELLED_FOR = pd.Timedelta(days=7)


def calendar_entries(
    actions: pd.DataFrame,
    *,
    owner: str | Mapping[str, str] = "",
    as_of: Any = None,
    timezone: str | None = None,
    todo: bool = False,
    revision: int = 0,
    exported: Collection[str] = (),
) -> pd.DataFrame:
    """What stands in the calendar file, as a table.

    Parameters
    ----------
    actions, owner, as_of, timezone, todo, revision
        As for `write_calendar`.
    exported : collection of str
        The UIDs of an earlier file: nothing else is cancelled or ticked off.

    Returns
    -------
    DataFrame
        One row per entry, in the order of `actions`; index `action_id`. Columns: `uid`; `status` (`CONFIRMED` or `CANCELLED`;
        of to-dos `NEEDS-ACTION`, `COMPLETED` or `CANCELLED`), `starts_at, due_at` (UTC), `all_day` (the day of `due_at` is all
        that is known), `sequence`, `summary, description` (the sheet's text on one line). Of events, what is over is cancelled
        for a week; of to-dos, for ever.
    """
    stamp, local = stamp_of(actions, as_of), zone(timezone or "UTC")
    owners = actions["seeker"].map(owner) if isinstance(owner, Mapping) else pd.Series(owner, actions.index)
    named = zip(owners, own_ids(actions) if isinstance(owner, Mapping) else actions.index, strict=True)
    uids = pd.Series([uid_of(whose, action_id, todo) for whose, action_id in named], actions.index, dtype="str")
    is_decision = actions["rule"] == "T21"
    is_open = (actions["send_at"].notna() & actions["reachable"] | is_decision & (actions["status"] == "due")).astype(bool)
    is_recent = todo | (actions["expires_at"] >= stamp - _EVENTS_CANCELLED_FOR)
    known = ~actions["action"].isin(NOT_SENT) | is_decision
    kept = known & (is_open | (is_recent & uids.isin(list(exported))))
    shown, is_open = actions[kept], is_open[kept]
    timed = is_open & ~is_decision[kept]
    starts = shown["send_at"].fillna(shown["opens_at"])
    starts[timed] = stacked(starts[timed], local)
    ended = shown["status"].isin(["done", "late"]).map({True: "COMPLETED" if todo else "CANCELLED", False: "CANCELLED"})
    columns = {
        "uid": uids[kept],
        "status": ended.astype("str").where(~is_open, "NEEDS-ACTION" if todo else "CONFIRMED"),
        "starts_at": starts,
        "due_at": shown["due_at"],
        "all_day": is_decision[kept],
        "sequence": _sequence(stamp, revision) + (~is_open).astype("int64"),
        "summary": _summaries(shown),
        "description": pd.array([_description(action, local) for action in records_of(shown)], dtype="str"),
    }
    return pd.DataFrame(columns, index=shown.index)[list(ENTRY_COLUMNS)]


def stamp_of(actions: pd.DataFrame, as_of: Any) -> pd.Timestamp:
    """The moment of the evaluation; of a day, its beginning in UTC."""
    check_actions(actions)
    known = actions.attrs.get("as_of") if as_of is None else as_of
    if known is None:
        raise MomentError(
            "it is not known of which moment these actions are: give as_of, the moment that follow_up_actions was given"
        )
    moment = Moment.of(known)
    second = moment.utc_day * SECONDS_A_DAY if moment.second is None else moment.second
    return pd.Timestamp(second, unit="s", tz="UTC")


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, a dict each."""
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def uid_of(owner: str, action_id: str, todo: bool) -> str:
    """The entry's name for ever; an event and a to-do may stand in one calendar, and are two entries."""
    return str(uuid5(_NAMESPACE, f"{'todo' if todo else 'event'} {owner} {action_id}"))


def _sequence(stamp: pd.Timestamp, revision: int) -> int:
    """Higher for a later moment or revision; there is room for a cancellation at the same one, which is then the newer."""
    return 2 * (int(stamp.timestamp() // 60) + revision)


def _summaries(actions: pd.DataFrame) -> pd.Series:
    what = what_to_do(actions, pd.Series("", actions.index, dtype="str"))
    company, role = (actions[name].map(one_line).astype("str") for name in ("company", "role"))
    whom = company.where(company != "", role)
    seeker = actions["seeker"].map(one_line).astype("str")
    return ((seeker + ": ").where(seeker != "", "") + what + (": " + whom).where(whom != "", "")).astype("str")


def _description(action: dict[str, Any], local: dt.tzinfo) -> str:
    """Whom it concerns, how and by when, and why, a line each."""
    by = f"{'was due' if action['status'] == 'overdue' else 'due by'} {_deadline(action['due_at'], local)}"
    whom = " · ".join(filter(None, (action["contact"], action["role"])))
    how = ", ".join(filter(None, (MEDIUM_WORDS[action["medium"]], by)))
    return "\n".join(filter(None, map(one_line, (whom, how[0].upper() + how[1:], action["why"]))))


def _deadline(due: pd.Timestamp, local: dt.tzinfo) -> str:
    """A moment by the seeker's clock; the end of a day by its name."""
    day, is_day = due_day(due), is_days_end(due)
    clock = due.tz_convert(local)
    said = day if is_day else clock.date()
    return f"{day_text(said, said)} {said:%Y}" + ("" if is_day else f"{clock:, %H:%M}")


def is_days_end(due: pd.Timestamp) -> bool:
    """Whether a moment is the end of a day, wherever that is."""
    return (due.minute, due.second) == (59, 59)


def due_day(due: pd.Timestamp) -> dt.date:
    """The day that a moment is the end of: it has the same name at its noon all but everywhere."""
    return (due - dt.timedelta(hours=12)).date()
