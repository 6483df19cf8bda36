"""What the tabs of the workbench are made of: a line that tells, a bar while something takes its time, pictures and choices."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from threading import RLock
from typing import Any

import ipywidgets as widgets

from followup_analytics.errors import FollowupError
from followup_analytics.reporting.wording.names import one_line

_LABEL = {"description_width": "9em"}


class StatusLine:
    """A line for what happened last, and above it a bar while something is being worked out.

    Attributes
    ----------
    box : what is shown
    told : the line's text
    lock : held while something is done; JupyterLab may hand clicks to more than one thread of the kernel
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self._busy, self._line = widgets.HTML(), widgets.HTML()
        self.box = widgets.VBox([self._busy, self._line])
        self.told = ""

    def tell(self, text: str, is_wrong: bool = False) -> None:
        """Show a sentence; what is wrong stands out, and is read aloud by a screen reader at once."""
        self.told = one_line(text)
        look, role = ("color:#B3261E;font-weight:bold", "alert") if is_wrong else ("", "status")
        self._line.value = f'<p role="{role}" style="{look}">{escape(self.told)}</p>' if text else ""

    @contextmanager
    def working(self, doing: str) -> Iterator[None]:
        """Show that something is being worked out; what it is must be plain text."""
        bar = '<progress style="width:12em" aria-label="working"></progress>'
        self._busy.value = f'<p role="status">{bar} {escape(doing)} ...</p>' if doing else ""
        try:
            yield
        finally:
            self._busy.value = ""

    def attempt(self, do: Callable[[], str | None], doing: str = "") -> bool:
        """Do something and tell what it says; whatever goes wrong becomes a sentence, never a traceback.

        Parameters
        ----------
        do
            Its text is told; with None the line stays as it is.
        doing : str
            What is shown while it lasts.

        Returns
        -------
        bool
            Whether it went well.
        """
        try:
            with self.lock, self.working(doing):
                said = do()
        except FollowupError as error:
            self.tell(f"{error}.".replace("..", "."), is_wrong=True)
            return False
        except Exception as error:  # a fault of the toolkit's own: the user is told, and what was shown stays
            self.tell(f"This should not have happened ({type(error).__name__}: {error}). Nothing was changed.", is_wrong=True)
            return False
        if said is not None:
            self.tell(said)
        return True


class Tab(ABC):
    """A tab: `box` is what it shows, `refresh` fills it anew; while that lasts, what its widgets report is not acted upon."""

    title = ""

    def __init__(self, status_line: StatusLine, *parts: Any) -> None:
        self.box = widgets.VBox(list(parts))
        self._status_line, self._is_filling = status_line, False

    def refresh(self) -> None:
        """Fill the tab with what the search tells now."""
        with self._status_line.lock:
            self._is_filling = True
            try:
                self.fill()
            finally:
                self._is_filling = False

    @abstractmethod
    def fill(self) -> None:
        """Fill the tab's widgets."""

    def on_change(self, do: Callable[[], object], *made: Any) -> None:
        """Let something be done when the user changes one of these widgets."""

        def changed(_: Any) -> None:
            with self._status_line.lock:
                if not self._is_filling:
                    do()

        for one in made:
            one.observe(changed, names="value")


def dropdown(label: str, options: Any = (), wide: str = "40em") -> Any:
    """A choice of one."""
    return widgets.Dropdown(description=label, options=options, style=_LABEL, layout=widgets.Layout(width=wide))


def text_field(label: str, hint: str = "", wide: str = "40em") -> Any:
    """A field for words, which counts when it is left or Enter is pressed."""
    layout = widgets.Layout(width=wide)
    return widgets.Text(description=label, placeholder=hint, continuous_update=False, style=_LABEL, layout=layout)


def days_slider(label: str, value: int, least: int, most: int) -> Any:
    """A slider for a number of days."""
    return widgets.IntSlider(
        value=value,
        min=least,
        max=most,
        description=label,
        style=_LABEL,
        continuous_update=False,
        layout=widgets.Layout(width="30em"),
    )


def button(label: str, what: str, do: Callable[[], object]) -> Any:
    """A button, with what it does as its tooltip."""
    made = widgets.Button(description=label, tooltip=what, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _: do())
    return made


def note(text: str) -> Any:
    """A line of plain text."""
    return widgets.HTML(f"<p>{escape(one_line(text))}</p>" if text else "")
