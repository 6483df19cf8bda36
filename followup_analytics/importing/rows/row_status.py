"""Where each row stands: the facts that its status words and its columns of stages state."""

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.columns.column_meanings import Column
from followup_analytics.importing.columns.header_words import nearest_spellings
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import StageColumn
from followup_analytics.importing.words.cell_values import FACTS, RANK_OF_FACT, STATUS_MEANINGS, flag
from followup_analytics.importing.words.day_cell import read_days
from followup_analytics.importing.words.status_phrases import stated_fact
from followup_analytics.importing.words.text_matching import Objects, chosen, fold
from followup_analytics.importing.words.word_lists import lexicon
from followup_analytics.problems import Remedy

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
