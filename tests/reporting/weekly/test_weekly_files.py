"""The files of a weekly report: each ending, the same bytes everywhere, and an old report that stays when a new one fails."""

import email
import email.policy
import errno
import hashlib
import json
import os
import re
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hand_made import log_of, log_of_many
from icalendar import Calendar
from weekly_logs import SAMPLE, SEEKER, WEEK, sample_log, sample_report

import followup_analytics as fa
from followup_analytics.cli.due import FORMATS as FORMATS_OF_COMMAND
from followup_analytics.errors import FollowupError
from followup_analytics.reporting.weekly.renderers import html_report, paper_report
from followup_analytics.reporting.weekly.report import FORMATS, WeeklyReport

ROOT = Path(__file__).parents[3]
FORMATS_WITHOUT_PDF = [name for name in FORMATS if name != "pdf"]


@pytest.fixture(scope="module")
def report() -> WeeklyReport:
    return fa.weekly_report(log_of("2026-06-03 interview by=Kim; 2026-05-20 application email"), week=WEEK)


def beginning(path: Path) -> str:
    return path.read_bytes()[:40].decode("ascii", "replace")


BEGINNINGS = [
    ("html", "<!DOCTYPE html>"),
    ("md", "# Your week, 8 to 14 June 2026"),
    ("json", '{\n "week": "2026-W24"'),
    ("eml", "Subject: Your week, 8 to 14 June 2026"),
]


@pytest.mark.parametrize(("ending", "begins"), BEGINNINGS)
def test_the_ending_says_what_is_written(ending: str, begins: str, report: WeeklyReport, tmp_path: Path) -> None:
    for path in (tmp_path / f"r.{ending}", tmp_path / f"R.{ending.upper()}"):
        report.write(path)
        assert beginning(path).startswith(begins)
    report.write(str(tmp_path / f"text.{ending}"))
    assert (tmp_path / f"text.{ending}").read_bytes() == path.read_bytes()


