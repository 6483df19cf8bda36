"""The numbers of the weekly report: what is counted in which week, what is to be done, and what a quiet week tells."""

import dataclasses
import datetime as dt
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hand_made import log_of, log_of_many
from weekly_logs import STORIES, WEEK, sample_log, sample_report

import followup_analytics as fa
from followup_analytics.errors import MomentError
from followup_analytics.log import event_arrays
from followup_analytics.reporting.weekly.contents import page_of
from followup_analytics.reporting.weekly.front_page import figures, first_sentence, to_do
from followup_analytics.reporting.weekly.renderers import html_report, markdown_report, text_report
from followup_analytics.reporting.weekly.week_numbers import Week

WEEKS = [
    ("2026-W24", dt.date(2026, 6, 8)),
    ("2026-w24", dt.date(2026, 6, 8)),
    ("2026-W01", dt.date(2025, 12, 29)),
    ("2026-W53", dt.date(2026, 12, 28)),
    ("2025-W52", dt.date(2025, 12, 22)),
]
NO_WEEKS = [
    ("2025-W53", "2025 has the weeks 2025-W01 to 2025-W52"),
    ("2026-W00", "2026 has the weeks 2026-W01 to 2026-W53"),
    ("2026-24", "such as 2026-W24 for the week from Monday, 8 June 2026"),
    ("next week", "is no week"),
    ("1969-W01", "from 1971-W01 to 2099-W53"),
    ("", "is no week"),
]


@pytest.mark.parametrize(("name", "monday"), WEEKS)
def test_a_week_begins_on_its_monday(name: str, monday: dt.date) -> None:
    week = Week.named(name)
    assert week.begins == monday and week.name == name.upper()
    assert Week.of(week.ends) == week and week.ends - week.begins == dt.timedelta(days=6)


@pytest.mark.parametrize(("name", "told"), NO_WEEKS)
def test_what_is_no_week_is_refused_with_what_is(name: str, told: str) -> None:
    with pytest.raises(MomentError, match=told):
        fa.weekly_report(log_of("2026-03-02 application"), week=name)


def test_the_report_is_frozen_and_changes_nothing_it_was_given() -> None:
    log = log_of_many(STORIES)
    before = [table.copy() for table in (log.applications, log.events, log.problems)]
    report = fa.weekly_report(log, week=WEEK)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.verdict = ""  # type: ignore[misc]
    for was, is_now in zip(before, (log.applications, log.events, log.problems), strict=True):
        pd.testing.assert_frame_equal(was, is_now)


def test_one_report_builds_the_arrays_of_its_log_at_most_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []
    build = event_arrays.Timeline.__init__

    def counted(self: event_arrays.Timeline, log: fa.JobSearchLog, *rest: Any, **named: Any) -> None:
        built.append(len(log.events))
        build(self, log, *rest, **named)

    monkeypatch.setattr(event_arrays.Timeline, "__init__", counted)
    fa.weekly_report(log_of_many(STORIES), week=WEEK)
    assert 1 <= len(built) <= 4


# --- what is to be done ----------------------------------------------------------------------------------------------

# story, the group of each action that the report of the week from 8 June shows
GROUPS = [
    ("2026-06-03 interview", ["overdue", "opens"]),
    ("2026-06-07 interview", ["this_week", "opens"]),
    ("2026-06-06 interview; 2026-06-06 thank_you; 2026-06-06 connection_request", ["opens"]),
    ("2026-06-04 interview; 2026-06-04 thank_you; 2026-06-04 connection_request; 2026-06-19 interview", []),
    ("2026-06-01 interview; 2026-06-01 thank_you; 2026-06-01 connection_request", ["this_week"]),
    ("2026-05-25 application", ["this_week"]),
    ("2026-05-29 application", ["opens"]),
    ("2026-06-01 application", []),
    ("2026-03-02 interview; 2026-03-02 thank_you; 2026-03-09 rejection; 2026-03-10 feedback_request", ["open"]),
]


