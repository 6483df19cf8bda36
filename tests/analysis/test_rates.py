"""How often attempts are answered in time, by group."""

import numpy as np
import pandas as pd
import pytest
from hand_made import log_of_many

from followup_analytics.analysis.attempts import outreach_attempts
from followup_analytics.analysis.response_rates import RATE_COLUMNS, response_rates
from followup_analytics.analysis.response_times import silence_curve
from followup_analytics.errors import FollowupError
from followup_analytics.log.job_search_log import JobSearchLog

AS_OF = "2026-04-30"


def attempts_of(*stories: str, **application: object) -> pd.DataFrame:
    log = log_of_many({f"A{i:03}": story for i, story in enumerate(stories)}, **application)
    return outreach_attempts(log, as_of=AS_OF)


def test_a_rate_with_everything_watched_is_the_share_with_wilsons_interval() -> None:
    rates = response_rates(
        attempts_of(*["2026-03-02 application email; 2026-03-05 reply"] * 2, *["2026-03-02 application email"] * 8)
    )
    row = rates.iloc[0]
    assert (row["attempts"], row["responded"], row["pending"], row["within_days"]) == (10, 2, 0, 14)
    assert [round(float(row[name]), 3) for name in ("rate", "low", "high")] == [0.2, 0.057, 0.510]
    assert row["rate_least"] == row["rate_most"] == pytest.approx(0.2)


def test_what_is_still_waited_for_is_no_failure() -> None:
    young = ["2026-04-29 application email"] * 20
    rates = response_rates(
        attempts_of(*["2026-03-02 application email; 2026-03-05 reply"] * 5, *["2026-03-02 application email"] * 5, *young)
    )
    assert rates["rate"].iloc[0] == pytest.approx(0.5)
    assert rates["pending"].iloc[0] == 20


def test_answers_of_unknown_day_bracket_the_rate() -> None:
    stories = {f"A{i}": "2026-03-02 application email" for i in range(8)}
    log = log_of_many(stories)
    applications = log.applications.assign(status=["rejected", "rejected", *["active"] * 6])
    rates = response_rates(outreach_attempts(JobSearchLog(applications, log.events), as_of=AS_OF))
    assert rates[["responded", "responded_undated"]].iloc[0].tolist() == [0, 2]
    assert rates[["rate_least", "rate_most", "low", "high"]].iloc[0].tolist() == [0.0, 0.25, 0.0, 1.0]
    assert rates["rate"].isna().all(), "no answer has a day, so no chance by day is stated"


def test_rejections_compete_with_favourable_answers() -> None:
    attempts = attempts_of(
        "2026-03-02 application; 2026-03-05 rejection",
        "2026-03-02 application; 2026-03-06 interview_invitation",
        *["2026-03-02 application"] * 2,
    )
    assert response_rates(attempts, by=[])["rate"].iloc[0] == pytest.approx(0.5)
    assert response_rates(attempts, by=[], favourable=True)["rate"].iloc[0] == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("stories", "low", "high"),
    [
        (["2026-03-02 application"] * 3, 0.0, 0.561),
        (["2026-03-02 application; 2026-03-04 reply"] * 3, 0.439, 1.0),
        (["2026-04-30 application"], 0.0, 1.0),
    ],
)
def test_none_all_or_nobody_watched_still_has_an_interval(stories: list[str], low: float, high: float) -> None:
    rates = response_rates(attempts_of(*stories), by=[])
    assert [round(float(rates[name].iloc[0]), 3) for name in ("low", "high")] == [low, high]
    assert not rates.isna().any().any()


def test_no_attempts_give_an_empty_table_of_the_same_columns() -> None:
    rates = response_rates(attempts_of("2026-03-02 note"))
    assert len(rates) == 0
    assert list(rates.columns) == ["medium", *RATE_COLUMNS]


def test_thank_yous_are_asked_about_on_their_own() -> None:
    thanked = "2026-03-02 interview; 2026-03-03 thank_you email; 2026-03-09 status_check phone; 2026-03-12 reply"
    attempts = attempts_of(*[thanked] * 3, "2026-03-02 application email")
    assert set(response_rates(attempts, by=["kind"])["kind"]) == {"status_check", "application"}
    alone = response_rates(attempts[attempts["kind"] == "thank_you"], by=["kind"]).iloc[0]
    assert alone[["kind", "attempts", "responded", "rate"]].tolist() == ["thank_you", 3, 3, 1.0]


@pytest.mark.parametrize("by", [[], ["medium"], ["weekday", "hour_band"]])
@pytest.mark.parametrize("favourable", [False, True])
@pytest.mark.parametrize("as_of", ["2020-01-01", "2026-03-02", "2026-03-10", AS_OF])
def test_no_moment_and_no_grouping_makes_a_number_missing_or_over_one(by: list[str], favourable: bool, as_of: str) -> None:
    stories = ["2026-03-02 application email; 2026-03-09 status_check; 2026-03-12 rejection", "2026-03-02 application", ""]
    log = log_of_many({f"A{i}": story for i, story in enumerate(stories)}, status="interviewing")
    rates = response_rates(outreach_attempts(log, as_of=as_of), by=by, favourable=favourable)
    curve = silence_curve(log, by="kind", as_of=as_of)
    unsaid = rates["rate"].isna()
    # Where too few answers have a day, no chance by day is stated; the bounds are.
    assert (rates.loc[unsaid, "responded_undated"] > 0).all() and (rates.loc[unsaid, ["low", "high"]] == [0.0, 1.0]).all().all()
    assert (
        not rates[~unsaid].isna().any().any()
        and not rates.drop(columns=["rate", "comparable_rate", "pooled_rate"]).isna().any().any()
    )
    stated = curve.groups["group"][curve.groups["undated"] == 0]
    assert not curve.frame[curve.frame["group"].isin(stated)].isna().any().any() and not curve.groups.isna().any().any()
    shares = rates[["rate", "low", "high", "rate_least", "rate_most", "pooled_rate", "pooled_low", "pooled_high"]].fillna(0)
    assert ((shares >= 0) & (shares <= 1)).all().all()


