"""The account of what was not understood keeps its columns and types, whatever is in it."""

import pandas as pd
import pytest

from followup_analytics.problems import concat_problems, no_problems, problem_frame
from followup_analytics.vocabulary import PROBLEM_COLUMNS

ROW = (3, "B", "x", "what", "so what", "note")
WHOLE = (None, "", "x", "what", "so what", "error")


@pytest.mark.parametrize("rows", [[], [ROW], [WHOLE], [ROW, WHOLE]], ids=["none", "a row", "the whole file", "both"])
def test_columns_and_types_are_always_the_same(rows: list[tuple[int | None, str, str, str, str, str]]) -> None:
    frame = problem_frame(rows)
    assert tuple(frame.columns) == PROBLEM_COLUMNS
    assert frame.dtypes.astype(str).to_list() == ["Int64", "str", "str", "str", "str", "str"]
    assert len(frame) == len(rows)


def test_accounts_are_joined_in_order_of_row_and_what_is_of_the_whole_file_comes_first() -> None:
    later = (9, *ROW[1:])
    joined = concat_problems([problem_frame([later]), no_problems(), problem_frame([ROW, WHOLE])])
    pd.testing.assert_frame_equal(joined, problem_frame([WHOLE, ROW, later]))
    pd.testing.assert_frame_equal(concat_problems([]), no_problems())


def test_an_unknown_severity_is_refused() -> None:
    with pytest.raises(ValueError, match="severity must be one of"):
        problem_frame([(1, "", "", "", "", "grave")])
