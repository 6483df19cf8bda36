"""What is wrong with a table: noted check by check, then raised as one error that lists all of it."""

from dataclasses import dataclass, field

import pandas as pd

from followup_analytics.errors import LogError, listing

_SHOWN = 5


@dataclass
class Findings:
    """The broken checks of one table, in words."""

    table: str
    found: list[str] = field(default_factory=list)

    def add(self, bad: "pd.Series[bool]", column: pd.Series, what: str) -> None:
        """Note the rows of `column` where `bad` holds, the first few by name."""
        if not bad.any():
            return
        values = column[bad]
        shown = ", ".join(f"{label}: {value!r}" for label, value in list(values.items())[:_SHOWN])
        more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
        self.found.append(f"{self.table}.{column.name} {what} ({shown}{more})")

    def raise_if_any(self) -> None:
        """Raise what was found, all of it in one error."""
        if self.found:
            raise LogError(listing(self.found))
