"""A row for each day of silence after interviews, and the columns a hazard model takes."""

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.interval_censoring import completed_tables
from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.milestones import MOST_QUARTERS_AGO, NO_LOOK, Look, by_evening, look_at, quarters_ago
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.job_search_log import JobSearchLog

LONGEST_DAYS = 60
EFFECT_DAYS = 14  # a check acts on so many days from its own on; no later
LONGEST_WAIT_DAYS = 21  # a longer wait before a check counts as so long
SENIORITY_GROUPS = ("mid", "senior", "lead", "director")
# The groups follow the factors of T08; an unknown seniority counts as mid there, and so here.
GROUP_OF_SENIORITY = {
    **dict.fromkeys(("", "intern", "entry", "mid"), "mid"),
    "senior": "senior",
    **dict.fromkeys(("lead", "manager"), "lead"),
    **dict.fromkeys(("director", "executive"), "director"),
}
CHECK_MEDIA = ("email", "phone", "linkedin", "other")
FEATURES = ["day", "days_since_check", "check_number", "wait_days", "medium", "their_medium", "seniority", "quarters_ago"]
_CHECKS = ("status_check", "closure_request")


def silent_days(log: JobSearchLog, *, as_of: Any, seed: int = 0) -> pd.DataFrame:
    """Every day on which an answer was waited for after an interview, as of a moment.

    Parameters
    ----------
    log : JobSearchLog
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    seed : int
        Of the draws for answers of unknown day.

    Returns
    -------
    DataFrame
        One row per interview and day, from the day after the interview to the answer, the next interview, the withdrawal or
        `as_of`, 60 days at most. Columns: `application_id`, `interview` (its event's ID), `interview_at` (UTC), `day` (since
        the interview), `days_since_check` (0 on the day of a status check or closure request, 14 where none acts any more),
        `check_number` (1 for the first since the interview, 2 for all later ones; 0 where none acts), `wait_days` (calendar
        days waited before that check, 21 at most), `medium` of that check and `their_medium` of their last message before
        the interview (`email, phone, linkedin, other`, or empty), `seniority` (`mid, senior, lead, director`), `quarters_ago`
        (calendar quarters from the interview's to that of the latest, 7 at most), `favourable` and `rejected` (whether that
        answer came on this day).

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    Notes
    -----
    Where answers have no day, this is the first of the completed logs (`completed_silent_days` gives them all). An answer that
    is neither favourable nor a rejection ends the watching.
    """
    return completed_silent_days(silences(log, as_of=as_of), log, draws=1, seed=seed)[0]


def completed_silent_days(
    found: pd.DataFrame, log: JobSearchLog, *, draws: int, seed: int, look: Look = NO_LOOK
) -> list[pd.DataFrame]:
    """The table of `silent_days` for each completed log: one, where no answer's day is unknown.

    Parameters
    ----------
    found : DataFrame
        What `silences` gives for the log.
    log : JobSearchLog
    draws, seed : int
    look : Look
        At which milestone: the tables are those of its evening, or of today before the first.
    """
    theirs = _their_medium(log)
    tables = completed_tables(found, draws=draws, seed=seed)
    then = (by_evening(table, look.evening)[1].reset_index(drop=True) if look.answers else table for table in tables)
    return [_days_of(_stretches(table, theirs)) for table in then]


def answers_after_interviews(found: pd.DataFrame) -> Look:
    """The last milestone of the answers that interviews and the checks after them got, in a table of silences."""
    return look_at(found, (found["stage"] != "").to_numpy())


