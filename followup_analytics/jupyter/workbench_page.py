"""The page of the workbench: a bar, four tabs, and what opens in their place."""

from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import HTML, display

from followup_analytics.jupyter.bar_panels import AddPanel, ChooserPanel, SettingsPanel
from followup_analytics.jupyter.list_shown import read_in_words
from followup_analytics.jupyter.numbers_tab import NumbersTab
from followup_analytics.jupyter.report_tab import ReportTab
from followup_analytics.jupyter.session import Session
from followup_analytics.jupyter.sheet_tab import SheetTab
from followup_analytics.jupyter.today_view import TodayView
from followup_analytics.jupyter.widgets import StatusLine, Tab, button, day_field, note
from followup_analytics.reporting.wording.names import one_line
from followup_analytics.reporting.wording.workbench import ASLEEP, TRIAL
from followup_analytics.search.search import Search

TABS = ("Today", "Sheet", "Numbers", "Report")
# The hint goes by style alone while the view lives: with a dead kernel nothing else could take it away or show it.
_HINT = (
    "<style>.jp-OutputArea:has(.fu-live):not(:has(.jupyter-widgets-disconnected)) .fu-hint{{display:none}}"
    ".fu-hint{{border:1px solid #8a5300;border-left:4px solid #8a5300;border-radius:3px;padding:6px 12px;"
    'color:var(--jp-ui-font-color1,inherit)}}</style><div class="fu-hint" role="note"><b>{}</b> {}</div>'
)
_STYLE = (
    "<style>.fu-bench{overflow:hidden}.fu-bench .widget-html-content{line-height:1.4}.fu-bench p,.fu-bench h3{margin:2px 0}"
    ".fu-bench>.widget-tab>.widget-tab-contents,.fu-bench .jupyter-widget-tab-contents{padding:8px 0 0;border:none}"
    ".fu-bench .fu-tab{max-height:min(640px,calc(100vh - 178px));overflow:auto}"
    ".fu-bench .fu-tab>*,.fu-bench .fu-tab .fu-column>*{flex:0 0 auto}"
    ".fu-bench .fu-alert{color:#b3261e;font-weight:bold}[data-jp-theme-light=false] .fu-bench .fu-alert{color:#ff9a8f}"
    ".fu-bench .fu-quiet{color:#575757}[data-jp-theme-light=false] .fu-bench .fu-quiet{color:#b5b5b5}"
    ".fu-bench .fu-asks{border:1px solid var(--jp-border-color2,#c8c8c8);border-left:4px solid #0b6b8a;border-radius:3px;"
    "padding:4px 10px;margin:0 0 6px}"
    ".fu-bench .jupyter-button{color:var(--jp-ui-font-color1)}"
    ".fu-bench .jupyter-button.mod-primary{background:#1565c0;color:#fff}"
    ".fu-bench .fu-bar>.fu-told{flex:1 1 14em}</style>"
)


