"""The second opinion itself gives the right actions for all cases whose right actions are known."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from .frames import frames_of_case
from .oracle import plain_actions

CASES = Path(__file__).parents[1] / "cases"
OPEN = ("waiting", "due", "overdue")


def _cases() -> list[Any]:
    files = [CASES / "rules.json", CASES / "own_rules.json"]
    cases = [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))]
    return [pytest.param(case, id=case["case"]) for case in cases]


def _day(moment: pd.Timestamp, zone: str) -> str:
    return moment.tz_convert(zone).strftime("%Y-%m-%d")


def _shown(row: Any, zone: str) -> dict[str, str]:
    return {
        "rule": row.rule,
        "action": row.action,
        "status": row.status,
        "medium": row.medium,
        "opens": _day(row.opens_at, zone),
        "due": _day(row.due_at, zone),
    }


@pytest.mark.parametrize("case", _cases())
def test_plain_reading_gives_the_expected_actions(case: dict[str, Any]) -> None:
    actions = plain_actions(frames_of_case(case), case["as_of"])
    zone = case["application"].get("timezone") or "UTC"
    shown = [_shown(row, zone) for row in actions.itertuples()]
    for wanted in case["expect"]:
        assert any(wanted.items() <= row.items() for row in shown), (wanted, [r for r in shown if r["rule"] == wanted["rule"]])
    for rule in case["absent"]:
        assert not [row for row in shown if row["rule"] == rule and row["status"] in OPEN], (rule, shown)
