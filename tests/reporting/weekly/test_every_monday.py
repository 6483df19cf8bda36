"""docs/every-monday.md is tried as far as it can be here: its commands run, its files are read by the programs they are for."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from weekly_logs import SAMPLE

from followup_analytics.cli.report import report

PAGE = (Path(__file__).parents[3] / "docs" / "every-monday.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
FOLLOWUP = "/home/you/followup-analytics/.venv/bin/followup"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home as the page assumes it: the sheet and a folder for reports in `jobs`."""
    (tmp_path / "jobs" / "reports").mkdir(parents=True)
    shutil.copy(SAMPLE, tmp_path / "jobs" / "my-search.csv")
    return tmp_path


def at(home: Path, text: str) -> str:
    """A text of the page with the paths of this machine."""
    return text.replace(FOLLOWUP, str(BIN / "followup")).replace("/home/you", str(home))


def written(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("followup-*")]


def test_the_line_for_cron_has_five_fields_and_a_command_that_runs(home: Path) -> None:
    (line,) = blocks("cron")
    *when, command = line.strip().split(maxsplit=5)
    assert when == ["0", "8", "*", "*", "1"] and "%" not in command  # cron takes a per cent sign for the end of the line
    subprocess.run(["/bin/sh", "-c", at(home, command)], check=True, env={"PATH": "/usr/bin:/bin"}, cwd="/")
    (name,) = written(home / "jobs" / "reports")
    assert re.fullmatch(r"followup-\d{4}-W\d\d\.html", name)
    messages = (home / "jobs" / "reports" / "messages.txt").read_text()
    assert messages.startswith("Week ") and f"Written to reports/{name}." in messages


def test_the_service_of_systemd_runs_its_command(home: Path) -> None:
    service, _ = blocks("ini")
    facts = dict(line.split("=", 1) for line in at(home, service).splitlines() if "=" in line)
    assert facts["Type"] == "oneshot"
    subprocess.run(shlex.split(facts["ExecStart"]), check=True, cwd=facts["WorkingDirectory"], env={}, stdout=subprocess.DEVNULL)
    assert len(written(home / "jobs" / "reports")) == 1


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_finds_nothing_wrong_with_the_units(home: Path) -> None:
    for name, text in zip(("followup-report.service", "followup-report.timer"), blocks("ini"), strict=True):
        (home / name).write_text(at(home, text))
    units = [str(home / name) for name in ("followup-report.service", "followup-report.timer")]
    checked = subprocess.run(["systemd-analyze", "--user", "verify", *units], capture_output=True, text=True)
    assert [line for line in checked.stderr.splitlines() if "followup-report" in line] == []
    (when,) = re.findall(r"^OnCalendar=(.*)$", blocks("ini")[1], flags=re.MULTILINE)
    told = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True, check=True).stdout
    assert "Normalized form: Mon *-*-* 08:00:00" in told


def test_the_task_of_windows_calls_the_command_with_options_that_there_are() -> None:
    (line,) = blocks("bat")
    assert "\n" not in line.strip() and '/SC WEEKLY /D MON /ST 08:00 /TR "' in line
    task = line.strip().partition('/TR "')[2].removesuffix('"').replace('\\"', '"')
    assert len(task) <= 262  # what schtasks allows
    program, command, sheet, *options = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', task)]
    assert program.endswith(r"\Scripts\followup.exe") and command == "report" and sheet.endswith(".csv")
    known = {option for parameter in report.params for option in parameter.opts}
    assert {option for option in options if option.startswith("-")} <= known


def test_the_steps_of_the_workflow_run(home: Path) -> None:
    (text,) = blocks("yaml")
    workflow = yaml.safe_load(text)
    # YAML reads the key `on` as a truth value.
    assert workflow[True]["schedule"] == [{"cron": "0 6 * * 1"}] and workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["report"]["steps"]
    assert [step["uses"].partition("@")[0] for step in steps if "uses" in step] == [
        "actions/checkout",
        "actions/setup-python",
        "actions/upload-artifact",
    ]
    (home / "my").mkdir()
    shutil.copy(SAMPLE, home / "my" / "my-search.csv")
    runs = {step["name"]: step["run"] for step in steps if "run" in step}
    assert runs["Install"] == "python -m pip install --constraint constraints.txt ."
    subprocess.run(
        ["bash", "-e", "-c", runs["Write the report"]],
        check=True,
        cwd=home,
        env={"PATH": f"{BIN}:/usr/bin:/bin"},
        capture_output=True,
    )
    (upload,) = [step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/upload")]
    assert len(written(home / upload)) == 1
