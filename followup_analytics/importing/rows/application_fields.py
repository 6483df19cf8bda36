"""Names, level, place, source and medium of an application, and its id."""

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from followup_analytics import vocabulary
from followup_analytics.importing.columns.column_evidence import export_of
from followup_analytics.importing.columns.column_meanings import Column
from followup_analytics.importing.columns.header_words import nearest_spellings
from followup_analytics.importing.rows.sheet_rows import Sheet
from followup_analytics.importing.words.cell_values import flag, level_of, medium_of, seniority_of
from followup_analytics.importing.words.places import filled_countries, filled_zones
from followup_analytics.importing.words.text_matching import Objects, RowPositions, TextColumn, fold
from followup_analytics.importing.words.word_lists import closed_words, lexicon
from followup_analytics.log.seekers import prefix_of
from followup_analytics.problems import Problem

# What a program that reads mail writes where it found nothing.
_NOTHING = re.compile(
    r"\(?(?:not|no|none|un)[\s-]?(?:\w+\s+)?(?:provided|specified|mentioned|available|stated|given|listed|disclosed|found|indicated|included)"
    r"(?:\s+(?:in|by|from|here)\b[\w\s]{0,30})?[.)]*"
    r"|(?:nicht|keine)\s+(?:\w+\s+)?(?:angegeben|genannt|bekannt|angabe|angaben|erwähnt)[.]?"
    r"|(?:non|pas)\s+(?:\w+\s+)?(?:précisée?|indiquée?|mentionnée?|communiquée?|spécifiée?|fournie?)[.]?"
    r"|(?:no|sin)\s+(?:\w+\s+)?(?:especificad[oa]|indicad[oa]|mencionad[oa]|disponible|especificar|indicar)[.]?"
    r"|não\s+(?:\w+\s+)?(?:informad[oa]|especificad[oa]|mencionad[oa]|indicad[oa])[.]?"
    r"|non\s+(?:\w+\s+)?(?:specificat[oa]|indicat[oa]|menzionat[oa]|disponibile)[.]?"
    r"|niet\s+(?:\w+\s+)?(?:vermeld|opgegeven|gespecificeerd|bekend)[.]?"
    r"|未(?:提供|说明|注明|提及|知)|邮件中?未(?:提供|说明|注明|提及)",
    re.IGNORECASE,
)
_NEVER_KEPT = frozenset({"personal", "secret"})
_ADDRESS = re.compile(r"\s*[(<\[]\s*(?:https?://|www\.)[^)>\]]*[)>\]]\s*$", re.IGNORECASE)
_BORDER = re.compile(r"\s+[-–—|/:@]+\s+|\s*[|:;]\s+|,\s+(?=[A-Z])")


def names(sheet: Sheet) -> tuple[TextColumn, TextColumn]:
    """Company and role; out of one cell where both stand in it."""
    company, role = sheet.text("company").changed(_unquoted), sheet.text("role").changed(_unquoted)
    if not sheet.of("company_and_role"):
        return company, role
    both = sheet.text("company_and_role")
    parts = {text: [*_BORDER.split(text, maxsplit=1), ""][:2] for text in both.distinct}
    return (
        company.first_of(both.changed(lambda text: _unquoted(parts[text][0]))),
        role.first_of(both.changed(lambda text: _unquoted(parts[text][1]))),
    )


def _unquoted(text: str) -> str:
    """One line, without quotation marks around the whole, and without an address in brackets behind it."""
    line = _ADDRESS.sub("", " ".join(text.split()))
    if _NOTHING.fullmatch(line):
        return ""
    return line[1:-1].strip() if len(line) > 2 and line[0] == line[-1] == '"' else line


