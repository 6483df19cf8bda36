"""Attempts: every message that hopes for an answer, and its fate as of a moment."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.analysis.attempt_fates import OUTCOMES, fate_of, response_of, whole_or_missing
from followup_analytics.importing.words.cell_values import seniority_of
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.event_arrays import Marks, Timeline, event_arrays
from followup_analytics.log.job_search_log import JobSearchLog, check_log

ATTEMPT_KINDS = ("application", "status_check", "closure_request", "feedback_request", "connection_request", "keep_in_touch")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_OF_APPLICATIONS = ("seeker", "seniority", "company_type", "source")
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday

ATTEMPT_COLUMNS = (
    "application_id",
    "seeker",
    "event_id",
    "at",
    "kind",
    "medium",
    "number",
    "wait_days",
    "weekday",
    "hour",
    "seniority",
    "contact_seniority",
    "stage",
    "company_type",
    "source",
    "responded_after",
    "responded_at",
    "responded_exact",
    "response",
    "favourable",
    "days_to_response",
    "least_days",
    "most_days",
    "observed_days",
    "outcome",
)


def outreach_attempts(log: JobSearchLog, *, as_of: Any) -> pd.DataFrame:
    """Every message that hopes for an answer, with what it was and what became of it as of a moment.

    Parameters
    ----------
    log : JobSearchLog
    as_of : date, str or Timestamp
        As for `follow_up_actions`; what is planned is no attempt yet.

    Returns
    -------
    DataFrame
        One row per attempt in the log's order, of the kinds `application, status_check, closure_request, feedback_request,
        connection_request, keep_in_touch`, and `thank_you`, which neither supersedes nor is superseded nor counts in `number`.
        Columns: `application_id, seeker,
        event_id, at` (UTC), `kind, medium`; `number` (n-th since the last interview or human message,
        0 for a thank-you); `wait_days` (since the attempt before it, or that interview or message; missing for the first);
        `weekday` ("Mon") and `hour` (missing where only the day is known) in the application's zone; `seniority` of the role
        and `contact_seniority` of the person; `stage` of the latest interview until then ("" where there was none),
        `company_type`, `source`; `responded_after, responded_at` (UTC; the last moment at which no answer had come, and the
        latest at which it can have: one moment where it is known), `responded_exact` (whether the answer's day is known),
        `response` (`reply, interview_invitation, offer, rejection, interview`), `favourable`, `days_to_response` (to the latest
        possible day), `least_days, most_days` (between which it came: one day where that is known); `observed_days` (how long
        it was watched: to its answer, the next attempt, the withdrawal, or `as_of`); `outcome` (`answered, rejected, undated,
        superseded, withdrawn, pending`). Behind them stand the sheet's own further columns, as the applications have them.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    Notes
    -----
    An interview with no inbound event since the attempt proves a favourable answer by then. A status that the sheet states
    without a date (`interviewing, offer, accepted, rejected`) is an answer of unknown day to the last attempt: outcome
    `undated`. A reply is favourable if an invitation, offer or interview follows within 30 days. A message counts from its day
    on: an answer of the same day comes after it, unless the clock says otherwise.
    """
    check_log(log)
    return _table(log, as_of, (*ATTEMPT_KINDS, "thank_you"))


def silences(log: JobSearchLog, *, as_of: Any) -> pd.DataFrame:
    """Every wait for their word, and how it ended: it begins with an attempt (thank-yous aside) or an interview.

    Parameters
    ----------
    log : JobSearchLog
    as_of : date, str or Timestamp
        As for `follow_up_actions`.

    Returns
    -------
    DataFrame
        The columns of `outreach_attempts`; `kind` is what the silence began with, `interview` among them.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    check_log(log)
    return _table(log, as_of, (*ATTEMPT_KINDS, "interview"))


def _table(log: JobSearchLog, as_of: Any, kinds: tuple[str, ...]) -> pd.DataFrame:
    line = event_arrays(log, as_of, questions=(*ATTEMPT_KINDS[1:], "thank_you"))
    counted = line.marks(ATTEMPT_KINDS)
    places = line.marks(kinds).places
    thanks = line.of_kinds(["thank_you"])[places]
    fate = fate_of(log, line, counted, places, thanks)
    columns = {
        **_message(log, line, places),
        **_history(line, counted, places, thanks),
        **_circumstances(log, line, places),
        **response_of(log, line, places, fate),
        "outcome": _names(OUTCOMES, fate.outcome),
    }
    return pd.DataFrame(columns)[list(ATTEMPT_COLUMNS)].assign(**_own_columns(log, line.app[places]))


def _own_columns(log: JobSearchLog, app: Ints) -> dict[str, pd.Series]:
    """What the sheet says of applications beyond what the toolkit knows."""
    applications = log.applications
    own = [name for name in applications.columns if name not in words.APPLICATION_COLUMNS and name not in ATTEMPT_COLUMNS]
    return {name: applications[name].iloc[app].reset_index(drop=True) for name in own}


def _names(vocabulary: tuple[str, ...], codes: Ints) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(vocabulary)))


def _message(log: JobSearchLog, line: Timeline, places: Ints) -> dict[str, pd.Series]:
    events = log.events.iloc[line.event[places]].reset_index()
    return {name: events[name] for name in ("application_id", "event_id", "at", "kind", "medium")}


def _history(line: Timeline, counted: Marks, places: Ints, thanks: Flags) -> dict[str, pd.Series]:
    """Which attempt it is since the last interview or human message, and the days since that or since the attempt before."""
    restart = line.marks(("interview", *words.HUMAN_INBOUND_KINDS)).before(places)
    known = restart < line.none
    start = np.where(known, restart, np.searchsorted(line.app, line.app[places]))
    before_start = counted.count_until(start) - np.where(known, 0, counted.chosen[start])
    number = np.where(thanks, 0, counted.count_until(places) - before_start)
    earlier = counted.before(places)
    last = np.maximum(np.where(known, restart, -1), np.where(earlier < line.none, earlier, -1))
    wait = line.day[places] - line.day[np.maximum(last, 0)] if line.none else places
    return {"number": pd.Series(number), "wait_days": whole_or_missing(wait, last >= 0)}


def _circumstances(log: JobSearchLog, line: Timeline, places: Ints) -> dict[str, pd.Series]:
    app, applications, events = line.app[places], log.applications, log.events.iloc[line.event[places]]
    local = line.at[places] - line.days.start(line.zone[app], line.day[places])
    clock = (events["precision"] == "minute").to_numpy()
    title = events["contact_title"].to_numpy(dtype=object)
    titles = pd.Series(np.where(title != "", title, applications["contact_title"].to_numpy(dtype=object)[app]), dtype="str")
    interview = line.marks(("interview",)).until(places)
    stage = np.append(np.where(line.stage == 0, words.STAGES.index("other"), line.stage), 0)[interview]
    return {
        "weekday": _names(WEEKDAYS, (line.day[places] + _EPOCH_WEEKDAY) % 7),
        "hour": whole_or_missing(local // 3600, clock),
        "contact_seniority": titles.map({text: seniority_of(text) for text in titles.unique()}).astype("str"),
        "stage": _names(words.STAGES, stage),
        **{name: applications[name].iloc[app].reset_index(drop=True) for name in _OF_APPLICATIONS},
    }
