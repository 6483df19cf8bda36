"""followup notebook: a notebook of the course, run on your own file, as a page."""

import ast
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import click

from followup_analytics.cli.machine_zone import machine_zone
from followup_analytics.cli.next_command import typed
from followup_analytics.cli.options import as_of_option, reads_a_sheet, spare_what_is_read, today
from followup_analytics.errors import FollowupError, did_you_mean

_CELL_SECONDS = 300
# The options that only a sheet of one's own needs, and which of them the functions take that read one in a notebook.
_OF_A_SHEET = ("mapping", "sheet", "day_first", "journal")
_TAKEN = {
    **dict.fromkeys(("read_log", "read_sheet", "understand"), _OF_A_SHEET),
    "read_cells": ("sheet",),
    "Search": _OF_A_SHEET[:-1],
}
# How the paragraph begins in which a notebook tells to change its first line.
_ABOUT_THE_SAMPLE = "The sample is invented"
_ENDINGS = (".html", ".ipynb")
# What a page would load from elsewhere.
_OUTSIDE = ("mathjax_url", "require_js_url", "jquery_url", "mermaid_js_url", "mermaid_layout_elk_js_url")
# In an installed package the course lies in it, in a working copy beside it.
_PLACES = tuple(folder / "notebooks" for folder in Path(__file__).parents[1:3])


@click.command(short_help="Run a notebook of the course on your own file.")
@click.argument("name", required=False)
@click.option("--log", type=click.Path(path_type=Path), help="Your own file. Default: the invented sample.")
@click.option("--out", type=click.Path(path_type=Path), help="The page (.html) or notebook (.ipynb) to write.")
@as_of_option
@reads_a_sheet
def notebook(name: str | None, log: Path | None, out: Path | None, as_of: str | None, **reading: Any) -> None:
    """Run a notebook of the course on your own file: its number or NAME, such as 03. Without one, list them."""
    if name is None:
        for path in course():
            click.echo(f"{path.stem[:2]}  {_title(path)}")
        return
    source = _named(name)
    target = out or Path(f"{source.stem}.html")
    if target.suffix.lower() not in _ENDINGS:
        raise FollowupError(f"{target}: a notebook can't be written as that: give a name that ends in .html or .ipynb")
    spare_what_is_read(target)
    options = {option: value for option in _OF_A_SHEET if (value := reading[option]) is not None}
    if options and log is None:
        raise FollowupError("how a sheet is to be read was said, but not which: give your own file with --log")
    for path in filter(None, (log, reading["mapping"], reading["journal"])):
        if not path.is_file():
            raise FollowupError(f"{path}: there is no such file")
    book = _library("nbformat").read(source, as_version=4)
    if log is not None:
        settings = _own_settings(log.absolute(), as_of, reading)
        _read_so(book, options, settings["JOURNAL"])
        _change(book, settings, log.name)
    _run(book, source)
    _write(book, target)
    click.echo(f"Written to {target}.")


def course() -> list[Path]:
    """The notebooks of the course, in their order.

    Raises
    ------
    FollowupError
        If they are not there.
    """
    for place in _PLACES:
        found = sorted(place.glob("[0-9][0-9]_*.ipynb"))
        if found:
            return found
    raise FollowupError(f"the notebooks are not there: they should lie in {_PLACES[0]}; install the package again")


def _named(name: str) -> Path:
    there = {path.stem: path for path in course()}
    wanted = Path(name).name.removesuffix(".ipynb")
    found = [path for stem, path in there.items() if wanted in (stem, stem[:2], stem[:2].removeprefix("0"))]
    if not found:
        raise FollowupError(f"there is no notebook {name!r}{did_you_mean(wanted, there)}: {', '.join(there)}")
    return found[0]


def _title(path: Path) -> str:
    first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
    return "".join(first).splitlines()[0].removeprefix("# ")


