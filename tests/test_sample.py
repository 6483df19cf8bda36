"""The sample in `data/sample/` is what its README tells, and its script still writes it."""

import csv
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "data" / "sample"))

import make_sample

import followup_analytics as fa

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
FORMS = ("my_job_search.csv", "my_job_search.xlsx", "events.csv")
AS_OF = "2026-06-08"
# What is to be done on that day, whichever form of the search is read.
OVERDUE = {
    ("Ashgrove Tools", "T03"),
    ("Corbury Freight", "T01"),
    ("Hobbleton Insurance", "T07"),
    ("Kestrelgate Capital", "T12"),
    ("Thistledown Retail", "T20"),
    ("Undercliff Water", "T20"),
}
DUE = {
    ("Brackwater Media", "T13"),
    ("Dunmarrow Logistics", "T18"),
    ("Eastreach Telecom", "T20"),
    ("Larkspire Health", "T01"),
    ("Meridale Foods", "T12"),
    ("Pellworth County", "T04"),
    ("Quillfen Software", "T05"),
    ("Saltmarsh Energy", "T19"),
    ("Wexcombe Robotics", "T14"),
}
COMING = {("Orrinshaw Bank", "T04"), ("Vantry Maps", "T01"), ("Wexcombe Robotics", "T03"), ("Hazelmoor Seeds", "T20")}


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make_sample.main(folder)
    return folder


@cache
def log_of(name: str) -> fa.JobSearchLog:
    return fa.read_log(SAMPLE / name, timezone="America/New_York", country="US")


def rows_of(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells_of(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


@pytest.mark.parametrize("name", ["my_job_search.csv", "events.csv", "my_mail.mbox", "my_calendar.ics", "my_linkedin.zip"])
def test_the_script_writes_the_same_bytes_again(remade: Path, name: str) -> None:
    assert (remade / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_the_script_writes_equal_cells_into_the_workbook(remade: Path) -> None:
    assert cells_of(remade / "my_job_search.xlsx") == cells_of(SAMPLE / "my_job_search.xlsx")


def test_the_search_has_eighty_applications_of_which_fifteen_had_an_interview() -> None:
    rows = rows_of("events.csv")
    interviewed = {row["application_id"] for row in rows if row["kind"] == "interview" and row["at"] <= AS_OF + "T23:59"}
    assert len({row["application_id"] for row in rows}) == 80
    assert len(interviewed) == 15
    assert sum(row["kind"] == "offer" for row in rows) == 1


def test_most_applications_were_never_answered() -> None:
    rows = rows_of("events.csv")
    heard = {row["application_id"] for row in rows if row["kind"] in ("reply", "interview_invitation", "rejection", "offer")}
    assert len(heard) < 40


def test_the_sheet_has_the_faults_that_its_readme_lists() -> None:
    rows = rows_of("my_job_search.csv")
    filled = [row for row in rows if any(row.values())]
    assert len(rows) - len(filled) == 3
    assert len(filled) == 82 and len({tuple(row.values()) for row in filled}) == 81
    assert sum(not row["Date Applied"] for row in filled) == 2
    assert [row["Status"] for row in filled if not row["Location"]] == ["Wishlist"]
    assert sum(row["1st Follow-up"] == "2026-02-31" for row in filled) == 1
    assert {"E-mail", "email"} <= {row["Applied Via"] for row in filled}


def test_every_person_has_an_address_that_cannot_exist() -> None:
    addresses = {row["contact_email"] for row in rows_of("events.csv")} - {""}
    assert addresses and all(address.endswith(".example") for address in addresses)


def test_the_sheet_and_its_workbook_are_one_log() -> None:
    assert log_of("my_job_search.csv") == log_of("my_job_search.xlsx")


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_read_as_eighty_applications(name: str) -> None:
    assert len(log_of(name).applications) == 80
    assert log_of(name).applications["status"].value_counts().loc[["closed", "rejected", "offer", "withdrawn"]].to_list() == [
        23,
        19,
        1,
        2,
    ]


def test_every_event_of_the_event_csv_is_in_its_log() -> None:
    assert len(log_of("events.csv").events) == sum(row["kind"] != "" for row in rows_of("events.csv"))
    problems = log_of("events.csv").problems
    # One rejection stands without its day: that is asked, and nothing else.
    assert problems["code"].to_list() == ["rejections-undated", "rejection-undated"]
    assert problems["application_id"].to_list() == ["", "A030"]


def test_the_sheet_tells_the_statuses_that_the_event_csv_has() -> None:
    sheet, full = (log_of(name).applications.set_index("company")["status"] for name in ("my_job_search.csv", "events.csv"))
    told, known = sheet.astype("str").to_dict(), full.astype("str").to_dict()
    assert {company: (told[company], known[company]) for company in known if told[company] != known[company]} == {}


def test_the_faults_of_the_sheet_are_told() -> None:
    problems = log_of("my_job_search.csv").problems
    assert {"1st Follow-up", "Date Applied", "Status"} <= set(problems["column"])
    assert "2026-02-31" in set(problems["value"])


@pytest.mark.parametrize("name", FORMS)
def test_the_due_list_of_its_date_is_a_lively_mix(name: str) -> None:
    actions = fa.follow_up_actions(log_of(name), fa.Cadence(), as_of=AS_OF)
    listed = actions[actions["action"] != "move_on"]
    found = {
        status: set(zip(these["company"], these["rule"], strict=True))
        for status, these in listed.groupby("status", observed=True)
    }
    assert found["overdue"] == OVERDUE
    assert found["due"] == DUE
    assert found["waiting"] >= COMING


def test_mail_calendar_and_linkedin_know_what_the_sheet_does_not() -> None:
    log = log_of("my_job_search.csv")
    found = fa.collect_evidence(log, [SAMPLE / name for name in ("my_mail.mbox", "my_calendar.ics", "my_linkedin.zip")])
    new = found.proposals[~found.proposals["known"] & (found.proposals["certainty"] != "ask")]
    told = fa.read_log(SAMPLE / "events.csv").events
    # Of the kinds that mail holds, the full search has each on the same day.
    there = set(
        zip(told["application_id"].map(fa.read_log(SAMPLE / "events.csv").applications["company"]), told["kind"], strict=True)
    )
    companies = new["application_id"].map(log.applications["company"])
    assert len(new) > 50 and set(zip(companies, new["kind"], strict=True)) <= there
