"""Answers of unknown day: drawn between their bounds, joined by Rubin's rules, never told as more than they are."""

import numpy as np
import pandas as pd
import pytest
from hand_made import log_of_many
from hypothesis import given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.interval_censoring import (
    FAVOURABLE,
    OTHER,
    UnknownDays,
    completed,
    completed_tables,
    drawn_days,
    ended_by_day,
    joined,
)
from followup_analytics.log.job_search_log import JobSearchLog

AS_OF = "2025-12-01"


def undated(log: JobSearchLog, share: float, seed: int = 0) -> JobSearchLog:
    """The log, with the last word of some applications known by their status only."""
    events, applications = log.events, log.applications
    final = events["kind"].isin(["rejection", "offer"]).to_numpy()
    lost = final & (np.random.default_rng(seed).random(len(events)) < share)
    stated = {"rejection": "rejected", "offer": "offer"}
    said = pd.Series(events["kind"].astype("str")[lost].map(stated).array, events["application_id"][lost].array)
    status = said.reindex(applications.index).fillna("active").astype("str")
    return JobSearchLog(applications.assign(status=status.array), events[~lost].reset_index(drop=True))


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([FAVOURABLE, OTHER]), st.integers(0, 400), st.integers(0, 400))),
    st.integers(0, 3),
)
def test_a_day_is_never_drawn_outside_its_bounds(answers: list[tuple[int, int, int, int]], seed: int) -> None:
    kind, cause, least, width = np.array(answers, dtype=np.int64).reshape(-1, 4).T
    unknown = UnknownDays(kind, cause, least, np.minimum(least + width, 730))
    ended = ended_by_day(*(np.zeros(0, dtype=np.int64),) * 3)
    days = drawn_days(ended, unknown, draws=2, seed=seed)
    assert days.shape == (2, len(answers))
    assert ((days >= unknown.least) & (days <= unknown.most)).all()


def test_the_order_of_rows_does_not_matter_and_a_seed_gives_the_same_days() -> None:
    rng = np.random.default_rng(4)
    cells = UnknownDays(rng.integers(0, 3, 40), rng.integers(1, 3, 40), np.arange(40), np.arange(40) + 60)
    order = rng.permutation(40)
    other = UnknownDays(*(getattr(cells, name)[order] for name in ("kind", "cause", "least", "most")))
    ended = ended_by_day(np.zeros(9, dtype=np.int64), np.arange(9) % 4, np.arange(9))
    first = drawn_days(ended, cells, draws=3, seed=1)
    assert (first[:, order] == drawn_days(ended, other, draws=3, seed=1)).all()
    assert (first == drawn_days(ended, cells, draws=3, seed=1)).all()
    assert (first != drawn_days(ended, cells, draws=3, seed=2)).any()


def test_counts_of_two_logs_add_up_to_those_of_both() -> None:
    kind, cause, days = np.array([0, 1, 2, 2]), np.array([0, 1, 2, 3]), np.array([3, 0, 900, 14])
    parts = [ended_by_day(kind[part], cause[part], days[part]) for part in (slice(2), slice(2, 4))]
    assert (sum(parts) == ended_by_day(kind, cause, days)).all()


def test_where_every_day_is_known_nothing_is_drawn() -> None:
    found = silences(fa.simulate_search(60, seed=2), as_of=AS_OF)
    whole = completed(found, seed=5)
    assert len(whole.days) == 1
    assert (whole.days[0] == found["observed_days"]).all()
    (table,) = completed_tables(found, seed=5)
    assert table is found


def test_what_is_drawn_gets_into_no_table_that_is_data() -> None:
    log = undated(fa.simulate_search(60, seed=2), 0.6)
    before = silences(log, as_of=AS_OF)
    kept = before.copy()
    tables = list(completed_tables(before, draws=3))
    assert len(tables) == 3
    assert not any((table["outcome"] == "undated").any() for table in tables)
    pd.testing.assert_frame_equal(before, kept)


def test_rubins_rules_by_hand() -> None:
    estimate, variance, share = joined(np.array([[0.2], [0.4]]), np.array([[0.01], [0.03]]))
    # Within 0.02; between 0.02, times 1 + 1/2.
    assert (float(estimate[0]), float(variance[0])) == (pytest.approx(0.3), pytest.approx(0.05))
    assert float(share[0]) == pytest.approx(0.6)


TRUTH = fa.Truth(interviews=1)


def test_silence_with_half_of_the_days_lost_is_silence_as_it_was() -> None:
    """The prototype's figure in small: leaving such answers out makes the chance a quarter too low."""
    errors = []
    for seed in (811, 812, 813, 814):
        log = fa.simulate_search(250, seed=seed, truth=TRUTH)
        told, lost = (
            fa.silence_curve(one, by="kind", as_of=AS_OF).chance_still_to_hear(14, "application")
            for one in (log, undated(log, 0.5, seed))
        )
        errors.append(lost["chance"] - told["chance"])
        assert lost["unknown_day_share"] > 0 == told["unknown_day_share"]
        assert lost["low"] <= told["chance"] <= lost["high"]
    assert abs(np.mean(errors)) < 0.06


def test_bounds_hold_the_rate_and_meet_the_interval() -> None:
    for share in (0.4, 1.0):
        attempts = fa.outreach_attempts(undated(fa.simulate_search(120, seed=9, truth=TRUTH), share), as_of="2025-06-15")
        for favourable in (False, True):
            rates = fa.response_rates(attempts, by="medium", favourable=favourable)
            stated = rates[rates["rate"].notna()]
            assert ((stated["rate_least"] <= stated["rate"]) & (stated["rate"] <= stated["rate_most"])).all()
            assert ((rates["low"] <= rates["rate_most"]) & (rates["rate_least"] <= rates["high"])).all()
            assert rates[["low", "high", "rate_least", "rate_most", "unknown_day_share"]].notna().all().all()


BAD = [
    ["2026-03-02 application"] * 4,
    ["2026-03-02 application; 2026-03-02 reply"] * 3,
    ["2026-03-02 reply; 2026-03-09 application"],
    ["2026-03-02 application; 2026-03-02 interview; 2026-03-02 status_check"],
]


@pytest.mark.parametrize("stories", BAD)
@pytest.mark.parametrize("status", ["rejected", "offer", "interviewing"])
@pytest.mark.filterwarnings("error")
def test_little_or_nothing_dated_gives_bounds_and_no_warning(stories: list[str], status: str) -> None:
    log = log_of_many({f"A{i}": story for i, story in enumerate(stories)}, status=status)
    attempts = fa.outreach_attempts(log, as_of="2026-04-30")
    rates = fa.response_rates(attempts, by="kind")
    assert rates[["low", "high", "rate_least", "rate_most"]].notna().all().all()
    curve = fa.silence_curve(log, as_of="2026-04-30")
    assert curve.frame[["answered_low", "answered_high"]].notna().all().all()
    assert np.isfinite(fa.follow_up_effect(log, as_of="2026-04-30").summary[["ratio", "low", "high"]].to_numpy()).all()
    assert fa.tune_cadence(log, as_of="2026-04-30").recommended["wait_business_days"] == 5


def test_without_dated_answers_the_cadence_stays_and_says_why() -> None:
    tuning = fa.tune_cadence(undated(fa.simulate_search(150, seed=21, truth=TRUTH), 1.0), as_of=AS_OF)
    assert not tuning.policies.loc[tuning.policies["recommended"], "given"].eq(False).any()
    assert "Write the day of an answer down" in tuning.verdict
    assert tuning.dated == 0 < tuning.answered
