"""A journal's file gets its name once it is whole, and only if no other program has made one by then; leftovers are swept."""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from followup_analytics.errors import JournalError, advice_on

# A file without a name that nobody has touched for so long belongs to a program that is gone.
ABANDONED_SECONDS = 600.0
_LOCKED_SECONDS = 60.0
_PAUSE_SECONDS = 0.02


def create_whole(path: Path, fill: Callable[[Path], None]) -> None:
    """Make a file under another name, readable to its owner only, and give it its own if there is none by now.

    Raises
    ------
    JournalError
        If it can't be made.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise JournalError(f"{path}: the journal can't be made ({reason}): {advice_on(error)}") from None
    os.close(handle)
    try:
        fill(Path(name))
        _name_it(Path(name), path)
        sync_folder(path.parent)
    except OSError as error:
        advice = advice_on(error, "name another folder")
        raise JournalError(f"{path}: the journal can't be made ({error.strerror}): {advice}") from None
    finally:
        with suppress(OSError):
            os.unlink(name)


def _name_it(new: Path, path: Path) -> None:
    """Give the new file its name, unless another file has it; where the disk knows no second name, under a lock."""
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:
        _name_it_under_a_lock(new, path)


def _name_it_under_a_lock(new: Path, path: Path) -> None:
    """On exFAT and some shares a file can't have two names: who makes the lock renames, all others wait for the file."""
    lock = path.with_name(f".{path.name}.lock")
    pauses = 0
    while not path.exists():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            pauses += 1
            if pauses * _PAUSE_SECONDS > _LOCKED_SECONDS:
                lock.unlink(missing_ok=True)  # whoever made it was killed: a rename takes no minute
            time.sleep(_PAUSE_SECONDS)
            continue
        try:
            if not path.exists():
                new.rename(path)
        finally:
            lock.unlink(missing_ok=True)


def sweep_leftovers(path: Path) -> None:
    """Delete what writers that were killed while they made this journal have left beside it."""
    with suppress(OSError):
        now = path.stat().st_mtime  # of a moment ago, by the clock that also dated the leftovers
        for left in path.parent.iterdir():
            if left.name.startswith(f".{path.name}.") and left.name.endswith((".new", ".new-journal", ".lock")):
                with suppress(OSError):
                    if now - left.stat().st_mtime > ABANDONED_SECONDS:
                        left.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the name of a new file to the disk, where the system lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
