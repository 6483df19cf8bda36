"""Attempts: every message that hopes for an answer, and its fate as of a moment."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics import vocabulary as words
from followup_analytics.importing.words.cell_values import seniority_of
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.event_arrays import Marks, Timeline, event_arrays
from followup_analytics.log.job_search_log import JobSearchLog, check_log

ATTEMPT_KINDS = ("application", "status_check", "closure_request", "feedback_request", "connection_request", "keep_in_touch")
OUTCOMES = ("answered", "rejected", "undated", "superseded", "withdrawn", "pending")
ANSWERED, REJECTED, UNDATED, SUPERSEDED, WITHDRAWN, PENDING = range(len(OUTCOMES))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_FAVOURABLE_WITHIN_DAYS = 30
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday
# What a status that the sheet states without a date says of the answer.
_UNDATED_RESPONSES = {"interviewing": "interview", "offer": "offer", "accepted": "offer", "rejected": "rejection"}

ATTEMPT_COLUMNS = (
    "application_id",
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
    "responded_at",
    "responded_exact",
    "response",
    "favourable",
    "days_to_response",
    "observed_days",
    "outcome",
)


@dataclass(frozen=True)
class Fate:
    """What became of attempts: code of the outcome, the answering event (or `none`), the local day until which it was watched."""

    outcome: Ints
    answer: Ints
    until_day: Ints


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
        Columns: `application_id, event_id, at` (UTC), `kind, medium`; `number` (n-th since the last interview or human message,
        0 for a thank-you); `wait_days` (since the attempt before it, or that interview or message; missing for the first);
        `weekday` ("Mon") and `hour` (missing where only the day is known) in the application's zone; `seniority` of the role
        and `contact_seniority` of the person; `stage` of the latest interview until then ("" where there was none),
        `company_type`, `source`; `responded_at` (UTC), `responded_exact` (False where only the latest possible moment is
        known), `response` (`reply, interview_invitation, offer, rejection, interview`), `favourable`, `days_to_response`;
        `observed_days` (how long it was watched: to its answer, the next attempt, the withdrawal, or `as_of`); `outcome`
        (`answered, rejected, undated, superseded, withdrawn, pending`).

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
    fate = _fate(log, line, counted, places, thanks)
    columns = {
        **_message(log, line, places),
        **_history(line, counted, places, thanks),
        **_circumstances(log, line, places),
        **_response(log, line, places, fate),
        "outcome": _names(OUTCOMES, fate.outcome),
    }
    return pd.DataFrame(columns)[list(ATTEMPT_COLUMNS)]


def _names(vocabulary: tuple[str, ...], codes: Ints) -> pd.Series:
    return pd.Series(np.array(vocabulary, dtype=object)[codes], dtype="str")


def _instants(seconds: Ints, known: Flags) -> pd.Series:
    times = np.where(known, seconds, 0) * 1_000_000
    return pd.Series(pd.DatetimeIndex(times.view("datetime64[us]"), tz="UTC")).where(known)


def _maybe(numbers: Ints, known: Flags) -> pd.Series:
    return pd.Series(numbers).astype("Int64").where(known)


def _message(log: JobSearchLog, line: Timeline, places: Ints) -> dict[str, pd.Series]:
    events = log.events.iloc[line.event[places]].reset_index()
    named = {name: events[name] for name in ("application_id", "event_id", "at")}
    return named | {name: events[name].astype("str") for name in ("kind", "medium")}


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
    return {"number": pd.Series(number), "wait_days": _maybe(wait, last >= 0)}


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
        "hour": _maybe(local // 3600, clock),
        "contact_seniority": titles.map({text: seniority_of(text) for text in titles.unique()}).astype("str"),
        "stage": _names(words.STAGES, stage),
        **{
            name: applications[name].astype("str").iloc[app].reset_index(drop=True)
            for name in ("seniority", "company_type", "source")
        },
    }


def _fate(log: JobSearchLog, line: Timeline, counted: Marks, places: Ints, thanks: Flags) -> Fate:
    """The first thing that ends the wait for an answer."""
    app = line.app[places]
    heard = line.marks(words.HUMAN_INBOUND_KINDS).after(places)
    # A planned interview has been agreed on already, and an acceptance answers an offer.
    proof = line.marked(line.of_kinds(["interview"]) | (line.past & line.of_kinds(["acceptance"]))).after(places)
    following = np.where(thanks, line.none, counted.after(places))
    gone = line.marks(("withdrawal",)).after(places)
    first = np.minimum(np.minimum(heard, proof), np.minimum(following, gone))
    rejected = line.of_kinds(["rejection"])
    outcome = np.select(
        [first == line.none, first == gone, first == following, np.append(rejected, False)[first]],
        [_end_without_date(log)[app], WITHDRAWN, SUPERSEDED, REJECTED],
        ANSWERED,
    )
    today = line.days.day_of(line.zone, line.ends)[app]
    last_known = line.day[line.last(line.marked(line.past))[app]] if line.none else today
    unwatched = (first == line.none) & ((outcome == UNDATED) | (outcome == WITHDRAWN))
    until = np.where(first < line.none, np.minimum(np.append(line.day, 0)[first], today), np.where(unwatched, last_known, today))
    answer = np.where((outcome == ANSWERED) | (outcome == REJECTED), first, line.none)
    return Fate(outcome, answer, until)


def _end_without_date(log: JobSearchLog) -> Ints:
    """Of each application, the outcome of an attempt that no event ends."""
    codes = dict.fromkeys(_UNDATED_RESPONSES, UNDATED) | {"withdrawn": WITHDRAWN}
    return log.undated_status.map(lambda status: codes.get(status, PENDING)).to_numpy(dtype=np.int64)


def _response(log: JobSearchLog, line: Timeline, places: Ints, fate: Fate) -> dict[str, pd.Series]:
    app, undated = line.app[places], fate.outcome == UNDATED
    answered = fate.answer < line.none
    exact = answered & np.append(line.of_kinds(words.HUMAN_INBOUND_KINDS), False)[fate.answer]
    latest = np.where(answered, np.minimum(line.at[fate.answer], line.ends[app]), line.ends[app])
    kinds = np.append(np.array(words.EVENT_KINDS, dtype=object)[line.kind], "")[fate.answer]
    stated = log.undated_status.map(lambda status: _UNDATED_RESPONSES.get(status, "")).to_numpy(dtype=object)[app]
    response = np.where(kinds == "acceptance", "offer", np.where(undated, stated, kinds))
    days = fate.until_day - line.day[places]
    return {
        "responded_at": _instants(latest, answered | undated),
        "responded_exact": pd.Series(exact),
        "response": pd.Series(response, dtype="str"),
        "favourable": pd.Series(np.isin(response, ["interview_invitation", "offer", "interview"]) | _led_on(line, fate.answer)),
        "days_to_response": _maybe(days, answered),
        "observed_days": pd.Series(days),
    }


def _led_on(line: Timeline, answer: Ints) -> NDArray[np.bool_]:
    """Where the answer is a reply that was followed by an invitation, offer or interview within 30 days."""
    reply = np.append(line.of_kinds(["reply"]), False)[answer]
    step = line.marked((line.past & line.of_kinds(["interview_invitation", "offer"])) | line.of_kinds(["interview"]))
    following = step.after(np.where(reply, answer, 0)) if line.none else answer
    day = np.append(line.day, 0)
    return np.asarray(reply & (following < line.none) & (day[following] - day[answer] <= _FAVOURABLE_WITHIN_DAYS))
