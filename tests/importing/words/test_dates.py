"""Columns of days: one order for a column, decided from its own cells; what can't be decided is asked."""

import datetime as dt
import io

import pytest

import followup_analytics as fa
from followup_analytics.importing.words.day_column import A_RANGE, CALLED_OFF, FILLED_IN, NO_YEAR, ONLY_A_MONTH, read_dates
from followup_analytics.importing.words.day_order import NO_SUCH_DAY, UNDECIDED
from followup_analytics.importing.words.text_matching import TextColumn


def _read(cells: list[str], day_first: bool | None = None) -> tuple[list[str], str]:
    column = read_dates(TextColumn.of(cells), day_first)
    return [str(day) for day in column.days.local.astype("datetime64[D]")], column.order


COLUMNS = [
    (["2026-03-04", "2026-12-01"], None, ["2026-03-04", "2026-12-01"], "year first"),
    (["9/25/2019", "2/3/2019"], None, ["2019-09-25", "2019-02-03"], "month first"),
    (["25/9/2019", "2/3/2019"], None, ["2019-09-25", "2019-03-02"], "day first"),
    (["24.10.2021", "03.02.2026"], None, ["2021-10-24", "2026-02-03"], "day first"),
    (["03.02.2026"], None, ["2026-02-03"], "day first"),
    (["27-03-2026", "01-02-2026"], None, ["2026-03-27", "2026-02-01"], "day first"),
    (["6/19/18 22:50", "1/2/18 1:10"], None, ["2018-06-19", "2018-01-02"], "month first"),
    (["11/23/24, 11:39 PM"], None, ["2024-11-23"], "month first"),
    (["03/02/2026", "05/04/2026"], True, ["2026-02-03", "2026-04-05"], "day first"),
    (["03/02/2026", "05/04/2026"], False, ["2026-03-02", "2026-05-04"], "month first"),
    (["03/02/2026", "28/02/2026"], False, ["2026-02-03", "2026-02-28"], "day first"),
    (["03/02/2026", "05/05/2026"], None, ["2026-05-05"], "undecided"),
    (["05/05/2026", "07/07/2026"], None, ["2026-05-05", "2026-07-07"], "year first"),
    (["13/02/2026", "02/13/2026", "03/04/2026"], None, ["2026-02-13", "2026-02-13"], "undecided"),
    (["13/02/2026", "02/14/2026"], None, ["2026-02-13", "2026-02-14"], "each as it can be"),
    (["14 Jan 2026", "1er avril 2026", "3. März 2026", "3 de noviembre de 2025", "Jan 14, 2026"], None,
     ["2026-01-14", "2026-04-01", "2026-03-03", "2025-11-03", "2026-01-14"], "year first"),
    (["Thu, 2 Jan 2025 05:41:46 -0800", "Fri, 04 Apr 2025 12:06:22 +0000 (UTC)"], None, ["2025-01-02",
    "2025-04-04"], "year first"),
    (["2026年3月4日", "2026.03.05"], None, ["2026-03-04", "2026-03-05"], "year first"),
    (["46085", "46086.5"], None, ["2026-03-04", "2026-03-05"], "year first"),
    (["20260304"], None, ["2026-03-04"], "year first"),
    (["8/5/2019 & 8/14/2019", "8/3/2019 and 9/9/2019"], None, ["2019-08-05", "2019-08-14", "2019-08-03",
    "2019-09-09"], "month first"),
    (["05/05/2025, 13/05/2025"], None, ["2025-05-05", "2025-05-13"], "day first"),
    (["12 & 19 March 2026", "2 and 9 April 2026"], None,
     ["2026-03-12", "2026-03-19", "2026-04-02", "2026-04-09"], "year first"),
    (["2026-03-02 (phone)", "Zoom 2026-03-09", "rescheduled to 14 April 2026"], None, ["2026-03-02", "2026-03-09",
    "2026-04-14"], "year first"),
    (["Mon 3 Mar 2026", "Tue 6 Jan 26"], None, ["2026-03-03", "2026-01-06"], "year first"),
    (["june 15,2026", "Nov. 3rd, 2026", "2026 Nov 26", "26 novembre 2026"], None,
     ["2026-06-15", "2026-11-03", "2026-11-26", "2026-11-26"], "year first"),
    (["24 Nov 2026 -> 8 Dec 2026", "24 Nov 2026, moved to 26 Nov", "verschoben auf den 26.11.2026"], None,
     ["2026-12-08", "2026-11-26", "2026-11-26"], "day first"),
    (["moved from 24 Nov 2026 to 26 Nov 2026", "verschoben vom 24.11.2026 auf 27.11.2026"], None,
     ["2026-11-26", "2026-11-27"], "day first"),
    (["24 Nov 2026 (HR), 26 Nov 2026 (tech)", "Zoom on 27 Nov 2026 with Bob", "28 Nov 2026 with Ann, room 12"], None,
     ["2026-11-24", "2026-11-26", "2026-11-27", "2026-11-28"], "year first"),
    (["24 Nov 2026 10 AM PST / 1 PM EST"], None, ["2026-11-24"], "year first"),
    (["2nd round 24 Nov 2026", "24 Nov 2026 round 2"], None, ["2026-11-24", "2026-11-24"], "year first"),
    (["quinta-feira, 26 de novembro de 2026", "giovedì 26 novembre 2026", "donderdag 26 november 2026"], None,
     ["2026-11-26"] * 3, "year first"),
    (["12-Nov-23", "14-mar-2026"], None, ["2023-11-12", "2026-03-14"], "year first"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "day_first", "days", "order"), COLUMNS)
