"""The rules' settings of one person: checked, read from and written to a TOML file."""

import dataclasses
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from followup_analytics import vocabulary as words
from followup_analytics.errors import CadenceError, LogError, did_you_mean
from followup_analytics.rules.catalogue import Parameter, parameters, rules
from followup_analytics.time_zones import zone

SENDING_MEDIA = tuple(medium for medium in words.MEDIA if medium in ("email", "phone", "linkedin", "sms", "post"))
_SEEKER_KEYS = ("name", "email", "phone", "timezone", "country", "media")
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?")


@dataclass(frozen=True)
class Seeker:
    """Who is looking for work: what signs a message, and which media come naturally, the first most."""

    name: str = ""
    email: str = ""
    phone: str = ""
    timezone: str = ""
    country: str = ""
    media: tuple[str, ...] = ()


def _default(name: str) -> Any:
    def make() -> Any:
        value = parameters()[name][1].default
        return dict(value) if isinstance(value, Mapping) else value

    return field(default_factory=make)


@dataclass(frozen=True)
class Cadence:
    """The settings of the rules; what is not given holds as the catalogue says.

    Each setting belongs to a rule of the catalogue, which gives its default, unit and allowed range
    (`followup_analytics/rules/catalogue.toml`). `medium` is the medium that tuning found best, used where the rules leave it free.

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
    seeker: Seeker = Seeker()

    def __post_init__(self) -> None:
        """Check every setting; list all that are wrong."""
        wrong = _wrong_settings(self)
        if wrong:
            raise CadenceError("; ".join(wrong))

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
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CadenceError(f"{name}: is not valid TOML: {error}") from error
        settings, wrong = _settings_of(tables)
        wrong += _wrong_values(settings)
        if wrong:
            raise CadenceError("; ".join(f"{name}: {problem}" for problem in wrong))
        return cls(**settings)

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write all settings as a cadence file, each rule's title above its table.

        Raises
        ------
        CadenceError
            If the file can't be written.
        """
        try:
            Path(path).write_text(_as_toml(self), encoding="utf-8")
        except OSError as error:
            raise CadenceError(f"{path}: can't be written ({error.strerror})") from error

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


