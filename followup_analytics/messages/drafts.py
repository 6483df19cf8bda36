"""Draft_message: an action as a message, or why none is needed."""

import dataclasses
import os
from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import MessageError, did_you_mean
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.messages.facts import Facts, facts_of
from followup_analytics.messages.message import Message, missing_pieces
from followup_analytics.messages.phrases import day_name, one_line
from followup_analytics.messages.rendering import DEFAULT_FORM, FORM_OF_MEDIUM, greeted, render
from followup_analytics.rules.action_ids import EVENT_NAMES, action_named, find_action, how_it_was_done
from followup_analytics.rules.application_state import STOP_KINDS
from followup_analytics.rules.cadence import Cadence, Seeker, cadence_or_default
from followup_analytics.rules.follow_up_actions import follow_up_actions

_OVER = {"done": "it is done", "late": "it is done", "missed": "its time is over"}
# What makes an action needless: an end before it began, or what comes before it is done.
_LASTING = tuple(kind for kind in STOP_KINDS if kind != "closure")
_COMES_FIRST = (*words.HUMAN_INBOUND_KINDS, "interview", *STOP_KINDS)


def refuse_needless(log: JobSearchLog, row: "pd.Series[Any]") -> None:
    """Refuse an action for which nothing is to be written.

    Raises
    ------
    MessageError
        If it is over, or asks for no message; the message says why.
    """
    status, why, named = str(row["status"]), one_line(str(row["why"])), action_named(row)
    if status in _OVER:
        done = f" ({how_it_was_done(log, row)})" if row["done_event_id"] in log.events.index else ""
        raise MessageError(f"{named}: nothing needs to be written, {_OVER[status]}{done}: {why}")
    if status == "moot":
        raise MessageError(f"{named}: nothing needs to be written, {_what_came_first(log, row)}: {why}")
    if row["action"] == "move_on":
        raise MessageError(f"{named}: nothing needs to be written, it asks you to move on: {why}")
    if row["action"] not in (*words.OUTBOUND_KINDS, "decide"):
        raise MessageError(f"{named}: {row['action']!r} is no message: allowed are {', '.join(words.OUTBOUND_KINDS)}, decide")


def _what_came_first(log: JobSearchLog, row: "pd.Series[Any]") -> str:
    """The event, or the word of the sheet, that made an action needless."""
    application_id, trigger = str(row["application_id"]), str(row["trigger_event_id"])
    events = log.events
    events = events[events["application_id"] == application_id]
    place = events.index.get_indexer(pd.Index([trigger]))[0]
    ended = events.iloc[:place][lambda before: before["kind"].isin(_LASTING)]
    first = pd.concat([ended, events.iloc[place + 1 :][lambda after: after["kind"].isin(_COMES_FIRST)]])
    if len(first):
        zone = str(log.applications["timezone"].get(application_id, "UTC"))
        day = day_name(first["at"].iloc[0].tz_convert(zone).date())
        return f"something came first ({EVENT_NAMES[str(first['kind'].iloc[0])].lower()} on {day})"
    stated = log.undated_status.get(application_id, "")
    if stated:
        return f"the sheet says that it is {stated}"
    if log.applications["stated_process"].get(application_id, "") == "no_inquiries":
        return "they asked not to be asked"
    return "its time is over"


CONNECTION_LIMIT = 300
# What a connection request does without, in this order, where it is too long.
_LEFT_OUT = ({"topics": ()}, {"interview_on": None}, {"role": "", "company": ""}, {"contact": ""}, {"seeker": Seeker()})


