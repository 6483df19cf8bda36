"""A sheet that is written line by line together with its truth, and the files that are made of it."""

import csv
import datetime as dt
import io
import json
import random
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

COMPANY, ROLE = object(), object()  # stand in a line for the next invented name and job title

NAMES = {
    "en": (
        "Saffron Pewter Thimble Larch Cobble Mistral Harrow Bracken Tansy Ferrule Gannet Sorrel Plover",
        " Works| Care| Group|bury| Systems| & Daughters| Clinic| Press",
    ),
    "de": (
        "Ahornbach Kranichsee Silberau Tannkoog Wiesengrund Eulenstein Marderfeld Lindwurm Quellheim",
        " GmbH| AG| Technik| Pflege| & Co. KG| Handel",
    ),
    "fr": (
        "Bruyère Mésange Clairvent Ormeau Tilleraie Gravelotte Sablonne Vertuis Pierrefontaine",
        " SA| Conseil| Santé| & Fils| Énergie| Studio",
    ),
    "es": (
        "Almendral Cigüeña Robledo Marisma Tomillar Peñalosa Bahíalta Olivera Serranía",
        " S.L.| Salud| Digital| Hermanos| Logística| Clínica",
    ),
    "pt": (
        "Jequitaia Aroeira Sapucaí Marambaia Ipezal Cedrinho Manacá Pitanga Jatobá",
        " Tecnologia| Ltda.| Saúde| Pagamentos| Labs| Sistemas",
    ),
    "it": (
        "Ginestra Calancone Rovereta Lucciola Frassineto Scirocco Melograno Castagneto",
        " S.r.l.| S.p.A.| Studio| Sanità| Moda| Logistica",
    ),
    "nl": (
        "Wilgenhoek Reigerplas Duinroos Korenmolen Ganzeveer Elzenbroek Kwikstaart Hazelaar",
        " B.V.| Zorg| Techniek| Advies| en Zonen| Media",
    ),
    "zh": ("云杉 鹭洲 墨禾 星渡 晴川 竹里 江雁 石桥 海棠 北辰", "科技|网络|医疗|教育|能源|智能"),
}