def _settings_of(tables: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The settings in a file's tables by their names in `Cadence`, and what in them is unknown."""
    settings: dict[str, Any] = {}
    wrong: list[str] = []
    allowed = {rule.id: {p.name: p.name for p in rule.parameters} for rule in rules().values() if rule.parameters}
    allowed["media"] = {"tuned": "medium"}
    for table, entries in tables.items():
        if table == "seeker" and isinstance(entries, Mapping):
            settings["seeker"] = _seeker(entries, wrong)
        elif table not in allowed or not isinstance(entries, Mapping):
            wrong.append(
                f"[{table}]: is no table here; allowed are {', '.join([*allowed, 'seeker'])}{did_you_mean(table, [*allowed, 'seeker'])}"
            )
        else:
            for key, value in entries.items():
                if key in allowed[table]:
                    settings[allowed[table][key]] = value
                else:
                    wrong.append(
                        f"{table}.{key} = {value!r}: is no setting of {table}; allowed are {', '.join(allowed[table])}{did_you_mean(key, allowed[table])}"
                    )
    return settings, wrong


def _seeker(entries: Mapping[str, Any], wrong: list[str]) -> Seeker:
    known = {key: value for key, value in entries.items() if key in _SEEKER_KEYS}
    wrong += [
        f"seeker.{key}: is not known; allowed are {', '.join(_SEEKER_KEYS)}{did_you_mean(key, _SEEKER_KEYS)}"
        for key in entries
        if key not in known
    ]
    media = known.pop("media", ())
    return Seeker(**known, media=tuple(media) if isinstance(media, list) else (media,) if media else ())


def _wrong_settings(cadence: Cadence) -> list[str]:
    return _wrong_values({f.name: getattr(cadence, f.name) for f in dataclasses.fields(cadence)})


def _wrong_values(settings: Mapping[str, Any]) -> list[str]:
    wrong = [
        problem
        for name, value in settings.items()
        if name in parameters()
        for problem in _wrong_parameter(*parameters()[name], value)
    ]
    medium = settings.get("medium", "")
    if medium not in ("", *SENDING_MEDIA):
        wrong.append(
            f"media.tuned = {medium!r}: must be one of {', '.join(SENDING_MEDIA)}{did_you_mean(str(medium), SENDING_MEDIA)}"
        )
    opening, closing = settings.get("opening_hour", 0), settings.get("closing_hour", 24)
    if isinstance(opening, int) and isinstance(closing, int) and opening >= closing:
        wrong.append(f"T15.closing_hour = {closing}: must be after opening_hour = {opening}")
    return wrong + _wrong_seeker(settings.get("seeker", Seeker()))


def _wrong_parameter(rule_id: str, parameter: Parameter, value: Any) -> list[str]:
    label = f"{rule_id}.{parameter.name}"
    if isinstance(parameter.default, Mapping):
        if not isinstance(value, Mapping):
            return [f"{label} = {value!r}: must be a table of numbers"]
        return [problem for key, number in value.items() for problem in _wrong_factor(label, parameter, key, number)]
    if isinstance(parameter.default, bool):
        return [] if isinstance(value, bool) else [f"{label} = {value!r}: must be true or false"]
    if parameter.off_when is not None and value == parameter.off_when and not isinstance(value, bool):
        return []
    whole = isinstance(parameter.default, int)
    return _wrong_number(label, parameter, value, whole)


def _wrong_factor(label: str, parameter: Parameter, key: str, number: Any) -> list[str]:
    if parameter.keys and key not in parameter.keys:
        return [f"{label}.{key}: is not known; allowed are {', '.join(parameter.keys)}{did_you_mean(key, parameter.keys)}"]
    if not parameter.keys and not _COUNTRY.fullmatch(key):
        return [f"{label}.{key}: must be an ISO 3166 country code such as 'DE'"]
    return _wrong_number(f"{label}.{key}", parameter, number, whole=False)


def _wrong_number(label: str, parameter: Parameter, value: Any, whole: bool) -> list[str]:
    right_type = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    low, high = parameter.low, parameter.high
    if right_type and low is not None and high is not None and low <= value <= high:
        return []
    kind = "a whole number" if whole else "a number"
    return [f"{label} = {value!r}: must be {kind} from {low:g} to {high:g} ({parameter.unit})"]


def _wrong_seeker(seeker: Any) -> list[str]:
    if not isinstance(seeker, Seeker):
        return [f"seeker = {seeker!r}: must be a Seeker"]
    texts = [f for f in _SEEKER_KEYS if f != "media" and not isinstance(getattr(seeker, f), str)]
    wrong = [f"seeker.{name} = {getattr(seeker, name)!r}: must be text" for name in texts]
    if "timezone" not in texts and seeker.timezone:
        try:
            zone(seeker.timezone)
        except LogError as error:
            wrong.append(f"seeker.timezone: {error}")
    if "country" not in texts and seeker.country and not _COUNTRY.fullmatch(seeker.country):
        wrong.append(f"seeker.country = {seeker.country!r}: must be an ISO 3166 code such as 'DE' or 'DE-BY'")
    unknown = [medium for medium in seeker.media if medium not in SENDING_MEDIA]
    return wrong + [
        f"seeker.media: {medium!r} is not known; allowed are {', '.join(SENDING_MEDIA)}{did_you_mean(str(medium), SENDING_MEDIA)}"
        for medium in unknown
    ]


def _as_toml(cadence: Cadence) -> str:
    lines = ["# The settings of the follow-up rules. Each table is a rule; ranges and sources are in the rule catalogue."]
    for rule in rules().values():
        if rule.parameters:
            lines += ["", f"# {rule.title}.", f"[{rule.id}]"]
            lines += [f"{p.name} = {_toml(getattr(cadence, p.name))}{_range_comment(p)}" for p in rule.parameters]
    lines += [
        "",
        "# The medium that tuning found best, where the rules leave it free; empty for none.",
        "[media]",
        f"tuned = {_toml(cadence.medium)}",
    ]
    lines += ["", "[seeker]", *(f"{key} = {_toml(getattr(cadence.seeker, key))}" for key in _SEEKER_KEYS)]
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
