"""The workbench without a screen: each step gives a sentence or a table, and one that fails changes nothing."""

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.jupyter import shown
from followup_analytics.search.kept_files import earlier_settings, journal_beside, settings_beside, sheets_in
from followup_analytics.search.search import Search
from followup_analytics.search.settings_file import Settings

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "my_job_search.csv"
DAY = "2026-06-08"
SMALL = "Company,Role,When,Notes\nAcme,Analyst,2026-05-11,hello\nBolt,Clerk,2026-05-29,\nCoil,Clerk,2026-06-05,\n"


def search_of(sheet: object = SAMPLE, **options: object) -> Search:
    return Search(sheet, **{"as_of": DAY, "timezone": "America/New_York", "country": "US", "keep": False, **options})


@pytest.fixture(scope="module")
def sample() -> Search:
    """Looked at only: tests that do something have a search of their own."""
    return search_of()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


# --- the sheet -------------------------------------------------------------------------------------------------------


def test_what_was_read_is_told(sample: Search) -> None:
    assert sample.told.startswith("my_job_search.csv: one row per application; 80 applications, 151 events. 1 error, 2 questions")
    assert "Not understood" in repr(shown.not_understood(sample))


def test_without_a_sheet_everything_asks_for_one() -> None:
    search = search_of(None)
    for ask in (lambda: search.told, lambda: search.log, lambda: shown.filtered_list(search), lambda: search.use(max_attempts=1)):
        with pytest.raises(fa.FollowupError, match="no sheet is open yet: choose or upload one"):
            ask()


def test_a_meaning_is_corrected_and_taken_back(sheet: Path) -> None:
    search = search_of(sheet)
    assert search.correct("When", "rejection").startswith("'When' is now read as 'rejection'. small.csv: ")
    assert list(search.log.applications["status"].astype("str")) == ["rejected"] * 3
    assert search.correct("Notes", "").startswith("'Notes' is now left aside. ")
    assert search.correct("When", None).startswith("'When' is now read as 'date'. ")
    assert search.settings.columns == {"Notes": ""} and list(search.log.applications["status"].astype("str")) == ["active"] * 3


WRONG_MEANINGS = [
    ("Wen", "applied", "the sheet has no column 'Wen' (did you mean 'When'?)"),
    ("When", "aplied", "'When' can't mean 'aplied' (did you mean 'applied'?)"),
]


@pytest.mark.parametrize(("header", "meaning", "says"), WRONG_MEANINGS)
def test_a_correction_that_is_none_changes_nothing(header: str, meaning: str, says: str, sheet: Path) -> None:
    search = search_of(sheet)
    log = search.log
    with pytest.raises(fa.FollowupError) as error:
        search.correct(header, meaning)
    assert says in str(error.value) and search.log == log and search.settings.columns == {}


def test_a_sheet_that_cannot_be_read_leaves_the_other_one_open(sheet: Path, tmp_path: Path) -> None:
    search = search_of(sheet)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    for wrong in (tmp_path / "none.csv", tmp_path / "bad.csv"):
        with pytest.raises(fa.FollowupError):
            search.open(wrong)
    assert search.sheet == sheet and search.told.startswith("small.csv: ")


UPLOADS = [
    ("mine.csv", "mine.csv"),
    ("../../mine.csv", "mine.csv"),
    ("C:\\Users\\me\\mine.CSV", "mine.CSV"),
]


@pytest.mark.parametrize(("name", "stored"), UPLOADS)
def test_an_upload_lies_in_a_folder_of_its_own(name: str, stored: str, tmp_path: Path) -> None:
    search = search_of(None, keep=True, folder=tmp_path)
    assert search.upload(name, SMALL.encode()).startswith(f"{stored}: ")
    assert search.sheet == tmp_path / "uploaded" / stored and search.sheets == [search.sheet]


@pytest.mark.parametrize("name", ["mine.exe", "", "..", ".csv/", "mine"])
def test_an_upload_that_is_no_sheet_is_refused(name: str, tmp_path: Path) -> None:
    search = search_of(None, keep=True, folder=tmp_path)
    with pytest.raises(fa.FollowupError, match="is no sheet; one ends in"):
        search.upload(name, b"x")
    assert list(tmp_path.iterdir()) == []


