"""Text becomes records, so that a stray or unclosed quotation mark harms no record but its own.

Records that keep the rules of RFC 4180 are read by the standard library's `csv`. Where one doesn't, the physical line is the
unit: it is read alone, unless only together with the lines after it does it come to the table's width.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from followup_analytics.importing.files.quote_repair import RepairedRecord, repair_record, tolerant_width
from followup_analytics.importing.files.text_grid import MAX_DAMAGED, DamagedThroughoutError

MAX_LINES_OF_RECORD = 200
MAX_CHARACTERS_OF_RECORD = 100_000
PATIENCE_LINES = 20_000  # looked at in all beyond the first line of damaged records: a file damaged throughout must end too
SAFE_FOR_CSV = 100_000  # the csv module refuses fields beyond 131,072, by a process-wide setting that is best left alone
LINE_END = re.compile(r"\r\n|\r|\n")
SAMPLE_RECORDS = 2000
SAMPLE_CHARACTERS = 400_000


@dataclass(frozen=True)
class QuoteDamage:
    """The record number `index` (from 0) has quotation marks that break the rules; `lines` is its text in the file."""

    index: int
    lines: str
    closed: bool


@dataclass(frozen=True)
class Records:
    """Cells by record, the damage, and the length of the longest record in characters."""

    rows: list[list[str]]
    damage: list[QuoteDamage]
    longest: int


def read_records(text: str, delimiter: str) -> Records:
    """Split a text into records of cells, and name those whose quotation marks are damaged."""
    if '"' in text:
        return _QuotedText(text if text.endswith(("\n", "\r")) else text + "\n", delimiter).read()
    lines = physical_lines(text)
    return Records([line.split(delimiter) for line in lines], [], max(map(len, lines), default=0))


def physical_lines(text: str) -> list[str]:
    """The lines of a text without their ends; a last line end begins no further line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def record_pattern(delimiter: str) -> re.Pattern[str]:
    """A record that keeps the rules, with its line end; possessive, so that a failure costs no second look."""
    stop = re.escape(delimiter)
    field = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{stop}\r\n]*+)'
    return re.compile(rf"{field}(?:{stop}{field})*+(?:\r\n|\r|\n)")