def test_a_column_is_read_in_the_order_that_its_cells_show(
    cells: list[str], day_first: bool | None, days: list[str], order: str
) -> None:
    assert _read(cells, day_first) == (days, order)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31/11/2025", NO_SUCH_DAY),
        ("2026-02-31", NO_SUCH_DAY),
        ("8-Jul", NO_YEAR),
        ("27 Oct", NO_YEAR),
        ("2000-01-01", FILLED_IN),
        ("Aug 2026", ONLY_A_MONTH),
        ("2026-08", ONLY_A_MONTH),
        ("early December 2026", A_RANGE),
        ("KW 46 2026", A_RANGE),
        ("24 Nov 2026 cancelled", CALLED_OFF),
        ("not 24 Nov 2026", CALLED_OFF),
        ("24 Nov 2026?", CALLED_OFF),
        ("TBC 24.11.2026", CALLED_OFF),
        ("24.11.2026 verschoben", CALLED_OFF),
        ("annulé 24/11/2026", CALLED_OFF),
        ("1/7/1066", "a year outside 1970 to 2099"),
        ("2199-01-01", "a year outside 1970 to 2099"),
    ],
)
def test_a_day_that_can_not_be_is_named(cell: str, why: str) -> None:
    column = read_dates(TextColumn.of([cell]))
    assert dict(column.wrong) == {0: why}
    assert len(column.days) == 0


@pytest.mark.parametrize(
    "cell", ["8/82019", "a mediados de mes", "May", "10", "today", "now", "yes", "early April", "12345678901", "1.2", "v2.1.26b"]
)
def test_words_and_slips_are_no_day(cell: str) -> None:
    column = read_dates(TextColumn.of([cell]))
    assert len(column.days) == 0
    assert column.wordy.all() or column.wrong


def test_an_undecidable_column_is_a_question_with_its_evidence_and_its_raw_text_is_kept() -> None:
    rows = "".join(f"C{i},{i:02}/{i + 1:02}/2026\n" for i in range(1, 11)) + "X,12/01/2026\nY,12/02/2026\n"
    log = fa.read_log(io.StringIO("Company,Date Applied\n" + rows))
    questions = log.problems[log.problems["severity"] == "question"]
    assert questions["problem"].iloc[0] == "12 values fit both day-first and month-first"
    assert list(questions["value"].iloc[1:4]) == ["01/02/2026", "02/03/2026", "03/04/2026"]
    assert set(questions["problem"].iloc[1:]) == {UNDECIDED}
    assert (len(log.applications), len(log.events)) == (12, 0)
    assert len(fa.read_log(io.StringIO("Company,Date Applied\n" + rows), day_first=True).events) == 12


