"""What a report is built of, for every kind of file: sections of sentences, tables, tasks, drafts and pictures.

Whatever comes from a sheet passes `shown` or `shown_lines` on its way into a block, so that it is one line (or lines) of plain
characters; a renderer has only its own markup to escape.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from followup_analytics.reporting.charts.figure import Picture
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
    """A table; one that is `folded` is shown on demand where the file can do that.

    `wide` tables are shown as cards on a narrow screen; `note` is what it tells, in a sentence.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    note: str = ""
    folded: bool = False
    wide: bool = False
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Task:
    """Something to do: `urgency` is its group, `rule` the rule that asks for it, `draft` the place of its draft or ""."""

    urgency: str
    when: str
    what: str
    company: str
    whom: str
    medium: str
    why: str
    rule: str
    draft: str = ""


@dataclass(frozen=True)
class Tasks:
    """Tasks under a caption; the ones that are `folded` are shown on demand."""

    caption: str
    tasks: tuple[Task, ...]
    folded: bool = False
    kind: str = field(default="tasks", init=False)


@dataclass(frozen=True)
class Draft:
    """A message to copy: `place` is what a task links to, `facts` are name and value, `missing` what it still needs."""

    place: str
    title: str
    facts: tuple[tuple[str, str], ...]
    body: tuple[str, ...]
    missing: tuple[str, ...]
    kind: str = field(default="draft", init=False)


@dataclass(frozen=True)
class Points:
    """A list; a point is a title, which may be empty, and a text. `places` are what rules and words are linked by."""

    points: tuple[tuple[str, str], ...]
    folded: bool = False
    caption: str = ""
    kind: str = field(default="points", init=False)


@dataclass(frozen=True)
class Drawing:
    """A picture, drawn where it is shown, under a name for files, with words for those who can't see it."""

    name: str
    draw: Callable[[], Picture]
    words: str
    kind: str = field(default="drawing", init=False)


Block = Table | Tasks | Draft | Points | Drawing


@dataclass(frozen=True)
class Section:
    """A part of the report: what it is called, what it says in sentences, and what it shows."""

    place: str
    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...] = ()


def shown(text: object) -> str:
    """A sheet's text for a cell or sentence: one line, its end left out where it is very long."""
    line = one_line(str(text)[: 4 * _MOST_CHARACTERS])
    return line if len(line) <= _MOST_CHARACTERS else line[: _MOST_CHARACTERS - 1].rstrip() + "…"


def shown_lines(text: str) -> tuple[str, ...]:
    """A text of several lines, each made safe by itself, none left out."""
    return tuple(one_line(line) for line in str(text).splitlines())
