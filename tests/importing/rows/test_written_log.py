"""A written log is read exactly; what is wrong in it is told, and no row is lost."""

import io

import pytest

import followup_analytics as fa

HEADER = "application_id,company,role,at,kind,medium,stage,reply_expected_by,timezone\n"


def _log(rows: str, header: str = HEADER) -> fa.JobSearchLog:
    return fa.read_log(io.StringIO(header + rows))


def test_days_times_and_offsets_are_told_apart() -> None:
    log = _log(
        "A1,Acme,R,2026-03-02,application,,,,Europe/Berlin\n"
        "A1,,,2026-03-05T10:00,interview,video,technical,2026-03-20,\n"
        "A1,,,2026-03-06T10:00:00Z,reply,email,,,\n"
        "A1,,,2026-03-07T10:00:00-05:00,offer,email,,,\n"
    )
    assert [f"{at:%d %H:%M}" for at in log.events["at"]] == ["01 23:00", "05 09:00", "06 10:00", "07 15:00"]
    assert list(log.events["precision"]) == ["day", "minute", "minute", "minute"]
    assert f"{log.events['reply_expected_by'].iloc[1]:%Y-%m-%d %H:%M}" == "2026-03-19 23:00"


def test_text_is_taken_verbatim() -> None:
    log = _log("A1, null ,N/A,2026-03-02,note,,,,\n")
    assert list(log.applications[["company", "role"]].iloc[0]) == [" null ", "N/A"]


def test_a_defused_cell_loses_one_apostrophe() -> None:
    log = _log("A1,'=1+1,''-x,,,,,,\nA2,'quoted',R,,,,,,\n")
    assert list(log.applications["company"]) == ["=1+1", "'quoted'"]
    assert log.applications["role"].iloc[0] == "'-x"


def test_an_application_without_events_is_one_line_with_an_empty_kind() -> None:
    log = _log("A1,Acme,R,,,,,,\nA2,Beta,R,2026-03-02,reply,,,,\n")
    assert (len(log.applications), len(log.events), len(log.problems)) == (2, 1, 0)


@pytest.mark.parametrize(
    ("rows", "problem", "events"),
    [
        ("A1,Acme,R,2026-02-31,reply,,,,\n", "neither a day", 0),
        ("A1,Acme,R,1066-02-03,reply,,,,\n", "neither a day", 0),
        ("A1,Acme,R,2026-02-03,repply,,,,\n", "'repply' is no kind of event (did you mean 'reply'?)", 0),
        ("A1,Acme,R,2026-02-03,reply,E-mail,,,\n", "must be one of email, phone", 1),
        ("A1,Acme,R,2026-02-03,interview,,onsight,,\n", "must be one of screening", 1),
        ("A1,Acme,R,2026-02-03,interview,,,soon,\n", "not a day such as 2026-03-02", 1),
        ("A1,Acme,R,2026-02-03,reply,,,,Mars\n", "no time zone of that name", 1),
        ("A1,Acme,R,2026-02-03,reply,,,,\n,Beta,R,2026-02-03,reply,,,,\n", "no application_id", 1),
        ("A1,Acme,R,2026-02-03,reply,,,,\nA1,Beta,R,2026-02-04,offer,,,,\n", "differs from an earlier row", 2),
        ("A1,Acme,R,2026-02-03,reply,,,,\nA1,,,,,,,,\n", "nothing in this row was read", 1),
    ],
)
def test_a_bad_value_is_a_problem_and_no_application_is_lost(rows: str, problem: str, events: int) -> None:
    log = _log(rows)
    assert problem in log.problems["problem"].iloc[0]
    assert (len(log.applications), len(log.events)) == (1, events)


def test_a_precision_column_decides() -> None:
    log = _log("A1,2026-03-02T00:00:00Z,reply,day\nA1,2026-03-03,reply,minute\n", "application_id,at,kind,precision\n")
    assert list(log.events["precision"]) == ["day", "minute"]


def test_event_ids_are_kept_where_each_event_has_one() -> None:
    header = "event_id,application_id,at,kind\n"
    assert list(_log("e1,A1,2026-03-02,reply\ne2,A1,2026-03-03,reply\n", header).events.index) == ["e1", "e2"]
    twice = _log("e1,A1,2026-03-02,reply\ne1,A1,2026-03-03,reply\n", header)
    assert list(twice.events.index) == ["A1/1", "A1/2"]
    assert list(twice.problems["problem"]) == ["stands twice"]


def test_the_level_is_read_from_the_title_only_where_there_is_no_column_of_levels() -> None:
    assert (
        _log("A1,Senior Buyer\n", "application_id,role,at,kind\n".replace("role,", "role,")).applications["seniority"].iloc[0]
        == "senior"
    )
    assert _log("A1,Senior Buyer,,,\n", "application_id,role,seniority,at,kind\n").applications["seniority"].iloc[0] == ""


def test_an_unknown_column_is_left_aside_and_told() -> None:
    log = _log("A1,2026-03-02,reply,x\n", "application_id,at,kind,mediun\n")
    assert list(log.problems["problem"]) == ["this column is no column of a log (did you mean 'medium'?)"]