def _library(name: str) -> Any:
    """A library of the extra `notebooks`."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise FollowupError(f'running a notebook needs {error.name}: pip install "followup-analytics[notebooks]"') from error


def _own_settings(log: Path, as_of: str | None, reading: Mapping[str, Any]) -> dict[str, Any]:
    """What the first cell of a notebook is to say, by name; a notebook takes what it has a line for."""
    from followup_analytics.importing.words.places import checked_default_zone
    from followup_analytics.reporting.weekly.week_numbers import Week
    from followup_analytics.reporting.wording.application_story import local_day
    from followup_analytics.search.kept_files import journal_beside

    zone = checked_default_zone(reading["timezone"] or machine_zone())
    moment = as_of or today(zone)
    journal = reading["journal"] or journal_beside(log)
    return {
        "SHEET": str(log),
        "AS_OF": moment,
        "TIMEZONE": zone,
        "COUNTRY": reading["country"],
        "WEEK": Week.of(local_day(moment, zone)).name,
        "JOURNAL": str(journal.absolute()) if journal.exists() else None,
        "MAIL": [],  # the sample's mail knows nothing of another search
    }


def _read_so(book: Any, options: Mapping[str, Any], journal: str | None) -> None:
    """Let a notebook read its sheet with the options that were given, and with what was told of it in the journal."""
    values = {name: str(value.absolute()) if isinstance(value, Path) else value for name, value in options.items()}
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    if "JOURNAL" in cells[0].source:  # such a notebook joins it itself
        values.pop("journal", None)
    elif journal:
        values["journal"] = journal
    changed = [read_with(cell.source, values) for cell in cells]
    if options and values and changed == [cell.source for cell in cells]:
        line = typed("import", click.get_current_context().params["log"], "--out", "log.csv")
        raise FollowupError(f"this notebook asks how to read a sheet itself; or write the log, and give it to --log: {line}")
    for cell, source in zip(cells, changed, strict=True):
        cell.source = source


def read_with(source: str, options: Mapping[str, Any]) -> str:
    """The source of a cell, in which each call that reads SHEET as a log has the options as further arguments.

    Parameters
    ----------
    source : str
        Python; a call is found where its first argument is `SHEET` and its function is `read_log`, `read_sheet` or
        `Search`, or `read_cells`, which takes the worksheet only.
    options : mapping
        The values, by the names of the arguments.
    """
    if "(SHEET" not in source:
        return source
    lines = source.encode().split(b"\n")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.end_lineno or 0, node.end_col_offset or 0), reverse=True):
        taken = _TAKEN.get(ast.unparse(call.func).rpartition(".")[2], ())
        if call.args and ast.unparse(call.args[0]) == "SHEET":
            given = {name: value for name, value in options.items() if name in taken}
            said = "".join(f", {name}={value!r}" for name, value in given.items())
            if ast.unparse(call.func).endswith("Search"):
                said = f", reading={given!r}" if given else ""
            row, end = (call.end_lineno or 1) - 1, (call.end_col_offset or 1) - 1
            lines[row] = lines[row][:end] + said.encode() + lines[row][end:]
    return b"\n".join(lines).decode()


def _change(book: Any, settings: Mapping[str, Any], shown_name: str) -> None:
    """Give the first cell of code the user's own settings, and say under the title what the notebook was run on."""
    first = next(cell for cell in book.cells if cell.cell_type == "code")
    first.source = changed_settings(first.source, settings)
    safe = "".join(character if character.isalnum() or character in " .-_" else "?" for character in shown_name)
    told = f"Run on `{safe}` as of {settings['AS_OF']}. Where the text speaks of the sample, it means the invented one."
    head = book.cells[0]
    kept = [part for part in head.source.split("\n\n") if not part.startswith(_ABOUT_THE_SAMPLE)]
    head.source = "\n\n".join([*kept, told])


def changed_settings(source: str, settings: Mapping[str, Any]) -> str:
    """The lines of a cell that give a constant a value, with another value where one is named; the other lines as they are.

    Parameters
    ----------
    source : str
        Python in which each such assignment stands on a line of its own: `SHEET = "..."` or `TIMEZONE, COUNTRY = "...", "..."`.
    settings : mapping
        The new values, by name.
    """
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign):
            continue
        target = node.targets[0]
        names = [part.id for part in (target.elts if isinstance(target, ast.Tuple) else [target]) if isinstance(part, ast.Name)]
        if set(names) & set(settings):
            old = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            pairs = zip(names, old, strict=True)
            values = [repr(settings[name]) if name in settings else ast.unparse(value) for name, value in pairs]
            lines[node.lineno - 1] = f"{', '.join(names)} = {', '.join(values)}"
    return "\n".join(lines)


def _run(book: Any, source: Path) -> None:
    """Run a notebook where it lies; a kernel that stops answering gets a second chance."""
    broken = _library("nbclient.exceptions")
    stopped = (broken.CellTimeoutError, broken.DeadKernelError)
    try:
        try:
            _run_once(book, source)
        except stopped:
            _run_once(book, source)
    except broken.CellExecutionError as error:
        raise FollowupError(f"{source.stem} can't be run on this file: {error.evalue}") from error
    except stopped as error:
        raise FollowupError(f"{source.stem}: the notebook's kernel stopped answering, twice: try again") from error


def _run_once(book: Any, source: Path) -> None:
    total = sum(cell.cell_type == "code" for cell in book.cells)
    with click.progressbar(length=total, label=f"Running {source.stem}", file=sys.stderr) as bar:
        client = _library("nbclient").NotebookClient(
            book,
            timeout=_CELL_SECONDS,
            kernel_name="python3",
            store_widget_state=False,
            resources={"metadata": {"path": str(source.parent)}},
            on_cell_executed=lambda **_: bar.update(1),
        )
        # The kernel's own notices are nothing to the user; what goes wrong in a cell is told.
        client.execute(stderr=DEVNULL)


def _write(book: Any, target: Path) -> None:
    from followup_analytics.file_writing import write_whole

    ending = target.suffix.lower()
    content = _library("nbformat").writes(book) if ending == ".ipynb" else _page(book)
    write_whole(target, content.encode(), "a notebook", ending)


def _page(book: Any) -> str:
    """The notebook as one file that loads nothing from anywhere; the cells of code are left out."""
    book.metadata.pop("widgets", None)
    exporter = _library("nbconvert").HTMLExporter(template_name="lab", exclude_input=True, **dict.fromkeys(_OUTSIDE, ""))
    return str(exporter.from_notebook_node(book)[0])


COMMANDS = {"notebook": notebook}
