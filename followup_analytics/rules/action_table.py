"""Actions as the public table: names instead of places, instants instead of seconds, a reason for each."""

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import check_table
from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import OVERDUE, STATUSES, ActionArrays
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.catalogue import rules
from followup_analytics.rules.rule import Records, reasons, rules_with_a_say
from followup_analytics.rules.sending import Texts, choose_sending
from followup_analytics.rules.urgency import keys_inside_tier

ACTION_COLUMNS = (
    "application_id",
    "seeker",
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
    "rules",
    "tier",
    "reachable",
    "done_event_id",
)


TIME_COLUMNS = ("opens_at", "due_at", "expires_at", "send_at")
NUMBER_COLUMNS = ("check_number", "days_overdue", "tier")


def check_actions(actions: object) -> None:
    """Refuse what is not the table of actions where that is wanted: the log, say, or one action alone."""
    check_table("actions", actions, ACTION_COLUMNS, "fa.follow_up_actions")


def action_table(
    state: ApplicationState, batches: list[ActionArrays], records: Records, reachable: Flags
) -> tuple[pd.DataFrame, Ints]:
    """The batches as rows of the public table, and what decides inside their tiers; `reachable` by application."""
    batches = [batch for batch in batches if len(batch.app)]
    if not batches:
        return _empty(), np.array([], dtype=np.int64)
    stack = ActionArrays.stacked(batches)
    rule, action, branch, sources = (
        np.repeat(np.array(values, dtype=object), [len(batch.app) for batch in batches])
        for values in zip(*((b.rule, b.action, b.branch, rules()[b.rule].citation) for b in batches), strict=True)
    )
    sending = choose_sending(state, stack, action)
    event_ids = np.append(state.events.index.to_numpy(dtype=object)[state.timeline.event], "")
    texts = {
        **_whom(state, stack),
        "rule": rule,
        "action": action,
        "trigger_event_id": event_ids[stack.trigger],
        "status": np.array(STATUSES, dtype=object)[stack.status],
        "medium": np.array(words.MEDIA, dtype=object)[sending.medium],
        "why": reasons(state, batches, stack, records),
        "sources": sources,
        "rules": rules_with_a_say(state, batches, stack, sending, records),
        "done_event_id": event_ids[stack.done],
    }
    sizes = [len(batch.app) for batch in batches]
    tier = np.repeat([records[batch.rule, batch.action].tier for batch in batches], sizes)
    numbers = {
        "check_number": stack.number,
        "days_overdue": _days_overdue(state, stack),
        "tier": tier,
        "reachable": reachable[stack.app],
    }
    seconds = zip(TIME_COLUMNS, (stack.opens, stack.due, stack.expires, sending.send_at), strict=True)
    columns = (
        {name: pd.array(values, dtype="str") for name, values in texts.items()}
        | numbers
        | {name: _instants(s) for name, s in seconds}
    )
    ids = _action_ids(texts["application_id"], rule, stack, branch)
    table = pd.DataFrame(columns, index=pd.Index(ids, name="action_id", dtype="str"))[list(ACTION_COLUMNS)]
    return table, keys_inside_tier(state, stack, tier, rule == "T04")


def _whom(state: ApplicationState, stack: ActionArrays) -> dict[str, Texts]:
    """The application, and the person named at the event that is followed up, else the application's contact."""
    applications = state.applications
    whom: dict[str, Texts] = {
        name: applications[name].to_numpy(dtype=object)[stack.app] for name in ("seeker", "company", "role", "contact")
    }
    of_event = state.events["contact"].to_numpy(dtype=object)[state.timeline.event][stack.anchor]
    contact = np.where(of_event != "", of_event, whom["contact"])
    return {"application_id": applications.index.to_numpy(dtype=object)[stack.app], **whom, "contact": contact}


def _instants(seconds: Ints) -> "pd.arrays.DatetimeArray":
    """Seconds as UTC times; -1 is missing."""
    times = np.where(seconds >= 0, seconds * 1_000_000, np.iinfo(np.int64).min).view("datetime64[us]")
    return pd.DatetimeIndex(times, tz="UTC").array


def _days_overdue(state: ApplicationState, stack: ActionArrays) -> Ints:
    today = state.local_day(stack.app, state.timeline.begins[stack.app])
    return np.where(stack.status == OVERDUE, today - state.local_day(stack.app, stack.due), 0)


def _action_ids(application_ids: Texts, rule: Texts, stack: ActionArrays, branch: Texts) -> Texts:
    """Application, rule and occurrence: nothing in it changes when a date is corrected."""
    first, second = (number.astype(str).astype(object) for number in stack.occurrence)
    occurrence = np.where(stack.occurrence[1] == 0, first, first + "." + second)
    ids: Texts = application_ids + ":" + rule + "." + occurrence + np.where(branch == "", "", "." + branch)
    return ids


def _empty() -> pd.DataFrame:
    columns: dict[str, pd.Series] = {name: pd.Series(dtype="str") for name in ACTION_COLUMNS}
    columns |= {name: pd.Series(dtype="datetime64[us, UTC]") for name in TIME_COLUMNS}
    columns |= {name: pd.Series(dtype="int64") for name in NUMBER_COLUMNS}
    columns["reachable"] = pd.Series(dtype="bool")
    return pd.DataFrame(columns, index=pd.Index([], name="action_id", dtype="str"))[list(ACTION_COLUMNS)]