@pytest.mark.parametrize(("story", "groups"), GROUPS)
def test_an_action_is_in_the_group_of_its_urgency(story: str, groups: list[str]) -> None:
    assert list(fa.weekly_report(log_of(story), week=WEEK).do_now["group"]) == groups


def test_the_report_has_the_list_that_is_made_once_in_its_order() -> None:
    report = sample_report()
    actions = fa.follow_up_actions(sample_log(), as_of="2026-06-08")
    assert report.cards == fa.due_cards(sample_log(), actions, as_of="2026-06-08")
    order = [card.company for card in to_do(report)]
    for text in (markdown_report(report).replace("\\", ""), text_report(report)):
        places = [text.index(f" · {company}") for company in order]
        assert places == sorted(places)
    cards = BeautifulSoup(html_report(report), "html.parser").select("li.card .head")
    assert [card.get_text().split(" · ")[1] for card in cards][: len(order)] == [
        f"{card.company}{card.when}" for card in to_do(report)
    ]


def test_what_somebody_waits_for_comes_first_an_offer_before_all() -> None:
    stories = {
        "asked": "2026-05-01 application",
        "late": "2026-06-01 interview; 2026-06-01 connection_request",
        "replied": "2026-06-01 application; 2026-06-05 reply",
        "invited": "2026-06-01 application; 2026-06-02 interview_invitation",
        "offered": "2026-05-20 interview; 2026-05-20 thank_you; 2026-05-20 connection_request; 2026-06-05 offer",
    }
    report = fa.weekly_report(log_of_many(stories), week=WEEK)
    assert [card.application_id for card in to_do(report)][:3] == ["offered", "invited", "replied"]
    urgent = report.do_now[report.do_now["group"].isin(["overdue", "this_week"])]
    assert list(urgent["application_id"])[:3] == ["offered", "invited", "replied"]


def test_each_card_to_do_has_a_draft() -> None:
    report = sample_report()
    assert set(report.drafts.index) == {card.action_id for card in to_do(report) if card.action_id}
    assert report.drafts["body"].str.contains("Ada Example").all()
    markdown = markdown_report(report)
    assert markdown.count("[Draft](#draft-") == len(report.drafts) == markdown.count('<a id="draft-')


SENTENCES = [
    ("2026-06-03 interview", "1 to do, 1 of them late."),
    ("2026-06-07 interview", "1 to do."),
    ("2026-06-03 rejection", "You have nothing to write today, or in the next 7 days."),
]


@pytest.mark.parametrize(("story", "told"), SENTENCES)
def test_the_first_sentence_counts_what_is_to_do(story: str, told: str) -> None:
    assert first_sentence(fa.weekly_report(log_of(story), week=WEEK)).startswith(told)


# --- the moment ------------------------------------------------------------------------------------------------------


def test_in_the_middle_of_the_week_it_stands_as_of_now() -> None:
    log = log_of("2026-06-03 interview; 2026-06-09 thank_you; 2026-06-10T08:00Z reply")
    report = fa.weekly_report(log, as_of="2026-06-10")
    assert report.week.name == WEEK and report.today == dt.date(2026, 6, 10)
    assert [card.what for card in to_do(report)] == ["Answer the reply"]
    assert list(report.do_now.loc[report.do_now["group"] == "done", "when"]) == ["done on Tue 9 Jun"]
    assert list(report.events["what"]) == ["Interview", "Thank-you", "Reply"]
    assert "As of Wednesday 10 June" in markdown_report(report)


NO_MOMENTS = [
    ({}, "which week"),
    ({"week": WEEK, "as_of": "2026-06-15"}, "2026-06-15 lies outside week 2026-W24, 2026-06-08 to 2026-06-14"),
    ({"as_of": "yesterday"}, "yesterday"),
]


