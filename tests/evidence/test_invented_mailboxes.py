"""What is collected of invented mailboxes, held against their truth: other words, firms and senders than any phrase file has."""

import json
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from email import message_from_bytes
from mailbox import mbox
from pathlib import Path

import pandas as pd
import pytest
from scoring import score

import followup_analytics as fa
from followup_analytics.errors import FollowupError
from followup_analytics.evidence.collect import Evidence

COLUMNS = (
    *("application_id", "at", "precision", "kind", "direction", "medium", "stage", "contact", "contact_email"),
    *("reply_expected_by", "subject", "source", "message_id", "certainty", "candidates", "why", "known", "starts_application"),
)


def test_proposals_agree_with_the_truth(mailbox: Path, mailbox_log: fa.JobSearchLog, collected: Evidence) -> None:
    found = score(mailbox, mailbox_log, collected.proposals)
    assert found.precision >= 0.97
    assert found.right_application / found.claimed >= 0.98
    assert found.recall >= 0.87
    assert found.needless_a_hundred <= 3.5
    assert (found.wrong_direction, found.receipts_as_answers, found.promised_wrong) == (0, 0, 0)
    assert found.promised_right >= 0.75 * found.promised > 0
    assert found.known_right >= 0.95 * found.claimed


def test_the_table_has_its_columns_and_order(collected: Evidence) -> None:
    proposals = collected.proposals
    assert proposals.index.name == "evidence_id" and proposals.index.is_unique
    assert tuple(proposals.columns[:18]) == COLUMNS
    assert list(proposals.index) == [name for _, name in sorted(zip(proposals["at"], proposals.index, strict=True))]
    asked = proposals["certainty"] == "ask"
    assert (proposals["application_id"] == "").equals(asked)
    assert (proposals["candidates"].str.len() > 0).equals(asked & ~proposals["starts_application"])


def test_a_receipt_of_an_application_that_the_sheet_lacks_starts_one(mailbox: Path, collected: Evidence) -> None:
    truth = json.loads((mailbox / "truth.json").read_text(encoding="utf-8"))["events"]
    lacking = {event["at"] for event in truth if event.get("starts")}
    starting = {at.isoformat() for at in collected.proposals.loc[collected.proposals["starts_application"], "at"]}
    assert starting <= lacking and lacking


def _raw_messages(mailbox: Path) -> list[bytes]:
    with closing(mbox(mailbox / "mail" / "all.mbox", create=False)) as messages:
        return [bytes(message) for message in messages]


def _others(mailbox: Path, folder: Path) -> dict[str, list[Path]]:
    """The same mail in other orders and formats."""
    source = mailbox / "mail" / "all.mbox"
    (folder / "eml").mkdir()
    for number, raw in enumerate(_raw_messages(mailbox)):
        (folder / "eml" / f"{number}.eml").write_bytes(raw)
    (folder / "twice.mbox").write_bytes(source.read_bytes())
    return {"eml": [folder / "eml"], "twice": [folder / "twice.mbox", source]}


@pytest.mark.parametrize("form", ["eml", "twice"])
def test_format_and_copies_change_nothing(form: str, mailbox: Path, mailbox_log: fa.JobSearchLog, tmp_path: Path) -> None:
    sources = _others(mailbox, tmp_path)[form]
    one = fa.collect_evidence(mailbox_log, mailbox / "mail", me="casey.morrow@ownmail.example").proposals
    other = fa.collect_evidence(mailbox_log, sources, me="casey.morrow@ownmail.example").proposals
    pd.testing.assert_frame_equal(one.drop(columns=["source"]), other.drop(columns=["source"]))


def test_no_connection_is_made_and_no_body_is_kept(
    mailbox: Path, mailbox_log: fa.JobSearchLog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    found = fa.collect_evidence(mailbox_log, [mailbox / "mail", mailbox / "calendar.ics"])
    journal = fa.Journal(tmp_path / "kept.db", log=mailbox_log, as_of="2026-12-31")
    journal.record_evidence(found.proposals)
    kept = (tmp_path / "kept.db").read_bytes().decode("latin-1") + caplog.text
    table = found.proposals.drop(columns="subject").to_csv()
    for text in _sentences(mailbox):
        assert text not in kept and text not in table
    # Only the UID of a calendar entry, which may look like an address, is kept as it is.
    assert "@" not in "".join(journal.history.drop(columns="client_id").astype(str).to_numpy().ravel())
    addresses = {*found.proposals["contact_email"], *mailbox_log.applications["contact_email"]} - {""}
    assert len(addresses) > 20 and not any(address in kept for address in addresses)
    assert not any(subject and subject in kept for subject in found.proposals["subject"])


ALONE = """
import sys
from followup_analytics.cli import main
def refuse(event, arguments):
    if event.startswith("socket.") and event not in ("socket.gethostname", "socket.__new__"):
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(refuse)
main(sys.argv[1:])
"""


def test_the_command_collects_where_there_is_no_network(mailbox: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "search.csv"
    sheet.write_bytes((mailbox / "search.csv").read_bytes())
    # Where the system lets us, in a network namespace without interfaces; everywhere no call of a socket gets through.
    without_network = ["unshare", "-rn"]
    allowed = (
        shutil.which("unshare") and subprocess.run([*without_network, "true"], check=False, capture_output=True).returncode == 0
    )
    command = [*(without_network if allowed else []), sys.executable, "-c", ALONE]
    given = ["collect", str(sheet), str(mailbox / "mail"), str(mailbox / "calendar.ics"), "--timezone", "UTC", "--accept", "sure"]
    ran = subprocess.run([*command, *given], check=False, capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 0 and "Recorded" in ran.stdout, ran.stderr
    written = "".join(path.read_bytes().decode("latin-1") for path in tmp_path.iterdir() if path != sheet)
    assert not any(text in written + ran.stdout + ran.stderr for text in _sentences(mailbox))


def _sentences(mailbox: Path) -> set[str]:
    """Long lines of all bodies."""
    found = set()
    for raw_message in _raw_messages(mailbox):
        for part in message_from_bytes(raw_message).walk():
            if part.get_content_maintype() == "text":
                raw = part.get_payload(decode=True)
                found |= {line.strip() for line in raw.decode("utf-8", "replace").splitlines() if len(line.strip()) > 25}
    return found


def test_a_mailbox_of_somebody_else_is_refused(mailbox: Path, mailbox_log: fa.JobSearchLog) -> None:
    with pytest.raises(FollowupError, match="somebody else's mailbox"):
        fa.collect_evidence(mailbox_log, mailbox / "mail", me="nobody@elsewhere.example")


def test_sent_mail_is_said_to_be_there_or_not(collected: Evidence, mailbox_log: fa.JobSearchLog, tmp_path: Path) -> None:
    assert collected.covers.has_sent_mail and collected.me == ("casey.morrow@ownmail.example",)
    head = (
        b"From: a@b.example\nTo: me@home.example\nDelivered-To: me@home.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n\nhello\n"
    )
    (tmp_path / "inbox.mbox").write_bytes(b"From x Mon Mar  2 10:00:00 2026\n" + head)
    assert not fa.collect_evidence(mailbox_log, tmp_path / "inbox.mbox").covers.has_sent_mail
