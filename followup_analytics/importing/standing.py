"""Where each application stands, from all the words and ticks in its row."""

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.columns import Column
from followup_analytics.importing.commented import stated_fact
from followup_analytics.importing.day_shapes import read_days
from followup_analytics.importing.folding import fold
from followup_analytics.importing.headers import nearest_spellings
from followup_analytics.importing.rows import Sheet
from followup_analytics.importing.stages import Stage
from followup_analytics.importing.texts import Objects, chosen
from followup_analytics.importing.values import FACTS, RANK_OF_FACT, STATUS_MEANINGS, flag
from followup_analytics.importing.wordlists import lexicon

Ranks = NDArray[np.int8]
Understood = list[tuple[str, str, int, str]]
_COMMENT = re.compile(r"\s*[,;:(–—]\s*|\s+-+\s+")
_FROM_MAPPING = {"closed": "no_answer"}
_STATUS_OF_RANK = np.array([STATUS_MEANINGS.get(fact, "").replace("wish", "") for fact in FACTS], dtype=object)


def standing_of(sheet: Sheet, stages: Iterable[Stage], understood: Understood) -> Ranks:
    """The rank of the deciding fact of each row (0 where nothing is known); unknown words go to the problems."""
    ranks = np.zeros(len(sheet.rows), dtype=np.int8)
    for column in sheet.of("status", "response"):
        _report_words(sheet, column, understood)
        ranks = np.maximum(ranks, ranks_of_words(sheet, column))
    for stage in stages:
        ranks = np.maximum(ranks, stage.facts)
    return ranks


def is_fact(ranks: Ranks, fact: str) -> NDArray[np.bool_]:
    """The rows of which this fact decides."""
    return np.equal(ranks, RANK_OF_FACT[fact])


def statuses(ranks: Ranks) -> Objects:
    """The log's status for each rank."""
    return np.asarray(_STATUS_OF_RANK[ranks], dtype=object)


def fact_of_word(sheet: Sheet, column: Column, text: str) -> str:
    """The fact that a cell of a column of states tells; "" where it is empty or unknown."""
    known = sheet.overrides.statuses.get(fold(text), "")
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


def ranks_of_words(sheet: Sheet, column: Column) -> Ranks:
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
            sheet.report(texts.same(text), column, _hint(text, fact), "the status is what the events imply", "question")


def _hint(word: str, fact: str) -> str:
    if fact == "unclear":
        return "a status that does not say where the application stands"
    near = nearest_spellings(word, lexicon("statuses").spellings())
    return "an unknown status" + (f" (nearest: {', '.join(map(repr, near))})" if near else "")


def stated_words(sheet: Sheet) -> Objects:
    """The sheet's own words on where an application stands."""
    words = np.full(len(sheet.rows), "", dtype=object)
    for column in sheet.of("status"):
        cells = sheet.cells[column.position].objects()
        both = (words != "") & (cells != "") & (cells != words)
        words = chosen(both, words + " / " + cells, chosen(words != "", words, cells))
    return words