@pytest.mark.parametrize(("given", "told"), NO_MOMENTS)
def test_a_report_without_a_moment_is_refused(given: dict[str, str], told: str) -> None:
    with pytest.raises(MomentError, match=told):
        fa.weekly_report(log_of("2026-03-02 application"), **given)  # type: ignore[arg-type]


# --- the first page --------------------------------------------------------------------------------------------------


def test_the_three_numbers_are_those_of_the_log_with_their_intervals() -> None:
    answered, by_when, thanked = figures(sample_report())
    rate = sample_report().rates.iloc[0]
    assert answered.interval == (rate["low"], rate["rate"], rate["high"]) and answered.large == f"1 in {round(1 / rate['rate'])}"
    assert by_when.large == f"{int(sample_report().silence.groups['last_answers_day'].iloc[0])} days"
    # Wilson's interval of 10 of 19, by hand: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96.
    assert thanked.large == "10 of 19" and thanked.interval == pytest.approx((0.317, 0.526, 0.727), abs=0.001)


def test_a_small_log_has_counts_and_no_rates_on_its_first_page() -> None:
    found = figures(fa.weekly_report(log_of("2026-06-01 application"), week=WEEK))
    assert [figure.interval for figure in found] == [None, None, None] and found[0].large == "0 of 1"


def test_where_no_answer_has_a_day_no_rate_is_told() -> None:
    log = log_of_many({f"A{number}": "2026-04-11 application" for number in range(12)})
    stated = fa.JobSearchLog(log.applications.assign(status=["rejected"] * 11 + ["active"]), log.events)
    report = fa.weekly_report(stated, week=WEEK)
    assert figures(report)[0].interval is None and figures(report)[0].large == "0 of 12"
    assert "nan" not in markdown_report(report).split()


def test_the_first_page_has_five_cards_and_at_most_four_changes() -> None:
    stories = {f"A{number}": "2026-05-20 application; 2026-06-05 reply" for number in range(9)}
    page = page_of(fa.weekly_report(log_of_many(stories), week=WEEK))
    assert len(page.cards) == 5 and len(page.changes) == 4
    assert page.list[0].summary == "4 more to do: 4 to answer"


# --- what happened ---------------------------------------------------------------------------------------------------

# day of an application, the column in which the report of the week from 8 June counts it
COLUMNS = [
    ("2026-06-08", None),
    ("2026-06-07", "last_week"),
    ("2026-06-01", "last_week"),
    ("2026-05-31", "before_1"),
    ("2026-05-25", "before_1"),
    ("2026-05-04", "before_4"),
    ("2026-05-03", None),
]


@pytest.mark.parametrize(("day", "column"), COLUMNS)
def test_an_event_counts_in_the_week_of_its_day(day: str, column: str | None) -> None:
    counts = fa.weekly_report(log_of(f"{day} application"), week=WEEK).happened.loc["Applications sent"]
    assert counts.drop("usual").to_dict() == {name: int(name == column) for name in counts.index if name != "usual"}
    assert counts["usual"] == (0.25 if column in ("before_1", "before_4") else 0)


@pytest.mark.parametrize(("zone", "weeks"), [("UTC", 0), ("Asia/Tokyo", 1), ("America/New_York", 0)])
def test_the_day_is_the_one_of_the_applications_own_zone(zone: str, weeks: int) -> None:
    log = log_of("2026-05-31T20:00Z reply", timezone=zone)
    counts = fa.weekly_report(log, week=WEEK).happened
    assert int(counts.loc["Replies from people", "last_week"]) == weeks


def test_the_numbers_of_the_sample_are_those_of_its_events() -> None:
    report = sample_report()
    days = sample_log().events["at"].dt.tz_convert("America/New_York").dt.tz_localize(None)
    last = sample_log().events[(days >= "2026-06-01") & (days < "2026-06-08")]
    assert len(report.events) == len(last)
    kinds = last["kind"].value_counts()
    counts = report.happened["last_week"]
    assert counts["Applications sent"] == kinds["application"] and counts["Interviews"] == kinds["interview"]
    assert counts["Thank-yous sent"] == kinds["thank_you"] and counts["Offers"] == kinds["offer"]


