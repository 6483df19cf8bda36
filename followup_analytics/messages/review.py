"""review_message: a second pair of eyes on a message, before it is sent."""

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.errors import MessageError, check_is, did_you_mean
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.messages import content_checks, form_checks, language_checks
from followup_analytics.messages.drafts import action_row
from followup_analytics.messages.facts import Facts, facts_of
from followup_analytics.messages.message import Message
from followup_analytics.messages.message_parts import HINT, MUST, SHOULD, Finding, Look, parts_of
from followup_analytics.messages.phrases import Phrases, phrases_of
from followup_analytics.rules.cadence import Cadence, Seeker, cadence_or_default
from followup_analytics.rules.catalogue import rules

FINDING_COLUMNS = ("rule", "severity", "where", "what", "mend", "source")
_SEVERITIES = (MUST, SHOULD, HINT)
CHECKS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    form_checks.greeting,
    content_checks.gratitude,
    content_checks.something_specific,
    content_checks.interest,
    content_checks.noted_and_not_used,
    content_checks.call_to_action,
    form_checks.length,
    form_checks.subject,
    form_checks.signature,
    language_checks.placeholders,
    language_checks.unwanted_phrases,
    language_checks.loudness,
    language_checks.attachments,
    language_checks.copies,
    language_checks.names,
    language_checks.doubled_words,
    language_checks.capitals,
    language_checks.brackets,
    content_checks.their_time,
    form_checks.phone_script,
    content_checks.open_door,
    language_checks.dispute,
    content_checks.feedback_for_growth,
    content_checks.no_argument,
)


def review_message(
    message: Message | str,
    log: JobSearchLog | None = None,
    action: Any = None,
    *,
    seeker: Seeker | None = None,
    earlier: Iterable[Message | str] = (),
    as_of: Any = None,
    cadence: Cadence | None = None,
    language: str | os.PathLike[str] = "en",
) -> pd.DataFrame:
    """Review a message by the content rules C01-C21.

    Parameters
    ----------
    message : Message or str
        A draft, or text that may begin with "Subject: ..." (and "Attachments: ...").
    log : JobSearchLog, optional
        What the message is compared with: names as they are spelled there, noted topics, and messages sent before.
    action : Series, DataFrame or str, optional
        The action that the message is for, as in `draft_message`; a draft knows its own. Without one, kind and medium are the
        message's, and what only the log knows is not checked.
    seeker : Seeker, optional
        Who signs; the cadence's where none is given.
    earlier : iterable of Message or str
        Messages that were sent before and are not in the log.
    as_of, cadence
        The moment and the rules' settings, where `action` is an id.
    language : str or path
        The language of the message (`en`), or a file with the phrases of another.

    Returns
    -------
    DataFrame
        One row per finding, the gravest first: `rule` (C01-C21), `severity` (`must` be mended before sending, `should` be,
        `hint`), `where` (subject, greeting, paragraph n, signature, attachments, whole message), `what` was found, how
        to `mend` it, and `source` (short names of the guides). No row: nothing was found.

    Raises
    ------
    MessageError
        If the message's kind or medium is unknown, the phrases can't be read, or `action` is an id and `as_of` is missing.
    UnknownNameError
        If the log has no such action, application or event.

    References
    ----------
    The rules and their sources are in `followup_analytics/rules/catalogue.toml`; the phrases in
    `followup_analytics/messages/phrases/en.toml`.

    Examples
    --------
    >>> review_message("Hey Anna, when I start next month, I will fix that!!")["rule"].tolist()
    ['C14', 'C02', 'C11', 'C13', 'C13', 'C04', 'C08', 'C11']
    """
    read = Message.of(message) if isinstance(message, str) else message
    check_is("message", read, Message, "a Message, as fa.draft_message gives, or its text")
    if log is not None:
        check_log(log)
    _check_words(read)
    signs = seeker or (read.facts.seeker if read.facts else cadence_or_default(cadence).seeker)
    read, facts = _with_facts(read, log, None if action is None else (action, as_of, cadence), signs)
    phrases = phrases_of(language)
    sent = [*earlier, *(_sent_texts(log) if log is not None else ())]
    look = Look(read, phrases, facts, signs, tuple(filter(None, (_paragraphs(one, phrases) for one in sent))))
    return _table([finding for check in CHECKS for finding in check(look)])


def _check_words(message: Message) -> None:
    for what, word, allowed in (("kind", message.kind, words.OUTBOUND_KINDS), ("medium", message.medium, words.MEDIA)):
        if word and word not in allowed:
            known = ", ".join(filter(None, allowed))
            raise MessageError(f"{word!r} is no {what} of message: allowed are {known}{did_you_mean(word, allowed)}")


def _with_facts(
    message: Message, log: JobSearchLog | None, asked: tuple[Any, Any, Cadence | None] | None, seeker: Seeker
) -> tuple[Message, Facts | None]:
    """The message with its kind and medium, and what the log knows: a draft brings along what it was made from."""
    if log is None or asked is None:
        return message, message.facts
    row = action_row(log, *asked)
    facts = message.facts if message.facts and message.action_id == row.name else facts_of(log, row, seeker)
    return dataclasses.replace(message, kind=message.kind or facts.kind, medium=message.medium or row["medium"]), facts


def _sent_texts(log: JobSearchLog) -> list[str]:
    """The texts of messages that were sent, as far as the log holds them."""
    events = log.events
    return list(pd.unique(events.loc[(events["direction"] == "outbound") & (events["text"] != ""), "text"]))


def _paragraphs(message: Message | str, phrases: Phrases) -> str:
    body = message.body if isinstance(message, Message) else Message.of(message).body
    return "\n\n".join(parts_of(body, phrases).paragraphs)


def _table(findings: Sequence[Finding]) -> pd.DataFrame:
    """The findings as a table, the gravest first."""
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: _SEVERITIES.index(finding.severity))
    rows = [(*finding, rules()[finding.rule].citation) for finding in ordered]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS), dtype="str")
