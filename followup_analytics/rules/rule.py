"""What a rule is: when it asks, for what, and why; and the words that all reasons share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import (
    MISSED,
    OPEN_STATUSES,
    STATUSES,
    WAITING,
    ActionArrays,
    ActionStart,
    ActionWindow,
)
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.sending import MEDIUM_RULES, Sending, Texts

# What happened, as the opening of a sentence about it.
_TOLD = {
    "application": "You applied",
    "thank_you": "You thanked them",
    "status_check": "You asked",
    "answer": "You answered",
    "feedback_request": "You asked for feedback",
    "closure_request": "You asked for a final word",
    "connection_request": "You asked to connect",
    "keep_in_touch": "You sent a note",
    "withdrawal": "You withdrew",
    "acceptance": "You accepted",
    "acknowledgement": "They sent a receipt",
    "reply": "They wrote",
    "interview_invitation": "They invited you",
    "rejection": "They turned you down",
    "offer": "They made you an offer",
    "interview": "You met",
    "closure": "You let it go",
    "note": "You made a note",
}
_ENDS = {"done": " Done in time.", "late": " Done late.", "missed": " Missed.", "moot": " No longer needed."}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH_WEEKDAY = 3

Modifiers = dict[str, Flags]


@dataclass(frozen=True)
class Asked:
    """What a rule asks before it is judged: when its actions open and end, and what starts them."""

    window: ActionWindow
    start: ActionStart


def _no_modifiers(state: ApplicationState, actions: ActionArrays) -> Modifiers:
    return {}


def _as_judged(state: ApplicationState, actions: ActionArrays) -> ActionArrays:
    return actions


@dataclass(frozen=True)
class Rule:
    """One rule and the one thing it asks for, whole.

    Attributes
    ----------
    id : its ID in the catalogue
    tier : where its open actions stand on the list, 1 (somebody waits for the seeker) to 7 (housekeeping)
    satisfied_by : the event kind that it asks for and that answers it, or `move_on`, `decide`
    windows : what it asks of a log's state; the further arguments are those that its family shares
    explain : why each of its actions is asked for, in one or two short sentences
    needless_at : the stated statuses that make its actions needless, beside those that end an application; None where not even
        these do
    lapse : the status of what was not done by its end
    modifiers : which other rules of the catalogue had a say in each action's window
    settled : what the rule knows better of its judged actions than its windows say
    """

    id: str
    tier: int
    satisfied_by: str
    windows: Callable[..., Asked]
    explain: Callable[[ApplicationState, ActionArrays], Texts]
    needless_at: tuple[str, ...] | None = ("offer",)
    lapse: np.int8 = MISSED
    modifiers: Callable[[ApplicationState, ActionArrays], Modifiers] = _no_modifiers
    settled: Callable[[ApplicationState, ActionArrays], ActionArrays] = _as_judged

    def judged(self, state: ApplicationState, *of_family: object, branch: str = "") -> ActionArrays:
        """The rule's actions with their status as of the moment."""
        asked = self.windows(state, *of_family)
        needless = None if self.needless_at is None else state.ended_without_date(*self.needless_at)
        actions = state.judge(self.id, self.satisfied_by, asked.window, asked.start, needless, self.lapse, branch)
        return self.settled(state, actions)


Records = Mapping[tuple[str, str], Rule]


def reasons(state: ApplicationState, batches: list[ActionArrays], stack: ActionArrays, records: Records) -> Texts:
    """The sentences of each action of the batches; `stack` holds them one under the other."""
    asked = np.concatenate([records[batch.rule, batch.action].explain(state, batch) for batch in batches])
    is_open = np.isin(stack.status, [STATUSES.index(status) for status in OPEN_STATUSES])
    ends = np.array([_ENDS.get(status, "") for status in STATUSES], dtype=object)[stack.status]
    return sentence(asked, _held(state, stack), _put_off(state, stack, is_open), ends)


def rules_with_a_say(
    state: ApplicationState, batches: list[ActionArrays], stack: ActionArrays, sending: Sending, records: Records
) -> Texts:
    """The rules that made each action's window and chose its medium, by their IDs with blanks between: "T03 T08 M04"."""
    ids = np.concatenate([_timing_rules(state, batch, records[batch.rule, batch.action]) for batch in batches])
    chosen_by = np.array(["", *(f" {rule.removesuffix(' later')}" for rule in MEDIUM_RULES[1:])], dtype=object)[sending.chosen_by]
    return sentence(ids, np.where(sending.send_at >= 0, chosen_by, ""))


def _timing_rules(state: ApplicationState, actions: ActionArrays, rule: Rule) -> Texts:
    ids: Texts = np.full(len(actions.app), rule.id, dtype=object)
    for other, applies in rule.modifiers(state, actions).items():
        ids = np.where(applies, sentence(ids, f" {other}"), ids)
    return ids


def sentence(*parts: Texts | str) -> Texts:
    """Parts put together, element by element."""
    joined: Texts = np.asarray("", dtype=object)
    for part in parts:
        joined = joined + np.asarray(part, dtype=object)
    return joined


def number_text(numbers: Ints) -> Texts:
    """Numbers as text."""
    return numbers.astype(str).astype(object)


def day_texts(state: ApplicationState, days: Ints) -> Texts:
    """Days as people write them ("Mon 2 Mar"), with the year where it is not the moment's."""
    distinct, codes = np.unique(days, return_inverse=True)
    dates = pd.to_datetime(distinct, unit="D")
    year = pd.Timestamp(state.timeline.moment.utc_day, unit="D").year
    texts = [
        f"{_WEEKDAYS[(day + _EPOCH_WEEKDAY) % 7]} {date.day} {_MONTHS[date.month - 1]}"
        + (f" {date.year}" if date.year != year else "")
        for day, date in zip(distinct, dates, strict=True)
    ]
    named: Texts = np.array(texts, dtype=object)
    return named[codes] if texts else named


def told(state: ApplicationState, places: Ints) -> Texts:
    """What happened and when: "You met on Mon 2 Mar", "You meet today"."""
    line = state.timeline
    app = line.app[places]
    phrases = np.array([_TOLD[kind] for kind in words.EVENT_KINDS], dtype=object)[line.kind[places]]
    is_today = line.day[places] == state.local_day(app, line.begins[app])
    ahead = line.of_kinds(["interview"])[places] & (~line.past[places] | (is_today & (line.at[places] >= line.begins[app])))
    days = np.where(is_today, " today", sentence(" on ", day_texts(state, line.day[places])))
    return sentence(np.where(ahead, "You meet", phrases), days)


def _held(state: ApplicationState, actions: ActionArrays) -> Texts:
    meeting = state.interview_planned[actions.app]
    text = np.where(meeting, " It waits for the interview that is planned.", " It waits until you have answered them.")
    return np.where(actions.held & (actions.status == WAITING), text, "").astype(object)


def _put_off(state: ApplicationState, actions: ActionArrays, is_open: Flags) -> Texts:
    said = is_open & (actions.put_off >= 0)
    days = day_texts(state, np.where(said, actions.put_off, state.timeline.moment.utc_day))
    return np.where(said, sentence(" You put it off until ", days, "."), "").astype(object)
