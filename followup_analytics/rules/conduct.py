"""conduct: how well the rules were kept, week by week (H05)."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import event_arrays
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.rules.action_arrays import DONE, LATE, MISSED, OVERDUE, ActionArrays
from followup_analytics.rules.application_checks import on_applications
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.rules.check_waits import spacing_days
from followup_analytics.rules.status_checks import after_anchors
from followup_analytics.rules.thanks_and_answers import THANK_YOU

COUNTS = ("thank_yous", "thank_yous_in_time", "checks", "checks_on_time", "nudges", "nudges_too_soon")
_CHECKING = ("status_check", "closure_request")
_DAYS_FROM_MONDAY = 3  # 1970-01-01 was a Thursday


def conduct(log: JobSearchLog, cadence: Cadence | None = None, *, as_of: Any) -> pd.DataFrame:
    """How well the rules were kept: thank-yous in time, checks on time, nudges too soon, by week.

    Parameters
    ----------
    log : JobSearchLog
    cadence : Cadence, optional
        The rules' settings; the guides' own numbers where none is given.
    as_of : date, str or Timestamp
        As for `follow_up_actions`; the last week is the one of this moment.

    Returns
    -------
    DataFrame
        One row per week with anything in it or between two such weeks, the earliest first; index `week`, its ISO name
        ("2026-W10"). Columns: `begins` (its Monday); `thank_yous` (T01, due in that week and not made needless),
        `thank_yous_in_time` and `thank_you_share` of them; `checks` (T03-T05, T07 and T20, likewise), `checks_on_time`,
        `check_share`; `nudges` (status checks sent in that week) and `nudges_too_soon` (before the window of T03, T04 or T20
        had opened, or sooner after the one before than T05 allows). A share is missing where there is nothing to share.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `log` is no log or `cadence` no cadence.
    """
    check_log(log)
    state = ApplicationState(log, cadence_or_default(cadence), event_arrays(log, as_of))
    thanks = THANK_YOU.judged(state)
    checks = [batch for batch in (*after_anchors(state), *on_applications(state)) if batch.action in _CHECKING]
    nudges = state.marks("status_check").places
    too_soon = np.intersect1d(nudges, np.concatenate([_before_opening(state, checks), _before_spacing(state)]))
    days = {
        "thank_yous": _due_days(state, thanks, (DONE, LATE, MISSED, OVERDUE)),
        "thank_yous_in_time": _due_days(state, thanks, (DONE,)),
        "checks": np.concatenate([_due_days(state, batch, (DONE, LATE, MISSED, OVERDUE)) for batch in checks]),
        "checks_on_time": np.concatenate([_due_days(state, batch, (DONE,)) for batch in checks]),
        "nudges": state.timeline.day[nudges],
        "nudges_too_soon": state.timeline.day[too_soon],
    }
    return _by_week(days, state.timeline.moment.utc_day)


def _due_days(state: ApplicationState, batch: ActionArrays, statuses: tuple[np.int8, ...]) -> Ints:
    chosen = np.isin(batch.status, statuses)
    return state.local_day(batch.app[chosen], batch.due[chosen])


def _before_opening(state: ApplicationState, checks: list[ActionArrays]) -> Ints:
    """The status checks that were sent before their window opened."""
    line = state.timeline
    return np.concatenate([batch.done[(batch.done < line.none) & (line.at[batch.done] < batch.opens)] for batch in checks])


def _before_spacing(state: ApplicationState) -> Ints:
    """The status checks that came sooner after another, with no word of theirs between, than T05 allows."""
    line, checks = state.timeline, state.marks("status_check")
    before = checks.before(checks.places)
    second = before < line.none
    places, before = checks.places[second], before[second]
    silent = state.anchors.after(before) > places
    gap = line.day[places] - line.day[before]
    return places[silent & (gap < spacing_days(state)[line.app[places]])]


def _by_week(days: dict[str, Ints], last_day: int) -> pd.DataFrame:
    monday = {name: found[found <= last_day] - (found[found <= last_day] + _DAYS_FROM_MONDAY) % 7 for name, found in days.items()}
    found = np.concatenate(list(monday.values()))
    end = last_day - (last_day + _DAYS_FROM_MONDAY) % 7
    weeks = np.arange(found.min(), end + 1, 7) if len(found) else np.array([], dtype=np.int64)
    counts = {name: np.bincount((monday[name] - weeks[0]) // 7, minlength=len(weeks)) if len(weeks) else weeks for name in COUNTS}
    begins = pd.Series(pd.to_datetime(weeks, unit="D")).dt.as_unit("us")
    iso = begins.dt.isocalendar()
    week = pd.Index(iso["year"].astype("str") + "-W" + iso["week"].astype("str").str.zfill(2), name="week", dtype="str")
    frame = pd.DataFrame({"begins": begins.array, **counts}, index=week)
    frame.insert(3, "thank_you_share", _share(frame["thank_yous_in_time"], frame["thank_yous"]))
    frame.insert(6, "check_share", _share(frame["checks_on_time"], frame["checks"]))
    return frame


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    return (part / whole.where(whole > 0)).astype(float)
