"""A workbook becomes grids: its archive is checked here, its sheets are read in a process of their own."""

import io
import json
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from followup_analytics.errors import SheetError, did_you_mean
from followup_analytics.importing.files import text_grid
from followup_analytics.importing.files.ragged_rows import settle_width
from followup_analytics.importing.files.text_grid import (
    UNWANTED,
    Grid,
    RawTable,
    column_letter,
    drop_unwanted,
    name_blank_rows,
    shown,
    text_frame,
)
from followup_analytics.problems import Problem, problems_table

BOOT = (
    "import json, sys; settings = json.loads(sys.argv[1]); sys.path[:0] = settings['path'];"
    "from followup_analytics.importing.files.workbook_process import main; main(settings)"
)
NO_WORKBOOKS = {
    "xl/workbook.bin": "a binary workbook (.xlsb); save it as .xlsx",
    "word/document.xml": "a text document; copy its table into a sheet and save that as .xlsx",
    "Index/Document.iwa": "an Apple Numbers file; export it as .xlsx or .csv",
    "ppt/presentation.xml": "a presentation; give the sheet itself",
}


def read_workbook(data: bytes, name: str, sheet: str | None) -> tuple[Grid, ...]:
    """Read the sheets of a workbook, or only the one that is named."""
    _check_archive(data, name)
    answers = [json.loads(line) for line in _run_child(data, name, sheet).splitlines()]
    last = answers.pop() if answers else {}
    if "error" in last:
        raise SheetError(f"{name}: {last['error']}")
    if "end" not in last:
        raise SheetError(f"{name}: reading it came to no end; save only the log's sheet, or save it as .csv")
    if answers and "names" in answers[0]:
        names = answers[0]["names"]
        raise SheetError(
            f"{name}: no sheet {sheet!r}{did_you_mean(str(sheet), names)}; its sheets are {', '.join(map(repr, names))}"
        )
    return _grids(answers, name)


def _check_archive(data: bytes, name: str) -> None:
    """Hold the archive against the limits by its own table of contents; nothing is unpacked."""
    if len(data) > text_grid.MAX_PACKED_BYTES:
        raise SheetError(f"{name}: more than {text_grid.MAX_PACKED_BYTES // text_grid.MEGABYTE} MB; save only the log's sheet")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise SheetError(f"{name}: the file is cut off or damaged; copy or download it again") from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > text_grid.MAX_UNPACKED_BYTES:
        size, most = unpacked // text_grid.MEGABYTE, text_grid.MAX_UNPACKED_BYTES // text_grid.MEGABYTE
        raise SheetError(f"{name}: unpacks to {size:,} MB, more than {most} MB, and is not opened; save only the log's sheet")
    if len(parts) > text_grid.MAX_ARCHIVE_PARTS:
        raise SheetError(
            f"{name}: has {len(parts):,} parts, more than {text_grid.MAX_ARCHIVE_PARTS:,}, and is not opened; save it anew"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise SheetError(f"{name}: the file is protected by a password; save it without one")
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "content.xml"}:
        what = next(
            (what for part, what in NO_WORKBOOKS.items() if part in names), "an archive; unpack it and give the sheet in it"
        )
        raise SheetError(f"{name}: this is {what}")


def _run_child(data: bytes, name: str, sheet: str | None) -> str:
    """What the reading process says; a process that is stopped by its limits is an error of the file."""
    found = find_spec("python_calamine")
    if found is None or found.origin is None:
        raise SheetError(
            f"{name}: workbooks are read with python-calamine, which is not installed; install it, or save the sheet as .csv"
        )
    settings = {
        "path": [str(Path(__file__).parents[3]), str(Path(found.origin).parents[1])],
        "sheet": sheet,
        "memory": text_grid.CHILD_MEMORY_BYTES,
        "seconds": text_grid.CHILD_SECONDS,
        "cells": text_grid.MAX_CELLS,
        "rows": text_grid.MAX_ROWS,
        "columns": text_grid.MAX_COLUMNS,
        "field": text_grid.MAX_FIELD_CHARACTERS,
        "characters": text_grid.MAX_TEXT_BYTES,
    }
    # Isolated and without site: nothing of the environment or the working folder is imported, and it starts in a blink.
    command = [sys.executable, "-I", "-S", "-c", BOOT, json.dumps(settings)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=text_grid.CHILD_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        most = f"{text_grid.CHILD_SECONDS} seconds"
        raise SheetError(f"{name}: reading it takes more than {most}; save only the log's sheet, or save it as .csv") from None
    if child.returncode:
        most = f"{text_grid.CHILD_MEMORY_BYTES // text_grid.MEGABYTE} MB or {text_grid.CHILD_SECONDS} seconds"
        raise SheetError(f"{name}: reading it takes more than {most}; save only the log's sheet, or save it as .csv")
    return child.stdout.decode("ascii")


def _grids(answers: list[Any], name: str) -> tuple[Grid, ...]:
    sheets: list[tuple[dict[str, Any], list[list[str]]]] = []
    for answer in answers:
        if isinstance(answer, dict):
            sheets.append((answer, []))
        else:
            sheets[-1][1].extend(answer)
    if not any(any(map(any, rows)) for _, rows in sheets):
        raise SheetError(f"{name}: the workbook has no filled cell; export the sheet again, with its header row")
    return tuple(_grid(about, rows) for about, rows in sheets)


def _grid(about: dict[str, Any], rows: list[list[str]]) -> Grid:
    table = RawTable(rows, [])
    for row, column, what in about["findings"]:
        _settle(table, row, column, what)
    if any(UNWANTED.search("\t".join(row)) for row in rows):
        drop_unwanted(table)
    _fill_merged(table, about["merged"])
    name_blank_rows(table)
    width = settle_width(table)
    table.problems.sort(key=lambda problem: problem.row or 0)
    cells, problems = text_frame(table.rows, width), problems_table(table.problems)
    return Grid(about["name"], cells, bool(about["hidden"]), problems, "", "", bool(about["counts_from_1904"]))


def _fill_merged(table: RawTable, merged: list[list[int]]) -> None:
    """Each row that a merged cell spans has its text."""
    for first, last, column in merged:
        rows = [row for row in table.rows[first : last + 1] if column < len(row)]
        for row in rows[1:]:
            row[column] = row[column] or rows[0][column]


def _settle(table: RawTable, row: int, column: int, what: str) -> None:
    """Name a cell that shows an error or has no stored value; a link without one is kept as the formula it is."""
    place = (row, column_letter(column), shown(what))
    reached = row <= len(table.rows) and column < len(table.rows[row - 1])
    if reached and what.upper().startswith("=HYPERLINK("):
        table.rows[row - 1][column] = what
    elif what.startswith("="):
        table.problems.append(Problem("formula-unsaved", *place))
    else:
        table.problems.append(Problem("cell-error", *place))
