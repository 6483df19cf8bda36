"""Events on a second sheet beside the applications."""

from dataclasses import replace

import numpy as np
import pandas as pd

from followup_analytics.importing.columns.column_evidence import understand_columns
from followup_analytics.importing.columns.sheet_reading import LogTables
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.rows.application_fields import seekers_of
from followup_analytics.importing.rows.event_rows import event_table, holds_events, kinds_of
from followup_analytics.importing.rows.row_kinds import entries
from followup_analytics.importing.rows.row_status import Understood
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import days_of, read_stages, stated_days
from followup_analytics.importing.words.text_matching import Objects, fold
from followup_analytics.log.seekers import prefix_of
from followup_analytics.problems import Problem


def with_linked(parts: LogTables, main: Sheet, others: tuple[SheetTable, ...]) -> tuple[LogTables, list[str]]:
    """The parts with the events of the other tables that are rows of events of these applications, and those tables' names."""
    names: list[str] = []
    for table in others:
        columns, _ = understand_columns(table, main.options.columns)
        sheet = entries(table, columns, main.options)
        if holds_events(sheet):
            parts = _joined(parts, sheet, table.name)
            names.append(table.name)
    return parts, names


def _joined(parts: LogTables, sheet: Sheet, name: str) -> LogTables:
    understood: Understood = []
    ids = _applications_of(sheet, parts.applications)
    column = next(iter(sheet.of("application_id", "company")), None)
    sheet.report(ids == "", column, "event-of-nobody")
    sheet.keep(ids != "")
    stages = read_stages(sheet)
    days = days_of(stages, "date", "applied").first_each()
    known = ids[ids != ""]
    zones = parts.applications["timezone"].reindex(known).to_numpy(dtype=object)
    events = event_table(sheet, days, kinds_of(sheet, understood), known, zones).assign(**stated_days(stages, days, zones))
    dates = [(f"{name}: {stage.column.header}", stage.dates.order, stage.dates.evidence) for stage in stages]
    return replace(
        parts,
        events=pd.concat([parts.events, events], ignore_index=True) if len(events) else parts.events,
        problems=parts.problems + [_of_sheet(problem, name) for problem in sheet.problems],
        words=parts.words + understood,
        dates=parts.dates + dates,
    )


def _applications_of(sheet: Sheet, applications: pd.DataFrame) -> Objects:
    """The application that each row belongs to: by its id, else by company and role, else by a company with one application."""
    whose = [prefix_of(name) for name in seekers_of(sheet).objects()]
    if sheet.of("application_id"):
        known = frozenset(applications.index)
        own = [prefix + text for prefix, text in zip(whose, sheet.text("application_id").objects(), strict=True)]
        return np.array([name if name in known else "" for name in own], dtype=object)
    company_of = applications["seeker"].map(prefix_of) + applications["company"].map(fold)
    pairs = _only(company_of + "\n" + applications["role"].map(fold), applications.index)
    firms = _only(company_of, applications.index)
    named = zip(whose, sheet.text("company").objects(), sheet.text("role").objects(), strict=True)
    keys = [(f"{prefix}{fold(firm)}\n{fold(job)}", prefix + fold(firm)) for prefix, firm, job in named]
    return np.array([pairs.get(pair, "") or firms.get(firm, "") for pair, firm in keys], dtype=object)


def _only(keys: pd.Series, ids: pd.Index) -> dict[str, str]:
    """The id of each key that stands once."""
    alone = ~keys.duplicated(keep=False).to_numpy()
    return dict(zip(keys[alone], ids[alone], strict=True))


def _of_sheet(problem: Problem, name: str) -> Problem:
    return replace(problem, column=f"{name}: {problem.column}" if problem.column else name)
