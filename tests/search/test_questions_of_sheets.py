"""One list of questions: what the list asks can be answered by its code, and each answer is taken back by undo."""

from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.problems import Question

TESTS = Path(__file__).parents[1]
SHEETS = (
    "sheets/offer_tracker_zh.csv",
    "sheets/tracker_two_statuses.xlsx",
    "own_sheets/mistyped_status.csv",
    "sheets/nachweis.csv",
)
A_DAY = "2026-05-02"
OF_DAYS = ("day", "promise", "cell")


def search_of(name: str) -> fa.Search:
    path = TESTS / name
    last = fa.read_log(path).events["at"].max()
    return fa.Search(path, as_of=last.date(), keep=False)


def an_answer(question: Question) -> str:
    return question.answers[0] if question.answers else A_DAY if question.kind in OF_DAYS else ""


@pytest.mark.parametrize("name", SHEETS)
def test_what_the_list_asks_is_among_the_questions(name: str) -> None:
    search = search_of(name)
    asked = {card.code for cards in search.due.cards.tiers.values() for card in cards if card.look == "ask"}
    assert asked <= {question.code for question in search.questions}


@pytest.mark.parametrize("name", SHEETS)
def test_each_question_is_answered_and_asked_again_when_that_is_undone(name: str) -> None:
    search = search_of(name)
    before = [question.code for question in search.questions]
    assert before
    for question in search.questions:
        search.answer(question.code, an_answer(question))
        assert question.code not in {one.code for one in search.questions}
        search.undo()
    assert [question.code for question in search.questions] == before


def test_the_day_of_an_application_leaves_the_days_of_the_others_as_they_are() -> None:
    search = fa.Search(TESTS.parent / "data" / "sample" / "my_job_search.csv", as_of="2026-06-08", keep=False)
    before = search.log.events["reply_expected_by"].dropna()
    undated = next(one for one in search.questions if one.about == "application")
    search.answer(undated.code, "2026-05-20")
    mine = search.log.events[search.log.events["application_id"] == undated.application_id]
    assert [(str(at.date()), kind) for at, kind in zip(mine["at"], mine["kind"], strict=True)] == [("2026-05-20", "application")]
    assert list(search.log.events["reply_expected_by"].dropna()) == list(before)


def test_what_has_long_been_silent_is_not_asked_and_can_still_be_answered() -> None:
    search = fa.Search(TESTS.parent / "data" / "sample" / "my_job_search.csv", as_of="2026-06-08", keep=False)
    silent = next(one for one in search.reading.questions if one.about == "rejection")
    assert silent.code not in {one.code for one in search.questions} and search.questions_left == 1
    search.answer(silent.code, "2026-03-02")
    assert search.questions_left == 0
