"""What mail adds to the response rates: each group by the sheet alone, and with what the mailbox told."""

import pandas as pd
from matplotlib.axes import Axes

from followup_analytics.analysis.response_rates import RATE_COLUMNS
from followup_analytics.errors import check_table
from followup_analytics.reporting.charts.figure import BLUE, GREY, ORANGE, Picture, page, width_of, write, write_within
from followup_analytics.reporting.charts.panel import GAP, HEAD, LINE_HEIGHT, WIDTH, Panel, nice_marks, rounded_up, write_head
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.rates import group_names, grouped_by, percent

Side = dict[str, dict[str, float]]
# All lengths are inches.
_ROW, _MOST_ROWS, _MOST_LABEL, _APART = 0.55, 6, 2.6, 0.12
# Each side with its colour, its line's width, and how far above its row's middle it stands.
_SIDES = (("sheet alone", GREY, 1.0, _APART), ("with your mail", BLUE, 3.0, -_APART))
_NUMBERS = ["attempts", "responded", "responded_undated", "rate", "low", "high", "rate_least", "rate_most"]
_UNDATED_UP = 0.09
_DOTS = "Dots: where the share lies if none or all of the undated answers came in time."


def mail_chart(before: pd.DataFrame, after: pd.DataFrame) -> Picture:
    """Draw response rates as intervals, by the sheet alone and with collected mail.

    Parameters
    ----------
    before, after : DataFrame
        What `response_rates` gives of the log without and with what was collected, both by the same grouping. Of more than six
        groups those with the most attempts are drawn.

    Returns
    -------
    Picture

    Raises
    ------
    FollowupError
        If one of them is not what `response_rates` gives.
    """
    for name, rates in (("before", before), ("after", after)):
        check_table(name, rates, RATE_COLUMNS, "fa.response_rates")
    sides = [_by_name(rates) for rates in (before, after)]
    names = sorted(sides[1], key=lambda name: -sides[1][name]["attempts"])[:_MOST_ROWS]
    told = {name: [_told(side, name) for side in sides] for name in names}
    plot = _ROW * max(len(names), 1)
    height = HEAD + plot + 2 * LINE_HEIGHT + GAP
    words = [f"{name}: {one}; {two}" for name, (one, two) in told.items()]
    title = "What your mail adds to the rates"
    picture, axes = page(WIDTH, height, ". ".join([title, *words]))
    days = counted(int(after["within_days"].max()), "day") if names else ""
    write_head(
        axes,
        height,
        title,
        f"Answered within {days}; lines are 95 % intervals. {_DOTS}" if names else "There are no messages yet.",
    )
    if names:
        _draw(axes, sides, told, height - HEAD, plot)
    return picture


def _by_name(rates: pd.DataFrame) -> Side:
    names = group_names(rates, grouped_by(rates))
    rows = rates[_NUMBERS].astype("float64").to_numpy()
    return {str(name): dict(zip(_NUMBERS, map(float, row), strict=True)) for name, row in zip(names, rows, strict=True)}


def _told(side: Side, name: str) -> str:
    """A group's numbers in words."""
    if name not in side:
        return "no message"
    row = side[name]
    undated = f", {row['responded_undated']:.0f} undated" if row["responded_undated"] else ""
    return f"{row['responded']:.0f} of {row['attempts']:.0f}: {percent(row['rate'])}{undated}"


def _draw(axes: Axes, sides: list[Side], told: dict[str, list[str]], top: float, plot: float) -> None:
    labels = [write_within(axes, 0, 0, name, _MOST_LABEL, horizontalalignment="right") for name in told]
    left = max(map(width_of, labels)) + 2 * GAP
    texts = [
        [write(axes, 0, 0, f"{side}, {words}", color=colour) for words, (side, colour, _, _) in zip(both, _SIDES, strict=True)]
        for both in told.values()
    ]
    right = max(width_of(text) for both in texts for text in both) + 2 * GAP
    ends = [side[name][number] for side in sides for name in told if name in side for number in ("high", "rate_most")]
    highest = rounded_up(max((end for end in ends if end == end), default=0.0))
    panel = Panel(axes, left, top - plot, WIDTH - left - right, plot, (0.0, highest))
    panel.mark_across(nice_marks(highest))
    for place, (name, label, both) in enumerate(zip(told, labels, texts, strict=True)):
        y = top - _ROW * (place + 0.5)
        label.set_position((left - GAP, y))
        for side, text, (_, colour, wide, up) in zip(sides, both, _SIDES, strict=True):
            text.set_position((WIDTH - right + GAP, y + up))
            if name in side:
                _draw_row(panel, side[name], (y + up, colour, wide))


def _draw_row(panel: Panel, row: dict[str, float], look: tuple[float, str, float]) -> None:
    """The interval of a group, and above it what its undated answers could make of it; nothing where no rate is stated."""
    y, colour, wide = look
    if row["rate"] != row["rate"]:
        return
    if row["responded_undated"]:
        least, most = panel.x(row["rate_least"]), panel.x(row["rate_most"])
        panel.axes.hlines(y + _UNDATED_UP, least, most, color=ORANGE, linewidth=1.5, linestyle=(0, (1, 1)), zorder=3)
    panel.axes.hlines(y, panel.x(row["low"]), panel.x(row["high"]), color=colour, linewidth=wide, zorder=2)
    face = colour if wide > 1 else "white"
    panel.axes.plot(panel.x(row["rate"]), y, "o", color=colour, markerfacecolor=face, markersize=5.5, zorder=4)