def test_an_upload_for_trying_out_leaves_nothing_behind(tmp_path: Path) -> None:
    search = search_of(None, folder=tmp_path)
    search.upload("mine.csv", SMALL.encode())
    there = search.sheet
    assert there is not None and there.exists() and list(tmp_path.iterdir()) == []
    del search
    assert not there.exists()


def test_the_sheets_to_choose_from(tmp_path: Path, sheet: Path) -> None:
    (tmp_path / "uploaded").mkdir()
    for name in ("notes.docx", "b.XLSX", "uploaded/a.ods"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in sheets_in(tmp_path, tmp_path, tmp_path / "none")] == ["b.XLSX", "small.csv", "a.ods"]


# --- today -----------------------------------------------------------------------------------------------------------


FILTERS = [
    ({}, 14),
    ({"urgency": "overdue"}, 5),
    ({"urgency": "due"}, 5),
    ({"urgency": "coming"}, 4),
    ({"urgency": "overdue", "words": "ASHGROVE operations"}, 1),
    ({"words": "ashgrove nobody"}, 0),
    ({"words": ".*"}, 0),
    ({"days_ahead": 0}, 10),
]


@pytest.mark.parametrize(("wanted", "rows"), FILTERS)
def test_the_due_list_is_filtered(wanted: dict[str, object], rows: int, sample: Search) -> None:
    assert len(shown.filtered_list(sample, **wanted).frame) == rows


def test_a_filtered_list_says_how_many_fit(sample: Search) -> None:
    due = shown.filtered_list(sample, urgency="overdue")
    assert due.summary == (
        "10 to do, 5 of them late. 4 more planned within 7 days. Interview today: Larkspire Health. Of these 5 fit."
    )
    assert shown.filtered_list(sample, words="ashgrove operations").summary.endswith("Of these 1 fits.")
    by_medium = [len(shown.filtered_list(sample, medium=name).frame) for name in ("e-mail", "phone", "LinkedIn")]
    assert by_medium == [int((sample.due.frame["medium"] == name).sum()) for name in ("e-mail", "phone", "LinkedIn")]


@pytest.mark.parametrize("wanted", [{"urgency": "overdu"}, {"medium": "email"}])
def test_a_filter_that_is_none_is_refused(wanted: dict[str, str], sample: Search) -> None:
    with pytest.raises(fa.FollowupError, match="did you mean"):
        shown.filtered_list(sample, **wanted)