@dataclass
class Sheet:
    """One sheet: its lines as they stand in the file, and what a sensible reader finds in them."""

    name: str
    extension: str
    language: str
    roles: list[str]
    quirks: list[str]
    one_row_per: str = "application"
    worksheet: str | None = None
    separator: str = ","
    encoding: str = "utf-8"
    day_format: str = "yyyy-mm-dd"
    ambiguous: str = ""
    ask: list[Any] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    raw_lines: bool = False  # no quotation marks, as of a hand that knows none
    header_row: int = 0  # until the header is written
    lines: list[list[Any]] = field(default_factory=list)
    applications: list[dict[str, Any]] = field(default_factory=list)
    why_not: dict[str, str] = field(default_factory=dict)
    may_stand_if_asked: list[int] = field(default_factory=list)
    must_report: list[int] = field(default_factory=list)
    threads: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rng = random.Random(self.name)
        first, last = NAMES[self.language]
        names = [a + b for a in first.split() for b in last.split("|")]
        rng.shuffle(names)
        self._names, self._rng = names, rng

    def header(self, *cells: Any) -> None:
        """The line of the headers."""
        self.lines.append(list(cells))
        self.header_row = len(self.lines)

    def other(self, why: str, *cells: Any, or_ask: bool = False) -> None:
        """A line that holds no application."""
        self.lines.append(list(cells))
        if self.header_row:
            self.why_not[str(len(self.lines))] = why
        if or_ask:
            self.may_stand_if_asked.append(len(self.lines))

    def _filled(self, cells: tuple[Any, ...], company: str, role: str) -> list[Any]:
        swap = {id(COMPANY): company, id(ROLE): role}
        return [
            swap.get(id(c), c.replace("{company}", company).replace("{role}", role) if isinstance(c, str) else c) for c in cells
        ]

    def _truth(
        self, company: str, role: str, applied: str | None, status: str, events: str, optional: dict[str, Any]
    ) -> dict[str, Any]:
        title, _, seniority = role.partition("|")
        found = [[day, kind, ""] for kind, day in (e.split() for e in events.split(",") if e.strip())]
        if applied:
            found.append([applied, "application", ""])
        if "also" in optional:
            optional["events_also"] = [[day, kind, ""] for kind, day in (e.split() for e in optional.pop("also").split(","))]
        return {
            "company": company,
            "role": title,
            "applied": applied,
            "status": status,
            "seniority": seniority or None,
            "medium": None,
            "events": sorted(found),
            **optional,
        }

    def app(self, *cells: Any, applied: str | None, status: str, events: str = "", report: bool = False, **optional: Any) -> None:
        """A line that is an application of its own; events are written "interview 2026-06-03, offer 2026-06-20"."""
        same_firm = optional.pop("same_firm", False)
        company = optional.pop("company", None) or (self.applications[-1]["company"] if same_firm else self._names.pop())
        role = optional.pop("role", None)
        role = self._rng.choice(self.roles) if role is None else role
        self.lines.append(self._filled(cells, company, role.partition("|")[0]))
        truth = self._truth(company, role, applied, status, events, optional)
        self.applications.append({"row": len(self.lines), **truth})
        if report:
            self.must_report.append(len(self.lines))

    def thread(self, key: str, *, applied: str | None, status: str, events: str = "", **optional: Any) -> None:
        """An application whose events stand on lines of their own."""
        role = optional.pop("role", None)
        role = self._rng.choice(self.roles) if role is None else role
        self.threads[key] = self._truth(self._names.pop(), role, applied, status, events, optional)

    def event(self, key: str, *cells: Any) -> None:
        """One line of a thread."""
        truth = self.threads[key]
        self.lines.append(self._filled(cells, truth["company"], truth["role"]))
        row = len(self.lines)
        if "rows" not in truth:
            truth.update(row=row, rows=[])
            self.applications.append(truth)
        truth["rows"].append(row)

    def expected(self) -> dict[str, Any]:
        """The truth as check_sheets.py reads it."""
        not_held = [int(r) for r, why in self.why_not.items() if why not in ("blank", "duplicate", "repeated header")]
        return {
            "source_layout": "invented",
            "quirks": self.quirks,
            "sheet": self.worksheet,
            "header_row": self.header_row,
            "one_row_per": self.one_row_per,
            "company_and_role_in_one_column": False,
            "data_rows": sum(len(a.get("rows", [0])) for a in self.applications),
            "applications": self.applications,
            "not_applications": [int(r) for r in self.why_not],
            "why_not": self.why_not,
            "must_report": self.must_report,
            "ambiguous": self.ambiguous,
            "no_application": not_held,
            "no_application_or_ask": self.may_stand_if_asked,
            "ask_columns": self.ask,
            "not_asked_columns": self.not_asked,
        }

    def write(self, folder: Path) -> None:
        """The file and its truth beside it."""
        path = folder / f"{self.name}.{self.extension}"
        if self.extension == "xlsx":
            _write_xlsx(self, path)
        elif self.extension == "ods":
            _write_ods(self, path)
        else:
            path.write_bytes(_text(self).encode(self.encoding))
        truth = json.dumps(self.expected(), ensure_ascii=False, indent=1)
        (folder / f"{self.name}.expected.json").write_text(truth + "\n", encoding="utf-8")


def _text(sheet: Sheet) -> str:
    if sheet.raw_lines:
        return "\n".join(sheet.separator.join("" if c is None else str(c) for c in line) for line in sheet.lines) + "\n"
    out = io.StringIO()
    csv.writer(out, delimiter=sheet.separator, lineterminator="\n").writerows(sheet.lines)
    return out.getvalue()


def _write_xlsx(sheet: Sheet, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = sheet.worksheet or "Sheet1"
    for i, line in enumerate(sheet.lines, 1):
        for j, value in enumerate(line, 1):
            if value not in (None, ""):
                cell = page.cell(i, j, value)
                if isinstance(value, dt.date):
                    cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, dt.datetime) else sheet.day_format
    for area in sheet.merged:
        page.merge_cells(area)
    book.save(path)


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods_cell(value: Any) -> str:
    if value in (None, ""):
        return "<table:table-cell/>"
    if isinstance(value, dt.date):
        head = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        head = f'office:value-type="float" office:value="{value}"'
    else:
        head = 'office:value-type="string"'
    return f"<table:table-cell {head}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _write_ods(sheet: Sheet, path: Path) -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, line)) or _ods_cell(None)}</table:table-row>" for line in sheet.lines
    )
    table = f"<table:table table:name={quoteattr(sheet.worksheet or 'Sheet1')}>{rows}</table:table>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = f"{ODS_HEAD}{table}</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as pack:
        for name, text in (("mimetype", kind), ("META-INF/manifest.xml", ODS_MANIFEST), ("content.xml", content)):
            pack.writestr(zipfile.ZipInfo(name), text)
