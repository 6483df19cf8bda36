"""Counts add up: what is estimated from the sum over clients is what their logs together give, to the last bit."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import followup_analytics as fa
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.tuning.answer_model import added_cells, cells_of, fit_cells, fit_model
from followup_analytics.tuning.counts import added
from followup_analytics.tuning.silent_days import silent_days
from tests.many.conftest import AS_OF, NAMES

WITHOUT_LOG = ["comparable_rate", "rank", "told_apart", "needed", "difference"]


@pytest.fixture(scope="module")
def logs(clients: Path) -> dict[str, JobSearchLog]:
    stacked = fa.read_log(clients)
    return {name: JobSearchLog.stacked({name: stacked.of_seeker(name)}) for name in NAMES}


@pytest.fixture(scope="module")
def stacked(logs: dict[str, JobSearchLog]) -> JobSearchLog:
    return JobSearchLog.stacked({name: log.of_seeker(name) for name, log in logs.items()})


@pytest.fixture(scope="module")
def each(logs: dict[str, JobSearchLog]) -> list[fa.Counts]:
    return [fa.count_log(log, as_of=AS_OF) for log in logs.values()]


@pytest.fixture(scope="module")
def total(each: list[fa.Counts]) -> fa.Counts:
    return added(each)


def ordered(rates: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return rates.drop(columns=WITHOUT_LOG).sort_values(list(by)).reset_index(drop=True) if by else rates.drop(columns=WITHOUT_LOG)


@pytest.mark.parametrize("by", [["medium"], [], ["kind", "stage"], ["seeker"], ["wait_band"], ["source"]])
@pytest.mark.parametrize("favourable", [False, True])
def test_rates_from_counts_are_those_of_the_logs(
    by: list[str], favourable: bool, total: fa.Counts, stacked: JobSearchLog
) -> None:
    attempts = fa.outreach_attempts(stacked, as_of=AS_OF)
    of_log = fa.response_rates(attempts, by=by, favourable=favourable)
    of_counts = total.response_rates(by, favourable=favourable)
    assert_frame_equal(ordered(of_counts, by), ordered(of_log, by), check_exact=True)
    assert of_counts[WITHOUT_LOG].isna().all(axis=None)


@pytest.mark.parametrize("by", [None, "kind", ["kind", "seniority"]])
def test_curves_from_counts_are_those_of_the_logs(by: Any, total: fa.Counts, stacked: JobSearchLog) -> None:
    of_log, of_counts = fa.silence_curve(stacked, by, as_of=AS_OF), total.silence_curve(by)
    assert_frame_equal(of_counts.frame, of_log.frame, check_exact=True)
    assert_frame_equal(of_counts.groups, of_log.groups, check_exact=True)
    group = of_log.groups["group"].iloc[0]
    assert of_counts.chance_still_to_hear(7, group).equals(of_log.chance_still_to_hear(7, group))


def test_the_order_of_adding_does_not_matter(each: list[fa.Counts], total: fa.Counts, stacked: JobSearchLog) -> None:
    turned = list(each)
    random.Random(7).shuffle(turned)
    assert added(turned) == total
    halves = added(turned[:5]) + added(turned[5:])
    assert halves == total
    at_once = fa.count_log(stacked, as_of=AS_OF)
    for table in ("cells", "pairs", "actions", "conduct"):
        assert_frame_equal(getattr(at_once, table), getattr(total, table))


def test_written_counts_name_nobody_and_estimate_the_same(total: fa.Counts, tmp_path: Path) -> None:
    total.write(tmp_path / "all.counts")
    again = fa.Counts.read(tmp_path / "all.counts")
    assert set(again.cells["source"]) == {""} and not set(again.cells["seeker"]) & set(NAMES)
    for by in (["medium"], ["kind", "stage"]):
        assert again.response_rates(by).equals(total.response_rates(by))
    assert again.silence_curve("kind") == total.silence_curve("kind")
    assert (again.days.dtypes == total.days.dtypes).all() and again.interviews.equals(total.interviews)


@pytest.mark.nightly
def test_logs_of_one_without_names_are_different_people(logs: dict[str, JobSearchLog], total: fa.Counts) -> None:
    nameless = [fa.count_log(log.of_seeker(name), as_of=AS_OF) for name, log in logs.items()]
    assert added(nameless).cells["seeker"].nunique() == len(NAMES)
    assert added(nameless).response_rates(["medium"]).equals(total.response_rates(["medium"]))


def test_intervals_are_by_seeker_from_ten_on(total: fa.Counts, each: list[fa.Counts]) -> None:
    assert set(total.response_rates(["kind"]).query("attempts > 100")["case"]) == {"seeker"}
    assert set(total.response_rates(["seeker"])["case"]) == {"application"}
    assert set(added(each[:9]).response_rates(["kind"])["case"]) == {"application"}


def test_the_fit_on_the_sums_is_that_of_the_logs() -> None:
    logs = {str(seed): fa.simulate_search(60, seed=seed) for seed in range(5)}
    days = {name: silent_days(log, as_of="2027-06-01") for name, log in logs.items()}
    together = fit_model(pd.concat(days.values(), ignore_index=True))
    summed = fit_cells(added_cells([cells_of(table) for table in days.values()]))
    assert np.allclose(summed.weights, together.weights, rtol=0, atol=1e-12)
    for mine, theirs in zip(summed.forms, together.forms, strict=True):
        assert np.allclose(mine.fit.mode, theirs.fit.mode, rtol=0, atol=1e-12)


def test_an_interval_of_many_clients_is_as_wide_as_clients_differ() -> None:
    """True rates with a standard deviation of 0.13: by application the interval would be less than half as wide."""
    rng = np.random.default_rng(3)
    rates = np.clip(rng.normal(0.3, 0.13, 100), 0.02, 0.9)
    answered = rng.random((100, 60)) < rates[:, None]
    table = attempts_of(answered)
    wide, narrow = (fa.response_rates(part, by=[]).iloc[0] for part in (table, table.assign(seeker="")))
    assert wide["rate"] == narrow["rate"]
    assert 2.0 < (wide["high"] - wide["low"]) / (narrow["high"] - narrow["low"]) < 2.8


def attempts_of(answered: np.ndarray) -> pd.DataFrame:
    """A table of attempts by seeker, each watched for 30 days or answered on day 5."""
    seekers, attempts = answered.shape
    flat = answered.ravel()
    return pd.DataFrame(
        {
            "application_id": [f"a{place}" for place in range(len(flat))],
            "seeker": np.repeat([f"s{place:03}" for place in range(seekers)], attempts),
            "kind": "application",
            "medium": "email",
            "outcome": np.where(flat, "answered", "pending"),
            "response": np.where(flat, "reply", ""),
            "responded_exact": flat,
            "favourable": False,
            "observed_days": np.where(flat, 5, 30),
        }
    )


BAD: dict[str, tuple[Callable[[list[fa.Counts]], object], str]] = {
    "twice": (lambda each: each[0] + each[0], "'ana' is in two of the counts"),
    "moments": (lambda each: each[0] + fa.count_log(fa.simulate_search(5), as_of="2026-07-01"), "different moments"),
    "own columns": (lambda each: each[0].response_rates(["Hobby"]), "is no grouping"),
    "horizon": (lambda each: each[0].response_rates(within_days=400), "from 0 to 366"),
    "name": (lambda each: each[0].write("all.csv"), "ends in .counts"),
    "absent": (lambda each: fa.Counts.read("nowhere.counts"), "check the path"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_does_not_add_up_is_refused(kind: str, each: list[fa.Counts]) -> None:
    spoil, told = BAD[kind]
    with pytest.raises(fa.FollowupError, match=told):
        spoil(each)


def test_a_file_that_holds_no_counts_is_told_in_one_line(each: list[fa.Counts], tmp_path: Path) -> None:
    each[0].write(tmp_path / "one.counts")
    whole = (tmp_path / "one.counts").read_bytes()
    (tmp_path / "cut.counts").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.counts").write_text("hello")
    for name in ("cut.counts", "text.counts"):
        with pytest.raises(fa.FollowupError, match="is no table of counts"):
            fa.Counts.read(tmp_path / name)
