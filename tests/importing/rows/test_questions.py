"""What only the owner of a sheet knows is asked once, and an answer holds."""

import io

import pytest

import followup_analytics as fa
from followup_analytics.errors import FollowupError
from followup_analytics.reporting.wording.problems import question_in_words

SHEET = """Company,Role,Date Applied,Status,Notes
Ash,R,2026-10-05,Interview,
Birch,S,2026-10-06,purple,
Cedar,T,2026-10-07,purple,
Dale,U,2026-10-08,Offer,
Elm,V,2026-10-09,Applied,will decide by 3 December 2026
Fir,W,,Applied,
"""
# kind, about, company -> an answer, and what it makes of the log: a kind of event, or a status
ANSWERS = [
    ("day", "interview", "Ash", "2026-11-02", "interview"),
    ("day", "offer", "Dale", "2026-11-03", "offer"),
    ("day", "application", "Fir", "2026-10-10", "application"),
]


@pytest.fixture
def reading() -> fa.SheetReading:
    return fa.read_sheet(io.StringIO(SHEET))


def test_one_question_for_a_word_and_one_for_a_row_and_fact(reading: fa.SheetReading) -> None:
    asked = [(question.kind, question.about, question.details.get("company", "")) for question in reading.questions]
    assert asked == [
        ("word", "purple", ""),
        ("day", "offer", "Dale"),
        ("day", "interview", "Ash"),
        ("promise", "reply_expected_by", "Elm"),
        ("day", "application", "Fir"),
    ]
    assert reading.questions[0].decides == {"row": 2}
    assert len({question.code for question in reading.questions}) == len(asked)
    assert [question.code for question in fa.read_sheet(io.StringIO(SHEET)).questions] == [one.code for one in reading.questions]


@pytest.mark.parametrize(("kind", "about", "company", "value", "event"), ANSWERS)
def test_a_day_that_is_told_is_an_event(
    reading: fa.SheetReading, kind: str, about: str, company: str, value: str, event: str
) -> None:
    [question] = [one for one in reading.questions if (one.kind, one.about, one.details.get("company")) == (kind, about, company)]
    answered = reading.answer(question, value)
    events = answered.log.events[answered.log.events["application_id"] == question.application_id]
    assert value in [f"{at:%Y-%m-%d}" for at in events.loc[events["kind"] == event, "at"]]
    assert question.code not in [one.code for one in answered.questions]
    unknown = reading.answer(question.code, "")
    assert unknown.log == reading.log and question.code not in [one.code for one in unknown.questions]


def test_a_promise_that_is_confirmed_is_the_day_of_their_answer(reading: fa.SheetReading) -> None:
    [question] = [one for one in reading.questions if one.kind == "promise"]
    assert question.answers == ("2026-12-03",) and not reading.log.events["reply_expected_by"].notna().any()
    events = reading.answer(question, "2026-12-03").log.events
    assert list(events.loc[events["reply_expected_by"].notna(), "application_id"]) == [question.application_id]


def test_a_word_that_is_told_holds_for_all_its_rows(reading: fa.SheetReading) -> None:
    answered = reading.answer(reading.questions[0], "rejected")
    assert list(answered.log.applications["status"])[1:3] == ["rejected", "rejected"]


@pytest.mark.parametrize(("code", "value"), [("qnone", "x"), ("day", "tomorrow")])
def test_what_is_no_question_or_no_answer_is_refused(reading: fa.SheetReading, code: str, value: str) -> None:
    [question] = [one for one in reading.questions if one.about == "offer"]
    with pytest.raises(FollowupError, match=r"open are|is no day"):
        reading.answer(code if code == "qnone" else question, value)


def test_each_question_is_a_sentence_on_each_surface(reading: fa.SheetReading) -> None:
    for question in reading.questions:
        for surface in ("python", "command", "notebook"):
            said = question_in_words(question, surface)
            assert "?" in said and "{" not in said and (question.code in said) == (surface != "notebook")


SECRETS = "Company,Date,Portal password,Team\nAsh,2026-10-05,hunter-2-x,Red\nBirch,2026-10-06,hunter-3-y,Blue,hunter-3-y\n"


def test_a_secret_is_shown_nowhere_and_the_seekers_own_columns_are_kept() -> None:
    reading = fa.read_sheet(io.StringIO(SECRETS))
    log = reading.log
    said = (
        log.applications.to_csv()
        + log.events.to_csv()
        + log.problems.to_csv()
        + reading.columns.to_csv()
        + repr(reading.questions)
    )
    assert "hunter" not in said
    assert list(log.applications["Team"]) == ["Red", "Blue"]
