"""A made search as people keep it: a row per event, or a row per application with a column for each stage."""

from dataclasses import replace
from typing import Any

import pandas as pd

from .frames import Frames
from .searches import Search

HEADERS = {
    "company": "Company",
    "role": "Role",
    "seniority": "Seniority",
    "company_type": "Company type",
    "country": "Country",
    "timezone": "Time zone",
    "stated_process": "Stated process",
    "preferred_medium": "Preferred medium",
    "contact": "Contact",
    "stated_status": "Status",
}
DAY_HEADERS = {"reply_expected_by": "Reply expected by", "answer_by": "Decide by"}
WORD_OF_KIND = {
    "application": "Applied",
    "acknowledgement": "Receipt",
    "interview_invitation": "Interview invitation",
    "reply": "Reply received",
    "thank_you": "Thank you sent",
    "status_check": "Status check",
    "answer": "I answered",
    "offer": "Offer received",
    "rejection": "Rejected",
    "withdrawal": "Withdrew",
    "closure": "Gave up",
}
WORD_OF_STAGE = {
    "": "Interview",
    "screening": "Screening interview",
    "technical": "Technical interview",
    "cultural_fit": "Culture interview",
    "final": "Final interview",
}
COLUMN_OF_KIND = {
    "application": "Date applied",
    "acknowledgement": "Confirmation received",
    "interview_invitation": "Invitation received",
    "reply": "Response date",
    "thank_you": "Thank you sent",
    "status_check": "Followed up on",
    "answer": "My reply date",
    "offer": "Offer date",
    "rejection": "Rejected on",
    "withdrawal": "Withdrawn on",
}
COLUMN_OF_STAGE = WORD_OF_STAGE | {"": "Interview date"}


def event_rows(made: Search) -> pd.DataFrame:
    """A row per event, the facts of its application on each; notes beside the event that they are on."""
    rows = [_facts(made, event) | _event_cells(made, str(name), event) for name, event in made.frames.events.iterrows()]
    return pd.DataFrame(rows)


def _facts(made: Search, event: pd.Series) -> dict[str, str]:
    application = made.frames.applications.loc[event["application_id"]]
    told = {header: str(application[name]).replace("_", " ") for name, header in HEADERS.items() if name != "timezone"}
    return told | {"Time zone": application["timezone"], "Urgent": "yes" if application["urgent"] else ""}


def _event_cells(made: Search, name: str, event: pd.Series) -> dict[str, str]:
    zone = made.frames.applications.loc[event["application_id"], "timezone"]
    kind, medium = str(event["kind"]), str(event["medium"]).replace("_", " ")
    word = WORD_OF_STAGE[str(event["stage"])] if kind == "interview" else WORD_OF_KIND[kind]
    days = {header: _cell(event[column], zone, "day") for column, header in DAY_HEADERS.items()}
    when = _cell(event["at"], zone, str(event["precision"]))
    return {"Date": when, "Event": word, "Medium": medium, **days, "Notes": made.texts[name]}


def _cell(moment: Any, zone: str, precision: str) -> str:
    """A day, or a day and a time, as the clocks there show it."""
    if pd.isna(moment):
        return ""
    return str(moment.tz_convert(zone).strftime("%Y-%m-%d" if precision == "day" else "%Y-%m-%d %H:%M"))


def only_stage_columns(made: Search) -> Search:
    """The part of a search that fits into stage columns: of each column once, and one day each that they named."""
    events = made.frames.events
    fitting = events.assign(column=[_column(event) for _, event in events.iterrows()])
    good = [name for name, group in fitting.groupby("application_id") if _fits(group)]
    kept = events[events["application_id"].isin(good)]
    promises = {name: day for name, day in made.promises.items() if name in good}
    # The way of writing stands once in such a row: it is that of the application.
    silent = kept.assign(medium=kept["medium"].where(kept["kind"] == "application", ""))
    return replace(made, frames=Frames(made.frames.applications.loc[good], silent), promises=promises)


def _column(event: pd.Series) -> str:
    kind, stage = str(event["kind"]), str(event["stage"])
    return COLUMN_OF_STAGE.get(stage, "") if kind == "interview" else COLUMN_OF_KIND.get(kind, "")


def _fits(group: pd.DataFrame) -> bool:
    told = group["reply_expected_by"].notna()
    return bool(group["column"].is_unique and group["column"].ne("").all() and not told.any())


def stage_columns(made: Search) -> pd.DataFrame:
    """A row per application of a search that fits."""
    rows = []
    for name, application in made.frames.applications.iterrows():
        its = made.frames.events[made.frames.events["application_id"] == name]
        zone = application["timezone"]
        cells = dict.fromkeys([*COLUMN_OF_KIND.values(), *COLUMN_OF_STAGE.values(), "Decide by", "How applied"], "")
        for _, event in its.iterrows():
            cells[_column(event)] = _cell(event["at"], zone, str(event["precision"]))
        decided = its["answer_by"].dropna()
        cells["Decide by"] = _cell(decided.iloc[0], zone, "day") if len(decided) else ""
        cells["How applied"] = str(its.loc[its["kind"] == "application", "medium"].iloc[0])
        notes = " ".join(filter(None, (made.texts[str(event)] for event in its.index)))
        rows.append(_facts(made, its.iloc[0]) | cells | {"Notes": notes})
    return pd.DataFrame(rows)