def attributes_of(sheet: Sheet, company: TextColumn, role: TextColumn) -> dict[str, NDArray[Any]]:
    """An application's columns for each row, as far as the sheet fills them; `status` aside."""
    table: dict[str, NDArray[Any]] = {
        "company": company.objects(),
        "role": role.objects(),
        "seeker": seekers_of(sheet).objects(),
        "seniority": _seniority(sheet, role),
        "row": sheet.rows,
    }
    table |= {name: texts.objects() for name, texts in contact_of(sheet).items()}
    for name in ("company_type", "culture", "stated_process"):
        table[name] = _closed(sheet, name, _in_vocabulary(name))
    table["preferred_medium"] = _closed(sheet, "preferred_medium", medium_of)
    table["urgent"] = sheet.text("urgent").each(
        lambda text: bool(flag(text)) or fold(text) in ("urgent", "dringend", "urgente"), bool
    )
    table["source"] = _source(sheet).objects()
    table["timezone"], unknown_zones = filled_zones(sheet.text("timezone"), sheet.rows, sheet.options.timezone)
    table["country"], unknown_countries = filled_countries(sheet.text("country"), sheet.rows, sheet.options.country)
    sheet.problems += unknown_zones + unknown_countries
    return table


def seekers_of(sheet: Sheet) -> TextColumn:
    """Whose search each row is of: names that differ in case and blanks only are one, as it is written first."""
    first: dict[str, str] = {}
    return sheet.text("seeker").changed(lambda text: first.setdefault(fold(text), " ".join(text.split())) if text else "")


def report_without_seeker(sheet: Sheet) -> None:
    """Rows of nobody in a sheet of several people."""
    for column in sheet.of("seeker"):
        sheet.report(~sheet.text("seeker").filled, column, "seeker-missing")


def own_columns(sheet: Sheet) -> dict[str, Objects]:
    """The sheet's own further columns under their own headers, as text; not those that hold what is personal or secret."""
    taken = {*vocabulary.APPLICATION_COLUMNS, *vocabulary.EVENT_COLUMNS, "event_id"}
    further = [one for one in sheet.columns if not one.read and one.meaning not in _NEVER_KEPT and one.filled]
    return {one.header: sheet.cells[one.position].objects() for one in further if one.header and one.header not in taken}


def _in_vocabulary(name: str) -> Callable[[str], str | None]:
    words = closed_words(name)
    return lambda text: words.get(fold(text))


def contact_of(sheet: Sheet) -> dict[str, TextColumn]:
    """Name, title and address of the contact; name and title out of one cell where both stand in it."""
    name, title = sheet.text("contact"), sheet.text("contact_title")
    if sheet.of("contact_and_title"):
        both = sheet.text("contact_and_title")
        name = name.first_of(both.changed(lambda text: text.partition(",")[0].strip()))
        title = title.first_of(both.changed(lambda text: text.partition(",")[2].strip()))
    return {"contact": name, "contact_title": title, "contact_email": sheet.text("contact_email")}


def _seniority(sheet: Sheet, role: TextColumn) -> Objects:
    """The level of its own column, else of the title."""
    stated = _closed(sheet, "seniority", level_of)
    return np.where(stated != "", stated, role.each(seniority_of))


def _closed(sheet: Sheet, name: str, read: Callable[[str], str | None]) -> Objects:
    """A column of a closed vocabulary; words that nobody can know are reported and left empty."""
    column = next(iter(sheet.of(name)), None)
    texts = sheet.text(name)
    unknown = texts.each(lambda text: bool(text) and read(text) is None, bool)
    sheet.report(unknown, column, "word-unknown", name=name)
    return texts.each(lambda text: (read(text) or "") if text else "")


def _source(sheet: Sheet) -> TextColumn:
    """Where the advert was seen, in the sheet's own words."""
    export = str(export_of(sheet.columns).get("source", ""))
    told = sheet.text("source", "medium") if not sheet.of("source") else sheet.text("source")
    return told.changed(lambda text: text or export)


def application_media(sheet: Sheet) -> Objects:
    """How the application was sent: by the service whose export it is, the column of media, else the source."""
    export = export_of(sheet.columns)
    media = np.full(len(sheet.rows), str(export.get("medium", "")), dtype=object)
    for column in [*sheet.of("medium"), *sheet.of("source")]:
        media = np.where(media != "", media, read_media(sheet, column))
    return media


def read_media(sheet: Sheet, column: Column) -> Objects:
    """A column of media; each word that nobody can know is reported once."""
    given, texts = sheet.options.media, sheet.cells[column.position]
    media = {text: given.get(fold(text), medium_of(text)) for text in texts.distinct}
    _report_unknown(sheet, column, [text for text, medium in media.items() if medium is None])
    return texts.each(lambda text: media[text] or "")


