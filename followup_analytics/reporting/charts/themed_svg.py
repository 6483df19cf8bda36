"""matplotlib's SVG as an element of a page: its colours follow the page's theme, its ids are its own."""

import hashlib
import re
from xml.etree import ElementTree

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
