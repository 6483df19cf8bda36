"""A clean job-search sheet is damaged in many ways, and what is read of it compared with what was in it.

    python tests/pollution.py [--pairs N] [--cells]

prints for each kind of damage and each format in how many files of how many everything is right: every data row is in the log
or named, the damaged record is named, no other is accused, and all other rows are exactly as in the clean sheet. `--cells`
looks at the first stage only (what was read), without `--cells` at the whole import (what it means).
"""

import argparse
import datetime as dt
import io
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

HEADER = ["Company", "Role", "Date Applied", "Source", "Status", "Contact email", "Link", "Notes"]
FIRMS = [
    "Acme, Inc.",
    "Müller & Söhne",
    "Bolt",
    "Ångström AB",
    "Cork Labs",
    "Deltaline",
    "Érable SARL",
    "Fjord",
    "Granite, Ltd",
    "Hearth",
]
ROLES = ["Data Analyst", "Senior Engineer", "Product Manager, EU", "Technical Writer", "UX Designer"]
SOURCES = ["LinkedIn", "Referral", "Company website", "Indeed"]
STATUSES = ["Applied", "Rejected", "Interview", "Applied", "Applied"]
NOTES = ['They said "soon", then nothing', "first line\nsecond line, longer", "", "asks for Python; SQL", "see advert"]


def clean_rows(count: int = 60) -> list[list[str]]:
    """The rows of the clean sheet: quoted cells, line breaks, letters of several languages, empty cells."""
    rows = []
    for n in range(count):
        day = (dt.date(2026, 1, 5) + dt.timedelta(days=n)).isoformat()
        firm = f"{FIRMS[n % 10]} {n}"
        link = f"https://jobs.example.com/{1000 + n}"
        rows.append([firm, ROLES[n % 5], day, SOURCES[n % 4], STATUSES[n % 5], f"person{n}@example.com", link, NOTES[n % 5]])
    return rows


@dataclass(frozen=True)
class Record:
    """One row of a polluted sheet: its cells, its text in a CSV where that isn't what its cells would be, its clean row."""

    cells: list[str]
    line: bytes | None = None
    clean: int | None = None
    damaged: bool = False
    needed: bool = True
    """Whether it must be named: a blank row that follows a blank row need not be."""


Sheet = list[Record]


def csv_line(cells: list[str]) -> str:
    """One record as a careful program writes it, without its line end."""
    import csv

    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def clean_sheet() -> Sheet:
    """The clean sheet with its header."""
    return [Record(HEADER), *[Record(row, clean=n) for n, row in enumerate(clean_rows())]]


# --- the kinds: each gets a record and says by what it is replaced ---------------------------------------------------------


def _cells(change: Callable[[list[str]], list[str]]) -> Callable[[Record], Sheet]:
    return lambda record: [replace(record, cells=change(list(record.cells)), damaged=True)]


def _text(change: Callable[[str], str | bytes]) -> Callable[[Record], Sheet]:
    def damage(record: Record) -> Sheet:
        changed = change(csv_line(record.cells))
        return [replace(record, line=changed if isinstance(changed, bytes) else changed.encode(), damaged=True)]

    return damage


def _before(cells: list[str], line: bytes | None = None) -> Callable[[Record], Sheet]:
    return lambda record: [Record(cells, line, damaged=True), record]


def _lose_closing(text: str) -> str:
    at = text.find('",')
    return text[:at] + text[at + 1 :] if at > 0 else '"' + text


def _lose_opening(text: str) -> str:
    at = text.find('"')
    return text[:at] + text[at + 1 :] if at >= 0 else text.replace(",", '",', 1)


def _set(position: int, value: str) -> Callable[[Record], Sheet]:
    return _cells(lambda cells: [*cells[:position], value, *cells[position + 1 :]])


