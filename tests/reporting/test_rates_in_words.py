"""Rates in people's words."""

import pytest
from hand_made import log_of_many

import followup_analytics as fa
from followup_analytics.reporting.rates_in_words import rates_in_words


def verdict(stories: list[str], by: list[str]) -> str:
    log = log_of_many({f"A{i:03}": story for i, story in enumerate(stories)})
    return rates_in_words(fa.response_rates(fa.outreach_attempts(log, as_of="2026-04-30"), by=by), by).verdict


ANSWERED, SILENT = "2026-03-02 application {}; 2026-03-05 reply", "2026-03-02 application {}"


@pytest.mark.parametrize(
    ("stories", "words"),
    [
        ([], "There are no attempts yet."),
        ([SILENT.format("email")], "There is one group only"),
        (
            [ANSWERED.format("phone")] * 2 + [SILENT.format("email")] * 5,
            "Phone and e-mail can't be told apart yet (2 and 5 attempts); about ",
        ),
        (
            [ANSWERED.format("phone")] * 2 + [SILENT.format("email")] * 5 + [SILENT.format("")] * 5,
            "Phone and ",
        ),
        (
            [ANSWERED.format("email")] * 45 + [SILENT.format("email")] * 15 + [SILENT.format("portal")] * 60,
            "E-mail is answered more often than portal.",
        ),
    ],
)
def test_the_verdict_says_no_more_than_the_numbers(stories: list[str], words: str) -> None:
    assert verdict(stories, ["medium"]).startswith(words)


def test_each_group_shows_its_counts_and_interval() -> None:
    log = log_of_many({"A1": ANSWERED.format("email"), "A2": SILENT.format("email"), "A3": SILENT.format("")})
    frame = rates_in_words(fa.response_rates(fa.outreach_attempts(log, as_of="2026-04-30")), ["medium"]).frame.set_index("group")
    assert frame.loc["e-mail", ["answered", "rate", "between"]].tolist() == ["1 of 2", "50 %", "9 % and 91 %"]
    assert "medium not said" in frame.index