def test_two_columns_of_one_sheet_may_have_two_orders() -> None:
    log = fa.read_log(io.StringIO("Company,Applied,Interview date\nA,13/01/2026,01/25/2026\nB,02/03/2026,03/04/2026\n"))
    assert [f"{at:%m-%d}" for at in log.events["at"]] == ["01-13", "01-25", "03-02", "03-04"]


def test_a_column_that_decides_nothing_follows_the_sheet_s_others_and_says_so() -> None:
    log = fa.read_log(io.StringIO("Company,Applied,Interview date\nA,13/01/2026,02/02/2026\nB,02/03/2026,03/04/2026\n"))
    assert [f"{at:%m-%d}" for at in log.events["at"]] == ["01-13", "02-02", "03-02", "04-03"]
    [told] = log.problems.itertuples()
    assert (told.severity, told.consequence) == ("question", "read day first")


LAST = "Company,Position,Applied on,Stage,{header}\nA,Analyst,05/04/2026,Applied,{last}\nB,Analyst,06/07/2026,Applied,{last}\n"


@pytest.mark.parametrize("header", ["Last contact", "Interview", "Last updated", "Xyzzy"])
@pytest.mark.parametrize(
    ("last", "days", "order"),
    [("05/20/2026", ["05-04", "06-07"], "month first"), ("20/05/2026", ["04-05", "07-06"], "day first")],
)
def test_the_days_of_a_column_that_makes_no_event_show_the_sheet_s_order_too(
    header: str, last: str, days: list[str], order: str
) -> None:
    log = fa.read_log(io.StringIO(LAST.format(header=header, last=last)))
    applied = log.events[log.events["kind"] == "application"]
    assert sorted(f"{at:%m-%d}" for at in applied["at"]) == days
    [told] = [told for told in log.problems.itertuples() if told.severity == "question" and told.column == "Applied on"]
    assert (told.consequence, f"the sheet's other dates are {order}" in told.problem) == (f"read {order}", True)


def test_what_is_said_of_the_order_goes_before_the_sheet_s_other_dates() -> None:
    sheet = LAST.format(header="Last contact", last="05/20/2026")
    understood = fa.read_sheet(io.StringIO(sheet), day_first=True)
    assert sorted(f"{at:%m-%d}" for at in understood.log.events["at"]) == ["04-05", "07-06"]
    assert "so it was said" in understood.dates["evidence"].iloc[0]


def test_columns_of_events_show_the_order_before_those_that_make_none() -> None:
    sheet = "Company,Applied,Interview,Last contact\nA,05/04/2026,13/05/2026,05/20/2026\n"
    assert [f"{at:%m-%d}" for at in fa.read_log(io.StringIO(sheet)).events["at"]] == ["04-05", "05-13"]


def test_a_clock_time_is_kept_and_a_day_is_a_day() -> None:
    log = fa.read_log(io.StringIO("Company,Applied\nA,2026-01-13 23:30\nB,2026-01-14\n"), timezone="America/New_York")
    first, second = log.events["at"]
    assert first == dt.datetime(2026, 1, 14, 4, 30, tzinfo=dt.UTC)
    assert second == dt.datetime(2026, 1, 14, 5, 0, tzinfo=dt.UTC)
    assert list(log.events["precision"]) == ["minute", "day"]


def test_an_offset_is_exact_whatever_the_zone() -> None:
    log = fa.read_log(io.StringIO('Company,Applied\nA,"Thu, 2 Jan 2025 05:41:46 -0800"\n'), timezone="Europe/Berlin")
    assert log.events["at"].iloc[0] == dt.datetime(2025, 1, 2, 13, 41, 46, tzinfo=dt.UTC)


def test_midnight_in_every_cell_is_a_day() -> None:
    log = fa.read_log(io.StringIO("Company,Applied\nA,2026-01-13 00:00:00\nB,2026-01-14 00:00:00\n"))
    assert set(log.events["precision"]) == {"day"}


