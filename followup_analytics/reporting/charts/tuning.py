"""How long one waits before asking, against the guides' window; and what each wait is worth."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from followup_analytics.reporting.charts.figure import BLUE, GREEN, GREY, ORANGE, Picture, page, write
from followup_analytics.reporting.charts.panel import GAP, HEAD, LINE_HEIGHT, WIDTH, Panel, lines_of, write_foot, write_head
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.tuning import value_by_wait
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.tuning.policies import TUNED, schedules
from followup_analytics.tuning.tune import Tuning

# All lengths are inches.
_PLOT, _LEFT, _RIGHT, _DOT = 2.2, 0.9, 0.6, 0.17
_LAST_DAY = 21
_WINDOW_BUSINESS_DAYS = 3
_WEEKDAY_OF_WINDOW = 0


def waits_chart(days: pd.DataFrame, cadence: Cadence | None = None) -> Picture:
    """Draw how many days the seeker waited before the first check after each interview, against the guides' window.

    Parameters
    ----------
    days : DataFrame
        What `silent_days` gives.
    cadence : Cadence, optional
        Whose window is drawn: from the wait of T03 on, for 3 business days, for an interview on a Monday.

    Returns
    -------
    Picture
        A dot for each check; a wait over three weeks counts as three weeks.
    """
    first = days[(days["days_since_check"] == 0) & (days["check_number"] == 1)]
    waits = first["wait_days"].to_numpy(dtype=np.int64)
    interviews = int(days["interview"].nunique())
    most = int(np.bincount(waits).max()) if len(waits) else 1
    plot = max(min(most, 12) * _DOT, 0.6)
    opens, closes = _window(cadence_or_default(cadence))
    told = f"{counted(interviews, 'interview')}, {counted(len(waits), 'first check')}. "
    inside = int(((waits >= opens) & (waits <= closes)).sum())
    told += f"{inside} in the window, {int((waits < opens).sum())} sooner, {int((waits > closes).sum())} later."
    foot = lines_of(told)
    height = HEAD + plot + 3 * LINE_HEIGHT + LINE_HEIGHT * len(foot) + 3 * GAP
    picture, axes = page(WIDTH, height, f"How long do I wait before I ask? {told}")
    write_head(axes, height, "How long do I wait before I ask?", "A dot for each first check after an interview.")
    panel = Panel(axes, _LEFT, height - HEAD - plot - GAP, WIDTH - _LEFT - _RIGHT, plot, (-0.5, _LAST_DAY + 0.5))
    left, right = panel.x(opens - 0.5), panel.x(closes + 0.5)
    axes.add_patch(Rectangle((left, panel.bottom), right - left, plot, color=GREEN, alpha=0.15, linewidth=0))
    write(axes, left + GAP / 2, panel.bottom + plot + GAP, "the guides' window (T03)", color=GREEN, fontsize=8)
    panel.mark_across([(day, str(day)) for day in range(0, _LAST_DAY + 1, 7)], "days after the interview")
    step = plot / max(most, 1)
    for wait, size in zip(*np.unique(waits, return_counts=True), strict=True):
        heights = panel.bottom + step * (np.arange(size) + 0.5)
        axes.plot(np.full(size, panel.x(float(wait))), heights, "o", color=BLUE, markersize=min(8.0, 60 * step), zorder=3)
    write_foot(axes, foot, GAP + LINE_HEIGHT * len(foot))
    return picture


def _window(cadence: Cadence) -> tuple[int, int]:
    """The calendar days, after an interview on a Monday, on which a first check is on time."""
    wait = cadence.wait_business_days
    rows = [(days, cadence.spacing_days, 1) for days in (wait, wait + _WINDOW_BUSINESS_DAYS)]
    plan = schedules(pd.DataFrame(rows, columns=list(TUNED)), 1.0, _LAST_DAY)
    opens, closes = (int(plan.days[plan.of_policy[row, _WEEKDAY_OF_WINDOW], 0]) for row in (0, 1))
    return opens, closes


def value_chart(tuning: Tuning) -> Picture:
    """Draw what each wait is worth against the one in use, with its interval, and how much of it is prior.

    Parameters
    ----------
    tuning : Tuning

    Returns
    -------
    Picture
        For each wait that the guides allow, the expected gain in favourable answers of 100 interviews.
    """
    table = value_by_wait(tuning)
    foot = lines_of(_rests_on(tuning))
    height = HEAD + _PLOT + 3 * LINE_HEIGHT + LINE_HEIGHT * len(foot) + 3 * GAP
    picture, axes = page(WIDTH, height, f"What is each wait worth? {tuning.verdict}")
    under = "Favourable answers of 100 interviews, more or fewer than now, the trouble of writing subtracted, with intervals."
    write_head(axes, height, "What is each wait worth?", under)
    low, high = _scale(table)
    waits = table["wait_business_days"].to_numpy()
    across = (float(waits.min()) - 0.5, float(waits.max()) + 0.5)
    panel = Panel(axes, _LEFT, height - HEAD - _PLOT - GAP, WIDTH - _LEFT - _RIGHT, _PLOT, across, (low, high))
    panel.mark_up([(mark, f"{100 * mark:+.0f}".replace("-", "−").replace("+0", "0")) for mark in _marks(low, high)])
    panel.mark_across([(float(wait), str(wait)) for wait in waits], "business days from the interview to the first check")
    axes.hlines(panel.y(0.0), panel.left, panel.left + panel.width, color=GREY, linewidth=1.2, zorder=1)
    if not table["given"].any():
        write(axes, panel.left + panel.width + GAP / 2, panel.y(0.0), "now", color=ORANGE, fontweight="bold")
    for row in table.to_dict("records"):
        _draw_wait(panel, row, bool(row["given"]), bool(row["recommended"]))
    write_foot(axes, foot, GAP + LINE_HEIGHT * len(foot))
    return picture


def _draw_wait(panel: Panel, row: Mapping[Hashable, Any], given: bool, recommended: bool) -> None:
    x = panel.x(float(row["wait_business_days"]))
    low, gain, high = (float(row[name]) for name in ("gain_low", "gain", "gain_high"))
    colour = GREEN if recommended else ORANGE if given else BLUE
    panel.axes.vlines(x, panel.y(low), panel.y(high), color=colour, linewidth=3, alpha=0.6, zorder=2)
    panel.axes.plot(x, panel.y(gain), "o", color=colour, markersize=7, zorder=3)
    name = "now, and to keep" if given and recommended else "now" if given else "recommended" if recommended else ""
    if name:
        write(panel.axes, x + GAP, panel.y(gain) + GAP, name, color=colour, fontweight="bold")


def _scale(table: pd.DataFrame) -> tuple[float, float]:
    low, high = float(table["gain_low"].min()), float(table["gain_high"].max())
    return min(np.floor(low * 50) / 50, -0.02), max(np.ceil(high * 50) / 50, 0.02)


def _marks(low: float, high: float) -> list[float]:
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2) if (high - low) / step <= 8 or step == 0.2)
    return [float(mark) for mark in np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step]


def _rests_on(tuning: Tuning) -> str:
    shares = tuning.evidence.loc[["sooner", "later"], "prior_share"]
    if tuning.interviews == 0:
        return "All of it is what was believed before the log: that the wait matters little, nobody knows which way."
    return (
        f"Of what is known about other waits, {100 * (1 - shares.mean()):.0f} % is from your "
        f"{counted(tuning.interviews, 'interview')} with {counted(tuning.checks, 'check')}; the rest was believed before: "
        "that the wait matters little, and nobody knows which way."
    )
