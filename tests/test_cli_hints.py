"""What the command line tells a newcomer: the demo, lines to paste that work, and words that it knows itself."""

import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import followup_analytics as fa
from followup_analytics.cli import due, main, next_command
from followup_analytics.errors import FollowupError, UnknownColumnsError
from followup_analytics.reporting.wording.problems import error_in_words

ROOT = Path(__file__).parents[1]
SHEET = ROOT / "data" / "sample" / "my_job_search.csv"
THERE_AND_THEN = ("--timezone", "America/New_York", "--country", "US", "--as-of", "2026-06-08")


def followup(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def paste(line: str) -> Result:
    program, *arguments = shlex.split(line)
    assert program == "followup"
    return followup(*arguments)


# --- the demo --------------------------------------------------------------------------------------------------------


def test_the_demo_is_the_due_list_of_the_sample_at_its_own_date() -> None:
    shown, listed = followup("demo"), followup("due", SHEET, *THERE_AND_THEN)
    assert shown.exit_code == 0 and shown.stderr == ""
    *cards, invented, own = shown.output.splitlines()
    assert cards == listed.output.splitlines()[: len(cards)] and "HOUSEKEEPING" in cards
    assert invented.startswith("This search is invented") and own.endswith(": followup due my-search.xlsx")


def test_the_readme_shows_what_the_demo_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("begins like this:\n\n")[2].partition("\nOnce installed")[0]
    shown = [line[4:].split() for line in block.splitlines() if line.strip() and "───" not in line]
    printed = [line.split() for line in followup("demo").output.splitlines() if line.strip() and "───" not in line]
    assert len(shown) > 5 and shown == printed[1 : 1 + len(shown)]


def test_a_demo_without_its_sample_says_where_it_should_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "_PLACES", (tmp_path,))
    result = followup("demo")
    assert result.exit_code == 1 and f"it should lie in {tmp_path}" in result.stderr


# --- lines to paste --------------------------------------------------------------------------------------------------

ODD = "Firm;Position;Sent on;Where it stands\nAcme;Analyst;3/4/2026;open\nBolt;Baker;5/4/2026;purple\n"


@pytest.fixture
def odd_sheet(tmp_path: Path) -> Path:
    """A sheet in a folder with a blank, which needs a mapping."""
    folder = tmp_path / "my search"
    folder.mkdir()
    (folder / "sheet.csv").write_text(ODD, encoding="utf-8")
    (folder / "map one.toml").write_text('[columns]\n"Sent on" = "applied"\n"Where it stands" = "status"\n', encoding="utf-8")
    return folder / "sheet.csv"


def test_a_hint_repeats_the_options_that_were_given_and_works_when_pasted(odd_sheet: Path) -> None:
    mapping = odd_sheet.with_name("map one.toml")
    given = ("--mapping", mapping, "--month-first", "--timezone", "Europe/Berlin")
    printed = followup("due", odd_sheet, *given, "--as-of", "2026-05-01").output.splitlines()
    (hint,) = (line.strip() for line in printed if line.startswith("  followup import "))
    assert set(map(str, given)) <= set(shlex.split(hint)) and "--as-of" not in hint
    assert paste(hint).output == followup("import", odd_sheet, *given).output


def test_what_tune_and_sweep_say_to_type_next_can_be_typed(tmp_path: Path) -> None:
    sheet, cadence = Path(shutil.copy(SHEET, tmp_path / "search.csv")), tmp_path / "my cadence.toml"
    tuned = followup("tune", sheet, *THERE_AND_THEN, "--write", cadence).output.splitlines()[-1]
    listed = paste(tuned.partition("To use it: ")[2])
    assert listed.exit_code == 0 and "Mon 8 Jun 2026, America/New_York" in listed.output
    swept = followup("sweep", sheet, "--yes", *THERE_AND_THEN).output.splitlines()[-1]
    assert "taken back" in paste(swept.partition("To take it back: ")[2]).output


