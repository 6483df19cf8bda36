"""That the package's rules and the pandas reference say the same of a log: deadlines, statuses and answers."""

import numpy as np
import pandas as pd
from pandas_reference import COLUMNS
from pandas_reference import evaluate as reference
from reference_events import Tables
from reference_statuses import STATUSES as REFERENCE_STATUSES

from followup_analytics.log.event_arrays import Timeline
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.action_arrays import STATUSES, ActionArrays
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.status_checks import after_anchors
from followup_analytics.rules.thanks_and_answers import THANK_YOU

_ONE_ACTION = ["rule", "action", "branch", "trigger", "anchor"]
_SECONDS = ("opens", "due", "expires")


def compared_rules(state: ApplicationState) -> list[ActionArrays]:
    """T01, T03-T07 and T18."""
    return [THANK_YOU.judged(state), *after_anchors(state)]


def engine_actions(log: JobSearchLog, cadence: Cadence, as_of: str) -> pd.DataFrame:
    """The package's actions of T01 and T03-T07, as the reference gives its own."""
    state = ApplicationState(log, cadence, Timeline(log, as_of))
    event = np.append(state.timeline.event, -1)
    tables = [_as_table(batch, event) for batch in compared_rules(state) if batch.rule != "T18"]
    return _in_order(pd.concat(tables, ignore_index=True))


def _as_table(batch: ActionArrays, event: np.ndarray) -> pd.DataFrame:
    places = {"trigger": batch.trigger, "anchor": batch.anchor, "answer": batch.done}
    columns = {name: getattr(batch, name) for name in ("rule", "action", "branch", "app", *_SECONDS, "status")}
    number = batch.number if batch.action == "status_check" else 0
    return pd.DataFrame(columns | {name: event[found] for name, found in places.items()} | {"check_number": number})


def reference_actions(log: JobSearchLog, cadence: Cadence, as_of: str) -> pd.DataFrame:
    """The reference's actions, with seconds since 1970."""
    actions = reference(Tables.of(log), cadence, as_of)
    return _in_order(actions.assign(**{name: actions[name].to_numpy("datetime64[s]").astype(np.int64) for name in _SECONDS}))


def _in_order(actions: pd.DataFrame) -> pd.DataFrame:
    return actions[COLUMNS].sort_values(_ONE_ACTION, ignore_index=True)


def assert_agreement(log: JobSearchLog, as_of: str) -> int:
    """Compare every column of every action; the number of actions."""
    assert STATUSES == REFERENCE_STATUSES, "the reference spells the statuses in another order"
    ours, theirs = engine_actions(log, Cadence(), as_of), reference_actions(log, Cadence(), as_of)
    assert len(ours) == len(theirs), f"{len(ours)} actions, the reference has {len(theirs)}"
    differing = [name for name in COLUMNS if not np.array_equal(ours[name].to_numpy(), theirs[name].to_numpy())]
    assert not differing, f"the reference differs in {', '.join(differing)}"
    return len(ours)
