"""The Report tab: the week as it will be read, as files to save, and all that was recorded, each entry with Undo."""

import datetime as dt
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from followup_analytics.jupyter.files_made import calendar_of, report_html, report_of
from followup_analytics.jupyter.widgets import Page, Tab, button, column, dropdown, heading, new_number, note, row
from followup_analytics.reporting.weekly.week_numbers import Week
from followup_analytics.reporting.wording.application_story import entry_in_words
from followup_analytics.reporting.wording.workbench import week_in_words

_FORMS = (("html", "Download HTML"), ("pdf", "PDF"), ("eml", "Mail draft"))
_FRAME = (
    'sandbox="" title="The report of the week" style="width:100%;height:420px;border:1px solid var(--jp-border-color2,#c8c8c8)"'
)
_WEEKS, _MOST_ENTRIES = 8, 30


class ReportTab(Tab):
    """Preview, downloads, history."""

    title, doing = "Report", "Making the report"

    def __init__(self, page: Page) -> None:
        self.page = page
        self.week = dropdown("Week", wide="20em", label_wide="3em")
        self.redact = widgets.Checkbox(description="Hide names (to share)", indent=False, layout=widgets.Layout(width="14em"))
        saves = [button(label, partial(self._save, form), is_first=form == "html") for form, label in _FORMS]
        calendar = button("Calendar (.ics)", self._save_calendar)
        self.preview = widgets.HTML()
        self.history = column()
        below = column(heading("History"), self.history)
        super().__init__(page.status_line, row(self.week, self.redact, *saves, calendar), self.preview, below)
        self.on_change(self._draw_again, self.week, self.redact)

    def fill(self) -> None:
        """Offer the last weeks, and draw the report of the one that is chosen."""
        begins = self.page.search.today - dt.timedelta(days=self.page.search.today.weekday())
        weeks = [Week.of(begins - dt.timedelta(weeks=back)) for back in range(_WEEKS)]
        before = self.week.value
        self.week.options = [(week_in_words(week.begins, week.ends), week.name) for week in weeks]
        self.week.value = before if before in [week.name for week in weeks] else weeks[0].name
        self._draw()
        self._draw_history()

    def _asked_week(self) -> str | None:
        return None if self.week.value == self.page.search.week else str(self.week.value)

    def _draw_again(self) -> None:
        self.page.status_line.attempt(self._draw, "Making the report")

    def _draw(self) -> None:
        html = report_html(self.page.search, self._asked_week(), self.redact.value)
        # The report is untrusted as the sheet is: nothing in the frame runs, and it stands within an attribute.
        self.preview.value = f'<iframe {_FRAME} srcdoc="{escape(html, quote=True)}"></iframe>'

    def _save(self, form: str) -> None:
        def save() -> str:
            made, path = report_of(self.page.search, self._asked_week(), form, self.redact.value)
            self.page.view.save(made)
            return f"Saved as {made.name}. It lies in {path} too."

        self.page.status_line.attempt(save, "Writing the report")

    def _save_calendar(self) -> None:
        def save() -> str:
            made = calendar_of(self.page.search, list(self.page.search.actions.index), "follow-ups.ics")
            self.page.view.save(made)
            return f"Saved as {made.name}. Import it into a calendar of its own."

        self.page.status_line.attempt(save)

    def _draw_history(self) -> None:
        search = self.page.search
        gone = search.history()["undone_by"]
        entries = [one for one in reversed(search.journal.entries()) if one.what != "undo"]
        lines: list[Any] = []
        for one in entries[:_MOST_ENTRIES]:
            said = entry_in_words(one, search.today, search.timezone)
            undo = button("Undo", partial(self._undo, new_number(), one.number), what=f"Take back entry {one.number}")
            done = note(f"Taken back by entry {gone[one.number]}.", "fu-quiet")
            lines.append(row(note(f"{one.number}. {said[:1].upper()}{said[1:]}."), done if gone[one.number] else undo))
        more = len(entries) - len(lines)
        self.history.children = lines or [note("You have recorded nothing yet.")]
        if more > 0:
            self.history.children = (*self.history.children, note(f"And {more} earlier entries.", "fu-quiet"))

    def _undo(self, once: str, number: int) -> None:
        answer = self.page.session.act("undo", "", once, {"numbers": [number]})
        self.page.status_line.tell(answer.get("wrong") or answer["said"], is_wrong="wrong" in answer)
        self.page.redraw()
