"""What is asked about columns: what unknown ones may mean, and which one is the company or the day of application."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from followup_analytics.importing.columns.column_meanings import WHO, Column
from followup_analytics.importing.columns.header_words import nearest_spellings
from followup_analytics.importing.columns.table_choice import SheetTable
from followup_analytics.importing.words.cell_values import cleaned, flag, status_meanings
from followup_analytics.importing.words.day_cell import read_days
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import header_meanings, header_words
from followup_analytics.problems import Problem, Remedy

_SAMPLE = 50
_LONGEST_NAME = 60
_TITLES = frozenset(["role", "company_and_role", "event", "application_id"])
_WHEN = frozenset(["applied", "date"])
_STEPS = ("interview", "response_date", "status_check", "reply_expected_by")
_DEADLINES = ("answer_by", "reply_expected_by", "plan")
_NEARLY_ALL = 0.8
_EXAMPLES = 3
_OTHERWISE = {"applied": "found", "company": "role", "status": "notes", "role": "notes"}


def unknown_headers(table: SheetTable, columns: Sequence[Column], told_of: Collection[str] = ()) -> list[Problem]:
    """The headers that are not known, or only almost, with what the cells below them allow."""
    problems: list[Problem] = []
    unknown = [column for column in columns if not column.meaning and not column.why]
    asked = questions_on(table, [column for column in unknown if column.header not in told_of], columns)
    for column in columns:
        if column.told_by == "spelling":
            told: dict[str, object] = {"spelling": column.spelling, "meaning": column.meaning}
            remedy = Remedy("column", column.header, (column.meaning,))
            problems.append(Problem("header-misspelled", table.header_row, column.header, column.header, remedy, told))
        elif not column.meaning and not column.why and column.header and column.header not in told_of:
            near = nearest_spellings(column.header, list(header_meanings()))
            hint = f" (nearest: {', '.join(repr(spelling) for spelling in near)})" if near else ""
            answers = asked.get(column.position, ()) or _may_be_the_status(column, columns)
            code = "header-unknown-filled" if answers else "header-unknown"
            details: dict[str, object] = {"near": hint, "examples": column.examples, "rows": column.filled}
            remedy = Remedy("column", column.header, answers)
            problems.append(Problem(code, table.header_row, column.header, column.header, remedy, details))
        elif not column.header and column.filled:
            problems.append(Problem("header-missing", table.header_row, f"column {column.position + 1}"))
    return problems


def questions_on(table: SheetTable, unknown: Sequence[Column], columns: Sequence[Column]) -> Mapping[int, tuple[str, ...]]:
    """What unknown columns of days may mean, by position."""
    cells = {column.position: _sample(table, column.position) for column in unknown if column.header}
    return {
        column.position: _meanings_of_days(table, column, columns)
        for column in unknown
        if (texts := cells.get(column.position)) and all(read_days(text)[0] and not read_days(text)[1] for text in texts)
    }


def _meanings_of_days(table: SheetTable, column: Column, columns: Sequence[Column]) -> tuple[str, ...]:
    """What a column of days may be: a deadline by its header's words, the first day of all, or a step after the application."""
    if set(fold(column.header).split()) & header_words("deadlines"):
        return _DEADLINES
    if not any(one.meaning in _WHEN for one in columns):
        return ("applied", "found")
    filled = max((one.filled for one in columns if one.meaning in WHO), default=0)
    return ("found", "applied") if column.filled > _NEARLY_ALL * filled else _STEPS


def _sample(table: SheetTable, position: int) -> list[str]:
    texts = [cleaned(text) for text in table.body[position].iloc[: 4 * _SAMPLE]]
    return [text for text in texts if text][:_SAMPLE]


def _like_names(texts: Sequence[str]) -> bool:
    """Mostly different short texts, and neither numbers nor ticks."""
    words = [text for text in texts if flag(text) is None and any(letter.isalpha() for letter in text)]
    short = [text for text in words if len(text) <= _LONGEST_NAME and "://" not in text and "@" not in text]
    named = [text for text in short if not read_days(text)[0]]
    return bool(texts) and 2 * len(named) > len(texts) and 2 * len(set(named)) > len(named)


def _may_be_the_company(column: Column) -> bool:
    """Whether a column is free for it; people write the company where others write whom they know there."""
    return _is_free(column) or (column.meaning == "contact" and column.told_by == "header")


