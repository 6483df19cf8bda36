"""Small sheets of one difficulty each, and what a journal keeps when the sheet beside it is edited: each as it should be."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "reading"


def _run_of(checker: str) -> Callable[[dict[str, Any]], list[str]]:
    spec = importlib.util.spec_from_file_location(checker, FOLDER / f"{checker}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    run: Callable[[dict[str, Any]], list[str]] = module.run
    return run


def _cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["case"]) for case in json.loads((FOLDER / name).read_text(encoding="utf-8"))]


read, remember = _run_of("check_reading"), _run_of("check_journal_memory")


@pytest.mark.parametrize("case", _cases("cases.json"))
def test_a_small_sheet_is_read_or_asked_about(case: dict[str, Any]) -> None:
    assert read(case) == []


@pytest.mark.parametrize("case", _cases("journal_cases.json"))
def test_what_was_told_stays_with_its_application(case: dict[str, Any]) -> None:
    assert remember(case) == []
