"""Where a sheet's journal lies."""

from pathlib import Path


def journal_beside(sheet: Path) -> Path:
    """The journal of a sheet: the same for the sheet as a workbook and as CSV."""
    return sheet.with_name(f"{sheet.stem}.followups.db")
