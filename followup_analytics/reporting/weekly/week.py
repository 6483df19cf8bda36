"""An ISO week: its name, its days, and the weeks before it."""

import datetime as dt
import re
from dataclasses import dataclass

from followup_analytics.errors import MomentError

_NAME = re.compile(r"(\d{4})-W(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1971, 2099


@dataclass(frozen=True)
class Week:
    """The week that begins on a Monday."""

    begins: dt.date

    @classmethod
    def named(cls, name: str) -> "Week":
        """The week of that ISO name ("2026-W24").

        Raises
        ------
        MomentError
            If it is none; the message says what a name looks like, and how many weeks the year has.
        """
        found = _NAME.fullmatch(name.strip().upper()) if isinstance(name, str) else None
        if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
            example = f"from {_FIRST_YEAR}-W01 to {_LAST_YEAR}-W53, such as 2026-W24 for the week from Monday, 8 June 2026"
            raise MomentError(f"week {name!r} is no week: give a year and an ISO week {example}")
        year, number = int(found[1]), int(found[2])
        # 28 December lies in the last week of its ISO year.
        last = dt.date(year, 12, 28).isocalendar().week
        if not 1 <= number <= last:
            raise MomentError(f"week {name!r} is no week: {year} has the weeks {year}-W01 to {year}-W{last:02d}")
        return cls(dt.date.fromisocalendar(year, number, 1))

    @classmethod
    def of(cls, day: dt.date) -> "Week":
        """The week in which a day lies."""
        return cls(day - dt.timedelta(days=day.weekday()))

    @property
    def name(self) -> str:
        """The ISO name: "2026-W24"."""
        year, number, _ = self.begins.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def ends(self) -> dt.date:
        """The Sunday."""
        return self.begins + dt.timedelta(days=6)

    def before(self, weeks: int) -> "Week":
        """The week that lies so many weeks earlier."""
        return Week(self.begins - dt.timedelta(weeks=weeks))
