"""One damaged record becomes cells: what can be told of a line whose quotation marks break the rules."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class RepairedRecord:
    """Cells of a damaged record; `opened` counts the quotation marks that open a cell and that nothing closes."""

    cells: list[str]
    opened: int


def repair_record(text: str, delimiter: str, width: int) -> RepairedRecord | None:
    """
    Read one damaged record as cells, `width` of them where the quotation marks allow it.

    None says that the text can't be one record: a line ends outside of any quotation marks.
    """
    cells, opened = _tolerant_cells(text, delimiter)
    if any("\n" in cell or "\r" in cell for cell in _outside_quotes(cells, opened)):
        return None
    texts = [cell for cell, _ in cells]
    return RepairedRecord(_fit(texts, opened, delimiter, width), len(opened))


def tolerant_width(line: str, delimiter: str) -> int:
    """How many cells a line has by itself."""
    return len(_tolerant_cells(line, delimiter)[0])


def _outside_quotes(cells: list[tuple[str, bool]], opened: list[int]) -> list[str]:
    return [cell for index, (cell, quoted) in enumerate(cells) if not quoted and index not in opened]


def _tolerant_cells(text: str, delimiter: str) -> tuple[list[tuple[str, bool]], list[int]]:
    """Cells with whether each was quoted soundly, and the positions of those that a quotation mark opens and none closes."""
    cells: list[tuple[str, bool]] = []
    opened: list[int] = []
    position = 0
    while True:
        close = _closing_mark(text, position, delimiter) if text.startswith('"', position) else -1
        if close > 0:
            end = close + 1
            cells.append((text[position + 1 : close].replace('""', '"'), True))
        else:
            end = text.find(delimiter, position)
            end = len(text) if end < 0 else end
            if text.startswith('"', position):
                opened.append(len(cells))
            cells.append((text[position:end], False))
        if end >= len(text):
            return cells, opened
        position = end + 1


def _closing_mark(text: str, opening: int, delimiter: str) -> int:
    """Where the cell opened at `opening` ends: the next quotation mark before a delimiter, unless another cell opens first."""
    stop = re.escape(delimiter)
    marks = re.compile(rf'(?P<close>"++(?={stop}|\Z))|{stop}(?P<open>"++)(?!{stop}|\Z)|"++')
    for found in marks.finditer(text, opening + 1):
        if found["close"] and len(found["close"]) % 2:
            return found.end() - 1
        if found["open"] and len(found["open"]) % 2:
            return -1
    return -1


def _fit(cells: list[str], opened: list[int], delimiter: str, width: int) -> list[str]:
    """Join the cells that a lost quotation mark tore apart, where that gives the table's width."""
    excess = max(len(cells) - width, 0)
    for start in opened:
        if start + excess < len(cells):
            joined = delimiter.join(cells[start : start + excess + 1])
            return [*cells[:start], joined[1:] if joined.count('"') == 1 else joined, *cells[start + excess + 1 :]]
    for end, cell in enumerate(cells):
        if excess and end >= excess and cell.count('"') == 1 and cell.endswith('"'):
            return [*cells[: end - excess], delimiter.join(cells[end - excess : end + 1])[:-1], *cells[end + 1 :]]
    return cells
