"""Follow-ups as a calendar file: an entry at the best moment to send, replaced or cancelled by the next file."""

import datetime as dt
import os
from typing import Any, cast
from uuid import NAMESPACE_DNS, uuid5

import pandas as pd
from icalendar import Alarm, Calendar, Component, Event, Todo

from followup_analytics.errors import MomentError
from followup_analytics.file_writing import write_whole
from followup_analytics.local_time import SECONDS_A_DAY, Moment, zone
from followup_analytics.reporting.wording.names import ACTION_WORDS, AGAIN, MEDIUM_WORDS, day_text, one_line
from followup_analytics.rules.action_table import check_actions
from followup_analytics.rules.sending import NOT_SENT

ENTRY_COLUMNS = ("uid", "status", "starts_at", "due_at", "sequence", "summary", "description")
_NAMESPACE = uuid5(NAMESPACE_DNS, "followup-analytics")
_LENGTH, _ALARM_BEFORE = dt.timedelta(minutes=15), dt.timedelta(minutes=10)
# Hours of the user's own clock: business hours elsewhere may be night here.
_MORNING, _EVENING, _NIGHT = 7, 21, 22
# An entry stands within a few days of the moment that it was written for, weekends and holidays included: of what was over more
# than a week ago no alarm can still be ahead. A to-do stays open until it is told, however old.
_EVENTS_CANCELLED_FOR = pd.Timedelta(days=7)


def write_calendar(
    actions: pd.DataFrame,
    path: str | os.PathLike[str],
    *,
    as_of: Any = None,
    timezone: str | None = None,
    todo: bool = False,
    revision: int = 0,
) -> None:
    """Write what is to be sent as a calendar file (iCalendar), each entry at its `send_at`, with one alarm.

    The alarm rings ten minutes before; by the clock of `timezone` not at night, but at 21:00 before it.

    An action has the same UID in every file, and a later file has a higher SEQUENCE: importing it moves what has moved and
    cancels what was done or is no longer needed. Programs differ in this (desktop Outlook makes copies), so import into a
    calendar of its own, which can be emptied and filled anew.

    Parameters
    ----------
    actions : DataFrame
        What `follow_up_actions` gives. What is not sent (to move on, to decide) has no entry.
    path
        Where to; the name must end in `.ics`. An existing file is replaced only when all is written.
    as_of : date, str or Timestamp, optional
        The moment of `actions`, with which entries are stamped. Without it, the one that `follow_up_actions` noted in
        `actions.attrs["as_of"]`.
    timezone : str, optional
        The zone of your own clock. With it, times are written as that clock shows them and stay at that hour wherever the
        calendar is opened; without it, in UTC, which a calendar program turns into its own zone.
    todo : bool
        Write to-dos, due when the action is, instead of events. Outlook and Google Calendar take events only.
    revision : int
        What grows with each change of the same day, such as `len(journal.entries())`: without it, a file of that day in which
        something was put off or taken back is no newer than the one before.

    Raises
    ------
    FollowupError
        If the table lacks columns, the name has another ending, or the file can't be written.
    LogError
        If the time zone is not known.
    MomentError
        If `as_of` is neither a day nor an instant with a time zone, or the moment is not known.

    References
    ----------
    RFC 5545 (iCalendar), RFC 5546 section 2.1.4 (which of two versions of an entry is the newer).
    """
    content = calendar_file(actions, as_of=as_of, timezone=timezone, todo=todo, revision=revision)
    write_whole(path, content, "a calendar", ".ics")