def _days_of(stretches: pd.DataFrame) -> pd.DataFrame:
    """A row for each day of each stretch."""
    first, last = _span(stretches)
    size = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(stretches)), size)
    day = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    start, number = (stretches[name].to_numpy()[row] for name in ("start", "check_number"))
    acts = (number > 0) & (day - start < EFFECT_DAYS)
    final = day == stretches["end"].to_numpy()[row]
    columns: dict[str, Any] = {name: stretches[name].to_numpy()[row] for name in ("application_id", "interview", "interview_at")}
    columns |= {
        "day": day,
        "days_since_check": np.where(acts, day - start, EFFECT_DAYS),
        "check_number": np.where(acts, np.minimum(number, 2), 0),
        "wait_days": np.where(acts, np.minimum(stretches["wait_days"].to_numpy()[row], LONGEST_WAIT_DAYS), 0),
        "medium": np.where(acts, stretches["medium"].to_numpy(dtype=object)[row], ""),
        "their_medium": stretches["their_medium"].to_numpy(dtype=object)[row],
        "seniority": stretches["seniority"].to_numpy(dtype=object)[row],
        "quarters_ago": quarters_ago(stretches["interview_at"])[row],
        "favourable": final & stretches["good"].to_numpy()[row],
        "rejected": final & stretches["bad"].to_numpy()[row],
    }
    return pd.DataFrame(columns)


def _stretches(found: pd.DataFrame, theirs: pd.Series) -> pd.DataFrame:
    """A row for each stretch of silence after an interview, between messages of the seeker's."""
    begins = (found["kind"] == "interview").to_numpy()
    same = (found["application_id"] == found["application_id"].shift()).to_numpy(dtype=bool)
    goes_on = ~begins & same & (found["outcome"].shift() == "superseded").to_numpy(dtype=bool)
    chain = pd.Series(np.cumsum(~goes_on), found.index)
    after_interview = pd.Series(begins, found.index).groupby(chain).transform("first").to_numpy(dtype=bool)
    found, chain = found[after_interview].reset_index(drop=True), chain[after_interview].reset_index(drop=True)
    watched = found["observed_days"]
    start = (watched.groupby(chain).cumsum() - watched).to_numpy()
    is_check = found["kind"].isin(_CHECKS)
    outcome = found["outcome"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "application_id": found["application_id"],
            "interview": found["event_id"].groupby(chain).transform("first"),
            "interview_at": found["at"].groupby(chain).transform("first"),
            "start": start,
            "end": start + watched.to_numpy(),
            "superseded": outcome == "superseded",
            "check_number": is_check.groupby(chain).cumsum().to_numpy(),
            "wait_days": np.where(is_check, found["wait_days"].fillna(0).to_numpy(dtype=np.int64), 0),
            "medium": _grouped(found["medium"].astype("str").where(is_check, "")),
            "their_medium": theirs.reindex(found["event_id"]).groupby(chain.to_numpy()).transform("first").to_numpy(),
            "seniority": found["seniority"].astype("str").map(GROUP_OF_SENIORITY).to_numpy(dtype=object),
            "good": (outcome == "answered") & found["favourable"].to_numpy(dtype=bool),
            "bad": outcome == "rejected",
        }
    )


def _span(stretches: pd.DataFrame) -> tuple[Ints, Ints]:
    """The first and last day of each stretch: a check acts from its own day on, and its day belongs to it."""
    start, end = stretches["start"].to_numpy(), stretches["end"].to_numpy()
    after_message: Flags = (stretches["check_number"] > 0).to_numpy() | (start > 0)
    last = np.where(stretches["superseded"].to_numpy(), end - 1, end)
    return np.where(after_message, start, 1), np.minimum(last, LONGEST_DAYS)


def _grouped(medium: pd.Series) -> np.ndarray:
    known = medium.isin(["", *CHECK_MEDIA])
    return medium.where(known, "other").to_numpy(dtype=object)


def _their_medium(log: JobSearchLog) -> pd.Series:
    """By event: the medium of their last human message before it, where it is known."""
    events = log.events
    theirs = events["kind"].isin(words.HUMAN_INBOUND_KINDS) & (events["medium"] != "")
    said = events["medium"].astype("str").where(theirs)
    last = said.groupby(events["application_id"].to_numpy()).ffill()
    return pd.Series(_grouped(last.fillna("").astype("str")), events.index, dtype="str")


