"""The three tables: checked at the door, never changed, written and read back."""

import errno
import os
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hand_made import log_of
from hypothesis import given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.errors import FollowupError, LogError, SheetError
from followup_analytics.file_writing import defuse, defuse_text, restore
from followup_analytics.log.job_search_log import JobSearchLog

# --- what comes in ---------------------------------------------------------------------------------------------------


def applications(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"application_id": ["A1"], "company": ["Acme"], **{name: [value] for name, value in columns.items()}})


def events(**columns: Any) -> pd.DataFrame:
    given_ = {"application_id": ["A1"], "at": pd.to_datetime(["2026-03-02T10:00Z"]), "kind": ["interview"]}
    return pd.DataFrame(given_ | {name: value if isinstance(value, pd.Series) else [value] for name, value in columns.items()})


def naive(text: str) -> pd.Series:
    return pd.Series(pd.to_datetime([text]))


WRONG_APPLICATIONS = [
    ({"status": "rejcted"}, "applications.status must be one of active, interviewing, offer", "(did you mean 'rejected'?)"),
    ({"seniority": "Senior"}, "applications.seniority must be one of intern, entry, mid", "(did you mean 'senior'?)"),
    ({"company_type": "start-up"}, "applications.company_type must be one of startup, scaleup", "(did you mean 'startup'?)"),
    ({"culture": "stiff"}, "applications.culture must be one of formal, informal", "(A1: 'stiff')"),
    ({"stated_process": "they_call"}, "applications.stated_process must be one of they_contact", ""),
    ({"preferred_medium": "e-mail"}, "applications.preferred_medium must be one of email, phone", "(did you mean 'email'?)"),
    ({"urgent": "yes"}, "applications.urgent must be True or False", "'yes'"),
    ({"timezone": "Europe/Berln"}, "time zone 'Europe/Berln' is not known", "give an IANA name such as 'Europe/Berlin'"),
    ({"timezone": "../etc/passwd"}, "time zone '../etc/passwd' is not known", ""),
    ({"country": "Germany"}, "applications.country must be an ISO 3166 code such as 'DE' or 'DE-BY'", "A1: 'Germany'"),
    ({"application_id": ""}, "applications.application_id must not be empty", ""),
    ({"row": "third"}, "applications.row must hold whole numbers", ""),
    ({"row": 1.5}, "applications.row must hold whole numbers", ""),
]
WRONG_EVENTS = [
    ({"kind": "intervew"}, "events.kind must be one of application, thank_you", "(did you mean 'interview'?)"),
    ({"kind": ""}, "events.kind must be one of application, thank_you", "''"),
    ({"kind": pd.Series([None], dtype=pd.CategoricalDtype(words.EVENT_KINDS))}, "events.kind must be one of", "''"),
    ({"medium": "Email"}, "events.medium must be one of email, phone", "(did you mean 'email'?)"),
    ({"stage": "techincal"}, "events.stage must be one of screening, technical", "(did you mean 'technical'?)"),
    ({"precision": "hour"}, "events.precision must be one of day, minute", "'hour'"),
    ({"application_id": "A2"}, "events.application_id names no application of the log", "'A2'"),
    ({"at": naive("2026-03-02")}, "events.at must hold times with a time zone", "datetime64"),
    ({"at": "2026-03-02T10:00Z"}, "events.at must hold times with a time zone", "got str"),
    ({"at": pd.NaT}, "events.at must not be missing", ""),
    ({"at": pd.Timestamp("1960-01-01", tz="UTC")}, "events.at must lie between 1970 and 2100", "1960-01-01"),
    ({"at": pd.Timestamp("2206-03-02", tz="UTC")}, "events.at must lie between 1970 and 2100", "2206-03-02"),
    ({"reply_expected_by": naive("2026-03-02")}, "events.reply_expected_by must hold times with a time zone", ""),
    ({"reply_expected_by": pd.Timestamp("2206-03-02", tz="UTC")}, "events.reply_expected_by must lie between 1970 and 2100", ""),
    ({"event_id": ""}, "events.event_id must not be empty", ""),
    ({"row": "x"}, "events.row must hold whole numbers", ""),
]


@pytest.mark.parametrize(("columns", "says", "and_says"), WRONG_APPLICATIONS)
def test_wrong_applications_are_refused_with_what_is_allowed(columns: dict[str, Any], says: str, and_says: str) -> None:
    with pytest.raises(LogError) as error:
        JobSearchLog(applications(**columns), events())
    assert says in str(error.value) and and_says in str(error.value)


