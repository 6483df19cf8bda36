"""The session behind the workbench, without a browser: messages in, answers out, and what the journal and the files say then."""

import base64
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import followup_analytics as fa
from followup_analytics.jupyter.session import Session
from followup_analytics.reporting.due_cards import TIERS
from followup_analytics.search.search import Search

DAY = "2026-06-08"
SHEET = """Company,Role,Contact,Date,Event
Acme,Analyst,Ann Marrow,2026-04-20,Applied
Acme,Analyst,Ann Marrow,2026-05-25,Interview
Acme,Analyst,Ann Marrow,2026-05-26,Thank-you
Acme,Analyst,Ann Marrow,2026-06-05,Offer
Bolt,Clerk,Bo Selwick,2026-05-04,Applied
Bolt,Clerk,Bo Selwick,2026-06-03,Reply
Cove,Planner,Cleo Tarn,2026-05-04,Applied
Cove,Planner,Cleo Tarn,2026-06-04,Interview
Dell,Planner,Dag Orling,2026-05-04,Applied
Dell,Planner,Dag Orling,2026-05-20,Interview
Dell,Planner,Dag Orling,2026-05-21,Thank-you
"""
UNKNOWN = """Outfit,Gig,Fired off,Moved on,Where it stands
Alder Rail,Analyst,11/5/26,,zork
Bolt Foods,Clerk,29/5/26,3/6/26,zork
Cove Ltd,Planner,28/5/26,,waiting
"""


@pytest.fixture
def search(tmp_path: Path) -> Search:
    path = tmp_path / "small.csv"
    path.write_text(SHEET, encoding="utf-8")
    return Search(path, as_of=DAY)


@pytest.fixture
def session(search: Search) -> Session:
    return Session(search)


def code_of(session: Session, company: str) -> str:
    cards = session.cards
    return next(card.code for tier in TIERS for card in cards.tiers[tier] if card.company == company)


def drawn(state: dict[str, Any]) -> list[tuple[str, str]]:
    """The companies of the list as it is drawn, a strip marked as such."""
    return [(one["company"], one.get("strip", "")) for section in state["sections"] for one in section["cards"]]


def entries(search: Search) -> int:
    return len(search.history())


def test_what_is_sent_first_is_the_one_list_with_all_its_words(session: Session) -> None:
    answer = session.act("open")
    cards = session.search.cards
    assert [name for name, _ in drawn(answer["state"])] == [card.company for tier in TIERS for card in cards.tiers[tier]]
    assert answer["state"]["first"] == cards.first and answer["static"]["words"]["sent"] == "Sent"
    assert json.loads(json.dumps(answer)) == answer


def test_sent_is_recorded_once_and_stands_in_the_place_of_its_card(session: Session, search: Search) -> None:
    code = code_of(session, "Bolt")
    before = drawn(session.state())
    answer = session.act("sent", code, "1")
    assert answer["said"].startswith("Recorded: you answered Bolt") and entries(search) == 1
    place = before.index(("Bolt", ""))
    now = drawn(answer["state"])
    assert now[place] == ("Bolt", answer["said"]) and now[:place] == before[:place]
    assert [said for _, said in now if said] == [answer["said"]]
    assert answer["state"]["recorded"]["next"] == code_of(session, "Cove")


def test_a_number_that_was_seen_does_nothing_and_is_answered_alike(session: Session, search: Search) -> None:
    code = code_of(session, "Bolt")
    first = session.act("sent", code, "1")
    assert session.act("sent", code, "1") == first and entries(search) == 1
    other = session.act("sent", code, "2")
    assert other["wrong"] == "That is no longer on the list. Nothing was recorded." and entries(search) == 1


def test_clicks_that_come_at_once_from_several_threads_make_one_entry(session: Session, search: Search) -> None:
    code = code_of(session, "Bolt")
    clicks = [threading.Thread(target=session.act, args=("sent", code, once)) for once in ("1", "1", "2", "3")]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert entries(search) == 1


