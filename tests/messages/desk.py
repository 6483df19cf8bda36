"""A log that fits a message: one application, with what its writer noted, and the action that the message is for."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

import followup_analytics as fa
from followup_analytics.log.job_search_log import JobSearchLog

HERE = Path(__file__).parent
SEEKER = fa.Seeker("Ada Doe", "ada@example.com", "+1 555 0100")
NOTES = ("topics", "strengths", "values", "open_points")
FACTS = {"company": "Corbury Freight", "role": "Data Analyst", "contact": "Zelda Rimmington"}
# What has to happen, by the day, for each kind to be asked for; `interview` takes the notes.
STORIES: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "thank_you": ((("2026-03-02", "application"), ("2026-03-10", "interview")), "2026-03-11"),
    "status_check": ((("2026-03-02", "application"), ("2026-03-10", "interview"), ("2026-03-11", "thank_you")), "2026-03-18"),
    "application_check": ((("2026-03-02", "application"),), "2026-03-17"),
    "later_check": (
        (("2026-03-02", "application"), ("2026-03-10", "interview"), ("2026-03-11", "thank_you"), ("2026-03-17", "status_check")),
        "2026-03-28",
    ),
    "closure_request": (
        (
            ("2026-03-02", "application"),
            ("2026-03-10", "interview"),
            ("2026-03-11", "thank_you"),
            ("2026-03-17", "status_check"),
            ("2026-03-27", "status_check"),
        ),
        "2026-04-12",
    ),
    "answer": ((("2026-03-02", "application"), ("2026-03-10", "interview"), ("2026-03-12", "reply")), "2026-03-12"),
    "feedback_request": ((("2026-03-02", "application"), ("2026-03-10", "interview"), ("2026-03-16", "rejection")), "2026-03-17"),
    "connection_request": (
        (("2026-03-02", "application"), ("2026-03-10", "interview"), ("2026-03-11", "thank_you")),
        "2026-03-12",
    ),
    "keep_in_touch": ((("2026-03-02", "application"), ("2026-03-10", "interview"), ("2026-03-16", "rejection")), "2026-06-16"),
}
KINDS = tuple(STORIES)


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def desk(kind: str, facts: Mapping[str, str] | None = None, event: str = "") -> tuple[JobSearchLog, "pd.Series[Any]"]:
    """The log of a story and its open action of that kind; `event` stands in place of their reply."""
    return _desk(kind, tuple(sorted((facts or {}).items())), event)


@cache
def _desk(kind: str, given: tuple[tuple[str, str], ...], event: str) -> tuple[JobSearchLog, "pd.Series[Any]"]:
    facts = {**FACTS, **dict(given)}
    story, as_of = STORIES[kind]
    row = {"timezone": "UTC", **{name: facts[name] for name in facts if name not in (*NOTES, "stage", "until")}}
    events = [_event(at, event if event and what == "reply" else what, facts) for at, what in story]
    log = JobSearchLog(pd.DataFrame([row], index=pd.Index(["A1"], name="application_id")), pd.DataFrame(events))
    actions = fa.follow_up_actions(log, as_of=as_of)
    asked = "status_check" if kind.endswith("_check") else kind
    chosen = actions[(actions["action"] == asked) & actions["status"].isin(["overdue", "due", "waiting"])]
    return log, chosen.iloc[0]


def _event(at: str, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    noted = {name: facts.get(name, "") for name in (*NOTES, "stage")} if kind == "interview" else {}
    until = pd.Timestamp(facts["until"], tz="UTC") if kind == "interview" and "until" in facts else pd.NaT
    at_utc = pd.Timestamp(at, tz="UTC")
    return {"application_id": "A1", "at": at_utc, "precision": "day", "kind": kind, "reply_expected_by": until, **noted}
