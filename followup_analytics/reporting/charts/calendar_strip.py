"""What is coming, day by day: the due list drawn on a calendar."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from followup_analytics.analysis.intervals import check_whole
from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.reporting.charts.figure import (
    GREY,
    INK,
    LINE,
    SHADE,
    URGENCY_COLOURS,
    Picture,
    page,
    width_of,
    write,
    write_within,
)
from followup_analytics.reporting.due_list import due_list
from followup_analytics.reporting.wording.names import counted, day_text, short_day
from followup_analytics.rules.action_table import check_actions

# All lengths are inches.
_WIDTH, _RIGHT, _GAP = 10.0, 0.15, 0.12
_HEAD, _DAYS, _ROW, _FOOT = 0.8, 0.42, 0.26, 0.12
_MOST_ROWS, _MOST_DAYS, _LEAST_A_DAY, _MOST_TEXT = 40, 62, 0.4, 4.3
_SHAPES = {"overdue": "<", "due": "o", "waiting": "o"}
_TINT = 0.25
_HOUSEKEEPING = 7


@dataclass(frozen=True)
class Grid:
    """The columns of the days, between the texts at the left and the page's right edge."""

    today: dt.date
    days: int
    left: float
    top: float

    @property
    def wide(self) -> float:
        """How wide a day is."""
        return (_WIDTH - self.left - _RIGHT) / (self.days + 1)

    def x(self, days_ahead: int) -> float:
        """Where a day begins, and the end of the page for all that lie behind it."""
        return self.left + min(max(days_ahead, 0), self.days + 1) * self.wide


