"""Rates in people's words."""

import pytest
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.reporting.wording.rates import rates_in_words


def verdict(stories: list[str], by: list[str]) -> str:
    log = log_of_many({f"A{i:03}": story for i, story in enumerate(stories)})
    return rates_in_words(fa.response_rates(fa.outreach_attempts(log, as_of="2026-04-30"), by=by), by).verdict


ANSWERED, SILENT = "2026-03-02 application {}; 2026-03-05 reply", "2026-03-02 application {}"


@pytest.mark.parametrize(
    ("stories", "words"),
    [
        ([], "There are no messages yet."),
        ([SILENT.format("email")], "There is one group only"),
        (
            [ANSWERED.format("phone")] * 2 + [SILENT.format("email")] * 5,
            "You can't tell phone from e-mail yet (2 and 5 messages). If one were truly answered by 20 in 100 more often, about ",
        ),
        (
            [ANSWERED.format("phone")] * 2 + [SILENT.format("email")] * 5 + [SILENT.format("")] * 5,
            "You can't tell phone from e-mail yet (2 and 5 messages). If one were truly answered by 20 in 100 more often, about ",
        ),
        (
            [ANSWERED.format("")] * 2 + [SILENT.format("phone")] * 3 + [SILENT.format("email")] * 5,
            "You can't tell phone from e-mail yet (3 and 5 messages).",
        ),
        (
            [ANSWERED.format("email")] * 45 + [SILENT.format("email")] * 15 + [SILENT.format("portal")] * 60,
            "E-mail is answered more often than portal.",
        ),
    ],
)
def test_the_verdict_says_no_more_than_the_numbers(stories: list[str], words: str) -> None:
    assert verdict(stories, ["medium"]).startswith(words)


# what the sheet does not name is no group to compare with, however often it is answered
UNNAMED = [
    (
        [ANSWERED.format("")] * 40 + [ANSWERED.format("email")] * 30 + [SILENT.format("portal")] * 60,
        "E-mail is answered more often than portal.",
    ),
    (
        [ANSWERED.format("")] * 40 + [SILENT.format("")] * 2 + [SILENT.format("email")] * 30 + [SILENT.format("portal")] * 30,
        "You can't tell e-mail from portal yet (30 and 30 messages). "
        "If one were truly answered by 20 in 100 more often, about 150 more of each would show it.",
    ),
    (
        [ANSWERED.format("")] * 5 + [SILENT.format("email")] * 5,
        "E-mail is the only group that the sheet names, so there is nothing to compare.",
    ),
    ([ANSWERED.format("")] * 5, "The sheet tells the medium of no message, so there is nothing to compare."),
]


@pytest.mark.parametrize(("stories", "words"), UNNAMED)
def test_only_the_groups_that_the_sheet_names_are_compared(stories: list[str], words: str) -> None:
    assert verdict(stories, ["medium"]) == words


def test_of_two_groupings_both_must_be_named() -> None:
    days = ["2026-03-02 application email", "2026-03-03 application email"]
    assert verdict(days, ["weekday", "hour_band"]) == (
        "The sheet tells the weekday and hour of no message, so there is nothing to compare."
    )


def test_the_table_keeps_the_groups_that_the_sheet_does_not_name() -> None:
    log = log_of_many({"A1": "2026-03-02 application", "A2": "2026-03-02 application; 2026-03-10 status_check email"})
    attempts = fa.outreach_attempts(log, as_of="2026-04-30")
    names = {by: set(rates_in_words(fa.response_rates(attempts, by=by), [by]).frame["group"]) for by in ("medium", "wait_band")}
    assert names == {"medium": {"e-mail", "medium not said"}, "wait_band": {"6-8 days", "nothing sent before"}}
    assert set(rates_in_words(fa.response_rates(attempts, by="number"), ["number"]).frame["group"]) == {"message 1", "message 2"}


def test_the_caution_about_undated_answers_stands_apart_from_the_comparison() -> None:
    log = log_of_many({f"A{i}": SILENT.format("email") for i in range(8)})
    stated = fa.JobSearchLog(log.applications.assign(status=["rejected"] * 2 + ["active"] * 6), log.events)
    told = rates_in_words(fa.response_rates(fa.outreach_attempts(stated, as_of="2026-04-30")), ["medium"])
    assert told.caution == (
        "Your sheet has the day of 0 of 2 answers, too few to say how long they take. So far 2 of 8 were answered."
    )
    assert told.verdict == f"{told.comparison} {told.caution}"


def test_each_group_shows_its_counts_and_interval() -> None:
    log = log_of_many({"A1": ANSWERED.format("email"), "A2": SILENT.format("email"), "A3": SILENT.format("")})
    frame = rates_in_words(fa.response_rates(fa.outreach_attempts(log, as_of="2026-04-30")), ["medium"]).frame.set_index("group")
    assert frame.loc["e-mail", ["answered", "rate", "between"]].tolist() == ["1 of 2", "50 %", "9 % and 91 %"]
    assert "medium not said" in frame.index
