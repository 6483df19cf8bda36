"""Files that the browser is given to save: calendar entries and the report."""

import base64
import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from followup_analytics.file_writing import defuse
from followup_analytics.reporting.wording.names import one_line
from followup_analytics.search.search import Search

_TYPES = {".ics": "text/calendar", ".eml": "message/rfc822", ".md": "text/markdown"}


@dataclass(frozen=True)
class FileMade:
    """A file to be saved by the browser."""

    name: str
    content: bytes

    @property
    def shown(self) -> dict[str, str]:
        """As it is sent: name, type, and its bytes as text."""
        kind = _TYPES.get(Path(self.name).suffix) or mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return {"name": self.name, "type": kind, "base64": base64.b64encode(self.content).decode()}


def calendar_of(search: Search, action_ids: Sequence[str], name: str) -> FileMade:
    """Some actions as a calendar file, each with the UID that it has in every file of this search."""
    from followup_analytics.reporting.calendar_file import write_calendar

    actions = search.actions
    chosen = actions[actions.index.isin(list(action_ids))]
    revision = len(search.journal.entries())
    owner = search.calendar_owner()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "calendar.ics"
        write_calendar(chosen, path, owner=owner, as_of=search.as_of, timezone=search.timezone, revision=revision)
        return FileMade(name, path.read_bytes())


def report_of(search: Search, week: str | None, form: str, redact: bool) -> tuple[FileMade, Path]:
    """The weekly report, written into the folder and handed to the browser; and where it lies."""
    path = search.write_report(week, form, redact)
    return FileMade(path.name, path.read_bytes()), path


def report_html(search: Search, week: str | None, redact: bool) -> str:
    """The report as the page that would be saved."""
    from followup_analytics.reporting.weekly.renderers import html_report

    return html_report(search.report(week, redact))


def row_for_the_sheet(search: Search, told: Mapping[str, str]) -> str:
    """An application as a line in the sheet's own columns, apart by tabs, to be pasted there."""
    columns = search.reading.columns
    named = {"date": told.get("applied", ""), **told}
    return "\t".join(one_line(named.get(str(meaning), "")) for meaning in columns["meaning"])


def sheet_of(rows: Iterable[Sequence[str]]) -> bytes:
    """A new sheet (CSV), formulas defused."""
    text = StringIO()
    pd.DataFrame(rows).astype("str").apply(defuse).to_csv(text, index=False, header=False)
    return text.getvalue().encode()
