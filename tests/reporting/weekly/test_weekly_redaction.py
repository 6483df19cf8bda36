"""The report to share: of a thousand planted words none leaks, and the numbers stay what they are."""

import base64
import email
import email.policy
import re
import shutil
import subprocess
from itertools import count
from pathlib import Path

import pandas as pd
import pytest
from hand_made import log_of_many
from weekly_logs import APPLICATION_TEXTS, EVENT_TEXTS, PROBLEM_TEXTS, STORIES, WEEK, sample_log, sample_report

import followup_analytics as fa
from followup_analytics.log.sharing import redacted_log

CANARY = re.compile(rb"canary\d{4}", re.IGNORECASE)
_PLANTED = 1_000


def log_with_canaries() -> fa.JobSearchLog:
    """A log with a word of its own in each cell that may hold text, ids included."""
    numbers = count()
    plain = log_of_many({f"{name}{number}": story for number in range(12) for name, story in STORIES.items()}, seniority="lead")
    ids = {name: word(numbers) for name in plain.applications.index}
    applications = plain.applications.assign(**{name: [word(numbers) for _ in ids] for name in APPLICATION_TEXTS})
    events = plain.events.assign(**{name: [word(numbers) for _ in range(len(plain.events))] for name in EVENT_TEXTS})
    events["application_id"] = events["application_id"].map(ids)
    events.index = [word(numbers) for _ in range(len(events))]
    problems = pd.DataFrame({name: [word(numbers) for _ in range(10)] for name in PROBLEM_TEXTS}).assign(
        severity="question", row=7
    )
    put_off = pd.DataFrame(
        {
            "action_id": [f"{name}:T03.1" for name in ids.values()] + [f"{ids['A10']}:{word(numbers)}"],
            "application_id": [*ids.values(), ids["A10"]],
            "since": pd.Timestamp("2026-06-01", tz="UTC"),
            "until": pd.Timestamp("2026-06-10"),
        }
    )
    log = fa.JobSearchLog(applications.rename(index=ids), events, problems, put_off)
    assert next(numbers) > _PLANTED
    return log


def word(numbers: "count[int]") -> str:
    return f"Canary{next(numbers):04d}"


def everything_in(path: Path) -> bytes:
    """The bytes of a file, and what its encodings hide."""
    content = path.read_bytes()
    if path.suffix == ".eml":
        parts = email.message_from_bytes(content, policy=email.policy.default).walk()
        return content + b"".join(part.get_payload(decode=True) or b"" for part in parts if not part.is_multipart())  # type: ignore[operator]
    if path.suffix == ".pdf":
        pdftotext = shutil.which("pdftotext")
        return content + (subprocess.run([pdftotext, path, "-"], capture_output=True, check=True).stdout if pdftotext else b"")
    return content


@pytest.mark.parametrize("ending", ["html", "md", "eml", "json", pytest.param("pdf", marks=pytest.mark.nightly)])
def test_none_of_a_thousand_planted_words_leaks(ending: str, tmp_path: Path) -> None:
    if ending == "pdf":
        pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    seeker = fa.Seeker(name="Canary9001", email="canary9002@example.com", phone="canary9003", media=("linkedin",))
    cadence = fa.Cadence(seeker=seeker)
    open_, shared = (tmp_path / f"{name}.{ending}" for name in ("open", "shared"))
    fa.weekly_report(log_with_canaries(), cadence, week=WEEK).write(open_)
    fa.weekly_report(log_with_canaries(), cadence, week=WEEK, redact=True).write(shared)
    assert CANARY.search(everything_in(open_))
    assert CANARY.findall(everything_in(shared)) == []
    assert base64.b64encode(b"Canary0")[:8] not in shared.read_bytes()


def test_no_text_of_the_redacted_log_is_free() -> None:
    log = redacted_log(log_with_canaries())
    allowed = re.compile(r"|A\d+(/\d+)?|Company \d+|Person \d+|Source \d+|noted|A\d+:T03\.1|A\d+|lead|UTC")
    for table in (log.applications, log.events, log.problems, log.put_off):
        for name in table.select_dtypes("str"):
            assert [text for text in table[name] if not allowed.fullmatch(text)] == []
        assert all(allowed.fullmatch(str(label)) or str(label).isdigit() for label in table.index)


def test_names_are_numbered_alike_wherever_they_stand() -> None:
    log = log_of_many({"x": "2026-06-01 interview by=Kim", "y": "2026-06-02 reply by=Kim", "z": "2026-06-02 application"})
    named = log.applications.assign(company=["Acme", "Bolt", "Acme"], contact=["", "Kim", "Lee"])
    shared = redacted_log(fa.JobSearchLog(named, log.events))
    assert list(shared.applications["company"]) == ["Company 1", "Company 2", "Company 1"]
    assert list(shared.applications["contact"]) == ["", "Person 1", "Person 2"]
    assert list(shared.events["contact"]) == ["Person 1", "Person 1", ""]


def test_the_numbers_of_a_redacted_report_are_those_of_the_whole_one() -> None:
    whole, shared = sample_report(), sample_report(redact=True)
    assert shared.is_redacted and not len(shared.drafts) and not shared.address
    for name in ("happened", "rates", "conduct", "flows", "tuning"):
        pd.testing.assert_frame_equal(getattr(whole, name), getattr(shared, name))
    for name in ("silence", "silence_by_kind"):
        pd.testing.assert_frame_equal(getattr(whole, name).frame, getattr(shared, name).frame)
    for name in ("when", "what", "group", "medium", "rule"):
        assert sorted(whole.do_now[name]) == sorted(shared.do_now[name])
    for name in ("status", "last", "next", "days_since"):
        assert whole.standing[name].value_counts().to_dict() == shared.standing[name].value_counts().to_dict()
    assert list(whole.habits["finding"]) == list(shared.habits["finding"]) and whole.verdict == shared.verdict
    assert whole.problems["severity"].value_counts().to_dict() == shared.problems["severity"].value_counts().to_dict()


def test_the_sample_shares_no_name(tmp_path: Path) -> None:
    sample_report(redact=True).write(tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    texts = sample_log().applications[["company", "contact", "contact_email"]].stack()
    assert [text for text in texts if len(text) > 3 and text in page] == []
    assert "companies and people are numbered" in page and "Company 1" in page
