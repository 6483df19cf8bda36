"""followup import: what was understood of a sheet."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.next_command import free_name, typed
from followup_analytics.cli.options import open_search, reads_a_sheet, spare_what_is_read
from followup_analytics.errors import UnknownColumnsError


@click.command("import", short_help="Tell what was understood of a sheet; write the log.")
@click.argument("sheet_file", metavar="SHEET", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write the log as one file, a row per event: CSV, XLSX or Parquet.")
@click.option("--suggest-mapping", is_flag=True, help="Print a mapping file to correct and to give to --mapping.")
@reads_a_sheet
def import_sheet(sheet_file: Path, out: Path | None, suggest_mapping: bool, **reading: Any) -> None:
    """Read a sheet, tell what was understood and what was not, and write the log."""
    spare_what_is_read(out)
    try:
        search = open_search(sheet_file, reading)
    except UnknownColumnsError as error:
        if not suggest_mapping:
            raise
        click.echo(error.mapping, nl=False)
        told = "Not all that is needed was found: the file says which line to fill in. Then:"
        click.echo(f"{told} {typed('import', sheet_file, '--mapping', 'FILE')}", err=True)
        return
    understood = replace(search.reading, log=search.log)
    if suggest_mapping:
        from followup_analytics.importing.columns.mapping_file import suggest_mapping as suggestion

        click.echo(suggestion(understood), nl=False)
        return
    from followup_analytics.cli.terminal import print_understanding

    # What can't be written is told before all that was understood, or the error would drown in it.
    if out:
        understood.log.write(out)
    print_understanding(understood, f"{sheet_file.name}, times in {search.timezone}")
    if (understood.log.problems["severity"] == "question").any():
        line = typed("import", sheet_file, "--suggest-mapping")
        click.echo(f"To say what a word or a column means: {line} > {free_name('map.toml')}")
    if out:
        click.echo(f"Written to {out}.")


COMMANDS = {"import": import_sheet}
