"""What happened to each row and where it stands: day columns, ticks, status words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.columns.column_evidence import Column
from followup_analytics.importing.columns.column_meanings import DAY_COLUMNS, record_of
from followup_analytics.importing.columns.header_words import nearest_spellings
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.cell_values import (
    FACTS,
    RANK_OF_FACT,
    STATUS_MEANINGS,
    flag,
    stated_fact,
    status_meanings,
    strongest,
)
from followup_analytics.importing.words.day_column import UNDECIDED, DateColumn, Days, read_dates
from followup_analytics.importing.words.day_text import read_days
from followup_analytics.importing.words.text_matching import Mask, Objects, chosen, fold
from followup_analytics.importing.words.word_lists import lexicon
from followup_analytics.problems import Problem, Remedy

_SAID_OF_A_STEP = frozenset({"position_gone", "wish", "open", "undelivered", "unclear"})


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
    if column.meaning == "no_answer":
        facts[dates.days.place] = RANK_OF_FACT["no_answer"]
    unknown = cells.each(lambda text: flag(text) is None and not _fact_in(column.meaning, text), bool)
    sheet.report(dates.wordy & unknown, column, "day-unreadable")
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
    return "" if fact in _SAID_OF_A_STEP and not record_of(meaning).of_the_whole else fact


def _report_wrong(sheet: Sheet, column: Column, dates: DateColumn) -> None:
    """One question for a column whose order is open or borrowed, and each of its cells that can't be read."""
    if dates.undecided or "the sheet's other dates" in dates.evidence:
        code = "day-order-open" if dates.undecided else "day-order-borrowed"
        details = {"evidence": dates.evidence, "order": dates.order}
        sheet.problems.append(Problem(code, None, column.header, "", Remedy("day_order", column.header), details))
    for place, why in sorted(dates.wrong.items()):
        code = "day-undecided" if why == UNDECIDED else "day-impossible"
        text = sheet.cell(place, column)
        sheet.problems.append(Problem(code, int(sheet.rows[place]), column.header, text, details={"why": why}))


def days_of(stages: list[StageColumn], *meanings: str) -> Days:
    """The days of all columns of those meanings, each of the kind of its column where that has one."""
    parts = [stage.dates.days for stage in stages if stage.column.meaning in meanings]
    kinds = [record_of(stage.column.meaning).event or "note" for stage in stages if stage.column.meaning in meanings]
    return Days.joined([part.of_kind(kind) for part, kind in zip(parts, kinds, strict=True)])


def undated(sheet: Sheet, stages: list[StageColumn], dated: Mask) -> Mask:
    """The rows whose cells of days of the application are empty, or say nothing that was told already."""
    told = np.zeros(len(sheet.rows), dtype=bool)
    for stage in stages:
        if stage.column.meaning in ("applied", "date"):
            told[list(stage.dates.wrong)] = True
            told |= stage.dates.wordy & (stage.facts == 0)
    return ~dated & ~told


StatusRanks = NDArray[np.int8]
Understood = list[tuple[str, str, int, str]]
_COMMENT = re.compile(r"\s*[,;:(–—]\s*|\s+-+\s+")
_FROM_MAPPING = {"closed": "no_answer"}
_STATUS_OF_RANK = np.array([STATUS_MEANINGS.get(fact, "").replace("wish", "") for fact in FACTS], dtype=object)


def standing_of(sheet: Sheet, stages: Iterable[StageColumn], understood: Understood) -> StatusRanks:
    """The rank of the deciding fact of each row (0 where nothing is known); unknown words go to the problems."""
    ranks = np.zeros(len(sheet.rows), dtype=np.int8)
    for column in sheet.of("status", "response"):
        _report_words(sheet, column, understood)
        ranks = np.maximum(ranks, ranks_of_words(sheet, column))
    for stage in stages:
        ranks = np.maximum(ranks, stage.facts)
    return ranks


def is_fact(ranks: StatusRanks, fact: str) -> NDArray[np.bool_]:
    """The rows of which this fact decides."""
    return np.equal(ranks, RANK_OF_FACT[fact])


def statuses(ranks: StatusRanks) -> Objects:
    """The log's status for each rank."""
    return np.asarray(_STATUS_OF_RANK[ranks], dtype=object)


def fact_of_word(sheet: Sheet, column: Column, text: str) -> str:
    """The fact that a cell of a column of states tells; "" where it is empty or unknown."""
    known = sheet.options.statuses.get(fold(text), "")
    if not known and column.meaning == "response" and (ticked := answered(text)) is not None:
        return "replied" if ticked else ""
    beside_a_day = read_days(text)[1] if text else ""
    known = known or stated_fact(text) or stated_fact(beside_a_day)
    return _FROM_MAPPING.get(known, known)


def answered(text: str) -> bool | None:
    """Whether they answered, by a yes or a no, perhaps with a comment; None where the cell says neither.

    A no under a question for an answer is none yet, never a rejection.
    """
    ticked = flag(text)
    if ticked is None and (parts := _COMMENT.split(text, maxsplit=1))[1:]:
        ticked = flag(parts[0])
    return ticked


def ranks_of_words(sheet: Sheet, column: Column) -> StatusRanks:
    """The rank of the fact that each cell of a column of states tells."""
    return sheet.cells[column.position].each(lambda text: RANK_OF_FACT[fact_of_word(sheet, column, text)], np.int8)


def _report_words(sheet: Sheet, column: Column, understood: Understood) -> None:
    """Tell what each word was taken for, and which of them nobody can know."""
    texts = sheet.cells[column.position]
    for text, count in texts.counted():
        fact = fact_of_word(sheet, column, text)
        understood.append((text, fact, count, "statuses"))
        ticked = column.meaning == "response" and answered(text) is not None
        if fact in ("", "unclear") and not ticked:
            code = "status-unclear" if fact else "status-unknown"
            sheet.report(texts.same(text), column, code, Remedy("word", text), near=_near(text))


def _near(word: str) -> str:
    near = nearest_spellings(word, lexicon("statuses").spellings())
    return f" (nearest: {', '.join(map(repr, near))})" if near else ""


def stated_words(sheet: Sheet) -> Objects:
    """The sheet's own words on where an application stands."""
    words = np.full(len(sheet.rows), "", dtype=object)
    for column in sheet.of("status"):
        cells = sheet.cells[column.position].objects()
        both = (words != "") & (cells != "") & (cells != words)
        words = chosen(both, words + " / " + cells, chosen(words != "", words, cells))
    return words
