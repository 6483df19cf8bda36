"""From the spreadsheet of a job search to whom to write today, and why.

The public names are loaded when they are first used, so that the import itself costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followup_analytics.errors import FollowupError
    from followup_analytics.importing.read import read_cells, read_log
    from followup_analytics.log import JobSearchLog
    from followup_analytics.reporting.charts import timeline
    from followup_analytics.reporting.strip import calendar_strip
    from followup_analytics.rules.actions import follow_up_actions
    from followup_analytics.rules.cadence import Cadence
    from followup_analytics.rules.conduct import conduct

    __version__: str

_MODULE_OF_NAME = {
    "Cadence": "rules.cadence",
    "FollowupError": "errors",
    "JobSearchLog": "log",
    "calendar_strip": "reporting.strip",
    "conduct": "rules.conduct",
    "follow_up_actions": "rules.actions",
    "read_cells": "importing.read",
    "read_log": "importing.read",
    "timeline": "reporting.charts",
}

__all__ = [
    "Cadence",
    "FollowupError",
    "JobSearchLog",
    "calendar_strip",
    "conduct",
    "follow_up_actions",
    "read_cells",
    "read_log",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("followup-analytics")
    if name not in _MODULE_OF_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF_NAME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULE_OF_NAME, "__version__"})
