"""What each row of a sheet is, and the days that a form fills in by itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from followup_analytics.importing.columns.column_meanings import DAY_COLUMNS, WHO, Column, record_of
from followup_analytics.importing.columns.header_words import meaning_of
from followup_analytics.importing.columns.sheet_reading import ReadOptions
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.rows.sheet_rows import Sheet, blank, duplicates, filled_cells, repeated_headers, report_runs
from followup_analytics.importing.words.cell_values import cleaned, flag, status_meanings
from followup_analytics.importing.words.dated_events import DatedEvents
from followup_analytics.importing.words.day_cell import read_days
from followup_analytics.importing.words.day_column import A_RANGE, DateColumn
from followup_analytics.importing.words.day_text import since_1904
from followup_analytics.importing.words.text_matching import Mask, TextColumn, fold
from followup_analytics.importing.words.word_lists import months, totals_words
from followup_analytics.problems import Problem

_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_COMMENT = re.compile(r"(?:#+|//+)\s.*|#\w+:.*", re.DOTALL)
_RULED = re.compile(r"[-=*_#~ ]{3,}.*|.*:|[-–—=*#~ ]+.+[-–—=*#~]{2,}|[^\d:]{2,30}:\s.*")
_AMOUNT = re.compile(r"[-+$€£ ]*\d[\d.,]*\s*%?(\s[^\W\d_]+)?")
_COUNT = re.compile(r"\d{1,4}\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}")
_SECTIONS = (
    "week kw woche semaine semana settimana q1 q2 q3 q4 page seite pagina ending of jahr year ano anno annee month monat mes "
    "mois spring summer autumn fall winter fruhling fruhjahr sommer herbst printemps ete automne hiver primavera verano otono "
    "invierno estate autunno inverno outono lente zomer herfst season quarter"
)
_OF_SECTIONS = frozenset(_SECTIONS.split(" "))
_FEW = 2
_WHEN = ("applied", "date")
_LONGEST_HEADER = 40


def entries(table: SheetTable, columns: tuple[Column, ...], options: ReadOptions) -> Sheet:
    """The rows that are entries; what every other row is goes to the problems."""
    cells = {position: TextColumn.of(table.body[position], cleaned) for position in range(len(table.header))}
    if table.counts_from_1904:
        cells |= {one.position: cells[one.position].changed(since_1904) for one in columns if record_of(one.meaning).has_days}
    sheet = Sheet(columns, cells, table.body.index.to_numpy(np.int64), options)
    own = ~_below_another_header(table, sheet)
    if not bool(own.all()):
        table = replace(table, body=table.body[own])
        sheet.keep(own)
    for mark in (blank, repeated_headers, _thin, duplicates):
        sheet.keep(~mark(table, sheet))
    return sheet


def _below_another_header(table: SheetTable, sheet: Sheet) -> Mask:
    """The rows of another table on the same sheet: below a blank row, from a row on that reads like another header."""
    marked = np.zeros(len(sheet.rows), dtype=bool)
    filled = filled_cells(sheet).sum(axis=1)
    for place in (1 + np.flatnonzero((filled[:-1] == 0) & (filled[1:] > _FEW))).tolist():
        if not marked[place] and _is_header(sheet, place):
            after = np.flatnonzero(_headers_again(table, sheet)[place:])
            marked[place : place + int(after[0]) if len(after) else None] = True
    marked &= filled > 0
    sheet.report(marked, sheet.columns[0] if sheet.columns else None, "other-table")
    return marked


def _headers_again(table: SheetTable, sheet: Sheet) -> Mask:
    """The rows that hold the header of the table itself."""
    same = [sheet.cells[position].same(cleaned(header)) for position, header in enumerate(table.header) if cleaned(header)]
    return np.sum(same, axis=0) >= _FEW if same else np.zeros(len(sheet.rows), dtype=bool)


def _is_header(sheet: Sheet, place: int) -> bool:
    """Whether at least two of a row's cells are headers that are known, and none is a value."""
    texts = [text for column in sheet.columns if (text := sheet.cell(place, column))]
    known = {meaning for text in texts if len(text) < _LONGEST_HEADER and (meaning := meaning_of(text, {}).meaning)}
    values = [text for text in texts if read_days(text)[0] or flag(text) is not None or _is_number(text)]
    column = next(iter(sheet.of("status")), None)
    states = bool(column and status_meanings(sheet.cell(place, column)))
    # Words where the table has its days: a header too, even if none of them is known.
    words = [text for column in sheet.of(*_WHEN) if (text := sheet.cell(place, column)) and not status_meanings(text)]
    below = place + 1 < len(sheet.rows) and bool(filled_cells(sheet)[place + 1].any())
    return len(texts) > _FEW and (len(known) >= _FEW or (bool(words) and below)) and not values and not states


