"""Small logs whose right actions are known, from a file through the public names to the actions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "cases"


def _run_of_check_rules() -> Callable[[dict[str, Any]], list[str]]:
    """The function of check_rules.py that runs a case and lists its misses; the script's own loop is left out."""
    text = (CASES / "check_rules.py").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile(text.partition("\ncases = ")[0], str(CASES / "check_rules.py"), "exec"), names)
    run: Callable[[dict[str, Any]], list[str]] = names["run"]
    return run


def _cases(name: str) -> list[Any]:
    cases = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in cases]


run = _run_of_check_rules()


@pytest.mark.parametrize("case", _cases("rules.json") + _cases("rules_cases2.json") + _cases("own_rules.json"))
def test_a_case_has_its_expected_actions(case: dict[str, Any]) -> None:
    assert run(case) == []
