"""The code of each thing that a sheet leaves open: how grave it is, what it is, and what was done about it.

`{...}` in a sentence is filled from the problem's details. What a user may do about it is no part of these sentences: the
problem's remedy says that as data, and each surface in its own words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from followup_analytics.vocabulary import SEVERITIES


@dataclass(frozen=True)
class Code:
    """A kind of problem; `{...}` in its sentences is filled from the problem's details."""

    severity: str
    problem: str
    consequence: str

    def __post_init__(self) -> None:
        """Refuse a severity that is none."""
        if self.severity not in SEVERITIES:
            raise ValueError(f"severity must be one of {SEVERITIES}, got {self.severity!r}")


_LEFT_ASIDE = "the column is left aside"
_NO_EVENT = "there is no event for it"
_OUT = "left out"
_STATED = "the status holds; there is no event for it"
_WRONG_COLUMNS = "its cells may stand in wrong columns"

CODES: Mapping[str, Code] = MappingProxyType(
    {
        # the file
        "name-not-content": Code("note", "the name is that of a workbook, the content is text", "it was read as text"),
        "encoding-guessed": Code("note", "the file is not UTF-8; it was read as {encoding}, a guess", "letters may be wrong"),
        "encoding-mixed": Code("question", "not in the file's encoding (UTF-8); read as {encoding}", "compare its letters"),
        "characters-lost": Code(
            "question", "characters are lost: they were no text in the file's encoding", "each is kept as \ufffd"
        ),
        "control-characters": Code("note", "control characters in the cell", "they were left out"),
        "quotes-stray": Code("question", "a stray quotation mark", "the row was read without it; compare its cells"),
        "quotes-unclosed": Code(
            "question", "a quotation mark is opened and not closed", "the row was read without it; compare its cells"
        ),
        "header-width": Code(
            "question", "the first full row has {header} cells, most rows have {usual}", "columns may have the wrong names"
        ),
        "row-too-long": Code(
            "error",
            "{cells} where the table has {width}",
            _WRONG_COLUMNS + "; what stands beyond the table was left out",
        ),
        "row-too-long-empty": Code("note", "{cells} where the table has {width}", "the empty ones beyond were left out"),
        "row-too-short": Code("note", "{cells} where the table has {width}", "the missing ones at its end are empty"),
        "row-too-short-open": Code("question", "{cells} where the table has {width}", "the missing ones at its end are empty"),
        "row-too-short-shifted": Code("error", "{cells} where the table has {width}", _WRONG_COLUMNS),
        "cells-shifted": Code("error", "the cells fit the columns beside theirs better", _WRONG_COLUMNS),
        "cell-beyond-table": Code(
            "question",
            "a cell beyond the last column that has a header",
            "it was left out; the others may stand in wrong columns",
        ),
        "formula-unsaved": Code(
            "note",
            "a formula without a stored value",
            "taken as empty; open the file in a spreadsheet program and save it",
        ),
        "cell-error": Code("note", "the cell shows an error instead of a value", "taken as empty"),
        "row-blank": Code("note", "the row is blank", "nothing to read there"),
        "rows-blank": Code("note", "rows {first} to {last} are blank", "nothing to read there"),
        # the table and its columns
        "sheet-chosen": Code("note", "{choice}", "the others are left aside"),
        "no-header": Code("note", "{choice}", "every row is taken for data"),
        "table-on-its-side": Code(
            "note", "the headers stand below each other, an application in each column", "read so; rows are numbered by column"
        ),
        "header-absent": Code("note", "no column of that name is in the sheet{near}", "what was said of it is not used"),
        "header-unknown": Code("note", "an unknown header{near}", _LEFT_ASIDE),
        "header-unknown-filled": Code("question", "an unknown header{near}", _LEFT_ASIDE),
        "header-misspelled": Code("note", "an unknown header, spelled almost like {spelling!r}", "taken as {meaning}"),
        "header-missing": Code("note", "a column without a header", "it is left aside"),
        "meaning-taken": Code("note", "{best!r} tells the {meaning} already", "this column is left aside"),
        "company-assumed": Code("question", "no header names the companies; these cells look like it", "taken as the company"),
        "role-assumed": Code("question", "no header names the jobs; these cells look like it", "taken as the role"),
        "status-assumed": Code("question", "no header names the status; these cells look like it", "taken as the status"),
        "company-column-missing": Code("question", "no column names the companies", "the applications stand without one"),
        "applied-assumed": Code(
            "question", "no header names the day of the application; these days look like it", "taken as that day"
        ),
        "applied-column-missing": Code(
            "question", "no column has the day of the application", "the applications stand without it"
        ),
        "day-added-only": Code(
            "question", "the day that was noted first; is it the day of the application?", "the applications stand without it"
        ),
        # rows that are no entries
        "row-empty": Code("note", "this row is empty", _OUT),
        "rows-empty": Code("note", "rows {first} to {last} are empty", _OUT),
        "row-prefilled": Code("note", "this row is prefilled, with no entry in it", _OUT),
        "rows-prefilled": Code("note", "rows {first} to {last} are prefilled, with no entry in it", _OUT),
        "header-again": Code("note", "the header again", _OUT),
        "conflict-mark": Code("error", "a mark of a merge conflict", _OUT),
        "title-row": Code("note", "a title, or a lone cell", _OUT),
        "row-above-header": Code("note", "a row above what was taken for the header", _OUT),
        "comment-row": Code("note", "a comment", _OUT),
        "other-table": Code("note", "a row of another table on this sheet", "left out; give it a sheet of its own"),
        "signature-row": Code("note", "a title, or a signature", _OUT),
        "totals-row": Code("note", "a row of totals", _OUT),
        "row-repeated": Code("note", "repeats row {first} exactly", "left out; the first is kept"),
        "row-unread": Code("note", "nothing in this row was read", "it is left out"),
        # applications
        "wish": Code("note", "a wish or a draft: nothing was sent yet", "no application; left out of the log"),
        "wish-with-a-day": Code("question", "the status says that nothing was sent, another column gives a day", "taken as sent"),
        "open-with-a-day": Code("note", "open may mean that nothing was sent yet; the row has a day", "taken as sent"),
        "undelivered": Code("note", "it was not delivered", "no application; left out of the log"),
        "application-undated": Code("question", "no day of the application", "the application is kept without that event"),
        "company-missing": Code("error", "no company", "no application; left out of the log"),
        "company-unnamed": Code("question", "no company", "kept without one"),
        "ids-incomplete": Code(
            "note", "the ids are not all there, or not unique", "applications are named by company and role instead"
        ),
        "word-unknown": Code("note", "no word for {name} that is known", "it is left empty"),
        "medium-unknown": Code("note", "no medium that is known{near}", "the medium is left empty"),
        "zone-unknown": Code("error", "no time zone of that name", "{used} is used"),
        "country-unknown": Code("error", "no country of that name or code", "{used} is used"),
        "status-unknown": Code("question", "an unknown status{near}", "the status is what the events imply"),
        "status-unclear": Code(
            "question",
            "a status that does not say where the application stands",
            "the status is what the events imply",
        ),
        "interviews-undated": Code("question", "interviews are stated without their day (rows: {count})", _STATED),
        "interview-undated": Code("note", "an interview is stated without its day", _STATED),
        "offers-undated": Code("question", "offers are stated without their day (rows: {count})", _STATED),
        "offer-undated": Code("note", "an offer is stated without its day", _STATED),
        "rejections-undated": Code("question", "rejections after interviews stand without their day (rows: {count})", _STATED),
        "rejection-undated": Code("note", "a rejection after an interview is stated without its day", _STATED),
        "event-in-notes": Code("question", "the notes say {text!r}", "nothing is taken from it until you say so"),
        "promise-in-notes": Code("question", "the notes say {text!r}", "nothing is taken from it until you say so"),
        "people-row": Code("note", "a person that you wrote to, as it seems, and no application", _OUT),
        "people-list": Code("question", "people that you wrote to, as it seems, and no applications", "its rows are left out"),
        # days
        "day-unreadable": Code("error", "not a date that can be read", _NO_EVENT),
        "day-impossible": Code("error", "{why}", _NO_EVENT),
        "day-undecided": Code("question", "day-first or month-first: nothing in the column decides", _NO_EVENT),
        "day-yearless": Code("question", "a day without a year", _NO_EVENT),
        "day-called-off": Code("question", "the words beside the day take it back", _NO_EVENT),
        "day-month-only": Code("question", "a month, of which the day is not given", _NO_EVENT),
        "day-range": Code("question", "a range of days", _NO_EVENT),
        "day-of-several": Code("question", "a range of days", "it counts on the first of them"),
        "day-range-short": Code("note", "several days in a row", "one event, on the first of them"),
        "zone-unsure": Code("question", "a time zone that may be one of several", "the day counts, the hour does not"),
        "day-default": Code("note", "a day that forms fill in by themselves (cells: {count})", _NO_EVENT),
        "day-order-open": Code("question", "{evidence}", "these cells are kept here and make no event"),
        "day-order-borrowed": Code("question", "{evidence}", "read {order}"),
        "too-early": Code("note", "{kind} before the application", "kept as it is"),
        "step-unknown": Code("question", "a step of an unknown kind", "kept as a note"),
        "step-undated": Code("error", "a step without a day", _NO_EVENT),
        "step-unreadable": Code("error", "a step whose day can't be read", _NO_EVENT),
        # a row per event
        "event-nameless": Code("error", "no company", "the row is left out"),
        "event-undated": Code("error", "no day", _NO_EVENT),
        "event-unknown": Code("question", "an unknown kind of event{near}", "kept as a note"),
        "event-unnamed": Code("question", "no kind of event{near}", "kept as a note"),
        "event-of-nobody": Code("error", "an event of no application that is known", "the event is left out"),
        # a written log
        "log-column-twice": Code("note", "this column stands twice", "it is left aside"),
        "log-column": Code("note", "this column is no column of a log{near}", "it is kept as one of your own"),
        "log-row-nameless": Code("error", "no application_id", "the row is left out"),
        "log-differs": Code("error", "differs from an earlier row of this application", "the earlier one holds"),
        "log-word": Code("error", "must be one of {allowed}{near}", "it is left empty"),
        "log-flag": Code("error", "must be yes or no", "taken as no"),
        "log-kind": Code("error", "{kind!r} is no kind of event{near}", "the event is left out"),
        "log-time": Code("error", "neither a day (2026-03-02) nor a time from 1970 to 2099", "the event is left out"),
        "log-promise": Code("error", "not a day such as 2026-03-02", "it is left empty"),
        "log-id-twice": Code("error", "stands twice", "the events are numbered anew"),
        "log-id-missing": Code("note", "no event_id, where others have one", "the events are numbered anew"),
        # several searches
        "sheet-unreadable": Code("error", "{why}", "this client's sheet is left out"),
        "clients-of-one-stem": Code("question", "two sheets are called {stem!r}", "each is a client of its own"),
        "client-without-sheet": Code("question", "clients.toml names a client who has no sheet here", "nothing is read for it"),
        "seeker-missing": Code("question", "no name of whose search it is", "kept as a search without a name"),
        # the journal
        "journal-lost": Code(
            "error",
            "entries {entries} of the journal are about an application that is not in the sheet; the nearest: {near}",
            "they are left out until they count for another",
        ),
        "journal-unsure": Code(
            "question",
            "entries {entries} of the journal are about an application that the sheet may have changed; the nearest: {near}",
            "they are left out, and nothing is asked of these, until it is told which one is meant",
        ),
    }
)
