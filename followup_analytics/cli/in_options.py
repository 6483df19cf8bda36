"""What the library says in its own terms (`day_first=`, `columns={"When": "applied"}`), in those of the command line."""

import ast
import re

_OPTIONS = {
    "day_first": "--day-first or --month-first",
    "encoding": "encoding in a --mapping file",
    "recorded_as_of": "--as-of",
    **{name: f"--{name}" for name in ("sheet", "timezone", "country", "journal", "mapping", "by", "seed", "medium")},
    **{name: f"--{name.replace('_', '-')}" for name in ("as_of", "within_days")},
}
_COLUMNS = re.compile(r"columns=(\{[^{}]*\})")
_ORDER = re.compile(r"\bday_first=(True|False)\b")
_MOMENT = re.compile(r"\bas_of (?=')")
_NAMED = re.compile(rf"(?<![\w-])({'|'.join(_OPTIONS)})=(?=(\S?))")


def in_options(message: str) -> str:
    """A message of the library, with the options and the mapping file in place of arguments."""
    message = _ORDER.sub(_as_order, _COLUMNS.sub(_as_lines, message))
    return _MOMENT.sub("--as-of ", _NAMED.sub(_as_option, message))


def _as_order(found: re.Match[str]) -> str:
    return "--day-first" if found[1] == "True" else "--month-first"


def _as_lines(found: re.Match[str]) -> str:
    """What `columns=` is to be, as lines of a mapping file."""
    try:
        said = ast.literal_eval(found[1])
    except (SyntaxError, ValueError):  # a header that was cut, or has such a bracket itself
        return found[0]
    lines = "; ".join(f'"{header}" = "{meaning}"' for header, meaning in said.items())
    return f"in a --mapping file, {'a line each ' if len(said) > 1 else ''}below [columns]: {lines}"


def _as_option(found: re.Match[str]) -> str:
    """The option; parted by a blank from the value that follows."""
    return _OPTIONS[found[1]] + ("" if found[2] in ("", *":;,.)") else " ")
