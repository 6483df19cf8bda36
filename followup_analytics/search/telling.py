"""What happened besides the list: what they answered, an interview that took place, an application that the sheet lacks."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from followup_analytics.errors import JournalError, UnknownNameError, did_you_mean
from followup_analytics.importing.rows.application_fields import application_id_of
from followup_analytics.journal.entries import ADDED, CALLED_OFF, moment_text
from followup_analytics.reporting.wording.names import EVENT_WORDS, day_text
from followup_analytics.search.recording import Recording

# What they did, and the kind of event that it is.
THEY = {
    "invited": "interview_invitation",
    "moved": "reply",
    "cancelled": "reply",
    "replied": "reply",
    "receipt": "acknowledgement",
    "offer": "offer",
    "rejected": "rejection",
    "rejection": "rejection",
}
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2}:\d\d)")


class Telling(Recording):
    """The gestures that tell what no action of the list asks for."""

    def they(
        self,
        name: str,
        what: str,
        *,
        on: Any = None,
        interview: Any = None,
        stage: str = "",
        medium: str = "",
        by: Any = None,
        note: str = "",
    ) -> str:
        """Record what they did, by one gesture that one undo takes back.

        Parameters
        ----------
        name : str
            The application: its company, its id, or the code of an action of it.
        what : str
            `invited, moved, cancelled, replied, receipt, offer` or `rejected`; `moved` and `cancelled` are about the planned
            interview, and count as a reply of theirs.
        on : date or str, optional
            The day on which they did it; the day of recording where none is given.
        interview : date, str or Timestamp, optional
            The day, or the day and time in the application's time zone ("2026-06-11 14:00"), to which they invite or move it.
        stage, medium : str
            Of that interview.
        by : date or str, optional
            The day by which they promised to answer; of an invitation or offer, by which they want to know.
        note : str
            In your own words.

        Raises
        ------
        JournalError
            If the day lies ahead or before the application, or there is no planned interview to move or cancel.
        UnknownNameError
            If there is no such application, or they can't have done that.
        """
        if what not in THEY:
            raise UnknownNameError(f"they can't have {what!r}{did_you_mean(what, THEY)}: one of {', '.join(THEY)}")
        application_id = self.application(name)
        part: dict[str, Any] = {"kind": THEY[what], "at": on, "text": note}
        part |= {"reply_expected_by": by} if by is not None else {}
        parts = [*(self._called_off(application_id, what) if what in ("moved", "cancelled") else []), part]
        if what == "moved" and interview is None:
            raise JournalError("to which day was it moved? Give the new day and time of the interview, or say cancelled")
        if interview is not None:
            parts.append(self._meeting(application_id, interview, stage, medium))
        return self._told(application_id, parts, on)

    def interviewed(self, name: str, at: Any, *, stage: str = "", medium: str = "", note: str = "") -> str:
        """Record an interview that took place; the application is named as for `they`.

        Raises
        ------
        JournalError
            If it lies ahead: that is an invitation of theirs.
        """
        application_id = self.application(name)
        part = self._meeting(application_id, at, stage, medium)
        day = str(part["at"])[:10]
        if day > self._recording_day().isoformat():
            raise JournalError(f"an interview on {day} is still to come: record that they invited you to it")
        return self._told(application_id, [{**part, "text": note}], day)

    def withdraw(self, name: str, *, note: str = "") -> str:
        """Record that you withdrew; the application is named as for `they`."""
        return self._said([self.journal.record(self.application(name), "withdrawal", text=note)])

    def add(self, company: str, role: str = "", *, contact: str = "", on: Any = None, medium: str = "") -> str:
        """Record an application that the sheet does not have; when the sheet has it later, it counts once.

        Parameters
        ----------
        company, role, contact : str
            The company is needed; by company and role it is found again in the sheet.
        on : date or str, optional
            The day on which you applied; the day of recording where none is given.
        medium : str

        Raises
        ------
        JournalError
            If no company is named, the day lies ahead, or the sheet has such an application.
        """
        company, role = " ".join(company.split()), " ".join(role.split())
        if not company:
            raise JournalError("an application has a company: give its name")
        application_id = application_id_of(company, role)
        there = [one for one in self._of_company(company) if _same(self.log.applications["role"][one], role)]
        if there:
            raise JournalError(f"{company} is there already: {self._described(there[0])}; give another role for a second one")
        names = {"application_id": application_id, "company": company, "role": role}
        parts = [{**names, "kind": ADDED, "contact": contact}, {**names, "kind": "application", "at": on, "medium": medium}]
        return self._said(self.journal.record_together(parts))

    def _told(self, application_id: str, parts: list[dict[str, Any]], on: Any) -> str:
        """Record what is not there yet; what is, is said."""
        self._refuse_before(application_id, on)
        there = self._days_of(application_id)
        today = self._recording_day().isoformat()
        new = [part for part in parts if (part["kind"], str(part.get("at") or today)[:10]) not in there]
        if not new:
            day = day_text(dt.date.fromisoformat(str(parts[-1].get("at") or today)[:10]), self.today)
            what = EVENT_WORDS[parts[-1]["kind"]].lower()
            return f"The {what} on {day} is there already. Nothing was recorded."
        return self._said(self.journal.record_together({"application_id": application_id, **part} for part in new))

    def _days_of(self, application_id: str) -> set[tuple[str, str]]:
        """The kinds of the application's events, with their local days."""
        events = self.log.events[self.log.events["application_id"] == application_id]
        days = events["at"].dt.tz_convert(self._zone_of(application_id)).dt.strftime("%Y-%m-%d")
        return set(zip(events["kind"].astype("str"), days, strict=True))

    def _refuse_before(self, application_id: str, on: Any) -> None:
        """They can't have answered before the application was sent."""
        events = self.log.events
        sent = events["at"][(events["application_id"] == application_id) & (events["kind"] == "application")].min()
        if on is None or pd.isna(sent):
            return
        first = sent.tz_convert(self._zone_of(application_id)).date()
        if moment_text(on, "on")[:10] < first.isoformat():
            raise JournalError(f"that can't have been on {on}: you applied on {first}; give that day or a later one")

    def _called_off(self, application_id: str, what: str) -> list[dict[str, Any]]:
        """What calls off the planned interview of an application."""
        events, zone = self.log.events, self._zone_of(application_id)
        its = events[(events["application_id"] == application_id) & (events["kind"] == "interview")]
        days = its["at"].dt.tz_convert(zone).dt.strftime("%Y-%m-%d")
        planned = days[days >= self._recording_day().isoformat()]
        if not len(planned):
            has = f"its interviews were on {', '.join(days)}" if len(days) else "it has none"
            raise JournalError(f"no interview is planned that could be {what}: {has}; nothing was recorded")
        return [{"kind": CALLED_OFF, "to": str(planned.index[0]), "until": planned.iloc[0]}]

    def _meeting(self, application_id: str, at: Any, stage: str, medium: str) -> dict[str, Any]:
        """An interview at a day, or at a day and time of the application's time zone."""
        clock = _CLOCK.fullmatch(at.strip()) if isinstance(at, str) else None
        if clock:
            local = _clock_time(*clock.groups())
            at = local.replace(tzinfo=ZoneInfo(self._zone_of(application_id)))
        text = moment_text(at, "interview")
        return {"kind": "interview", "at": text, "stage": stage, "medium": medium}

    def _zone_of(self, application_id: str) -> str:
        return str(self.log.applications["timezone"][application_id])


def _clock_time(day: str, clock: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(f"{day}T{clock:0>5}")
    except ValueError:
        raise JournalError(f"{day} {clock} is no time: give one that exists, such as 2026-06-11 14:00") from None


def _same(one: str, other: str) -> bool:
    return " ".join(str(one).casefold().split()) == " ".join(other.casefold().split())
