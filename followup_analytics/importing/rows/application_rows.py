"""One row per application: its columns become the application, its days the events."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.importing.columns.column_meanings import COLUMN_MEANINGS, Column
from followup_analytics.importing.columns.sheet_reading import LogTables
from followup_analytics.importing.rows.application_fields import (
    application_ids,
    application_media,
    attributes_of,
    names,
    own_columns,
    report_without_seeker,
)
from followup_analytics.importing.rows.no_applications import leave_people_out, left_out_rows
from followup_analytics.importing.rows.packed_histories import read_histories
from followup_analytics.importing.rows.row_status import (
    StatusRanks,
    Understood,
    fact_of_word,
    is_fact,
    ranks_of_words,
    standing_of,
    stated_words,
    statuses,
)
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import STATED_DAYS, StageColumn, days_of, read_stages
from followup_analytics.importing.rows.stated_undated import ask_undated
from followup_analytics.importing.words.cell_values import (
    ANSWER_KIND,
    CHANGE_KIND,
    FACTS,
    KIND_OF_DATED_STATUS,
    interview_medium,
    stage_of,
)
from followup_analytics.importing.words.dated_events import KIND, NO_KIND, DatedEvents, kind_codes
from followup_analytics.importing.words.day_cell import read_days
from followup_analytics.importing.words.day_column import read_dates
from followup_analytics.importing.words.places import to_instants
from followup_analytics.importing.words.text_matching import Mask, Objects, TextColumn, chosen
from followup_analytics.problems import Problem
from followup_analytics.vocabulary import EVENT_KINDS, MEDIA, PRECISIONS, STAGES

# A first answer of that name is the word for what it leads to.
_ANSWER_NAMED = {**ANSWER_KIND, "interviewing": "interview_invitation", "withdrawn": "", "wish": "", "open": ""}
# What waits for the seeker's answer: an offer before an invitation.
_WAITING = {"interview_invitation": 1, "offer": 2}
_TALKS = {"interview": 1, "reply": 1, "interview_invitation": 1}
_STEPS = tuple(name for name, meaning in COLUMN_MEANINGS.items() if meaning.event and name != "applied")
_FOR_DRAFTS = ("topics", "strengths", "values", "open_points")


def read_applications(sheet: Sheet) -> LogTables:
    """The log's two tables from a table with a row per application."""
    understood: Understood = []
    leave_people_out(sheet)
    stages = read_stages(sheet)
    facts = standing_of(sheet, stages, understood)
    days = _happened(sheet, stages, facts)
    stated = {name: days_of(stages, name).first_each() for name in STATED_DAYS}
    keep = ~left_out_rows(sheet, stages, facts, days)
    sheet.keep(keep)
    days, stated = _moved(days, keep), {name: _moved(those, keep) for name, those in stated.items()}
    _report_too_early(sheet, days)
    ask_undated(sheet, [_kept(stage, keep) for stage in stages], facts[keep], days)
    company, role = names(sheet)
    attributes = attributes_of(sheet, company, role)
    own, seeker = sheet.text("application_id"), TextColumn.of(attributes["seeker"])
    ids, problems = application_ids(own, company, role, _applied(days, len(sheet.rows)), seeker)
    sheet.problems += problems
    report_without_seeker(sheet)
    status = {"status": statuses(facts[keep]), "stated_status": stated_words(sheet)}
    applications = pd.DataFrame({**attributes, **status, **own_columns(sheet)}, index=pd.Index(ids, name="application_id"))
    events = _placed(sheet, days, stated, ids, attributes["timezone"])
    orders = [(stage.column.header, stage.dates.order, stage.dates.evidence) for stage in stages if len(stage.dates.days)]
    return LogTables(applications, events, sheet.problems, understood, orders)


