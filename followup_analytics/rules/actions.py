"""follow_up_actions: what the rules ask of a log, as one table that explains itself."""

from typing import Any

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log import JobSearchLog
from followup_analytics.rules.answers import answers, feedback_requests, keep_in_touch_notes
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.catalogue import rules
from followup_analytics.rules.checks import after_anchors
from followup_analytics.rules.explain import reasons
from followup_analytics.rules.media import choose_sending
from followup_analytics.rules.silence import on_applications, where_inquiries_are_forbidden
from followup_analytics.rules.state import OVERDUE, STATUSES, Batch, State
from followup_analytics.rules.thanks import connection_requests, thank_yous
from followup_analytics.time_zones import Ints
from followup_analytics.timeline import Timeline

ACTION_COLUMNS = (
    "application_id",
    "company",
    "role",
    "contact",
    "rule",
    "action",
    "check_number",
    "trigger_event_id",
    "opens_at",
    "due_at",
    "expires_at",
    "send_at",
    "status",
    "days_overdue",
    "medium",
    "why",
    "sources",
    "done_event_id",
)


def evaluate(state: State) -> list[Batch]:
    """Deadlines and statuses of all rules, as arrays: what `follow_up_actions` dresses up as a table."""
    return [
        thank_yous(state),
        *after_anchors(state),
        answers(state),
        feedback_requests(state),
        connection_requests(state),
        where_inquiries_are_forbidden(state),
        keep_in_touch_notes(state),
        *on_applications(state),
    ]


def follow_up_actions(log: JobSearchLog, cadence: Cadence | None = None, *, as_of: Any) -> pd.DataFrame:
    """What the follow-up rules ask of each application, as of a moment: open, done and past.

    Parameters
    ----------
    log : JobSearchLog
    cadence : Cadence, optional
        The rules' settings; the guides' own numbers where none is given.
    as_of : date, str or Timestamp
        A `date` or `YYYY-MM-DD` is a day in each application's zone; anything else is an instant with a time zone.

    Returns
    -------
    DataFrame
        One row per action, the most urgent first; index `action_id`, the same for ever for the same action. Columns:
        `application_id, company, role, contact` of whom it concerns; `rule` (ID in the catalogue), `action` (the event kind that
        satisfies it, or `move_on`, `decide`), `check_number` (which status check it is, else 0), `trigger_event_id`;
        `opens_at, due_at, expires_at` (UTC; a day opens at 00:00:00 and is due at 23:59:59 of the application's zone) and
        `send_at` (the best moment to send, UTC; missing where nothing is to be sent now); `status` (`overdue, due, waiting, done,
        late, missed, moot`), `days_overdue` (whole local days, 0 where not overdue), `medium`, `why` (a sentence), `sources`
        (short names of the guides), `done_event_id` ("" where there is none).

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    References
    ----------
    The rules and their sources are in `followup_analytics/rules/catalogue.toml`; how they are evaluated, in
    `docs/rule-evaluation.md`.
    """
    state = State(log, cadence or Cadence(), Timeline(log, as_of))
    batches = [batch for batch in evaluate(state) if len(batch.app)]
    if not batches:
        return _empty()
    tables = [_table(state, batch) for batch in batches]
    return _sorted(pd.concat(tables))


def _table(state: State, batch: Batch) -> pd.DataFrame:
    """A batch as rows of the public table."""
    applications, events, line = state.log.applications, state.log.events, state.timeline
    sending = choose_sending(state, batch)
    app = applications.iloc[batch.app]
    event_ids = np.append(events.index.to_numpy(dtype=object)[line.event], "")
    contact = _contact(state, batch)
    columns = {
        "application_id": app.index.to_numpy(),
        "company": app["company"].to_numpy(),
        "role": app["role"].to_numpy(),
        "contact": contact,
        "rule": batch.rule,
        "action": batch.action,
        "check_number": batch.number,
        "trigger_event_id": event_ids[batch.trigger],
        "opens_at": _instants(batch.opens),
        "due_at": _instants(batch.due),
        "expires_at": _instants(batch.expires),
        "send_at": _instants(sending.send_at),
        "status": np.array(STATUSES, dtype=object)[batch.status],
        "days_overdue": _days_overdue(state, batch),
        "medium": np.array(words.MEDIA, dtype=object)[sending.medium],
        "why": reasons(state, batch, sending),
        "sources": rules()[batch.rule].citation,
        "done_event_id": event_ids[batch.done],
    }
    frame = pd.DataFrame(
        columns, index=pd.Index(_action_ids(app.index, batch), name="action_id", dtype="str"), columns=list(ACTION_COLUMNS)
    )
    return frame.astype({name: "str" for name in frame.columns if frame[name].dtype == object})


def _contact(state: State, batch: Batch) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """The person named at the event that is followed up, else the application's contact."""
    of_event = state.log.events["contact"].to_numpy(dtype=object)[state.timeline.event][batch.anchor]
    return np.where(of_event != "", of_event, state.log.applications["contact"].to_numpy(dtype=object)[batch.app])


def _instants(seconds: Ints) -> "pd.api.extensions.ExtensionArray":
    """Seconds as UTC times; -1 is missing."""
    times = pd.Series(pd.to_datetime(np.maximum(seconds, 0), unit="s", utc=True)).dt.as_unit("us")
    return times.where(seconds >= 0).array


def _days_overdue(state: State, batch: Batch) -> Ints:
    today = state.local_day(batch.app, state.timeline.begins[batch.app])
    return np.where(batch.status == OVERDUE, today - state.local_day(batch.app, batch.due), 0)


def _action_ids(applications: "pd.Index[str]", batch: Batch) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Application, rule and occurrence: nothing in it changes when a date is corrected."""
    first, second = (pd.Series(number).astype("str") for number in batch.occurrence)
    occurrence = first.where(batch.occurrence[1] == 0, first + "." + second)
    tail = f".{batch.branch}" if batch.branch else ""
    ids = pd.Series(applications.to_numpy(dtype=object)) + f":{batch.rule}." + occurrence.astype(object) + tail
    return ids.to_numpy(dtype=object)


def _sorted(actions: pd.DataFrame) -> pd.DataFrame:
    rank = actions["status"].map({status: rank for rank, status in enumerate(STATUSES)})
    keys = pd.DataFrame(
        {"rank": rank, "due": actions["due_at"], "opens": actions["opens_at"], "id": actions.index}, index=actions.index
    )
    return actions.iloc[keys.reset_index(drop=True).sort_values(["rank", "due", "opens", "id"], kind="stable").index]


def _empty() -> pd.DataFrame:
    times = ("opens_at", "due_at", "expires_at", "send_at")
    dtypes = {
        name: "datetime64[us, UTC]" if name in times else "int64" if name in ("check_number", "days_overdue") else "str"
        for name in ACTION_COLUMNS
    }
    return pd.DataFrame(
        {name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()}, index=pd.Index([], name="action_id", dtype="str")
    )
