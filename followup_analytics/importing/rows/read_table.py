"""A table becomes the log's tables, in the layout that it has."""

from dataclasses import replace

from followup_analytics.importing.columns.column_evidence import understand_columns
from followup_analytics.importing.columns.column_meanings import Column
from followup_analytics.importing.columns.mapping_file import absent_headers
from followup_analytics.importing.columns.sheet_reading import LogTables, ReadOptions
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.rows.application_rows import read_applications
from followup_analytics.importing.rows.event_rows import holds_events, read_events
from followup_analytics.importing.rows.linked_events import with_linked
from followup_analytics.importing.rows.no_applications import placed
from followup_analytics.importing.rows.row_kinds import entries
from followup_analytics.problems import Problem

WRITTEN_LOG = "a written log, one row per event"
_LAYOUTS = {
    "events": "one row per event",
    "applications": "one row per application",
}
# Proposals for columns of longer sheets are made untried.
_MOST_TRIED = 2000


def tried_proposals(tables: LogTables, table: SheetTable, others: tuple[SheetTable, ...], options: ReadOptions) -> LogTables:
    """The tables without proposals for unknown columns that would lose applications: each is tried before it is made."""

    def keeps(header: str, meaning: str) -> bool:
        changed = replace(options, columns={**options.columns, header: meaning})
        return len(read_table(table, others, changed)[0].applications) >= len(tables.applications)

    def tried(problem: Problem) -> Problem:
        if problem.code != "header-unknown-filled" or len(table.body) > _MOST_TRIED:
            return problem
        remedy = problem.remedy
        lost = next((place for place, one in enumerate(remedy.answers) if keeps(remedy.about, one)), len(remedy.answers))
        return replace(problem, remedy=replace(remedy, answers=remedy.answers[lost:]))

    return replace(tables, problems=[tried(problem) for problem in tables.problems])


def read_table(
    table: SheetTable, others: tuple[SheetTable, ...], options: ReadOptions
) -> tuple[LogTables, tuple[Column, ...], str]:
    """The log's tables from a table of a sheet, its columns, and what a row of it is."""
    found, unknown = understand_columns(table, options.columns)
    sheet = entries(table, found, options)
    headers = [header for each in (table, *others) for header in each.header]
    sheet.problems = absent_headers(options.columns, headers) + unknown + sheet.problems
    rows = sheet.rows
    if holds_events(sheet):
        return placed(read_events(sheet), rows), found, _LAYOUTS["events"]
    parts, linked = with_linked(placed(read_applications(sheet), rows), sheet, others)
    told = f"; events from {', '.join(map(repr, linked))}" if linked else ""
    return parts, found, _LAYOUTS["applications"] + told
