"""Histories packed into one cell: `28 Feb 2026|PHONE SCREEN;16 Mar 2026|ONSITE`, a line or a semicolon between the steps."""

import re
from dataclasses import replace

import numpy as np

from followup_analytics.importing.columns.column_meanings import Column
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.cell_values import event_kind
from followup_analytics.importing.words.dated_events import KIND, NO_KIND, DatedEvents, Kinds, kind_codes
from followup_analytics.importing.words.day_column import DateColumn, read_dates
from followup_analytics.importing.words.day_text import read_day
from followup_analytics.importing.words.text_matching import TextColumn, fold
from followup_analytics.problems import Problem, Remedy

_STEPS = re.compile(r"\s*(?:;|\n|→|->|=>|\s\|\|\s)\s*")
_COMMA_STEPS = re.compile(r",\s+(?=\d)")
_JOINTS = re.compile(r"\s*\|\s*|\s*[:=–—]\s+|\s+-\s+|\s*[()]\s*")
_MOST_WORDS_OF_A_DAY = 4


def read_histories(sheet: Sheet) -> DatedEvents:
    """The steps of all packed cells."""
    return DatedEvents.joined([_read_column(sheet, column) for column in sheet.of("history")])


def _read_column(sheet: Sheet, column: Column) -> DatedEvents:
    texts = sheet.cells[column.position]
    of_text = [_steps(text) if text else [] for text in texts.distinct]
    steps = [(place, day, label) for place, code in enumerate(texts.codes) for day, label in of_text[code]]
    dates = read_dates(TextColumn.of([day for _, day, _ in steps]), sheet.options.day_first, header=column.header)
    _report_undated(sheet, column, steps, dates)
    labels = np.array([label for _, _, label in steps] or [""], dtype=object)[dates.days.place]
    place = np.array([place for place, _, _ in steps], dtype=np.int64)[dates.days.place]
    days = replace(dates.days, place=place, rest=labels)
    return days.of_kind(_kinds(sheet, column, days))


def _steps(text: str) -> list[tuple[str, str]]:
    """Day and label of each step, the day empty where there is none."""
    parts = [part for part in _STEPS.split(text) if part.strip()]
    if len(parts) == 1 and "|" not in text:
        parts = _COMMA_STEPS.split(text)
    return [_day_and_label(part) for part in parts]


def _day_and_label(part: str) -> tuple[str, str]:
    pieces = [piece.strip() for piece in _JOINTS.split(part) if piece.strip()]
    for place, piece in enumerate(pieces):
        if read_day(piece):
            return piece, " ".join(pieces[:place] + pieces[place + 1 :])
    words = part.split()
    for size in range(min(_MOST_WORDS_OF_A_DAY, len(words)), 0, -1):
        for day, label in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            if read_day(" ".join(day).strip(",:")):
                return " ".join(day).strip(",:"), " ".join(label)
    return "", part


def _kinds(sheet: Sheet, column: Column, days: DatedEvents) -> Kinds:
    """The kind of each step by its label; an unknown one is a note, unless the column is one of interviews."""
    given = sheet.options.kinds
    kinds = kind_codes(given.get(fold(label)) or event_kind(label) for label in days.rest)
    unknown = kinds == NO_KIND
    talks = any(word in fold(column.header) for word in ("interview", "entretien", "entrevista", "gesprach", "面 试"))
    for place, label in zip(days.place[unknown], days.rest[unknown], strict=True):
        if not talks:
            sheet.problems.append(Problem("step-unknown", int(sheet.rows[place]), column.header, label, Remedy("word", label)))
    return np.where(unknown, KIND["interview" if talks else "note"], kinds).astype(np.int8)


def _report_undated(sheet: Sheet, column: Column, steps: list[tuple[int, str, str]], dates: DateColumn) -> None:
    for step in sorted(set(range(len(steps))) - set(dates.days.place.tolist())):
        place, day, label = steps[step]
        why = dates.wrong.get(step, "")
        code = "day-impossible" if why else "step-unreadable" if day else "step-undated"
        text = f"{day} {label}".strip()
        sheet.problems.append(Problem(code, int(sheet.rows[place]), column.header, text, details={"why": why}))
