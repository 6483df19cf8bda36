"""Each sheet of `tests/own_sheets` is read wholly right, and the script there still writes the same files."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import followup_analytics as fa

TESTS = Path(__file__).parents[1]
FOLDER = TESTS / "own_sheets"
NAMES = sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json"))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


checker = _module(TESTS / "sheets" / "check_sheets.py")


def _sheet(name: str) -> Path:
    return next(path for path in sorted(FOLDER.glob(f"{name}.*")) if not path.name.endswith(".expected.json"))


def _other_misses(expected: dict, got: list[dict], pairs: dict[int, int], problems: set[int]) -> list[str]:
    """Seniority and medium, and rows that are neither read nor reported where a reader does one or the other."""
    misses = []
    for i, j in pairs.items():
        want, have = expected["applications"][i], got[j]
        row = f"row {want['row']} {want['company']}"
        if want["seniority"] and have["seniority"] != want["seniority"]:
            misses.append(f"{row}: seniority {have['seniority']!r}, wanted {want['seniority']}")
        if want["medium"] and have["applied"] and have["medium"] != want["medium"]:
            misses.append(f"{row}: medium {have['medium']!r}, wanted {want['medium']}")
        also = {(day, kind) for day, kind, _ in want.get("events_also", [])}
        as_read = have["status"] == want["status"] and also <= have["events"]
        if want.get("or_told") and want["row"] not in problems and not as_read:
            misses.append(f"{row}: neither read nor reported")
    return misses


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_in_a_layout_of_our_own_is_wholly_right(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    got, problems, asked = checker.read(str(_sheet(name)))
    right, count, invented, misses, pairs = checker.judge(expected, got, problems, asked)
    misses += _other_misses(expected, got, pairs, problems)
    assert not misses
    assert (right, invented) == (count, 0)


def test_the_columns_a_user_adds_are_read_into_the_applications() -> None:
    expected = json.loads((FOLDER / "added_columns.expected.json").read_text(encoding="utf-8"))
    applications = fa.read_log(_sheet("added_columns")).applications.set_index("row")
    for want in expected["applications"]:
        assert {key: applications.loc[want["row"], key] for key in want["also_read"]} == want["also_read"]


def test_the_script_writes_the_sheets_again_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(FOLDER / "make_sheets.py"), str(tmp_path)], check=True)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FOLDER / made.name).read_bytes(), made.name
    assert len(list(tmp_path.iterdir())) == 2 * len(NAMES)
