"""From the spreadsheet of a job search to whom to write today, and why.

The public names are loaded when they are first used, so that the import itself costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followup_analytics.analysis.attempts import outreach_attempts
    from followup_analytics.analysis.follow_up_effect import follow_up_effect
    from followup_analytics.analysis.response_rates import response_rates
    from followup_analytics.analysis.response_times import silence_curve
    from followup_analytics.analysis.simulate import simulate_search
    from followup_analytics.analysis.simulated_truth import Truth
    from followup_analytics.errors import FollowupError
    from followup_analytics.evidence.collect import collect_evidence
    from followup_analytics.importing.columns.sheet_reading import SheetCells, SheetReading
    from followup_analytics.importing.read import read_cells, read_log, read_sheet, understand
    from followup_analytics.journal.journal import Journal
    from followup_analytics.jupyter.workbench import workbench
    from followup_analytics.log.job_search_log import JobSearchLog
    from followup_analytics.messages.drafts import draft_message
    from followup_analytics.messages.message import Message
    from followup_analytics.messages.review import review_message
    from followup_analytics.problems import Problem, Question, Remedy
    from followup_analytics.reporting.calendar_file import write_calendar
    from followup_analytics.reporting.charts.answers import effect_chart, silence_chart
    from followup_analytics.reporting.charts.application_timeline import timeline
    from followup_analytics.reporting.charts.calendar_strip import calendar_strip
    from followup_analytics.reporting.charts.flow_diagram import sankey
    from followup_analytics.reporting.charts.rates import rates_chart
    from followup_analytics.reporting.due_cards import due_cards
    from followup_analytics.reporting.due_list import due_list
    from followup_analytics.reporting.weekly.report import weekly_report
    from followup_analytics.rules.cadence import Cadence, Seeker
    from followup_analytics.rules.conduct import conduct
    from followup_analytics.rules.follow_up_actions import follow_up_actions
    from followup_analytics.search.search import Search
    from followup_analytics.tuning.counts import Counts, count_log
    from followup_analytics.tuning.learn import learn_priors
    from followup_analytics.tuning.learned_priors import Priors
    from followup_analytics.tuning.tune import tune_cadence

    __version__: str

_MODULE_OF_NAME = {
    "Cadence": "rules.cadence",
    "FollowupError": "errors",
    "Problem": "problems",
    "Question": "problems",
    "Remedy": "problems",
    "SheetCells": "importing.columns.sheet_reading",
    "SheetReading": "importing.columns.sheet_reading",
    "JobSearchLog": "log.job_search_log",
    "Journal": "journal.journal",
    "Message": "messages.message",
    "Search": "search.search",
    "Seeker": "rules.cadence",
    "Truth": "analysis.simulated_truth",
    "calendar_strip": "reporting.charts.calendar_strip",
    "collect_evidence": "evidence.collect",
    "Counts": "tuning.counts",
    "conduct": "rules.conduct",
    "count_log": "tuning.counts",
    "draft_message": "messages.drafts",
    "due_cards": "reporting.due_cards",
    "due_list": "reporting.due_list",
    "effect_chart": "reporting.charts.answers",
    "follow_up_actions": "rules.follow_up_actions",
    "follow_up_effect": "analysis.follow_up_effect",
    "Priors": "tuning.learned_priors",
    "learn_priors": "tuning.learn",
    "outreach_attempts": "analysis.attempts",
    "rates_chart": "reporting.charts.rates",
    "read_cells": "importing.read",
    "read_log": "importing.read",
    "response_rates": "analysis.response_rates",
    "review_message": "messages.review",
    "sankey": "reporting.charts.flow_diagram",
    "silence_chart": "reporting.charts.answers",
    "silence_curve": "analysis.response_times",
    "simulate_search": "analysis.simulate",
    "timeline": "reporting.charts.application_timeline",
    "tune_cadence": "tuning.tune",
    "read_sheet": "importing.read",
    "understand": "importing.read",
    "weekly_report": "reporting.weekly.report",
    "workbench": "jupyter.workbench",
    "write_calendar": "reporting.calendar_file",
}

__all__ = [
    "Cadence",
    "Counts",
    "FollowupError",
    "JobSearchLog",
    "Journal",
    "Message",
    "Priors",
    "Problem",
    "Question",
    "Remedy",
    "Search",
    "Seeker",
    "SheetCells",
    "SheetReading",
    "Truth",
    "calendar_strip",
    "collect_evidence",
    "conduct",
    "count_log",
    "draft_message",
    "due_cards",
    "due_list",
    "effect_chart",
    "follow_up_actions",
    "follow_up_effect",
    "learn_priors",
    "outreach_attempts",
    "rates_chart",
    "read_cells",
    "read_log",
    "read_sheet",
    "response_rates",
    "review_message",
    "sankey",
    "silence_chart",
    "silence_curve",
    "simulate_search",
    "timeline",
    "tune_cadence",
    "understand",
    "weekly_report",
    "workbench",
    "write_calendar",
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
    return sorted({*__all__, *(name for name in globals() if name.startswith("__")), "__version__"})
