"""SVG as part of a page: the colours of its theme, ids of its own, and small pictures drawn without a plotting library.

They are drawn without a plotting library, since they are a few shapes each and stand in every report.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from markupsafe import Markup, escape

from followup_analytics.reporting.wording.rates import percent


@dataclass(frozen=True)
class Palette:
    """The colours of a picture, as the page that it stands on says them."""

    ink: str
    quiet: str
    line: str
    strong: str
    pale: str


ON_SCREEN = Palette("currentColor", "var(--fu-quiet)", "var(--fu-line)", "var(--fu-blue)", "var(--fu-pale)")
ON_PAPER = Palette("#1a1a1a", "#575757", "#c8c8c8", "#0b5cad", "#9cbde6")


def interval_bar(low: float, value: float, high: float, words: str, palette: Palette = ON_SCREEN) -> Markup:
    """A share and its interval between 0 and 100 %, all shares between 0 and 1."""
    left, width = 10.0, 180.0
    x_low, x, x_high = (left + width * share for share in (low, value, high))
    drawn = (
        _line(left, 8, left + width, 8, palette.line),
        f'<rect x="{x_low:.1f}" y="5" width="{max(x_high - x_low, 1):.1f}" height="6" fill="{palette.strong}"/>',
        f'<circle cx="{x:.1f}" cy="8" r="4.5" fill="{palette.ink}"/>',
        _text(left, 23, "0 %", palette.quiet),
        _text(left + width, 23, "100 %", palette.quiet, "end"),
    )
    return _picture(200, 26, words, drawn)


def week_bars(weeks: Sequence[tuple[str, int, int]], words: str, palette: Palette = ON_SCREEN) -> Markup:
    """For each week what was sent and what was heard, side by side, each with its number above."""
    high, foot, step = 62.0, 82.0, 360 / max(len(weeks), 1)
    most = max([1, *(count for _, *counts in weeks for count in counts)])
    drawn = [_line(0, foot, 360, foot, palette.line)]
    for place, (name, sent, heard) in enumerate(weeks):
        middle = step * (place + 0.5)
        for count, x, colour in ((sent, middle - 22, palette.pale), (heard, middle + 2, palette.strong)):
            height = high * count / most
            drawn.append(f'<rect x="{x:.1f}" y="{foot - height:.1f}" width="20" height="{height:.1f}" fill="{colour}"/>')
            drawn.append(_text(x + 10, foot - height - 4, str(count), palette.ink, "middle"))
        drawn.append(_text(middle, foot + 14, name, palette.quiet, "middle"))
    return _picture(360, 100, words, drawn)


def answer_curve(
    share: Sequence[float], low: Sequence[float], high: Sequence[float], words: str, palette: Palette = ON_SCREEN
) -> Markup:
    """The chance of an answer by each day from 0 on, with its band, as steps."""
    left, top, width, height = 34.0, 8.0, 276.0, 130.0
    last, most = max(len(share) - 1, 1), max(0.1, *high)
    x = [left + width * day / last for day in range(len(share))]

    def y(value: float) -> float:
        return top + height * (1 - value / most)

    def steps(values: Sequence[float]) -> list[str]:
        rises = [(x[day], y(values[max(day - 1, 0)])) for day in range(len(values))]
        return [f"{a:.1f},{b:.1f}" for day, rise in enumerate(rises) for a, b in (rise, (x[day], y(values[day])))]

    marks = [day for day in (0, 15, 30, 45, 60) if day < last] + [last]
    drawn = [
        f'<polygon points="{" ".join([*steps(high), *reversed(steps(low))])}" fill="{palette.pale}" fill-opacity="0.45"/>',
        f'<polyline points="{" ".join(steps(share))}" fill="none" stroke="{palette.strong}" stroke-width="2"/>',
        _line(left, top + height, left + width, top + height, palette.line),
        *(_text(left + width * day / last, top + height + 14, str(day), palette.quiet, "middle") for day in marks),
        _text(left + width / 2, top + height + 28, "days of silence", palette.quiet, "middle"),
        _text(left - 5, top + height, "0 %", palette.quiet, "end"),
        _text(left - 5, top + 8, percent(most), palette.quiet, "end"),
        _text(left + width + 6, y(share[-1]) + 4, percent(share[-1]), palette.strong),
    ]
    return _picture(350, 170, words, drawn)


def _picture(width: int, height: int, words: str, drawn: Sequence[str]) -> Markup:
    inside = "".join(drawn)
    return Markup(f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}">{inside}</svg>')


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, colour: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="10.5" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}" font-family="DejaVu Sans, sans-serif">{escape(text)}</text>'


_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_LEFT_OUT = ("metadata", "title")
# Each colour of a drawing: the variable that a page sets, and what can be read on a light and on a dark ground where none does.
THEME = {
    "#1a1a1a": "currentColor",
    "#ffffff": "var(--fu-page, transparent)",
    "#666666": "var(--fu-quiet, #757575)",
    "#c8c8c8": "var(--fu-line, rgba(128, 128, 128, 0.45))",
    "#f1f1f1": "var(--fu-shade, rgba(128, 128, 128, 0.12))",
    "#0072b2": "var(--fu-blue, #2b83c2)",
    "#d55e00": "var(--fu-red, #d05a10)",
    "#009e73": "var(--fu-green, #0f8f6a)",
    "#e69f00": "var(--fu-orange, #b97b00)",
    "#56b4e9": "var(--fu-sky, #3f97cc)",
}
_COLOUR = re.compile("|".join(THEME), re.IGNORECASE)
# The same colours, brighter, where the ground is dark.
_DARK = "--fu-quiet:#b5b5b5;--fu-blue:#6db9e8;--fu-red:#ff9a6b;--fu-green:#5fd0a8;--fu-orange:#ffc266;--fu-sky:#8fd0f5"
_LIGHT = "--fu-quiet:#575757;--fu-blue:#0072b2;--fu-red:#b34e00;--fu-green:#007a59;--fu-orange:#8a5f00;--fu-sky:#2a7fae"
STYLE = (
    f".fu-picture{{{_LIGHT}}}.fu-picture svg{{max-width:100%;height:auto}}"
    f"[data-jp-theme-light=false] .fu-picture{{{_DARK}}}"
    f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) .fu-picture{{{_DARK}}}}}"
)


def themed_svg(svg: str, words: str, *, name: str = "", themed: bool = True) -> str:
    """A drawing as an `<svg>` element for a page.

    Parameters
    ----------
    svg : str
        What `Picture.svg` gives.
    words : str
        What the drawing says, for those who can't see it (`aria-label`).
    name : str
        Becomes part of all its ids; made of its content where none is given.
    themed : bool
        Let the page's style say which colours ink, lines and ground have; else they are those of the drawing, for paper.
    """
    for prefix, space in (("", _SVG), ("xlink", _XLINK)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.fromstring(svg)
    for child in list(root):
        if child.tag in [f"{{{_SVG}}}{left}" for left in _LEFT_OUT] or child.find(f"{{{_SVG}}}style") is not None:
            root.remove(child)
    own = name or "fu-" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    for element in root.iter():
        _rename(element, own)
        if themed:
            _follow_theme(element)
    # The page gives the size; the drawing keeps its shape by its viewBox.
    for attribute in ("width", "height"):
        root.attrib.pop(attribute, None)
    # What the drawing's own style said, which inside a page would hold for the page.
    root.set("stroke-linejoin", "round")
    root.set("role", "img")
    root.set("aria-label", words)
    return ElementTree.tostring(root, encoding="unicode")


def _rename(element: ElementTree.Element, name: str) -> None:
    href = f"{{{_XLINK}}}href"
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, f"{name}-{value}")
        elif key == href and value.startswith("#"):
            element.set(key, f"#{name}-{value[1:]}")
        else:
            element.set(key, _REFERENCE.sub(lambda found: f"url(#{name}-{found[1]})", value))


def _follow_theme(element: ElementTree.Element) -> None:
    for key in ("style", "fill", "stroke"):
        value = element.get(key)
        if value is not None:
            element.set(key, _COLOUR.sub(lambda found: THEME[found[0].lower()], value))
    if element.tag == f"{{{_SVG}}}text" and "fill" not in (element.get("style") or "") and element.get("fill") is None:
        element.set("fill", "currentColor")
