"""M01-M07 and T15: in which medium and at which moment to send, and whether there is anybody to write to."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.action_arrays import OPEN_STATUSES, OVERDUE, STATUSES, ActionArrays
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.schedule import CALL_AFTER_BUSINESS_DAYS

Texts = NDArray[np.object_]
NOT_SENT = ("move_on", "decide")
MEDIUM_RULES = ("", "M01", "M02", "M03", "M04", "M05", "M06", "M07", "tuned", "M04 later")
_CONVERSATION_MEDIA = ("email", "phone", "linkedin", "sms", "post")
_EMAIL, _PHONE, _LINKEDIN = (words.MEDIA.index(medium) for medium in ("email", "phone", "linkedin"))


@dataclass(frozen=True)
class Sending:
    """How to send: codes of the medium and of the rule that chose it; the moment in seconds, -1 where nothing is to be sent."""

    medium: Ints
    chosen_by: Ints
    send_at: Ints


def choose_sending(state: ApplicationState, stack: ActionArrays, action: Texts) -> Sending:
    """The medium and moment of actions, each of which is to do `action`."""
    is_sent, is_connection = ~np.isin(action, NOT_SENT), action == "connection_request"
    send_at = np.where(is_sent, _send_at(state, stack), -1)
    medium, chosen_by = _first_that_applies(state, stack)
    too_early = (medium == _PHONE) & ~_may_call(state, stack, send_at)
    medium = np.select([~is_sent, is_connection, too_early], [0, _LINKEDIN, _EMAIL], medium)
    chosen_by = np.select([~is_sent | is_connection, too_early], [0, MEDIUM_RULES.index("M04 later")], chosen_by)
    return Sending(medium, chosen_by, send_at)


def _first_that_applies(state: ApplicationState, batch: ActionArrays) -> tuple[Ints, Ints]:
    applications, app = state.applications, batch.app
    asked_for = applications["preferred_medium"].cat.codes.to_numpy()[app]
    theirs = _their_medium(state, batch)
    tuned = np.full(len(app), words.MEDIA.index(state.cadence.medium), dtype=np.int8)
    own = np.full(len(app), words.MEDIA.index((*state.cadence.seeker.media, "")[0]), dtype=np.int8)
    culture = applications["culture"].to_numpy(dtype=object)[app]
    choices: list[tuple[str, Flags, Ints | int]] = [
        ("M03", asked_for > 0, asked_for),
        ("M02", theirs > 0, theirs),
        ("tuned", tuned > 0, tuned),
        ("M04", _high_position(state)[app], _PHONE),
        ("M05", culture == "informal", _LINKEDIN),
        ("M06", culture == "formal", _EMAIL),
        ("M07", own > 0, own),
    ]
    conditions = [applies for _, applies, _ in choices]
    medium = np.select(conditions, [np.full(app.shape, value) for _, _, value in choices], _EMAIL)
    chosen_by = np.select(
        conditions, [np.full(app.shape, MEDIUM_RULES.index(rule)) for rule, _, _ in choices], MEDIUM_RULES.index("M01")
    )
    return medium.astype(np.int8), chosen_by.astype(np.int8)


def _their_medium(state: ApplicationState, batch: ActionArrays) -> Ints:
    """The medium of their last human message since the anchor; 0 where there is none."""
    line = state.timeline
    conversation = np.isin(line.medium, [words.MEDIA.index(medium) for medium in _CONVERSATION_MEDIA])
    message = line.last(line.marked(line.past & conversation & line.of_kinds(words.HUMAN_INBOUND_KINDS)))[batch.app]
    since = (message < line.none) & (message >= batch.anchor)
    return np.where(since, np.append(line.medium, 0)[message], 0).astype(np.int8)


def _high_position(state: ApplicationState) -> Flags:
    line = state.timeline
    final = line.past & line.of_kinds(["interview"]) & (line.stage == words.STAGES.index("final"))
    return line.has(line.marked(final)) | state.applications["seniority"].isin(["director", "executive"]).to_numpy()


def _may_call(state: ApplicationState, batch: ActionArrays, send_at: Ints) -> Flags:
    """A call is possible from the fifth business day after the anchor's day on."""
    line = state.timeline
    moment = np.where(send_at >= 0, send_at, np.where(batch.done < line.none, line.at[batch.done], batch.opens))
    earliest = state.business_days_after(batch.app, line.day[batch.anchor], CALL_AFTER_BUSINESS_DAYS)
    return np.asarray(state.local_day(batch.app, moment) >= earliest)


