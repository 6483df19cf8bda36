"""Files that are made to harm whoever reads them, or that are no sheets at all; all made here, none larger than it has to be."""

import io
import zipfile
from collections.abc import Callable

import openpyxl

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)
BOOK = (
    '<?xml version="1.0"?>{doctype}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
BOMB = (
    "<!DOCTYPE lol ["
    + '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
FETCH = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ODS_CONTENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Log">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts as a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return packed.getvalue()


def xlsx(rows: str, doctype_of_book: str = "", doctype_of_sheet: str = "", **more: str | bytes) -> bytes:
    """Write a workbook of one sheet by hand."""
    return archive(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
            "xl/workbook.xml": BOOK.format(doctype=doctype_of_book),
            "xl/_rels/workbook.xml.rels": RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": SHEET.format(doctype=doctype_of_sheet, rows=rows),
            **more,
        }
    )


def ods(rows: str, **more: str | bytes) -> bytes:
    """Write an OpenDocument workbook of one sheet by hand."""
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    return archive(
        {"mimetype": ODS_TYPE, "content.xml": ODS_CONTENT.format(rows=rows), "META-INF/manifest.xml": manifest, **more}
    )


def cell(reference: str, text: str) -> str:
    """Write a text cell of a sheet."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def clean_workbook() -> bytes:
    """A small sound workbook."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [["Company", "Role"], *[[f"Firm {n}", "Analyst"] for n in range(200)]]:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def shared_string_bomb() -> bytes:
    """One string of nearly a megabyte, shown by very many cells."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 900_000}</t></si></sst>'
    relations = RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml").replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    )
    return xlsx(rows, **{"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": relations})


def zip_bomb() -> bytes:
    """A sheet that unpacks to 700 MB."""
    packed = io.BytesIO(xlsx(""))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as made, made.open("xl/worksheets/sheet2.xml", "w") as part:
        for _ in range(700):
            part.write(b" " * 1_000_000)
    return packed.getvalue()


def lying_zip() -> bytes:
    """An archive whose table of contents says that a part of 60 MB is small."""
    packed = bytearray(xlsx(" " * 60_000_000))
    name = b"xl/worksheets/sheet1.xml"
    directory = packed.rindex(name) - 46
    packed[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    return bytes(packed)


def many_parts() -> bytes:
    """An archive of twenty thousand parts."""
    return xlsx("", **{f"xl/media/{n}.xml": "" for n in range(20_000)})


def million_columns() -> bytes:
    """A row of 10^6 cells without references."""
    return xlsx('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>")


def encrypted_office() -> bytes:
    """The outside of an encrypted workbook: an OLE file with an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 3000


def encrypted_ods() -> bytes:
    """An OpenDocument workbook whose content is encrypted."""
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    return ods("", **{"META-INF/manifest.xml": manifest})


def repeated_ods_cells() -> bytes:
    """A cell that is said to repeat a thousand million times."""
    text = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>'
    )
    return ods(f'<table:table-row table:number-rows-repeated="1000000">{text}</table:table-row>')


def far_ods_cell() -> bytes:
    """One cell at the far corner of an OpenDocument sheet."""
    text = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    gap = f'<table:table-row table:number-rows-repeated="1048574">{blank}</table:table-row>'
    return ods(
        f"<table:table-row>{text}</table:table-row>{gap}"
        f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{text}</table:table-row>'
    )


def garbled_sheet() -> bytes:
    """A sound archive whose sheet is no XML."""
    return xlsx("<row><c><<<>>></row")


# Name, maker, what the message says.
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("zip-bomb.xlsx", zip_bomb, "unpacks to 700 MB"),
    ("lying.xlsx", lying_zip, ""),
    ("parts.xlsx", many_parts, "parts, more than"),
    ("strings.xlsx", shared_string_bomb, "takes more than"),
    ("xml-bomb.xlsx", lambda: xlsx(f'<row r="1">{cell("A1", "&a9;")}</row>', doctype_of_sheet=BOMB), "document type"),
    ("xml-bomb-book.xlsx", lambda: xlsx("", doctype_of_book=BOMB), "document type"),
    ("fetch.xlsx", lambda: xlsx(f'<row r="1">{cell("A1", "&e;")}</row>', doctype_of_sheet=FETCH), "document type"),
    (
        "far.xlsx",
        lambda: xlsx(f'<row r="1">{cell("A1", "x")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'),
        "reaches over",
    ),
    (
        "beyond.xlsx",
        lambda: xlsx(f'<row r="1">{cell("A1", "x")}</row><row r="99999999">{cell("ZZZZZ99999999", "x")}</row>'),
        "reaches over",
    ),
    ("columns.xlsx", million_columns, "columns"),
    ("columns.csv", lambda: b",".join([b"a"] * 1_000_000) + b"\n", "more than 16,384"),
    ("field.csv", lambda: b"company,note\nAcme," + b"x" * 1_100_000 + b"\n", "more than 1,000,000"),
    ("large.csv", lambda: b"a,b\n" * 62_600_000, "more than 250 MB"),
    ("cells.csv", lambda: b",,,,,,,,,\n" * 5_000_000 + b"a,b\n", "more than 30,000,000"),
    ("truncated.xlsx", lambda: clean_workbook()[:-200], "cut off or damaged"),
    ("truncated-early.xlsx", lambda: clean_workbook()[:1000], "cut off or damaged"),
    ("magic-only.xlsx", lambda: b"PK\x03\x04", "cut off or damaged"),
    ("garbled.xlsx", garbled_sheet, "can't be read as a workbook"),
    ("encrypted.xlsx", encrypted_office, "protected by a password"),
    ("encrypted.ods", encrypted_ods, "protected by a password"),
    ("old.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "old Office file"),
    ("repeated.ods", repeated_ods_cells, "reaches over"),
    ("far.ods", far_ods_cell, "reaches over"),
    ("no-book.xlsx", lambda: archive({"readme.txt": "hello"}), "an archive; unpack it"),
    ("letter.xlsx", lambda: archive({"word/document.xml": "<x/>"}), "a text document"),
    ("binary.xlsb", lambda: archive({"xl/workbook.bin": "x"}), "binary workbook"),
    ("empty.xlsx", lambda: xlsx(""), "no filled cell"),
    ("empty.csv", lambda: b"", "the file is empty"),
    ("blank.csv", lambda: b"\n\n ,,\n", "the file is empty"),
    ("page.csv", lambda: b"<!DOCTYPE html><html><body><table>", "a web page"),
    ("paper.csv", lambda: b"%PDF-1.7 ...", "a PDF"),
    ("noise.csv", lambda: bytes(range(256)) * 100, "no text and no workbook"),
]
