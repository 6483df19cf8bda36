"""States that were written before a look at the word lists: how many of them are read, and that none is taken for an ending."""

import tomllib
from pathlib import Path

import pytest

from followup_analytics.importing.words.cell_values import STATUS_MEANINGS
from followup_analytics.importing.words.status_phrases import stated_fact

PHRASES = tomllib.loads((Path(__file__).parent / "fresh_phrases.toml").read_text(encoding="utf-8"))
ASKED = ("", "unclear")
CASES = [
    (text, fact)
    for round_ in PHRASES.values()
    for of_language in round_.values()
    for fact, texts in of_language.items()
    for text in texts
]


@pytest.mark.parametrize(("text", "fact"), CASES)
def test_a_state_nobody_had_listed(text: str, fact: str) -> None:
    read = stated_fact(text)
    same = read in ASKED if fact == "?" else STATUS_MEANINGS.get(read) == STATUS_MEANINGS[fact]
    assert same, f"{text}: {read or 'asked'}, wanted {fact}"
