"""The package's actions are those of the slow, plain reading of the rules."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

import followup_analytics as fa
from followup_analytics.log.job_search_log import JobSearchLog

from .frames import Frames
from .oracle import COLUMNS, MOMENTS, plain_actions
from .strategies import crowd, situations

FACTS = ["seniority", "company_type", "culture", "country", "timezone", "urgent", "stated_process", "preferred_medium", "status"]
EVENT_FACTS = ["at", "precision", "kind", "medium", "stage", "reply_expected_by"]
Row = tuple[str, ...]


def _rows(actions: pd.DataFrame) -> Counter[Row]:
    shown = actions[COLUMNS].copy()
    for name in MOMENTS:
        shown[name] = [("" if pd.isna(moment) else moment.isoformat()) for moment in shown[name]]
    return Counter(zip(*(shown[name].astype(str) for name in COLUMNS), strict=True))


def _difference(theirs: Counter[Row], plain: Counter[Row], log: JobSearchLog, as_of: object) -> str:
    """What one side has and the other has not, of the first application that shows it, and that application."""
    only_theirs, only_plain = theirs - plain, plain - theirs
    name = min(row[0] for row in [*only_theirs, *only_plain])
    lines = [f"as of {as_of!r}", *_side("only in the package", only_theirs, name)]
    lines += _side("only in the plain reading", only_plain, name)
    application, events = log.applications.loc[[name]], log.events[log.events["application_id"] == name]
    return "\n".join([*lines, application[FACTS].to_string(), events[EVENT_FACTS].to_string()])


def _side(title: str, rows: Counter[Row], name: str) -> list[str]:
    return [f"{title}:", *(f"  {dict(zip(COLUMNS, row, strict=True))}" for row in sorted(rows.elements()) if row[0] == name)]


def _assert_agreement(log: JobSearchLog, as_of: object) -> None:
    theirs = _rows(fa.follow_up_actions(log, fa.Cadence(), as_of=as_of))
    plain = _rows(plain_actions(log, as_of))
    assert theirs == plain, _difference(theirs, plain, log, as_of)


_LIKEWISE = {"deadline": None, "derandomize": True, "suppress_health_check": [HealthCheck.too_slow]}


@settings(max_examples=60, **_LIKEWISE)
@given(situations())
def test_package_and_plain_reading_agree_on_random_logs(situation: tuple[Frames, object]) -> None:
    frames, as_of = situation
    _assert_agreement(JobSearchLog(frames.applications, frames.events), as_of)


@pytest.mark.nightly
@settings(max_examples=1000, **_LIKEWISE)
@given(situations())
def test_package_and_plain_reading_agree_on_very_many_logs(situation: tuple[Frames, object]) -> None:
    frames, as_of = situation
    _assert_agreement(JobSearchLog(frames.applications, frames.events), as_of)


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(2, 10))])
def test_package_and_plain_reading_agree_on_a_crowd(seed: int) -> None:
    frames, moments = crowd(seed, applications=200)
    log = JobSearchLog(frames.applications, frames.events)
    for as_of in moments:
        _assert_agreement(log, as_of)
