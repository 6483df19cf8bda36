"""The list as cards: tiers, folds, counts, questions, and what is said on each card."""

from typing import Any

import pandas as pd
import pytest
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.problems import Problem, Remedy, problems_table
from followup_analytics.reporting.due_cards import TIERS, Card, DueCards

AS_OF = "2026-03-20"


def cards_of(stories: dict[str, str], as_of: Any = AS_OF, problems: pd.DataFrame | None = None, **columns: list[Any]) -> DueCards:
    log = log_of_many(stories)
    events = log.events.assign(**{name: values for name, values in columns.items() if name in log.events})
    applications = log.applications.assign(**{name: values for name, values in columns.items() if name in log.applications})
    log = fa.JobSearchLog(applications.assign(company=applications.index), events, problems)
    return fa.due_cards(log, fa.follow_up_actions(log, as_of=as_of), as_of=as_of)


def only(cards: DueCards, tier: str) -> Card:
    assert len(cards.tiers[tier]) == 1
    return cards.tiers[tier][0]


def test_all_tiers_are_there_in_their_order_and_empty_ones_have_no_title() -> None:
    cards = cards_of({"Acme": ""})
    assert tuple(cards.tiers) == TIERS and not any(cards.tiers.values())
    assert (cards.titles, cards.notes, cards.summary) == ({}, {}, "")
    assert cards.first == "You have nothing to write today, or in the next 7 days."


def test_a_card_says_what_to_do_for_whom_by_when_and_why() -> None:
    card = only(cards_of({"Acme": "2026-03-16 reply"}, contact=["Jo Field"]), "waiting")
    assert (card.what, card.company, card.contact, card.when, card.look) == (
        "Answer the reply",
        "Acme",
        "Jo Field",
        "3 days late",
        "late",
    )
    assert card.why == "They wrote on Mon 16 Mar. Answer within 1 business day."
    assert (card.rule, card.sources, card.more) == ("T12", "cultural-fit", "Within how many days is our number.")


def test_messages_of_one_application_are_one_line_with_the_lateness_of_the_first() -> None:
    card = only(cards_of({"Acme": "2026-03-16 reply; 2026-03-19 reply"}), "waiting")
    assert card.when == "3 days late" and card.why.endswith(" And 1 more since.")
    assert len(card.members) == 2 and card.action_id == card.members[0]


def test_interviews_of_one_day_are_one_thank_you_that_names_all_interviewers() -> None:
    story = {"A1": "2026-03-19T10:00 interview; 2026-03-19T14:00 interview"}
    log = log_of_many(story)
    log = fa.JobSearchLog(log.applications, log.events.assign(contact=["Jo Field", "Al Moss"]))
    cards = fa.due_cards(log, fa.follow_up_actions(log, as_of="2026-03-19"), as_of="2026-03-19")
    card = only(cards, "thanks")
    assert card.contact == "Jo Field, Al Moss" and len(card.members) == 2
    assert cards.first.endswith("2 interviews today: Acme at 10:00, Acme at 14:00.")


def test_of_silent_applications_five_are_shown_and_the_rest_is_counted() -> None:
    cards = cards_of({f"A{number}": "2026-03-02 application email" for number in range(7)})
    assert (len(cards.tiers["cold"]), cards.counts["cold_more"], cards.counts["to_do"]) == (5, 2, 5)
    assert cards.titles["cold"].startswith("Ask about an application (5 of 7") and "--cold" in cards.titles["cold"]


def test_nobody_to_write_to_is_one_line_and_in_no_other_count() -> None:
    cards = cards_of({"Acme": "2026-03-02 application portal", "Bird": "2026-03-02 application email"})
    assert [card.company for card in cards.tiers["cold"]] == ["Bird"]
    assert (cards.counts["nobody_to_write_to"], cards.counts["to_do"]) == (1, 1)
    assert "1 silent application has nobody to write to" in cards.notes["cold"][0]


def test_what_is_to_let_go_is_counted_and_no_line() -> None:
    cards = cards_of({"Acme": "2026-02-02 application email; 2026-03-02 status_check"})
    assert not cards.tiers["housekeeping"] and cards.counts["move_on"] == 1 and cards.counts["to_do"] == 0
    assert cards.notes["housekeeping"] == ("1 to let go or keep up: 1 move on. Go through them: followup sweep",)


def test_after_eight_messages_the_rest_keeps_until_tomorrow() -> None:
    stories = {f"A{number:02}": "2026-03-12 interview; 2026-03-12 thank_you" for number in range(11)}
    cards = cards_of(stories)
    assert (cards.rest_after, cards.counts["keeps_until_tomorrow"]) == (8, 3)
    assert cards.notes["checks"] == ("The last 3 keep until tomorrow.",)


@pytest.mark.parametrize(
    ("days", "what", "when"),
    [(3, "Prepare the interview and confirm it", "Mon 23 Mar 10:00"), (5, "Interview, then thank them", "Wed 25 Mar 10:00")],
)
def test_a_planned_interview_is_a_line_of_its_day(days: int, what: str, when: str) -> None:
    card = only(cards_of({"Acme": f"2026-03-{20 + days}T10:00 interview"}), "planned")
    assert (card.what, card.when, card.look) == (what, when, "plan")


def test_an_offer_without_a_day_stands_behind_the_offers_and_is_no_thing_to_do() -> None:
    stories = {"Acme": "2026-03-18 offer", "Bird": "2026-03-16 reply", "Crow": "2026-03-10 interview"}
    cards = cards_of(stories, status=["active", "active", "offer"])
    assert [card.company for card in cards.tiers["waiting"]] == ["Acme", "Crow", "Bird"]
    assert cards.tiers["waiting"][1].look == "ask" and cards.counts["to_do"] == 2


def test_questions_on_applications_come_before_those_of_the_sheet_and_five_are_shown() -> None:
    words = [f"word {number}" for number in range(5)]
    columns = [Problem("company-unnamed", column="Status", value=word, remedy=Remedy("word", word)) for word in words]
    promise = Problem("log-promise", remedy=Remedy("promise", "reply_expected_by", ("2026-03-25",)), application_id="Acme")
    table = problems_table([*columns, promise]).assign(severity="question")
    cards = cards_of({"Acme": "2026-03-17 interview; 2026-03-17 thank_you"}, problems=table)
    asked = cards.tiers["questions"]
    assert len(asked) == 5 and cards.counts["questions_more"] == 1
    assert asked[0].company == "Acme" and "Wed 25 Mar" in asked[0].why
    assert asked[1].what == 'What does "word 0" mean?'
    assert all(card.code.startswith("q") and len(card.code) == 4 for card in asked)


def test_a_code_stays_the_same_when_another_action_is_done() -> None:
    before = cards_of({"Acme": "2026-03-16 reply", "Bird": "2026-03-16 reply"})
    after = cards_of({"Acme": "2026-03-16 reply; 2026-03-20 answer", "Bird": "2026-03-16 reply"})
    assert after.tiers["waiting"][0].code == before.tiers["waiting"][1].code
