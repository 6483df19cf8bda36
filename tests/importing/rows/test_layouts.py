"""Layouts of sheets, what stands in them besides entries, and what is said of a file that is no log."""

import io
from pathlib import Path

import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.errors import SheetError
from followup_analytics.importing.read import read_sheet


def _log(text: str, **given: object) -> fa.JobSearchLog:
    return fa.read_log(io.StringIO(text), **given)  # type: ignore[arg-type]


def _events(log: fa.JobSearchLog) -> list[tuple[str, str]]:
    return [(f"{at:%Y-%m-%d}", str(kind)) for at, kind in zip(log.events["at"], log.events["kind"], strict=True)]


def _status(row: str, header: str = "Company,Role,Applied,Status,Response Date") -> tuple[str, list[tuple[str, str]]]:
    log = _log(f"{header}\n{row}\n")
    return str(log.applications["status"].iloc[0]), _events(log)[1:]


@pytest.mark.parametrize(
    ("row", "status", "events"),
    [
        ("A,R,2026-01-02,Rejected,2026-01-20", "rejected", [("2026-01-20", "rejection")]),
        ("A,R,2026-01-02,Rejected,", "rejected", []),
        ("A,R,2026-01-02,Rejected,No Response", "closed", []),
        ("A,R,2026-01-02,Rejected - no response,2026-01-20", "closed", []),
        ("A,R,2026-01-02,Ghosted,2026-01-20", "closed", []),
        ("A,R,2026-01-02,Offer,2026-01-20", "offer", [("2026-01-20", "offer")]),
        ("A,R,2026-01-02,Offer declined,2026-01-20", "withdrawn", [("2026-01-20", "offer")]),
        ("A,R,2026-01-02,Pending,2026-01-20", "active", [("2026-01-20", "reply")]),
        ("A,R,2026-01-02,Acknowledged,2026-01-03", "active", [("2026-01-03", "acknowledgement")]),
        ("A,R,2026-01-02,Interview scheduled,2026-01-20", "interviewing", [("2026-01-20", "interview_invitation")]),
        ("A,R,2026-01-02,Denied 2 Interview,", "rejected", []),
        ("A,R,2026-01-02,see portal,", "active", []),
    ],
)
def test_a_status_and_the_day_of_the_answer_tell_what_happened(row: str, status: str, events: list[tuple[str, str]]) -> None:
    assert _status(row) == (status, events)


@pytest.mark.parametrize(
    ("kind", "event", "status"),
    [
        ("Rejection", "rejection", "rejected"),
        ("Interview invitation", "interview_invitation", "interviewing"),
        ("Auto-reply", "acknowledgement", "active"),
        ("Offer", "offer", "offer"),
        ("Personal reply", "reply", "active"),
    ],
)
def test_the_type_of_the_response_is_its_kind(kind: str, event: str, status: str) -> None:
    found = _status(f"A,R,2026-01-02,{kind},2026-01-20", "Company,Role,Applied,Response type,Response Date")
    assert found == (status, [("2026-01-20", event)])


@pytest.mark.parametrize(
    ("status", "event"),
    [
        ("Rejected", ["rejection"]),
        ("Withdrawn", ["withdrawal"]),
        ("Accepted", ["acceptance"]),
        ("Position cancelled", []),
        ("Applied", []),
    ],
)
def test_the_day_of_the_last_change_counts_where_the_status_says_what_changed(status: str, event: list[str]) -> None:
    _, events = _status(f"A,R,2026-01-02,{status},2026-01-20", "Company,Role,Applied,Status,Status Date")
    assert [kind for _, kind in events] == event


def test_stage_columns_are_events_and_a_plan_is_none() -> None:
    log = _log(
        "Company,Role,Applied,Phone screen,Technical Interview,Thank-you sent,Followed up on,Follow-up due,Deadline,Rejected on\n"
        "A,R,2026-01-02,2026-01-10,2026-01-20,2026-01-21,2026-02-01,2026-02-03,2026-01-01,2026-02-10\n"
    )
    assert _events(log) == [
        ("2026-01-02", "application"),
        ("2026-01-10", "interview"),
        ("2026-01-20", "interview"),
        ("2026-01-21", "thank_you"),
        ("2026-02-01", "status_check"),
        ("2026-02-10", "rejection"),
    ]
    assert list(log.events["stage"]) == ["", "screening", "technical", "", "", ""]
    assert list(log.events["medium"]) == ["", "phone", "", "", "", ""]


