"""A search and its commands: what was done is recorded, said, and followed by the list; the sheet is untouched."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.search.search import Search

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "my_job_search.csv"
DAY = "2026-06-08"
THERE_AND_THEN = ("--timezone", "America/New_York", "--country", "US", "--as-of", DAY)


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return Search(SAMPLE, as_of=DAY, timezone="America/New_York", country="US", journal=tmp_path / "j.db", keep=False)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "search.csv"))


def followup(*arguments: object, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=answers)


def open_codes(search: Search) -> list[str]:
    return list(search.due.frame["code"])


def row_of(search: Search, code: str) -> Any:
    return search.due.frame.set_index("code").loc[code]


# --- the search ------------------------------------------------------------------------------------------------------


def test_what_is_done_leaves_the_list(search: Search) -> None:
    first = open_codes(search)[0]
    assert search.done(first) == "Recorded: you answered Meridale Foods by e-mail on Mon 8 Jun (entry 1)."
    assert first not in open_codes(search)
    how = "your answer on 2026-06-08, entry 1 of the journal"
    with pytest.raises(fa.FollowupError, match=f"{first}: .* for Meridale Foods was done already: {how}; nothing was recorded"):
        search.done(first)
    search.undo()
    assert open_codes(search)[0] == first


def test_what_was_put_off_is_coming_on_its_day_and_says_so(search: Search) -> None:
    first = open_codes(search)[0]
    assert search.snooze(first) == "Recorded: Meridale Foods is put off until Mon 15 Jun (entry 1)."
    row = row_of(search, first)
    assert (row["urgency"], row["when"]) == ("coming", "from Mon 15 Jun") and "You put it off until Mon 15 Jun." in row["why"]
    search.snooze(first, until="2026-07-30")
    assert first not in open_codes(search)


def test_what_is_closed_leaves_the_list_with_all_its_actions(search: Search) -> None:
    name = search.application("Hobbleton Insurance")
    search.close("hobbleton  insurance", why="took another")
    assert name not in set(search.actions.loc[search.due.frame.index, "application_id"])
    assert search.log.applications.loc[name, "status"] == "closed"
    assert search.log.events["text"].eq("took another").sum() == 1


def test_an_application_is_named_by_its_id_an_action_or_its_company(search: Search) -> None:
    code = open_codes(search)[0]
    name = search.application(code)
    assert search.application(name) == name == search.application("Meridale Foods")
    with pytest.raises(fa.FollowupError, match=r"there is no application .*; the nearest applications: .*Thistledown Retail"):
        search.application("Thistledwn Retial")


def test_a_company_with_two_applications_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("Company,Role,Applied\nAcme,Analyst,2026-05-29\nAcme,Clerk,2026-05-29\n")
    search = Search(tmp_path / "sheet.csv", as_of=DAY)
    with pytest.raises(
        fa.FollowupError, match=r"'acme' has 2 applications: .*: '\w+' \(Analyst, Fri 29 May, row 2\); '\w+' \(Clerk, .*row 3\)"
    ):
        search.close("acme")


def test_a_day_before_what_is_answered_is_refused(search: Search) -> None:
    with pytest.raises(fa.FollowupError, match="2026-05-01 lies before 2026-06-05, when what it answers happened"):
        search.done(open_codes(search)[0], at="2026-05-01")
    assert len(search.journal.entries()) == 0


def test_the_medium_is_that_of_the_list_unless_another_is_named(search: Search) -> None:
    first, second, *_ = open_codes(search)
    search.done(first)
    search.done(second, medium="phone", at="2026-06-05")
    assert list(search.journal.events["medium"]) == ["email", "phone"]


# --- the commands ----------------------------------------------------------------------------------------------------


def codes_listed(sheet: Path, *options: object) -> list[str]:
    printed = followup("due", sheet, *THERE_AND_THEN, *options).output
    return re.findall(r"^  (\w{4,6})  +\S", printed, flags=re.MULTILINE)


def test_the_loop_is_closed_at_the_command_line_and_the_sheet_is_untouched(sheet: Path) -> None:
    before = sheet.read_bytes()
    first, second, third, *_ = codes_listed(sheet)
    assert followup("done", sheet, first, second, "--on", "2026-06-05", *THERE_AND_THEN).output.startswith("Recorded: ")
    assert followup("snooze", sheet, third, "--until", "2026-06-10", *THERE_AND_THEN).exit_code == 0
    assert followup("close", sheet, "Undercliff Water", "--why", "=no", *THERE_AND_THEN).exit_code == 0
    listed = codes_listed(sheet)
    assert not {first, second} & set(listed) and third in listed
    assert sheet.read_bytes() == before and (sheet.parent / "search.followups.db").exists()
    told = followup("history", sheet).output
    assert "Put off until 2026-06-10" in told and "Undercliff Water" in told and "=no" in told
    rows = json.loads(followup("history", sheet, "--json").stdout)
    assert [row["number"] for row in rows] == [1, 2, 3, 4] and rows[3]["text"] == "=no"
    assert ",'=no," in followup("history", sheet, "--csv").stdout
    for _ in range(4):
        assert followup("undo", sheet, *THERE_AND_THEN).exit_code == 0
    assert codes_listed(sheet)[:3] == [first, second, third]
    assert "there is nothing to undo" in followup("undo", sheet, *THERE_AND_THEN).stderr
    assert sheet.read_bytes() == before


def test_every_command_reads_the_journal_beside_the_sheet_or_the_one_that_is_named(sheet: Path, tmp_path: Path) -> None:
    (first, *_) = codes_listed(sheet)
    other = tmp_path / "other.db"
    followup("done", sheet, first, "--journal", other, *THERE_AND_THEN)
    assert first in codes_listed(sheet) and first not in codes_listed(sheet, "--journal", other)
    assert "152 events" in followup("import", sheet, *THERE_AND_THEN[:4], "--journal", other).output
    assert "151 events" in followup("import", sheet, *THERE_AND_THEN[:4]).output
    missing = followup("due", sheet, "--journal", tmp_path / "none.db", *THERE_AND_THEN)
    assert missing.exit_code == 1 and "there is no such journal" in missing.stderr


def test_a_sheet_that_is_saved_as_a_workbook_keeps_what_was_recorded(sheet: Path) -> None:
    (first, *_) = codes_listed(sheet)
    followup("done", sheet, first, *THERE_AND_THEN)
    shutil.copy(SAMPLE.with_suffix(".xlsx"), sheet.with_suffix(".xlsx"))
    assert first not in codes_listed(sheet.with_suffix(".xlsx"))


WRONG = [
    (["done", "zzzz"], "there is no action 'zzzz'; the nearest: "),
    (["snooze", "zzzz"], "there is no action 'zzzz'; the nearest: "),
    (["close", "Nobody"], "there is no application 'Nobody', nor an action; the nearest applications: "),
    (["undo", "3"], "there is no entry 3 in the journal: it has none"),
    (["attach", "old", "Thistledown Retail"], "the journal has no entry of 'old'"),
    (["done", "zdbs", "--on", "2026-06-09"], "lies ahead (it is 2026-06-08)"),
    (["done", "zdbs", "--on", "2026-02-30"], "'2026-02-30' is no day"),
    (["done", "zdbs", "--medium", "pigeon"], "'pigeon' is no medium"),
    (["snooze", "zdbs", "--until", "2026-06-01"], "does not lie ahead"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG)
def test_what_makes_no_sense_is_refused_in_one_line(arguments: list[str], says: str, sheet: Path) -> None:
    result = followup(arguments[0], sheet, *arguments[1:], *THERE_AND_THEN)
    assert result.exit_code == 1 and says in result.stderr and result.stderr.count("\n") == 1, result.output
    assert not (sheet.parent / "search.followups.db").exists()


def test_a_journal_that_is_none_is_refused_by_every_command(sheet: Path) -> None:
    (sheet.parent / "search.followups.db").write_text("notes of my own")
    for command in (["due"], ["rates"], ["import"], ["done", "zdbs"], ["undo"], ["history"]):
        options = () if command[0] == "history" else THERE_AND_THEN[: 4 if command[0] == "import" else 6]
        result = followup(command[0], sheet, *command[1:], *options)
        assert result.exit_code == 1 and "this is no journal of follow-ups, and is left as it is" in result.stderr
    assert (sheet.parent / "search.followups.db").read_text() == "notes of my own"


def test_what_lost_its_application_is_told_and_can_be_attached(sheet: Path) -> None:
    (first, *_) = codes_listed(sheet)
    followup("done", sheet, first, *THERE_AND_THEN)
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("Meridale Foods", "Bought by others"), encoding="utf-8")
    journal = sheet.parent / "search.followups.db"
    assert " journal " in followup("import", sheet, *THERE_AND_THEN[:4]).output
    (lost,) = fa.read_log(sheet, journal=journal).problems.query("column == 'journal'")["value"]
    old = json.loads(followup("history", sheet, "--json").stdout)[0]["application_id"]
    assert lost == f"{old} (Meridale Foods, Reporting Manager)"
    assert followup("attach", sheet, old, "Bought by others", *THERE_AND_THEN).exit_code == 0
    assert " journal " not in followup("import", sheet, *THERE_AND_THEN[:4]).output


@pytest.mark.parametrize(
    ("options", "answers", "closed"),
    [
        (["--yes"], None, 11),
        (["--all"], "y\n", 11),
        (["--all"], "n\n", 0),
        ([], "y\nn\ny\nq\n", 2),
        ([], "n\n" * 11, 0),
        (["--days", "120", "--yes"], None, 2),
        (["--days", "999", "--yes"], None, 0),
    ],
)
def test_a_sweep_proposes_asks_and_can_be_undone(options: list[str], answers: str | None, closed: int, sheet: Path) -> None:
    result = followup("sweep", sheet, *options, *THERE_AND_THEN, answers=answers)
    assert result.exit_code == 0, result.output
    log = fa.read_log(sheet, journal=sheet.parent / "search.followups.db") if closed else fa.read_log(sheet)
    assert (log.events["kind"] == "closure").sum() - (fa.read_log(sheet).events["kind"] == "closure").sum() == closed
    if closed:
        followup("undo", sheet, *THERE_AND_THEN)
        assert len(fa.Journal(sheet.parent / "search.followups.db").events) == 0


def test_the_history_can_be_written(sheet: Path, tmp_path: Path) -> None:
    followup("close", sheet, "Undercliff Water", *THERE_AND_THEN)
    assert followup("history", sheet, "--out", tmp_path / "h.csv").output == f"Written to {tmp_path / 'h.csv'}.\n"
    assert "Undercliff Water" in (tmp_path / "h.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "none.csv").touch()
    assert followup("history", tmp_path / "none.csv").output.split()[1:] == ["nothing", "has", "been", "recorded", "yet."]


# --- what is read is never written to --------------------------------------------------------------------------------

# command -> what of the folder it reads and must not replace
ONTO = [
    (["import", "search.csv", "--out", "search.csv"], "search.csv: this is the sheet"),
    (["import", "search.csv", "--out", "./search.csv"], "search.csv: this is the sheet"),
    (["import", "search.csv", "--out", "linked.csv"], "linked.csv: this is the sheet"),
    (["import", "book.xlsx", "--out", "book.xlsx"], "book.xlsx: this is the sheet"),
    (["import", "search.csv", "--mapping", "map.csv", "--out", "map.csv"], "map.csv: this is the mapping file"),
    (["draft", "search.csv", "zdbs", "--out", "search.csv"], "search.csv: this is the sheet"),
    (["draft", "search.csv", "zdbs", "--out", "search.followups.db"], "search.followups.db: this is the journal"),
    (["draft", "search.csv", "zdbs", "--cadence", "mine.toml", "--out", "mine.toml"], "mine.toml: this is the cadence file"),
    (["tune", "search.csv", "--write", "search.csv"], "search.csv: this is the sheet"),
    (["tune", "search.csv", "--mapping", "map.csv", "--write", "map.csv"], "map.csv: this is the mapping file"),
    (["tune", "search.csv", "--journal", "kept.db", "--write", "kept.db"], "kept.db: this is the journal"),
    (["history", "search.csv", "--out", "search.csv"], "search.csv: this is the sheet"),
    (["report", "search.csv", "--out", "search.csv"], "search.csv: this is the sheet"),
    (["calendar", "search.csv", "--out", "search.csv"], "search.csv: this is the sheet"),
    (["notebook", "01", "--log", "sheet.html", "--out", "sheet.html"], "sheet.html: this is the sheet"),
]


@pytest.mark.parametrize(("command", "says"), ONTO, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_no_command_writes_onto_what_it_reads(
    command: list[str], says: str, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sheet.parent)
    followup("done", sheet, "zdbs", *THERE_AND_THEN)
    shutil.copy("search.followups.db", "kept.db")
    shutil.copy(SAMPLE.with_suffix(".xlsx"), "book.xlsx")
    shutil.copy(sheet, "sheet.html")
    Path("linked.csv").symlink_to("search.csv")
    Path("map.csv").write_text("[columns]\n")
    Path("mine.toml").write_text("[T03]\nwait_business_days = 6\n")
    before = {path.name: path.read_bytes() for path in sheet.parent.iterdir()}
    result = followup(*command)
    assert result.exit_code == 1 and result.stdout == "" and result.stderr.count("\n") == 1, result.output
    assert f"Error: {says}, which is read and never written to: give another name" in result.stderr
    assert {path.name: path.read_bytes() for path in sheet.parent.iterdir()} == before


MINE = '[T06]\nmax_attempts = 3\n[T19]\nkeep_in_touch_after_days = 33\n[seeker]\nname = "Ada Doe"\nemail = "ada@example.com"\n'


@pytest.mark.parametrize("given", [(), ("--cadence", "cadence.toml")])
def test_tuning_into_the_cadence_in_use_keeps_what_it_says(
    given: tuple[str, ...], sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sheet.parent)
    Path("cadence.toml").write_text(MINE)
    result = followup("tune", sheet, *THERE_AND_THEN, *given, "--write", "cadence.toml")
    told = "The cadence in use was cadence.toml; what it says of you is kept."
    assert result.exit_code == 0 and (told in result.stdout.splitlines()) == (not given)
    kept = fa.Cadence.read("cadence.toml")
    assert (kept.seeker.name, kept.seeker.email, kept.keep_in_touch_after_days) == ("Ada Doe", "ada@example.com", 33)


def test_tuning_into_a_file_that_is_no_cadence_is_refused_and_leaves_it(sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.toml").write_text("my notes")
    result = followup("tune", sheet, *THERE_AND_THEN, "--write", tmp_path / "notes.toml")
    assert result.exit_code == 1 and "notes.toml: is not valid TOML" in result.stderr
    assert (tmp_path / "notes.toml").read_text() == "my notes"


def test_without_an_earlier_cadence_tuning_speaks_of_none(sheet: Path, tmp_path: Path) -> None:
    assert "in use" not in followup("tune", sheet, *THERE_AND_THEN, "--write", tmp_path / "new.toml").stdout
