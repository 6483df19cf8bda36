"""The columns that a user adds for the drafts are learned from any layout, and stand in the draft."""

import pandas as pd
import pytest
from desk import SEEKER

import followup_analytics as fa

NOTES = ("topics", "strengths", "values", "open_points")
CELLS = ("customs delays", "clear charts", "open records", "window functions")
HEADERS = [
    ("Topics", "Strengths", "Values", "Open points"),
    ("Topics discussed", "My strengths", "Company values", "Open questions"),
    ("What we talked about", "What I bring", "Values we share", "What I should have said"),
    ("Besprochene Themen", "Meine Stärken", "Gemeinsame Werte", "Offene Punkte"),
    ("Sujets abordés", "Mes points forts", "Valeurs partagées", "Points à clarifier"),
    ("Temas tratados", "Puntos fuertes", "Valores compartidos", "Puntos por aclarar"),
    ("讨论内容", "我的优势", "公司价值观", "待确认问题"),
]


def row_per_application(headers: tuple[str, ...]) -> pd.DataFrame:
    row = {"Company": "Acme", "Role": "Analyst", "Contact": "Anna Meyer", "Email": "anna@acme.example"}
    return pd.DataFrame(
        [{**row, "Date applied": "2026-03-02", "Interview date": "2026-03-10", **dict(zip(headers, CELLS, strict=True))}]
    )


def row_per_event(headers: tuple[str, ...]) -> pd.DataFrame:
    row = {"Company": "Acme", "Role": "Analyst", "Contact": "Anna Meyer", "Contact email": "anna@acme.example"}
    applied = {**row, "Date": "2026-03-02", "Event": "Applied", **dict.fromkeys(headers, "")}
    return pd.DataFrame([applied, {**row, "Date": "2026-03-10", "Event": "Interview", **dict(zip(headers, CELLS, strict=True))}])


@pytest.mark.parametrize("layout", [row_per_application, row_per_event])
@pytest.mark.parametrize("headers", HEADERS)
def test_the_notes_of_a_sheet_reach_the_draft(headers: tuple[str, ...], layout: type) -> None:
    log = fa.read_log(layout(headers))
    interview = log.events[log.events["kind"] == "interview"].iloc[0]
    assert tuple(interview[name] for name in NOTES) == CELLS
    actions = fa.follow_up_actions(log, as_of="2026-03-11")
    message = fa.draft_message(log, actions[actions["rule"] == "T01"].iloc[0], seeker=SEEKER)
    assert message.ready and all(cell in message.body for cell in CELLS)
