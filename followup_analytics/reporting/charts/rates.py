"""Response rates as intervals: each group on its own, and leaning on the others."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from followup_analytics.analysis.response_rates import RATE_COLUMNS
from followup_analytics.errors import check_table
from followup_analytics.reporting.charts.figure import BLUE, GREY, INK, ORANGE, Picture, page, width_of, write, write_within
from followup_analytics.reporting.charts.panel import (
    GAP,
    HEAD,
    LINE_HEIGHT,
    WIDTH,
    Panel,
    lines_of,
    nice_marks,
    rounded_up,
    write_foot,
    write_head,
)
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.rates import group_names, grouped_by, percent, rates_in_words, what_is_grouped

# All lengths are inches.
_ROW, _MOST_ROWS, _MOST_LABEL, _LEAST_PANEL, _KEY = 0.34, 40, 2.6, 1.5, 0.35
_COLUMN = "answered in time, of attempts"
_BOUNDS_UP, _RAW_UP, _POOLED_UP = 0.13, 0.06, -0.07
_CALENDAR = {name: place for place, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}
_CALENDAR |= {name: place for place, name in enumerate(("night", "morning", "afternoon", "evening"))}


def rates_chart(rates: pd.DataFrame) -> Picture:
    """Draw response rates: for each group the pooled rate and its interval, and above it the group's own.

    Where there are two groupings, such as weekday and hour, only the pooled intervals are drawn: a cell's own rate is mostly
    chance there.

    Parameters
    ----------
    rates : DataFrame
        What `response_rates` gives. Of more than 40 groups those with the most attempts are drawn.

    Returns
    -------
    Picture
        A matplotlib `Figure` that shows itself in a notebook; its `svg()` and `png()` are the same bytes each time.

    Raises
    ------
    FollowupError
        If `rates` is not what `response_rates` gives.
    """
    check_table("rates", rates, RATE_COLUMNS, "fa.response_rates")
    by = grouped_by(rates)
    shown, left_out = _chosen(rates, by)
    verdict = lines_of(rates_in_words(rates, by).verdict)
    more = [f"Not drawn: {counted(left_out, 'group')} with fewer attempts."] if left_out else []
    foot = [*verdict, *more]
    plot = _ROW * max(len(shown), 1)
    height = HEAD + _KEY + plot + 2.5 * LINE_HEIGHT + LINE_HEIGHT * len(foot) + GAP
    title = f"What gets answered, by {what_is_grouped(by)}" if by else "What gets answered"
    picture, axes = page(WIDTH, height, f"{title}: {counted(len(rates), 'group')}")
    write_head(axes, height, title, _under(rates))
    write_foot(axes, foot, GAP / 2 + LINE_HEIGHT * len(foot))
    if len(shown):
        _draw(axes, shown, by, height - HEAD - _KEY, plot)
    return picture


def _chosen(rates: pd.DataFrame, by: list[str]) -> tuple[pd.DataFrame, int]:
    """The rows that are drawn: of two groupings in the order of the calendar, so that a pattern could be seen."""
    kept = rates.sort_values("attempts", ascending=False, kind="stable").head(_MOST_ROWS).index
    shown = rates.loc[rates.index.isin(kept)]
    if len(by) == 2:
        order = shown[by].apply(lambda column: column.map(lambda name: _CALENDAR.get(name, len(_CALENDAR))))
        shown = shown.loc[order.sort_values(by, kind="stable").index]
    return shown, len(rates) - len(shown)


def _under(rates: pd.DataFrame) -> str:
    if len(rates) == 0:
        return "There are no messages yet."
    first = rates.iloc[0]
    what = "favourable answer" if first["favourable"] else "human answer"
    return (
        f"The chance of a {what} within {counted(int(rates['within_days'].max()), 'day')}, with what is still waited for"
        f" accounted for; lines are {first['confidence'] * 100:g} % intervals."
    )


def _draw(axes: Axes, rates: pd.DataFrame, by: list[str], top: float, plot: float) -> None:
    with_raw, within_days = len(by) < 2, int(rates["within_days"].max())
    told = [write(axes, 0, 0, _told(row, within_days, with_raw)) for row in rates.to_dict("records")]
    title = write(axes, 0, top + _KEY / 2, _COLUMN, color=INK, fontweight="bold")
    right = max(map(width_of, [*told, title])) + 2 * GAP
    most = min(_MOST_LABEL, WIDTH - right - _LEAST_PANEL - 2 * GAP)
    labels = [write_within(axes, 0, 0, name, most, horizontalalignment="right") for name in group_names(rates, by)]
    left = max(map(width_of, labels)) + 2 * GAP
    highest = rounded_up(float(rates[["pooled_high", *(["high", "rate_most"] if with_raw else [])]].max().max()))
    panel = Panel(axes, left, top - plot, WIDTH - left - right, plot, (0.0, highest))
    panel.mark_across(nice_marks(highest))
    for place, (label, text, row) in enumerate(zip(labels, told, rates.to_dict("records"), strict=True)):
        y = top - _ROW * (place + 0.5)
        label.set_position((left - GAP, y))
        text.set_position((WIDTH - right + GAP, y))
        _draw_row(panel, row, y, with_raw)
    end = _key(panel, with_raw, bool(with_raw and rates["responded_undated"].any()), top + _KEY / 2)
    title.set_x(max(WIDTH - right + GAP, end + 2 * GAP))


def _draw_row(panel: Panel, row: Mapping[Hashable, Any], y: float, with_raw: bool) -> None:
    if with_raw and row["responded_undated"]:
        _bounds(panel, panel.x(row["rate_least"]), panel.x(row["rate_most"]), y + _BOUNDS_UP)
    if with_raw:
        _interval(panel, row["low"], row["rate"], row["high"], y + _RAW_UP, GREY, 1.0)
    _interval(panel, row["pooled_low"], row["pooled_rate"], row["pooled_high"], y + _POOLED_UP * with_raw, BLUE, 3.0)


def _interval(panel: Panel, low: float, rate: float, high: float, y: float, colour: str, wide: float) -> None:
    panel.axes.hlines(y, panel.x(low), panel.x(high), color=colour, linewidth=wide, alpha=0.8 if wide > 1 else 1.0, zorder=2)
    panel.axes.plot(
        panel.x(rate), y, "o", color=colour, markerfacecolor=colour if wide > 1 else "white", markersize=5.5, zorder=4
    )


def _bounds(panel: Panel, begin: float, end: float, y: float) -> None:
    """Between none and all of the undated answers in time."""
    panel.axes.hlines(y, begin, end, color=ORANGE, linewidth=1.5, linestyle=(0, (1, 1)), zorder=3)


def _told(row: Mapping[Hashable, Any], within_days: int, with_rate: bool) -> str:
    """A group's numbers in words, to the right of its line."""
    counts = f"{int(row['responded'])} of {int(row['attempts'])}"
    parts = [f"{counts}: {percent(row['rate'])}" if with_rate else counts]
    if row["responded_undated"]:
        bounds = f" ({percent(row['rate_least'])} to {percent(row['rate_most'])})" if with_rate else ""
        parts.append(f"{int(row['responded_undated'])} undated{bounds}")
    if row["within_days"] < within_days:
        parts.append(f"within {counted(int(row['within_days']), 'day')}")
    return ", ".join(parts)


def _key(panel: Panel, with_raw: bool, with_bounds: bool, y: float) -> float:
    """What the two kinds of line are, each in its colour and drawn as it is; where that ends."""
    texts = [("on its own", GREY, 1.0)] if with_raw else []
    x = GAP
    for text, colour, wide in [*texts, ("leaning on the others (pooled)", BLUE, 3.0)]:
        panel.axes.hlines(y, x, x + 0.3, color=colour, linewidth=wide, zorder=2)
        panel.axes.plot(x + 0.15, y, "o", color=colour, markerfacecolor=colour if wide > 1 else "white", markersize=5.5, zorder=4)
        written = write(panel.axes, x + 0.3 + GAP, y, text, color=colour)
        x += 0.3 + 3 * GAP + width_of(written)
    if with_bounds:
        _bounds(panel, x, x + 0.3, y)
        x += 0.3 + GAP + width_of(write(panel.axes, x + 0.3 + GAP, y, "with the undated", color=GREY))
    return x
