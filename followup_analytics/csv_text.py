"""Text that goes into a CSV cell: formulas are defused so that a spreadsheet program shows them and never runs them."""

import re
from collections.abc import Callable
from typing import cast

import pandas as pd

# What a spreadsheet program may take for a formula. The apostrophes before it are counted, so that defusing can be undone.
_RISKY = re.compile(r"^'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"^'(?='*[=+\-@\t\r])")


def defuse_text(text: str) -> str:
    """Put one apostrophe before what a spreadsheet program would run."""
    return "'" + text if _RISKY.match(text) else text


def defuse(column: pd.Series) -> pd.Series:
    """`defuse_text` for a column of text; only distinct values are looked at."""
    return _map_distinct(column, defuse_text)


def restore(column: pd.Series) -> pd.Series:
    """Undo `defuse`: take one apostrophe away from what was defused."""
    return _map_distinct(column, lambda text: _DEFUSED.sub("", text))


def _map_distinct(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    distinct = pd.unique(column)
    changed = {text: change(text) for text in distinct}
    if all(before == after for before, after in changed.items()):
        return column
    return cast(pd.Series, column.map(changed).astype("str"))