def test_ticks_and_counts_tell_the_status_and_no_day() -> None:
    log = _log("Company,Applied,Interviews,Offer\nA,2026-01-02,2,no\nB,2026-01-02,0,no\nC,2026-01-02,yes,✓\nD,2026-01-02,,\n")
    assert list(log.applications["status"]) == ["interviewing", "active", "offer", "active"]
    assert len(log.events) == 4


def test_wishes_and_drafts_are_no_application() -> None:
    log = _log("Company,Role,Date Applied,Status\nA,R,,Saved\nB,R,,Not applied\nC,R,2026-01-02,Applied\nD,R,2026-01-03,Draft\n")
    assert list(log.applications["company"]) == ["C", "D"]
    assert list(log.problems["row"]) == [2, 3, 5]
    assert list(log.problems["severity"]) == ["note", "note", "question"]


def test_what_was_promised_and_said_goes_with_the_last_talk() -> None:
    log = _log(
        "Company,Applied,Interview date,Reply expected by,Topics,Strengths,Values,Open points,Notes\n"
        "A,2026-01-02,2026-01-10,2026-01-20,APIs,Python,care,salary,from a friend\n",
        timezone="Europe/Berlin",
    )
    applied, interview = log.events.itertuples()
    assert (applied.text, interview.topics, interview.strengths, interview.values, interview.open_points) == (
        "from a friend", "APIs", "Python", "care", "salary",
    )  # fmt: skip
    assert f"{interview.reply_expected_by:%Y-%m-%d %H:%M}" == "2026-01-19 23:00"
    assert pd.isna(applied.reply_expected_by)


def test_columns_that_a_user_adds_are_understood() -> None:
    log = _log(
        "Company,Role,Applied,Company type,Culture,Urgent,Stated process,Preferred medium,Country,Time zone,Seniority\n"
        "A,R,2026-01-02,Start-up,casual,yes,they will call,E-mail,Germany,Europe/Berlin,Senior\n"
        "B,R,2026-01-02,purple,,no,,,Atlantis,Europe/Berln,\n"
    )
    first, second = log.applications.itertuples()
    assert (first.company_type, first.culture, first.urgent, first.stated_process, first.preferred_medium, first.country,
            first.timezone,
            first.seniority) == ("startup", "informal", True, "they_contact", "email", "DE", "Europe/Berlin",
            "senior")  # fmt: skip
    assert (second.company_type, second.urgent, second.country, second.timezone) == ("", False, "", "UTC")
    assert set(log.problems["column"]) == {"Company type", "country", "timezone"}


def test_the_log_wide_zone_and_country_hold_where_the_sheet_names_none() -> None:
    log = _log("Company,Applied,Country\nA,2026-01-02,\nB,2026-01-02,FR\n", timezone="Europe/Berlin", country="Germany")
    assert list(log.applications["country"]) == ["DE", "FR"]
    assert set(log.applications["timezone"]) == {"Europe/Berlin"}


@pytest.mark.parametrize(
    ("given", "message"), [({"timezone": "Mars"}, "timezone=: "), ({"country": "Atlantis"}, "country='Atlantis' is no country")]
)
def test_a_default_that_is_none_is_refused(given: dict[str, str], message: str) -> None:
    with pytest.raises(SheetError, match=message):
        _log("Company,Applied\nA,2026-01-02\n", **given)


def test_rows_that_are_no_entries_are_told_and_left_out() -> None:
    log = _log(
        "Company,Role,Applied,Status\nNOVEMBER 2025,,,\nA,R,2026-01-02,Applied\n<<<<<<< HEAD,,,\nCompany,Role,Applied,Status\n"
        "A,R,2026-01-02,Applied\nN/A,,,N/A\n,,,Applied\nTotal,2,,\n"
    )
    assert list(log.applications["company"]) == ["A"]
    assert dict(zip(log.problems["row"], log.problems["problem"], strict=True)) == {
        2: "a title, or a lone cell",
        4: "a mark of a merge conflict",
        5: "the header again",
        6: "repeats row 3 exactly",
        7: "this row is empty",
        8: "this row is prefilled, with no entry in it",
        9: "a row of totals",
    }