class WorkbenchPage(widgets.VBox):  # type: ignore[misc]  # has no types of its own
    """The workbench as widgets: what they show and do, `session` and `search` tell and do.

    A tab is filled when it is looked at, and again when something that it shows has changed since.
    """

    def __init__(self, search: Search) -> None:
        self.search, self.session = search, Session(search, self._recorded)
        self.status_line = StatusLine(self.session.lock)
        self.view = TodayView(self.session)
        self.panels = {one.name: one for one in (ChooserPanel(self), AddPanel(self), SettingsPanel(self))}
        self.tabs: list[Tab] = [SheetTab(self), NumbersTab(self), ReportTab(self)]
        self.book = widgets.Tab([self.view, *(tab.box for tab in self.tabs)], titles=TABS)
        self.place = widgets.VBox([])
        self.told = note("")
        self.told.add_class("fu-told")
        self.date = day_field("As of", search.today, "15em", "4em")
        self.choose = button("", lambda: self.show_panel("choose"), what="Choose another sheet")
        self.again = button("Reload", self.reload, what="Read the sheet anew")
        add = button("+ Add an application", lambda: self.show_panel("add"))
        settings = button("Settings", lambda: self.show_panel("settings"))
        layout = widgets.Layout(flex_flow="row wrap", align_items="center")
        self.bar = widgets.HBox([self.choose, self.again, self.told, self.date, add, settings], layout=layout)
        self.bar.add_class("fu-bar")
        style = widgets.HTML(_STYLE, layout=widgets.Layout(display="none"))
        trial = note("" if search.keep else TRIAL, "fu-quiet")
        trial.layout.display = "none" if search.keep else ""
        super().__init__([self.bar, trial, self.status_line.box, self.place, self.book, style])
        self.add_class("fu-bench")
        self._stale = set(range(len(self.tabs)))
        self.date.observe(self._look_from, names="value")
        self.book.observe(self._show, names="selected_index")
        self._draw_bar()
        if search.sheet is None:
            self.show_panel("choose")

    def __repr__(self) -> str:
        """The tabs by name."""
        return f"A workbench to click: {', '.join(TABS)}"

    def _ipython_display_(self) -> None:
        """Show the hint for a kernel that was restarted, and below it the page."""
        kept = "All that you recorded is kept." if self.search.keep else ""
        display(HTML(_HINT.format(escape(ASLEEP[0]), escape(f"{ASLEEP[1]} {kept}".strip()))))  # type: ignore[no-untyped-call]
        display(self._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]

    # --- what the parts call -----------------------------------------------------------------------------------------

    def show_panel(self, name: str) -> None:
        """Open what stands behind a button of the bar in place of the tabs; once more, or "", closes it."""
        with self.status_line.lock:
            panel = self.panels.get(name)
            is_open = panel is not None and self.place.children == (panel.box,)
            if panel is None or (is_open and self.search.sheet is not None):
                self.place.children, self.book.layout.display = (), ""
                return
            panel.refresh()
            self.place.children, self.book.layout.display = (panel.box,), "none"

    def read(self, do: Any, doing: str = "Reading the sheet") -> bool:
        """Read a sheet, or the same one anew; a wrong file keeps the last good list, with the reason."""
        went_well = self.status_line.attempt(do, doing)
        if went_well:
            self.session.read_anew()
            self.show_panel("")
            self.redraw()
        return went_well

    def reload(self) -> None:
        """Read the sheet anew and say what is new."""
        self.read(self.search.reload)

    def redraw(self) -> None:
        """Draw everything anew: the list at once, a tab when it is looked at."""
        with self.status_line.lock:
            self._stale = set(range(len(self.tabs)))
            self.view.draw()
            self._draw_bar()
            self._show()

    # --- within ------------------------------------------------------------------------------------------------------

    def _recorded(self) -> None:
        """After a gesture of the view, which has drawn itself: the bar, and the tabs when they are looked at."""
        self._stale = set(range(len(self.tabs)))
        self._draw_bar()
        self._show()

    def _draw_bar(self) -> None:
        search = self.search
        if search.sheet is None:
            self.choose.description = "Choose a sheet ▾"
            return
        self.choose.description = f"{one_line(search.name)} ▾"
        has_changed = search.has_changed
        said = read_in_words(len(search.log.applications), self.session.read_at)
        if has_changed:
            said = f"The sheet has changed since {self.session.read_at or 'it was read'}."
        self.told.value = f'<p class="fu-quiet" role="status">{escape(said)}</p>'
        self.again.description = "Reload •" if has_changed else "Reload"
        asked = len(search.questions)
        self.book.titles = tuple(f"{name} ({asked})" if name == "Sheet" and asked else name for name in TABS)

    def _show(self, _: Any = None) -> None:
        with self.status_line.lock:
            here = (self.book.selected_index or 0) - 1
            if here not in self._stale or self.search.sheet is None:
                return
            self._stale.discard(here)
            tab = self.tabs[here]
            self.status_line.attempt(tab.refresh, tab.doing)

    def _look_from(self, _: Any) -> None:
        if self.date.value is None:
            self.status_line.tell("Choose a day to look from.", is_wrong=True)
        elif self.date.value != self.search.today:
            self.read(lambda: self.search.look_from(self.date.value), "")
