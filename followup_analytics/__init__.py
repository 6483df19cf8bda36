"""From the spreadsheet of a job search to whom to write today, and why.

The public names are loaded when they are first used, so that the import itself costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followup_analytics.analysis.attempts import outreach_attempts
    from followup_analytics.analysis.rates import response_rates
    from followup_analytics.analysis.silence import silence_curve
    from followup_analytics.analysis.simulate import simulate_search
    from followup_analytics.analysis.truth import Truth
    from followup_analytics.errors import FollowupError
    from followup_analytics.importing.read import read_cells, read_log, understand
    from followup_analytics.log import JobSearchLog
    from followup_analytics.reporting.charts import timeline
    from followup_analytics.reporting.due_list import due_list
    from followup_analytics.reporting.strip import calendar_strip
    from followup_analytics.rules.actions import follow_up_actions
    from followup_analytics.rules.cadence import Cadence
    from followup_analytics.rules.conduct import conduct
    from followup_analytics.rules.settings import Seeker

    __version__: str

_MODULE_OF_NAME = {
    "Cadence": "rules.cadence",
    "FollowupError": "errors",
    "JobSearchLog": "log",
    "Seeker": "rules.settings",
    "Truth": "analysis.truth",
    "calendar_strip": "reporting.strip",
    "conduct": "rules.conduct",
    "due_list": "reporting.due_list",
    "follow_up_actions": "rules.actions",
    "outreach_attempts": "analysis.attempts",
    "read_cells": "importing.read",
    "read_log": "importing.read",
    "response_rates": "analysis.rates",
    "silence_curve": "analysis.silence",
    "simulate_search": "analysis.simulate",
    "timeline": "reporting.charts",
    "understand": "importing.read",
}

__all__ = [
    "Cadence",
    "FollowupError",
    "JobSearchLog",
    "Seeker",
    "Truth",
    "calendar_strip",
    "conduct",
    "due_list",
    "follow_up_actions",
    "outreach_attempts",
    "read_cells",
    "read_log",
    "response_rates",
    "silence_curve",
    "simulate_search",
    "timeline",
    "understand",
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
