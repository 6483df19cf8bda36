"""Who is still waited for, and what may still come from each."""

from typing import Any

import pandas as pd

from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.silence import SilenceCurve
from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.rates_in_words import percent
from followup_analytics.reporting.words import EVENT_WORDS

WAITING_COLUMNS = ("company", "role", "since", "days of silence", "chance still to hear", "between")


def still_waiting(log: JobSearchLog, curve: SilenceCurve, *, as_of: Any) -> pd.DataFrame:
    """Who is still waited for, the shortest silence first; what is longer than the curve knows is left out.

    Parameters
    ----------
    log : JobSearchLog
    curve : SilenceCurve
        What `silence_curve` gives for this log without `by`.
    as_of : date, str or Timestamp
        The moment of the curve.

    Returns
    -------
    DataFrame
        Index `application_id`; columns `company, role, since` (what the silence began with), `days of silence`, `chance still
        to hear` and `between` (its interval) as texts.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    found = silences(log, as_of=as_of)
    horizon = int(curve.of_group("")["horizon_days"])
    open_ = found[(found["outcome"] == "pending") & (found["observed_days"] < horizon)]
    open_ = open_.sort_values(["observed_days", "application_id"], kind="stable").set_index("application_id")
    days = open_["observed_days"]
    left = {day: curve.chance_still_to_hear(int(day)) for day in days.unique()}
    columns = {
        "company": log.applications["company"].loc[open_.index],
        "role": log.applications["role"].loc[open_.index],
        "since": open_["kind"].map(EVENT_WORDS),
        "days of silence": days,
        "chance still to hear": days.map(lambda day: percent(float(left[day]["chance"]))),
        "between": days.map(lambda day: f"{percent(float(left[day]['low']))} and {percent(float(left[day]['high']))}"),
    }
    return pd.DataFrame(columns, columns=list(WAITING_COLUMNS), index=open_.index)
