"""The settings of one search, kept beside its sheet: what columns and words mean, how it is read, the seeker, the cadence."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from followup_analytics.errors import CadenceError, SheetError, UnknownNameError, did_you_mean, listing
from followup_analytics.file_writing import replaced_file
from followup_analytics.rules.cadence import SEEKER_KEYS, Cadence, Seeker, settings_of
from followup_analytics.rules.catalogue import parameters
from followup_analytics.search.kept_files import earlier_settings, settings_beside

# How a sheet is read, each with the kind of value that says so.
_READING: Mapping[str, type] = {
    "day_first": bool,
    "year": int,
    "sheet": str,
    "encoding": str,
    "timezone": str,
    "country": str,
}
_TABLES = ("columns", "words", "reading", "seeker", "cadence", "calendar")
_KINDS = {bool: "true or false", int: "a whole number", str: "text in quotes"}
_HEAD = (
    "# What you said of this sheet, and how its list is made. The program writes this file anew whenever you change a setting."
)
READING = ("columns", "mapping", "day_first", "sheet", "encoding")


@dataclass(frozen=True)
class Settings:
    """What is kept of a search beside its journal.

    Attributes
    ----------
    columns : what columns mean, by header; "" leaves one aside
    words : what words mean, by word
    reading : `day_first, year, sheet, encoding, timezone, country`, as far as they were said
    cadence : the rules' settings, with the seeker
    owner : what tells this search's calendar entries from those of others
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    cadence: Cadence = field(default_factory=Cadence)
    owner: str = ""

    @classmethod
    def beside(cls, sheet: Path) -> "Settings":
        """The settings that lie beside a sheet, else those of earlier versions; empty ones where there are none.

        Raises
        ------
        SheetError
            If the file can't be read, or holds what is unknown.
        CadenceError
            If a setting of the rules is unknown or out of its range.
        """
        path = settings_beside(sheet)
        if path.exists():
            return _settings(path.name, _tables(path))
        columns, cadence = earlier_settings(sheet)
        said = _tables(columns) if columns.exists() else {}
        kept = _settings(columns.name, {"columns": said.get("columns", {})})
        return replace(kept, cadence=Cadence.read(cadence)) if cadence.exists() else kept

    def write(self, path: Path) -> None:
        """Write the settings, whole or not at all.

        Raises
        ------
        FollowupError
            If the file can't be written.
        """
        with replaced_file(path) as part:
            part.write_text(self.as_toml(), encoding="utf-8")

    def as_toml(self) -> str:
        """The settings as text (TOML); what holds anyway is left out."""
        lines = [_HEAD]
        tables: dict[str, Mapping[str, Any]] = {"columns": self.columns, "words": self.words, "reading": self.reading}
        seeker = self.cadence.seeker
        tables["seeker"] = {key: getattr(seeker, key) for key in SEEKER_KEYS if getattr(seeker, key)}
        tables |= {f"cadence.{table}": said for table, said in changed_settings(self.cadence).items()}
        tables["calendar"] = {"owner": self.owner} if self.owner else {}
        for name, said in tables.items():
            if said:
                lines += ["", f"[{name}]", *(f"{_key(key)} = {_toml(value)}" for key, value in said.items())]
        return "\n".join(lines) + "\n"

    @property
    def in_words(self) -> str:
        """What there is of settings, in a few words; "" for nothing."""
        told = [f"what {_counted(len(self.columns), 'column')} mean{'s' * (len(self.columns) == 1)}"] if self.columns else []
        told += [f"what {_counted(len(self.words), 'word')} mean{'s' * (len(self.words) == 1)}"] if self.words else []
        told += [f"{name.replace('_', ' ')} {_said(value)}" for name, value in self.reading.items()]
        told += [f"the seeker {self.cadence.seeker.name}".rstrip()] if self.cadence.seeker != Seeker() else []
        changed = sum(map(len, changed_settings(self.cadence).values()))
        told += [_counted(changed, "setting of the rules", "settings of the rules")] if changed else []
        return ", ".join(told)


def changed_settings(cadence: Cadence) -> dict[str, dict[str, Any]]:
    """The settings that are not those of the guides, by the table of a cadence file in which they stand."""
    default, changed = Cadence(), dict[str, dict[str, Any]]()
    for name, (rule, _) in parameters().items():
        if getattr(cadence, name) != getattr(default, name):
            changed.setdefault(rule, {})[name] = getattr(cadence, name)
    return changed | ({"media": {"tuned": cadence.medium}} if cadence.medium else {})


def over(given: Cadence, kept: Cadence) -> Cadence:
    """What the caller gave, and what was kept where he gave nothing: all settings of the rules, and each of the seeker's."""
    names = [one.name for one in fields(Seeker)]
    seeker = Seeker(**{name: getattr(given.seeker, name) or getattr(kept.seeker, name) for name in names})
    return (given if changed_settings(given) else kept).replace(seeker=seeker)


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise SheetError(f"{path}: these settings can't be read ({error}): mend the file or remove it") from error


def _settings(name: str, tables: Mapping[str, Any]) -> Settings:
    wrong = [f"[{table}] is no table here{did_you_mean(table, _TABLES)}" for table in tables if table not in _TABLES]
    wrong += [f"[{table}] must be a table" for table in _TABLES if not isinstance(tables.get(table, {}), Mapping)]
    if not wrong:
        wrong = _wrong_words(tables) + _wrong_reading(tables.get("reading", {}))
    if wrong:
        raise SheetError(f"{name}: {listing(wrong)}: mend the file or remove it")
    rules = {**tables.get("cadence", {}), **({"seeker": tables["seeker"]} if "seeker" in tables else {})}
    said, unknown = settings_of(rules)
    if unknown:
        raise CadenceError("; ".join(f"{name}: {problem}" for problem in unknown))
    try:
        cadence = Cadence(**said)
    except CadenceError as error:
        raise CadenceError(f"{name}: {error}") from error
    owner = tables.get("calendar", {}).get("owner", "")
    columns, words, reading = (dict(tables.get(table, {})) for table in _TABLES[:3])
    return Settings(columns, words, reading, cadence, str(owner))


def _wrong_words(tables: Mapping[str, Any]) -> list[str]:
    return [
        f"[{table}] {word!r} must be a word in quotes, not {meaning!r}"
        for table in ("columns", "words")
        for word, meaning in tables.get(table, {}).items()
        if not isinstance(meaning, str)
    ]


def _wrong_reading(said: Mapping[str, Any]) -> list[str]:
    wrong = [f"[reading] has no {name!r}{did_you_mean(name, _READING)}" for name in said if name not in _READING]
    return wrong + [
        f"[reading] {name} must be {_KINDS[_READING[name]]}, not {value!r}"
        for name, value in said.items()
        if name in _READING and type(value) is not _READING[name]
    ]


def _key(text: str) -> str:
    return text if text.isascii() and text.replace("_", "").isalnum() else _toml(text)


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # Text, numbers and truth are written alike in JSON and TOML, but for one control character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _said(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def checked_reading(reading: Mapping[str, Any]) -> dict[str, Any]:
    """How the caller wants the sheet read, every name of it known."""
    for name in reading:
        if name not in READING:
            raise UnknownNameError(f"reading: there is no {name!r}{did_you_mean(name, READING)}: {', '.join(READING)}")
    return dict(reading)
