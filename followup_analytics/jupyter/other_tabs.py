"""The tabs that look: an application's story, what is answered, another cadence, and the report."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from followup_analytics.jupyter.shown import groupings, rates_of, stories, story, story_in_words
from followup_analytics.jupyter.tables import show_table
from followup_analytics.jupyter.what_if import sliders
from followup_analytics.jupyter.widgets import StatusLine, Tab, button, days_slider, dropdown, note, text_field
from followup_analytics.reporting.weekly.report import FORMATS
from followup_analytics.search.search import Search
from followup_analytics.tuning.policies import TUNED

_WRAP = widgets.Layout(flex_flow="row wrap")
_REPORT = "One file with all that matters this week: a page, a text, a mail draft or the numbers."
_CADENCE = "Move a slider to see what it would change on the list, and what it is worth by what your log tells so far."


class StoryTab(Tab):
    """One application's timeline."""

    title = "Timeline"

    def __init__(self, search: Search, status_line: StatusLine) -> None:
        self._search = search
        self.choice = dropdown("Application", (), "60em")
        self.picture, self.events = widgets.HTML(), widgets.HTML()
        super().__init__(status_line, self.choice, self.picture, self.events)
        self.on_change(self._draw, self.choice)

    def fill(self) -> None:
        """Offer the applications, and draw the one that was chosen before, else the most urgent one."""
        before, there = self.choice.value, stories(self._search)
        self.choice.options = [(label, name) for name, label in there.items()]
        self.choice.value = before if before in there else next(iter(there), None)
        self._draw()

    def _draw(self) -> None:
        name = self.choice.value

        def draw() -> None:
            self.picture.value = story(self._search, name).html() if name else ""
            self.events.value = show_table(story_in_words(self._search, name)).html if name else ""

        self._status_line.attempt(draw, "Drawing the timeline")


class RatesTab(Tab):
    """How often messages are answered, by any column."""

    title = "Answers"

    def __init__(self, search: Search, status_line: StatusLine) -> None:
        self._search = search
        named = [(label, name) for name, label in groupings().items()]
        self.by, self.and_by = dropdown("By", named, "30em"), dropdown("and by", [("nothing else", ""), *named], "30em")
        self.within_days = days_slider("Within days", 14, 3, 60)
        self.favourable = widgets.Checkbox(description="Favourable answers only", indent=False)
        self.picture, self.table = widgets.HTML(), widgets.HTML()
        controls = (self.by, self.and_by, self.within_days, self.favourable)
        super().__init__(status_line, widgets.HBox(list(controls), layout=_WRAP), self.picture, self.table)
        self.on_change(self.refresh, *controls)

    def fill(self) -> None:
        """Draw the rates."""

        def draw() -> None:
            by = [self.by.value, *([self.and_by.value] if self.and_by.value not in ("", self.by.value) else [])]
            shown = rates_of(self._search, *by, within_days=self.within_days.value, favourable=self.favourable.value)
            self.picture.value = shown.chart.html()
            self.table.value = show_table(shown.frame, shown.verdict).html

        self._status_line.attempt(draw, "Counting answers")


class CadenceTab(Tab):
    """Sliders for the rules' settings."""

    title = "Cadence"

    def __init__(self, search: Search, status_line: StatusLine, changed: Callable[[], None]) -> None:
        self._search, self._changed = search, changed
        self.sliders: Any = None
        self._place = widgets.VBox()
        use = button("Use these", "The due list follows these settings from now on", self._use)
        super().__init__(status_line, note(_CADENCE), self._place, widgets.HBox([use]))

    def fill(self) -> None:
        """Learn from the log, which takes some seconds, and show the sliders."""

        def make() -> None:
            search = self._search
            self.sliders = sliders(search.log, search.tune(), search.cadence, as_of=search.as_of)
            self._place.children = [self.sliders]

        if not self._status_line.attempt(make, "Learning from your log what each setting is worth"):
            self.sliders, self._place.children = None, []

    def _use(self) -> None:
        def use() -> str:
            settings = zip(TUNED, self.sliders.children if self.sliders else (), strict=False)
            return self._search.use(**{name: slider.value for name, slider in settings})

        if self._status_line.attempt(use):
            self._changed()


class ReportTab(Tab):
    """The weekly report, written as a file."""

    title = "Report"

    def __init__(self, search: Search, status_line: StatusLine) -> None:
        self._search = search
        self.week = text_field("Week", "2026-W24", "25em")
        self.form = dropdown("Written as", list(FORMATS), "25em")
        self.redact = widgets.Checkbox(description="To share: without names and notes", indent=False)
        make = button("Write the report", "Write the file into the folder of this notebook", self._write)
        row = widgets.HBox([self.week, self.form, self.redact, make], layout=_WRAP)
        super().__init__(status_line, note(_REPORT), row)

    def fill(self) -> None:
        """Propose the week of the moment."""
        self.week.value = self._search.week

    def _write(self) -> None:
        def write() -> str:
            path = self._search.write_report(self.week.value, self.form.value, self.redact.value)
            return f"Written to {path}."

        self._status_line.attempt(write, "Writing the report")
