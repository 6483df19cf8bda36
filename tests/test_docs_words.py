"""The page of what is understood says what the import does."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

import make_what_is_understood as maker
import understood_days


def test_the_page_is_in_step_with_the_word_lists() -> None:
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python docs/make_what_is_understood.py"


def test_every_meaning_of_a_column_stands_on_the_page_once() -> None:
    page = maker.page().split("## Headers that the cells decide")[0].split("## Columns: who and what")[1]
    assert all(page.count(f"\n| `{name}` |") == 1 for name in maker._list("headers"))


def test_each_day_is_read_as_the_page_says() -> None:
    assert all(understood_days.read(text) for examples in understood_days.DAYS_AS_WRITTEN.values() for text in examples)
    assert {understood_days.read(text) for text in understood_days.NUMBERS_ONLY} == {"2026-04-13"}
    assert not any(understood_days.read(text) for text in understood_days.NO_DAYS)
