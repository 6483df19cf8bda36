"""The whole search as a flow: how far applications came, and how they ended."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from followup_analytics.analysis.application_flows import OFFER, OUTCOMES, ROUNDS, START, STEPS, application_flows
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.reporting.charts.figure import BLUE, GREEN, GREY, ORANGE, SKY, VERMILLION, Picture, page, write
from followup_analytics.reporting.wording.names import counted

# All lengths are inches.
_WIDTH, _LEFT, _RIGHT, _GAP = 10.0, 0.12, 1.5, 0.12
_HEAD, _LABEL, _FOOT, _BAR, _BETWEEN = 0.8, 0.3, 0.25, 0.14, 0.3
_MOST_HIGH, _MOST_AN_APPLICATION, _LEAST_HIGH = 3.4, 0.4, 0.015
_TINT, _LEAST_WITH_SEAM = 0.45, 0.05
_COLOURS = {
    START: GREY,
    **dict.fromkeys(ROUNDS, BLUE),
    OFFER: GREEN,
    "Accepted": GREEN,
    "Still open": SKY,
    "Withdrawn": ORANGE,
    "Closed": "#8C8C8C",
    "Rejected": VERMILLION,
    "No reply": "#B5B5B5",
}
_WORDS = {"Closed": "closed after a reply", "No reply": "closed without a reply"}


@dataclass(frozen=True)
class Sankey:
    """How many applications went from step to step: as numbers, as a picture, and as text for SankeyMATIC.

    Attributes
    ----------
    frame : DataFrame
        One row per flow: `source, target, applications`, as `application_flows` gives it.
    """

    frame: pd.DataFrame

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many applications came through each step, then how many ended in each way; what nobody reached is left out."""
        ends = [self.frame.groupby(end)["applications"].sum() for end in ("source", "target")]
        sizes = {name: max(int(sums.get(name, 0)) for sums in ends) for name in (*STEPS, *OUTCOMES)}
        return {name: size for name, size in sizes.items() if size}

    @property
    def summary(self) -> str:
        """What became of the applications, in a sentence."""
        applications, met, offers = (self.sizes.get(name, 0) for name in (START, ROUNDS[0], OFFER))
        if not applications:
            return "No applications yet."
        reached = f"{met or 'none'} reached an interview" + (f", {offers or 'none'} an offer" if met or offers else "")
        ends = [f"{self.sizes[name]} {_WORDS.get(name, name.lower())}" for name in OUTCOMES if name in self.sizes]
        return f"{counted(applications, 'application')}: {reached}; {', '.join(ends)}."

    def picture(self) -> Picture:
        """The flow drawn: a bar a step, a band as wide as the applications that went that way."""
        return _draw(self)

    def svg(self) -> str:
        """The picture as SVG."""
        return self.picture().svg()

    def png(self) -> bytes:
        """The picture as PNG."""
        return self.picture().png()

    def sankeymatic(self) -> str:
        """The flows as text to paste into https://sankeymatic.com, which draws and styles such diagrams.

        There is no text of the sheet in it: steps and outcomes have names of their own.
        """
        flows = [f"{source} [{applications}] {target}" for source, target, applications in self.frame.itertuples(index=False)]
        colours = [f":{name} {_COLOURS[name]}" for name in self.sizes]
        return "\n".join([f"// {self.summary}", *flows, *colours]) + "\n"

    def _repr_html_(self) -> str:
        return self.picture().html()

    def __repr__(self) -> str:
        """The summary."""
        return f"Sankey({self.summary})"


def sankey(log: JobSearchLog) -> Sankey:
    """How far the applications of a log came, and how they ended.

    Each application flows through every step that its events or its status tell of, so one that was interviewed and then
    rejected is in `Applications` to `Interview` and in `Interview` to `Rejected`. What is planned counts as reached.

    Parameters
    ----------
    log : JobSearchLog

    Returns
    -------
    Sankey
        Its `frame` has the numbers (`source, target, applications`); it shows itself in a notebook; its `svg()`, `png()` and
        `sankeymatic()` are the same each time.
    """
    check_log(log)
    return Sankey(application_flows(log))


@dataclass
class _Node:
    """A bar: its place, and how far down its ends are already taken by bands."""

    x: float
    top: float
    high: float
    left_taken: float = 0.0
    right_taken: float = 0.0


