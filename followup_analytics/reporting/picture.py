"""A page to draw on in inches: safe text, colours that everyone can tell apart, the same bytes each time."""

import io
import warnings
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text
from PIL import Image

from followup_analytics.reporting.words import one_line

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