def _happened(sheet: Sheet, stages: list[StageColumn], facts: StatusRanks) -> DatedEvents:
    """All events, by the columns' own kinds, by the answers, by packed histories, and last by the day of the end."""
    applied = "applied" if len(days_of(stages, "applied")) else "date"
    own = days_of(stages, *_STEPS)
    first = days_of(stages, applied).first_each().of_kind("application")
    happened = DatedEvents.joined([first, own, read_histories(sheet)])
    happened = DatedEvents.joined([happened, _answers(sheet, stages, facts, happened)])
    in_status = DatedEvents.joined([_dated_status(sheet, column) for column in sheet.of("status")])
    happened = DatedEvents.joined([happened, in_status.take(~in_status.among(happened))])
    for meaning in ("ended", "status_date"):
        kinds = kind_codes(CHANGE_KIND.get(fact, "") for fact in FACTS)[facts]
        ends = days_of(stages, meaning).first_each()
        ends = ends.of_kind(kinds[ends.place])
        happened = DatedEvents.joined([happened, ends.take(~ends.among(happened))])
    return happened.distinct()


def _dated_status(sheet: Sheet, column: Column) -> DatedEvents:
    """The days that stand in the cells of a status themselves: "Rejected 16 Feb 2026"."""
    texts = sheet.cells[column.position].changed(lambda text: text if read_days(text)[1] and read_days(text)[0] else "")
    days = read_dates(texts, sheet.options.day_first, header=column.header).days
    kinds = texts.each(lambda text: KIND.get(KIND_OF_DATED_STATUS.get(fact_of_word(sheet, column, text), ""), NO_KIND), np.int8)
    return days.of_kind(kinds[days.place])


def _answers(sheet: Sheet, stages: list[StageColumn], facts: StatusRanks, happened: DatedEvents) -> DatedEvents:
    """The day of their answer, of the kind that the sheet names, else that its status tells.

    An answer before an interview of the row was not their last word, whatever the status says now.
    """
    days = days_of(stages, "response_date").first_each()
    kinds = kind_codes(ANSWER_KIND.get(fact, "") for fact in FACTS)[facts]
    last_word = np.isin(kinds, kind_codes(("offer", "rejection")))
    kinds = np.where(last_word & _before_an_interview(days, happened, len(kinds)), KIND["reply"], kinds)
    named_kinds = kind_codes(_ANSWER_NAMED.get(fact, "") for fact in FACTS)
    for column in sheet.of("response"):
        words = ranks_of_words(sheet, column)
        kinds = np.where(words > 0, named_kinds[words], kinds)
    kinds = np.where(is_fact(facts, "no_answer"), NO_KIND, kinds).astype(np.int8)
    return days.of_kind(kinds[days.place])


def _before_an_interview(days: DatedEvents, happened: DatedEvents, rows: int) -> Mask:
    """The rows whose day comes before an interview of theirs."""
    last = np.full(rows, np.datetime64("0001-01-01"), dtype="datetime64[D]")
    talks = happened.take(happened.kind == KIND["interview"])
    np.maximum.at(last, talks.place, talks.local.astype("datetime64[D]"))
    before = np.zeros(rows, dtype=bool)
    before[days.place] = days.local.astype("datetime64[D]") < last[days.place]
    return before


def _moved(days: DatedEvents, keep: Mask) -> DatedEvents:
    """The days of the rows that are kept, at their new places."""
    if bool(keep.all()):
        return days
    days = days.take(keep[days.place])
    return replace(days, place=(np.cumsum(keep) - 1)[days.place])


def _kept(stage: StageColumn, keep: Mask) -> StageColumn:
    """A column of days with the rows that are kept, at their new places."""
    if bool(keep.all()):
        return stage
    place = np.cumsum(keep) - 1
    wrong = {int(place[row]): why for row, why in stage.dates.wrong.items() if keep[row]}
    dates = replace(stage.dates, days=_moved(stage.dates.days, keep), wrong=wrong, wordy=stage.dates.wordy[keep])
    return replace(stage, dates=dates, facts=stage.facts[keep])


def _applied(days: DatedEvents, rows: int) -> NDArray[np.datetime64]:
    """The day of application of each row, NaT where there is none."""
    applied = np.full(rows, np.datetime64("NaT"), dtype="datetime64[D]")
    sent = days.kind == KIND["application"]
    applied[days.place[sent]] = days.local[sent].astype("datetime64[D]")
    return applied


