"""The follow-up rules, plainly: application by application, rule by rule, event by event."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import pandas as pd

from .channels import has_channel, says_nothing
from .ends import no_inquiries, quiet_application
from .media import medium, send_at
from .rules_answers import answers, decisions
from .rules_messages import connection_requests, feedback_requests, keep_in_touch_notes, thank_yous
from .rules_silence import follow_ups
from .settings import DEFAULTS, Settings
from .story import Story, story_of
from .tiers import tier_of
from .verdict import Action

MOMENTS = ["opens_at", "due_at", "expires_at", "send_at"]
COLUMNS = [
    "application_id",
    "rule",
    "action",
    "check_number",
    "trigger_event_id",
    "opens_at",
    "due_at",
    "expires_at",
    "status",
    "medium",
    "done_event_id",
    "send_at",
    "tier",
    "reachable",
]
SORTED_BY = ["application_id", "rule", "action", "opens_at", "trigger_event_id"]
NO_PROMISES: Mapping[str, date] = {}


class Log(Protocol):
    """What holds the two tables of a log."""

    @property
    def applications(self) -> pd.DataFrame: ...

    @property
    def events(self) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Asked:
    """An action with the story that it is of, and its number among the application's actions."""

    application_id: str
    number: int
    story: Story
    action: Action
    reachable: bool

    @property
    def sent_at(self) -> datetime | None:
        return send_at(self.story, self.action)


def plain_actions(
    log: Log, as_of: object, settings: Settings = DEFAULTS, promises: Mapping[str, date] = NO_PROMISES
) -> pd.DataFrame:
    """All actions of a log as of a moment, open or not; `promises` are the days of open questions, by application."""
    records = [_record(asked) for asked in everything_asked(log, as_of, settings, promises)]
    frame = pd.DataFrame(records, columns=COLUMNS)
    for name in MOMENTS:
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.as_unit("us")
    return frame.sort_values(SORTED_BY, kind="stable", ignore_index=True)


def everything_asked(
    log: Log, as_of: object, settings: Settings = DEFAULTS, promises: Mapping[str, date] = NO_PROMISES
) -> list[Asked]:
    """All actions with their stories, application by application."""
    applications, rows = list(log.applications.itertuples()), rows_of_applications(log)
    silent = says_nothing(applications, log.events.itertuples())
    asked = []
    for application in applications:
        name = str(application.Index)
        story = story_of(application, rows[name], as_of, settings, promises.get(name))
        reachable = silent or has_channel(application, [row for _, row in rows[name]])
        asked += [Asked(name, number, story, action, reachable) for number, action in enumerate(actions_of(story))]
    return asked


def rows_of_applications(log: Log) -> dict[str, list[tuple[str, Any]]]:
    """The rows of events by application, each with its id."""
    rows: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for row in log.events.itertuples():
        rows[str(row.application_id)].append((str(row.Index), row))
    return rows


def actions_of(story: Story) -> list[Action]:
    """What every rule asks of one application."""
    always = [
        *thank_yous(story),
        *answers(story),
        *decisions(story),
        *feedback_requests(story),
        *connection_requests(story),
        *keep_in_touch_notes(story),
    ]
    if story.column("stated_process") == "no_inquiries":
        return always + no_inquiries(story)
    return always + follow_ups(story) + quiet_application(story)


def _record(asked: Asked) -> tuple[object, ...]:
    story, action, sent = asked.story, asked.action, asked.sent_at
    return (
        asked.application_id,
        action.rule,
        action.action,
        action.check_number,
        action.trigger.event_id,
        action.window.opens_at,
        action.window.due_at,
        action.window.expires_at,
        action.status,
        medium(story, action, sent),
        action.answer.event_id if action.answer is not None else "",
        sent,
        tier_of(action),
        asked.reachable,
    )
