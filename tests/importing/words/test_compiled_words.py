"""The word lists that are read are those that people edit."""

import pytest

from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import COMPILED, compiled


def test_the_compiled_words_are_up_to_date() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compiled(), "run: python -m followup_analytics.importing.words.word_lists"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("date applied", "date applied"),
        ("Date_Applied", "date applied"),
        ("reeejected", "rejected"),
        ("Entrevue à venir", "entrevue a venir"),
        ("岗位", "岗 位"),
    ],
)
def test_spellings_that_mean_the_same_become_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(fold(text)) == folded
