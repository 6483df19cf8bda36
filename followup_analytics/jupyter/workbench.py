"""workbench: a sheet in JupyterLab, from the file to the message that is sent, without a terminal."""

import os
from typing import Any

from followup_analytics.errors import FollowupError
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
    """Open a sheet at the workbench: six tabs of widgets, for JupyterLab.

    Sheet (choose or upload one, see what was understood, correct what a column means), Today (the due list with filters, a draft,
    buttons that record what was done), Timeline (one application's story), Answers (how often messages are answered, by any
    column), Cadence (sliders, and what they change on the list), Report (the weekly report, written).

    Parameters
    ----------
    path : path, optional
        The sheet to open first; it is never changed.
    as_of : date, str or Timestamp
        The moment to look from; a date picker changes it.
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
    ipywidgets.VBox
        Its `search` has all that the widgets show, as data and text: a `Search`, with the functions of
        `followup_analytics.jupyter.shown`.

    Raises
    ------
    FollowupError
        If the sheet, what is kept beside it, or the moment can't be read, or ipywidgets is missing.
    """
    search = Search(path, as_of=as_of, timezone=timezone, country=country, cadence=cadence, keep=keep, folder=folder)
    try:
        from followup_analytics.jupyter.workbench_page import WorkbenchPage
    except ModuleNotFoundError as error:
        wanted = 'pip install "followup-analytics[notebooks]"'
        raise FollowupError(f"the workbench needs {error.name}, which is not installed: {wanted}") from error
    return WorkbenchPage(search)
