"""Buttons for the due list in a notebook; each does what a method of the desk does, which needs no screen."""

from collections.abc import Callable
from html import escape
from typing import Any

from followup_analytics.desk import Desk
from followup_analytics.errors import FollowupError
from followup_analytics.notebook import show_due_list
from followup_analytics.reporting.due_list import DueList
from followup_analytics.reporting.words import one_line

_OPEN = ("overdue", "due", "coming")


def buttons(desk: Desk, *, listed: Callable[[], DueList] | None = None, recorded: Callable[[], None] | None = None) -> Any:
    """The due list with a choice of its actions, and buttons: done, put off by a week, close, undo.

    Parameters
    ----------
    desk : Desk
        What the buttons act on: `desk.done(code)`, `desk.snooze(code)`, `desk.close(code)` and `desk.undo()` do the same.
    listed : function, optional
        Gives the list to show, or what is chosen of it; all of the desk's list where none is given.
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
        due = desk.due if listed is None else listed()
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
        button("Done", lambda: desk.done(_chosen(choice)), "It was sent today, in the medium that the list proposes"),
        button("In a week", lambda: desk.snooze(_chosen(choice)), "Put it off by seven days"),
        button("Close", lambda: desk.close(_chosen(choice)), "Close the application"),
        button("Undo", desk.undo, "Take back what was recorded last"),
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
