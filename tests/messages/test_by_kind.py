"""Mistakes caught by their kind, in words that no list was made from, and good messages that come near them."""

import pytest
from desk import SEEKER, desk, read

import followup_analytics as fa
from followup_analytics.messages.phrases import phrases_of

CASES = read("by_kind.toml")["case"]
HEAD = {
    "thank_you": "Subject: Thank you, Data Analyst\n\nDear Zelda Rimmington,\n\n",
    "feedback_request": "Subject: Data Analyst: thank you\n\nDear Zelda Rimmington,\n\n",
}
CLOSING = "\n\nKind regards,\nAda Doe\nada@example.com"
EACH = [(case, which, text) for case in CASES for which in ("bad", "good") for text in case[which]]


@pytest.mark.parametrize("with_log", [True, False])
@pytest.mark.parametrize(("case", "which", "text"), EACH, ids=[f"{case['name']}-{which}" for case, which, _ in EACH])
def test_a_mistake_is_caught_and_what_is_near_it_is_not(case: dict, which: str, text: str, with_log: bool) -> None:
    whole = text if case.get("whole") else HEAD[case["kind"]] + text + CLOSING
    message = fa.Message.of(whole, medium="email", kind=case["kind"])
    log, row = desk(case["kind"]) if with_log else (None, None)
    found = fa.review_message(message, log, row, seeker=SEEKER)
    of_kind = found[found["rule"].isin(case["rules"]) & (found["what"] != "feedback without a reason")]
    assert (len(of_kind) > 0) == (which == "bad"), found.to_string()


def test_a_word_of_a_phrase_may_be_one_of_several() -> None:
    phrases = phrases_of("en")
    assert phrases.found("dispute", "I fail to grasp the choice") == ["fail to grasp"]
    assert phrases.found("dispute", "I grasp the choice") == []
