"""The workbench without a screen: each step gives a sentence or a table, and one that fails changes nothing."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.jupyter import shown
from followup_analytics.search.kept_files import cadence_file, columns_file, sheets_in
from followup_analytics.search.search import Bench

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "my_job_search.csv"
DAY = "2026-06-08"
SMALL = "Company,Role,When,Notes\nAcme,Analyst,2026-05-11,hello\nBolt,Clerk,2026-05-29,\nCoil,Clerk,2026-06-05,\n"


def bench_of(sheet: object = SAMPLE, **options: object) -> Bench:
    return Bench(sheet, **{"as_of": DAY, "timezone": "America/New_York", "country": "US", "keep": False, **options})


@pytest.fixture(scope="module")
def sample() -> Bench:
    """Looked at only: tests that do something have a bench of their own."""
    return bench_of()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


# --- the sheet -------------------------------------------------------------------------------------------------------


def test_what_was_read_is_told(sample: Bench) -> None:
    assert sample.told.startswith("my_job_search.csv: one row per application; 80 applications, 151 events. 1 error, 1 question")
    assert "Job Title" in repr(shown.understood_columns(sample)) and "Not understood" in repr(shown.not_understood(sample))


def test_without_a_sheet_everything_asks_for_one() -> None:
    bench = bench_of(None)
    for ask in (lambda: bench.told, lambda: bench.log, lambda: shown.filtered_list(bench), lambda: bench.use(max_attempts=1)):
        with pytest.raises(fa.FollowupError, match="no sheet is open yet: choose or upload one"):
            ask()


def test_a_meaning_is_corrected_and_taken_back(sheet: Path) -> None:
    bench = bench_of(sheet)
    assert bench.correct("When", "rejection").startswith("'When' is now read as 'rejection'. small.csv: ")
    assert list(bench.log.applications["status"].astype("str")) == ["rejected"] * 3
    assert bench.correct("Notes", "").startswith("'Notes' is now left aside. ")
    assert bench.correct("When", None).startswith("'When' is now read as 'date'. ")
    assert bench.columns == {"Notes": ""} and list(bench.log.applications["status"].astype("str")) == ["active"] * 3


WRONG_MEANINGS = [
    ("Wen", "applied", "the sheet has no column 'Wen' (did you mean 'When'?)"),
    ("When", "aplied", "'When' can't mean 'aplied' (did you mean 'applied'?)"),
]


@pytest.mark.parametrize(("header", "meaning", "says"), WRONG_MEANINGS)
def test_a_correction_that_is_none_changes_nothing(header: str, meaning: str, says: str, sheet: Path) -> None:
    bench = bench_of(sheet)
    log = bench.log
    with pytest.raises(fa.FollowupError) as error:
        bench.correct(header, meaning)
    assert says in str(error.value) and bench.log == log and bench.columns == {}


def test_a_sheet_that_cannot_be_read_leaves_the_other_one_open(sheet: Path, tmp_path: Path) -> None:
    bench = bench_of(sheet)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    for wrong in (tmp_path / "none.csv", tmp_path / "bad.csv"):
        with pytest.raises(fa.FollowupError):
            bench.open(wrong)
    assert bench.sheet == sheet and bench.told.startswith("small.csv: ")


UPLOADS = [
    ("mine.csv", "mine.csv"),
    ("../../mine.csv", "mine.csv"),
    ("C:\\Users\\me\\mine.CSV", "mine.CSV"),
]


@pytest.mark.parametrize(("name", "stored"), UPLOADS)
def test_an_upload_lies_in_a_folder_of_its_own(name: str, stored: str, tmp_path: Path) -> None:
    bench = bench_of(None, keep=True, folder=tmp_path)
    assert bench.upload(name, SMALL.encode()).startswith(f"{stored}: ")
    assert bench.sheet == tmp_path / "uploaded" / stored and bench.sheets == [bench.sheet]


@pytest.mark.parametrize("name", ["mine.exe", "", "..", ".csv/", "mine"])
def test_an_upload_that_is_no_sheet_is_refused(name: str, tmp_path: Path) -> None:
    bench = bench_of(None, keep=True, folder=tmp_path)
    with pytest.raises(fa.FollowupError, match="is no sheet; one ends in"):
        bench.upload(name, b"x")
    assert list(tmp_path.iterdir()) == []


def test_an_upload_for_trying_out_leaves_nothing_behind(tmp_path: Path) -> None:
    bench = bench_of(None, folder=tmp_path)
    bench.upload("mine.csv", SMALL.encode())
    there = bench.sheet
    assert there is not None and there.exists() and list(tmp_path.iterdir()) == []
    del bench
    assert not there.exists()


def test_the_sheets_to_choose_from(tmp_path: Path, sheet: Path) -> None:
    (tmp_path / "uploaded").mkdir()
    for name in ("notes.docx", "b.XLSX", "uploaded/a.ods"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in sheets_in(tmp_path, tmp_path, tmp_path / "none")] == ["b.XLSX", "small.csv", "a.ods"]


# --- today -----------------------------------------------------------------------------------------------------------


FILTERS = [
    ({}, 24),
    ({"urgency": "overdue"}, 6),
    ({"urgency": "due"}, 12),
    ({"urgency": "coming"}, 6),
    ({"urgency": "overdue", "words": "THISTLEDOWN pricing"}, 1),
    ({"words": "thistledown nobody"}, 0),
    ({"words": ".*"}, 0),
    ({"days_ahead": 0}, 18),
]


@pytest.mark.parametrize(("wanted", "rows"), FILTERS)
def test_the_due_list_is_filtered(wanted: dict[str, object], rows: int, sample: Bench) -> None:
    assert len(shown.filtered_list(sample, **wanted).frame) == rows


def test_a_filtered_list_says_how_many_fit(sample: Bench) -> None:
    due = shown.filtered_list(sample, urgency="overdue")
    assert due.summary == "6 overdue, 12 due, 6 coming within 7 days. Of these 6 fit."
    assert shown.filtered_list(sample, words="thistledown pricing").summary.endswith("Of these 1 fits.")
    by_medium = [len(shown.filtered_list(sample, medium=name).frame) for name in ("e-mail", "phone", "LinkedIn")]
    assert by_medium == [int((sample.desk.due.frame["medium"] == name).sum()) for name in ("e-mail", "phone", "LinkedIn")]


@pytest.mark.parametrize("wanted", [{"urgency": "overdu"}, {"medium": "email"}])
def test_a_filter_that_is_none_is_refused(wanted: dict[str, str], sample: Bench) -> None:
    with pytest.raises(fa.FollowupError, match="did you mean"):
        shown.filtered_list(sample, **wanted)


def test_a_list_without_anything_is_filtered_too(tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("Company,Role,Applied\nAcme,Analyst,2026-06-08\n")
    assert shown.filtered_list(bench_of(tmp_path / "new.csv"), words="acme", days_ahead=0).frame.empty


def test_another_day_gives_another_list(sheet: Path) -> None:
    bench = bench_of(sheet)
    before = list(bench.desk.due.frame["when"])
    assert bench.look_from(dt.date(2026, 6, 1)).startswith("As of Mon 1 Jun 2026: ")
    assert bench.today == dt.date(2026, 6, 1) and list(bench.desk.due.frame["when"]) != before
    with pytest.raises(fa.FollowupError, match="is no day"):
        bench.look_from("2026-06-99")
    assert bench.today == dt.date(2026, 6, 1)


def test_what_was_sent_leaves_the_list_and_stands_in_the_timeline(sheet: Path) -> None:
    bench = bench_of(sheet)
    code = str(bench.desk.due.frame["code"].iloc[0])
    draft = shown.draft(bench, code, "phone")
    assert draft.medium == "phone" and "finding" in repr(shown.still_to_mend(bench, code, draft))
    assert shown.sent(bench, code, "phone") == "Recorded as entry 1: Acme, asked for the status by phone on Mon 8 Jun."
    assert code not in set(bench.desk.due.frame["code"])
    acme = bench.desk.application("Acme")
    assert list(shown.story_in_words(bench, acme)["what"]) == ["Applied", "Asked for the status"]
    bench.look_from(dt.date(2026, 6, 9))
    assert len(shown.story_in_words(bench, acme)) == 2, "another date does not make the bench forget"


def test_stories_begin_with_the_most_urgent_and_go_on_by_company(sample: Bench) -> None:
    labels = list(shown.stories(sample).values())
    assert labels[0] == "Thistledown Retail - Pricing Analyst (active)" and len(labels) == 80
    assert labels[1:] == sorted(labels[1:], key=lambda label: label.split(" - ")[0].casefold())
    first = next(iter(shown.stories(sample)))
    assert shown.story(sample, first).png().startswith(b"\x89PNG")


# --- answers, cadence, report ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [["medium"], ["weekday"], ["medium", "seniority"], list(shown.groupings())[-1:]])
def test_rates_are_those_of_response_rates(by: list[str], sample: Bench) -> None:
    seen = shown.rates_of(sample, *by, within_days=21)
    attempts = fa.outreach_attempts(sample.log, as_of=DAY)
    assert seen.numbers.equals(fa.response_rates(attempts, by=by, within_days=21))
    assert len(seen.frame) == len(seen.numbers) and seen.verdict


def test_other_settings_change_the_list_when_they_are_used(sheet: Path) -> None:
    bench = bench_of(sheet)
    before = bench.desk.actions
    assert "would change" in repr(shown.cadence_changes(bench, wait_business_days=8))
    assert bench.desk.actions.equals(before)
    assert bench.use(max_attempts=1) == "The list now follows: wait business days 5, spacing days 7, max attempts 1."
    assert bench.cadence.max_attempts == 1
    with pytest.raises(fa.FollowupError, match=r"T06\.max_attempts = 99"):
        bench.use(max_attempts=99)
    assert bench.cadence.max_attempts == 1


@pytest.mark.parametrize(
    ("form", "redact", "name"), [("html", False, "followup-2026-W24.html"), ("json", True, "followup-2026-W24-to-share.json")]
)
def test_the_report_is_written_into_the_folder(form: str, redact: bool, name: str, sheet: Path, tmp_path: Path) -> None:
    path = bench_of(sheet, folder=tmp_path).write_report(form=form, redact=redact)
    assert path == tmp_path / name and ("Acme" in path.read_text(encoding="utf-8")) is not redact


@pytest.mark.parametrize(
    ("week", "form", "says"), [("2026-W99", "html", "is no week"), ("2026-W24", "htm", "did you mean 'html'")]
)
def test_a_report_that_cannot_be_is_refused(week: str, form: str, says: str, sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(fa.FollowupError, match=says):
        bench_of(sheet, folder=tmp_path).write_report(week, form)


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_what_is_kept_lies_beside_the_sheet_and_is_there_next_time(sheet: Path, tmp_path: Path) -> None:
    before = sheet.read_bytes()
    bench = bench_of(sheet, keep=True)
    bench.correct("Notes", "")
    bench.use(max_attempts=1)
    code = str(bench.desk.due.frame["code"].iloc[0])
    shown.sent(bench, code)
    assert {path.name for path in tmp_path.iterdir()} == {
        "small.csv",
        "small.columns.toml",
        "small.cadence.toml",
        "small.followups.db",
    }
    again = bench_of(sheet, keep=True, cadence=fa.Cadence(seeker=fa.Seeker(name="Ada")))
    assert again.columns == {"Notes": ""} and again.cadence.max_attempts == 1 and again.cadence.seeker.name == "Ada"
    assert code not in set(again.desk.due.frame["code"]) and sheet.read_bytes() == before
    assert fa.read_log(sheet, mapping=columns_file(sheet)).events["text"].eq("hello").sum() == 0
    forgetful = bench_of(sheet)
    assert forgetful.columns == {} and code in set(forgetful.desk.due.frame["code"])


@pytest.mark.parametrize("content", ["not toml", "columns = 3", "[columns]\nWhen = 3", '[columns]\nWhen = "nonsense"'])
def test_kept_columns_that_are_spoiled_are_told(content: str, sheet: Path) -> None:
    columns_file(sheet).write_text(content)
    with pytest.raises(fa.FollowupError, match=r"columns"):
        bench_of(sheet, keep=True)
    assert bench_of(sheet).told.startswith("small.csv")


def test_a_kept_cadence_that_is_spoiled_is_told(sheet: Path) -> None:
    cadence_file(sheet).write_text("[T03]\nwait_business_days = 99\n")
    with pytest.raises(fa.FollowupError, match=r"small\.cadence\.toml: T03"):
        bench_of(sheet, keep=True)


def test_a_workbook_opens_too(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLE.with_suffix(".xlsx"), tmp_path / "search.xlsx"))
    assert "80 applications" in bench_of(path).told
