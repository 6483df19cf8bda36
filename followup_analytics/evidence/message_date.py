"""When a message was sent: its Date, unless that is missing or can't be; then when it was received."""

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

# Mail programs began to write dates that can be relied on in the nineties; what is earlier is an empty clock.
_EARLIEST = 631_152_000  # 1990-01-01
_LATEST = 4_102_444_800  # 2100-01-01
_A_DAY = 86_400
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def moment_of(fields: Mapping[str, str], separator: str) -> tuple[int, bool] | None:
    """Seconds since 1970, and whether the time of day is known; None where nothing tells.

    A Date that lies a day and more after the message was received is a wrong clock's.
    """
    stated = _seconds(fields.get("date", ""))
    received = _seconds(fields.get("received", "").rpartition(";")[2])
    if received is None:
        received = _seconds(_reordered(separator))
    if stated is not None and (received is None or stated <= received + _A_DAY):
        return stated, True
    if received is not None:
        return received, True
    day = _ISO_DAY.search(fields.get("date", ""))
    if day is None:
        return None
    try:
        found = dt.datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=dt.UTC).timestamp()
    except ValueError:
        return None
    return (int(found), False) if found >= _EARLIEST else None


def _seconds(text: str) -> int | None:
    try:
        found = parsedate_to_datetime(text.strip())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    try:
        seconds = int((found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp())
    except (OverflowError, ValueError):
        return None
    return seconds if _EARLIEST <= seconds < _LATEST else None


def _reordered(separator: str) -> str:
    """The asctime of a mailbox's line between messages (`Mon Jan  5 18:21:00 2026`) in the order of a Date."""
    match = re.search(r"([A-Z][a-z]{2}) ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d(?::\d\d)?)(?: [A-Z+][\w+]*)? (\d{4})", separator)
    return f"{match[1]}, {match[3]} {match[2]} {match[5]} {match[4]} +0000" if match else ""
