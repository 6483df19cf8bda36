"""docs/every-monday.md is tried as far as it can be here: its commands run, its files are read by the programs they are for."""

import re
import shlex
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from weekly_logs import SAMPLE

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


def test_the_task_of_windows_runs_its_command_on_mondays_and_makes_up_for_a_missed_one(home: Path) -> None:
    (text,) = blocks("xml")
    # schtasks refuses a declaration that names another encoding than the one Notepad saved in; without any it looks.
    assert text.startswith('<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">')
    task = {node.tag.partition("}")[2]: (node.text or "").strip() for node in ElementTree.fromstring(text).iter()}
    assert datetime.fromisoformat(task["StartBoundary"]).strftime("%A %H:%M %Z") == "Monday 08:00 "  # by the machine's clock
    assert "Monday" in task and "Tuesday" not in task and task["WeeksInterval"] == "1"
    assert task["StartWhenAvailable"] == "true"
    assert task["DisallowStartIfOnBatteries"] == task["StopIfGoingOnBatteries"] == "false"
    assert task["Command"] == r"C:\Users\you\followup-analytics\.venv\Scripts\followup.exe"
    assert task["WorkingDirectory"] == r"C:\Users\you\jobs"
    arguments = task["Arguments"].split()
    assert subprocess.list2cmdline(arguments) == task["Arguments"]  # nothing in it that the rules of Windows would quote
    subprocess.run([BIN / "followup", *arguments], check=True, cwd=home / "jobs", env={}, stdout=subprocess.DEVNULL)
    assert len(written(home / "jobs" / "reports")) == 1


def test_the_task_of_windows_is_created_from_the_file_that_the_page_has_saved() -> None:
    (line,) = blocks("bat")
    command, verb, *options = shlex.split(line)
    assert (command, verb) == ("schtasks", "/Create")
    facts = dict(zip(options[::2], options[1::2], strict=True))
    assert set(facts) == {"/TN", "/XML"} and f"`{facts['/XML']}`" in PAGE
    assert PAGE.count(f'/TN "{facts["/TN"]}"') == 3  # created, run and deleted under one name


def test_the_steps_of_the_workflow_run(home: Path) -> None:
    (text,) = blocks("yaml")
    workflow = yaml.safe_load(text)
    # YAML reads the key `on` as a truth value.
    assert workflow[True]["schedule"] == [{"cron": "10 8 * * 1", "timezone": "Europe/Berlin"}]
    assert workflow["permissions"] == {"contents": "read"}
    steps = workflow["jobs"]["report"]["steps"]
    assert [step["uses"].partition("@")[0] for step in steps if "uses" in step] == [
        "actions/checkout",
        "actions/setup-python",
        "actions/upload-artifact",
    ]
    (home / "my").mkdir()
    shutil.copy(SAMPLE, home / "my" / "my-search.csv")
    runs = {step["name"]: step["run"] for step in steps if "run" in step}
    assert list(runs) == ["Install", "Write the report"]
    assert runs["Install"] == "python -m pip install --constraint constraints.txt ."
    assert "--timezone Europe/Berlin" in runs["Write the report"]  # the hours of the schedule and of the report are the same
    subprocess.run(
        ["bash", "-e", "-c", runs["Write the report"]],
        check=True,
        cwd=home,
        env={"PATH": f"{BIN}:/usr/bin:/bin"},
        capture_output=True,
    )
    (upload,) = [step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/upload")]
    assert len(written(home / upload)) == 1
