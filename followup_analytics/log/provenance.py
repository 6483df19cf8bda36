"""From where the events of a log are known besides the sheet: what mail, calendars and LinkedIn told, and what those cover."""

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags

# What events are known from besides the sheet and the journal's own gestures.
EVIDENCE_SOURCES = ("mail", "calendar", "linkedin")
_TIMES = ("covered_from", "covered_until")
_FOLLOW_UPS = ("status_check", "closure_request", "feedback_request", "thank_you", "connection_request", "keep_in_touch")


def checked_provenance(frame: pd.DataFrame | None) -> pd.DataFrame:
    """The table with all columns, typed; index `event_id`.

    Parameters
    ----------
    frame : DataFrame, optional
        One row per event: `source` (one of `EVIDENCE_SOURCES`); `covered_from, covered_until` (UTC), the span of what was
        collected; `sent_known`, whether what the seeker wrote at that time is known too; `questions`, how many of that
        collection were still open.
    """
    given = pd.DataFrame(index=pd.Index([], dtype="str")) if frame is None else frame
    table = {
        "source": given["source"].astype("str") if "source" in given else pd.Series("", given.index, dtype="str"),
        **{name: _times(given, name) for name in _TIMES},
        "sent_known": given["sent_known"].astype("bool") if "sent_known" in given else pd.Series(True, given.index, dtype="bool"),
        "questions": given["questions"].astype("int64") if "questions" in given else pd.Series(0, given.index, dtype="int64"),
    }
    return pd.DataFrame(table).rename_axis("event_id")


def _times(given: pd.DataFrame, name: str) -> pd.Series:
    column = given[name] if name in given else pd.Series(pd.NaT, given.index, dtype="datetime64[us, UTC]")
    return pd.to_datetime(column, utc=True).dt.as_unit("us")


def covered_until(provenance: pd.DataFrame, events: pd.DataFrame, applications: pd.DataFrame) -> pd.Series:
    """Of each application the newest message of all that its seeker collected, missing where nothing was; UTC."""
    whose = events["application_id"].reindex(provenance.index).map(applications["seeker"])
    newest = provenance["covered_until"].groupby(whose.to_numpy()).max()
    return applications["seeker"].map(newest).astype("datetime64[us, UTC]")


def maybe_answered(events: pd.DataFrame, provenance: pd.DataFrame) -> Flags:
    """Which events were told by mail without the seeker's own: whether they were answered is not known."""
    unknown = provenance.index[~provenance["sent_known"]]
    return np.asarray(events.index.isin(unknown)) if len(unknown) else np.zeros(len(events), dtype=bool)


def known_from(applications: int, events: pd.DataFrame, provenance: pd.DataFrame) -> pd.DataFrame:
    """What of a log is known from mail, calendars and LinkedIn.

    Parameters
    ----------
    applications : int
        How many the log has.
    events, provenance : DataFrame
        The log's tables.

    Returns
    -------
    DataFrame
        One row, or none where nothing was collected: `applications`, `with_evidence` (of how many there is an event from it),
        `follow_ups, follow_ups_found, answers, answers_found` (how many the log has, and how many of them come from it),
        `questions` (still open), `covered_from, covered_until` (UTC), `maybe_answered` (messages of theirs of which it is not
        known whether they were answered, since the seeker's own mail was not there).
    """
    found = events.index.isin(provenance.index)
    is_follow_up, is_answer = (events["kind"].isin(kinds).to_numpy() for kinds in (_FOLLOW_UPS, words.HUMAN_INBOUND_KINDS))
    row = {
        "applications": applications,
        "with_evidence": events["application_id"][found].nunique(),
        "follow_ups": int(is_follow_up.sum()),
        "follow_ups_found": int((is_follow_up & found).sum()),
        "answers": int(is_answer.sum()),
        "answers_found": int((is_answer & found).sum()),
        "questions": int(provenance["questions"].iloc[-1]) if len(provenance) else 0,
        "covered_from": provenance["covered_from"].min(),
        "covered_until": provenance["covered_until"].max(),
        "maybe_answered": int((is_answer & maybe_answered(events, provenance)).sum()),
    }
    return pd.DataFrame([row] if found.any() else [], columns=list(row))