def test_a_list_without_anything_is_filtered_too(tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("Company,Role,Applied\nAcme,Analyst,2026-06-08\n")
    assert shown.filtered_list(search_of(tmp_path / "new.csv"), words="acme", days_ahead=0).frame.empty


def test_another_day_gives_another_list(sheet: Path) -> None:
    search = search_of(sheet)
    before = list(search.due.frame["when"])
    assert search.look_from(dt.date(2026, 6, 1)).startswith("As of Mon 1 Jun 2026: ")
    assert search.today == dt.date(2026, 6, 1) and list(search.due.frame["when"]) != before
    with pytest.raises(fa.FollowupError, match="is no day"):
        search.look_from("2026-06-99")
    assert search.today == dt.date(2026, 6, 1)


def test_what_was_sent_leaves_the_list_and_stays_sent_on_another_day(sheet: Path) -> None:
    search = search_of(sheet)
    code = str(search.due.frame["code"].iloc[0])
    assert search.draft(code, "phone").medium == "phone"
    assert search.done(code, medium="phone") == "Recorded: you asked Acme for the status by phone on Mon 8 Jun (entry 1)."
    assert code not in set(search.due.frame["code"]) and search.recorded == (1,)
    search.look_from(dt.date(2026, 6, 9))
    kinds = search.log.events["kind"][search.log.events["application_id"] == search.application("Acme")]
    assert list(kinds.astype("str")) == ["application", "status_check"]


def test_who_signs_is_said_once_and_kept_where_things_are_kept(sheet: Path) -> None:
    search = search_of(sheet, keep=True)
    told = search.sign(name="Robin Field", media=("phone", "email"))
    assert told == "Your settings are saved. Kept in small.followups.toml."
    seeker = search_of(sheet, keep=True).cadence.seeker
    assert (seeker.name, seeker.media) == ("Robin Field", ("phone", "email"))
    with pytest.raises(fa.FollowupError, match=r"a seeker has no 'nam' \(did you mean 'name'"):
        search.sign(nam="Robin")
    with pytest.raises(fa.FollowupError, match=r"seeker\.media"):
        search.sign(media=("pigeon",))


def test_a_withdrawal_ends_an_application_and_is_undone(sheet: Path) -> None:
    search = search_of(sheet)
    assert "you withdrew your application to Acme" in search.withdraw("Acme", note="too far")
    assert str(search.log.applications["status"][search.application("Acme")]) == "withdrawn"
    search.undo(*search.recorded)
    assert str(search.log.applications["status"][search.application("Acme")]) == "active"


# --- answers, cadence, report ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [["medium"], ["weekday"], ["medium", "seniority"], list(shown.groupings())[-1:]])
def test_rates_are_those_of_response_rates(by: list[str], sample: Search) -> None:
    seen = shown.rates_of(sample, *by, within_days=21)
    attempts = fa.outreach_attempts(sample.log, as_of=DAY)
    assert seen.numbers.equals(fa.response_rates(attempts, by=by, within_days=21))
    assert len(seen.frame) == len(seen.numbers) and seen.verdict


def test_other_settings_change_the_list_when_they_are_used(sheet: Path) -> None:
    search = search_of(sheet)
    before = search.actions
    assert "would change" in repr(shown.cadence_changes(search, wait_business_days=8))
    assert search.actions.equals(before)
    assert search.use(max_attempts=1) == "The list now follows: max attempts 1."
    assert search.cadence.max_attempts == 1
    with pytest.raises(fa.FollowupError, match=r"T06\.max_attempts = 99"):
        search.use(max_attempts=99)
    assert search.cadence.max_attempts == 1


@pytest.mark.parametrize(
    ("form", "redact", "name"), [("html", False, "followup-2026-W24.html"), ("json", True, "followup-2026-W24-to-share.json")]
)
def test_the_report_is_written_into_the_folder(form: str, redact: bool, name: str, sheet: Path, tmp_path: Path) -> None:
    path = search_of(sheet, folder=tmp_path).write_report(form=form, redact=redact)
    assert path == tmp_path / name and ("Acme" in path.read_text(encoding="utf-8")) is not redact


@pytest.mark.parametrize(
    ("week", "form", "says"), [("2026-W99", "html", "is no week"), ("2026-W24", "htm", "did you mean 'html'")]
)
def test_a_report_that_cannot_be_is_refused(week: str, form: str, says: str, sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(fa.FollowupError, match=says):
        search_of(sheet, folder=tmp_path).write_report(week, form)


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_what_is_kept_lies_beside_the_sheet_and_is_there_next_time(sheet: Path, tmp_path: Path) -> None:
    before = sheet.read_bytes()
    search = search_of(sheet, keep=True)
    search.correct("Notes", "")
    search.use(max_attempts=1)
    code = str(search.due.frame["code"].iloc[0])
    search.done(code)
    assert {path.name for path in tmp_path.iterdir()} == {
        "small.csv",
        "small.followups.toml",
        "small.followups.db",
    }
    again = search_of(sheet, keep=True, cadence=fa.Cadence(seeker=fa.Seeker(name="Ada")))
    assert again.settings.columns == {"Notes": ""} and again.cadence.max_attempts == 1 and again.cadence.seeker.name == "Ada"
    assert code not in set(again.due.frame["code"]) and sheet.read_bytes() == before
    assert again.log.events["text"].eq("hello").sum() == 0
    forgetful = search_of(sheet)
    assert forgetful.settings.columns == {} and code in set(forgetful.due.frame["code"])


SPOILED = [
    ("not toml", "these settings can't be read"),
    ("columns = 3", "[columns] must be a table"),
    ("[colums]", "[colums] is no table here (did you mean 'columns'?)"),
    ("[columns]\nWhen = 3", "[columns] 'When' must be a word in quotes, not 3"),
    ('[columns]\nWhen = "nonsense"', "'When' can't mean 'nonsense'"),
    ('[reading]\nday_first = "no"', "[reading] day_first must be true or false, not 'no'"),
    ('[reading]\nzone = "UTC"', "[reading] has no 'zone'"),
    ("[cadence.T03]\nwait_business_days = 99", "small.followups.toml: T03.wait_business_days = 99"),
    ('[seeker]\nmail = "a@b.example"', "seeker.mail: is not known"),
]


@pytest.mark.parametrize(("content", "says"), SPOILED)
def test_settings_that_are_spoiled_are_told(content: str, says: str, sheet: Path) -> None:
    settings_beside(sheet).write_text(content)
    with pytest.raises(fa.FollowupError) as error:
        search_of(sheet, keep=True)
    assert says in str(error.value)
    assert search_of(sheet).told.startswith("small.csv")


def test_earlier_settings_are_read_where_there_are_none_and_go_over_into_the_new_file(sheet: Path) -> None:
    columns, cadence = earlier_settings(sheet)
    columns.write_text('[columns]\n"Notes" = ""\n')
    fa.Cadence(max_attempts=1).write(cadence)
    before = columns.read_bytes(), cadence.read_bytes()
    search = search_of(sheet, keep=True)
    assert search.settings.columns == {"Notes": ""} and search.cadence.max_attempts == 1
    search.use(wait_business_days=8)
    again = search_of(sheet, keep=True)
    assert again.settings == search.settings and again.settings.columns == {"Notes": ""}
    assert (again.cadence.max_attempts, again.cadence.wait_business_days) == (1, 8)
    assert (columns.read_bytes(), cadence.read_bytes()) == before
    cadence.write_text("[T03]\nwait_business_days = 99\n")
    assert search_of(sheet, keep=True).cadence.wait_business_days == 8, "they are not read beside the new file"


def test_all_settings_are_read_back_as_they_were_written(sheet: Path) -> None:
    seeker = fa.Seeker(name='Ada "A" Doe\\', email="ada@example.com", timezone="Europe/Berlin", media=("phone", "email"))
    cadence = fa.Cadence(
        wait_business_days=8, medium="phone", country_factors={"JP": 1.5}, suggest_connection=False, seeker=seeker
    )
    words, reading = {"Wartet \u2603": "active"}, {"day_first": True, "year": 2026, "sheet": "My [sheet]"}
    settings = Settings({"When?": "applied", "Notes": ""}, words, reading, cadence, "k3f9")
    settings.write(settings_beside(sheet))
    assert Settings.beside(sheet) == settings
    assert settings.in_words == (
        'what 2 columns mean, what 1 word means, day first yes, year 2026, sheet My [sheet], the seeker Ada "A" Doe\\, '
        "4 settings of the rules"
    )


def test_two_sheets_of_one_name_have_files_of_their_own(sheet: Path) -> None:
    assert settings_beside(sheet).name == "small.followups.toml"
    other = sheet.with_suffix(".tsv")
    other.write_text(SMALL.replace(",", "\t"))
    assert [journal_beside(path).name for path in (sheet, other)] == ["small.csv.followups.db", "small.tsv.followups.db"]
    search_of(sheet, keep=True).close("Acme")
    assert search_of(other, keep=True).log.applications["status"].astype("str").tolist() == ["active"] * 3


def test_a_sheet_that_is_saved_in_another_format_keeps_its_journal(sheet: Path) -> None:
    search_of(sheet, keep=True).close("Acme")
    sheet.with_suffix(".tsv").write_text(SMALL.replace(",", "\t"))
    assert (search_of(sheet, keep=True).log.applications["status"] == "closed").sum() == 1
    assert (search_of(sheet.with_suffix(".tsv"), keep=True).log.applications["status"] == "closed").sum() == 1


def test_a_sheet_that_has_changed_is_read_anew(sheet: Path) -> None:
    search = search_of(sheet)
    assert not search.has_changed
    sheet.write_text(SMALL + "Drum,Cook,2026-06-01,\n")
    assert search.has_changed and len(search.log.applications) == 3
    assert search.reload() == "small.csv: 1 application more, 1 event more." and not search.has_changed
    assert search.reload() == "small.csv: nothing new." and len(search.log.applications) == 4


def test_a_table_is_a_search_that_is_kept_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"Company": ["Acme"], "Role": ["Analyst"], "Applied": ["2026-05-11"]})
    search = Search(frame, as_of=DAY)
    search.done(search.due.frame["code"].iloc[0])
    assert len(search.history()) == 1 and list(tmp_path.iterdir()) == []
    assert repr(search) == "Search('the sheet', 1 application, as of 2026-06-08)"


def test_a_workbook_opens_too(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE.with_suffix(".xlsx"), tmp_path / "search.xlsx"))
    assert "80 applications" in search_of(path).told
