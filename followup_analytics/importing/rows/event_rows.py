"""One row per event, also on a second sheet beside the applications."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.importing.columns.header_words import nearest_spellings
from followup_analytics.importing.columns.sheet_reading import LogTables
from followup_analytics.importing.rows.application_fields import (
    application_ids,
    attributes_of,
    contact_of,
    names,
    read_media,
    report_without_seeker,
    seekers_of,
)
from followup_analytics.importing.rows.event_log_questions import promises_in_texts, stated_without_a_day
from followup_analytics.importing.rows.row_status import Understood, standing_of, stated_words, statuses
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import days_of, read_stages, stated_days
from followup_analytics.importing.words.cell_values import event_kind, interview_medium, stage_of
from followup_analytics.importing.words.dated_events import DatedEvents
from followup_analytics.importing.words.places import to_instants
from followup_analytics.importing.words.text_matching import Mask, Objects, RowPositions, TextColumn, chosen, fold
from followup_analytics.importing.words.word_lists import lexicon
from followup_analytics.problems import MEND_THE_CELL, Remedy

_ENDS = ("rejection", "withdrawal", "acceptance", "closure")
_AGAIN_AFTER = np.timedelta64(60, "D")
_OF_THE_EVENT = ("contact", "contact_title")
_FOR_DRAFTS = ("topics", "strengths", "values", "open_points")


def holds_events(sheet: Sheet) -> bool:
    """Whether each row is an event: it has a day and a word for what happened, and most of these words are known."""
    columns = sheet.of("event")
    if not columns or not sheet.of("date", "applied"):
        return False
    counted = sheet.cells[columns[0].position].counted()
    filled = sum(count for _, count in counted)
    known = sum(count for text, count in counted if _kind(sheet, text))
    return filled > 0 and 2 * filled > len(sheet.rows) and 2 * known > filled


def read_events(sheet: Sheet) -> LogTables:
    """The log's two tables from a table with a row per event."""
    understood: Understood = []
    _leave_out_nameless(sheet)
    stages = read_stages(sheet)
    days = days_of(stages, "date", "applied").first_each()
    kinds = kinds_of(sheet, understood)
    company, role = names(sheet)
    case, first = _cases(sheet, company, role, kinds, days)
    rows = pd.DataFrame(attributes_of(sheet, company, role))
    rows["status"], rows["stated_status"] = statuses(standing_of(sheet, [], understood)), stated_words(sheet)
    applications = _applications(rows, case)
    own = TextColumn.of(sheet.text("application_id").objects()[first])
    firms, jobs = (TextColumn.of(applications[name]) for name in ("company", "role"))
    seeker = TextColumn.of(applications["seeker"])
    ids, problems = application_ids(own, firms, jobs, _applied(days, kinds, case), seeker)
    sheet.problems += problems
    report_without_seeker(sheet)
    zones = applications["timezone"].to_numpy(dtype=object)[case]
    events = event_table(sheet, days, kinds, ids[case], zones).assign(**stated_days(stages, days, zones))
    orders = [(stage.column.header, stage.dates.order, stage.dates.evidence) for stage in stages]
    applications = applications.set_axis(pd.Index(ids, name="application_id"), axis=0)
    asked = [*promises_in_texts(applications, events), *stated_without_a_day(applications, events)]
    problems = [*sheet.problems, *asked]
    return LogTables(applications, events, problems, understood, orders)


def _applied(days: DatedEvents, kinds: Objects, case: RowPositions) -> NDArray[np.datetime64]:
    """The first day of application of each case, NaT where there is none."""
    sent = kinds[days.place] == "application"
    table = pd.Series(days.local[sent].astype("datetime64[D]"), case[days.place[sent]])
    first = table.groupby(level=0).min().reindex(range(int(case.max(initial=-1)) + 1))
    return first.to_numpy("datetime64[D]")


def _kind(sheet: Sheet, text: str) -> str:
    return sheet.options.kinds.get(fold(text)) or event_kind(text)


def _leave_out_nameless(sheet: Sheet) -> None:
    named = sheet.text("company", "company_and_role", "application_id").filled
    sheet.report(~named, next(iter(sheet.of("company")), None), "event-nameless")
    sheet.keep(named)


def kinds_of(sheet: Sheet, understood: Understood) -> Objects:
    """The kind of each row's event; unknown words are reported."""
    column = sheet.of("event")[0]
    texts = sheet.cells[column.position]
    kinds = {text: _kind(sheet, text) for text in texts.distinct}
    understood += [(text, kinds[text], count, "kinds") for text, count in texts.counted()]
    for text in [text for text, kind in kinds.items() if not kind]:
        near = nearest_spellings(text, lexicon("kinds").spellings()) if text else []
        hint = f" (nearest: {', '.join(map(repr, near))})" if near else ""
        sheet.report(
            texts.same(text),
            column,
            "event-unknown" if text else "event-unnamed",
            Remedy("word", text) if text else MEND_THE_CELL,
            near=hint,
        )
    return texts.each(lambda text: kinds[text] or "note")


