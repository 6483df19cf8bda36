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
from followup_analytics.rules.catalogue import rules
from followup_analytics.rules.sending import MEDIUM_RULES, Sending, Texts

EVENT_NAMES = {
    "application": "Application",
    "thank_you": "Your thank-you",
    "status_check": "Your status check",
    "answer": "Your answer",
    "feedback_request": "Your request for feedback",
    "closure_request": "Your request for closure",
    "connection_request": "Your connection request",
    "keep_in_touch": "Your note",
    "withdrawal": "Your withdrawal",
    "acceptance": "Your acceptance",
    "acknowledgement": "Their receipt",
    "reply": "Their reply",
    "interview_invitation": "Their invitation",
    "rejection": "Their rejection",
    "offer": "Their offer",
    "interview": "Interview",
    "closure": "Your closing",
    "note": "Note",
}
_MEDIUM_CLAUSES = {
    "M02": " - in the medium that they wrote in (M02)",
    "M03": " - in the medium that they asked for (M03)",
    "tuned": " - in the medium that your log speaks for",
    "M04": " - by phone, for a high position or final interview (M04)",
    "M04 later": " - by e-mail, since it is too soon for a call (M04)",
    "M05": " - informal company: a short message (M05)",
    "M06": " - formal company: a letter by post is possible too (M06)",
    "M07": " - in the medium that comes naturally to you (M07)",
}
_END_CLAUSES = {"done": " - done in time", "late": " - done late", "missed": " - missed", "moot": " - no longer needed"}
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
    satisfied_by : the event kind that it asks for and that answers it, or `move_on`, `decide`
    windows : what it asks of a log's state; the further arguments are those that its family shares
    explain : why each of its actions is asked for, as the clause that opens the reason
    needless_at : the stated statuses that make its actions needless, beside those that end an application; None where not even
        these do
    lapse : the status of what was not done by its end
    modifiers : which other rules of the catalogue had a say in each action's window
    settled : what the rule knows better of its judged actions than its windows say
    """

    id: str
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


def reasons(
    state: ApplicationState, batches: list[ActionArrays], stack: ActionArrays, sending: Sending, records: Records
) -> Texts:
    """The sentence of each action of the batches; `stack` holds them one under the other."""
    of_batches = [(batch, records[batch.rule, batch.action]) for batch in batches]
    clauses = np.concatenate([rule.explain(state, batch) for batch, rule in of_batches])
    is_open = np.isin(stack.status, [STATUSES.index(status) for status in OPEN_STATUSES])
    by_rule = np.array([_MEDIUM_CLAUSES.get(rule, "") for rule in MEDIUM_RULES], dtype=object)[sending.chosen_by]
    by_rule = np.where(is_open & (sending.send_at >= 0), by_rule, "")
    ends = np.array([_END_CLAUSES.get(status, "") for status in STATUSES], dtype=object)[stack.status]
    citations = np.concatenate([_citation(state, batch, rule) for batch, rule in of_batches])
    return sentence(clauses, _held(state, stack), _put_off(state, stack, is_open), by_rule, ends, citations)


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


def event_on_day(state: ApplicationState, places: Ints) -> Texts:
    """The event and its day: "Interview on Mon 2 Mar"."""
    names = np.array([EVENT_NAMES[kind] for kind in words.EVENT_KINDS], dtype=object)
    return sentence(names[state.timeline.kind[places]], " on ", day_texts(state, state.timeline.day[places]))


def _held(state: ApplicationState, actions: ActionArrays) -> Texts:
    meeting = state.interview_planned[actions.app]
    unanswered = "; waits until you have answered (T12): do so, or record that you did"
    text = np.where(meeting, "; waits for the interview that is planned", unanswered)
    unknown = "; waits until you have told whether what you recorded was for this application"
    text = np.where(state.waits_for_word[actions.app], unknown, text)
    return np.where(actions.held & (actions.status == WAITING), text, "").astype(object)


def _put_off(state: ApplicationState, actions: ActionArrays, is_open: Flags) -> Texts:
    said = is_open & (actions.put_off >= 0)
    days = day_texts(state, np.where(said, actions.put_off, state.timeline.moment.utc_day))
    return np.where(said, sentence("; you put it off until ", days), "").astype(object)


def _citation(state: ApplicationState, actions: ActionArrays, rule: Rule) -> Texts:
    """The rules that made the deadline, and the guides they come from."""
    ids: Texts = np.full(len(actions.app), rule.id, dtype=object)
    for other, applies in rule.modifiers(state, actions).items():
        ids = np.where(applies, sentence(ids, f", {other}"), ids)
    return sentence(" (", ids, f": {rules()[rule.id].citation})")
