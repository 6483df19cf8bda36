"""Why an action is asked for: one sentence that names the event, what to do, and the rules with their sources."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints
from followup_analytics.rules.action_arrays import OPEN_STATUSES, OVERDUE, STATUSES, WAITING, Batch
from followup_analytics.rules.application_state import State
from followup_analytics.rules.catalogue import rules
from followup_analytics.rules.pace import country_factor, first_wait_business_days, late_stage_extra, spacing_days
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
_ORDINALS = ("", "first", "second", "third", "fourth")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH_WEEKDAY = 3
_VERY_LATE_SECONDS = 48 * 3600


def reasons(state: State, batches: list[Batch], stack: Batch, sending: Sending) -> Texts:
    """The sentence of each action of the batches; `stack` holds them one under the other."""
    clauses = np.concatenate([_CLAUSES[(batch.rule, batch.action)](state, batch) for batch in batches])
    is_open = np.isin(stack.status, [STATUSES.index(status) for status in OPEN_STATUSES])
    by_rule = np.array([_MEDIUM_CLAUSES.get(rule, "") for rule in MEDIUM_RULES], dtype=object)[sending.chosen_by]
    by_rule = np.where(is_open & (sending.send_at >= 0), by_rule, "")
    ends = np.array([_END_CLAUSES.get(status, "") for status in STATUSES], dtype=object)[stack.status]
    citations = np.concatenate([_citation(state, batch) for batch in batches])
    return _sentence(clauses, _held(state, stack), _put_off(state, stack, is_open), by_rule, ends, citations)


def _sentence(*parts: Texts | str) -> Texts:
    """Parts put together, element by element."""
    joined: Texts = np.asarray("", dtype=object)
    for part in parts:
        joined = joined + np.asarray(part, dtype=object)
    return joined


def day_texts(state: State, days: Ints) -> Texts:
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


def _event(state: State, places: Ints) -> Texts:
    """The event and its day: "Interview on Mon 2 Mar"."""
    names = np.array([EVENT_NAMES[kind] for kind in words.EVENT_KINDS], dtype=object)
    return _sentence(names[state.timeline.kind[places]], " on ", day_texts(state, state.timeline.day[places]))


def _text(numbers: Ints) -> Texts:
    """Numbers as text."""
    return numbers.astype(str).astype(object)


def _held(state: State, batch: Batch) -> Texts:
    meeting = state.interview_planned[batch.app]
    unanswered = "; waits until you have answered (T12): do so, or record that you did"
    text = np.where(meeting, "; waits for the interview that is planned", unanswered)
    unknown = "; waits until you have told whether what you recorded was for this application"
    text = np.where(state.waits_for_word[batch.app], unknown, text)
    return np.where(batch.held & (batch.status == WAITING), text, "").astype(object)


def _put_off(state: State, batch: Batch, is_open: Flags) -> Texts:
    said = is_open & (batch.put_off >= 0)
    days = day_texts(state, np.where(said, batch.put_off, state.timeline.moment.utc_day))
    return np.where(said, _sentence("; you put it off until ", days), "").astype(object)


def _citation(state: State, batch: Batch) -> Texts:
    """The rules that made the deadline, and the guides they come from."""
    ids: Texts = np.full(len(batch.app), batch.rule, dtype=object)
    if batch.rule in ("T01", "T03", "T05"):
        for rule, applies in _modifiers(state, batch).items():
            ids = np.where(applies, _sentence(ids, f", {rule}"), ids)
    return _sentence(" (", ids, f": {rules()[batch.rule].citation})")


def _modifiers(state: State, batch: Batch) -> dict[str, Flags]:
    """Which other rules had a say in the wait."""
    if batch.rule == "T01":
        return {"T02": batch.status == OVERDUE}
    applications, cadence = state.applications.iloc[batch.app], state.cadence
    countries = [code for code in applications["country"].unique() if country_factor(cadence, code) != 1]
    changed = {
        "T08": applications["seniority"].isin([key for key, factor in cadence.seniority_factors.items() if factor != 1]),
        "T09": applications["company_type"].isin([key for key, factor in cadence.company_type_factors.items() if factor != 1]),
        "T17": applications["country"].isin(countries),
    }
    if batch.rule == "T03":
        they_contact = applications["stated_process"] == "they_contact"
        changed["T10"] = applications["urgent"]
        changed["T11"] = pd.Series(late_stage_extra(state, batch.anchor) > 0, applications.index)
        changed = {rule: applies & ~they_contact for rule, applies in changed.items()} | {"T16": they_contact}
    return {rule: applies.to_numpy(dtype=bool) for rule, applies in changed.items()}


def _thanks(state: State, batch: Batch) -> Texts:
    elapsed = state.timeline.begins[batch.app] - batch.opens
    advice = np.select(
        [(batch.status == OVERDUE) & (elapsed >= _VERY_LATE_SECONDS), batch.status == OVERDUE],
        ["the thank-you is very late, yet still worth sending", "the thank-you is late, yet still worth sending"],
        f"thank them within {state.cadence.thank_you_within_hours} hours",
    )
    return _sentence(_event(state, batch.trigger), ": ", advice.astype(object))


def _first_check(state: State, batch: Batch) -> Texts:
    wait = first_wait_business_days(state, batch.anchor)
    opens_day = state.business_days_after(batch.app, state.timeline.day[batch.anchor], wait)
    since = _since_answer(state, batch, opens_day)
    return _sentence(_event(state, batch.trigger), ", no date stated: ask after ", _text(wait), " business days", since)


def _stated_check(state: State, batch: Batch) -> Texts:
    stated = state.timeline.stated[batch.trigger]
    since = _since_answer(state, batch, state.business_days_after(batch.app, stated, state.cadence.buffer_business_days))
    said = day_texts(state, stated)
    return _sentence(_event(state, batch.trigger), ", an answer promised by ", said, ": ask once that has passed", since)


def _since_answer(state: State, batch: Batch, opens_day: Ints) -> Texts:
    """From when a check counts where what it follows was answered only after its window would have opened."""
    line, sent = state.timeline, state.outbound.after(batch.anchor)
    theirs = ~line.of_kinds(["interview"])[batch.anchor]
    answered = theirs & (sent < state.anchors.after(batch.anchor)) & (sent != batch.done)
    day = line.day[np.where(answered, sent, batch.anchor)]
    said = _sentence("; that had passed when you answered on ", day_texts(state, day), ", so it counts from then")
    return np.where(answered & (day > opens_day), said, "").astype(object)


def _next_check(state: State, batch: Batch) -> Texts:
    number = np.array(_ORDINALS, dtype=object)[batch.number]
    days = _text(spacing_days(state)[batch.app])
    return _sentence(_event(state, batch.trigger), " has no answer: a ", number, " one after ", days, " days")


def _closure(state: State, batch: Batch) -> Texts:
    return _sentence(
        _event(state, batch.trigger), f" has no answer: ask courteously for closure after {state.cadence.closure_wait_days} days"
    )


def _move_on(state: State, batch: Batch) -> Texts:
    silent = (
        " has no answer after two weeks: move on"
        if batch.branch == "sent"
        else " has no answer, and the time to ask again is over: move on"
    )
    return _sentence(_event(state, batch.trigger), silent)


def _decide(state: State, batch: Batch) -> Texts:
    days = state.cadence.decide_after_days
    return _sentence(
        _event(state, batch.trigger),
        f": the status check ({batch.branch}) slipped by more than {days} days: send it, close or move on",
    )


def _answer(state: State, batch: Batch) -> Texts:
    cadence = state.cadence
    hours, days = cadence.answer_within_hours, cadence.answer_within_business_days
    within = f"{hours} hours" if hours else f"{days} business day{'s' if days > 1 else ''}"
    return _sentence(_event(state, batch.trigger), f": answer with thanks within {within}")


def _clause(text: str) -> Callable[[State, Batch], Texts]:
    def make(state: State, batch: Batch) -> Texts:
        return _sentence(_event(state, batch.trigger), text)

    return make


def _keep_in_touch(state: State, batch: Batch) -> Texts:
    return _sentence(
        _event(state, batch.trigger), f": a note {state.cadence.keep_in_touch_after_days} days later keeps the door open"
    )


def _application_check(state: State, batch: Batch) -> Texts:
    return _sentence(
        _event(state, batch.trigger),
        f" without any answer: ask once, after {state.cadence.application_wait_business_days} business days",
    )


_CLAUSES: dict[tuple[str, str], Callable[[State, Batch], Texts]] = {
    ("T01", "thank_you"): _thanks,
    ("T03", "status_check"): _first_check,
    ("T04", "status_check"): _stated_check,
    ("T05", "status_check"): _next_check,
    ("T07", "closure_request"): _closure,
    ("T07", "move_on"): _move_on,
    ("T12", "answer"): _answer,
    ("T13", "feedback_request"): _clause(": thank them, and ask for feedback"),
    ("T14", "connection_request"): _clause(": a connection request complements it"),
    ("T16", "move_on"): _clause(" was the last, they asked not to be asked: move on"),
    ("T18", "decide"): _decide,
    ("T19", "keep_in_touch"): _keep_in_touch,
    ("T20", "status_check"): _application_check,
    ("T20", "move_on"): _move_on,
}
