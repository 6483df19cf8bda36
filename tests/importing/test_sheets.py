"""Each sheet of `tests/sheets` is read wholly right: applications, days, states, events, rows, levels and media."""

import importlib.util
import json
from pathlib import Path

import pytest

from followup_analytics.importing.read import read_sheet

FOLDER = Path(__file__).parents[1] / "sheets"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json"))
_spec = importlib.util.spec_from_file_location("check_sheets", FOLDER / "check_sheets.py")
assert _spec and _spec.loader
checker = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(checker)


def _sheet(name: str) -> Path:
    return next(path for path in sorted(FOLDER.glob(f"{name}.*")) if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_wholly_right(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    got, problems, asked = checker.read(str(_sheet(name)))
    right, count, invented, misses, pairs = checker.judge(expected, got, problems, asked)
    assert not misses
    assert (right, invented) == (count, 0)
    for want, have in ((expected["applications"][i], got[j]) for i, j in pairs.items()):
        assert not want["seniority"] or have["seniority"] == want["seniority"]
        assert not (want["medium"] and have["applied"]) or have["medium"] == want["medium"]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_understood_names_every_column(name: str) -> None:
    understood = read_sheet(_sheet(name))
    assert {"company", "role"} & set(understood.columns["meaning"])
    assert (understood.columns["why"] != "").all() or set(understood.log.problems["severity"])
    assert understood.layout in ("one row per application", "one row per event")
