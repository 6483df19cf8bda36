"""What mail adds to the response rates: each group by the sheet alone, and with what the mailbox told."""

import pandas as pd
from matplotlib.axes import Axes

from followup_analytics.analysis.response_rates import RATE_COLUMNS
from followup_analytics.errors import check_table
from followup_analytics.reporting.charts.figure import BLUE, GREY, ORANGE, Picture, page, width_of, write, write_within
from followup_analytics.reporting.charts.panel import GAP, HEAD, LINE_HEIGHT, WIDTH, Panel, nice_marks, rounded_up, write_head
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.rates import group_names, grouped_by, percent

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
    names = list(sides[1].sort_values("attempts", ascending=False, kind="stable").index[:_MOST_ROWS])
    told = {name: [_told(side, name) for side in sides] for name in names}
    plot = _ROW * max(len(names), 1)
    height = HEAD + plot + 2 * LINE_HEIGHT + GAP
    words = [f"{name}: {one}; {two}" for name, (one, two) in told.items()]
    title = "What your mail adds to the rates"
    picture, axes = page(WIDTH, height, ". ".join([title, *words]))
    days = counted(int(after["within_days"].max()), "day") if names else ""
    write_head(axes, height, title, f"Answered within {days}; lines are 95 % intervals. {_DOTS}" if names else "There are no messages yet.")
    if names:
        _draw(axes, sides, told, height - HEAD, plot)
    return picture


def _by_name(rates: pd.DataFrame) -> pd.DataFrame:
    return rates[_NUMBERS].set_axis(pd.Index(group_names(rates, grouped_by(rates)), dtype="str"), axis=0)


def _told(side: pd.DataFrame, name: str) -> str:
    """A group's numbers in words."""
    if name not in side.index:
        return "no message"
    row = side.loc[name]
    undated = f", {int(row['responded_undated'])} undated" if row["responded_undated"] else ""
    return f"{int(row['responded'])} of {int(row['attempts'])}: {percent(float(row['rate']))}{undated}"


def _draw(axes: Axes, sides: list[pd.DataFrame], told: dict[str, list[str]], top: float, plot: float) -> None:
    labels = [write_within(axes, 0, 0, name, _MOST_LABEL, horizontalalignment="right") for name in told]
    left = max(map(width_of, labels)) + 2 * GAP
    texts = [
        [write(axes, 0, 0, f"{side}, {words}", color=colour) for words, (side, colour, _, _) in zip(both, _SIDES, strict=True)]
        for both in told.values()
    ]
    right = max(width_of(text) for both in texts for text in both) + 2 * GAP
    highest = rounded_up(max(float(side.reindex(list(told))[["high", "rate_most"]].fillna(0.0).max().max()) for side in sides))
    panel = Panel(axes, left, top - plot, WIDTH - left - right, plot, (0.0, highest))
    panel.mark_across(nice_marks(highest))
    for place, (name, label, both) in enumerate(zip(told, labels, texts, strict=True)):
        y = top - _ROW * (place + 0.5)
        label.set_position((left - GAP, y))
        for side, text, (_, colour, wide, up) in zip(sides, both, _SIDES, strict=True):
            text.set_position((WIDTH - right + GAP, y + up))
            _interval(panel, side, name, (y + up, colour, wide))


def _interval(panel: Panel, side: pd.DataFrame, name: str, look: tuple[float, str, float]) -> None:
    y, colour, wide = look
    if name not in side.index or pd.isna(side.at[name, "rate"]):
        return
    low, rate, high = (float(side.at[name, number]) for number in ("low", "rate", "high"))
    if side.at[name, "responded_undated"]:
        least, most = (panel.x(float(side.at[name, bound])) for bound in ("rate_least", "rate_most"))
        panel.axes.hlines(y + _UNDATED_UP, least, most, color=ORANGE, linewidth=1.5, linestyle=(0, (1, 1)), zorder=3)
    panel.axes.hlines(y, panel.x(low), panel.x(high), color=colour, linewidth=wide, zorder=2)
    face = colour if wide > 1 else "white"
    panel.axes.plot(panel.x(rate), y, "o", color=colour, markerfacecolor=face, markersize=5.5, zorder=4)