def calendar_file(
    actions: pd.DataFrame, *, as_of: Any = None, timezone: str | None = None, todo: bool = False, revision: int = 0
) -> bytes:
    """The content of the calendar file; parameters and errors as for `write_calendar`."""
    stamp, local = _stamp(actions, as_of), _zone(timezone)
    calendar = Calendar()
    for name, value in (("prodid", "-//followup-analytics//follow-ups//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", "Follow-ups")
    make = _todo if todo else _event
    for entry in _records(calendar_entries(actions, as_of=stamp, timezone=timezone, todo=todo, revision=revision)):
        calendar.add_component(make(entry, stamp.to_pydatetime(), local))
    return bytes(calendar.to_ical())


def calendar_entries(
    actions: pd.DataFrame, *, as_of: Any = None, timezone: str | None = None, todo: bool = False, revision: int = 0
) -> pd.DataFrame:
    """What stands in the calendar file, as a table.

    Returns
    -------
    DataFrame
        One row per entry, in the order of `actions`; index `action_id`. Columns: `uid`; `status` (`CONFIRMED` or `CANCELLED`;
        of to-dos `NEEDS-ACTION`, `COMPLETED` or `CANCELLED`), `starts_at, due_at` (UTC), `sequence`, `summary, description`
        (the sheet's text on one line). Of events, what is over is cancelled for a week; of to-dos, for ever.
    """
    stamp, local = _stamp(actions, as_of), _zone(timezone)
    sent = actions[~actions["action"].isin(NOT_SENT)]
    is_open = sent["send_at"].notna()
    kept = is_open | todo | (sent["expires_at"] >= stamp - _EVENTS_CANCELLED_FOR)
    shown, is_open = sent[kept], is_open[kept]
    ended = shown["status"].isin(["done", "late"]).map({True: "COMPLETED" if todo else "CANCELLED", False: "CANCELLED"})
    columns = {
        "uid": pd.array([_uid(action_id, todo) for action_id in shown.index], dtype="str"),
        "status": ended.astype("str").where(~is_open, "NEEDS-ACTION" if todo else "CONFIRMED"),
        "starts_at": shown["send_at"].fillna(shown["opens_at"]),
        "due_at": shown["due_at"],
        "sequence": _sequence(stamp, revision) + (~is_open).astype("int64"),
        "summary": _summaries(shown),
        "description": pd.array([_description(action, local) for action in _records(shown)], dtype="str"),
    }
    return pd.DataFrame(columns, index=shown.index)[list(ENTRY_COLUMNS)]


def _stamp(actions: pd.DataFrame, as_of: Any) -> pd.Timestamp:
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


def _zone(timezone: str | None) -> dt.tzinfo | None:
    return None if timezone is None else zone(timezone)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def _uid(action_id: str, todo: bool) -> str:
    """The entry's name for ever; an event and a to-do may stand in one calendar, and are two entries."""
    return str(uuid5(_NAMESPACE, f"{'todo' if todo else 'event'} {action_id}"))


def _sequence(stamp: pd.Timestamp, revision: int) -> int:
    """Higher for a later moment or revision; there is room for a cancellation at the same one, which is then the newer."""
    return 2 * (int(stamp.timestamp() // 60) + revision)


def _summaries(actions: pd.DataFrame) -> pd.Series:
    what = actions["action"].map(ACTION_WORDS).where(actions["check_number"] < 2, AGAIN)
    company, role = (actions[name].map(one_line).astype("str") for name in ("company", "role"))
    whom = company.where(company != "", role)
    return (what + (": " + whom).where(whom != "", "")).astype("str")


def _description(action: dict[str, Any], local: dt.tzinfo | None) -> str:
    """Whom it concerns, how and by when, and why, a line each."""
    by = f"{'was due' if action['status'] == 'overdue' else 'due by'} {_deadline(action['due_at'], local)}"
    whom = " · ".join(filter(None, (action["contact"], action["role"])))
    how = ", ".join(filter(None, (MEDIUM_WORDS[action["medium"]], by)))
    return "\n".join(filter(None, map(one_line, (whom, how[0].upper() + how[1:], action["why"]))))


def _deadline(due: pd.Timestamp, local: dt.tzinfo | None) -> str:
    """A moment by the clock; the end of a day by its name, which is the same at its noon all but everywhere."""
    is_days_end = (due.minute, due.second) == (59, 59)
    clock = _clock(due - dt.timedelta(hours=12) if is_days_end else due, local)
    return f"{day_text(clock.date(), clock.date())} {clock:%Y}" + (
        "" if is_days_end else f"{clock:, %H:%M}{'' if local else ' UTC'}"
    )


def _event(entry: dict[str, Any], stamp: dt.datetime, local: dt.tzinfo | None) -> Component:
    event = _with_facts(Event(), entry, stamp)
    event.add("dtstart", _clock(entry["starts_at"], local))
    event.add("duration", _LENGTH)
    event.add("transp", "TRANSPARENT")
    if entry["status"] == "CONFIRMED":
        event.add_component(_alarm(entry, -_alarm_before(_clock(entry["starts_at"], local), local)))
    return event


def _todo(entry: dict[str, Any], stamp: dt.datetime, local: dt.tzinfo | None) -> Component:
    todo = _with_facts(Todo(), entry, stamp)
    todo.add("due", _clock(entry["due_at"], local))
    if entry["status"] == "NEEDS-ACTION":
        starts_at = entry["starts_at"].to_pydatetime()
        todo.add_component(_alarm(entry, starts_at - _alarm_before(_clock(entry["starts_at"], local), local)))
    return todo


def _with_facts(component: Component, entry: dict[str, Any], stamp: dt.datetime) -> Component:
    for name in ("uid", "status", "sequence", "summary", "description"):
        component.add(name, entry[name])
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    component.add("class", "PRIVATE")
    return component


def _alarm(entry: dict[str, Any], trigger: dt.timedelta | dt.datetime) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry["summary"])
    # A moment must be named as one, a trigger being a duration otherwise.
    alarm.add("trigger", trigger, parameters={"VALUE": "DATE-TIME"} if isinstance(trigger, dt.datetime) else {})
    return alarm


def _alarm_before(start: dt.datetime, local: dt.tzinfo | None) -> dt.timedelta:
    """How long before the start the alarm rings: ten minutes, but what starts at night rings in the evening before it."""
    if local is None or _MORNING <= start.hour < _NIGHT:
        return _ALARM_BEFORE
    evening = start.replace(hour=_EVENING, minute=0, second=0)
    return start - (evening if start.hour >= _NIGHT else evening - dt.timedelta(days=1))


def _clock(time: pd.Timestamp, local: dt.tzinfo | None) -> dt.datetime:
    """A time as the user's clock shows it, without a zone; in UTC where no clock is known."""
    if local is None:
        return time.to_pydatetime()
    return time.tz_convert(local).tz_localize(None).to_pydatetime()
