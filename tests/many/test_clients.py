"""The commands over a folder of clients: who is read, what is told of the others, and that no client's file names another."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import followup_analytics as fa
from followup_analytics.cli import main
from tests.many.conftest import AS_OF, write_clients

NAMES = ("Quillfeather", "Brackenridge", "Tatterdemalion")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_clients(tmp_path / "clients", NAMES, rows=14)


def with_bad_ones(folder: Path) -> Path:
    (folder / "broken.csv").write_text("hello\nworld\n")
    (folder / "Quillfeather.xlsx").write_bytes(b"PK and no more")
    (folder / ".hidden.csv").write_text("x")
    (folder / "~$open.xlsx").write_text("x")
    (folder / "notes").mkdir()
    (folder / "notes" / "deeper.csv").write_text("x")
    (folder / "clients.toml").write_text('[Brackenridge]\ntimezone = "Europe/Berlin"\ncountry = "DE"\n[Zoe]\nyear = 2026\n')
    return folder


def test_a_bad_sheet_stops_nobody_elses(folder: Path) -> None:
    log = fa.read_log(with_bad_ones(folder))
    assert log.seekers == ("Brackenridge", "Quillfeather.csv", "Tatterdemalion")
    told = log.problems[log.problems["code"].isin(["sheet-unreadable", "clients-of-one-stem", "client-without-sheet"])]
    severities = {("error", "Quillfeather.xlsx"), ("error", "broken"), ("question", "")}
    assert set(zip(told["severity"], told["seeker"], strict=True)) == severities and len(told) == 4
    zones = log.applications.groupby("seeker")["timezone"].unique()
    assert list(zones["Brackenridge"]) == ["Europe/Berlin"] and list(zones["Tatterdemalion"]) == ["UTC"]


def test_options_go_before_what_the_folder_says(folder: Path) -> None:
    log = fa.read_log(with_bad_ones(folder), timezone="Asia/Tokyo")
    assert set(log.applications["timezone"]) == {"Asia/Tokyo"}
    assert set(log.of_seeker("Brackenridge").applications["country"]) == {"DE"}


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty folder": (lambda folder: [path.unlink() for path in folder.iterdir()], "no sheet lies in this folder"),
    "all unreadable": (lambda folder: [path.write_text("x") for path in folder.iterdir()], "Brackenridge.*Quill.*Tatter"),
    "clients.toml": (lambda folder: (folder / "clients.toml").write_text("[ana]\nzone = 'UTC'"), "'zone' is nothing to say"),
    "no TOML": (lambda folder: (folder / "clients.toml").write_text("[ana"), "clients.toml: can't be read"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_folders_are_told_in_one_line(kind: str, folder: Path) -> None:
    spoil, told = BAD[kind]
    spoil(folder)
    with pytest.raises(fa.FollowupError, match=told):
        fa.read_log(folder)
    result = run("due", folder)
    assert result.exit_code == 1 and result.output.startswith("Error: ") and len(result.output.splitlines()) == 1


def test_due_names_whom_each_line_concerns(folder: Path) -> None:
    result = run("due", with_bad_ones(folder), "--as-of", AS_OF)
    assert result.exit_code == 0, result.output
    assert "Brackenridge: " in result.stdout and "broken: broken.csv: no header row" in result.stderr
    assert "clients.toml: Zoe: clients.toml names a client who has no sheet here" in result.stderr


def test_one_clients_list_is_that_of_the_sheet(folder: Path) -> None:
    alone = run("due", folder / f"{NAMES[0]}.csv", "--as-of", AS_OF).stdout
    of_folder = run("due", folder, "--seeker", NAMES[0], "--as-of", AS_OF).stdout
    assert alone.split("  followup")[0] == of_folder.split("  followup")[0] and NAMES[1] not in of_folder


def test_codes_of_the_joint_list_are_those_of_each_sheet(folder: Path) -> None:
    joint = pd.read_csv(pd.io.common.StringIO(run("due", folder, "--as-of", AS_OF, "--csv").stdout))
    name = joint["seeker"].iloc[0]
    listed = run("due", folder, "--as-of", AS_OF).stdout
    code = next(line.split()[0] for line in listed.splitlines() if f" {name}: " in line)
    done = run("done", folder / f"{name}.csv", code, "--as-of", AS_OF)
    assert done.exit_code == 0, done.output
    assert f"{code}  {name}: " not in run("due", folder, "--as-of", AS_OF).stdout


@pytest.mark.parametrize("arguments", [["report"], ["calendar", "--todo"]])
def test_no_file_of_a_client_names_another(arguments: list[str], folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(arguments[0], folder, "--as-of", AS_OF, "--out", f"{out}/", *arguments[1:])
    assert result.exit_code == 0, result.output
    written = {path.stem: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert set(written) == {*NAMES, "overview"}
    for name in NAMES:
        assert not [other for other in NAMES if other != name and other in written[name]]
    assert all(name in written["overview"] for name in NAMES)


def test_the_overview_says_whose_it_is(folder: Path, tmp_path: Path) -> None:
    (folder / "<b>Mallory.csv").write_text("x")
    run("report", folder, "--as-of", AS_OF, "--out", f"{tmp_path}/out/")
    page = (tmp_path / "out" / "overview.html").read_text(encoding="utf-8")
    assert page.index("yours alone") < page.index("<table>") and "<b>Mallory" not in page and "&lt;b&gt;Mallory" in page


@pytest.mark.parametrize("command", ["report", "calendar"])
def test_one_file_for_several_is_refused_before_anything_is_read(command: str, folder: Path) -> None:
    for path in folder.iterdir():
        path.write_text("x")
    result = run(command, folder, "--out", "all.html")
    assert result.exit_code == 1 and "is one file, and there are several clients" in result.output
    assert len(result.output.splitlines()) == 1


def test_a_calendar_that_a_client_began_alone_goes_on(folder: Path, tmp_path: Path) -> None:
    sheet = folder / f"{NAMES[2]}.csv"
    run("calendar", sheet, "--as-of", AS_OF, "--out", tmp_path / "mine.ics")
    run("calendar", folder, "--as-of", AS_OF, "--out", f"{tmp_path}/all/")
    uids = {name: set(_lines(tmp_path / name, "UID:")) for name in ("mine.ics", f"all/{NAMES[2]}.ics", "all/overview.ics")}
    assert uids["mine.ics"] == uids[f"all/{NAMES[2]}.ics"] <= uids["all/overview.ics"]
    names = [line.split(":")[1] for line in _lines(tmp_path / "all/overview.ics", "SUMMARY:")]
    assert names and set(names) <= set(NAMES)


def _lines(path: Path, start: str) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(start)]


def test_a_column_of_clients_is_told_from_the_employers(folder: Path, tmp_path: Path) -> None:
    sheets = {name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False) for name in NAMES}
    joint = pd.concat([sheet.drop(columns="ID", errors="ignore").assign(Client=name) for name, sheet in sheets.items()])
    joint.to_csv(tmp_path / "joint.csv", index=False)
    log = fa.read_log(tmp_path / "joint.csv")
    assert log.seekers == NAMES
    for name in NAMES[1:]:
        alone = fa.read_log(folder / f"{name}.csv")
        mine = log.of_seeker(name)
        assert mine.applications.index.equals(alone.applications.index)
        assert mine.events.drop(columns="row").equals(alone.events.drop(columns="row"))
    out = run("due", tmp_path / "joint.csv", "--as-of", AS_OF)
    assert out.exit_code == 0 and f"{NAMES[1]}: " in out.stdout


def test_a_freelancers_client_stays_the_employer() -> None:
    sheet = pd.DataFrame(
        {"Client": ["Acme", "Beta", "Gamma"], "Role": "Designer", "Date applied": ["2026-03-02", "2026-03-03", "2026-03-04"]}
    )
    log = fa.read_log(sheet)
    assert log.seekers == ("",) and list(log.applications["company"]) == ["Acme", "Beta", "Gamma"]


HEADERS = ("Candidate", "Student name", "Job seeker", "Teilnehmer", "Kandidatin", "Demandeur d'emploi", "Candidato", "候选人")


@pytest.mark.parametrize("header", HEADERS)
def test_headers_that_name_the_seeker(header: str) -> None:
    sheet = pd.DataFrame({header: ["Ana", "ANA ", "Ben"], "Company": "Acme", "Date applied": "2026-03-02"})
    log = fa.read_log(sheet.assign(Role=["Analyst", "Engineer", "Analyst"]))
    assert log.seekers == ("Ana", "Ben")
    ids = log.applications.index
    assert ids[0].removeprefix("Ana~") == ids[2].removeprefix("Ben~")
