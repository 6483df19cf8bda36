"""What the frame of the workbench is made of: a line that tells, fields with names, buttons that record once."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from html import escape
from itertools import count
from threading import RLock
from typing import Any, Protocol

import ipywidgets as widgets

from followup_analytics.errors import FollowupError
from followup_analytics.jupyter.session import OUR_MISTAKE, Session
from followup_analytics.reporting.wording.names import one_line
from followup_analytics.search.search import Search

ROW = widgets.Layout(flex_flow="row wrap", align_items="center")
_NUMBERS = count(1)


def new_number() -> str:
    """A number used once, for a gesture of a button here."""
    return f"frame {next(_NUMBERS)}"


class StatusLine:
    """A line for what happened last; what is wrong stands out, and is read aloud at once.

    Attributes
    ----------
    box : what is shown
    told : the line's text
    lock : held while something is done; JupyterLab may hand clicks to more than one thread of the kernel, and all share one lock
    """

    def __init__(self, lock: Any = None) -> None:
        self.lock = lock or RLock()
        self.box = widgets.HTML(layout=widgets.Layout(display="none", margin="0"))
        self.told, self._is_wrong = "", False

    def tell(self, text: str, is_wrong: bool = False) -> None:
        """Show a sentence."""
        self.told, self._is_wrong = one_line(text), is_wrong
        role = "alert" if is_wrong else "status"
        self.box.value = f'<p class="fu-{role}" role="{role}">{escape(self.told)}</p>' if text else ""
        self.box.layout.display = "" if text else "none"

    def attempt(self, do: Callable[[], str | None], doing: str = "") -> bool:
        """Do something and tell what it says; whatever goes wrong becomes a sentence, never a traceback.

        Parameters
        ----------
        do
            Its text is told; with None the line stays as it was.
        doing : str
            What is shown while it lasts.

        Returns
        -------
        bool
            Whether it went well.
        """
        with self.lock:
            before = (self.told, self._is_wrong)
            if doing:
                self.tell(f"{doing} …")
            try:
                said = do()
            except FollowupError as error:
                self.tell(f"{error}.".replace("..", "."), is_wrong=True)
                return False
            except Exception as error:  # a fault of our own: the user is told, and what was shown stays
                self.tell(OUR_MISTAKE.format(type(error).__name__, error), is_wrong=True)
                return False
            if said is not None:
                self.tell(said)
            elif doing:
                self.tell(*before)
            return True


class Page(Protocol):
    """What a tab or a panel knows of the page that it stands on."""

    search: Search
    session: Session
    status_line: StatusLine
    view: Any

    def show_panel(self, name: str) -> None:
        """Open what stands behind a button of the bar; "" closes it."""

    def read(self, do: Callable[[], str], doing: str = ...) -> bool:
        """Read a sheet, or the same one anew; and say whether it went well."""

    def redraw(self) -> None:
        """Draw everything anew."""


class Tab(ABC):
    """A tab: `box` is what it shows, `refresh` fills it anew; while that lasts, what its widgets report is not acted upon.

    `title` is its name, `doing` what is shown while it is filled.
    """

    title, doing = "", ""

    def __init__(self, status_line: StatusLine, *parts: Any) -> None:
        self.box = widgets.VBox(list(parts))
        self.box.add_class("fu-tab")
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


def _styled(label: str, wide: str, label_wide: str) -> dict[str, Any]:
    return {"description": label, "style": {"description_width": label_wide}, "layout": widgets.Layout(width=wide)}


def dropdown(label: str, options: Any = (), wide: str = "22em", label_wide: str = "7em") -> Any:
    """A choice of one."""
    return widgets.Dropdown(options=options, **_styled(label, wide, label_wide))


def text_field(label: str, hint: str = "", wide: str = "26em", label_wide: str = "7em", value: str = "") -> Any:
    """A field for words, which counts when it is left or Enter is pressed."""
    return widgets.Text(value=value, placeholder=hint, continuous_update=False, **_styled(label, wide, label_wide))


def day_field(label: str, value: Any = None, wide: str = "17em", label_wide: str = "5em") -> Any:
    """A field for a day."""
    return widgets.DatePicker(value=value, **_styled(label, wide, label_wide))


def button(label: str, do: Callable[[], object], *, is_first: bool = False, what: str = "") -> Any:
    """A button, with what it does as its tooltip."""
    style = "primary" if is_first else ""
    made = widgets.Button(
        description=label, tooltip=what, button_style=style, layout=widgets.Layout(width="auto", flex="0 0 auto")
    )
    made.on_click(lambda _: do())
    return made


def note(text: str, mark: str = "") -> Any:
    """A line of plain text."""
    return widgets.HTML(f'<p class="{mark}">{escape(one_line(text))}</p>' if text else "")


def heading(text: str) -> Any:
    """A heading within a tab."""
    return widgets.HTML(f"<h3>{escape(text)}</h3>")


def row(*parts: Any) -> Any:
    """Parts side by side, on more lines where there is no room."""
    return widgets.HBox(list(parts), layout=ROW)


def column(*parts: Any, wide: str = "") -> Any:
    """Parts below each other."""
    made = widgets.VBox(list(parts), layout=widgets.Layout(width=wide) if wide else widgets.Layout())
    made.add_class("fu-column")
    return made


def named(options: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Options that are given as value and words, in the order that a dropdown wants."""
    return [(text, value) for value, text in options]