def test_a_gesture_for_what_another_window_did_already_records_nothing(session: Session, search: Search) -> None:
    code = code_of(session, "Bolt")
    other = Search(search.sheet, as_of=DAY)
    other.done(code)
    answer = session.act("sent", code, "1")
    assert answer["wrong"].startswith("That is no longer on the list") and entries(other) == 1
    assert code not in [one["code"] for section in answer["state"]["sections"] for one in section["cards"]]


@pytest.mark.parametrize(
    ("name", "company", "told", "kinds", "said"),
    [
        ("sent", "Bolt", {"medium": "phone"}, ["answer"], "by phone"),
        ("snooze", "Dell", {}, ["snooze"], "put off until Mon 15 Jun"),
        ("snooze", "Dell", {"until": "2026-06-10"}, ["snooze"], "put off until Wed 10 Jun"),
        ("they", "Dell", {"what": "replied", "by": "2026-06-20", "note": "soon"}, ["reply"], "Dell replied"),
        ("they", "Dell", {"what": "receipt"}, ["acknowledgement"], "automatic receipt"),
        ("they", "Dell", {"what": "invited"}, ["interview_invitation"], "invited you"),
        (
            "they",
            "Dell",
            {"what": "invited", "interview": "2026-06-16", "time": "10:00", "stage": "technical", "medium": "video"},
            ["interview_invitation", "interview"],
            "on Tue 16 Jun at 10:00",
        ),
        ("they", "Dell", {"what": "offer", "on": "2026-06-05"}, ["offer"], "made you an offer"),
        ("they", "Dell", {"what": "rejected"}, ["rejection"], "turned you down"),
        ("close", "Dell", {"what": "withdrew"}, ["withdrawal"], "withdrew"),
        ("close", "Dell", {"what": "let_go", "note": "far away"}, ["closure"], "closed Dell"),
        ("close", "Acme", {"what": "other_offer", "sure": True}, ["closure"], "closed Acme"),
    ],
)
def test_each_gesture_is_recorded_and_one_undo_takes_it_back(
    session: Session, search: Search, name: str, company: str, told: dict[str, Any], kinds: list[str], said: str
) -> None:
    before = drawn(session.state())
    answer = session.act(name, code_of(session, company), "1", told)
    assert said in answer["said"]
    recorded = search.history()
    assert [kind or what for kind, what in zip(recorded["kind"], recorded["what"], strict=True)] == kinds
    undone = session.act("undo", "", "2", {"numbers": answer["state"]["recorded"]["numbers"]})
    assert "taken back" in undone["said"] and drawn(undone["state"]) == before


def test_an_offer_is_closed_only_when_it_is_said_once_more(session: Session, search: Search) -> None:
    code = code_of(session, "Acme")
    assert session.act("close", code, "1", {"what": "let_go"})["ask"] == "Acme made you an offer. Close it all the same?"
    assert entries(search) == 0
    assert "said" in session.act("close", code, "1", {"what": "let_go", "sure": True}) and entries(search) == 1


def test_sent_on_another_day_replaces_what_was_recorded_and_a_wrong_day_keeps_it(session: Session, search: Search) -> None:
    code = code_of(session, "Bolt")
    numbers = session.act("sent", code, "1")["state"]["recorded"]["numbers"]
    wrong = session.act("again", code, "2", {"numbers": numbers, "on": "2026-05-01"})
    assert "lies before" in wrong["wrong"]
    assert [event.kind for event in search.journal.events.itertuples()] == ["answer"]
    answer = session.act("again", code, "3", {"numbers": numbers, "on": "2026-06-05"})
    assert "on Fri 5 Jun" in answer["said"]
    assert [str(at.date()) for at in search.journal.events["at"]] == ["2026-06-05"]


def test_the_pane_has_story_draft_with_its_gaps_and_days_to_snooze_till(session: Session) -> None:
    pane = session.act("pane", code_of(session, "Bolt"))
    assert [one["what"] for one in pane["story"]] == ["Applied", "Reply", "today"]
    assert {"gap": "[your answer]"} in pane["draft"]["parts"]
    assert pane["draft"]["gaps"].startswith("4 things to fill in: your name, the address, ")
    assert [text for _, text in pane["snooze"]["choices"]] == ["Tomorrow", "In a week, Mon 15 Jun", "In two weeks"]
    assert session.act("pane", code_of(session, "Bolt"), "", {"medium": "phone"})["draft"]["medium"] == "phone"


