"""A file becomes a log: the stages of importing in their order."""

import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pandas as pd

from followup_analytics.errors import FollowupError
from followup_analytics.importing.columns.column_evidence import columns_frame
from followup_analytics.importing.columns.lacking_table import likely_table, no_table, upright
from followup_analytics.importing.columns.mapping_file import options_from
from followup_analytics.importing.columns.sheet_reading import ReadOptions, SheetCells, SheetReading
from followup_analytics.importing.columns.table_choice import SheetTable, choose_table
from followup_analytics.importing.files.clients_folder import client_sheets, read_clients
from followup_analytics.importing.files.open_source import fullest_table, read_grids
from followup_analytics.importing.files.text_grid import Source
from followup_analytics.importing.rows.no_applications import account_of, placed, with_seekers, without_secrets, written_columns
from followup_analytics.importing.rows.questions import questions_from, with_answers, with_application_ids
from followup_analytics.importing.rows.read_table import WRITTEN_LOG, read_table, tried_proposals
from followup_analytics.importing.rows.written_log import is_canonical, read_canonical
from followup_analytics.importing.words.places import checked_default_country, checked_default_zone
from followup_analytics.log.job_search_log import JobSearchLog

if TYPE_CHECKING:
    from followup_analytics.journal.journal import Journal

__all__ = ["SheetCells", "SheetReading", "read_cells", "read_log", "read_sheet", "understand"]

SheetSource = str | os.PathLike[str] | IO[Any] | pd.DataFrame


def read_log(
    source: SheetSource | Sequence[SheetSource],
    *,
    columns: Mapping[str, str | None] | None = None,
    mapping: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    day_first: bool | None = None,
    timezone: str | None = None,
    country: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    journal: "Journal | str | os.PathLike[str] | None" = None,
    year: int | None = None,
    words: Mapping[str, str] | None = None,
) -> JobSearchLog:
    """Read a job-search sheet, or a log that was written by the toolkit; or the sheets of several seekers as one log.

    Parameters
    ----------
    source : path, open file or DataFrame, or a list of them
        CSV, TSV, XLSX, XLSM or ODS with a row per application or per event. Of a folder all sheets in it, each a seeker's of the
        file's name, read as `clients.toml` there says of each; in one sheet a column such as "Candidate" tells whose a row is.
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
    year : int, optional
        The year of days that are written without one.
    words : mapping, optional
        What words of the sheet mean: a status, a kind of event or a medium for each.

    Returns
    -------
    JobSearchLog
        What was understood, and in `problems` what was not: each row of the sheet is in at least one of the two. In a log of
        several, ids begin with the seeker's name and `~`; `of_seeker` gives the log of one.

    Raises
    ------
    SheetError
        The file can't be read, or no company or date column is found in it; of several sheets, if none can be read.
    JournalError
        The journal can't be read.
    """
    said: dict[str, Any] = {"columns": columns, "words": words, "mapping": mapping, "day_first": day_first, "year": year}
    said |= {"timezone": timezone, "country": country, "sheet": sheet, "encoding": encoding}
    options, clients = _options(**said), client_sheets(source)
    if clients is None:
        return _read(cast(SheetSource, source), options, journal).log
    if journal is not None:
        raise FollowupError(": several seekers have a journal each; the commands read those", argument="journal", value=journal)
    given = {name: value for name, value in said.items() if value is not None}
    return read_clients(clients, lambda one: _read(one.source, _options(**{**one.reading, **given}), None).log)


def _options(timezone: str | None = None, country: str | None = None, **said: Any) -> ReadOptions:
    """What the caller says, checked; what he does not say is None."""
    said = {**dict.fromkeys(("columns", "words", "mapping", "day_first", "year", "sheet", "encoding")), **said}
    return options_from(**said, timezone=checked_default_zone(timezone), country=checked_default_country(country))


