"""followup report: which week, which file, and what it says on the screen."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hand_made import log_of
from weekly_logs import SAMPLE, WEEK

from followup_analytics.cli import main
from followup_analytics.reporting.weekly.week_numbers import Week


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    log_of("2026-06-03 interview").write(tmp_path / "log.csv")
    return tmp_path / "log.csv"


def report(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def test_the_report_of_a_week_is_written_and_said(log: Path) -> None:
    result = report(log, "--week", WEEK)
    assert result.exit_code == 0, result.output
    first, *rest = result.stdout.splitlines()
    assert first.startswith("Week 2026-W24: 1 to do, 1 of them late.")
    assert rest == ["Written to followup-2026-W24.html.", "It stands as of 2026-06-08."]
    assert Path("followup-2026-W24.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_what_was_done_since_monday_is_off_the_list(log: Path) -> None:
    log_of("2026-06-03 interview; 2026-06-09 thank_you").write(log)
    assert report(log, "--week", WEEK, "--format", "md").stdout.splitlines()[0].endswith("1 already done this week.")
    assert "| Send a thank-you |" in (text := Path("followup-2026-W24.md").read_text(encoding="utf-8"))
    assert "done on Tue 9 Jun" in text


def test_in_mid_week_it_stands_as_of_the_day_that_is_given(log: Path) -> None:
    result = report(log, "--as-of", "2026-06-10", "--format", "md")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[1:] == ["Written to followup-2026-W24.md.", "It stands as of 2026-06-10."]
    assert "As of Wednesday 10 June" in Path("followup-2026-W24.md").read_text(encoding="utf-8")


def test_a_folder_that_is_named_as_one_is_made(log: Path) -> None:
    result = report(log, "--week", WEEK, "--out", "mine/reports/")
    assert result.exit_code == 0, result.output
    assert Path("mine/reports/followup-2026-W24.html").is_file()


def test_a_folder_that_can_not_be_made_is_said_in_a_line(log: Path) -> None:
    Path("mine").write_text("a file")
    result = report(log, "--week", WEEK, "--out", "mine/reports/")
    assert result.exit_code == 1 and "mine/reports: the folder can't be made" in result.stderr


# options -> the file that is written
TARGETS = [
    (("--format", "md"), "followup-2026-W24.md"),
    (("--out", "mine.json"), "mine.json"),
    (("--out", "mine.eml", "--format", "eml"), "mine.eml"),
    (("--out", "."), "followup-2026-W24.html"),
    (("--out", ".", "--format", "json"), "followup-2026-W24.json"),
    (("--out", "MINE.MD"), "MINE.MD"),
]


@pytest.mark.parametrize(("options", "name"), TARGETS)
def test_the_file_is_the_one_that_is_asked_for(options: tuple[str, ...], name: str, log: Path) -> None:
    result = report(log, "--week", WEEK, *options)
    assert result.exit_code == 0, result.output
    assert {path.name for path in Path().iterdir()} == {"log.csv", name}


def test_without_a_week_it_is_this_one(log: Path) -> None:
    before = Week.of(dt.datetime.now(dt.UTC).date()).name
    result = report(log, "--timezone", "UTC", "--format", "md")
    after = Week.of(dt.datetime.now(dt.UTC).date()).name
    assert result.exit_code == 0 and any(f"Written to followup-{week}.md." in result.stdout for week in (before, after))


BAD = [
    (("--week", "2026-W60"), 1, "2026 has the weeks 2026-W01 to 2026-W53"),
    (("--week", WEEK, "--out", "r.docx"), 1, "give a name that ends in one of .html"),
    (("--week", WEEK, "--out", "nowhere/r.html"), 1, "can't be written"),
    (("--week", WEEK, "--as-of", "2026-07-01"), 2, "--as-of 2026-07-01 lies outside week 2026-W24"),
    (("--week", WEEK, "--out", "r.md", "--format", "pdf"), 2, "--out ends in .md and --format says pdf"),
    (("--week", WEEK, "--format", "doc"), 2, "'html', 'md', 'pdf', 'eml', 'json'"),
]


@pytest.mark.parametrize(("options", "code", "told"), BAD)
def test_what_can_not_be_is_said_in_a_line(options: tuple[str, ...], code: int, told: str, log: Path) -> None:
    result = report(log, *options)
    assert result.exit_code == code and told in result.stderr and "Traceback" not in result.output
    assert {path.name for path in Path().iterdir()} == {"log.csv"}


@pytest.mark.nightly
def test_redacted_it_names_nobody(tmp_path: Path) -> None:
    for options in ((), ("--redact",)):
        result = report(SAMPLE, "--week", WEEK, "--out", tmp_path / f"r{len(options)}.md", *options)
        assert result.exit_code == 0, result.output
    whole, shared = ((tmp_path / f"r{number}.md").read_text(encoding="utf-8") for number in (0, 1))
    assert "Ashgrove Tools" in whole and "Ashgrove" not in shared and "Company 1" in shared


def test_a_cadence_file_signs_the_drafts(log: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[seeker]\nname = "Ada Example"\n')
    report(log, "--week", WEEK, "--cadence", tmp_path / "mine.toml", "--format", "md")
    assert "Ada Example" in Path("followup-2026-W24.md").read_text(encoding="utf-8")
