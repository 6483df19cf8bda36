"""Whether the cells of a row stand where they belong, told by what the cells of each column look like."""

import re
from collections import Counter
from collections.abc import Sequence

Kinds = list[set[str]]
"""For each column what nearly all of its cells look like, or the few words it has; empty where neither tells."""

TEXT = "\0text"  # no cell has this character: a look can't be mistaken for a word
LOOKS = (
    (re.compile(r"\w+://\S*|www\.\S*"), "\0link"),
    (re.compile(r"[^\s@]+@[^\s@]+"), "\0e-mail"),
    (re.compile(r"[-+]?\d+([.,]\d+)?"), "\0number"),
)
BETTER_BY = 3


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
