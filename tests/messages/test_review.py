"""The review: what must and must not make each check speak, good messages, and what a finding tells."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from desk import NOTES, SEEKER, desk, read
from hypothesis import given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics.errors import MessageError
from followup_analytics.messages.review import FINDING_COLUMNS
from followup_analytics.rules.catalogue import rules

CHECKS = read("checks.toml")
BASE = CHECKS.pop("base")["text"]
GOOD = [message for name in ("good", "good_later", "good_last", "good_unseen") for message in read(f"{name}.toml")["message"]]
CASES = [(rule, wanted, says) for rule, entry in CHECKS.items() for wanted in ("must", "must_not") for says in entry[wanted]]


def reviewed(text: str, kind: str = "", medium: str = "email", **facts: Any) -> pd.DataFrame:
    """What is found in a message to the contact of a log with these facts; without a kind there is no log."""
    attachments = tuple(facts.pop("attachments", ()))
    if not kind:
        return fa.review_message(text, seeker=facts.get("seeker"))
    log, row = desk(kind, facts)
    message = dataclasses.replace(fa.Message.of(text, medium=medium, kind=kind), attachments=attachments)
    return fa.review_message(message, log, row, seeker=SEEKER)


def of_check(rule: str, says: str) -> pd.DataFrame:
    entry = CHECKS[rule]
    text = entry.get("base", BASE).replace("SAYS", says.replace("LONG", "This sentence says the same once more. " * 40))
    facts = {name: entry[name] for name in (*NOTES, "stage") if name in entry}
    return reviewed(text, entry.get("kind", "thank_you"), entry.get("medium", "email"), **facts)


@pytest.mark.parametrize(("rule", "wanted", "says"), CASES)
def test_a_check_speaks_where_it_must_and_nowhere_else(rule: str, wanted: str, says: str) -> None:
    findings = of_check(rule, says)
    assert (rule in set(findings["rule"])) == (wanted == "must"), findings.to_string()


def test_every_content_rule_has_a_check_with_five_messages_each_way() -> None:
    assert list(CHECKS) == [rule for rule in rules() if rule.startswith("C")]
    assert {rule: len(entry["must_not"]) >= 5 for rule, entry in CHECKS.items()} == dict.fromkeys(CHECKS, True)
    assert {rule: len(entry["must"]) >= 5 for rule, entry in CHECKS.items()} == dict.fromkeys(CHECKS, True)


# --- good messages ---------------------------------------------------------------------------------------------------


def alarms(messages: list[dict[str, Any]]) -> list[str]:
    """The good messages in which something is found, each with what."""
    found = [(message, reviewed(**message) if "kind" in message else reviewed(message["text"])) for message in messages]
    return [f"{message['text'][:60]!r}: {list(table['what'])}" for message, table in found if len(table)]


def test_in_thirty_good_messages_there_are_at_most_five_percent_false_alarms() -> None:
    first = read("good.toml")["message"]
    assert len(first) == 30
    assert len(alarms(first)) <= 0.05 * 30


@pytest.mark.nightly
def test_in_fifty_more_of_other_writers_too() -> None:
    assert len(GOOD) == 80
    assert len(alarms(GOOD)) <= 0.05 * 80, alarms(GOOD)


# --- what a finding tells --------------------------------------------------------------------------------------------


def test_findings_have_their_columns_the_gravest_first_each_with_the_guides_that_say_so() -> None:
    findings = fa.review_message("Subject: Hi\n\nHey,\n\nwhen I start, I will fix [topic]!! i can do it.\n\nCheers,\nAda")
    assert list(findings.columns) == list(FINDING_COLUMNS)
    ranks = findings["severity"].map({"must": 0, "should": 1, "hint": 2})
    assert ranks.is_monotonic_increasing and set(findings["severity"]) == {"must", "should", "hint"}
    assert all(source == rules()[rule].citation for rule, source in zip(findings["rule"], findings["source"], strict=True))
    assert (findings[["where", "what", "mend"]] != "").all().all()


def test_nothing_to_find_gives_an_empty_table_of_the_same_columns() -> None:
    nothing = reviewed(**GOOD[0])
    assert list(nothing.columns) == list(FINDING_COLUMNS) and len(nothing) == 0


@pytest.mark.parametrize(
    ("greeting", "rule", "severity", "told"),
    [
        ("Dear Zelda Rimington,", "C18", "must", "“Rimington” is “Rimmington” in the log"),
        ("Dear Zedla,", "C18", "must", "“Zedla” is “Zelda” in the log"),
        ("Dear Henrike Voss-Adair,", "C01", "must", "greets somebody else than Zelda Rimmington"),
        ("Dear Sir or Madam,", "C01", "should", "names nobody"),
    ],
)
def test_a_greeting_is_compared_with_the_log(greeting: str, rule: str, severity: str, told: str) -> None:
    findings = reviewed(BASE.replace("Dear Zelda Rimmington,", greeting).replace("SAYS\n\n", ""), "thank_you")
    assert [(row.rule, row.severity) for row in findings.itertuples() if told in str(row.what)] == [(rule, severity)]


def test_a_greeting_by_team_is_found_where_the_log_knows_nobody() -> None:
    findings = reviewed(BASE.replace("Zelda Rimmington", "Corbury Freight hiring team"), "thank_you", contact="")
    assert "C01" in set(findings["rule"])


@pytest.mark.parametrize(
    "name",
    ["Zoë D'Angelo", "O’Hara", "ליאור כהן", "小林 花子", "Ann 🌟 Lee", "<b>Max</b>", "Jo [HR]", "de la Cruz", "Ng", "Dr. Li"],
)
def test_names_of_the_log_are_never_found_fault_with(name: str) -> None:
    text = BASE.replace("Zelda Rimmington", name).replace("SAYS\n\n", f"It was good to see {name} at work.\n\n")
    findings = reviewed(text, "thank_you", contact=name, company=f"{name} & Co")
    assert findings[findings["rule"].isin(["C01", "C12", "C13", "C18"])].empty, findings.to_string()


def test_a_message_that_was_nearly_sent_before_is_a_copy() -> None:
    before = BASE.replace("SAYS", "Your forms are the longest that I have seen, and the team knows each of them by heart.")
    again = before.replace("Zelda Rimmington", "Wendel Pryce").replace("Tuesday", "Friday")
    other = before.replace(
        "I especially enjoyed talking about customs paperwork delays.", "What a hall, what a noise, and what calm people!"
    )
    other = other.replace(
        "Your forms are the longest that I have seen, and the team knows each of them by heart.", "I have slept on it since."
    )
    assert "C12" in set(fa.review_message(again, earlier=[before])["rule"])
    assert "C12" in set(fa.review_message(again, earlier=[fa.Message.of(before)])["rule"])
    assert "C12" not in set(fa.review_message(other, earlier=[before])["rule"])


def test_messages_in_the_log_count_as_sent() -> None:
    log, row = desk("status_check")
    text = BASE.replace("SAYS", "Your forms are the longest that I have seen, and the team knows each of them by heart.")
    events = log.events.assign(text=log.events["text"].where(log.events["kind"] != "thank_you", text))
    log = fa.JobSearchLog(log.applications, events)
    assert "C12" in set(fa.review_message(text, log, row)["rule"])


def test_attached_files_that_nobody_asked_for_are_found() -> None:
    log, row = desk("thank_you")
    message = dataclasses.replace(fa.Message.of(BASE.replace("SAYS", "I liked it.")), attachments=("cv.pdf",))
    found = fa.review_message(message, log, row)
    assert "cv.pdf" in found.loc[found["rule"] == "C16", "what"].item()


def test_a_request_to_connect_has_its_limit() -> None:
    text = "Hello Zelda, thank you for the interview. I would be glad to stay in touch. " + "It was good. " * 20 + "Ada Doe"
    findings = reviewed(text, "connection_request", "linkedin")
    assert findings.loc[findings["severity"] == "must", "rule"].tolist() == ["C09"]


def test_an_id_needs_its_moment_and_a_prefix_is_enough() -> None:
    log, row = desk("thank_you")
    text = BASE.replace("SAYS", "I liked it.")
    with pytest.raises(MessageError, match="as of when"):
        fa.review_message(text, log, row.name)
    by_id = fa.review_message(text, log, str(row.name)[:6], as_of="2026-03-11")
    pd.testing.assert_frame_equal(by_id, fa.review_message(text, log, row))


@settings(max_examples=60)
@given(
    st.text(max_size=300),
    st.sampled_from(["", "thank_you", "status_check", "closure_request", "feedback_request"]),
    st.sampled_from(["", "email", "phone", "linkedin"]),
)
def test_any_text_can_be_reviewed_and_always_gives_the_same(text: str, kind: str, medium: str) -> None:
    message = fa.Message.of(text, medium=medium, kind=kind)
    findings = fa.review_message(message)
    assert findings["rule"].map(lambda rule: bool(re.fullmatch(r"C(0[1-9]|1\d|2[01])", rule))).all()
    pd.testing.assert_frame_equal(findings, fa.review_message(message))


def test_reviewing_changes_nothing() -> None:
    log, row = desk("thank_you")
    before = log.events.copy(deep=True), log.applications.copy(deep=True), row.copy(deep=True)
    fa.review_message(BASE, log, row)
    pd.testing.assert_frame_equal(log.events, before[0])
    pd.testing.assert_frame_equal(log.applications, before[1])
    pd.testing.assert_series_equal(row, before[2])


# --- another language is a file --------------------------------------------------------------------------------------

GERMAN = Path(__file__).parent / "german.toml"


def test_another_language_is_a_file() -> None:
    thanks = "vielen Dank für das Gespräch. Wenn ich anfange, räume ich auf."
    text = f"Subject: Gespräch\n\nSehr geehrte Frau Rimmington,\n\n{thanks}\n\nViele Grüße\nAda Doe\nada@example.com"
    findings = fa.review_message(text, language=GERMAN)
    assert findings.loc[findings["severity"] == "must", "what"].tolist() == ["“Wenn ich anfange” takes the outcome for granted"]
    assert "C02" not in set(findings["rule"]) and "C18" not in set(findings["rule"]) and "C11" not in set(findings["rule"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[gratitude]", "[gratitud]"), "gratitude: is missing; .*gratitud: is not known \\(did you mean 'gratitude'\\?\\)"),
        (('language = "Deutsch"', "language = 3"), "language: must be text"),
        (("capital_after_greeting = false", 'capital_after_greeting = "no"'), "capital_after_greeting: must be true or false"),
        (('greetings = ["sehr', 'greetings = [1, "sehr'), "greetings: must be a list of text"),
        (('language = "Deutsch"', "language ="), "is not valid TOML"),
    ],
)
def test_a_language_file_with_mistakes_is_refused_with_all_of_them(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GERMAN.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(MessageError, match=told):
        fa.review_message("Hello", language=file)


@pytest.mark.parametrize(
    ("language", "told"), [("english", "no phrases for 'english': there are en"), ("/nowhere/de.toml", "can't be read")]
)
def test_a_language_that_is_not_there_is_refused(language: str, told: str) -> None:
    with pytest.raises(MessageError, match=told):
        fa.review_message("Hello", language=language)


# --- reading a message -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Subject: Hi\n\nDear A,\n\nText", ("Hi", "Dear A,\n\nText", "", ())),
        (
            "subject:Hi\nTo: a@example.com\nAttachments: cv.pdf; letter.pdf\nDear A",
            ("Hi", "Dear A", "a@example.com", ("cv.pdf", "letter.pdf")),
        ),
        ("Dear A,\r\n\r\nSubject: no head", ("", "Dear A,\n\nSubject: no head", "", ())),
        ("\ufeffSubject:\u00a0Hi\n\nDear\u00a0A", ("Hi", "Dear A", "", ())),
        ("", ("", "", "", ())),
    ],
)
def test_a_message_is_read_from_text(text: str, message: tuple[str, str, str, tuple[str, ...]]) -> None:
    read = fa.Message.of(text)
    assert (read.subject, read.body, read.to, read.attachments) == message


MAIL = b"""From: ada@example.com
To: zelda@corbury.example
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Dear Zelda,

thank you.
--x
Content-Type: application/pdf
Content-Disposition: attachment; filename="cv.pdf"

%PDF
--x--
"""


def test_a_saved_e_mail_is_read_with_its_attachments(tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(MAIL)
    read = fa.Message.read(tmp_path / "mail.eml")
    assert (read.subject, read.to, read.medium, read.attachments) == ("Grüße", "zelda@corbury.example", "email", ("cv.pdf",))
    assert read.body == "Dear Zelda,\n\nthank you."


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gone.txt", None, "can't be read"),
        ("word.docx", b"PK\x03\x04\xff\xfe", "is no text in UTF-8"),
        ("big.txt", b"x" * 5_000_001, "is larger than 5 MB"),
        ("page.eml", b"Subject: x\nContent-Type: text/html\n\n<p>Hello</p>", "has no plain text"),
        ("odd.eml", b"Subject: x\nContent-Type: text/plain; charset=none-such\n\nHello", "can't be read"),
    ],
)
def test_a_file_that_is_no_message_is_refused(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(MessageError, match=told):
        fa.Message.read(tmp_path / name)