BY_CELLS: dict[str, Callable[[Record], Sheet]] = {
    "a cell too many at the end": _cells(lambda cells: [*cells, "extra"]),
    "a cell too many inside": _cells(lambda cells: [*cells[:1], "inserted", *cells[1:]]),
    "first cell lost": _cells(lambda cells: cells[1:]),
    "a cell lost inside": _cells(lambda cells: [*cells[:3], *cells[4:]]),
    "company lost": _set(0, ""),
    "impossible date": _set(2, "2026-13-45"),
    "words in the date": _set(2, "sometime in spring"),
    "unknown status": _set(4, "Zorgblatt"),
    "control characters": _cells(lambda cells: [cells[0] + "\x07", *cells[1:]]),
    "blank row": _before([""] * len(HEADER)),
    "repeated header": _before(HEADER),
    "totals": _before(["Total", "60", "", "", "", "", "", ""]),
    "conflict mark": _before(["<<<<<<< HEAD"]),
    "words between the rows": _before(["second half of my search"]),
    "an exact repeat": lambda record: [record, replace(record, damaged=True, clean=None)],
}
BY_TEXT: dict[str, Callable[[Record], Sheet]] = {
    "an empty cell too many": _text(lambda text: text + ","),
    "last cell cut off": _text(lambda text: csv_line(next(_parsed(text))[:-1])),
    "line cut off": _text(lambda text: text.replace("\n", " ")[: len(text) // 3]),
    "a stray mark": _text(lambda text: text.replace("Data", 'Da"ta').replace("er", 'e"r', 1).replace("a", 'a"', 1)),
    "marks in a quoted cell": _text(lambda text: f'"The "real" {text[:4].strip(chr(34))}"' + text[text.index(",") :]),
    "closing mark lost": _text(_lose_closing),
    "opening mark lost": _text(_lose_opening),
    "last cell opens a mark": _text(lambda text: csv_line(next(_parsed(text))[:-1]) + ',"see'),
    "NUL": _text(lambda text: text.replace("@", "@\0", 1)),
    "another encoding": _text(lambda text: text.encode().replace(b"person", "persön".encode("cp1252"))),
    "half a character": _text(lambda text: text.encode().replace(b"person", b"pers\xc3n")),
    "blank line": _before([""] * len(HEADER), b""),
}
KINDS = BY_CELLS | BY_TEXT
# What only the meaning tells, and the first stage has nothing to say about.
OF_MEANING = {
    "company lost", "impossible date", "words in the date", "unknown status", "repeated header", "totals", "an exact repeat",
    "conflict mark", "words between the rows",
}  # fmt: skip


def _parsed(text: str) -> Iterator[list[str]]:
    import csv

    return csv.reader(io.StringIO(text, newline=""))


def polluted(*damages: tuple[str, int]) -> Sheet:
    """The clean sheet with damages, each a kind and the data row (from 0) that it strikes."""
    sheet: Sheet = []
    for record in clean_sheet():
        kinds = [kind for kind, row in damages if record.clean == row]
        replaced = [record]
        for kind in kinds:
            last = replaced.pop()
            replaced.extend(KINDS[kind](last))
        sheet.extend(replaced)
    return sheet


# --- written as a file -----------------------------------------------------------------------------------------------------


def as_csv(sheet: Sheet) -> bytes:
    """The sheet as UTF-8 text."""
    return b"\n".join(csv_line(record.cells).encode() if record.line is None else record.line for record in sheet) + b"\n"


def as_xlsx(sheet: Sheet) -> bytes:
    """The sheet as an Excel workbook with dates as dates."""
    import openpyxl

    book = openpyxl.Workbook()
    log = book["Sheet"]
    for number, record in enumerate(sheet, 1):
        for column, text in enumerate(record.cells, 1):
            if text:
                log.cell(number, column, _dated(text) or text.replace("\x07", "_x0007_"))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def as_ods(sheet: Sheet) -> bytes:
    """The sheet as an OpenDocument workbook."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Log")
    for record in sheet:
        row = TableRow()
        for text in record.cells:
            date = _dated(text)
            cell = TableCell(valuetype="date", datevalue=text) if date else TableCell(valuetype="string") if text else TableCell()
            for line in text.split("\n") if text else []:
                cell.addElement(P(text=line))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    packed = io.BytesIO()
    book.write(packed)
    return packed.getvalue()


def _dated(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}


def kinds_of(form: str) -> list[str]:
    """The kinds of damage that a format can have."""
    if form == "csv":
        return list(KINDS)
    return [kind for kind in BY_CELLS if not (form == "ods" and kind == "control characters")]  # XML can't hold them


# --- what was made of it ---------------------------------------------------------------------------------------------------


@dataclass
class Verdict:
    """What is wrong with a reading; nothing if all is right."""

    unnamed: list[int] = field(default_factory=list)
    accused: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.unnamed or self.accused or self.lost or self.wrong)


def judge_cells(sheet: Sheet, form: str, kinds: tuple[str, ...]) -> Verdict:
    """Compare the first stage's cells and problems with what is in the sheet."""
    from followup_analytics.importing.files.open_source import read_grids

    (grid,) = read_grids(io.BytesIO(FORMATS[form](sheet))).grids
    named = set(grid.problems["row"].dropna().astype(int))
    damaged = {number for number, record in enumerate(sheet, 1) if record.damaged}
    verdict = Verdict(accused=sorted(named - damaged))
    if not OF_MEANING & set(kinds):
        verdict.unnamed = sorted(damaged - named)
    for number, record in enumerate(sheet, 1):
        if number not in grid.cells.index:
            verdict.lost.append(number)
        elif not record.damaged:
            cells = grid.cells.loc[number].tolist()
            if [*cells, *[""] * 9][: len(HEADER)] != record.cells:
                verdict.wrong.append(number)
    return verdict


def judge_log(sheet: Sheet, form: str, kinds: tuple[str, ...]) -> Verdict:
    """Compare the log with the one of the clean sheet, row by row."""
    import followup_analytics as fa

    log = fa.read_log(io.BytesIO(FORMATS[form](sheet)))
    truth = _meanings(_clean_log(form))
    # A sound row may ask for the day of an interview that it states; that names no damage.
    problems = log.problems[log.problems["code"] != "interview-undated"]
    named = set(problems["row"].dropna().astype(int))
    damaged = {number for number, record in enumerate(sheet, 1) if record.damaged}
    found = _meanings(log)
    verdict = Verdict(unnamed=sorted(damaged - named), accused=sorted(named - damaged))
    for number, record in enumerate(sheet, 1):
        if record.clean is not None:
            if number not in found and number not in named:
                verdict.lost.append(number)
            if not record.damaged and found.get(number) != truth[record.clean + 2]:
                verdict.wrong.append(number)
    return verdict


_CLEAN_LOGS: dict[str, object] = {}


def _clean_log(form: str) -> object:
    import followup_analytics as fa

    if form not in _CLEAN_LOGS:
        _CLEAN_LOGS[form] = fa.read_log(io.BytesIO(FORMATS[form](clean_sheet())))
    return _CLEAN_LOGS[form]


def _meanings(log: object) -> dict[int, list[str]]:
    """What a log says of each row of the sheet: its application and its events, as text."""
    applications = log.applications.reset_index()  # type: ignore[attr-defined]
    events = log.events.reset_index(drop=True)  # type: ignore[attr-defined]
    rows = dict(zip(applications["application_id"], applications["row"].astype(int), strict=True))
    meanings: dict[int, list[str]] = {row: [] for row in rows.values()}
    for values in applications.drop(columns=["application_id", "row"]).assign(row=applications["row"]).itertuples(index=False):
        meanings[int(values[-1])].append(repr(tuple(map(str, values[:-1]))))
    for values in events.drop(columns=["row"]).itertuples(index=False):
        meanings[rows[values.application_id]].append(repr(tuple(map(str, values[1:]))))
    return {row: sorted(said) for row, said in meanings.items()}


def single_damages(form: str, step: int = 1) -> Iterator[tuple[tuple[str, int], ...]]:
    """Every kind at every row, or at every `step`-th."""
    for position, kind in enumerate(kinds_of(form)):
        for row in range(position % step, 60, step):
            yield ((kind, row),)


def pairs_of_damages(form: str, count: int, seed: int = 0) -> Iterator[tuple[tuple[str, int], ...]]:
    """Pairs of kinds at different rows, half of them at rows that follow each other."""
    draw = random.Random(seed)
    for number in range(count):
        first, second = draw.choice(kinds_of(form)), draw.choice(kinds_of(form))
        row = draw.randrange(59)
        other = row + 1 if number % 2 else draw.choice([n for n in range(60) if n != row])
        yield ((first, row), (second, other))


def main() -> int:
    """Print the figures; the exit code is 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description="how much of a damaged sheet is read rightly")
    parser.add_argument("--pairs", type=int, default=600, help="pairs of damages to try in each format")
    parser.add_argument("--step", type=int, default=1, help="strike every n-th row only")
    parser.add_argument("--cells", action="store_true", help="look at the first stage only")
    parser.add_argument("--show", type=int, default=3, help="misses to show for each kind")
    chosen = parser.parse_args()
    judge = judge_cells if chosen.cells else judge_log
    right, tried = Counter[str](), Counter[str]()
    for form in FORMATS:
        for damages in [*single_damages(form, chosen.step), *pairs_of_damages(form, chosen.pairs)]:
            kinds = tuple(kind for kind, _ in damages)
            label = f"{form}: {kinds[0] if len(kinds) == 1 else 'pairs of damages'}"
            try:
                verdict: object = judge(polluted(*damages), form, kinds)
                good = verdict.right  # type: ignore[attr-defined]
            except Exception as error:  # any error is a miss, and shown
                verdict, good = repr(error), False
            tried[label] += 1
            right[label] += good
            if not good and tried[label] - right[label] <= chosen.show:
                print("   ", form, damages, verdict)
    for label in tried:
        print(f"{right[label]} of {tried[label]}  {label}")
    print(f"{right.total()} of {tried.total()}  all")
    return int(right.total() < tried.total())


if __name__ == "__main__":
    sys.exit(main())
