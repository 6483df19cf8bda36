"""The reports of the sample's own week, letter by letter; `make_golden.py` writes them anew where a change is meant."""

import pytest
from make_golden import GOLDEN, reports


@pytest.mark.parametrize("name", ["week.html", "week.md", "week.txt", "week.json", "week-redacted.md"])
def test_the_report_of_the_sample_is_the_one_that_was_looked_at(name: str) -> None:
    assert reports()[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(reports())
