"""What a row states without its day: interviews, offers and rejections in words, and days and promises in its notes.

None of it makes an event; each is one question for its row.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np

from followup_analytics.importing.rows.row_status import StatusRanks, is_fact, ranks_of_words
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.rows.stage_columns import StageColumn
from followup_analytics.importing.words.cell_values import RANK_OF_FACT
from followup_analytics.importing.words.dated_events import KIND, DatedEvents
from followup_analytics.importing.words.promises import Mention, date_of, read_note
from followup_analytics.importing.words.status_phrases import speaks_of_an_interview
from followup_analytics.importing.words.text_matching import Mask
from followup_analytics.problems import Problem, Remedy

_ENDED = ("rejected", "position_gone", "no_answer", "withdrawn", "offer_declined", "accepted")
_PROMISES = ("reply_expected_by", "answer_by")
_INVITED = ("interview", "interview_invitation")
_SHOWN = 80


def ask_undated(sheet: Sheet, stages: Sequence[StageColumn], facts: StatusRanks, days: DatedEvents) -> None:
    """One question for each row and fact of which no day is known, with the days that the row's notes name."""
    noted = _noted(sheet, stages, facts, days)
    has_days = bool(len(days)) or any(stage.dates.wrong for stage in stages)
    stated = _stated(sheet, stages, facts, days) if has_days else {}
    for kind, rows in stated.items():
        lacking = [row for row in np.flatnonzero(rows).tolist() if (row, kind) not in noted and not _asked(stages, kind, row)]
        sheet.problems += _undated(sheet, kind, lacking)
    for (place, kind), (header, mentions) in noted.items():
        sheet.problems.append(_question(sheet, place, kind, header, mentions))


def _undated(sheet: Sheet, kind: str, places: Sequence[int]) -> list[Problem]:
    """One question for all rows of a kind, and which rows they are."""
    problems = []
    for place in places:
        status = next((one for one in sheet.of("status") if sheet.cell(place, one)), None)
        cell = (status.header, sheet.cell(place, status)) if status else ("", "")
        problems.append(Problem(f"{kind}-undated", int(sheet.rows[place]), *cell, Remedy("day", kind)))
    return counted_rows(kind, problems)


def counted_rows(kind: str, problems: Sequence[Problem]) -> list[Problem]:
    """The question that counts the rows without the day of a kind, before those rows; nothing where there are none."""
    if not problems:
        return []
    details = {"count": len(problems)}
    return [Problem(f"{kind}s-undated", None, problems[0].column, remedy=Remedy("day", kind), details=details), *problems]


def shortened(text: str) -> str:
    """The beginning of a note, as it is shown in a question."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _stated(sheet: Sheet, stages: Sequence[StageColumn], facts: StatusRanks, days: DatedEvents) -> dict[str, Mask]:
    """The rows whose words go further than their events, by the kind of event that is missing."""
    invited = is_fact(facts, "invited") | is_fact(facts, "interviewing")
    talked = _with_event(days, _INVITED, len(facts)) | _said_of_an_interview(sheet, stages)
    return {
        "interview": invited & ~_with_event(days, _INVITED, len(facts)),
        "offer": is_fact(facts, "offer") & ~_with_event(days, ("offer",), len(facts)),
        "rejection": is_fact(facts, "rejected") & talked & ~_with_event(days, ("rejection", "reply"), len(facts)),
    }


def _with_event(days: DatedEvents, kinds: Iterable[str], rows: int) -> Mask:
    there = np.zeros(rows, dtype=bool)
    there[days.place[np.isin(days.kind, [KIND[kind] for kind in kinds])]] = True
    return there


def _said_of_an_interview(sheet: Sheet, stages: Sequence[StageColumn]) -> Mask:
    """The rows of which a word or a tick says that there was an interview."""
    said = np.zeros(len(sheet.rows), dtype=bool)
    for column in sheet.of("status"):
        ranks = ranks_of_words(sheet, column)
        said |= is_fact(ranks, "interviewing") | is_fact(ranks, "invited")
        said |= sheet.cells[column.position].each(speaks_of_an_interview, bool)
    for stage in stages:
        if stage.column.meaning == "interview":
            said |= is_fact(stage.facts, "interviewing")
    return said


def _asked(stages: Sequence[StageColumn], kind: str, place: int) -> bool:
    """Whether a cell that should hold the day was asked about already."""
    return any(stage.column.meaning == kind and place in stage.dates.wrong for stage in stages)


def _noted(
    sheet: Sheet, stages: Sequence[StageColumn], facts: StatusRanks, days: DatedEvents
) -> dict[tuple[int, str], tuple[str, list[tuple[Mention, str]]]]:
    """Days and promises in the notes of rows that have not ended, by row and kind, with the dates that may be meant."""
    open_rows = ~np.isin(facts, [RANK_OF_FACT[fact] for fact in _ENDED])
    known = _known_days(days)
    promised = {int(place) for stage in stages if stage.column.meaning in _PROMISES for place in stage.dates.days.place}
    orders = {stage.dates.order for stage in stages} & {"day first", "month first"}
    day_first = sheet.options.day_first if len(orders) != 1 else orders == {"day first"}
    found: dict[tuple[int, str], tuple[str, list[tuple[Mention, str]]]] = {}
    for column in sheet.of("notes"):
        for place in np.flatnonzero(open_rows & sheet.cells[column.position].filled).tolist():
            near = max((day for _, day in known.get(place, ())), default=None)
            for mention in read_note(sheet.cell(place, column)):
                is_promise = mention.kind in _PROMISES
                date = date_of(mention.day, near, day_first, later=is_promise) if mention.day else None
                if (is_promise and place in promised) or _is_known(mention.kind, date, known.get(place, ())):
                    continue
                of_row = found.setdefault((place, mention.kind), (column.header, []))
                of_row[1].extend((mention, one) for one in _dates(mention, date, near))
    return found


def _dates(mention: Mention, date: dt.date | None, near: dt.date | None) -> list[str]:
    """The date that is meant; both readings where the order of day and month is open; [""] where there is none."""
    later = mention.kind in _PROMISES
    both = [date_of(mention.day, near, first, later=later) for first in (False, True)] if mention.day and not date else [date]
    return [one.isoformat() for one in both if one] or [""]


def _known_days(days: DatedEvents) -> dict[int, list[tuple[int, dt.date]]]:
    """The kind and day of each event, by row."""
    known: dict[int, list[tuple[int, dt.date]]] = {}
    local = days.local.astype("datetime64[D]").tolist()
    for place, kind, day in zip(days.place.tolist(), days.kind.tolist(), local, strict=True):
        known.setdefault(place, []).append((kind, day))
    return known


def _is_known(kind: str, date: dt.date | None, known: Iterable[tuple[int, dt.date]]) -> bool:
    """Whether the row has that event already: on that day, or, where the day is open, at all."""
    return any(KIND.get(kind) == code and date in (None, day) for code, day in known)


def _question(sheet: Sheet, place: int, kind: str, header: str, mentions: list[tuple[Mention, str]]) -> Problem:
    question = "promise" if kind == "reply_expected_by" else "day"
    answers = tuple(dict.fromkeys(date for _, date in mentions if date))
    text = "; ".join(dict.fromkeys(mention.text for mention, _ in mentions))
    details = {"text": shortened(text)}
    code = "promise-in-notes" if question == "promise" else "event-in-notes"
    return Problem(code, int(sheet.rows[place]), header, details["text"], Remedy(question, kind, answers), details)
