"""The command to type next: a line that can be copied whole, with those options of the one that is running that it needs."""

import itertools
import os
import shlex
import shutil
import sys
from pathlib import Path

import click
from click.core import ParameterSource

_NAME = "followup"
_OPTIONS = ("mapping", "sheet", "day_first", "timezone", "country", "journal", "cadence", "as_of")


def typed(command: str, *arguments: object) -> str:
    """A command to type next, with those options of the one that is running that it knows too.

    An option that stands among the arguments already is not repeated.
    """
    context = click.get_current_context()
    group = context.find_root().command
    target = group.get_command(context, command) if isinstance(group, click.Group) else None
    known = {parameter.name for parameter in target.params} if target else set()
    words = [str(argument) for argument in arguments]
    for option in context.command.params:
        if option.name in _OPTIONS and option.name in known and not set(option.opts) & set(words):
            words += _as_typed(context, option)
    return f"{own_name()} {_joined([command, *words])}"


def own_name() -> str:
    """The name by which this program can be called from here."""
    called = Path(sys.argv[0])
    if shutil.which(_NAME):
        return _NAME
    if called.stem == "__main__":
        return f"{_joined([sys.executable])} -m followup_analytics"
    return _joined([sys.argv[0]]) if called.stem == _NAME else _NAME


def _joined(words: list[str]) -> str:
    """Words as one line for the shell of this system."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline(words)
    return shlex.join(words)


def _as_typed(context: click.Context, option: click.Parameter) -> list[str]:
    """An option with its value, where it was given on the command line."""
    name = str(option.name)
    if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return []
    value = context.params[name]
    if isinstance(value, bool):
        return [(option.opts if value else option.secondary_opts)[0]]
    return [option.opts[0], str(value)]


def free_name(name: str) -> str:
    """That name, or the first of map-2.toml, map-3.toml, ... that no file here has: a shell empties what is redirected to."""
    stem, ending = os.path.splitext(name)
    names = (f"{stem}-{number}{ending}" if number > 1 else name for number in itertools.count(1))
    return next(each for each in names if not os.path.lexists(each))
