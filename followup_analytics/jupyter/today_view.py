"""The Today view: the list with its cards and gestures in the browser; what it shows and does, the session tells and does."""

from pathlib import Path
from typing import Any

import anywidget

from followup_analytics.jupyter.files_made import FileMade
from followup_analytics.jupyter.session import Session

_HERE = Path(__file__).parent


class TodayView(anywidget.AnyWidget):
    """List, pane and gestures.

    Everything goes through messages, and nothing of the sheet is a trait: a notebook that is saved with its widgets' state holds
    no name.
    """

    _esm = _HERE / "today_view.js"
    _css = _HERE / "today_view.css"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.on_msg(self._take)

    def __repr__(self) -> str:
        """What it is to click."""
        return "The list to click: Sent, Snooze, They answered, Close, Undo"

    def draw(self) -> None:
        """Draw the list anew, after something besides its own gestures has changed it."""
        self.send({"state": self.session.state()})

    def save(self, file: FileMade) -> None:
        """Let the browser save a file."""
        self.send({"file": file.shown})

    def _take(self, _: Any, message: Any, __: Any) -> None:
        if not isinstance(message, dict):
            return
        name, code, once, now = (str(message.get(part, "")) for part in ("name", "code", "once", "now"))
        arguments = message.get("arguments")
        self.send(self.session.act(name, code, once, arguments if isinstance(arguments, dict) else {}, now))
