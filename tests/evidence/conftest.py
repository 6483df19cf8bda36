"""Invented mailboxes for the tests of evidence; the modules that make them lie beside this one."""

import sys
from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.evidence.collect import Evidence

sys.path.insert(0, str(Path(__file__).parent))

SHEET = """Company,Job Title,Date Applied,Applied Via,Status,Contact,Contact Email
Larch Optics GmbH,Data Engineer,2026-03-02,Email,Applied,Nadia Berg,nadia.berg@larchoptics.example
Larch Optics GmbH,Office Manager,2026-05-04,Portal,Applied,,
Moss Foods Ltd,Controller,2026-03-10,Portal,Applied,Ivo Tan,ivo77@freemail.example
"""


@pytest.fixture
def log(tmp_path: Path) -> fa.JobSearchLog:
    """A search of three applications, two of them at one firm."""
    path = tmp_path / "search.csv"
    path.write_text(SHEET, encoding="utf-8")
    return fa.read_log(path, timezone="UTC")


@pytest.fixture(scope="session")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an invented search: search.csv, mail, a calendar, a LinkedIn export and the truth."""
    from invented_mailbox_search import invented_search

    folder = tmp_path_factory.mktemp("mailbox")
    invented_search(folder, 6, applications=40, others=150)
    return folder


@pytest.fixture(scope="session")
def mailbox_log(mailbox: Path) -> fa.JobSearchLog:
    """The log of that search's sheet."""
    return fa.read_log(mailbox / "search.csv", timezone="UTC")


@pytest.fixture(scope="session")
def collected(mailbox: Path, mailbox_log: fa.JobSearchLog) -> Evidence:
    """What is collected of it."""
    return fa.collect_evidence(mailbox_log, [mailbox / "mail", mailbox / "calendar.ics"])