def _thin(table: SheetTable, sheet: Sheet) -> Mask:
    """Rows without a company or a day or with hardly a cell, which may be something else than an entry."""
    who, when = sheet.text(*WHO).filled, sheet.text(*_WHEN).filled
    filled = filled_cells(sheet)
    first = sheet.cells[sheet.columns[0].position]
    comment = first.each(lambda text: bool(_COMMENT.fullmatch(text)), bool)
    total = first.each(_is_total, bool)
    candidates = np.flatnonzero(comment | total | ~who | (~when if sheet.of(*_WHEN) else ~who) | (filled.sum(axis=1) <= _FEW))
    marked = np.zeros(len(sheet.rows), dtype=bool)
    prefilled = np.zeros(len(sheet.rows), dtype=bool)
    for place in candidates.tolist():
        columns = [sheet.columns[position] for position in np.flatnonzero(filled[place])]
        what = "comment-row" if comment[place] and not _has_day(sheet, place) else ""
        prefilled[place] = not what and _is_prefilled(sheet, place, columns)
        what = what or ("" if prefilled[place] else _what_else(sheet, place, columns))
        if what:
            marked[place] = True
            sheet.problems.append(Problem(what, int(sheet.rows[place]), value=sheet.cell(place, columns[0])))
    report_runs(sheet, prefilled, "row-prefilled", "rows-prefilled")
    return marked | prefilled


def _has_day(sheet: Sheet, place: int) -> bool:
    return any(bool(read_days(sheet.cell(place, column))[0]) for column in sheet.of(*DAY_COLUMNS))


def _is_prefilled(sheet: Sheet, place: int, columns: list[Column]) -> bool:
    """Whether nothing stands in a row but ticks and what a template fills in."""
    telling = [column for column in columns if not record_of(column.meaning).is_prefilled and column.header]
    return all(flag(sheet.cell(place, column)) is not None for column in telling)


def _what_else(sheet: Sheet, place: int, columns: list[Column]) -> str:
    """The code of what a row is if it is no entry: a conflict mark, a title, a row of totals."""
    first, others = sheet.cell(place, columns[0]), columns[1:]
    if not others:
        if first.startswith(_CONFLICT_MARKS):
            return "conflict-mark"
        if _is_total(first) or _COUNT.fullmatch(first):
            return "totals-row"
        return "title-row" if columns[0].meaning not in WHO or _is_title(first) else ""
    who = sheet.text(*WHO).objects()[place]
    if all(column.meaning in (*WHO, *_WHEN) for column in columns) and _RULED.fullmatch(who):
        return "signature-row"
    if _is_total(first) and all(_is_number(sheet.cell(place, column)) for column in others):
        return "totals-row"
    if _COUNT.fullmatch(first) and all(_COUNT.match(sheet.cell(place, column)) for column in others):
        return "totals-row"
    return ""


def _is_number(text: str) -> bool:
    return text.startswith("=") or bool(_AMOUNT.fullmatch(text))


def _is_total(text: str) -> bool:
    words = fold(text)
    return words in totals_words() or any(words.startswith(f"{word} ") and len(words.split()) < 5 for word in totals_words())


def _is_title(text: str) -> bool:
    words = fold(text).split()
    return bool(_RULED.fullmatch(text)) or all(word.isdigit() or word in months() or word in _OF_SECTIONS for word in words)


# How many years before the middle of a sheet's days such a day lies at least.
_YEARS_BEFORE = 4
_LAST_DAY = 364
_VISITS = ("interview", "test")
_LONGEST_VISIT_DAYS = 4


def without_default_days(sheet: Sheet, columns: Sequence[Column], dates: Sequence[DateColumn]) -> list[DateColumn]:
    """The columns without such days; one note for each column that has any."""
    every = [read.days.local for read in dates if len(read.days)]
    if not every:
        return list(dates)
    years = np.concatenate(every).astype("datetime64[Y]").astype(np.int64) + 1970
    recent = years[years > years.max() - 2 * _YEARS_BEFORE]
    middle = int(np.median(recent))
    return [_without(sheet, column, read, middle) for column, read in zip(columns, dates, strict=True)]


def _without(sheet: Sheet, column: Column, read: DateColumn, middle: int) -> DateColumn:
    day = read.days.local.astype("datetime64[D]")
    year = day.astype("datetime64[Y]")
    of_year = (day - year.astype("datetime64[D]")).astype(np.int64)
    first = (of_year == 0) | (of_year >= _LAST_DAY)  # 31 December, where a time zone moved it
    default = first & (year.astype(np.int64) + 1970 <= middle - _YEARS_BEFORE)
    if not bool(default.any()):
        return read
    sheet.problems.append(default_days(sheet, column, np.unique(read.days.place[default]).tolist()))
    return replace(read, days=read.days.take(~default))


def with_short_ranges(sheet: Sheet, column: Column, read: DateColumn) -> DateColumn:
    """The column with ranges of a few days as their first day where it holds interviews: one visit, with a note."""
    if column.meaning not in _VISITS or not len(read.spans):
        return read
    spans = read.spans
    short = (spans.until - spans.local <= np.timedelta64(_LONGEST_VISIT_DAYS, "D")) & (spans.until > spans.local)
    rows = {int(place) for place in spans.place[short] if read.wrong.get(int(place)) == A_RANGE}
    short &= np.isin(spans.place, list(rows))
    for place in sorted(rows):
        sheet.problems.append(Problem("day-range-short", int(sheet.rows[place]), column.header, sheet.cell(place, column)))
    wrong = {place: why for place, why in read.wrong.items() if place not in rows}
    days = DatedEvents.joined([read.days, spans.take(short)])
    days = days.take(np.argsort(days.place, kind="stable"))
    return replace(read, days=days, wrong=wrong, spans=spans.take(~short))


def default_days(sheet: Sheet, column: Column, places: Sequence[int]) -> Problem:
    """One note for all such days of a column, at the first of them."""
    first = places[0]
    details = {"count": len(places)}
    return Problem("day-default", int(sheet.rows[first]), column.header, sheet.cell(first, column), details=details)
