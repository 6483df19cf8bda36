"""The tab of the sheet: choose or upload one, see what was understood, correct a column's meaning."""

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from followup_analytics.bench.parts import Tab, Teller, button, dropdown, note
from followup_analytics.bench.session import Bench
from followup_analytics.bench.views import not_understood, understood_columns
from followup_analytics.reporting.words import one_line

# A choice without a value would be no choice; no meaning has a blank in it.
_AS_FOUND = "as found"
_HELP = "Choose a sheet, type where it lies, or upload one: CSV, TSV, XLSX or ODS. It stays on this machine and is never changed."


class SheetTab(Tab):
    """Which sheet, and what its columns mean."""

    title = "Sheet"

    def __init__(self, bench: Bench, teller: Teller, changed: Callable[[], None]) -> None:
        self._bench, self._changed = bench, changed
        self.path = widgets.Combobox(
            description="Sheet",
            placeholder="my-search.xlsx",
            ensure_option=False,
            continuous_update=False,
            style={"description_width": "9em"},
            layout=widgets.Layout(width="40em"),
        )
        self.upload = widgets.FileUpload(accept=".csv,.tsv,.txt,.xlsx,.xlsm,.ods", description="Upload a sheet")
        self.column, self.meaning = dropdown("Column"), dropdown("means")
        self.columns, self.problems = widgets.HTML(), widgets.HTML()
        correct = button("Correct it", "Read the sheet again with this meaning", self._correct)
        below = note("Is a column read as something else than it is? Say what it means:")
        pick = widgets.HBox([self.path, self.upload])
        mend = widgets.HBox([self.column, self.meaning, correct], layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__(teller, note(_HELP), pick, self.columns, below, mend, self.problems)
        self.on_change(self._open, self.path)
        self.on_change(self._take_upload, self.upload)
        self.on_change(self._show_meaning, self.column)

    def fill(self) -> None:
        """Show what was understood of the sheet that is open."""
        bench = self._bench
        self.path.options = [str(path) for path in bench.sheets]
        if bench.sheet is None:
            return
        self.path.value = str(bench.sheet)
        self.columns.value = understood_columns(bench).html
        self.problems.value = not_understood(bench).html
        headers = [header for header in dict.fromkeys(bench.understood.columns["header"]) if header]
        chosen = self.column.value
        self.column.options = [(one_line(header), header) for header in headers]
        self.column.value = chosen if chosen in headers else next(iter(headers), None)
        names = [(f"{name}: {about}", name) for name, about in bench.meanings.items()]
        self.meaning.options = [("found by itself", _AS_FOUND), ("leave it aside", ""), *names]
        self._show_meaning()

    def _show_meaning(self) -> None:
        self.meaning.value = self._bench.columns.get(self.column.value, _AS_FOUND)

    def _open(self) -> None:
        self._read(lambda: self._bench.open(Path(self.path.value)))

    def _take_upload(self) -> None:
        if not self.upload.value:
            return
        name, content = self.upload.value[0].name, bytes(self.upload.value[0].content)
        # What was uploaded must not be saved with the notebook.
        self.upload.value = ()
        self._read(lambda: self._bench.upload(name, content))

    def _correct(self) -> None:
        meaning = None if self.meaning.value == _AS_FOUND else self.meaning.value
        self._read(lambda: self._bench.correct(self.column.value or "", meaning))

    def _read(self, do: Callable[[], str]) -> None:
        if self._teller.attempt(do, "Reading the sheet"):
            self._changed()