def _cases(
    sheet: Sheet, company: TextColumn, role: TextColumn, kinds: Objects, days: DatedEvents
) -> tuple[RowPositions, RowPositions]:
    """The number of each row's application, and the first row of each."""
    own = sheet.text("application_id")
    shared = bool(own.filled.all()) and len(np.unique(own.codes)) < len(own)
    seeker = seekers_of(sheet)
    firms = TextColumn.of(seeker.objects() + "\n" + company.changed(fold).objects())
    group = own.codes * len(seeker.distinct) + seeker.codes if shared else _groups(firms, role.changed(fold))
    day = np.full(len(kinds), np.datetime64("NaT"), dtype="datetime64[us]")
    day[days.place] = days.local
    turns = _turns(pd.DataFrame({"group": group, "day": day, "kind": kinds}))
    key = pd.MultiIndex.from_arrays([group, turns])
    case: RowPositions = np.asarray(pd.factorize(key)[0], dtype=np.int64)
    first: RowPositions = np.flatnonzero(~pd.Series(case).duplicated().to_numpy(np.bool_)).astype(np.int64)
    return case, first


def _groups(company: TextColumn, role: TextColumn) -> RowPositions:
    """A number for each company and role; a row without a role belongs to the company's only one."""
    pairs = {(firm, job) for firm, job in zip(company.codes.tolist(), role.codes.tolist(), strict=True) if role.distinct[job]}
    jobs: dict[int, list[int]] = {}
    for firm, job in pairs:
        jobs.setdefault(firm, []).append(job)
    only = {firm: found[0] for firm, found in jobs.items() if len(found) == 1}
    filled = role.filled
    codes = [
        job if there else only.get(firm, job) for firm, job, there in zip(company.codes.tolist(), role.codes, filled, strict=True)
    ]
    return company.codes * (len(role.distinct) + 1) + np.array(codes, dtype=np.int64)


def _turns(table: pd.DataFrame) -> RowPositions:
    """A second application to one job begins anew where the first has ended, or after two months."""
    order = table.sort_values(["group", "day"], kind="stable")
    applied, groups = order["kind"] == "application", order["group"]
    ends = order["kind"].isin(_ENDS).groupby(groups).cumsum()
    before = order["day"].where(applied).groupby(groups).ffill().groupby(groups).shift()
    ends_before = ends.where(applied).groupby(groups).ffill().groupby(groups).shift()
    again = applied & before.notna() & ((ends > ends_before) | (order["day"] - before >= _AGAIN_AFTER))
    return np.asarray(again.groupby(groups).cumsum().reindex(table.index), dtype=np.int64)


def _applications(rows: pd.DataFrame, case: RowPositions) -> pd.DataFrame:
    """One row per application: the first filled cell of each column, the last status."""
    text = [name for name in rows if name not in ("row", "urgent", "status", "stated_status")]
    filled = rows.where(rows != "")
    grouped = filled.groupby(case, sort=True)
    table = grouped[text].first().fillna("").astype(object)
    table["status"], table["stated_status"] = (
        grouped[name].last().fillna("").astype(object) for name in ("status", "stated_status")
    )
    return table.assign(row=rows["row"].groupby(case).first(), urgent=rows["urgent"].groupby(case).any())


def event_table(sheet: Sheet, days: DatedEvents, kinds: Objects, ids: Objects, zones: Objects) -> pd.DataFrame:
    """The rows that have a day, as the log holds them."""
    words = sheet.cells[sheet.of("event")[0].position]
    dated = np.zeros(len(sheet.rows), dtype=bool)
    dated[days.place] = True
    sheet.report(~dated, next(iter(sheet.of("date", "applied"))), "event-undated")
    place, talk = days.place, kinds == "interview"
    columns = {
        "application_id": ids,
        "kind": kinds,
        "row": sheet.rows,
        "medium": _media(sheet, words, talk),
        "stage": chosen(talk, words.each(stage_of), np.full(len(talk), "")),
        "text": _texts(sheet, words, kinds),
        **{name: contact_of(sheet)[name].objects() for name in _OF_THE_EVENT},
        **{name: sheet.text(name).objects() for name in _FOR_DRAFTS},
    }
    events = pd.DataFrame({name: column[place] for name, column in columns.items()})
    events["precision"] = np.where(days.exact, "minute", "day")
    events["at"] = to_instants(days.local, zones[place], days.offset)
    return events


def _media(sheet: Sheet, words: TextColumn, talk: Mask) -> Objects:
    """How it happened, by the column of media; an interview's name tells it too."""
    media = read_media(sheet, sheet.of("medium")[0]) if sheet.of("medium") else np.full(len(talk), "", dtype=object)
    return chosen((media == "") & talk, words.each(interview_medium), media)


def _texts(sheet: Sheet, words: TextColumn, kinds: Objects) -> Objects:
    """The row's note; for an event that is only a note its own word."""
    notes = sheet.text("notes").objects()
    return chosen((notes == "") & (kinds == "note"), words.objects(), notes)
