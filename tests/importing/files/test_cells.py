"""What a source becomes as grids of text, row by row, and what is said of damage in it."""

import codecs
import csv
import datetime as dt
import io
import sys
import time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup_analytics.errors import SheetError
from followup_analytics.importing.files import delimited_text
from followup_analytics.importing.files.open_source import TextGrid, read_grids

Table = list[list[str]]


def read_one(content: bytes | str, encoding: str | None = None) -> TextGrid:
    """Read one text file as its grid."""
    data = content.encode() if isinstance(content, str) else content
    (grid,) = read_grids(io.BytesIO(data), encoding=encoding).grids
    return grid


def rows_of(grid: TextGrid) -> Table:
    """The cells of a grid as lists."""
    return [list(row) for row in grid.cells.itertuples(index=False)]


def named(grid: TextGrid) -> list[tuple[object, str, str]]:
    """Row, problem and severity of each problem of a grid."""
    found = zip(grid.problems["row"], grid.problems["problem"], grid.problems["severity"], strict=True)
    return [(None if pd.isna(row) else row, what, severity) for row, what, severity in found]


HEAD = "company,role,date\n"
SOUND = "Acme,Analyst,2026-03-02\nBolt,Baker,2026-03-03\nCork,Cook,2026-03-04\nDent,Diver,2026-03-05\n"

