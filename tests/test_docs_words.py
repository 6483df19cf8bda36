"""The page of what is understood says what the import does."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("make_what_is_understood", DOCS / "make_what_is_understood.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_in_step_with_the_word_lists(maker: ModuleType) -> None:
    text = (DOCS / "what-is-understood.md").read_text(encoding="utf-8")
    assert text == maker.page(), "run: python docs/make_what_is_understood.py"


def test_every_meaning_of_a_column_stands_on_the_page_once(maker: ModuleType) -> None:
    page = maker.page().split("## Headers that the cells decide")[0].split("## Columns: who and what")[1]
    assert all(page.count(f"\n| `{name}` |") == 1 for name in maker._list("headers"))


def test_each_day_is_read_as_the_page_says(maker: ModuleType) -> None:
    assert all(maker._read(text) for examples in maker.DAYS_AS_WRITTEN.values() for text in examples)
    assert {maker._read(text) for text in maker.NUMBERS_ONLY} == {"2026-04-13"}
    assert not any(maker._read(text) for text in maker.NO_DAYS)
