"""A page in inches with safe text and fixed colours, and panels on it."""

import io
import textwrap
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text
from PIL import Image

from followup_analytics.analysis.intervals import Floats
from followup_analytics.reporting.wording.names import one_line

# Colours of Okabe and Ito (2008), which colour-blind people can tell apart too.
ORANGE, SKY, GREEN, BLUE, VERMILLION = "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00"
INK, GREY, LINE, SHADE = "#1A1A1A", "#666666", "#C8C8C8", "#F1F1F1"
URGENCY_COLOURS = {"overdue": VERMILLION, "due": BLUE, "waiting": SKY}
TEXT_SIZE = 9.0
_DPI = 100
_COLOURS = 128
# The drawing's own font, then whichever of these the machine has, for writing systems that it lacks.
_FONT = "DejaVu Sans"
_OTHER_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "PingFang SC",
    "Hiragino Sans",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
)
_FIRST_EAST_ASIAN = "\u2e80"
_MOST_CHARACTERS = 300


class Picture(Figure):
    """A figure that shows itself in a notebook, and whose files are the same bytes each time.

    Parameters
    ----------
    width, height : float
        In inches.
    title : str
        What the picture shows, for those who can't see it.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        super().__init__(figsize=(width, height), dpi=_DPI, facecolor="white")
        self.set_label(one_line(title))

    def draw(self, renderer: Any) -> None:
        """Draw; a character that no font has becomes a box, without a warning."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")
            super().draw(renderer)

    def svg(self) -> str:
        """The picture as SVG, its text as text."""
        file = io.BytesIO()
        with rc_context({"svg.hashsalt": "followup-analytics", "svg.fonttype": "none"}):
            self.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Title": str(self.get_label())})
        return file.getvalue().decode()

    def png(self, dots_per_inch: int = 2 * _DPI) -> bytes:
        """The picture as PNG, of so few colours that it stays small."""
        drawn, file = io.BytesIO(), io.BytesIO()
        self.savefig(drawn, format="png", dpi=dots_per_inch)
        with Image.open(drawn) as image:
            image.convert("RGB").quantize(_COLOURS).save(file, "png", optimize=True)
        return file.getvalue()

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        width, height = (round(inches * _DPI) for inches in self.get_size_inches())
        return self.png(), {"width": width, "height": height}


def page(width: float, height: float, title: str) -> tuple[Picture, Axes]:
    """An empty picture, and axes over all of it whose unit is an inch."""
    picture = Picture(width, height, title)
    axes = picture.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return picture, axes


def write(axes: Axes, x: float, y: float, text: str, **look: Any) -> Text:
    """Write a sheet's text as it is: no mathematics, no line breaks, no control characters are read from it."""
    shown = one_line(text)
    style = {"fontsize": TEXT_SIZE, "color": INK, "verticalalignment": "center", **look}
    return axes.text(x, y, shown, parse_math=False, usetex=False, fontfamily=_fonts(shown), **style)


