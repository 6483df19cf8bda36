"""Drafts: what the log knows stands in them, what it does not know is asked for, and none is called ready that is not."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from desk import KINDS, SEEKER, desk
from hand_made import log_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from second_opinion.frames import Frames
from second_opinion.strategies import situations

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.errors import FollowupError, MessageError, UnknownNameError
from followup_analytics.messages import phrases
from followup_analytics.messages.facts import NOTES
from followup_analytics.messages.rendering import FORM_OF_MEDIUM, greeted
from followup_analytics.rules.action_ids import action_named

KNOWN = {
    "contact_email": "zelda@corbury.example",
    "topics": "customs paperwork delays",
    "strengths": "clear charts",
    "values": "open records",
}
# What no log holds, so that a draft of any kind and medium can be ready.
SAID = {"answer": "Tuesday at ten suits me well.", "news": "I have finished the course", "address": "1 Quay, Boston"}
MEDIA = [medium for medium in words.MEDIA if medium]
OPEN = ("overdue", "due", "waiting")


def drafted(
    kind: str, medium: str | None = None, event: str = "", notes: Mapping[str, str] | None = None, **facts: str
) -> fa.Message:
    log, row = desk(kind, {**KNOWN, **facts}, event)
    return fa.draft_message(log, row, seeker=SEEKER, medium=medium, notes=notes)


def grave(message: fa.Message) -> list[str]:
    findings = fa.review_message(message)
    return list(findings.loc[findings["severity"] == "must", "what"])


# --- every kind and medium -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("kind", KINDS)
def test_with_all_that_it_asks_for_a_draft_of_any_kind_is_ready_and_nothing_is_found_in_it(kind: str, medium: str) -> None:
    said = {**SAID, "address": "1 Quay, Boston" if medium == "post" else ""}
    message = drafted(kind, medium, notes=said)
    assert message.ready and message.missing == ()
    findings = fa.review_message(message)
    assert findings.empty, f"{message}\n{findings.to_string()}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_whom_it_is_for_and_what_it_is(kind: str) -> None:
    log, row = desk(kind, KNOWN)
    message = fa.draft_message(log, row, seeker=SEEKER)
    assert (message.application_id, message.action_id) == ("A1", row.name)
    assert message.kind == row["action"] and message.medium == row["medium"]
    assert message.to == ("Zelda Rimmington" if message.medium == "linkedin" else "zelda@corbury.example")
    assert "Zelda Rimmington" in message.body and "Ada Doe" in message.body


CONTENT = [
    ("thank_you", "the interview for the Data Analyst position on Tuesday, 10 March"),
    ("thank_you", "customs paperwork delays"),
    ("thank_you", "clear charts"),
    ("status_check", "the interview for the Data Analyst position on Tuesday, 10 March"),
    ("application_check", "my application for the Data Analyst position at Corbury Freight, which I sent on Monday, 2 March"),
    ("later_check", "such decisions take time"),
    ("closure_request", "future openings at Corbury Freight"),
    ("answer", "Thank you for"),
    ("feedback_request", "Thank you for letting me know about your decision"),
    ("connection_request", "stay in touch"),
    ("keep_in_touch", "our talk about customs paperwork delays"),
]


@pytest.mark.parametrize(("kind", "says"), CONTENT)
def test_a_draft_holds_what_the_log_knows(kind: str, says: str) -> None:
    assert says in drafted(kind).body


@pytest.mark.parametrize(
    ("stage", "named"),
    [
        ("technical", "technical interview"),
        ("final", "final interview"),
        ("onsite", "on-site interview"),
        ("other", "the interview"),
    ],
)
def test_the_round_is_named(stage: str, named: str) -> None:
    assert named in drafted("thank_you", stage=stage).body


def test_a_stated_date_is_named_once_it_has_passed() -> None:
    assert "You mentioned Friday, 13 March for an answer" in drafted("status_check", until="2026-03-13").body


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ("reply", "about my application for the Data Analyst position at Corbury Freight."),
        (
            "interview_invitation",
            "Thank you for the invitation to an interview for the Data Analyst position at Corbury Freight.",
        ),
        ("offer", "Thank you very much for the offer for the Data Analyst position at Corbury Freight."),
    ],
)
def test_an_answer_fits_what_they_sent(event: str, says: str) -> None:
    message = drafted("answer", event=event)
    assert says in message.body
    assert message.missing == ("What you answer: their message is not in the log (T12, `answer`)",)


def test_an_answer_of_the_seekers_stands_in_it() -> None:
    assert "Tuesday at ten suits me well.\n" in drafted("answer", notes=SAID).body


def test_open_points_are_come_back_to() -> None:
    assert "window functions" in drafted("thank_you", open_points="window functions").body
    assert "window functions" not in drafted("status_check", open_points="window functions").body


def test_the_notes_of_the_interview_in_question_are_used() -> None:
    at = pd.to_datetime(["2026-03-02", "2026-03-04", "2026-03-10", "2026-03-11"], utc=True)
    events = pd.DataFrame(
        {"application_id": "A1", "at": at, "kind": ["interview", "note", "interview", "note"], "precision": "day"}
    )
    events["topics"] = ["first topic", "debrief of the first", "", "debrief of the second"]
    events["strengths"] = ["old strength", "", "", ""]
    log = fa.JobSearchLog(pd.DataFrame({"company": ["Acme"]}, index=pd.Index(["A1"], name="application_id")), events)
    actions = fa.follow_up_actions(log, as_of="2026-03-11")
    second = actions[actions["trigger_event_id"] == "A1/3"].iloc[0]
    body = fa.draft_message(log, second, seeker=SEEKER).body
    assert "debrief of the second" in body and "first" not in body and "old strength" in body


def test_a_slipped_check_is_drafted_for_the_decision_that_it_asks_for() -> None:
    log, _ = desk("status_check", KNOWN)
    actions = fa.follow_up_actions(log, as_of="2026-04-08")
    message = fa.draft_message(log, actions[actions["action"] == "decide"].iloc[0], seeker=SEEKER)
    assert message.kind == "status_check" and message.medium == "email" and message.ready


def test_messages_to_different_people_are_worded_differently() -> None:
    log, row = desk("thank_you", KNOWN)
    bodies = {fa.draft_message(log, row.rename(f"A1:T01.{n}"), seeker=SEEKER).body for n in range(12)}
    assert len(bodies) > 6


# --- what is missing -------------------------------------------------------------------------------------------------

MISSING = [
    ("thank_you", "email", {"contact": ""}, "Whom to greet: a person's name (C01)"),
    ("thank_you", "email", {"company": ""}, "The company's name"),
    ("thank_you", "email", {"role": ""}, "The role that you applied for (C10)"),
    ("thank_you", "email", {"contact_email": ""}, "The e-mail address to send it to (`address`)"),
    ("thank_you", "email", {"topics": ""}, "What you talked about: a moment, topic or project of the interview (C03, `topics`)"),
    ("thank_you", "email", {"strengths": ""}, "A strength of yours that the role calls for (C05, `strengths`)"),
    ("thank_you", "email", {"values": "", "stage": "cultural_fit"}, "A value of theirs that you share (C06, `values`)"),
    ("thank_you", "post", {}, "The postal address to send it to (`address`)"),
    ("thank_you", "email", {"topics": "x" * 200}, "Topics in fewer words (C09, `topics`)"),
    (
        "connection_request",
        "linkedin",
        {"topics": ""},
        "What you talked about: a moment, topic or project of the interview (C03, `topics`)",
    ),
    ("keep_in_touch", "email", {}, "What is new since: with you, or what you read of them (C07, `news`)"),
]


@pytest.mark.parametrize(("kind", "medium", "facts", "asked"), MISSING)
def test_what_is_missing_is_asked_for(kind: str, medium: str, facts: dict[str, str], asked: str) -> None:
    message = drafted(kind, medium, **facts)
    assert message.missing == (asked,) and not message.ready


def test_without_a_seeker_their_name_and_how_to_reach_them_are_asked_for() -> None:
    log, row = desk("thank_you", KNOWN)
    assert fa.draft_message(log, row).missing == (
        'Your name, to sign with: name = "..." in the table [seeker] of the cadence file (C11)',
        'Your phone number or e-mail address: phone = "..." or email = "..." in the table [seeker] of the cadence file (C11)',
    )
    cadence = fa.Cadence(seeker=SEEKER)
    assert fa.draft_message(log, row, cadence=cadence).ready


@pytest.mark.parametrize("medium", ["email", "post", "phone", "linkedin"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_that_knows_nothing_holds_no_placeholder_and_names_nobody(kind: str, medium: str) -> None:
    nothing = {name: "" for name in ("company", "role", "contact", "contact_email", "topics", "strengths", "values")}
    log, row = desk(kind, nothing)
    message = fa.draft_message(log, row, medium=medium)
    assert message.missing
    assert not re.search(r"None|nan|NaT|[\[\]{}<>]|  | [.,;]|\.\.|\b(\w+) \1\b", message.text), message.text
    assert "hiring team" in message.body
    assert {"C12", "C18"} & set(fa.review_message(message)["rule"]) == set()


# --- notes -----------------------------------------------------------------------------------------------------------


def test_notes_stand_in_place_of_the_logs() -> None:
    message = drafted("thank_you", notes={"topics": "the new crane", "contact": "Wendel Pryce", "address": "w@corbury.example"})
    assert "the new crane" in message.body and "customs" not in message.body
    assert message.body.startswith("Dear Wendel Pryce,") and message.to == "w@corbury.example"
    assert not grave(message)


def test_the_address_of_somebody_else_is_not_used() -> None:
    message = drafted("thank_you", notes={"contact": "Wendel Pryce"})
    assert message.to == "" and message.missing == ("The e-mail address to send it to (`address`)",)


def test_a_note_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"'topic' is no note \(did you mean 'topics'\?\); notes are topics, "):
        drafted("thank_you", notes={"topic": "x"})
    assert NOTES[:4] == ("topics", "strengths", "values", "open_points")


@pytest.mark.parametrize(
    ("cell", "notes"),
    [
        ("dashboards; the team\n tests.", ("dashboards", "the team", "tests")),
        ("• The dashboards • SQL | SQL", ("the dashboards", "SQL")),
        ("We talked about the crane", ("the crane",)),
        ("Discussed SQL, dbt", ("SQL, dbt",)),
        (" ;\n; ", ()),
    ],
)
def test_a_cell_of_notes_is_taken_apart(cell: str, notes: tuple[str, ...]) -> None:
    assert phrases.notes_of(cell) == notes


def test_a_note_that_is_a_sentence_stays_one() -> None:
    assert "I built three dashboards there." in drafted("thank_you", strengths="I built three dashboards there").body


# --- names -----------------------------------------------------------------------------------------------------------

ODD_NAMES = [
    "Zoë D'Angelo-O’Brien",
    "ليلى حداد",
    "ליאור כהן",
    "小林 花子",
    "Ann 🌟 Lee",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "Jo [HR]",
    "A",
    "you",
]


@pytest.mark.parametrize("medium", ["email", "post", "phone", "linkedin"])
@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_shown_as_they_are(name: str, medium: str) -> None:
    message = drafted("thank_you", medium, contact=name, company=f"{name} Ltd", notes=SAID)
    assert f"{name}," in message.body and not grave(message)


def test_a_line_break_in_a_name_begins_no_line_of_the_message() -> None:
    message = drafted("thank_you", contact="Zelda\r\nBcc: everybody", role="Analyst\nSubject: x")
    assert message.body.startswith("Dear Zelda Bcc: everybody,")
    assert message.subject == "Thank you for the interview: Analyst Subject: x"
    assert "\nBcc" not in message.text and message.text.count("\nSubject") == 0


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ("Mr Hale Dorrance", "Mr Dorrance"),
        ("Dr. Philippa Osei-Grant", "Dr. Osei-Grant"),
        ("Zelda Rimmington (HR)", "Zelda Rimmington"),
        ("zelda@corbury.example", ""),
        ("Zelda Rimmington <zelda@corbury.example>", "Zelda Rimmington"),
        ("Prof", "Prof"),
        ("小林", "小林"),
    ],
)
def test_people_are_greeted_by_name(contact: str, name: str) -> None:
    assert greeted(contact) == name


def test_an_address_in_place_of_a_name_is_written_to_and_not_greeted() -> None:
    message = drafted("thank_you", contact="jobs@corbury.example", contact_email="")
    assert message.to == "jobs@corbury.example" and message.body.startswith("Dear Corbury Freight hiring team,")


@pytest.mark.parametrize(
    "role", ["Analyst", "Senior Analyst for the Whole of Northern and Eastern Network Planning (m/f/d)", "x" * 90]
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_subject_is_short_however_long_the_role(kind: str, role: str) -> None:
    message = drafted(kind, "email", role=role, notes=SAID)
    assert len(message.subject) < 60 and (message.subject or message.kind == "connection_request")


# --- the request to connect ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "kept", "asked"),
    [
        ({}, "customs paperwork delays", ()),
        ({"topics": "t" * 140, "contact": "Zelda " + "R" * 120}, "Zelda", ()),
        ({"contact": "Z" * 310}, "hiring team", ("A shorter name of theirs (C09)",)),
    ],
)
def test_a_request_to_connect_keeps_within_its_limit(facts: dict[str, str], kept: str, asked: tuple[str, ...]) -> None:
    message = drafted("connection_request", **facts)
    assert len(message.body) <= 300 and kept in message.body and message.missing == asked


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=200))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_no_name_breaks_the_limit(contact: str, company: str, name: str) -> None:
    log, row = desk("connection_request")
    log = fa.JobSearchLog(log.applications.assign(company=company), log.events)
    message = fa.draft_message(log, row, seeker=fa.Seeker(name), notes={"contact": contact or "x"})
    assert len(message.body) <= 300


# --- the law ---------------------------------------------------------------------------------------------------------

NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*ODD_NAMES, "Anna Meyer", "Acme", "My Friend & Mate Ltd", "hey", "urgent", "Thank You Inc"]),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(situations(), st.lists(NAMES, min_size=9, max_size=9), st.booleans())
def test_a_draft_that_is_called_ready_has_no_grave_finding(situation: tuple[Frames, Any], texts: list[str], known: bool) -> None:
    frames, as_of = situation
    columns = ("company", "role", "contact", "contact_email")
    applications = frames.applications.assign(**dict(zip(columns, texts, strict=False)))
    events = frames.events.assign(**dict(zip(("topics", "strengths", "values", "open_points"), texts[4:], strict=False)))
    log, seeker = fa.JobSearchLog(applications, events), fa.Seeker(texts[8], "ada@example.com") if known else fa.Seeker()
    actions = fa.follow_up_actions(log, as_of=as_of)
    for _, row in actions[actions["status"].isin(OPEN) & (actions["action"] != "move_on")].head(4).iterrows():
        for medium in FORM_OF_MEDIUM:
            message = fa.draft_message(log, row, seeker=seeker, medium=medium, notes=SAID if known else None)
            assert grave(message) == [] or not message.ready, f"{message}\n{grave(message)}"
            assert len(message.body) <= 300 or message.kind != "connection_request"


# --- which action ----------------------------------------------------------------------------------------------------


def test_an_action_is_a_row_a_table_of_one_row_or_an_id_as_of_a_moment() -> None:
    log, row = desk("thank_you", KNOWN)
    table = fa.follow_up_actions(log, as_of="2026-03-11").loc[[row.name]]
    drafts = [
        fa.draft_message(log, action, seeker=SEEKER, as_of=as_of)
        for action, as_of in (
            (row, None),
            (table, None),
            (str(row.name), dt.date(2026, 3, 11)),
            (str(row.name)[:6].lower(), "2026-03-11"),
        )
    ]
    assert all(draft == drafts[0] for draft in drafts)


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (7, "action must be a row of the actions or an id, got int"),
        (pd.DataFrame(), "action must be one row of the actions, got 0"),
        ("A1:T01.1", "say as of when"),
    ],
)
def test_what_is_no_action_is_refused(action: Any, told: str) -> None:
    with pytest.raises(MessageError, match=told):
        fa.draft_message(desk("thank_you")[0], action)


def test_an_action_of_another_log_is_refused() -> None:
    log, row = desk("thank_you")
    with pytest.raises(UnknownNameError, match="no application 'A2'"):
        fa.draft_message(log, pd.Series({**row, "application_id": "A2"}, name="A2:T01.1"))
    with pytest.raises(UnknownNameError, match="no event 'A1/99'"):
        fa.draft_message(log, pd.Series({**row, "trigger_event_id": "A1/99"}, name=row.name))


def test_an_unknown_medium_is_refused_with_the_nearest() -> None:
    with pytest.raises(MessageError, match=r"'linkdin' is no medium: .*did you mean 'linkedin'"):
        drafted("thank_you", "linkdin")


NEEDLESS = [
    ("2026-03-10 interview; 2026-03-12 rejection", "", "T01", r"something came first \(their rejection on Thursday, 12 March\)"),
    ("2026-03-10 interview; 2026-03-12 reply", "", "T03.1", r"something came first \(their reply on Thursday, 12 March\)"),
    (
        "2026-03-10 interview; 2026-03-11 rejection; 2026-03-12 reply",
        "",
        "T12",
        r"something came first \(their rejection on Wednesday, 11 March\)",
    ),
    ("2026-03-10 interview", "rejected", "T01", "the sheet says that it is rejected"),
    ("2026-03-10 interview; 2026-03-10 thank_you", "", "T01", r"it is done \(your thank-you on 2026-03-10\)"),
    ("2026-03-01 interview", "", "T01", "its time is over"),
]


@pytest.mark.parametrize(("story", "status", "rule", "told"), NEEDLESS)
def test_where_nothing_needs_to_be_written_the_error_says_why(story: str, status: str, rule: str, told: str) -> None:
    log = log_of(story, status=status)
    actions = fa.follow_up_actions(log, as_of="2026-03-13")
    row = actions[actions.index.str.contains(f":{rule}") & ~actions["status"].isin(OPEN)].iloc[0]
    with pytest.raises(MessageError, match=f"^{re.escape(action_named(row))}: nothing needs to be written, {told}"):
        fa.draft_message(log, row)


def test_to_move_on_needs_no_message() -> None:
    log, _ = desk("application_check")
    actions = fa.follow_up_actions(log, as_of="2026-04-06")
    with pytest.raises(MessageError, match="it asks you to move on"):
        fa.draft_message(log, actions[actions["action"] == "move_on"].iloc[0])


@given(situations())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_every_action_is_drafted_or_refused_with_a_reason(situation: tuple[Frames, Any]) -> None:
    frames, as_of = situation
    log = fa.JobSearchLog(frames.applications, frames.events)
    for name, row in fa.follow_up_actions(log, as_of=as_of).head(12).iterrows():
        try:
            message = fa.draft_message(log, row)
        except FollowupError as error:
            assert row["status"] not in OPEN or row["action"] == "move_on"
            assert str(error).startswith(f"{action_named(row)}: nothing needs to be written, ")
        else:
            assert row["status"] in OPEN and message.action_id == name


# --- templates of one's own ------------------------------------------------------------------------------------------


def with_templates(folder: Path, templates: Mapping[str, str]) -> fa.Message:
    for name, text in templates.items():
        (folder / name).write_text(text, encoding="utf-8")
    log, row = desk("thank_you", KNOWN)
    return fa.draft_message(log, row, seeker=SEEKER, templates=folder)


def test_a_template_of_ones_own_goes_before_the_packages(tmp_path: Path) -> None:
    message = with_templates(tmp_path, {"thank_you.email.j2": "Subject: Merci {{ role }}\n\nBonjour {{ greeted }},\n\nMerci."})
    assert (message.subject, message.body) == ("Merci Data Analyst", "Bonjour Zelda Rimmington,\n\nMerci.")


def test_a_layout_of_ones_own_keeps_the_packages_words(tmp_path: Path) -> None:
    top, end = "Subject: {% block subject %}{% endblock %}\n\nDear {{ greeted }}", "Yours\n{{ seeker.name }}"
    layout = f"{top}\n\n{{% block paragraphs %}}{{% endblock %}}\n\n{end}"
    message = with_templates(tmp_path, {"layout.email.j2": layout})
    assert message.body.endswith("Yours\nAda Doe") and "customs paperwork delays" in message.body


def test_a_changed_template_counts_at_once(tmp_path: Path) -> None:
    assert with_templates(tmp_path, {"thank_you.j2": "One"}).body == "One"
    assert with_templates(tmp_path, {"thank_you.j2": "Another"}).body == "Another"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("Dear {{ contct }}", "'contct' is undefined"),
        ("Dear\n{% if %}", "thank_you.j2, line 2"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include 'nothing.j2' %}", "nothing.j2"),
    ],
)
def test_a_template_with_a_mistake_is_refused_with_its_place(tmp_path: Path, template: str, told: str) -> None:
    with pytest.raises(MessageError, match=re.escape(told)):
        with_templates(tmp_path, {"thank_you.j2": template})


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    log, row = desk("thank_you")
    with pytest.raises(MessageError, match="is no folder"):
        fa.draft_message(log, row, templates=tmp_path / "none")


# --- the record ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_a_message_reads_back_as_it_is(kind: str) -> None:
    message = drafted(kind)
    read = fa.Message.of(message.text)
    assert (read.subject, read.body) == (message.subject, message.body) and str(message) == message.text


def test_a_message_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        drafted("thank_you").body = "x"  # type: ignore[misc]


def test_drafting_changes_nothing() -> None:
    log, row = desk("thank_you", KNOWN)
    before = log.events.copy(deep=True), log.applications.copy(deep=True), row.copy(deep=True)
    fa.draft_message(log, row, seeker=SEEKER, notes=SAID)
    pd.testing.assert_frame_equal(log.events, before[0])
    pd.testing.assert_frame_equal(log.applications, before[1])
    pd.testing.assert_series_equal(row, before[2])
