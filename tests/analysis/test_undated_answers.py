"""What answers without a day do to the rates of the sheets, and the page that tells it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))

import make_undated_answers as maker
import numpy as np


def test_the_page_is_what_its_script_writes() -> None:
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python docs/make_undated_answers.py"


def test_counting_dated_answers_alone_would_show_most_sheets_a_rate_near_nothing() -> None:
    rows = maker.rows()
    assert len(rows) == 31
    without_a_dated_answer = [row for row in rows if row[2] == 0 and row[3] > 0]
    assert len(without_a_dated_answer) >= 4, "sheets that tell only by the status who answered"
    assert all(row[6] >= 0.4 for row in without_a_dated_answer), "their upper bound says so"
    for *_, dated, undated, rate, least, most in rows:
        assert np.isnan(rate) or 0 <= least <= rate <= most <= 1
        assert undated > 0 or not np.isnan(rate) or least < most, "where no rate is stated there are bounds"
        assert dated >= 0
