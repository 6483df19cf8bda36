"""Logs for the tests of the weekly report: the sample, small ones, and one with hostile text in every column."""

from functools import cache
from pathlib import Path

import pandas as pd
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.reporting.weekly.report import WeeklyReport

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "my_job_search.csv"
WEEK = "2026-W24"
SEEKER = fa.Seeker(name="Ada Example", email="ada@example.com", phone="+1 555 0100")
APPLICATION_TEXTS = ("company", "role", "source", "contact", "contact_title", "contact_email", "stated_status")
EVENT_TEXTS = ("contact", "contact_title", "topics", "strengths", "values", "open_points", "text")
PROBLEM_TEXTS = ("column", "value", "problem", "consequence")
# Four weeks of four applications: an interview unthanked, a question unanswered, a promise, an end.
STORIES = {
    "A1": "2026-05-11 application email; 2026-05-28 interview",
    "A2": "2026-05-12 application portal; 2026-05-20 interview final; 2026-05-21 thank_you; 2026-06-01 status_check email",
    "A3": "2026-05-13 application linkedin; 2026-06-03 reply until=2026-06-12 by=Kim",
    "A4": "2026-05-14 application email; 2026-05-25 interview; 2026-06-04 rejection",
}


@cache
def sample_log() -> fa.JobSearchLog:
    return fa.read_log(SAMPLE, timezone="America/New_York", country="US")


@cache
def sample_report(redact: bool = False) -> WeeklyReport:
    return fa.weekly_report(sample_log(), fa.Cadence(seeker=SEEKER), week=WEEK, redact=redact)


def log_with_texts(texts: list[str]) -> fa.JobSearchLog:
    """The stories, once for each text, with texts in every column that holds any: the next one in each cell, round and round."""
    stories = {f"{name}-{number}": story for number in range(len(texts)) for name, story in STORIES.items()}
    plain = log_of_many(stories, timezone="Europe/Berlin", country="DE")
    supply = (text for _ in range(10_000) for text in texts)
    applications = plain.applications.assign(
        **{name: [next(supply) for _ in range(len(plain.applications))] for name in APPLICATION_TEXTS}
    )
    events = plain.events.assign(**{name: [next(supply) for _ in range(len(plain.events))] for name in EVENT_TEXTS})
    problems = pd.DataFrame({name: [next(supply) for _ in range(len(texts))] for name in PROBLEM_TEXTS})
    ids = {name: f"{name} {next(supply)}" for name in applications.index}
    events["application_id"] = events["application_id"].map(ids)
    events.index = [f"{name} {next(supply)}" for name in events.index]
    return fa.JobSearchLog(applications.rename(index=ids), events, problems.assign(severity="error", row=1))