# --- where each application stands -----------------------------------------------------------------------------------


def test_a_past_week_knows_nothing_of_what_came_later() -> None:
    log = log_of_many({"A1": "2026-05-11 application; 2026-06-10 reply; 2026-06-17 rejection", "A2": "2026-06-09 application"})
    then, later = (fa.weekly_report(log, week=week) for week in ("2026-W22", "2026-W26"))
    assert then.standing["status"].to_dict() == {"A1": "active"}
    assert later.standing["status"].to_dict() == {"A2": "active", "A1": "rejected"}
    assert then.applications == 1 and int(then.flows["applications"].sum()) == 1
    assert not len(then.events) and (then.rates["attempts"] == 1).all()


def test_what_the_sheet_states_without_a_date_always_holds() -> None:
    standing = fa.weekly_report(log_of("2026-05-11 application", status="rejected"), week="2026-W21").standing
    assert standing["status"].to_list() == ["rejected"]


def test_a_planned_interview_comes_next() -> None:
    standing = fa.weekly_report(log_of("2026-05-11 application; 2026-06-12 interview final"), week=WEEK).standing
    row = standing[["status", "last", "next", "next_when"]].iloc[0]
    assert row.to_list() == ["interviewing", "Applied", "Final interview", "Fri 12 Jun"]


def test_the_sample_stands_as_its_log_says_and_flows_as_a_whole() -> None:
    report = sample_report()
    assert report.standing["status"].sort_index().equals(sample_log().applications["status"].astype("str").sort_index())
    assert report.applications == 80 and report.flows.equals(fa.sankey(sample_log()).frame)
    assert int(report.flows.loc[report.flows["source"] == "Applications", "applications"].sum()) == 80


# --- answers and silence ---------------------------------------------------------------------------------------------


def test_the_rates_are_those_of_response_rates() -> None:
    report = sample_report()
    attempts = fa.outreach_attempts(sample_log(), as_of="2026-06-08")
    for by in ("medium", "weekday", "seniority"):
        mine = report.rates[report.rates["by"] == by].reset_index(drop=True)
        theirs = fa.response_rates(attempts, by=[by]).rename(columns={by: "group"})
        pd.testing.assert_frame_equal(mine[theirs.columns], theirs)
    waited = report.rates[report.rates["by"] == "wait_band"]
    assert int(waited["attempts"].sum()) == int(attempts.loc[attempts["kind"] != "thank_you", "wait_days"].notna().sum())


def test_those_who_wait_are_open_and_unanswered_and_their_chance_is_the_curves() -> None:
    waiting = sample_report().waiting
    curve = fa.silence_curve(sample_log(), by="kind", as_of="2026-06-08")
    for row in waiting[waiting["chance"].notna()].itertuples():
        assert row.chance == curve.chance_still_to_hear(int(row.days), str(row.since))["chance"]
    for row in waiting[waiting["chance"].isna()].itertuples():
        known = curve.chance_still_to_hear(int(row.days), str(row.since))["chance"]
        assert row.days >= row.horizon_days or known != known, "no chance is left out that the curve tells"
    assert set(sample_log().applications.loc[waiting.index, "status"]) <= {"active", "interviewing", "offer"}


def test_a_silence_of_which_the_log_knows_nothing_is_not_called_a_no() -> None:
    text = markdown_report(fa.weekly_report(log_of("2026-06-01 application"), week=WEEK))
    assert "Your sheet knows too little yet to tell: 1" in text and "counted as a no" not in text
    old = markdown_report(fa.weekly_report(log_of("2026-03-02 application; 2026-03-20 status_check"), week=WEEK))
    assert "Silent for 60 days or more, better counted as a no: 1" in old


