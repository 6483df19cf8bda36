"""Delimited text becomes a grid; sound large files take pandas' short way.

The parser of pandas pads short rows, and moves or drops long ones. So it's asked only where that was ruled out beforehand.
"""

import io
import math
import re
from collections import Counter
from itertools import groupby

import numpy as np
import pandas as pd

from followup_analytics.errors import SheetError
from followup_analytics.importing.files import text_grid
from followup_analytics.importing.files.encodings import Decoded
from followup_analytics.importing.files.quoted_records import QuoteDamage, Records, physical_lines, read_records
from followup_analytics.importing.files.ragged_rows import even_out, settle_width
from followup_analytics.importing.files.text_grid import (
    UNWANTED,
    RawTable,
    TextGrid,
    blank_run_problem,
    column_letter,
    drop_unwanted,
    has_unwanted,
    name_blank_rows,
    shown,
    text_frame,
)
from followup_analytics.problems import Problem, Remedy, problems_table

WORTH_IT_CHARACTERS = 1_000_000
LONGEST_RECORD = 10_000


def read_uniform(text: str, delimiter: str) -> pd.DataFrame | None:
    """The cells of a sound text whose records all have the same width and stand on one line each; None for any other."""
    if len(text) < WORTH_IT_CHARACTERS or has_unwanted(text):
        return None
    lines = physical_lines(text)
    bare = physical_lines(_without_quoted(text, delimiter)) if '"' in text else lines
    if len(bare) != len(lines) or not _same_width(bare, delimiter) or any('"' in line for line in bare if lines is not bare):
        return None
    if max(map(len, lines)) > LONGEST_RECORD:
        return None
    width = bare[0].count(delimiter) + 1
    cells = pd.read_csv(
        io.StringIO(text), sep=delimiter, header=None, names=range(width), index_col=False, dtype="str", na_filter=False,
        skip_blank_lines=False, low_memory=False, engine="c",
    )  # fmt: skip
    if len(cells) != len(lines):
        return None
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    cells.columns = pd.RangeIndex(width)
    return cells


def blank_rows(cells: pd.DataFrame) -> list[Problem]:
    """One note for each run of rows without any text."""
    blank = np.arange(len(cells))
    for column in cells:
        if len(blank):
            blank = blank[(cells[column].iloc[blank].str.strip() == "").to_numpy()]
    runs = groupby(enumerate((blank + 1).tolist()), key=lambda pair: pair[1] - pair[0])
    return [blank_run_problem([number for _, number in run]) for _, run in runs]


def _without_quoted(text: str, delimiter: str) -> str:
    """The text without its soundly quoted cells; what damage there is keeps a quotation mark."""
    stop = re.escape(delimiter)
    # The mark comes first, what must stand before it second: the search then leaps from mark to mark.
    return re.sub(rf'"(?<![^{stop}\r\n]")[^"]*+(?:""[^"]*+)*+"(?![^{stop}\r\n])', "", text)


def _same_width(lines: list[str], delimiter: str) -> bool:
    wanted = lines[0].count(delimiter)
    return wanted > 0 and all(line.count(delimiter) == wanted for line in lines)


