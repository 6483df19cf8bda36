"""A log as it is written to a file, a row per event, read back exactly: no blank, word or date in it is interpreted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from followup_analytics import vocabulary
from followup_analytics.errors import SheetError, did_you_mean
from followup_analytics.file_writing import restore
from followup_analytics.importing.columns.sheet_reading import LogTables, ReadOptions
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.rows.event_log_questions import promises_in_texts, stated_without_a_day
from followup_analytics.importing.words.cell_values import seniority_of
from followup_analytics.importing.words.places import filled_countries, filled_zones, to_instants
from followup_analytics.importing.words.text_matching import TextColumn
from followup_analytics.importing.words.word_lists import no_words, yes_words
from followup_analytics.log.log_file import EVENT_COLUMNS_IN_FILE
from followup_analytics.log.table_checks import APPLICATION_WORDS, EVENT_WORDS
from followup_analytics.problems import Problem

NEEDED = ("application_id", "at", "kind")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?")
_EARLIEST, _LATEST = pd.Timestamp("1970-01-03", tz="UTC"), pd.Timestamp("2099-12-30", tz="UTC")
_NO_TIME, _DAY, _LOCAL, _FIXED = range(4)
_DERIVED = ("event_id", "direction")
_COLUMNS = {*vocabulary.APPLICATION_COLUMNS, *vocabulary.EVENT_COLUMNS, *EVENT_COLUMNS_IN_FILE.values(), *_DERIVED}


@dataclass
class _Reading:
    """The rows that hold something, by column name, and what was found wrong in them."""

    cells: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    own: tuple[str, ...] = ()

    def column(self, name: str) -> pd.Series:
        return self.cells[name] if name in self.cells else pd.Series("", self.cells.index, dtype="str")

    def report(self, bad: pd.Series, name: str, code: str) -> None:
        """One problem for each row of `bad`, with the cell of that column."""
        if not bool(bad.any()):
            return
        for row, text in _cells(self.column(name)[bad.index[bad]]):
            self.problems.append(Problem(code, row, name, text))


def _cells(column: pd.Series) -> Iterator[tuple[int, str]]:
    """Row number and text of each cell."""
    return zip(column.index.tolist(), column.tolist(), strict=True)


def is_canonical(table: SheetTable) -> bool:
    """Whether the header is that of a written log."""
    return set(NEEDED) <= set(table.header)


def read_canonical(table: SheetTable, options: ReadOptions) -> LogTables:
    """The applications and events of a written log."""
    reading = _opened(table)
    ids = pd.Index(reading.cells["application_id"])
    codes, names = pd.factorize(reading.cells["application_id"])
    applications = _applications(reading, codes, len(names), options)
    zones = applications["timezone"].to_numpy()[codes]
    applications.index = pd.Index(names, name="application_id", dtype="str")
    events = _events(reading, pd.Series(zones, reading.cells.index), ids)
    reading.problems += promises_in_texts(applications, events)
    if "status" in applications:
        reading.problems += stated_without_a_day(applications, events)
    return LogTables(applications, events, reading.problems)


def _opened(table: SheetTable) -> _Reading:
    """The rows with an application's id under their names, apostrophes undone; the others are reported."""
    cells = table.body.set_axis(list(table.header), axis=1)
    repeated = cells.columns.duplicated()
    reading = _Reading(cells.loc[:, ~repeated])
    own = [str(name) for name in reading.cells if name and name not in _COLUMNS]
    for name in cells.columns[repeated]:
        if name or (table.body != "").any().any():
            reading.problems.append(Problem("log-column-twice", table.header_row, name))
    for name in own:
        if near := did_you_mean(name, _COLUMNS):
            reading.problems.append(Problem("log-column", table.header_row, name, details={"near": near}))
    reading.own = tuple(own)
    # Rows without any text were named with the damage of the file.
    nameless = reading.cells["application_id"] == ""
    nameless &= (reading.cells[nameless] != "").any(axis=1).reindex(nameless.index, fill_value=False)
    reading.report(nameless, "application_id", "log-row-nameless")
    named = reading.cells["application_id"] != ""
    reading.cells = (reading.cells if bool(named.all()) else reading.cells[named]).apply(_restored)
    if reading.cells.empty:
        raise SheetError(f"{table.name}: the file has a header and no rows below it: add a row for each event")
    return reading


def _restored(column: pd.Series) -> pd.Series:
    return restore(column) if bool(column.str.startswith("'").any()) else column


def _applications(reading: _Reading, codes: np.ndarray, count: int, options: ReadOptions) -> pd.DataFrame:
    """Each application's columns from the first of its rows that has them."""
    first_rows = reading.cells.index[np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1))]
    columns = {
        name: _first_filled(reading, name, codes, count, first_rows)
        for name in (*vocabulary.APPLICATION_COLUMNS, *reading.own)
        if name in reading.cells
    }
    table = pd.DataFrame(columns, index=first_rows)
    for name in [name for name in APPLICATION_WORDS if name in table]:
        table[name] = _checked_word(reading, table[name], APPLICATION_WORDS[name])
    if "seniority" not in table and "role" in table:
        table["seniority"] = TextColumn.of(table["role"]).each(seniority_of)
    if "urgent" in table:
        table["urgent"] = _checked_flag(reading, table["urgent"])
    zones, countries = (
        TextColumn.of(table[name]) if name in table else TextColumn.blank(count) for name in ("timezone", "country")
    )
    table["timezone"], unknown_zones = filled_zones(zones, first_rows.to_numpy(), options.timezone)
    table["country"], unknown_countries = filled_countries(countries, first_rows.to_numpy(), options.country)
    reading.problems += unknown_zones + unknown_countries
    return table.assign(row=first_rows)


