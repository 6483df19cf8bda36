"""Logs that say little or odd things: a sentence and bounds, no number that is none, no warning, no crash."""

import warnings

import numpy as np
import pytest

import followup_analytics as fa
from followup_analytics.reporting.wording.answers import silence_in_words, still_waiting
from followup_analytics.reporting.wording.effect import effect_in_words
from followup_analytics.reporting.wording.rates import rates_in_words
from tests.hand_made import log_of_many

AS_OF = "2026-06-01"
SENT = [f"2026-03-{day:02} application email" for day in range(1, 25)]
MET = [f"2026-03-{day:02} interview; 2026-03-{day + 7:02} status_check email" for day in range(1, 21)]


def logged(stories: list[str], status: str | None = None) -> fa.JobSearchLog:
    """A log of one story an application; with a status, every other one has it without a day."""
    log = log_of_many({f"A{place:03}": story for place, story in enumerate(stories)})
    if status is None:
        return log
    stated = [status if place % 2 else "active" for place in range(len(stories))]
    return fa.JobSearchLog(log.applications.assign(status=stated), log.events)


LOGS = {
    "no dated answer": logged(SENT, "rejected"),
    "no dated answer after interviews": logged(MET, "rejected"),
    "one answer": logged([SENT[0] + "; 2026-03-05 reply", *SENT[1:]]),
    "all undated": fa.JobSearchLog(logged(SENT).applications.assign(status="rejected"), logged(SENT).events),
    "answers before their application": logged([story + "; 2026-02-10 rejection" for story in SENT]),
    "everything on one day": logged(["2026-03-02 application email; 2026-03-02 rejection; 2026-03-02 interview"] * 24),
    "one application": logged(SENT[:1]),
    "nothing": logged([]),
}


MONTHS = "Company,Role,Applied,Rejected\n" + "".join(f"Acme {day},Analyst,2026-03-{day:02},2026-04\n" for day in range(1, 25))


@pytest.fixture(params=[*LOGS, "a month for a day"], scope="module")
def log(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> fa.JobSearchLog:
    if request.param in LOGS:
        return LOGS[request.param]
    sheet = tmp_path_factory.mktemp("months") / "months.csv"
    sheet.write_text(MONTHS, encoding="utf-8")
    return fa.read_log(sheet, timezone="UTC", country="US")


@pytest.fixture(autouse=True)
def no_warning():  # type: ignore[no-untyped-def]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_rates_have_bounds_and_a_sentence(log: fa.JobSearchLog) -> None:
    attempts = fa.outreach_attempts(log, as_of=AS_OF)
    for favourable in (False, True):
        rates = fa.response_rates(attempts, favourable=favourable)
        bounds = rates[["low", "high", "rate_least", "rate_most", "within_days", "unknown_day_share"]].to_numpy(dtype=float)
        assert np.isfinite(bounds).all()
        assert ((rates["low"] <= rates["high"]) & (rates["rate_least"] <= rates["rate_most"])).all()
        assert len(rates_in_words(rates, ["medium"]).verdict) > 0 or not len(rates)


def test_silence_has_bounds_and_a_sentence(log: fa.JobSearchLog) -> None:
    curve = fa.silence_curve(log, as_of=AS_OF)
    bounds = curve.frame[[f"answered{end}" for end in ("_low", "_high")]].to_numpy(dtype=float)
    assert np.isfinite(bounds).all()
    left = curve.chance_still_to_hear(14)
    assert 0 <= left["low"] <= left["high"] <= 1
    assert len(silence_in_words(curve)) > 0
    assert "nan" not in still_waiting(log, curve, as_of=AS_OF).to_string()


def test_the_effect_has_bounds_and_a_sentence(log: fa.JobSearchLog) -> None:
    effect = fa.follow_up_effect(log, as_of=AS_OF)
    assert np.isfinite(effect.summary[["ratio", "low", "high"]].to_numpy(dtype=float)).all()
    assert effect.verdict == "open"
    sentences = effect_in_words(effect)
    assert sentences[0].startswith("Your sheet can't tell whether asking helps.")
    assert not any("nan" in sentence for sentence in sentences)


def test_the_tuning_keeps_the_cadence_and_says_why(log: fa.JobSearchLog) -> None:
    tuned = fa.tune_cadence(log, as_of=AS_OF)
    assert tuned.cadence == fa.Cadence()
    assert tuned.verdict.startswith("Keep what you do")
    assert np.isfinite(tuned.policies.select_dtypes("number").to_numpy()).all()