def test_a_run_of_prefilled_rows_is_one_note() -> None:
    log = _log("Company,Role,Applied,Status,Archived\nA,R,2026-01-02,Applied,FALSE\n" + ",,,N/A,FALSE\n" * 100)
    assert list(log.problems["problem"]) == ["rows 3 to 102 are prefilled, with no entry in it"]


def test_a_row_without_a_date_is_an_application_without_events() -> None:
    log = _log("Company,Role,Applied\nA,R,\nB,R,2026-02-31\nC,R,2026-01-02\n")
    assert (len(log.applications), len(log.events)) == (3, 1)
    assert list(log.problems["row"]) == [2, 3]


def test_an_event_before_its_application_is_kept_and_told() -> None:
    log = _log("Company,Applied,Interview date\nA,2026-01-10,2026-01-02\n")
    assert ("2026-01-02", "interview") in _events(log)
    assert list(log.problems["problem"]) == ["interview before the application"]


def test_event_rows_become_applications_and_a_later_application_is_another_one() -> None:
    log = _log(
        "Company,Role,Date,Event\nA,R,2026-01-02,applied\nA,R,2026-01-09,phone screen request\nA,R,2026-01-12,phone screen\n"
        "A,R,2026-01-20,rejection\n"
        "A,R,2026-03-01,applied\nB,,2026-01-05,applied\nB,S,2026-01-06,blue\n"
    )
    assert list(log.applications["status"]) == ["rejected", "active", "active"]
    assert list(log.applications["role"]) == ["R", "R", "S"]
    assert _events(log)[:4] == [
        ("2026-01-02", "application"),
        ("2026-01-09", "interview_invitation"),
        ("2026-01-12", "interview"),
        ("2026-01-20", "rejection"),
    ]
    assert list(log.problems["value"]) == ["blue"]


def test_a_packed_history_is_taken_apart() -> None:
    log = _log(
        "Company,Applied,Interview steps\n"
        'A,2026-01-02,"28 Feb 2026|INTERVIEW WITH MANAGER;16 Mar 2026|TECHNICAL INTERVIEW;soon|x"\n'
    )
    assert _events(log)[1:] == [("2026-02-28", "interview"), ("2026-03-16", "interview")]
    assert list(log.events["stage"])[1:] == ["", "technical"]
    assert list(log.problems["problem"]) == ["a step without a day"]


def test_company_and_role_in_one_cell_are_parted() -> None:
    log = _log("Company and Role,Applied\nAcme - Data Analyst,2026-01-02\n")
    assert list(log.applications[["company", "role"]].iloc[0]) == ["Acme", "Data Analyst"]


def test_an_own_id_names_the_application_and_else_company_and_role_do_without_a_date() -> None:
    own = _log("Application ID,Company,Role,Applied\n7,A,R,2026-01-02\n8,A,R,2026-01-09\n")
    assert list(own.applications.index) == ["7", "8"]
    made = _log("Company,Role,Applied\nA,R,2026-01-02\nA,R,2026-01-09\n").applications.index
    assert len(set(made)) == 2
    assert list(_log("Company,Role,Applied\n A,r,2026-02-02\nA,R,\n").applications.index) == list(made)


def test_a_services_own_data_about_the_seeker_is_left_aside() -> None:
    header = (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers\n"
    )
    log = _log(header + '"1/28/25, 1:38 PM",me@example.com,+1 555 0100,A,R,https://x.example,cv.pdf,Salary?: 58000\n')
    said = log.applications.to_csv() + log.events.to_csv() + log.problems.to_csv()
    assert not any(secret in said for secret in ("me@example.com", "555", "58000"))
    assert (log.applications["source"].iloc[0], log.events["medium"].iloc[0]) == ("LinkedIn", "linkedin")


