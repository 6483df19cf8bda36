"""What a status check brings: those who still waited, with and without one, and three ways to compare."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from followup_analytics.analysis.effect import FollowUpEffect
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
from followup_analytics.reporting.effect_in_words import HONEST, effect_in_words, method_words
from followup_analytics.reporting.picture import BLUE, GREY, INK, ORANGE, Picture, page, width_of, write
from followup_analytics.reporting.rates_in_words import percent
from followup_analytics.reporting.words import counted

# All lengths are inches.
_PLOT, _LEFT, _RIGHT, _ROW, _BETWEEN, _ABOVE = 2.4, 0.6, 3.0, 0.34, 0.85, 0.12
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
    height = HEAD + _ABOVE + _PLOT + _BETWEEN + ratios + 2.5 * LINE_HEIGHT + LINE_HEIGHT * len(told) + GAP
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
    _draw_landmark(axes, effect.landmark, height - HEAD - _ABOVE - _PLOT)
    _draw_ratios(axes, effect, height - HEAD - _ABOVE - _PLOT - _BETWEEN - ratios, ratios)
    return picture


def _draw_landmark(axes: Axes, landmark: pd.DataFrame, bottom: float) -> None:
    last, highest = int(landmark["day"].max()), rounded_up(float(landmark["high"].max()))
    panel = Panel(axes, _LEFT, bottom, WIDTH - _LEFT - _RIGHT, _PLOT, (0, last), (0.0, highest))
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
    panel = Panel(axes, left, bottom, WIDTH - left - _RIGHT, height, (_MARKS[0], _MARKS[-1]), scale=np.log)
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
