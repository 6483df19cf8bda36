"""What the log knows for one message: whom, about what, and what was noted."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.messages.phrases import notes_of, one_line
from followup_analytics.rules.cadence import Seeker

LOGGED_NOTES = ("topics", "strengths", "values", "open_points")
# What no log holds and the seeker may add to a draft: whom to greet, where to send it, the answer itself, what is new since.
NOTES = (*LOGGED_NOTES, "contact", "address", "answer", "news")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_APPLICATION_CHECK = "T20"
# A decision names the rule of the check that slipped.
_LATER_CHECK = ".T05"


@dataclass(frozen=True)
class Facts:
    """What is known for a message; empty where nothing is.

    Attributes
    ----------
    kind : the event kind that the message is
    check : which status check it is: of an `application`, the `first`, a `later` one
    event, event_on : kind and local day of the event that the action follows
    interview, interview_on : stage and local day of the latest interview until then; `interviewed` whether there is one
    stated_on : the day by which they said that they would answer, where the action follows that
    topics, strengths, values, open_points : what was noted, in the order of the notes
    address, answer, news : where to send it, what to say; the seeker's own words
    today : the local day on which the message is best sent
    """

    application_id: str
    action_id: str
    kind: str
    check: str
    company: str
    role: str
    contact: str
    contact_email: str
    culture: str
    event: str
    event_on: dt.date | None
    interviewed: bool
    interview: str
    interview_on: dt.date | None
    stated_on: dt.date | None
    today: dt.date
    seeker: Seeker
    topics: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    address: str = ""
    answer: str = ""
    news: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in the log as it is spelled there: no wording of the seeker's, so no check reads it as such."""
        seeker = self.seeker.name, self.seeker.email, self.seeker.phone
        notes = (*self.topics, *self.strengths, *self.values, *self.open_points)
        return tuple(filter(None, (self.company, self.role, self.contact, self.contact_email, *seeker, *notes)))


def facts_of(log: JobSearchLog, row: "pd.Series[Any]", seeker: Seeker, notes: Mapping[str, str] | None = None) -> Facts:
    """The facts for an action of this log.

    Raises
    ------
    UnknownNameError
        If the log has no such application or event, or `notes` has a name that is none.
    """
    given = _checked(notes or {})
    application = _application(log, str(row["application_id"]))
    zone = str(application["timezone"])
    events = log.events
    events = events[events["application_id"] == str(application.name)]
    if row["trigger_event_id"] not in events.index:
        raise UnknownNameError(f"the log has no event {row['trigger_event_id']!r}: draft from the log that the action comes from")
    until = events.loc[: str(row["trigger_event_id"])]
    talks = until[until["kind"] == "interview"]
    trigger, talk = until.iloc[-1], talks.iloc[-1] if len(talks) else None
    contact = one_line(given.get("contact", "") or str(row["contact"]))
    logged = _logged_notes(events, len(talks)) | {
        name: notes_of(text) for name, text in given.items() if name in LOGGED_NOTES and text
    }
    return Facts(
        application_id=str(application.name),
        action_id=str(row.name),
        kind="status_check" if row["action"] == "decide" else str(row["action"]),
        check=_which_check(row),
        company=one_line(application["company"]),
        role=one_line(application["role"]),
        contact=contact,
        contact_email=_email(application, contact, one_line(given.get("address", ""))),
        culture=str(application["culture"]),
        event=str(trigger["kind"]),
        event_on=_local_day(trigger["at"], zone),
        interviewed=talk is not None,
        interview="" if talk is None else str(talk["stage"]),
        interview_on=None if talk is None else _local_day(talk["at"], zone),
        stated_on=_local_day(trigger["reply_expected_by"], zone),
        today=cast(dt.date, _local_day(row["send_at"] if pd.notna(row["send_at"]) else row["opens_at"], zone)),
        seeker=Seeker(one_line(seeker.name), one_line(seeker.email), one_line(seeker.phone)),
        address=one_line(given.get("address", "")),
        answer=one_line(given.get("answer", "")),
        news=one_line(given.get("news", "")),
        **logged,
    )


def _checked(notes: Mapping[str, str]) -> Mapping[str, str]:
    unknown = [f"{name!r} is no note{did_you_mean(name, NOTES)}" for name in notes if name not in NOTES]
    if unknown:
        raise UnknownNameError(f"{'; '.join(unknown)}; notes are {', '.join(NOTES)}")
    return notes


def _application(log: JobSearchLog, application_id: str) -> "pd.Series[Any]":
    if application_id not in log.applications.index:
        raise UnknownNameError(
            f"the log has no application {application_id!r}{did_you_mean(application_id, log.applications.index)}"
        )
    return cast("pd.Series[Any]", log.applications.loc[application_id])


def _which_check(row: "pd.Series[Any]") -> str:
    if row["action"] not in ("status_check", "decide"):
        return ""
    if row["rule"] == _APPLICATION_CHECK:
        return "application"
    return "later" if row["check_number"] > 1 or str(row.name).endswith(_LATER_CHECK) else "first"


def _email(application: "pd.Series[Any]", contact: str, given: str) -> str:
    """The e-mail address of the person written to; another person's is of no use."""
    own = one_line(application["contact_email"]) if contact in ("", one_line(application["contact"])) else ""
    among = (given if _ADDRESS.fullmatch(given) else "", own, *_ADDRESS.findall(contact))
    return next(filter(None, among), "")


def _local_day(at: pd.Timestamp, zone: str) -> dt.date | None:
    return None if pd.isna(at) else at.tz_convert(zone).date()


def _logged_notes(events: pd.DataFrame, talks_until: int) -> dict[str, tuple[str, ...]]:
    """The notes of that interview, and of what was written down after it until the next; strengths and values of any event."""
    of_talk = events[(events["kind"] == "interview").cumsum() == talks_until]
    found = {name: _latest(of_talk[name]) for name in LOGGED_NOTES}
    return found | {name: found[name] or _latest(events[name]) for name in ("strengths", "values")}


def _latest(cells: pd.Series) -> tuple[str, ...]:
    filled = cells[cells != ""]
    return notes_of(str(filled.iloc[-1])) if len(filled) else ()