def _send_at(state: ApplicationState, batch: ActionArrays) -> Ints:
    """The first business hour from now on within the window; where there is none, as soon as possible."""
    app, cadence = batch.app, state.cadence
    soonest = np.maximum(batch.opens, state.timeline.begins[app])
    day = state.local_day(app, soonest)
    opening, closing = state.at_hour(app, day, cadence.opening_hour), state.at_hour(app, day, cadence.closing_hour)
    today = state.is_business_day(app, day) & (soonest < closing)
    next_opening = state.at_hour(app, state.business_days_after(app, day, 1), cadence.opening_hour)
    in_hours = np.where(today, np.maximum(soonest, opening), next_opening)
    at_once = np.where((soonest < opening) & (opening <= batch.due), opening, soonest)
    send_at = np.where((in_hours <= batch.due) | (batch.status == OVERDUE), in_hours, at_once)
    is_open = np.isin(batch.status, [STATUSES.index(status) for status in OPEN_STATUSES]) & ~batch.held
    return np.where(is_open, send_at, -1)


_WAYS_OF_APPLYING = ("email", "phone", "sms", "post", "in_person")
_SILENT_KINDS = ("application", "acknowledgement", "note", "closure")
_HUMAN_KINDS = ("interview", *words.HUMAN_INBOUND_KINDS)


def says_nothing_of_channels(log: JobSearchLog) -> Flags:
    """By application, whether none of its seeker's has any contact, address or medium: then nobody is out of reach."""
    applications, events = log.applications, log.events
    says = np.logical_or.reduce([applications[name] != "" for name in ("contact", "contact_email", "preferred_medium")])
    says[log.positions[((events["contact"] != "") | (events["medium"] != "")).to_numpy(dtype=bool)]] = True
    whose = pd.factorize(applications["seeker"])[0]
    return np.asarray(~(np.bincount(whose, says) > 0)[whose], dtype=bool) if len(whose) else np.zeros(0, dtype=bool)


def has_channel(log: JobSearchLog) -> Flags:
    """Which applications have a channel: a contact or address, a human word, or a way of writing that is no form.

    Events that are yet to come count too. A portal, a company's site or a job board is a form, an automatic receipt is no
    channel, and the medium of an application counts only where somebody reads what is sent.
    """
    applications, events = log.applications, log.events
    found = ((applications["contact"] != "") | (applications["contact_email"] != "")).to_numpy(dtype=bool)
    found = found | ~applications["preferred_medium"].isin(["", "portal"]).to_numpy(dtype=bool)
    found[log.positions[_shows_a_way(log) | (events["contact"] != "").to_numpy(dtype=bool)]] = True
    return found


def _shows_a_way(log: JobSearchLog) -> Flags:
    """Which events show that messages reach a person."""
    kind, medium = (log.events[name].cat.codes.to_numpy() for name in ("kind", "medium"))
    human = np.isin(words.EVENT_KINDS, _HUMAN_KINDS)[kind]
    by_a_way = (np.array(words.EVENT_KINDS) == "application")[kind] & np.isin(words.MEDIA, _WAYS_OF_APPLYING)[medium]
    written = ~np.isin(words.EVENT_KINDS, _SILENT_KINDS)[kind] & ~np.isin(words.MEDIA, ["", "portal"])[medium]
    return np.asarray(human | by_a_way | written)
