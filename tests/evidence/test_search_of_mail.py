"""Collecting by the hub and by the command line: with a yes for each, and back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import SHEET
from mails import CONTACT, ME, mail, written

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.errors import UnknownNameError

INVITATION = mail("We would like to invite you to an interview. Would Monday at ten suit you?")
ANN = {"sender": "Ann Lee <ann.lee@larchoptics.example>"}
QUESTION = mail("We would like to invite you to an interview.", identity="<q@x>", date="Tue, 12 May 2026 10:00:00 +0000", **ANN)
OWN = {"sender": f"Robin <{ME}>", "to": CONTACT, "identity": "<a@x>", "date": "Wed, 13 May 2026 10:00:00 +0000"}
ANSWER = mail("Here are the documents.", **OWN)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


@pytest.fixture
def box(tmp_path: Path) -> Path:
    return written(tmp_path, INVITATION, QUESTION, ANSWER)


def run(*arguments: object, stdin: bytes | None = None) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments), "--as-of", "2026-06-01", "--timezone", "UTC"], input=stdin)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_accepted_enters_the_log_and_is_known_then(sheet: Path, box: Path) -> None:
    search = fa.Search(sheet, as_of="2026-06-01", timezone="UTC")
    assert list(search.collect(box, me=ME).proposals["certainty"]) == ["sure", "ask", "sure"]
    before = len(search.log.events)
    assert search.accept("sure").startswith("Recorded 2 events")
    assert len(search.log.events) == before + 2
    assert list(search.collect(box, me=ME).proposals["known"]) == [True, False, True]
    search.undo()
    assert len(search.log.events) == before


def test_a_question_is_answered_once_for_its_conversation(sheet: Path, tmp_path: Path) -> None:
    search = fa.Search(sheet, as_of="2026-06-01", timezone="UTC")
    answers = {"subject": "Re: Your application", **ANN}
    day, text = "Thu, 14 May 2026 10:00:00 +0000", "Which salary do you expect?"
    again = mail(text, identity="<r@x>", date=day, more="In-Reply-To: <q@x>\n", **answers)
    evidence = search.collect(written(tmp_path, QUESTION, again), me=ME)
    identity, second = evidence.proposals.index[0], evidence.proposals["candidates"].iloc[0][1]
    with pytest.raises(UnknownNameError, match="several applications"):
        search.accept(identity)
    assert search.accept(f"{identity}=2").startswith("Recorded 2 events")
    day, text = "Mon, 18 May 2026 10:00:00 +0000", "Could you send us two references, please?"
    later = mail(text, identity="<s@x>", date=day, more="In-Reply-To: <r@x>\n", **answers)
    proposals = search.collect(written(tmp_path, QUESTION, again, later), me=ME).proposals
    assert list(proposals["application_id"]) == [second] * 3


def test_what_was_declined_does_not_come_back(sheet: Path, box: Path) -> None:
    search = fa.Search(sheet, as_of="2026-06-01", timezone="UTC")
    first = search.collect(box, me=ME).proposals
    search.decline(first.index[1])
    assert list(search.collect(box, me=ME).proposals.index) == [first.index[0], first.index[2]]


def test_the_command_lists_records_declines_and_prints_tables(sheet: Path, box: Path) -> None:
    listed = run("collect", sheet, box, "--me", ME)
    assert "Sure or likely" in listed and "Which application is it, if any?" in listed
    rows = json.loads(run("collect", sheet, box, "--me", ME, "--json"))
    assert [row["kind"] for row in rows] == ["interview_invitation", "interview_invitation", "answer"]
    assert len(json.loads(run("collect", sheet, box, "--me", ME, "--json", "--since", "2026-05-12"))) == 2
    assert "Declined 1 proposal" in run("collect", sheet, box, "--me", ME, "--decline", rows[1]["evidence_id"])
    assert "Recorded 2 events" in run("collect", sheet, box, "--me", ME, "--accept", "all")
    assert "taken back" in run("undo", sheet)


def test_one_mail_is_read_from_standard_input(sheet: Path) -> None:
    rows = json.loads(run("collect", sheet, "--paste", "--me", ME, "--json", stdin=INVITATION))
    assert [row["kind"] for row in rows] == ["interview_invitation"]


def test_bad_input_is_one_line_and_exit_1(sheet: Path, box: Path) -> None:
    for arguments in (
        ["collect", sheet],
        ["collect", sheet, "gone.mbox"],
        ["collect", sheet, box, "--me", ME, "--accept", "nosuch"],
    ):
        result = CliRunner().invoke(main, [*map(str, arguments), "--timezone", "UTC"])
        assert result.exit_code == 1 and result.output.count("\n") == 1
