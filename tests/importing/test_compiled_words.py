"""The word lists that are read are those that people edit."""

import pytest

from followup_analytics.importing.compile_words import COMPILED, compiled
from followup_analytics.importing.folding import fold


def test_the_compiled_words_are_up_to_date() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compiled(), "run: python -m followup_analytics.importing.compile_words"


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
