"""A path, open file or DataFrame becomes grids of text.

What a source is, its content tells; what the text means is the business of the stages that follow.
"""

import re
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd

from followup_analytics.errors import SheetError
from followup_analytics.file_writing import home_expanded
from followup_analytics.importing.files import text_grid
from followup_analytics.importing.files.ragged_rows import PROFILED_ROWS, header_place
from followup_analytics.importing.files.text_grid import (
    UNWANTED,
    DamagedThroughoutError,
    RawTable,
    Source,
    TextGrid,
    drop_unwanted,
    name_blank_rows,
    shown,
    text_frame,
)
from followup_analytics.importing.files.workbook_process import plain_text
from followup_analytics.problems import Problem, joined_problems, problems_table

__all__ = ["Source", "TextGrid", "read_grids"]

ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:/+")
ARCHIVE = b"PK"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
NO_SHEETS = {
    b"%PDF": "a PDF; export the table from where it was made as .csv or .xlsx",
    b"\x89PNG": "a picture; type or export the table",
    b"\xff\xd8\xff": "a picture; type or export the table",
    b"\x1f\x8b": "a compressed file; unpack it first",
    b"7z\xbc\xaf": "an archive; unpack it first",
    b"Rar!": "an archive; unpack it first",
    b"PAR1": "a Parquet file; CSV, TSV, TXT, XLSX, XLSM and ODS are read, and DataFrames: give pandas.read_parquet('FILE'), "
    "or convert it: pandas.read_parquet('FILE').to_csv('sheet.csv', index=False)",
    b"SQLite format 3": "a database; export its table as .csv",
}
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".ods")


def read_grids(source: str | Path | IO[Any] | pd.DataFrame, *, sheet: str | None = None, encoding: str | None = None) -> Source:
    """
    Read a source as tables of text.

    Parameters
    ----------
    source : str, Path, open file or DataFrame
        A CSV, TSV, TXT, XLSX, XLSM or ODS file, by its path or open for reading (bytes or text), or a DataFrame, whose header
        becomes row 1. Addresses are refused: nothing is fetched.
    sheet : str, optional
        Read only the sheet of this name.
    encoding : str, optional
        Encoding of a text file, where the one that was found is wrong.

    Returns
    -------
    Source
        One grid per table, each with the account of what was damaged in it.

    Raises
    ------
    SheetError
        The source can't be read: it is missing, empty, protected, too large, damaged as a whole, or no sheet at all.
    """
    if isinstance(source, pd.DataFrame):
        if sheet is not None:
            raise SheetError(
                " was asked for, but a DataFrame has no sheets; leave it out",
                where="the DataFrame",
                argument="sheet",
                value=sheet,
            )
        return Source("the DataFrame", (read_frame(source),))
    data, name = _content(source)
    try:
        return _grids_of(data, name, sheet, encoding)
    except DamagedThroughoutError:
        most = f"{text_grid.MAX_DAMAGED:,}"
        raise SheetError(f"{name}: more than {most} of its cells or rows are damaged; export the sheet again") from None


def _grids_of(data: bytes | str, name: str, sheet: str | None, encoding: str | None) -> Source:
    if isinstance(data, bytes) and data.startswith(ARCHIVE):
        from followup_analytics.importing.files.workbook import read_workbook

        return Source(name, read_workbook(data, name, sheet))
    if sheet is not None:
        raise SheetError(
            " was asked for, but the file is text and has no sheets; leave it out", where=name, argument="sheet", value=sheet
        )
    return Source(name, (_read_text(data, name, encoding),))


def fullest_table(source: Source) -> tuple[TextGrid, int]:
    """The visible table with the most filled cells, and the place of the row in it that is filled enough for a header.

    Raises
    ------
    SheetError
        If no cell is filled.
    """
    grid = max(source.grids, key=lambda grid: (not grid.hidden, int((grid.cells != "").to_numpy().sum())))
    if not grid.cells.size:
        raise SheetError(f"{source.name}: the file is empty: give a sheet with a header and rows")
    return grid, header_place(grid.cells.iloc[:PROFILED_ROWS].to_numpy(dtype=object).tolist())


def _read_text(data: bytes | str, name: str, encoding: str | None) -> TextGrid:
    from followup_analytics.importing.files.delimited_text import read_text
    from followup_analytics.importing.files.encodings import Decoded, decode

    if isinstance(data, bytes):
        _refuse_other_formats(data, name)
        decoded = decode(data, name, encoding)
    else:
        decoded = Decoded(data.removeprefix("\ufeff"), "")
    grid = read_text(decoded, name)
    if not name.lower().endswith(WORKBOOK_SUFFIXES):
        return grid
    note = Problem("name-not-content", value=name)
    problems = joined_problems([problems_table([note]), grid.problems])
    return TextGrid(grid.name, grid.cells, grid.hidden, problems, grid.encoding, grid.delimiter)


