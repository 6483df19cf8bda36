"""What happened to each row and where it stands: day columns, ticks, status words."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.importing.columns.column_meanings import DAY_COLUMNS, Column, record_of
from followup_analytics.importing.rows.row_kinds import default_days, with_short_ranges, without_default_days
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.cell_values import (
    RANK_OF_FACT,
    flag,
    status_meanings,
    strongest,
)
from followup_analytics.importing.words.dated_events import DatedEvents
from followup_analytics.importing.words.day_column import (
    A_RANGE,
    CALLED_OFF,
    FILLED_IN,
    NO_YEAR,
    ONLY_A_MONTH,
    DateColumn,
    read_dates,
)
from followup_analytics.importing.words.day_order import UNDECIDED
from followup_analytics.importing.words.missing_years import with_years
from followup_analytics.importing.words.places import to_instants
from followup_analytics.importing.words.status_phrases import is_held
from followup_analytics.importing.words.text_matching import Mask
from followup_analytics.problems import MEND_THE_CELL, Problem, Remedy

_CODE_OF_REASON = {
    UNDECIDED: "day-undecided",
    NO_YEAR: "day-yearless",
    CALLED_OFF: "day-called-off",
    ONLY_A_MONTH: "day-month-only",
    A_RANGE: "day-range",
}
_SAID_OF_A_STEP = frozenset({"position_gone", "wish", "open", "undelivered", "unclear"})


# Days that a row states of what is still to come: by when they answer, and by when they want to know.
STATED_DAYS = ("reply_expected_by", "answer_by")


@dataclass(frozen=True)
class StageColumn:
    """A column of days as read: its days, and the rank of the fact that each row's tick or word states."""

    column: Column
    dates: DateColumn
    facts: NDArray[np.int8]


def read_stages(sheet: Sheet) -> list[StageColumn]:
    """All columns of days; those that leave their order open follow the others, and say so."""
    columns, given = sheet.of(*DAY_COLUMNS), sheet.options.day_first
    dates = [read_dates(sheet.cells[column.position], given, header=column.header) for column in columns]
    if any(read.order == "undecided" for read in dates):
        sibling = _shared_order(dates if _orders(dates) else _other_dates(sheet))
        dates = [
            read_dates(sheet.cells[column.position], given, sibling, column.header) if read.order == "undecided" else read
            for column, read in zip(columns, dates, strict=True)
        ]
    dates = without_default_days(sheet, columns, with_years(dates, sheet.options.year))
    dates = [with_short_ranges(sheet, column, read) for column, read in zip(columns, dates, strict=True)]
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


def _stage(sheet: Sheet, column: Column, dates: DateColumn) -> StageColumn:
    cells = sheet.cells[column.position]
    ranks = cells.each(lambda text: _rank(column.meaning, text), np.int8)
    facts = np.where(dates.wordy, ranks, 0).astype(np.int8)
    if column.meaning in ("no_answer", "test"):
        facts[dates.days.place] = RANK_OF_FACT[record_of(column.meaning).tick]
    unknown = cells.each(lambda text: flag(text) is None and not _fact_in(column.meaning, text), bool)
    sheet.report(dates.wordy & unknown & (facts == 0), column, "day-unreadable")
    _report_wrong(sheet, column, dates)
    return StageColumn(column, dates, facts)


def _rank(meaning: str, text: str) -> int:
    """The rank of the fact that a tick or a word in a column of days states."""
    tick = flag(text)
    if tick is None:
        return RANK_OF_FACT[_fact_in(meaning, text)]
    fact = record_of(meaning).tick if tick else "wish" if meaning == "applied" else ""
    return RANK_OF_FACT[fact]


def _fact_in(meaning: str, text: str) -> str:
    """The fact that a word in a column of days states; in one of a step, "expired" is said of the step alone."""
    fact = strongest(status_meanings(text))
    early = RANK_OF_FACT[fact] < RANK_OF_FACT["interviewing"] and meaning == "interview"
    if early and is_held(text):
        fact = "interviewing"  # "ok", "Zoom", "phone call"
    return "" if fact in _SAID_OF_A_STEP and not record_of(meaning).of_the_whole else fact


def _report_wrong(sheet: Sheet, column: Column, dates: DateColumn) -> None:
    """One question for a column whose order is open or borrowed, and each of its cells that can't be read."""
    if dates.undecided or "the sheet's other dates" in dates.evidence:
        code = "day-order-open" if dates.undecided else "day-order-borrowed"
        details = {"evidence": dates.evidence, "order": dates.order}
        sheet.problems.append(Problem(code, None, column.header, "", Remedy("day_order", column.header), details))
    by_form = sorted(place for place, why in dates.wrong.items() if why == FILLED_IN)
    if by_form:
        sheet.problems.append(default_days(sheet, column, by_form))
    for place, why in sorted(dates.wrong.items()):
        if why == FILLED_IN:
            continue
        code = _CODE_OF_REASON.get(why, "day-impossible")
        text = sheet.cell(place, column)
        remedy = Remedy("year", column.header) if why == NO_YEAR else _remedy(column, why)
        sheet.problems.append(Problem(code, int(sheet.rows[place]), column.header, text, remedy, {"why": why}))
    for place, why in sorted(dates.unsure.items()):
        code = "day-of-several" if why == A_RANGE else "zone-unsure"
        remedy = _remedy(column, why) if why == A_RANGE else MEND_THE_CELL
        sheet.problems.append(Problem(code, int(sheet.rows[place]), column.header, sheet.cell(place, column), remedy))


def _remedy(column: Column, why: str) -> Remedy:
    """The day that would settle a cell; none where the order of the column is what is asked."""
    kind = record_of(column.meaning).event or ("application" if column.meaning == "date" else "")
    if why == UNDECIDED or not kind or kind == "note":
        return MEND_THE_CELL
    return Remedy("day" if why in (CALLED_OFF, ONLY_A_MONTH, A_RANGE) else "cell", kind)


def days_of(stages: list[StageColumn], *meanings: str) -> DatedEvents:
    """The days of all columns of those meanings, each of the kind of its column where that has one."""
    parts = [stage.dates.days for stage in stages if stage.column.meaning in meanings]
    kinds = [record_of(stage.column.meaning).event or "note" for stage in stages if stage.column.meaning in meanings]
    return DatedEvents.joined([part.of_kind(kind) for part, kind in zip(parts, kinds, strict=True)])


def undated(sheet: Sheet, stages: list[StageColumn], dated: Mask) -> Mask:
    """The rows whose cells of days of the application are empty, a form's own, or say nothing that was told already."""
    told = np.zeros(len(sheet.rows), dtype=bool)
    for stage in stages:
        if stage.column.meaning in ("applied", "date"):
            told[[place for place, why in stage.dates.wrong.items() if why != FILLED_IN]] = True
            told |= stage.dates.wordy & (stage.facts == 0)
    return ~dated & ~told


def stated_days(stages: list[StageColumn], days: DatedEvents, zones: np.ndarray) -> dict[str, pd.Series]:
    """The days that an event's row states beside its own: by which they answer, and by which they want to know."""
    found = {}
    for name in STATED_DAYS:
        those = days_of(stages, name).first_each()
        if len(those):
            local = np.full(len(zones), np.datetime64("NaT"), dtype="datetime64[us]")
            local[those.place] = those.local.astype("datetime64[D]")
            found[name] = to_instants(local[days.place], zones[days.place])
    return found