FIRST_DAYS_OF_BANDS = (1, 3, 8, 15, 31)
KNOTS_EVERY_DAYS = 3
# The first of each is what the others are compared with.
OTHER_MEDIA = CHECK_MEDIA[1:]
OTHER_SENIORITIES = SENIORITY_GROUPS[1:]
# The base has a constant, the bands, the seniorities, the media of their last word and the quarters, in this order.
BASE_COLUMNS = 1 + len(FIRST_DAYS_OF_BANDS) + len(OTHER_SENIORITIES) + len(OTHER_MEDIA) + MOST_QUARTERS_AGO
SENIORITY_COLUMNS = slice(1 + len(FIRST_DAYS_OF_BANDS), 1 + len(FIRST_DAYS_OF_BANDS) + len(OTHER_SENIORITIES))


def fading(decay_days: float) -> Floats:
    """How strong a check's effect is on each of its days; the mean is 1, and after the last it is 0."""
    size = np.exp(-np.arange(EFFECT_DAYS) / decay_days)
    return np.append(size / size.mean(), 0.0)


def day_band(days: Any) -> Ints:
    """Which band of days since the interview each day belongs to."""
    return np.asarray(np.searchsorted(FIRST_DAYS_OF_BANDS, np.asarray(days), side="right") - 1)


@cache
def wait_basis() -> Floats:
    """Cubic B-splines over the wait before a check, a knot every third day: a row for each whole day, a column for each spline.

    References
    ----------
    de Boor, *A Practical Guide to Splines* (2001), chapter X: between equal knots each spline is the same piece of four cubics.
    """
    days = np.arange(LONGEST_WAIT_DAYS + 1)
    # The last day is the end of the last span, not the beginning of another.
    span = np.minimum(days // KNOTS_EVERY_DAYS, LONGEST_WAIT_DAYS // KNOTS_EVERY_DAYS - 1)
    part = days / KNOTS_EVERY_DAYS - span
    pieces = ((1 - part) ** 3, 3 * part**3 - 6 * part**2 + 4, -3 * part**3 + 3 * part**2 + 3 * part + 1, part**3)
    basis = np.zeros((len(days), LONGEST_WAIT_DAYS // KNOTS_EVERY_DAYS + len(pieces) - 1))
    for place, piece in enumerate(pieces):
        basis[days, span + place] = piece / 6
    return basis


def kinds_of_check(number: Ints, medium: Any, wait_days: Ints) -> Floats:
    """What kind of check it was, as numbers: 1, whether it is a later one, its medium, the splines of its wait."""
    media = np.asarray(medium, dtype=object)[:, None] == np.array(OTHER_MEDIA, dtype=object)
    waits = wait_basis()[np.asarray(wait_days, dtype=np.int64)]
    return np.column_stack([np.ones(len(media)), np.asarray(number) > 1, media, waits]).astype(np.float64)


def base_columns(days: pd.DataFrame) -> Floats:
    """What the chance of a day depends on when no check acts.

    The band of days, the seniority, the medium of their last word, and how many quarters ago: a column for each step back, so
    that the latest quarter is what the others depart from, each from the next.
    """
    bands = day_band(days["day"])[:, None] == np.arange(len(FIRST_DAYS_OF_BANDS))
    seniority = days["seniority"].to_numpy(dtype=object)[:, None] == np.array(OTHER_SENIORITIES, dtype=object)
    theirs = days["their_medium"].to_numpy(dtype=object)[:, None] == np.array(OTHER_MEDIA, dtype=object)
    steps = quarter_steps(days[["quarters_ago"]])
    return np.column_stack([np.ones(len(days)), bands, seniority, theirs, steps]).astype(np.float64)


def quarter_steps(quarters: pd.DataFrame) -> Floats:
    """A column for each step back to an earlier quarter of the year."""
    return np.asarray(quarters.to_numpy() > np.arange(MOST_QUARTERS_AGO), dtype=np.float64)


def check_columns(days: pd.DataFrame, decay_days: float) -> Floats:
    """What a status check adds on the days after it: its fading (none where `decay_days` is infinite), times its kind."""
    strength = fading(decay_days)[days["days_since_check"].to_numpy(dtype=np.int64)]
    kinds = kinds_of_check(days["check_number"].to_numpy(), days["medium"], days["wait_days"].to_numpy())
    return np.asarray(kinds * strength[:, None], dtype=np.float64)