# --- habits and conduct ----------------------------------------------------------------------------------------------


def test_the_habits_name_whom_they_concern() -> None:
    stories = {
        "A1": "2026-06-01 interview; 2026-06-01 thank_you",
        "A2": "2026-06-01 interview; 2026-06-03 reply",
        "A3": "2026-03-02 interview; 2026-03-03 rejection",
        "A4": "2026-05-20 application; 2026-06-19 interview",
        "A5": "2026-06-02 application",
    }
    log = log_of_many(stories)
    noted = log.events.assign(topics=["SQL" if name == "A2" and kind == "interview" else "" for name, kind in _pairs(log)])
    report = fa.weekly_report(fa.JobSearchLog(log.applications, noted), week=WEEK)
    by_rule = report.habit_applications.groupby("rule")["application_id"].apply(list).to_dict()
    assert by_rule == {"H02": ["A1"], "H03": ["A1"], "H04": ["A3"]}
    assert report.habits.loc["H01", "finding"] == "4 open applications; 1 new one last week; at most 4 (100 %) with one company."
    assert list(report.habits.index) == ["H01", "H02", "H03", "H04"] and (report.habits["sources"] != "").all()


def _pairs(log: fa.JobSearchLog) -> list[tuple[str, str]]:
    return list(zip(log.events["application_id"], log.events["kind"].astype("str"), strict=True))


BASKETS = [
    ({}, "No application is open; none was sent last week."),
    ({"A1": ("Acme", "2026-06-02")}, "1 open application; 1 new one last week."),
    ({"A1": ("Acme", "2026-05-02"), "A2": ("Bolt", "2026-05-02")}, "none was sent last week; no two with one company."),
    ({"A1": ("Acme", "2026-06-02"), "A2": ("Acme", "2026-05-02"), "A3": ("Bolt", "2026-05-02")}, "at most 2 (67 %) with one"),
]


@pytest.mark.parametrize(("facts", "told"), BASKETS)
def test_all_eggs_in_one_basket_are_told(facts: dict[str, tuple[str, str]], told: str) -> None:
    plain = log_of_many({name: f"{day} application" for name, (_, day) in facts.items()})
    named = plain.applications.assign(company=[company for company, _ in facts.values()])
    report = fa.weekly_report(fa.JobSearchLog(named, plain.events), week=WEEK)
    assert told in report.habits.loc["H01", "finding"]


def test_the_conduct_is_that_of_the_weeks_before() -> None:
    report = sample_report()
    whole = fa.conduct(sample_log(), as_of="2026-06-08")
    pd.testing.assert_frame_equal(report.conduct, whole.loc[:"2026-W23"])
    assert "Last week: thank-yous in time 1 of 2, follow-ups on time 2 of 5." in markdown_report(report)


# --- small logs ------------------------------------------------------------------------------------------------------

SMALL = [
    ("no application", {}),
    ("one that was sent yesterday", {"A1": "2026-06-07 application"}),
    ("one that begins later", {"A1": "2026-06-17 application"}),
    ("one without events", {"A1": ""}),
    (
        "three rows",
        {"A1": "2026-06-01 application", "A2": "2026-06-02 application; 2026-06-04 reply", "A3": "2026-05-29 interview"},
    ),
    ("one that ended", {"A1": "2026-06-01 application; 2026-06-02 withdrawal"}),
]


@pytest.mark.parametrize(("stories"), [stories for _, stories in SMALL], ids=[name for name, _ in SMALL])
def test_a_small_log_has_a_good_report(stories: dict[str, str]) -> None:
    text = markdown_report(fa.weekly_report(log_of_many(stories), week=WEEK))
    assert text.count("\n## ") >= 10
    assert not {"nan", "NaN", "NaT", "None", "inf"} & set(text.replace("|", " ").replace("*", " ").split())
    assert " 0 of 0" not in text and "likely between" not in text.partition("## Words, rules and sources")[0]