@pytest.mark.nightly
def test_a_pdf_has_pages_and_is_the_same_each_time(report: WeeklyReport, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    for name in ("one.pdf", "two.pdf"):
        report.write(tmp_path / name)
    one = (tmp_path / "one.pdf").read_bytes()
    assert one.startswith(b"%PDF-") and one == (tmp_path / "two.pdf").read_bytes()


def test_on_paper_four_pages_are_read_and_the_rest_is_annex() -> None:
    weasyprint = pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    pages = weasyprint.HTML(string=paper_report(sample_report())).render().pages
    front = next(place for place, page in enumerate(pages) if "annex" in page.anchors)
    assert front <= 4 and len(pages) - front <= 10
    assert "do-now" in pages[0].anchors and "changes" in pages[0].anchors


PAGES = ["html", "paper"]


@pytest.mark.parametrize("name", PAGES)
def test_no_picture_of_a_page_has_a_ground_or_an_image(name: str) -> None:
    page = {"html": html_report, "paper": paper_report}[name](sample_report())
    soup = BeautifulSoup(page, "html.parser")
    assert len(soup.find_all("svg")) >= 4 and not soup.find_all("img")
    colours = {
        str(tag[key]) for svg in soup.find_all("svg") for tag in svg.find_all(True) for key in ("fill", "stroke") if tag.get(key)
    }
    assert not colours & {"#fff", "#ffffff", "white", "#000", "#000000", "black"}
    if name == "html":
        assert all(colour == "none" or colour == "currentColor" or colour.startswith("var(--fu-") for colour in colours)


def test_the_command_knows_the_formats_that_there_are() -> None:
    assert FORMATS_OF_COMMAND == FORMATS


# --- what can go wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.docx", "r", "r.html.gz", "r.txt"])
def test_another_ending_is_refused_with_those_that_are_known(name: str, report: WeeklyReport, tmp_path: Path) -> None:
    with pytest.raises(FollowupError, match=re.escape("one of .html, .md, .pdf, .eml, .json")):
        report.write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_disk_that_refuses_leaves_the_old_report_as_it_was(
    step: str, number: int, report: WeeklyReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.html"
    path.write_text("the old report")

    def refuse(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, step, refuse)
    with pytest.raises(FollowupError, match=rf"r\.html: can't be written \({os.strerror(number)}\)"):
        report.write(path)
    monkeypatch.undo()
    assert path.read_text() == "the old report" and [found.name for found in tmp_path.iterdir()] == ["r.html"]


def test_a_file_that_grows_too_large_leaves_the_old_report_as_it_was(tmp_path: Path) -> None:
    """The real thing: the system stops the writing in the middle of the file."""
    resource = pytest.importorskip("resource")
    old = tmp_path / "r.html"
    old.write_text("the old report")
    limits = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # noqa: E731 - runs in the child
    command = [sys.executable, "-m", "followup_analytics", "report", str(SAMPLE), "--week", WEEK, "--out", str(old)]
    ran = subprocess.run(command, capture_output=True, text=True, preexec_fn=limits, cwd=tmp_path)
    assert ran.returncode == 1 and ran.stderr.count("\n") == 1
    assert "r.html: can't be written (File too large)" in ran.stderr
    assert old.read_text() == "the old report" and [found.name for found in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.parametrize("name", ["missing/r.html", "folder.html", "r.html/r.html"])
def test_a_place_that_is_none_is_told(name: str, report: WeeklyReport, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "r.html").write_text("a file")
    with pytest.raises(FollowupError, match="can't be written"):
        report.write(tmp_path / name)


def test_without_weasyprint_a_sentence_says_how_to_install_it(
    report: WeeklyReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(FollowupError, match=re.escape(f'"{sys.executable}" -m pip install weasyprint')):
        report.write(tmp_path / "r.pdf")
    assert list(tmp_path.iterdir()) == []


def test_without_the_systems_libraries_a_sentence_names_them(
    report: WeeklyReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_libraries(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr("followup_analytics.reporting.weekly.renderers.import_module", no_libraries)
    with pytest.raises(FollowupError, match="apt-get install libpango"):
        report.write(tmp_path / "r.pdf")


# --- the same bytes everywhere ---------------------------------------------------------------------------------------

PLACES = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
]
WRITE = """
import hashlib, sys, time
from pathlib import Path
import followup_analytics as fa
log = fa.read_log(sys.argv[1], timezone="America/New_York", country="US")
seeker = fa.Seeker(name="Ada Example", email="ada@example.com", phone="+1 555 0100")
report = fa.weekly_report(log, fa.Cadence(seeker=seeker), week=sys.argv[2])
for ending in sys.argv[4:]:
    path = Path(sys.argv[3]) / f"r.{ending}"
    report.write(path)
    print(ending, hashlib.sha256(path.read_bytes()).hexdigest())
"""


@pytest.mark.parametrize(
    "place",
    [pytest.param(place, id=place["TZ"], marks=[pytest.mark.nightly] * (place is not PLACES[-1])) for place in PLACES],
)
def test_the_bytes_are_the_same_in_any_zone_locale_and_hash_seed(place: dict[str, str], tmp_path: Path) -> None:
    here = {}
    for ending in FORMATS_WITHOUT_PDF:
        sample_report().write(tmp_path / f"here.{ending}")
        here[ending] = hashlib.sha256((tmp_path / f"here.{ending}").read_bytes()).hexdigest()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")} | place
    command = [sys.executable, "-c", WRITE, str(SAMPLE), WEEK, str(tmp_path), *FORMATS_WITHOUT_PDF]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert dict(line.split() for line in ran.stdout.splitlines()) == here


# --- the message -----------------------------------------------------------------------------------------------------


def message_of(report: WeeklyReport, folder: Path) -> EmailMessage:
    report.write(folder / "r.eml")
    return email.message_from_bytes((folder / "r.eml").read_bytes(), policy=email.policy.default)  # type: ignore[return-value]


def test_a_mail_program_opens_a_draft_to_oneself(tmp_path: Path) -> None:
    message = message_of(sample_report(), tmp_path)
    assert message["Subject"].startswith("Your week, 8 to 14 June 2026 - 10 to do, 5 of them late.")
    assert message["To"] == SEEKER.email and message["X-Unsent"] == "1" and not message.defects
    assert message["Date"] == "Mon, 08 Jun 2026 06:00:00 +0000"
    assert message.get_content_type() == "multipart/mixed"
    text, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None and page is not None
    assert text.get_content().startswith("Your week") and "Ashgrove Tools" in text.get_content()
    assert "Ashgrove Tools" in page.get_content() and len(page.get_content().encode()) < 100_000  # a program cuts off longer ones


def test_a_message_loads_nothing_and_stays_small_however_much_there_is_to_do(tmp_path: Path) -> None:
    stories = {f"A{number}": f"2026-05-{number % 20 + 1:02} application email; 2026-06-05 reply" for number in range(300)}
    message = message_of(fa.weekly_report(log_of_many(stories), week=WEEK), tmp_path)
    text, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None and page is not None
    assert len(page.get_content().encode()) < 100_000 and not re.search(r"<img|<svg|<link|https?://", page.get_content())
    for part in (text.get_content(), page.get_content()):
        assert part.count("Answer the reply") == 10 and "290 more to do" in part


def test_the_follow_ups_are_attached_as_a_calendar(tmp_path: Path) -> None:
    whole, attached = message_of(sample_report(), tmp_path).iter_attachments()
    assert whole.get_filename() == "followup-2026-W24.html" and whole.get_content().startswith("<!DOCTYPE html>")
    assert attached.get_filename() == "follow-ups-2026-W24.ics" and attached.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(attached.get_content())
    open_ones = {event["SUMMARY"] for event in calendar.walk("VEVENT") if event["STATUS"] == "CONFIRMED"}
    assert "Ask for the status: Ashgrove Tools" in open_ones


def test_json_holds_every_number(tmp_path: Path) -> None:
    sample_report().write(tmp_path / "r.json")
    whole = json.loads((tmp_path / "r.json").read_text(encoding="ascii"))
    assert whole["week"] == WEEK and whole["begins"] == "2026-06-08" and whole["applications"] == 80
    assert len(whole["actions"]) == len(fa.follow_up_actions(sample_log(), as_of="2026-06-08"))
    assert [row["action_id"] for row in whole["do_now"]] == list(sample_report().do_now.index)
    assert whole["happened"][0] == {
        "what": "Applications sent",
        **{name: float(value) if name == "usual" else int(value) for name, value in sample_report().happened.iloc[0].items()},
    }
