"""Files written whole or not at all, paths as they are typed, and CSV text that a spreadsheet program cannot run."""

import errno
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import pandas as pd

from followup_analytics.errors import FollowupError, advice_on


def home_expanded(path: str | os.PathLike[str]) -> Path:
    """The path with ~ as the user's folder, where that is meant: a file's own name may begin with ~ too."""
    given = Path(path)
    try:
        return given if os.path.lexists(given) else given.expanduser()
    except (RuntimeError, ValueError):
        return given


@contextmanager
def replaced_file(target: Path) -> Iterator[Path]:
    """A new file beside the target that takes its place when all is written, and is gone where something fails.

    A target that is there keeps its permissions; a new one is for its owner only. Where the target is a link, the file that it
    leads to is written, and the link stays. What was written is on the disk before it gets its name.

    Raises
    ------
    FollowupError
        If it can't be written.
    """
    part = None
    try:
        goal = _goal_of(target)
        handle, name = tempfile.mkstemp(prefix=".followup-", suffix=".part", dir=goal.parent)
        os.close(handle)
        part = Path(name)
        yield part
        if goal.exists():
            part.chmod(stat.S_IMODE(goal.stat().st_mode))
        _sync(part)
        part.replace(goal)
        _sync(goal.parent)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FollowupError(f"{target}: can't be written ({reason}): {advice_on(error)}") from error
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _goal_of(target: Path) -> Path:
    """The file that is meant: where a link leads to, never a folder, a device or what may not be written to."""
    goal = Path(os.path.realpath(target))
    if not target.name or goal.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if goal.exists() and not goal.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    if goal.exists() and not os.access(goal, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return goal


def _sync(path: Path) -> None:
    """Bring what was written, or a folder's names, to the disk; a folder where the system lets it be opened."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
