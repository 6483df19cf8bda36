"""Event rows on another sheet of the workbook, beside a table of applications: they become the events of those."""

from dataclasses import replace

import numpy as np
import pandas as pd

from followup_analytics.importing.candidates import Table
from followup_analytics.importing.columns import understand_columns
from followup_analytics.importing.event_rows import event_table, holds_events, kinds_of
from followup_analytics.importing.folding import fold
from followup_analytics.importing.parts import Parts
from followup_analytics.importing.problems import Problem
from followup_analytics.importing.rows import Sheet, entries
from followup_analytics.importing.stages import days_of, read_stages
from followup_analytics.importing.standing import Understood
from followup_analytics.importing.texts import Objects


def with_linked(parts: Parts, main: Sheet, others: tuple[Table, ...]) -> tuple[Parts, list[str]]:
    """The parts with the events of the other tables that are rows of events of these applications, and those tables' names."""
    names: list[str] = []
    for table in others:
        columns, _ = understand_columns(table, main.overrides.columns)
        sheet = entries(table, columns, main.defaults, main.overrides)
        if holds_events(sheet):
            parts = _joined(parts, sheet, table.name)
            names.append(table.name)
    return parts, names


def _joined(parts: Parts, sheet: Sheet, name: str) -> Parts:
    understood: Understood = []
    ids = _applications_of(sheet, parts.applications)
    column = next(iter(sheet.of("application_id", "company")), None)
    sheet.report(ids == "", column, "an event of no application that is known", "the event is left out", "error")
    sheet.keep(ids != "")
    stages = read_stages(sheet)
    days = days_of(stages, "date", "applied").first_each()
    known = ids[ids != ""]
    zones = parts.applications["timezone"].reindex(known).to_numpy(dtype=object)
    events = event_table(sheet, days, kinds_of(sheet, understood), known, zones)
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
    own = sheet.text("application_id")
    if sheet.of("application_id"):
        known = frozenset(applications.index)
        return own.each(lambda text: text if text in known else "")
    pairs = _only(applications["company"].map(fold) + "\n" + applications["role"].map(fold), applications.index)
    firms = _only(applications["company"].map(fold), applications.index)
    company, role = sheet.text("company").objects(), sheet.text("role").objects()
    keys = [(f"{fold(firm)}\n{fold(job)}", fold(firm)) for firm, job in zip(company, role, strict=True)]
    return np.array([pairs.get(pair, "") or firms.get(firm, "") for pair, firm in keys], dtype=object)


def _only(keys: pd.Series, ids: pd.Index) -> dict[str, str]:
    """The id of each key that stands once."""
    alone = ~keys.duplicated(keep=False).to_numpy()
    return dict(zip(keys[alone], ids[alone], strict=True))


def _of_sheet(problem: Problem, name: str) -> Problem:
    row, column, value, what, consequence, severity = problem
    return (row, f"{name}: {column}" if column else name, value, what, consequence, severity)
