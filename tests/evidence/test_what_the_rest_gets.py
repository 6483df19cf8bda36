"""What the list, the rates and the report get from collected mail: answers, promises, what is covered, and what stays unknown."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import SHEET
from mails import CONTACT, ME, mail, written

import followup_analytics as fa
from followup_analytics.log.provenance import known_from
from followup_analytics.reporting.wording.provenance import gaps_in_words, known_from_in_words

THEIRS = {"date": "Mon, 11 May 2026 10:00:00 +0000", "identity": "<q@x>"}
OWN = {"sender": f"Robin <{ME}>", "to": CONTACT, "date": "Tue, 12 May 2026 10:00:00 +0000", "identity": "<a@x>"}
QUESTION = mail("Could you send us two references, please?", **THEIRS)
ANSWER = mail("Here are the two references.", **OWN, more="In-Reply-To: <q@x>\n")
AWAY = mail(
    "I am out of the office until 18 May.",
    **THEIRS,
    subject="Automatic reply: Your application",
    more="Auto-Submitted: auto-replied\n",
)
PROMISE = mail("Thank you. We will get back to you by 22 May.", date="Wed, 13 May 2026 10:00:00 +0000", identity="<p@x>")
AS_OF = "2026-05-14"


def search_with(folder: Path, *messages: bytes, as_of: str = AS_OF) -> fa.Search:
    """A search whose mailbox holds these messages, all that is sure or likely accepted."""
    folder.mkdir(exist_ok=True)
    sheet = folder / "jobs.csv"
    if not sheet.exists():
        sheet.write_text(SHEET, encoding="utf-8")
    search = fa.Search(sheet, as_of=as_of, timezone="UTC")
    search.collect(written(folder, *messages), me=ME)
    search.accept("all")
    return search


def known_of(log: fa.JobSearchLog) -> pd.DataFrame:
    """What of a log is known from mail."""
    return known_from(len(log.applications), log.events, log.provenance)


def statuses(search: fa.Search, rule: str) -> list[str]:
    """The statuses of all actions of a rule."""
    return list(search.actions.loc[search.actions["rule"] == rule, "status"].astype("str"))


def test_their_question_asks_for_an_answer_until_own_mail_gives_it(tmp_path: Path) -> None:
    # Own mail to somebody else shows that the sent folder is there.
    other = mail(
        "See you on Sunday.",
        sender=f"Robin <{ME}>",
        to="friend@elsewhere.example",
        date="Mon, 4 May 2026 10:00:00 +0000",
        identity="<f@x>",
    )
    assert statuses(search_with(tmp_path / "open", QUESTION, other), "T12") == ["overdue"]
    assert statuses(search_with(tmp_path / "done", QUESTION, ANSWER), "T12") == ["done"]


def test_out_of_office_asks_for_nothing(tmp_path: Path) -> None:
    search = search_with(tmp_path, AWAY, ANSWER)
    assert statuses(search, "T12") == []


def test_without_sent_mail_no_answer_is_asked_for_and_that_is_said(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION)
    assert statuses(search, "T12") == []
    assert any("can't know if you answered it" in text for text in search.due.gaps)
    # With the sent mail collected later, the same message asks again, under the number that it always had.
    with_sent = search_with(tmp_path, QUESTION, ANSWER)
    assert statuses(with_sent, "T12") == ["done"] and not with_sent.due.gaps


def test_a_promise_in_mail_holds_the_check_back_until_it_has_passed(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION, ANSWER, PROMISE)
    asked = search.actions[search.actions["rule"] == "T04"]
    assert list(asked["status"].astype("str")) == ["waiting"]
    assert str(asked["opens_at"].iloc[0].date()) == "2026-05-25"


def test_silence_after_the_newest_message_is_not_counted(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION, ANSWER, PROMISE, as_of="2026-06-30")
    attempts = fa.outreach_attempts(search.log, as_of="2026-06-30")
    ends = attempts["at"] + pd.to_timedelta(attempts["observed_days"], unit="D")
    assert ends.max() < pd.Timestamp("2026-05-14", tz="UTC")
    assert any("ends on Wed 13 May" in text for text in search.due.gaps)
    assert not gaps_in_words(known_of(search.log), pd.Timestamp("2026-05-16").date())


def test_what_was_sent_after_the_newest_message_is_watched_as_without_mail(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION, ANSWER, as_of="2026-06-30")
    search.add("Birch Tools", "Fitter", on="2026-06-10")
    attempts = fa.outreach_attempts(search.log, as_of="2026-06-30")
    assert attempts.loc[attempts["at"] > pd.Timestamp("2026-06-01", tz="UTC"), "observed_days"].tolist() == [20]


def test_an_answer_after_the_newest_message_ends_no_wait_that_mail_watched(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION, ANSWER, as_of="2026-06-30")
    before = fa.outreach_attempts(search.log, as_of="2026-06-30")["outcome"].tolist()
    search.they("Moss Foods Ltd", "replied", on="2026-06-20")
    assert fa.outreach_attempts(search.log, as_of="2026-06-30")["outcome"].tolist() == before


def test_the_report_says_what_is_known_from_where(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION, ANSWER, PROMISE)
    said = known_from_in_words(known_of(search.log), search.today)[0]
    assert said == "Of 3 applications, 1 has mail. Your mailbox gave 2 of 2 answers. It covers 11 May to 13 May."
    for redact in (False, True):
        search.report(redact=redact).write(tmp_path / "week.md")
        text = (tmp_path / "week.md").read_text(encoding="utf-8")
        assert said in text and "What is known from where: 2 of 2 answers from your mailbox" in text


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_questions_are_open_until_they_are_answered(tmp_path: Path, answer: str) -> None:
    ann = mail("We would like to invite you to an interview.", sender="Ann Lee <ann.lee@larchoptics.example>", identity="<i@x>")
    search = search_with(tmp_path, QUESTION, ANSWER, ann)
    asked = search.evidence.proposals.index[search.evidence.proposals["certainty"] == "ask"][0]
    assert known_of(search.log)["questions"].tolist() == [1]
    search.accept(f"{asked}=1") if answer == "accept" else search.decline(asked)
    assert known_of(search.log)["questions"].tolist() == [0]


def test_a_search_without_collected_mail_says_nothing_of_it(log: fa.JobSearchLog) -> None:
    assert known_from_in_words(known_of(log), pd.Timestamp("2026-06-01").date()) == ()
    assert not len(log.provenance)


def test_what_undo_takes_back_leaves_no_trace_in_the_coverage(tmp_path: Path) -> None:
    search = search_with(tmp_path, QUESTION, ANSWER)
    search.undo()
    assert not len(search.log.provenance) and not search.due.gaps
