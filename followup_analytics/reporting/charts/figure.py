"""A page in inches with safe text and fixed colours, and panels on it."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, fontManager, get_font
from matplotlib.text import Text
from PIL import Image

from followup_analytics.reporting.charts.page_svg import STYLE, themed_svg
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
    "Noto Sans Arabic",
    "Noto Emoji",
    "Segoe UI Symbol",
)
_UNDRAWN, _NOTE = "·", "Dots are letters that no font on this machine has."
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
        """Draw, without a warning about letters that no font here has: SVG keeps them, and `png` draws them as dots."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")
            super().draw(renderer)

    def svg(self) -> str:
        """The picture as SVG, its text as text: who shows it finds the fonts."""
        file = io.BytesIO()
        with rc_context({"svg.hashsalt": "followup-analytics", "svg.fonttype": "none"}):
            self.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Title": str(self.get_label())})
        return file.getvalue().decode()

    def png(self, dots_per_inch: int = 2 * _DPI) -> bytes:
        """The picture as PNG, of so few colours that it stays small; a letter that no font here has is a dot, with a note."""
        drawn, file = io.BytesIO(), io.BytesIO()
        with _drawable_letters(self):
            self.savefig(drawn, format="png", dpi=dots_per_inch)
        with Image.open(drawn) as image:
            image.convert("RGB").quantize(_COLOURS).save(file, "png", optimize=True)
        return file.getvalue()

    def html(self) -> str:
        """The picture as part of a page: SVG that is as wide as the page allows, in the colours of the page's theme."""
        width = round(self.get_size_inches()[0] * _DPI)
        drawn = themed_svg(self.svg(), str(self.get_label()))
        return f'<style>{STYLE}</style><div class="fu-picture" style="max-width:{width}px">{drawn}</div>'

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        """What it shows, in a line."""
        return f"Picture({str(self.get_label())!r})"


@contextmanager
def _drawable_letters(picture: Figure) -> Iterator[None]:
    """Without the letters that no font here can draw; SVG keeps them, since its text is not drawn here."""
    texts = {text: text.get_text() for text in picture.findobj(Text) if isinstance(text, Text)}
    drawable = {text: _without_boxes(shown) for text, shown in texts.items() if shown.isascii() is False}
    changed = {text: shown for text, shown in drawable.items() if shown != texts[text]}
    note = picture.text(0.99, 0.01, _NOTE, fontsize=7, color=GREY, horizontalalignment="right") if changed else None
    for text, shown in changed.items():
        text.set_text(shown)
    try:
        yield
    finally:
        for text in changed:
            text.set_text(texts[text])
        if note is not None:
            note.remove()


def _without_boxes(text: str) -> str:
    there = _letters(tuple(_fonts(text)))
    return "".join(letter if letter in there else _UNDRAWN for letter in text)


@lru_cache(maxsize=16)
def _letters(fonts: tuple[str, ...]) -> frozenset[str]:
    """The letters that one of the fonts has."""
    files = {findfont(name, fallback_to_default=False) for name in fonts if name != "sans-serif"}
    return frozenset(chr(code) for file in sorted(files) for code in get_font(file).get_charmap())


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
    if text.isascii():
        return [_FONT, "sans-serif"]
    there = set(fontManager.get_font_names())
    return [_FONT, *(name for name in _OTHER_FONTS if name in there), "sans-serif"]
