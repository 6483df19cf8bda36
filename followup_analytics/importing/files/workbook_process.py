"""The process that reads one workbook, and plain values as the text a spreadsheet shows.

Imported by the process that reads workbooks: standard library only.

It gets the workbook on its standard input and writes lines of JSON to its standard output: for each sheet an object, then its
rows in lists; an object with `error` where the workbook can't be read, else one with `end`. It never opens a file.
"""

import datetime as dt
import io
import json
import math
import re
import sys
import zipfile
from collections.abc import Generator, Iterator
from typing import Any

from followup_analytics.importing.files.workbook_scan import Refused, check_extent, scan


def plain_text(value: object) -> str:
    """Write a value: ISO for dates, 12 for 12.0, TRUE and FALSE, nothing for what is missing; text stays as it is."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time() and value.tzinfo is None
        return str(value.date()) if midnight else value.isoformat(" ")
    if isinstance(value, dt.timedelta):
        return _duration_text(value)
    return str(value)


def _number_text(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if abs(value) < 1e16 and value.is_integer() else repr(float(value))


def _duration_text(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as a cell formatted [h]:mm:ss shows them."""
    seconds = round(abs(value.total_seconds()))
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


ROWS_PER_LINE = 500
MOST_MERGED = 10_000
MOST_OF_A_PART = 1_000_000


def main(settings: dict[str, Any]) -> None:
    """Read the workbook on standard input, by `settings` (limits by name, and the sheet that is wanted)."""
    try:
        _set_limits(settings["memory"], settings["seconds"])
        data = sys.stdin.buffer.read()
        findings = scan(data, settings)
        for part in _sheets(data, settings, findings):
            sys.stdout.write(json.dumps(part) + "\n")
        answer: dict[str, Any] = {"end": True}
    except Refused as refused:
        answer = {"error": str(refused)}
    except MemoryError:
        answer = {"error": "reading it takes too much memory; save only the log's sheet, or save it as .csv"}
    except BaseException as error:  # calamine's panics are no Exception
        kind = type(error).__name__
        why = f"{kind}: {str(error)[:200]}"
        answer = {"error": f"the file can't be read as a workbook ({why}); open it in a spreadsheet program and save it anew"}
        if kind == "PasswordError":
            answer = {"error": "the workbook is protected by a password; save it without one"}
    sys.stdout.write(json.dumps(answer) + "\n")


def _set_limits(memory: int, seconds: int) -> None:
    """Bound this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (value, value))


def _sheets(data: bytes, settings: dict[str, Any], findings: dict[str, list[tuple[int, int, str]]]) -> Iterator[object]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    wanted = settings["sheet"]
    if wanted is not None and wanted not in names:
        yield {"names": names}
        return
    budget = settings["characters"]
    since_1904 = _counts_from_1904(data)
    for sheet in sheets:
        if wanted in (None, sheet.name):
            cells = book.get_sheet_by_name(sheet.name)
            check_extent(sheet.name, cells.total_height + 1, cells.total_width + 1, settings)
            hidden = sheet.visible != SheetVisibleEnum.Visible
            yield {
                "name": sheet.name,
                "hidden": hidden,
                "findings": findings.get(sheet.name, []),
                "merged": _merged_down(cells),
                "counts_from_1904": since_1904,
            }
            budget = yield from _rows(cells, settings, budget)


def _merged_down(sheet: Any) -> list[tuple[int, int, int]]:
    """The cells of one column that were merged into one: first and last row, and column, all from 0."""
    ranges = sheet.merged_cell_ranges or []
    return [(first, last, left) for (first, left), (last, right) in ranges[:MOST_MERGED] if left == right and last > first]


def _counts_from_1904(data: bytes) -> bool:
    """Whether days are numbered from 1904 on, as old programs for the Macintosh did."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("xl/workbook.xml") as part:
            return re.search(rb"date1904=[\"'](?:1|true)", part.read(MOST_OF_A_PART)) is not None
    except (KeyError, zipfile.BadZipFile):
        return False


def _rows(sheet: Any, settings: dict[str, Any], budget: int) -> Generator[list[list[str]], None, int]:
    """The rows of a sheet as text, some at a time; returns how many characters may still come."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    batch: list[list[str]] = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        row = left + [plain_text(value) for value in values]
        lengths = [len(cell) for cell in row]
        budget -= sum(lengths)
        if max(lengths, default=0) > settings["field"]:
            raise Refused(
                f"sheet {sheet.name!r}, row {number} has a cell of more than {settings['field']:,} characters; shorten it"
            )
        if budget < 0:
            raise Refused(f"the workbook holds more than {settings['characters']:,} characters; save only the log's sheet")
        batch.append(row)
        if len(batch) == ROWS_PER_LINE:
            yield batch
            batch = []
    yield batch
    return budget
