"""The account of what was not understood: one row per thing, in the columns of `vocabulary.PROBLEM_COLUMNS`."""

from collections.abc import Iterable, Sequence

import pandas as pd

from followup_analytics.vocabulary import PROBLEM_COLUMNS, SEVERITIES

Problem = tuple[int | None, str, str, str, str, str]
"""Row number (None where the whole file is meant), column, value, problem, consequence, severity."""


def problem_frame(rows: Iterable[Problem]) -> pd.DataFrame:
    """
    Tabulate problems.

    Parameters
    ----------
    rows : iterable of tuple
        `(row, column, value, problem, consequence, severity)` each; `row` is None where the whole file is meant.

    Returns
    -------
    DataFrame
        Columns `vocabulary.PROBLEM_COLUMNS`: `row` nullable Int64, all others text; one row per problem, in the given order.
    """
    listed = list(rows)
    columns = list(zip(*listed, strict=True)) if listed else [()] * len(PROBLEM_COLUMNS)
    frame = pd.DataFrame(
        {
            name: pd.array(list(values), dtype="Int64") if name == "row" else pd.Series(list(values), dtype="str")
            for name, values in zip(PROBLEM_COLUMNS, columns, strict=True)
        }
    )
    unknown = set(frame["severity"]) - set(SEVERITIES)
    if unknown:
        raise ValueError(f"severity must be one of {SEVERITIES}, got {sorted(unknown)}")
    return frame


def no_problems() -> pd.DataFrame:
    """
    Tabulate nothing.

    Returns
    -------
    DataFrame
        An empty frame with the columns and types of `problem_frame`.
    """
    return problem_frame([])


def concat_problems(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """
    Join several accounts into one, in order of row (what concerns the whole file comes first).

    Parameters
    ----------
    frames : sequence of DataFrame
        Frames of `problem_frame`.

    Returns
    -------
    DataFrame
        All their rows with a fresh index; rows of one number keep the order in which they were found.
    """
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return no_problems()
    joined = pd.concat(filled, ignore_index=True)
    return joined.sort_values("row", kind="stable", na_position="first", ignore_index=True)
