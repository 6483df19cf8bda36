"""The silence curve: by which day answers come, and where a waiting application stands."""

import pandas as pd

from followup_analytics.analysis.silence import SilenceCurve
from followup_analytics.errors import check_is
from followup_analytics.reporting.charts.panel import (
    GAP,
    HEAD,
    LINE_HEIGHT,
    WIDTH,
    Panel,
    apart,
    even_days,
    lines_of,
    nice_marks,
    rounded_up,
    write_foot,
    write_head,
)
from followup_analytics.reporting.picture import BLUE, GREEN, INK, VERMILLION, Picture, page, width_of, write
from followup_analytics.reporting.rates_in_words import percent
from followup_analytics.reporting.silence_in_words import silence_in_words, waiting_in_words

# All lengths are inches.
_PLOT, _LEFT, _RIGHT, _ABOVE, _LABEL_UP = 3.0, 0.6, 2.2, 0.45, 0.24
_CURVES = (("answered", "any answer", BLUE), ("favourable", "favourable", GREEN), ("rejected", "rejection", VERMILLION))


def silence_chart(curve: SilenceCurve, *, group: str = "", waited_days: int | None = None, name: str = "") -> Picture:
    """Draw when answers come, and where a waiting application stands: "you are here".

    Parameters
    ----------
    curve : SilenceCurve
        What `silence_curve` gives.
    group : str
        One of its groups.
    waited_days : int, optional
        How many whole days an application has been silent: it is marked, with the chance still to hear.
    name : str
        Of that application.

    Returns
    -------
    Picture
        A matplotlib `Figure` that shows itself in a notebook; its `svg()` and `png()` are the same bytes each time.

    Raises
    ------
    UnknownNameError
        If there is no such group.
    FollowupError
        If `waited_days` is negative.
    """
    check_is("curve", curve, SilenceCurve, "what fa.silence_curve gives")
    rows = curve.frame[curve.frame["group"] == group]
    told = lines_of(silence_in_words(curve, group))
    if waited_days is not None:
        told += lines_of(waiting_in_words(curve, waited_days, group, name))
    height = HEAD + _ABOVE + _PLOT + 2.5 * LINE_HEIGHT + LINE_HEIGHT * len(told) + GAP
    picture, axes = page(WIDTH, height, f"When answers come. {told[0]}")
    after = f" ({group.replace('_', ' ')})" if group else ""
    write_head(
        axes,
        height,
        f"When answers come{after}",
        f"The chance to have heard by each day of silence; bands are {curve.confidence * 100:g} % intervals.",
    )
    write_foot(axes, told, GAP / 2 + LINE_HEIGHT * len(told))
    if len(rows):
        horizon = max(int(rows["day"].max()), 1)
        highest = rounded_up(float(rows["answered_high"].max()))
        panel = Panel(axes, _LEFT, height - HEAD - _ABOVE - _PLOT, WIDTH - _LEFT - _RIGHT, _PLOT, (0, horizon), (0.0, highest))
        _draw(panel, rows, horizon, highest)
        if waited_days is not None:
            _mark(panel, rows, min(waited_days, int(rows["day"].max())), waited_days)
    return picture


def _draw(panel: Panel, rows: pd.DataFrame, horizon: int, highest: float) -> None:
    panel.mark_across(even_days(horizon), "days of silence")
    panel.mark_up(nice_marks(highest))
    panel.band(rows["day"], rows["answered_low"], rows["answered_high"], BLUE)
    for kind, _, colour in _CURVES:
        panel.curve(rows["day"], rows[kind], colour)
    ends = [panel.y(float(rows[kind].iloc[-1])) for kind, *_ in _CURVES]
    for (kind, name, colour), y in zip(_CURVES, apart(ends), strict=True):
        text = f"{name}: {percent(float(rows[kind].iloc[-1]))}"
        write(panel.axes, panel.left + panel.width + GAP, y, text, color=colour, fontweight="bold")


def _mark(panel: Panel, rows: pd.DataFrame, day: int, waited_days: int) -> None:
    """Where the waiting application stands, above the plot so that no line crosses the words."""
    x, top = panel.x(day), panel.bottom + panel.height
    panel.axes.vlines(x, panel.bottom, top + _LABEL_UP / 2, color=INK, linewidth=1, linestyle=(0, (3, 2)), zorder=2)
    panel.axes.plot(x, panel.y(float(rows["answered"].iloc[day])), "o", color=INK, markersize=7, zorder=5)
    text = write(panel.axes, x, top + _LABEL_UP, f"you are here: day {waited_days}", fontweight="bold")
    half = width_of(text) / 2
    text.set_x(min(max(x - half, panel.left), panel.left + panel.width - 2 * half))