def _draw(flow: Sankey) -> Picture:
    steps, ends = ([name for name in names if name in flow.sizes] for names in (STEPS, OUTCOMES))
    if not steps:
        picture, axes = page(_WIDTH, 1.2, flow.summary)
        write(axes, _GAP, 0.9, "No applications yet", fontsize=13, fontweight="bold")
        write(axes, _GAP, 0.5, "The log has no application, so there is nothing to draw.", color=GREY)
        return picture
    unit = min(_MOST_HIGH / flow.sizes[START], _MOST_AN_APPLICATION)
    # Where there are further steps, the outcomes stand a little lower, so that bands to them pass below the steps.
    lower = _BETWEEN if len(steps) > 1 else 0.0
    right = unit * sum(flow.sizes[name] for name in ends) + _BETWEEN * (len(ends) - 1) + lower
    below = max(unit * flow.sizes[START], right)
    height = _HEAD + _LABEL + below + _FOOT
    picture, axes = page(_WIDTH, height, flow.summary)
    title, _, rest = flow.summary.rstrip(".").partition(": ")
    write(axes, _GAP, height - 0.26, title, fontsize=13, fontweight="bold")
    write(axes, _GAP, height - 0.54, rest, color=GREY)
    nodes = _places(flow, steps, ends, unit, below + _FOOT, below + _FOOT - lower)
    _draw_bands(axes, flow.frame, nodes, unit)
    _draw_bars(axes, flow.sizes, nodes, ends)
    return picture


def _places(flow: Sankey, steps: list[str], ends: list[str], unit: float, top: float, ends_top: float) -> dict[str, _Node]:
    """The steps from left to right along the top, the outcomes below each other at the right."""
    far = _WIDTH - _RIGHT - _BAR
    between = (far - _LEFT) / len(steps)
    nodes = {name: _Node(_LEFT + between * place, top, unit * flow.sizes[name]) for place, name in enumerate(steps)}
    for name in ends:
        nodes[name] = _Node(far, ends_top, unit * flow.sizes[name])
        ends_top -= nodes[name].high + _BETWEEN
    return nodes


def _draw_bands(axes: Axes, frame: pd.DataFrame, nodes: dict[str, _Node], unit: float) -> None:
    """The bands; at an outcome those of the latest step come in highest, so that they cross as little as can be."""
    order = {name: place for place, name in enumerate(nodes)}
    rows = [(str(source), str(target), int(number)) for source, target, number in frame.itertuples(index=False)]
    leaving = {}
    for source, target, number in sorted(rows, key=lambda row: (order[row[0]], order[row[1]])):
        leaving[source, target] = nodes[source].top - nodes[source].right_taken
        nodes[source].right_taken += unit * number
    for source, target, number in sorted(rows, key=lambda row: (order[row[1]], -order[row[0]])):
        arriving = nodes[target].top - nodes[target].left_taken
        nodes[target].left_taken += unit * number
        begin, end = (nodes[source].x + _BAR, leaving[source, target]), (nodes[target].x, arriving)
        _draw_band(axes, begin, end, max(unit * number, _LEAST_HIGH), _COLOURS[target])


def _draw_band(axes: Axes, begin: tuple[float, float], end: tuple[float, float], wide: float, colour: str) -> None:
    (left, upper), (right, lower), middle = begin, end, (begin[0] + end[0]) / 2
    corners = [
        (left, upper),
        *((middle, upper), (middle, lower), (right, lower)),
        (right, lower - wide),
        *((middle, lower - wide), (middle, upper - wide), (left, upper - wide)),
        (left, upper),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    # A white seam between bands of one colour, where they are wide enough to have one.
    seam = {"edgecolor": "white", "linewidth": 0.8} if wide > _LEAST_WITH_SEAM else {"linewidth": 0}
    axes.add_patch(PathPatch(Path(corners, codes), facecolor=(colour, _TINT), zorder=1, **seam))


def _draw_bars(axes: Axes, sizes: dict[str, int], nodes: dict[str, _Node], ends: list[str]) -> None:
    for name, node in nodes.items():
        high = max(node.high, _LEAST_HIGH)
        axes.add_patch(Rectangle((node.x, node.top - high), _BAR, high, facecolor=_COLOURS[name], edgecolor="none", zorder=2))
        is_end = name in ends
        x, y = (node.x + _BAR + _GAP, node.top - node.high / 2) if is_end else (node.x, node.top + _LABEL / 2)
        write(axes, x, y, f"{name}  {sizes[name]}", fontweight="bold", zorder=3)