def draft_message(
    log: JobSearchLog,
    action: Any,
    *,
    seeker: Seeker | None = None,
    medium: str | None = None,
    notes: Mapping[str, str] | None = None,
    as_of: Any = None,
    cadence: Cadence | None = None,
    templates: str | os.PathLike[str] | None = None,
) -> Message:
    """Draft the message that an action asks for, from what the log knows.

    Parameters
    ----------
    log : JobSearchLog
    action : Series, DataFrame or str
        A row of `follow_up_actions(log, ...)` (or a table with that one row); or its id, or the beginning of it that only one
        action has: `as_of` is needed then.
    seeker : Seeker, optional
        Who signs. The cadence's where none is given.
    medium : str, optional
        Another medium than the action's. A letter (`post`), a phone script (`phone`), a short message (`linkedin`, `sms`); all
        others are sent as an e-mail, but that what is spoken (`video`, `in_person`) follows the phone script.
    notes : mapping, optional
        What the log does not hold, in place of what it holds: `topics, strengths, values, open_points` (more than one between
        semicolons), `contact` (whom to greet), `address`, `answer` (what you answer them), `news` (what is new since).
    as_of : date, str or Timestamp, optional
        The moment, where `action` is an id.
    cadence : Cadence, optional
        The rules' settings, where `action` is an id.
    templates : path, optional
        A folder with templates of your own; they go before the package's of the same name (`thank_you.j2`,
        `thank_you.phone.j2`, `layout.email.j2`).

    Returns
    -------
    Message
        `missing` lists what is still needed. Nothing is made up, and no placeholder stands in the text: what is not known is
        left out.

    Raises
    ------
    MessageError
        If nothing needs to be written (the action is `moot`, `done`, `late` or `missed`, or asks to move on), or a template of
        yours can't be used.
    UnknownNameError
        If there is no such action, application, medium or note.

    References
    ----------
    Rules C01-C21 in `followup_analytics/rules/catalogue.toml`; 300 characters are what LinkedIn allows with a request to connect.
    """
    check_log(log)
    row = action_row(log, action, as_of, cadence)
    refuse_needless(log, row)
    facts = facts_of(log, row, seeker or cadence_or_default(cadence).seeker, notes)
    chosen = _medium(facts.kind, row["medium"] if medium is None else medium)
    if facts.kind == "connection_request":
        return _connection_request(facts, templates)
    return _message(facts, chosen, templates, missing_pieces(facts, FORM_OF_MEDIUM.get(chosen, DEFAULT_FORM)))


def action_row(log: JobSearchLog, action: Any, as_of: Any = None, cadence: Cadence | None = None) -> "pd.Series[Any]":
    """The row of an action: itself, or by its id as of a moment."""
    if isinstance(action, pd.Series):
        return action
    if isinstance(action, pd.DataFrame):
        if len(action) != 1:
            raise MessageError(f"action must be one row of the actions, got {len(action)}: give actions.iloc[0]")
        return action.iloc[0]
    if not isinstance(action, str):
        raise MessageError(f"action must be a row of the actions or an id, got {type(action).__name__}")
    if as_of is None:
        raise MessageError(f"action {action!r} is an id: say as of when, or give a row of follow_up_actions")
    return find_action(follow_up_actions(log, cadence, as_of=as_of), action)


def _medium(kind: str, medium: str) -> str:
    """The medium that is written in: what may be none, or unknown, is an e-mail."""
    if medium not in words.MEDIA:
        raise MessageError(
            f"{medium!r} is no medium: allowed are {', '.join(filter(None, words.MEDIA))}{did_you_mean(medium, words.MEDIA)}"
        )
    return medium if medium in FORM_OF_MEDIUM else DEFAULT_FORM


def _message(facts: Facts, medium: str, templates: str | os.PathLike[str] | None, missing: tuple[str, ...]) -> Message:
    read = Message.of(render(facts, medium, templates))
    return Message(
        subject=read.subject,
        body=read.body,
        medium=medium,
        to=_to(facts, medium),
        missing=missing,
        kind=facts.kind,
        application_id=facts.application_id,
        action_id=facts.action_id,
        facts=facts,
    )


def _to(facts: Facts, medium: str) -> str:
    if medium == "email":
        return facts.contact_email
    who = greeted(facts.contact) or facts.contact or facts.company
    return ", ".join(filter(None, (facts.contact, facts.company, facts.address))) if medium == "post" else who


def _connection_request(facts: Facts, templates: str | os.PathLike[str] | None) -> Message:
    """The request in 300 characters: what does not fit is left out, and a name that does not fit is asked for."""
    missing, changed = missing_pieces(facts, "linkedin"), facts
    message = _message(changed, "linkedin", templates, missing)
    for left_out in _LEFT_OUT:
        if len(message.body) <= CONNECTION_LIMIT:
            return message
        changed = dataclasses.replace(changed, **cast(Any, left_out))
        names = ("contact", "seeker") if "contact" in left_out or "seeker" in left_out else ()
        missing = (
            *missing,
            *(f"A shorter name of {'theirs' if n == 'contact' else 'yours'} (C09)" for n in names if n in left_out),
        )
        message = _message(changed, "linkedin", templates, missing)
    if len(message.body) > CONNECTION_LIMIT:
        raise MessageError(
            f"the template for a connection request gives {len(message.body)} characters, {CONNECTION_LIMIT} are allowed"
        )
    return message
