"""Panels with scales on a page, and the head and foot that all charts share."""

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from followup_analytics.analysis.intervals import Floats
from followup_analytics.reporting.charts.figure import GREY, INK, LINE, page, width_of, write

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
