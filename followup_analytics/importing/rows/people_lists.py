"""A list of people that were written to, which is no list of applications."""

import numpy as np

from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import header_words
from followup_analytics.problems import Problem, Remedy

# How many columns at least are about people and messages to them.
_FEWEST = 2
_OF_APPLICATIONS = ("status", "applied", "interview", "offer", "rejection", "history", "pay")


def leave_people_out(sheet: Sheet) -> None:
    """Leave all rows out where the headers are those of a list of people, and ask once; what the user named is kept."""
    about = [column for column in sheet.columns if not header_words("people").isdisjoint(fold(column.header).split())]
    told = any(column.told_by == "user" for column in sheet.columns)
    own = [one for one in sheet.of(*_OF_APPLICATIONS) if one not in about and not _is_of_messages(one.header)]
    # A person in each row, and neither a job nor a status: people too.
    persons = bool(sheet.of("contact")) and bool(about) and not sheet.of("role", "company_and_role", "status", "date", "applied")
    if told or not (persons or (len(about) >= _FEWEST and not own)) or not len(sheet.rows):
        return
    remedy = Remedy("sheet", about[0].header, ("people", "applications"))
    sheet.problems.append(Problem("people-list", None, about[0].header, remedy=remedy, details={"rows": len(sheet.rows)}))
    sheet.report(np.ones(len(sheet.rows), dtype=bool), about[0], "people-row")
    sheet.keep(np.zeros(len(sheet.rows), dtype=bool))


def _is_of_messages(header: str) -> bool:
    """Whether a header of days is that of messages: "Date sent"."""
    return not header_words("messages").isdisjoint(fold(header).split())
