"""What became of each message that hopes for an answer."""

import pandas as pd
import pytest
from hand_made import log_of
from hypothesis import given, settings
from second_opinion.strategies import situations

from followup_analytics.analysis.attempts import ATTEMPT_COLUMNS, OUTCOMES, outreach_attempts, silences
from followup_analytics.log.job_search_log import JobSearchLog

AS_OF = "2026-04-30"


def fates(story: str, as_of: str = AS_OF, **application: object) -> list[tuple[str, str, str, int]]:
    attempts = outreach_attempts(log_of(story, **application), as_of=as_of)
    return list(attempts[["kind", "outcome", "response", "observed_days"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("2026-03-02 application", [("application", "pending", "", 59)]),
        ("2026-03-02 application; 2026-03-05 acknowledgement", [("application", "pending", "", 59)]),
        ("2026-03-02 application; 2026-03-12 reply", [("application", "answered", "reply", 10)]),
        ("2026-03-02 application; 2026-03-12 rejection", [("application", "rejected", "rejection", 10)]),
        ("2026-03-02 application; 2026-03-12 offer", [("application", "answered", "offer", 10)]),
        # An interview shows that they had answered by then.
        ("2026-03-02 application; 2026-03-12 interview", [("application", "answered", "interview", 10)]),
        ("2026-03-02 application; 2026-05-12 interview", [("application", "answered", "interview", 59)]),
        # The next message ends the watch over the one before, and has a fate of its own.
        (
            "2026-03-02 application; 2026-03-16 status_check; 2026-03-20 reply",
            [("application", "superseded", "", 14), ("status_check", "answered", "reply", 4)],
        ),
        # A thank-you is listed, and neither supersedes nor is superseded.
        (
            "2026-03-02 interview; 2026-03-03 thank_you; 2026-03-10 status_check; 2026-03-12 reply",
            [("thank_you", "answered", "reply", 9), ("status_check", "answered", "reply", 2)],
        ),
        ("2026-03-02 application; 2026-03-09 withdrawal", [("application", "withdrawn", "", 7)]),
        ("2026-03-02 application; 2026-03-09 closure; 2026-03-12 reply", [("application", "answered", "reply", 10)]),
        ("2026-03-02 application; 2026-03-12 acceptance", [("application", "answered", "offer", 10)]),
        # Of one day, an answer comes after the message, unless the clock says otherwise.
        ("2026-03-02 application; 2026-03-02 rejection", [("application", "rejected", "rejection", 0)]),
        (
            "2026-03-02 interview; 2026-03-09 status_check; 2026-03-09 reply",
            [("status_check", "answered", "reply", 0)],
        ),
        (
            "2026-03-02 interview; 2026-03-09T15:00 status_check; 2026-03-09T09:00 reply",
            [("status_check", "pending", "", 52)],
        ),
        # A request for feedback on the day of a rejection comes after it.
        (
            "2026-03-02 interview; 2026-03-09 rejection; 2026-03-09 feedback_request; 2026-03-11 reply",
            [("feedback_request", "answered", "reply", 2)],
        ),
        # What is planned is no attempt yet.
        ("2026-03-02 application; 2026-05-16 status_check", [("application", "pending", "", 59)]),
    ],
)
def test_each_fate(story: str, expected: list[tuple[str, str, str, int]]) -> None:
    assert fates(story) == expected


@pytest.mark.parametrize(
    ("status", "expected", "favourable"),
    [
        ("rejected", ("application", "undated", "rejection", 0), False),
        ("interviewing", ("application", "undated", "interview", 0), True),
        ("offer", ("application", "undated", "offer", 0), True),
        ("accepted", ("application", "undated", "offer", 0), True),
        ("withdrawn", ("application", "withdrawn", "", 0), False),
        ("closed", ("application", "pending", "", 59), False),
        ("active", ("application", "pending", "", 59), False),
    ],
)
def test_a_status_without_a_date_is_an_answer_of_unknown_day(
    status: str, expected: tuple[str, str, str, int], favourable: bool
) -> None:
    attempts = outreach_attempts(log_of("2026-03-02 application", status=status), as_of=AS_OF)
    assert fates("2026-03-02 application", status=status) == [expected]
    assert attempts["favourable"].tolist() == [favourable]
    assert not attempts["responded_exact"].any()


def test_number_and_wait_begin_anew_at_an_interview_or_human_reply() -> None:
    story = (
        "2026-03-02 application; 2026-03-16 status_check; 2026-03-18 reply; 2026-03-25 status_check; 2026-04-01 closure_request; "
        "2026-04-02 interview; 2026-04-03 thank_you; 2026-04-09 status_check"
    )
    attempts = outreach_attempts(log_of(story), as_of=AS_OF)
    assert attempts["number"].tolist() == [1, 2, 1, 2, 0, 1]
    assert attempts["wait_days"].astype("object").where(attempts["wait_days"].notna(), None).tolist() == [None, 14, 7, 7, 1, 7]


@pytest.mark.parametrize(
    ("later", "favourable"),
    [("2026-04-01 interview", True), ("2026-04-11 offer", True), ("2026-04-12 offer", False), ("2026-04-01 rejection", False)],
)
def test_a_reply_is_favourable_if_a_step_follows_within_thirty_days(later: str, favourable: bool) -> None:
    attempts = outreach_attempts(log_of(f"2026-03-02 application; 2026-03-12 reply; {later}"), as_of=AS_OF)
    assert attempts["favourable"].tolist() == [favourable]


def test_weekday_and_hour_are_the_recipients() -> None:
    attempts = outreach_attempts(log_of("2026-03-01T23:30:00+00:00 application", timezone="Asia/Kolkata"), as_of=AS_OF)
    assert attempts[["weekday", "hour"]].iloc[0].tolist() == ["Mon", 5]
    by_day = outreach_attempts(log_of("2026-03-01 application"), as_of=AS_OF)
    assert by_day["weekday"].tolist() == ["Sun"]
    assert by_day["hour"].isna().all()


def test_the_silence_after_an_interview_has_the_stage_of_that_interview() -> None:
    story = "2026-03-02 application; 2026-03-10 interview screening; 2026-03-20 interview final; 2026-03-27 status_check"
    assert silences(log_of(story), as_of=AS_OF)["stage"].tolist() == ["", "screening", "final", "final"]


def test_silences_begin_with_interviews_too() -> None:
    found = silences(log_of("2026-03-02 application; 2026-03-10 interview; 2026-03-17 status_check"), as_of=AS_OF)
    assert found[["kind", "outcome"]].to_numpy().tolist() == [
        ["application", "answered"],
        ["interview", "superseded"],
        ["status_check", "pending"],
    ]


@settings(max_examples=30)
@given(situations())
def test_laws_of_attempts(situation: tuple[object, object]) -> None:
    frames, as_of = situation
    log = JobSearchLog(frames.applications, frames.events)  # type: ignore[attr-defined]
    attempts = outreach_attempts(log, as_of=as_of)
    assert tuple(attempts.columns) == ATTEMPT_COLUMNS
    assert attempts["outcome"].value_counts().reindex(OUTCOMES, fill_value=0).sum() == len(attempts)
    assert (attempts["observed_days"] >= 0).all()
    assert (attempts["response"] != "").equals(attempts["outcome"].isin(["answered", "rejected", "undated"]))
    shuffled = JobSearchLog(frames.applications, frames.events.sample(frac=1, random_state=1))  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(outreach_attempts(shuffled, as_of=as_of), attempts)
    later = outreach_attempts(log, as_of=pd.Timestamp("2027-06-01", tz="UTC")).set_index("event_id")
    dated = attempts[attempts["responded_exact"]].set_index("event_id")
    assert later.loc[dated.index, "response"].equals(dated["response"])
