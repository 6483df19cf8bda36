"""What became of each message: the first thing that ends the wait for its answer, and between which days the answer lies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.event_arrays import Marks, Timeline
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.provenance import covered_until

OUTCOMES = ("answered", "rejected", "undated", "superseded", "withdrawn", "pending")
ANSWERED, REJECTED, UNDATED, SUPERSEDED, WITHDRAWN, PENDING = range(len(OUTCOMES))
_FAVOURABLE_WITHIN_DAYS = 30
# What a status that the sheet states without a date says of the answer.
_UNDATED_RESPONSES = {"interviewing": "interview", "offer": "offer", "accepted": "offer", "rejected": "rejection"}
_FAVOURABLE = ("interview_invitation", "offer", "interview")
# Events known by month or range: their day lies anywhere until `at_latest`.
_WIDE = ("month", "range")
_NEVER = 10_000_000  # days


@dataclass(frozen=True)
class Fate:
    """What became of attempts, one element an attempt.

    Attributes
    ----------
    outcome : code in `OUTCOMES`
    answer : place of the answering event, or `none`
    until_day : the local day until which it was watched, as far as the log knows days
    exact : whether the answer's day is known
    least_day, most_day : the local days between which the answer came; without one they mean nothing
    known_at : the last moment at which no answer had come, in seconds since 1970
    """

    outcome: Ints
    answer: Ints
    until_day: Ints
    exact: Flags
    least_day: Ints
    most_day: Ints
    known_at: Ints


def fate_of(log: JobSearchLog, line: Timeline, counted: Marks, places: Ints, thanks: Flags) -> Fate:
    """The first thing that ends the wait for an answer."""
    app = line.app[places]
    heard = line.marks(words.HUMAN_INBOUND_KINDS)
    # A planned interview has been agreed on already, and an acceptance answers an offer.
    proof = line.marked(line.of_kinds(["interview"]) | (line.past & line.of_kinds(["acceptance"])))
    following = np.where(thanks, line.none, counted.after(places))
    gone = line.marks(("withdrawal",)).after(places)
    first = np.minimum(np.minimum(heard.after(places), proof.after(places)), np.minimum(following, gone))
    watched = _watched_until(log, line, places)
    # A meeting was agreed on before it took place.
    unseen = (line.at[first] > watched) & (watched < line.ends[app]) & ~np.append(line.of_kinds(["interview"]), False)[first]
    first = np.where(unseen, line.none, first)
    ended = first < line.none
    rejected = line.of_kinds(["rejection"])
    outcome = np.select(
        [~ended, first == gone, first == following, np.append(rejected, False)[first]],
        [_end_without_date(log)[app], WITHDRAWN, SUPERSEDED, REJECTED],
        ANSWERED,
    )
    today = line.days.day_of(line.zone[app], watched)
    last = line.last(line.marked(line.past))[app] if line.none else places
    latest, wide = _latest_days(log, line)
    undated = outcome == UNDATED
    until = np.where(ended, np.minimum(np.append(latest, 0)[first], today), today)
    until = np.where(~ended & (undated | (outcome == WITHDRAWN)), line.day[last] if line.none else today, until)
    answered = (outcome == ANSWERED) | (outcome == REJECTED)
    exact = answered & np.append(line.of_kinds(words.HUMAN_INBOUND_KINDS) & ~wide, False)[first]
    # All between the message and what ends the wait is no answer: none had come by then.
    known = np.where(ended, np.maximum(np.minimum(first, line.none) - 1, places), last)
    begins = np.where(np.append(wide, False)[first], np.append(line.day, 0)[first], -_NEVER)
    least = np.where(exact, until, np.maximum(line.day[known] if line.none else until, begins))
    most = np.where(undated, line.days.day_of(line.zone, line.ends)[app], until)
    return Fate(
        outcome,
        np.where(answered, first, line.none),
        until,
        exact,
        np.minimum(least, most),
        most,
        line.at[np.where(exact, first, known)],
    )


def _watched_until(log: JobSearchLog, line: Timeline, places: Ints) -> Ints:
    """The last second at which each message was watched: that of the moment, or of what was collected where that ends sooner.

    What lies behind the newest message of a mailbox is not silence but ignorance. It holds for what was sent in the time that the
    mailbox covers; what was sent later is known from the sheet alone, as in a search of which no mail was collected.
    """
    app = line.app[places]
    ends = line.ends[app]
    if not len(log.provenance):
        return ends
    newest = covered_until(log.provenance, log.events, log.applications).iloc[app]
    seconds = newest.fillna(pd.Timestamp(0, tz="UTC")).to_numpy("datetime64[s]").view(np.int64)
    zone = line.zone[app]
    covered = line.days.end(zone, line.days.day_of(zone, seconds))
    return np.where(newest.notna().to_numpy() & (line.at[places] <= covered), np.minimum(ends, covered), ends)


def _latest_days(log: JobSearchLog, line: Timeline) -> tuple[Ints, Flags]:
    """Of each event its last possible day, and whether that is another than its first."""
    events = log.events
    if "at_latest" not in events or not line.none:
        return line.day, np.zeros(line.none, dtype=bool)
    at_latest = events["at_latest"].iloc[line.event]
    wide = (events["precision"].iloc[line.event].isin(_WIDE) & at_latest.notna()).to_numpy()
    seconds = np.where(wide, at_latest.to_numpy("datetime64[us]").view(np.int64) // 1_000_000, line.at[:-1])
    return np.where(wide, line.days.day_of(line.zone[line.app], seconds), line.day), wide


def _end_without_date(log: JobSearchLog) -> Ints:
    """Of each application, the outcome of an attempt that no event ends."""
    of_status = [
        UNDATED if name in _UNDATED_RESPONSES else WITHDRAWN if name == "withdrawn" else PENDING for name in words.STATUSES
    ]
    return np.array([*of_status, PENDING], dtype=np.int64)[log.undated_codes]


def response_of(log: JobSearchLog, line: Timeline, places: Ints, fate: Fate) -> dict[str, pd.Series]:
    """The answer's columns of the table of attempts."""
    app, undated = line.app[places], fate.outcome == UNDATED
    answered = fate.answer < line.none
    latest = np.where(answered, np.minimum(line.at[fate.answer], line.ends[app]), line.ends[app])
    late = answered & ~fate.exact & (fate.most_day > np.append(line.day, 0)[fate.answer])
    latest = np.where(late, np.minimum(line.days.start(line.zone[app], fate.most_day + 1) - 1, line.ends[app]), latest)
    kinds = np.append(np.array(words.EVENT_KINDS, dtype=object)[line.kind], "")[fate.answer]
    stated = np.array([*(_UNDATED_RESPONSES.get(name, "") for name in words.STATUSES), ""], dtype=object)
    response = np.where(kinds == "acceptance", "offer", np.where(undated, stated[log.undated_codes[app]], kinds))
    start, there = line.day[places], answered | undated
    days = fate.until_day - start
    return {
        "responded_after": instants(fate.known_at, there),
        "responded_at": instants(latest, there),
        "responded_exact": pd.Series(fate.exact),
        "response": pd.Series(response, dtype="str"),
        "favourable": pd.Series(np.isin(response, _FAVOURABLE) | _led_on(line, fate.answer)),
        "days_to_response": whole_or_missing(days, answered),
        "least_days": whole_or_missing(np.maximum(fate.least_day - start, 0), there),
        "most_days": whole_or_missing(np.maximum(fate.most_day - start, 0), there),
        "observed_days": pd.Series(days),
    }


def _led_on(line: Timeline, answer: Ints) -> Flags:
    """Where the answer is a reply that was followed by an invitation, offer or interview within 30 days."""
    reply = np.append(line.of_kinds(["reply"]), False)[answer]
    step = line.marked((line.past & line.of_kinds(["interview_invitation", "offer"])) | line.of_kinds(["interview"]))
    following = step.after(np.where(reply, answer, 0)) if line.none else answer
    day = np.append(line.day, 0)
    return np.asarray(reply & (following < line.none) & (day[following] - day[answer] <= _FAVOURABLE_WITHIN_DAYS))


def instants(seconds: Ints, known: Flags) -> pd.Series:
    """Seconds as UTC times, missing where they are not known."""
    times = np.where(known, seconds, 0) * 1_000_000
    return pd.Series(pd.DatetimeIndex(times.view("datetime64[us]"), tz="UTC")).where(known)


def whole_or_missing(numbers: Any, known: Flags) -> pd.Series:
    """Whole numbers, missing where they are not known."""
    return pd.Series(numbers).astype("Int64").where(known)
