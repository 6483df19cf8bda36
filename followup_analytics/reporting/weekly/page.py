"""Templates: every text is escaped, and a name that a template misses is an error."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

# Whatever Markdown (CommonMark, GitHub's tables and links of bare addresses) takes for markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~&$@^=])")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)([-:]|\d+(?=[.)]))")


@cache
def html_templates() -> Environment:
    """The templates of HTML, in which every text is escaped."""
    return Environment(loader=_loader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def text_templates() -> Environment:
    """The templates of Markdown and plain text; Markdown's escape each text by the filter `md`."""
    found = Environment(loader=_loader(), autoescape=False, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters["md"] = markdown_text
    return found


def markdown_text(text: str) -> str:
    """A text of one line in which Markdown finds nothing to interpret."""
    escaped = _ADDRESS.sub(lambda found: "\\" + found[0], _MARKUP.sub(r"\\\1", text))
    return _LINE_START.sub(_without_list, escaped)


def _without_list(found: re.Match[str]) -> str:
    """What would begin a list: a dash, or a number with its dot behind it."""
    blanks, mark = found.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"


def _loader() -> PackageLoader:
    return PackageLoader("followup_analytics.reporting.weekly", "templates")
