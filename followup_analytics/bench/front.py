"""The front of the workbench: the date, the line that tells, and the tabs."""

from typing import Any

import ipywidgets as widgets

from followup_analytics.bench.other_tabs import CadenceTab, RatesTab, ReportTab, StoryTab
from followup_analytics.bench.parts import Tab, Teller, note
from followup_analytics.bench.session import Bench
from followup_analytics.bench.sheet_tab import SheetTab
from followup_analytics.bench.today_tab import TodayTab

# Tables are set as closely as in a notebook's own outputs.
_STYLE = "<style>.followup-bench .widget-html-content {line-height: 1.4}</style>"
_TRIAL = "For trying out: what you record, correct and choose here is forgotten with the notebook."


class Front(widgets.VBox):  # type: ignore[misc]  # has no types of its own
    """The workbench as widgets: what they show and do, `bench` tells and does.

    A tab is filled when it is looked at, and again when something that it shows has changed since.
    """

    def __init__(self, bench: Bench) -> None:
        self.bench, self.teller = bench, Teller()
        self.date = widgets.DatePicker(description="As of", value=bench.today)
        changed = self._changed
        self.tabs: list[Tab] = [
            SheetTab(bench, self.teller, changed),
            TodayTab(bench, self.teller, self._others_changed),
            StoryTab(bench, self.teller),
            RatesTab(bench, self.teller),
            CadenceTab(bench, self.teller, changed),
            ReportTab(bench, self.teller),
        ]
        self.book = widgets.Tab([tab.box for tab in self.tabs], titles=[tab.title for tab in self.tabs])
        self._stale = set(range(len(self.tabs)))
        style = widgets.HTML(_STYLE, layout=widgets.Layout(display="none"))
        super().__init__([note("" if bench.keep else _TRIAL), self.date, self.teller.box, self.book, style])
        self.add_class("followup-bench")
        self.date.observe(self._look_from, names="value")
        self.book.observe(self._show, names="selected_index")
        if bench.sheet is not None:
            self.teller.tell(bench.told)
        self.book.selected_index = 0 if bench.sheet is None else 1
        self._show()

    def __repr__(self) -> str:
        """The tabs by name."""
        return f"A workbench to click: {', '.join(tab.title for tab in self.tabs)}"

    def _show(self, _: Any = None) -> None:
        with self.teller.lock:
            here = self.book.selected_index
            if here is None or here not in self._stale or (self.bench.sheet is None and here):
                return
            self._stale.discard(here)
            self.tabs[here].refresh()

    def _changed(self) -> None:
        with self.teller.lock:
            self._stale = set(range(len(self.tabs)))
            self._show()

    def _others_changed(self) -> None:
        self._stale = set(range(len(self.tabs))) - {self.book.selected_index}

    def _look_from(self, _: Any) -> None:
        if self.date.value is None:
            self.teller.tell("Choose a day to look from.", is_wrong=True)
        elif self.date.value != self.bench.today and self.teller.attempt(lambda: self.bench.look_from(self.date.value)):
            self._changed()
