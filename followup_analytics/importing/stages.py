"""Columns of days, ticks and counts: what happened, and when, for each row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.columns import Column
from followup_analytics.importing.dates import UNDECIDED, DateColumn, read_dates
from followup_analytics.importing.days import Days
from followup_analytics.importing.rows import Sheet
from followup_analytics.importing.texts import Mask
from followup_analytics.importing.values import RANK_OF_FACT, flag, status_meanings, strongest

# What a day in a column of that meaning is an event of; of the others it says something else.
KIND_OF_COLUMN = {
    "applied": "application",
    "acknowledgement": "acknowledgement",
    "interview_invitation": "interview_invitation",
    "interview": "interview",
    "test": "interview",
    "thank_you": "thank_you",
    "status_check": "status_check",
    "answer": "answer",
    "feedback_request": "feedback_request",
    "closure_request": "closure_request",
    "connection_request": "connection_request",
    "keep_in_touch": "keep_in_touch",
    "offer": "offer",
    "acceptance": "acceptance",
    "rejection": "rejection",
    "withdrawal": "withdrawal",
    "offer_declined": "withdrawal",
}
# What a tick in a column says of where the application stands.
FACT_OF_COLUMN = {
    "applied": "active",
    "date": "active",
    "acknowledgement": "acknowledged",
    "response_date": "replied",
    "interview_invitation": "invited",
    "interview": "interviewing",
    "test": "interviewing",
    "offer": "offer",
    "acceptance": "accepted",
    "rejection": "rejected",
    "withdrawal": "withdrawn",
    "offer_declined": "offer_declined",
    "no_answer": "no_answer",
}
DAY_COLUMNS = (*KIND_OF_COLUMN, "date", "response_date", "ended", "status_date", "no_answer", "reply_expected_by")
_OF_THE_WHOLE = frozenset({"applied", "date", "response_date", "ended", "status_date", "no_answer"})
_SAID_OF_A_STEP = frozenset({"position_gone", "wish", "open", "undelivered", "unclear"})


@dataclass(frozen=True)
class Stage:
    """A column of days as read: its days, and the rank of the fact that each row's tick or word states."""

    column: Column
    dates: DateColumn
    facts: NDArray[np.int8]


def read_stages(sheet: Sheet) -> list[Stage]:
    """All columns of days; those that leave their order open follow the others, and say so."""
    columns, given = sheet.of(*DAY_COLUMNS), sheet.overrides.day_first
    dates = [read_dates(sheet.cells[column.position], given, header=column.header) for column in columns]
    if any(read.order == "undecided" for read in dates):
        sibling = _shared_order(dates if _orders(dates) else _other_dates(sheet))
        dates = [
            read_dates(sheet.cells[column.position], given, sibling, column.header) if read.order == "undecided" else read
            for column, read in zip(columns, dates, strict=True)
        ]
    return [_stage(sheet, column, read) for column, read in zip(columns, dates, strict=True)]


def _shared_order(dates: list[DateColumn]) -> bool | None:
    """Whether the decided columns are all day-first, or all month-first."""
    orders = _orders(dates)
    return orders == {"day first"} if len(orders) == 1 else None


def _orders(dates: list[DateColumn]) -> set[str]:
    return {read.order for read in dates} & {"day first", "month first"}


def _other_dates(sheet: Sheet) -> list[DateColumn]:
    """The columns of days that make no event, such as that of the last change: they still show how days are written."""
    others = [sheet.cells[column.position] for column in sheet.columns if not column.read]
    return [read for cells in others if 2 * int((read := read_dates(cells)).wordy.sum()) < int(cells.filled.sum())]


def _stage(sheet: Sheet, column: Column, dates: DateColumn) -> Stage:
    cells = sheet.cells[column.position]
    ranks = cells.each(lambda text: _rank(column.meaning, text), np.int8)
    facts = np.where(dates.wordy, ranks, 0).astype(np.int8)
    if column.meaning == "no_answer":
        facts[dates.days.place] = RANK_OF_FACT["no_answer"]
    unknown = cells.each(lambda text: flag(text) is None and not _fact_in(column.meaning, text), bool)
    sheet.report(dates.wordy & unknown, column, "not a date that can be read", "there is no event for it", "error")
    _report_wrong(sheet, column, dates)
    return Stage(column, dates, facts)


def _rank(meaning: str, text: str) -> int:
    """The rank of the fact that a tick or a word in a column of days states."""
    tick = flag(text)
    if tick is None:
        return RANK_OF_FACT[_fact_in(meaning, text)]
    fact = FACT_OF_COLUMN.get(meaning, "") if tick else "wish" if meaning == "applied" else ""
    return RANK_OF_FACT[fact]


def _fact_in(meaning: str, text: str) -> str:
    """The fact that a word in a column of days states; in one of a step, "expired" is said of the step alone."""
    fact = strongest(status_meanings(text))
    return "" if fact in _SAID_OF_A_STEP and meaning not in _OF_THE_WHOLE else fact


def _report_wrong(sheet: Sheet, column: Column, dates: DateColumn) -> None:
    """One question for a column whose order is open or borrowed, and each of its cells that can't be read."""
    if dates.undecided or "the sheet's other dates" in dates.evidence:
        consequence = "these cells are kept here and make no event" if dates.undecided else f"read {dates.order}"
        sheet.problems.append((None, column.header, "", dates.evidence, consequence, "question"))
    for place, why in sorted(dates.wrong.items()):
        severity = "question" if why == UNDECIDED else "error"
        text = sheet.cell(place, column)
        sheet.problems.append((int(sheet.rows[place]), column.header, text, why, "there is no event for it", severity))


def days_of(stages: list[Stage], *meanings: str) -> Days:
    """The days of all columns of those meanings, each of the kind of its column where that has one."""
    parts = [stage.dates.days for stage in stages if stage.column.meaning in meanings]
    kinds = [KIND_OF_COLUMN.get(stage.column.meaning, "note") for stage in stages if stage.column.meaning in meanings]
    return Days.joined([part.of_kind(kind) for part, kind in zip(parts, kinds, strict=True)])


def undated(sheet: Sheet, stages: list[Stage], dated: Mask) -> Mask:
    """The rows whose cells of days of the application are empty, or say nothing that was told already."""
    told = np.zeros(len(sheet.rows), dtype=bool)
    for stage in stages:
        if stage.column.meaning in ("applied", "date"):
            told[list(stage.dates.wrong)] = True
            told |= stage.dates.wordy & (stage.facts == 0)
    return ~dated & ~told
