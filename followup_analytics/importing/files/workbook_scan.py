"""The parts of a workbook are looked over before calamine loads them: far cells, document types, cells without a value.

Imported by the process that reads workbooks: little of the standard library only, since each import delays every workbook.
"""

import io
import re
import zipfile
from collections.abc import Iterator

CHUNK_BYTES = 4_000_000
OVERLAP_BYTES = 20_000
Finding = tuple[int, int, str]
"""Row from 1, column from 0, and what the cell holds: an error such as #N/A, or a formula without a stored value."""


class Refused(Exception):
    """A workbook that is not loaded; the message says why."""


class Extent:
    """How far the filled cells of a sheet reach, and the cells to name."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.findings: dict[tuple[int, int], str] = {}


CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,7})(\d{1,10})"[^>]*(?<!/)>')
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*>(?:<f\b[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)<'
)
EMPTY_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f\b[^>]*(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ODS_PIECE = re.compile(
    rb'<table:table\s[^>]*?table:name="([^"]*)"|<table:table-row\b([^>]*)>|<table:(?:covered-)?table-cell\b([^>]*)>'
)
ODS_ROWS = re.compile(rb'table:number-rows-repeated="(\d+)"')
ODS_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d+)"')


def scan(data: bytes, limits: dict[str, int]) -> dict[str, list[Finding]]:
    """Look a workbook over; returns the cells to name by sheet, or raises `Refused`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        _refuse_document_types(archive)
        if "content.xml" in names:
            extents = _ods_extents(archive)
        else:
            extents = {sheet: _xlsx_extent(archive, part) for sheet, part in _xlsx_sheets(archive).items() if part in names}
    for sheet, extent in extents.items():
        check_extent(sheet, extent.rows, extent.columns, limits)
    return {sheet: [(row, column, what) for (row, column), what in extent.findings.items()] for sheet, extent in extents.items()}


def check_extent(sheet: str, rows: int, columns: int, limits: dict[str, int]) -> None:
    """Refuse a sheet that is too large, the empty cells between its filled ones counted."""
    if rows > limits["rows"] or columns > limits["columns"] or rows * columns > limits["cells"]:
        size, most = f"{rows:,} rows x {columns:,} columns", f"{limits['columns']:,} columns or {limits['cells']:,} cells"
        raise Refused(f"sheet {sheet!r} reaches over {size}, more than {most}; delete what stands far from the table")


def _refuse_document_types(archive: zipfile.ZipFile) -> None:
    """No spreadsheet program writes a document type; whoever does wants a parser to fetch or to swell something."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels", ".vml")):
            with archive.open(name) as part:
                head = part.read(100_000).replace(b"\0", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Refused(
                    f"the workbook has a document type in {name}, as no spreadsheet program writes; save it anew in one"
                )
            if name == "META-INF/manifest.xml" and b"encryption-data" in head:
                raise Refused("the workbook is protected by a password; save it without one")


def _xlsx_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError as missing:
        raise Refused(f"the workbook lacks a part of every workbook ({missing.args[0]}); save it anew") from None
    targets = {found.get("Id"): found.get("Target", "") for found in map(_attributes, RELATION.findall(relations))}
    sheets = {}
    for found in map(_attributes, SHEET.findall(book)):
        target = targets.get(found.get("r:id") or next((value for key, value in found.items() if key.endswith(":id")), ""), "")
        sheets[found.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return sheets


def _attributes(text: str) -> dict[str, str]:
    return {key: _unescaped(double or single) for key, double, single in ATTRIBUTE.findall(text)}


def _unescaped(text: str) -> str:
    """Text of XML as it is meant."""
    if "&" not in text:
        return text
    text = re.sub(
        r"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));",
        lambda found: chr(min(int(found[1] or found[2], 16 if found[1] else 10), 0xFFFD)),
        text,
    )
    for name, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        text = text.replace(f"&{name};", character)
    return text


def _xlsx_extent(archive: zipfile.ZipFile, part: str) -> Extent:
    extent = Extent()
    letters: set[bytes] = set()
    for chunk in _chunks(archive, part):
        cells = CELL.findall(chunk)
        letters.update({letter for letter, _ in cells})
        extent.rows = max(extent.rows, max((int(row) for _, row in cells), default=0))
        if b't="e"' in chunk:
            extent.findings.update({(int(row), _column(at)): what.decode() for at, row, what in ERROR_CELL.findall(chunk)})
        if b"<f" in chunk:
            extent.findings.update(
                {
                    (int(row), _column(at)): "=" + _unescaped(formula.decode("utf-8", "replace"))
                    for at, row, formula in EMPTY_FORMULA.findall(chunk)
                }
            )
    extent.columns = max((_column(letter) + 1 for letter in letters), default=0)
    return extent


def _column(letters: bytes) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + letter - 64
    return position - 1


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces that overlap, so that each tag stands whole in one of them."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK_BYTES):
            yield tail + piece
            tail = piece[-OVERLAP_BYTES:]


def _ods_extents(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Extents of the sheets of an OpenDocument workbook, whose rows and cells are written once and counted."""
    extents: dict[str, Extent] = {}
    extent, above, repeated, column = Extent(), 0, 1, 0
    with archive.open("content.xml") as stream:
        content = stream.read()
    for found in ODS_PIECE.finditer(content):
        name, row, cell = found.groups()
        if name is not None:
            extent, above, repeated, column = extents.setdefault(_unescaped(name.decode("utf-8", "replace")), Extent()), 0, 0, 0
        elif row is not None:
            above, repeated, column = above + repeated, _count(ODS_ROWS, row), 0
        elif cell is not None:
            column += _count(ODS_COLUMNS, cell)
            if b"office:value-type" in cell or not cell.rstrip().endswith(b"/"):
                extent.rows, extent.columns = max(extent.rows, above + repeated), max(extent.columns, column)
    return extents


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1][:9]) if found else 1
