"""Rows that are no application, lists of people, and the account of every row."""

from dataclasses import replace

import numpy as np
import pandas as pd

from followup_analytics.importing.columns.sheet_reading import LogTables
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.rows.row_status import StatusRanks, is_fact, ranks_of_words
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import StageColumn, days_of, undated
from followup_analytics.importing.words.cell_values import event_kind
from followup_analytics.importing.words.dated_events import KIND, DatedEvents
from followup_analytics.importing.words.text_matching import Mask, RowPositions, fold
from followup_analytics.importing.words.word_lists import header_words
from followup_analytics.problems import MEND_THE_CELL, Problem, Remedy, joined_problems, problems_table


def left_out_rows(sheet: Sheet, stages: list[StageColumn], facts: StatusRanks, days: DatedEvents) -> Mask:
    """Rows that are no application, each with its problem: wishes, letters that never arrived, rows without company and role."""
    dated, sent = np.zeros((2, len(sheet.rows)), dtype=bool)
    dated[days.place] = True
    # A bare date may be that of the wish.
    sent[days.place[(days.kind != KIND["application"]) | (len(days_of(stages, "applied")) > 0)]] = True
    unsent, lost = is_fact(facts, "wish"), is_fact(facts, "undelivered")
    # Open beside a day of the application: nothing is decided.
    is_open = is_fact(facts, "open")
    unsent |= _unsent_besides(sheet, facts)
    wish = unsent | (is_open & ~dated)
    status = next(iter(sheet.of("status")), None)
    sheet.report(wish & ~sent, status, "wish")
    sheet.report(is_open & dated & ~sent, status, "open-with-a-day")
    sheet.report(unsent & sent, status, "wish-with-a-day")
    sheet.report(lost, status, "undelivered")
    left_out = (wish & ~sent) | lost
    left_out |= _without_company(sheet, dated, left_out)
    applied = np.zeros(len(sheet.rows), dtype=bool)
    applied[days.place[days.kind == KIND["application"]]] = True
    column = next(iter(sheet.of("applied", "date")), None)
    if column:  # where no column has that day, one question was asked for all
        without = undated(sheet, stages, applied) & ~left_out
        sheet.report(without, column, "application-undated", Remedy("day", "application"))
    return left_out


def _unsent_besides(sheet: Sheet, facts: StatusRanks) -> Mask:
    """The rows of which one column says that nothing was sent, and the others no more than that it is pending."""
    waiting = is_fact(facts, "active") | is_fact(facts, "on_hold")
    unsent = np.zeros(len(facts), dtype=bool)
    for column in sheet.of("status"):
        texts = sheet.cells[column.position]
        unsent |= is_fact(ranks_of_words(sheet, column), "wish")
        waiting &= ~texts.each(lambda text: event_kind(text) == "application", bool)
    return unsent & waiting


def _without_company(sheet: Sheet, dated: Mask, left_out: Mask) -> Mask:
    """Rows that name no company: those with a role and a day are kept, the others can be nothing."""
    column = next(iter(sheet.of("company", "company_and_role")), None)
    nobody = ~sheet.text("company", "company_and_role").filled & ~left_out
    useless = nobody & ~(sheet.text("role").filled & dated)
    sheet.report(useless, column, "company-missing")
    sheet.report(nobody & ~useless, column, "company-unnamed")
    return useless


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


def placed(parts: LogTables, rows: RowPositions) -> LogTables:
    """The parts, with a problem for each entry that is neither in the log nor among the problems: so no row can be lost."""
    told = [problem.row for problem in parts.problems if problem.row is not None]
    named = np.concatenate(
        [parts.applications["row"].to_numpy(np.int64), parts.events["row"].to_numpy(np.int64), np.array(told, np.int64)]
    )
    seen = np.zeros(max(rows.max(initial=0), named.max(initial=0)) + 1, dtype=bool)
    seen[named] = True
    lost = rows[~seen[rows]]
    if not len(lost):
        return parts
    return replace(parts, problems=parts.problems + [Problem("row-unread", int(row)) for row in lost])


_MASK = "(not shown)"
_SHORTEST = 3


def account_of(table: SheetTable, parts: LogTables, choice: str, damage: list[pd.DataFrame], *, several: bool) -> pd.DataFrame:
    """All problems: the choice of the sheet, the damage of the file, what was not understood."""
    code, remedy = ("sheet-chosen", Remedy("sheet", table.name)) if several else ("no-header", MEND_THE_CELL)
    notes = [Problem(code, value=table.name, remedy=remedy, details={"choice": choice})] if choice else []
    notes += [Problem("row-above-header", row) for row in table.above]
    return joined_problems([problems_table(notes), *damage, problems_table(parts.problems)])


def with_seekers(problems: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """The problems with the seeker of the application, or of the row, that each is about."""
    if "seeker" not in applications or bool((applications["seeker"] == "").all()):
        return problems
    ids = applications.index if applications.index.name == "application_id" else applications["application_id"]
    whose = pd.Series(applications["seeker"].to_numpy(dtype=object), ids)
    of_row = pd.Series(applications["seeker"].to_numpy(dtype=object), applications["row"].astype("Int64").array)
    found = problems["application_id"].map(whose).fillna(problems["row"].map(of_row[~of_row.index.duplicated()]))
    return problems.assign(seeker=found.fillna("").astype("str"))


def without_secrets(problems: pd.DataFrame, table: SheetTable, columns: pd.DataFrame) -> pd.DataFrame:
    """The problems with nothing in their values that stands in a column of secrets."""
    headers = set(columns.loc[columns["meaning"] == "secret", "header"])
    if not headers or not len(problems):
        return problems
    places = [place for place, header in enumerate(table.header) if header.strip() in headers]
    texts = {text.strip() for place in places for text in table.body[place]} - {""}
    secrets = sorted((text for text in texts if len(text) >= _SHORTEST), key=len, reverse=True)

    def masked(value: str) -> str:
        if value.strip() in texts:
            return _MASK
        for secret in secrets:
            value = value.replace(secret, _MASK)
        return value

    return problems.assign(value=problems["value"].map(masked).astype("str"))


def written_columns(table: SheetTable) -> pd.DataFrame:
    """What the columns of a written log are."""
    rows = [(header, header, "", "a written log", "", "header") for header in table.header if header]
    return pd.DataFrame(rows, columns=["header", "meaning", "about", "why", "examples", "told_by"], dtype="str")
