"""The command line: the only place with the clock, with printing and with exit codes."""

import errno
import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from followup_analytics.errors import FollowupError, did_you_mean

# A module for each family of commands; it is loaded when one of them is called, or for the help.
MODULE_OF_COMMAND = {
    "demo": "due",
    "due": "due",
    "done": "record",
    "they": "tell",
    "add": "tell",
    "why": "tell",
    "questions": "tell",
    "answer": "tell",
    "snooze": "record",
    "close": "record",
    "undo": "record",
    "history": "record",
    "attach": "record",
    "sweep": "record",
    "rates": "statistics",
    "tune": "statistics",
    "learn": "statistics",
    "import": "import_sheet",
    "collect": "collect",
    "draft": "messages",
    "review": "messages",
    "calendar": "due",
    "report": "due",
    "notebook": "notebook",
}


class _BadInput(click.ClickException):
    """What is wrong with the input, on one line of standard error; exit code 1."""

    def __init__(self, error: FollowupError) -> None:
        from followup_analytics.reporting.wording.problems import error_in_words

        super().__init__(error_in_words(error, "command"))

    def format_message(self) -> str:
        from followup_analytics.reporting.wording.names import one_line

        return one_line(self.message)


@contextmanager
def _no_notices_of_libraries() -> Iterator[None]:
    """Without what libraries say where the home folder can't be written to: they then use another place, and all goes well."""
    import logging

    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "IPython .* is not a writable location")
            yield
    finally:
        logger.setLevel(level)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULE_OF_COMMAND)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULE_OF_COMMAND:
            return None
        module = import_module(f"{__name__}.{MODULE_OF_COMMAND[cmd_name]}")
        commands: dict[str, click.Command] = module.COMMANDS
        return commands[cmd_name]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        near = did_you_mean(args[0], MODULE_OF_COMMAND)
        if args[0] not in MODULE_OF_COMMAND and near:
            raise click.UsageError(f"No such command {args[0]!r}{near}.", ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        if sys.stdout is None:
            # Closed by who called: there is nobody to tell, and what is to be recorded still is.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A pipe may have an encoding without the sheet's letters: a question mark is better than nothing.
            sys.stdout.reconfigure(errors="replace")
        try:
            with _no_notices_of_libraries():
                done = super().invoke(ctx)
                sys.stdout.flush()
                return done
        except FollowupError as error:
            raise _BadInput(error) from error
        except BrokenPipeError:
            # Who reads has read enough, as `| head` does.
            _let_go_of_the_output()
            return None
        except OSError as error:
            if error.errno != errno.ENOSPC or error.filename:
                raise
            _let_go_of_the_output()
            raise _BadInput(FollowupError("the output can't be written: no space is left where it goes")) from error


def _let_go_of_the_output() -> None:
    """Let what is still to be written go nowhere, so that leaving does not fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="followup-analytics", prog_name="followup")
def main() -> None:
    """Whom to write to today, in what medium and why: from the spreadsheet of your job search."""
