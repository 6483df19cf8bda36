"""Files in which no log is found: what is missing in them, and what to do."""

from collections.abc import Mapping, Sequence

from followup_analytics.errors import SheetError
from followup_analytics.importing.candidates import EVENT_DAYS, ROWS_SEARCHED, WHO, Candidate
from followup_analytics.importing.day_shapes import read_day
from followup_analytics.importing.grid import Grid, Source
from followup_analytics.importing.headers import meaning_of
from followup_analytics.importing.values import cleaned

_MATRIX_DAYS = 5


def no_table(source: Source, candidates: Sequence[Candidate], given: Mapping[str, str]) -> SheetError:
    """The error for a file in which no sheet names companies and days: which of them is missing, and what to do."""
    best = max(candidates, key=lambda candidate: candidate.score)
    where = where_in(source, best)
    header = [text.strip() for text in best.grid.cells.iloc[best.header_place] if text.strip()]
    known = best.meanings - {"known"}
    if any(_is_matrix(candidate.grid) for candidate in candidates):
        return SheetError(
            f"{where}: a matrix with days across: it can't be read as a log; give one row per application, or one row per event"
        )
    shown = ", ".join(repr(name[:40]) for name in header[:12])
    example = next((name for name in header if not meaning_of(name, given).meaning), "your header")
    if len(known) >= 2 or (known & (WHO | EVENT_DAYS) and not _looks_like_data(header)):
        what = "company" if not known & WHO else "date"
        meaning = "company" if what == "company" else "applied"
        return SheetError(
            f"{where}: no {what} column among {shown}: rename one, or say which it is: "
            f"columns={{{example[:40]!r}: {meaning!r}}}, "
            f"or in a file for --mapping: [columns] and below it {example[:40]!r} = {meaning!r}"
        )
    return SheetError(
        f"{where}: no header row was found: add one (company, role, date applied, status), "
        'or say what the columns are by their number: columns={"1": "company", "2": "role", "3": "applied"}'
    )


def _looks_like_data(header: Sequence[str]) -> bool:
    return any(read_day(cleaned(text)) for text in header)


def _is_matrix(grid: Grid) -> bool:
    for row in grid.cells.iloc[:ROWS_SEARCHED].to_numpy(dtype=object):
        filled = [text for text in row if text.strip()]
        days = sum(read_day(text.strip()) is not None for text in filled)
        if days >= _MATRIX_DAYS and 2 * days > len(filled):
            return True
    return False


def where_in(source: Source, candidate: Candidate) -> str:
    """The file, and the sheet where it has several."""
    return f"{source.name}, sheet {candidate.grid.name!r}" if len(source.grids) > 1 else source.name
