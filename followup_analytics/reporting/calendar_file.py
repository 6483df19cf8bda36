"""Follow-ups as a calendar file: an entry a message, a few a day, replaced or cancelled by the next file."""

import datetime as dt
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from icalendar import Alarm, Calendar, Component, Event, Todo

from followup_analytics.file_writing import write_whole
from followup_analytics.reporting.calendar_entries import LENGTH, calendar_entries, due_day, is_days_end, records_of, stamp_of

_ALARM_BEFORE = dt.timedelta(minutes=10)


def write_calendar(
    actions: pd.DataFrame,
    path: str | os.PathLike[str],
    *,
    owner: str | Mapping[str, str] = "",
    as_of: Any = None,
    timezone: str | None = None,
    todo: bool = False,
    revision: int = 0,
) -> pd.DataFrame:
    """Write what is to be done as a calendar file (iCalendar), each entry with one alarm ten minutes before.

    A message stands at the best moment to send it, where that is within the seeker's own day: from nine in the morning on, at
    most eight a day, one after the other, the most urgent first; what has no room moves to the next business day. A decision by a
    day that they named is an all-day entry of that day. Nobody-to-write-to is left out.

    An action has the same UID in every file, made of it and its owner, and a later file has a higher SEQUENCE: importing it moves
    what has moved and cancels what was done or is no longer needed and stood in the file that is replaced. Programs differ in
    this (desktop Outlook makes copies), so import into a calendar of its own, which can be emptied and filled anew.

    Parameters
    ----------
    actions : DataFrame
        What `follow_up_actions` gives. What is not sent (to move on, to let go) has no entry.
    path
        Where to; the name must end in `.ics`. An existing file is replaced only when all is written.
    owner : str, or mapping of str
        Whose calendar it is, and of which sheet: entries of two owners are never one. Of the actions of several seekers, the
        owner of each by name: the entries are then those of each one's own calendar, and begin with the name.
    as_of : date, str or Timestamp, optional
        The moment of `actions`, with which entries are stamped. Without it, the one that `follow_up_actions` noted in
        `actions.attrs["as_of"]`.
    timezone : str, optional
        The zone of the seeker's own clock, whose day the entries keep to; UTC where none is given. The file has UTC, which a
        calendar program turns into its own zone.
    todo : bool
        Write to-dos, due when the action is, instead of events. Outlook and Google Calendar take events only.
    revision : int
        What grows with each change of the same day, such as `len(journal.entries())`: without it, a file of that day in which
        something was put off or taken back is no newer than the one before.

    Returns
    -------
    DataFrame
        What stands in the file, as `calendar_entries` gives it.

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
    stamp = stamp_of(actions, as_of)
    how: dict[str, Any] = {"owner": owner, "as_of": stamp, "timezone": timezone, "todo": todo, "revision": revision}
    entries = calendar_entries(actions, exported=uids_in(path), **how)
    write_whole(path, _as_ical(entries, stamp, todo), "a calendar", ".ics")
    return entries


def uids_in(path: str | os.PathLike[str]) -> frozenset[str]:
    """The entries of a calendar file, by their UIDs; none where there is no such file or it is no calendar."""
    try:
        earlier = Calendar.from_ical(Path(path).read_bytes())
    except (OSError, ValueError):
        return frozenset()
    return frozenset(str(entry["uid"]) for entry in earlier.walk() if "uid" in entry)


def calendar_file(
    actions: pd.DataFrame,
    *,
    owner: str | Mapping[str, str] = "",
    as_of: Any = None,
    timezone: str | None = None,
    todo: bool = False,
    revision: int = 0,
    exported: Collection[str] = (),
) -> bytes:
    """The content of the calendar file; parameters and errors as for `write_calendar` and `calendar_entries`."""
    stamp = stamp_of(actions, as_of)
    how: dict[str, Any] = {"owner": owner, "timezone": timezone, "todo": todo, "revision": revision, "exported": exported}
    return _as_ical(calendar_entries(actions, as_of=stamp, **how), stamp, todo)


def _as_ical(entries: pd.DataFrame, stamp: pd.Timestamp, todo: bool) -> bytes:
    calendar = Calendar()
    for name, value in (("prodid", "-//followup-analytics//follow-ups//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", "Follow-ups")
    make = _todo if todo else _event
    for entry in records_of(entries):
        calendar.add_component(make(entry, stamp.to_pydatetime()))
    return bytes(calendar.to_ical())


def _event(entry: dict[str, Any], stamp: dt.datetime) -> Component:
    event = _with_facts(Event(), entry, stamp)
    if entry["all_day"]:
        event.add("dtstart", due_day(entry["due_at"]))
    else:
        event.add("dtstart", entry["starts_at"].to_pydatetime())
        event.add("duration", LENGTH)
    event.add("transp", "TRANSPARENT")
    if entry["status"] == "CONFIRMED" and not entry["all_day"]:
        event.add_component(_alarm(entry, -_ALARM_BEFORE))
    return event


def _todo(entry: dict[str, Any], stamp: dt.datetime) -> Component:
    todo = _with_facts(Todo(), entry, stamp)
    due = entry["due_at"]
    todo.add("due", due_day(due) if is_days_end(due) else due.to_pydatetime())
    if entry["status"] == "NEEDS-ACTION" and not entry["all_day"]:
        todo.add_component(_alarm(entry, entry["starts_at"].to_pydatetime() - _ALARM_BEFORE))
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
