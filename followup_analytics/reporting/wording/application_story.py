"""One application's story, and what was recorded, in days and words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

import pandas as pd

from followup_analytics.errors import UnknownNameError, nearest_words
from followup_analytics.journal.entries import ADDED, ANSWER, CALLED_OFF, Entry, is_day
from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.wording.names import ACTION_WORDS, EVENT_WORDS, MEDIUM_WORDS, STAGE_WORDS, counted, day_text

_DAYS_AHEAD = 28


@dataclass(frozen=True)
class Flag:
    """An event: a mark on a pole, its text to the right of the mark."""

    day: dt.date
    text: str
    mark: str
    planned: bool

    @property
    def above(self) -> bool:
        """Whether the seeker did it; what came from them, and interviews, stand below the axis."""
        return self.mark in ("outbound", "")


@dataclass(frozen=True)
class Window:
    """The days on which an open action can be done in time."""

    opens: dt.date
    due: dt.date
    text: str
    status: str


def application_of(log: JobSearchLog, application_id: str) -> pd.Series:
    """The application of that name, or an error that names the nearest application or company."""
    applications = log.applications
    if application_id in applications.index:
        return cast(pd.Series, applications.loc[application_id])
    names = [str(name) for name in applications.index]
    ids = {str(company).casefold(): name for company, name in zip(applications["company"], names, strict=True)}
    ids |= {name.casefold(): name for name in names}
    near = [ids[word] for word in nearest_words(str(application_id).casefold(), ids)]
    hint = f" (did you mean {near[0]!r}, {applications['company'][near[0]]}?)" if near else ""
    raise UnknownNameError(f"no application {application_id!r} in the log{hint}")


def local_day(as_of: Any, zone: str) -> dt.date:
    """The day on which a moment falls in a time zone."""
    moment = Moment.of(as_of)
    if moment.day is not None:
        return dt.date(1970, 1, 1) + dt.timedelta(days=moment.day)
    return pd.Timestamp(moment.second or 0, unit="s", tz="UTC").tz_convert(zone).date()


def flags_of(events: pd.DataFrame, application_id: str, zone: str, today: dt.date | None) -> list[Flag]:
    """An application's events in people's words, in the log's order."""
    mine = events[events["application_id"] == application_id]
    days = [at.date() for at in mine["at"].dt.tz_convert(zone)]
    flags = []
    for day, kind, direction, stage in zip(days, mine["kind"], mine["direction"], mine["stage"], strict=True):
        is_interview = kind == "interview"
        planned = today is not None and day > today
        what = STAGE_WORDS[stage] if is_interview else EVENT_WORDS[kind]
        text = f"{what}, {day_text(day, today or days[-1])}{' (planned)' if planned else ''}"
        flags.append(Flag(day, text, "interview" if is_interview else direction, planned))
    return flags


def windows_of(actions: pd.DataFrame, application_id: str, zone: str, today: dt.date) -> list[Window]:
    """What is overdue, due or coming for an application, the most urgent first."""
    # What waits for something else (an answer of the seeker's, a planned interview) has no moment to send, and no window yet.
    has_window = actions["status"].isin(["overdue", "due"]) | ((actions["status"] == "waiting") & actions["send_at"].notna())
    windows = []
    for row in actions[(actions["application_id"] == application_id) & has_window].to_dict("records"):
        opens, due = (row[name].tz_convert(zone).date() for name in ("opens_at", "due_at"))
        days_late, by = row["days_overdue"], "today" if due == today else f"by {day_text(due, today)}"
        late = f"{counted(days_late, 'day')} late, was due {day_text(due, today)}" if days_late else "late today"
        when = {"overdue": late, "due": by, "waiting": f"from {day_text(opens, today)}"}[row["status"]]
        windows.append(Window(opens, due, f"{ACTION_WORDS[row['action']]}: {when}", row["status"]))
    return [window for window in windows if (window.opens - today).days <= _DAYS_AHEAD]


_MOST_TOLD = 4
_SAID = {
    "application": "you applied to {}",
    "thank_you": "you thanked {}",
    "status_check": "you asked {} for the status",
    "answer": "you answered {}",
    "feedback_request": "you thanked {} and asked for feedback",
    "closure_request": "you asked {} for a final word",
    "connection_request": "you asked {} to connect",
    "keep_in_touch": "you sent {} a note",
    "withdrawal": "you withdrew your application to {}",
    "acceptance": "you accepted the offer of {}",
    "acknowledgement": "{} sent an automatic receipt",
    "reply": "{} replied",
    "interview_invitation": "{} invited you",
    "rejection": "{} turned you down",
    "offer": "{} made you an offer",
    "interview": "interview with {}",
    "closure": "you closed {}",
    "note": "a note on {}",
    ADDED: "added {}",
    CALLED_OFF: "the interview with {} is called off",
    ANSWER: "your answer about {}",
}


def recorded_in_words(entries: Sequence[Entry], today: dt.date, zone: str) -> str:
    """What one gesture recorded, in a sentence with the numbers of its entries."""
    told = list(dict.fromkeys(entry_in_words(entry, today, zone) for entry in entries))
    shown = told if len(told) <= _MOST_TOLD else [*told[: _MOST_TOLD - 1], f"and {len(told) - _MOST_TOLD + 1} more"]
    return f"Recorded: {'; '.join(shown)} ({_numbers(entry.number for entry in entries)})."


def entry_in_words(entry: Entry, today: dt.date, zone: str) -> str:
    """An entry in a few words; days and hours are those of the time zone."""
    whom = ", ".join(filter(None, (entry.company, entry.role if entry.kind == ADDED else ""))) or entry.application_id
    if entry.what == "undo":
        return f"entry {entry.undoes}{f' ({whom})' if whom else ''} is taken back"
    if entry.what == "attach" and not entry.to:
        return f"{entry.application_id.partition(':')[0]} is declined"
    if entry.what == "attach":
        return f"what you recorded of {entry.application_id} counts for {whom}"
    if entry.what == "snooze":
        return f"{whom} is put off until {day_text(dt.date.fromisoformat(entry.until), today)}"
    said = _SAID[entry.kind].format(whom or "the sheet")
    if entry.kind in (ADDED, CALLED_OFF, ANSWER):
        return said
    medium = f" by {MEDIUM_WORDS[entry.medium]}" if entry.medium and entry.kind != "interview" else ""
    return f"{said}{medium} on {_moment(entry.at, today, zone)}"


def _moment(at: str, today: dt.date, zone: str) -> str:
    if is_day(at):
        return day_text(dt.date.fromisoformat(at), today)
    local = dt.datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    return f"{day_text(local.date(), today)} at {local:%H:%M}"


def _numbers(numbers: Iterable[int]) -> str:
    listed = list(numbers)
    if len(listed) > 2 and listed == list(range(listed[0], listed[0] + len(listed))):
        return f"entries {listed[0]} to {listed[-1]}"
    return f"{'entry' if len(listed) == 1 else 'entries'} {' and '.join(map(str, listed))}"
