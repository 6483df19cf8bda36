"""An entry before it is recorded: checked against the log it is about and the moment of recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from followup_analytics.errors import JournalError, UnknownNameError
from followup_analytics.journal.entries import Entry, checked_facts, day_text, kind_of_action, moment_text
from followup_analytics.journal.frames import nearest_applications
from followup_analytics.journal.future import Today, refuse_future, refuse_until
from followup_analytics.journal.standing import taken_back
from followup_analytics.journal.store import Draft
from followup_analytics.log import JobSearchLog


@dataclass(frozen=True)
class Drafting:
    """What drafts are made by: the log, where there is one, the moment that the caller gave ("" for none), and the clock."""

    log: JobSearchLog | None
    as_of: str
    clock: tuple[str, str]

    def event(self, application_id: str, facts: dict[str, Any], at: Any, client_id: str | None) -> Draft:
        """Something that happened; what lies ahead is refused, a planned interview aside."""
        today = self._today(application_id)
        text = today.day if at is None else moment_text(at, "at")
        if facts["kind"] != "interview":
            refuse_future(text, today)
        return self.draft("event", application_id, {**facts, "at": text}, client_id)

    def snooze(self, action_id: str, until: Any, client_id: str | None) -> Draft:
        """Something that is put off, from now on."""
        application_id, _ = kind_of_action(action_id)
        today, day = self._today(application_id), day_text(until, "until")
        refuse_until(day, today)
        return self.draft("snooze", application_id, {"action_id": action_id, "until": day, "at": today.moment}, client_id)

    def attach(self, application_id: str, to: str, entries: Sequence[Entry], client_id: str | None) -> Draft:
        """All entries of one application count for another."""
        if application_id == to:
            raise JournalError(f"{to!r} is the application that its entries have already")
        names = self._known(to)
        written = {entry.application_id: entry.company or entry.role for entry in entries}
        if application_id not in written:
            more = f" and {len(written) - 5} more" if len(written) > 5 else ""
            shown = ", ".join(f"{one!r} ({name})" for one, name in sorted(written.items())[:5]) + more if written else "none"
            raise UnknownNameError(f"the journal has no entry of {application_id!r}; it has those of {shown}")
        return self._made("attach", {"application_id": application_id, "to": to, **names}, client_id)

    def draft(self, what: str, application_id: str, facts: dict[str, Any], client_id: str | None) -> Draft:
        """An entry about an application, with its company and role where the log knows them."""
        if not application_id:
            raise UnknownNameError("an application has an id: give one of the log's")
        return self._made(what, {"application_id": application_id, **facts, **self._known(application_id)}, client_id)

    def undoing(self, entries: Sequence[Entry], numbers: Sequence[int]) -> list[Draft]:
        """One entry for each that is taken back; the last gesture's where no number is given."""
        drafts = [self._undo(entries, number) for number in dict.fromkeys(numbers or _last_gesture(entries))]
        return in_one_act(drafts)

    def _undo(self, entries: Sequence[Entry], number: int) -> Draft:
        gone = taken_back(entries)
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(entries):
            has = f"its entries are 1 to {len(entries)}" if entries else "it has none"
            raise JournalError(f"there is no entry {number!r} in the journal: {has}")
        if number in gone:
            raise JournalError(f"entry {number} has been taken back already, by entry {gone[number]}: undo that to have it again")
        entry = entries[number - 1]
        facts = {"application_id": entry.application_id, "company": entry.company, "role": entry.role, "undoes": number}
        return self._made("undo", facts, None)

    def _made(self, what: str, facts: dict[str, Any], client_id: str | None) -> Draft:
        unique = uuid4().hex
        checked = checked_facts({"client_id": client_id or unique, **facts})
        return {"what": what, "act": unique, "recorded_at": self.clock[0], **checked}

    def _known(self, application_id: str) -> dict[str, str]:
        """Company and role of an application of the log; nothing where no log was given."""
        if self.log is None:
            return {}
        applications = self.log.applications
        if application_id not in applications.index:
            near = nearest_applications(applications, application_id, "", "")
            raise UnknownNameError(f"the log has no application {application_id!r}; the nearest: {near}")
        company, role = applications.loc[application_id, ["company", "role"]]
        return {"company": str(company), "role": str(role)}

    def _today(self, application_id: str) -> Today:
        zone = "" if self.log is None else str(self.log.applications["timezone"].get(application_id, ""))
        return Today.of(self.as_of, self.clock, zone)


def in_one_act(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts as one gesture, which one undo takes back."""
    act = uuid4().hex
    return [{**draft, "act": act} for draft in drafts]


def _last_gesture(entries: Sequence[Entry]) -> list[int]:
    gone = taken_back(entries)
    last = next((entry for entry in reversed(entries) if entry.what != "undo" and entry.number not in gone), None)
    if last is None:
        raise JournalError("there is nothing to undo: the journal has no entry that holds")
    return [entry.number for entry in entries if entry.act == last.act and entry.number not in gone]
