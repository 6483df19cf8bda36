"""The page of the workbench, and its first tab: the sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from followup_analytics.importing.words.word_lists import meanings_of_columns
from followup_analytics.jupyter.other_tabs import CadenceTab, RatesTab, ReportTab, StoryTab
from followup_analytics.jupyter.shown import not_understood, understood_columns
from followup_analytics.jupyter.today_tab import TodayTab
from followup_analytics.jupyter.widgets import StatusLine, Tab, button, dropdown, note
from followup_analytics.reporting.wording.names import one_line
from followup_analytics.search.search import Search

# A choice without a value would be no choice; no meaning has a blank in it.
_AS_FOUND = "as found"
_HELP = "Choose a sheet, type where it lies, or upload one: CSV, TSV, XLSX or ODS. It stays on this machine and is never changed."


class SheetTab(Tab):
    """Which sheet, and what its columns mean."""

    title = "Sheet"

    def __init__(self, search: Search, status_line: StatusLine, changed: Callable[[], None]) -> None:
        self._search, self._changed = search, changed
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
        super().__init__(status_line, note(_HELP), pick, self.columns, below, mend, self.problems)
        self.on_change(self._open, self.path)
        self.on_change(self._take_upload, self.upload)
        self.on_change(self._show_meaning, self.column)

    def fill(self) -> None:
        """Show what was understood of the sheet that is open."""
        search = self._search
        self.path.options = [str(path) for path in search.sheets]
        if search.sheet is None:
            return
        self.path.value = str(search.sheet)
        self.columns.value = understood_columns(search).html
        self.problems.value = not_understood(search).html
        headers = [header for header in dict.fromkeys(search.reading.columns["header"]) if header]
        chosen = self.column.value
        self.column.options = [(one_line(header), header) for header in headers]
        self.column.value = chosen if chosen in headers else next(iter(headers), None)
        names = [(f"{name}: {about}", name) for name, about in meanings_of_columns().items()]
        self.meaning.options = [("found by itself", _AS_FOUND), ("leave it aside", ""), *names]
        self._show_meaning()

    def _show_meaning(self) -> None:
        self.meaning.value = self._search.settings.columns.get(self.column.value, _AS_FOUND)

    def _open(self) -> None:
        self._read(lambda: self._search.open(Path(self.path.value)))

    def _take_upload(self) -> None:
        if not self.upload.value:
            return
        name, content = self.upload.value[0].name, bytes(self.upload.value[0].content)
        # What was uploaded must not be saved with the notebook.
        self.upload.value = ()
        self._read(lambda: self._search.upload(name, content))

    def _correct(self) -> None:
        meaning = None if self.meaning.value == _AS_FOUND else self.meaning.value
        self._read(lambda: self._search.correct(self.column.value or "", meaning))

    def _read(self, do: Callable[[], str]) -> None:
        if self._status_line.attempt(do, "Reading the sheet"):
            self._changed()


# Tables are set as closely as in a notebook's own outputs.
_STYLE = "<style>.followup-bench .widget-html-content {line-height: 1.4}</style>"
_TRIAL = "For trying out: what you record, correct and choose here is forgotten with the notebook."


class WorkbenchPage(widgets.VBox):  # type: ignore[misc]  # has no types of its own
    """The workbench as widgets: what they show and do, `search` tells and does.

    A tab is filled when it is looked at, and again when something that it shows has changed since.
    """

    def __init__(self, search: Search) -> None:
        self.search, self.status_line = search, StatusLine()
        self.date = widgets.DatePicker(description="As of", value=search.today)
        changed = self._changed
        self.tabs: list[Tab] = [
            SheetTab(search, self.status_line, changed),
            TodayTab(search, self.status_line, self._others_changed),
            StoryTab(search, self.status_line),
            RatesTab(search, self.status_line),
            CadenceTab(search, self.status_line, changed),
            ReportTab(search, self.status_line),
        ]
        self.book = widgets.Tab([tab.box for tab in self.tabs], titles=[tab.title for tab in self.tabs])
        self._stale = set(range(len(self.tabs)))
        style = widgets.HTML(_STYLE, layout=widgets.Layout(display="none"))
        super().__init__([note("" if search.keep else _TRIAL), self.date, self.status_line.box, self.book, style])
        self.add_class("followup-bench")
        self.date.observe(self._look_from, names="value")
        self.book.observe(self._show, names="selected_index")
        if search.sheet is not None:
            self.status_line.tell(search.told)
        self.book.selected_index = 0 if search.sheet is None else 1
        self._show()

    def __repr__(self) -> str:
        """The tabs by name."""
        return f"A workbench to click: {', '.join(tab.title for tab in self.tabs)}"

    def _show(self, _: Any = None) -> None:
        with self.status_line.lock:
            here = self.book.selected_index
            if here is None or here not in self._stale or (self.search.sheet is None and here):
                return
            self._stale.discard(here)
            self.tabs[here].refresh()

    def _changed(self) -> None:
        with self.status_line.lock:
            self._stale = set(range(len(self.tabs)))
            self._show()

    def _others_changed(self) -> None:
        self._stale = set(range(len(self.tabs))) - {self.book.selected_index}

    def _look_from(self, _: Any) -> None:
        if self.date.value is None:
            self.status_line.tell("Choose a day to look from.", is_wrong=True)
        elif self.date.value != self.search.today and self.status_line.attempt(lambda: self.search.look_from(self.date.value)):
            self._changed()
