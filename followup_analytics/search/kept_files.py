"""The journal, settings, answers and uploads beside a sheet."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from followup_analytics.errors import FollowupError, SheetError
from followup_analytics.file_writing import replaced_file
from followup_analytics.importing.columns.mapping_file import mapping_of_columns
from followup_analytics.rules.cadence import Cadence

SHEET_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")
_UPLOADS = "uploaded"


def columns_file(sheet: Path) -> Path:
    """What the columns of a sheet were said to mean, as a mapping file."""
    return sheet.with_name(f"{sheet.stem}.columns.toml")


def cadence_file(sheet: Path) -> Path:
    """The settings of the rules that were chosen for a sheet."""
    return sheet.with_name(f"{sheet.stem}.cadence.toml")


def kept_columns(sheet: Path) -> dict[str, str]:
    """What was said of a sheet's columns before; nothing where nothing was.

    Raises
    ------
    SheetError
        If the file is there and is no mapping file.
    """
    path = columns_file(sheet)
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise SheetError(f"{path}: what was said of the columns can't be read ({error}): mend the file or remove it") from error
    columns = said.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(meaning, str) for meaning in columns.values()):
        raise SheetError(f"{path}: [columns] must be a table of words: mend the file or remove it")
    return columns


def keep_columns(sheet: Path, columns: Mapping[str, str]) -> None:
    """Write what was said of a sheet's columns.

    Raises
    ------
    FollowupError
        If the file can't be written.
    """
    with replaced_file(columns_file(sheet)) as part:
        part.write_text(mapping_of_columns(columns), encoding="utf-8")


def kept_cadence(sheet: Path, given: Cadence) -> Cadence:
    """The settings that were chosen for a sheet, signed by the given seeker; the given ones where none were.

    Raises
    ------
    CadenceError
        If the file is there and can't be used.
    """
    path = cadence_file(sheet)
    return Cadence.read(path).replace(seeker=given.seeker) if path.exists() else given


def keep_upload(folder: Path, name: str, content: bytes) -> Path:
    """Write an uploaded sheet into a folder of its own, in place of one of the same name that was uploaded before.

    Raises
    ------
    FollowupError
        If the name is that of no sheet, or the file can't be written.
    """
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
    """The sheets that lie in some folders and among their uploads, by name."""
    found: Iterable[Path] = (
        path for folder in folders for there in (folder, folder / _UPLOADS) if there.is_dir() for path in there.iterdir()
    )
    return sorted({path for path in found if path.suffix.lower() in SHEET_ENDINGS and path.is_file()})


def journal_beside(sheet: Path) -> Path:
    """The journal of a sheet: the same for the sheet as a workbook and as CSV."""
    folder = sheet.resolve() if not sheet.name else sheet
    return folder.with_name(f"{folder.stem}.followups.db")
