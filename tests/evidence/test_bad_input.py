"""Mail as it should not be: each case costs itself at most, and is said."""

import os
import zipfile
from pathlib import Path

import pytest
from mails import CONTACT, ME, SEPARATOR, mail, written

import followup_analytics as fa
from followup_analytics.errors import FollowupError

LONG = ", ".join(f"p{number}@x.example" for number in range(10_000))
NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(80)) + "Content-Type: text/plain\n\n"
DECISION = "We have decided not to move forward with your application."
ASKED, OFFERED = "Which salary do you expect for the position?", "We are pleased to offer you the position."
BASE64 = "V2UgaGF2ZSBkZWNpZGVkIG5vdCB0byBtb3ZlIGZvcndhcmQgd2l0aCB5b3VyIGFwcGxpY2F0aW9uLg=="
READABLE = {
    "no final newline": mail().rstrip(),
    "CRLF": mail().replace(b"\n", b"\r\n"),
    "NUL bytes": mail(DECISION + "\0\0", more="X-Nul: \0\n"),
    "a header of 1 MB": mail(more="X-Big: " + "a" * 1_000_000 + "\n"),
    "10,000 recipients": mail(to=f"{ME}, {LONG}"),
    "80 parts inside each other": mail(kind="").partition(b"\n\n")[0] + b"\n" + (NESTED + DECISION).encode(),
    "a boundary that is missing": mail(DECISION, kind="multipart/alternative"),
    "an unknown charset": mail(kind="text/plain; charset=klingon"),
    "a false charset": mail("Ihre Bewerbung können wir leider nicht berücksichtigen.", kind="text/plain; charset=us-ascii"),
    "broken base64": mail(BASE64 + "!!!", more="Content-Transfer-Encoding: base64\n"),
    "an encoded word cut in a character": mail(subject="=?utf-8?q?Ann=C3?= =?utf-8?q?=A9e?="),
    "an encoded word that is none": mail(subject="=?utf-8?b?!!!?= application"),
    "a header of raw bytes": mail(subject="Stelle für Sie").replace("für".encode(), b"f\xfcr"),
    "a Date of 1970": mail(date="Thu, 01 Jan 1970 00:00:00 +0000", more="Received: by x; Tue, 05 May 2026 10:00:00 +0000\n"),
    "a Date ahead": mail(date="Thu, 05 May 2033 00:00:00 +0000", more="Received: by x; Tue, 05 May 2026 10:00:00 +0000\n"),
    "no Date": mail(date=""),
    "two From": b"From:\n" + mail(),
    "undisclosed recipients": mail(to="undisclosed-recipients:;", more=f"Delivered-To: {ME}\n"),
    "an address before its comment": mail(sender=f"{CONTACT} (Nadia Berg)"),
    "a line From in the body": mail(DECISION + "\n\nFrom now on\nall is well\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", READABLE)
def test_a_damaged_message_is_read(case: str, log: fa.JobSearchLog, tmp_path: Path) -> None:
    proposals = fa.collect_evidence(log, written(tmp_path, READABLE[case]), me=ME).proposals
    assert list(proposals["kind"]) == ["rejection"]
    assert str(proposals["at"].iloc[0]) == "2026-05-05 10:00:00+00:00"
    assert list(proposals["precision"]) == ["minute"]


def test_a_mailbox_that_is_cut_off_gives_what_is_whole(log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = written(tmp_path, mail(), mail(identity="<two@x>"))
    path.write_bytes(path.read_bytes() + SEPARATOR + b"From: somebo")
    found = fa.collect_evidence(log, path, me=ME)
    assert len(found.proposals) == 2 and len(found.problems) == 1


def test_encrypted_mail_is_asked_about(log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = written(tmp_path, mail("xx", kind="multipart/encrypted; boundary=z"))
    assert list(fa.collect_evidence(log, path, me=ME).proposals["certainty"]) == ["ask"]


def test_what_is_passed_on_or_quoted_below_never_decides(log: fa.JobSearchLog, tmp_path: Path) -> None:
    inner = f"--b\nContent-Type: text/plain\n\n{ASKED}\n--b\nContent-Type: message/rfc822\n\nFrom: x@y\n\n{OFFERED}\n--b--\n"
    quote = f"{ASKED}\n\nOn 3 May 2026, Robin wrote:\n> I accept your offer.\n> {OFFERED}\n"
    for text, kind in ((inner, "multipart/mixed; boundary=b"), (quote, "text/plain")):
        path = written(tmp_path, mail(text, kind=kind))
        assert list(fa.collect_evidence(log, path, me=ME).proposals["kind"]) == ["reply"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.mbox", b"", "the file is empty"),
        ("noise.mbox", bytes(range(256)) * 20, "no message begins in it"),
        ("outlook.msg", b"\xd0\xcf\x11\xe0", "export the mail as .eml files or as mbox"),
        ("outlook.pst", b"!BDN", "export the mail as .eml files or as mbox"),
        ("photo.png", b"\x89PNG", "neither mail nor a calendar"),
        ("broken.zip", b"PK\x03\x04", "it is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    name: str, content: bytes, said: str, log: fa.JobSearchLog, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FollowupError, match=said):
        fa.collect_evidence(log, tmp_path / name, me=ME)
    # Beside something that can be read it is a row of the problems.
    found = fa.collect_evidence(log, [tmp_path / name, written(tmp_path, mail(), name="sound.mbox")], me=ME)
    assert len(found.proposals) == 1 and said in " ".join(found.problems.loc[0])


def test_archives_are_read_as_they_are_and_bombs_left_shut(log: fa.JobSearchLog, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/Mail/All mail.mbox", SEPARATOR + mail())
        archive.writestr("../outside.mbox", SEPARATOR + mail(identity="<other@x>"))
        archive.writestr("bomb.mbox", b"0" * 20_000_000)
    found = fa.collect_evidence(log, tmp_path / "takeout.zip", me=ME)
    assert len(found.proposals) == 1 and list(found.proposals["source"]) == ["All mail.mbox"]
    assert list(found.problems["place"]) == ["outside.mbox", "bomb.mbox"]
    assert not (tmp_path.parent / "outside.mbox").exists()


def test_links_that_go_round_end(log: fa.JobSearchLog, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    written(folder, mail())
    os.symlink(folder, folder / "again")
    assert len(fa.collect_evidence(log, folder, me=ME).proposals) == 1


def test_whose_mailbox_it_is_is_never_guessed(log: fa.JobSearchLog, tmp_path: Path) -> None:
    one, other = mail(more="Delivered-To: a@x.example\n"), mail(identity="<2@x>", more="Delivered-To: b@x.example\n")
    with pytest.raises(FollowupError, match="--me ADDRESS"):
        fa.collect_evidence(log, written(tmp_path, one, other))


def test_a_large_attachment_is_read_past(log: fa.JobSearchLog, tmp_path: Path) -> None:
    parts = (
        f"--b\nContent-Type: text/plain\n\n{DECISION}\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
    )
    attachment = ("QUJD" * 19 + "\n") * 30_000
    path = written(tmp_path, mail(parts + attachment + "--b--\n", kind="multipart/mixed; boundary=b"), mail(identity="<two@x>"))
    assert list(fa.collect_evidence(log, path, me=ME).proposals["kind"]) == ["rejection"] * 2
