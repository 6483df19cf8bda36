"""The due list with its drafts and the buttons that record."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from followup_analytics.errors import FollowupError
from followup_analytics.jupyter.shown import URGENCIES, draft, filtered_list, sent, still_to_mend
from followup_analytics.jupyter.tables import show_due_list
from followup_analytics.jupyter.widgets import StatusLine, Tab, button, days_slider, dropdown, note, text_field
from followup_analytics.reporting.due_list import DueList
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, one_line
from followup_analytics.rules.catalogue import SENDING_MEDIA
from followup_analytics.search.search import Search

_OPEN = ("overdue", "due", "coming")


def buttons(search: Search, *, listed: Callable[[], DueList] | None = None, recorded: Callable[[], None] | None = None) -> Any:
    """The due list with a choice of its actions, and buttons: done, put off by a week, close, undo.

    Parameters
    ----------
    search : Search
        What the buttons act on: `search.done(code)`, `search.snooze(code)`, `search.close(code)` and `search.undo()` do the same.
    listed : function, optional
        Gives the list to show, or what is chosen of it; all of the search's list where none is given.
    recorded : function, optional
        Is called when something was recorded.

    Returns
    -------
    ipywidgets.VBox
        Its parts, from top to bottom: the list, the choice, the buttons, and what was recorded last. `choice` is the second of
        them, and `refresh()` shows the list anew.
    """
    import ipywidgets as widgets

    shown = widgets.HTML()
    choice = widgets.Dropdown(description="Action", layout=widgets.Layout(width="40em"))
    said = widgets.HTML()

    def refresh() -> None:
        due = search.due if listed is None else listed()
        frame, before = due.frame, choice.value
        shown.value = show_due_list(due).html
        choice.options = [(_label(row), row.code) for row in frame.itertuples() if row.urgency in _OPEN]
        codes = [code for _, code in choice.options]
        choice.value = before if before in codes else next(iter(codes), None)

    def button(text: str, do: Callable[[], str], what: str) -> Any:
        made = widgets.Button(description=text, tooltip=what)

        def click(_: Any) -> None:
            is_recorded = True
            try:
                told = do()
            except FollowupError as error:
                told, is_recorded = f"Not recorded: {error}", False
            said.value = escape(one_line(told))
            refresh()
            if recorded is not None and is_recorded:
                recorded()

        made.on_click(click)
        return made

    row = [
        button("Done", lambda: search.done(_chosen(choice)), "It was sent today, in the medium that the list proposes"),
        button("In a week", lambda: search.snooze(_chosen(choice)), "Put it off by seven days"),
        button("Close", lambda: search.close(_chosen(choice)), "Close the application"),
        button("Undo", search.undo, "Take back what was recorded last"),
    ]
    refresh()

    class Buttons(widgets.VBox):  # type: ignore[misc]  # has no types of its own
        def __repr__(self) -> str:
            return f"Buttons to click: {', '.join(one.description for one in row)}"

    made = Buttons([shown, choice, widgets.HBox(row), said])
    made.choice, made.refresh = choice, refresh
    return made


def _chosen(choice: Any) -> str:
    if choice.value is None:
        raise FollowupError("there is nothing to choose from")
    return str(choice.value)


def _label(row: Any) -> str:
    return one_line(f"{row.code}  {row.what} - {row.company} ({row.when})")


_WRAP = widgets.Layout(flex_flow="row wrap")


class TodayTab(Tab):
    """What to do today, and its draft."""

    title = "Today"

    def __init__(self, search: Search, status_line: StatusLine, changed: Callable[[], None]) -> None:
        self._search, self._changed = search, changed
        self.urgency = dropdown("Urgency", [("all", ""), *((name, name) for name in URGENCIES)], "20em")
        self.medium = dropdown("Medium", [("all", "")], "20em")
        self.words = text_field("Find", "company, role, person", "25em")
        self.days_ahead = days_slider("Days ahead", 7, 0, 60)
        self.acting: Any = None
        self._place = widgets.VBox()
        self.draft_medium = dropdown("Draft for", [("the medium proposed", "")], "25em")
        self.text = widgets.Textarea(layout=widgets.Layout(width="60em", height="20em"))
        self.review = widgets.HTML()
        mark = button("I sent it", "Record that it was sent, in the medium of the draft", self._sent)
        again = button("Review", "Look again at the text as it stands here", self._review)
        filters = widgets.HBox([self.urgency, self.medium, self.words, self.days_ahead], layout=_WRAP)
        below = note("A draft of what is chosen above: read it, change it, send it yourself.")
        draft_row = widgets.HBox([self.draft_medium, again, mark], layout=_WRAP)
        super().__init__(status_line, filters, self._place, below, draft_row, self.text, self.review)
        self.on_change(self._filter, self.urgency, self.medium, self.words, self.days_ahead)
        self.on_change(self._draft, self.draft_medium)

    def listed(self) -> DueList:
        """The due list as it is filtered."""
        return filtered_list(
            self._search,
            urgency=self.urgency.value,
            medium=self.medium.value,
            words=self.words.value,
            days_ahead=self.days_ahead.value,
        )

    def fill(self) -> None:
        """Show the list, and the draft of its first action."""
        frame = filtered_list(self._search, days_ahead=self.days_ahead.value).frame
        media = sorted({name for name in frame["medium"] if name})
        before = self.medium.value
        self.medium.options = [("all", ""), *((name, name) for name in media)]
        self.medium.value = before if before in media else ""
        self.draft_medium.options = [("the medium proposed", ""), *((MEDIUM_WORDS[name], name) for name in SENDING_MEDIA)]
        self.acting = buttons(self._search, listed=self.listed, recorded=self._changed)
        self.on_change(self._draft, self.acting.choice)
        self._place.children = [self.acting]
        self._draft()

    def _filter(self) -> None:
        self._status_line.attempt(self.acting.refresh)

    def _draft(self) -> None:
        """Put the draft of the chosen action into the field; where nothing is to be written, say so there."""
        self.text.value = self.review.value = ""
        code = self.acting.choice.value
        if code is None:
            return

        def fill() -> None:
            message = draft(self._search, code, self.draft_medium.value)
            self.text.value = message.text
            self.review.value = still_to_mend(self._search, code, message).html

        self._status_line.attempt(fill)

    def _review(self) -> None:
        def look() -> None:
            self.review.value = still_to_mend(self._search, self._code(), self.text.value).html

        self._status_line.attempt(look)

    def _sent(self) -> None:
        medium = self.draft_medium.value
        if self._status_line.attempt(lambda: sent(self._search, self._code(), medium)):
            self.acting.refresh()
            self._changed()

    def _code(self) -> str:
        return self.acting.choice.value or ""