def _content(source: str | Path | IO[Any]) -> tuple[bytes | str, str]:
    """What a file holds, within the limits, and its name for messages."""
    if not isinstance(source, (str, Path)):
        if not hasattr(source, "read"):
            kind = type(source).__name__
            raise SheetError(f"a sheet is given by its path, as an open file or as a DataFrame, not as {kind}")
        return _read_open(source)
    if ADDRESS.match(str(source)):
        raise SheetError(f"{shown(str(source))}: this is an address, and nothing is fetched; download the file and give its path")
    path = home_expanded(source)
    given = shown(str(source))
    if path.name.startswith("~$"):
        raise SheetError(f"{given}: this is what a spreadsheet program keeps of a file that it has open; give {path.name[2:]!r}")
    _check_path(path, given)
    try:
        with path.open("rb") as file:
            return _bounded(file, path.name), shown(path.name)
    except OSError as error:
        raise SheetError(f"{given}: the file can't be read ({error.strerror}); check its permissions") from None


def _read_open(file: IO[Any]) -> tuple[bytes | str, str]:
    named = getattr(file, "name", None)
    name = shown(Path(named).name) if isinstance(named, str) and named else "the open file"
    try:
        return _bounded(file, name), name
    except UnicodeDecodeError:
        raise SheetError(f"{name}: it was opened as text in the wrong encoding; open it in binary mode") from None
    except (OSError, ValueError) as error:
        raise SheetError(f"{name}: the open file can't be read ({error}); open it for reading") from None


def _check_path(path: Path, given: str) -> None:
    try:
        if path.is_dir():
            raise SheetError(f"{given}: this is a folder; give the path of the sheet in it")
        if not path.exists():
            raise SheetError(f"{given}: there is no such file; check the path")
        if not path.is_file():
            raise SheetError(f"{given}: this is no ordinary file; save the sheet to one")
    except (OSError, ValueError) as error:
        raise SheetError(f"{given}: the path can't be used ({error}); check it") from None


def _bounded(file: IO[Any], name: str) -> bytes | str:
    data: bytes | str = file.read(text_grid.MAX_TEXT_BYTES + 1)
    if len(data) > text_grid.MAX_TEXT_BYTES:
        raise SheetError(f"{name}: more than {text_grid.MAX_TEXT_BYTES // text_grid.MEGABYTE} MB; split the file")
    if not isinstance(data, (bytes, str)):
        raise SheetError(f"{name}: the open file gives neither bytes nor text")
    return data


def _refuse_other_formats(data: bytes, name: str) -> None:
    if data.startswith(OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SheetError(f"{name}: the workbook is protected by a password; save it without one")
        raise SheetError(f"{name}: this is an old Office file (.xls); open it and save it as .xlsx or .csv")
    for magic, what in NO_SHEETS.items():
        if data.startswith(magic):
            raise SheetError(f"{name}: this is {what.replace('FILE', name)}")


def read_frame(frame: pd.DataFrame) -> TextGrid:
    """Read a DataFrame as one grid; an index that has a name is a column like the others."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index(allow_duplicates=True)
    if not len(frame.columns):
        raise SheetError("the DataFrame: it has no columns; give one with a header and rows")
    if len(frame.columns) > text_grid.MAX_COLUMNS or frame.size > text_grid.MAX_TEXT_CELLS:
        raise SheetError(f"the DataFrame: {frame.shape[0]:,} x {frame.shape[1]:,} cells are too many; give a part of it")
    columns = [_texts(frame.iloc[:, position]) for position in range(len(frame.columns))]
    header = [cell_text(name) if not isinstance(name, tuple) else " ".join(map(cell_text, name)) for name in frame.columns]
    table = RawTable([header, *map(list, zip(*columns, strict=True))], [])
    if any(UNWANTED.search("\n".join(column)) for column in [header, *columns]):
        drop_unwanted(table)
    name_blank_rows(table)
    return TextGrid("", text_frame(table.rows, len(header)), False, problems_table(table.problems), "", "")


def _texts(column: "pd.Series[Any]") -> list[str]:
    if isinstance(column.dtype, pd.StringDtype):
        return column.fillna("").to_list()
    return [cell_text(value) for value in column.astype("object")]


def cell_text(value: object) -> str:
    """One value of a DataFrame as text, as `plain_text` does for values of Python."""
    if value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (np.bool_, np.floating)):
        return plain_text(value.item())
    if isinstance(value, np.datetime64):
        return cell_text(pd.Timestamp(value))
    return plain_text(value)
