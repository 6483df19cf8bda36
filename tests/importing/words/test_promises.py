"""Days and promises in notes: what may be asked of them."""

import datetime as dt

import pytest

from followup_analytics.importing.words.promises import date_of, read_note

NOTES = [
    ("phone screen 3/4 w/ Dana, will decide by 12/3", [("interview", 3, 4), ("reply_expected_by", 12, 3)]),
    ("answer by Friday 12 June", [("reply_expected_by", 6, 12)]),
    ("Antwort bis Freitag 12. Juni", [("reply_expected_by", 6, 12)]),
    ("réponse avant le 12 juin", [("reply_expected_by", 6, 12)]),
    ("respuesta antes del 12 de junio", [("reply_expected_by", 6, 12)]),
    ("resposta até 12 de junho", [("reply_expected_by", 6, 12)]),
    ("risposta entro il 12 giugno", [("reply_expected_by", 6, 12)]),
    ("antwoord voor 12 juni", [("reply_expected_by", 6, 12)]),
    ("6月12日前回复", [("reply_expected_by", 6, 12)]),
    ("phone screen 10/19 w/ Raj, onsite 11/16/2026 (three people)", [("interview", 10, 19), ("interview", 11, 16)]),
    ("offer 11/25/2026!! have to answer by 12/3", [("offer", 11, 25), ("answer_by", 12, 3)]),
    ("Offer expires Dec 4, 2026", [("answer_by", 12, 4)]),
    ("muss bis 4.12. zusagen", [("answer_by", 4, 12)]),
    ("Vorstellungsgespräch am 24.11., Entscheidung bis 1.12.", [("interview", 24, 11), ("reply_expected_by", 1, 12)]),
    ("Colloquio il 24 novembre, mi fanno sapere entro il 2 dicembre", [("interview", 11, 24), ("reply_expected_by", 12, 2)]),
    ("Gesprek op 24 november, uitslag uiterlijk 2 december", [("interview", 11, 24), ("reply_expected_by", 12, 2)]),
    ("11月24日面试，12月2日前出结果", [("interview", 11, 24), ("reply_expected_by", 12, 2)]),
    ("Hear back by Nov 30", [("reply_expected_by", 11, 30)]),
    ("interview moved to 12/5", [("interview", 12, 5)]),
    ("rejected 20 Nov 2026", [("rejection", 11, 20)]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "found"), NOTES)
def test_a_note_tells_its_days_and_promises(note: str, found: list[tuple[str, int, int]]) -> None:
    assert [(said.kind, said.day.one, said.day.two) for said in read_note(note) if said.day] == found


@pytest.mark.parametrize(
    "note",
    [
        "salary 50/50, 24/7 support, 3-5 years",
        "follow up 12/1",
        "Apply by 12/15",
        "posted 11/2",
        "start date 1/4/2027",
        "24 Nov interview cancelled",
        "Version 1.5 of CV, 2 pages",
        "Bewerbungsfrist bis 30.11.2026",
        "",
    ],
)
def test_other_numbers_and_plans_are_no_days(note: str) -> None:
    assert read_note(note) == ()


@pytest.mark.parametrize("note", ["They will get back to me within two weeks", "decision expected early December"])
def test_a_promise_may_name_no_day(note: str) -> None:
    [said] = read_note(note)
    assert (said.kind, said.day) == ("reply_expected_by", None)


def test_a_mention_shows_its_words() -> None:
    note = "Nice people. Phone screen 3/4 w/ Dana, will decide by 12/3"
    assert [said.text for said in read_note(note)] == ["Phone screen 3/4 w/ Dana", "will decide by 12/3"]
    assert all(said.text in note[said.start : said.end] for said in read_note(note))


DATES = [
    ("by 12/3", dt.date(2026, 11, 20), False, True, dt.date(2026, 12, 3)),
    ("by 12/3", dt.date(2026, 11, 20), None, True, None),
    ("by 13/1", dt.date(2026, 11, 20), None, True, dt.date(2027, 1, 13)),
    ("by 1 March", dt.date(2026, 3, 4), None, False, dt.date(2026, 3, 1)),
    ("by 1.12.", dt.date(2026, 11, 20), None, True, dt.date(2026, 12, 1)),
    ("by 1 March", None, None, False, None),
    ("by 1 March 2026", None, None, False, dt.date(2026, 3, 1)),
    ("by 30 February", dt.date(2026, 3, 4), None, False, None),
]


@pytest.mark.parametrize(("words", "near", "day_first", "later", "date"), DATES)
def test_a_day_of_a_note_becomes_a_date_by_what_is_near(
    words: str, near: dt.date | None, day_first: bool | None, later: bool, date: dt.date | None
) -> None:
    [said] = read_note(f"decision {words}")
    assert said.day is not None
    assert date_of(said.day, near, day_first, later=later) == date