def width_of(text: Text) -> float:
    """How wide a text is, in inches."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        return float(text.get_window_extent().width) / _DPI


def write_within(axes: Axes, x: float, y: float, text: str, width: float, **look: Any) -> Text:
    """Write a text that is cut off, with an ellipsis, where it would be wider than so many inches."""
    written = write(axes, x, y, text[:_MOST_CHARACTERS], **look)
    while (wide := width_of(written)) > width and len(shown := written.get_text()) > 1:
        written.set_text(shown[: max(int(len(shown) * min(width / wide, 0.98)) - 1, 0)].rstrip() + "…")
    return written


def _fonts(text: str) -> list[str]:
    if max(text, default="") < _FIRST_EAST_ASIAN:
        return [_FONT, "sans-serif"]
    there = set(fontManager.get_font_names())
    return [_FONT, *(name for name in _OTHER_FONTS if name in there), "sans-serif"]


WIDTH, GAP, LINE_HEIGHT = 10.0, 0.12, 0.2
HEAD = 0.75
_LETTERS_A_LINE = 140
_TINT = 0.15
_SMALL: dict[str, Any] = {"color": GREY, "fontsize": 8}


@dataclass(frozen=True)
class Panel:
    """A rectangle of a page; `across` and `up` are what its edges stand for. `scale` turns values into even distances."""

    axes: Axes
    left: float
    bottom: float
    width: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float] = (0.0, 1.0)
    scale: Callable[[Floats], Floats] = np.asarray

    def x(self, value: float) -> float:
        """Where on the page a value lies, at the edge if it lies beyond."""
        low, high, here = (float(self.scale(np.asarray(part, dtype=np.float64))) for part in (*self.across, value))
        return self.left + float(np.clip((here - low) / (high - low), 0, 1)) * self.width

    def y(self, value: float) -> float:
        """How high on the page a value lies."""
        return self.bottom + float(np.clip((value - self.up[0]) / (self.up[1] - self.up[0]), 0, 1)) * self.height

    def mark_across(self, marks: Iterable[tuple[float, str]], unit: str = "") -> None:
        """Thin lines upwards, each with its text below; under them what they count."""
        middle, under = self.left + self.width / 2, self.bottom - 1.5 * LINE_HEIGHT
        write(self.axes, middle, under, unit, horizontalalignment="center", **_SMALL)
        for value, text in marks:
            self.axes.vlines(self.x(value), self.bottom, self.bottom + self.height, color=LINE, linewidth=0.6, zorder=0)
            write(
                self.axes,
                self.x(value),
                self.bottom - LINE_HEIGHT / 2,
                text,
                color=GREY,
                fontsize=8,
                horizontalalignment="center",
            )

    def mark_up(self, marks: Iterable[tuple[float, str]]) -> None:
        """Thin lines across, each with its text to the left."""
        for value, text in marks:
            self.axes.hlines(self.y(value), self.left, self.left + self.width, color=LINE, linewidth=0.6, zorder=0)
            write(self.axes, self.left - GAP / 2, self.y(value), text, horizontalalignment="right", **_SMALL)

    def curve(self, days: Iterable[float], values: Iterable[float], colour: str) -> None:
        """A line of steps: from each day on what is true of it."""
        x, y = [self.x(day) for day in days], [self.y(value) for value in values]
        self.axes.plot(x, y, color=colour, linewidth=2, drawstyle="steps-post", zorder=3)

    def band(self, days: Iterable[float], low: Iterable[float], high: Iterable[float], colour: str) -> None:
        """The interval around a line of steps."""
        x = [self.x(day) for day in days]
        below, above = ([self.y(value) for value in part] for part in (low, high))
        self.axes.fill_between(x, below, above, step="post", color=colour, alpha=_TINT, linewidth=0, zorder=1)


def nice_marks(highest: float) -> list[tuple[float, str]]:
    """Four to six even shares from 0 to a highest one, as texts in per cent."""
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2) if highest / step <= 5 or step == 0.2)
    return [(share, f"{share:.0%}".replace("%", " %")) for share in np.arange(0, highest + 1e-9, step)]


def even_days(last: int) -> list[tuple[float, str]]:
    """Days to mark, weeks where there are many."""
    step = next(step for step in (1, 7, 14, 28) if last / step <= 9 or step == 28)
    return [(day, str(day)) for day in range(0, last + 1, step)]


def apart(heights: list[float]) -> list[float]:
    """The heights moved upwards as far as is needed for their texts not to touch, the lowest first."""
    order = [int(place) for place in np.argsort(heights, kind="stable")]
    placed = list(heights)
    for lower, upper in pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + LINE_HEIGHT)
    return placed


def rounded_up(share: float) -> float:
    """The end of a scale that holds a share: a multiple of 5 %."""
    return float(np.clip(np.ceil(share * 20) / 20, 0.05, 1.0))


def lines_of(text: str) -> list[str]:
    """A sentence in lines as wide as the page; wide letters make the lines shorter."""
    _, axes = page(WIDTH, 1.0, "")
    letters, room = _LETTERS_A_LINE, WIDTH - 2 * GAP
    while True:
        lines = textwrap.wrap(text, letters)
        widest = max((width_of(write(axes, 0, 0, line)) for line in lines), default=0.0)
        if widest <= room:
            return lines
        letters = max(min(int(letters * room / widest), letters - 1), 1)


def write_head(axes: Axes, height: float, title: str, under: str) -> None:
    """The question above a chart, and what is drawn."""
    write(axes, GAP, height - 0.26, title, fontsize=13, fontweight="bold")
    write(axes, GAP, height - 0.54, under, color=GREY)


def write_foot(axes: Axes, lines: Iterable[str], top: float) -> None:
    """Sentences below a chart, from a height downwards."""
    for place, line in enumerate(lines):
        write(axes, GAP, top - LINE_HEIGHT * (place + 0.5), line, color=INK)
