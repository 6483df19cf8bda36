"""The due list: what it says of what it does not show."""

import pandas as pd
import pytest
from hand_made import log_of, log_of_many

import followup_analytics as fa
from followup_analytics.reporting.wording.names import dates_ahead
from followup_analytics.rules.action_ids import find_action

NEVER = "2026-03-02 interview; 2026-03-02 thank_you; 2026-03-03 reply"
TOLD = "You have not answered "


def unanswered(log: fa.JobSearchLog, as_of: str) -> str:
    return fa.due_list(log, fa.follow_up_actions(log, as_of=as_of), as_of=as_of).unanswered


def test_a_message_that_was_never_answered_and_holds_all_else_is_named_with_the_id_to_record_it_by() -> None:
    log = log_of(NEVER, company="Acme")
    said = unanswered(log, "2026-04-20")
    assert said.startswith(f"{TOLD}Acme (")
    assert said.endswith("so everything else there waits. Answer late, or mark it as answered.")
    code = said.partition("Acme (")[2].partition(")")[0]
    assert find_action(fa.follow_up_actions(log, as_of="2026-04-20"), code)["rule"] == "T12"


# story, as of -> nothing is waited for that way
OTHERWISE = [
    ("the answer is still on the list", NEVER, "2026-03-10"),
    ("it was answered", f"{NEVER}; 2026-03-04 answer", "2026-04-20"),
    ("an interview is planned", f"{NEVER}; 2026-05-04 interview", "2026-04-20"),
    ("a rejection came", f"{NEVER}; 2026-03-20 rejection", "2026-04-20"),
    ("nobody wrote", "2026-03-02 application", "2026-04-20"),
]


@pytest.mark.parametrize(("story", "as_of"), [case[1:] for case in OTHERWISE], ids=[case[0] for case in OTHERWISE])
def test_nothing_is_said_where_nothing_hangs_on_a_missed_answer(story: str, as_of: str) -> None:
    assert unanswered(log_of(story), as_of) == ""


def test_of_many_the_first_four_are_named() -> None:
    said = unanswered(log_of_many({f"A{number}": NEVER for number in range(6)}), "2026-04-20")
    assert "), 2 more, so everything" in said and said.startswith(TOLD) and said.count("(") == 4


def test_with_everything_shown_there_is_a_row_for_each_action_and_nothing_more_is_said() -> None:
    log = log_of(NEVER)
    actions = fa.follow_up_actions(log, as_of="2026-04-20")
    listed = fa.due_list(log, actions, as_of="2026-04-20", everything=True)
    assert listed.not_shown == listed.unanswered == ""
    assert listed.frame.index.equals(actions.index)


def test_the_table_has_its_columns_and_types_with_and_without_lines() -> None:
    full, empty = (
        fa.due_list(log_of(story), fa.follow_up_actions(log_of(story), as_of="2026-03-10"), as_of="2026-03-10").frame
        for story in (NEVER, "")
    )
    assert len(full) and not len(empty)
    assert dict(full.dtypes) == dict(empty.dtypes) and full.index.name == empty.index.name == "action_id"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["2026-03-02"], ""),
        (["2027-03-02"], "1 date lies ahead of 2026-03-10 and counts as not yet happened (applied, on 2027-03-02)"),
        (
            ["2027-03-02", "2027-04-02"],
            "2 dates lie ahead of 2026-03-10 and count as not yet happened, the first (applied) on 2027-03-02",
        ),
    ],
)
def test_what_lies_ahead_is_told_by_number(days: list[str], told: str) -> None:
    events = pd.DataFrame({"at": pd.to_datetime(days, utc=True), "kind": "application"})
    assert dates_ahead(events, "2026-03-10") == (f"{told}: is the year right?" if told else "")
