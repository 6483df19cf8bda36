"""What a report is built of, for every kind of file: sections of sentences, cards, tables, drafts and pictures.

Whatever comes from a sheet passes `shown` or `shown_lines` on its way into a block, so that it is one line (or lines) of plain
characters; a renderer has only its own markup to escape.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from followup_analytics.reporting.charts.page_svg import Palette
from followup_analytics.reporting.wording.names import one_line

# A cell of 10,000 characters belongs to the sheet; whoever reads the report needs its beginning.
_MOST_CHARACTERS = 160


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, and a second, smaller line."""

    text: str
    small: str = ""


@dataclass(frozen=True)
class Table:
    """A table; `wide` ones are shown as cards on a narrow screen, `note` is what it tells, in a sentence."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    note: str = ""
    wide: bool = False
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class ShownCard:
    """A card of the list, as text of one line each; `draft` is the place of its draft, or ""."""

    look: str
    what: str
    company: str
    people: str
    when: str
    code: str
    why: str
    draft: str = ""


@dataclass(frozen=True)
class Cards:
    """Cards under a caption, and what is said below them."""

    caption: str
    cards: tuple[ShownCard, ...]
    notes: tuple[str, ...] = ()
    kind: str = field(default="cards", init=False)


@dataclass(frozen=True)
class Draft:
    """A message to copy: `place` is what a card links to, `facts` are name and value, `missing` what it still needs."""

    place: str
    title: str
    facts: tuple[tuple[str, str], ...]
    body: tuple[str, ...]
    missing: tuple[str, ...]
    kind: str = field(default="draft", init=False)


@dataclass(frozen=True)
class Points:
    """A list; a point is a title, which may be empty, and a text."""

    points: tuple[tuple[str, str], ...]
    caption: str = ""
    kind: str = field(default="points", init=False)


@dataclass(frozen=True)
class Drawing:
    """A picture in the colours of its page, with words for those who can't see it."""

    draw: Callable[[Palette], Markup]
    words: str
    kind: str = field(default="drawing", init=False)


Block = Table | Cards | Draft | Points | Drawing


@dataclass(frozen=True)
class Section:
    """A part of the report: what it is called, what it says when it is folded, what it says in sentences, and what it shows."""

    place: str
    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    finding: str = ""

    @property
    def summary(self) -> str:
        """What its fold says: the title, and the finding where there is one."""
        return f"{self.title}: {self.finding}" if self.finding else self.title


def shown(text: object) -> str:
    """A sheet's text for a cell or sentence: one line, its end left out where it is very long."""
    line = one_line(str(text)[: 4 * _MOST_CHARACTERS])
    return line if len(line) <= _MOST_CHARACTERS else line[: _MOST_CHARACTERS - 1].rstrip() + "…"


def shown_lines(text: str) -> tuple[str, ...]:
    """A text of several lines, each made safe by itself, none left out."""
    return tuple(one_line(line) for line in str(text).splitlines())
