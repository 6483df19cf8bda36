"""To which application a message belongs, and what belongs to none."""

from pathlib import Path

import pytest
from mails import CONTACT, ME, mail, written

import followup_analytics as fa

INVITATION = "We would like to invite you to an interview. Would Monday at ten suit you?"


def collected(log: fa.JobSearchLog, folder: Path, *messages: bytes) -> list[tuple[str, str, str]]:
    """Role, kind and certainty of each proposal."""
    proposals = fa.collect_evidence(log, written(folder, *messages), me=ME).proposals
    roles = log.applications["role"]
    columns = (proposals[name] for name in ("application_id", "kind", "certainty"))
    return [(roles.get(name, ""), kind, certainty) for name, kind, certainty in zip(*columns, strict=True)]


def test_a_contact_writes_about_the_contacts_application(log: fa.JobSearchLog, tmp_path: Path) -> None:
    assert collected(log, tmp_path, mail(INVITATION)) == [("Data Engineer", "interview_invitation", "sure")]


def test_nothing_belongs_to_an_application_that_was_sent_later(log: fa.JobSearchLog, tmp_path: Path) -> None:
    early = mail(INVITATION, date="Tue, 03 Feb 2026 10:00:00 +0000", sender="Ann <ann@larchoptics.example>")
    assert collected(log, tmp_path, early) == []
    between = mail(INVITATION, date="Tue, 07 Apr 2026 10:00:00 +0000", sender="Ann <ann@larchoptics.example>")
    assert [role for role, _, _ in collected(log, tmp_path, between)] == ["Data Engineer"]


def test_two_rows_of_one_firm_are_asked_about_unless_the_role_is_named(log: fa.JobSearchLog, tmp_path: Path) -> None:
    other = {"sender": "Ann Lee <ann.lee@larchoptics.example>", "date": "Tue, 12 May 2026 10:00:00 +0000"}
    assert collected(log, tmp_path, mail(INVITATION, **other)) == [("", "interview_invitation", "ask")]
    named = mail(INVITATION, subject="Office Manager", **other)
    assert [role for role, _, _ in collected(log, tmp_path, named)] == ["Office Manager"]


OWN = {"sender": f"Robin <{ME}>", "identity": "<2@home>", "date": "Wed, 06 May 2026 10:00:00 +0000"}
NEXT = {"identity": "<3@x>", "date": "Thu, 07 May 2026 10:00:00 +0000"}
FIRST_ID = "<one@larchoptics.example>"


def test_a_conversation_carries_its_application(log: fa.JobSearchLog, tmp_path: Path) -> None:
    answer = mail("Monday at ten is fine.", to=CONTACT, more=f"In-Reply-To: {FIRST_ID}\n", **OWN)
    asked, bo = "Which salary do you expect?", "Bo <bo@elsewhere.example>"
    colleague = mail(asked, sender=bo, subject="Re: Your application", more="In-Reply-To: <2@home>\n", **NEXT)
    found = collected(log, tmp_path, mail(INVITATION), answer, colleague)
    assert [kind for _, kind, _ in found] == ["interview_invitation", "answer", "reply"]
    assert {role for role, _, _ in found} == {"Data Engineer"}


def test_what_is_passed_on_to_a_friend_and_the_answer_belong_to_nothing(log: fa.JobSearchLog, tmp_path: Path) -> None:
    friend, first = "Lou <lou@family.example>", f"References: {FIRST_ID}"
    forward = mail("Look at this!", to=friend, subject="Fwd: Your application", more=f"{first}\n", **OWN)
    answers = f"In-Reply-To: <2@home>\n{first} <2@home>\n"
    answer = mail("When is the interview?", sender=friend, subject="Re: Fwd: Your application", more=answers, **NEXT)
    assert len(collected(log, tmp_path, mail(INVITATION), forward, answer)) == 1


LIST = "List-Unsubscribe: <x>\n"
ADVERT = "Larch Optics is hiring a Data Engineer. Apply now!"
PERMIT = "We have received your application for a parking permit."


@pytest.mark.parametrize(
    "message",
    [
        mail(ADVERT, sender="Jobs <alerts@jobsite.example>", subject="Larch Optics GmbH: new jobs", more=LIST),
        mail("Saw this and thought of you.", sender="Jo <jo@friends.example>", subject="Data Engineer at Larch Optics"),
        mail("It could not be delivered.", sender="MAILER-DAEMON <mailer-daemon@home.example>"),
        mail(INVITATION, more="X-Gmail-Labels: Spam\n"),
        mail(PERMIT, sender="Town <no-reply@town.example>", subject="We received your application"),
        mail("Note to myself about the interview.", sender=f"Robin <{ME}>"),
        mail("Shall we have lunch on Thursday?", sender="Ann <ann@larchoptics.example>", subject="Lunch"),
        mail("Your order is on its way.", sender="Shop <orders@shop.larchoptics.example>", subject="Your order"),
    ],
)
def test_what_is_no_evidence_gives_nothing(message: bytes, log: fa.JobSearchLog, tmp_path: Path) -> None:
    other = mail("Hello", sender="A <a@b.example>", identity="<other@x>", subject="Hello")
    assert collected(log, tmp_path, message, other) == []


def test_own_mail_is_outbound_whatever_folder_it_is_in(log: fa.JobSearchLog, tmp_path: Path) -> None:
    me = "Robin <robin+jobs@home.example>"
    own = mail("Is there any news on my application?", sender=me, to=CONTACT, more="X-Gmail-Labels: Inbox\n")
    proposals = fa.collect_evidence(log, written(tmp_path, own), me=ME).proposals
    assert list(proposals["direction"]) == ["outbound"] and list(proposals["kind"]) == ["status_check"]


def test_the_sheets_own_application_is_known(log: fa.JobSearchLog, tmp_path: Path) -> None:
    text, day = "Please find my application as Data Engineer attached.", "Mon, 02 Mar 2026 15:00:00 +0000"
    own = mail(text, sender=f"Robin <{ME}>", to=CONTACT, date=day)
    proposals = fa.collect_evidence(log, written(tmp_path, own), me=ME).proposals
    assert list(proposals["kind"]) == ["application"] and list(proposals["known"]) == [True]


def test_what_is_in_a_sent_folder_is_the_seekers(log: fa.JobSearchLog, tmp_path: Path) -> None:
    second = mail(
        "Is there any news on my application?", sender="Robin <robin@old.example>", to=CONTACT, more="X-Gmail-Labels: Sent\n"
    )
    for me in (ME, None):
        other = mail("Hello", identity="<o@x>", subject="Hello", sender="A <a@b.example>")
        proposals = fa.collect_evidence(log, written(tmp_path, second, other), me=me).proposals
        assert list(proposals["direction"]) == ["outbound"]
