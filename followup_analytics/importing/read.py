"""A file becomes a log: the stages of importing in their order."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from followup_analytics.importing.columns.column_evidence import Column, columns_frame, understand_columns
from followup_analytics.importing.columns.mapping_file import absent_headers, overrides_from
from followup_analytics.importing.columns.sheet_reading import CellTable, Defaults, Overrides, Parts, Understanding
from followup_analytics.importing.columns.table_choice import Table, choose_table
from followup_analytics.importing.columns.unread_sheet import no_table
from followup_analytics.importing.files.open_source import read_grids
from followup_analytics.importing.files.text_grid import Source
from followup_analytics.importing.rows.application_rows import read_applications
from followup_analytics.importing.rows.event_rows import holds_events, read_events, with_linked
from followup_analytics.importing.rows.sheet_rows import entries
from followup_analytics.importing.rows.written_log import is_canonical, read_canonical
from followup_analytics.importing.words.places import checked_default_country, checked_default_zone
from followup_analytics.importing.words.text_matching import Places
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Problem, concat_problems, problem_frame

if TYPE_CHECKING:
    from followup_analytics.journal.journal import Journal

__all__ = ["CellTable", "Understanding", "read_cells", "read_log", "understand"]

SheetSource = str | os.PathLike[str] | IO[Any] | pd.DataFrame
_LAYOUTS = {
    "canonical": "a written log, one row per event",
    "events": "one row per event",
    "applications": "one row per application",
}


def read_log(
    source: SheetSource,
    *,
    columns: Mapping[str, str | None] | None = None,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    day_first: bool | None = None,
    timezone: str | None = None,
    country: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    journal: "Journal | str | os.PathLike[str] | None" = None,
) -> JobSearchLog:
    """Read a job-search sheet, or a log that was written by the toolkit.

    Parameters
    ----------
    source : path, open file or DataFrame
        CSV, TSV, XLSX, XLSM or ODS with a row per application or per event.
    columns : mapping, optional
        What columns mean, by header: `{"Posted": None, "When": "applied"}`; None leaves a column aside. A sheet without a header
        takes the columns' numbers: `{"1": "company", "2": "applied"}`.
    mapping : path or mapping, optional
        A mapping file, as `suggest_mapping` writes it.
    day_first : bool, optional
        The order of day and month where a column of dates does not show it.
    timezone, country : str, optional
        Of applications for which the sheet names none. Default: UTC, and no country.
    sheet : str, optional
        The worksheet to read, where the choice made is not the right one.
    encoding : str, optional
        Of a text file, where the encoding found is not the right one.
    journal : Journal or path, optional
        What was done besides: its events join those of the sheet, what it put off stands in the log's `put_off`, and what
        finds no application in the sheet stands in `problems`. An event that both have (same application, kind and day)
        counts once.

    Returns
    -------
    JobSearchLog
        What was understood, and in `problems` what was not: each row of the sheet is in at least one of the two.

    Raises
    ------
    SheetError
        The file can't be read, or no company or date column is found in it.
    JournalError
        The journal can't be read.
    """
    return understand(
        source,
        columns=columns,
        mapping=mapping,
        day_first=day_first,
        timezone=timezone,
        country=country,
        sheet=sheet,
        encoding=encoding,
        journal=journal,
    ).log


def understand(
    source: SheetSource,
    *,
    columns: Mapping[str, str | None] | None = None,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    day_first: bool | None = None,
    timezone: str | None = None,
    country: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    journal: "Journal | str | os.PathLike[str] | None" = None,
) -> Understanding:
    """Read a sheet as `read_log` does, and tell what was understood of it.

    Parameters
    ----------
    source, columns, mapping, day_first, timezone, country, sheet, encoding, journal
        As in `read_log`.

    Returns
    -------
    Understanding
        The log, the meaning of each column, status word and date order, and the choice of the sheet.
    """
    overrides, sheet_named, encoding_named = overrides_from(columns, mapping, day_first)
    defaults = Defaults(checked_default_zone(timezone), checked_default_country(country))
    grids = read_grids(
        source if not isinstance(source, os.PathLike) else Path(source),
        sheet=sheet or sheet_named,
        encoding=encoding or encoding_named,
    )
    table, choice, others = _chosen(grids, overrides.columns)
    damage = [grid.problems for grid in grids.grids if grid.name == table.name or len(grids.grids) == 1]
    if is_canonical(table):
        parts, layout = placed(read_canonical(table, defaults), table.body.index.to_numpy()), _LAYOUTS["canonical"]
        told = _written_columns(table)
    else:
        parts, found, layout = _read_sheet(table, others, defaults, overrides)
        told = columns_frame(found)
    problems = _account(table, parts, choice, damage, several=len(grids.grids) > 1)
    log = JobSearchLog(parts.applications, parts.events, problems)
    if journal is not None:
        from followup_analytics.journal.merge import with_journal

        log = with_journal(log, journal)
    statuses = pd.DataFrame(parts.words, columns=["word", "meaning", "count", "of"])
    dates = pd.DataFrame(parts.dates, columns=["column", "order", "evidence"], dtype="str")
    return Understanding(
        log,
        told,
        statuses,
        dates,
        layout,
        choice,
        table.name if choice and "together" not in choice else "",
    )


def read_cells(source: SheetSource, *, sheet: str | None = None, encoding: str | None = None) -> CellTable:
    """Read a sheet as text, before anything in it is understood.

    Parameters
    ----------
    source : path, open file or DataFrame
        As in `read_log`.
    sheet : str, optional
        The worksheet to read; the one that looks most like a log where none is named.
    encoding : str, optional
        Of a text file, where the encoding found is not the right one.

    Returns
    -------
    CellTable
        The cells below the header, and what was damaged in the file.
    """
    grids = read_grids(source if not isinstance(source, os.PathLike) else Path(source), sheet=sheet, encoding=encoding)
    table, _, _ = _chosen(grids, {})
    grid = next(grid for grid in grids.grids if grid.name == table.name or len(grids.grids) == 1)
    return CellTable(table.body.set_axis(pd.Index(table.header, dtype="str"), axis=1), grid.problems)


def _chosen(source: Source, given: Mapping[str, str]) -> tuple[Table, str, tuple[Table, ...]]:
    """The table that is the log, as `choose_table` finds it."""
    chosen = choose_table(source, given)
    if chosen is None:
        raise no_table(source, given)
    return chosen


def _read_sheet(
    table: Table, others: tuple[Table, ...], defaults: Defaults, overrides: Overrides
) -> tuple[Parts, tuple[Column, ...], str]:
    found, unknown = understand_columns(table, overrides.columns)
    sheet = entries(table, found, defaults, overrides)
    headers = [header for each in (table, *others) for header in each.header]
    sheet.problems = absent_headers(overrides.columns, headers) + unknown + sheet.problems
    rows = sheet.rows
    if holds_events(sheet):
        return placed(read_events(sheet), rows), found, _LAYOUTS["events"]
    parts, linked = with_linked(placed(read_applications(sheet), rows), sheet, others)
    told = f"; events from {', '.join(map(repr, linked))}" if linked else ""
    return parts, found, _LAYOUTS["applications"] + told


def placed(parts: Parts, rows: Places) -> Parts:
    """The parts, with a problem for each entry that is neither in the log nor among the problems: so no row can be lost."""
    told = [row for row, *_ in parts.problems if row is not None]
    named = np.concatenate(
        [parts.applications["row"].to_numpy(np.int64), parts.events["row"].to_numpy(np.int64), np.array(told, np.int64)]
    )
    seen = np.zeros(max(rows.max(initial=0), named.max(initial=0)) + 1, dtype=bool)
    seen[named] = True
    lost = rows[~seen[rows]]
    if not len(lost):
        return parts
    unread: list[Problem] = [(int(row), "", "", "nothing in this row was read", "it is left out", "note") for row in lost]
    return replace(parts, problems=parts.problems + unread)


def _account(table: Table, parts: Parts, choice: str, damage: list[pd.DataFrame], *, several: bool) -> pd.DataFrame:
    """All problems: the choice of the sheet, the damage of the file, what was not understood."""
    consequence = "sheet= chooses another" if several else "every row is taken for data"
    notes: list[Problem] = [(None, "", table.name, choice, consequence, "note")] if choice else []
    return concat_problems([problem_frame(notes), *damage, problem_frame(parts.problems)])


def _written_columns(table: Table) -> pd.DataFrame:
    rows = [(header, header, "", "a written log", "") for header in table.header if header]
    return pd.DataFrame(rows, columns=["header", "meaning", "about", "why", "examples"], dtype="str")