def _unlike_names(texts: Sequence[str]) -> tuple[bool, bool]:
    """How little texts look like names, which are written with a capital and mostly differ from each other."""
    small = sum(text[0].islower() for text in texts)
    return 2 * small > len(texts), 2 * len(set(texts)) <= len(texts)


def _like_statuses(texts: Sequence[str]) -> bool:
    """Mostly words for where an application stands, at least two of them different."""
    known = [text for text in texts if status_meanings(text) and flag(text) is None and not read_days(text)[0]]
    return 2 * len(known) > len(texts) and len(set(known)) > 1


def _may_be_the_status(column: Column, columns: Sequence[Column]) -> tuple[str, ...]:
    """`status` where no column says how far an application is, and an unknown header has a word for it."""
    known = {spelling for spelling, meaning in header_meanings().items() if meaning == "status" and " " not in spelling}
    if column.holds or any(one.meaning == "status" for one in columns) or not known & set(fold(column.header).split()):
        return ()
    return ("status",)


def is_secret(header: str) -> bool:
    """Whether a header names passwords, pins or tokens."""
    words = f" {fold(header)} "
    return any(f" {secret} " in words for secret in header_words("secrets"))


def assumed_columns(table: SheetTable, columns: Sequence[Column]) -> tuple[list[Column], list[Problem]]:
    """The columns, a company and a day of application taken for such by their cells where no header says so; each is asked."""
    kept, problems = list(columns), list[Problem]()
    if table.header_row is None or any(column.meaning == "event" for column in columns):
        return kept, problems
    for column in [one for one in kept if _is_free(one) and _like_statuses(_sample(table, one.position))]:
        problems.append(_take(kept, [column], "status", table))
    if not any(column.meaning in WHO for column in columns):
        samples = {one.position: _sample(table, one.position) for one in kept if not one.holds and _may_be_the_company(one)}
        named = [kept[position] for position, texts in samples.items() if _like_names(texts)]
        fitting = sorted(named, key=lambda one: _unlike_names(samples[one.position]))
        problems.append(_take(kept, fitting, "company", table))
    if not any(column.meaning in _TITLES for column in kept):
        fitting = [one for one in kept if _is_free(one) and not one.holds and _like_names(_sample(table, one.position))]
        problems += [_take(kept, fitting, "role", table)] if len(fitting) == 1 else []
    if not any(column.meaning in _WHEN for column in columns):
        days = [one for one in kept if one.holds == "days" and (_is_free(one) or one.meaning == "document")]
        fitting = [column for column in days if _is_first(table, column, columns)]
        sent = [column for column in days if _speaks_of_sending(column.header) or (column.meaning and column in fitting)]
        others = [*fitting, *(one for one in columns if one.meaning == "found" and one.holds == "days")]
        problems.append(_take(kept, sent, "applied", table) if sent or not others else _is_it(others[0], table))
    return kept, problems


def _speaks_of_sending(header: str) -> bool:
    words = f" {fold(header)} "
    return any(f" {word} " in words for word in header_words("sending"))


def _is_free(column: Column) -> bool:
    return bool(column.header) and not column.meaning and not column.why


def _is_first(table: SheetTable, column: Column, columns: Sequence[Column]) -> bool:
    """Whether nearly every entry has a day in it."""
    rows = max((one.filled for one in columns if one.meaning in (*WHO, "role")), default=len(table.body))
    return column.filled > _NEARLY_ALL * rows


def _take(columns: list[Column], fitting: Sequence[Column], meaning: str, table: SheetTable) -> Problem:
    """The question for a meaning that no header names; the first column that fits has it until it is answered."""
    if not fitting:
        about = "application" if meaning == "applied" else ""
        return Problem(f"{meaning}-column-missing", table.header_row, remedy=Remedy("day" if about else "column", about))
    best = fitting[0]
    columns[best.position] = replace(best, meaning=meaning, why="its cells look like it; asked", told_by="cells")
    details = {"examples": best.examples, "others": tuple(column.header for column in fitting[1:]), "rows": best.filled}
    remedy = Remedy("column", best.header, (meaning, _OTHERWISE[meaning]))
    return Problem(f"{meaning}-assumed", table.header_row, best.header, "", remedy, details)


def _is_it(column: Column, table: SheetTable) -> Problem:
    """The question whether the day on which an advert was noted is the day of the application."""
    details = {"examples": column.examples[:_EXAMPLES], "rows": column.filled}
    remedy = Remedy("column", column.header, ("applied", "found"))
    return Problem("day-added-only", table.header_row, column.header, "", remedy, details)
