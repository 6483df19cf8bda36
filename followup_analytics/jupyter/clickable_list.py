"""The list to click by itself, without the workbench around it."""

from typing import Any

from followup_analytics.errors import FollowupError
from followup_analytics.jupyter.session import Session
from followup_analytics.search.search import Search

INSTALL = 'pip install "followup-analytics[notebooks]"'


def buttons(search: Search) -> Any:
    """The list as cards, with what can be told of each: sent, snoozed, answered, closed, undone.

    Parameters
    ----------
    search : Search
        What the gestures act on.

    Returns
    -------
    TodayView
        A widget; what it does can be had without it from its `session`.

    Raises
    ------
    FollowupError
        If anywidget is missing.
    """
    try:
        from followup_analytics.jupyter.today_view import TodayView
    except ModuleNotFoundError as error:
        raise FollowupError(f"the list to click needs {error.name}, which is not installed: {INSTALL}") from error
    return TodayView(Session(search))
