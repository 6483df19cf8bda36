"""A LinkedIn export, found by what is in its tables."""

import zipfile
from pathlib import Path

import pytest

import followup_analytics as fa

PROFILE = "First Name,Last Name\nRobin,Vale\n"
PAGE = "https://www.linkedin.com/in/"
MESSAGES = f"""CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT
2-a,,Ivo Tan,{PAGE}ivo,Robin Vale,2026-04-02 09:00:00 UTC,,We would like to invite you to an interview.
2-a,,Robin Vale,{PAGE}robin,Ivo Tan,2026-04-03 09:00:00 UTC,,Thursday is fine.
2-b,,Some Stranger,{PAGE}stranger,Robin Vale,2026-04-04 09:00:00 UTC,,A client of mine is looking for a Controller.
"""
FOREIGN = MESSAGES.replace(MESSAGES.splitlines()[0], "ID DER UNTERHALTUNG,TITEL,VON,PROFIL,AN,DATUM,BETREFF,INHALT")
INVITATIONS = f"""From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl
Robin Vale,Ivo Tan,"3/28/26, 5:03 PM",,OUTGOING,{PAGE}robin,{PAGE}ivo
"""
HEAD = "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Questions"
APPLICATIONS = f"""{HEAD}
"3/10/26, 12:00 PM",r@x.example,,Moss Foods Ltd,Controller,,cv.pdf,
"4/22/26, 10:09 AM",r@x.example,,Elm Works,Analyst,,cv.pdf,
"""


@pytest.mark.parametrize("messages", [MESSAGES, FOREIGN])
def test_messages_and_invitations_are_read(messages: str, log: fa.JobSearchLog, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("messages.csv", messages)
        archive.writestr("Invitations.csv", INVITATIONS)
        archive.writestr("Profile.csv", PROFILE)
    proposals = fa.collect_evidence(log, tmp_path / "export.zip").proposals
    found = list(zip(proposals["at"].dt.strftime("%m-%d %H:%M"), proposals["kind"], proposals["direction"], strict=True))
    assert found == [
        ("03-28 17:03", "connection_request", "outbound"),
        ("04-02 09:00", "interview_invitation", "inbound"),
        ("04-03 09:00", "answer", "outbound"),
    ]
    assert set(proposals["medium"]) == {"linkedin"} and set(proposals["contact"]) == {"Ivo Tan"}


def test_applications_of_the_list_are_known_or_missing_in_the_sheet(log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = tmp_path / "Job Applications.csv"
    path.write_text(APPLICATIONS, encoding="utf-8")
    proposals = fa.collect_evidence(log, path).proposals
    assert list(proposals["known"]) == [True, False]
    assert list(proposals["starts_application"]) == [False, True]
    assert list(proposals["subject"]) == ["Controller, Moss Foods Ltd", "Analyst, Elm Works"]