DELIMITERS = (",", ";", "\t", "|")
SAMPLE_CHARACTERS = 100_000
# What other kinds of files begin with.
PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|table|head|body|meta)\b", re.IGNORECASE)
SURROGATE = re.compile("[\udc80-\udcff]")
DECLARED = re.compile(r'"?sep=([,;|\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)


def read_text(decoded: Decoded, name: str) -> TextGrid:
    """Read decoded text as one grid."""
    text = decoded.text
    _refuse_what_is_no_sheet(text, name)
    declared = DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else find_delimiter(text, name)
    _refuse_too_many_cells(text, delimiter, name)
    if not decoded.guessed and not decoded.foreign and (cells := read_uniform(text, delimiter)) is not None:
        return TextGrid("", cells, False, problems_table(blank_rows(cells)), decoded.encoding, delimiter)
    if text.count("\n") > text_grid.MAX_UNEVEN_LINES:
        most = f"{text_grid.MAX_UNEVEN_LINES:,}"
        raise SheetError(f"{name}: its rows differ in their number of cells, and there are more than {most}; split the file")
    records = read_records(text, delimiter)
    _refuse_large_records(records, name)
    table = RawTable(records.rows, [_quote_problem(damage) for damage in records.damage])
    if decoded.foreign:
        _decode_foreign(table, decoded)
    if decoded.foreign or has_unwanted(text):
        drop_unwanted(table)
    even_out(table)
    name_blank_rows(table)
    width = settle_width(table)
    if decoded.guessed:
        _report_guess(table, decoded.encoding)
    table.problems.sort(key=lambda problem: problem.row or 0)
    return TextGrid("", text_frame(table.rows, width), False, problems_table(table.problems), decoded.encoding, delimiter)


def find_delimiter(text: str, name: str = "") -> str:
    """The delimiter that cuts most lines into the same number of cells; a comma where none does."""
    sample = text[:SAMPLE_CHARACTERS]
    # Quoted cells are left out, whatever they hold; a mark without its like stays, and does no harm.
    bare = re.sub(r'(?<![^\s,;|])"[^"]*+(?:""[^"]*+)*+"(?![^\s,;|])', "q", sample)
    lines = [line for line in physical_lines(bare)[: 1 + 300] if line.strip()]
    if len(text) > SAMPLE_CHARACTERS:
        lines = lines[:-1] or lines
    scores = {delimiter: _regularity([line.count(delimiter) for line in lines]) for delimiter in DELIMITERS}
    if name.lower().endswith((".tsv", ".tab")):
        scores["\t"] *= 1.5
    return max(scores, key=scores.__getitem__)


def _regularity(counts: list[int]) -> float:
    """How regular a table a delimiter makes: the share of lines with the most frequent count, more for more cells."""
    found = Counter(count for count in counts if count)
    if not found:
        return 0.0
    count, lines = found.most_common(1)[0]
    headed = 1.2 if counts[0] == count else 1.0
    return headed * lines / len(counts) * math.sqrt(math.log2(1 + count))


def _refuse_what_is_no_sheet(text: str, name: str) -> None:
    if not text.strip('\ufeff \t\r\n,;|"\0'):
        raise SheetError(f"{name}: the file is empty; export the sheet again, with its header row")
    if PAGE.match(text):
        raise SheetError(
            f"{name}: this is a web page or XML, not a sheet; open it in a spreadsheet program and save it as .xlsx or .csv"
        )
    head = text[:10_000]
    if len(UNWANTED.findall(head)) * 20 > len(head):
        raise SheetError(f"{name}: this is no text and no workbook; save it as .csv, .xlsx or .ods, or say its encoding")


def _refuse_too_many_cells(text: str, delimiter: str, name: str) -> None:
    cells = text.count(delimiter) + text.count("\n") + 1
    if cells > text_grid.MAX_TEXT_CELLS:
        raise SheetError(f"{name}: about {cells:,} cells, more than {text_grid.MAX_TEXT_CELLS:,}; split the file")


def _refuse_large_records(records: Records, name: str) -> None:
    if records.longest <= text_grid.MAX_COLUMNS:  # in characters; no record so short has a cell or a row too large
        return
    for number, row in enumerate(records.rows, 1):
        if len(row) > text_grid.MAX_COLUMNS:
            raise SheetError(f"{name}: row {number} has {len(row):,} cells, more than {text_grid.MAX_COLUMNS:,}; is it a sheet?")
        for position, cell in enumerate(row):
            if len(cell) > text_grid.MAX_FIELD_CHARACTERS:
                place = f"row {number}, column {column_letter(position)}"
                raise SheetError(
                    f"{name}: {place} holds {len(cell):,} characters, more than {text_grid.MAX_FIELD_CHARACTERS:,}; shorten it"
                )


def _quote_problem(damage: QuoteDamage) -> Problem:
    return Problem("quotes-stray" if damage.closed else "quotes-unclosed", damage.index + 1, value=shown(damage.lines))


def _decode_foreign(table: RawTable, decoded: Decoded) -> None:
    """Decode the cells that aren't UTF-8 in a file that otherwise is, and name their rows."""
    for index, row in enumerate(table.rows):
        if SURROGATE.search("\t".join(row)):
            for position, cell in enumerate(row):
                if SURROGATE.search(cell):
                    row[position] = cell.encode("utf-8", "surrogateescape").decode(decoded.foreign, "replace")
            details = {"encoding": decoded.foreign}
            table.report(Problem("encoding-mixed", index + 1, value=shown(" | ".join(row)), details=details))


def _report_guess(table: RawTable, encoding: str) -> None:
    """Say which encoding was guessed, with a row to judge it by; a number only where no other row depends on it."""
    telling = [number for number, row in enumerate(table.rows, 1) if not "".join(row).isascii()]
    if not telling:
        return
    sample = f"row {telling[0]}: " + shown(" | ".join(filter(None, table.rows[telling[0] - 1])))
    row = telling[0] if len(telling) == 1 else None
    details = {"encoding": encoding}
    table.report(Problem("encoding-guessed", row, value=sample, remedy=Remedy("encoding"), details=details))