@pytest.mark.parametrize(("columns", "says", "and_says"), WRONG_EVENTS)
def test_wrong_events_are_refused_with_what_is_allowed(columns: dict[str, Any], says: str, and_says: str) -> None:
    with pytest.raises(LogError) as error:
        JobSearchLog(applications(), events(**columns))
    assert says in str(error.value) and and_says in str(error.value)


def test_all_problems_of_a_table_stand_in_one_error() -> None:
    wrong = pd.concat([applications(status="gone", culture="loud", country="Germany")] * 2)
    with pytest.raises(LogError) as error:
        JobSearchLog(wrong, events())
    for name in ("application_id must be unique", "status must be", "culture must be", "country must be"):
        assert f"applications.{name}" in str(error.value)
    wrong_events = events(kind="call", medium="pigeon", application_id="A7", event_id="E1")
    with pytest.raises(LogError) as error:
        JobSearchLog(applications(), wrong_events)
    for name in ("kind must be", "medium must be", "application_id names no"):
        assert f"events.{name}" in str(error.value)


def test_the_first_five_wrong_rows_are_named_and_the_others_counted() -> None:
    many = pd.DataFrame({"application_id": [f"A{n}" for n in range(7)], "status": "gone"})
    with pytest.raises(LogError, match=r"\(A0: 'gone', A1: 'gone', A2: 'gone', A3: 'gone', A4: 'gone' and 2 more\)"):
        JobSearchLog(many, events().iloc[:0])


def test_two_events_of_one_id_are_refused() -> None:
    with pytest.raises(LogError, match=r"events\.event_id must be unique"):
        JobSearchLog(applications(), pd.concat([events(event_id="E1"), events(event_id="E1")]))


def test_a_problem_has_one_of_three_severities() -> None:
    with pytest.raises(LogError, match=r"problems\.severity must be one of note, question, error"):
        JobSearchLog(applications(), events(), pd.DataFrame({"problem": ["?"], "severity": ["bad"]}))


# --- what a log then is ----------------------------------------------------------------------------------------------


def types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(kind) for name, kind in frame.dtypes.items()}


@pytest.mark.parametrize(
    "columns",
    [
        {"company": pd.Categorical(["Acme"])},
        {"timezone": pd.Categorical([""])},
        {"timezone": None},
        {"status": pd.Categorical(["active"])},
        {"status": pd.Categorical([None], categories=words.STATUSES)},
        {"seniority": pd.Categorical([None], categories=["senior"])},
        {"urgent": 1},
        {"row": 3.0},
        {"contact": None},
    ],
)
def test_all_logs_have_the_same_columns_and_types(columns: dict[str, Any]) -> None:
    empty = JobSearchLog(applications().iloc[:0], events().iloc[:0])
    log = JobSearchLog(applications().assign(**columns), events())
    assert types(log.applications) == types(empty.applications)
    assert types(log.events) == types(empty.events)
    assert types(log.problems) == types(empty.problems)
    assert tuple(log.applications) == words.APPLICATION_COLUMNS and log.applications.index.name == "application_id"
    assert tuple(log.events) == words.EVENT_COLUMNS and log.events.index.name == "event_id"
    assert tuple(log.problems) == words.PROBLEM_COLUMNS
    assert not log.applications.drop(columns="row").isna().any(axis=None)


def test_what_is_not_given_is_filled_in() -> None:
    log = JobSearchLog(applications(), events())
    first, event = log.applications.iloc[0], log.events.iloc[0]
    assert (first["status"], first["timezone"], first["urgent"], first["contact"]) == ("interviewing", "UTC", False, "")
    assert (event["precision"], event["direction"], event["medium"], log.events.index[0]) == ("minute", "", "", "A1/1")


@pytest.mark.parametrize("kind", words.EVENT_KINDS)
def test_the_direction_follows_from_the_kind(kind: str) -> None:
    log = JobSearchLog(applications(), events(kind=kind, direction="inbound"))
    outbound, inbound = kind in words.OUTBOUND_KINDS, kind in words.INBOUND_KINDS
    assert log.events["direction"].iloc[0] == ("outbound" if outbound else "inbound" if inbound else "")


