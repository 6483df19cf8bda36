"""What was done since the report's Monday leaves the list of things to do; what may only be planned does not."""

import email
import email.policy
import hashlib
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hand_made import log_of, log_of_many
from icalendar import Calendar
from weekly_logs import SEEKER, WEEK

import followup_analytics as fa
from followup_analytics.reporting.weekly.front_page import first_sentence
from followup_analytics.reporting.weekly.front_page import to_do as cards_to_do
from followup_analytics.reporting.weekly.list_sections import done_section
from followup_analytics.reporting.weekly.progress import past_and_planned
from followup_analytics.reporting.weekly.renderers import html_report, markdown_report
from followup_analytics.reporting.weekly.report import WeeklyReport
from followup_analytics.reporting.weekly.tasks import do_now, settled_since, with_rules
from followup_analytics.reporting.weekly.week_numbers import Week

# Overdue on Monday, 8 June: the thank-you, or the question about the status.
THANKS = "2026-06-03 interview"
ASK = "2026-05-20 interview; 2026-05-20 thank_you; 2026-05-20 connection_request"


def to_do(log: fa.JobSearchLog) -> pd.DataFrame:
    """The first table of the log's report, without the rest."""
    week = Week.named(WEEK)
    actions, after = (fa.follow_up_actions(log, as_of=day) for day in (week.begins, week.ends))
    settled = settled_since(past_and_planned(log, week.begins), actions, after, week)
    listed = fa.due_list(log, actions, as_of=week.begins, everything=True).frame
    return do_now(log, actions, with_rules(listed, actions), week, settled)


def done_in(story: str, **application: str) -> dict[str, str]:
    """What is done, by what was asked for, with how and when."""
    rows = to_do(log_of(story, **application))
    rows = rows[rows["group"] == "done"]
    return dict(zip(rows["what"], rows["when"], strict=True))


# what stood to be done on Monday, what came since -> what the report says became of it
SETTLED = [
    (THANKS, "2026-06-09 thank_you", {"Send a thank-you": "done on Tue 9 Jun"}),
    (THANKS, "2026-06-14T23:30 thank_you", {"Send a thank-you": "done on Sun 14 Jun"}),
    (THANKS, "2026-06-15 thank_you", {}),
    (ASK, "2026-06-10 status_check", {"Ask for the status": "done on Wed 10 Jun"}),
    (ASK, "2026-06-10 note", {}),
    (ASK, "2026-06-10 acknowledgement", {}),
    (ASK, "2026-06-10 rejection", {"Ask for the status": "ended on Wed 10 Jun"}),
    (ASK, "2026-06-11 withdrawal", {"Ask for the status": "ended on Thu 11 Jun"}),
    (ASK, "2026-06-12 closure", {"Ask for the status": "ended on Fri 12 Jun"}),
    (ASK, "2026-06-09 status_check; 2026-06-12 rejection", {"Ask for the status": "done on Tue 9 Jun"}),
    (ASK, "2026-06-09 reply", {"Ask for the status": "no longer needed since Tue 9 Jun"}),
    (ASK, "2026-06-09 reply; 2026-06-12 rejection", {"Ask for the status": "ended on Fri 12 Jun"}),
    (ASK, "2026-06-09 closure_request", {"Ask for the status": "no longer needed since Tue 9 Jun"}),
    ("2026-06-05 offer", "2026-06-12 acceptance", {"Answer the offer": "done on Fri 12 Jun"}),
    ("2026-06-05 reply", "2026-06-09 answer", {"Answer the reply": "done on Tue 9 Jun"}),
    ("2026-05-04 application; 2026-05-22 status_check", "2026-06-12 closure", {"Move on": "done on Fri 12 Jun"}),
]


@pytest.mark.parametrize(("before", "since", "told"), SETTLED)
def test_what_was_done_since_monday_is_told_with_its_day(before: str, since: str, told: dict[str, str]) -> None:
    assert done_in(before) == {}
    assert done_in(f"{before}; {since}") == told


def test_what_was_done_on_the_monday_itself_is_this_weeks_work() -> None:
    assert done_in(f"{THANKS}; 2026-06-08 thank_you") == {"Send a thank-you": "done on Mon 8 Jun"}
    assert done_in(f"{THANKS}; 2026-06-07 thank_you") == {}


# A sheet has interviews in it before they take place.
PLANNED = [
    (THANKS, "2026-06-11 interview"),
    (ASK, "2026-06-11 interview"),
    ("2026-06-05 reply", "2026-06-11 interview"),
    ("2026-06-05 interview_invitation", "2026-06-11 interview"),
    ("2026-05-20 application", "2026-06-11 interview"),
]


@pytest.mark.parametrize(("before", "planned"), PLANNED)
def test_an_interview_that_may_lie_ahead_shows_nothing(before: str, planned: str) -> None:
    assert done_in(f"{before}; {planned}") == {}


