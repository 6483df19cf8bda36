"""The rules' settings of one person: checked, read from and written to a TOML file."""

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from followup_analytics.errors import CadenceError, advice_on, check_is, did_you_mean
from followup_analytics.rules.cadence_file import as_toml, settings_of
from followup_analytics.rules.catalogue import parameters
from followup_analytics.rules.settings import Seeker, wrong_settings


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
        wrong = wrong_settings(self._settings())
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
        wrong += wrong_settings(settings)
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

    def _settings(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}


def cadence_or_default(cadence: Cadence | None) -> Cadence:
    """The cadence that was given, the guides' own numbers where none was; anything else is refused."""
    if cadence is not None:
        check_is("cadence", cadence, Cadence, "a Cadence, as fa.Cadence() or fa.Cadence.read(path) gives")
    return cadence or Cadence()
