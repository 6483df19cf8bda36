"""follow_up_actions: all rules over one log; and what has long been silent."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import SECONDS_A_DAY, Ints
from followup_analytics.log.event_arrays import event_arrays
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.rules import after_rejection, application_checks, moving_on, status_checks, thanks_and_answers
from followup_analytics.rules.action_arrays import OPEN_STATUSES, ActionArrays
from followup_analytics.rules.action_table import action_table
from followup_analytics.rules.after_rejection import after_rejections
from followup_analytics.rules.application_checks import on_applications, where_inquiries_are_forbidden
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.rules.held_back import Snoozes
from followup_analytics.rules.rule import Records
from followup_analytics.rules.sending import NOT_SENT, has_channel, says_nothing_of_channels
from followup_analytics.rules.status_checks import after_anchors
from followup_analytics.rules.thanks_and_answers import courtesies
from followup_analytics.rules.urgency import sorted_by_urgency

APPLICATIONS_A_PART = 50_000
# What is worked out together, because its rules share what they look up.
FAMILIES = (courtesies, after_rejections, after_anchors, on_applications, where_inquiries_are_forbidden)
_RULES = (*thanks_and_answers.RULES, *after_rejection.RULES, *status_checks.RULES, *application_checks.RULES, *moving_on.RULES)
RECORDS: Records = MappingProxyType({(rule.id, rule.satisfied_by): rule for rule in _RULES})


def evaluate(state: ApplicationState) -> list[ActionArrays]:
    """Deadlines and statuses of all rules, as arrays: what `follow_up_actions` dresses up as a table."""
    return [actions for family in FAMILIES for actions in family(state)]


def evaluated(log: JobSearchLog, cadence: Cadence, as_of: Any) -> Iterator[tuple[ApplicationState, list[ActionArrays]]]:
    """`evaluate` for a log of any size: in parts, so that a large one takes little more memory than its own tables."""
    for part in log.parts(APPLICATIONS_A_PART):
        timeline = event_arrays(part, as_of)
        state = ApplicationState(part, cadence, timeline, Snoozes.of(part, timeline))
        yield state, evaluate(state)


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
        One row per action: what is open by `tier`, then what waits by its opening, then the rest; index `action_id`, the same for
        ever for the same action. Columns: `application_id, seeker, company, role, contact` of whom it concerns; `rule` (ID in the
        catalogue), `action` (the event kind that satisfies it, or `move_on`, `decide`), `check_number` (which status check it is,
        else 0), `trigger_event_id`; `opens_at, due_at, expires_at` (UTC; a day opens at 00:00:00 and is due at 23:59:59 of the
        application's zone) and `send_at` (the best moment to send, UTC; missing where nothing is to be sent now); `status`
        (`overdue, due, waiting, done, late, missed, moot`), `days_overdue` (whole local days, 0 where not overdue), `medium`,
        `why` (sentences), `sources` (short names of the guides), `rules` (all that had a say in the window and the medium:
        "T03 T08 M04"), `tier` (1, somebody waits for the seeker, to 7, housekeeping), `reachable` (False where there is nobody to
        write to), `done_event_id` ("" where there is none). `attrs["as_of"]` notes the moment, as text.

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `log` is no log or `cadence` no cadence.

    References
    ----------
    The rules and their sources are in `followup_analytics/rules/catalogue.toml`; how they are evaluated, in
    `docs/rule-evaluation.md`.
    """
    check_log(log)
    return actions_of([(log, cadence_or_default(cadence))], as_of=as_of)


def actions_of(searches: Iterable[tuple[JobSearchLog, Cadence]], *, as_of: Any) -> pd.DataFrame:
    """`follow_up_actions` of several logs, each by its own cadence, in one order of urgency."""
    tables, keys = list[pd.DataFrame](), list[Ints]()
    for log, cadence in searches:
        silent = says_nothing_of_channels(log)
        for state, batches in evaluated(log, cadence, as_of):
            mine, silent = np.split(silent, [len(state.applications)])
            table, key = action_table(state, batches, RECORDS, has_channel(state.log) | mine)
            tables.append(table)
            keys.append(key)
    actions = sorted_by_urgency(pd.concat(tables) if len(tables) > 1 else tables[0], np.concatenate(keys))
    actions.attrs["as_of"] = str(as_of)
    return actions


SILENT_DAYS = 45


def long_silent(log: JobSearchLog, actions: pd.DataFrame, silent_days: int = SILENT_DAYS) -> pd.DataFrame:
    """Applications that have neither ended nor come to an offer, long without an event or anything left to send.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log; the moment is theirs.
    silent_days : int
        How long nothing has happened, in days; 45 is ours.

    Returns
    -------
    DataFrame
        One row per application, the longest silent first; index `application_id`, columns `company, role, status`,
        `last_event` (its kind), `last_at` (UTC) and `silent_days`. An interview that lies ahead, and anything that is due or
        will be (deciding and moving on aside), keeps an application out.
    """
    line = event_arrays(log, actions.attrs["as_of"])
    applications = log.applications
    last = line.last(line.marked(line.past))
    with_event = np.flatnonzero(last < line.none)
    silent = np.full(len(applications), -1, dtype=np.int64)
    silent[with_event] = (line.ends[with_event] - line.at[last[with_event]]) // SECONDS_A_DAY
    planned = line.has(line.marked(~line.past))
    to_send = actions["status"].isin(OPEN_STATUSES) & ~actions["action"].isin(NOT_SENT)
    busy = applications.index.isin(actions.loc[to_send, "application_id"])
    # An offer wants a decision, not silence.
    ended = applications["status"].isin([*words.ENDED_STATUSES, "offer"]).to_numpy()
    chosen = np.flatnonzero((silent >= silent_days) & ~planned & ~busy & ~ended)
    events = log.events.iloc[line.event[last[chosen]]]
    found = applications.iloc[chosen][["company", "role", "status"]].assign(
        last_event=events["kind"].astype("str").array, last_at=events["at"].array, silent_days=silent[chosen]
    )
    return found.sort_values("silent_days", ascending=False, kind="stable")