@pytest.mark.parametrize(
    ("called", "on_the_path", "name"),
    [
        ("/usr/bin/followup", True, "followup"),
        (".venv/bin/followup", False, ".venv/bin/followup"),
        ("my tools/followup", False, "'my tools/followup'"),
        ("/x/followup_analytics/__main__.py", False, f"{shlex.quote(sys.executable)} -m followup_analytics"),
        ("pytest", False, "followup"),
    ],
)
def test_the_command_is_named_as_it_can_be_called(
    called: str, on_the_path: bool, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/followup" if on_the_path else None)
    assert next_command.own_name() == name


# --- a mapping to fill in --------------------------------------------------------------------------------------------

# sheet -> the header of the company, the header of the day ("" where it is known)
LACKING = {
    "no company": (
        "Dove,Role,Date Applied,Status\nAcme,Analyst,2026-03-02,Applied\nBolt,Baker,2026-03-03,Rejected\n",
        "Dove",
        "",
    ),
    "no day": ("Company,Role,Xyzzy\nAcme,Analyst,2026-03-02\nBolt,Baker,2026-03-03\n", "", "Xyzzy"),
    "neither": ("Mine\n\nDove,Cosa,Xyzzy\nAcme,Analyst,2026-03-02\nBolt,Baker,2026-03-03\n", "Dove", "Xyzzy"),
    "no header": ("Acme,Analyst,2026-03-02\nBolt,Baker,2026-03-03\n", "1", "3"),
    "a header that TOML must quote": ('"The ""Dove""",Date Applied\nAcme,2026-03-02\nBolt,2026-03-03\n', 'The "Dove"', ""),
}


@pytest.mark.parametrize(("sheet", "company", "day"), LACKING.values(), ids=LACKING.keys())
def test_a_suggested_mapping_with_its_line_filled_in_reads_the_sheet(sheet: str, company: str, day: str, tmp_path: Path) -> None:
    path, mapping = tmp_path / "sheet.csv", tmp_path / "map.toml"
    path.write_text(sheet, encoding="utf-8")
    asked = followup("import", path)
    assert asked.exit_code == (1 if company == "1" else 0) and "--suggest-mapping > map.toml" in asked.output
    suggested = followup("import", path, "--suggest-mapping")
    assert suggested.exit_code == 0 and ("the file says which line to fill in" in suggested.stderr) == (company == "1")
    tomllib.loads(suggested.stdout)
    lines = suggested.stdout.splitlines()
    for header, meaning in ((company, "company"), (day, "applied")):
        written = f"{toml(header)} = {toml(meaning)}"
        (line,) = [line for line in lines if header and line.removeprefix("# ").startswith(written)] or [""]
        assert bool(line) == bool(header)
        lines = [text.removeprefix("# ") if text == line else text for text in lines]
    mapping.write_text("\n".join(lines), encoding="utf-8")
    log = fa.read_log(path, mapping=mapping)
    assert list(log.applications["company"]) == ["Acme", "Bolt"]
    assert list(log.events["at"].dt.day) == [2, 3]
    assert followup("import", path, "--mapping", mapping, "--suggest-mapping").exit_code == 0


@pytest.mark.parametrize(
    ("there", "given", "written"),
    [
        ([], "", "map.toml"),
        (["map.toml"], "", "map-2.toml"),
        (["map.toml"], "map.toml", "map-2.toml"),
        (["map.toml", "map-2.toml"], "map-2.toml", "map-3.toml"),
        (["odd one.toml"], "odd one.toml", "map.toml"),
    ],
)
@pytest.mark.parametrize("sheet", ["Company,Sent on\nAcme,3/4/2026\n", "Dove,Xyzzy\nAcme,2026-03-02\n"])
def test_the_file_that_a_hint_writes_to_is_never_there_already(
    there: list[str], given: str, written: str, sheet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("odd.csv").write_text(sheet)
    for name in there:
        Path(name).write_text("[statuses]\n")
    output = followup("import", "odd.csv", *(("--mapping", given) if given else ())).output
    (line,) = [line for line in output.splitlines() if " > " in line]
    assert line.endswith(f" > {written}") and (shlex.quote(given) if given else "suggest-mapping") in line


def toml(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def test_the_text_of_a_sheet_breaks_no_suggested_mapping(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text('Dove,Date Applied\n"Acme\n[columns] = ""x""\x7f",2026-03-02\nBolt # x,2026-03-03\n', encoding="utf-8")
    suggested = followup("import", path, "--suggest-mapping").stdout
    assert set(tomllib.loads(suggested)) == {"columns"} and "\x7f" not in suggested


# --- words that the command line knows -------------------------------------------------------------------------------

# error of the library -> what the command line says
SAID = [
    (FollowupError(" is no grouping", argument="by", value="hour"), "--by 'hour' is no grouping"),
    (FollowupError(": time zone 'X' is not known", argument="timezone"), "--timezone: time zone 'X' is not known"),
    (FollowupError(" is no day", argument="as_of", value="2026-02-30"), "--as-of '2026-02-30' is no day"),
    (FollowupError(" is no encoding", argument="encoding", value="x"), "encoding in a --mapping file 'x' is no encoding"),
    (FollowupError(" has none", where="a.csv", argument="sheet", value="by=Firm"), "a.csv: --sheet 'by=Firm' has none"),
    (
        UnknownColumnsError("no header", "", {"1": "company", "2": "role"}, where="sheet=1.csv"),
        'sheet=1.csv: no header: in a --mapping file, a line each below [columns]: "1" = "company"; "2" = "role"',
    ),
    (FollowupError("x.csv?sheet=3, by=Firm, day_first=True"), "x.csv?sheet=3, by=Firm, day_first=True"),
]


@pytest.mark.parametrize(("error", "shown"), SAID)
def test_what_the_library_calls_an_argument_is_an_option_here(error: FollowupError, shown: str) -> None:
    assert error_in_words(error, "command") == shown
    assert error_in_words(error, "python") == str(error) and "--" not in str(error)


def test_the_users_own_text_stands_in_a_message_as_it_is(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet=1.csv"
    sheet.write_text("Company,Date Applied,by=Firm,country=\nAcme,2026-03-02,2026-03-03,\n")
    shown = followup("import", sheet, "--timezone", "UTC").output
    assert "sheet=1.csv" in shown and "by=Firm" in shown and "country=" in shown and "--by" not in shown
    refused = followup("import", sheet, "--sheet", "by=Firm").stderr
    assert refused.startswith("Error: sheet=1.csv: --sheet 'by=Firm' was asked for")


def test_an_order_of_day_and_month_that_is_open_names_the_options(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("Company,Date Applied\nAcme,3/4/2026\nBolt,5/4/2026\n")
    shown = " ".join(followup("import", tmp_path / "sheet.csv").output.split())
    assert "pass --day-first or" in shown and "day_first=" not in shown


# --- what gets answered ----------------------------------------------------------------------------------------------


def groups_of(*arguments: str) -> list[str]:
    shown = followup("rates", SHEET, *THERE_AND_THEN, *arguments)
    assert shown.exit_code == 0, shown.output
    return [line.split("  ")[0] for line in shown.output.splitlines()[3:] if " of " in line and " % " in line]


def test_weekdays_that_nothing_ranks_stand_in_the_order_of_the_week() -> None:
    assert groups_of("--by", "weekday") == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    pairs = groups_of("--by", "weekday", "--by", "medium")
    assert [pair[:3] for pair in pairs] == sorted((pair[:3] for pair in pairs), key=["Mon", "Tue", "Wed", "Thu", "Fri"].index)


def test_hours_and_waits_may_be_called_so() -> None:
    assert groups_of("--by", "hour") == ["hour not said"]
    assert groups_of("--by", "wait")[0].startswith("3-5 days") and len(groups_of("--by", "wait")) == 4


def test_groups_without_an_order_of_their_own_and_ranked_ones_keep_theirs() -> None:
    assert groups_of("--by", "medium")[0] == "LinkedIn"
    ranked = pd.DataFrame({"weekday": ["Fri", "Mon"], "rank": [1, 2]})
    from followup_analytics.cli.statistics import _in_turn

    assert list(_in_turn(ranked, ["weekday"])) == [0, 1] and list(_in_turn(ranked.assign(rank=1), ["weekday"])) == [1, 0]


@pytest.mark.parametrize(("by", "near"), [("hours", "(did you mean 'hour'?)"), ("hour_bands", ""), ("wait,medium", "")])
def test_a_wrong_grouping_is_told_with_those_that_can_be_typed(by: str, near: str) -> None:
    result = followup("rates", SHEET, "--by", by)
    assert result.exit_code == 1 and near in result.stderr
    listed = result.stderr.partition("allowed are ")[2].rstrip().partition(" (")[0].split(", ")
    assert "hour" in listed and "wait" in listed and not [name for name in listed if "band" in name]
    shown = " ".join(followup("rates", "--help").output.split())
    assert all(name in shown for name in listed)


# --- small things ----------------------------------------------------------------------------------------------------


def test_the_help_cuts_no_description() -> None:
    output = followup("--help").output.partition("Commands:")[2]
    assert "..." not in output and output.count("\n  ") >= len(main.commands)
    said = [main.get_command(click.Context(main), name).short_help for name in main.commands]
    assert all(text and len(text) <= 55 for text in said)


# options, content of the sheet -> whether no holidays are known
HOLIDAYS = [
    ((), "Company,Date applied\nAcme,2026-03-02\n", True),
    (("--country", "US"), "Company,Date applied\nAcme,2026-03-02\n", False),
    ((), "Company,Date applied,Country\nAcme,2026-03-02,DE\nBolt,2026-03-02,\n", False),
]


@pytest.mark.parametrize(("options", "sheet", "unknown"), HOLIDAYS)
def test_the_due_list_says_that_no_holidays_are_known(
    options: tuple[str, ...], sheet: str, unknown: bool, tmp_path: Path
) -> None:
    (tmp_path / "sheet.csv").write_text(sheet)
    first = followup("due", tmp_path / "sheet.csv", "--timezone", "UTC", "--as-of", "2026-03-20", *options).output.splitlines()[0]
    assert first.endswith("Fri 20 Mar 2026, UTC, no holidays known" if unknown else "Fri 20 Mar 2026, UTC")


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-21", "2027-01-03"])
def test_a_report_without_a_week_stands_as_of_now(day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followup_analytics.cli.options.today", lambda _: day)
    assert followup("report", SHEET, "--out", tmp_path / "r.json").output.splitlines()[-1] == f"It stands as of {day}."


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
def test_an_empty_message_is_not_reviewed(content: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(content, encoding="utf-8")
    result = followup("review", tmp_path / "empty.txt")
    told = "Error: empty.txt: the file is empty: write the message first, then let it be reviewed\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", told)


def test_a_mistyped_command_names_the_nearest() -> None:
    result = followup("dua", SHEET)
    assert result.exit_code == 2 and "No such command 'dua' (did you mean 'due'?)." in result.stderr


def test_the_history_of_a_mistyped_sheet_is_an_error_and_not_empty(tmp_path: Path) -> None:
    result = followup("history", tmp_path / "serach.csv")
    assert result.exit_code == 1 and "there is no such file" in result.stderr


def test_a_list_that_is_empty_since_all_is_long_ago_says_so() -> None:
    told = "The newest entry of the sheet is from 2026-06-16; --as-of looks from another day."
    assert told in followup("due", SHEET, "--timezone", "UTC", "--as-of", "2028-01-01").output
    assert "newest entry" not in followup("due", SHEET, *THERE_AND_THEN).output


def test_a_review_says_how_much_of_each_gravity_it_found(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Hey Anna,\n\nwhen I start next month, call me asap.\n\nAda", encoding="utf-8")
    last = followup("review", tmp_path / "note.txt").output.splitlines()[-1]
    assert last.startswith("In all: 2 to be mended before you send it, ") and " that should be mended, " in last


# --- a home that can't be written to ---------------------------------------------------------------------------------


def test_where_the_home_can_not_be_written_to_nothing_is_said_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file, so that no folder can be made in it")
    kept = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    command = [sys.executable, "-m", "followup_analytics", "report", str(SHEET), "--week", "2026-W24", "--out", "r.html"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=kept)
    assert (ran.returncode, ran.stderr) == (0, "") and (tmp_path / "r.html").exists()