# stated, events in their order -> status, and the status that has no date
STATUSES = [
    ("", "", "active", ""),
    ("", "application", "active", ""),
    ("rejected", "application", "rejected", "rejected"),
    ("", "application reply", "active", ""),
    ("interviewing", "application", "interviewing", "interviewing"),
    ("interviewing", "application rejection", "rejected", ""),
    ("active", "application interview", "interviewing", ""),
    ("", "application interview_invitation", "interviewing", ""),
    ("rejected", "application interview", "rejected", "rejected"),
    ("", "application interview offer", "offer", ""),
    ("accepted", "application interview offer", "accepted", "accepted"),
    ("offer", "application interview offer acceptance", "accepted", ""),
    ("", "application withdrawal", "withdrawn", ""),
    ("", "application rejection withdrawal", "withdrawn", ""),
    ("closed", "application rejection", "rejected", ""),
    ("", "application closure", "closed", ""),
    ("", "application closure note", "closed", ""),
    ("", "application closure acknowledgement", "closed", ""),
    ("", "application closure status_check", "closed", ""),
    ("", "application closure reply", "active", ""),
    ("", "application interview closure reply", "interviewing", ""),
    ("", "application closure interview", "interviewing", ""),
    ("", "application closure offer", "offer", ""),
    ("", "application closure reply closure", "closed", ""),
    ("closed", "application closure reply", "closed", "closed"),
]


@pytest.mark.parametrize(("stated", "kinds", "status", "undated"), STATUSES)
def test_the_further_of_stated_and_implied_status_holds(stated: str, kinds: str, status: str, undated: str) -> None:
    story = "; ".join(f"2026-03-{day:02} {kind}" for day, kind in enumerate(kinds.split(), start=1))
    log = log_of(story, status=stated)
    assert log.applications.loc["A1", "status"] == status
    assert log.undated_status["A1"] == undated


# given order -> order in the log
ORDERS = [
    ("2026-03-03 reply; 2026-03-02 interview", "interview reply"),
    ("2026-03-02T09:00 reply; 2026-03-02T08:00 thank_you", "thank_you reply"),
    ("2026-03-02 thank_you; 2026-03-02 interview; 2026-03-02 application", "application interview thank_you"),
    ("2026-03-02 rejection; 2026-03-02 reply; 2026-03-02 status_check", "status_check reply rejection"),
    ("2026-03-02 withdrawal; 2026-03-02 note; 2026-03-02 acknowledgement", "note acknowledgement withdrawal"),
]


@pytest.mark.parametrize(("story", "kinds"), ORDERS)
def test_events_stand_by_time_and_then_by_what_answers_what(story: str, kinds: str) -> None:
    assert list(log_of(story).events["kind"]) == kinds.split()


def test_applications_keep_their_order_and_events_follow_it() -> None:
    both = pd.DataFrame({"application_id": ["B", "A"]})
    at = pd.to_datetime(["2026-03-02", "2026-03-01", "2026-03-03"], utc=True)
    log = JobSearchLog(both, pd.DataFrame({"application_id": ["A", "B", "B"], "at": at, "kind": "note"}))
    assert list(log.applications.index) == ["B", "A"]
    assert list(log.events.index) == ["B/1", "B/2", "A/1"]
    assert list(log.positions) == [0, 0, 1]


KINDS = st.sampled_from(("application", "interview", "reply", "note", "status_check"))
ROWS = st.lists(st.tuples(st.sampled_from(["A1", "A2"]), st.integers(1, 3), KINDS, st.sampled_from(["", "x"])), max_size=8)


