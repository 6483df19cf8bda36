"""Whole searches, made from a seed, with all that makes a list hard; what stands on their list is read plainly elsewhere."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from .frames import TEXT_OF_APPLICATION, Frames, events_frame
from .oracle import Asked
from .recipes_met import MET
from .recipes_unmet import UNMET
from .tale import Tale
from .tiers import OPEN
from .verdict import Window

APPLICATIONS, WITH_INTERVIEWS, PUT_OFF = 80, 15, 3
FIRST_DAY = date(2026, 2, 23)
ZONES = (("UTC", ""), ("Europe/Berlin", "DE"), ("America/New_York", "US"), ("Asia/Kolkata", ""), ("Pacific/Auckland", ""))
CAN_BE_PUT_OFF = ("T01", "T03", "T12", "T20")
FIRST_WORDS = ("Alder", "Birk", "Cors", "Dun", "Elm", "Fern", "Gors", "Hazel", "Inver", "Kestrel")
SECOND_WORDS = ("moor", "field", "ley", "wick", "stead", "bridge", "combe", "holt", "mere")


@dataclass(frozen=True)
class Search:
    """A search: the tables of its log, the days that its notes promise, a moment, and what is put off by how many days."""

    frames: Frames
    promises: dict[str, date]
    as_of: str
    put_off_days: tuple[int, ...]
    texts: dict[str, str]

    def put_off(self, asked: list[Asked]) -> list[tuple[Asked, date]]:
        """The actions that the seeker puts off, with their days: open ones of some rules, at most one of an application."""
        chosen: dict[str, Asked] = {}
        for one in asked:
            if one.action.status in OPEN and one.action.rule in CAN_BE_PUT_OFF and one.action.action != "move_on":
                chosen.setdefault(one.application_id, one)
        picked = list(chosen.values())[:: max(1, len(chosen) // PUT_OFF)]
        return [
            (one, one.story.calendar.day_of(one.story.moment.reached) + timedelta(days=days))
            for one, days in zip(picked, self.put_off_days, strict=False)
        ]

    def after_putting_off(self, asked: list[Asked]) -> list[Asked]:
        """All actions, with those waiting that are put off."""
        days = {id(one): day for one, day in self.put_off(asked)}
        return [_waits(one, days[id(one)]) if id(one) in days else one for one in asked]


def _waits(asked: Asked, day: date) -> Asked:
    calendar, window = asked.story.calendar, asked.action.window
    later = Window(calendar.start_of(day), max(window.due_at, calendar.end_of(day)), window.expires_at)
    return replace(asked, action=replace(asked.action, window=later, status="waiting"))


def search(seed: int) -> Search:
    """A search of eighty applications, fifteen of them with interviews."""
    random = Random(seed)
    today = FIRST_DAY + timedelta(days=random.randrange(200))
    told = random.sample(list(MET), WITH_INTERVIEWS, counts=MET.values())
    told += random.choices(list(UNMET), weights=list(UNMET.values()), k=APPLICATIONS - WITH_INTERVIEWS)
    random.shuffle(told)
    companies = [f"{one}{two}" for one in FIRST_WORDS for two in SECOND_WORDS]
    random.shuffle(companies)
    applications, events, promises, texts = {}, [], {}, {}
    for number, (tell, company) in enumerate(zip(told, companies, strict=False), start=1):
        name, tale = f"A{number:02}", Tale(random, today)
        tell(tale)
        applications[name] = _application(random, company) | tale.facts
        if tale.promise is not None:
            promises[name] = tale.promise
        in_order = sorted(tale.events, key=lambda event: (event["day"], event["hour"] or 0))
        for place, event in enumerate(in_order, start=1):
            event_id = f"{name}/{place}"
            texts[event_id] = event.get("text", "")
            events.append(_event(event, applications[name]["timezone"]) | {"event_id": event_id, "application_id": name})
    frame = pd.DataFrame.from_dict(applications, orient="index").rename_axis("application_id")
    days = tuple(random.randint(1, 12) for _ in range(PUT_OFF))
    return Search(Frames(frame, events_frame(events)), promises, _moment(random, today), days, texts)


def _application(random: Random, company: str) -> dict[str, Any]:
    timezone, country = random.choice(ZONES)
    seniority = random.choice(("", "mid", "senior", "lead", "director"))
    kind = random.choice(("", "startup", "enterprise", "public_sector"))
    empty = dict.fromkeys(TEXT_OF_APPLICATION, "")
    process = random.choice(("",) * 9 + ("they_contact",))
    return empty | {
        "company": company,
        "role": "Data Analyst",
        "timezone": timezone,
        "country": country,
        "seniority": seniority,
        "company_type": kind,
        "stated_process": process,
        "urgent": random.random() < 0.1,
        "status": "active",
    }


def _event(event: dict[str, Any], zone: str) -> dict[str, Any]:
    hour = event["hour"]
    stated = {name: event.get(name) for name in ("reply_expected_by", "answer_by")}
    days = {name: pd.NaT if day is None else _instant(day, 0, zone) for name, day in stated.items()}
    return {
        "at": _instant(event["day"], hour or 0, zone),
        "precision": "day" if hour is None else "minute",
        "kind": event["kind"],
        "medium": event.get("medium", ""),
        "stage": event.get("stage", ""),
        "contact": "",
        **days,
    }


def _instant(day: date, hour: int, zone: str) -> pd.Timestamp:
    return pd.Timestamp(datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone))).tz_convert("UTC").as_unit("us")


def _moment(random: Random, today: date) -> str:
    """A day in most searches, else an instant of it."""
    if random.random() < 0.7:
        return today.isoformat()
    return datetime.combine(today, time(random.randrange(6, 20), 30), tzinfo=ZoneInfo("Europe/Berlin")).isoformat()


def log_lines(made: Search) -> pd.DataFrame:
    """The search as the lines of a log file: a row per event, with the application's columns on each."""
    rows = []
    for event_id, event in made.frames.events.iterrows():
        application = made.frames.applications.loc[event["application_id"]]
        zone = application["timezone"]
        facts = application.drop(labels=["urgent"]).to_dict() | {"urgent": "yes" if application["urgent"] else ""}
        facts["status"] = "" if facts["status"] == "active" else facts["status"]
        days = {name: _day_text(event[name], zone) for name in ("reply_expected_by", "answer_by")}
        at = event["at"].tz_convert(zone)
        when = at.date().isoformat() if event["precision"] == "day" else at.isoformat()
        told = {name: event[name] for name in ("application_id", "kind", "medium", "stage")}
        rows.append(facts | told | days | {"at": when, "text": made.texts[str(event_id)]})
    return pd.DataFrame(rows)


def _day_text(moment: pd.Timestamp, zone: str) -> str:
    return "" if pd.isna(moment) else moment.tz_convert(zone).date().isoformat()
