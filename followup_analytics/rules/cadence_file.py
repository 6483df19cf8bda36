"""A cadence as TOML text: a table for each rule, `[media]` and `[seeker]`."""

from collections.abc import Callable, Mapping
from textwrap import wrap
from typing import Any

from followup_analytics.errors import did_you_mean
from followup_analytics.rules.catalogue import Parameter, rules
from followup_analytics.rules.settings import SEEKER_KEYS, Seeker

_COMMENT_WIDTH = 110


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
