"""Logs written down in a line: `log_of("2026-03-02 interview final; 2026-03-03T10:00 thank_you email")`."""

from collections.abc import Mapping

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log.job_search_log import JobSearchLog

ZONES = {"timezone": "UTC"}


def log_of(story: str, **application: object) -> JobSearchLog:
    """A log of one application, A1: its events, separated by semicolons, and its columns."""
    return log_of_many({"A1": story}, **application)


def log_of_many(stories: Mapping[str, str], **application: object) -> JobSearchLog:
    """A log of several applications that agree in their columns."""
    facts = {"company": "Acme", "role": "Analyst", **ZONES, **application}
    applications = pd.DataFrame([facts] * len(stories), index=pd.Index(list(stories), name="application_id"))
    zone = str(facts["timezone"])
    rows = [_event(name, line.split(), zone) for name, story in stories.items() for line in story.split(";") if line.strip()]
    return JobSearchLog(applications, pd.DataFrame(rows, columns=["application_id", "at", "precision", "kind", *_MORE]))


_MORE = ("medium", "stage", "reply_expected_by", "contact")


def _event(application_id: str, parts: list[str], zone: str) -> dict[str, object]:
    """One event: a day or a time, a kind, then a medium, a stage, `until=` a day and `by=` a person, in any order."""
    at, kind, *rest = parts
    named = dict(part.split("=") for part in rest if "=" in part)
    return {
        "application_id": application_id,
        "at": instant(at, zone),
        "precision": "day" if len(at) == 10 else "minute",
        "kind": kind,
        "medium": next((part for part in rest if part in words.MEDIA), ""),
        "stage": next((part for part in rest if part in words.STAGES), ""),
        "reply_expected_by": instant(named["until"], zone) if "until" in named else pd.NaT,
        "contact": named.get("by", ""),
    }


def instant(text: str, zone: str) -> pd.Timestamp:
    """A day or a local time (or one with an offset) as an instant."""
    time = pd.Timestamp(text)
    return (time if time.tzinfo else time.tz_localize(zone)).tz_convert("UTC").as_unit("us")