@pytest.mark.parametrize(("local", "utc"), [("2026-03-29 02:30", "01:00"), ("2026-10-25 02:30", "00:30")])
def test_a_clock_time_that_is_skipped_moves_forward_and_a_doubled_one_is_the_first(local: str, utc: str) -> None:
    log = fa.read_log(io.StringIO(f"Company,Applied\nA,{local}\n"), timezone="Europe/Berlin")
    assert f"{log.events['at'].iloc[0]:%H:%M}" == utc


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("3-5 March 2026", "2026-03-03", "2026-03-05"),
        ("31 March - 1 April 2026", "2026-03-31", "2026-04-01"),
        ("February 27, 2026 → March 1, 2026", "2026-02-27", "2026-03-01"),
        ("24.-26.11.2026", "2026-11-24", "2026-11-26"),
        ("vom 24. bis 26. November 2026", "2026-11-24", "2026-11-26"),
    ],
)
def test_a_few_days_on_end_are_one_event_on_the_first_of_them_and_are_asked(cell: str, first: str, last: str) -> None:
    column = read_dates(TextColumn.of([cell]))
    assert [str(day)[:10] for day in (*column.days.local, *column.days.until)] == [first, last]
    assert (dict(column.unsure), dict(column.wrong)) == ({0: A_RANGE}, {})


@pytest.mark.parametrize(
    ("cell", "last"), [("2026-08", "2026-08-31"), ("early Dec 2026", "2026-12-10"), ("KW 46 2026", "2026-11-15")]
)
def test_a_month_or_a_long_range_keeps_its_ends_and_makes_no_event(cell: str, last: str) -> None:
    column = read_dates(TextColumn.of([cell]))
    assert (len(column.days), [str(day)[:10] for day in column.spans.until]) == (0, [last])


CLOCKS = [
    ("2026-11-26 10:00-11:00", "10:00", None),
    ("26 Nov 2026 14:00-15:00", "14:00", None),
    ("26 Nov 2026 2-3pm", "14:00", None),
    ("26 Nov 2026 11-1 pm", "11:00", None),
    ("26 Nov 2026 at 10:00", "10:00", None),
    ("26 Nov 2026 10am", "10:00", None),
    ("10am on 26 Nov 2026", "10:00", None),
    ("26.11.2026 um 10 Uhr", "10:00", None),
    ("26 novembre 2026 à 14h30", "14:30", None),
    ("26 de noviembre de 2026 a las 10:00", "10:00", None),
    ("2026年11月24日下午2点半", "14:30", None),
    ("2026-11-26T10:00-05:00", "10:00", -300),
    ("2026-11-26 10:00-05:00", "10:00", -300),
    ("2026-11-26 10:00 EST", "10:00", -300),
    ("26 Nov 2026 10 AM PST / 1 PM EST", "10:00", -480),
    ("26.11.2026 von 10 bis 11 Uhr", "10:00", None),
    ("26 november 2026 van 10:00 tot 11:00", "10:00", None),
    ("2026-11-26T10:00:00+01:00[Europe/Berlin]", "10:00", 60),
    ("2026-07-26 10:00 EST", "10:00", -240),
    ("November 26, 2026 10:00 AM (PST)", "10:00", -480),
    ("2026-11-26 10:00 New York time", "10:00", -300),
    ("2026-11-26 10:00 Europe/Berlin", "10:00", 60),
    ("October 20, 2026 9:00 AM (GMT+1)", "09:00", 60),
    ("2026-11-26T13:30:00Z", "13:30", 0),
    ("2026-11-26T00:00:00.000Z", "", None),
    ("2026-11-26 00:00:00", "", None),
]


@pytest.mark.parametrize(("cell", "hour", "east"), CLOCKS)
def test_an_hour_is_read_with_its_zone(cell: str, hour: str, east: int | None) -> None:
    days = read_dates(TextColumn.of([cell])).days
    assert len(days) == 1
    assert (str(days.local[0])[11:16] if days.exact[0] else "") == hour
    assert (None if days.offset[0] != days.offset[0] else days.offset[0]) == east
