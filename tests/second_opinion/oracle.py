"""The follow-up rules, plainly: application by application, rule by rule, event by event."""

from collections import defaultdict
from typing import Any, Protocol

import pandas as pd

from .ends import no_inquiries, quiet_application
from .media import medium, send_at
from .rules_messages import answers, connection_requests, feedback_requests, keep_in_touch_notes, thank_yous
from .rules_silence import follow_ups
from .settings import DEFAULTS, Settings
from .story import Story, story_of
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
]
SORTED_BY = ["application_id", "rule", "action", "opens_at", "trigger_event_id"]


class Log(Protocol):
    """What holds the two tables of a log."""

    @property
    def applications(self) -> pd.DataFrame: ...

    @property
    def events(self) -> pd.DataFrame: ...


def plain_actions(log: Log, as_of: object, settings: Settings = DEFAULTS) -> pd.DataFrame:
    """All actions of a log as of a moment, open or not."""
    rows_of: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for row in log.events.itertuples():
        rows_of[str(row.application_id)].append((str(row.Index), row))
    records = []
    for application in log.applications.itertuples():
        story = story_of(application, rows_of[str(application.Index)], as_of, settings)
        records += [_record(str(application.Index), story, action) for action in actions_of(story)]
    frame = pd.DataFrame(records, columns=COLUMNS)
    for name in MOMENTS:
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.as_unit("us")
    return frame.sort_values(SORTED_BY, kind="stable", ignore_index=True)


def actions_of(story: Story) -> list[Action]:
    """What every rule asks of one application."""
    always = [
        *thank_yous(story),
        *answers(story),
        *feedback_requests(story),
        *connection_requests(story),
        *keep_in_touch_notes(story),
    ]
    if story.column("stated_process") == "no_inquiries":
        return always + no_inquiries(story)
    return always + follow_ups(story) + quiet_application(story)


def _record(application_id: str, story: Story, action: Action) -> tuple[object, ...]:
    sent = send_at(story, action)
    return (
        application_id,
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
    )
