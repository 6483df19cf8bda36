"""A rule case as the two tables of a log."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.typing import NaTType

TEXT_OF_APPLICATION = (
    "company",
    "role",
    "seniority",
    "company_type",
    "culture",
    "country",
    "timezone",
    "stated_process",
    "preferred_medium",
    "status",
)


@dataclass(frozen=True)
class Frames:
    """What looks like a log: its applications and its events."""

    applications: pd.DataFrame
    events: pd.DataFrame


def frames_of_case(case: dict[str, Any]) -> Frames:
    """The tables of one case of a case file; its application is A1, its events are A1/1, A1/2, ..."""
    application = {name: case["application"].get(name, "") for name in TEXT_OF_APPLICATION}
    application["status"] = application["status"] or "active"
    application["urgent"] = case["application"].get("urgent", "") == "yes"
    timezone = application["timezone"] or "UTC"
    events = [_event(event, f"A1/{number}", timezone) for number, event in enumerate(case["events"], start=1)]
    index = pd.Index(["A1"], name="application_id")
    return Frames(pd.DataFrame([application], index=index), events_frame(events))


def events_frame(events: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of events as a table with its types, also where there is no row."""
    columns = ["event_id", "application_id", "at", "precision", "kind", "medium", "stage", "reply_expected_by"]
    frame = pd.DataFrame(events, columns=columns).set_index("event_id")
    frame.index = frame.index.astype("str")
    for name in ("at", "reply_expected_by"):
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.as_unit("us")
    return frame


def _event(event: dict[str, Any], event_id: str, timezone: str) -> dict[str, Any]:
    is_day = len(event["at"]) == len("2026-03-02")
    return {
        "event_id": event_id,
        "application_id": "A1",
        "at": _moment(event["at"], timezone),
        "precision": "day" if is_day else "minute",
        "kind": event["kind"],
        "medium": event.get("medium", ""),
        "stage": event.get("stage", ""),
        "reply_expected_by": _moment(event.get("reply_expected_by", ""), timezone),
    }


def _moment(text: str, timezone: str) -> pd.Timestamp | NaTType:
    """A moment, or a day as its midnight in the application's zone."""
    if not text:
        return pd.NaT
    moment = pd.Timestamp(text)
    local = moment if moment.tzinfo is not None else moment.tz_localize(timezone)
    return local.tz_convert("UTC")
