"""Rows with a cell too many or too few are named and brought to the table's width."""

import re
from collections import Counter
from collections.abc import Sequence

from followup_analytics.importing.files.text_grid import RawTable, column_letter, shown
from followup_analytics.problems import Problem

Kinds = list[set[str]]
"""For each column what nearly all of its cells look like, or the few words it has; empty where neither tells."""

TEXT = "\0text"  # no cell has this character: a look can't be mistaken for a word
LOOKS = (
    (re.compile(r"\w+://\S*|www\.\S*"), "\0link"),
    (re.compile(r"[^\s@]+@[^\s@]+"), "\0e-mail"),
    (re.compile(r"[-+]?\d+([.,]\d+)?"), "\0number"),
)
BETTER_BY = 3
_CODE_OF_SHORT = {"note": "row-too-short", "question": "row-too-short-open", "error": "row-too-short-shifted"}


def column_kinds(rows: Sequence[list[str]], width: int) -> Kinds:
    """Learn from rows what the cells of each column look like."""
    kinds: Kinds = []
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
        looks, words = Counter(map(_look, cells)), Counter(cells)
        if len(cells) >= 4 and len(words) * 3 <= len(cells):
            # A word that is met once may be the very thing that stands in the wrong column.
            kinds.append({word for word, count in words.items() if count > 1} | (set(looks) - {TEXT}))
        else:
            look, count = looks.most_common(1)[0] if cells else (TEXT, 0)
            kinds.append({look} if look != TEXT and count * 5 >= len(cells) * 4 else set())
    return kinds


def fit(cells: list[str], kinds: Kinds) -> int:
    """How many cells are what their column has, less those that are not."""
    told = [(cell, kind) for cell, kind in zip(cells, kinds, strict=True) if kind and cell.strip()]
    return sum(1 if cell in kind or _look(cell) in kind else -1 for cell, kind in told)


def is_shifted(row: list[str], kinds: Kinds) -> bool:
    """Whether a row would fit its columns much better with one cell put in or left out somewhere."""
    telling = [(cell, kind) for cell, kind in zip(row, kinds, strict=True) if kind and cell.strip()]
    strange = sum(not (cell in kind or _look(cell) in kind) for cell, kind in telling)
    if strange < 2:
        return False
    shifted = [[*row[:at], *row[at + 1 :], ""] for at in range(len(row))]
    if not row[-1].strip():
        shifted += [[*row[:at], "", *row[at:-1]] for at in range(len(row))]
    return max(fit(cells, kinds) for cells in shifted) >= fit(row, kinds) + BETTER_BY


def _look(cell: str) -> str:
    """What a cell looks like."""
    cell = cell.strip()
    for pattern, look in LOOKS:
        if pattern.fullmatch(cell):
            return look
    digits = sum(map(str.isdigit, cell)) if len(cell) <= 30 else 0
    return "\0date" if digits >= 3 and digits * 3 >= len(cell) else TEXT


PROFILED_ROWS = 500
JUDGED_FOR_SHIFTS = 20_000
# Beyond this share of the rows it's the habit of the program that wrote the file, and no damage.
HABIT = 0.1


def even_out(table: RawTable) -> None:
    """
    Bring all rows to one width, and name those that had another.

    The width is that of the header or of most rows, whichever is more. Rows above the header are never judged. A row that is
    longer loses the cells beyond (they stay in the problem's value): an error where they hold text. A row that is shorter gets
    empty cells at its end: a note where its cells fit the columns they stand in, an error where they would fit better with the
    gap elsewhere, a question where nothing tells.
    """
    rows = table.rows
    if len(set(map(len, rows))) == 1:
        return
    filled = [(index, row) for index, row in enumerate(rows) if any(map(str.strip, row))]
    usual = _usual_width([row for _, row in filled])
    header, begin = _header_width(filled, usual)
    width, least = max(header, usual), min(header, usual)
    if least < usual and _mostly_filled([row for _, row in filled if len(row) == usual], usual - 1):
        table.report(_header_problem(begin, rows[begin], header, usual))
        least = usual
    judged = [(index, row) for index, row in filled if index > begin]
    _name_long(table, judged, width)
    _name_short(table, judged, least, width)
    kept = [row[:width] if index > begin else row for index, row in enumerate(rows)]
    whole = max(map(len, kept))
    table.rows = [row if len(row) == whole else row + [""] * (whole - len(row)) for row in kept]


