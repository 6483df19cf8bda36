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
    "contact",
    "status",
    "stated_status",
)


@dataclass(frozen=True)
class Frames:
    """What looks like a log: its applications and its events."""

    applications: pd.DataFrame
    events: pd.DataFrame


def frames_of_case(case: dict[str, Any]) -> Frames:
    """The tables of one case of a case file; its applications are A1, A2, ..., their events A1/1, A1/2, ..."""
    told = [case, *case.get("more", [])]
    applications = {f"A{number}": _application(one["application"]) for number, one in enumerate(told, start=1)}
    events = [
        _event(event, name, number, applications[name]["timezone"] or "UTC")
        for name, one in zip(applications, told, strict=True)
        for number, event in enumerate(one["events"], start=1)
    ]
    frame = pd.DataFrame.from_dict(applications, orient="index").rename_axis("application_id")
    return Frames(frame, events_frame(events))


def _application(told: dict[str, Any]) -> dict[str, Any]:
    application = {name: told.get(name, "") for name in TEXT_OF_APPLICATION}
    return {**application, "status": application["status"] or "active", "urgent": told.get("urgent", "") == "yes"}


def events_frame(events: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of events as a table with its types, also where there is no row."""
    columns = [
        "event_id",
        "application_id",
        "at",
        "precision",
        "kind",
        "medium",
        "stage",
        "contact",
        "reply_expected_by",
        "answer_by",
    ]
    frame = pd.DataFrame(events, columns=columns).set_index("event_id")
    frame.index = frame.index.astype("str")
    frame["contact"] = frame["contact"].astype("object").fillna("")
    for name in ("at", "reply_expected_by", "answer_by"):
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.as_unit("us")
    return frame


def _event(event: dict[str, Any], application_id: str, number: int, timezone: str) -> dict[str, Any]:
    is_day = len(event["at"]) == len("2026-03-02")
    return {
        "event_id": f"{application_id}/{number}",
        "application_id": application_id,
        "at": _moment(event["at"], timezone),
        "precision": "day" if is_day else "minute",
        "kind": event["kind"],
        "medium": event.get("medium", ""),
        "stage": event.get("stage", ""),
        "contact": event.get("contact", ""),
        "reply_expected_by": _moment(event.get("reply_expected_by", ""), timezone),
        "answer_by": _moment(event.get("answer_by", ""), timezone),
    }


def _moment(text: str, timezone: str) -> pd.Timestamp | NaTType:
    """A moment, or a day as its midnight in the application's zone."""
    if not text:
        return pd.NaT
    moment = pd.Timestamp(text)
    local = moment if moment.tzinfo is not None else moment.tz_localize(timezone)
    return local.tz_convert("UTC")
