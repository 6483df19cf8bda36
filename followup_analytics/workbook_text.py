"""A table of text as an XLSX file: text cells only, no formula, nothing that the format can't hold."""

import re
from io import BytesIO
from pathlib import Path

import pandas as pd

from followup_analytics.vocabulary import PROBLEM_COLUMNS

MOST_CHARACTERS = 32_767  # of a cell, counted as spreadsheet programs do: a character beyond U+FFFF is two
# What no XML may hold.
_UNFIT = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What the format reads as the code of a character; its underscore is written as such a code.
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED_UNDERSCORE = "_x005F_"
_SHOWN_CHARACTERS = 80


def write_workbook(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Write a table of text as the one sheet of a workbook; gives the cells that were changed, in the columns of `problems`."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("log")
    sheet.freeze_panes = "A2"
    fitted = {text: _fit(text) for text in pd.unique(table.to_numpy(dtype=object).ravel())}
    for values in [list(table.columns), *table.to_numpy(dtype=object).tolist()]:
        cells = [WriteOnlyCell(sheet, value="") for _ in values]
        for cell, value in zip(cells, values, strict=True):
            # The type is set after the value, which guesses one: whatever begins with "=" stays text.
            cell.value, cell.data_type = fitted[value][0] if value in fitted else value, "s"
        sheet.append(cells)
    # Whole in memory first: an archive that a full disk stops complains of it once more when it is thrown away.
    whole = BytesIO()
    book.save(whole)
    path.write_bytes(whole.getvalue())
    return _changed(table, {text: problem for text, (_, problem) in fitted.items() if problem})


def _changed(table: pd.DataFrame, problems: dict[str, str]) -> pd.DataFrame:
    """The cells of those texts; the first row of the table stands in line 2."""
    told = table.reset_index(drop=True).rename_axis("row").melt(ignore_index=False, var_name="column").reset_index()
    found = told[told["value"].isin(list(problems))]
    return pd.DataFrame(
        {
            "row": (found["row"] + 2).astype("Int64"),
            "column": found["column"].astype("str"),
            "value": found["value"].str.slice(0, _SHOWN_CHARACTERS),
            "problem": found["value"].map(problems).astype("str"),
            "consequence": "it will not be read back as it was",
            "severity": "note",
        }
    )[list(PROBLEM_COLUMNS)].reset_index(drop=True)


def _fit(text: str) -> tuple[str, str]:
    """A text as the format can hold it, and what was changed for that."""
    problems = []
    fit = text.replace("\r\n", "\n").replace("\r", "\n")
    if fit != text:
        problems.append("carriage returns, which become line breaks")
    if _UNFIT.search(fit):
        fit = _UNFIT.sub("", fit)
        problems.append("control characters, which an XLSX file can't hold")
    units = fit.encode("utf-16-le")
    if len(units) > 2 * MOST_CHARACTERS:
        fit = units[: 2 * MOST_CHARACTERS].decode("utf-16-le", errors="ignore")
        problems.append(f"more than the {MOST_CHARACTERS:,} characters of a cell")
    if fit and not fit.strip(" \t\n"):
        problems.append("nothing but blanks, which programs read as an empty cell")
    return _CODE.sub(_ESCAPED_UNDERSCORE, fit), "; ".join(problems)