TEXTS = [
    ("comma", "a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("semicolon with commas in the text", "a;b\nx, y;1,5\nz, w;2,5\n", [["a", "b"], ["x, y", "1,5"], ["z, w", "2,5"]]),
    ("tabs", "a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
    ("pipes", "a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
    ("one column", "company\nAcme\nBolt\n", [["company"], ["Acme"], ["Bolt"]]),
    ("a declared separator is no row", "sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
    ("Windows line ends", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("old Macintosh line ends", "a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("no last line end", "a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("quoted delimiter, line break and quotation mark", 'a,b\n"x,y","1\n2 ""3"""\n', [["a", "b"], ["x,y", '1\n2 "3"']]),
    ("a lone carriage return in quotes", 'a,b\n"x\ry",1\n', [["a", "b"], ["x\ry", "1"]]),
    ("blank rows keep their numbers", "a,b\n\n1,2\n", [["a", "b"], ["", ""], ["1", "2"]]),
    (
        "text that other readers alter",
        "a,b\nN/A,000123\nnull,1e5\nNone, x \n",
        [["a", "b"], ["N/A", "000123"], ["null", "1e5"], ["None", " x "]],
    ),
    ("a formula stays", 'a,b\n"=HYPERLINK(""u"",""t"")",1\n', [["a", "b"], ['=HYPERLINK("u","t")', "1"]]),
    ("a comma at the end of each data row", "a,b\n1,2,\n3,4,\n", [["a", "b", ""], ["1", "2", ""], ["3", "4", ""]]),
    (
        "a title above the header",
        "My search\na,b,c\n1,2,3\n4,5,6\n",
        [["My search", "", ""], ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]],
    ),
]


@pytest.mark.parametrize(("text", "cells"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_text_becomes_cells(text: str, cells: Table) -> None:
    grid = read_one(text)
    assert rows_of(grid) == cells
    assert list(grid.cells.index) == list(range(1, len(cells) + 1))
    assert not any(severity != "note" for _, _, severity in named(grid))


DAMAGED = [
    ("a cell too many", "Acme,Analyst,2026-03-02,x", (2, "4 cells where the table has 3", "error"), None),
    (
        "an empty cell too many",
        "Acme,Analyst,2026-03-02,",
        (2, "4 cells where the table has 3", "note"),
        ["Acme", "Analyst", "2026-03-02"],
    ),
    ("a lost first cell", "Analyst,2026-03-02", (2, "2 cells where the table has 3", "error"), None),
    ("a lost last cell", "Acme,Analyst", (2, "2 cells where the table has 3", "question"), ["Acme", "Analyst", ""]),
    ("one cell", "Acme", (2, "1 cell where the table has 3", "note"), ["Acme", "", ""]),
    (
        "a mark in a cell",
        'Acme,Analyst 5" x,2026-03-02',
        (2, "a stray quotation mark", "question"),
        ["Acme", 'Analyst 5" x', "2026-03-02"],
    ),
    (
        "marks in a quoted cell",
        '"The "Acme" Co",Analyst,2026-03-02',
        (2, "a stray quotation mark", "question"),
        ['The "Acme" Co', "Analyst", "2026-03-02"],
    ),
    (
        "an unclosed quotation",
        '"Acme,Analyst,2026-03-02',
        (2, "a quotation mark is opened and not closed", "question"),
        ["Acme", "Analyst", "2026-03-02"],
    ),
    (
        "an unclosed quotation around a comma",
        '"Acme, Inc,Analyst,2026-03-02',
        (2, "a quotation mark is opened and not closed", "question"),
        ["Acme, Inc", "Analyst", "2026-03-02"],
    ),
    (
        "an unopened quotation around a comma",
        'Acme, Inc",Analyst,2026-03-02',
        (2, "a stray quotation mark", "question"),
        ["Acme, Inc", "Analyst", "2026-03-02"],
    ),
    (
        "an unclosed quotation at the end",
        'Acme,Analyst,"2026-03-02',
        (2, "a quotation mark is opened and not closed", "question"),
        ["Acme", "Analyst", "2026-03-02"],
    ),
    ("a NUL", "Ac\0me,Analyst,2026-03-02", (2, "control characters in the cell", "note"), ["Acme", "Analyst", "2026-03-02"]),
    (
        "a vertical tab",
        "Acme\x0bCo,Analyst,2026-03-02",
        (2, "control characters in the cell", "note"),
        ["Acme Co", "Analyst", "2026-03-02"],
    ),
    ("a blank row", "", (2, "the row is blank", "note"), ["", "", ""]),
    ("a row of delimiters", " ,,", (2, "the row is blank", "note"), [" ", "", ""]),
    (
        "a lost character",
        "Acm\ufffd,Analyst,2026-03-02",
        (2, "characters are lost: they were no text in the file's encoding", "question"),
        ["Acm\ufffd", "Analyst", "2026-03-02"],
    ),
]


@pytest.mark.parametrize(("row", "problem", "cells"), [case[1:] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_a_damaged_record_is_named_and_no_other(row: str, problem: tuple[int, str, str], cells: list[str] | None) -> None:
    grid = read_one(HEAD + row + "\n" + SOUND)
    assert named(grid) == [problem]
    assert rows_of(grid)[0:1] + rows_of(grid)[2:] == rows_of(read_one(HEAD + SOUND))
    assert cells is None or rows_of(grid)[1] == cells


def test_two_rows_that_each_lost_a_mark_are_not_taken_for_one() -> None:
    grid = read_one(HEAD + '"Acme, Inc,Analyst,2026-03-02\nBolt, Inc",Baker,2026-03-03\n' + SOUND)
    assert rows_of(grid)[1:3] == [["Acme, Inc", "Analyst", "2026-03-02"], ["Bolt, Inc", "Baker", "2026-03-03"]]
    assert [row for row, _, _ in named(grid)] == [2, 3]


# What is quoted by the rules, in a row of four cells after rows with a date in the third: what a line break may stand before.
QUOTED = {
    "a comma": "Kind.\n, and they said so",
    "commas": "a,b\n,c,d,e,f",
    "a date where the table has one": "a,b\n,c,2026-03-04,d",
    "a quotation mark": 'they said\n"no", twice',
    "commas and a quotation mark": 'a,\n,"b",,c\n,d',
    "nothing": "\n\n",
    "many lines with one comma each": "\n".join(f"{number},x" for number in range(60)),
}


@pytest.mark.parametrize("text", QUOTED.values(), ids=QUOTED.keys())
@pytest.mark.parametrize("place", [1, 3])
def test_a_quoted_text_by_the_rules_is_one_cell_whatever_follows_its_line_breaks(text: str, place: int) -> None:
    sound = [[f"Firm {number}", "Analyst", f"2026-03-{number:02}", "note"] for number in range(1, 9)]
    row = ["Acme", "Analyst", "2026-03-02", "note"]
    row[place] = text
    table = [["Company", "Role", "Date", "Notes"], *sound, row, *sound]
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
        grid = read_one(written(table, ",", quoting=quoting))
        assert rows_of(grid) == table
        assert named(grid) == []


def test_a_text_with_more_lines_than_the_table_has_rows_does_not_decide_its_width() -> None:
    long = "\n".join(f"{number},x" for number in range(100_000))
    table = [["a", "b", "c", "d"], ["1", "x\n,y", "x\n,y", "z"], ["2", long, "", "z"], ["3", "", "", "z"]]
    assert rows_of(read_one(written(table, ","))) == table


def test_a_damaged_cell_of_several_lines_stays_one_row() -> None:
    grid = read_one(HEAD + 'Acme,"one\ntwo "2" two\nthree",2026-03-02\n' + SOUND)
    assert rows_of(grid)[1] == ["Acme", 'one\ntwo "2" two\nthree', "2026-03-02"]
    assert len(grid.cells) == 6


def test_a_file_damaged_throughout_comes_to_its_end() -> None:
    begin = time.perf_counter()
    grid = read_one(HEAD + '"Acme,Analyst,2026-03-02\n' * 3000 + '"Acme\n' * 3000)
    assert len(grid.cells) == 6001
    assert time.perf_counter() - begin < 60  # not how fast it is, but that no record is read again and again


def test_a_run_of_blank_rows_is_one_note() -> None:
    assert named(read_one("a,b\n\n,\n \n1,2\n,\n")) == [(2, "rows 2 to 4 are blank", "note"), (6, "the row is blank", "note")]


def test_rows_that_leave_out_trailing_cells_as_a_habit_are_not_named() -> None:
    rows = "".join(f"Firm {n},Analyst,2026-03-{n:02d}" + (",note\n" if n % 3 else "\n") for n in range(1, 29))
    assert named(read_one("company,role,date,note\n" + rows)) == []


def test_a_wide_row_above_the_header_keeps_its_cells() -> None:
    grid = read_one("My search,,,,,2026\n" + HEAD + SOUND)
    assert rows_of(grid)[0] == ["My search", "", "", "", "", "2026"]


def test_a_header_with_a_cell_too_few_is_the_one_named() -> None:
    ((row, what, severity),) = named(read_one("company,role\n" + SOUND))
    assert (row, what, severity) == (1, "the first full row has 2 cells, most rows have 3", "question")


ENCODED = [
    ("utf-8", "Zürich".encode(), "utf-8"),
    ("utf-8 with a mark", codecs.BOM_UTF8 + "Zürich".encode(), "utf-8"),
    ("utf-16 with a mark", "Zürich".encode("utf-16"), "utf-16-le"),
    ("big-endian utf-16 with a mark", codecs.BOM_UTF16_BE + "Zürich".encode("utf-16-be"), "utf-16-be"),
    ("utf-32 with a mark", codecs.BOM_UTF32_LE + "Zürich".encode("utf-32-le"), "utf-32-le"),
    ("utf-16 without a mark", "Zürich".encode("utf-16-le"), "utf-16-le"),
]


@pytest.mark.parametrize(("data", "encoding"), [case[1:] for case in ENCODED], ids=[case[0] for case in ENCODED])
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    grid = read_one(data)
    assert (rows_of(grid), grid.encoding) == ([["Zürich"]], encoding)


def test_a_guessed_encoding_is_reported_with_a_row_to_judge_it_by() -> None:
    text = "Unternehmen;Stelle;Ort\nMüller & Söhne;Bürokauffrau für Einkäufe;Köln\nGrün AG;Geschäftsführer;Düsseldorf\n"
    grid = read_one(text.encode("cp1252"))
    assert rows_of(grid)[1][0] == "Müller & Söhne"
    assert list(grid.problems["consequence"]) == ["letters may be wrong"]
    assert grid.problems["value"][0].startswith("row 2: Müller & Söhne")
    assert named(read_one(text.encode("cp1252"), encoding="cp1252")) == []


def test_a_record_in_another_encoding_is_named_and_harms_no_other() -> None:
    grid = read_one("company,city\nGrün,Köln\n".encode() + "Söhne,Düren\n".encode("cp1252") + "Weiß,Züri\nBlau,Bonn\n".encode())
    assert [row for row, _, _ in named(grid)] == [3]
    assert rows_of(grid)[1:] == [["Grün", "Köln"], ["Söhne", "Düren"], ["Weiß", "Züri"], ["Blau", "Bonn"]]


def workbook(rows: list[list[object]], **more: list[list[object]]) -> io.BytesIO:
    """Write sheets as an XLSX file."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, content in {"Log": rows, **more}.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
        if name == "Hidden":
            sheet.sheet_state = "hidden"
    packed = io.BytesIO()
    book.save(packed)
    packed.seek(0)
    return packed


def test_values_of_a_workbook_are_written_as_a_spreadsheet_program_shows_them() -> None:
    values: list[object] = [
        dt.datetime(2026, 3, 2),
        dt.datetime(2026, 3, 2, 10, 30),
        12,
        12.0,
        12.5,
        True,
        "000123",
        "N/A",
        " x ",
        dt.time(9, 5),
        None,
    ]
    (grid,) = read_grids(workbook([values])).grids
    assert rows_of(grid) == [
        ["2026-03-02", "2026-03-02 10:30:00", "12", "12", "12.5", "TRUE", "000123", "N/A", " x ", "09:05:00"]
    ]


def test_rows_of_a_workbook_keep_their_numbers() -> None:
    (grid,) = read_grids(workbook([[], [None, "company"], [], [None, "Acme"]])).grids
    assert grid.cells.loc[4].tolist() == ["", "Acme"]
    assert named(grid) == [(1, "the row is blank", "note"), (3, "the row is blank", "note")]


def test_a_cell_beside_the_table_is_named_with_its_text_and_left_out() -> None:
    rows: list[list[object]] = [
        ["company", "role"],
        *[[f"Firm {n}", "Cook"] for n in range(9)],
        ["Acme", "Cook", None, "a note " * 40],
    ]
    (grid,) = read_grids(workbook(rows)).grids
    assert grid.cells.shape == (11, 2)
    assert grid.problems.loc[0, ["row", "column", "value"]].tolist() == [11, "D", "a note " * 40]


def test_cells_that_lost_one_before_them_are_named() -> None:
    rows: list[list[object]] = [
        ["company", "date", "link", "n"],
        *[[f"Firm {n}", dt.date(2026, 3, 1 + n), f"https://x.example/{n}", n] for n in range(9)],
    ]
    rows[5] = rows[5][1:]
    (grid,) = read_grids(workbook(rows)).grids
    assert named(grid) == [(6, "the cells fit the columns beside theirs better", "error")]


def test_sheets_come_in_order_and_hidden_ones_are_marked() -> None:
    source = read_grids(workbook([["a"]], Hidden=[["b"]]))
    assert [(grid.name, grid.hidden) for grid in source.grids] == [("Log", False), ("Hidden", True)]
    assert [grid.name for grid in read_grids(workbook([["a"]], Hidden=[["b"]]), sheet="Hidden").grids] == ["Hidden"]


def test_errors_and_formulas_without_a_value_are_named() -> None:
    (grid,) = read_grids(workbook([["a", "b", "c"], ["#N/A", "=1+1", '=HYPERLINK("u","t")']])).grids
    assert list(grid.problems["column"]) == ["A", "B"]
    assert list(grid.problems["problem"]) == ["the cell shows an error instead of a value", "a formula without a stored value"]
    assert grid.cells.loc[2].tolist() == ["", "", '=HYPERLINK("u","t")']


def test_a_frame_is_read_with_its_header_as_row_one() -> None:
    frame = pd.DataFrame(
        {"company": ["Acme", None], "at": pd.to_datetime(["2026-03-02", None]), "n": [1.0, 2.5], "x": [True, pd.NA], 5: [1, 2]}
    )
    (grid,) = read_grids(frame).grids
    assert rows_of(grid) == [["company", "at", "n", "x", "5"], ["Acme", "2026-03-02", "1", "TRUE", "1"], ["", "", "2.5", "", "2"]]
    assert list(grid.cells.index) == [1, 2, 3]


def test_a_named_index_of_a_frame_is_a_column() -> None:
    (grid,) = read_grids(pd.DataFrame({"role": ["Cook"]}, index=pd.Index(["Acme"], name="company"))).grids
    assert rows_of(grid) == [["company", "role"], ["Acme", "Cook"]]


def test_an_open_text_file_and_a_path_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEAD + SOUND, encoding="utf-8")
    with path.open(encoding="utf-8") as opened:
        source = read_grids(opened)
    assert source.name == read_grids(str(path)).name == "log.csv"
    pd.testing.assert_frame_equal(source.grids[0].cells, read_grids(path).grids[0].cells)


def test_text_named_as_a_workbook_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_text(HEAD + SOUND, encoding="utf-8")
    assert named(read_grids(path).grids[0]) == [(None, "the name is that of a workbook, the content is text", "note")]


BAD_SOURCES = [
    ("https://example.com/log.csv", "https://example.com/log.csv: this is an address, and nothing is fetched; download"),
    ("s3://bucket/log.csv", "s3://bucket/log.csv: this is an address, and nothing is fetched; download the file"),
    (Path("https://example.com/log.csv"), "https:/example.com/log.csv: this is an address, and nothing is fetched"),
    ("missing.csv", "missing.csv: there is no such file; check the path"),
    ("/", "/: this is a folder; give the path of the sheet in it"),
    ("bad\0name", "bad\\x00name: there is no such file; check the path"),
    (7, "a sheet is given by its path, as an open file or as a DataFrame, not as int"),
    (pd.DataFrame(), "the DataFrame: it has no columns; give one with a header and rows"),
]


@pytest.mark.parametrize(("source", "message"), BAD_SOURCES, ids=[str(case[1])[:30] for case in BAD_SOURCES])
def test_what_can_not_be_read_is_said_in_one_line(source: object, message: str) -> None:
    with pytest.raises(SheetError) as raised:
        read_grids(source)  # type: ignore[arg-type]
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_an_unknown_encoding_and_sheet_are_named_with_what_is_known() -> None:
    with pytest.raises(SheetError, match="encoding='utf9' is no text encoding: give one of"):
        read_one("a,b\n", encoding="utf9")
    with pytest.raises(SheetError, match=r"no sheet 'Lod'.*did you mean 'Log'.*; its sheets are 'Log'"):
        read_grids(workbook([["a"]]), sheet="Lod")
    with pytest.raises(SheetError, match="the file is text and has no sheets"):
        read_grids(io.BytesIO(b"a,b\n1,2\n"), sheet="Log")


CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffd", include_characters='\n",;\t|'
)
CELL = st.text(CHARACTERS, max_size=12)

WESTERN = st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=12)


@st.composite
def tables(draw: st.DrawFn, cell: st.SearchStrategy[str] = CELL) -> Table:
    """A header and some rows, all of the same width, two cells at least in the header."""
    width = draw(st.integers(2, 6))
    header = [f"column {n}" for n in range(width)]
    return [header, *draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8))]


def written(table: Table, delimiter: str, line_end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """A table as the csv module writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(table)
    return text.getvalue()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_csv_writes_reads_back_to_the_same_cells(table: Table, delimiter: str, line_end: str, quoting: int) -> None:
    text = f"sep={delimiter}{line_end}" + written(table, delimiter, line_end, quoting)
    grid = read_one(text)
    assert rows_of(grid) == table
    assert {severity for _, _, severity in named(grid)} <= {"note"}


@settings(deadline=None)
@given(
    tables(st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=12)),
    st.sampled_from(["cp1252", "utf-16", "utf-8-sig"]),
)
def test_every_encoding_that_can_hold_a_table_gives_it_back(table: Table, encoding: str) -> None:
    grid = read_one(("sep=;\n" + written(table, ";")).encode(encoding), encoding=encoding)
    assert rows_of(grid) == table


WORD = st.text(st.characters(categories=("Ll", "Lu"), max_codepoint=0x17F), min_size=1, max_size=8)


@settings(deadline=None)
@given(tables(WORD), st.sampled_from(",;\t|"))
def test_the_delimiter_is_found_among_words(table: Table, delimiter: str) -> None:
    grid = read_one(written(table, delimiter))
    assert (grid.delimiter, rows_of(grid)) == (delimiter, table)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_grid_or_our_own_error(data: bytes) -> None:
    try:
        grid = read_one(data)
    except SheetError:
        return
    assert not grid.cells.isna().any().any()
    assert list(grid.cells.index) == list(range(1, len(grid.cells) + 1))


@settings(deadline=None)
@given(st.text(st.sampled_from('ab",\n\r'), max_size=60))
def test_no_character_is_lost_among_quotation_marks(text: str) -> None:
    try:
        grid = read_one(HEAD + text)
    except SheetError:
        return
    kept = "".join(map("".join, rows_of(grid))) + "".join(grid.problems["value"])
    assert all(kept.count(letter) >= (HEAD + text).count(letter) for letter in "ab" if len(text) < 40)


@settings(deadline=None)
@given(tables(), st.sampled_from(",;"))
def test_the_short_way_for_large_texts_gives_the_same(table: Table, delimiter: str) -> None:
    text = written(table, delimiter)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited_text, "WORTH_IT_CHARACTERS", 0)
        cells = delimited_text.read_uniform(text, delimiter)
    if cells is not None:
        pd.testing.assert_frame_equal(cells, read_one(f"sep={delimiter}\n{text}").cells)


def test_reading_text_imports_nothing_heavy() -> None:
    import subprocess

    heavy = ("chardet", "python_calamine", "openpyxl")
    code = f"import sys, followup_analytics.importing.files.open_source; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
