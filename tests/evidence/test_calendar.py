"""Interviews from calendars: the latest version of each entry, wherever it came from."""

from pathlib import Path

import pytest
from mails import CONTACT, ME, calendar, mail, written

import followup_analytics as fa
from followup_analytics.errors import FollowupError

ENTRY = f"UID:i1\nSEQUENCE:{{}}\nDTSTART:{{}}\nSUMMARY:Interview\nORGANIZER;CN=Nadia Berg:mailto:{CONTACT}"


def interviews(log: fa.JobSearchLog, *sources: Path) -> list[str]:
    proposals = fa.collect_evidence(log, sources, me=ME).proposals
    return [f"{at:%d %H:%M}" for at in proposals.loc[proposals["kind"] == "interview", "at"]]


def test_a_moved_interview_is_one_and_a_cancelled_one_none(log: fa.JobSearchLog, tmp_path: Path) -> None:
    first, moved = ENTRY.format(0, "20260512T100000Z"), ENTRY.format(1, "20260513T110000Z")
    path = tmp_path / "c.ics"
    path.write_text(calendar(first), newline="")
    assert interviews(log, path) == ["12 10:00"]
    parts = f"--b\nContent-Type: text/plain\n\nNew time.\n--b\nContent-Type: text/calendar\n\n{calendar(moved)}\n--b--\n"
    box = written(tmp_path, mail(parts, kind="multipart/mixed; boundary=b"))
    assert interviews(log, path, box) == interviews(log, box, path) == ["13 11:00"]
    (tmp_path / "cancel.ics").write_text(calendar(ENTRY.format(2, "20260513T110000Z"), method="CANCEL"), newline="")
    assert interviews(log, path, box, tmp_path / "cancel.ics") == []


def test_zones_and_broken_entries(log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = tmp_path / "c.ics"
    times = (
        ";TZID=Europe/Berlin:20260512T100000",
        ";TZID=W. Europe Standard Time:20260513T100000",
        ":20260514T100000",
        ":nonsense",
    )
    entries = [f"UID:{n}\nDTSTART{time}\nSUMMARY:Interview at Moss Foods" for n, time in enumerate(times)]
    path.write_text(calendar(*entries), newline="")
    found = fa.collect_evidence(log, path)
    assert interviews(log, path) == ["12 08:00", "13 08:00", "14 10:00"]
    assert list(found.problems["source"]) == ["c.ics"]


@pytest.mark.parametrize(
    "line",
    ["DTSTART;VALUE=DATE:20260512", "DTSTART:20260512T100000Z\nRRULE:FREQ=WEEKLY", "DTSTART:20260512T100000Z\nSTATUS:CANCELLED"],
)
def test_days_series_and_cancelled_entries_are_none(line: str, log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = tmp_path / "c.ics"
    path.write_text(calendar(f"UID:1\n{line}\nSUMMARY:Interview at Moss Foods"), newline="")
    assert interviews(log, path) == []


def test_what_is_private_is_none(log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = tmp_path / "c.ics"
    path.write_text(
        calendar(
            "UID:1\nDTSTART:20260512T100000Z\nSUMMARY:Dentist",
            "UID:2\nDTSTART:20260513T100000Z\nSUMMARY:Interview with Elm (podcast)",
        ),
        newline="",
    )
    assert interviews(log, path) == []


def test_a_calendar_without_entries_is_refused(log: fa.JobSearchLog, tmp_path: Path) -> None:
    path = tmp_path / "c.ics"
    path.write_text(calendar(), newline="")
    with pytest.raises(FollowupError, match="has no entry"):
        fa.collect_evidence(log, path)
