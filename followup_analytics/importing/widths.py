"""A row with a cell too many or too few is named, and every row brought to the width of its table."""

from collections import Counter

from followup_analytics.importing.damage import shown
from followup_analytics.importing.grid import RawTable, column_letter
from followup_analytics.importing.problems import Problem
from followup_analytics.importing.shifts import Kinds, column_kinds, fit, is_shifted

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
        table.problems.append(_header_problem(begin, rows[begin], header, usual))
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


def _mostly_filled(rows: list[list[str]], column: int) -> bool:
    return sum(bool(row[column].strip()) for row in rows) * 2 > len(rows)


def _header_problem(index: int, row: list[str], header: int, usual: int) -> Problem:
    what = f"the first full row has {header} cells, most rows have {usual}"
    return (index + 1, "", shown(" | ".join(row)), what, "columns may have the wrong names", "question")


def _name_long(table: RawTable, judged: list[tuple[int, list[str]]], width: int) -> None:
    long = [(index, row) for index, row in judged if len(row) > width]
    habit = len(long) > max(2, HABIT * len(judged))
    for index, row in long:
        beyond = [cell for cell in row[width:] if cell.strip()]
        what = f"{len(row)} cell{'s' if len(row) != 1 else ''} where the table has {width}"
        if beyond:
            consequence = "its cells may stand in wrong columns; what stands beyond the table was left out"
            table.problems.append((index + 1, column_letter(width), " | ".join(beyond), what, consequence, "error"))
        elif not habit:
            table.problems.append((index + 1, column_letter(width), "", what, "the empty ones beyond were left out", "note"))


def _name_short(table: RawTable, judged: list[tuple[int, list[str]]], least: int, width: int) -> None:
    short = [(index, row) for index, row in judged if len(row) < least]
    if not short:
        return
    habit = len(short) > max(2, HABIT * len(judged))
    kinds = column_kinds([row for _, row in judged[:PROFILED_ROWS] if len(row) >= least], width)
    for index, row in short:
        severity = "note" if len(row) == 1 else _severity_of_short(row, kinds, width)
        if severity != "note" or not habit:
            what = f"{len(row)} cell{'s' if len(row) != 1 else ''} where the table has {width}"
            consequence = (
                "its cells may stand in wrong columns" if severity == "error" else "the missing ones at its end are empty"
            )
            table.problems.append((index + 1, "", shown(" | ".join(row)), what, consequence, severity))


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
        table.problems.append(_beyond_problem(index, table.rows[index], width))
    table.rows = [row[:width] for row in table.rows]
    return width


def _beyond_problem(index: int, row: list[str], width: int) -> Problem:
    at = next(position for position, cell in enumerate(row[width:], width) if cell.strip())
    what = "a cell beyond the last column that has a header"
    consequence = "it was left out; the others may stand in wrong columns"
    return (index + 1, column_letter(at), " | ".join(filter(str.strip, row[width:])), what, consequence, "question")


def _name_shifted(table: RawTable, judged: list[tuple[int, list[str]]]) -> None:
    """Name the rows in which a cell was left out or put in, so that those after it stand in their neighbours' columns."""
    kinds = column_kinds([row for _, row in judged[:PROFILED_ROWS]], len(table.rows[0]))
    known = {problem[0] for problem in table.problems if problem[5] == "error"}
    for index, row in judged[:JUDGED_FOR_SHIFTS]:
        if index + 1 not in known and is_shifted(row, kinds):
            what, consequence = "the cells fit the columns beside theirs better", "its cells may stand in wrong columns"
            table.problems.append((index + 1, "", shown(" | ".join(row)), what, consequence, "error"))