def test_a_thank_you_that_opens_in_the_week_is_done_when_it_was_sent() -> None:
    planned = "2026-05-11 application; 2026-06-11 interview"
    assert list(to_do(log_of(planned))["group"]) == ["opens"]
    assert done_in(f"{planned}; 2026-06-11 thank_you") == {"Send a thank-you": "done on Thu 11 Jun"}


@pytest.mark.parametrize(("zone", "when"), [("UTC", "done on Tue 9 Jun"), ("Asia/Tokyo", "done on Wed 10 Jun")])
def test_the_day_is_the_one_of_the_applications_own_zone(zone: str, when: str) -> None:
    assert done_in("2026-06-03 interview; 2026-06-09T20:00Z thank_you", timezone=zone) == {"Send a thank-you": when}


def test_what_the_end_of_an_application_leaves_to_do_is_still_to_be_done() -> None:
    thanks_for_the_no = "2026-05-20 interview; 2026-06-05 rejection"
    rows = to_do(log_of(f"{thanks_for_the_no}; 2026-06-10 closure"))
    assert "Thank them, ask for feedback" in set(rows.loc[rows["group"] != "done", "what"])


# --- in words --------------------------------------------------------------------------------------------------------

WEEK_OF_WORK = {
    "A1": f"{THANKS}; 2026-06-09 thank_you",
    "A2": f"{ASK}; 2026-06-12 rejection",
    "A3": f"{ASK}; 2026-06-10 status_check",
    "A4": ASK,
}


@cache
def worked() -> WeeklyReport:
    log = log_of_many(WEEK_OF_WORK)
    named = log.applications.assign(company=["Acme", "Bolt", "Cove", "Dune"])
    return fa.weekly_report(fa.JobSearchLog(named, log.events), fa.Cadence(seeker=SEEKER), week=WEEK)


def test_the_first_sentence_counts_what_is_left_and_says_what_is_done() -> None:
    assert first_sentence(worked()).startswith("1 to do, 1 of them late.") and "3 already done this week." in first_sentence(
        worked()
    )
    quiet = fa.weekly_report(log_of("2026-06-05 reply; 2026-06-09 answer"), week=WEEK)
    assert first_sentence(quiet).endswith("1 already done this week.")


def test_the_done_stand_apart_in_the_order_of_their_days() -> None:
    section = done_section(worked())
    assert section is not None and section.summary == "Done since Monday: 3"
    rows = worked().do_now[worked().do_now["group"] == "done"]
    assert list(rows["company"]) == ["Acme", "Cove", "Bolt"]
    assert list(rows["when"]) == ["done on Tue 9 Jun", "done on Wed 10 Jun", "ended on Fri 12 Jun"]


@pytest.mark.parametrize("render", [html_report, markdown_report])
def test_every_kind_of_file_tells_what_is_done(render: "object") -> None:
    text = render(worked())  # type: ignore[operator]
    assert "Done since Monday: 3" in text and "ended on Fri 12 Jun" in text


def test_what_is_done_has_no_draft_and_is_not_what_comes_next() -> None:
    report = worked()
    assert [card.application_id for card in cards_to_do(report)] == ["A4"] and len(report.drafts) == 1
    assert report.standing.loc["A1", "next"] != "Send a thank-you" and report.standing.loc["A4", "next"] == "Ask for the status"


def test_all_else_stands_as_of_the_monday() -> None:
    before = {name: "; ".join(story.split("; ")[: -1 if name != "A4" else None]) for name, story in WEEK_OF_WORK.items()}
    then, now = (fa.weekly_report(log_of_many(stories), week=WEEK) for stories in (before, WEEK_OF_WORK))
    for name in ("happened", "flows", "rates", "conduct", "waiting", "habits"):
        pd.testing.assert_frame_equal(getattr(then, name), getattr(now, name))
    assert then.standing.drop(columns=["next", "next_when"]).equals(now.standing.drop(columns=["next", "next_when"]))


def test_the_calendar_of_the_mail_has_what_is_open_and_cancels_nothing_that_was_never_in_one(tmp_path: Path) -> None:
    worked().write(tmp_path / "r.eml")
    message = email.message_from_bytes((tmp_path / "r.eml").read_bytes(), policy=email.policy.default)
    _, attached = message.iter_attachments()  # type: ignore[attr-defined]
    events = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    status = {str(event["SUMMARY"]): str(event["STATUS"]) for event in events}
    assert "Send a thank-you: Acme" not in status and status["Ask for the status: Dune"] == "CONFIRMED"
    assert "CANCELLED" not in status.values()


def test_redacted_it_tells_the_same_of_numbered_companies() -> None:
    log = log_of_many(WEEK_OF_WORK)
    whole, shared = (fa.weekly_report(log, week=WEEK, redact=redact) for redact in (False, True))
    for name in ("group", "when", "what", "rule"):
        assert list(whole.do_now[name]) == list(shared.do_now[name])


def test_the_same_log_and_week_give_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for number in range(2):
        worked().write(tmp_path / f"{number}.html")
        digests.add(hashlib.sha256((tmp_path / f"{number}.html").read_bytes()).hexdigest())
    assert len(digests) == 1