def test_the_name_nearest_to_what_was_sought_is_told(session: Session) -> None:
    assert session.act("near", arguments={"words": "acm"})["near"] == "Acme"
    assert session.act("near", arguments={"words": "zzzz"})["near"] == ""


def test_a_calendar_entry_is_handed_to_the_browser(session: Session) -> None:
    file = session.act("calendar", code_of(session, "Dell"))["file"]
    text = base64.b64decode(file["base64"]).decode()
    assert file["name"].endswith(".ics") and file["type"] == "text/calendar"
    assert text.count("BEGIN:VEVENT") == 1 and "Dell" in text


def test_an_application_is_added_once(session: Session, search: Search) -> None:
    told = {"company": "Elm", "role": "Cook", "on": DAY, "medium": "email"}
    first = session.act("add", "", "1", told)
    assert session.act("add", "", "1", told) == first and list(search.history()["kind"]) == ["added", "application"]
    assert "Elm is there already" in session.act("add", "", "2", told)["wrong"]


@pytest.mark.parametrize("name", ["sent", "snooze", "they", "close", "answer", "undo", "again"])
def test_a_message_that_makes_no_sense_is_a_sentence_and_records_nothing(session: Session, search: Search, name: str) -> None:
    for arguments in ({}, {"numbers": ["x"], "what": 3, "until": []}, {"numbers": [99]}):
        assert session.act(name, "none", "", arguments)["wrong"]
    assert entries(search) == 0
    assert session.act("no such thing")["wrong"].startswith("That is our mistake (KeyError")


def test_a_change_of_the_sheet_is_seen_at_the_next_look(session: Session, search: Search) -> None:
    assert not session.state()["changed"]
    assert search.sheet is not None
    search.sheet.write_text(SHEET + "Elm,Cook,,2026-06-01,Applied\nElm,Cook,,2026-06-02,Reply\n", encoding="utf-8")
    assert session.state()["changed"]
    assert search.reload() == "small.csv: 1 application more, 1 answer more, 1 event more."


# --- questions ---------------------------------------------------------------------------------------------------------


def opened(tmp_path: Path, text: str) -> Session:
    path = tmp_path / "asked.csv"
    path.write_text(text, encoding="utf-8")
    return Session(Search(path, as_of=DAY))


QUESTIONS = [
    ("column", UNKNOWN, lambda log: log.applications["company"].tolist(), None),
    (
        "day_order",
        "Company,Role,Applied\nAcme,Analyst,3/4/26\nBolt,Clerk,5/6/26\n",
        lambda log: [str(at.date()) for at in log.events["at"]],
        ["2026-04-03", "2026-06-05"],
    ),
    (
        "year",
        "Company,Role,Applied\nAcme,Analyst,3 May\nBolt,Clerk,4 May\n",
        lambda log: log.events["at"].dt.year.tolist(),
        [2026] * 2,
    ),
    (
        "word",
        "Company,Role,Applied,Status\nAcme,Analyst,2026-05-03,zork\nBolt,Clerk,2026-05-04,zork\n",
        lambda log: log.applications["status"].astype("str").tolist(),
        ["active"] * 2,
    ),
    (
        "cell",
        "Company,Role,Applied\nAcme,Analyst,2026-02-31\nBolt,Clerk,2026-05-04\n",
        lambda log: sorted(str(at.date()) for at in log.events["at"]),
        ["2026-02-28", "2026-05-04"],
    ),
]


