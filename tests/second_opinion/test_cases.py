"""The second opinion itself gives the right actions, lines and questions for all cases for which they are known."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from .frames import frames_of_case
from .listing import PlainList, plain_list
from .oracle import plain_actions
from .settings import Settings

CASES = Path(__file__).parents[1] / "cases"
OPEN = ("waiting", "due", "overdue")
MESSAGES_AND_CHECKS = ("waiting", "thanks", "checks", "cold")


def _cases(*names: str) -> list[Any]:
    cases = [case for name in names for case in json.loads((CASES / name).read_text(encoding="utf-8"))]
    return [pytest.param(case, id=case["case"]) for case in cases]


def _settings(case: dict[str, Any]) -> Settings:
    """The case's settings; factors are text here."""
    given: dict[str, Any] = case.get("cadence", {})
    factors: dict[str, Any] = {name: {key: str(factor) for key, factor in value.items()} for name, value in given.items()}
    return Settings(**factors)


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


@pytest.mark.parametrize("case", _cases("rules.json", "own_rules.json", "rules_cases2.json"))
def test_plain_reading_gives_the_expected_actions(case: dict[str, Any]) -> None:
    actions = plain_actions(frames_of_case(case), case["as_of"], _settings(case))
    zone = case["application"].get("timezone") or "UTC"
    shown = [_shown(row, zone) for row in actions[actions["application_id"] == "A1"].itertuples()]
    for wanted in case["expect"]:
        assert any(wanted.items() <= row.items() for row in shown), (wanted, [r for r in shown if r["rule"] == wanted["rule"]])
    for rule in case["absent"]:
        assert not [row for row in shown if row["rule"] == rule and row["status"] in OPEN], (rule, shown)


def _lines(listed: PlainList) -> list[str]:
    """The lines as "A2:T12", in their order."""
    return [f"{line.application_id}:{line.what}" for name in MESSAGES_AND_CHECKS for line in listed.tiers[name]]


@pytest.mark.parametrize("case", _cases("rules_cases2.json"))
def test_plain_reading_gives_the_expected_lines_and_questions(case: dict[str, Any]) -> None:
    listed = plain_list(frames_of_case(case), case["as_of"], settings=_settings(case))
    lines = _lines(listed)
    assert [line for line in lines if line in case.get("list", [])] == case.get("list", [])
    assert not set(case.get("not_listed", [])) & set(lines)
    for rule, most in case.get("at_most", {}).items():
        assert sum(line.endswith(f":{rule}") for line in lines) <= most
    questions = [line for lines in listed.tiers.values() for line in lines if line.tier == 5]
    assert bool(questions) == case.get("question", bool(questions))
