"""The words of the weekly report: each count has one name, each comparison stands once, and they say whose turn it is."""

import html
import re

import pytest
from hand_made import log_of, log_of_many
from weekly_logs import WEEK, sample_report

import followup_analytics as fa
from followup_analytics.reporting.weekly.answer_section import silence_section
from followup_analytics.reporting.weekly.blocks import Drawing, Table
from followup_analytics.reporting.weekly.list_sections import standing_section
from followup_analytics.reporting.weekly.renderers import html_report, markdown_report, paper_report

# story, whether they wait for the seeker, what stands beside the application
TURNS = [
    ("2026-06-01 application", False, "waiting for an answer"),
    ("2026-06-01 application; 2026-06-03 reply", True, "waits for your answer"),
    ("2026-06-01 application; 2026-06-03 reply; 2026-06-04 note; 2026-06-04 acknowledgement", True, "waits for your answer"),
    ("2026-06-01 application; 2026-06-03 reply; 2026-06-04 answer", False, "waiting for an answer"),
    ("2026-06-01 application; 2026-06-03 reply; 2026-06-12 interview", False, "interviewing"),
    ("2026-06-01 application; 2026-06-03 interview_invitation", True, "interviewing · waits for your answer"),
    ("2026-06-01 interview; 2026-06-05 offer", True, "offer · waits for your answer"),
    ("2026-06-01 interview; 2026-06-05 offer; 2026-06-09 acceptance", True, "offer · waits for your answer"),
    ("2026-06-01 application; 2026-06-03 reply; 2026-06-05 closure", False, "closed"),
    ("2026-06-01 application; 2026-06-05 rejection", False, "rejected"),
]


@pytest.mark.parametrize(("story", "turn", "told"), TURNS)
def test_an_application_that_waits_for_you_says_so(story: str, turn: bool, told: str) -> None:
    report = fa.weekly_report(log_of(story), week=WEEK)
    assert report.standing["your_turn"].to_list() == [turn]
    table = standing_section(report).blocks[0]
    assert isinstance(table, Table)
    assert " · ".join(filter(None, (table.rows[0][1].text, table.rows[0][1].small))) == told


def test_those_who_wait_for_you_are_counted_apart() -> None:
    stories = {"A1": "2026-06-01 application", "A2": "2026-06-01 application; 2026-06-03 reply", "A3": "2026-06-01 rejection"}
    told = standing_section(fa.weekly_report(log_of_many(stories), week=WEEK)).lead
    assert told == ("3 applications: 2 open (1 waiting for an answer, 1 waiting for your answer) and 1 ended (1 rejected).",)


def test_each_count_is_the_same_wherever_it_stands() -> None:
    text = markdown_report(sample_report())
    assert "80 applications: 36 open (1 offer, 11 interviewing, " in text
    assert "36 open applications; 3 new ones last week" in text and "and 44 ended (23 closed, 2 withdrawn, 19 rejected)" in text


def test_a_chance_of_next_to_nothing_is_not_called_a_hope() -> None:
    tables = [block for block in silence_section(sample_report()).blocks if isinstance(block, Table)]
    captions = [table.caption for table in tables]
    assert captions[:2] == ["Answers may still come: 6", "An answer is unlikely by now, the chance is under 5 %: 3"]
    chances = [[int(row[2].text.removesuffix(" %")) for row in table.rows] for table in tables[:2]]
    assert min(chances[0]) >= 5 >= max(chances[1])


def test_the_silence_is_told_once_for_each_kind_and_once_for_all() -> None:
    section = silence_section(sample_report())
    assert section.lead[0] == "After an application: 46 % end in an answer within 60 days (likely 34 % to 58 %; 79 waits)."
    assert all(sentence.startswith("After ") and sentence.count(". ") == 0 for sentence in section.lead)
    (drawing,) = [block for block in section.blocks if isinstance(block, Drawing)]
    assert drawing.words.startswith("Of all 120 waits, 44 % end in an answer within 60 days")


@pytest.mark.parametrize("name", ["html", "paper", "md"])
def test_each_comparison_is_told_once_and_only_of_what_the_sheet_names(name: str) -> None:
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", visible(name))).split())
    told = "You can't tell LinkedIn from e-mail yet (15 and 27 messages)"
    assert text.count(told) == 1
    assert "not said and" not in text and "and medium not said" not in text
    assert "medium not said" in text


def visible(name: str) -> str:
    """What a reader sees of the sample's report; what pictures say to those who can't see them is left out."""
    report = sample_report()
    made = {
        "html": lambda: html_report(report),
        "paper": lambda: paper_report(report),
        "md": lambda: markdown_report(report).replace("\\", ""),
    }[name]()
    return re.sub(r' (aria-label|alt)="[^"]*"', "", made)


OVER = {"A1": "2026-01-08 application; 2026-01-20 rejection", "A2": "2026-01-09 application; 2026-02-20 closure"}
JUST_BEGUN = {"A1": "2026-06-08 application"}
# a small log, what its report says, and what it does not say
SMALL = [
    ({}, "You have nothing to write today, or in the next 7 days.", "Start with"),
    ({}, "Your sheet has no application yet.", "reached an interview,"),
    (JUST_BEGUN, "You have nothing to write today, or in the next 7 days.", "0 days:"),
    (JUST_BEGUN, "1 application, open: 1 waiting for an answer.", "0 ended"),
    (JUST_BEGUN, "Answered within 14 days so far: 0 of 1 message.", "within 0 days"),
    (JUST_BEGUN, "After an application: 1 wait so far, too few to tell.", "likely 0 %"),
    (JUST_BEGUN, "Your sheet has nothing for the last five weeks.", "Last week you"),
    (OVER, "2 applications, all ended: 1 closed, 1 rejected.", "0 open"),
    (OVER, "Nothing was due in the last five weeks.", "before: ."),
    ({"A1": "2026-05-29 interview"}, "The week before: thank-yous in time 0 of 1.", "1 week"),
    (
        {"A1": "2026-06-01 application; 2026-06-02 reply"},
        "Last week you sent 1 message and heard back once.",
        "In the four weeks before",
    ),
    (
        {"A1": "2026-05-11 application", "A2": "2026-05-12 application"},
        "Last week you sent 0 messages and heard back from nobody. In the four weeks before, it was 2 messages and 0 answers.",
        "0 times",
    ),
]


@pytest.mark.parametrize(("stories", "told", "not_told"), SMALL)
def test_a_small_log_is_told_in_whole_sentences(stories: dict[str, str], told: str, not_told: str) -> None:
    text = markdown_report(fa.weekly_report(log_of_many(stories), week=WEEK)).partition("## Words, rules and sources")[0]
    assert told in text and not_told not in text


def test_answers_of_unknown_day_are_not_called_silence_in_a_small_log() -> None:
    log = log_of_many({"A1": "2026-05-11 application", "A2": "2026-05-12 application"})
    stated = fa.JobSearchLog(log.applications.assign(status=["rejected", "active"]), log.events)
    text = markdown_report(fa.weekly_report(stated, week=WEEK))
    assert "Answered within 14 days so far: 0 of 2 messages, and 1 on an unknown day." in text
