"""A journal joined to the log of a sheet: its events, and what was put off; nothing is counted twice, nothing is lost."""

import os
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import JournalError
from followup_analytics.journal.appearance import FROM_JOURNAL, Roster
from followup_analytics.journal.entries import Entry, holding, is_day
from followup_analytics.journal.entry_tables import (
    called_off,
    event_frame,
    instants,
    nearest_applications,
    superseded,
    under_sheet_ids,
    with_added,
    zones_of,
)
from followup_analytics.journal.evidence_entries import provenance_of
from followup_analytics.journal.journal import Journal
from followup_analytics.journal.recognition import Recognised, recognised_entry
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.put_off import UNTIL_TOLD
from followup_analytics.problems import Problem, Remedy, joined_problems, problems_table


def with_journal(log: JobSearchLog, journal: Journal | str | os.PathLike[str]) -> JobSearchLog:
    """The log with what the journal holds.

    Parameters
    ----------
    log : JobSearchLog
        What was read of a sheet.
    journal : Journal or path
        A path must lead to a journal.

    Returns
    -------
    JobSearchLog
        The events of the journal are added under ids of their own; one of which the sheet has the like (same application,
        kind and day) is not counted twice. What was put off stands in `put_off`, and which events mail, a calendar or LinkedIn
        told in `provenance`. Entries whose application is not known again
        for sure are left out, and stand in `problems` with the nearest applications; where some come into question,
        `put_off` holds all their actions until that is told.

    Raises
    ------
    JournalError
        If there is no such journal, or it can't be read.
    """
    recorded = [entry for entry in _opened(journal).entries() if entry.application_id]
    entries = under_sheet_ids(holding(recorded), log)
    if not entries:
        return log
    sheet_log, log = log, with_added(log, entries)
    roster = Roster(log)
    placed = _placed(roster, entries)
    known = [entry.under(str(roster.ids[found.places[0]])) for found, group in placed if found.is_sure for entry in group]
    had = superseded(known, sheet_log)
    known = sorted((entry for entry in known if entry.number not in had), key=lambda entry: entry.number)
    added = _not_in_sheet(event_frame([entry for entry in known if not _reopened(log, entry, known)], log), log)
    ids = added["application_id"] + FROM_JOURNAL + added.index.astype("str")
    ours = added[[name for name in words.EVENT_COLUMNS if name in added]].set_axis(pd.Index(ids, dtype="str"), axis=0)
    events = pd.concat([log.events, ours]) if len(ours) else log.events
    events = events[~called_off(events, known, log)]
    own_names = {entry.number: entry.application_id for entry in recorded}
    unplaced = [_unplaced(log, roster, found, group, own_names) for found, group in placed if not found.is_sure]
    put_off = pd.concat([_put_off(log, known), _held(roster, placed)], ignore_index=True)
    problems = joined_problems([log.problems, problems_table(unplaced)])
    provenance = provenance_of(known, recorded)
    return JobSearchLog(_as_stated(log), events, problems, put_off, provenance[provenance.index.isin(events.index)])


Placed = tuple[Recognised, list[Entry]]


def _placed(roster: Roster, entries: Sequence[Entry]) -> list[Placed]:
    """The entries that hold, those of one application as it looked at one time together, each group with where it belongs."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.application_id, entry.company, entry.role, entry.seen), []).append(entry)
    return [(recognised_entry(roster, min(group, key=lambda one: one.at)), group) for group in groups.values()]


def _held(roster: Roster, placed: Sequence[Placed]) -> pd.DataFrame:
    """All actions of the applications that come into question, put off until it is told which one is meant."""
    rows = [
        (name, name, min(entry.at for entry in group)[:10])
        for found, group in placed
        if not found.is_sure
        for name in roster.ids[list(found.places)]
    ]
    table = pd.DataFrame(rows, columns=["action_id", "application_id", "since"])
    since = pd.to_datetime(table["since"], utc=True).dt.as_unit("us")
    until = pd.Series(UNTIL_TOLD, table.index, dtype="datetime64[us]")
    return table.assign(since=since, until=until, ended_at=pd.Series(pd.NaT, table.index, dtype="datetime64[us, UTC]"))


def _opened(journal: Journal | str | os.PathLike[str]) -> Journal:
    if isinstance(journal, Journal):
        return journal
    opened = Journal(journal)
    if not opened.path.exists():
        raise JournalError(f"{opened.path}: there is no such journal: check the path, or record something in it first")
    return opened


def _as_stated(log: JobSearchLog) -> pd.DataFrame:
    """The applications with the status that the sheet states: what its events imply is worked out anew."""
    undated = log.undated_codes
    stated = np.where(undated >= 0, undated, 0)
    return log.applications.assign(status=np.array(words.STATUSES, dtype=object)[stated])


def _not_in_sheet(events: pd.DataFrame, log: JobSearchLog) -> pd.DataFrame:
    """The journal's events of which the sheet has none of the same application, kind and day."""
    theirs = log.events
    keys = [
        pd.MultiIndex.from_arrays(
            [
                frame["application_id"].astype("str"),
                frame["kind"].astype("str"),
                _local_days(frame["at"], zones_of(frame["application_id"], log)),
            ]
        )
        for frame in (events, theirs)
    ]
    return events[~keys[0].isin(keys[1])]