def test_groups_that_cannot_be_told_apart_share_a_rank() -> None:
    stories = ["2026-03-02 application email; 2026-03-05 reply"] * 3 + ["2026-03-02 application email"] * 17
    stories += ["2026-03-02 application phone; 2026-03-05 reply"] * 2 + ["2026-03-02 application phone"] * 5
    rates = response_rates(attempts_of(*stories))
    assert rates["rank"].tolist() == [1, 1]
    assert (rates["needed"] > 0).all()
    pooled = rates.set_index("medium")["pooled_rate"]
    assert pooled["phone"] < 2 / 7, "a small group leans on the others"
    assert pooled["email"] > 3 / 20


def test_groups_that_differ_clearly_are_ranked() -> None:
    stories = ["2026-03-02 application email; 2026-03-05 reply"] * 45 + ["2026-03-02 application email"] * 15
    stories += ["2026-03-02 application portal; 2026-03-05 reply"] * 3 + ["2026-03-02 application portal"] * 57
    rates = response_rates(attempts_of(*stories))
    assert rates[["medium", "rank", "needed"]].to_numpy().tolist() == [["email", 1, 0], ["portal", 2, 0]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"by": ["mediun"]}, "did you mean 'medium'?"),
        ({"by": ["medium", "kind", "stage"]}, "at most two"),
        ({"within_days": -1}, "must be a whole number from 0 to 366"),
        ({"confidence": 95}, "between 0 and 1"),
    ],
)
def test_wrong_arguments_are_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(FollowupError, match=message.replace("?", r"\?")):
        response_rates(attempts_of("2026-03-02 application"), **arguments)  # type: ignore[arg-type]


def test_two_groupings_make_a_row_for_each_pair() -> None:
    rates = response_rates(attempts_of("2026-03-02 application email", "2026-03-03 application phone"), by=["medium", "weekday"])
    assert rates[["medium", "weekday"]].sort_values("medium").to_numpy().tolist() == [["email", "Mon"], ["phone", "Tue"]]


def simulated(rate: float, n: int, seed: int) -> pd.DataFrame:
    """Attempts of a known rate within 14 days, a third of them too young to tell."""
    rng = np.random.default_rng(seed)
    answered, days = rng.random(n) < rate, rng.integers(0, 15, n)
    watched = np.where(rng.random(n) < 1 / 3, rng.integers(0, 14, n), 40)
    seen = answered & (days <= watched)
    columns = {
        "application_id": [str(i) for i in range(n)],
        "kind": "application",
        "medium": "email",
        "response": np.where(seen, "reply", ""),
    }
    columns |= {"outcome": np.where(seen, "answered", "pending"), "observed_days": np.where(seen, days, watched)}
    return pd.DataFrame(columns).assign(responded_exact=seen, favourable=False)


def test_intervals_cover_the_truth_where_a_third_is_still_waited_for() -> None:
    truths, covered, error = (0.05, 0.2, 0.5), [], []
    for seed in range(300):
        truth = truths[seed % 3]
        row = response_rates(simulated(truth, 60, seed), by=[]).iloc[0]
        covered.append(row["low"] <= truth <= row["high"])
        error.append(row["rate"] - truth)
    assert 0.92 <= np.mean(covered) <= 0.99
    assert abs(np.mean(error)) < 0.015


def test_silence_says_what_is_left_to_hope_for() -> None:
    stories = [f"2026-01-05 application; 2026-01-{6 + day:02} reply" for day in range(20)] + ["2026-01-05 application"] * 20
    log = log_of_many({f"A{i:03}": story for i, story in enumerate(stories)})
    curve = silence_curve(log, as_of=AS_OF)
    facts = curve.groups.iloc[0]
    assert facts[["silences", "undated", "horizon_days", "last_answers_day"]].tolist() == [40, 0, 60, 19]
    at_start, after_ten = curve.chance_still_to_hear(0), curve.chance_still_to_hear(10)
    assert at_start["chance"] == pytest.approx(0.5)
    assert after_ten["chance"] == pytest.approx(10 / 30)
    assert after_ten["silences"] == 30
    assert curve.chance_still_to_hear(25)["chance"] == 0
    with pytest.raises(FollowupError, match="group 'x' is not in the curve"):
        curve.chance_still_to_hear(3, group="x")


def test_favourable_answers_and_rejections_are_apart_in_the_curve() -> None:
    stories = ["2026-01-05 application; 2026-01-10 rejection"] * 5 + [
        "2026-01-05 application; 2026-01-12 interview_invitation"
    ] * 5
    stories += ["2026-01-05 application"] * 10
    curve = silence_curve(log_of_many({f"A{i}": s for i, s in enumerate(stories)}), by="kind", as_of=AS_OF)
    last = curve.frame.iloc[-1]
    assert (last["group"], last["answered"], last["favourable"], last["rejected"]) == ("application", 0.5, 0.25, 0.25)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"by": "kindd"}, "did you mean 'kind'?"),
        *(({"confidence": one}, "between 0 and 1, such as 0.95") for one in (95, 1, 0, -0.2)),
    ],
)
def test_wrong_arguments_of_the_curve_are_named(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(FollowupError, match=message.replace("?", r"\?")):
        silence_curve(log_of_many({"A": "2026-03-02 application"}), as_of=AS_OF, **arguments)  # type: ignore[arg-type]
