"""Damage to one record, or to two, costs no other record anything: a sample of what `tests/pollution.py` tries in full."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from pollution import FORMATS, judge_cells, judge_log, kinds_of, pairs_of_damages, polluted, single_damages

STEP = {"csv": 20, "xlsx": 30, "ods": 30}


@pytest.mark.parametrize("form", FORMATS)
def test_one_damaged_record_is_named_and_harms_no_other_in_the_cells(form: str) -> None:
    for damages in single_damages(form, STEP[form]):
        verdict = judge_cells(polluted(*damages), form, (damages[0][0],))
        assert verdict.right, (damages, verdict)


@pytest.mark.parametrize("form", FORMATS)
def test_two_damaged_records_are_named_and_harm_no_other_in_the_cells(form: str) -> None:
    for damages in pairs_of_damages(form, 300 // STEP[form]):
        verdict = judge_cells(polluted(*damages), form, tuple(kind for kind, _ in damages))
        assert verdict.right, (damages, verdict)


@pytest.mark.parametrize("form", [pytest.param(form, marks=[pytest.mark.nightly] * (form != "csv")) for form in FORMATS])
def test_one_damaged_record_is_named_and_harms_no_other_in_the_log(form: str) -> None:
    for damages in single_damages(form, STEP[form]):
        verdict = judge_log(polluted(*damages), form, (damages[0][0],))
        assert verdict.right, (damages, verdict)


@pytest.mark.parametrize("form", FORMATS)
def test_two_damaged_records_are_named_and_harm_no_other_in_the_log(form: str) -> None:
    for damages in pairs_of_damages(form, 300 // STEP[form]):
        verdict = judge_log(polluted(*damages), form, tuple(kind for kind, _ in damages))
        assert verdict.right, (damages, verdict)


def test_there_are_at_least_twenty_five_kinds_of_damage() -> None:
    assert len(kinds_of("csv")) >= 25
