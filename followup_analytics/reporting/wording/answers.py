"""When answers come, who is waited for, what a check brings, in words."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.response_times import SilenceCurve, chances_of_waiting, curve_of
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.wording.names import EVENT_WORDS, counted
from followup_analytics.reporting.wording.rates import percent

FEW_SILENCES = 10
# Of a chance that is told by all waits, since there are under 15 of its kind.
OF_ALL_WAITS = "by all waits together"
_MOSTLY = 0.5


def silence_in_words(curve: SilenceCurve, group: str = "") -> str:
    """How many waits are answered, by when the last answers come, and what it rests on.

    Parameters
    ----------
    curve : SilenceCurve
        What `silence_curve` gives.
    group : str
        One of its groups.

    Returns
    -------
    str

    Raises
    ------
    UnknownNameError
        If there is no such group.
    """
    facts = curve.of_group(group)
    silences, last_day = int(facts["silences"]), int(facts["last_answers_day"])
    if not silences:
        return "There are no waits yet, so nothing can be said."
    if curve.unstated(group):
        return _too_few_days(facts)
    answered, likely, some = _answered(curve, group)
    is_all = group == "" and len(curve.groups) == 1 and silences > 1
    said = f"Of {'all ' if is_all else ''}{counted(silences, 'wait')}, {answered} (likely {likely})."
    if some and last_day < int(facts["horizon_days"]):
        said += f" 19 in 20 of those answers come by day {last_day}."
    if int(facts["undated"]):
        undated = counted(int(facts["undated"]), "answer has", "answers have")
        said += f" {undated} no day in your sheet. For those we use the times of the others."
    if facts["unknown_day_share"] > _MOSTLY:
        said += " Most of this rests on answers without a day in your sheet."
    return said if silences >= FEW_SILENCES else f"{said} That is too few waits to rely on."


def silence_in_brief(curve: SilenceCurve, group: str = "") -> str:
    """How many waits are answered, and how sure that is, in one short sentence; parameters and errors as for the long one."""
    silences = int(curve.of_group(group)["silences"])
    if silences < FEW_SILENCES:
        return f"{counted(silences, 'wait')} so far, too few to tell." if silences else "no wait of known length yet."
    if curve.unstated(group):
        facts = curve.of_group(group)
        return (
            f"your sheet has the day of {facts['dated']} of {counted(int(facts['answered_so_far']), 'answer')}, too few to tell."
        )
    answered, likely, _ = _answered(curve, group)
    return f"{answered} (likely {likely}; {silences:,} waits)."


def _too_few_days(facts: pd.Series) -> str:
    dated, answered, silences = (int(facts[name]) for name in ("dated", "answered_so_far", "silences"))
    return (
        f"Your sheet has the day of {dated} of {counted(answered, 'answer')}, too few to say how long they take. "
        f"So far {answered} of {silences} were answered."
    )


def _answered(curve: SilenceCurve, group: str) -> tuple[str, str, bool]:
    """The share that is answered by the curve's end, its interval, and whether it is more than none."""
    last = curve.frame[curve.frame["group"] == group].iloc[-1]
    within = counted(int(curve.of_group(group)["horizon_days"]), "day")
    likely = f"{percent(last['answered_low'])} to {percent(last['answered_high'])}"
    return f"{percent(last['answered'])} end in an answer within {within}", likely, bool(last["answered"] > 0)


def waiting_in_words(curve: SilenceCurve, waited_days: int, group: str = "", name: str = "") -> str:
    """What may still come after some days of silence.

    Parameters
    ----------
    curve : SilenceCurve
    waited_days : int
        Whole days without a word so far.
    group : str
        One of the curve's groups.
    name : str
        Who is waited for.

    Returns
    -------
    str

    Raises
    ------
    UnknownNameError
        If there is no such group.
    FollowupError
        If `waited_days` is negative.
    """
    left = curve.chance_still_to_hear(waited_days, group)
    days = counted(waited_days, "day")
    who = f"{name} have been silent for {days}" if name else f"After {days} of silence"
    horizon, silences = int(left["horizon_days"]), int(left["silences"])
    if curve.unstated(group):
        return f"{who}. Too few answers have a day in your sheet to say what may still come."
    if waited_days >= horizon:
        return f"{who}. So long a wait says more than this log can: it knows waits of up to {counted(horizon, 'day')}."
    if silences == 0:
        return f"{who}. No wait in this log was longer, so nothing can be said."
    between = f"likely {percent(left['low'])} to {percent(left['high'])}"
    rest = f"{counted(silences, 'wait')} lasted longer"
    still = "The chance that they still answer" if name else "The chance still to hear"
    return f"{who}. {still} by day {horizon} is {percent(left['chance'])} ({between}; {rest})."


WAITING_COLUMNS = ("company", "role", "since", "days of silence", "chance still to hear", "between")


def still_waiting(log: JobSearchLog, curve: SilenceCurve, *, as_of: Any) -> pd.DataFrame:
    """Who is still waited for, the shortest silence first; what is longer than the curve knows is left out.

    Parameters
    ----------
    log : JobSearchLog
    curve : SilenceCurve
        What `silence_curve` gives for this log: each is told the chance of what is waited for, whatever it is grouped by.
    as_of : date, str or Timestamp
        The moment of the curve.

    Returns
    -------
    DataFrame
        Index `application_id`; columns `company, role, since` (what the silence began with, and whether all waits
        together tell its chance, where there are under 15 of its kind), `days of silence`, `chance still
        to hear` and `between` (its interval) as texts.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    found = silences(log, as_of=as_of)
    by_kind = curve
    if not set(found["kind"].astype("str").unique()) <= set(curve.groups["group"]):
        by_kind = curve_of(found, "kind", confidence=curve.confidence)
    together = curve_of(found, confidence=curve.confidence)
    open_ = found[found["outcome"] == "pending"]
    open_ = open_.sort_values(["observed_days", "application_id"], kind="stable").set_index("application_id")
    left = chances_of_waiting(open_, by_kind, together)
    known = (open_["observed_days"] < left["horizon_days"]).to_numpy()
    open_, left = open_[known], left[known]
    days, told = open_["observed_days"], pd.Series(np.where(left["of_all"], f", {OF_ALL_WAITS}", ""), open_.index, dtype="str")
    columns = {
        "company": log.applications["company"].loc[open_.index],
        "role": log.applications["role"].loc[open_.index],
        "since": open_["kind"].map(EVENT_WORDS).astype("str") + told,
        "days of silence": days,
        "chance still to hear": left["chance"].map(percent).astype("str"),
        "between": left["low"].map(percent).astype("str") + " and " + left["high"].map(percent).astype("str"),
    }
    return pd.DataFrame(columns, columns=list(WAITING_COLUMNS), index=open_.index)
