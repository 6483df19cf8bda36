"""The numbers of the report as JSON, for other programs."""

import dataclasses
import json
from typing import Any

import pandas as pd

from followup_analytics.analysis.silence import SilenceCurve
from followup_analytics.reporting.weekly.record import WeekNumbers


def json_report(numbers: WeekNumbers) -> str:
    """One object: `week`, `begins` and the like, and a list of rows for each table; times in UTC, what is missing is null."""
    values = {field.name: getattr(numbers, field.name) for field in dataclasses.fields(numbers)}
    plain = {name: _plain(value) for name, value in values.items() if name != "week"}
    whole = {"week": numbers.week.name, "begins": numbers.week.begins.isoformat(), **plain}
    # In plain ASCII no terminal finds anything to obey.
    return json.dumps(whole, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, SilenceCurve):
        return _rows(value.frame)
    return _rows(value) if isinstance(value, pd.DataFrame) else value


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    table = frame.reset_index() if frame.index.name else frame
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))
    return rows
