"""Cadence and Seeker: the settings of one person, checked, read from and written to TOML."""

import dataclasses
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap
from typing import Any

from followup_analytics.errors import CadenceError, LogError, advice_on, check_is, did_you_mean
from followup_analytics.local_time import zone
from followup_analytics.rules.catalogue import COUNTRY_CODE, SENDING_MEDIA, Parameter, parameters, rules, wrong_settings

SEEKER_KEYS = ("name", "email", "phone", "timezone", "country", "media")
_COMMENT_WIDTH = 110


@dataclass(frozen=True)
class Seeker:
    """Who is looking for work: what signs a message, and which media come naturally, the first most."""

    name: str = ""
    email: str = ""
    phone: str = ""
    timezone: str = ""
    country: str = ""
    media: tuple[str, ...] = ()


def _wrong_seeker(seeker: Any) -> list[str]:
    if not isinstance(seeker, Seeker):
        return [f"seeker = {seeker!r}: must be a Seeker"]
    texts = [f for f in SEEKER_KEYS if f != "media" and not isinstance(getattr(seeker, f), str)]
    wrong = [f"seeker.{name} = {getattr(seeker, name)!r}: must be text" for name in texts]
    if "timezone" not in texts and seeker.timezone:
        try:
            zone(seeker.timezone)
        except LogError as error:
            wrong.append(f"seeker.timezone: {error}")
    if "country" not in texts and seeker.country and not COUNTRY_CODE.fullmatch(seeker.country):
        wrong.append(f"seeker.country = {seeker.country!r}: must be an ISO 3166 code such as 'DE' or 'DE-BY'")
    unknown = [medium for medium in seeker.media if medium not in SENDING_MEDIA]
    return wrong + [
        f"seeker.media: {medium!r} is not known; allowed are {', '.join(SENDING_MEDIA)}{did_you_mean(str(medium), SENDING_MEDIA)}"
        for medium in unknown
    ]