@settings(max_examples=20)
@given(ROWS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_given_does_not_matter(rows: list[Any], named: bool, random: Any) -> None:
    frame = pd.DataFrame(rows, columns=["application_id", "day", "kind", "text"])
    frame["at"] = pd.to_datetime(frame.pop("day").map(lambda day: f"2026-03-{day:02}").astype("str"), utc=True)
    if named:
        frame.index = pd.Index([f"E{number}" for number in range(len(frame))], dtype="str")
    both = pd.DataFrame({"application_id": ["A1", "A2"]})
    shuffled = frame.iloc[random.sample(range(len(frame)), len(frame))]
    assert JobSearchLog(both, frame) == JobSearchLog(both, shuffled)


def test_equality_is_that_of_content() -> None:
    log = log_of("2026-03-02 interview")
    assert log == log_of("2026-03-02 interview")
    assert log != log_of("2026-03-03 interview")
    assert log != log_of("2026-03-02 interview", company="Other")
    assert log == JobSearchLog(log.applications.assign(row=7), log.events.assign(row=9))
    assert log != "a log"
    with pytest.raises(TypeError, match="unhashable"):
        hash(log)
    assert repr(log) == "JobSearchLog(1 applications, 1 events, 0 problems)"


def test_making_a_log_changes_none_of_its_tables() -> None:
    given_applications, given_events = applications(row=3), events(event_id="E1")
    given_problems = pd.DataFrame({"problem": ["?"], "severity": ["note"]})
    copies = [frame.copy(deep=True) for frame in (given_applications, given_events, given_problems)]
    JobSearchLog(given_applications, given_events, given_problems)
    for frame, copy in zip((given_applications, given_events, given_problems), copies, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


@pytest.mark.parametrize("name", ["applications", "events", "problems"])
def test_a_table_that_a_user_got_can_be_changed_and_the_log_stays(name: str) -> None:
    problems = pd.DataFrame({"problem": ["?"], "severity": ["note"]})
    log = JobSearchLog(applications(), events(), problems)
    before = getattr(log, name).copy(deep=True)
    mine = getattr(log, name)
    mine.iloc[0, mine.columns.get_loc("row")] = 99
    for column in mine.select_dtypes("str"):
        mine.loc[mine.index[0], column] = "changed"
    mine["new"] = 1
    mine.index = mine.index.astype("str") + "?"
    pd.testing.assert_frame_equal(getattr(log, name), before)


def test_a_later_change_of_the_given_tables_leaves_the_log_as_it_was() -> None:
    given_applications, given_events = applications(), events()
    log = JobSearchLog(given_applications, given_events)
    given_applications.loc[0, "company"] = "changed"
    given_events.loc[0, "application_id"] = "changed"
    assert log.applications["company"].iloc[0] == "Acme" and log.events["application_id"].iloc[0] == "A1"


def test_the_positions_of_a_log_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        log_of("2026-03-02 interview").positions[0] = 5


# --- the file --------------------------------------------------------------------------------------------------------

HOSTILE = (
    '"quoted", and a comma',
    "two\nlines",
    "a\r\nb",
    "=HYPERLINK(1)",
    "'=x",
    "''+1",
    "@SUM(A1)",
    "\tTab",
    "-5",
    "  blanks  ",
    "N/A",
    "nan",
    "None",
    "0012",
    "2026-03-02",
    "TRUE",
    "🙂 emoji",
    "שלום",
    "ä;ö|ü",
    "'",
    "ends in \\",
)
# A carriage return on its own and control characters do not survive a spreadsheet; they are the reader's business.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"))
TEXTS = st.sampled_from(("", *HOSTILE)) | st.text(CHARACTERS, max_size=12)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Africa/Cairo", "America/Havana", "Australia/Lord_Howe", "Asia/Kolkata")
# The days on which clocks change in one of these zones, some at midnight, and days around them.
DAYS = ("2026-03-08", "2026-03-29", "2026-04-05", "2026-04-24", "2026-10-25", "2026-10-29", "2026-11-01", "2026-06-01")
TEXT_OF_EVENT = ("contact", "contact_title", "topics", "strengths", "values", "open_points", "text")
TEXT_OF_APPLICATION = ("company", "role", "source", "contact", "contact_title", "contact_email", "stated_status")


def local(day: str, minute: int, zone: str, fold: int) -> pd.Timestamp:
    wall = (pd.Timestamp(day) + pd.Timedelta(minutes=minute)).to_pydatetime().replace(tzinfo=ZoneInfo(zone), fold=fold)
    return pd.Timestamp(wall.timestamp(), unit="s", tz="UTC")


@st.composite
def any_logs(draw: st.DrawFn) -> JobSearchLog:
    """One to three applications with any text in any column, none to four events each."""
    facts = {f"{number}{draw(TEXTS)}".strip(): _application(draw) for number in range(draw(st.integers(1, 3)))}
    told = [event for name, fact in facts.items() for event in _events(draw, name, fact["timezone"])]
    columns = ["application_id", "at", "precision", "kind", "medium", "stage", "reply_expected_by", *TEXT_OF_EVENT]
    frame = pd.DataFrame(told, columns=columns)
    for name in ("at", "reply_expected_by"):
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.as_unit("us")
    return JobSearchLog(pd.DataFrame.from_dict(facts, orient="index").rename_axis("application_id"), frame)


def _application(draw: st.DrawFn) -> dict[str, Any]:
    return {
        **{name: draw(TEXTS) for name in TEXT_OF_APPLICATION},
        "seniority": draw(st.sampled_from(words.SENIORITIES)),
        "company_type": draw(st.sampled_from(words.COMPANY_TYPES)),
        "culture": draw(st.sampled_from(words.CULTURES)),
        "country": draw(st.sampled_from(("", "DE", "US", "DE-BY"))),
        "timezone": draw(st.sampled_from(ZONES)),
        "urgent": draw(st.booleans()),
        "stated_process": draw(st.sampled_from(words.STATED_PROCESSES)),
        "preferred_medium": draw(st.sampled_from(words.MEDIA)),
        "status": draw(st.sampled_from(words.STATUSES)),
    }


def _events(draw: st.DrawFn, name: str, zone: str) -> list[dict[str, Any]]:
    told = []
    for _ in range(draw(st.integers(0, 4))):
        is_day = draw(st.booleans())
        minute = 0 if is_day else draw(st.sampled_from((0, 30, 90, 150, 181, 1439)))
        until = draw(st.none() | st.sampled_from(DAYS))
        told.append(
            {
                "application_id": name,
                "at": local(draw(st.sampled_from(DAYS)), minute, zone, draw(st.integers(0, 0 if is_day else 1))),
                "precision": "day" if is_day else "minute",
                "kind": draw(st.sampled_from(words.EVENT_KINDS)),
                "medium": draw(st.sampled_from(words.MEDIA)),
                "stage": draw(st.sampled_from(words.STAGES)),
                "reply_expected_by": pd.NaT if until is None else local(until, draw(st.sampled_from((0, 600))), zone, 0),
                **{column: draw(TEXTS) for column in TEXT_OF_EVENT},
            }
        )
    return told


def assert_same(back: JobSearchLog, log: JobSearchLog) -> None:
    for name in ("applications", "events"):
        mine, theirs = (getattr(one, name).drop(columns="row") for one in (log, back))
        pd.testing.assert_frame_equal(theirs, mine)
    assert back == log


@settings(max_examples=8)
@given(log=any_logs())
def test_a_log_that_is_written_and_read_back_is_equal(log: JobSearchLog, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("written")
    for name in ("log.csv", "log.xlsx", "log.parquet"):
        changed = log.write(folder / name)
        back = fa.read_log(pd.read_parquet(folder / name) if name.endswith("parquet") else folder / name)
        if not len(changed):
            assert_same(back, log)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_interpreted_on_the_way_to_a_file_and_back(text: str, tmp_path: Path) -> None:
    log = JobSearchLog(applications(role=text, contact=text), events(text=text, contact=text, event_id=f"E{text}"))
    log.write(tmp_path / "log.csv")
    assert_same(fa.read_log(tmp_path / "log.csv"), log)


@pytest.mark.parametrize("zone", ZONES)
def test_days_and_times_around_changes_of_clocks_come_back(zone: str, tmp_path: Path) -> None:
    days = pd.date_range("2026-01-01", "2026-12-31", freq="D")
    at = [local(str(day.date()), minute, zone, fold) for day in days for minute in (0, 90, 1410) for fold in (0, 1)]
    frame = pd.DataFrame({"application_id": "A1", "at": at, "kind": "note", "reply_expected_by": at, "text": range(len(at))})
    frame["precision"] = ["day" if number % 6 == 0 else "minute" for number in range(len(at))]
    log = JobSearchLog(applications(timezone=zone), frame)
    log.write(tmp_path / "log.csv")
    assert_same(fa.read_log(tmp_path / "log.csv"), log)


def test_an_application_without_events_comes_back_as_one(tmp_path: Path) -> None:
    log = JobSearchLog(pd.DataFrame({"application_id": ["A", "B"], "status": ["rejected", "active"]}), events().iloc[:0])
    log.write(tmp_path / "log.csv")
    assert_same(fa.read_log(tmp_path / "log.csv"), log)
    assert len((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_the_file_has_utf_8_with_a_mark_and_lines_that_spreadsheets_like(tmp_path: Path) -> None:
    log_of("2026-03-02 interview; 2026-03-02T15:30 thank_you", company="Zoë", timezone="Europe/Berlin").write(
        tmp_path / "log.csv"
    )
    content = (tmp_path / "log.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfapplication_id,") and content.count(b"\r\n") == 3
    assert ",2026-03-02," in content.decode() and ",2026-03-02T15:30:00+01:00," in content.decode()


@pytest.mark.parametrize("name", ["log", "log.csv.txt", "log.tsv", "log.xls"])
def test_the_ending_of_the_name_says_the_format(name: str, tmp_path: Path) -> None:
    with pytest.raises(
        FollowupError, match=r"a log is written as CSV, XLSX or Parquet: give a name that ends in \.csv, \.xlsx or"
    ):
        log_of("2026-03-02 interview").write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_parquet_file_is_refused_with_a_way_that_leads_back_to_the_log(tmp_path: Path) -> None:
    log = fa.read_log(Path(__file__).parents[2] / "data" / "sample" / "my_job_search.csv")
    log.write(tmp_path / "log.parquet")
    with pytest.raises(SheetError) as error:
        fa.read_log(tmp_path / "log.parquet")
    said = str(error.value)
    assert "CSV, TSV, TXT, XLSX, XLSM and ODS are read, and DataFrames" in said
    convert = "pandas.read_parquet('log.parquet').to_csv('sheet.csv', index=False)"
    assert said.endswith(f"or convert it: {convert}")
    pd.read_parquet(tmp_path / "log.parquet").to_csv(tmp_path / "sheet.csv", index=False)
    assert fa.read_log(tmp_path / "sheet.csv") == log == fa.read_log(pd.read_parquet(tmp_path / "log.parquet"))


def test_parquet_without_pyarrow_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("Missing optional dependency 'pyarrow'.")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", missing)
    with pytest.raises(
        FollowupError, match=r"Parquet is written with pyarrow, which is not installed: install it, or write \.csv"
    ):
        log_of("2026-03-02 interview").write(tmp_path / "log.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_can_not_be_written_is_one_line_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    for target in (tmp_path / "none" / "log.csv", tmp_path / "folder.csv", tmp_path / "file" / "log.csv"):
        with pytest.raises(
            FollowupError, match=r"can't be written \((?!None).+\): (give a folder that exists|a folder has that name)"
        ) as error:
            log_of("2026-03-02 interview").write(target)
        assert "\n" not in str(error.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.csv"]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "nothing can be written to that disk"),
        (errno.ENAMETOOLONG, "the name is too long"),
        (errno.EACCES, "give a folder that exists and is yours"),
        (errno.EIO, "the disk reports an error"),
    ],
)
def test_what_the_system_says_decides_what_to_do(
    number: int, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(pd.DataFrame, "to_csv", refuse)
    with pytest.raises(FollowupError) as error:
        log_of("2026-03-02 interview").write(tmp_path / "log.csv")
    assert f"log.csv: can't be written ({os.strerror(number)}): {advice}" in str(error.value)


def test_a_name_that_is_too_long_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(FollowupError, match="the name is too long: give a shorter one"):
        log_of("2026-03-02 interview").write(tmp_path / f"{'x' * 300}.csv")


def test_an_existing_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "LOG.CSV"
    log_of("; ".join(f"2026-03-{day:02} note" for day in range(1, 29))).write(path)
    log = log_of("2026-03-02 interview")
    log.write(path)
    assert_same(fa.read_log(path), log)
    assert [file.name for file in tmp_path.iterdir()] == ["LOG.CSV"]


DEFUSED = [
    ("=1+1", "'=1+1"),
    ("+49 30 1234", "'+49 30 1234"),
    ("-5", "'-5"),
    ("@home", "'@home"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("'=1", "''=1"),
    ("''=1", "'''=1"),
    ("'quoted'", "'quoted'"),
    ("a=b", "a=b"),
    ("", ""),
    (" =1", " =1"),
]


@pytest.mark.parametrize(("text", "safe"), DEFUSED)
def test_a_formula_gets_an_apostrophe_and_loses_it_again(text: str, safe: str) -> None:
    assert defuse_text(text) == safe
    assert restore(defuse(pd.Series([text], dtype="str"))).iloc[0] == text


@given(st.lists(st.text(st.sampled_from("'=+-@a \t"), max_size=5) | TEXTS, max_size=6))
def test_what_was_defused_can_always_be_restored(texts: list[str]) -> None:
    column = pd.Series(texts, dtype="str")
    safe = defuse(column)
    pd.testing.assert_series_equal(restore(safe), column)
    assert not safe.str.match(r"[=+\-@\t\r]").any()


def test_no_cell_of_a_written_log_is_a_formula(tmp_path: Path) -> None:
    log = JobSearchLog(applications(role="=cmd|' /C calc'!A0", contact="+1"), events(text="@x", contact="-1"))
    log.write(tmp_path / "log.csv")
    cells = pd.read_csv(tmp_path / "log.csv", dtype=str, keep_default_na=False)
    assert not cells.apply(lambda column: column.str.match(r"[=+\-@\t\r]").any()).any()
