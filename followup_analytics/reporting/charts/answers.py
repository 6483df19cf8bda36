"""The silence curve, and what a status check brings."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from followup_analytics.analysis.follow_up_effect import FollowUpEffect
from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.errors import check_is
from followup_analytics.reporting.charts.figure import BLUE, GREEN, GREY, INK, ORANGE, VERMILLION, Picture, page, width_of, write
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
from followup_analytics.reporting.wording.answers import silence_in_words, waiting_in_words
from followup_analytics.reporting.wording.effect import HONEST, effect_in_words, method_words
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.rates import percent

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


# All lengths are inches.
_EFFECT_PLOT, _EFFECT_LEFT, _EFFECT_RIGHT, _ROW, _BETWEEN, _EFFECT_ABOVE = 2.4, 0.6, 3.0, 0.34, 0.85, 0.12
_MARKS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)
_ARMS = ((True, "asked by then", BLUE), (False, "not asked", ORANGE))


def effect_chart(effect: FollowUpEffect) -> Picture:
    """Draw what a check brings: the landmark's two curves, and the ratio by each method with its interval.

    Parameters
    ----------
    effect : FollowUpEffect
        What `follow_up_effect` gives.

    Returns
    -------
    Picture
        A matplotlib `Figure` that shows itself in a notebook; its `svg()` and `png()` are the same bytes each time.
    """
    check_is("effect", effect, FollowUpEffect, "what fa.follow_up_effect gives")
    told = [line for sentence in effect_in_words(effect) for line in lines_of(sentence)]
    ratios = _ROW * len(effect.summary)
    height = HEAD + _EFFECT_ABOVE + _EFFECT_PLOT + _BETWEEN + ratios + 2.5 * LINE_HEIGHT + LINE_HEIGHT * len(told) + GAP
    picture, axes = page(WIDTH, height, f"Does following up help? {told[0]}")
    kind = "favourable answer" if effect.favourable else "human answer"
    write_head(
        axes,
        height,
        "Does following up help?",
        f"Those still waiting at the end of day {effect.landmark_day}: the chance of a {kind} in the days after it;"
        f" bands are {effect.confidence * 100:g} % intervals.",
    )
    write_foot(axes, told, GAP / 2 + LINE_HEIGHT * len(told))
    _draw_landmark(axes, effect.landmark, height - HEAD - _EFFECT_ABOVE - _EFFECT_PLOT)
    _draw_ratios(axes, effect, height - HEAD - _EFFECT_ABOVE - _EFFECT_PLOT - _BETWEEN - ratios, ratios)
    return picture


def _draw_landmark(axes: Axes, landmark: pd.DataFrame, bottom: float) -> None:
    last, highest = int(landmark["day"].max()), rounded_up(float(landmark["high"].max()))
    panel = Panel(axes, _EFFECT_LEFT, bottom, WIDTH - _EFFECT_LEFT - _EFFECT_RIGHT, _EFFECT_PLOT, (0, last), (0.0, highest))
    panel.mark_across(even_days(last), "days since")
    panel.mark_up(nice_marks(highest))
    arms = [(landmark[landmark["sent"] == sent], name, colour) for sent, name, colour in _ARMS]
    ends = [panel.y(float(rows["chance"].iloc[-1])) for rows, *_ in arms]
    for (rows, name, colour), y in zip(arms, apart(ends), strict=True):
        panel.band(rows["day"], rows["low"], rows["high"], colour)
        panel.curve(rows["day"], rows["chance"], colour)
        end = rows.iloc[-1]
        waits = counted(int(rows["at_risk"].iloc[0]), "wait")
        text = f"{name}: {percent(float(end['chance']))} ({waits})"
        write(axes, panel.left + panel.width + GAP, y, text, color=colour, fontweight="bold")


def _draw_ratios(axes: Axes, effect: FollowUpEffect, bottom: float, height: float) -> None:
    """Each method's ratio on a scale of factors; what lies beyond 0.1 to 10 stands at the edge."""
    weights = ["bold" if name == HONEST else "normal" for name in effect.summary["method"]]
    texts = [method_words(str(name), effect.landmark_day) for name in effect.summary["method"]]
    names = [write(axes, 0, 0, text, fontweight=weight) for text, weight in zip(texts, weights, strict=True)]
    left = max(map(width_of, names)) + 2 * GAP
    panel = Panel(axes, left, bottom, WIDTH - left - _EFFECT_RIGHT, height, (_MARKS[0], _MARKS[-1]), scale=np.log)
    panel.mark_across([(mark, f"{mark:g}") for mark in _MARKS])
    head = bottom + height + LINE_HEIGHT
    write(
        axes,
        GAP,
        head,
        "With a check an answer is so many times as likely as without one",
        fontweight="bold",
    )
    axes.vlines(panel.x(1), bottom, bottom + height, color=INK, linewidth=1, zorder=1)
    for place, (label, row) in enumerate(zip(names, effect.summary.to_dict("records"), strict=True)):
        y, honest = bottom + height - _ROW * (place + 0.5), row["method"] == HONEST
        colour = BLUE if honest else GREY
        label.set(position=(GAP, y), color=INK if honest else GREY)
        axes.hlines(y, panel.x(row["low"]), panel.x(row["high"]), color=colour, linewidth=3 if honest else 1.5, zorder=2)
        axes.plot(panel.x(row["ratio"]), y, "o", color=colour, markersize=6, zorder=4)
        told = f"{row['ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f}), {counted(row['n'], 'wait')}"
        write(axes, panel.left + panel.width + GAP, y, told, color=INK if honest else GREY)