def read_sheet(
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
    year: int | None = None,
    words: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> SheetReading:
    """Read a sheet as `read_log` does, and tell what was understood of it.

    Parameters
    ----------
    source, columns, mapping, day_first, timezone, country, sheet, encoding, journal, year, words
        As in `read_log`.
    answers : mapping, optional
        What was answered of single applications, by the code of the question, as `SheetReading.answer` takes it.

    Returns
    -------
    SheetReading
        The log, the meaning of each column, status word and date order, and the choice of the sheet.
    """
    said: dict[str, Any] = {"columns": columns, "words": words, "mapping": mapping, "day_first": day_first, "year": year}
    options = _options(**said, timezone=timezone, country=country, sheet=sheet, encoding=encoding)
    return _read(source, replace(options, answers=dict(answers or {})), journal)


def understand(source: SheetSource, **options: Any) -> SheetReading:
    """Read a sheet: the former name of `read_sheet`, which takes the same arguments; it goes with the next release."""
    warnings.warn("understand is now called read_sheet", DeprecationWarning, stacklevel=2)
    return read_sheet(source, **options)


def _read(source: SheetSource, options: ReadOptions, journal: "Journal | str | os.PathLike[str] | None") -> SheetReading:
    """All stages in their order."""
    path = Path(source) if isinstance(source, os.PathLike) else source
    grids = upright(read_grids(path, sheet=options.sheet, encoding=options.encoding))
    return _understood(source, grids, options, journal)


def _understood(
    source: SheetSource, grids: Source, options: ReadOptions, journal: "Journal | str | os.PathLike[str] | None"
) -> SheetReading:
    table, choice, others = _chosen(grids, options.columns)
    damage = [grid.problems for grid in grids.grids if grid.name == table.name or len(grids.grids) == 1]
    if is_canonical(table):
        tables, layout = placed(read_canonical(table, options), table.body.index.to_numpy()), WRITTEN_LOG
        told = written_columns(table)
    else:
        tables, found, layout = read_table(table, others, options)
        told = columns_frame(found)
        tables = tried_proposals(tables, table, others, options)
    tables = with_application_ids(tables)
    questions = questions_from(tables.problems, tables.applications)
    tables = with_answers(tables, questions, options.answers)
    questions = tuple(one for one in questions if one.code not in options.answers or not one.application_id)
    problems = account_of(table, tables, choice, damage, several=len(grids.grids) > 1)
    problems = with_seekers(without_secrets(problems, table, told), tables.applications)
    log = JobSearchLog(tables.applications, tables.events, problems)
    if journal is not None:
        from followup_analytics.journal.merge import with_journal

        log = with_journal(log, journal)
    statuses = pd.DataFrame(tables.words, columns=["word", "meaning", "count", "vocabulary"])
    dates = pd.DataFrame(tables.dates, columns=["column", "order", "evidence"], dtype="str")
    again = partial(_again, source, grids, options, journal)
    name = table.name if choice and "together" not in choice else ""
    return SheetReading(log, told, statuses, dates, layout, choice, name, questions, options, again)


def _again(
    source: SheetSource,
    grids: Source,
    options: ReadOptions,
    journal: "Journal | str | os.PathLike[str] | None",
    changed: ReadOptions,
) -> SheetReading:
    """The same sheet with other options; its cells are read anew only where these choose others."""
    anew = (changed.sheet, changed.encoding) != (options.sheet, options.encoding)
    return _read(source, changed, journal) if anew else _understood(source, grids, changed, journal)


def read_cells(source: SheetSource, *, sheet: str | None = None, encoding: str | None = None) -> SheetCells:
    """Read a sheet as text, before anything in it is understood.

    Parameters
    ----------
    source : path, open file or DataFrame
        As in `read_log`.
    sheet : str, optional
        The worksheet to read; the visible one with the most filled cells where none is named.
    encoding : str, optional
        Of a text file, where the encoding found is not the right one.

    Returns
    -------
    SheetCells
        The cells below the first row that is filled enough for a header, and what was damaged in the file.
    """
    grids = read_grids(source if not isinstance(source, os.PathLike) else Path(source), sheet=sheet, encoding=encoding)
    grid, place = fullest_table(grids)
    body = grid.cells.iloc[place + 1 :]
    return SheetCells(body.set_axis(pd.Index(grid.cells.iloc[place], dtype="str"), axis=1), grid.problems)


def _chosen(source: Source, given: Mapping[str, str]) -> tuple[SheetTable, str, tuple[SheetTable, ...]]:
    """The table that is the log, as `choose_table` finds it."""
    chosen = choose_table(source, given) or likely_table(source, given)
    if chosen is None:
        raise no_table(source, given)
    return chosen