def _local_days(times: pd.Series, zones: pd.Series) -> pd.Series:
    days = pd.Series("", times.index, dtype="str")
    for name in pd.unique(zones):
        here = zones == name
        days[here] = times[here].dt.tz_convert(name).dt.strftime("%Y-%m-%d").astype("str")
    return days


def _unplaced(
    log: JobSearchLog, roster: Roster, found: Recognised, group: Sequence[Entry], own_names: Mapping[int, str]
) -> Problem:
    """The problem of entries whose application the log does not have, or not for sure."""
    name, company, role = own_names[group[0].number], group[-1].company, group[-1].role
    value = f"{name} ({', '.join(filter(None, (company, role))) or 'no name kept'})"
    numbers = ", ".join(str(entry.number) for entry in group[:5]) + (", ..." if len(group) > 5 else "")
    if not found.places:
        near = nearest_applications(log.applications, name, company, role)
        return Problem("journal-lost", None, "journal", value, Remedy("attach", name), {"entries": numbers, "near": near})
    names = [str(roster.ids[place]) for place in found.places]
    near = "; ".join(f"{one!r} ({_look_of(roster, place)})" for one, place in zip(names, found.places, strict=True))
    remedy, details = Remedy("whose", name, tuple(names)), {"entries": numbers, "near": near}
    return Problem("journal-unsure", None, "journal", value, remedy, details, names[0])


def _look_of(roster: Roster, place: int) -> str:
    day = f"applied {roster.applied[place]}" if roster.applied[place] else ""
    return ", ".join(filter(None, (roster.companies[place], roster.roles[place], day)))


def _put_off(log: JobSearchLog, entries: Sequence[Entry]) -> pd.DataFrame:
    """What was put off, and when something inbound ended that."""
    snoozes = [entry for entry in entries if entry.what == "snooze"]
    columns = ("action_id", "application_id", "at", "until")
    table = pd.DataFrame([[getattr(entry, name) for name in columns] for entry in snoozes], columns=list(columns), dtype="str")
    zones = zones_of(table["application_id"], log)
    ended = [min(_heard_after(log, entry, entries)["at"], default=None) for entry in snoozes]
    return pd.DataFrame(
        {
            **table[["action_id", "application_id"]],
            "since": instants(table["at"], zones),
            "until": pd.to_datetime(table["until"]),
            "ended_at": pd.Series(ended, dtype="datetime64[us, UTC]"),
        }
    )


def _reopened(log: JobSearchLog, entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether it closes an application that something inbound brought back, in a way that the order of days does not tell.

    A human message of a later day is seen in the log itself; an automatic receipt, or what was recorded later for the same day
    or an earlier one, is not.
    """
    if entry.kind != "closure":
        return False
    heard = _heard_after(log, entry, entries)
    later = heard["at"] > event_frame([entry], log)["at"].iloc[0] + pd.Timedelta(days=1)
    return len(heard) > 0 and not (later & heard["kind"].isin(words.HUMAN_INBOUND_KINDS)).any()


def _heard_after(log: JobSearchLog, entry: Entry, entries: Sequence[Entry]) -> pd.DataFrame:
    """What came from them after an entry: `at, kind`.

    In the sheet: at a later moment, or, where either has no clock time, on a later day; in the journal: recorded later.
    """
    events = log.events
    theirs = events[(events["application_id"] == entry.application_id) & (events["direction"] == "inbound")]
    zone = str(log.applications["timezone"][entry.application_id])
    since = instants(pd.Series([entry.at], dtype="str"), pd.Series([zone], dtype="str")).iloc[0]
    later_day = theirs["at"].dt.tz_convert(zone).dt.date > since.tz_convert(zone).date()
    exact = (theirs["precision"] == "minute") & (theirs["at"] > since) & (not is_day(entry.at))
    own = event_frame([other for other in entries if _is_heard_after(other, entry)], log)
    heard = [frame[["at", "kind"]].astype({"kind": "str"}) for frame in (theirs[later_day | exact], own)]
    return cast(pd.DataFrame, pd.concat(heard, ignore_index=True))


def _is_heard_after(other: Entry, entry: Entry) -> bool:
    is_later = other.number > entry.number and other.application_id == entry.application_id
    return is_later and other.kind in words.INBOUND_KINDS
