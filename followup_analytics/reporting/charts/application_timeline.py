"""One application's story, drawn: what happened on which day, and when what is open is due."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.reporting.charts.figure import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LINE,
    ORANGE,
    URGENCY_COLOURS,
    Picture,
    page,
    width_of,
    write,
    write_within,
)
from followup_analytics.reporting.wording.application_story import Flag, Window, application_of, flags_of, local_day, windows_of
from followup_analytics.reporting.wording.names import counted, day_text, short_day
from followup_analytics.rules.action_table import check_actions

# All lengths are inches.
_WIDTH, _LEFT, _RIGHT, _GAP = 10.0, 0.75, 0.3, 0.12
_HEAD, _TODAY, _STEP, _WINDOW, _FOOT = 0.75, 0.3, 0.27, 0.36, 0.35
_MOST_A_DAY, _LEAST_BETWEEN_TICKS, _MOST_FLAGS = 0.45, 0.6, 60
_MARKS = {"outbound": ("o", BLUE), "inbound": ("s", ORANGE), "interview": ("D", GREEN), "": ("o", GREY)}
# Which days carry a date, the finest first, and how many days lie between two of them at least.
_TICKS: tuple[tuple[int, Callable[[dt.date], bool]], ...] = (
    (7, lambda day: day.weekday() == 0),
    (28, lambda day: day.day == 1),
    (90, lambda day: day.day == 1 and day.month % 3 == 1),
    (365, lambda day: day.day == 1 and day.month == 1),
)


@dataclass(frozen=True)
class Scale:
    """Where on the page a day lies."""

    first: dt.date
    inches_a_day: float

    def x(self, day: dt.date, part: float = 0.5) -> float:
        """The place of a part of a day: 0 where it begins, 1 where it ends."""
        return _LEFT + _GAP + ((day - self.first).days + part) * self.inches_a_day


def timeline(log: JobSearchLog, application_id: str, actions: pd.DataFrame | None = None, *, as_of: Any = None) -> Picture:
    """Draw one application's story: what the seeker did above the axis, interviews and what came from them below.

    Parameters
    ----------
    log : JobSearchLog
    application_id : str
        Whose story.
    actions : DataFrame, optional
        What `follow_up_actions` gives for this log and moment: what is open for the application is drawn as bars, from the
        day on which it opens to the day by which it is due. What opens later than in four weeks is left out.
    as_of : date, str or Timestamp, optional
        The moment of `actions`, marked as today; what is planned for later is drawn hollow. Without it no day is marked, and
        no action drawn.

    Returns
    -------
    Picture
        A matplotlib `Figure` that shows itself in a notebook; its `svg()` and `png()` are the same bytes each time.

    Raises
    ------
    UnknownNameError
        If the log has no such application; the message names the nearest.
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    """
    check_log(log)
    if actions is not None:
        check_actions(actions)
    application = application_of(log, application_id)
    zone = str(application["timezone"])
    today = None if as_of is None else local_day(as_of, zone)
    flags = flags_of(log.events, application_id, zone, today)
    if not flags:
        return _without_events(application)
    windows = [] if actions is None or today is None else windows_of(actions, application_id, zone, today)
    return _draw(application, flags, windows, today, says_nothing_open=actions is not None and not windows)


def _without_events(application: pd.Series) -> Picture:
    picture, axes = page(_WIDTH, 1.5, f"{application['company']}: no dated events")
    _write_head(axes, application, 1.5)
    write(axes, _GAP, 0.4, "Nothing about this application has a date, so there is nothing to draw.", color=GREY)
    return picture


def _draw(
    application: pd.Series, flags: list[Flag], windows: list[Window], today: dt.date | None, says_nothing_open: bool
) -> Picture:
    """Lay the page out from the widths of its texts, then draw it from the bottom to the top."""
    picture, axes = page(_WIDTH, 1.0, f"{application['company']}: {counted(len(flags), 'event')}")
    shown = flags[-_MOST_FLAGS:]
    texts = [write(axes, 0, 0, flag.text) for flag in shown]
    notes = [write(axes, 0, 0, window.text) for window in windows]
    scale = _scale(shown, texts, windows, notes, today)
    sides = [[(flag, text) for flag, text in zip(shown, texts, strict=True) if flag.above == above] for above in (True, False)]
    up, down = (_levels(side, scale) for side in sides)
    band = _FOOT + _WINDOW * (len(windows) + says_nothing_open)
    axis = band + _STEP * (max(down, default=0) + 0.8)
    top = axis + _STEP * (max(up, default=0) + 0.6)
    height = top + (_TODAY if today else 0.0) + _HEAD
    _draw_windows(axes, windows, notes, scale, band, today)
    if says_nothing_open:
        _place(write(axes, 0, 0, "Nothing is open here.", color=GREY), _LEFT + _GAP, band - _WINDOW / 2)
    _draw_axis(axes, scale, axis, top)
    _draw_side(axes, sides[0], [axis + _STEP * (level + 0.1) for level in up], axis, scale, "You")
    _draw_side(axes, sides[1], [axis - _STEP * (level + 0.1) for level in down], axis, scale, "They")
    if today:
        _draw_today(axes, scale.x(today), top, today)
    _write_head(axes, application, height, "" if shown == flags else f"the last {len(shown)} of {len(flags)} events")
    picture.set_size_inches(_WIDTH, height)
    axes.set_ylim(0, height)
    return picture


def _scale(
    flags: Sequence[Flag], texts: Sequence[Text], windows: Sequence[Window], notes: Sequence[Text], today: dt.date | None
) -> Scale:
    """As many inches a day as leave room for every text to the right of its place."""
    first = min([flag.day for flag in flags] + [window.opens for window in windows] + ([today] if today else []))
    places = [(flag.day, width_of(text)) for flag, text in zip(flags, texts, strict=True)]
    places += [(_end(window, today), width_of(note)) for window, note in zip(windows, notes, strict=True)]
    places += [(today, 0.7)] if today else []
    room = _WIDTH - _LEFT - _RIGHT - 3 * _GAP
    return Scale(first, min([_MOST_A_DAY] + [(room - width) / ((day - first).days + 1) for day, width in places]))


def _end(window: Window, today: dt.date | None) -> dt.date:
    return max(window.due, today) if today and window.status == "overdue" else window.due


def _levels(side: list[tuple[Flag, Text]], scale: Scale) -> list[int]:
    """How high each flag flies: above all later ones that begin within the reach of its text, so that nothing crosses it."""
    levels: list[int] = [0] * len(side)
    for place in reversed(range(len(side))):
        reach = scale.x(side[place][0].day) + width_of(side[place][1]) + 2 * _GAP
        met = [levels[later] for later in range(place + 1, len(side)) if scale.x(side[later][0].day) <= reach]
        levels[place] = 1 + max(met, default=0)
    return levels


def _write_head(axes: Axes, application: pd.Series, height: float, note: str = "") -> None:
    wide = _WIDTH - 2 * _GAP
    write_within(axes, _GAP, height - 0.26, application["company"], wide, fontsize=13, fontweight="bold")
    parts = (application["role"], application["contact"], application["status"], note)
    write_within(axes, _GAP, height - 0.54, " · ".join(filter(None, parts)), wide, color=GREY)


def _draw_axis(axes: Axes, scale: Scale, axis: float, top: float) -> None:
    axes.hlines(axis, _LEFT, _WIDTH - _RIGHT, color=INK, linewidth=1.2, zorder=2)
    days = [scale.first + dt.timedelta(days=i) for i in range(int((_WIDTH - _RIGHT - _LEFT - _GAP) / scale.inches_a_day))]
    is_tick = next((test for least, test in _TICKS if least * scale.inches_a_day >= _LEAST_BETWEEN_TICKS), _TICKS[-1][1])
    for day in filter(is_tick, days):
        axes.vlines(scale.x(day), _FOOT, top, color=LINE, linewidth=0.6, zorder=0)
        year = f" {day.year}" if is_tick is not _TICKS[0][1] and day.month == 1 else ""
        write(axes, scale.x(day), _FOOT / 2, short_day(day) + year, color=GREY, fontsize=8, horizontalalignment="center")


def _draw_today(axes: Axes, x: float, top: float, today: dt.date) -> None:
    axes.vlines(x, _FOOT, top, color=INK, linewidth=1, linestyle=(0, (3, 2)), zorder=1)
    write(axes, x, top + 0.13, f"today, {day_text(today, today)}", horizontalalignment="center", fontweight="bold")


def _draw_side(axes: Axes, side: list[tuple[Flag, Text]], heights: list[float], axis: float, scale: Scale, name: str) -> None:
    for (flag, text), y in zip(side, heights, strict=True):
        x, (shape, colour) = scale.x(flag.day), _MARKS[flag.mark]
        axes.vlines(x, axis, y, color=GREY, linewidth=0.7, zorder=1)
        axes.plot(x, y, shape, color=colour, markerfacecolor="white" if flag.planned else colour, markersize=6.5, zorder=4)
        _place(text, x + _GAP, y)
    if side:
        nearest = min(heights, key=lambda y: abs(y - axis))
        write(axes, _LEFT - _GAP, nearest, name, color=GREY, horizontalalignment="right")


def _place(text: Text, x: float, y: float) -> None:
    text.set_position((x, y))
    text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.0})
    text.set_zorder(3)


def _draw_windows(axes: Axes, windows: list[Window], notes: list[Text], scale: Scale, top: float, today: dt.date | None) -> None:
    for place, (window, note) in enumerate(zip(windows, notes, strict=True)):
        y, colour = top - _WINDOW * (place + 0.5), URGENCY_COLOURS[window.status]
        begin, end = scale.x(window.opens, 0), scale.x(window.due, 1)
        axes.add_patch(Rectangle((begin, y - 0.09), end - begin, 0.18, facecolor=colour, edgecolor="none", zorder=2))
        far = scale.x(_end(window, today))
        if far > end:
            axes.hlines(y, end, far, color=colour, linewidth=1.5, zorder=2)
        _place(note, max(end, far) + _GAP, y)
    if windows:
        write(axes, _LEFT - _GAP, top - _WINDOW / 2, "To do", color=GREY, horizontalalignment="right")
