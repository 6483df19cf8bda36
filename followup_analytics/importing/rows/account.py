"""The account of a sheet: no row without a word, and no secret in any."""

from dataclasses import replace

import numpy as np
import pandas as pd

from followup_analytics.importing.columns.sheet_reading import LogTables
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.words.text_matching import RowPositions
from followup_analytics.problems import MEND_THE_CELL, Problem, Remedy, joined_problems, problems_table

_MASK = "(not shown)"
_SHORTEST = 3


def placed(parts: LogTables, rows: RowPositions) -> LogTables:
    """The parts, with a problem for each entry that is neither in the log nor among the problems: so no row can be lost."""
    told = [problem.row for problem in parts.problems if problem.row is not None]
    named = np.concatenate(
        [parts.applications["row"].to_numpy(np.int64), parts.events["row"].to_numpy(np.int64), np.array(told, np.int64)]
    )
    seen = np.zeros(max(rows.max(initial=0), named.max(initial=0)) + 1, dtype=bool)
    seen[named] = True
    lost = rows[~seen[rows]]
    if not len(lost):
        return parts
    return replace(parts, problems=parts.problems + [Problem("row-unread", int(row)) for row in lost])


_MASK = "(not shown)"
_SHORTEST = 3


def account_of(table: SheetTable, parts: LogTables, choice: str, damage: list[pd.DataFrame], *, several: bool) -> pd.DataFrame:
    """All problems: the choice of the sheet, the damage of the file, what was not understood."""
    code, remedy = ("sheet-chosen", Remedy("sheet", table.name)) if several else ("no-header", MEND_THE_CELL)
    notes = [Problem(code, value=table.name, remedy=remedy, details={"choice": choice})] if choice else []
    return joined_problems([problems_table(notes), *damage, problems_table(parts.problems)])


def without_secrets(problems: pd.DataFrame, table: SheetTable, columns: pd.DataFrame) -> pd.DataFrame:
    """The problems with nothing in their values that stands in a column of secrets."""
    headers = set(columns.loc[columns["meaning"] == "secret", "header"])
    if not headers or not len(problems):
        return problems
    places = [place for place, header in enumerate(table.header) if header.strip() in headers]
    texts = {text.strip() for place in places for text in table.body[place]} - {""}
    secrets = sorted((text for text in texts if len(text) >= _SHORTEST), key=len, reverse=True)

    def masked(value: str) -> str:
        if value.strip() in texts:
            return _MASK
        for secret in secrets:
            value = value.replace(secret, _MASK)
        return value

    return problems.assign(value=problems["value"].map(masked).astype("str"))


def written_columns(table: SheetTable) -> pd.DataFrame:
    """What the columns of a written log are."""
    rows = [(header, header, "", "a written log", "", "header") for header in table.header if header]
    return pd.DataFrame(rows, columns=["header", "meaning", "about", "why", "examples", "told_by"], dtype="str")
