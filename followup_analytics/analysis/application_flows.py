"""How far applications came, and how they ended: numbers for a flow diagram."""

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.event_order import kind_flags
from followup_analytics.log.job_search_log import JobSearchLog

START, OFFER = "Applications", "Offer"
ROUNDS = ("Interview", "2nd interview", "Later interviews")
STEPS = (START, *ROUNDS, OFFER)
# From what one hopes for to what one does not.
OUTCOMES = ("Accepted", "Still open", "Withdrawn", "Closed", "Rejected", "No reply")
_OUTCOME_OF_STATUS = {
    "active": "Still open",
    "interviewing": "Still open",
    "offer": "Still open",
    "closed": "Closed",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "accepted": "Accepted",
}


def application_paths(log: JobSearchLog) -> pd.DataFrame:
    """How far each application came, and how it ended.

    Parameters
    ----------
    log : JobSearchLog

    Returns
    -------
    DataFrame
        One row per application; index `application_id`. Columns: `interviews`, the rounds of interviews: the local days with an
        interview, planned ones too, and at least one where there was an invitation or the sheet states that they are
        interviewing; `offer`, whether there was one; `outcome`, one of `Accepted, Still open, Withdrawn, Closed, Rejected, No
        reply`. `Still open` is all that has not ended, an offer that is not decided on too. `No reply` is closed without a
        human word since the last interview, or since the application where there was none; `Closed` is closed after one.
    """
    status = log.applications["status"]
    last_word, last_interview = (_last(log, kinds) for kinds in (words.HUMAN_INBOUND_KINDS, ("interview",)))
    silent = (status == "closed").to_numpy() & (last_word <= last_interview)
    outcome = np.where(silent, "No reply", status.astype("str").map(_OUTCOME_OF_STATUS).to_numpy(dtype=object))
    met = (_last(log, ("interview_invitation",)) >= 0) | (log.undated_status == "interviewing").to_numpy()
    offered = (_last(log, ("offer", "acceptance")) >= 0) | status.isin(["offer", "accepted"]).to_numpy()
    columns = {
        "interviews": np.maximum(_interview_days(log), met.astype(np.int64)),
        "offer": offered,
        "outcome": pd.array(outcome, dtype="str"),
    }
    return pd.DataFrame(columns, index=log.applications.index)


def application_flows(log: JobSearchLog) -> pd.DataFrame:
    """How many applications went from each step to the next one that they reached.

    Every application begins at `Applications`, passes the steps that it reached (`Interview, 2nd interview, Later interviews,
    Offer`) and ends at its outcome. So what leaves `Applications` is the whole log, and so is what arrives at the outcomes.

    Returns
    -------
    DataFrame
        One row per flow: `source, target, applications`, in the order of the steps and outcomes.
    """
    paths = application_paths(log)
    interviews, offer = paths["interviews"].to_numpy(), paths["offer"].to_numpy()
    reached = [interviews >= 0, *(interviews > rounds for rounds in range(len(ROUNDS))), offer]
    passed = [np.where(here, place, -1) for place, here in enumerate(reached)]
    names = (*STEPS, *OUTCOMES)
    counts = _counts([*passed, pd.Index(names).get_indexer(pd.Index(paths["outcome"]))], len(names))
    source, target = np.nonzero(counts)
    ends = {"source": np.array(names)[source], "target": np.array(names)[target]}
    return pd.DataFrame({**ends, "applications": counts[source, target]}).astype({end: "str" for end in ends})


def _counts(stations: list[Ints], names: int) -> Ints:
    """How many go from each name to each next one; a station is the name's place, or -1 for those who don't pass it."""
    counts = np.zeros((names, names), dtype=np.int64)
    following = np.full(len(stations[0]), -1)
    for station in reversed(stations):
        goes_on = (station >= 0) & (following >= 0)
        np.add.at(counts, (station[goes_on], following[goes_on]), 1)
        following = np.where(station >= 0, station, following)
    return counts


def _last(log: JobSearchLog, kinds: tuple[str, ...]) -> Ints:
    """The row of each application's last event of these kinds, or -1."""
    found = np.flatnonzero(_of(log, kinds))
    last = np.full(len(log.applications), -1, dtype=np.int64)
    last[log.positions[found]] = found
    return last


def _of(log: JobSearchLog, kinds: tuple[str, ...]) -> Flags:
    return np.asarray(kind_flags(kinds)[log.events["kind"].cat.codes.to_numpy()])


def _interview_days(log: JobSearchLog) -> Ints:
    """On how many local days each application has an interview."""
    held = _of(log, ("interview",))
    at, app = log.events["at"][held], log.positions[held]
    zones = log.applications["timezone"].to_numpy(dtype=object)[app]
    days = pd.Series(pd.NaT, at.index, dtype="datetime64[us]")
    for zone in pd.unique(zones):
        days[zones == zone] = at[zones == zone].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    distinct = ~pd.DataFrame({"app": app, "day": days.to_numpy()}).duplicated().to_numpy()
    return np.bincount(app[distinct], minlength=len(log.applications)).astype(np.int64)