def calendar_strip(log: JobSearchLog, actions: pd.DataFrame, *, as_of: Any, days: int = 14) -> Picture:
    """Draw what is to be done now and within some days, a row for each action, the most urgent first.

    A row tells how late the action is, by when it is due or from when it can be done; its bar covers the days on which it can
    be done in time. What is overdue stands at the left edge.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log and moment.
    as_of : date, str or Timestamp
        The moment of `actions`.
    days : int
        How many days ahead are shown, 1 to 62.

    Returns
    -------
    Picture
        A matplotlib `Figure` that shows itself in a notebook; its `svg()` and `png()` are the same bytes each time.

    Raises
    ------
    FollowupError
        If `days` is not in its range.
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    check_log(log)
    check_actions(actions)
    check_whole("days", days, 1, _MOST_DAYS)
    today = dt.date(1970, 1, 1) + dt.timedelta(days=Moment.of(as_of).utc_day)
    chosen = due_list(log, actions, as_of=as_of, days_ahead=days)
    listed = _listed(log, actions, as_of, today, days)
    rows, more = _rows(log, actions, listed, today), len(listed) - _MOST_ROWS
    height = _HEAD + _DAYS + _ROW * (max(len(rows), 1) + (more > 0)) + _FOOT
    picture, axes = page(_WIDTH, height, chosen.summary)
    write(axes, _GAP, height - 0.26, _title(today, days), fontsize=13, fontweight="bold")
    write(axes, _GAP, height - 0.54, chosen.summary, color=GREY)
    whens = [write(axes, 0, 0, row["when"], horizontalalignment="right") for row in rows]
    grid = Grid(today, days, max([1.0, *map(width_of, whens)]) + 3 * _GAP, height - _HEAD - _DAYS)
    _draw_days(axes, grid)
    for place, (row, when) in enumerate(zip(rows, whens, strict=True)):
        _draw_row(axes, row, when, grid, grid.top - _ROW * (place + 0.5))
    if more > 0:
        write(axes, grid.left + _GAP, _FOOT + _ROW / 2, f"and {counted(more, 'less urgent action')}", color=GREY)
    return picture


def _title(today: dt.date, days: int) -> str:
    return f"What is coming from {day_text(today, today)} to {day_text(today + dt.timedelta(days=days), today)}"


def _listed(log: JobSearchLog, actions: pd.DataFrame, as_of: Any, today: dt.date, days: int) -> pd.DataFrame:
    """What can be done now or opens within the days, a row each and unfolded: all but housekeeping and what has no channel."""
    every = due_list(log, actions, as_of=as_of, everything=True).frame
    last = pd.Timestamp(today, tz="UTC") + pd.Timedelta(days=days)
    soon = (actions["status"] == "waiting") & (actions["opens_at"] <= last) & actions["send_at"].notna()
    open_now = actions["status"].isin(["overdue", "due"])
    return every[(open_now | soon) & actions["reachable"] & (actions["tier"] < _HOUSEKEEPING)]


def _rows(log: JobSearchLog, actions: pd.DataFrame, listed: pd.DataFrame, today: dt.date) -> list[dict[str, Any]]:
    """The first rows of the due list, each with the days from today on which its window opens and ends."""
    shown = listed.head(_MOST_ROWS)
    whole = actions.loc[shown.index]
    zones = whole["application_id"].map(log.applications["timezone"])
    ends = {
        name: [(time.tz_convert(zone).date() - today).days for time, zone in zip(whole[column], zones, strict=True)]
        for name, column in (("opens", "opens_at"), ("due", "due_at"))
    }
    rows = shown.assign(status=whole["status"], **ends).to_dict("records")
    return cast("list[dict[str, Any]]", rows)


def _draw_days(axes: Axes, grid: Grid) -> None:
    for place in range(grid.days + 1):
        day, x = grid.today + dt.timedelta(days=place), grid.x(place)
        if day.weekday() >= 5:
            shade = Rectangle((x, _FOOT), grid.wide, grid.top - _FOOT, facecolor=SHADE, edgecolor="none", zorder=0)
            axes.add_patch(shade)
        fits = grid.wide >= _LEAST_A_DAY or (day.weekday() == 0 and x + _LEAST_A_DAY <= _WIDTH)
        if fits or place == 0:
            axes.vlines(x, _FOOT, grid.top, color=LINE, linewidth=0.6, zorder=0)
            _write_day(axes, day, grid, x + grid.wide / 2)
    axes.hlines(grid.top, _GAP, _WIDTH - _RIGHT, color=INK, linewidth=1.2)


def _write_day(axes: Axes, day: dt.date, grid: Grid, x: float) -> None:
    is_today = day == grid.today
    name = "today" if is_today else day_text(day, day).split()[0]
    date = short_day(day) if is_today or day.weekday() == 0 or day.day == 1 else str(day.day)
    look = {"color": INK, "fontweight": "bold"} if is_today else {"color": GREY}
    for text, y in ((name, grid.top + 0.3), (date, grid.top + 0.12)):
        write(axes, x, y, text, fontsize=8, horizontalalignment="center", **look)


def _draw_row(axes: Axes, row: dict[str, Any], when: Text, grid: Grid, y: float) -> None:
    """When, the mark and the bar of an action, and whom it concerns: to the right of the mark, or to its left at the far end."""
    colour, late = URGENCY_COLOURS[row["status"]], row["status"] == "overdue"
    when.set(position=(grid.left - 2 * _GAP, y), color=colour if late else INK)
    begin, end = grid.x(row["opens"]), grid.x(row["due"] + 1)
    x = grid.left if late else begin + _GAP
    if not late:
        bar = Rectangle((begin, y - 0.1), end - begin, 0.2, facecolor=colour, edgecolor="none", alpha=_TINT, zorder=1)
        axes.add_patch(bar)
    inside = "white" if row["status"] == "waiting" else colour
    axes.plot(x, y, _SHAPES[row["status"]], color=colour, markerfacecolor=inside, markersize=6.5, zorder=3)
    text = write_within(axes, x + _GAP, y, f"{row['what']}: {row['company']}", _MOST_TEXT, zorder=3)
    if x + _GAP + width_of(text) > _WIDTH - _RIGHT:
        text.set(x=x - _GAP, horizontalalignment="right")
