"""Days as people write them, and how they are read, for the page on what is understood."""

import numpy as np
from markdown_tables import code, table

from followup_analytics.importing.words.day_column import read_dates
from followup_analytics.importing.words.text_matching import TextColumn

DAYS_AS_WRITTEN = {
    "year first": ["2026-03-04", "2026/3/4", "2026.03.04", "20260304", "2026年3月4日"],
    "the name of a month": ["4 March 2026", "4. März 2026", "4 mars 2026", "4 de marzo de 2026", "Mar 4th, 2026", "4-Mar-26"],
    "with a clock time": ["2026-03-04 14:30", "2026-03-04T14:30:00Z", "4 March 2026, 2:30 PM", "04.03.2026 14:30 Uhr",
                          "4 March 2026 at 2pm",
                          "2026-03-04 14:30-15:30"],
    "with its time zone": ["2026-03-04 14:30 EST", "4 March 2026 2:30 PM (PST)", "2026-03-04 14:30 Europe/Berlin"],
    "as in mail": ["Wed, 4 Mar 2026 09:33:38 -0800"],
    "a spreadsheet's count of days": ["46085", "46085.75"],
    "several in one cell": ["4 March 2026; 11 March 2026", "2026-03-04, 2026-03-11", "4 & 11 March 2026"],
    "days on end, the first of which counts and is asked about": ["3-5 March 2026", "2026-03-03 → 2026-03-05"],
    "a day that was moved": ["4 March 2026 -> 11 March 2026", "4 March 2026, moved to 11 March"],
    "a day beside words": ["Rejected 4 March 2026", "4 March 2026 (phone)"],
}  # fmt: skip
NUMBERS_ONLY = ["13/4/2026", "4/13/2026", "13.04.2026", "13-04-26"]
NO_DAYS = [
    "31/11/2026",
    "4 March",
    "March 2026",
    "4 March 2026 cancelled",
    "4 March 2026?",
    "1899-12-30",
    "next week",
]


def days() -> str:
    """The shapes of days, with examples and how they are read, as a table."""
    rows = [[shape, code(examples), ", ".join(dict.fromkeys(map(read, examples)))] for shape, examples in DAYS_AS_WRITTEN.items()]
    rows += [["numbers only", code(NUMBERS_ONLY), read(NUMBERS_ONLY[0])]]
    return table(["shape", "examples", "read as"], rows)


def no_days() -> str:
    """Cells that are no day, with the reason, as a table."""
    return table(["cell", "why it is no day"], [[f"`{text}`", _why_not(text)] for text in NO_DAYS])


def read(text: str) -> str:
    """The days of a cell, "" for none."""
    found = read_dates(TextColumn.of([text]))
    return " and ".join(str(np.datetime_as_string(day, "m" if exact else "D")).replace("T", " ")
                        for day, exact in zip(found.days.local, found.days.exact, strict=True))  # fmt: skip


def _why_not(text: str) -> str:
    found = read_dates(TextColumn.of([text]), day_first=True)
    return found.wrong.get(0, "words; kept as text where the column may hold them")
