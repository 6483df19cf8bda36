"""What a cadence may hold: every setting against its range in the catalogue, and who is looking for work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from followup_analytics import vocabulary as words
from followup_analytics.errors import LogError, did_you_mean
from followup_analytics.local_time import zone
from followup_analytics.rules.catalogue import Parameter, parameters, rules

SENDING_MEDIA = tuple(medium for medium in words.MEDIA if medium in ("email", "phone", "linkedin", "sms", "post"))
SEEKER_KEYS = ("name", "email", "phone", "timezone", "country", "media")
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


def wrong_settings(settings: Mapping[str, Any]) -> list[str]:
    """The settings, by their names in `Cadence`, that are out of range: each with its value and what is allowed."""
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
    return [f"{wrong}; {rule_id} is from {rules()[rule_id].citation}" for wrong in _wrong_number(label, parameter, value, whole)]


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
    texts = [f for f in SEEKER_KEYS if f != "media" and not isinstance(getattr(seeker, f), str)]
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
