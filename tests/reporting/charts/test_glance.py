"""What notebooks 06 and 07 show: states with names, the first message, and what drafts still need."""

import pandas as pd
import pytest
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.errors import FollowupError
from followup_analytics.jupyter import tables as nb

A = "2026-03-02 application"
I1 = f"{A}; 2026-03-09 interview"


def named(**stories: str) -> fa.JobSearchLog:
    """A log of applications that are called as their companies are."""
    log = log_of_many(stories)
    return fa.JobSearchLog(log.applications.assign(company=list(stories)), log.events)


def test_states_are_counted_with_those_that_came_furthest_by_name() -> None:
    log = named(Acme=A, Bolt=I1, Cove=f"{A}; 2026-03-05 rejection", Dune=f"{I1}; 2026-03-20 offer", Elk=A)
    assert nb.applications_by_state(log).to_numpy().tolist() == [
        ["Still open", 4, 2, "Dune, Bolt, Acme, Elk"],
        ["Rejected", 1, 0, "Cove"],
    ]


def test_of_many_in_a_state_four_are_named() -> None:
    log = named(**dict.fromkeys("ABCDEFG", A))
    assert nb.applications_by_state(log)["which"].to_list() == ["A, B, C, D and 3 more"]


def test_a_log_without_applications_has_no_states() -> None:
    assert nb.applications_by_state(log_of_many({})).empty


def test_the_first_to_send_is_the_most_urgent_that_is_a_message() -> None:
    log = named(Acme="2026-03-02 application; 2026-03-16 status_check", Bolt="2026-03-30 application")
    actions = fa.follow_up_actions(log, as_of="2026-04-13")
    others = actions["action"] != "move_on"
    assert actions.index[~others].size == 1, "moving on is no message, wherever it stands"
    assert nb.first_to_send(pd.concat([actions[~others], actions[others]]))["company"] == "Bolt"


def test_where_nothing_is_to_be_sent_that_is_told() -> None:
    with pytest.raises(FollowupError, match="nothing is to be sent"):
        nb.first_to_send(fa.follow_up_actions(log_of_many({}), as_of="2026-03-31"))


def test_each_message_of_today_has_a_row_with_what_its_draft_still_needs() -> None:
    log = named(Acme=f"{I1} by=Jo", Bolt=A, Cove=f"{A}; 2026-03-20 withdrawal")
    actions = fa.follow_up_actions(log, as_of="2026-03-10")
    brief = nb.drafts_in_brief(log, actions, fa.Seeker("Ada Doe", "ada@example.com"))
    assert brief[["company", "message", "medium"]].to_numpy().tolist() == [["Acme", "Send a thank-you", "e-mail"]]
    assert "strength" in brief["still needed"].iloc[0]


def test_a_draft_that_needs_nothing_says_so() -> None:
    log = named(Acme=I1)
    facts = log.applications.assign(contact="Jo Field", contact_email="jo@example.com")
    events = log.events.assign(topics="scrap rates", strengths="clear charts", open_points="the team's size", values="honesty")
    whole = fa.JobSearchLog(facts, events)
    brief = nb.drafts_in_brief(whole, fa.follow_up_actions(whole, as_of="2026-03-10"), fa.Seeker("Ada Doe", "ada@example.com"))
    assert brief["still needed"].to_list() == ["nothing: read it once more, and send it"]
