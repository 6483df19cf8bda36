"""Mapping files: what a user said once about a sheet, kept as TOML for the next time."""

import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from followup_analytics import vocabulary
from followup_analytics.errors import SheetError, did_you_mean, listing
from followup_analytics.importing.columns.header_words import WHERE_LISTED, checked_meaning, meant_instead
from followup_analytics.importing.columns.sheet_reading import ReadOptions, SheetReading
from followup_analytics.importing.words.cell_values import known_statuses
from followup_analytics.importing.words.text_matching import fold
from followup_analytics.importing.words.word_lists import meanings_of_columns
from followup_analytics.problems import Problem

_WORDS = {"statuses": known_statuses(), "kinds": vocabulary.EVENT_KINDS, "media": vocabulary.MEDIA}
_OPTIONS = ("sheet", "encoding", "day_first", "year")
_KEYS = (*_OPTIONS, "columns", *_WORDS)
# Other names for meanings of columns: nothing, and a word that people expect.
_ALSO = ("", "application")
FilePath = str | os.PathLike[str]


def options_from(
    columns: Mapping[str, str | None] | None,
    words: Mapping[str, str] | None,
    mapping: FilePath | Mapping[str, Any] | None,
    **others: Any,
) -> ReadOptions:
    """The caller's own words and those of a mapping file as options of reading; of two that differ the caller's hold."""
    said = _checked(mapping) if mapping is not None else {}
    named = {
        header.strip(): checked_meaning(meaning, header)
        for header, meaning in {**said.get("columns", {}), **(columns or {})}.items()
    }
    own = _by_vocabulary(words or {})
    known = {table: {fold(word): meaning for word, meaning in {**said.get(table, {}), **own[table]}.items()} for table in _WORDS}
    given = {name: value for name, value in others.items() if value is not None}
    return ReadOptions(**{"columns": named, **known, **{key: said[key] for key in _OPTIONS if key in said}, **given})


def _by_vocabulary(words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Words under each vocabulary that their meaning is a word of."""
    known = {table: {word: meaning for word, meaning in words.items() if meaning in allowed} for table, allowed in _WORDS.items()}
    allowed = [word for vocabulary_of in _WORDS.values() for word in vocabulary_of]
    for word, meaning in words.items():
        if meaning not in allowed:
            raise SheetError(f": {word!r} can't mean {meaning!r}{did_you_mean(meaning, allowed)}", argument="words")
    return known


def _checked(mapping: FilePath | Mapping[str, Any]) -> Mapping[str, Any]:
    """A mapping whose keys and words are all known; else every one that is not is named."""
    said = mapping if isinstance(mapping, Mapping) else _read(mapping)
    wrong = [f"unknown key {key!r}{did_you_mean(key, _KEYS)}" for key in said if key not in _KEYS]
    if not isinstance(said.get("day_first", True), bool):
        wrong.append(f"day_first must be true or false, not {said['day_first']!r}")
    if not isinstance(said.get("year", 2000), int):
        wrong.append(f"year must be a number, not {said['year']!r}")
    for key in ("sheet", "encoding"):
        if not isinstance(said.get(key, ""), str):
            wrong.append(f"{key} must be a name in quotes, not {said[key]!r}")
    words = [told for table in ("columns", *_WORDS) for told in _wrong_words(table, said.get(table, {}))]
    if wrong or words:
        told = listing([*wrong, *words, *([WHERE_LISTED] if words else [])])
        if isinstance(mapping, Mapping):
            raise SheetError(f": {told}", argument="mapping")
        raise SheetError(told, where=Path(mapping).name)
    return said


def _wrong_words(table: str, words: object) -> list[str]:
    if not isinstance(words, Mapping):
        return [f"[{table}] must be a table of words"]
    allowed = _WORDS.get(table) or (*_ALSO, *meanings_of_columns())
    near = meant_instead if table == "columns" else partial(did_you_mean, allowed=allowed)
    return [
        f"[{table}] {word!r} can't mean {meaning!r}{near(str(meaning))}"
        for word, meaning in words.items()
        if meaning not in allowed and not (table == "columns" and meaning is None)
    ]


def absent_headers(given: Iterable[str], headers: Iterable[str]) -> list[Problem]:
    """A note for each header of which something was said and which does not stand in the sheet."""
    there = {header.strip() for header in headers}
    return [
        Problem("header-absent", None, header, details={"near": did_you_mean(header, there)})
        for header in given
        if header not in there
    ]


def _read(path: FilePath) -> Mapping[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SheetError(f"{path}: the mapping file can't be read ({error.strerror}): check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SheetError(f"{path}: not a TOML file ({error}): write one with `followup import --suggest-mapping`") from error


def suggest_mapping(reading: SheetReading) -> str:
    """Write down what was understood of a sheet, for the user to correct.

    Parameters
    ----------
    reading : SheetReading
        What `read_sheet` told of the sheet.

    Returns
    -------
    str
        The text of a mapping file (TOML): columns, words and the order of dates; what was not understood stands in comments.
    """
    orders = set(reading.dates["order"]) & {"day first", "month first"}
    options = [f"sheet = {quoted(reading.sheet_name)}"] if reading.sheet_name else []
    options += [f"day_first = {str(orders == {'day first'}).lower()}"] if len(orders) == 1 else []
    lines = ["[columns]", '# "" leaves a column aside']
    asked = {one.about: one.answers[0] for one in reading.questions if one.kind == "column" and one.answers}
    told = _said(reading.columns["header"], reading.columns["meaning"], empty='""')
    for header, line in zip(dict.fromkeys(reading.columns["header"]), told, strict=True):
        is_open = line.endswith('= ""') and header in asked
        lines.append(f"# {quoted(header)} = {quoted(asked[header])}" if is_open else line)
    for table in ("statuses", "kinds"):
        words = reading.statuses[reading.statuses["vocabulary"] == table]
        lines += ["", f"[{table}]", *_said(words["word"], words["meaning"], empty="")] if len(words) else []
    head = ["# What was understood of the sheet. Change a word, and give this file as the mapping next time."]
    if any(line.startswith('# "') for line in lines):
        head += ["# What was not understood stands behind a #: take that away, and give a meaning in quotes."]
    return "\n".join([*head, "", *options, *([""] if options else []), *lines]) + "\n"


def mapping_of_columns(columns: Mapping[str, str]) -> str:
    """What a user said of some columns, as a mapping file (TOML).

    Parameters
    ----------
    columns : mapping
        The meaning of each header; "" leaves the column aside.

    Returns
    -------
    str
        The text of a mapping file, which names these columns only: the others are understood anew each time.
    """
    lines = ["# What you said of the sheet's columns.", "", "[columns]", '# "" leaves a column aside']
    return "\n".join(lines + _said(columns.keys(), columns.values(), empty='""')) + "\n"


def _said(words: Iterable[str], meanings: Iterable[str], empty: str) -> list[str]:
    """A line for each word, the first time that it stands there; a comment for what may not be left empty."""
    lines: dict[str, str] = {}
    for word, meaning in zip(words, meanings, strict=True):
        value = quoted(meaning) if meaning else empty
        lines.setdefault(word, f"{quoted(word)} = {value}" if value else f"# {quoted(word)} =")
    return list(lines.values())


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
