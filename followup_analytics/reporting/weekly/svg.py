"""A picture as SVG inside a page: names that no other picture has, colours that follow the page's theme."""

import re
from xml.etree import ElementTree

from followup_analytics.reporting.picture import BLUE, GREY, INK, LINE, SHADE
from followup_analytics.reporting.weekly.blocks import Drawing

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
# The page's own colours, so that a picture is as dark as the page it is on.
_THEME = {
    INK: "var(--ink)",
    GREY: "var(--quiet)",
    LINE: "var(--line)",
    SHADE: "var(--shade)",
    "#ffffff": "var(--page)",
    BLUE: "var(--blue)",
}
_COLOUR = re.compile("|".join(map(re.escape, _THEME)), re.IGNORECASE)
_OF_COLOUR = {colour.lower(): variable for colour, variable in _THEME.items()}
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_LEFT_OUT = ("metadata", "title")


def inline_svg(drawing: Drawing, themed: bool) -> str:
    """The drawing as an `<svg>` element of a page.

    Parameters
    ----------
    drawing : Drawing
        Its name becomes part of all ids in it.
    themed : bool
        Let the page's style say which colours ink, lines and paper have; else they are those of the picture.
    """
    for prefix, space in (("", _SVG), ("xlink", _XLINK)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.fromstring(drawing.draw().svg())
    for child in list(root):
        if child.tag in [f"{{{_SVG}}}{name}" for name in _LEFT_OUT] or child.find(f"{{{_SVG}}}style") is not None:
            root.remove(child)
    for element in root.iter():
        _rename(element, drawing.name)
        if themed:
            _follow_theme(element)
    # The page gives the size; the picture keeps its shape by its viewBox.
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    # What the picture's own style said, which inside a page would hold for the page.
    root.set("stroke-linejoin", "round")
    root.set("role", "img")
    root.set("aria-label", drawing.words)
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
    style = element.get("style")
    if style is not None:
        element.set("style", _COLOUR.sub(lambda found: _OF_COLOUR[found[0].lower()], style))
