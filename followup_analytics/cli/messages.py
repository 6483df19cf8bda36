"""followup draft, followup review: the message that an action asks for, and a second pair of eyes on one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from followup_analytics.cli.next_command import free_name, typed
from followup_analytics.cli.options import (
    as_of_option,
    cadence_of,
    cadence_option,
    open_search,
    print_table,
    prints_a_table,
    reads_a_sheet,
    spare_what_is_read,
)

if TYPE_CHECKING:
    from followup_analytics.messages.message import Message

_MEDIUM_HELP = "email, linkedin, phone, post, sms or another."


@click.command(short_help="Draft the message that an action asks for.")
@click.argument("log", type=click.Path(path_type=Path))
@click.argument("action")
@click.option("--medium", help=f"Another medium than the action's: {_MEDIUM_HELP}")
@click.option(
    "--note",
    "notes",
    multiple=True,
    metavar="NAME=TEXT",
    help='What the sheet does not say, e.g. --note topics="the new dashboard".',
)
@click.option("--templates", type=click.Path(path_type=Path), help="A folder with templates of your own.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the message to a text file, to edit and to review.")
@as_of_option
@cadence_option
@reads_a_sheet
def draft(
    log: Path,
    action: str,
    medium: str | None,
    notes: tuple[str, ...],
    templates: Path | None,
    out: Path | None,
    as_of: str | None,
    cadence: Path | None,
    **reading: Any,
) -> None:
    """Draft the message that an ACTION of the due list asks for; its id, or the beginning of it, is enough.

    What the sheet does not say is left out and asked for. Your name comes from the table [seeker] of a cadence file.
    """
    from followup_analytics.messages.drafts import draft_message

    spare_what_is_read(out)
    search = open_search(log, reading, as_of, cadence)
    message = draft_message(
        search.log,
        action,
        seeker=search.cadence.seeker,
        medium=medium,
        notes=_named(notes),
        as_of=search.as_of,
        cadence=search.cadence,
        templates=templates,
    )
    if out:
        _write(message, out)
    else:
        _show(message)
    same = [word for name, text in _given(medium, notes, templates, out) for word in (name, text)]
    line = typed("draft", log, action, "--cadence", "cadence.toml", *same)
    for told in _still_needed(message, [] if cadence else [line]):
        click.echo(told)


@click.command(short_help="Read a message once more before you send it.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--log", type=click.Path(path_type=Path), help="Your sheet: names, topics and earlier messages are compared with it."
)
@click.option("--action", help="The action of the sheet that the message is for: its id, or the beginning of it.")
@click.option("--medium", default="", help=f"How it will be sent: {_MEDIUM_HELP}")
@click.option("--kind", default="", help="What it is: thank_you, status_check, closure_request, feedback_request or another.")
@click.option("--language", default="en", show_default=True, help="The message's language, or a .toml file with its phrases.")
@as_of_option
@cadence_option
@prints_a_table
@reads_a_sheet
def review(
    file: Path,
    log: Path | None,
    action: str | None,
    medium: str,
    kind: str,
    language: str,
    as_of: str | None,
    cadence: Path | None,
    form: str | None,
    **reading: Any,
) -> None:
    """Read a message in FILE once more: text that may begin with "Subject: ...", or an e-mail saved as .eml."""
    from followup_analytics.errors import MessageError
    from followup_analytics.messages.message import Message
    from followup_analytics.messages.review import review_message

    if action and not log:
        raise MessageError(f"--action {action} needs the sheet that it is an action of: give --log too")
    message = Message.read(file, medium=medium, kind=kind)
    if not (message.subject or message.body):
        raise MessageError(f"{file.name}: the file is empty: write the message first, then let it be reviewed")
    search = open_search(log, reading, as_of, cadence) if log else None
    settings = search.cadence if search else cadence_of(cadence)
    findings = review_message(
        message,
        search.log if search else None,
        action,
        seeker=settings.seeker,
        as_of=search.as_of if search else None,
        cadence=settings,
        language=language,
    )
    if form:
        print_table(findings, form)
        return
    from followup_analytics.cli.terminal import print_findings

    print_findings(findings, file.name)


def _given(medium: str | None, notes: tuple[str, ...], templates: Path | None, out: Path | None) -> list[tuple[str, object]]:
    """The options of a draft that were given, with their values."""
    other = free_name(str(out)) if out else None
    options = [("--medium", medium), *(("--note", note) for note in notes), ("--templates", templates), ("--out", other)]
    return [(name, value) for name, value in options if value]


def _still_needed(message: "Message", with_cadence: list[str]) -> list[str]:
    """What the message lacks, a line each, and how to give it; `with_cadence` is the command for who has no cadence file yet."""
    if not message.missing:
        return []
    notes = " (what is `named` so: with --note, or as a column of the sheet)" if "`" in "".join(message.missing) else ""
    lines = [f"Still needed before you send it{notes}:", *(f"- {_plain(piece)}" for piece in message.missing)]
    if "[seeker]" in "".join(message.missing) and with_cadence:
        lines += ['No cadence file yet? Two lines in cadence.toml are one, [seeker] and name = "Ada Doe"; then:', *with_cadence]
    return lines


def _named(notes: tuple[str, ...]) -> dict[str, str]:
    """`NAME=TEXT`, given several times, as a mapping."""
    from followup_analytics.errors import MessageError

    for note in notes:
        if "=" not in note:
            raise MessageError(f'--note {note}: give a name and a text, such as topics="the new dashboard"')
    return {name.strip(): text for name, _, text in (note.partition("=") for note in notes)}


def _write(message: "Message", out: Path) -> None:
    from followup_analytics.errors import MessageError
    from followup_analytics.file_writing import replaced_file

    with replaced_file(out) as part:
        # A note that was edited is worth more than the draft that it came from.
        if out.is_file() and out.read_bytes() != message.text.encode():
            raise MessageError(f"{out} exists and is not this draft: give another name, or remove it")
        part.write_bytes(message.text.encode())
    click.echo(f"Written to {out}.")


def _show(message: "Message") -> None:
    from followup_analytics.reporting.wording.names import MEDIUM_WORDS

    to = f" to {_plain(message.to)}" if message.to else ""
    click.echo(f"By {MEDIUM_WORDS[message.medium]}{to}:\n")
    click.echo("\n".join(map(_plain, message.text.split("\n"))))


def _plain(text: str) -> str:
    """A line in which a screen has nothing to obey."""
    from followup_analytics.reporting.wording.names import one_line

    return one_line(text)


COMMANDS = {"draft": draft, "review": review}
