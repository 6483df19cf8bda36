"""What phrases tell: kinds and promised days by sentences of eight languages that no phrase file has word by word."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.evidence.content import Content, content_of_text
from followup_analytics.evidence.directory import Directory
from followup_analytics.evidence.kinds import inbound_kind, outbound_kind
from followup_analytics.evidence.phrases import LANGUAGES, Phrase, word_file

WORDING = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
KIND_OF = {
    "receipt": "acknowledgement",
    "out_of_office": "acknowledgement",
    "invitation": "interview_invitation",
    "promise_day": "reply",
    "promise_weeks": "reply",
    "opening": "",
}
DAYS = dict(en="20 May", de="20. Mai", fr="20 mai", es="20 de mayo", it="20 maggio", pt="20 de maio", nl="20 mei", zh="5月20日")
CASES = [
    (language, side, name, text)
    for language, table in WORDING.items()
    for side in ("inbound", "outbound")
    for name, texts in table[side].items()
    for text in texts
]


def read(text: str, side: str, log: fa.JobSearchLog, language: str = "en") -> Content:
    written = text.format(role="Data Engineer", firm="Larch Optics", day=DAYS[language], weeks=3)
    return content_of_text(written, "About us", side, Directory(log))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_their_kinds(language: str, log: fa.JobSearchLog) -> None:
    wrong = []
    for _, side, name, text in (case for case in CASES if case[0] == language):
        content = read(text, side, log, language)
        if side == "outbound":
            kind = outbound_kind(
                content, answers=True, is_awaited=True, is_day_of_application=name == "application", is_reply=False
            )
        else:
            is_known = name != "opening"
            facts = {"is_automatic": False, "is_auto_reply": False, "is_contact": True, "is_reply": False}
            kind = inbound_kind(content, is_settled=is_known, **facts)
        if kind.name != KIND_OF.get(name, name):
            wrong.append((name, kind.name, text))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_promised_days_are_read(language: str, log: fa.JobSearchLog) -> None:
    for name, day in (("promise_day", "2026-05-20"), ("promise_weeks", "2026-05-24")):
        for text in WORDING[language]["inbound"][name]:
            promise = read(text, "inbound", log, language).promise
            assert promise is not None and promise.day_after(dt.date(2026, 5, 3)) == day, text


@pytest.mark.parametrize(
    "text",
    [
        "Please get back to us by 20 May.",
        "The interview is on 20 May.",
        "We will let you know within 10 working days.",
        "We will let you know by next Friday.",
        "We will let you know by 6/5.",
        "We will get back to you by 20 May or by 27 May.",
        "I was away until 20 May.",
    ],
)
def test_what_promises_no_day_gives_none(text: str, log: fa.JobSearchLog) -> None:
    promise = read(text, "inbound", log).promise
    assert promise is None or promise.day_after(dt.date(2026, 5, 3)) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We have received your application. If we shortlist you, we will invite you to an interview.", "acknowledgement"),
        ("Thank you for applying. Unfortunately this mailbox is not read.", "acknowledgement"),
        ("Thank you for applying. We have decided not to move forward with your application.", "rejection"),
        ("Could you meet the team next Tuesday for an interview?", "acknowledgement"),
        ("Log in to see the status of your application.", "acknowledgement"),
        ("We are pleased to offer you the position.", "acknowledgement"),
        ("Your password was changed.", ""),
    ],
)
def test_what_nobody_wrote_is_a_receipt_or_a_rejection(text: str, kind: str, log: fa.JobSearchLog) -> None:
    facts = {"is_auto_reply": False, "is_settled": True, "is_contact": True, "is_reply": False}
    assert inbound_kind(read(text, "inbound", log), is_automatic=True, **facts).name == kind


@pytest.mark.parametrize("table", ["common", "inbound", "outbound"])
def test_all_languages_have_the_same_lists_of_sound_patterns(table: str) -> None:
    lists = [word_file(language)[table] for language in LANGUAGES]
    assert all(set(one) == set(lists[0]) and all(one.values()) for one in lists)
    for one in lists:
        for kind, patterns in one.items():
            for pattern in patterns:
                phrase = Phrase(kind, pattern)
                assert phrase.expression.pattern and phrase.needed_words(), pattern
