"""Files written whole or not at all, and CSV text that a spreadsheet program cannot run."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import pandas as pd

from followup_analytics.errors import FollowupError, advice_on


@contextmanager
def replaced_file(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place when all is written, and is gone where something fails.

    Raises
    ------
    FollowupError
        If it can't be written.
    """
    part = target.parent / f"{target.name}.part"
    try:
        if not target.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        yield part
        part.replace(target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FollowupError(f"{target}: can't be written ({reason}): {advice_on(error)}") from error
    finally:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)


def write_whole(path: str | os.PathLike[str], content: bytes, what: str, ending: str) -> None:
    """Write a file; one that is there already is replaced only when all is written.

    Parameters
    ----------
    path
        Where to.
    content : bytes
    what : str
        What is written, for the message: "a calendar".
    ending : str
        What the file's name must end in: ".ics".

    Raises
    ------
    FollowupError
        If the name has another ending, or the file can't be written.
    """
    target = Path(path)
    if target.suffix.lower() != ending:
        raise FollowupError(f"{target}: {what} is written as {ending[1:].upper()}: give a name that ends in {ending}")
    with replaced_file(target) as part:
        part.write_bytes(content)


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