class _QuotedText:
    """One pass over a text that has quotation marks and ends with a line end."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter
        self.record = record_pattern(delimiter)
        self.sample = self._sound_records()
        widths = Counter(len(row) for row in self.sample if row)
        self.width = widths.most_common(1)[0][0] if widths else 1
        self.rows: list[list[str]] = []
        self.damage: list[QuoteDamage] = []
        self.waiting: list[str] = []
        self.patience = PATIENCE_LINES

    def read(self) -> Records:
        position, longest, end, match = 0, 0, len(self.text), self.record.match
        while position < end:
            begin, found = position, match(self.text, position)
            if found and self._is_one_record(record := found.group()):
                self.waiting.append(record)
                position = found.end()
            else:
                self._read_waiting()
                position = self._read_damaged(position, alone=found is not None)
            longest = max(longest, position - begin)
        self._read_waiting()
        return Records(self.rows, self.damage, longest)

    def _sound_records(self) -> list[list[str]]:
        """The cells of records that keep the rules, from the beginning of the text.

        Records, not lines: a text of many lines in one cell is no table of its own.
        """
        sound, position, end = list[str](), 0, min(len(self.text), SAMPLE_CHARACTERS)
        while position < end and len(sound) < SAMPLE_RECORDS:
            found = self.record.match(self.text, position)
            if found and len(found.group()) < SAFE_FOR_CSV:
                sound.append(found.group())
            position = found.end() if found else self._line(position)[1]
        return list(csv.reader(sound, delimiter=self.delimiter))

    def _read_waiting(self) -> None:
        """Give the sound records gathered so far to the csv module, in one go."""
        batch: list[str] = []
        for record in self.waiting:
            if len(record) > SAFE_FOR_CSV:
                self.rows.extend(csv.reader(batch, delimiter=self.delimiter))
                self.rows.append(_long_record(record, self.delimiter))
                batch = []
            else:
                batch.append(record)
        self.rows.extend(csv.reader(batch, delimiter=self.delimiter))
        self.waiting = []

    def _is_one_record(self, record: str) -> bool:
        """Whether what keeps the rules is one record, and not two that ran together because each lost a quotation mark."""
        if '"' not in record or not LINE_END.search(record.rstrip("\r\n")) or self.width < 2:
            return True
        lines = LINE_END.split(record.rstrip("\r\n"))
        if min(tolerant_width(lines[0], self.delimiter), tolerant_width(lines[-1], self.delimiter)) < self.width:
            return True
        cells = next(csv.reader([record], delimiter=self.delimiter)) if len(record) < SAFE_FOR_CSV else []
        return len(cells) == self.width and not self._look_like_rows(lines[0], lines[-1])

    def _look_like_rows(self, *lines: str) -> bool:
        """Whether each line has dates and numbers where the table has them, and something wherever the table always has.

        Counted from either end.
        """
        cells = [line.split(self.delimiter) for line in lines]
        return bool(self._telling) and all(
            all(shape in (_shape(row[column]), _shape(row[column - self.width])) for column, shape in self._telling.items())
            and all(row[column].strip() or row[column - self.width].strip() for column in self._always_filled)
            for row in cells
        )

    @cached_property
    def _rows(self) -> list[list[str]]:
        """The sample's rows of the table's width, without the first, which is the header as a rule."""
        return [row for row in self.sample[1:] if len(row) == self.width]

    @cached_property
    def _telling(self) -> dict[int, str]:
        """The shape of the cells in each column that has one."""
        shapes = {column: _common_shape([row[column] for row in self._rows]) for column in range(self.width)}
        return {column: shape for column, shape in shapes.items() if shape}

    @cached_property
    def _always_filled(self) -> list[int]:
        """The columns in which no cell is empty."""
        return [column for column in range(self.width) if all(row[column].strip() for row in self._rows)]

    def _read_damaged(self, position: int, *, alone: bool) -> int:
        """Read the damaged record that begins here; returns where the next one begins."""
        stop, after = self._line(position)
        first = repair_record(self.text[position:stop], self.delimiter, self.width)
        assert first is not None, "one line has no line end inside"
        best, best_after = first, after
        if not alone and (first.opened or len(first.cells) != self.width):
            best, best_after = self._with_following_lines(position, after, first)
        lines = self.text[position:best_after].rstrip("\r\n")
        if not (best is first and self._continues_previous(first)):
            self.rows.append(best.cells)
        if len(self.damage) >= MAX_DAMAGED:
            raise DamagedThroughoutError
        self.damage.append(QuoteDamage(len(self.rows) - 1, lines, not best.opened))
        return best_after

    def _with_following_lines(self, position: int, after: int, first: RepairedRecord) -> tuple[RepairedRecord, int]:
        """The reading that comes to the table's width with as few of the lines that follow as can be, else the first line."""
        best, best_after = first, after
        for _ in range(min(MAX_LINES_OF_RECORD, self.patience)):
            begin = after
            if begin >= len(self.text) or begin - position > MAX_CHARACTERS_OF_RECORD:
                break
            self.patience -= 1
            stop, after = self._line(begin)
            line = self.text[begin:stop]
            if not line.strip() or self._is_whole_row(line):
                break
            joined = repair_record(self.text[position:stop], self.delimiter, self.width)
            if joined and len(joined.cells) == self.width:
                if not joined.opened:
                    return joined, after
                better = len(best.cells) < self.width or joined.opened < best.opened
                if better or tolerant_width(line, self.delimiter) == 1:
                    best, best_after = joined, after
        return best, best_after

    def _continues_previous(self, current: RepairedRecord) -> bool:
        """Join a line that closes a quotation to the rows that hold its beginning, where no mark opened it."""
        ends = [index for index, cell in enumerate(current.cells) if cell.endswith('"') and cell.count('"') == 1]
        if not ends or len(current.cells) >= self.width:
            return False
        last = self.delimiter.join(current.cells[: ends[0] + 1])[:-1]
        rest = current.cells[ends[0] + 1 :]
        taken = self.rows[-20:]
        for count in range(1, len(taken) + 1):
            head = taken[-count]
            if len(head) + len(rest) == self.width:
                middle = [cell for row in taken[len(taken) - count + 1 :] for cell in row]
                self.rows[-count:] = [[*head[:-1], "\n".join([head[-1], *middle, last]), *rest]]
                return True
            if len(head) > 1:
                return False
        return False

    def _line(self, position: int) -> tuple[int, int]:
        """Where the line that begins here stops, and where the next begins."""
        found = LINE_END.search(self.text, position)
        return (found.start(), found.end()) if found else (len(self.text), len(self.text))

    def _is_whole_row(self, line: str) -> bool:
        """Whether a line has by itself all the cells of a row."""
        return tolerant_width(line, self.delimiter) >= self.width > 1


def _long_record(record: str, delimiter: str) -> list[str]:
    """The cells of a sound record with a field that is too long for the csv module."""
    stop = re.escape(delimiter)
    fields = re.compile(rf'(?:^|{stop})(?:"((?:[^"]|"")*+)"|([^"{stop}\r\n]*+))')
    return [found[1].replace('""', '"') if found[1] is not None else found[2] for found in fields.finditer(record.rstrip("\r\n"))]


def _shape(cell: str) -> str:
    """A cell with each run of digits as one 9, where it is short and has several runs, as dates have; else nothing."""
    shape = re.sub(r"\d+", "9", cell) if len(cell) <= 30 else ""
    return shape if shape.count("9") > 1 else ""


def _common_shape(cells: list[str]) -> str:
    """The shape that nine of ten cells have, where it tells anything."""
    if len(cells) < 4:
        return ""
    shape, count = Counter(map(_shape, cells)).most_common(1)[0]
    return shape if count * 10 >= len(cells) * 9 else ""
