"""Where a sheet's journal lies."""

from pathlib import Path


def journal_beside(sheet: Path) -> Path:
    """The journal of a sheet: the same for the sheet as a workbook and as CSV."""
    folder = sheet.resolve() if not sheet.name else sheet
    return folder.with_name(f"{folder.stem}.followups.db")
