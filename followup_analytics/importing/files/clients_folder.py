"""The sheets of several seekers: a folder of them with what `clients.toml` says of each, or a list.

A seeker is called as the file without its ending, or, where two files are called so, with it.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from followup_analytics.errors import FollowupError, SheetError, did_you_mean, listing
from followup_analytics.file_writing import home_expanded
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.problems import Problem, problems_table

SHEET_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")
CLIENTS_FILE = "clients.toml"
_HIDDEN = (".", "~")
# What the file may say of a client: how the sheet is read, and the cadence file in use.
_KINDS: Mapping[str, type] = {
    "timezone": str,
    "country": str,
    "day_first": bool,
    "year": int,
    "sheet": str,
    "encoding": str,
    "mapping": str,
    "cadence": str,
}
_FILES = ("mapping", "cadence")


@dataclass(frozen=True)
class ClientSheet:
    """One seeker's sheet.

    Attributes
    ----------
    name : what the seeker is called
    source : the path, or an open file or DataFrame
    reading : how the sheet is to be read, by the names of `read_log`, as `clients.toml` says
    cadence : the cadence file that it names; None for none
    """

    name: str
    source: Any
    reading: Mapping[str, Any] = field(default_factory=dict)
    cadence: Path | None = None


@dataclass(frozen=True)
class ClientSheets:
    """The sheets of several seekers, and what was found wrong in how they lie together."""

    sheets: tuple[ClientSheet, ...]
    problems: tuple[Problem, ...] = ()


def client_sheets(source: object) -> ClientSheets | None:
    """The sheets of a folder or a list; None where the source is one sheet.

    Raises
    ------
    SheetError
        If the folder or list is empty, or `clients.toml` can't be read or says what is unknown.
    """
    if isinstance(source, list | tuple):
        return _of_list(source)
    path = home_expanded(source) if isinstance(source, str) or hasattr(source, "__fspath__") else None
    return _of_folder(path) if path is not None and path.is_dir() else None


def read_clients(clients: ClientSheets, read: Callable[[ClientSheet], JobSearchLog]) -> JobSearchLog:
    """The logs of all as one; a sheet that can't be read is an error among the problems.

    Raises
    ------
    SheetError
        If none can be read: each is listed with the reason.
    """
    logs, unread = dict[str, JobSearchLog](), dict[str, str]()
    for one in clients.sheets:
        try:
            logs[one.name] = read(one)
        except FollowupError as error:
            unread[one.name] = str(error)
    if not logs:
        raise SheetError(f"none of the sheets can be read: {listing([f'{name}: {why}' for name, why in unread.items()])}")
    return JobSearchLog.stacked(logs, problems_table([*clients.problems, *unreadable(unread)]))


def unreadable(unread: Mapping[str, str]) -> list[Problem]:
    """An error for each client whose sheet can't be read."""
    return [Problem("sheet-unreadable", seeker=name, details={"why": why}) for name, why in unread.items()]


def _of_list(sources: Sequence[Any]) -> ClientSheets:
    if not sources:
        raise SheetError("a list of no sheets: name one at least")
    paths = [home_expanded(one) if isinstance(one, str) or hasattr(one, "__fspath__") else None for one in sources]
    names, problems = _names([path for path in paths if path is not None])
    sheets = [
        ClientSheet(names[path] if path is not None else str(place), source if path is None else path)
        for place, (path, source) in enumerate(zip(paths, sources, strict=True), 1)
    ]
    return ClientSheets(tuple(sheets), problems)


def _of_folder(folder: Path) -> ClientSheets:
    try:
        there = sorted(path for path in folder.iterdir() if path.suffix.lower() in SHEET_ENDINGS and path.name[0] not in _HIDDEN)
        paths = [path for path in there if path.is_file()]
    except OSError as error:
        raise SheetError(f"{folder}: this folder can't be read ({error.strerror}): check who may") from error
    if not paths:
        raise SheetError(f"{folder}: no sheet lies in this folder; one ends in {', '.join(SHEET_ENDINGS)}")
    names, problems = _names(paths)
    said = _said(folder / CLIENTS_FILE)
    sheets = [_sheet(folder, name, path, said.get(name) or said.get(path.stem, {})) for path, name in names.items()]
    absent = [name for name in said if name not in {*names.values(), *(path.stem for path in paths)}]
    missing = [Problem("client-without-sheet", column=CLIENTS_FILE, value=name) for name in absent]
    return ClientSheets(tuple(sheets), (*problems, *missing))


def _sheet(folder: Path, name: str, path: Path, said: Mapping[str, Any]) -> ClientSheet:
    placed = {key: folder / value if key in _FILES else value for key, value in said.items()}
    cadence = placed.pop("cadence", None)
    return ClientSheet(name, path, placed, cadence)


def _names(paths: Sequence[Path]) -> tuple[dict[Path, str], tuple[Problem, ...]]:
    """What each file's seeker is called: by its stem, its name, or its path, the first that no other has."""
    named: dict[Path, str] = {}
    for short in (lambda path: path.stem, lambda path: path.name, str):
        counts = Counter(short(path) for path in paths)
        named |= {path: short(path) for path in paths if path not in named and counts[short(path)] == 1}
    stems = Counter(path.stem for path in paths)
    twice = [Problem("clients-of-one-stem", details={"stem": stem}) for stem, number in stems.items() if number > 1]
    return {path: named[path] for path in paths if path in named}, tuple(twice)


def _said(path: Path) -> dict[str, dict[str, Any]]:
    """What `clients.toml` says of each client, checked."""
    if not path.exists():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise SheetError(f"{path}: can't be read ({error}): mend the file or remove it") from error
    wrong = [wrong for name, said in tables.items() for wrong in _wrong(name, said)]
    if wrong:
        raise SheetError(f"{path}: {listing(wrong)}: mend the file")
    return tables


def _wrong(name: str, said: object) -> list[str]:
    if not isinstance(said, Mapping):
        return [f"{name!r} must be a table: [{name}]"]
    unknown = [f"[{name}] {key!r} is nothing to say of a client{did_you_mean(key, _KINDS)}" for key in said if key not in _KINDS]
    return unknown + [
        f"[{name}] {key} must be {_KINDS[key].__name__}, not {value!r}"
        for key, value in said.items()
        if key in _KINDS and type(value) is not _KINDS[key]
    ]
