"""workbench: a sheet in JupyterLab, from the file to the message that is sent, without a terminal."""

import os
from typing import Any

from followup_analytics.jupyter.clickable_list import INSTALL
from followup_analytics.jupyter.panels import answer, show_cards
from followup_analytics.jupyter.tables import Shown
from followup_analytics.rules.cadence import Cadence
from followup_analytics.search.search import Search


def workbench(
    path: str | os.PathLike[str] | None = None,
    *,
    as_of: Any,
    timezone: str | None = None,
    country: str | None = None,
    cadence: Cadence | None = None,
    keep: bool = True,
    folder: str | os.PathLike[str] = ".",
) -> Any:
    """Open a sheet at the workbench, for JupyterLab: a bar and four tabs.

    Today (the list, and beside each card its story, its draft and what can be told of it), Sheet (what the columns mean,
    questions, mail), Numbers (what gets answered, what silence means, the cadence), Report (preview, downloads, history).

    Parameters
    ----------
    path : path, optional
        The sheet to open first; it is never changed.
    as_of : date, str or Timestamp
        The moment to look from; the bar changes it.
    timezone, country : str, optional
        Of applications for which the sheet names none. Default: the seeker's in `cadence`, else UTC and no country.
    cadence : Cadence, optional
        The rules' settings, and who signs the drafts.
    keep : bool
        Keep what is recorded, corrected and chosen beside the sheet, where the command line reads it too: the journal
        `my-search.followups.db` and the settings `my-search.followups.toml`. With False nothing of it is read or written: for
        trying out.
    folder : path
        Where sheets are looked for and reports written; what is uploaded is stored in `uploaded` there, if things are kept.

    Returns
    -------
    WorkbenchPage
        A widget. Its `search` is what it acts on, its `session` takes the gestures as messages. Without anywidget or ipywidgets
        the list to read, with what to install.

    Raises
    ------
    FollowupError
        If the sheet, what is kept beside it, or the moment can't be read.
    """
    search = Search(path, as_of=as_of, timezone=timezone, country=country, cadence=cadence, keep=keep, folder=folder)
    try:
        from followup_analytics.jupyter.workbench_page import WorkbenchPage
    except ModuleNotFoundError as error:
        return _list_to_read(search, str(error.name))
    return WorkbenchPage(search)


def _list_to_read(search: Search, missing: str) -> Shown:
    told = answer(
        f"The workbench needs {missing}, which is not installed.", f"Install it with: {INSTALL}", "Until then, the list to read:"
    )
    if search.sheet is None:
        return told
    cards = show_cards(search.cards)
    return Shown(f"{told.html}{cards.html}", f"{told.text}\n\n{cards.text}")