@pytest.mark.parametrize(("kind", "text", "look", "wanted"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_the_first_answer_that_is_offered_takes_effect_at_once_and_is_undone(
    tmp_path: Path, kind: str, text: str, look: Callable[[Any], object], wanted: object
) -> None:
    session = opened(tmp_path, text)
    asked = next(one for one in session.state()["questions"] if one["kind"] == kind)
    before = look(session.search.log)
    answer = session.act("answer", asked["code"], "1", {"value": asked["answers"][0][0]})
    assert "said" in answer and asked["code"] not in [one["code"] for one in answer["state"]["questions"]]
    if wanted is not None:
        assert look(session.search.log) == wanted
    # Another search on the same files knows it too.
    assert asked["code"] not in [one.code for one in Search(session.search.sheet, as_of=DAY).questions]
    undone = session.act("undo", "", "2", {"numbers": answer["state"]["recorded"]["numbers"]})
    assert asked["code"] in [one["code"] for one in undone["state"]["questions"]] and look(session.search.log) == before


def test_a_day_is_given_or_left_unknown_and_a_word_is_ignored(tmp_path: Path) -> None:
    text = "Company,Role,Applied,Status\nAcme,Analyst,2026-05-03,Offer\nBolt,Clerk,,zork\nCove,Cook,2026-05-04,zork\n"
    session = opened(tmp_path, text)
    asked = {(one["kind"], one["text"].split()[0]): one for one in session.state()["questions"]}
    assert session.act("answer", asked[("day", "Offer")]["code"], "1", {"value": "2026-06-04"})["said"]
    assert session.act("answer", asked[("day", "When")]["code"], "2", {"value": ""})["said"]
    word = next(one for one in session.state()["questions"] if one["kind"] == "word")
    assert word["answers"][-1] == ["", "Nothing: ignore it"]
    assert session.act("answer", word["code"], "3", {"value": ""})["state"]["questions"] == []
    assert [str(at.date()) for at in session.search.log.events["at"][session.search.log.events["kind"] == "offer"]] == [
        "2026-06-04"
    ]


def test_a_question_on_a_card_is_the_one_that_is_answered(tmp_path: Path) -> None:
    session = opened(tmp_path, "Company,Role,Applied,Status\nAcme,Analyst,2026-05-03,Offer\nBolt,Clerk,,Applied\n")
    shown = [card.code for tier in TIERS for card in session.cards.tiers[tier] if not card.action_id]
    assert shown and set(shown) <= {one.code for one in session.search.questions}
    pane = session.act("pane", shown[0])
    assert pane["question"]["code"] == shown[0]
    answer = session.act("answer", shown[0], "1", {"value": "2026-06-04"})
    assert [one["strip"] for section in answer["state"]["sections"] for one in section["cards"] if "strip" in one] == [
        answer["said"]
    ]


def test_a_sheet_whose_columns_are_all_unknown_becomes_a_list_by_clicks_alone(tmp_path: Path) -> None:
    session = opened(
        tmp_path, "Aaa,Bbb,Ccc,Ddd\nAlder Rail,x1,11/5/26,zork\nBolt Foods,x2,29/5/26,zork\nCove Ltd,x3,28/5/26,zork\n"
    )
    search = session.search
    for header, meaning in (("Aaa", "company"), ("Bbb", "role"), ("Ccc", "applied"), ("Ddd", "status")):
        search.correct(header, meaning)
    session.read_anew()
    for n in range(9):
        asked = [one for one in session.state()["questions"] if one["answers"]]
        if not asked:
            break
        assert session.act("answer", asked[0]["code"], f"a{n}", {"value": asked[0]["answers"][0][0]})["said"]
    assert sorted(search.log.applications["company"]) == ["Alder Rail", "Bolt Foods", "Cove Ltd"]
    assert (search.log.events["kind"] == "application").sum() == 3 and session.state()["sections"]


# --- untrusted text ------------------------------------------------------------------------------------------------------


def test_what_would_turn_text_round_reaches_the_view_as_a_code(tmp_path: Path) -> None:
    name = '"\u202e<b>Acme\x07</b>"'
    session = opened(tmp_path, f"Company,Role,Date,Event\n{name},Cook,2026-05-04,Applied\n{name},Cook,2026-06-03,Reply\n")
    text = json.dumps(session.act("open"), ensure_ascii=False)
    assert "<b>Acme" in text and "\u202e" not in text and "\x07" not in text


def test_the_view_sets_text_and_never_markup() -> None:
    source = (Path(fa.__file__).parent / "jupyter" / "today_view.js").read_text(encoding="utf-8")
    live = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "http://",
        "https://",
        "import ",
    )
    assert [word for word in live if word in source] == []
    assert len(source.splitlines()) <= 400
