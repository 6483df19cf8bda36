"""Rows that are no application: wishes, letters that never arrived, rows without a company and a job."""

import numpy as np

from followup_analytics.importing.rows.row_status import StatusRanks, is_fact, ranks_of_words
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import StageColumn, days_of, undated
from followup_analytics.importing.words.cell_values import event_kind
from followup_analytics.importing.words.dated_events import KIND, DatedEvents
from followup_analytics.importing.words.text_matching import Mask
from followup_analytics.problems import Remedy


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