def _usual_width(filled: list[list[str]]) -> int:
    """The width of most rows that have more than one cell; of equals, the first met."""
    widths = Counter(len(row) for row in filled if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 1


def _header_width(filled: list[tuple[int, list[str]]], usual: int) -> tuple[int, int]:
    """Width and index of the first row that is filled enough for a header."""
    for index, row in filled[:20]:
        if sum(map(bool, map(str.strip, row))) >= max(2, usual / 2):
            return len(row), index
    return usual, -1


def header_place(rows: Sequence[list[str]]) -> int:
    """The index of the row that is filled enough for a header, 0 where none is; what it says does not matter."""
    filled = [(index, row) for index, row in enumerate(rows) if any(map(str.strip, row))]
    widths = Counter(sum(bool(cell.strip()) for cell in row) for _, row in filled)
    return max(_header_width(filled, widths.most_common(1)[0][0] if widths else 1)[1], 0)


def _mostly_filled(rows: list[list[str]], column: int) -> bool:
    return sum(bool(row[column].strip()) for row in rows) * 2 > len(rows)


def _header_problem(index: int, row: list[str], header: int, usual: int) -> Problem:
    details = {"header": header, "usual": usual}
    return Problem("header-width", index + 1, value=shown(" | ".join(row)), details=details)


def _counted(row: list[str], width: int) -> dict[str, object]:
    """How many cells a row has, and how many the table."""
    return {"cells": f"{len(row)} cell{'s' if len(row) != 1 else ''}", "width": width}


def _name_long(table: RawTable, judged: list[tuple[int, list[str]]], width: int) -> None:
    long = [(index, row) for index, row in judged if len(row) > width]
    habit = len(long) > max(2, HABIT * len(judged))
    for index, row in long:
        beyond = [cell for cell in row[width:] if cell.strip()]
        code = "row-too-long" if beyond else "row-too-long-empty"
        if beyond or not habit:
            place = (index + 1, column_letter(width), " | ".join(beyond))
            table.report(Problem(code, *place, details=_counted(row, width)))


def _name_short(table: RawTable, judged: list[tuple[int, list[str]]], least: int, width: int) -> None:
    short = [(index, row) for index, row in judged if len(row) < least]
    if not short:
        return
    habit = len(short) > max(2, HABIT * len(judged))
    kinds = column_kinds([row for _, row in judged[:PROFILED_ROWS] if len(row) >= least], width)
    for index, row in short:
        severity = "note" if len(row) == 1 else _severity_of_short(row, kinds, width)
        if severity != "note" or not habit:
            value, details = shown(" | ".join(row)), _counted(row, width)
            table.report(Problem(_CODE_OF_SHORT[severity], index + 1, value=value, details=details))


def _severity_of_short(row: list[str], kinds: Kinds, width: int) -> str:
    """Judge a short row by where its cells fit best when the gap is put at each place in turn."""
    missing = width - len(row)
    fits = [fit([*row[:gap], *[""] * missing, *row[gap:]], kinds) for gap in range(len(row) + 1)]
    if fits[-1] < max(fits):
        return "error"
    return "note" if fits[-1] > 0 else "question"


def settle_width(table: RawTable) -> int:
    """
    Name the rows whose cells are shifted, or reach beyond the last column that has a header; returns the width left.

    A few cells beyond are left out of the table (they stay in the problem's value); many are another table beside this one.
    """
    filled = [(index, row) for index, row in enumerate(table.rows) if any(map(str.strip, row))]
    widths = Counter(sum(map(bool, row)) for _, row in filled)
    whole = len(table.rows[0]) if table.rows else 0
    _, begin = _header_width(filled, widths.most_common(1)[0][0] if widths else 1)
    if begin < 0:
        return whole
    _name_shifted(table, [(index, row) for index, row in filled if index > begin])
    width = max(position + 1 for position, cell in enumerate(table.rows[begin]) if cell.strip())
    beyond = [index for index, row in filled if any(map(str.strip, row[width:]))]
    if not beyond or beyond[0] < begin or len(beyond) > max(3, HABIT * len(filled)):
        return whole
    for index in beyond:
        table.report(_beyond_problem(index, table.rows[index], width))
    table.rows = [row[:width] for row in table.rows]
    return width


def _beyond_problem(index: int, row: list[str], width: int) -> Problem:
    at = next(position for position, cell in enumerate(row[width:], width) if cell.strip())
    return Problem("cell-beyond-table", index + 1, column_letter(at), " | ".join(filter(str.strip, row[width:])))


def _name_shifted(table: RawTable, judged: list[tuple[int, list[str]]]) -> None:
    """Name the rows in which a cell was left out or put in, so that those after it stand in their neighbours' columns."""
    kinds = column_kinds([row for _, row in judged[:PROFILED_ROWS]], len(table.rows[0]))
    known = {problem.row for problem in table.problems if problem.severity == "error"}
    for index, row in judged[:JUDGED_FOR_SHIFTS]:
        if index + 1 not in known and is_shifted(row, kinds):
            table.report(Problem("cells-shifted", index + 1, value=shown(" | ".join(row))))