def settings_of(tables: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The settings in a file's tables by their names in `Cadence`, and what in them is unknown."""
    settings: dict[str, Any] = {}
    wrong: list[str] = []
    allowed = {rule.id: {p.name: p.name for p in rule.parameters} for rule in rules().values() if rule.parameters}
    allowed["media"] = {"tuned": "medium"}
    for table, entries in tables.items():
        if table == "seeker" and isinstance(entries, Mapping):
            settings["seeker"] = _seeker(entries, wrong)
        elif table not in allowed or not isinstance(entries, Mapping):
            tables_here = [*allowed, "seeker"]
            wrong.append(f"[{table}]: is no table here; allowed are {', '.join(tables_here)}{did_you_mean(table, tables_here)}")
        else:
            settings |= {allowed[table][key]: value for key, value in entries.items() if key in allowed[table]}
            wrong += [
                _unknown_key(table, key, value, allowed[table]) for key, value in entries.items() if key not in allowed[table]
            ]
    return settings, wrong


def _unknown_key(table: str, key: str, value: Any, allowed: Mapping[str, str]) -> str:
    return f"{table}.{key} = {value!r}: is no setting of {table}; allowed are {', '.join(allowed)}{did_you_mean(key, allowed)}"


def _seeker(entries: Mapping[str, Any], wrong: list[str]) -> Seeker:
    known = {key: value for key, value in entries.items() if key in SEEKER_KEYS}
    wrong += [
        f"seeker.{key}: is not known; allowed are {', '.join(SEEKER_KEYS)}{did_you_mean(key, SEEKER_KEYS)}"
        for key in entries
        if key not in known
    ]
    media = known.pop("media", ())
    return Seeker(**known, media=tuple(media) if isinstance(media, list) else (media,) if media else ())


def as_toml(settings: Mapping[str, Any], comment: str = "") -> str:
    """All settings, by their names in `Cadence`, as a commented cadence file; a comment of one's own comes first."""
    lines = [f"# {line}" for line in wrap(comment, _COMMENT_WIDTH)]
    lines += ["# The settings of the follow-up rules. Each table is a rule; ranges and sources are in the rule catalogue."]
    for rule in rules().values():
        if rule.parameters:
            lines += ["", f"# {rule.title}.", f"[{rule.id}]"]
            lines += [f"{p.name} = {_toml(settings[p.name])}{_range_comment(p)}" for p in rule.parameters]
    lines += [
        "",
        "# The medium that tuning found best, where the rules leave it free; empty for none.",
        "[media]",
        f"tuned = {_toml(settings['medium'])}",
    ]
    lines += ["", "[seeker]", *(f"{key} = {_toml(getattr(settings['seeker'], key))}" for key in SEEKER_KEYS)]
    return "\n".join(lines) + "\n"


def _range_comment(parameter: Parameter) -> str:
    if parameter.low is None or parameter.high is None:
        return ""
    return f"  # {parameter.low:g} to {parameter.high:g} {parameter.unit}"


def _toml(value: Any) -> str:
    writers: list[tuple[type | tuple[type, ...], Callable[[Any], str]]] = [
        (bool, lambda v: str(v).lower()),
        ((int, float), str),
        (str, _toml_text),
        (Mapping, lambda v: "{ " + ", ".join(f"{_toml_text(k)} = {_toml(x)}" for k, x in v.items()) + " }" if v else "{}"),
        (tuple, lambda v: "[" + ", ".join(map(_toml, v)) + "]"),
    ]
    return next(write(value) for kinds, write in writers if isinstance(value, kinds))


def _toml_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _default(name: str) -> Any:
    def make() -> Any:
        value = parameters()[name][1].default
        return dict(value) if isinstance(value, Mapping) else value

    return field(default_factory=make)


@dataclass(frozen=True)
class Cadence:
    """The settings of the rules; what is not given holds as the catalogue says.

    Each setting belongs to a rule of the catalogue, which gives its default, unit and allowed range
    (`followup_analytics/rules/catalogue.toml`). `medium` is the medium that tuning found best, used
    where the rules leave it free. A table of factors keeps the defaults of what it does not name.

    Raises
    ------
    CadenceError
        If a setting is out of its range; all such settings are listed.

    Examples
    --------
    >>> Cadence().wait_business_days
    5
    >>> Cadence().replace(wait_business_days=7).wait_business_days
    7
    """

    thank_you_within_hours: int = _default("thank_you_within_hours")
    wait_business_days: int = _default("wait_business_days")
    buffer_business_days: int = _default("buffer_business_days")
    spacing_days: int = _default("spacing_days")
    max_attempts: int = _default("max_attempts")
    closure_wait_days: int = _default("closure_wait_days")
    seniority_factors: Mapping[str, float] = _default("seniority_factors")
    company_type_factors: Mapping[str, float] = _default("company_type_factors")
    urgent_factor: float = _default("urgent_factor")
    late_stage_extra_business_days: int = _default("late_stage_extra_business_days")
    answer_within_business_days: int = _default("answer_within_business_days")
    answer_within_hours: int = _default("answer_within_hours")
    suggest_connection: bool = _default("suggest_connection")
    opening_hour: int = _default("opening_hour")
    closing_hour: int = _default("closing_hour")
    country_factors: Mapping[str, float] = _default("country_factors")
    decide_after_days: int = _default("decide_after_days")
    keep_in_touch_after_days: int = _default("keep_in_touch_after_days")
    application_wait_business_days: int = _default("application_wait_business_days")
    medium: str = ""
    seeker: Seeker = field(default_factory=Seeker)

    def __post_init__(self) -> None:
        """Check every setting, list all that are wrong; a table of factors keeps the defaults of what it does not name."""
        wrong = wrong_settings(self._settings()) + _wrong_seeker(self.seeker)
        if wrong:
            raise CadenceError("; ".join(wrong))
        for name in ("seniority_factors", "company_type_factors"):
            object.__setattr__(self, name, {**parameters()[name][1].default, **getattr(self, name)})

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> "Cadence":
        """Read a cadence file: a table for each rule (`[T03]`), `[media]` and `[seeker]`.

        Raises
        ------
        CadenceError
            If the file can't be read or holds unknown or wrong settings; the message names the file and, for each error, the
            key, the value, what is allowed and the nearest known word.
        """
        name = Path(path).name
        try:
            tables = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise CadenceError(f"{path}: can't be read ({error.strerror})") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise CadenceError(f"{name}: is not valid TOML: {error}") from error
        settings, wrong = settings_of(tables)
        wrong += wrong_settings(settings) + _wrong_seeker(settings.get("seeker", Seeker()))
        if wrong:
            raise CadenceError("; ".join(f"{name}: {problem}" for problem in wrong))
        return cls(**settings)

    def write(self, path: str | os.PathLike[str], comment: str = "") -> None:
        """Write all settings as a cadence file, each rule's title above its table, and a comment at its head.

        Raises
        ------
        CadenceError
            If the file can't be written.
        """
        try:
            Path(path).write_text(as_toml(self._settings(), comment), encoding="utf-8")
        except OSError as error:
            raise CadenceError(f"{path}: can't be written ({error.strerror}): {advice_on(error)}") from error

    def replace(self, **changes: Any) -> "Cadence":
        """A cadence with some settings changed.

        Raises
        ------
        CadenceError
            If a name is unknown or a value is out of its range.
        """
        known = [f.name for f in dataclasses.fields(self)]
        unknown = [f"{name}: is no setting{did_you_mean(name, known)}" for name in changes if name not in known]
        if unknown:
            raise CadenceError("; ".join(unknown))
        return dataclasses.replace(self, **changes)

    def without_names(self) -> "Cadence":
        """The settings without the seeker's name and addresses: to share."""
        return self.replace(seeker=Seeker(media=self.seeker.media))

    def _settings(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}


def cadence_or_default(cadence: Cadence | None) -> Cadence:
    """The cadence that was given, the guides' own numbers where none was; anything else is refused."""
    if cadence is not None:
        check_is("cadence", cadence, Cadence, "a Cadence, as fa.Cadence() or fa.Cadence.read(path) gives")
    return cadence or Cadence()
