"""The rule catalogue as data: what each rule says, which guides it comes from, which numbers can be set."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from followup_analytics.errors import UnknownNameError, did_you_mean

_FILE = Path(__file__).with_name("catalogue.toml")


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
            f"there is no rule {rule_id!r}: rules are T01-T20, M01-M07, C01-C21, H01-H05{did_you_mean(rule_id, rules())}"
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
