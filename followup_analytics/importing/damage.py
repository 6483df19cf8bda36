"""Rows of text are looked over: what is blank, what holds what no one typed. Each finding is a problem with its row."""

import re
from itertools import groupby

from followup_analytics.importing.grid import RawTable, column_letter
from followup_analytics.importing.problems import Problem

# What no keyboard writes into a cell, U+FFFD, which stands where a byte could not be decoded, and lone surrogates.
UNWANTED = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
# Of the control characters those that part words become a blank, the others are left out.
_PARTING = (0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85)
WITHOUT_CONTROLS = {
    code: " " if code in _PARTING else None for code in (*range(9), *range(14, 32), *range(0x7F, 0xA0), *_PARTING)
}
LOST = "\ufffd"
SHOWN_CHARACTERS = 120
_CONTROL_BYTES = bytes((*range(9), 0x0B, 0x0C, *range(14, 32), 0x7F))
_BEYOND_BYTES = (re.compile(b"\xc2[\x80-\x9f]"), re.compile(b"\xed[\xa0-\xbf]"))


def has_unwanted(text: str) -> bool:
    """Whether a text has any such character; on bytes, which is several times faster than a pattern on a long text."""
    data = text.encode("utf-8", "surrogatepass")
    kept = data.translate(None, _CONTROL_BYTES)
    return len(kept) < len(data) or "\ufffd".encode() in data or any(pattern.search(data) for pattern in _BEYOND_BYTES)


def shown(text: str) -> str:
    """A text for a message: one line, control characters as escapes, cut where it is long."""
    text = UNWANTED.sub(lambda found: f"\\x{ord(found[0]):02x}" if found[0] < "\ud800" else LOST, text)
    text = re.sub(r"[\r\n]+", " ", text)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def drop_unwanted(table: RawTable) -> None:
    """Take control characters out of the cells, and name the cells that had them or lost characters in decoding."""
    for index, row in enumerate(table.rows):
        if UNWANTED.search("\t".join(row)):
            for position, cell in enumerate(row):
                if UNWANTED.search(cell):
                    table.problems.append(_unwanted_problem(index + 1, position, cell))
                    row[position] = re.sub("[\ud800-\udfff]", LOST, cell).translate(WITHOUT_CONTROLS)


def _unwanted_problem(number: int, position: int, cell: str) -> Problem:
    place = (number, column_letter(position), shown(cell))
    if re.search("[\ud800-\udfff\ufffd]", cell):
        return (*place, "characters are lost: they were no text in the file's encoding", "each is kept as �", "question")
    return (*place, "control characters in the cell", "they were left out", "note")


def name_blank_rows(table: RawTable) -> None:
    """One note for each run of rows without any text."""
    blank = [number for number, row in enumerate(table.rows, 1) if not any(row) or not "".join(row).strip()]
    for _, run in groupby(enumerate(blank), key=lambda pair: pair[1] - pair[0]):
        table.problems.append(blank_run_problem([number for _, number in run]))


def blank_run_problem(numbers: list[int]) -> Problem:
    """The note for blank rows that follow each other."""
    what = "the row is blank" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]} are blank"
    return (numbers[0], "", "", what, "nothing to read there", "note")
