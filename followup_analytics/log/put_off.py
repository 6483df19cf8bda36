"""What was put off: a row an action, until when, and what ended it."""

from typing import cast

import numpy as np
import pandas as pd

from followup_analytics.log.table_checks import Findings

LONGEST_DAYS = 366
# The last day that there is: something waits until the seeker tells whether it was done.
UNTIL_TOLD = pd.Timestamp("9999-12-31")
_TIMES = ("since", "until", "ended_at")


def checked_put_off(frame: pd.DataFrame | None, applications: pd.DataFrame) -> pd.DataFrame:
    """The table with all columns, typed: `action_id, application_id, seeker` text, `since, ended_at` UTC, `until` a day.

    Parameters
    ----------
    frame : DataFrame, optional
        In the order in which things were put off: of two rows of one action, the later one holds. A row whose `action_id` is
        its `application_id` puts off all actions of the application, until `UNTIL_TOLD`.
    applications : DataFrame
        The log's applications, indexed by their ids.
    """
    given = pd.DataFrame(index=range(0)) if frame is None else frame.reset_index(drop=True)
    table: dict[str, pd.Series] = {name: _text(given, name) for name in ("action_id", "application_id")}
    whose = table["application_id"].map(_seekers_of(applications, table["application_id"]))
    table["seeker"] = whose.astype("str").fillna("")
    table |= {name: _times(given, name) for name in _TIMES}
    table["until"] = table["until"].dt.tz_localize(None)
    checked = pd.DataFrame(table)
    _check(checked, applications)
    return checked


def _seekers_of(applications: pd.DataFrame, names: pd.Series) -> dict[str, str]:
    """The seeker of each application that is named; of these only: there may be a million."""
    named = applications.index.isin(names)
    return dict(zip(applications.index[named], applications["seeker"][named], strict=True))


def _text(given: pd.DataFrame, name: str) -> pd.Series:
    return cast(pd.Series, given[name].astype("str").fillna("")) if name in given else pd.Series("", given.index, dtype="str")


def _times(given: pd.DataFrame, name: str) -> pd.Series:
    column = given[name] if name in given else pd.Series(pd.NaT, given.index, dtype="datetime64[us, UTC]")
    return pd.to_datetime(column, utc=True).dt.as_unit("us")


def _check(table: pd.DataFrame, applications: pd.DataFrame) -> None:
    findings = Findings("put_off")
    # Of the applications only those that are named here: there may be a million.
    named = applications.index[applications.index.isin(table["application_id"])]
    findings.add(~table["application_id"].isin(named), table["application_id"], "names no application of the log")
    for name in ("since", "until"):
        findings.add(table[name].isna(), table[name], "must not be missing")
    days = (table["until"] - table["since"].dt.tz_localize(None)) / np.timedelta64(1, "D")
    until_told = (table["until"] == UNTIL_TOLD) & (table["action_id"] == table["application_id"])
    findings.add((days > LONGEST_DAYS) & ~until_told, table["until"], "must lie within a year")
    findings.raise_if_any()
