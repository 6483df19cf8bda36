"""The pictures of `docs/misleading-numbers.md`: rows of dots beside the true value, and lines over days or months."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from followup_analytics.reporting.charts.figure import INK, Picture, page, write
from followup_analytics.reporting.charts.panel import GAP, HEAD, LINE_HEIGHT, Panel, nice_marks, write_head

_WIDTH, _LEFT, _RIGHT, _ROW, _PLOT = 8.6, 2.7, 1.7, 0.36, 2.6
_MARGIN, _NAMES = 0.7, 2.3


@dataclass(frozen=True)
class Row:
    """A row of a picture: dots on a scale, the interval around a single one, and what is said of them."""

    label: str
    colour: str
    values: tuple[float, ...]
    told: str
    low: float | None = None
    high: float | None = None


def rows_of_dots(title: str, under: str, rows: list[Row], true: float, highest: float, *, in_percent: bool = True) -> Picture:
    """One row under the other on a scale from nought, with a line at the true value."""
    plot = _ROW * len(rows)
    height = HEAD + plot + 1.5 * LINE_HEIGHT
    picture, axes = page(_WIDTH, height, title)
    write_head(axes, height, title, under)
    panel = Panel(axes, _LEFT, height - HEAD - plot, _WIDTH - _LEFT - _RIGHT, plot, (0.0, highest))
    panel.mark_across(nice_marks(highest) if in_percent else [(mark, f"{mark:g}") for mark in np.arange(0, highest + 0.1, 0.5)])
    axes.vlines(panel.x(true), panel.bottom, panel.bottom + plot, color=INK, linewidth=1.5, zorder=1)
    for place, row in enumerate(rows):
        y = height - HEAD - _ROW * (place + 0.5)
        write(axes, _LEFT - GAP, y, row.label, horizontalalignment="right")
        if row.low is not None and row.high is not None:
            axes.hlines(y, panel.x(row.low), panel.x(row.high), color=row.colour, linewidth=3, alpha=0.8, zorder=2)
        many = len(row.values) > 1
        x = [panel.x(value) for value in row.values]
        axes.plot(x, [y] * len(x), "o", color=row.colour, markersize=5, alpha=0.35 if many else 1.0, markeredgewidth=0, zorder=3)
        write(axes, _WIDTH - _RIGHT + GAP, y, row.told, color=row.colour, fontweight="bold")
    return picture


def lines_over(
    title: str, under: str, across: Sequence[tuple[float, str]], label: str, up: tuple[float, float]
) -> tuple[Picture, Panel]:
    """An empty plot over days or months, with room for the names of its lines on the right."""
    height = HEAD + _PLOT + 3 * LINE_HEIGHT
    picture, axes = page(_WIDTH, height, title)
    write_head(axes, height, title, under)
    ends = across[0][0], across[-1][0]
    panel = Panel(axes, _MARGIN, 2.5 * LINE_HEIGHT, _WIDTH - _MARGIN - _NAMES, _PLOT, ends, up)
    panel.mark_across(across, label)
    panel.mark_up(nice_marks(up[1]))
    return picture, panel


def line_of_dots(panel: Panel, values: Sequence[float], colour: str) -> None:
    """A value at each mark, joined."""
    x, y = [panel.x(place) for place in range(len(values))], [panel.y(value) for value in values]
    panel.axes.plot(x, y, color=colour, linewidth=1.5, marker="o", markersize=3)


def name_the_lines(panel: Panel, names: Sequence[tuple[str, str]]) -> None:
    """Say which colour is what, one name under the other."""
    for place, (colour, name) in enumerate(names):
        y = panel.bottom + _PLOT - LINE_HEIGHT * (place + 1)
        write(panel.axes, _WIDTH - _NAMES + 0.1, y, name, color=colour, fontweight="bold")
