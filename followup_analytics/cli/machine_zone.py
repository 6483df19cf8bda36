"""The machine's time zone."""

import datetime as dt
import os
import re
import time
from zoneinfo import ZoneInfo

import click

# As POSIX writes a zone without a name of its own: CET-1CEST, <+03>-3, EST5EDT,M3.2.0,M11.1.0.
_POSIX = re.compile(r"(?P<name>[A-Za-z]{3,}|<[^>]+>)(?P<west>[-+]?\d{1,2})(?P<summer>[A-Za-z]{3,}|<[^>]+>)?.*")
_WINTER_AND_SUMMER = (dt.datetime(2026, 1, 15, 12), dt.datetime(2026, 7, 15, 12))


def machine_zone() -> str:
    """The machine's time zone by its IANA name, of $TZ or else of the system; where it has none, UTC, and that is told."""
    named = os.environ.get("TZ", "").removeprefix(":")
    name = _zone_of_environment(named) if named else _zone_of_system()
    if not name:
        what = f"the machine's time zone, TZ={named}, has" if named else "the machine's time zone has"
        click.echo(f"{what} no name that is known: times are taken for UTC. Pass --timezone, such as Europe/Berlin.", err=True)
    return name or "UTC"


def _zone_of_system() -> str:
    from tzlocal import get_localzone_name

    try:
        name = get_localzone_name() or ""
    except (LookupError, OSError, ValueError):
        return ""
    return name if _is_zone(name) else ""


def _zone_of_environment(named: str) -> str:
    """The zone of $TZ: its name, that of a file of the zone database, or one that has the hours of such a rule."""
    filed = named.partition("zoneinfo/")[2]
    posix = _POSIX.fullmatch(named)
    rule = [posix["name"], f"{posix['name']}{posix['west']}{posix['summer']}"] if posix else []
    fixed = [f"Etc/GMT{int(posix['west']):+d}"] if posix and not posix["summer"] else []
    found = (name for name in (named, filed) if _is_zone(name))
    fitting = (name for name in (*rule, *fixed) if _is_zone(name) and _has_its_hours(name))
    return next(found, "") or next(fitting, "")


def _has_its_hours(name: str) -> bool:
    """Whether a zone is as far from UTC, in winter and in summer, as the C library reads from $TZ."""
    if hasattr(time, "tzset"):
        time.tzset()
    theirs = {moment.replace(tzinfo=ZoneInfo(name)).utcoffset() for moment in _WINTER_AND_SUMMER}
    ours = {-time.timezone, -time.altzone if time.daylight else -time.timezone}
    return theirs == {dt.timedelta(seconds=seconds) for seconds in ours}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