def _report_unknown(sheet: Sheet, column: Column, words: list[str]) -> None:
    spellings = [*lexicon("media").spellings(), *vocabulary.MEDIA[1:]]
    texts = sheet.cells[column.position]
    for text in words:
        row = int(sheet.rows[np.argmax(texts.codes == texts.distinct.index(text))])
        near = nearest_spellings(text, spellings)
        hint = f" (nearest: {', '.join(map(repr, near))})" if near else ""
        sheet.problems.append(Problem("medium-unknown", row, column.header, text, details={"near": hint}))


_MIX = np.uint64(0x9E3779B97F4A7C15)
_LENGTH = 12
_WHOLE = 16


def application_ids(
    own: TextColumn, company: TextColumn, role: TextColumn, applied: NDArray[np.datetime64], seeker: TextColumn
) -> tuple[Objects, list[Problem]]:
    """An id for each row: `own` if all have one of their own, else a stable hash of company, role and n-th occurrence.

    `applied` are the days of application, NaT where there is none: rows with one company and role are counted in their order,
    so that sorting the sheet changes no id. Each seeker's rows have ids of their own, behind his name.
    """
    if not bool(seeker.filled.any()):
        return _ids_of_one(own, company, role, applied)
    ids, problems = np.full(len(seeker), "", dtype=object), dict[str, Problem]()
    for place, name in enumerate(seeker.distinct):
        rows = seeker.codes == place
        found, open_still = _ids_of_one(own.keep(rows), company.keep(rows), role.keep(rows), applied[rows])
        ids[rows] = prefix_of(name) + found
        problems |= {problem.code: problem for problem in open_still}
    return ids, list(problems.values())


def _ids_of_one(
    own: TextColumn, company: TextColumn, role: TextColumn, applied: NDArray[np.datetime64]
) -> tuple[Objects, list[Problem]]:
    if len(own) and bool(own.filled.all()) and len(np.unique(own.codes)) == len(own):
        return own.objects(), []
    ids = _hashed(company, role, applied)
    if not bool(own.filled.any()):
        return ids, []
    return ids, [Problem("ids-incomplete", None, "application_id")]


def application_id_of(company: str, role: str) -> str:
    """The id of the first application to a company for a role, in a sheet that gives no ids of its own."""
    return str(_hashed(TextColumn.of([company]), TextColumn.of([role]), np.array(["NaT"], dtype="datetime64[D]"))[0])


def _hashed(company: TextColumn, role: TextColumn, applied: NDArray[np.datetime64]) -> Objects:
    """No date goes in itself, so that correcting one changes no name; case and blanks do not count."""
    pair = _number(company) * _MIX ^ _number(role)
    mixed = _stir(pair ^ _stir(_occurrence(pair, applied) + np.uint64(1)))
    whole = mixed.astype(">u8").tobytes().hex()
    names = np.array([whole[start : start + _LENGTH] for start in range(0, len(whole), _WHOLE)], dtype=object)
    short = mixed >> np.uint64(4 * (_WHOLE - _LENGTH))
    order = np.argsort(short, kind="stable")
    alike = short[order][1:] == short[order][:-1]
    for place in np.unique(np.concatenate([order[1:][alike], order[:-1][alike]])):
        names[place] = whole[place * _WHOLE : (place + 1) * _WHOLE]
    return names


def _occurrence(pair: NDArray[np.uint64], applied: NDArray[np.datetime64]) -> NDArray[np.uint64]:
    """How many rows with the same pair have an earlier day of application, or the same one in an earlier row."""
    order = np.lexsort((applied, pair))  # missing days come last
    new = np.append(True, pair[order][1:] != pair[order][:-1])[: len(pair)]
    starts = np.flatnonzero(new)
    number = np.empty(len(pair), dtype=np.uint64)
    number[order] = np.arange(len(pair)) - np.repeat(starts, np.diff(starts, append=len(pair)))
    return number


def _number(texts: TextColumn) -> NDArray[np.uint64]:
    digests = [blake2b(" ".join(text.casefold().split()).encode(), digest_size=8).digest() for text in texts.distinct]
    codes: RowPositions = texts.codes
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)[codes]


def _stir(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over all others (the finaliser of splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
