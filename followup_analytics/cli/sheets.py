"""followup import: what was understood of a sheet."""

from pathlib import Path
from typing import Any

import click

from followup_analytics.cli.common import read_sheet, reads_a_sheet


@click.command("import")
@click.argument("sheet_file", metavar="SHEET", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write the log as one CSV file, a row per event.")
@click.option("--suggest-mapping", is_flag=True, help="Print a mapping file to correct and to give to --mapping.")
@reads_a_sheet
def import_sheet(sheet_file: Path, out: Path | None, suggest_mapping: bool, **reading: Any) -> None:
    """Read a sheet, tell what was understood and what was not, and write the log."""
    understood, zone = read_sheet(sheet_file, None, reading)
    if suggest_mapping:
        from followup_analytics.importing.mapping import suggest_mapping as suggestion

        click.echo(suggestion(understood))
        return
    from followup_analytics.terminal import print_understanding

    print_understanding(understood, f"{sheet_file.name}, times in {zone}")
    if out:
        understood.log.write(out)
        click.echo(f"Written to {out}.")


COMMANDS = {"import": import_sheet}
