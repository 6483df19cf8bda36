"""An entry checked against its log and the day of recording, before it is stored."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import JournalError, UnknownNameError
from followup_analytics.journal.entries import (
    FIELDS,
    OWN_KINDS,
    Entry,
    checked_facts,
    day_text,
    is_day,
    kind_of_action,
    moment_text,
    taken_back,
)
from followup_analytics.journal.store import Draft
from followup_analytics.local_time import zone
from followup_analytics.log.job_search_log import JobSearchLog

LONGEST_SNOOZE_DAYS = 366


@dataclass(frozen=True)
class Today:
    """The moment of recording: as text, its day, and the last day that it can be for the application."""

    moment: str
    day: str
    latest: str
    is_clock: bool

    @classmethod
    def of(cls, as_of: str, clock: tuple[str, str], zone_name: str) -> "Today":
        """From what the caller gave, else from the machine's clock (the moment, and the machine's own day)."""
        if as_of and is_day(as_of):
            return cls(as_of, as_of, as_of, False)
        moment = as_of or clock[0]
        utc = dt.datetime.fromisoformat(moment)
        there = utc.astimezone(zone(zone_name)).date().isoformat() if zone_name else ""
        day = there or (utc.date().isoformat() if as_of else clock[1])
        return cls(moment, day, day if as_of else max(day, clock[1]), not as_of)


def refuse_future(at: str, today: Today) -> None:
    """Refuse a day or moment that lies ahead.

    Raises
    ------
    JournalError
        With what is taken for today.
    """
    if at > today.latest if is_day(at) else _later(at, today):
        raise JournalError(f"at {at} lies ahead ({_said(today)}): only what has happened is recorded, or a planned interview")


def _later(at: str, today: Today) -> bool:
    if is_day(today.moment):
        return at[:10] > today.latest
    return dt.datetime.fromisoformat(at) > dt.datetime.fromisoformat(today.moment)


def refuse_until(until: str, today: Today) -> None:
    """Refuse to put something off until a day that is over, or too far ahead.

    Raises
    ------
    JournalError
        With what is taken for today.
    """
    if until <= today.day:
        raise JournalError(f"until {until} does not lie ahead ({_said(today)}): give a later day")
    if dt.date.fromisoformat(until) - dt.date.fromisoformat(today.day) > dt.timedelta(days=LONGEST_SNOOZE_DAYS - 1):
        raise JournalError(f"until {until} lies more than a year ahead ({_said(today)}): give an earlier day, or close it")


def _said(today: Today) -> str:
    return f"by the machine's clock it is {today.day}; is that right?" if today.is_clock else f"it is {today.day}"


_OF_LOG = tuple(name for name in words.EVENT_COLUMNS if name not in ("direction", "row", "answer_by"))
EVENT_COLUMNS = (*_OF_LOG, "action_id", "company", "role")
_NEAREST = 3


def event_frame(entries: Sequence[Entry], log: JobSearchLog | None) -> pd.DataFrame:
    """The events among entries: index `entry`; days begin in the time zone of the log's application, else in UTC."""
    events = [entry for entry in entries if entry.is_event]
    frame = pd.DataFrame([asdict(entry) for entry in events], columns=list(FIELDS), dtype="str")
    zones = zones_of(frame["application_id"], log)
    frame["precision"] = ["day" if is_day(text) else "minute" for text in frame["at"]]
    for name in ("at", "reply_expected_by"):
        frame[name] = instants(frame[name], zones)
    frame.index = pd.Index([entry.number for entry in events], name="entry", dtype="int64")
    return frame[list(EVENT_COLUMNS)]


def zones_of(application_ids: pd.Series, log: JobSearchLog | None) -> pd.Series:
    """The time zone of each application, UTC for those that the log does not have."""
    if log is None:
        return pd.Series("UTC", application_ids.index, dtype="str")
    return application_ids.map(log.applications["timezone"]).astype("str").fillna("UTC")


