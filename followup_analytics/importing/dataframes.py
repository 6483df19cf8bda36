"""A DataFrame becomes a grid: its header is row 1, its values are written as a spreadsheet program would show them."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.errors import SheetError
from followup_analytics.importing import limits
from followup_analytics.importing.damage import UNWANTED, drop_unwanted, name_blank_rows
from followup_analytics.importing.grid import Grid, RawTable, text_frame
from followup_analytics.importing.plain import plain_text
from followup_analytics.importing.problems import problem_frame


def read_frame(frame: pd.DataFrame) -> Grid:
    """Read a DataFrame as one grid; an index that has a name is a column like the others."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index(allow_duplicates=True)
    if not len(frame.columns):
        raise SheetError("the DataFrame: it has no columns; give one with a header and rows")
    if len(frame.columns) > limits.MAX_COLUMNS or frame.size > limits.MAX_TEXT_CELLS:
        raise SheetError(f"the DataFrame: {frame.shape[0]:,} x {frame.shape[1]:,} cells are too many; give a part of it")
    columns = [_texts(frame.iloc[:, position]) for position in range(len(frame.columns))]
    header = [cell_text(name) if not isinstance(name, tuple) else " ".join(map(cell_text, name)) for name in frame.columns]
    table = RawTable([header, *map(list, zip(*columns, strict=True))], [])
    if any(UNWANTED.search("\n".join(column)) for column in [header, *columns]):
        drop_unwanted(table)
    name_blank_rows(table)
    return Grid("", text_frame(table.rows, len(header)), False, problem_frame(table.problems), "", "")


def _texts(column: "pd.Series[Any]") -> list[str]:
    if isinstance(column.dtype, pd.StringDtype):
        return column.fillna("").to_list()
    return [cell_text(value) for value in column.astype("object")]


def cell_text(value: object) -> str:
    """One value of a DataFrame as text, as `plain_text` does for values of Python."""
    if value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (np.bool_, np.floating)):
        return plain_text(value.item())
    if isinstance(value, np.datetime64):
        return cell_text(pd.Timestamp(value))
    return plain_text(value)
