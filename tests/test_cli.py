"""The command line: what it prints, what it refuses in one line, and that no text of a sheet reaches the screen as it is."""

import io
import json
import re
from pathlib import Path

import click
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hand_made import log_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.cli.terminal import one_line

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SHEET = SAMPLE / "my_job_search.csv"
THERE_AND_THEN = ("--timezone", "America/New_York", "--country", "US", "--as-of", "2026-06-08")
COMMANDS = sorted(main.commands)


def followup(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refusal(result: Result) -> str:
    """The one line on standard error of a command that ended with exit code 1."""
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    assert "Traceback" not in result.output and isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.fixture(scope="module")
def actions() -> pd.DataFrame:
    log = fa.read_log(SHEET, timezone="America/New_York", country="US")
    return fa.follow_up_actions(log, as_of="2026-06-08")


# --- the due list ----------------------------------------------------------------------------------------------------


def test_the_due_list_of_the_sample_counts_what_it_shows_and_what_not(actions: pd.DataFrame) -> None:
    result = followup("due", SHEET, *THERE_AND_THEN)
    assert result.exit_code == 0 and result.stderr == ""
    cards = fa.Search(SHEET, as_of="2026-06-08", timezone="America/New_York", country="US", keep=False).cards
    lines = result.output.splitlines()
    assert lines[0] == "Mon 8 Jun 2026, America/New_York" and lines[1] == cards.first
    shown = [card.code for of_tier in cards.tiers.values() for card in of_tier]
    assert re.findall(r"^  (\w{4,6})  +\S", result.output, flags=re.MULTILINE)[: len(shown)] == shown
    assert any(line.endswith("--all shows them.") for line in lines)
    assert [line.split()[1] for line in lines[-3:]] == ["done", "they", "why"]


def test_all_shows_all_and_nothing_is_left(actions: pd.DataFrame) -> None:
    result = followup("due", SHEET, *THERE_AND_THEN, "--all")
    assert "--all shows them" not in result.output and result.output.count("\n") > len(actions)
    everything = json.loads(followup("due", SHEET, *THERE_AND_THEN, "--all", "--json").stdout)
    assert [row["action_id"] for row in everything] == list(actions.index)


def test_json_is_the_table_of_all_actions(actions: pd.DataFrame) -> None:
    rows = json.loads(followup("due", SHEET, *THERE_AND_THEN, "--json").stdout)
    assert list(rows[0]) == ["action_id", *actions.columns.drop("seeker")], "of one search nobody is named"
    assert [row["action_id"] for row in rows] == list(actions.index), "folded or not, in the one order"
    first = actions.loc[rows[0]["action_id"]]
    assert pd.Timestamp(rows[0]["due_at"]) == first["due_at"] and rows[0]["why"] == first["why"]


def test_csv_is_the_same_table(actions: pd.DataFrame) -> None:
    read = pd.read_csv(io.StringIO(followup("due", SHEET, *THERE_AND_THEN, "--csv", "--all").stdout), keep_default_na=False)
    assert list(read.columns) == ["action_id", *actions.columns.drop("seeker")] and list(read["action_id"]) == list(actions.index)
    assert list(read["company"]) == list(actions["company"])
    assert (pd.to_datetime(read["due_at"], utc=True).dt.as_unit("us").array == actions["due_at"].array).all()


def test_a_log_with_nothing_to_do_says_so(tmp_path: Path) -> None:
    log_of("2026-03-02 rejection").write(tmp_path / "log.csv")
    result = followup("due", tmp_path / "log.csv", "--as-of", "2026-03-02", "--timezone", "UTC")
    assert result.output.startswith("You have nothing to write today, or in the next 7 days.  ")
    assert result.output.endswith("  Mon 2 Mar 2026, UTC, no holidays known\n")
    assert json.loads(followup("due", tmp_path / "log.csv", "--as-of", "2026-03-02", "--json").stdout) == []
    assert followup("due", tmp_path / "log.csv", "--as-of", "2026-03-02", "--csv").stdout.startswith("action_id,application_id,")


def test_without_a_date_today_is_the_date(tmp_path: Path) -> None:
    log_of("2026-03-02 interview").write(tmp_path / "log.csv")
    first = followup("due", tmp_path / "log.csv").output.splitlines()[0]
    day = re.search(r"\d+ \w{3} \d{4}", first)[0]
    assert abs(pd.Timestamp(day) - pd.Timestamp.now()) < pd.Timedelta(days=2)


# action (its status as of the moment) -> when
WHENS = [
    ("2026-03-02T10:00 interview", "2026-03-03T12:00Z", "late today"),
    ("2026-03-02T10:00 interview", "2026-03-04", "1 day late"),
    ("2026-03-02 interview", "2026-03-03", "today"),
    ("2026-03-02T10:00 interview", "2026-03-03", "today 10:00"),
    ("2026-03-02T10:00 interview", "2026-03-02", "by Tue 3 Mar"),
    ("2026-03-02 interview; 2026-03-02 thank_you; 2026-03-02 connection_request", "2026-03-03", "from Mon 9 Mar"),
    ("2026-12-31T10:00 interview", "2026-12-31", "by Fri 1 Jan"),
]


@pytest.mark.parametrize(("story", "as_of", "when"), WHENS)
def test_when_is_said_as_people_say_it(story: str, as_of: str, when: str, tmp_path: Path) -> None:
    log_of(story).write(tmp_path / "log.csv")
    assert when in followup("due", tmp_path / "log.csv", "--as-of", as_of, "--timezone", "UTC").output


def test_a_cadence_file_changes_the_list_and_gives_zone_and_country(tmp_path: Path) -> None:
    log_of("2026-03-02 interview; 2026-03-02 thank_you; 2026-03-02 connection_request").write(tmp_path / "log.csv")
    (tmp_path / "mine.toml").write_text('[T03]\nwait_business_days = 8\n[seeker]\ntimezone = "Asia/Tokyo"\n')
    options = ("--as-of", "2026-03-06", "--cadence", tmp_path / "mine.toml")
    assert "Fri 6 Mar 2026, Asia/Tokyo" in followup("due", tmp_path / "log.csv", *options).output
    rows = json.loads(followup("due", tmp_path / "log.csv", *options, "--json").stdout)
    assert any("8 business days" in row["why"] for row in rows)


# --- what is refused -------------------------------------------------------------------------------------------------


def test_a_cadence_with_three_errors_is_refused_with_all_of_them_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[T03]\nwait_busines_days = 7\n[T06]\nmax_attempts = 9\n[T99]\nx = 1\n")
    said = refusal(followup("due", SHEET, "--cadence", tmp_path / "mine.toml"))
    assert "T03.wait_busines_days = 7: is no setting of T03" in said and "(did you mean 'wait_business_days'?)" in said
    assert "T06.max_attempts = 9: must be a whole number from 1 to 3" in said and "[T99]: is no table here" in said


CONTENTS = {
    "empty.csv": b"",
    "blank.csv": b"\n\n  \n",
    "header.csv": b"Company,Role,Date Applied,Status\n",
    "log.csv": b"application_id,at,kind\n",
    "no_company.csv": b"Colour,Size\nred,4\nblue,5\n",
    "picture.png": b"\x89PNG\r\n\x1a\n0000",
    "zeros.csv": bytes(500),
    "broken.xlsx": b"PK\x03\x04 and no more",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("command", ["due", "import", "rates"])
@pytest.mark.parametrize("name", [*CONTENTS, "missing.csv", "folder"])
def test_a_file_that_is_no_sheet_is_refused_in_one_line_that_names_it(command: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    if name in CONTENTS:
        (tmp_path / name).write_bytes(CONTENTS[name])
    assert name in refusal(followup(command, tmp_path / name))


# options -> what is said
REFUSED = [
    (["--as-of", "yesterday"], "--as-of 'yesterday' is no moment: give a day (2026-03-02) or an instant"),
    (["--as-of", "2026-02-30"], "--as-of '2026-02-30' is no day: give YYYY-MM-DD"),
    (["--as-of", "2026-03-02T10:00"], "has no time zone"),
    (["--as-of", "9999-12-31"], "as_of must lie between 1970 and 2100"),
    (["--timezone", "Berlin"], "time zone 'Berlin' is not known"),
    (["--country", "Atlantis"], "'Atlantis' is no country"),
    (["--cadence", "none.toml"], "none.toml: can't be read"),
    (["--mapping", "none.toml"], "none.toml"),
    (["--sheet", "Second"], "Second"),
]


@pytest.mark.parametrize(("options", "says"), REFUSED)
def test_a_wrong_option_is_refused_in_one_line(options: list[str], says: str) -> None:
    assert says in refusal(followup("due", SHEET, *options))


@pytest.mark.parametrize(
    "arguments", [["due"], ["due", SHEET, "--no-such-option"], ["no-such-command"], ["due", SHEET, "more"], ["import"]]
)
def test_wrong_usage_has_an_exit_code_of_its_own(arguments: list[str]) -> None:
    result = followup(*arguments)
    assert result.exit_code == 2 and "Usage: " in result.stderr


# --- importing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["my_job_search.csv", "my_job_search.xlsx", "events.csv"])
def test_what_is_imported_gives_the_same_actions(name: str, tmp_path: Path) -> None:
    result = followup("import", SAMPLE / name, *THERE_AND_THEN[:4], "--out", tmp_path / "log.csv")
    assert result.exit_code == 0 and result.output.endswith(f"Written to {tmp_path / 'log.csv'}.\n")
    from_sheet, from_log = (
        json.loads(followup("due", source, *THERE_AND_THEN, "--json", "--all").stdout)
        for source in (SAMPLE / name, tmp_path / "log.csv")
    )
    assert from_log == from_sheet


def test_importing_tells_columns_words_and_what_was_not_understood() -> None:
    output = followup("import", SHEET, *THERE_AND_THEN[:4]).output
    assert output.startswith("my_job_search.csv, times in America/New_York: one row per application; 80 applications, ")
    for title in ("Columns", "Words", "Dates", "Not understood, or worth a look"):
        assert f"\n{title}" in output
    assert "2026-02-31" in output


def test_a_log_that_can_not_be_written_is_refused(tmp_path: Path) -> None:
    for name, says in (("log.txt", "a log is written as CSV"), ("none/log.csv", "can't be written")):
        result = followup("import", SHEET, "--out", tmp_path / name)
        assert says in refusal(result) and result.stdout == ""


# --- text that nobody should trust -----------------------------------------------------------------------------------

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = {
    "markup": "[bold red]Acme[/bold red]",
    "broken markup": "[/nothing]",
    "link": "[link=file:///etc/passwd]x[/link]",
    "colour": "\x1b[31mAcme\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "one byte": "\x9b31mAcme",
    "backwards": "Acme \u202egnp.exe",
    "isolates": "\u2066Acme\u2069",
    "lines": "Acme\r\nError: gone\nline",
    "separators": "Acme\u2028x\u2029y\x85z",
    "bell": "Acme\x07\x08\x7f",
    "formula": "=HYPERLINK(1)",
    "emoji": "Acme 🙂",
}


def hostile_sheet(path: Path, text: str) -> Path:
    """One application whose every text is hostile, and whose interview asks for a thank-you."""
    columns = {"company": text, "role": text, "contact": text, "source": text, "stated_status": text}
    event = {"application_id": "A1", "at": "2026-03-02", "kind": "interview", "event_contact": text, "text": text}
    wrong = {"application_id": text, "at": text, "kind": text, "stage": text}
    rows = [{**columns, **event}, {**columns, **wrong}]
    pd.DataFrame(rows).fillna("").to_csv(path, index=False)
    return path


def assert_harmless(shown: str) -> None:
    bad = [
        character
        for character in shown
        if character in BIDI or (ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160
    ]
    assert bad == []


def company_of(line: str, output: str) -> str:
    """What a line shows without its blanks; of a table only its column of companies, which goes on from line to line."""
    header = next((one for one in output.splitlines() if "company" in one and "medium" in one), "")
    shown = line[header.index("company") : header.index("medium")] if header else line
    return "".join(shown.split())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("command", [["due", "--as-of", "2026-03-03"], ["due", "--as-of", "2026-03-03", "--all"], ["import"]])
def test_no_text_of_a_sheet_reaches_the_screen_as_it_is(command: list[str], text: str, tmp_path: Path) -> None:
    path = hostile_sheet(tmp_path / "log.csv", text)
    result = followup(command[0], path, "--timezone", "UTC", *command[1:])
    assert result.exit_code == 0 or (result.exit_code == 1 and result.stderr.startswith("Error: ")), result.output
    assert_harmless(result.output)
    if text.startswith("[") and command[0] == "due":
        assert text.replace(" ", "") in "".join(company_of(line, result.output) for line in result.output.splitlines())


@pytest.mark.parametrize("text", [text for name, text in HOSTILE.items() if name not in ("lines", "separators")])
def test_json_keeps_the_text_and_shows_no_control_character(text: str, tmp_path: Path) -> None:
    path = hostile_sheet(tmp_path / "log.csv", text)
    result = followup("due", path, "--as-of", "2026-03-03", "--timezone", "UTC", "--json")
    assert_harmless(result.output)
    if result.exit_code == 1:  # such a file is no text at all
        assert "no text" in refusal(result)
        return
    log = fa.read_log(path, timezone="UTC")
    assert json.loads(result.stdout)[0]["company"] == log.applications["company"].iloc[0]


def test_csv_defuses_formulas(tmp_path: Path) -> None:
    path = hostile_sheet(tmp_path / "log.csv", "=HYPERLINK(1)")
    read = pd.read_csv(io.StringIO(followup("due", path, "--as-of", "2026-03-03", "--csv").stdout), keep_default_na=False)
    assert read.loc[0, "company"] == "'=HYPERLINK(1)"
    text = read.astype("str")
    assert not text.apply(lambda column: column.str.match(r"[=+\-@]").any()).any()


def test_hostile_names_of_worksheets_and_headers_are_harmless(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "\u202ered"
    book.active.append(["Company", "Date Applied", "[bold]\u202eweird"])
    book.active.append(["Acme", "2026-03-02", "\u202e[/x]"])
    book.save(tmp_path / "sheet.xlsx")
    for command in (["due", "--as-of", "2026-03-03"], ["import"]):
        result = followup(command[0], tmp_path / "sheet.xlsx", *command[1:])
        assert result.exit_code == 0, result.output
        assert_harmless(result.output)


def test_the_name_of_a_file_is_harmless_too(tmp_path: Path) -> None:
    for name in ("\x1b[31mred.csv", "\u202egnp.csv", "two\nlines.csv"):
        assert_harmless(refusal(followup("due", tmp_path / name)))


def test_letters_that_a_pipe_can_not_carry_are_question_marks(tmp_path: Path) -> None:
    log_of("2026-03-02 interview", company="Zoë 🙂").write(tmp_path / "log.csv")
    result = CliRunner(charset="cp1252").invoke(main, ["due", str(tmp_path / "log.csv"), "--as-of", "2026-03-03"])
    assert result.exit_code == 0 and "Zoë ?" in result.output


# text -> what is shown
LINES = [
    ("plain", "plain"),
    ("two\r\n lines\tand a tab", "two lines and a tab"),
    ("\x1b[31m", "\\x1b[31m"),
    ("a\u202eb", "a\\x202eb"),
    ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
    ("[bold]", "[bold]"),
    ("שלום 🙂", "שלום 🙂"),
]


@pytest.mark.parametrize(("text", "shown"), LINES)
def test_text_for_one_line_shows_control_characters_as_codes(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text())
def test_one_line_is_one_line_and_harmless(text: str) -> None:
    assert "\n" not in one_line(text)
    assert_harmless(one_line(text))


# --- anything at all -------------------------------------------------------------------------------------------------

CELLS = st.sampled_from(
    ("Company", "Acme", "Date", "2026-03-02", "3/4/2026", "Status", "Rejected", "", '"', "'", "x\ny", "=1", "🙂", "\x00")
)
TABLES = st.lists(st.lists(CELLS, max_size=5).map(",".join), max_size=6).map("\n".join).map(str.encode)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"\xff\xfe")
@example(content=b"Company,Date\n\xff,\xfe\n")
@given(content=st.binary(max_size=60) | TABLES)
def test_whatever_a_file_holds_the_command_ends_cleanly(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    result = followup("due", path, "--as-of", "2026-03-03", "--timezone", "UTC")
    assert result.exit_code in (0, 1) and "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert_harmless(result.output)


# --- help ------------------------------------------------------------------------------------------------------------


def test_the_command_itself_says_what_it_is_for() -> None:
    result = followup("--help")
    assert result.exit_code == 0 and all(f"\n  {name} " in result.output for name in COMMANDS)
    assert followup("--version").output.startswith("followup, version ")
    assert followup("-h").output == result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    result = followup(name, "--help")
    assert result.exit_code == 0 and result.output.startswith(f"Usage: main {name} ") and main.commands[name].help
    options = [parameter for parameter in main.commands[name].params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []
