"""A log as one table of text, in CSV, XLSX or Parquet: nothing in it is a formula, and `read_log` reads it back."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics.csv_text import defuse
from followup_analytics.errors import FollowupError, advice_on
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


@contextmanager
def replaced_file(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place when all is written, and is gone where something fails.

    Raises
    ------
    FollowupError
        If it can't be written.
    """
    part = target.parent / f"{target.name}.part"
    try:
        if not target.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        yield part
        part.replace(target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FollowupError(f"{target}: can't be written ({reason}): {advice_on(error)}") from error
    finally:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)


def _write_csv(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return pd.DataFrame(columns=list(PROBLEM_COLUMNS))


def _write_xlsx(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    from followup_analytics.workbook_text import write_workbook

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


def _as_file(applications: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The two tables side by side; an application without events has one line with an empty kind."""
    mine = applications.drop(columns="row").reset_index()
    mine["urgent"] = mine["urgent"].map({True: "yes", False: ""}).astype("str")
    theirs = events.drop(columns=["row", "direction"]).rename(columns=EVENT_COLUMNS_IN_FILE).reset_index()
    for name in ("at", "reply_expected_by"):
        theirs[name] = _local_text(theirs[name], theirs["application_id"].map(applications["timezone"]), theirs["precision"])
    lines = mine.merge(theirs, on="application_id", how="left", sort=False)
    text = {name: defuse(lines[name].astype("str").fillna("")) for name in lines}
    return pd.DataFrame(text)


def _local_text(times: pd.Series, zones: pd.Series, precision: pd.Series) -> pd.Series:
    """Times as their zone's clock shows them: a day where the day is all that is known, else day, time and offset."""
    text = pd.Series("", times.index, dtype="str")
    for name in pd.unique(zones):
        local = times[(zones == name) & times.notna()].dt.tz_convert(name)
        day = _begins_day(local, name) & ((precision[local.index] == "day") | (times.name == "reply_expected_by"))
        text[local.index] = (
            local.map(pd.Timestamp.isoformat).astype("str").where(~day, local.dt.strftime("%Y-%m-%d").astype("str"))
        )
    return text


def _begins_day(local: pd.Series, zone: str) -> "pd.Series[bool]":
    """Whether each is its day's first moment: where clocks change at midnight that is not 00:00, or the first of two."""
    midnights = local.dt.tz_localize(None).dt.normalize()
    first = np.ones(len(local), dtype=bool)
    return cast("pd.Series[bool]", local == midnights.dt.tz_localize(zone, nonexistent="shift_forward", ambiguous=first))