def instants(texts: pd.Series, zones: pd.Series) -> pd.Series:
    """Checked moments as UTC instants: a day begins when it does in its zone; empty text is missing."""
    found = pd.Series(pd.NaT, texts.index, dtype="datetime64[us, UTC]")
    days = texts.str.len() == len("2026-03-02")
    exact = (texts != "") & ~days
    found[exact] = pd.to_datetime(texts[exact], format="ISO8601", utc=True).dt.as_unit("us")
    for name in pd.unique(zones[days]):
        here = days & (zones == name)
        clocks = pd.to_datetime(texts[here], format="%Y-%m-%d").dt.as_unit("us")
        # Where clocks change at midnight the day begins at its first moment.
        local = clocks.dt.tz_localize(zone(name), nonexistent="shift_forward", ambiguous=[True] * len(clocks))
        found[here] = local.dt.tz_convert("UTC")
    return found


def nearest_applications(applications: pd.DataFrame, name: str, company: str = "", role: str = "") -> str:
    """The applications that are named most like it, for a message: by company and role where they are known, else by all."""
    from rapidfuzz.fuzz import WRatio, ratio

    names = [", ".join(filter(None, pair)) for pair in zip(applications["company"], applications["role"], strict=True)]
    wanted = ", ".join(filter(None, (company, role))) or name
    pairs = zip(applications.index, names, strict=True)
    scores = [max(WRatio(wanted, text, processor=str.casefold), ratio(name, str(one))) for one, text in pairs]
    best = np.argsort(-np.array(scores), kind="stable")[:_NEAREST]
    return "; ".join(f"{applications.index[place]!r} ({names[place]})" for place in best) or "the log has none"


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

    def told(self, part: Mapping[str, Any], client_id: str | None) -> Draft:
        """One part of what is told by one gesture: an event, or what stands beside events; "" names the sheet as a whole."""
        days = {name: day_text(part[name], name) for name in ("reply_expected_by", "until") if part.get(name)}
        facts = {name: value for name, value in {**part, **days}.items() if name not in ("application_id", "at")}
        application_id, at = str(part["application_id"]), part.get("at")
        if facts["kind"] not in OWN_KINDS:
            return self.event(application_id, facts, at, client_id)
        facts["at"] = self._today(application_id).day if at is None else moment_text(at, "at")
        if application_id:
            return self.draft("event", application_id, facts, client_id)
        return self._made("event", facts, client_id)

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
        written = {entry.application_id: entry.company or entry.role for entry in entries if entry.what != "attach"}
        if application_id not in written:
            more = f" and {len(written) - 5} more" if len(written) > 5 else ""
            shown = ", ".join(f"{one!r} ({name})" for one, name in sorted(written.items())[:5]) + more if written else "none"
            raise UnknownNameError(f"the journal has no entry of {application_id!r}; it has those of {shown}")
        return self._made("attach", {"application_id": application_id, "to": to, **names}, client_id)

    def answer(self, key: str, to: str) -> Draft:
        """What a digest stands for belongs to an application, or to none where there is no name."""
        return self._made("attach", {"application_id": key, "to": to, **(self._known(to) if to else {})}, None)

    def draft(self, what: str, application_id: str, facts: dict[str, Any], client_id: str | None) -> Draft:
        """An entry about an application, with its company and role where the log knows them."""
        if not application_id:
            raise UnknownNameError("an application has an id: give one of the log's")
        names = {} if {"company", "role"} <= set(facts) else self._known(application_id)
        return self._made(what, {"application_id": application_id, **facts, **names}, client_id)

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
        if application_id not in self._columns["company"].index:
            near = nearest_applications(self.log.applications, application_id, "", "")
            raise UnknownNameError(f"the log has no application {application_id!r}; the nearest: {near}")
        return {name: str(self._columns[name].at[application_id]) for name in ("company", "role")}

    def _today(self, application_id: str) -> Today:
        return Today.of(self.as_of, self.clock, str(self._columns["timezone"].get(application_id, "")))

    @cached_property
    def _columns(self) -> dict[str, pd.Series]:
        """What is looked up of applications, taken out of the log once for all drafts."""
        table = self.log.applications if self.log else pd.DataFrame(columns=["company", "role", "timezone"])
        return {name: table[name] for name in ("company", "role", "timezone")}


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
