"""One plain value as the text that a spreadsheet program would show, free of any locale.

Imported by the process that reads workbooks: standard library only.
"""

import datetime as dt
import math


def plain_text(value: object) -> str:
    """Write a value: ISO for dates, 12 for 12.0, TRUE and FALSE, nothing for what is missing; text stays as it is."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time() and value.tzinfo is None
        return str(value.date()) if midnight else value.isoformat(" ")
    if isinstance(value, dt.timedelta):
        return _duration_text(value)
    return str(value)


def _number_text(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if abs(value) < 1e16 and value.is_integer() else repr(float(value))


def _duration_text(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as a cell formatted [h]:mm:ss shows them."""
    seconds = round(abs(value.total_seconds()))
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
