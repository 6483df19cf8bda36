#!/usr/bin/env python3
"""Write the sheets of this folder with the truth about each beside it.

    make_sheets.py [FOLDER]

Everything in them is invented. A sheet and its truth come from the same lines of code, and are the same bytes in every run.
"""

import sys
from pathlib import Path

import english_lists
import odd_days
import one_event_a_row
import other_languages
import tools
import words
import workbooks

PARTS = [english_lists, other_languages, one_event_a_row, tools, odd_days, workbooks, words]


def main(folder: Path) -> None:
    """All sheets, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        part.make(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
