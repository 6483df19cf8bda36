"""The rule catalogue as data: what each rule says, which guides it comes from, which numbers can be set and to what."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from followup_analytics import vocabulary as words
from followup_analytics.errors import UnknownNameError, did_you_mean

_FILE = Path(__file__).with_name("catalogue.toml")
SENDING_MEDIA = tuple(medium for medium in words.MEDIA if medium in ("email", "phone", "linkedin", "sms", "post"))
COUNTRY_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?")


@dataclass(frozen=True)
class Parameter:
    """A number (switch, table of numbers) of a rule that a cadence may set.

    Attributes
    ----------
    name : the key in a cadence file and the attribute of `Cadence`
    default : what holds where nothing is set
    low, high : the allowed range, both included; None for a switch
    unit : what it counts, in words
    keys : for a table of numbers, the keys it may have; empty for any
    off_when : a value outside the range that turns the rule off, or None
    """

    name: str
    default: Any
    low: float | None
    high: float | None
    unit: str
    keys: tuple[str, ...]
    off_when: int | None


@dataclass(frozen=True)
class CatalogueEntry:
    """One rule: its title, its sources (short names), what of it is ours, its parameters."""

    id: str
    title: str
    sources: tuple[str, ...]
    ours: str
    parameters: tuple[Parameter, ...]

    @property
    def citation(self) -> str:
        """The sources in one line; what no guide gives is said to be ours."""
        named = ", ".join(self.sources)
        if not self.ours:
            return named
        return f"{named}; {self.ours}: ours" if named else "ours"


@cache
def rules() -> Mapping[str, CatalogueEntry]:
    """All rules by ID, in the catalogue's order."""
    return {rule_id: _rule(rule_id, entry) for rule_id, entry in _contents()["rules"].items()}


@cache
def source_titles() -> Mapping[str, str]:
    """The full title of each source by its short name."""
    return dict(_contents()["sources"])


@cache
def parameters() -> Mapping[str, tuple[str, Parameter]]:
    """All parameters by name, each with the ID of its rule."""
    return {p.name: (rule.id, p) for rule in rules().values() for p in rule.parameters}


def find_rule(rule_id: str) -> CatalogueEntry:
    """The rule of that ID.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    if rule_id not in rules():
        raise UnknownNameError(
            f"there is no rule {rule_id!r}: rules are T01-T21, M01-M07, C01-C21, H01-H05{did_you_mean(rule_id, rules())}"
        )
    return rules()[rule_id]


@cache
def _contents() -> dict[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def _rule(rule_id: str, entry: Mapping[str, Any]) -> CatalogueEntry:
    found = tuple(_parameter(name, spec) for name, spec in entry.get("parameters", {}).items())
    return CatalogueEntry(rule_id, entry["title"], tuple(entry["sources"]), entry["ours"], found)


def _parameter(name: str, spec: Mapping[str, Any]) -> Parameter:
    low, high, off_when = spec.get("low"), spec.get("high"), spec.get("off_when")
    return Parameter(name, spec["default"], low, high, spec["unit"], tuple(spec.get("keys", ())), off_when)


def wrong_settings(settings: Mapping[str, Any]) -> list[str]:
    """The settings, by their names in `Cadence`, that are out of their ranges: each with its value and what is allowed."""
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
    return wrong


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
    return [f"{wrong}; {rule_id} is from {rules()[rule_id].citation}" for wrong in _wrong_number(label, parameter, value, whole)]


def _wrong_factor(label: str, parameter: Parameter, key: str, number: Any) -> list[str]:
    if parameter.keys and key not in parameter.keys:
        return [f"{label}.{key}: is not known; allowed are {', '.join(parameter.keys)}{did_you_mean(key, parameter.keys)}"]
    if not parameter.keys and not COUNTRY_CODE.fullmatch(key):
        return [f"{label}.{key}: must be an ISO 3166 country code such as 'DE'"]
    return _wrong_number(f"{label}.{key}", parameter, number, whole=False)


def _wrong_number(label: str, parameter: Parameter, value: Any, whole: bool) -> list[str]:
    right_type = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    low, high = parameter.low, parameter.high
    if right_type and low is not None and high is not None and low <= value <= high:
        return []
    kind = "a whole number" if whole else "a number"
    return [f"{label} = {value!r}: must be {kind} from {low:g} to {high:g} ({parameter.unit})"]