def _first_filled(reading: _Reading, name: str, codes: np.ndarray, count: int, rows: pd.Index) -> pd.Series:
    cells = reading.cells[name].to_numpy(dtype=object)
    filled = np.flatnonzero(cells != "")
    values = np.full(count, "", dtype=object)
    values[codes[filled[::-1]]] = cells[filled[::-1]]
    other = filled[cells[filled] != values[codes[filled]]]
    if len(other):
        differs = pd.Series(np.isin(np.arange(len(cells)), other), reading.cells.index)
        reading.report(differs, name, "log-differs")
    return pd.Series(values, index=rows, dtype="str")


def _checked_word(reading: _Reading, column: pd.Series, allowed: tuple[str, ...]) -> pd.Series:
    """The column with "" for what is no word of the vocabulary; each such cell is reported."""
    unknown = (column != "") & ~column.isin(list(allowed))
    for row, text in _cells(column[unknown]):
        details = {"allowed": ", ".join(filter(None, allowed)), "near": did_you_mean(text, allowed)}
        reading.problems.append(Problem("log-word", row, str(column.name), text, details=details))
    return column.where(~unknown, "")


def _checked_flag(reading: _Reading, column: pd.Series) -> pd.Series:
    words = {text: text.strip().casefold() for text in pd.unique(column)}
    unknown = column.map(lambda text: words[text] not in yes_words() | no_words() | {""}).astype(bool)
    for row, text in _cells(column[unknown]):
        reading.problems.append(Problem("log-flag", row, "urgent", text))
    return column.map(lambda text: words[text] in yes_words()).astype(bool)


def _events(reading: _Reading, zones: pd.Series, ids: pd.Index) -> pd.DataFrame:
    """The rows that have a kind and a time."""
    kinds = reading.cells["kind"]
    named = kinds != ""
    known = kinds.isin(list(vocabulary.EVENT_KINDS))
    for row, text in _cells(kinds[named & ~known]):
        details = {"kind": text, "near": did_you_mean(text, vocabulary.EVENT_KINDS)}
        reading.problems.append(Problem("log-kind", row, "kind", text, details=details))
    at, exact = _times(reading.cells["at"], zones)
    reading.report(named & known & at.isna(), "at", "log-time")
    here = named & known & at.notna()
    events = pd.DataFrame(
        {"application_id": ids, "at": at, "kind": kinds, "row": reading.cells.index}, index=reading.cells.index
    )[here]
    events["precision"] = _precision(reading, exact)[here]
    for name in ("reply_expected_by", "answer_by"):
        events[name] = _stated_day(reading, zones, name)[here]
    for name in vocabulary.EVENT_COLUMNS:
        in_file = EVENT_COLUMNS_IN_FILE.get(name, name)
        if name not in events and in_file in reading.cells and name != "direction":
            column = reading.cells[in_file][here]
            events[name] = _checked_word(reading, column, EVENT_WORDS[name]) if name in EVENT_WORDS else column
    return _with_ids(reading, events)


def _precision(reading: _Reading, exact: pd.Series) -> pd.Series:
    """As a column of that name says, else by the way in which the time is written."""
    written = exact.map({True: "minute", False: "day"}).astype("str")
    if "precision" not in reading.cells:
        return written
    stated = _checked_word(reading, reading.cells["precision"], vocabulary.PRECISIONS)
    return stated.where(stated != "", written)


def _stated_day(reading: _Reading, zones: pd.Series, name: str) -> pd.Series:
    column = reading.column(name)
    times, _ = _times(column, zones)
    reading.report((column != "") & times.isna(), name, "log-promise")
    return times


def _with_ids(reading: _Reading, events: pd.DataFrame) -> pd.DataFrame:
    """The events under their own ids where all of them have one of their own."""
    ids = reading.column("event_id")[events.index]
    if (ids == "").all():
        return events.reset_index(drop=True)
    reading.report(ids.duplicated() & (ids != ""), "event_id", "log-id-twice")
    reading.report(ids == "", "event_id", "log-id-missing")
    if ids.duplicated().any() or (ids == "").any():
        return events.reset_index(drop=True)
    return events.set_axis(pd.Index(ids, name="event_id", dtype="str"), axis=0)


def _times(column: pd.Series, zones: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Instants of ISO days (local midnight), local times and times with an offset, and whether a clock time is given."""
    if not bool((column != "").any()):
        return pd.Series(pd.NaT, column.index, dtype="datetime64[us, UTC]"), pd.Series(False, column.index)
    codes, texts = pd.factorize(column)
    shapes = (
        np.array([_shape(text) for text in texts], dtype=np.int8)[codes] if len(texts) else np.zeros(len(column), dtype=np.int8)
    )
    local, fixed = (shapes == _DAY) | (shapes == _LOCAL), shapes == _FIXED
    clocks = pd.to_datetime(column.where(local), format="ISO8601", errors="coerce").dt.as_unit("us")
    times = to_instants(clocks.to_numpy(), zones.to_numpy(dtype=object)).set_axis(column.index)
    if fixed.any():
        times[fixed] = pd.to_datetime(column[fixed], format="ISO8601", errors="coerce", utc=True).dt.as_unit("us")
    return times.where((times >= _EARLIEST) & (times <= _LATEST)), pd.Series(shapes >= _LOCAL, column.index)


def _shape(text: str) -> int:
    match = _ISO.fullmatch(text)
    if not match:
        return _NO_TIME
    return _FIXED if match[2] else _LOCAL if match[1] else _DAY
