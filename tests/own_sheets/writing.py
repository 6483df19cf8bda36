"""A sheet and its truth, put down side by side: cells to bytes that are the same in every run."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

FIRST_MOMENT = (2026, 1, 1, 0, 0, 0)
ODS = "application/vnd.oasis.opendocument.spreadsheet"
PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"))
)


@dataclass
class Sheet:
    """The rows of one log, and what a careful reader finds in each of them."""

    name: str
    quirks: list[str]
    one_row_per: str = "application"
    worksheet: str | None = None
    header_row: int = 1
    ambiguous: str = ""
    one_column: bool = False
    rows: list[list] = field(default_factory=list)
    applications: list[dict] = field(default_factory=list)
    why_not: dict[str, str] = field(default_factory=dict)
    must_report: list[int] = field(default_factory=list)

    def line(self, *cells) -> int:
        """A line as it stands; the number a spreadsheet program shows for it."""
        self.rows.append(list(cells))
        return len(self.rows)

    def header(self, *cells) -> None:
        self.header_row = self.line(*cells)

    def skip(self, why: str, *cells) -> None:
        """A line below the header that is no (further) application."""
        self.why_not[str(self.line(*cells))] = why

    def entry(self, cells, company, role, applied, status, events=(), *, report=False, **more) -> dict:
        """A line that is an application, with its truth."""
        row = self.line(*cells)
        if report:
            self.must_report.append(row)
        return self.application(row, company, role, applied, status, events, **more)

    def application(self, row, company, role, applied, status, events=(), *, seniority=None, medium=None, **more) -> dict:
        """The truth of an application whose line is put down already."""
        truth = {
            "row": row,
            "company": company,
            "role": role,
            "applied": iso(applied),
            "status": status,
            "seniority": seniority,
            "medium": medium,
            "events": sorted(event(*e) for e in events),
        }
        if "events_also" in more:
            more["events_also"] = sorted(event(*e) for e in more["events_also"])
        if "applied_also" in more:
            more["applied_also"] = [iso(day) for day in more["applied_also"]]
        truth |= {key: value for key, value in more.items() if value}
        self.applications.append(truth)
        return truth

    def truth(self) -> str:
        """The text of NAME.expected.json."""
        rows = [row for a in self.applications for row in a.get("rows", [a["row"]])]
        known = {
            "source_layout": "own",
            "quirks": self.quirks,
            "sheet": self.worksheet,
            "header_row": self.header_row,
            "one_row_per": self.one_row_per,
            "company_and_role_in_one_column": self.one_column,
            "data_rows": len(rows) + sum(why == "duplicate" for why in self.why_not.values()),
            "applications": self.applications,
            "not_applications": [int(row) for row in self.why_not],
            "why_not": self.why_not,
            "must_report": self.must_report,
            "ambiguous": self.ambiguous,
        }
        lines = []
        for key, value in known.items():
            if key == "applications":
                each = ",\n".join("  " + json.dumps(a, ensure_ascii=False) for a in value)
                lines.append(f' "{key}": [\n{each}\n ]')
            else:
                lines.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def write(self, folder: Path, extension: str, content: bytes) -> None:
        """The sheet and its truth, as two files."""
        (folder / f"{self.name}.{extension}").write_bytes(content)
        (folder / f"{self.name}.expected.json").write_text(self.truth(), encoding="utf-8", newline="\n")

    def text(self, folder: Path, extension="csv", *, delimiter=",", encoding="utf-8", newline="\n", first_line="") -> None:
        """A text file; `first_line` is a line for the program (sep=;) that is no row."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
        writer.writerows([as_text(cell) for cell in row] for row in self.rows)
        before = first_line + newline if first_line else ""
        self.write(folder, extension, (before + out.getvalue()).encode(encoding))

    def workbook(self, folder: Path, before: dict | None = None, after: dict | None = None) -> None:
        """An XLSX file: this log between other worksheets."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in ((before or {}) | {self.worksheet: self.rows} | (after or {})).items():
            page = book.create_sheet(title)
            for row, cells in enumerate(rows, start=1):
                for column, cell in enumerate(cells, start=1):
                    if cell not in ("", None):
                        fill(page.cell(row, column), cell)
        self.write(folder, "xlsx", same_bytes(book))

    def ods(self, folder: Path) -> None:
        """An ODS file of one worksheet."""
        self.write(folder, "ods", ods_bytes(self.worksheet or "Sheet1", self.rows))


@dataclass(frozen=True)
class Linked:
    """A text with a real hyperlink behind it."""

    text: str
    address: str


def fill(cell, value) -> None:
    if isinstance(value, Linked):
        cell.value, cell.hyperlink = value.text, value.address
    else:
        cell.value = value


def event(day, kind, medium="") -> list[str]:
    return [iso(day), kind, medium]


def iso(day) -> str | None:
    return day.strftime("%Y-%m-%d") if day else None


def as_text(cell) -> str:
    return iso(cell) if isinstance(cell, dt.date) else "" if cell is None else str(cell)


def same_bytes(book) -> bytes:
    """A workbook without the moment of its writing, packed without compression: the same in every run."""
    made = io.BytesIO()
    book.properties.created = dt.datetime(*FIRST_MOMENT)
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as again:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", part)
            again.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), part)
    return out.getvalue()


def ods_value(attributes: str, shown) -> str:
    return f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"


def ods_cell(cell) -> str:
    if isinstance(cell, bool):
        word = str(cell).lower()
        return ods_value(f'office:value-type="boolean" office:boolean-value="{word}"', word.upper())
    if isinstance(cell, dt.date):
        shown = cell.strftime("%m/%d/%Y")
        return ods_value(f'office:value-type="date" office:date-value="{iso(cell)}"', shown)
    if isinstance(cell, int | float):
        return ods_value(f'office:value-type="float" office:value="{cell}"', cell)
    if cell in ("", None):
        return "<table:table-cell/>"
    return ods_value('office:value-type="string"', escape(cell))


def ods_bytes(title: str, rows) -> bytes:
    body = "".join("<table:table-row>" + "".join(map(ods_cell, row)) + "</table:table-row>" for row in rows)
    content = (
        f'{PROLOGUE}<office:document-content {SPACES} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(title)}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{PROLOGUE}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, part in (("mimetype", ODS), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            packed.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), part)
    return out.getvalue()
