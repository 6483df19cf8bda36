"""The account of what was not understood keeps its columns and types, whatever is in it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_analytics.problem_codes import Code
from followup_analytics.problems import CODES, Problem, Remedy, joined_problems, problems_table
from followup_analytics.vocabulary import PROBLEM_COLUMNS, SEVERITIES

ROW = Problem("control-characters", 3, "B", "x")
WHOLE = Problem("name-not-content", value="x", remedy=Remedy("sheet", "x"))


@pytest.mark.parametrize("problems", [[], [ROW], [WHOLE], [ROW, WHOLE]], ids=["none", "a row", "the whole file", "both"])
def test_columns_and_types_are_always_the_same(problems: list[Problem]) -> None:
    table = problems_table(problems)
    assert tuple(table.columns) == PROBLEM_COLUMNS
    assert table.dtypes.astype(str).to_list() == ["Int64", *["str"] * (len(PROBLEM_COLUMNS) - 1)]
    assert len(table) == len(problems)


def test_accounts_are_joined_in_order_of_row_and_what_is_of_the_whole_file_comes_first() -> None:
    later = Problem("control-characters", 9, "B", "x")
    joined = joined_problems([problems_table([later]), problems_table([]), problems_table([ROW, WHOLE])])
    pd.testing.assert_frame_equal(joined, problems_table([WHOLE, ROW, later]))
    pd.testing.assert_frame_equal(joined_problems([]), problems_table([]))


def test_an_unknown_severity_is_refused() -> None:
    with pytest.raises(ValueError, match="severity must be one of"):
        Code("grave", "", "")


def test_what_a_user_wrote_is_never_taken_for_a_place_to_fill() -> None:
    problem = Problem("meaning-taken", details={"best": "{meaning}", "meaning": "{0}"})
    assert problem.problem == "'{meaning}' tells the {0} already"


@pytest.mark.parametrize("code", CODES)
def test_no_code_names_an_argument_or_an_option(code: str) -> None:
    said = CODES[code].problem + CODES[code].consequence
    assert CODES[code].severity in SEVERITIES
    assert not any(word in said for word in ("columns=", "day_first=", "--", "sheet=", "encoding=", "followup "))


@given(st.sampled_from(["column", "word"]), st.text(), st.lists(st.sampled_from(["interview", "role"]), unique=True))
def test_a_remedy_is_read_back_from_its_key_whatever_the_header(question: str, about: str, answers: list[str]) -> None:
    remedy = Remedy(question, about, tuple(answers))
    assert Remedy.from_key(remedy.key) == remedy
