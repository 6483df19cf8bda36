"""Where what is kept of a sheet lies: its journal and its settings beside it, uploads in a folder of their own."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from followup_analytics.errors import FollowupError
from followup_analytics.importing.files.clients_folder import SHEET_ENDINGS as SHEET_ENDINGS

_UPLOADS = "uploaded"


def journal_beside(sheet: Path) -> Path:
    """The journal of a sheet: `my-search.followups.db` for `my-search.xlsx`."""
    return _beside(sheet, ".followups.db")


def settings_beside(sheet: Path) -> Path:
    """The settings of a sheet: `my-search.followups.toml` for `my-search.xlsx`."""
    return _beside(sheet, ".followups.toml")


def earlier_settings(sheet: Path) -> tuple[Path, Path]:
    """Where earlier versions kept the columns and the cadence of a sheet; read where there are no settings, and never written."""
    return sheet.with_name(f"{sheet.stem}.columns.toml"), sheet.with_name(f"{sheet.stem}.cadence.toml")


def _beside(sheet: Path, ending: str) -> Path:
    """The file beside a sheet; where two sheets differ in their ending only, each has a file of its own.

    A file without the ending that lies there already goes on to be used: a sheet that is saved in another format, too, keeps
    what was recorded for it.
    """
    lies = sheet.resolve() if not sheet.name else sheet
    own, plain = lies.with_name(lies.name + ending), lies.with_name(lies.stem + ending)
    if own.exists() or (_has_twin(lies) and not plain.exists()):
        return own
    return plain


def _has_twin(sheet: Path) -> bool:
    """Whether another sheet of that name but with another ending lies in its folder."""
    others = (sheet.with_suffix(ending) for ending in SHEET_ENDINGS if ending != sheet.suffix.lower())
    return any(other.is_file() for other in others)


def keep_upload(folder: Path, name: str, content: bytes) -> Path:
    """Write an uploaded sheet into a folder of its own, in place of one of the same name that was uploaded before.

    Raises
    ------
    FollowupError
        If the name is that of no sheet, or the file can't be written.
    """
    from followup_analytics.file_writing import replaced_file

    bare = PureWindowsPath(PurePosixPath(name).name).name
    if PurePosixPath(bare).suffix.lower() not in SHEET_ENDINGS:
        raise FollowupError(f"{bare or 'a file without a name'}: is no sheet; one ends in {', '.join(SHEET_ENDINGS)}")
    target = folder / _UPLOADS / bare
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FollowupError(f"{target.parent}: this folder can't be made ({error.strerror})") from error
    with replaced_file(target) as part:
        part.write_bytes(content)
    return target


def sheets_in(*folders: Path) -> list[Path]:
    """The sheets that lie in some folders and among their uploads, by name; not what a program keeps open there (`~$a.xlsx`)."""
    found: Iterable[Path] = (
        path for folder in folders for there in (folder, folder / _UPLOADS) if there.is_dir() for path in there.iterdir()
    )
    return sorted({path for path in found if path.suffix.lower() in SHEET_ENDINGS and path.is_file() and path.name[0] != "~"})


def stamp_of(source: Any) -> tuple[int, int] | None:
    """When a file was written last, and its size; None for what is no file."""
    try:
        found = source.stat() if isinstance(source, Path) else None
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size) if found else None