def _report_too_early(sheet: Sheet, days: DatedEvents) -> None:
    """Events before the application are kept, and told."""
    applied = _applied(days, len(sheet.rows))
    day = days.local.astype("datetime64[D]")
    for one in np.flatnonzero(day < applied[days.place]):
        details = {"kind": EVENT_KINDS[days.kind[one]].replace("_", " ")}
        place = (int(sheet.rows[days.place[one]]), days.header[one], str(day[one]))
        sheet.problems.append(Problem("too-early", *place, details=details))


def _placed(sheet: Sheet, days: DatedEvents, stated: Mapping[str, DatedEvents], ids: Objects, zones: Objects) -> pd.DataFrame:
    """The events as the log holds them, sorted by row and time."""
    days = days.take(np.lexsort((days.local, days.place)))
    place, sent = days.place, days.kind == KIND["application"]
    medium, stage = _of_talks(days)
    events = {
        "application_id": ids[place],
        "at": to_instants(days.local, zones[place], days.offset),
        "precision": _categories(days.exact.astype(np.int8), PRECISIONS),
        "kind": _categories(days.kind, EVENT_KINDS),
        "medium": _categories(np.where(sent, _codes(application_media(sheet), MEDIA)[place], medium), MEDIA),
        "stage": _categories(stage, STAGES),
        "text": chosen(sent, _notes(sheet)[place], days.rest),
        "row": sheet.rows[place],
    }
    last = _last_event(days, _TALKS)
    events |= {
        name: chosen(last, sheet.text(name).objects()[place], np.full(len(place), "")) for name in _FOR_DRAFTS if sheet.of(name)
    }
    for name, those in stated.items():
        if len(those):
            local = np.full(len(sheet.rows), np.datetime64("NaT"), dtype="datetime64[us]")
            local[those.place] = those.local.astype("datetime64[D]")
            at_event = _last_event(days, _WAITING) if name == "answer_by" else last
            events[name] = to_instants(np.where(at_event, local[place], np.datetime64("NaT")), zones[place])
    return pd.DataFrame(events)


def _categories(codes: NDArray[np.int8], words: Sequence[str]) -> "pd.Categorical[Any]":
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(list(words)))


def _codes(column: Objects, words: Sequence[str]) -> NDArray[np.int8]:
    """The place of each cell among the words of a vocabulary."""
    return TextColumn.of(column).each(words.index, np.int8)


def _of_talks(days: DatedEvents) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """How and at which stage each interview was held, by its header and the words beside it."""
    medium, stage = np.zeros((2, len(days)), dtype=np.int8)
    talks = np.flatnonzero(days.kind == KIND["interview"])
    said = TextColumn.of(days.header[talks] + " " + days.rest[talks])
    medium[talks] = said.each(lambda text: MEDIA.index(interview_medium(text)), np.int8)
    stage[talks] = said.each(lambda text: STAGES.index(stage_of(text)), np.int8)
    return medium, stage


def _last_event(days: DatedEvents, ranks: Mapping[str, int]) -> NDArray[np.bool_]:
    """The last event of each row of the highest rank; kinds without one rank lowest."""
    rank = np.array([ranks.get(kind, 0) for kind in EVENT_KINDS])[days.kind]
    order = np.lexsort((days.local, rank, days.place))
    ends = np.append(days.place[order][1:] != days.place[order][:-1], True)[: len(order)]
    last = np.zeros(len(days), dtype=bool)
    last[order[ends]] = True
    return last


def _notes(sheet: Sheet) -> Objects:
    """All notes of a row, a line each."""
    columns = [sheet.cells[column.position] for column in sheet.of("notes")]
    if len(columns) < 2:
        return sheet.text("notes").objects()
    rows = zip(*(texts.objects() for texts in columns), strict=True)
    return np.array(["\n".join(filter(None, row)) for row in rows], dtype=object)