def test_one_address_in_every_row_is_the_seeker_s_own() -> None:
    log = _log("Company,Applied,Email\nA,2026-01-02,me@x.example\nB,2026-01-03,me@x.example\nC,2026-01-04,me@x.example\n")
    assert set(log.applications["contact_email"]) == {""}


BAD = {
    "Company,Role,Date Applied\n": "a header and no rows below it",
    "Acme,Analyst,2026-01-02\nBeta,Buyer,2026-01-03\n": "no header row was found",
    "Company,2026-01-01,2026-01-02,2026-01-03,2026-01-04,2026-01-05,2026-01-06\nA,x,,,,,\n": "a matrix with days across",
}


@pytest.mark.parametrize(("text", "message"), BAD.items())
def test_a_file_that_is_no_log_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(SheetError, match=message) as error:
        _log(text)
    assert "\n" not in str(error.value)


def test_a_sheet_without_a_header_is_read_by_the_columns_numbers() -> None:
    log = _log("Acme,Analyst,2026-01-02\nBeta,Buyer,2026-01-03\n", columns={"1": "company", "2": "role", "3": "applied"})
    assert list(log.applications["company"]) == ["Acme", "Beta"]
    with pytest.raises(SheetError, match="columns= names column 9, and there are 3"):
        _log("Acme,Analyst,2026-01-02\n", columns={"9": "company", "1": "applied"})


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)
    return path


LOG = [["Company", "Role", "Date Applied"], ["A", "R", "2026-01-02"], ["B", "R", "2026-01-03"]]


def test_the_choice_of_the_sheet_is_told_and_can_be_overruled(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "two.xlsx", {"Read me": [["How to use this"]], "Jobs": LOG, "Old": LOG[:2]})
    understood = read_sheet(path)
    assert understood.sheet == (
        "read sheet 'Jobs' (2 rows); not read: 'Read me' has no company and no date column; 'Old' looks like a log too (1 rows)"
    )
    assert understood.log.problems["problem"].iloc[0] == understood.sheet
    assert len(fa.read_log(path, sheet="Old").applications) == 1


def test_sheets_of_several_years_with_one_header_are_one_log(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "years.xlsx", {"2024": LOG, "2025": [LOG[0], ["C", "R", "2025-01-02"]]})
    assert list(fa.read_log(path).applications["company"]) == ["A", "B", "C"]
    assert list(fa.read_log(path, sheet="2025").applications["company"]) == ["C"]


def test_event_rows_on_another_sheet_belong_to_the_applications(tmp_path: Path) -> None:
    applications = [["Application ID", *LOG[0]], ["1", *LOG[1]], ["2", *LOG[2]]]
    events = [["Application ID", "Date", "Event"], ["2", "2026-01-09", "Rejection"], ["9", "2026-01-09", "Rejection"]]
    log = fa.read_log(_workbook(tmp_path / "linked.xlsx", {"Applications": applications, "Contacts": events}))
    assert list(log.applications["status"]) == ["active", "rejected"]
    [lost] = [text for text in log.problems["problem"] if text.startswith("an event of no application")]
    assert lost


def test_a_header_on_two_levels_is_read_with_its_groups(tmp_path: Path) -> None:
    rows = [
        ["", "Application", "Interview", "Rejection"],
        ["Company", "Date", "Date", "Date"],
        ["A", "2026-01-02", "2026-01-09", "2026-02-01"],
    ]
    log = fa.read_log(_workbook(tmp_path / "levels.xlsx", {"Log": rows}))
    assert [kind for _, kind in _events(log)] == ["application", "interview", "rejection"]


def test_a_data_frame_is_a_sheet_too() -> None:
    frame = pd.DataFrame({"Company": ["A"], "Date Applied": [pd.Timestamp("2026-01-02")]})
    assert _events(fa.read_log(frame)) == [("2026-01-02", "application")]


def test_the_cells_can_be_seen_before_they_are_understood() -> None:
    cells = fa.read_cells(io.StringIO("Title\nCompany,Date Applied\n A ,n/a\n"))
    assert list(cells.frame.columns) == ["Company", "Date Applied"]
    assert cells.frame.loc[3].tolist() == [" A ", "n/a"]
