"""The pandas reference of the benchmark and the package's rules give the same deadlines, statuses and answers."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import search_at_scale
from agreement import assert_agreement

from followup_analytics.log.job_search_log import JobSearchLog


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> JobSearchLog:
    """A search in several time zones, half of it with German holidays."""
    folder = tmp_path_factory.mktemp("search")
    search_at_scale.write(folder, 2_000, search_at_scale.ZONES, ("", "DE"))
    return search_at_scale.log_of(folder)


@pytest.mark.parametrize("as_of", ["2025-10-26", "2026-03-10", "2026-06-08", "2026-09-01"])
def test_the_reference_agrees_with_the_rules_at_any_moment(log: JobSearchLog, as_of: str) -> None:
    assert assert_agreement(log, as_of) > 1_000


def test_every_event_kind_and_status_is_in_play(log: JobSearchLog) -> None:
    assert set(log.events["kind"]) == set(log.events["kind"].cat.categories)
    assert (log.undated_status != "").any()
    assert log.events["reply_expected_by"].notna().any()


def test_the_same_seed_makes_the_same_search(log: JobSearchLog, tmp_path: Path) -> None:
    search_at_scale.write(tmp_path, 2_000, search_at_scale.ZONES, ("", "DE"))
    assert search_at_scale.log_of(tmp_path) == log
