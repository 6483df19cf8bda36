"""A log as one table of text: CSV, XLSX or Parquet, read back exactly."""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics.errors import FollowupError
from followup_analytics.file_writing import defuse, replaced_file
from followup_analytics.vocabulary import PROBLEM_COLUMNS

# In the file an application's and an event's columns stand side by side; these event columns would share a name.
EVENT_COLUMNS_IN_FILE = {"contact": "event_contact", "contact_title": "event_contact_title"}


def write_tables(applications: pd.DataFrame, events: pd.DataFrame, path: str | os.PathLike[str]) -> pd.DataFrame:
    """Write a log's two tables side by side; the ending of the name says the format. Gives what the format could not hold."""
    target = Path(path)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise FollowupError(
            f"{target}: a log is written as CSV, XLSX or Parquet: give a name that ends in .csv, .xlsx or .parquet"
        )
    table = _as_file(applications, events)
    with replaced_file(target) as part:
        return write(table, part)


def _write_csv(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return pd.DataFrame(columns=list(PROBLEM_COLUMNS))


def _write_xlsx(table: pd.DataFrame, path: Path) -> pd.DataFrame:

    return write_workbook(table, path)


def _write_parquet(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    try:
        table.to_parquet(path, index=False, engine="pyarrow")
    except ImportError as error:
        raise FollowupError("Parquet is written with pyarrow, which is not installed: install it, or write .csv") from error
    return pd.DataFrame(columns=list(PROBLEM_COLUMNS))


_WRITERS: dict[str, Callable[[pd.DataFrame, Path], pd.DataFrame]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}


# Days that an event names: those of an event with a clock have none themselves.
_STATED_DAYS = ("reply_expected_by", "answer_by")


def _as_file(applications: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The two tables side by side; an application without events has one line with an empty kind."""
    # In a log of one the column of seekers says nothing.
    alone = ["seeker"] if bool((applications["seeker"] == "").all()) else []
    mine = applications.drop(columns=["row", *alone]).reset_index()
    mine["urgent"] = mine["urgent"].map({True: "yes", False: ""}).astype("str")
    theirs = events.drop(columns=["row", "direction"]).rename(columns=EVENT_COLUMNS_IN_FILE).reset_index()
    for name in ("at", *_STATED_DAYS):
        theirs[name] = _local_text(theirs[name], theirs["application_id"].map(applications["timezone"]), theirs["precision"])
    lines = mine.merge(theirs, on="application_id", how="left", sort=False)
    text = {name: defuse(lines[name].astype("str").fillna("")) for name in lines}
    return pd.DataFrame(text)


def _local_text(times: pd.Series, zones: pd.Series, precision: pd.Series) -> pd.Series:
    """Times as their zone's clock shows them: a day where the day is all that is known, else day, time and offset."""
    text = pd.Series("", times.index, dtype="str")
    for name in pd.unique(zones):
        local = times[(zones == name) & times.notna()].dt.tz_convert(name)
        day = _begins_day(local, name) & ((precision[local.index] == "day") | (times.name in _STATED_DAYS))
        text[local.index] = (
            local.map(pd.Timestamp.isoformat).astype("str").where(~day, local.dt.strftime("%Y-%m-%d").astype("str"))
        )
    return text


def _begins_day(local: pd.Series, zone: str) -> "pd.Series[bool]":
    """Whether each is its day's first moment: where clocks change at midnight that is not 00:00, or the first of two."""
    midnights = local.dt.tz_localize(None).dt.normalize()
    first = np.ones(len(local), dtype=bool)
    return cast("pd.Series[bool]", local == midnights.dt.tz_localize(zone, nonexistent="shift_forward", ambiguous=first))


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
    return (
        pd.DataFrame(
            {
                "row": (found["row"] + 2).astype("Int64"),
                "column": found["column"].astype("str"),
                "value": found["value"].str.slice(0, _SHOWN_CHARACTERS),
                "problem": found["value"].map(problems).astype("str"),
                "consequence": "it will not be read back as it was",
                "severity": "note",
            }
        )
        .reindex(columns=list(PROBLEM_COLUMNS), fill_value="")
        .reset_index(drop=True)
    )


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
